// What no sound client sends, straight to the server's own port: every shape is refused or dropped,
// none is read as two requests, none brings the server down or makes it answer 5xx.
import { afterEach, describe, expect, inject, test } from 'vitest';
import { sendBytes } from '../harness/exchange.ts';

const url = () => inject('server').url;
const host = () => new URL(url()).host;
const head = (start: string, ...headers: string[]): string =>
  [`${start} HTTP/1.1`, `Host: ${host()}`, ...headers, '', ''].join('\r\n');
const get = (...headers: string[]): string => head('GET /v1/openapi.json', ...headers);
const post = (body: string, ...headers: string[]): string =>
  head('POST /v1/sessions', 'Content-Type: application/json', ...headers) + body;

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const answersIn = (answer: string): number => answer.split(/^HTTP\/1\.1 \d{3}/m).length - 1;

/** One answer with that status, complete, and nothing after it. */
async function refused(bytes: Buffer | string, ...statuses: number[]): Promise<string> {
  const answer = await sendBytes(url(), bytes);
  expect(statuses, answer.slice(0, 300)).toContain(statusOf(answer));
  expect(answersIn(answer), 'one answer').toBe(1);
  if (statusOf(answer) >= 400) {
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
    expect(answer.toLowerCase()).toContain('api-version: ');
    expect(answer.toLowerCase()).toContain('connection: close');
  }
  return answer;
}

afterEach(async () => {
  // Whatever was sent, the next person is served.
  expect(statusOf(await sendBytes(url(), get()))).toBe(200);
});

describe('framing', () => {
  test.each([
    ['chunked', post('0\r\n\r\n', 'Transfer-Encoding: chunked'), [411]],
    ['chunked, in other words', post('0\r\n\r\n', 'Transfer-Encoding: identity, chunked'), [411]],
    ['chunked beside a length', post('{}', 'Content-Length: 2', 'Transfer-Encoding: chunked'), [400, 411]],
    ['chunked with a tab', post('', 'Transfer-Encoding:\tchunked'), [400, 411]],
    ['a compressed body', post('{}', 'Content-Length: 2', 'Content-Encoding: gzip'), [415]],
    ['no length', post('{}'), [400, 411]],
    ['two lengths', post('{}', 'Content-Length: 2', 'Content-Length: 2'), [400]],
    ['two lengths that differ', post('{}', 'Content-Length: 2', 'Content-Length: 20'), [400]],
    ['a list of lengths', post('{}', 'Content-Length: 2, 2'), [400]],
    ['a length with a sign', post('{}', 'Content-Length: +2'), [400]],
    ['a negative length', post('{}', 'Content-Length: -2'), [400]],
    ['a length in hexadecimals', post('{}', 'Content-Length: 0x2'), [400]],
    ['a length beyond 64 bits', post('{}', 'Content-Length: 18446744073709551618'), [400, 413]],
    ['a length of too much', post('{}', 'Content-Length: 1048577'), [413]],
    ['an upgrade', get('Connection: Upgrade', 'Upgrade: h2c'), [200, 400]],
    ['an expectation of something else', post('{}', 'Content-Length: 2', 'Expect: koffie'), [400, 417]],
  ])('%s', async (_, bytes, statuses) => {
    await refused(bytes, ...statuses);
  });

  test('a body behind a GET is never read as a next request', async () => {
    const inside = get();
    const answer = await sendBytes(url(), get(`Content-Length: ${inside.length}`) + inside);
    expect(answersIn(answer)).toBe(1);
  });

  test('a second request behind the first is not answered', async () => {
    const answer = await sendBytes(url(), get() + get());
    expect(answersIn(answer)).toBe(1);
    expect(answer.toLowerCase()).toContain('connection: close');
  });

  test('a body that is refused before it was read does not become a request', async () => {
    const inside = `GET /v1/status HTTP/1.1\r\nHost: ${host()}\r\n\r\n`;
    const answer = await sendBytes(
      url(),
      head('POST /v1/nergens', 'Content-Type: application/json', `Content-Length: ${inside.length}`) + inside,
    );
    expect(answersIn(answer)).toBe(1);
    expect(statusOf(answer)).toBe(404);
  });

  test('a body that never comes is waited for a while, and no more', async () => {
    const answer = await sendBytes(url(), post('{', 'Content-Length: 10'));
    expect([0, 400, 408]).toContain(statusOf(answer));
  });
});

