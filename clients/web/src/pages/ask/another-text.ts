// Whether somebody writes on in a text or put another in its place: what they said about the first holds for the one and
// not for the other.

const words_kept = 0.5;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Signs at the beginning and at the end of `before` that stand there in `after` as well. */
function sameAtTheEnds(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let begin = 0;
  while (begin < most && before[begin] === after[begin]) begin += 1;
  let end = 0;
  while (end < most - begin && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return begin + end;
}

/**
 * Whether `after`, what one change made of `before`, is another text: nothing, or less than half of its words. What is only
 * written to it or taken out of it in one place is the same text still. Names that are taken out at once leave most words.
 */
export function isAnotherText(before: string, after: string): boolean {
  const old = before.trim();
  const now = after.trim();
  if (old === '' || now === '') return now === '' && old !== '';
  if (sameAtTheEnds(old, now) === Math.min(old.length, now.length)) return false;
  const words = wordsOf(old);
  const there = new Set(wordsOf(now));
  return words.filter((word) => there.has(word)).length < words_kept * words.length || words.length === 0;
}
