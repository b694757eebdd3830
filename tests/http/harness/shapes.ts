// What no sound client sends: requests of which the end, the head or the body can be read in two ways or in none. It
// knows no server; every shape is bytes for one connection.
const line = '\r\n';

/** A name to be shown, and bytes as latin1. */
export type Shape = [string, string];

export function shapesFor(host: string): Shape[] {
  /** A request of these headers and this body. */
  const post = (headers: string[], body: string) =>
    ['POST /v1/sessions HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json', ...headers, '', body].join(line);
  const inside = `GET /v1/gesmokkeld HTTP/1.1${line}Host: ${host}${line}${line}`;
  const chunked = `0${line}${line}${inside}`;

  const codings = [
    'Transfer-Encoding: chunked',
    'Transfer-Encoding:chunked',
    'Transfer-Encoding:\tchunked',
    'Transfer-Encoding: \x0bchunked',
    'Transfer-Encoding: chunked\x00',
    'Transfer-Encoding : chunked',
    ' Transfer-Encoding: chunked',
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding: chunkedx',
    'Transfer-Encoding: CHUNKED',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding: identity, chunked',
    'Transfer-Encoding: identity',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: "chunked"',
    `Transfer-Encoding:${line} chunked`,
    `Transfer-Encoding: chunked${line}Transfer-Encoding: identity`,
    `Transfer-Encoding: identity${line}Transfer-Encoding: chunked`,
    `Transfer-Encoding: chunked${line}Transfer-encoding: x`,
    'Transfer_Encoding: chunked',
    'X: y\nTransfer-Encoding: chunked',
    'X: y\rTransfer-Encoding: chunked',
  ];
  const lengths = [
    'Content-Length: 6',
    'Content-Length: +6',
    'Content-Length: -6',
    'Content-Length: 0x6',
    'Content-Length: 6, 6',
    `Content-Length: 6${line}Content-Length: 6`,
    `Content-Length: 6${line}Content-Length: 0`,
    'Content-Length: 18446744073709551622',
    'Content-Length: 6\x00',
    'Content-Length : 6',
    'Content-Length: six',
  ];
  const bodies: [string, string][] = [
    ['a depth of thousands', '['.repeat(50_000)],
    ['objects in objects', '{"a":'.repeat(20_000)],
    ['an unfinished text', '{"email":"'],
    ['a number without end', `{"email":${'9'.repeat(100_000)}}`],
    ['an exponent', '{"email":1e999999}'],
    ['a name twice', '{"email":"a@b.nl","email":"c@d.nl","password":"x"}'],
    ['a surrogate alone', '{"email":"\\ud800","password":"x"}'],
    ['bytes that are no UTF-8', '{"email":"\xff\xfe"}'],
    ['an overlong form', '{"email":"\xc0\xaf"}'],
    ['a NUL', '{"email":"a\\u0000b","password":"x"}'],
    ['a NUL as it is', '{"email":"a\x00b"}'],
    ['a byte order mark', '\xef\xbb\xbf{}'],
    ['a remark', '{"email":"a@b.nl"/* */}'],
    ['something behind it', '{"email":"a@b.nl","password":"x"} {}'],
    ['not a number', '{"email":NaN}'],
    ['nothing', ''],
    ['only blanks', ' '.repeat(10_000)],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"welkom"'],
    ['a number', '17'],
    ['true', 'true'],
    ['two texts without a comma', '{"email":"a@b.nl" "password":"x"}'],
    ['a comma at the end', '{"email":"a@b.nl","password":"x",}'],
    ['names without quotes', '{email:"a@b.nl",password:"x"}'],
    ['single quotes', "{'email':'a@b.nl','password':'x'}"],
    ['a line end in a text', '{"email":"a\nb","password":"x"}'],
    ['an escape that is none', '{"email":"\\x41","password":"x"}'],
    ['half an escape', '{"email":"\\u00","password":"x"}'],
    ['surrogates the wrong way round', '{"email":"\\udc00\\ud800","password":"x"}'],
    ['a list where a text should be', '{"email":["a@b.nl"],"password":{"x":1}}'],
    ['a number that begins with a zero', '{"email":012}'],
    ['the largest number and one', '{"email":18446744073709551616,"password":-9223372036854775809}'],
    ['nothing where a text should be', '{"email":null,"password":null}'],
    ['ten thousand names', `{${Array.from({ length: 10_000 }, (_, i) => `"a${i}":1`).join(',')}}`],
    ['an empty name', '{"":"a@b.nl","password":"x"}'],
    ['UTF-16', '{\x00}\x00'],
    ['a whole line of JSON lines', '{"email":"a@b.nl"}\n{"password":"x"}\n'],
    ['BSON', '\x16\x00\x00\x00\x02email\x00\x02\x00\x00\x00a\x00\x00'],
    ['CBOR', '\xa1\x65email\x61a'],
    ['the name of a prototype', '{"__proto__":{"roles":["administrator"]},"email":"a@b.nl","password":"x"}'],
  ];
  const lines = [
    `GET /v1/../../etc/passwd HTTP/1.1`,
    `GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1`,
    `GET //etc/passwd HTTP/1.1`,
    `GET /assets/..%2f..%2fpool.db HTTP/1.1`,
    `GET /assets/%5c..%5cpool.db HTTP/1.1`,
    `GET /v1/status%00.html HTTP/1.1`,
    `GET /v1/status%0d%0aX-Extra:%20ja HTTP/1.1`,
    `GET /v1/\xe9 HTTP/1.1`,
    `GET v1/status HTTP/1.1`,
    `GET * HTTP/1.1`,
    `GET http://elders.example/v1/status HTTP/1.1`,
    `GET /v1/status HTTP/1.9`,
    `GET /v1/status HTTP/3.0`,
    `GET  /v1/status HTTP/1.1`,
    `GET\t/v1/status HTTP/1.1`,
    `get /v1/status HTTP/1.1`,
    `TRACE /v1/status HTTP/1.1`,
    `CONNECT elders.example:443 HTTP/1.1`,
    `PROPFIND /v1/status HTTP/1.1`,
    `${'A'.repeat(300)} /v1/status HTTP/1.1`,
    `GET /${'a'.repeat(20_000)} HTTP/1.1`,
    `GET /v1/specialists?q=${'%'.repeat(3000)} HTTP/1.1`,
    `GET /v1/openapi.json?${'a&'.repeat(3000)} HTTP/1.1`,
    `GET /v1/status`,
    `GET`,
    ` GET /v1/status HTTP/1.1`,
    `GET /v1/status HTTP/1.1 `,
    `GET /v1/status http/1.1`,
    `GET /v1/status HTTP/01.1`,
    `GET /v1/status HTTP/1.1\x00`,
    `\r\n\r\nGET /v1/status HTTP/1.1`,
  ];
  const headers = [
    `Host: elders.example`,
    `Host: ${host}${line}Host: elders.example`,
    `Host: ${host}:99999`,
    `Host: a b`,
    `Host: ${host}${line}Cookie: ${'a=b; '.repeat(3000)}`,
    `Host: ${host}${line}Cookie: __Host-session=${'\x80'.repeat(40)}`,
    `Host: ${host}${line}Authorization: Bearer ${'x'.repeat(7000)}`,
    `Host: ${host}${line}Accept-Language: ${'nl;q=0.1,'.repeat(800)}`,
    `Host: ${host}${line}Range: bytes=0-,0-,0-,0-`,
    `Host: ${host}${line}If-Match: ${'"'.repeat(500)}`,
    `Host: ${host}${line}Upgrade: h2c${line}Connection: Upgrade, HTTP2-Settings`,
    `Host: ${host}${line}Connection: Host`,
    `Host: ${host}${line}Expect: 100-continue`,
    `Host: ${host}${line}Expect: koffie`,
    `Host: ${host}${line}: zonder naam`,
    `Host: ${host}${line}Zonder waarde`,
    `Host: ${host}${line}X:${' '.repeat(5000)}y`,
    `Host: ${host}${line}${Array.from({ length: 300 }, (_, i) => `X-${i}: 1`).join(line)}`,
    `Host: ${host}${line}X-Forwarded-For: ${'1.1.1.1, '.repeat(700)}`,
    `Host: ${host}${line}X-Forwarded-For: \x01`,
  ];

  const withLength = (body: string) => post([`Content-Length: ${body.length}`], body);
  return [
    ...codings.map((each): Shape => [each, post([each], chunked)]),
    ...codings.flatMap((coding) =>
      [`Content-Length: ${chunked.length}`, 'Content-Length: 5'].flatMap((length): Shape[] => [
        [`${coding} | ${length}`, post([coding, length], chunked)],
        [`${length} | ${coding}`, post([length, coding], chunked)],
      ]),
    ),
    ...lengths.map((each): Shape => [each, post([each], `{"a":1${inside}`)]),
    ...bodies.map(([name, body]): Shape => [`a body of ${name}`, withLength(body)]),
    ...lines.map((each): Shape => [each.slice(0, 60), `${each}${line}Host: ${host}${line}${line}`]),
    ...headers.map((each): Shape => [
      each.slice(0, 80),
      `GET /v1/status HTTP/1.1${line}${each}${line}${line}`,
    ]),
  ];
}

