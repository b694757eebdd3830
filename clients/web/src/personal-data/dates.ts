// Finds dates of birth, numbers of one person or case that are called so, and what is personal only beside a name: other
// dates in full, other case numbers. The twin of server/domain/personal_dates.cc. It does not know where the names are.
import { isListed, standsBefore, standsBehind, wordsAround, type ByteFinding, type Reading } from './nearby';
import { isNumber, isSign, isWord, sizeOf, type Token } from './text';

interface WrittenDate {
  last: number;
  full: boolean;
}

const valueOf = (number: Token): number => Number(number.folded.slice(0, 8));

function isYear(token: Token | undefined): token is Token {
  if (!isNumber(token)) return false;
  if (sizeOf(token) === 2) return true;
  const value = sizeOf(token) === 4 ? valueOf(token) : 0;
  return value >= 1900 && value < 2100;
}

const isBetween = (token: Token | undefined, least: number, most: number): boolean =>
  isNumber(token) && sizeOf(token) <= 2 && valueOf(token) >= least && valueOf(token) <= most;

// 3-5-1950, 03/05/50, 1950-05-03, 3 mei 1950, 3 mei '50; without a year only as 3 mei.
function dateAt({ tokens, tables }: Reading, i: number): WrittenDate | undefined {
  const [first, second, third, fourth, fifth] = tokens.slice(i, i + 5);
  if (isNumber(first) && second && fourth && fifth) {
    const sign = second.folded;
    const numeric = ['-', '/', '.'].includes(sign) && fourth.folded === sign;
    if (numeric && isBetween(first, 1, 31) && isBetween(third, 1, 12) && isYear(fifth)) return { last: i + 4, full: true };
    if (numeric && sizeOf(first) === 4 && isYear(first) && isBetween(third, 1, 12) && isBetween(fifth, 1, 31))
      return { last: i + 4, full: true };
  }
  if (isBetween(first, 1, 31) && isBetween(second, 1, 12) && second?.spaced && third && sizeOf(third) === 4 && isYear(third))
    return { last: i + 2, full: true };
  if (!isBetween(first, 1, 31) || !isWord(second)) return undefined;
  if (!tables.has(second.folded, 'month') && !tables.has(second.folded, 'short_month')) return undefined;
  let year = i + 2;
  if (isSign(tokens[year], "'") || isSign(tokens[year], '.')) year++;
  const written = tokens[year];
  if (isYear(written) && (sizeOf(written) === 4 || year > i + 2)) return { last: year, full: true };
  return { last: i + 1, full: false };
}

// "Hij is van 12-12-1944", "g.d. 12-12-1944".
function isBornThen({ tokens, tables }: Reading, i: number): boolean {
  const [third, second, first] = [tokens[i - 3], tokens[i - 2], tokens[i - 1]];
  if (third?.folded === 'g' && tokens[i - 2]?.folded === '.') return first?.folded === 'd';
  if (tokens[i - 4]?.folded === 'g' && second?.folded === 'd' && isSign(first, '.')) return true;
  return (
    first?.folded === 'van' && second?.folded === 'is' && isWord(third) && (tables.has(third.folded, 'pronoun') || tables.has(third.folded, 'kin'))
  );
}

// Somebody at `at` was met, called or written to, which gives the date behind them its meaning ("gesprek over school met
// vrouw"); not "overleg met school over jongen", nor what stands in another sentence or before a colon.
function isMet(reading: Reading, at: number): boolean {
  let toldHow = false;
  for (let k = 1; k <= wordsAround; k++) {
    const each = reading.tokens[at - k];
    if (!each || ['\n', ':', '.', ';'].some((sign) => isSign(each, sign))) return false;
    if (isListed(reading, at - k, 'event_word')) return true;
    if (toldHow || !isWord(each) || !reading.tables.has(each.folded, 'before_person')) continue;
    if (each.folded === 'over') return false;
    toldHow = true;
  }
  return false;
}

// "jongen (12-05-2008)", "meisje, 3 mei 2011, gaat niet naar school"; not the day on which something happened
// ("gesprek met vrouw (12-05-2024)").
function standsBehindSomebody(reading: Reading, i: number, last: number): boolean {
  const { tokens, tables } = reading;
  const somebody = tokens[i - 2];
  if (!somebody || !isWord(somebody) || !tables.has(somebody.folded, 'aged_person')) return false;
  const inBrackets = isSign(tokens[i - 1], '(');
  if (!inBrackets && !isSign(tokens[i - 1], ',')) return false;
  const next = tokens[last + 1];
  const closed = [')', ',', ';'].some((sign) => isSign(next, sign)) || (!inBrackets && (!next || isSign(next, '.') || isSign(next, '\n')));
  return closed && !isMet(reading, i - 2) && (isSign(next, ')') || !standsBefore(reading, last, 'event_word', 4));
}

