// The stem of a word is found in three steps: a table of exceptions, then rules that bring plurals
// and inflected adjectives back to a form that is in the word list (the published stemmer parts
// "schulden" from "schuld" and "probleem" from "problemen"), then the Kraaij-Pohlmann stemmer.
// What was worked out for a word is remembered for all threads, within a limit.
#include "search/dutch.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "search/words.h"

namespace expertise::search {
namespace {

constexpr std::size_t min_part = 4;
constexpr std::size_t max_compound = 40;
constexpr std::size_t max_remembered = 50'000;
constexpr int max_parts = 4;

// What may join two parts: verslaving-s-zorg, vrouw-en-opvang, gedachte-n-goed. A single e is left
// out; it joins few compounds and splits many words that are none.
constexpr std::array<std::string_view, 4> links{"", "s", "en", "n"};

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

std::unordered_set<std::string> word_set(Lexicon lexicon) {
  std::unordered_set<std::string> result;
  each_line(lexicon_text(lexicon), [&](std::string_view line) {
    for (const Token& token : tokens(line)) result.insert(token.folded);
  });
  return result;
}

const std::unordered_map<std::string, std::string>& stem_exceptions() {
  static const auto table = [] {
    std::unordered_map<std::string, std::string> result;
    each_line(lexicon_text(Lexicon::stem_exceptions), [&](std::string_view line) {
      const std::size_t space = line.find(' ');
      result.emplace(line.substr(0, space), line.substr(space + 1));
    });
    return result;
  }();
  return table;
}

bool is_plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// huren -> huur, problemen -> probleem, brieven -> brief: a long vowel is written once in an open
// syllable. `open` is the word without its ending -en or -e.
std::string closed_syllable(std::string_view open) {
  const std::size_t n = open.size();
  if (n < 3 || is_vowel(open[n - 1]) || !is_vowel(open[n - 2]) || open[n - 2] == 'i') return {};
  // Two vowels before the consonant are one long sound, but for "ritu-elen" and "soci-alen".
  const bool apart = (open[n - 3] == 'i' || open[n - 3] == 'u') && open[n - 2] != 'u';
  if (is_vowel(open[n - 3]) && !apart) return {};
  std::string result(open.substr(0, n - 1));
  result += open[n - 2];
  const char last = open[n - 1];
  result += last == 'v' ? 'f' : last == 'z' ? 's' : last;
  return result;
}

// zwakke -> zwak, gezinnen -> gezin.
std::string single_consonant(std::string_view open) {
  const std::size_t n = open.size();
  if (n < 4 || open[n - 1] != open[n - 2] || is_vowel(open[n - 1])) return {};
  return std::string(open.substr(0, n - 1));
}

// brieven -> brief, reizen -> reis, after a vowel written with two letters or a consonant.
std::string unvoiced(std::string_view open) {
  if (open.empty() || (open.back() != 'v' && open.back() != 'z')) return {};
  std::string result(open);
  result.back() = open.back() == 'v' ? 'f' : 's';
  return result;
}

// The word of the list that `open` (a word without -en or -e) is a form of, or nothing.
std::string base_of(std::string_view open) {
  if (open.size() < 3 || is_vowel(open.back())) return {};
  for (std::string candidate : {single_consonant(open), closed_syllable(open), unvoiced(open)}) {
    if (candidate.size() >= 3 && is_word(candidate)) return candidate;
  }
  if (is_word(open)) return std::string(open);
  return {};
}

// True for words that end in an s of their own: advies (adviezen), les (lessen), mens (mensen).
bool owns_its_s(std::string_view word) {
  std::string with_z(word.substr(0, word.size() - 1));
  with_z += "zen";
  return is_word(with_z) || is_word(std::string(word) + "en") || is_word(std::string(word) + "sen");
}

// True when a word with -en, spelled as Dutch does, is in the list: betaal (betalen), leef (leven),
// zeg (zeggen), weiger (weigeren).
bool has_form_on_en(std::string_view word) {
  const std::size_t n = word.size();
  const auto is_form = [](std::string open) { return is_word(std::move(open) + "en"); };
  const auto voiced = [](std::string open) {
    if (open.back() == 's') open.back() = 'z';
    if (open.back() == 'f') open.back() = 'v';
    return open;
  };
  const std::string as_is(word);
  if (is_form(as_is) || is_form(voiced(as_is))) return true;
  if (n < 3 || is_vowel(word[n - 1]) || !is_vowel(word[n - 2])) return false;
  if (word[n - 3] != word[n - 2]) return is_form(as_is + word[n - 1]);
  const std::string open = as_is.substr(0, n - 2) + word[n - 1];
  return is_form(open) || is_form(voiced(open));
}

// woont -> woon, spijbelt -> spijbel: the third person of a verb. A word that has a form on -en
// itself is another one: buurt (buurten), kaart (kaarten).
std::string without_person(std::string_view word) {
  const std::string_view base = word.substr(0, word.size() - 1);
  if (word.size() < 5 || !is_word(base) || has_form_on_en(word) || !has_form_on_en(base)) return {};
  return std::string(base);
}

// The word of the list that is the stem of a verb with -er, spelled as Dutch does: begeleider,
// aannemer (aanneem), schrijver (schrijf), zwemmer (zwem). Nothing when there is none.
std::string with_er(std::string_view verb) {
  const std::size_t n = verb.size();
  const char last = verb[n - 1];
  const char voiced = last == 'f' ? 'v' : last == 's' ? 'z' : last;
  const std::string_view before = verb.substr(0, n - 1);
  std::vector<std::string> candidates{std::string(verb), std::string(before) + voiced};
  if (is_vowel(verb[n - 2])) {
    const bool is_long = verb[n - 3] == verb[n - 2];
    candidates.push_back(is_long ? std::string(verb.substr(0, n - 2)) + voiced
                                 : std::string(verb) + last);
  }
  for (const std::string& candidate : candidates) {
    if (is_word(candidate + "er")) return candidate + "er";
  }
  return {};
}

// A woman who does it is found by what a man who does it is called, and the other way round:
// begeleidster -> begeleider, redactrice -> redacteur, lerares -> leraar.
std::string for_any_gender(std::string_view word) {
  constexpr std::size_t shortest_verb = 4;
  constexpr std::string_view for_women = "ster";
  if (word.ends_with(for_women) && word.size() >= shortest_verb + for_women.size()) {
    const std::string_view verb = word.substr(0, word.size() - for_women.size());
    if (is_vowel(verb.back())) return {};
    if (verb.back() == 'r' && is_word(std::string(verb) + "der")) return std::string(verb) + "der";
    if ((verb.ends_with("aar") || verb.ends_with("ier")) && is_word(verb)) return std::string(verb);
    return with_er(verb);
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> endings{
      {{"trice", "teur"}, {"trice", "tor"}, {"euse", "eur"}, {"ares", "aar"}, {"eres", "er"}}};
  for (const auto& [ending, common] : endings) {
    if (!word.ends_with(ending) || word.size() < ending.size() + 2) continue;
    std::string found(word.substr(0, word.size() - ending.size()));
    found += common;
    if (is_word(found)) return found;
  }
  return {};
}

// One step from an inflected form towards the word of the list; nothing when no rule fits.
std::string uninflected(std::string_view word) {
  const std::size_t n = word.size();
  if (n < 4) return {};
  if (std::string base = for_any_gender(word); !base.empty()) return base;
  if (word.ends_with("ieen") || word.ends_with("eeen")) return std::string(word.substr(0, n - 2));
  if (word.ends_with("kinderen")) return std::string(word.substr(0, n - 4));
  if (word.ends_with("en")) {
    if (std::string base = base_of(word.substr(0, n - 2)); !base.empty()) return base;
    const std::string_view without_n = word.substr(0, n - 1);
    return n > 5 && is_word(without_n) ? std::string(without_n) : std::string();
  }
  if (word.ends_with("s") && n >= 5 && !word.ends_with("ss")) {
    const std::string_view base = word.substr(0, n - 1);
    return is_word(base) && !owns_its_s(word) ? std::string(base) : std::string();
  }
  if (word.ends_with("e")) return base_of(word.substr(0, n - 1));
  if (word.ends_with("t")) return without_person(word);
  return {};
}

std::string kraaij_pohlmann(const std::string& word) {
  thread_local const Xapian::Stem stemmer("kraaij_pohlmann");
  return stemmer(word);
}

// The form in the word list that the rules lead to, and whether that is the stem already.
std::pair<std::string, bool> dictionary_form(std::string word) {
  if (word.size() <= 4 && !is_word(word) && !stem_exceptions().contains(word)) return {word, true};
  for (int step = 0; step < 3; ++step) {
    const auto exception = stem_exceptions().find(word);
    if (exception != stem_exceptions().end()) return {exception->second, true};
    std::string base = uninflected(word);
    if (base.empty()) break;
    word = std::move(base);
  }
  return {std::move(word), false};
}

// The form in the word list, of the adjective for what is a quality: slechthorendheid.
std::string form_without_quality(std::string_view word) {
  constexpr std::string_view quality = "heid";
  constexpr std::string_view qualities = "heden";
  constexpr std::size_t shortest = 4;
  for (const std::string_view ending : {quality, qualities}) {
    if (word.size() < ending.size() + shortest || !word.ends_with(ending)) continue;
    word.remove_suffix(ending.size());
    break;
  }
  return dictionary_form(std::string(word)).first;
}

// Whether a word is `verb`, its form without -en, in the third person, the past or the participle:
// gokt, gokte, gegokt.
bool is_verb_form(std::string_view word, std::string_view verb) {
  if (!has_form_on_en(verb)) return false;
  if (word.starts_with("ge") && (word.ends_with("t") || word.ends_with("d")) &&
      word.substr(2, word.size() - 3) == verb) {
    return true;
  }
  if (!word.starts_with(verb)) return false;
  const std::string_view ending = word.substr(verb.size());
  return ending == "t" || ending == "te" || ending == "ten" || ending == "de" || ending == "den";
}

std::string stem_of(std::string inflected) {
  auto [word, is_stem] = dictionary_form(std::move(inflected));
  if (is_stem) return word;
  // The stemmer takes the s off these as if it were an ending; their plural shows the stem.
  if (word.size() >= 3 && word.back() == 's' && owns_its_s(word)) return word;
  // Nor is this -ster of who does it, which is gone by now, as the stemmer thinks: minister.
  if (word.ends_with("ster") && is_word(word)) return word;
  std::string result = kraaij_pohlmann(word);
  return result.size() >= 2 ? result : word;
}

struct PartTables {
  std::unordered_set<std::string> never = word_set(Lexicon::no_parts);
  std::unordered_set<std::string> brief = word_set(Lexicon::short_parts);
};

const PartTables& part_tables() {
  static const PartTables tables;
  return tables;
}

bool may_be_part(std::string_view word, bool last) {
  const PartTables& tables = part_tables();
  if (word.size() < min_part) return !last && tables.brief.contains(std::string(word));
  return is_word(word) && !tables.never.contains(std::string(word));
}

// Fewest parts first: two before three. Of equally many, the one with the longest last part, since
// that is the word the compound is a kind of.
bool split(std::string_view word, int parts, std::vector<std::string>& out) {
  if (parts == 1) {
    if (!may_be_part(word, true)) return false;
    out.emplace_back(word);
    return true;
  }
  for (std::size_t length = 2; length + min_part <= word.size(); ++length) {
    const std::string_view first = word.substr(0, length);
    if (!may_be_part(first, false)) continue;
    for (const std::string_view link : links) {
      const std::string_view rest = word.substr(length);
      if (!rest.starts_with(link)) continue;
      const std::size_t kept = out.size();
      out.emplace_back(first);
      if (split(rest.substr(link.size()), parts - 1, out)) return true;
      out.resize(kept);
    }
  }
  return false;
}

void append_parts(std::string_view word, std::vector<std::string>& out) {
  if (word.size() < 2 * min_part - 1 || word.size() > max_compound || !is_plain(word)) return;
  std::vector<std::string> direct;
  for (int parts = 2; parts <= max_parts && direct.empty(); ++parts) split(word, parts, direct);
  out.insert(out.end(), direct.begin(), direct.end());
  for (const std::string& part : direct) append_parts(part, out);
}

struct WordTerms {
  std::string stem;
  std::vector<std::string> parts;
  bool stop = false;
};

WordTerms work_out(const std::string& folded) {
  WordTerms word;
  word.stem = stem(folded);
  word.stop = is_stop_word(folded);
  for (const std::string& part : compound_parts(folded)) {
    std::string part_stem = stem(part);
    if (part_stem != word.stem &&
        std::find(word.parts.begin(), word.parts.end(), part_stem) == word.parts.end()) {
      word.parts.push_back(std::move(part_stem));
    }
  }
  return word;
}

// What was worked out for words, within a limit; in parts, so that threads seldom meet.
class Memory {
 public:
  WordTerms of(const std::string& folded) {
    Part& part = parts_[word_hash(folded) % parts_.size()];
    {
      const std::shared_lock lock(part.mutex);
      if (const auto known = part.words.find(folded); known != part.words.end()) {
        return known->second;
      }
    }
    WordTerms word = work_out(folded);
    const std::unique_lock lock(part.mutex);
    if (part.words.size() >= max_remembered / parts_.size()) part.words.clear();
    part.words.try_emplace(folded, word);
    return word;
  }

 private:
  struct Part {
    std::shared_mutex mutex;
    std::unordered_map<std::string, WordTerms> words;
  };
  std::array<Part, 32> parts_;
};

WordTerms remembered(const std::string& folded) {
  static Memory memory;
  return memory.of(folded);
}

bool is_shouted(const std::vector<Token>& all) {
  const auto capitals = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Token& t) { return t.capitals; }));
  return all.size() >= 3 && capitals * 2 > all.size();
}

}  // namespace

