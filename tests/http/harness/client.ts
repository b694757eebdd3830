// The test client: asks an operation by its id, and holds every answer against the description
// before a test sees it. What was seen is tallied by operation and status.
import { expect, inject } from 'vitest';
import { breaches, document, isSoundAnswer, operation, resolved } from './description.ts';
import type { Operation } from './description.ts';
import { exchange } from './exchange.ts';
import type { RawAnswer } from './exchange.ts';

/** A body as it came: the schema has been checked, so a test reads on without asking. */
export interface Json {
  readonly [name: string]: Json;
}

export interface Ask {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | string[]>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: Buffer;
  headers?: Record<string, string>;
  /** The revision for `If-Match`. */
  seen?: string;
}

export interface Answer {
  status: number;
  body: Json;
  headers: RawAnswer['headers'];
  /** The entity tag, as it goes into `If-Match`. */
  etag: string;
}

const store = globalThis as { seenOfApi?: Map<string, Set<number>> };
/** Which statuses were seen of which operation, in this whole run. */
export const seen = (store.seenOfApi ??= new Map<string, Set<number>>());

export const text = (value: Json | undefined): string => String(value);
export const id = (value: Json): string => text(value['id']);
export const items = (value: Json): Json[] => value['items'] as unknown as Json[];
export const list = (value: Json | undefined): Json[] => value as unknown as Json[];
export const codes = (value: Json | undefined): string[] => value as unknown as string[];
export const count = (value: Json | undefined): number => Number(value);

