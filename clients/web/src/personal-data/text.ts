// Text as the search for personal data sees it: words, numbers and single signs with their places, folded to small
// letters without accents. The twin of server/domain/personal_text.cc: places are bytes of UTF-8, and strings hold one
// byte a character, so that lengths mean the same in both. It judges nothing.

export type TokenKind = 'word' | 'number' | 'sign';

export interface Token {
  kind: TokenKind;
  /** Bytes of the text. */
  begin: number;
  end: number;
  /** The word in small letters without accents; a number's digits; the sign itself. */
  folded: string;
  /** A word that begins with a capital; that has two letters or more, all capitals. */
  capital: boolean;
  allCapitals: boolean;
  /** A capital behind a small letter ("ForFact"). */
  mixed: boolean;
  /** White space stands before it, or it is the first. */
  spaced: boolean;
  /** A sentence, line or quotation begins with it. */
  startsSentence: boolean;
}

export const sizeOf = (token: Token): number => token.end - token.begin;
export const isWord = (token: Token | undefined): token is Token => token?.kind === 'word';
export const isNumber = (token: Token | undefined): token is Token => token?.kind === 'number';
export const isSign = (token: Token | undefined, sign: string): boolean => token?.kind === 'sign' && token.folded === sign;

/** The euro sign as the bytes it is. */
export const euro = '\xe2\x82\xac';

/** One character for each byte. */
export const bytesOf = (text: string): string => {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
};

export const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9';
export const isAsciiLetter = (c: string | undefined): boolean =>
  c !== undefined && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));

interface Letter {
  point: number;
  bytes: number;
}

function letterAt(text: string, at: number): Letter {
  const first = text.charCodeAt(at);
  if (first < 0x80) return { point: first, bytes: 1 };
  const bytes = first >> 5 === 0x6 ? 2 : first >> 4 === 0xe ? 3 : 4;
  let point = first & (0xff >> (bytes + 1));
  for (let i = 1; i < bytes; i++) point = (point << 6) | (text.charCodeAt(at + i) & 0x3f);
  return { point, bytes };
}

// U+00C0 to U+017F without accents, '?' where there is no such letter.
const latin =
  'aaaaaa?ceeeeiiiidnooooo?ouuuuyt?aaaaaa?ceeeeiiiidnooooo?ouuuuyty' +
  'aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll' +
  'lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs';

const isCombining = (c: number): boolean => c >= 0x300 && c <= 0x36f;

function isLetter(c: number): boolean {
  if (c < 0x80) return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a);
  if (c < 0xc0) return c === 0xaa || c === 0xba;
  if (c === 0xd7 || c === 0xf7) return false;
  if (c < 0x2000) return true;
  if (c < 0x2c00) return false;
  if (c >= 0x3000 && c < 0x3040) return false;
  if (c >= 0xfe00 && c < 0xfe70) return false;
  return c < 0xfff0;
}

function isCapital(c: number): boolean {
  if (c < 0x80) return c >= 0x41 && c <= 0x5a;
  if (c >= 0xc0 && c <= 0xde) return c !== 0xd7;
  if (c >= 0x100 && c <= 0x137) return c % 2 === 0;
  if (c >= 0x139 && c <= 0x148) return c % 2 === 1;
  if (c >= 0x14a && c <= 0x177) return c % 2 === 0;
  if (c >= 0x178 && c <= 0x17e) return c === 0x178 || c % 2 === 1;
  if (c >= 0x218 && c <= 0x21b) return c % 2 === 0;
  if (c >= 0x1ea0 && c <= 0x1ef9) return c % 2 === 0;
  if (c >= 0x391 && c <= 0x3a9) return true;
  return c >= 0x400 && c <= 0x42f;
}

// Vietnamese, U+1EA0 to U+1EF9: each vowel's capitals and small letters in turn, up to its last.
const vietnamese: readonly [number, string][] = [
  [0x1eb7, 'a'],
  [0x1ec7, 'e'],
  [0x1ecb, 'i'],
  [0x1ee3, 'o'],
  [0x1ef1, 'u'],
  [0x1ef9, 'y'],
];

const isSpace = (c: number): boolean =>
  c === 0x20 || c === 0x9 || c === 0xd || c === 0xa0 || (c >= 0x2000 && c <= 0x200b) || c === 0x202f || c === 0xfeff;
const isApostrophe = (c: number): boolean => c === 0x27 || c === 0x2018 || c === 0x2019 || c === 0x2bc;
const isDash = (c: number): boolean => c === 0x2d || (c >= 0x2010 && c <= 0x2015);

