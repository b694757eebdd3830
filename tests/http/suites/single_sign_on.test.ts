// Signing on at a real provider of identities by OpenID Connect, from the first step in the browser to
// signing off; and what happens when something of it is not as it should be.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { checkAnswer, Client, codes, items, nobody, text } from '../harness/client.ts';
import type { Answer } from '../harness/client.ts';
import { exchange } from '../harness/exchange.ts';
import { publicOrigin, returnAddress, serveProvider, usualClaims, usualRules, walk } from '../harness/provider.ts';
import type { Claims, RunningProvider } from '../harness/provider.ts';
import { operate } from '../harness/server.ts';
import { asCookies, begin, finishing, readyToFinish, signedOnAs } from '../harness/sign_on.ts';
import { serveWithProvider, signOnOptions } from '../harness/sign_on_server.ts';
import type { SignOnServer } from '../harness/sign_on_server.ts';

/** What the provider says of accounts for which that was changed. */
const said = new Map<string, Claims | undefined>();
const claims = (account: string) => (said.has(account) ? said.get(account) : usualClaims(account));

let provider: RunningProvider;
let server: SignOnServer;
beforeAll(async () => {
  provider = await serveProvider({ claims });
  server = await serveWithProvider(provider);
});
afterAll(async () => {
  await server.end();
  await provider.end();
});

const there = () => new Client('', {}, server.url);
const administrator = () => new Client(server.administrator, {}, server.url);
const roles = async (person: Client) => codes((await person.do('getOwnUser')).body['roles']);
const refusedAs = async (account: string, status: number, code: string): Promise<Answer> =>
  there().refused(status, 'finishSingleSignOn', await readyToFinish(server.url, account), code);

/** A 503, which the test client takes for a fault. */
async function away(url: string, operation: '_begin' | '_finish', body: object, cookie = ''): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length), Cookie: cookie };
  const raw = await exchange(url, 'POST', `/v1/single-sign-on/${operation}`, headers, bytes);
  const problem = checkAnswer(raw, 'away');
  expect([raw.status, text(problem['code'])]).toEqual([503, 'provider_away']);
  expect(text(problem['detail'])).toContain('niet te bereiken');
}

