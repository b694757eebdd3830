// A topic as it is being changed: the words of the form, and whether they differ from what is kept.
import type { Schemas } from '../../api/client';

export type Detail = Schemas['TopicDetail'];
export type Ref = Schemas['TopicRef'];
export type WordList = 'synonyms' | 'signs' | 'who';
export type RefList = 'near' | 'broader';
export type ChoiceList = 'lifeDomains' | 'laws' | 'ageGroups';

export interface Draft {
  term: string;
  synonyms: string[];
  signs: string[];
  who: string[];
  near: Ref[];
  broader: Ref[];
  lifeDomains: string[];
  laws: string[];
  ageGroups: string[];
}

export function emptyDraft(): Draft {
  return { term: '', synonyms: [], signs: [], who: [], near: [], broader: [], lifeDomains: [], laws: [], ageGroups: [] };
}

export function draftOf(topic: Detail): Draft {
  const { term, synonyms, signs, who, near, broader, lifeDomains, laws, ageGroups } = topic;
  return { term, synonyms, signs, who, near, broader, lifeDomains, laws, ageGroups };
}

/** The draft as the server takes it. */
export function bodyOf(draft: Draft): Schemas['TopicInput'] {
  const codes = (refs: Ref[]) => refs.map((each) => each.code);
  return { ...draft, near: codes(draft.near), broader: codes(draft.broader) };
}

// In whatever order: taking a word off and adding it again changes nothing.
function plain(draft: Draft): string {
  const { term, ...lists } = bodyOf(draft);
  return JSON.stringify([term, ...Object.entries(lists).map(([name, entries]) => [name, [...(entries ?? [])].sort()])]);
}

export function isSame(one: Draft, other: Draft): boolean {
  return plain(one) === plain(other);
}

/** What people took off and put to a list of the product. */
export function changedInList(topic: Detail | undefined, list: string): { added: string[]; removed: string[] } {
  return topic?.difference.lists.find((each) => each.list === list) ?? { added: [], removed: [] };
}
