// The pool behind nginx, both as they are shipped: what the edge adds, and what it keeps out.
import { request } from 'node:https';
import { get as getPlain } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email, password, publicName, startEdge } from '../harness/edge.ts';
import type { Edge } from '../harness/edge.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.end());

const through = (): ConnectionOptions => ({
  host: '127.0.0.1',
  port: edge.port,
  servername: publicName,
  ca: edge.certificate,
});

function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  return new Promise((done, failed) => {
    const outgoing = request(
      { ...through(), method, path, headers: { Host: publicName, ...headers }, agent: false },
      (incoming) => {
        const pieces: Buffer[] = [];
        incoming.on('data', (piece: Buffer) => pieces.push(piece));
        incoming.on('end', () =>
          done({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(pieces).toString(),
          }),
        );
      },
    );
    outgoing.on('error', failed);
    outgoing.end(body);
  });
}

const signOn = (headers: Record<string, string> = {}, given = password) => {
  const body = JSON.stringify({ email, password: given });
  return ask(
    'POST',
    '/v1/sessions',
    {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      Origin: `https://${publicName}`,
      ...headers,
    },
    body,
  );
};

/** An answer of nginx itself has the form of those of the API. */
function expectProblem(answer: Answer, code: string) {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(JSON.parse(answer.body)).toMatchObject({ status: answer.status, code });
}