function folded(c: number, bytes: string): string {
  if (c < 0x80) return c >= 0x41 && c <= 0x5a ? String.fromCharCode(c + 32) : bytes;
  if (c === 0xc6 || c === 0xe6) return 'ae';
  if (c === 0xdf) return 'ss';
  if (c === 0x132 || c === 0x133) return 'ij';
  if (c === 0x152 || c === 0x153) return 'oe';
  if (c >= 0xc0 && c < 0x180 && latin[c - 0xc0] !== '?') return latin[c - 0xc0] ?? '';
  if (c >= 0x1ea0 && c <= 0x1ef9) return vietnamese.find(([last]) => c <= last)?.[1] ?? bytes;
  if (c === 0x1a0 || c === 0x1a1) return 'o';
  if (c === 0x1af || c === 0x1b0) return 'u';
  if (c === 0x218 || c === 0x219) return 's';
  if (c === 0x21a || c === 0x21b) return 't';
  return isCombining(c) ? '' : bytes;
}

/** Small letters without accents, of Latin letters; other letters stay as they are. */
export function foldedLetters(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const letter = letterAt(text, at);
    result += folded(letter.point, text.slice(at, at + letter.bytes));
    at += letter.bytes;
  }
  return result;
}

// A full stop, a question mark, a colon, a line's end, a bullet: what comes next begins a sentence.
const sentenceEnds = new Set([0x2e, 0x3f, 0x21, 0x3a, 0xa, 0x2a, 0x2022, 0x2026]);
const phraseSigns = new Set([0x2c, 0x3b, 0x29, 0x2f]);

class Cutter {
  private readonly tokens: Token[] = [];
  private at = 0;
  private spaced = false;
  private startsSentence = true;

  constructor(private readonly text: string) {}

  cut(): Token[] {
    while (this.at < this.text.length) {
      const letter = letterAt(this.text, this.at);
      if (isSpace(letter.point)) {
        this.spaced = true;
        this.at += letter.bytes;
      } else if (isLetter(letter.point)) {
        this.takeWord();
      } else if (isDigit(this.text[this.at])) {
        this.takeNumber();
      } else {
        this.takeSign(letter);
      }
    }
    return this.tokens;
  }

  private start(kind: TokenKind): Token {
    const token: Token = {
      kind,
      begin: this.at,
      end: this.at,
      folded: '',
      capital: false,
      allCapitals: false,
      mixed: false,
      spaced: this.spaced || this.tokens.length === 0,
      startsSentence: this.startsSentence,
    };
    this.tokens.push(token);
    this.spaced = false;
    return token;
  }

  private takeWord(): void {
    const token = this.start('word');
    let letters = 0;
    let capitals = 0;
    let mixed = false;
    let smallBefore = false;
    while (this.at < this.text.length) {
      const letter = letterAt(this.text, this.at);
      const next = this.at + letter.bytes;
      const joins =
        isApostrophe(letter.point) &&
        letters > 0 &&
        letters < 3 &&
        next < this.text.length &&
        isCapital(letterAt(this.text, next).point);
      if (!joins && !isLetter(letter.point)) break;
      if (!joins && !isCombining(letter.point)) {
        const capital = isCapital(letter.point);
        if (letters === 0) token.capital = capital;
        mixed ||= capital && smallBefore && letters > 3;
        smallBefore = !capital;
        letters++;
        if (capital) capitals++;
      }
      if (!joins) token.folded += folded(letter.point, this.text.slice(this.at, next));
      this.at = next;
    }
    token.end = this.at;
    token.allCapitals = letters > 1 && capitals === letters;
    token.mixed = mixed && !token.allCapitals;
    this.startsSentence = false;
  }

  private takeNumber(): void {
    const token = this.start('number');
    while (isDigit(this.text[this.at])) this.at++;
    token.end = this.at;
    token.folded = this.text.slice(token.begin, token.end);
    this.startsSentence = false;
  }

  private takeSign({ point, bytes }: Letter): void {
    const token = this.start('sign');
    this.at += bytes;
    token.end = this.at;
    token.folded = isDash(point) ? '-' : isApostrophe(point) ? "'" : this.text.slice(token.begin, token.end);
    if (sentenceEnds.has(point)) {
      this.startsSentence = true;
    } else if (phraseSigns.has(point) || isDash(point)) {
      // A list mark at the beginning of a line leaves the next word its first.
      this.startsSentence = isDash(point) && token.startsSentence;
    }
  }
}

/** The tokens of bytes; see personal_text.h. */
export const tokensOf = (bytes: string): Token[] => new Cutter(bytes).cut();
