// Finds the names of people in Dutch text by the words around them and by what is known of names. The twin of
// server/domain/personal_names.cc. It does not know who anybody is.
import { gap, isArticle, mostNameWords, NameShape, nothing } from './name-shape';
import type { ByteFinding, Reading } from './nearby';
import { isSign, isWord, type Token } from './text';

const mostParticles = 3;

function inAddresses(tokens: readonly Token[], data: readonly ByteFinding[]): boolean[] {
  const inside = new Array<boolean>(tokens.length).fill(false);
  let at = 0;
  for (const each of data) {
    if (each.kind !== 'address') continue;
    while ((tokens[at]?.begin ?? Infinity) < each.begin) at++;
    for (; (tokens[at]?.begin ?? Infinity) < each.end; at++) inside[at] = true;
  }
  return inside;
}

class NameFinder extends NameShape {
  private readonly taken: boolean[];
  private readonly known = new Set<string>();
  private readonly found: ByteFinding[] = [];

  constructor(
    reading: Reading,
    private readonly data: readonly ByteFinding[],
  ) {
    super(reading, inAddresses(reading.tokens, data));
    this.taken = new Array<boolean>(this.tokens.length).fill(false);
  }

  find(): ByteFinding[] {
    this.tokens.forEach((token, i) => {
      if (!isWord(token) || this.taken[i]) return;
      this.afterTitle(i);
      this.afterInitials(token, i);
      this.given(token, i);
      this.surname(token, i);
      this.afterPersonWord(i);
      if (!this.taken[i]) this.take(i, this.unknownPairEnd(i), false);
      if (!this.taken[i]) this.unknown(token, i);
    });
    for (const datum of this.data) this.beforeDatum(datum);
    this.tokens.forEach((token, i) => this.smallGiven(token, i));
    this.sameWordsAgain();
    return this.found.sort((a, b) => a.begin - b.begin);
  }

  private take(first: number, end: number, sure: boolean): boolean {
    const begin = this.tokens[first];
    const last = this.tokens[end - 1];
    if (end <= first || !begin || !last) return false;
    for (let i = first; i < end; i++) if (this.taken[i]) return false;
    this.taken.fill(true, first, end);
    if (this.namesSomethingElse(first, end)) return false;
    this.found.push({ kind: 'name', begin: begin.begin, end: last.end, sure });
    if (sure) for (const word of this.tokens.slice(first, end)) this.remember(word);
    return true;
  }

  private remember(word: Token): void {
    const { folded } = word;
    if (
      isWord(word) &&
      word.capital &&
      folded.length > 2 &&
      !this.tables.has(folded, 'particle') &&
      !this.tables.has(folded, 'common_surname') &&
      this.tables.givenName(folded) !== 'word'
    )
      this.known.add(folded);
  }

  // "mevrouw Jansen", "dhr. en mw. de Vries", "familie El Amrani", "mw. J. Jansen".
  private afterTitle(i: number): void {
    if (!this.is(i, 'title') && !this.is(i, 'short_title')) return;
    let at = i + 1;
    if (this.is(i, 'short_title') && this.sign(at, '.')) at++;
    if (this.sign(at, ':')) at++;
    // "mevrouw prof. dr. Koekkoek"
    for (let titles = 0; titles < 3 && this.is(at, 'short_title') && this.sign(at + 1, '.'); titles++) at += 2;
    if (gap(this.tokens[at - 1], this.tokens[at]) > 2) return;
    if (!isWord(this.tokens[at]) && !this.sign(at, "'")) return;
    const first = at;
    const initials = this.initialsEnd(at);
    at = initials || at;
    const end = this.surnameEnd(at);
    // "Mw. V.", "mevr. De V."
    const letter = initials || this.letterEnd(at);
    if (end !== nothing) this.take(first, end, true);
    else if (letter !== nothing) this.take(first, letter, true);
    else if (!this.smallName(first, true) && !this.nounAsName(i, first)) this.smallUnknown(i, first);
  }

