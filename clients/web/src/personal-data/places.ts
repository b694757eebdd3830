// Finds postcodes and streets with house numbers. The twin of server/domain/personal_places.cc. It knows no list of
// streets, only how they are written.
import { standsBehind, type ByteFinding, type Kind, type Reading } from './nearby';
import type { Tables } from './tables';
import { euro, isNumber, isSign, isWord, sizeOf, type Token } from './text';

// How much an ending says that a word is a street.
enum Street {
  no,
  perhaps,
  yes,
}

function streetEnding(tables: Tables, folded: string): Street {
  if (tables.has(folded, 'no_street')) return Street.no;
  if (tables.ends(folded, 'street_ending', 2)) return Street.yes;
  return tables.ends(folded, 'perhaps_street_ending', 2) ? Street.perhaps : Street.no;
}

// "in de Lindelaan 7" says where; only behind a street is it part of one: "Laan in den Drink 4".
function saysWhere({ tokens, tables }: Reading, at: number): boolean {
  const word = tokens[at];
  if (!isWord(word) || (word.capital && !word.startsSentence) || !tables.has(word.folded, 'before_street')) return false;
  const before = tokens[at - 1];
  if (!isWord(before)) return true;
  return streetEnding(tables, before.folded) === Street.no && !tables.has(before.folded, 'street_beginning');
}

// Whether the token before `at` belongs to the street's name that `at` is in, and how.
type Before = 'no' | 'bridge' | 'part';

function beforeStreet(reading: Reading, at: number): Before {
  const { tokens, tables } = reading;
  const here = tokens[at];
  const before = tokens[at - 1];
  const second = tokens[at - 2];
  if (!here || !before) return 'no';
  const particle = (token: Token) => tables.has(token.folded, 'street_particle');
  if (isSign(before, '-') && !before.spaced && !here.spaced) return 'bridge';
  if (isSign(before, '.') && isWord(second) && sizeOf(second) <= 5 && second.capital) return 'bridge';
  // "Kon. Julianalaan"
  if (isSign(here, '.') && !here.spaced && isWord(before)) return before.capital ? 'part' : 'no';
  // "1e Jan Steenstraat"
  if (isNumber(before) && !here.spaced && ['e', 'de', 'ste'].includes(here.folded)) return 'part';
  if (!isWord(before) || tables.has(before.folded, 'address_word')) return 'no';
  if (!before.spaced && isNumber(second)) return 'bridge';
  if (saysWhere(reading, at - 1)) return 'no';
  if (particle(before) && !before.capital) return 'bridge';
  // "Oude Gracht 5" may begin a line; in "Woont Kerkstraat 5" the first word is none of it.
  if (!before.capital || tables.has(before.folded, 'title')) return 'no';
  const streetWord = ['van', 'oude', 'nieuwe'].includes(before.folded) || (particle(before) && particle(here));
  const first = before.startsSentence && tables.has(before.folded, 'first_word');
  return first && !streetWord ? 'no' : 'part';
}

// "Mevrouw Jansen van de Kerkstraat 12": what stands before the street is somebody's name.
function isCalled({ tokens, tables }: Reading, begin: number): boolean {
  const before = tokens[begin - (begin > 1 && isSign(tokens[begin - 1], '.') ? 2 : 1)];
  return before !== undefined && tables.has(before.folded, 'form_of_address');
}

// The first word of a street's name that ends at `last`.
function streetBegin(reading: Reading, last: number): number {
  const mostTokens = 8;
  const { tokens } = reading;
  let begin = last;
  for (let at = last; at > 0 && last - at < mostTokens; at--) {
    const before = beforeStreet(reading, at);
    if (before === 'no') break;
    if (before === 'part') begin = at - 1;
  }
  // A name is glued to what its hyphen joins.
  while (begin > 1 && isSign(tokens[begin - 1], '-') && !tokens[begin]?.spaced) begin -= 2;
  return isCalled(reading, begin) ? last : begin;
}

class Places {
  private readonly found: ByteFinding[] = [];

  constructor(private readonly reading: Reading) {}

  find(): ByteFinding[] {
    this.reading.tokens.forEach((token, i) => {
      if (!isNumber(token)) return;
      this.postcode(token, i);
      this.address(token, i);
    });
    return this.found;
  }

  private add(kind: Kind, begin: number, end: number, sure: boolean): void {
    this.found.push({ kind, begin, end, sure });
  }

  // A house number at `i`, or nothing: one to five digits, with a letter or an addition.
  private houseNumberEnd(i: number): number | undefined {
    const { tokens, tables } = this.reading;
    const number = tokens[i];
    if (!isNumber(number) || sizeOf(number) > 5 || number.folded.startsWith('0')) return undefined;
    let { end } = number;
    let next = i + 1;
    const glued = tokens[next];
    if (glued && !glued.spaced) {
      const second = tokens[next + 1];
      if (isWord(glued)) {
        if (sizeOf(glued) > 3 || ['e', 'de', 'ste', 'x', 'cm'].includes(glued.folded)) return undefined;
        ({ end } = glued);
        next++;
      } else if (isSign(glued, '-') || isSign(glued, '/')) {
        if (second && !second.spaced && sizeOf(second) <= 4) {
          // "12-jarige"
          if (isWord(second) && sizeOf(second) > 2 && !tables.has(second.folded, 'house_addition')) return undefined;
          ({ end } = second);
          next += 2;
        }
      } else if (isSign(glued, ':') || isSign(glued, '%') || isSign(glued, '+')) {
        return isSign(glued, ':') && (!second || second.spaced) ? end : undefined;
      }
    }
    const after = tokens[next];
    if (!isWord(after)) return end;
    if (tables.has(after.folded, 'unit_word')) return undefined;
    return this.isAddition(after, next) ? after.end : end;
  }