describe('who has an account there', () => {
  test('signs on without a password or a code of ours', async () => {
    const begun = await begin(server.url, { returnTo: '/vragen/een?deel=2' });
    const address = new URL(begun.address);
    expect(address.origin).toBe(provider.issuer);
    expect(address.searchParams.get('redirect_uri')).toBe(returnAddress);
    const done = await there().do('finishSingleSignOn', finishing(begun, await walk(begun.address, 'noord.nel')));
    expect(text(done.body['returnTo'])).toBe('/vragen/een?deel=2');
    const cookies = done.headers['set-cookie'] ?? [];
    expect(cookies[0]).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookies[1]).toMatch(/^begun=; .*Max-Age=0$/);

    const nel = new Client('', { Cookie: asCookies(done) }, server.url);
    const own = (await nel.do('getOwnUser')).body;
    expect(own).toMatchObject({ name: 'Nel nel', email: 'noord.nel@organisatie.example', roles: ['team_member'], byProvider: true });
    const [identity] = items((await nel.do('listIdentities')).body);
    expect(text(identity?.['issuer'])).toBe(provider.issuer);
  });

  test('keeps the cookie of what was begun to this browser and ten minutes', async () => {
    const answer = await there().do('beginSingleSignOn', { body: {} });
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^begun=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=600$/)]);
  });

  test('is the same person the next time', async () => {
    const first = text((await (await signedOnAs(server.url, 'noord.jan')).do('getOwnUser')).body['id']);
    said.set('noord.jan', { ...usualClaims('noord.jan'), email: 'anders@organisatie.example', name: 'Anders' });
    expect(text((await (await signedOnAs(server.url, 'noord.jan')).do('getOwnUser')).body['id'])).toBe(first);
  });

  test('goes in where everybody needs a second factor, which the provider asks', async () => {
    await operate(['second-factor', '--data', server.data, '--required', 'yes']);
    await (await signedOnAs(server.url, 'noord.twee')).do('getOwnUser');
    await operate(['second-factor', '--data', server.data, '--required', 'no']);
  });

  test('is told where to sign off there too', async () => {
    const nel = await signedOnAs(server.url, 'noord.uit');
    const { body } = await there().do('getSingleSignOn');
    expect(body).toMatchObject({ available: true, label: 'Gemeente Voorbeeldstad' });
    const address = new URL(text(body['signOffAddress']));
    expect(address.searchParams.get('post_logout_redirect_uri')).toBe(`${publicOrigin}/`);
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('form');
    await nel.do('endCurrentSession');
    await nel.refused(401, 'getOwnUser');
  });

  test('follows in roles what the provider says now', async () => {
    const before = await signedOnAs(server.url, 'noord.rol');
    expect(await roles(before)).toEqual(['team_member']);
    said.set('noord.rol', { ...usualClaims('noord.rol'), groups: ['baas', 'noord'] });
    const after = await signedOnAs(server.url, 'noord.rol');
    expect(await roles(after)).toEqual(['team_member', 'coordinator']);
    await before.refused(401, 'getOwnUser');
    said.set('noord.rol', { ...usualClaims('noord.rol'), groups: ['elders'] });
    await refusedAs('noord.rol', 403, 'no_role_given');
    await after.refused(401, 'getOwnUser');
  });

  test('is linked to the user of that address, once', async () => {
    const municipality = text(items((await administrator().do('listMunicipalities')).body)[0]?.['id']);
    const user = { municipality, name: 'Ria Bekend', email: 'ria@organisatie.example', roles: ['reviewer'] };
    const made = await administrator().do('addUser', { body: user });
    const ria = { ...usualClaims('noord.ria'), email: user.email };
    said.set('noord.ria', { ...ria, email_verified: false });
    await refusedAs('noord.ria', 403, 'address_taken');
    said.set('noord.ria', ria);
    const linked = await signedOnAs(server.url, 'noord.ria');
    expect((await linked.do('getOwnUser')).body).toMatchObject({ id: made.body['id'], roles: ['reviewer', 'team_member'] });

    said.set('noord.ander', ria);
    await refusedAs('noord.ander', 403, 'address_taken');
    await administrator().do('unlinkUser', { params: { userId: text(made.body['id']) } });
    await linked.refused(401, 'getOwnUser');
    await signedOnAs(server.url, 'noord.ander');
  });
});

