// Finds phone numbers and e-mail addresses of people; not those of services (0800, info@). The twin of
// server/domain/personal_contact.cc. It knows no names.
import { standsBehind, type ByteFinding, type Kind, type Reading } from './nearby';
import { foldedLetters, isAsciiLetter, isDigit, isNumber, isSign, isWord, sizeOf, type Token } from './text';

const mostSeparators = 3;

interface Dialled {
  digits: string;
  /** Bytes, by number of digits; 0 inside a group. */
  ends: number[];
  /** Where each group of digits begins. */
  starts: number[];
}

// The bytes of what may stand between digits: space, dash, point, slash, brackets, a space that does not break, a dash.
const separators = new Set([' ', '-', '.', '/', '(', ')', '\xc2', '\xa0', '\xe2', '\x80', '\x93']);

class Contacts {
  private readonly found: ByteFinding[] = [];

  constructor(private readonly reading: Reading) {}

  find(): ByteFinding[] {
    this.reading.tokens.forEach((token, i) => {
      if (isSign(token, '@')) this.email(token);
      if (token.folded === 'apenstaartje' || token.folded === 'apestaartje') this.spokenEmail(i);
      if (this.startsPhone(token, i)) this.phone(token, i);
    });
    return this.found;
  }

  private add(kind: Kind, begin: number, end: number, sure: boolean): void {
    this.found.push({ kind, begin, end, sure });
  }

  private startsPhone(token: Token, i: number): boolean {
    const { tokens } = this.reading;
    if (!token.spaced && i > 0 && tokens[i - 1]?.kind !== 'sign') return false;
    const next = tokens[i + 1];
    if (isSign(token, '+')) return isNumber(next) && !next.spaced;
    if (isSign(token, '(')) return isNumber(next) && sizeOf(next) <= 4 && next.folded.startsWith('0');
    return isNumber(token) && (token.folded.startsWith('0') || standsBehind(this.reading, i, 'phone_word', 3));
  }

  private dialled(from: number): Dialled {
    const { text } = this.reading;
    const result: Dialled = { digits: '', ends: [], starts: [] };
    let apart = 0;
    let inGroup = false;
    for (let at = from; at < text.length && result.digits.length < 16; at++) {
      const c = text[at] ?? '';
      if (isDigit(c)) {
        if (!inGroup) result.starts.push(result.digits.length);
        inGroup = true;
        apart = 0;
        result.digits += c;
        result.ends[result.digits.length] = isDigit(text[at + 1]) ? 0 : at + 1;
        continue;
      }
      inGroup = false;
      if (!separators.has(c) || ++apart > mostSeparators) break;
    }
    return result;
  }

  private isServiceNumber(digits: string): boolean {
    return [3, 4].some((count) => this.reading.tables.has(digits.slice(0, count), 'service_number'));
  }

  private phone(token: Token, i: number): void {
    const { tokens } = this.reading;
    const { begin, end: behind } = token;
    const plus = isSign(token, '+');
    const number = this.dialled(token.kind === 'number' ? begin : behind);
    if (beginsWithDate(number)) return;
    if (isNumber(token) && !token.spaced && (isSign(tokens[i - 1], '.') || isSign(tokens[i - 1], ','))) return;
    if (!plus && !(number.digits.startsWith('00') && number.digits.length >= 11)) {
      this.nationalPhone(i, begin, number);
      return;
    }
    for (let count = 15; count >= 9; count--) {
      const end = number.ends[count];
      if (!end || (!plus && count < 11)) continue;
      const dutch = number.digits.startsWith(plus ? '31' : '0031');
      const most = (plus ? 11 : 13) + (number.digits.indexOf('310') === (plus ? 0 : 2) ? 1 : 0);
      if (dutch && count > most) continue;
      this.add('phone', begin, end, true);
      return;
    }
  }

