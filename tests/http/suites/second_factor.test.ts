// Signing on in two steps: an app with codes, recovery codes, devices that are remembered, and a pool
// that asks it of everybody.
import { beforeAll, describe, expect, test } from 'vitest';
import { administrator, Client, codes, count, items, nobody, text } from '../harness/client.ts';
import type { Answer } from '../harness/client.ts';
import { codeOf, enrolling, firstStep, makeKnown, makeSecured, password, whereRequired } from '../harness/second_factor.ts';
import { freshEmail, makeWorld } from '../harness/world.ts';
import type { World } from '../harness/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const cookiesOf = (answer: Answer): string[] => answer.headers['set-cookie'] ?? [];
const asCookies = (answer: Answer): string =>
  cookiesOf(answer)
    .map((line) => line.split(';')[0])
    .join('; ');
const confirm = (token: string, code: string, more: object = {}): Promise<Answer> =>
  nobody.do('confirmSignOn', { body: { token, code, ...more } });

describe('with a second factor', () => {
  test('a right password gives no session, and a code does', async () => {
    const person = await makeSecured(world);
    const refused = await nobody.refused(401, 'startSession', { body: { email: person.email, password } }, 'code_wanted');
    expect(cookiesOf(refused)).toEqual([]);
    const token = text(refused.body['signOn']?.['token']);
    await new Client(token).refused(401, 'getOwnUser');
    await new Client('', { Cookie: `session=${token}` }).refused(401, 'getOwnUser');

    await nobody.faulty('/code', 'confirmSignOn', { body: { token, code: '000000' } });
    const done = await confirm(token, codeOf(person.secret));
    expect(done.body['recoveryCodes']).toBeUndefined();
    expect(cookiesOf(done).length).toBe(1);
    const own = await new Client('', { Cookie: asCookies(done) }).do('getOwnUser');
    expect(text(own.body['email'])).toBe(person.email);
    await nobody.refused(401, 'confirmSignOn', { body: { token, code: codeOf(person.secret, 1) } }, 'sign_on_expired');
  });

  test('a code works once, and of two at once one gets in', async () => {
    const person = await makeSecured(world);
    const tokens = [await firstStep(person.email), await firstStep(person.email), await firstStep(person.email)];
    const code = codeOf(person.secret);
    const answers = await Promise.all(tokens.map((token) => nobody.call('confirmSignOn', { body: { token, code } })));
    expect(answers.map((each) => each.status).sort()).toEqual([201, 400, 400]);
  });

  test('a program gives the code along with the password', async () => {
    const person = await makeSecured(world);
    const body = { email: person.email, password, label: 'laptop' };
    const refused = await nobody.refused(401, 'startToken', { body }, 'code_wanted');
    expect(refused.body['signOn']).toBeUndefined();
    await nobody.faulty('/code', 'startToken', { body: { ...body, code: '000000' } });
    const made = await nobody.do('startToken', { body: { ...body, code: person.recoveryCodes[0] } });
    await new Client(text(made.body['token'])).do('getOwnUser');
    await whereRequired(async () => {
      const known = await makeKnown(world);
      await nobody.refused(403, 'startToken', { body: { ...body, email: known.email } }, 'second_factor_required');
    });
  });

  test('guessing at codes is made to wait, wherever it is tried', async () => {
    const person = await makeSecured(world);
    const token = await firstStep(person.email);
    await person.do('proposeSecondFactor', { body: { password, code: person.recoveryCodes[0] } });
    for (let tries = 0; tries < 10; ++tries) await nobody.faulty('/code', 'confirmSignOn', { body: { token, code: '000000' } });
    await nobody.refused(429, 'confirmSignOn', { body: { token, code: codeOf(person.secret) } }, 'too_many_failures');
    const body = { password, code: person.recoveryCodes[1] };
    for (const operation of ['proposeSecondFactor', 'switchOffSecondFactor', 'renewRecoveryCodes']) await person.refused(429, operation, { body });
    await person.refused(429, 'switchOnSecondFactor', { body: { code: '000000' } });
  });

  test('the secret is drawn and written, and never shown again', async () => {
    const person = await makeKnown(world);
    const { body } = await person.do('proposeSecondFactor', { body: { password } });
    expect(text(body['address'])).toContain(`secret=${text(body['secret'])}`);
    expect(text(body['address'])).toContain(encodeURIComponent(person.email));
    expect(count(body['qr']?.['size'])).toBeGreaterThan(29);
    expect(text(body['qr']?.['path'])).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
    await person.do('switchOnSecondFactor', { body: { code: codeOf(text(body['secret'])) } });
    const own = await person.do('getSecondFactor');
    expect(own.body).toMatchObject({ recoveryCodesLeft: 10, devices: 0, required: false });
    expect(JSON.stringify(own.body)).not.toContain(text(body['secret']));
  });
});

