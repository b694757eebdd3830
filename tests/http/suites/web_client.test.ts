// The web client's files as the server sends them: whole in every coding, kept as long as they may
// be, with a policy that lets the page do what it needs, and nothing beside them.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, inject, test } from 'vitest';
import { checkAnswer } from '../harness/client.ts';
import { exchange, sendBytes } from '../harness/exchange.ts';
import type { RawAnswer } from '../harness/exchange.ts';
import { webFiles } from '../harness/server.ts';

const script = '/assets/main-BqX1c.js';
const page = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> =>
  exchange(inject('server').url, method, path, headers);

function isOfTheClient(answer: RawAnswer, path: string): void {
  const { headers } = answer;
  const policy = String(headers['content-security-policy']).split('; ');
  expect(policy, path).toEqual([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
  ]);
  expect(headers['x-content-type-options'], path).toBe('nosniff');
  expect(headers['referrer-policy'], path).toBe('no-referrer');
  expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
  expect(headers['cross-origin-resource-policy'], path).toBe('same-origin');
  for (const sense of ['camera', 'microphone', 'geolocation', 'payment', 'usb'])
    expect(headers['permissions-policy'], path).toContain(`${sense}=()`);
  expect(Date.parse(String(headers.date)), path).toBeGreaterThan(0);
  expect(headers['api-version'], path).toBeUndefined();
  expect(headers['set-cookie'], path).toBeUndefined();
}

describe('a file', () => {
  test.each(Object.entries(webFiles))('%s comes whole in every coding', async (path, content) => {
    for (const [coding, read] of [
      ['', (bytes: Buffer) => bytes],
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const answer = await get(path, { 'Accept-Encoding': coding });
      expect(answer.status).toBe(200);
      isOfTheClient(answer, path);
      const plain = answer.headers['content-encoding'] === undefined;
      expect((plain ? answer.body : read(answer.body)).toString()).toBe(content);
      expect(answer.headers['content-length']).toBe(String(answer.body.length));
      expect(answer.headers.vary).toContain('Accept-Encoding');
    }
  });

  test('is sent in the smaller coding, each with a tag of its own', async () => {
    const [plain, gzip, brotli] = await Promise.all(
      ['identity', 'gzip', 'gzip, br'].map((coding) => get(script, { 'Accept-Encoding': coding })),
    );
    expect(gzip?.headers['content-encoding']).toBe('gzip');
    expect(brotli?.headers['content-encoding']).toBe('br');
    expect(new Set([plain, gzip, brotli].map((each) => each?.headers.etag)).size).toBe(3);
    expect(plain?.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await get('/')).headers['cache-control']).toBe('no-cache');
  });

  test('is not sent again to who has it', async () => {
    const first = await get(script, { 'Accept-Encoding': 'br' });
    const tag = String(first.headers.etag);
    const again = await get(script, { 'Accept-Encoding': 'br', 'If-None-Match': tag });
    expect(again.status).toBe(304);
    expect(again.body.length).toBe(0);
    expect(again.headers.etag).toBe(tag);
    expect(again.headers['content-length']).toBeUndefined();
    isOfTheClient(again, script);
  });

  test('is announced by HEAD with its length and without itself', async () => {
    const answer = await get(script, {}, 'HEAD');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-length']).toBe(String(webFiles[script]?.length));
    expect(answer.body.length).toBe(0);
    isOfTheClient(answer, script);
  });
});

describe("the client's own routes", () => {
  test.each(['/', '/vragen', '/vragen/0190b5c0-0000-7000-8000-000000000001?blad=2', '/v2/users', '/pool/'])(
    '%s opens the page in a browser',
    async (path) => {
      const answer = await get(path, page);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.body.toString()).toBe(webFiles['/index.html']);
      isOfTheClient(answer, path);
    },
  );

  test('are not there for programs, nor are files that are not', async () => {
    for (const [path, headers] of [
      ['/vragen', {}],
      ['/vragen', { Accept: '*/*' }],
      ['/vragen', { Accept: 'application/json' }],
      ['/assets/main-Oud11.js', page],
      ['/foto.png', page],
      ['/v1', page],
      ['/v1/vragen', page],
      ['/health/vragen', page],
    ] as const) {
      const answer = await get(path, headers);
      checkAnswer(answer, path);
      expect(answer.status, path).toBe(404);
    }
  });

  test('take nothing in', async () => {
    for (const path of ['/', script, '/vragen']) {
      const answer = await get(path, { ...page, 'Content-Length': '0' }, 'POST');
      checkAnswer(answer, path);
      expect(answer.status, path).toBe(404);
    }
  });
});

test.each([
  '/../master.key', '/../pool.db', '/%2e%2e/master.key', '/..%2fmaster.key', '/assets/../../master.key',
  '/assets/..%5c..%5cmaster.key', '//master.key', '/./index.html', '/assets/', '/assets/%00',
])('%s leads to no file', async (path) => {
  const host = new URL(inject('server').url).host;
  for (const accept of ['*/*', 'text/html']) {
    const answer = await sendBytes(
      inject('server').url,
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: ${accept}\r\n\r\n`,
    );
    const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
    if (answer.startsWith('HTTP/1.1 200')) expect(body).toBe(webFiles['/index.html']);
    else expect(answer).toMatch(/^HTTP\/1\.1 40[04]/);
  }
});