/** Dates beside "geboren" and the like, and in full right behind somebody of an age ("jongen"). */
export function findBirthDates(reading: Reading): ByteFinding[] {
  const { tokens } = reading;
  const found: ByteFinding[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    const star = isSign(tokens[i - 1], '*') && !token.spaced;
    const date = dateAt(reading, i);
    const compact = !date && isNumber(token) && sizeOf(token) === 8;
    if (!date && !compact) continue;
    const last = date ? date.last : i;
    const born = standsBehind(reading, i, 'birth_word') || standsBefore(reading, last, 'birth_word', 2);
    const full = date?.full ?? false;
    if (born || (full && (star || isBornThen(reading, i) || standsBehindSomebody(reading, i, last))))
      found.push({ kind: 'date_of_birth', begin: token.begin, end: tokens[last]?.end ?? token.end, sure: full });
    i = last;
  }
  return found;
}

// Letters, digits and - / . glued together around the number at `i`.
function gluedAround({ tokens, tables }: Reading, i: number): [number, number] {
  const goesOn = (k: number) => {
    const next = tokens[k];
    const second = tokens[k + 1];
    if (!next || next.spaced) return false;
    if (next.kind !== 'sign') return true;
    return ['-', '/', '.'].includes(next.folded) && !!second && !second.spaced && second.kind !== 'sign';
  };
  let first = i;
  while (first > 0 && !tokens[first]?.spaced && i - first < 8) {
    const before = tokens[first - 1];
    if (!before || isSign(before, ':') || isSign(before, '#') || tables.has(before.folded, 'case_word')) break;
    first--;
  }
  let last = i;
  while (last - i < 12 && goesOn(last + 1)) last++;
  return [first, last];
}

// "2024-2025", "2023/24": from one year into a later one.
function areTwoYears(tokens: readonly Token[], first: number, last: number): boolean {
  const [begin, end] = [tokens[first], tokens[last]];
  if (last !== first + 2 || !isYear(begin) || sizeOf(begin) !== 4 || !isYear(end)) return false;
  const [from, to] = [valueOf(begin), valueOf(end)];
  return sizeOf(end) === 4 ? from < to : to === (from + 1) % 100;
}

// A stop at `at` that ends a sentence; not that of "nr.", "dossiernr.".
function endsSentence(tokens: readonly Token[], at: number): boolean {
  const stop = tokens[at];
  if (isSign(stop, '?') || isSign(stop, '!')) return true;
  return isSign(stop, '.') && !tokens[at - 1]?.folded.endsWith('nr');
}

// Right behind what it is called, with ":" or "nr." at most between.
function isCalled(reading: Reading, first: number, list: string): boolean {
  const { tokens, tables } = reading;
  for (let k = 1; k <= wordsAround; k++) {
    const each = tokens[first - k];
    if (!each || isSign(each, '\n') || endsSentence(tokens, first - k)) return false;
    if (isListed(reading, first - k, list)) return true;
    if (each.kind !== 'sign' && !tables.has(each.folded, 'number_word')) return false;
  }
  return false;
}

const leastDigitsCalled = 5; // four are a year

const digitsIn = (tokens: readonly Token[], first: number, last: number) => tokens.slice(first, last + 1).reduce((sum, each) => sum + (isNumber(each) ? sizeOf(each) : 0), 0);

/** Numbers of one person or case, by what they are called, with a name near them or without. */
export function findCalledNumbers(reading: Reading): ByteFinding[] {
  const { tokens } = reading;
  const found: ByteFinding[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!isNumber(tokens[i])) continue;
    const date = dateAt(reading, i);
    if (date?.full) {
      i = date.last;
      continue;
    }
    const [from, last] = gluedAround(reading, i);
    let first = from;
    while (first < i && tokens[first]?.kind === 'sign') first++;
    const inParts = tokens.slice(first, last + 1).some((each) => isSign(each, '-') || isSign(each, '/'));
    const called = isCalled(reading, first, 'own_number_word') || (inParts && !areTwoYears(tokens, first, last) && isCalled(reading, first, 'parted_number_word'));
    if (called && digitsIn(tokens, first, last) >= leastDigitsCalled && !standsBefore(reading, last, 'unit_word', 1))
      found.push({ kind: 'case_number', begin: tokens[first]?.begin ?? 0, end: tokens[last]?.end ?? 0, sure: false });
    i = last;
  }
  return found;
}

/** Dates in full and numbers near a word of cases, in order of place: personal only beside a name. */
export function findDataBesideNames(reading: Reading): ByteFinding[] {
  const { tokens } = reading;
  const found: ByteFinding[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    const date = dateAt(reading, i);
    if (date?.full) {
      found.push({ kind: 'date_of_birth', begin: token.begin, end: tokens[date.last]?.end ?? token.end, sure: false });
      i = date.last;
      continue;
    }
    if (!isNumber(token) || !standsBehind(reading, i, 'case_word', 4)) continue;
    const [first, last] = gluedAround(reading, i);
    const digits = digitsIn(tokens, first, last);
    if (digits >= 4)
      found.push({ kind: 'case_number', begin: tokens[first]?.begin ?? 0, end: tokens[last]?.end ?? 0, sure: false });
    i = last;
  }
  return found;
}