describe('a device', () => {
  test('is remembered in a cookie of its own, until the password changes', async () => {
    const person = await makeSecured(world);
    const done = await confirm(await firstStep(person.email), codeOf(person.secret), { remember: true });
    const line = cookiesOf(done).find((each) => /^(__Host-)?device=/.test(each)) ?? '';
    expect(line).toMatch(/^(__Host-)?device=[A-Za-z0-9_-]{43};/);
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=2592000']) expect(line).toContain(attribute);
    const device = { Cookie: line.split(';')[0] ?? '' };
    const body = { email: person.email, password };
    await nobody.do('startSession', { body, headers: device });
    expect(count((await person.do('getSecondFactor')).body['devices'])).toBe(1);
    await new Client('', device).refused(401, 'getOwnUser');

    const other = await makeSecured(world);
    await nobody.refused(401, 'startSession', { body: { ...body, email: other.email }, headers: device }, 'code_wanted');
    await administrator().do('setPassword', { params: { userId: person.user }, body: { password } });
    await nobody.refused(401, 'startSession', { body, headers: device }, 'code_wanted');
  });
});

describe('where a pool asks it of everybody', () => {
  test('a password gives nothing but making one', async () => {
    const { token, person } = await enrolling(world);
    await new Client(token).refused(401, 'getOwnUser');
    await nobody.refused(401, 'confirmSignOn', { body: { token, code: '000000' } }, 'sign_on_expired');
    const { body } = await nobody.do('proposeFactorToSignOn', { body: { token } });
    await nobody.faulty('/code', 'confirmSignOn', { body: { token, code: '000000' } });
    const done = await confirm(token, codeOf(text(body['secret'])));
    expect(new Set(codes(done.body['recoveryCodes'])).size).toBe(10);
    const here = new Client('', { Cookie: asCookies(done) });
    expect(text((await here.do('getOwnUser')).body['id'])).toBe(person.user);
    await whereRequired(async () => {
      await here.do('getOwnUser');
      const off = { password, code: codes(done.body['recoveryCodes'])[0] };
      await here.refused(403, 'switchOffSecondFactor', { body: off }, 'second_factor_required');
    });
    await nobody.refused(401, 'proposeFactorToSignOn', { body: { token } }, 'sign_on_expired');
  });

  test('who joins makes one before going in', async () => {
    const invitation = await world.coordinator.do('inviteToJoin', { body: { name: 'Vera Voorbeeld', email: freshEmail('vera') } });
    const joining = { token: text(invitation.body['token']), name: 'Vera', password };
    const refused = await whereRequired(() => nobody.refused(401, 'join', { body: joining }, 'enrolment_wanted'));
    const token = text(refused.body['signOn']?.['token']);
    const { body } = await nobody.do('proposeFactorToSignOn', { body: { token } });
    const done = await confirm(token, codeOf(text(body['secret'])));
    expect(codes(done.body['user']?.['roles'])).toEqual(['specialist']);
  });
});

test('an administrator clears it, and the person is told', async () => {
  const person = await makeSecured(world);
  const done = await confirm(await firstStep(person.email), codeOf(person.secret));
  await person.refused(403, 'clearSecondFactor', { params: { userId: person.user } });
  await administrator().do('clearSecondFactor', { params: { userId: person.user } });
  await new Client('', { Cookie: asCookies(done) }).refused(401, 'getOwnUser');
  await nobody.do('startSession', { body: { email: person.email, password } });
  await expect
    .poll(async () => items((await person.do('listNotifications')).body).map((each) => text(each['kind'])), { timeout: 20_000 })
    .toContain('second_factor_cleared');
});

test('all other sessions are ended at once, tokens too', async () => {
  const person = await makeKnown(world);
  const agent = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
  const on = async () => new Client('', { Cookie: asCookies(await nobody.do('startSession', { body: { email: person.email, password }, headers: agent })) });
  const [here, there] = [await on(), await on()];
  const listed = items((await here.do('listSessions')).body);
  expect(listed.map((each) => text(each['label']))).toEqual(['Firefox, Linux', 'Firefox, Linux']);
  expect(count((await here.do('endOtherSessions')).body['ended'])).toBe(2);
  await here.do('getOwnUser');
  await there.refused(401, 'getOwnUser');
  await person.refused(401, 'getOwnUser');
});
