// A number is an age only beside a word that makes it one, or in the place where people write ages:
// amounts, dates, house numbers and hours are numbers too.
#include "search/question_age.h"

#include <algorithm>
#include <string_view>

#include "search/eighteen_in_text.h"
#include "search/fold.h"
#include "search/question_age_bands.h"
#include "search/question_age_words.h"

namespace expertise::search {
namespace {

constexpr int oldest = 120;
constexpr int majority = 18;
constexpr int months_a_year = 12;
// Nobody tells more people apart by numbers, or has more children.
constexpr int most_numbered = 12;
constexpr int most_children = 12;

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

// Who is spoken of with a number that only tells them apart: "kind 1 is 8 jaar, kind 2 is 12".
bool is_numbered(std::string_view word) {
  return is_one_of(word, {"kind", "zoon", "dochter", "jongen", "meisje", "persoon", "client",
                          "clienten", "bewoner", "ouder", "broer", "zus", "jongere", "leerling"});
}

bool is_numbering(const std::vector<Word>& words, std::size_t at) {
  const std::optional<int> value = number(word_at(words, at));
  if (at == 0 || !value || *value > most_numbered || !is_numbered(word_at(words, at - 1))) {
    return false;
  }
  // An age follows: "kind 1 is 8", "kind 1 (8)", a row of a table.
  const std::size_t next = word_at(words, at + 1) == "is" ? at + 2 : at + 1;
  if (next < words.size() && !words[next].token.has_letter && number(word_at(words, next))) {
    return true;
  }
  // "Kind 1 gaat naar school, kind 2 niet."
  const std::size_t first = at - std::min(at, most_words_of_sentence);
  const std::size_t last = std::min(words.size(), at + most_words_of_sentence);
  bool one = false;
  bool two = false;
  for (std::size_t i = first + 1; i < last; ++i) {
    if (word_at(words, i - 1) != word_at(words, at - 1)) continue;
    one = one || word_at(words, i) == "1";
    two = two || word_at(words, i) == "2";
  }
  return one && two;
}

// Of these a small number tells how many children they have: "moeder van drie".
bool may_have_children(std::string_view word) {
  return is_one_of(
      word, {"moeder", "vader", "ouder", "ouders", "oma", "opa", "weduwe", "echtpaar", "stel"});
}

// "jongen van zeventien", "ze is tachtig": in words only behind somebody, and with nothing behind
// it that might be counted. `known` says which words before it are ages.
bool is_age_in_words(const std::vector<Word>& words, std::size_t at,
                     const std::vector<bool>& known) {
  if (at == 0 || word_at(words, at) == "een") return false;
  const std::string_view next = beside(words, at);
  if (!next.empty() && !words[at + 1].stop &&
      !is_one_of(next, {"blowt", "drinkt", "woont", "heeft", "gaat", "zit", "wil", "slaat"})) {
    return false;
  }
  const std::string_view before = word_at(words, at - 1);
  if (before == "van") {
    return at > 1 && (is_person(word_at(words, at - 2)) || is_people(word_at(words, at - 2)));
  }
  if (before == "en") return at > 1 && known[at - 2];
  return is_said_of_a_person(words, at);
}

/// Which numbers of a text are ages. Asked in order of the text: a number of a list is one when
/// that before it is, which is known then.
class Ages {
 public:
  Ages(const std::vector<Word>& words, Today today)
      : words_(words), today_(today), known_(words.size(), false) {}

  bool has(std::size_t at) {
    known_[at] = is_age(at);
    return known_[at];
  }

 private:
  bool is_age(std::size_t at) const;

  const std::vector<Word>& words_;
  Today today_;
  std::vector<bool> known_;
};

bool Ages::is_age(std::size_t at) const {
  const std::vector<Word>& words = words_;
  const Today today = today_;
  if (has_become(words, at, today)) return true;
  if (counts_something_else(words, at) || is_age_of_then(words, at) || is_to_become(words, at)) {
    return false;
  }
  const std::string_view next = word_at(words, at + 1);
  // "op 18-jarige leeftijd" was then; "een driejarige opleiding" is nobody.
  if (next == "jarige") {
    return !is_one_of(word_at(words, at + 2),
                      {"leeftijd", "opleiding", "contract", "huwelijk", "bestaan", "jubileum",
                       "relatie", "traject", "cursus", "plan", "project", "studie", "periode"});
  }
  if (is_one_of(next, {"jarig", "jarigen", "geworden"})) return true;
  if (is_limit(words, at)) return false;
  if (next == "jaar") return !is_duration(words, at);
  if (at == 0) return false;
  const std::string_view before = word_at(words, at - 1);
  const int years = number(word_at(words, at)).value_or(0);
  if (before == "van" && at > 1 && years <= most_children &&
      may_have_children(word_at(words, at - 2))) {
    return false;
  }
  const bool written_in_digits = !words[at].token.has_letter;
  if (!written_in_digits) return is_age_in_words(words, at, known_);
  if (is_numbering(words, at)) return false;
  if (is_numbering(words, at - 1) && years < majority) return true;
  if (is_person(before) || is_people(before) || before == "net" || is_said_of_a_person(words, at)) {
    return true;
  }
  if (is_next_of_list(words, at)) return known_[at - 1];
  // "van 12 en 17"
  if (before == "en" && at >= 2 && !words[at - 2].token.has_letter) return known_[at - 2];
  if (before == "tot") return at >= 2 && known_[at - 2];
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

}  // namespace

std::vector<AgeRead> ages_read(const std::vector<Word>& all, Today today) {
  const WholeYears years(all);
  const std::vector<Word>& words = years.words;
  std::vector<AgeRead> ages;
  Ages given(words, today);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool of_age = word_at(words, at) == "meerderjarig" && has_become(words, at, today);
    const auto value = of_age ? std::optional(majority) : number(word_at(words, at));
    if (!value || *value > oldest || !(of_age || given.has(at))) continue;
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
  const std::vector<Word> whole = WholeYears(words).words;
  if (const auto told = age_told(whole, today)) widen(of_main, *told);
  if (of_main) return of_main;
  if (of_children) return of_children;
  if (of_relatives && !names_a_client(words)) return of_relatives;
  if (const auto birthday = age_of_birthday(whole)) return birthday;
  return age_by_words(whole);
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
    if (const auto band = age_word(word.folded)) return band;
  }
  return std::nullopt;
}

}  // namespace expertise::search