  // "Meneer Post krijgt hulp", "Mw. Groot": behind such a word a noun has no capital.
  private nounAsName(title: number, first: number): boolean {
    const at = this.pastParticles(first);
    const word = this.tokens[at];
    if (!this.is(title, 'form_of_address') || !isWord(word) || !word.capital || word.allCapitals || word.mixed) return false;
    if (word.folded.length < 3 || this.beginsCompound(at)) return false;
    const known = this.is(at, 'surname') || this.is(at, 'common_surname');
    const acts = this.is(at + 1, 'person_verb') && !this.is(at, 'not_a_name');
    return (known || acts) && this.take(first, at + 1, false);
  }

  // A name written without capitals, known by its words.
  private smallName(from: number, afterTitle: boolean): boolean {
    let first = from;
    const at = this.pastParticles(first);
    const word = this.tokens[at];
    if (!isWord(word) || word.capital) return false;
    const particles = at > first;
    const known =
      this.is(at, 'surname') ||
      this.tables.givenName(word.folded) === 'plain' ||
      (afterTitle && !particles && this.isSmallName(at)) ||
      (afterTitle && this.is(at, 'common_surname') && particles);
    if (!known || this.is(at, 'first_word') || this.is(at, 'not_a_name')) return false;
    if (particles && !this.is(at, 'surname') && !this.is(at, 'common_surname')) first = at;
    return this.take(first, this.smallSurnameEnd(at + 1) || at + 1, false);
  }

  // "oma riet", "tante roos": behind a title no noun stands.
  private isSmallName(i: number): boolean {
    const other = ['person_verb', 'no_article', 'kin', 'person'].some((list) => this.is(i, list));
    return !other && this.tables.givenName(this.tokens[i]?.folded ?? '') === 'word_when_small';
  }

  // "Meneer bouchikhi heeft", "bij mw oudshoorn thuis": unknown and written small, where no other word can stand.
  private smallUnknown(title: number, first: number): void {
    const at = this.pastParticles(first);
    const word = this.tokens[at];
    if (!this.is(title, 'form_of_address') || !isWord(word) || word.capital || word.folded.length < 4) return;
    if (['first_word', 'person_verb', 'person', 'kin', 'not_a_name'].some((list) => this.is(at, list))) return;
    const opens = !!this.tokens[title]?.startsSentence || this.is(title - 1, 'before_person');
    if (opens && this.is(at + 1, 'person_verb')) this.take(first, at + 1, false);
  }

  // "J. Jansen", "A.B. van den Berg".
  private afterInitials(token: Token, i: number): void {
    if (this.taken[i] || (!token.spaced && !this.sign(i > 0 ? i - 1 : i, '('))) return;
    const end = this.initialsEnd(i);
    if (end === nothing || gap(this.tokens[end - 1], this.tokens[end]) > 2) return;
    let name = this.surnameEnd(end);
    // "R. Bloemendaal"
    if (name === nothing && this.is(end, 'place') && this.mayFollowName(end)) name = this.extended(end + 1);
    if (name === nothing) return;
    const one = end - i === 2;
    // "groep A. Kinderen ...", "vitamine D. Meneer ...", "A. Eerst dit": a list or a sentence's end.
    const begins = i === 0 || this.sign(i - 1, '\n');
    const known = this.is(name - 1, 'surname') || name > end + 1 || (begins && this.is(name, 'person_verb'));
    const listed =
      one &&
      (token.startsSentence ||
        (isWord(this.tokens[i - 1]) && !this.is(i - 1, 'person') && !this.is(i - 1, 'first_word')));
    if (listed && !known) return;
    this.take(i, name, !one);
  }