export function pathOf(of: Operation, params: Record<string, string> = {}): string {
  return of.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${of.id} needs ${name}`);
    return value;
  });
}

export function queryOf(query: Ask['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (each) => `${encodeURIComponent(name)}=${encodeURIComponent(String(each))}`,
    ),
  );
  return pairs.length ? `?${pairs.join('&')}` : '';
}

const asked = 'application/json';
const problem = 'application/problem+json';
const calendar = 'text/calendar';

function parsed(raw: RawAnswer, what: string): Json {
  const body = raw.body.toString('utf8');
  expect(Buffer.from(body, 'utf8').equals(raw.body), `${what}: valid UTF-8`).toBe(true);
  expect(body, `${what}: nothing that is null`).not.toMatch(/[:[,]null[,}\]]/);
  return JSON.parse(body) as Json;
}

function calendarText(raw: RawAnswer, what: string): string {
  const body = raw.body.toString('utf8');
  expect(body.startsWith('BEGIN:VCALENDAR\r\n') && body.endsWith('END:VCALENDAR\r\n'), `${what}: a calendar`).toBe(true);
  return body.replaceAll('\r\n ', '');
}

/** What holds for every answer of the API, whatever was asked. Gives its body. */
export function checkAnswer(raw: RawAnswer, what: string, sound = asked): Json {
  const { headers, status } = raw;
  expect(headers['api-version'], `${what}: API-Version`).toBe(document.info.version);
  expect(headers['cache-control'], `${what}: Cache-Control`).toContain('no-store');
  expect(headers['x-content-type-options'], `${what}: nosniff`).toBe('nosniff');
  expect(headers['x-frame-options'], `${what}: X-Frame-Options`).toBe('DENY');
  expect(headers['content-security-policy'], `${what}: CSP`).toContain("frame-ancestors 'none'");
  for (const name of ['server', 'x-powered-by', 'exception_what'])
    expect(headers[name], `${what}: ${name}`).toBeUndefined();
  if (status === 204 || status === 304) {
    expect(raw.body.length, `${what}: no body`).toBe(0);
    expect(headers['content-type'], `${what}: no content type`).toBeUndefined();
    return {};
  }
  const type = (headers['content-type'] ?? '').split(';')[0];
  expect(type, `${what}: content type`).toBe(status >= 400 ? problem : sound);
  if (type === calendar) return { text: calendarText(raw, what) } as unknown as Json;
  const body = parsed(raw, what);
  if (status >= 400) {
    expect(breaches({ $ref: '#/components/schemas/Problem' }, body), what).toEqual([]);
    expect(count(body['status']), `${what}: status in the body`).toBe(status);
    if (text(body['code']) === 'invalid_input')
      expect(list(body['errors']).length, `${what}: faults`).toBeGreaterThan(0);
    if (status === 429 || status === 503) expect(headers['retry-after'], what).toMatch(/^\d+$/);
  }
  return body;
}

function checkHeaders(of: Operation, raw: RawAnswer, what: string): void {
  const described = of.responses[String(raw.status)]?.headers ?? {};
  for (const [name, reference] of Object.entries(described)) {
    const header = resolved(reference);
    const value = raw.headers[name.toLowerCase()];
    if (value === undefined) {
      expect(header.required, `${what}: header ${name}`).not.toBe(true);
    } else if (header.schema) {
      const sent = Array.isArray(value) ? value.join(', ') : value;
      const read = header.schema.type === 'integer' ? Number(sent) : sent;
      expect(breaches(header.schema, read), `${what}: header ${name}`).toEqual([]);
    }
  }
  for (const name of ['etag', 'location'])
    if (raw.headers[name] !== undefined)
      expect(Object.keys(described).map((each) => each.toLowerCase()), what).toContain(name);
}

function checkAgainstDescription(of: Operation, raw: RawAnswer, what: string): Json {
  const described = of.responses[String(raw.status)];
  const isCalendar = described?.content?.[calendar] !== undefined;
  const body = checkAnswer(raw, what, isCalendar ? calendar : asked);
  expect(described, `${what}: ${raw.status} is described. ${raw.body.toString()}`).toBeDefined();
  checkHeaders(of, raw, what);
  const schema = described?.content?.[asked]?.schema;
  if (schema) {
    expect(breaches(schema, body), `${what}: ${raw.body.toString().slice(0, 2000)}`).toEqual([]);
    expect(isSoundAnswer(of, raw.status, body), `${what}: openapi-backend agrees`).toBe(true);
  } else if (raw.status < 300 && !isCalendar) {
    expect(raw.status, `${what}: without a body`).toBe(204);
  }
  return body;
}

export class Client {
  constructor(
    /** A token; empty for somebody who is not signed on. */
    readonly token: string,
    readonly headers: Record<string, string> = {},
    /** Another server than the one of all suites. */
    readonly url?: string,
  ) {}

  /** Asks, and leaves all judgement to the test. */
  async raw(operationId: string, ask: Ask = {}): Promise<RawAnswer> {
    const of = operation(operationId);
    const path = `/v1${pathOf(of, ask.params)}${queryOf(ask.query)}`;
    const body = ask.raw ?? (ask.body === undefined ? undefined : Buffer.from(JSON.stringify(ask.body)));
    const headers: Record<string, string> = { ...this.headers };
    if (this.token) headers['Authorization'] = `Bearer ${this.token}`;
    if (body) {
      headers['Content-Type'] = asked;
      headers['Content-Length'] = String(body.length);
    } else if (of.method !== 'GET') {
      headers['Content-Length'] = '0';
    }
    if (ask.seen) headers['If-Match'] = ask.seen;
    return exchange(this.url ?? inject('server').url, of.method, path, { ...headers, ...ask.headers }, body);
  }

  /** Asks and checks; a test judges the status. */
  async call(operationId: string, ask: Ask = {}): Promise<Answer> {
    const of = operation(operationId);
    const raw = await this.raw(operationId, ask);
    const what = `${of.method} ${pathOf(of, ask.params)}${queryOf(ask.query)} (${operationId}) ${raw.status}`;
    expect(raw.status, `${what}: ${raw.body.toString()}`).toBeLessThan(500);
    const read = checkAgainstDescription(of, raw, what);
    const statuses = seen.get(operationId) ?? new Set<number>();
    seen.set(operationId, statuses.add(raw.status));
    return { status: raw.status, body: read, headers: raw.headers, etag: String(raw.headers['etag'] ?? '') };
  }

  /** Asks what must succeed. */
  async do(operationId: string, ask: Ask = {}): Promise<Answer> {
    const answer = await this.call(operationId, ask);
    const why = `${operationId}: ${JSON.stringify(answer.body)}`;
    expect(answer.status, why).toBe(operation(operationId).success);
    return answer;
  }

  /** Asks what must be refused with this status, and code where given. */
  async refused(status: number, operationId: string, ask: Ask = {}, code?: string): Promise<Answer> {
    const answer = await this.call(operationId, ask);
    expect(answer.status, `${operationId}: ${JSON.stringify(answer.body)}`).toBe(status);
    if (code) expect(text(answer.body['code'])).toBe(code);
    return answer;
  }

  /** Asks what must be refused with a fault at this place. */
  async faulty(place: string, operationId: string, ask: Ask = {}): Promise<Answer> {
    const answer = await this.refused(400, operationId, ask);
    const places = list(answer.body['errors']).map((fault) => text(fault['place']));
    expect(places, `${operationId} ${JSON.stringify(ask.body)?.slice(0, 500)}`).toContain(place);
    return answer;
  }
}

/** Somebody who is not signed on. */
export const nobody = new Client('');
export const administrator = () => new Client(inject('server').administrator);