/** How a connection with these options ends: the version of TLS, or the fault. */
function handshake(options: ConnectionOptions): Promise<string> {
  return new Promise((done) => {
    const socket = connect({ ...through(), ...options }, () => {
      done(socket.getProtocol() ?? '');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
  });
}

describe('what the edge adds', () => {
  test('a page and an answer of the API come with every header', async () => {
    const page = await ask('GET', '/', { Accept: 'text/html' });
    const api = await ask('GET', '/v1/status');
    expect([page.status, api.status]).toEqual([200, 401]);
    for (const { headers } of [page, api]) {
      expect(headers['strict-transport-security']).toBe('max-age=63072000');
      expect(headers['server']).toBe('nginx');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
    }
    expect(page.headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
    expect(api.headers['cache-control']).toBe('no-store');
  });

  test('who comes without TLS is sent on, with the path', async () => {
    const answer = await new Promise<{ status: number | undefined; to: string | undefined }>((done) => {
      getPlain(
        { host: '127.0.0.1', port: edge.plainPort, path: '/pool?q=1', headers: { Host: publicName } },
        (incoming) => {
          incoming.resume();
          done({ status: incoming.statusCode, to: incoming.headers.location });
        },
      );
    });
    expect(answer).toEqual({ status: 308, to: `https://${publicName}/pool?q=1` });
  });

  test.each([
    ['1.3', { minVersion: 'TLSv1.3' }, 'TLSv1.3'],
    ['1.2', { maxVersion: 'TLSv1.2' }, 'TLSv1.2'],
  ] satisfies [string, ConnectionOptions, string][])('TLS %s is spoken', async (_, options, version) => {
    expect(await handshake(options)).toBe(version);
  });

  test.each([
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['a cipher without forward secrecy', { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }],
    ['a cipher without AEAD', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' }],
    ['another name', { servername: 'elders.example' }],
  ] satisfies [string, ConnectionOptions][])('%s is refused', async (_, options) => {
    expect(await handshake(options)).toMatch(/ERR_SSL|EPROTO|ECONNRESET/);
  });

  test('security.txt is there', async () => {
    const answer = await ask('GET', '/.well-known/security.txt');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toContain('Contact: mailto:');
  });
});

describe('what the edge keeps in', () => {
  test.each(['/health/live', '/health/ready', '/metrics'])('%s is not for outside', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });

  test('what was looked for and where the calendar of somebody lies is not written down', async () => {
    await ask('GET', '/v1/specialists?q=geheimwoord', { Referer: 'https://elders.example/geheimpad' });
    await ask('GET', '/v1/feeds/geheimadres.ics');
    await ask('GET', '/v1/spoor');
    await expect.poll(() => edge.accessLog()).toContain('GET /v1/spoor 404');
    const log = await edge.accessLog();
    expect(log).toContain('GET /v1/specialists 401');
    expect(log).not.toContain('geheim');
  });
});

describe('signing on through the edge', () => {
  test('the cookie is bound to the site, and the server sees who really asks', async () => {
    const answer = await signOn();
    expect(answer.status, answer.body).toBe(201);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-/);
    for (const each of ['Secure', 'HttpOnly', 'SameSite=Strict']) expect(cookie).toContain(each);
    const own = await ask('GET', '/v1/users/me', { Cookie: cookie.split(';')[0] ?? '' });
    expect(own.status).toBe(200);
  });

  test('from another site it is refused', async () => {
    expect((await signOn({ Origin: 'https://elders.example' })).status).toBe(403);
  });

  test('an address that somebody makes up does not get round the slowing down of guesses', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 14; ++i) {
      const made = await signOn({ 'X-Forwarded-For': `10.0.0.${i}` }, `verkeerd wachtwoord ${i}`);
      statuses.push(made.status);
    }
    expect(statuses.slice(0, 10).every((status) => status === 401)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('limits', () => {
  test('a body of more than the largest file is refused before it is read', async () => {
    const answer = await ask('POST', '/v1/sessions', {
      'Content-Type': 'application/json',
      'Content-Length': String(5 * 1024 * 1024),
      Connection: 'close',
    });
    expect(answer.status).toBe(413);
    expectProblem(answer, 'body_too_large');
  });

  test('the largest file there may be comes through', async () => {
    const body = 'x'.repeat(4 * 1024 * 1024);
    const headers = { 'Content-Type': 'text/csv', 'Content-Length': String(body.length) };
    const answer = await ask('POST', '/v1/vocabulary/_import', headers, body);
    expect(JSON.parse(answer.body)).not.toHaveProperty('code', 'body_too_large');
    expect(answer.status).toBe(401);
  });

  test('a header that is too long is refused in the words of the API', async () => {
    const answer = await ask('GET', '/v1/status', { 'X-Long': 'x'.repeat(20_000) });
    expect(answer.status).toBe(400);
    expectProblem(answer, 'bad_request');
  });

  test('two hundred who dribble keep nobody waiting', async () => {
    const start = `POST /v1/sessions HTTP/1.1\r\nHost: ${publicName}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
    const dribbling = await Promise.all(
      Array.from(
        { length: 200 },
        () =>
          new Promise<() => void>((done, failed) => {
            const socket = connect({ ...through(), ALPNProtocols: ['http/1.1'] }, () =>
              socket.write(start, () => done(() => socket.destroy())),
            );
            socket.on('error', failed);
          }),
      ),
    );
    for (let i = 0; i < 20; ++i) expect((await ask('GET', '/v1/openapi.json')).status).toBe(200);
    for (const end of dribbling) end();
  });
});

describe('who sends too much', () => {
  test('is told when to come back, and is served then', async () => {
    const usual = edge;
    edge = await startEdge({ 'rate=100r/s': 'rate=30r/m', 'burst=300': 'burst=20' });
    try {
      const accepts = ['application/json', 'text/html,*/*'];
      const all = await Promise.all(
        Array.from({ length: 60 }, (_, i) => ask('GET', '/v1/openapi.json', { Accept: accepts[i % 2] ?? '' })),
      );
      const refused = all.filter(({ status }) => status !== 200);
      expect(all.length - refused.length).toBeGreaterThanOrEqual(20);
      expect(refused.length).toBeGreaterThan(10);
      for (const answer of refused) {
        expect(answer.status).toBe(429);
        expect(answer.headers['retry-after']).toBe('3');
        expect(answer.headers['strict-transport-security']).toBeTruthy();
      }
      const isPage = ({ headers }: Answer) => headers['content-type']?.startsWith('text/html') ?? false;
      expect(refused.find(isPage)?.body).toContain('te veel verzoeken');
      const api = refused.find((each) => !isPage(each));
      if (!api) throw new Error('no answer of the API was refused');
      expectProblem(api, 'too_many_requests');
      await expect.poll(async () => (await ask('GET', '/v1/openapi.json')).status, { timeout: 10_000 }).toBe(200);
    } finally {
      await edge.end();
      edge = usual;
    }
  });
});

describe('when the pool is away', () => {
  test('a page and the API say so, and when to come back', async () => {
    await edge.endServer();
    const page = await ask('GET', '/', { Accept: 'text/html,*/*' });
    const api = await ask('GET', '/v1/status', { Accept: 'application/json' });
    for (const { status, headers } of [page, api]) {
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('10');
      expect(headers['strict-transport-security']).toBeTruthy();
    }
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('even niet bereikbaar');
    expect(api.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(api.body)).toMatchObject({ status: 503, code: 'unreachable' });
  });
});