/** mulberry32: numbers from 0 up to 1 that can be had again with the seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Requests as they should be, of who has this token. */
export function soundRequests(host: string, token: string): string[] {
  const own = [`Host: ${host}`, `Authorization: Bearer ${token}`, 'Accept: application/json'];
  const get = (path: string): string => [`GET ${path} HTTP/1.1`, ...own, '', ''].join(line);
  const post = (path: string, body: unknown): string => {
    const text = JSON.stringify(body);
    const length = `Content-Length: ${Buffer.byteLength(text)}`;
    return [`POST ${path} HTTP/1.1`, ...own, 'Content-Type: application/json', length, '', text].join(line);
  };
  return [
    get('/v1/status'),
    get('/v1/specialists?limit=20&offset=0'),
    get('/v1/consultations?limit=5'),
    get('/v1/users/me'),
    post('/v1/matches', { question: 'Moeder heeft schulden en opent de post niet.', limit: 5, topics: { added: [], removed: [] } }),
    post('/v1/matches', { question: 'Jongen van 17 gaat niet meer naar school', limit: 12 }),
    post('/v1/specialists/_search', { text: 'schuldhulp', filters: { laws: ['Wmo 2015'] }, limit: 20, offset: 0 }),
    post('/v1/consultations', { text: 'De buren hebben overlast.' }),
    post('/v1/sessions', { email: 'niemand@example.nl', password: 'verkeerd wachtwoord' }),
  ];
}

/** One to four places of it changed: bits, bytes, pieces doubled, left out, cut off, or taken from another. */
export function mutated(all: readonly string[], random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const odd = ['\r\n', '\r', '\n', '\x00', ' ', '\t', ':', '"', '{', '[', '\\u0000', '\xff', '%00', '-1', '1e999', '99999999999999999999'];
  let text = pick(all);
  for (let left = 1 + Math.floor(random() * 4); left > 0; --left) {
    const at = Math.floor(random() * text.length);
    const end = Math.min(text.length, at + 1 + Math.floor(random() * 24));
    switch (Math.floor(random() * 6)) {
      case 0:
        text = text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) & 0xff) ^ (1 << Math.floor(random() * 8))) + text.slice(at + 1);
        break;
      case 1:
        text = text.slice(0, at) + pick(odd) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + text.slice(end);
        break;
      case 3:
        text = text.slice(0, end) + text.slice(at);
        break;
      case 4:
        text = text.slice(0, at) + pick(all).slice(Math.floor(random() * 200));
        break;
      default:
        text = text.slice(0, at) + pick(odd).repeat(1 + Math.floor(random() * 300)) + text.slice(end);
    }
  }
  return text;
}