  // A given name, alone or with what follows.
  private given(word: Token, i: number): void {
    if (this.taken[i]) return;
    const kind = this.tables.givenName(word.folded);
    if (kind === 'none') {
      this.possessive(word, i);
      return;
    }
    if (!word.capital) {
      if (kind === 'plain') this.take(i, this.smallSurnameEnd(i + 1), false);
      return;
    }
    const end = this.extended(i + 1);
    if (this.beginsCompound(i) || (word.allCapitals && word.folded.length < 4 && end === i + 1)) return;
    const initials = this.initialsEnd(i + 1);
    if (initials && end === i + 1 && this.tokens[i + 1]?.spaced) {
      // "Sara B.", "Jan P. de Boer"
      const surname = this.surnameEnd(initials);
      const sameSentence = surname !== nothing && initials - i === 3 && !this.is(surname - 1, 'first_word');
      this.take(i, sameSentence ? surname : initials, true);
      return;
    }
    // "Jolanda de B."
    const letter = end === i + 1 && this.pastParticles(i + 1) > i + 1 ? this.letterEnd(i + 1) : nothing;
    if (letter !== nothing && kind !== 'word') {
      this.take(i, letter, true);
      return;
    }
    const full = end > i + 1;
    const next = this.tokens[i + 1];
    // "Wil Fatima komen": the first is a verb.
    const known = this.tables.givenName(next?.folded ?? '') === 'plain';
    const verb = kind === 'word' && word.startsSentence && end === i + 2 && (known || this.is(i, 'first_word'));
    // "Elke Nederlander": the first is no name at all.
    const plainWord = kind === 'word' && word.startsSentence && full && this.is(i, 'first_word') && !this.mayBeName(i + 1);
    if (verb && !known && this.isUnknown(i + 1)) this.take(i + 1, end, false);
    if (verb || plainWord) return;
    if (full) {
      this.take(i, end, true);
      return;
    }
    const small = this.smallSurnameEnd(i + 1);
    if (small !== nothing && kind !== 'word') {
      this.take(i, small, false);
      return;
    }
    if (kind === 'word' && !this.wordIsNameHere(word, i)) return;
    if (this.isMonthShortened(word, i)) return;
    const before = this.tokens[i - 1];
    if (isWord(before) && word.spaced && isArticle(before)) return;
    this.take(i, i + 1, false);
  }

  // "fatima belt elke dag": a name that is no other word, standing by itself.
  private smallGiven(word: Token, i: number): void {
    const [before, next] = [this.tokens[i - 1], this.tokens[i + 1]];
    if (!isWord(word) || this.taken[i] || word.capital || this.tables.givenName(word.folded) !== 'plain') return;
    if (word.folded.length < 3 || ['first_word', 'not_a_name', 'place', 'person', 'institution'].some((list) => this.is(i, list))) return;
    if (before?.kind === 'number' || (isWord(before) && (isArticle(before) || !word.spaced))) return;
    const glued = (sign: Token | undefined) => sign?.kind === 'sign' && ['@', '.', '-', '_', '/', '#'].includes(sign.folded);
    if (before && !word.spaced && glued(before)) return;
    if (next && !next.spaced && glued(next) && this.tokens[i + 2] && !this.tokens[i + 2]?.spaced) return;
    let end = i + 1;
    while (this.followsClosely(end) && !this.tokens[end]?.capital && this.tables.givenName(this.tokens[end]?.folded ?? '') === 'plain') end++;
    this.take(i, end, false);
  }

  // "Jan. en feb. zijn betaald"
  private isMonthShortened(word: Token, i: number): boolean {
    const next = this.tokens[i + 2];
    return word.startsSentence && this.is(i, 'short_month') && this.sign(i + 1, '.') && isWord(next) && !next.capital;
  }

  // A capital in no list that what stands around it makes a name: an age behind it, a greeting or "de moeder van" before.
  private unknown(word: Token, i: number): void {
    const before = this.tokens[i - 1];
    if (isWord(before) && !word.spaced) return;
    if (this.isParticleWithSurname(word, i)) {
      this.take(i, this.surnameEnd(i), false);
      return;
    }
    if (!this.isUnknown(i)) return;
    const end = this.extended(i + 1);
    const plural = this.tables.ends(word.folded, 'role_ending') || this.is(i, 'common_surname');
    if (this.ageBehind(end) && !(word.startsSentence && plural)) {
      this.take(i, end, false);
      return;
    }
    if (word.startsSentence || !before) return;
    const greeted = this.is(i - 1, 'greeting') && (before.startsSentence || this.is(i - 2, 'greeting') || this.is(i - 2, 'first_word'));
    const ofKin = before.folded === 'van' && (this.is(i - 2, 'kin') || this.is(i - 2, 'person'));
    const itsKin = end === i + 1 && ['haar', 'zijn', 'hun'].includes(this.tokens[end]?.folded ?? '') && this.is(end + 1, 'kin');
    const signed = isSign(before, ',') && this.is(i - 2, 'greeting') && (end === this.tokens.length || this.sign(end, '\n'));
    const common = this.is(i, 'common_surname') && isWord(before) && !before.capital && this.wordIsNameHere(word, i);
    if (greeted || ofKin || itsKin || signed || common) this.take(i, end, false);
  }

