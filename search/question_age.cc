// A number is an age only beside a word that makes it one, or in the place where people write ages:
// amounts, dates, house numbers and hours are numbers too.
#include "search/question_age.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "search/fold.h"

namespace expertise::search {
namespace {

constexpr int oldest = 120;
// It will come within the year, but not when.
constexpr int some_time = 365;

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

constexpr std::array<std::string_view, 21> small_numbers{
    "nul",      "een",      "twee",    "drie",      "vier",     "vijf",      "zes",
    "zeven",    "acht",     "negen",   "tien",      "elf",      "twaalf",    "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig"};

std::optional<int> number(std::string_view folded) {
  for (std::size_t i = 0; i < small_numbers.size(); ++i) {
    if (folded == small_numbers[i]) return static_cast<int>(i);
  }
  int value = 0;
  const auto [end, fault] = std::from_chars(folded.data(), folded.data() + folded.size(), value);
  if (fault != std::errc() || end != folded.data() + folded.size() || folded.size() > 3) {
    return std::nullopt;
  }
  return value;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Somebody who can have an age stands right before the number: "Man, 54", "zoon (23", "hij 79".
bool is_person(std::string_view word) {
  return is_one_of(word, {"man",     "vrouw",   "jongen",  "meisje",  "jongetje",   "moeder",
                          "vader",   "zoon",    "dochter", "hij",     "zij",        "ze",
                          "mevrouw", "meneer",  "client",  "cliente", "leerling",   "opa",
                          "oma",     "broer",   "zus",     "partner", "bewoonster", "bewoner",
                          "oudste",  "jongste", "kind",    "student", "weduwe",     "jongeman"});
}

bool is_unit_of_something_else(std::string_view word) {
  return is_one_of(word, {"maanden",  "maand",     "weken",   "week",     "dagen",   "dag",
                          "uur",      "euro",      "keer",    "kilo",     "meter",   "procent",
                          "katten",   "kinderen",  "minuten", "duizend",  "jan",     "januari",
                          "februari", "maart",     "april",   "mei",      "juni",    "juli",
                          "augustus", "september", "oktober", "november", "december"});
}

// "al 3 jaar", "sinds 2 jaar", "twee jaar geleden", "jaar of 12 later" are durations.
bool is_duration(const std::vector<Word>& words, std::size_t at) {
  if (at > 0 && is_one_of(words[at - 1].token.folded,
                          {"al", "sinds", "na", "afgelopen", "over", "binnen", "ruim", "bijna",
                           "paar", "anderhalf", "nu", "ongeveer"})) {
    return true;
  }
  return at + 2 < words.size() &&
         is_one_of(words[at + 2].token.folded,
                   {"geleden", "lang", "later", "terug", "getrouwd", "uit", "hier", "bij", "in"});
}

bool is_age(const std::vector<Word>& words, std::size_t at) {
  const auto next =
      at + 1 < words.size() ? std::string_view(words[at + 1].token.folded) : std::string_view();
  if (is_one_of(next, {"jarige", "jarig", "jarigen", "geworden"})) return true;
  if (next == "jaar") return !is_duration(words, at);
  if (is_unit_of_something_else(next)) return false;
  const bool written_in_digits = !words[at].token.has_letter;
  if (!written_in_digits || at == 0) return false;
  const std::string_view before = words[at - 1].token.folded;
  if (is_person(before) || before == "net") return true;
  // "van 12 en 17"
  if (before == "en" && at >= 2 && !words[at - 2].token.has_letter) return is_age(words, at - 2);
  return before == "van" && at >= 2;
}

// What may stand between "wordt" and "18": when, not how much.
bool is_when(std::string_view word) {
  return is_one_of(
      word, {"in",      "dit",      "jaar",      "volgend", "volgende",   "komende",  "komend",
             "maand",   "straks",   "dan",       "al",      "ook",        "bijna",    "snel",
             "spoedig", "januari",  "februari",  "maart",   "april",      "mei",      "juni",
             "juli",    "augustus", "september", "oktober", "november",   "december", "voorjaar",
             "zomer",   "najaar",   "winter",    "herfst",  "binnenkort", "eind",     "begin",
             "de",      "het",      "hij",       "zij",     "ze",         "nu"});
}

// "wordt in maart 18", "als ze 18 wordt", "voor zijn 18e", "rond de achttiende verjaardag".
bool turns_eighteen(const std::vector<Word>& words, std::size_t at) {
  const auto word = [&](std::size_t i) {
    return i < words.size() ? std::string_view(words[i].token.folded) : std::string_view();
  };
  if (is_one_of(word(at), {"18e", "18de", "18ste", "achttiende"})) {
    if (is_one_of(word(at + 1), {"verjaardag"})) return true;
    for (std::size_t back = 1; back <= 2 && back <= at; ++back) {
      if (is_one_of(word(at - back), {"voor", "rond", "tot", "richting", "naar"})) return true;
    }
    return false;
  }
  if (!is_one_of(word(at), {"18", "achttien"}) || is_unit_of_something_else(word(at + 1))) {
    return false;
  }
  const std::size_t after = at + (word(at + 1) == "jaar" ? 2 : 1);
  if (is_one_of(word(after), {"wordt", "word", "worden"})) return true;
  for (std::size_t before = at; before-- > 0;) {
    if (is_one_of(word(before), {"wordt", "word", "worden"})) return true;
    if (!is_when(word(before))) return false;
  }
  return false;
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
    for (const Decade& decade : decades) {
      if (word == decade.word && at > 0 && words[at - 1].token.folded == "de") {
        widen(by_number, {decade.from, decade.from + 9});
      }
    }
    for (const AgeWord& age_word : age_words) {
      if (word == age_word.word) widen(by_word, age_word.band);
    }
  }
  return by_number ? by_number : by_word;
}

std::vector<int> ages_in(const std::vector<Word>& words) {
  std::vector<int> ages;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::optional<int> value = number(words[at].token.folded);
    if (value && *value <= oldest && is_age(words, at)) ages.push_back(*value);
  }
  return ages;
}

std::optional<int> days_until_eighteen(const std::vector<Word>& words) {
  std::optional<int> result;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at].token.folded;
    if (number(word) == 17 && is_age(words, at)) result = result.value_or(some_time);
    if (turns_eighteen(words, at)) result = result.value_or(some_time);
    if (word != "18" && word != "achttien") continue;
    if (at >= 1 && is_one_of(words[at - 1].token.folded, {"bijna", "binnenkort", "haast"})) {
      result = 60;
    }
    if (at < 3 || words[at - 3].token.folded != "over") continue;
    const std::optional<int> count = number(words[at - 2].token.folded);
    const std::string& unit = words[at - 1].token.folded;
    if (!count) continue;
    if (unit == "dagen" || unit == "dag") result = *count;
    if (unit == "weken" || unit == "week") result = *count * 7;
    if (unit == "maanden" || unit == "maand") result = *count * 30;
  }
  return result;
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
