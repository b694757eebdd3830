// How names look in Dutch text: initials, particles, surnames, and what stands around them that makes them the name of
// a school or an illness. The twin of server/domain/personal_name_shape.cc. It decides nothing about where a name begins.
import type { Reading } from './nearby';
import type { Tables } from './tables';
import { isSign, isWord, type Token } from './text';

const mostParticles = 3;
const mostInitials = 6;
export const mostNameWords = 4;

/** No end: an end is the index behind the last token. */
export const nothing = 0;

export const isArticle = (word: Token): boolean => ['de', 'het', 'een', 'den'].includes(word.folded);

/** How far apart two tokens lie, in bytes; far when one is missing. */
export const gap = (before: Token | undefined, after: Token | undefined): number =>
  before && after ? after.begin - before.end : Number.MAX_SAFE_INTEGER;

// "Rode", "Sociale", "Zorgboerderij", "Residentie": not how given names end.
function endsAsNoGivenName(tables: Tables, folded: string): boolean {
  const givenE = folded.length > 2 && ['je', 'ke', 'ne'].includes(folded.slice(-2));
  return (
    (folded.endsWith('e') && !givenE) ||
    tables.has(folded, 'no_given_name_ending') ||
    tables.ends(folded, 'no_given_name_ending')
  );
}

/** Questions about the tokens of one text. Indices past the end are allowed. */
export class NameShape {
  protected readonly tokens: readonly Token[];
  protected readonly tables: Tables;

  /** `inAddresses`: by token, whether it is part of an address, where no name goes on. */
  constructor(
    { tokens, tables }: Reading,
    private readonly inAddresses: readonly boolean[],
  ) {
    this.tokens = tokens;
    this.tables = tables;
  }

  is(i: number, list: string): boolean {
    const token = this.tokens[i];
    return isWord(token) && this.tables.has(token.folded, list);
  }

  sign(i: number, sign: string): boolean {
    return isSign(this.tokens[i], sign);
  }

  /** A word right behind the token before it. */
  followsClosely(i: number): boolean {
    return i > 0 && isWord(this.tokens[i]) && gap(this.tokens[i - 1], this.tokens[i]) <= 2;
  }

  /** "Down-syndroom", "Jip-achtig": the beginning of another word. */
  beginsCompound(i: number): boolean {
    const dash = this.tokens[i + 1];
    const next = this.tokens[i + 2];
    return (
      isSign(dash, '-') && !dash?.spaced && isWord(next) && !next.spaced && !next.capital && !this.is(i + 2, 'particle')
    );
  }

  /** The end of another word: "ex-Jan" is a person, "Wmo-Jan" is not; "3-Jan" neither. */
  endsCompound(i: number): boolean {
    const dash = this.tokens[i - 1];
    return (
      i > 1 &&
      !this.tokens[i]?.spaced &&
      isSign(dash, '-') &&
      !dash?.spaced &&
      !this.tables.has(this.tokens[i - 2]?.folded ?? '', 'person')
    );
  }

  /** A capital that may be part of a surname: no law, no place, no first word. */
  mayBeName(i: number): boolean {
    return this.mayBeSurname(i) && !this.is(i, 'town');
  }

  /** The same behind a title or a particle, where "Doorn" is a surname. */
  mayBeSurname(i: number): boolean {
    return this.mayFollowName(i) && !this.is(i, 'place') && !this.is(i, 'first_word');
  }

  /** The same behind a name, where "Veenendaal" and "ter Haar" are surnames. */
  mayFollowName(i: number): boolean {
    const word = this.tokens[i];
    if (!isWord(word) || !word.capital || word.folded.length < 2 || word.mixed || this.inAddresses[i]) return false;
    if (
      word.allCapitals &&
      word.folded.length <= 4 &&
      this.tables.givenName(word.folded) === 'none' &&
      !this.is(i, 'surname') &&
      !this.is(i, 'common_surname')
    )
      return false;
    return (
      !this.is(i, 'not_a_name') &&
      !this.tables.ends(word.folded, 'institution_ending') &&
      !this.is(i, 'institution') &&
      !this.beginsCompound(i)
    );
  }