  // "44 bis", "27 A": one capital, with nothing that makes it an initial.
  private isAddition(word: Token, i: number): boolean {
    const { tokens } = this.reading;
    if (['bis', 'hs', 'huis'].includes(word.folded)) return true;
    if (!word.capital || word.folded.length !== 1) return false;
    return !isSign(tokens[i + 1], '.') || i + 2 >= tokens.length;
  }

  // Past "nr.", "huisnummer", a comma.
  private pastNumberWord(from: number): number {
    let i = from;
    for (let k = 0; k < 3; k++) {
      const token = this.reading.tokens[i];
      if (!token) break;
      const skip =
        isSign(token, ',') || isSign(token, '.') || ['nr', 'nummer', 'huisnummer', 'huisnr', 'no'].includes(token.folded);
      if (!skip) break;
      i++;
    }
    return i;
  }

  private postcode(number: Token, i: number): void {
    const { tokens, tables } = this.reading;
    const letters = tokens[i + 1];
    if (sizeOf(number) !== 4 || number.folded.startsWith('0') || !letters) return;
    if (!isWord(letters) || sizeOf(letters) !== 2 || letters.folded.length !== 2 || letters.begin - number.end > 1) return;
    const before = tokens[i - 1];
    if (!number.spaced && before && before.kind !== 'sign') return;
    if (isSign(before, euro)) return;
    // Letters of another word: "1200 EU's", "2015 AB-test".
    const behind = tokens[i + 2];
    if (behind && !behind.spaced && isSign(behind, "'")) return;
    const said = standsBehind(this.reading, i, 'postcode_word', 3);
    const glued = letters.begin === number.end;
    const at = this.pastNumberWord(i + 2);
    let house = this.houseNumberEnd(at);
    if (house !== undefined && at === i + 2 && !tokens[at]?.spaced) house = undefined;
    const written = letters.allCapitals || glued || said;
    const inAddress = letters.allCapitals && (this.followsHouseNumber(i) || this.isPlace(i + 2));
    if (tables.has(letters.folded, 'never_postcode') && !said && !inAddress && !(glued && letters.allCapitals)) return;
    if (!written && house === undefined) return;
    if (house === undefined && !said && !inAddress && tables.has(letters.folded, 'no_postcode')) return;
    const year = number.folded >= '1900' && number.folded <= '2099';
    if (year && !written) return;
    this.add('postcode', number.begin, house ?? letters.end, house !== undefined || said);
  }

  // "Kerkstraat 12, 3814 WE", "12a 3814 WE".
  private followsHouseNumber(i: number): boolean {
    const { tokens } = this.reading;
    let at = i - 1;
    if (isSign(tokens[at], ',')) at--;
    const addition = tokens[at];
    if (isWord(addition) && sizeOf(addition) <= 3 && isNumber(tokens[at - 1])) at--;
    return isNumber(tokens[at]);
  }

  // Whether a postcode stands behind the byte `end`, after a comma or a space.
  private isPostcode(end: number): boolean {
    return /^,? [1-9]\d{3} ?[A-Z]{2}(?![A-Za-z0-9])/.test(this.reading.text.slice(end, end + 12));
  }

  private isPlace(i: number): boolean {
    const word = this.reading.tokens[i];
    return isWord(word) && word.capital && this.reading.tables.has(word.folded, 'place');
  }

  private address(number: Token, i: number): void {
    const { tokens } = this.reading;
    let at = i;
    if (isSign(tokens[at - 1], '.')) at--;
    if (['nr', 'nummer', 'huisnummer'].includes(tokens[at - 1]?.folded ?? '')) at--;
    if (at > 1 && at < i && isSign(tokens[at - 1], ',')) at--;
    if (at === 0 || (at === i && !number.spaced)) return;
    const last = at - 1;
    const street = tokens[last];
    if (!street || number.begin - street.end > 16) return;
    const end = this.houseNumberEnd(i);
    if (end === undefined || !isWord(street)) return;
    this.streetBefore(number, street, last, end, this.isPostcode(end));
  }

  // An address when the word before the number is a street by its ending, its first word or what is said of it.
  private streetBefore(number: Token, street: Token, last: number, end: number, beforePostcode: boolean): void {
    const { tokens, tables } = this.reading;
    let said = beforePostcode;
    for (let k = 1; k <= 5 && k <= last && !said; k++) {
      const before = tokens[last - k];
      if (!before || isSign(before, '\n')) break;
      said = tables.has(before.folded, 'address_word');
    }
    let ending = streetEnding(tables, street.folded);
    const before = tokens[last - 1];
    const several = isWord(before) && street.spaced && (before.capital || tables.has(before.folded, 'street_particle'));
    if (ending === Street.no && street.capital && several) ending = streetEnding(tables, `xx${street.folded}`);
    const begin = streetBegin(this.reading, last);
    for (let k = begin; k < last && ending !== Street.yes; k++) {
      const word = tokens[k];
      if (isWord(word)) ending = Math.max(ending, streetEnding(tables, word.folded));
    }
    const first = tokens[begin];
    if (!first) return;
    const leads = begin < last && first.capital && tables.has(first.folded, 'street_beginning');
    const year = sizeOf(number) === 4 && number.folded >= '1900' && number.folded < '2100';
    if (ending === Street.yes && !year) {
      this.add('address', first.begin, end, street.capital);
    } else if (street.capital && !year && (leads || said || (ending === Street.perhaps && !street.startsSentence))) {
      this.add('address', first.begin, end, false);
    }
  }
}

export const findPlaces = (reading: Reading): ByteFinding[] => new Places(reading).find();
