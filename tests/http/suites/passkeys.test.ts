// Signing on with a passkey: no address, no password, no code; and what of it is refused.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { administrator, Client, id, items, nobody, text } from '../harness/client.ts';
import type { Answer } from '../harness/client.ts';
import { answerOf, Authenticator, makeKeyed, proposed } from '../harness/passkeys.ts';
import { makeKnown, makeSecured, password, whereRequired } from '../harness/second_factor.ts';
import { operate, serve } from '../harness/server.ts';
import { makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const asCookie = (answer: Answer): string => answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
const signOn = async (authenticator: Authenticator): Promise<Answer> => nobody.do('signOnWithPasskey', { body: await answerOf(authenticator) });
const refused = async (authenticator: Authenticator): Promise<Answer> =>
  nobody.refused(401, 'signOnWithPasskey', { body: await answerOf(authenticator) }, 'passkey_refused');

describe('a passkey', () => {
  test('is asked for by the name of the pool, without a word of who it is', async () => {
    const wanted = (await nobody.do('beginPasskeySignOn')).body;
    expect(Object.keys(wanted).sort()).toEqual(['challenge', 'rpId', 'timeout', 'userVerification']);
    expect(text(wanted['rpId'])).toBe('localhost');
    expect(text((await nobody.do('beginPasskeySignOn')).body['challenge'])).not.toBe(text(wanted['challenge']));
    const person = await makeKeyed(world);
    const making = await proposed(person);
    const handle = Buffer.from(text(making['user']?.['id']), 'base64url').toString('latin1');
    expect(handle.length).toBe(32);
    expect(JSON.stringify(making['excludeCredentials'])).toContain(person.authenticator.credential.toString('base64url'));
    expect(making['attestation']).toBe('none');
  });

  test('signs on where a code is asked of everybody, and its session is of its person', async () => {
    const person = await makeKeyed(world);
    await whereRequired(async () => {
      const done = await signOn(person.authenticator);
      const own = await new Client('', { Cookie: asCookie(done) }).do('getOwnUser');
      expect(text(own.body['email'])).toBe(person.email);
    });
    const kept = items((await person.do('listPasskeys')).body);
    expect(kept.length).toBe(1);
    expect(kept[0]?.['lastUsedAt']).toBeDefined();
  });

  test('ends what was open in the browser that it signs on in', async () => {
    const person = await makeKeyed(world);
    const before = asCookie(await signOn(person.authenticator));
    const body = await answerOf(person.authenticator);
    await new Client('', { Cookie: before }).do('signOnWithPasskey', { body });
    await new Client('', { Cookie: before }).refused(401, 'getOwnUser');
  });

  test('is refused the same way whatever is wrong', async () => {
    const person = await makeKeyed(world);
    const body = await answerOf(person.authenticator);
    await nobody.do('signOnWithPasskey', { body });
    const again = await nobody.refused(401, 'signOnWithPasskey', { body }, 'passkey_refused');
    const stranger = new Authenticator();
    stranger.userHandle = person.authenticator.userHandle;
    const unknown = await refused(stranger);
    person.authenticator.origin = 'https://elders.example';
    const elsewhere = await refused(person.authenticator);
    person.authenticator.origin = new Authenticator().origin;
    person.authenticator.flags = 0x01;
    const unverified = await refused(person.authenticator);
    for (const each of [unknown, elsewhere, unverified]) expect(each.body).toEqual(again.body);
    person.authenticator.flags = 0x05;
    await signOn(person.authenticator);
  });

  test('is of no use to whose second factor was cleared', async () => {
    const person = await makeKeyed(world);
    await administrator().do('clearSecondFactor', { params: { userId: person.user } });
    await refused(person.authenticator);
    expect(items((await person.do('listPasskeys')).body)).toEqual([]);
  });

  test('that counts back is refused, and its person is told', async () => {
    const person = await makeKeyed(world);
    person.authenticator.count = 7;
    await signOn(person.authenticator);
    person.authenticator.count = 6;
    await nobody.refused(401, 'signOnWithPasskey', { body: await answerOf(person.authenticator) }, 'passkey_doubted');
    const told = async () => items((await person.do('listNotifications')).body).map((each) => text(each['kind']));
    await expect.poll(told, { timeout: 20_000 }).toContain('passkey_doubted');
    expect(await told()).toContain('passkey_added');
  });

  test('takes the password to make and to remove, and a code where there is one', async () => {
    const person = await makeSecured(world);
    await person.faulty('/password', 'proposePasskey', { body: { password: 'niet dit wachtwoord' } });
    await person.faulty('/code', 'proposePasskey', { body: { password } });
    const wanted = (await person.do('proposePasskey', { body: { password, code: person.recoveryCodes[0] } })).body;
    const authenticator = new Authenticator();
    const credential = authenticator.make(wanted);
    const passkeyId = id((await person.do('addPasskey', { body: { name: 'telefoon', credential } })).body);
    await person.faulty('/credential', 'addPasskey', { body: { name: 'nog eens', credential } });
    const session = asCookie(await signOn(authenticator));
    await person.faulty('/code', 'removePasskey', { params: { passkeyId }, body: { password } });
    await person.do('removePasskey', { params: { passkeyId }, body: { password, code: person.recoveryCodes[1] } });
    await new Client('', { Cookie: session }).refused(401, 'getOwnUser');
    await refused(authenticator);
  });

  test('is made in the session in which it was begun', async () => {
    const person = await makeKnown(world);
    const body = { name: 'telefoon', credential: new Authenticator().make(await proposed(person)) };
    const other = text((await person.do('createToken', { params: { userId: person.user }, body: { label: 'ander', days: 1, scopes: ['sign_on'] } })).body['token']);
    await new Client(other).faulty('/credential', 'addPasskey', { body });
    await person.do('addPasskey', { body });
  });

  test('is its person’s alone', async () => {
    const person = await makeKeyed(world);
    const other = await makeKeyed(world);
    const params = { passkeyId: person.passkey };
    await other.refused(404, 'renamePasskey', { params, body: { name: 'van mij' } });
    await other.refused(404, 'removePasskey', { params, body: { password } });
    await other.faulty('/credential', 'addPasskey', { body: { name: 'van mij', credential: person.authenticator.make(await proposed(other)) } });
    expect(items((await other.do('listPasskeys')).body).map(id)).toEqual([other.passkey]);
  });

  test('that is tried and tried is made to wait', async () => {
    const person = await makeKeyed(world);
    person.authenticator.domain = 'elders.example';
    for (let tries = 0; tries < 10; ++tries) await refused(person.authenticator);
    await nobody.refused(429, 'signOnWithPasskey', { body: await answerOf(person.authenticator) }, 'too_many_failures');
    for (const operation of ['proposePasskey', 'removePasskey']) {
      const guessed = await makeKeyed(world);
      const params: Record<string, string> = operation === 'removePasskey' ? { passkeyId: guessed.passkey } : {};
      const wrong = { params, body: { password: 'niet dit wachtwoord' } };
      for (let tries = 0; tries < 10; ++tries) await guessed.faulty('/password', operation, wrong);
      await guessed.refused(429, operation, wrong, 'too_many_failures');
    }
  });

  test('is on record, and what was tried with one too', async () => {
    const person = await makeKeyed(world);
    await signOn(person.authenticator);
    person.authenticator.domain = 'elders.example';
    await refused(person.authenticator);
    const entries = items((await world.coordinator.do('listAuditEntries', { query: { limit: 200 } })).body);
    const own = entries.filter((each) => text(each['action']) === 'sign_on' && text(each['actor']?.['id']) === person.user);
    expect(own.map((each) => text(each['result'])).sort()).toEqual(['done', 'wrong_passkey']);
  });
});

describe('where the pool has no name but an IP address', () => {
  test('there are no passkeys, and it says why', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'expertisepool-passkeys-'));
    const data = join(directory, 'data');
    await operate(['municipality', 'add', '--data', data, '--name', 'Voorbeeldstad']);
    const email = 'beheer@voorbeeld.example';
    await operate(['user', 'add', '--data', data, '--email', email, '--name', 'Bea Beheer', '--role', 'administrator']);
    const token = await operate(['token', 'create', '--data', data, '--user', email]);
    const server = await serve(data, '--public-origin', 'https://192.0.2.1');
    try {
      const there = new Client('', {}, server.url);
      const bea = new Client(token, {}, server.url);
      const why = await there.refused(404, 'beginPasskeySignOn', {}, 'no_passkeys');
      expect(text(why.body['detail'])).toContain('IP-adres');
      const authenticator = new Authenticator();
      authenticator.userHandle = 'AAAA';
      const wanted = { challenge: 'AAAA' } as never;
      await there.refused(404, 'signOnWithPasskey', { body: authenticator.use(wanted) }, 'no_passkeys');
      await bea.refused(404, 'proposePasskey', { body: { password } }, 'no_passkeys');
      await bea.refused(404, 'addPasskey', { body: { name: 'x', credential: authenticator.make({ challenge: 'AAAA', user: { id: 'AAAA' } } as never) } }, 'no_passkeys');
      expect((await bea.do('listPasskeys')).body['available']).toBe(false);
    } finally {
      await server.end();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
