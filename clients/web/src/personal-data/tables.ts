// The tables of schema/personal_data, read from their text: what each word can mean to the search, and given names. The
// server is built with the same files. It knows words, not how they stand together.

export type GivenName = 'none' | 'plain' | 'word_when_small' | 'word';

export class Tables {
  private readonly lists = new Map<string, Set<string>>();
  private readonly names = new Map<string, GivenName>();
  /** Two words that begin the name of something that is named after a person. */
  constructor(words: string, givenNames: string) {
    let list = new Set<string>();
    for (const line of words.split('\n')) {
      if (line.startsWith('#')) continue;
      if (line.startsWith('[')) {
        list = new Set();
        this.lists.set(line.slice(1, line.indexOf(']')), list);
        continue;
      }
      for (const word of line.split(' ')) if (word) list.add(word);
    }
    for (const line of givenNames.split('\n')) {
      if (line.startsWith('#')) continue;
      for (const each of line.split(' ')) {
        if (!each) continue;
        const marked = each.endsWith('*') || each.endsWith('~');
        this.names.set(marked ? each.slice(0, -1) : each, each.endsWith('*') ? 'word' : marked ? 'word_when_small' : 'plain');
      }
    }
  }

  /** Whether the word, in folded letters, is in the list of that name. */
  has(folded: string, list: string): boolean {
    return this.words(list).has(folded);
  }

  /** Whether the word ends with one of the list and has `more` letters or more before it. */
  ends(folded: string, list: string, more = 1): boolean {
    const endings = this.words(list);
    for (let at = more; at < folded.length; at++) if (endings.has(folded.slice(at))) return true;
    return false;
  }

  words(list: string): ReadonlySet<string> {
    const found = this.lists.get(list);
    if (!found) throw new Error(`no list of words [${list}]`);
    return found;
  }

  givenName(folded: string): GivenName {
    return this.names.get(folded) ?? 'none';
  }
}