  // "bij De Boer": a particle with a capital inside a sentence.
  private isParticleWithSurname(word: Token, i: number): boolean {
    if (!word.capital || word.allCapitals || word.startsSentence || !this.is(i, 'particle') || word.folded === 'het') return false;
    const before = this.tokens[i - 1];
    if (isWord(before) && ((before.capital && !before.startsSentence) || this.tables.ends(before.folded, 'institution_ending', 0))) return false;
    const at = this.pastParticles(i);
    return this.tokens[at]?.capital === true && (this.is(at, 'surname') || this.is(at, 'common_surname'));
  }

  // Whether a word that is as often something else is a name: a capital inside a sentence, and not a place behind "in"
  // or "naar".
  private wordIsNameHere(word: Token, i: number): boolean {
    const before = this.tokens[i > 0 ? i - 1 : i];
    if (i > 0 && (this.is(i - 1, 'person') || this.is(i - 1, 'title'))) return true;
    if (this.is(i, 'first_word')) return false;
    // "Nel en Cor"
    const other = this.tokens[i + 2];
    if (
      other?.capital &&
      this.tokens[i + 1]?.folded === 'en' &&
      this.tables.givenName(other.folded) !== 'none' &&
      !this.is(i + 2, 'first_word')
    )
      return true;
    if (this.ageBehind(i + 1)) return true;
    if (this.is(i, 'month') || this.is(i, 'place')) return false;
    // "Mees eet niet": where a noun would have an article.
    if (word.startsSentence && !word.allCapitals && this.is(i + 1, 'person_verb')) return !this.is(i, 'no_article');
    if (word.startsSentence || word.allCapitals || !before) return false;
    if (!isWord(before)) return isSign(before, ',') || isSign(before, '(');
    return (
      !isArticle(before) &&
      !['in', 'naar', 'uit', 'te', 'op'].includes(before.folded) &&
      (!before.capital || before.startsSentence)
    );
  }

  // "Karins moeder", "Peters school".
  private possessive(word: Token, i: number): void {
    if (!word.capital || word.folded.length < 4 || !word.folded.endsWith('s') || !this.is(i + 1, 'kin')) return;
    const kind = this.tables.givenName(word.folded.slice(0, -1));
    if (kind === 'none' || kind === 'word' || this.is(i, 'not_a_name') || this.is(i, 'first_word')) return;
    this.take(i, i + 1, false);
  }

  // "Jansen belt", "Wronka de Vries": a surname that is hardly anything else.
  private surname(word: Token, i: number): void {
    if (this.taken[i] || !this.is(i, 'surname')) return;
    if (!word.capital || this.is(i, 'not_a_name') || this.beginsCompound(i) || this.endsCompound(i)) return;
    let first = i;
    while (first > 0 && this.is(first - 1, 'particle') && !this.taken[first - 1] && i - first < mostParticles) first--;
    // "De" at the beginning belongs to it as well; an unknown given name before it.
    const full =
      first > 0 &&
      this.mayBeName(first - 1) &&
      !this.taken[first - 1] &&
      !!this.tokens[first]?.spaced &&
      gap(this.tokens[first - 1], this.tokens[first]) <= 2 &&
      !this.is(first - 1, 'title') &&
      !this.is(first - 1, 'short_title');
    if (full) first--;
    const initials = this.sign(i + 1, ',') ? this.initialsEnd(i + 2) : nothing;
    if (initials !== nothing) this.take(first, initials, true);
    else this.take(first, this.extended(i + 1), full);
  }

