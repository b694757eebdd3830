// Finds citizen service numbers and bank accounts, by their check digits and the words before them. The twin of
// server/domain/personal_numbers.cc. It knows no names, phones or dates.
import { standsBefore, standsBehind, type ByteFinding, type Kind, type Reading } from './nearby';
import { euro, isAsciiLetter, isDigit, isNumber, isSign, isWord, sizeOf, type Token } from './text';

/** Nine digits whose weighted sum 9, 8, … 2, -1 divides by 11 (Besluit BSN); not all zeros. */
export function passesElevenTest(nineDigits: string): boolean {
  if (!/^\d{9}$/.test(nineDigits) || nineDigits === '000000000') return false;
  let sum = 0;
  for (let k = 0; k < 9; k++) sum += (k === 8 ? -1 : 9 - k) * Number(nineDigits[k]);
  return sum % 11 === 0;
}

/** Letters and digits without separators: its country's length and remainder 1 by 97 (ISO 13616). */
export function isIban(account: string, lengths: ReadonlySet<string>): boolean {
  if (!lengths.has(account.slice(0, 2) + String(account.length))) return false;
  let rest = 0;
  for (const c of account.slice(4) + account.slice(0, 4)) {
    if (isDigit(c)) rest = (rest * 10 + Number(c)) % 97;
    else if (c >= 'A' && c <= 'Z') rest = (rest * 100 + (c.charCodeAt(0) - 55)) % 97;
    else return false;
  }
  return rest === 1;
}

// A number that stands by itself: no letter, digit or decimal glued to its ends.
function standsAlone(tokens: readonly Token[], first: number, last: number): boolean {
  const begin = tokens[first];
  if (begin && !begin.spaced && first > 0) {
    const before = tokens[first - 1];
    if (before?.kind !== 'sign') return false;
    const joins = ['.', ',', '-', '/', '+'].includes(before.folded);
    if (joins && !before.spaced && first > 1 && isNumber(tokens[first - 2])) return false;
  }
  const after = tokens[last + 1];
  if (!after || after.spaced) return true;
  if (after.kind !== 'sign') return false;
  const joins = ['.', ',', '-', '/'].includes(after.folded);
  const next = tokens[last + 2];
  return !(joins && isNumber(next) && !next.spaced);
}

// Numbers that follow each other with one separator between them.
interface Groups {
  token: number[];
  digits: number[];
  oneSeparator: boolean;
  spaces: boolean;
}

const mostGroups = 8;

function groupsFrom(tokens: readonly Token[], first: number): Groups {
  const groups: Groups = { token: [], digits: [], oneSeparator: true, spaces: false };
  let separator = '';
  let at = first;
  while (groups.token.length < mostGroups) {
    const here = tokens[at];
    if (!here) break;
    groups.token.push(at);
    groups.digits.push(sizeOf(here));
    const next = tokens[at + 1];
    const second = tokens[at + 2];
    if (!next) break;
    let found: string;
    let step: number;
    if (isNumber(next) && next.begin - here.end <= 2) {
      found = ' ';
      step = 1;
    } else if ((isSign(next, '.') || isSign(next, '-')) && !next.spaced && isNumber(second) && !second.spaced) {
      found = next.folded;
      step = 2;
    } else {
      break;
    }
    if (groups.token.length === 1) {
      separator = found;
      groups.spaces = found === ' ';
    }
    groups.oneSeparator &&= found === separator;
    at += step;
  }
  return groups;
}

class Numbers {
  private readonly found: ByteFinding[] = [];

  constructor(private readonly reading: Reading) {}

  find(): ByteFinding[] {
    this.reading.tokens.forEach((token, i) => {
      if (isWord(token)) this.iban(token, i);
      if (!isNumber(token)) return;
      this.bsn(token, i);
      this.account(token, i);
    });
    return this.found;
  }

  private add(kind: Kind, begin: number, end: number, sure: boolean): void {
    this.found.push({ kind, begin, end, sure });
  }

