// Who signs off at the provider of single sign-on is signed off here: told by a real provider over its back channel
// (OpenID Connect Back-Channel Logout 1.0), and whatever else is sent there.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, items, text } from '../harness/client.ts';
import { exchange } from '../harness/exchange.ts';
import type { RawAnswer } from '../harness/exchange.ts';
import { leave, serveProvider } from '../harness/provider.ts';
import type { Jar, RunningProvider } from '../harness/provider.ts';
import { signedOnAs } from '../harness/sign_on.ts';
import { serveWithProvider } from '../harness/sign_on_server.ts';
import type { SignOnServer } from '../harness/sign_on_server.ts';

let provider: RunningProvider;
let server: SignOnServer;
beforeAll(async () => {
  provider = await serveProvider();
  server = await serveWithProvider(provider);
});
afterAll(async () => {
  await server.end();
  await provider.end();
});

const form = 'application/x-www-form-urlencoded';

/** What anybody may send there, and the answer, which says nothing to a browser or a cache. */
async function tell(body: string, type = form, url = server.url): Promise<RawAnswer> {
  const bytes = Buffer.from(body);
  const headers = { 'Content-Type': type, 'Content-Length': String(bytes.length) };
  const answer = await exchange(url, 'POST', '/back-channel-logout', headers, bytes);
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(answer.headers['set-cookie']).toBeUndefined();
  return answer;
}

async function notTaken(body: string, type?: string): Promise<void> {
  const answer = await tell(body, type);
  expect(answer.status).toBe(400);
  expect(answer.headers['content-type']).toBe('application/json');
  expect(JSON.parse(answer.body.toString())).toEqual({ error: 'invalid_request', error_description: 'The logout token is not taken.' });
}

const leaveAt = async (url: string, jar: Jar) => leave(text((await new Client('', {}, url).do('getSingleSignOn')).body['signOffAddress']), jar);
const encoded = (token: string) => `logout_token=${encodeURIComponent(token)}`;

describe('who signs off at the provider', () => {
  test('is signed off in what was begun from that browser, and nowhere else', async () => {
    const [atWork, atHome]: [Jar, Jar] = [new Map(), new Map()];
    const work = await signedOnAs(server.url, 'noord.nel', atWork);
    const home = await signedOnAs(server.url, 'noord.nel', atHome);
    const jan = await signedOnAs(server.url, 'noord.jan');
    await leaveAt(server.url, atWork);
    expect(provider.told.at(-1)?.status).toBe(200);
    await work.refused(401, 'getOwnUser');
    await home.do('getOwnUser');
    await jan.do('getOwnUser');
    await leaveAt(server.url, atHome);
    await home.refused(401, 'getOwnUser');
    await jan.do('getOwnUser');
    await (await signedOnAs(server.url, 'noord.nel', atWork)).do('getOwnUser');
  });

  test('is signed off everywhere, where the provider does not name its sessions', async () => {
    const silent = await serveProvider({ namesSessions: false });
    const pool = await serveWithProvider(silent);
    const [one, two]: [Jar, Jar] = [new Map(), new Map()];
    const [first, second] = [await signedOnAs(pool.url, 'noord.nel', one), await signedOnAs(pool.url, 'noord.nel', two)];
    const jan = await signedOnAs(pool.url, 'noord.jan');
    await leaveAt(pool.url, one);
    expect(silent.told.at(-1)?.status).toBe(200);
    await first.refused(401, 'getOwnUser');
    await second.refused(401, 'getOwnUser');
    await jan.do('getOwnUser');
    await pool.end();
    await silent.end();
  });

  test('may be told with more beside it, and once', async () => {
    const jar: Jar = new Map();
    const nel = await signedOnAs(server.url, 'noord.veld', jar);
    provider.pool.url = '';
    await leaveAt(server.url, jar);
    provider.pool.url = server.url;
    await nel.do('getOwnUser');
    const body = `state=x&${encoded(provider.told.at(-1)?.token ?? '')}&more=`;
    const taken = await tell(body, `${form}; charset=UTF-8`);
    expect([taken.status, taken.body.length]).toEqual([200, 0]);
    await nel.refused(401, 'getOwnUser');
    await notTaken(body);
  });

  test('is on record as such', async () => {
    const [mine, chief]: [Jar, Jar] = [new Map(), new Map()];
    const nel = await signedOnAs(server.url, 'noord.spoor', mine);
    const user = text((await nel.do('getOwnUser')).body['id']);
    await leaveAt(server.url, mine);
    const coordinator = await signedOnAs(server.url, 'baas.kim', chief);
    const entries = items((await coordinator.do('listAuditEntries', { query: { limit: 20 } })).body);
    expect(entries.find((each) => text(each['action']) === 'sign_off')).toMatchObject({ object: 'session', result: 'done', purpose: `user:${user}` });
    const [ended] = items((await coordinator.do('listEvents', { query: { kind: ['session_ended'], limit: 1 } })).body);
    expect(ended?.['details']).toMatchObject({ by: 'provider', user });
  });
});

describe('nobody is signed off', () => {
  test('by what is no logout token of the provider', async () => {
    const jar: Jar = new Map();
    const gone = await signedOnAs(server.url, 'noord.ooit', jar);
    await leaveAt(server.url, jar);
    await gone.refused(401, 'getOwnUser');
    const { token } = provider.told.at(-1) ?? { token: '' };
    const here = await signedOnAs(server.url, 'noord.ooit', jar);
    const [head, claims, signature] = token.split('.');
    for (const body of [
      '',
      'logout_token',
      'logout_token=',
      'logout_token=%zz',
      'token=a',
      encoded('a.b.c'),
      encoded(`${head}.${claims}.`),
      encoded(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`),
      encoded(`${head}.${Buffer.from(JSON.stringify({ sub: 'noord.ooit' })).toString('base64url')}.${signature}`),
      // It was taken once.
      encoded(token),
      `${encoded(token)}&${encoded(token)}`,
    ])
      await notTaken(body);
    await notTaken(JSON.stringify({ logout_token: token }), 'application/json');
    await notTaken(encoded(token), 'text/plain');
    await here.do('getOwnUser');
  });

  test('where there is no single sign-on, nor by another method', async () => {
    expect((await tell(encoded('a.b.c'), form, inject('server').url)).status).toBe(404);
    const asked = await exchange(server.url, 'GET', '/back-channel-logout', {});
    expect([asked.status, asked.headers['allow']]).toEqual([405, 'POST']);
  });

  test('and who goes on trying has to wait, alone', async () => {
    const shared = inject('server').signOn;
    const statuses: number[] = [];
    while (statuses.length < 60 && statuses.at(-1) !== 429) statuses.push((await tell(encoded('a.b.c'), form, shared)).status);
    expect(statuses.at(-1)).toBe(429);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([400]));
    await signedOnAs(shared, 'noord.nog-steeds');
  });
});