  private nationalPhone(i: number, begin: number, { digits, ends, starts }: Dialled): void {
    const said = standsBehind(this.reading, i, 'phone_word', 4);
    if (digits.length === 0) return;
    const ten = ends[10];
    if (digits.startsWith('0') && digits.length >= 10 && ten && digits[1] !== '0') {
      if (this.isServiceNumber(digits)) return;
      const first = starts.length > 1 ? (starts[1] ?? 0) : digits.length;
      const form = first >= 10 || first === 3 || first === 4 || ((first === 1 || first === 2) && digits[1] === '6');
      if (!form || (!said && this.isOrder(i))) return;
      this.add('phone', begin, ten, true);
      return;
    }
    if (!said || this.isOrder(i) || this.isServiceNumber(digits)) return;
    // A number with a slip of the pen, or without its area.
    const least = digits.startsWith('0') ? 9 : 6;
    for (let count = Math.min(digits.length, 11); count >= least; count--) {
      const end = ends[count];
      if (!end) continue;
      const formed = digits.startsWith('0') || (starts.length === 1 && count <= 8) || count === 9;
      if (!formed || standsBehind(this.reading, i, 'bsn_word')) return;
      this.add('phone', begin, end, false);
      return;
    }
  }

  private isOrder(i: number): boolean {
    return ['order_word', 'case_word', 'account_word'].some((list) => standsBehind(this.reading, i, list, 4));
  }

  // Addresses of functions and desks lead to no person.
  private isDesk(local: string): boolean {
    const { tables } = this.reading;
    return tables.has(local, 'desk') || [...tables.words('desk_part')].some((part) => local.includes(part));
  }

  private email(sign: Token): void {
    const mostLocal = 64;
    const mostDomain = 255;
    const { text } = this.reading;
    const at = sign.begin;
    const continues = (c: string | undefined) => isLocal(c) || ((c?.charCodeAt(0) ?? 0) & 0xc0) === 0x80;
    let begin = at;
    while (begin > 0 && at - begin < mostLocal && continues(text[begin - 1])) begin--;
    while (begin < at && (!isLocal(text[begin]) || text[begin] === '.')) begin++;
    let end = at + 1;
    let dot = 0;
    while (end < text.length && end - at < mostDomain) {
      const c = text[end];
      if (!isDigit(c) && !isAsciiLetter(c) && c !== '-' && c !== '.') break;
      if (c === '.') dot = end;
      end++;
    }
    while (end > at + 1 && (text[end - 1] === '.' || text[end - 1] === '-')) end--;
    if (begin === at || end === at + 1) return;
    if (this.isDesk(foldedLetters(text.slice(begin, at)))) return;
    const domain = dot > at && dot + 2 < end + 1 && dot < end;
    if (!domain && end - at < 4) return;
    this.add('email', begin, end, domain);
  }

  // "jan punt jansen apenstaartje voorbeeld punt nl"
  private spokenEmail(i: number): void {
    const { tokens } = this.reading;
    if (!isWord(tokens[i - 1]) || !isWord(tokens[i + 1])) return;
    let first = i - 1;
    while (first >= 2 && i - first < 9 && isPoint(tokens[first - 1]) && isWord(tokens[first - 2])) first -= 2;
    let last = i + 1;
    for (;;) {
      const next = tokens[last + 2];
      if (!isWord(next) || last - i >= 9 || !isPoint(tokens[last + 1])) break;
      if (!isWord(tokens[last + 1]) && next.spaced) break;
      last += 2;
    }
    const begin = tokens[first]?.begin;
    const end = tokens[last]?.end;
    if (last === i + 1 || begin === undefined || end === undefined) return;
    this.add('email', begin, end, false);
  }
}

// dd-mm-yyyy with something behind it.
function beginsWithDate({ digits, starts }: Dialled): boolean {
  const group = (k: number) => digits.slice(starts[k], starts[k + 1] ?? digits.length);
  if (starts.length < 3 || group(0).length > 2 || group(1).length > 2) return false;
  return group(2).length === 4 && (group(2).startsWith('19') || group(2).startsWith('20'));
}

const isLocal = (c: string | undefined): boolean =>
  c !== undefined && (isDigit(c) || isAsciiLetter(c) || '._-+%'.includes(c) || c.charCodeAt(0) >= 0xc3);

const isPoint = (token: Token | undefined): boolean => token?.folded === 'punt' || (isSign(token, '.') && !token?.spaced);

export const findContacts = (reading: Reading): ByteFinding[] => new Contacts(reading).find();