  // "hij heet Zbyszek", "cliënt: Wronkowalski", "buurvrouw Teun".
  private afterPersonWord(i: number): void {
    const subject = this.is(i, 'subject');
    if (!this.is(i, 'person') && !subject) return;
    let at = i + 1;
    if (this.is(i, 'naming_word') && ['is', 'hij', 'zij'].includes(this.tokens[at]?.folded ?? '')) at++;
    // "zijn moeder, Fatima": only what is in the table; "naam: Xyz" whatever it is.
    if (this.sign(at, ',') || this.sign(at, '-')) return;
    if (this.sign(at, ':') || this.sign(at, '(')) at++;
    const name = this.tokens[at];
    if (!name || this.taken[at] || gap(this.tokens[at - 1], name) > 2) return;
    if (!name.capital) {
      if (!subject) this.smallName(at, false);
      return;
    }
    if (name.allCapitals || (name.startsSentence && !this.sign(at - 1, ':'))) return;
    const end = this.mayBeName(at) ? this.extended(at + 1) : this.is(at, 'particle') ? this.surnameEnd(at) : nothing;
    if (end === nothing) return;
    if ((subject || this.sign(at - 1, '(')) && end === at + 1) return;
    this.take(at, end, end > at + 1);
  }

  // "(Zbyszek Wronkowalski, 21-11-1984)", "Xyz Abc, 06-…": two capitals right before a datum.
  private beforeDatum(datum: ByteFinding): void {
    const { tokens } = this;
    let at = this.firstFrom(datum.begin);
    const inDigits = at + 1 < tokens.length && !isWord(tokens[at + 1]);
    let inBrackets = false;
    for (let skipped = 0; at > 0 && skipped < 6; skipped++) {
      const before = tokens[at - 1];
      if (!before) break;
      if (isSign(before, '(')) inBrackets = true;
      const sign = before.kind === 'sign' && [',', '(', ':', '.', '-', '+'].includes(before.folded);
      if (!sign && !this.tables.has(before.folded, 'datum_word')) break;
      at--;
    }
    if (at === 0 || this.taken[at - 1]) return;
    const end = at;
    let first = end;
    while (
      first > 0 &&
      end - first < mostNameWords &&
      !this.taken[first - 1] &&
      (this.mayBeName(first - 1) || (first < end && this.is(first - 1, 'particle'))) &&
      (first === end || gap(tokens[first - 1], tokens[first]) <= 1)
    )
      first--;
    while (first < end && this.is(first, 'particle')) first++;
    if (end - first < 2) {
      this.smallPair(end);
      return;
    }
    const uncertain = !datum.sure && datum.kind === 'date_of_birth';
    if (uncertain && !inDigits) return;
    if (uncertain && !inBrackets && !this.sign(first > 0 ? first - 1 : first, '(')) return;
    this.take(first, end, datum.kind !== 'address' && datum.kind !== 'postcode');
  }

  // The first token that begins at this byte or behind it.
  private firstFrom(begin: number): number {
    let low = 0;
    let high = this.tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tokens[middle]?.begin ?? 0) < begin) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // "jan kwakkelsteen geb 3-4-1950"
  private smallPair(end: number): void {
    if (end < 2 || this.taken[end - 1] || this.taken[end - 2]) return;
    const word = this.tokens[end - 1];
    if (!isWord(word) || word.capital || this.is(end - 1, 'first_word') || this.is(end - 1, 'person')) return;
    let first = end - 1;
    while (first > 0 && this.is(first - 1, 'particle')) first--;
    if (first === 0 || this.tables.givenName(this.tokens[first - 1]?.folded ?? '') !== 'plain') return;
    this.take(first - 1, end, false);
  }

  // What was surely a name is one everywhere in the text.
  private sameWordsAgain(): void {
    this.tokens.forEach((word, i) => {
      if (this.taken[i] || !isWord(word) || !word.capital || this.beginsCompound(i)) return;
      const { folded } = word;
      const known = this.known.has(folded) || (folded.length > 3 && folded.endsWith('s') && this.known.has(folded.slice(0, -1)));
      if (known && !this.is(i, 'not_a_name') && !this.is(i, 'first_word')) this.take(i, i + 1, false);
    });
  }
}

/** Names, in order of place, never overlapping. `data` are the findings that a name may stand beside. */
export const findNames = (reading: Reading, data: readonly ByteFinding[]): ByteFinding[] => new NameFinder(reading, data).find();
