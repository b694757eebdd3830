// A number is an age only beside a word that makes it one, or in the place where people write ages:
// amounts, dates, house numbers and hours are numbers too.
#include "search/question_age.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "search/eighteen_in_text.h"
#include "search/fold.h"
#include "search/question_age_words.h"

namespace expertise::search {
namespace {

constexpr int oldest = 120;

struct AgeWord {
  std::string_view word;
  AgeBand band;
};

// What the words say when no number does.
constexpr std::array<AgeWord, 29> age_words{{
    {"baby", {0, 1}},
    {"babys", {0, 1}},
    {"zuigeling", {0, 1}},
    {"dreumes", {1, 2}},
    {"peuter", {2, 3}},
    {"peuters", {2, 3}},
    {"kleuter", {4, 6}},
    {"kleuters", {4, 6}},
    {"brugklasser", {12, 13}},
    {"puber", {12, 17}},
    {"pubers", {12, 17}},
    {"tiener", {12, 18}},
    {"tieners", {12, 18}},
    {"jongere", {12, 26}},
    {"jongeren", {12, 26}},
    {"jongvolwassene", {18, 26}},
    {"jongvolwassenen", {18, 26}},
    {"student", {17, 27}},
    {"studente", {17, 27}},
    {"ouderen", {65, oldest}},
    {"bejaarde", {65, oldest}},
    {"bejaarden", {65, oldest}},
    {"senioren", {65, oldest}},
    {"hoogbejaarde", {80, oldest}},
    {"kind", {0, 17}},
    {"kinderen", {0, 17}},
    {"zoontje", {0, 11}},
    {"dochtertje", {0, 11}},
    {"leerling", {4, 18}},
}};

struct Decade {
  std::string_view word;
  int from;
};
constexpr std::array<Decade, 8> decades{{{"twintig", 20},
                                         {"dertig", 30},
                                         {"veertig", 40},
                                         {"vijftig", 50},
                                         {"zestig", 60},
                                         {"zeventig", 70},
                                         {"tachtig", 80},
                                         {"negentig", 90}}};

// "al 3 jaar", "sinds 2 jaar", "twee jaar geleden", "jaar of 12 later" are durations.
bool is_duration(const std::vector<Word>& words, std::size_t at) {
  if (at > 0 && is_one_of(word_at(words, at - 1),
                          {"al",    "sinds", "na",     "afgelopen", "over",  "binnen",
                           "ruim",  "bijna", "paar",   "anderhalf", "nu",    "ongeveer",
                           "woont", "werkt", "drinkt", "gebruikt",  "zorgt", "heeft",
                           "duurt", "zit",   "leeft",  "slikt",     "blowt"})) {
    return true;
  }
  return is_one_of(word_at(words, at + 2),
                   {"geleden", "lang", "later", "terug", "getrouwd", "uit", "hier", "bij", "in"});
}

// "Zij is 17", "mijn zoon is nu 16"
bool is_said_of_a_person(const std::vector<Word>& words, std::size_t at) {
  std::size_t verb = at - 1;
  if (verb > 0 && is_one_of(word_at(words, verb), {"nu", "pas", "nog", "inmiddels"})) --verb;
  return verb > 0 && word_at(words, verb) == "is" && !words[verb].token.starts_sentence &&
         is_person(word_at(words, verb - 1));
}

// "vanaf 18 jaar", "tot 18", "op 17 jaar": a limit, or the age of then; not "16 tot 27".
bool is_limit(const std::vector<Word>& words, std::size_t at) {
  if (at >= 2 && word_at(words, at - 1) == "tot" && number(word_at(words, at - 2))) return false;
  return at > 0 &&
         is_one_of(word_at(words, at - 1), {"vanaf", "tot", "onder", "boven", "na", "op"});
}

bool is_age(const std::vector<Word>& words, std::size_t at) {
  if (counts_something_else(words, at) || is_age_of_then(words, at) || is_to_become(words, at)) {
    return false;
  }
  const std::string_view next = word_at(words, at + 1);
  // "op 18-jarige leeftijd" was then.
  if (next == "jarige") return word_at(words, at + 2) != "leeftijd";
  if (is_one_of(next, {"jarig", "jarigen", "geworden"})) return true;
  if (is_limit(words, at)) return false;
  if (next == "jaar") return !is_duration(words, at);
  const bool written_in_digits = !words[at].token.has_letter;
  if (!written_in_digits || at == 0) return false;
  const std::string_view before = word_at(words, at - 1);
  if (is_person(before) || before == "net" || is_said_of_a_person(words, at)) return true;
  // "van 12 en 17"
  if (before == "en" && at >= 2 && !words[at - 2].token.has_letter) return is_age(words, at - 2);
  if (before == "tot") return at >= 2 && is_age(words, at - 2);
  return is_one_of(before, {"van", "tussen"}) && at >= 2;
}

void widen(std::optional<AgeBand>& band, AgeBand with) {
  if (!band) {
    band = with;
  } else {
    band->from = std::min(band->from, with.from);
    band->to = std::max(band->to, with.to);
  }
}

}  // namespace

std::optional<AgeBand> age_of(const std::vector<Word>& words) {
  std::optional<AgeBand> by_number;
  std::optional<AgeBand> by_word;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at].token.folded;
    if (const auto value = number(word); value && *value <= oldest && is_age(words, at)) {
      widen(by_number, {*value, *value});
    }
    for (const AgeWord& age_word : age_words) {
      if (word == age_word.word) widen(by_word, age_word.band);
    }
  }
  if (const auto decade = age_of_decade(words)) widen(by_number, *decade);
  return by_number ? by_number : by_word;
}

