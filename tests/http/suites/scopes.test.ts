// What a token opens: for each operation of the description and each scope, exactly what `x-scope` says. A parameter that
// nobody asks for makes every request end before it does anything, and after the scope was looked at.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, administrator, count, items, text } from '../harness/client.ts';
import { operations } from '../harness/description.ts';
import { isApart, rights } from '../harness/rights_table.ts';
import { allScopes, eventually, makePerson, makeWorld, tokenOf } from '../harness/world.ts';
import type { Person, World } from '../harness/world.ts';

/** Shows who fits a question, and keeps nothing of it. */
const matching = 'match';
const signedOn = operations.filter((each) => !each.anyone);
const anyId = '00000000-0000-4000-8000-000000000000';

let world: World;
let person: Person;
const holding = new Map<string, Client>();
beforeAll(async () => {
  world = await makeWorld();
  person = await makePerson({ name: 'Tom Token', roles: ['team_member', 'coordinator', 'administrator'], municipality: world.municipality, teams: [world.team] });
  for (const scope of allScopes) holding.set(scope, new Client(await tokenOf(person.email, [scope])));
});
// The pool has one administrator again.
afterAll(() =>
  administrator().do('changeUser', {
    params: { userId: person.user },
    body: { municipality: world.municipality, name: 'Tom Token', email: person.email, roles: ['team_member'] },
  }),
);

describe.each(signedOn.map((of) => [of.id, of] as const))('%s', (operation, of) => {
  test('is opened by the scopes it names and by no other', async () => {
    expect(of.scopes, 'every operation says which scope it needs: x-scope').not.toEqual([]);
    const params = Object.fromEntries(of.parameters.filter((each) => each.in === 'path').map((each) => [each.name, each.name === 'code' ? 'schulden' : anyId]));
    const body = of.bodyRequired ? {} : undefined;
    const opened: string[] = [];
    for (const [scope, client] of holding) {
      const answer = await client.call(operation, { params, query: { nobodyAsked: 1 }, body });
      if (text(answer.body['code']) !== 'scope_missing') opened.push(scope);
      else expect(answer.status).toBe(403);
    }
    expect(opened.sort()).toEqual([...of.scopes].sort());
  });
});

test('what only shows takes `read`, and what `read` opens changes nothing', () => {
  for (const of of signedOn) {
    if (of.method === 'GET') expect(of.scopes, of.id).toEqual(['read']);
    else if (of.scopes.includes('read') && of.id !== 'endCurrentSession' && of.id !== matching) {
      const row = rights[of.id];
      expect(row && !isApart(row) && row.reads, `${of.id} is open to read and changes nothing`).toBe(true);
    }
  }
});

describe('a token of few scopes', () => {
  test('is refused in plain words, and that is on record', async () => {
    const reading = holding.get('read') as Client;
    expect(await newestEntries()).not.toContain('refused makeFeed');
    const refused = await reading.refused(403, 'makeFeed', {}, 'scope_missing');
    expect(text(refused.body['detail'])).toContain('keep');
    expect(await newestEntries()).toContain('refused makeFeed');
    await reading.do('getOwnUser');
  });

  test('makes none that opens more', async () => {
    const token = new Client(await tokenOf(person.email, ['sign_on', 'read']));
    const make = (scopes: string[]) => token.call('createToken', { params: { userId: person.user }, body: { label: 'verder', days: 1, scopes } });
    expect((await make(['read'])).status).toBe(201);
    const more = await make(['read', 'administer']);
    expect(more.status).toBe(400);
    expect(JSON.stringify(more.body)).toContain('more_than_own');
  });

  test('makes none that lives longer', async () => {
    const make = (client: Client, days: number) =>
      client.call('createToken', { params: { userId: person.user }, body: { label: 'verder', days, scopes: ['sign_on', 'read'] } });
    const short = await make(new Client(await tokenOf(person.email, ['sign_on', 'read'])), 3);
    expect(short.status).toBe(201);
    const token = new Client(text(short.body['token']));
    expect((await make(token, 3)).body['session']?.['expiresAt']).toBe(short.body['session']?.['expiresAt']);
    const refused = await make(token, 300);
    expect(refused.status).toBe(400);
    expect(refused.body['errors']).toEqual([{ place: '/days', code: 'longer_than_own', detail: expect.stringContaining('hoogstens 3') }]);
  });

  test('one of all scopes opens what its owner may', async () => {
    await new Client(await tokenOf(person.email)).do('getFeed');
    await new Client(await tokenOf(person.email)).do('listUsers');
  });
});

describe('who is told', () => {
  const told = async (of: Person) => items((await of.do('listNotifications')).body).map((each) => text(each['kind']));

  test('of a token made for them, a password, other rights, another address, and sessions that ended', async () => {
    const admin = administrator();
    const of = await makePerson({ name: 'Gerda Gemeld', roles: ['team_member'], municipality: world.municipality, teams: [world.team] });
    const params = { userId: of.user };
    await admin.do('setPassword', { params, body: { password: 'oranje tandem op de dijk 7' } });
    const input = { municipality: world.municipality, name: of.name, email: of.email, roles: ['team_member'], teams: [world.team] };
    await admin.do('changeUser', { params, body: { ...input, email: `ander-${of.email}` } });
    await admin.do('changeUser', { params, body: { ...input, email: `ander-${of.email}`, roles: ['team_member', 'reviewer'] } });
    const email = `ander-${of.email}`;
    const made = new Client(await tokenOf(email));
    expect(count((await admin.do('endUserSessions', { params })).body['ended'])).toBe(0);
    await made.do('getOwnUser');
    expect(count((await admin.do('endUserSessions', { params, query: { tokens: true } })).body['ended'])).toBe(1);
    await made.refused(401, 'getOwnUser');
    const again = Object.assign(new Client(await tokenOf(email)), { user: of.user, name: of.name, email });
    const kinds = ['token_made', 'password_set', 'rights_changed', 'address_changed', 'sessions_ended'];
    await eventually(async () => {
      const found = await told(again);
      return kinds.every((each) => found.includes(each));
    });
  });
});

/** What is newest in the access log of this municipality. */
async function newestEntries(): Promise<string[]> {
  const found = await holding.get('read')?.do('listAuditEntries', { query: { limit: 3 } });
  return items(found?.body ?? {}).map((each) => `${text(each['action'])} ${text(each['object'])}`);
}