std::string stem(std::string_view folded) {
  std::string word(folded);
  if (word.size() < 3 || !is_plain(word)) return word;
  return stem_of(std::move(word));
}

bool is_form_of(std::string_view said, std::string_view name) {
  if (said == name) return true;
  if (!is_plain(said) || !is_plain(name)) return false;
  const std::string form = form_without_quality(said);
  if (form == form_without_quality(name)) return true;
  if (is_verb_form(said, form_without_quality(name)) || is_verb_form(name, form)) return true;
  for (const std::string_view small : {"jes", "je", "tjes", "tje", "pjes", "pje"}) {
    if (said.ends_with(small) && said.substr(0, said.size() - small.size()) == name) return true;
  }
  // The list does not have every compound; forms of what it lacks differ by their ending.
  if (is_word(said) && is_word(name)) return false;
  const auto [brief, whole] =
      std::minmax(said, name, [](auto a, auto b) { return a.size() < b.size(); });
  if (!whole.starts_with(brief)) return false;
  const std::string_view ending = whole.substr(brief.size());
  return ending == "s" || ending == "e" || ending == "en" || ending == "n";
}

bool is_stop_word(std::string_view folded) {
  static const std::unordered_set<std::string> words = word_set(Lexicon::stop_words);
  return words.contains(std::string(folded));
}

