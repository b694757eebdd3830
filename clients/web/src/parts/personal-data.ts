// Where personal data stands in a text and what may stand in its place. Places are counted in code points, as the
// server counts them; it knows of no page.
import { useRef } from 'preact/hooks';
import type { Finding } from '../personal-data/find';
import type { Change } from './typing';

/** A finding in a text as it reads now. */
export interface Found {
  kind: Finding['kind'];
  from: number;
  to: number;
  text: string;
  certain: boolean;
}

/** The findings of `asked` where they stand in `now`; what was touched since is left out until it is looked at again. */
export function standing(findings: readonly Finding[], asked: string, now: string): Found[] {
  const before = [...asked];
  const after = [...now];
  const shortest = Math.min(before.length, after.length);
  let same = 0;
  while (same < shortest && before[same] === after[same]) same++;
  let sameAtEnd = 0;
  while (sameAtEnd < shortest - same && before[before.length - 1 - sameAtEnd] === after[after.length - 1 - sameAtEnd]) sameAtEnd++;
  const shift = after.length - before.length;
  return findings.flatMap((finding) => {
    const moved = finding.from >= before.length - sameAtEnd ? shift : 0;
    if (!moved && finding.to > same) return [];
    const from = finding.from + moved;
    const to = finding.to + moved;
    return [{ kind: finding.kind, from, to, text: after.slice(from, to).join(''), certain: finding.certain }];
  });
}

/** The changes that put `by` in the place of each of these. */
export function replacing(text: string, found: readonly Found[], by: (each: Found) => string): Change[] {
  const points = [...text];
  const lengthOf = (from: number, to: number) => points.slice(from, to).join('').length;
  return found.map((each) => {
    const from = lengthOf(0, each.from);
    return { from, to: from + lengthOf(each.from, each.to), by: by(each) };
  });
}

/** The text in pieces, those that are findings with theirs. */
export function pieces(text: string, found: readonly Found[]): { text: string; found?: Found }[] {
  const points = [...text];
  const made: { text: string; found?: Found }[] = [];
  let at = 0;
  for (const each of [...found].sort((a, b) => a.from - b.from)) {
    if (each.from < at) continue;
    made.push({ text: points.slice(at, each.from).join('') }, { text: each.text, found: each });
    at = each.to;
  }
  made.push({ text: points.slice(at).join('') });
  return made;
}

/** Letters for names: the same person keeps the same letter for as long as the page is open. */
export class NameLetters {
  private readonly known: { words: Set<string>; letter: string }[] = [];

  /** The letter for `name`; `taken` are those that the text uses already. */
  of(name: string, taken: ReadonlySet<string>): string {
    const words = wordsOf(name);
    const same = this.knownBy(words) ?? this.knownBy(withoutPossessive(words));
    if (same) {
      for (const word of words) same.words.add(word);
      return same.letter;
    }
    const used = new Set([...taken, ...this.known.map((each) => each.letter)]);
    let number = 0;
    while (used.has(lettersOf(number))) number++;
    const letter = lettersOf(number);
    this.known.push({ words, letter });
    return letter;
  }

  private knownBy(words: ReadonlySet<string>) {
    return this.known.find((each) => isPartOf(words, each.words) || isPartOf(each.words, words));
  }
}

/** Letters for the fields of one page, so that somebody has the same in all of them. */
export const useNameLetters = (): NameLetters => useRef(new NameLetters()).current;

// A, B, … Z, AA, AB, …
function lettersOf(number: number): string {
  const before = Math.floor(number / 26);
  return (before > 0 ? lettersOf(before - 1) : '') + String.fromCharCode(65 + (number % 26));
}

// "Karins" is of Karin.
const withoutPossessive = (words: ReadonlySet<string>): Set<string> => new Set([...words].map((word) => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word)));

const small = new Set(['de', 'den', 'der', 'van', 'het', 'ten', 'ter', 'meneer', 'mevrouw', 'dhr', 'mevr', 'mw']);

function wordsOf(name: string): Set<string> {
  const all = name.toLocaleLowerCase('nl').split(/[^\p{L}]+/u).filter(Boolean);
  const telling = all.filter((word) => !small.has(word));
  return new Set(telling.length > 0 ? telling : all);
}

function isPartOf(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return some.size > 0 && [...some].every((word) => all.has(word));
}
