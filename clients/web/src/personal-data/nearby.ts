// What stands around a word, by which a number is told from another. The twin of server/domain/personal_nearby.h.
import type { Tables } from './tables';
import { isSign, isWord, type Token } from './text';

export type Kind = 'name' | 'bsn' | 'date_of_birth' | 'address' | 'postcode' | 'phone' | 'email' | 'iban' | 'case_number';

/** A finding with places in bytes; `sure` is what a check digit, a form or a word beside it proves. */
export interface ByteFinding {
  kind: Kind;
  begin: number;
  end: number;
  sure: boolean;
}

/** A text and what is known to read it with. */
export interface Reading {
  text: string;
  tokens: readonly Token[];
  tables: Tables;
}

/** Most tokens between a number and the word that says what it is. */
export const wordsAround = 6;

// The word at `at` is in the list, by itself or with what its hyphen joins it to ("V-nummer").
export function isListed({ tokens, tables }: Reading, at: number, list: string): boolean {
  const word = tokens[at];
  if (!isWord(word)) return false;
  if (tables.has(word.folded, list)) return true;
  const dash = tokens[at - 1];
  const first = tokens[at - 2];
  if (!isSign(dash, '-') || dash?.spaced || word.spaced || !isWord(first)) return false;
  return tables.has(first.folded + word.folded, list);
}

/** One of the list in the `reach` tokens before `at`, in the same line. */
export function standsBehind(reading: Reading, at: number, list: string, reach = wordsAround): boolean {
  for (let k = 1; k <= reach && k <= at; k++) {
    if (isSign(reading.tokens[at - k], '\n')) return false;
    if (isListed(reading, at - k, list)) return true;
  }
  return false;
}

/** One of the list in the `reach` tokens after `at`, in the same sentence. */
export function standsBefore({ tokens, tables }: Reading, at: number, list: string, reach: number): boolean {
  for (let k = 1; k <= reach && at + k < tokens.length; k++) {
    const each = tokens[at + k];
    if (isSign(each, '\n') || isSign(each, '.')) return false;
    if (isWord(each) && tables.has(each.folded, list)) return true;
  }
  return false;
}
