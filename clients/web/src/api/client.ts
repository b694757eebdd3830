// The one place that talks to the server. Answers and faults have the types of the API description; a session
// that ended is told to whoever shows the sign-on beside what is being written.
import createClient from 'openapi-fetch';
import { hearTime } from '../words/clock';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** What the server says when it says no. */
export type Problem = Schemas['Problem'];

let language = 'nl';
const endListeners = new Set<() => void>();
/** Called when the server turns out to run the demo story. */
let onStory = (): void => undefined;
export function onDemoStory(listener: () => void): void {
  onStory = listener;
}

let answeredAt = { running_ms: performance.now(), clock_ms: Date.now() };

/**
 * Milliseconds since the server last answered this page as somebody signed on. The running time stands still while a
 * computer sleeps, the clock can be set back: the longer of the two counts.
 */
export function quietFor_ms(): number {
  return Math.max(performance.now() - answeredAt.running_ms, Date.now() - answeredAt.clock_ms);
}

/** In which language the server's sentences come. */
export function speak(code: 'nl' | 'en'): void {
  language = code;
}

/** Called when a request was refused because the session ended; gives the way to stop listening. */
export function onSessionEnd(listener: () => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

// A 401 here is of somebody who is not signed on yet.
const signingOnPaths = ['/v1/sessions', '/v1/sessions/_confirm', '/v1/sessions/_propose-factor', '/v1/single-sign-on/_finish', '/v1/joinings'];

export const api = createClient<paths>({ baseUrl: '/v1', credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', language);
    request.headers.set('Accept', 'application/json, application/problem+json');
    return request;
  },
  onResponse({ request, response }) {
    hearTime(response.headers.get('Date'));
    if (response.headers.has('Demo-Story')) onStory();
    const signingOn = request.method === 'POST' && signingOnPaths.includes(new URL(request.url).pathname);
    // What a page asks again by itself is nobody's use of it.
    const byItself = request.headers.has('If-None-Match');
    if (response.status !== 401 && !byItself) answeredAt = { running_ms: performance.now(), clock_ms: Date.now() };
    else if (response.status === 401 && !signingOn) for (const listener of endListeners) listener();
    return undefined;
  },
});

/** A no of the server, or no answer at all, as one kind of error. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem?.detail ?? `status ${status}`);
  }
  /** The sentence for one place of the input, such as `/text`. */
  at(place: string): string | undefined {
    return this.problem?.errors?.find((fault) => fault.place === place)?.detail;
  }
}

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer; throws Refused for every other outcome (status 0: no answer). */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  return (await answered(call)).data;
}

/** The same with the entity tag, for steps that say which state was seen. */
export async function answered<T>(call: Promise<Outcome<T>>): Promise<{ data: T; etag: string }> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch {
    throw new Refused(0, undefined);
  }
  if (!outcome.response.ok) throw new Refused(outcome.response.status, outcome.error as Problem | undefined);
  return { data: outcome.data as T, etag: outcome.response.headers.get('ETag') ?? '' };
}

/** A key under which a creating request may be sent again without making a thing twice. */
export function newKey(): string {
  return crypto.randomUUID();
}