TermHash term_hash(std::string_view term) { return word_hash(term); }

std::vector<std::string> compound_parts(std::string_view folded) {
  std::vector<std::string> result;
  append_parts(folded, result);
  return result;
}

std::vector<Word> analyse(std::string_view text) {
  std::vector<Token> all = tokens(text);
  const bool shouted = is_shouted(all);
  static const std::unordered_set<std::string> ambiguous = word_set(Lexicon::abbreviations);
  std::vector<Word> result;
  result.reserve(all.size());
  for (Token& token : all) {
    Word word;
    WordTerms known = remembered(token.folded);
    if (token.capitals && !shouted && (known.stop || ambiguous.contains(token.folded))) {
      word.term = "=" + token.folded;
      if (!known.stop) word.parts.push_back(std::move(known.stem));
    } else {
      word.term = std::move(known.stem);
      word.stop = known.stop;
      word.parts = std::move(known.parts);
    }
    word.token = std::move(token);
    result.push_back(std::move(word));
  }
  return result;
}

std::vector<WeightedTerm> terms(std::span<const Word> words) {
  const bool only_stop_words =
      std::all_of(words.begin(), words.end(), [](const Word& word) { return word.stop; });
  std::vector<WeightedTerm> all;
  all.reserve(words.size() * 2);
  for (const Word& word : words) {
    if (word.stop && !only_stop_words) continue;
    all.push_back({word.term, 1});
    for (const std::string& part : word.parts) all.push_back({part, part_weight});
  }
  std::sort(all.begin(), all.end(),
            [](const WeightedTerm& a, const WeightedTerm& b) { return a.term < b.term; });
  std::vector<WeightedTerm> result;
  for (WeightedTerm& term : all) {
    if (!result.empty() && result.back().term == term.term) {
      result.back().weight += term.weight;
    } else {
      result.push_back(std::move(term));
    }
  }
  return result;
}

std::vector<std::string> pieces(const Word& word) {
  constexpr std::size_t length = 4;
  std::vector<std::string> result;
  if (word.stop || !word.token.has_letter) return result;
  // How a word begins and ends tells more than what stands within it.
  const std::string folded = "^" + word.token.folded + "$";
  for (std::size_t i = 0; i + length <= folded.size(); ++i) {
    result.push_back(folded.substr(i, length));
  }
  return result;
}

}  // namespace expertise::search