  /** Past particles from `i`: "van der", "El", "'t", "in den". */
  pastParticles(i: number): number {
    const { tokens } = this;
    let at = i;
    for (let count = 0; count < mostParticles && at < tokens.length; count++) {
      if (this.is(at, 'bound_particle') && this.is(at + 1, 'particle')) {
        if (!['de', 'den', 'der', 't', 'het'].includes(tokens[at + 1]?.folded ?? '')) break;
        at++;
        continue;
      }
      if (this.is(at, 'bound_particle') && this.sign(at + 1, "'")) at++;
      if (this.sign(at, "'") && tokens[at + 1]?.folded === 't') {
        at += 2;
        continue;
      }
      const short = this.shortParticleEnd(at);
      if (short !== nothing) {
        at = short;
        continue;
      }
      if (!this.is(at, 'particle')) break;
      at++;
      // "Al-Hassan"
      const next = tokens[at + 1];
      if (this.sign(at, '-') && !tokens[at]?.spaced && next && !next.spaced && next.capital) at++;
    }
    return at;
  }

  /** The end of "v.d.", "v.d" or "v/d" at `i`, or `nothing`; not of the initials "V.D.". */
  private shortParticleEnd(i: number): number {
    const second = this.tokens[i + 2];
    if (this.tokens[i]?.folded !== 'v' || second?.folded !== 'd') return nothing;
    if (this.sign(i + 1, '/')) return i + 3;
    if (!this.sign(i + 1, '.') || second.capital) return nothing;
    return this.sign(i + 3, '.') ? i + 4 : i + 3;
  }

  /** The end of a surname with its particles that begins at `i`, or `nothing`. */
  surnameEnd(i: number): number {
    const at = this.pastParticles(i);
    // "van den Laan"
    const behindParticle = at > i && this.is(at, 'institution') && !!this.tokens[at]?.capital && !this.inAddresses[at];
    if (!behindParticle && !this.mayBeSurname(at)) return nothing;
    if (at > i && gap(this.tokens[at - 1], this.tokens[at]) > 2) return nothing;
    return this.extended(at + 1);
  }

  /** Past what still belongs to the name that ends before `from`: "-de Vries", a second capital. */
  extended(from: number): number {
    const { tokens } = this;
    let at = from;
    for (let count = 1; count < mostNameWords; count++) {
      const after = tokens[at + 1];
      if (this.sign(at, '-') && !tokens[at]?.spaced && after && !after.spaced) {
        const joined = this.pastParticles(at + 1);
        if (!this.mayFollowName(joined)) break;
        at = joined + 1;
        continue;
      }
      if (!this.followsClosely(at) || !tokens[at]?.spaced) break;
      const next = this.pastParticles(at);
      if (tokens[next]?.startsSentence || !this.mayFollowName(next)) break;
      if (this.is(next, 'first_word') && next === at) break;
      if (next > at && (gap(tokens[next - 1], tokens[next]) > 2 || this.isPlaceBehind(at, next))) break;
      at = next + 1;
    }
    return at;
  }

  private isPlaceBehind(particle: number, next: number): boolean {
    const word = this.tokens[particle];
    return this.is(next, 'place') && next === particle + 1 && word?.folded === 'van' && !word.capital;
  }

  /** The end of "J.", "J.P.", "Th. A." at `i`, or `nothing`. */
  initialsEnd(i: number): number {
    let at = i;
    for (let count = 0; count < mostInitials; count++) {
      const letter = this.tokens[at];
      const initial =
        isWord(letter) && letter.capital && (letter.folded.length === 1 || this.tables.has(letter.folded, 'long_initial'));
      if (!initial || !this.sign(at + 1, '.') || this.tokens[at + 1]?.spaced) break;
      if (this.shortParticleEnd(at) !== nothing) break;
      at += 2;
    }
    return at > i ? at : nothing;
  }

