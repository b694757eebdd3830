// Finds dates of birth, and what is personal only beside a name: other dates in full, case numbers. The twin of
// server/domain/personal_dates.cc. It does not know where the names are.
import { standsBefore, standsBehind, type ByteFinding, type Reading } from './nearby';
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

/** Dates beside "geboren" and the like. */
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
    if (born || (full && (star || isBornThen(reading, i))))
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

/** Dates in full and case numbers, in order of place: personal only beside a name. */
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
    const digits = tokens.slice(first, last + 1).reduce((sum, each) => sum + (isNumber(each) ? sizeOf(each) : 0), 0);
    if (digits >= 4)
      found.push({ kind: 'case_number', begin: tokens[first]?.begin ?? 0, end: tokens[last]?.end ?? 0, sure: false });
    i = last;
  }
  return found;
}
