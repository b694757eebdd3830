// A new password by a link, for who forgot theirs. That a mail brings it is tested with a mail server, at
// the screen.
import { beforeAll, describe, expect, test } from 'vitest';
import { administrator, Client, id, nobody, text } from '../harness/client.ts';
import { firstStep, makeKnown, makeSecured, password, passwordLink } from '../harness/second_factor.ts';
import { freshEmail, makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

const wanted = 'negen ganzen in het riet';
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

test('where no mail is sent, whoever asks is told so, whatever the address', async () => {
  const person = await makeKnown(world);
  for (const email of [person.email, freshEmail('nergens')]) expect((await nobody.do('askPasswordLink', { body: { email } })).body).toEqual({ mailIsSent: false });
});

test('asking again and again is made to wait, known or not', async () => {
  const person = await makeKnown(world);
  for (const email of [person.email, freshEmail('nergens')]) {
    for (let tries = 0; tries < 3; ++tries) await nobody.do('askPasswordLink', { body: { email } });
    await nobody.refused(429, 'askPasswordLink', { body: { email } }, 'too_many_failures');
  }
  await nobody.do('startSession', { body: { email: person.email, password } });
});

describe('a link', () => {
  test('gives a new password once, and ends every session and token', async () => {
    const person = await makeKnown(world);
    const token = await passwordLink(person);
    await person.do('getOwnUser');
    await nobody.faulty('/password', 'setPasswordByLink', { body: { token, password: 'wachtwoord123' } });
    await nobody.do('setPasswordByLink', { body: { token, password: wanted } });
    await person.refused(401, 'getOwnUser');
    await nobody.refused(401, 'startSession', { body: { email: person.email, password } }, 'wrong_credentials');
    const on = await nobody.do('startSession', { body: { email: person.email, password: wanted } });
    expect(id(on.body['user'] ?? ({} as never))).toBe(person.user);
  });

  test('that is unknown, used, replaced or ended gets one and the same answer', async () => {
    const person = await makeKnown(world);
    const [replaced, used] = [await passwordLink(person), await passwordLink(person)];
    await nobody.do('setPasswordByLink', { body: { token: used, password: wanted } });
    const ended = await passwordLink(person);
    await administrator().do('setPassword', { params: { userId: person.user }, body: { password } });
    const says = new Set<string>();
    for (const token of [replaced, used, ended, 'zomaar-wat']) {
      const refused = await nobody.refused(404, 'setPasswordByLink', { body: { token, password: wanted } }, 'password_link_not_open');
      says.add(JSON.stringify(refused.body));
    }
    expect(says.size).toBe(1);
  });

  test('that is guessed at is made to wait', async () => {
    const body = { token: 'nog-een-gok-naar-een-link', password: wanted };
    let tries = 0;
    for (; tries < 30; ++tries) if ((await nobody.call('setPasswordByLink', { body })).status === 429) break;
    expect(tries).toBe(10);
  });

  test('leaves a second factor as it is', async () => {
    const person = await makeSecured(world);
    await nobody.do('setPasswordByLink', { body: { token: await passwordLink(person), password: wanted } });
    expect(await firstStep(person.email, 'code_wanted', wanted)).not.toBe('');
    await new Client('').refused(401, 'startToken', { body: { email: person.email, password: wanted, label: 'x' } }, 'code_wanted');
    expect(text((await nobody.call('askPasswordLink', { body: { email: person.email } })).body['mailIsSent'])).toBe('false');
  });
});