std::optional<AgeBand> age_of_decade(const std::vector<Word>& words) {
  std::optional<AgeBand> result;
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (word_at(words, at - 1) != "de") continue;
    for (const Decade& decade : decades) {
      if (word_at(words, at) == decade.word) widen(result, {decade.from, decade.from + 9});
    }
  }
  return result;
}

std::vector<int> ages_in(const std::vector<Word>& words) {
  std::vector<int> ages;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::optional<int> value = number(words[at].token.folded);
    if (value && *value <= oldest && is_age(words, at)) ages.push_back(*value);
  }
  return ages;
}

std::optional<AgeBand> read_age_group(std::string_view written) {
  const std::vector<Token> words = tokens(written);
  std::vector<int> numbers;
  for (const Token& word : words) {
    if (word.has_letter) continue;
    const std::optional<int> value = number(word.folded);
    if (!value) return std::nullopt;
    numbers.push_back(*value);
  }
  const bool plus = written.find('+') != std::string_view::npos ||
                    std::any_of(words.begin(), words.end(), [](const Token& word) {
                      return is_one_of(word.folded, {"ouder", "vanaf", "plus"});
                    });
  if (numbers.size() >= 2 && numbers[0] <= numbers[1] && numbers[1] <= oldest) {
    // "4-12" runs to the twelfth birthday.
    return AgeBand{numbers[0], std::max(numbers[0], numbers[1] - 1)};
  }
  if (numbers.size() == 1 && numbers[0] <= oldest) {
    return plus ? AgeBand{numbers[0], oldest} : AgeBand{numbers[0], numbers[0]};
  }
  for (const Token& word : words) {
    if (is_one_of(word.folded, {"volwassen", "volwassenen"})) return AgeBand{18, oldest};
    if (is_one_of(word.folded, {"jeugd", "jeugdigen"})) return AgeBand{0, 17};
    if (is_one_of(word.folded, {"alle", "iedereen", "gezin", "gezinnen"})) return AgeBand{};
    for (const AgeWord& age_word : age_words) {
      if (word.folded == age_word.word) return age_word.band;
    }
  }
  return std::nullopt;
}

}  // namespace expertise::search
