// The facts that can be added to a question, by what was typed: from the lists that the server knows, never own words.
import { farFrom } from '../../parts/far-from';
import { languages, lawList, lifeDomains, type Listed } from '../../words/lists';
import type { AddedFacet, NamedTopic } from './question';
import { askWords } from './words';

export interface Addable {
  label: string;
  /** What else a topic is called. */
  detail?: string;
  topic?: NamedTopic;
  facet?: AddedFacet;
}

// Years as they are said to somebody, from one birthday to another: "4 tot 12" ends with eleven.
const bands = [
  [0, 3],
  [4, 11],
  [12, 17],
  [16, 26],
  [18, 64],
  [65, 120],
] as const;
const oldest = 120;
const reach = 4;

/** What of these lists fits what was typed, what is named so first. */
export function factsFor(text: string, neighbourhoods: readonly string[]): Addable[] {
  const w = askWords();
  const listed = (kind: AddedFacet['kind'], all: readonly Listed[]) => all.map(({ value, label }) => ({ label, facet: { kind, value } }));
  const all: Addable[] = [
    ...listed('life_domain', lifeDomains()),
    ...listed('law', lawList()),
    ...listed('language', languages().filter(({ value }) => value !== 'nl')),
    ...listed('neighbourhood', neighbourhoods.map((value) => ({ value, label: value }))),
    ...listed('age', bands.map(([from, to]) => ({ value: `${from}-${to}`, label: w.age(from, to) }))),
  ];
  const years = /^\d{1,3}$/.test(text) && Number(text) <= oldest ? [{ label: w.age(Number(text), Number(text)), facet: { kind: 'age' as const, value: `${Number(text)}-${Number(text)}` } }] : [];
  const fitting = all.filter(({ label }) => farFrom(label, text) < reach).sort((a, b) => farFrom(a.label, text) - farFrom(b.label, text));
  return [...years, ...fitting];
}