describe('nobody goes in', () => {
  test('without a role', async () => {
    const refused = await refusedAs('elders.nel', 403, 'no_role_given');
    expect(text(refused.body['detail'])).toContain('geen rol');
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  test('who was disabled here', async () => {
    const gone = await signedOnAs(server.url, 'noord.weg');
    const own = (await gone.do('getOwnUser')).body;
    const user = { municipality: own['municipality']?.['id'], name: own['name'], email: own['email'], roles: own['roles'], active: false };
    await administrator().do('changeUser', { params: { userId: text(own['id']) }, body: user });
    await refusedAs('noord.weg', 403, 'account_disabled');
  });

  test('whom the provider does not sign on', async () => {
    const refused = await refusedAs('', 401, 'provider_refused');
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  test('with a code that was used', async () => {
    const ask = await readyToFinish(server.url, 'noord.nog');
    await there().do('finishSingleSignOn', ask);
    await there().refused(401, 'finishSingleSignOn', ask, 'single_sign_on_failed');
  });

  test('in another browser than the one in which it was begun', async () => {
    const [mine, theirs] = [await begin(server.url), await begin(server.url)];
    const returned = await walk(mine.address, 'noord.mix');
    for (const cookie of [theirs.cookie, '', 'begun=', 'begun=1.2.3']) {
      await there().refused(401, 'finishSingleSignOn', { body: returned, headers: { Cookie: cookie } }, 'single_sign_on_expired');
    }
    // With the state of this browser: the code was asked with another challenge.
    const own = new URL(theirs.address).searchParams.get('state') ?? '';
    await there().refused(401, 'finishSingleSignOn', finishing(theirs, { ...returned, state: own }), 'single_sign_on_failed');
    await there().refused(401, 'finishSingleSignOn', finishing(mine, { ...returned, state: own }), 'single_sign_on_expired');
  });

  test('on the word of another issuer', async () => {
    const ask = await readyToFinish(server.url, 'noord.iss');
    const body = { ...(ask.body as object), issuer: 'https://elders.example' };
    await there().refused(401, 'finishSingleSignOn', { ...ask, body }, 'single_sign_on_failed');
    const { issuer: _, ...unnamed } = ask.body as { issuer?: string };
    await there().refused(401, 'finishSingleSignOn', { ...ask, body: unnamed }, 'single_sign_on_failed');
    await there().do('finishSingleSignOn', ask);
  });

  test('from a page of another site', async () => {
    const { body, headers } = await readyToFinish(server.url, 'noord.site');
    const foreign = { ...headers, Origin: 'https://elders.example' };
    await there().refused(403, 'finishSingleSignOn', { body, headers: foreign }, 'from_other_site');
  });

  test('where it is not set up, and that is said', async () => {
    expect((await nobody.do('getSingleSignOn')).body).toEqual({ available: false });
    await nobody.refused(404, 'beginSingleSignOn', { body: {} }, 'no_single_sign_on');
    await nobody.refused(404, 'finishSingleSignOn', { body: {} }, 'no_single_sign_on');
  });

  test('who goes on guessing at codes', async () => {
    const begun = await begin(inject('server').signOn);
    const state = new URL(begun.address).searchParams.get('state') ?? '';
    const issuer = (await walk(begun.address, 'noord.gok')).issuer ?? '';
    const shared = new Client('', {}, inject('server').signOn);
    const guess = () => shared.call('finishSingleSignOn', finishing(begun, { code: 'geraden', state, issuer }));
    const statuses: number[] = [];
    while (statuses.length < 60 && statuses.at(-1) !== 429) statuses.push((await guess()).status);
    expect(statuses.at(-1)).toBe(429);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([401]));
  });

  test.each(['//elders.example', 'https://elders.example', '/\\elders.example'])('on to %s', async (returnTo) => {
    await there().faulty('/returnTo', 'beginSingleSignOn', { body: { returnTo } });
  });
});

test.each([
  ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })],
] as const)('a pool may sign with a key in place of a secret: %s', async (_, make) => {
  const key = make().privateKey;
  const clientKey = { ...createPublicKey(key).export({ format: 'jwk' }), use: 'sig' };
  const other = await serveProvider({ clientKey });
  const signing = await serveWithProvider(other, { key: String(key.export({ type: 'pkcs8', format: 'pem' })) });
  expect(await roles(await signedOnAs(signing.url, 'noord.sleutel'))).toEqual(['team_member']);
  await signing.end();
  await other.end();
});

test('a provider that is away is said, and does not keep the pool from serving; new keys of it count at once', async () => {
  const first = await serveProvider();
  await first.end();
  const pool = await serveWithProvider(first);
  await away(pool.url, '_begin', {});
  expect((await new Client('', {}, pool.url).do('getSingleSignOn')).body).toEqual({ available: true, label: 'Gemeente Voorbeeldstad' });
  await new Client(pool.administrator, {}, pool.url).do('getOwnUser');

  const again = await serveProvider({ port: first.port });
  const nel = await signedOnAs(pool.url, 'noord.nel');
  const begun = await begin(pool.url);
  const returned = await walk(begun.address, 'noord.nel');
  await again.end();
  await away(pool.url, '_finish', returned, begun.cookie);
  await nel.do('getOwnUser');

  const rotated = await serveProvider({ port: first.port });
  await signedOnAs(pool.url, 'noord.nel');
  await pool.end();
  await rotated.end();
});

test('what is wrong in the setting up keeps the server from starting, and is said', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'expertisepool-settings-'));
  const options = await signOnOptions(directory, provider, { rules: { ...usualRules, rules: [{ value: 'noord', roles: ['baas'] }] } });
  await operate(['municipality', 'add', '--data', join(directory, 'data'), '--name', 'Voorbeeldstad']);
  const start = operate(['serve', '--data', join(directory, 'data'), '--port', '0', ...options]);
  await expect(start).rejects.toThrow(/in .*rules\.json: \/rules\/0\/roles\/0: there is no role baas/);
  await rm(directory, { recursive: true });
});