describe('the request line', () => {
  test.each([
    ['a path that is too long', `/v1/${'a'.repeat(3000)}`, [414]],
    ['a path of very many segments', `/v1${'/a'.repeat(900)}`, [404]],
    ['a query that is too long', `/v1/status?q=${'a'.repeat(9000)}`, [414]],
    ['dots', '/v1/../v1/status', [400, 404]],
    ['encoded dots', '/v1/%2e%2e/status', [400, 404]],
    ['a NUL', '/v1/status%00', [400, 404]],
    ['a line end, encoded', '/v1/status%0d%0aX-A:%20b', [400, 404]],
    ['a backslash', '/v1\\status', [400, 404]],
    ['another server', 'http://elders.example/v1/status', [400, 404]],
    ['no path', 'v1/status', [400, 404]],
    ['an asterisk', '*', [400, 404]],
    ['a fragment', '/v1/status#stuk', [400, 404]],
    ['raw high bytes', '/v1/\u00e9', [400, 404]],
    ['a percent sign alone', '/v1/status?q=%', [400, 401]],
    ['a percent sign and no hexadecimals', '/v1/openapi.json?q=%zz', [400]],
    ['bytes in the query that are not UTF-8', '/v1/openapi.json?q=%ff%fe', [400]],
    ['a NUL in the query', '/v1/openapi.json?q=%00', [400]],
  ])('%s', async (_, path, statuses) => {
    await refused(Buffer.from(head(`GET ${path}`), 'latin1'), ...statuses);
  });

  test.each([
    ['TRACE', [400, 405, 501]],
    ['CONNECT', [400, 405, 501]],
    ['PROPFIND', [400, 405, 501]],
    ['get', [400, 405, 501]],
    ['GET\t', [400, 405, 501]],
    ['A'.repeat(400), [400, 405, 501]],
  ])('the method %s', async (method, statuses) => {
    const answer = await refused(head(`${method} /v1/openapi.json`), ...statuses);
    expect(answer).not.toContain('X-Secret');
  });

  test.each([
    ['of HTTP/0.9', 'GET /v1/openapi.json\r\n\r\n'],
    ['of HTTP/2.0', `GET /v1/openapi.json HTTP/2.0\r\nHost: x\r\n\r\n`],
    ['of HTTP/9.9', `GET /v1/openapi.json HTTP/9.9\r\nHost: x\r\n\r\n`],
    ['with two blanks', `GET  /v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['of another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['of HTTP/2 by knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['of line feeds only', 'GET /v1/openapi.json HTTP/1.1\nHost: x\n\n'],
    ['of nothing', '\r\n\r\n\r\n'],
    ['of noise', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 131 + 7) % 256)).toString('latin1')],
  ])('%s', async (_, bytes) => {
    const answer = await sendBytes(url(), Buffer.from(bytes, 'latin1'));
    expect([0, 400, 414, 431, 501, 505]).toContain(statusOf(answer));
    expect(answersIn(answer)).toBeLessThanOrEqual(1);
  });
});

describe('headers', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `X-H${index}: 1`);

  test.each([
    ['more than 64', get(...many(70)), [431]],
    ['ten thousand', get(...many(10_000)), [400, 431]],
    ['one that is too long', get(`X-A: ${'a'.repeat(20_000)}`), [400, 431]],
    ['no host', 'GET /v1/openapi.json HTTP/1.1\r\n\r\n', [400]],
    ['two hosts', get('Host: elders.example'), [400]],
    ['a name with a blank', get('X A: 1'), [400]],
    ['a blank before the colon', get('X-A : 1'), [400]],
    ['a folded line', get('X-A: 1\r\n  verder'), [400]],
    ['a line without a colon', get('kop'), [400]],
    ['an empty name', get(': 1'), [400]],
    ['a NUL in a value', get('X-A: a\u0000b'), [400]],
    ['a lone carriage return', get('X-A: a\rb'), [400]],
    ['two credentials', get('Authorization: Bearer a', 'Authorization: Bearer b'), [400]],
    ['two entity tags', head('PUT /v1/users/me', 'Content-Length: 0', 'If-Match: "1"', 'If-Match: "2"'), [400, 401, 404, 405]],
    ['two content types', post('{}', 'Content-Type: text/plain', 'Content-Length: 2'), [400]],
  ])('%s', async (_, bytes, statuses) => {
    await refused(bytes, ...statuses);
  });

  test('with encoded line ends do not come back', async () => {
    const answer = await sendBytes(url(), get('X-A: a%0d%0aX-Secret: b', 'Accept-Language: nl%0d%0aX-Secret: b'));
    expect(answer).not.toContain('X-Secret');
  });

  test('that name an address do not become one', async () => {
    for (const name of ['REMOTE_ADDR', 'REMOTE_PORT', 'LOCAL_ADDR', 'X-Forwarded-For', 'Forwarded'])
      await refused(get(`${name}: 6.6.6.6`), 200, 400);
  });

  test('that ask for a part get the whole or a no, never a part', async () => {
    for (const range of ['bytes=0-1', 'bytes=0-0,1-1,2-2', 'bytes=-1', `bytes=${'0-1,'.repeat(500)}0-1`, 'bytes=5-1']) {
      const answer = await refused(get(`Range: ${range}`), 200, 400, 416);
      expect(statusOf(answer)).not.toBe(206);
    }
  });
});

describe('bodies', () => {
  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'email=a&password=b'],
    ['parts', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'],
    ['parts without a boundary', 'multipart/form-data', '--x'],
    ['XML', 'application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ])('of %s are not taken', async (_, type, body) => {
    const bytes = head('POST /v1/sessions', `Content-Type: ${type}`, `Content-Length: ${body.length}`) + body;
    await refused(bytes, 415);
  });

  test('longer than they say are cut off there', async () => {
    const answer = await sendBytes(url(), post(`{}${get()}`, 'Content-Length: 2'));
    expect(statusOf(answer)).toBe(400);
    expect(answersIn(answer)).toBe(1);
  });
});

describe('many at once', () => {
  test('half-open connections do not keep others out', async () => {
    const waiting = Array.from({ length: 40 }, () => sendBytes(url(), 'GET /v1/openapi.json HT', false));
    expect(statusOf(await sendBytes(url(), get()))).toBe(200);
    for (const answer of await Promise.all(waiting)) expect([0, 400, 408]).toContain(statusOf(answer));
  });

  test('two hundred at once are all answered', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => sendBytes(url(), get())));
    for (const answer of answers) expect([200, 503]).toContain(statusOf(answer));
    expect(answers.filter((answer) => statusOf(answer) === 200).length).toBeGreaterThan(100);
  });
});