  // Citizen service number.
  private bsn(token: Token, i: number): void {
    const { tokens } = this.reading;
    let said = standsBehind(this.reading, i, 'bsn_word');
    const groups = groupsFrom(tokens, i);
    const count = groups.token.length;
    let digits = '';
    for (let k = 0; k < count; k++) {
      const last = groups.token[k] ?? i;
      digits += tokens[last]?.folded ?? '';
      if (digits.length > 9) return;
      const whole = digits.length === 9 || (digits.length === 8 && said && k + 1 === count);
      if (!whole) continue;
      const [one, two] = groups.digits;
      const usual = k === 0 || (groups.oneSeparator && k === 2 && ((one === 3 && two === 3) || (one === 4 && two === 2)));
      const ends = k + 1 === count || (groups.spaces && (said || k === 0));
      if (!ends || (!usual && !said) || !standsAlone(tokens, i, last)) return;
      const before = tokens[i - 1];
      const inside = isNumber(before) && token.begin - before.end <= 2;
      if (k > 0 && !said && inside) return;
      said ||= standsBefore(this.reading, last, 'bsn_word', 3);
      const sound = passesElevenTest(digits.length === 8 ? `0${digits}` : digits);
      if (!said && (!sound || this.isOtherNumber(i))) return;
      this.add('bsn', token.begin, tokens[last]?.end ?? token.end, said && sound);
      return;
    }
  }

  // An amount, an order, a bill: numbers that pass by chance.
  private isOtherNumber(i: number): boolean {
    const before = this.reading.tokens[i - 1];
    if (isSign(before, euro) || isSign(before, '#')) return true;
    return (
      standsBehind(this.reading, i, 'order_word', 4) ||
      standsBehind(this.reading, i, 'case_word', 4) ||
      standsBehind(this.reading, i, 'account_word', 3) ||
      standsBefore(this.reading, i, 'unit_word', 1)
    );
  }

  private iban(country: Token, i: number): void {
    const { text, tokens, tables } = this.reading;
    const next = tokens[i + 1];
    if (sizeOf(country) !== 2 || !isNumber(next) || next.begin - country.end > 1 || sizeOf(next) < 2) return;
    if (i > 0 && !country.spaced && tokens[i - 1]?.kind !== 'sign') return;
    let account = '';
    let end = country.begin;
    let gap = 0;
    for (let at = country.begin; at < text.length && account.length < 34; at++) {
      const c = text[at] ?? '';
      if (isDigit(c) || isAsciiLetter(c)) {
        account += c.toUpperCase();
        gap = 0;
        const goesOn = isDigit(text[at + 1]) || isAsciiLetter(text[at + 1]);
        if (!goesOn && isIban(account, tables.words('iban_length'))) {
          this.add('iban', country.begin, at + 1, true);
          return;
        }
        if (!goesOn && account.length === 18) end = at + 1;
      } else if ((c === ' ' || c === '.' || c === '-') && gap === 0) {
        gap++;
      } else {
        break;
      }
    }
    // NL, two digits, four letters, ten digits: an account with a slip of the pen.
    const dutchForm = account.startsWith('NL') && /^.{4}[A-Z]{4}\d{10}/.test(account);
    if (end > country.begin && dutchForm) this.add('iban', country.begin, end, false);
  }

  // An account without letters, known by the word before it.
  private account(token: Token, i: number): void {
    const { tokens } = this.reading;
    if (!standsBehind(this.reading, i, 'account_word', 4)) return;
    if (!token.spaced && isWord(tokens[i - 1])) return;
    const groups = groupsFrom(tokens, i);
    const digits = groups.digits.reduce((sum, each) => sum + each, 0);
    const last = tokens[groups.token.at(-1) ?? i] ?? token;
    if (digits >= 7 && digits <= 10) this.add('iban', token.begin, last.end, false);
  }
}

export const findNumbers = (reading: Reading): ByteFinding[] => new Numbers(reading).find();
