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
constexpr int majority = 18;
constexpr int months_a_year = 12;

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

// Several people who can have ages: "kinderen (4 en 7)".
bool is_people(std::string_view word) {
  return is_one_of(
      word, {"kinderen", "zonen", "zoons", "dochters", "broers", "zussen", "jongens", "meisjes",
             "tweeling", "kleinkinderen", "pleegkinderen", "zoontje", "zoontjes", "dochtertje",
             "dochtertjes", "broertje", "broertjes", "zusje", "zusjes"});
}

// "Zij is 17", "mijn zoon is nu 16", "haar kinderen zijn 3 en 5"
bool is_said_of_a_person(const std::vector<Word>& words, std::size_t at) {
  std::size_t verb = at - 1;
  if (verb > 0 && is_one_of(word_at(words, verb), {"nu", "pas", "nog", "inmiddels"})) --verb;
  if (verb == 0 || words[verb].token.starts_sentence) return false;
  const std::string_view who = word_at(words, verb - 1);
  return (word_at(words, verb) == "is" && (is_person(who) || is_people(who))) ||
         (word_at(words, verb) == "zijn" && is_people(who));
}

// "4, 7", not "4-7" nor "4.7"
bool is_next_of_list(const std::vector<Word>& words, std::size_t at) {
  const Token& before = words[at - 1].token;
  return !before.has_letter && !words[at].token.starts_sentence &&
         words[at].token.begin > before.end + 1;
}

using Today = std::optional<std::chrono::year_month_day>;

// "vanaf 18 jaar", "tot 18", "op 17 jaar": a limit, or the age of then; not "16 tot 27".
bool is_limit(const std::vector<Word>& words, std::size_t at) {
  if (at >= 2 && word_at(words, at - 1) == "tot" && number(word_at(words, at - 2))) return false;
  return at > 0 &&
         is_one_of(word_at(words, at - 1), {"vanaf", "tot", "onder", "boven", "na", "op"});
}

bool is_age(const std::vector<Word>& words, std::size_t at, Today today) {
  if (has_become(words, at, today)) return true;
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
  if (is_person(before) || is_people(before) || before == "net" || is_said_of_a_person(words, at)) {
    return true;
  }
  if (is_next_of_list(words, at)) return is_age(words, at - 1, today);
  // "van 12 en 17"
  if (before == "en" && at >= 2 && !words[at - 2].token.has_letter)
    return is_age(words, at - 2, today);
  if (before == "tot") return at >= 2 && is_age(words, at - 2, today);
  return is_one_of(before, {"van", "tussen"}) && at >= 2;
}

// "17 jaar en 10 maanden"
int months_after(const std::vector<Word>& words, std::size_t at) {
  if (word_at(words, at + 1) != "jaar") return 0;
  const std::size_t count = word_at(words, at + 2) == "en" ? at + 3 : at + 2;
  const std::optional<int> months = number(word_at(words, count));
  const bool told = months && *months < months_a_year && count < sentence_end(words, at) &&
                    is_one_of(word_at(words, count + 1), {"maand", "maanden", "mnd"});
  return told ? *months : 0;
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

std::vector<AgeRead> ages_read(const std::vector<Word>& all, Today today) {
  const WholeYears years(all);
  const std::vector<Word>& words = years.words;
  std::vector<AgeRead> ages;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool of_age = word_at(words, at) == "meerderjarig" && has_become(words, at, today);
    const auto value = of_age ? std::optional(majority) : number(word_at(words, at));
    if (!value || *value > oldest || !(of_age || is_age(words, at, today))) continue;
    const auto part = years.months.find(at);
    ages.push_back({*value, part == years.months.end() ? months_after(words, at) : part->second,
                    whose_age(words, at)});
  }
  return ages;
}

std::optional<AgeBand> age_of(const std::vector<Word>& words, Today today) {
  std::optional<AgeBand> of_main;
  std::optional<AgeBand> of_children;
  std::optional<AgeBand> of_relatives;
  for (const AgeRead& each : ages_read(words, today)) {
    std::optional<AgeBand>& band = each.whose == Whose::main    ? of_main
                                   : each.whose == Whose::child ? of_children
                                                                : of_relatives;
    widen(band, {each.years, each.years});
  }
  if (const auto decade = age_of_decade(words)) widen(of_main, *decade);
  if (of_main) return of_main;
  if (of_children) return of_children;
  if (of_relatives && !names_a_client(words)) return of_relatives;
  std::optional<AgeBand> by_word;
  for (const Word& word : words) {
    for (const AgeWord& age_word : age_words) {
      if (word.token.folded == age_word.word) widen(by_word, age_word.band);
    }
  }
  return by_word;
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

std::vector<int> ages_in(const std::vector<Word>& words, Today today) {
  std::vector<int> ages;
  for (const AgeRead& each : ages_read(words, today)) ages.push_back(each.years);
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
