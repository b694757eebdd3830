// A real provider of identities (OpenID Connect) on loopback, as a municipality has one, and a browser
// that walks through it: whoever its first request names is signed on there without further ado.
/// <reference path="./oidc_provider.d.ts" />
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const clientId = 'expertisepool';
export const clientSecret = 'een geheim: met tekens & meer+';
/** The origin that people see; nothing listens there, the tests play the browser. */
export const publicOrigin = 'http://pool.localhost:9';
export const returnAddress = `${publicOrigin}/aanmelden/terug`;

/** What the provider says of somebody, beside who they are. */
export type Claims = Record<string, unknown>;

export interface ProviderOptions {
  /** The public key with which the client signs, in place of a secret. */
  clientKey?: object;
  /** What is said of an account; an account of nothing is signed on nowhere. */
  claims?: (account: string) => Claims | undefined;
  port?: number;
  /** Where the pool is seen; `publicOrigin` when left out. */
  origin?: string;
  /** Asks in a page who comes, as people see it, where the first request names nobody. */
  asks?: boolean;
  /** Names its sessions (`sid`) to the pool; true when left out. */
  namesSessions?: boolean;
}

/** What the provider told the pool of somebody who signed off, and what the pool answered. */
export interface Told {
  token: string;
  status: number;
}

export interface RunningProvider {
  issuer: string;
  /** `host:port` */
  host: string;
  port: number;
  end: () => Promise<void>;
  /** Where the pool is reached from here; what is told it at its origin goes there, and nowhere when empty. */
  pool: { url: string };
  told: Told[];
}

/** Any account is a verified address in the group of its first part, such as `noord.nel`. */
export const usualClaims = (account: string): Claims => ({
  email: `${account}@organisatie.example`,
  email_verified: true,
  name: `Nel ${account.split('.')[1] ?? ''}`.trim(),
  groups: [account.split('.')[0]],
});

function signingKey(): object {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  return { ...key, kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

/** Who signed off is told to the pool at the address that people know. */
function telling(origin: string, pool: { url: string }, told: Told[]) {
  return async (address: string | URL, options: RequestInit): Promise<Response> => {
    const asked = new URL(address);
    if (asked.origin !== origin) return fetch(address, options);
    const { method = 'POST', headers = {}, body = null } = options;
    const token = (body as URLSearchParams).get('logout_token') ?? '';
    const answer = pool.url ? await fetch(new URL(asked.pathname, pool.url), { method, headers, body }) : new Response(null, { status: 503 });
    told.push({ token, status: answer.status });
    return answer;
  };
}

function configuration(options: ProviderOptions, claims: (account: string) => Claims | undefined, pool: { url: string }, told: Told[]): object {
  const byKey = options.clientKey !== undefined;
  const origin = options.origin ?? publicOrigin;
  return {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [`${origin}/aanmelden/terug`],
        post_logout_redirect_uris: [`${origin}/`],
        backchannel_logout_uri: `${origin}/back-channel-logout`,
        backchannel_logout_session_required: options.namesSessions ?? true,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        application_type: 'web',
        ...(byKey
          ? { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [options.clientKey] } }
          : { token_endpoint_auth_method: 'client_secret_basic', client_secret: clientSecret }),
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: false,
    cookies: { keys: [randomUUID()] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true }, backchannelLogout: { enabled: true } },
    fetch: telling(origin, pool, told),
    findAccount: (_: unknown, id: string) => {
      const said = claims(id);
      return said && { accountId: id, claims: () => ({ sub: id, ...said }) };
    },
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    jwks: { keys: [signingKey()] },
    loadExistingGrant: async (context: { oidc: { client: { clientId: string }; session: { accountId: string }; provider: { Grant: new (of: object) => { addOIDCScope: (scope: string) => void; save: () => Promise<string> } } } }) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    ttl: { AuthorizationCode: 600, AccessToken: 600, IdToken: 300, Interaction: 600, Session: 600, Grant: 600 },
  };
}

export async function serveProvider(options: ProviderOptions = {}): Promise<RunningProvider> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const pool = { url: '' };
  const told: Told[] = [];
  const provider = new Provider(issuer, configuration(options, options.claims ?? usualClaims, pool, told));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const finished = provider.interactionDetails(request, response).then(({ params }) => {
      const typed = new URL(request.url ?? '', issuer).searchParams.get('account');
      const account = params['login_hint'] ?? typed;
      if (options.asks && account === null) return void response.writeHead(200, { 'Content-Type': 'text/html' }).end(askingPage);
      const result = account
        ? { login: { accountId: account } }
        : { error: 'access_denied', error_description: 'nobody was named' };
      return provider.interactionFinished(request, response, result);
    });
    finished.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return {
    issuer,
    host: `127.0.0.1:${port}`,
    port,
    pool,
    told,
    end: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const askingPage = `<!doctype html><html lang="nl"><title>Gemeente</title><h1>Wie ben je?</h1>
<form><label>Account <input name="account"></label> <button>Verder</button></form></html>`;

/** The rules that go with `usualClaims`. */
export const usualRules = {
  claim: 'groups',
  addressesAreTrusted: true,
  rules: [
    { value: 'noord', roles: ['team_member'] },
    { value: 'baas', roles: ['coordinator'] },
  ],
};

/** What comes back in the address that the provider sends the browser to. */
export interface Returned {
  code?: string;
  state?: string;
  issuer?: string;
  error?: string;
}

/** What a browser holds of the provider. */
export type Jar = Map<string, string>;

async function withJar(jar: Jar, address: URL, options: RequestInit = {}): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(address, { ...options, redirect: 'manual', headers: { cookie } });
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    jar.set(name, value);
  }
  return answer;
}

/** Signs off at the provider in this browser, as people do there. */
export async function leave(address: string, jar: Jar): Promise<void> {
  const page = await (await withJar(jar, new URL(address))).text();
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const answer = await withJar(jar, new URL(action), { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) });
  if (answer.status !== 303) throw new Error(`the provider signs nobody off: ${answer.status} ${await answer.text()}`);
}

/** Goes where the pool sends the browser, signs on there as `account` (nobody when empty), and comes back. */
export async function walk(address: string, account: string, jar: Jar = new Map()): Promise<Returned> {
  let next = new URL(address);
  if (account) next.searchParams.set('login_hint', account);
  for (let step = 0; step < 10 && !next.href.startsWith(returnAddress); ++step) {
    const answer = await withJar(jar, next);
    const location = answer.headers.get('location');
    if (!location) throw new Error(`the provider stays at ${next.href}: ${answer.status} ${await answer.text()}`);
    next = new URL(location, next);
  }
  const given = (name: string) => next.searchParams.get(name) ?? undefined;
  const [code, state, issuer, error] = [given('code'), given('state'), given('iss'), given('error')];
  return { ...(code && { code }), ...(state && { state }), ...(issuer && { issuer }), ...(error && { error }) };
}
