// Signing on and off: browser sessions in cookies, tokens for programs, the defence against other
// sites, and answers that do not tell who is known.
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, administrator, codes, id, items, list, nobody, text } from '../harness/client.ts';
import type { Answer } from '../harness/client.ts';
import { freshEmail, makePerson, makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

const password = 'zes zwanen op een sloot';
let world: World;
let user: string;
let email: string;

beforeAll(async () => {
  world = await makeWorld();
  email = freshEmail('Sien');
  const body = { municipality: world.municipality, name: 'Sien', email, roles: ['team_member'], teams: [world.team], password };
  user = id((await administrator().do('addUser', { body })).body);
});

const signOn = (more: object = {}): Promise<Answer> =>
  nobody.do('startSession', { body: { email, password, ...more } });

function cookieOf(answer: Answer): string {
  const [line] = answer.headers['set-cookie'] ?? [];
  if (!line) throw new Error('no cookie');
  return line;
}
const asCookie = (answer: Answer): string => cookieOf(answer).split(';')[0] ?? '';
const browser = (answer: Answer, more: Record<string, string> = {}): Client =>
  new Client('', { Cookie: asCookie(answer), ...more });

describe('a browser session', () => {
  test('lives in a cookie that scripts and other sites do not get', async () => {
    const line = cookieOf(await signOn());
    expect(line).toMatch(/^(__Host-)?session=[A-Za-z0-9_-]{32,};/);
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(line).toContain(attribute);
    expect(line).not.toContain('Domain');
  });

  test('says who is signed on and never its secret', async () => {
    const answer = await signOn();
    expect(text(answer.body['user']?.['id'])).toBe(user);
    const secret = asCookie(answer).split('=')[1] ?? '';
    expect(JSON.stringify(answer.body)).not.toContain(secret);
    const own = await browser(answer).do('getOwnUser');
    expect(text(own.body['email'])).toBe(email);
    const sessions = await browser(answer).do('listSessions');
    expect(JSON.stringify(sessions.body)).not.toContain(secret);
    expect(items(sessions.body).filter((each) => String(each['current']) === 'true').length).toBe(1);
  });

  test('takes an address in any case, with blanks around it', async () => {
    await signOn({ email: ` ${email.toUpperCase()} ` });
  });

  test('ends when its user signs off, and takes its cookie back', async () => {
    const answer = await signOn();
    const ended = await browser(answer).do('endCurrentSession');
    expect(cookieOf(ended)).toMatch(/Max-Age=0|Expires=Thu, 01 Jan 1970/);
    await browser(answer).refused(401, 'getOwnUser');
  });

  test('is ended from elsewhere by its user, and by nobody else', async () => {
    const answer = await signOn();
    const params = { sessionId: text(answer.body['session']?.['id']) };
    await world.asker.refused(404, 'endSession', { params });
    await administrator().refused(404, 'endSession', { params });
    await browser(answer).do('getOwnUser');
    await browser(await signOn()).do('endSession', { params });
    await browser(answer).refused(401, 'getOwnUser');
  });

  test('ends when its browser signs on anew, and no other of that person does', async () => {
    const [first, elsewhere] = [asCookie(await signOn()), asCookie(await signOn())];
    const again = asCookie(await nobody.do('startSession', { body: { email, password }, headers: { Cookie: first } }));
    await new Client('', { Cookie: first }).refused(401, 'getOwnUser');
    for (const cookie of [elsewhere, again]) await new Client('', { Cookie: cookie }).do('getOwnUser');
  });

  test('is never made from a secret that the other side chose', async () => {
    const chosen = 'session=gekozendoorietsanders00000000000000000000';
    const answer = await nobody.do('startSession', { body: { email, password }, headers: { Cookie: chosen } });
    expect(asCookie(answer)).not.toBe(chosen);
    await new Client('', { Cookie: chosen }).refused(401, 'getOwnUser');
  });
});

describe('another site', () => {
  const foreign: Record<string, string>[] = [
    { Origin: 'https://elders.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ];

  test.each(foreign)('changes nothing with a cookie: %o', async (headers) => {
    const answer = await signOn();
    const as = browser(answer, headers);
    const refused = await as.call('match', { body: { question: 'schulden' } });
    expect(refused.status).toBe(403);
    await nobody.refused(403, 'startSession', { body: { email, password }, headers });
    await as.refused(403, 'endCurrentSession', {}, 'from_other_site');
    await browser(answer).do('getOwnUser');
  });

  test('our own site does', async () => {
    const answer = await signOn();
    const { url } = inject('server');
    await browser(answer, { Origin: url, 'Sec-Fetch-Site': 'same-origin' }).do('match', { body: { question: 'schulden' } });
  });

  test('a program with a token is nobody else’s browser', async () => {
    await world.asker.do('match', { body: { question: 'schulden' }, headers: { Origin: 'https://elders.example' } });
  });

  test('gets no leave to read answers', async () => {
    const answer = await world.asker.do('getStatus', { headers: { Origin: 'https://elders.example' } });
    for (const name of ['access-control-allow-origin', 'access-control-allow-credentials'])
      expect(answer.headers[name]).toBeUndefined();
  });
});

describe('a wrong password', () => {
  test('gets the same answer as an unknown address and a disabled user', async () => {
    const gone = freshEmail('weg');
    const body = { municipality: world.municipality, name: 'Weg', email: gone, roles: ['team_member'], active: false };
    await administrator().do('addUser', { body: { ...body, password } });
    const says: string[] = [];
    for (const attempt of [
      { email, password: 'een verkeerd wachtwoord' },
      { email: freshEmail('nergens'), password },
      { email: gone, password },
    ]) {
      says.push(JSON.stringify((await nobody.refused(401, 'startSession', { body: attempt })).body));
      await nobody.refused(401, 'startToken', { body: { ...attempt, label: 'x' } });
    }
    expect(new Set(says).size).toBe(1);
  });

  test('tried too often is made to wait, also where nobody is', async () => {
    const attempt = { email: freshEmail('raden'), password: 'raden maar 123' };
    let tries = 0;
    for (; tries < 30; ++tries)
      if ((await nobody.call('startSession', { body: attempt })).status === 429) break;
    expect(tries).toBeGreaterThanOrEqual(5);
    expect(tries).toBeLessThan(30);
    await nobody.refused(429, 'startToken', { body: { ...attempt, label: 'x' } });
    await nobody.refused(401, 'startSession', { body: { ...attempt, email: freshEmail('ander') } });
  });

  test('of one’s own is a fault at its place, and guessing it is made to wait', async () => {
    const made = freshEmail('kees');
    const body = { municipality: world.municipality, name: 'Kees', email: made, roles: ['team_member'], password };
    const kees = id((await administrator().do('addUser', { body })).body);
    const token = await nobody.do('startToken', { body: { email: made, password, label: 'x' } });
    const as = new Client(text(token.body['token']));
    const ask = { params: { userId: kees }, body: { password: 'een heel nieuw wachtwoord', currentPassword: 'fout geraden' } };
    await as.faulty('/currentPassword', 'setPassword', ask);
    let status = 400;
    for (let tries = 0; tries < 30 && status === 400; ++tries) status = (await as.call('setPassword', ask)).status;
    expect(status).toBe(429);
  });
});

describe('a password', () => {
  test('of one’s own is changed with the present one, and ends the other sessions', async () => {
    const made = freshEmail('mina');
    const body = { municipality: world.municipality, name: 'Mina', email: made, roles: ['team_member'], password };
    const mina = id((await administrator().do('addUser', { body })).body);
    const on = (word: string) => nobody.call('startSession', { body: { email: made, password: word } });
    const first = await on(password);
    const second = await on(password);
    const wanted = 'een heel ander wachtwoord';
    await browser(first).refused(400, 'setPassword', { params: { userId: mina }, body: { password: wanted } });
    await browser(first).do('setPassword', {
      params: { userId: mina },
      body: { password: wanted, currentPassword: password },
    });
    await browser(second).refused(401, 'getOwnUser');
    expect((await on(password)).status).toBe(401);
    expect((await on(wanted)).status).toBe(201);
  });

  test('that is too short, too plain or the address itself is refused', async () => {
    const made = freshEmail('zwak-wachtwoord');
    const body = { municipality: world.municipality, name: 'Zwak', email: made, roles: ['team_member'] };
    for (const weak of ['kort', 'k'.repeat(201), made])
      await administrator().faulty('/password', 'addUser', { body: { ...body, password: weak } });
  });
});

describe('rights', () => {
  test('that change count at once, and end what was open', async () => {
    const person = await makePerson({ name: 'Rol Wissel', roles: ['coordinator'], municipality: world.municipality });
    await person.do('listEvents');
    const body = { municipality: world.municipality, name: 'Rol Wissel', email: person.email, roles: ['team_member'] };
    await administrator().do('changeUser', { params: { userId: person.user }, body });
    await person.refused(401, 'listEvents');
  });

  test('of somebody who was disabled are gone at once', async () => {
    const person = await makePerson({ name: 'Uit Dienst', roles: ['team_member'], municipality: world.municipality });
    await person.do('getOwnUser');
    const body = { municipality: world.municipality, name: 'Uit Dienst', email: person.email, roles: ['team_member'], active: false };
    await administrator().do('changeUser', { params: { userId: person.user }, body });
    await person.refused(401, 'getOwnUser');
  });

  test('to administer stay with somebody', async () => {
    const own = (await administrator().do('getOwnUser')).body;
    const body = { municipality: own['municipality']?.['id'], name: own['name'], email: own['email'] };
    const ask = (more: object) => ({ params: { userId: id(own) }, body: { ...body, ...more } });
    await administrator().faulty('/roles', 'changeUser', ask({ roles: ['team_member'] }));
    await administrator().call('changeUser', ask({ roles: ['administrator'], active: false })).then((answer) => {
      expect(answer.status).toBe(400);
    });
    await administrator().do('listUsers');
  });

  test('of an administrator do not reach cases', async () => {
    for (const operation of ['listConsultations', 'listEvents', 'listAuditEntries', 'listGaps'])
      await administrator().refused(403, operation);
    await administrator().refused(403, 'match', { body: { question: 'schulden' } });
  });
});

describe('tokens', () => {
  test('are made for oneself with a label and an end, and shown once', async () => {
    const made = await world.asker.do('createToken', { params: { userId: world.asker.user }, body: { label: 'mijn laptop', days: 1, scopes: ['read', 'ask'] } });
    const listed = await world.asker.do('listTokens');
    expect(JSON.stringify(listed.body)).not.toContain(text(made.body['token']));
    const mine = list(listed.body['items']).find((each) => text(each['label']) === 'mijn laptop');
    const lives = Date.parse(text(mine?.['expiresAt'])) - Date.parse(text(mine?.['createdAt']));
    expect(lives).toBe(86_400_000);
    expect(codes(mine?.['scopes'])).toEqual(['read', 'ask']);
    const input = { label: 'x', days: 1, scopes: ['read'] };
    await world.asker.refused(404, 'createToken', { params: { userId: world.colleague.user }, body: input });
    await administrator().refused(404, 'createToken', { params: { userId: world.colleague.user }, body: input });
  });
});
