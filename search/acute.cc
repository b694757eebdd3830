// Phrases are looked up by their first word. A denial counts when nothing but the ways to deny
// stand between it and the phrase ("geen actuele gedachten aan zelfmoord"), or when the clause that
// the phrase opens ends in one. One that is only told by the person, and doubted, does not count.
#include "search/acute.h"

#include <algorithm>
#include <initializer_list>
#include <map>

#include "search/lexicon.h"
#include "search/negation.h"
#include "search/question_age_words.h"

namespace expertise::search {
namespace {

using Words = std::vector<Word>;
using ByFirstWord = std::multimap<std::string_view, const AcutePhrase*>;

// So many small words may stand between two words of a phrase.
constexpr std::size_t most_between = 2;
// So far before a phrase its denial may stand.
constexpr std::size_t denial_reach = 5;

const ByFirstWord& phrases() {
  static const ByFirstWord table = [] {
    ByFirstWord result;
    for (const AcutePhrase& phrase : acute_phrases()) {
      result.emplace(phrase.words.front(), &phrase);
    }
    return result;
  }();
  return table;
}

// Says nothing of its own between the words of a phrase: "wil ik echt niet meer leven".
bool may_stand_between(std::string_view word) {
  return is_one_of(
      word,
      {"ik",    "je",      "hij",    "zij",       "ze",     "we",       "het",     "t",      "zo",
       "echt",  "ook",     "gewoon", "eigenlijk", "liefst", "liever",   "soms",    "nu",     "maar",
       "wel",   "weer",    "dan",    "al",        "zelf",   "allemaal", "langer",  "verder", "wil",
       "wilde", "wilt",    "gaat",   "ga",        "zou",    "zal",      "is",      "heeft",  "heb",
       "te",    "mevrouw", "meneer", "mw",        "dhr",    "zich",     "zichzelf"});
}

// The words that a phrase takes from `at` on; 0 when it does not stand there.
std::size_t length_at(const AcutePhrase& phrase, const Words& words, std::size_t at) {
  std::size_t place = at;
  for (const std::string& wanted : phrase.words) {
    std::size_t between = 0;
    while (place < words.size() && words[place].token.folded != wanted && place > at &&
           between < most_between && !phrase.innocent &&
           may_stand_between(words[place].token.folded)) {
      ++place;
      ++between;
    }
    if (place >= words.size() || words[place].token.folded != wanted) return 0;
    ++place;
  }
  return place - at;
}

bool tells_nothing(const Word& word) {
  return word.stop || !word.token.has_letter || is_person(word.token.folded) ||
         is_one_of(word.token.folded, {"patient", "grootmoeder", "grootvader", "steeds", "hoor"});
}

// "Meneer wil niet meer.": the clause ends there and tells nothing besides. "Dat wil ze niet
// meer" is of something that was named before.
bool is_all_that_is_said(std::string_view text, const Words& words, std::size_t first,
                         std::size_t count) {
  const std::size_t begin = sentence_begin(words, first);
  const std::size_t end = sentence_end(words, first);
  if (first > begin && is_one_of(word_at(words, first - 1), {"dat", "dit", "die", "daar"})) {
    return false;
  }
  for (std::size_t at = begin; at < first; ++at) {
    if (!tells_nothing(words[at])) return false;
  }
  bool over = false;
  for (std::size_t at = first + count; at < end; ++at) {
    over = over || divides(text, words[at - 1].token, words[at].token);
    const bool goes_on =
        over || is_one_of(word_at(words, at), {"zegt", "zei", "vindt", "zo", "verder", "hoor", "nu",
                                               "hij", "zij", "ze"});
    if (!goes_on || !tells_nothing(words[at])) return false;
  }
  return true;
}

bool belongs_to_denial(std::string_view word) {
  return is_one_of(
      word,
      {"acute",     "acuut",   "actuele",    "actueel",      "actieve",    "concrete",   "direct",
       "directe",   "eerdere", "enkel",      "enkele",       "sprake",     "signaal",    "signalen",
       "teken",     "tekenen", "aanwijzing", "aanwijzingen", "vermoeden",  "vermoedens", "gedachte",
       "gedachten", "plan",    "plannen",    "van",          "voor",       "aan",        "op",
       "over",      "een",     "meer",       "nu",           "momenteel",  "echt",       "is",
       "er",        "dat",     "last",       "uitingen",     "uitspraken", "langer"});
}

// "Praat niet over suïcidale gedachten", "komt niet los van gedachten aan zelfmoord"; not "is niet
// sprake van".
bool is_of_another_verb(const Words& words, std::size_t by, std::size_t first) {
  if (!is_one_of(word_at(words, by), {"niet", "nooit"})) return false;
  for (std::size_t at = by + 1; at < first; ++at) {
    const bool of_what_there_is =
        is_one_of(word_at(words, at - 1), {"sprake", "last", "teken", "tekenen"});
    if (turns_to_something_else(words[at])) return true;
    if (word_at(words, at) == "van" && !of_what_there_is) return true;
  }
  return false;
}

// What the person is said to say, and something that contradicts it.
bool is_doubted(const Words& words, std::size_t first) {
  const std::size_t end = std::min(words.size(), sentence_end(words, first) + 1);
  bool told = false;
  for (std::size_t at = sentence_begin(words, first); at < end; ++at) {
    const std::string_view word = words[at].token.folded;
    if (at < first && is_one_of(word, {"zegt", "zeggen", "zei", "beweert", "ontkent", "volgens",
                                       "vertelt", "geeft"})) {
      told = true;
    }
    if (told && at > first && is_one_of(word, {"maar", "toch", "echter", "hoewel"})) {
      return true;
    }
  }
  return false;
}

bool is_denied_before(std::string_view text, const Words& words, std::size_t first) {
  for (std::size_t back = 1; back <= denial_reach && back <= first; ++back) {
    const std::size_t at = first - back;
    if (divides(text, words[at].token, words[at + 1].token)) return false;
    const std::string_view word = words[at].token.folded;
    if (is_one_of(word, {"geen", "zonder", "niet", "nooit", "noch"})) {
      // "niet enkel suïcidaal, ook agressief"
      if (word == "niet" && word_at(words, at + 1) == "enkel") return false;
      if (is_of_another_verb(words, at, first)) return false;
      return at == 0 || !is_one_of(word_at(words, at - 1), {"niet", "waarom", "als"});
    }
    if (!belongs_to_denial(word)) return false;
  }
  return false;
}

bool is_denied(std::string_view text, const Words& words, const AcuteFound& found) {
  // "Suicidale gedachten heeft hij niet": the phrase is one word of the name.
  const bool goes_on = is_one_of(
      word_at(words, found.first + found.count),
      {"gedachte", "gedachten", "plan", "plannen", "neigingen", "uitingen", "uitspraken"});
  const bool denied = is_denied_before(text, words, found.first) ||
                      is_denied_behind(text, words, found.first, found.count + (goes_on ? 1 : 0));
  return denied && !is_doubted(words, found.first);
}

}  // namespace

std::vector<AcuteFound> acute_danger(std::string_view text, const std::vector<Word>& words) {
  std::vector<AcuteFound> found;
  std::vector<bool> innocent(words.size(), false);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto [begin, end] = phrases().equal_range(words[at].token.folded);
    for (auto each = begin; each != end; ++each) {
      const AcutePhrase& phrase = *each->second;
      const std::size_t count = length_at(phrase, words, at);
      if (count == 0) continue;
      if (phrase.innocent) {
        std::fill_n(innocent.begin() + static_cast<std::ptrdiff_t>(at), count, true);
      } else if (!phrase.alone || is_all_that_is_said(text, words, at, count)) {
        found.push_back({at, count, phrase.topic, phrase.alone});
      }
    }
  }
  std::erase_if(found, [&](const AcuteFound& each) {
    const auto first = innocent.begin() + static_cast<std::ptrdiff_t>(each.first);
    return std::all_of(first, first + static_cast<std::ptrdiff_t>(each.count),
                       [](bool is) { return is; }) ||
           is_denied(text, words, each);
  });
  return found;
}

}  // namespace expertise::search