  /** The end of "V.", "de V.", "van der B." at `i`: a surname of which one letter is given; or `nothing`. */
  letterEnd(i: number): number {
    const at = this.pastParticles(i);
    const letter = this.tokens[at];
    const one = isWord(letter) && letter.capital && letter.folded.length === 1;
    if (!one || !this.sign(at + 1, '.') || this.tokens[at + 1]?.spaced) return nothing;
    return at > i && gap(this.tokens[at - 1], letter) > 2 ? nothing : at + 2;
  }

  /** Whether an age stands behind a name: "(22)", "(22 jaar", ", 22 jaar", ": 22 jaar". */
  ageBehind(end: number): boolean {
    const [sign, age, next] = [this.tokens[end], this.tokens[end + 1], this.tokens[end + 2]];
    if (age?.kind !== 'number' || age.folded.length > 2 || !next) return false;
    const years = isWord(next) && ['jaar', 'jr', 'jarige', 'j'].includes(next.folded);
    return (isSign(sign, '(') && (years || isSign(next, ')') || isSign(next, ','))) || (years && (isSign(sign, ',') || isSign(sign, ':')));
  }

  /** A capital that is in no list: what it is must be seen from what stands around it. */
  isUnknown(i: number): boolean {
    const word = this.tokens[i];
    if (!this.mayBeName(i) || !word || word.allCapitals) return false;
    return !['person', 'title', 'subject', 'kin', 'person_verb', 'greeting', 'no_article'].some((list) => this.is(i, list));
  }

  /** Past a known surname in small letters at `at`, particles before it. */
  smallSurnameEnd(at: number): number {
    const next = this.pastParticles(at);
    const word = this.tokens[next];
    if (!this.followsClosely(at) || !word || word.capital) return nothing;
    const known = this.is(next, 'surname') || (next > at && this.is(next, 'common_surname'));
    return known ? next + 1 : nothing;
  }

  /** Two capitals of which the second ends as surnames do and the first is no adjective or institution. */
  unknownPairEnd(i: number): number {
    const word = this.tokens[i];
    const before = this.tokens[i - 1];
    if (!word || !before || !this.mayBeName(i) || word.allCapitals || word.startsSentence) return nothing;
    if (word.folded.length < 3 || endsAsNoGivenName(this.tables, word.folded)) return nothing;
    if (isArticle(before) || before.capital || this.is(i - 1, 'before_institution')) return nothing;
    if (isWord(before) && before.spaced && !word.spaced) return nothing;
    const at = this.pastParticles(i + 1);
    const surname = this.tokens[at];
    const joined =
      this.followsClosely(i + 1) &&
      this.mayBeName(at) &&
      surname !== undefined &&
      !surname.startsSentence &&
      surname.spaced &&
      this.tables.ends(surname.folded, 'surname_ending');
    return joined ? this.extended(at + 1) : nothing;
  }

  /** Whether what stands around [first, end) makes it the name of something else. */
  namesSomethingElse(first: number, end: number): boolean {
    const { tokens, tables } = this;
    let before = first;
    while (before > 0 && (this.sign(before - 1, '.') || this.sign(before - 1, '"'))) before--;
    if (this.is(before - 1, 'before_institution')) return true;
    const preposition = tokens[first - 1];
    if (
      first > 1 &&
      isWord(preposition) &&
      ['van', 'volgens'].includes(preposition.folded) &&
      this.is(first - 2, 'of_something')
    )
      return true;
    if (end - first === 1 && this.endsCompound(first)) return true;
    const after = tokens[end];
    if (
      isWord(after) &&
      gap(tokens[end - 1], after) <= 1 &&
      (this.is(end, 'institution') || tables.ends(after.folded, 'institution_ending'))
    )
      return true;
    // "het Johan de Witt": an article before a name in full makes it a building.
    if (end - first > 1 && preposition && isArticle(preposition)) return true;
    if (this.endsInInstitution(end)) return true;
    const second = tokens[first + 1];
    return !!second && tables.has(`${tokens[first]?.folded ?? ''}_${second.folded}`, 'known_name');
  }

  private endsInInstitution(end: number): boolean {
    const next = this.pastParticles(end);
    const word = this.tokens[next];
    return next > end && !!word?.capital && !this.inAddresses[next] && this.tables.ends(word.folded, 'institution_ending');
  }
}
