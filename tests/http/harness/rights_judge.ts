// Judges answers by what somebody may know: canary words, each in one text alone, and two answers
// that must not tell "not yours" from "not there". It sends nothing.

/** A word that stands in one text of the world and nowhere else. */
export interface Canary {
  word: string;
  /** Which text it is in, for the reader of a failing test. */
  where: string;
  /** Who may meet it, by name of the principal. */
  may: ReadonlySet<string>;
  /** Who must meet it somewhere: without them, a word that nobody sees would prove nothing. */
  must: ReadonlySet<string>;
}

/** An answer as it came, headers as one text of lines. */
export interface Heard {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export const whole = (answer: Heard): string =>
  `${Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${answer.body}`;

/** The canaries in an answer to this principal. Folded lines of a calendar are read as one. */
export function met(answer: Heard, canaries: readonly Canary[]): Canary[] {
  const text = whole(answer).replaceAll('\r\n ', '').toLowerCase();
  return canaries.filter((each) => text.includes(each.word));
}

/** The canaries that this principal may not meet, each with its text. */
export function leaks(principal: string, answer: Heard, canaries: readonly Canary[]): string[] {
  return met(answer, canaries)
    .filter((each) => !each.may.has(principal))
    .map((each) => `${each.where} (${each.word})`);
}

// What differs between any two answers, whatever they are to.
const ofEveryAnswer = new Set(['date', 'connection', 'keep-alive']);

function shape(answer: Heard, ids: readonly string[]): string {
  const headers = Object.entries(answer.headers).filter(([name]) => !ofEveryAnswer.has(name));
  const text = whole({ ...answer, headers: Object.fromEntries(headers.sort(([one], [other]) => (one < other ? -1 : 1))) });
  return ids.reduce((left, each) => left.replaceAll(each, '{id}'), `${answer.status}\n${text}`);
}

/** Where two answers differ but for the ids that were asked for; nothing when they tell the same. */
export function difference(one: Heard, other: Heard, ids: readonly string[]): string | undefined {
  const [a, b] = [shape(one, ids), shape(other, ids)];
  return a === b ? undefined : `${a}\n-- and --\n${b}`;
}
