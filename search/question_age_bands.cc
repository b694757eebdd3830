// Words beside a number or by themselves. Children are not always of the age that the word says:
// those of somebody old are grown up, and who expects one has none yet.
#include "search/question_age_bands.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "search/calendar_words.h"
#include "search/question_age.h"
#include "search/question_age_words.h"

namespace expertise::search {
namespace {

constexpr int oldest = 120;
constexpr int years_of_tens = 9;
// "Rond de 40" is so far from it, to either side.
constexpr int about = 2;
constexpr int last_class = 8;
// Who is in group 1 of primary school is 4, and turns 5.
constexpr int age_before_school = 3;

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

using Words = std::vector<Word>;
using Today = std::optional<std::chrono::year_month_day>;

// "zestig", "60"; nothing when it is no round number of years.
std::optional<int> tens(std::string_view word) {
  const std::optional<int> value = number(word);
  return value && *value >= 20 && *value < 100 && *value % 10 == 0 ? value : std::nullopt;
}

// "een tachtiger", "begin-dertigers"
std::optional<int> tens_of_people(std::string_view word) {
  for (const std::string_view end : {"ers", "er"}) {
    if (word.size() > 6 && word.ends_with(end))
      return tens(word.substr(0, word.size() - end.size()));
  }
  return std::nullopt;
}

AgeBand part_of_tens(int from, std::string_view which) {
  if (which == "begin") return {from, from + 3};
  if (is_one_of(which, {"midden", "halverwege", "medio", "half"})) return {from + 4, from + 6};
  if (which == "eind") return {from + 7, from + years_of_tens};
  return {from, from + years_of_tens};
}

bool is_part(std::string_view word) {
  return is_one_of(word, {"begin", "midden", "halverwege", "medio", "eind"});
}

bool is_of_time(std::string_view word) {
  return is_month_of_date(word) || is_one_of(word, {"jaar", "jaren", "van", "er", "jarige"});
}

// "begin dertig", "in de 50", "rond de 40", "een tachtiger" when its number stands at `at`.
std::optional<AgeBand> about_tens(const Words& words, std::size_t at) {
  const std::string_view before = at > 0 ? word_at(words, at - 1) : std::string_view();
  if (const auto people = tens_of_people(word_at(words, at))) {
    return part_of_tens(*people, before);
  }
  const std::optional<int> from = tens(word_at(words, at));
  if (!from || at == 0 || counts_something_else(words, at)) return std::nullopt;
  const std::string_view earlier = at > 1 ? word_at(words, at - 2) : std::string_view();
  const bool article = before == "de";
  if (article && words[at].token.has_letter && !is_one_of(earlier, {"rond", "tegen"})) {
    return part_of_tens(*from, {});
  }
  if (is_of_time(beside(words, at))) return std::nullopt;
  if (is_part(before)) return part_of_tens(*from, before);
  const std::string_view preposition = article ? earlier : before;
  if (preposition == "rond") return AgeBand{*from - about, *from + about};
  if (article && preposition == "in") return part_of_tens(*from, {});
  return std::nullopt;
}

bool is_said_of_somebody(const Words& words, std::size_t year) {
  if (year == 0) return false;
  const std::string_view before = word_at(words, year - 1);
  if (is_person(before)) return true;
  return before == "van" && year > 1 && is_person(word_at(words, year - 2));
}

// "geboren in 1941", "man van 1948", "mevrouw (1950)"
std::optional<AgeBand> of_birth(const Words& words, std::size_t at, Today today) {
  const std::string_view word = word_at(words, at);
  if (!today || word.size() != 4 || !is_year(word) || at == 0) return std::nullopt;
  const std::string_view before = word_at(words, at - 1);
  const std::string_view earlier = at > 1 ? word_at(words, at - 2) : std::string_view();
  const bool born =
      is_one_of(before, {"geboren", "geb", "geboortejaar", "bouwjaar"}) ||
      (is_one_of(before, {"in", "is"}) && is_one_of(earlier, {"geboren", "geb", "geboortejaar"}));
  if (!born && !is_said_of_somebody(words, at)) return std::nullopt;
  // "vader 2019 overleden"
  if (!born && is_one_of(beside(words, at),
                         {"overleden", "gestorven", "verongelukt", "omgekomen", "vermoord",
                          "vertrokken", "verhuisd", "gevlucht", "opgenomen"})) {
    return std::nullopt;
  }
  if (whose_age(words, at) != Whose::main) return std::nullopt;
  int year = 0;
  for (const char digit : word) year = 10 * year + (digit - '0');
  const int years = static_cast<int>(today->year()) - year;
  if (years < 1 || years > oldest) return std::nullopt;
  return AgeBand{years - 1, years};
}

// "35e", "35ste"
std::optional<int> ordinal(std::string_view word) {
  for (const std::string_view end : {"ste", "de", "e"}) {
    if (!word.ends_with(end)) continue;
    const std::string_view years = word.substr(0, word.size() - end.size());
    const bool digits = !years.empty() && years[0] >= '0' && years[0] <= '9';
    return digits ? number(years) : std::nullopt;
  }
  return std::nullopt;
}

bool is_children(std::string_view word) { return is_one_of(word, {"kind", "kinderen"}); }

bool has_one_of(const Words& words, std::size_t begin, std::size_t end,
                std::initializer_list<std::string_view> these) {
  for (std::size_t at = begin; at < end; ++at) {
    if (is_one_of(word_at(words, at), these)) return true;
  }
  return false;
}

// Somebody so old has no young children, unless they are said to be.
bool speaks_of_the_old(const Words& words) {
  return has_one_of(
      words, 0, words.size(),
      {"dementie", "alzheimer", "dement", "dementerend", "dementerende", "verpleeghuis",
       "verzorgingshuis", "hoogbejaard", "bejaard", "bejaarde", "weduwe", "weduwnaar", "geriater",
       "ouderdom", "gepensioneerd", "gepensioneerde"});
}

// The children that stand at `at` are those of a grown-up who is asked about, and no children any
// more, or not yet, or not there.
bool are_no_children(const Words& words, std::size_t at, bool of_the_old) {
  const std::size_t begin = sentence_begin(words, at);
  const std::size_t end = sentence_end(words, at);
  const std::string_view before = at > 0 ? word_at(words, at - 1) : std::string_view();
  if (is_one_of(before, {"volwassen", "meerderjarige", "geen", "zonder", "als"})) return true;
  if (is_one_of(before, {"jonge", "kleine", "minderjarige", "thuiswonende", "schoolgaande"})) {
    return false;
  }
  if (has_one_of(words, begin, end,
                 {"verwacht", "verwachten", "zwanger", "kinderwens", "ongeboren"}) ||
      is_one_of(word_at(words, at + 1), {"krijgen", "verwachten"})) {
    return true;
  }
  const bool elsewhere = is_one_of(word_at(words, at + 1), {"wonen", "woont"}) &&
                         !has_one_of(words, at + 1, std::min(end, at + 6), {"thuis", "bij", "nog"});
  // "het huis uit", not "uit huis geplaatst"
  const bool left =
      has_one_of(words, begin, end, {"uit"}) && has_one_of(words, begin, end, {"huis"}) &&
      !has_one_of(words, begin, end,
                  {"geplaatst", "plaatsen", "plaatsing", "gehaald", "halen", "gezet", "zetten"});
  return elsewhere || left || of_the_old;
}

}  // namespace

std::optional<AgeBand> age_told(const std::vector<Word>& words, Today today) {
  std::optional<AgeBand> result;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (const auto band = about_tens(words, at)) widen(result, *band);
    if (const auto band = of_birth(words, at, today)) widen(result, *band);
  }
  return result;
}

std::optional<AgeBand> age_of_birthday(const std::vector<Word>& words) {
  for (std::size_t at = 2; at < words.size(); ++at) {
    const std::optional<int> years = ordinal(word_at(words, at));
    if (!years || *years > oldest || word_at(words, at - 2) != "op" ||
        !is_one_of(word_at(words, at - 1), {"zijn", "haar", "hun"})) {
      continue;
    }
    const bool goes_on = has_one_of(words, sentence_begin(words, at), sentence_end(words, at),
                                    {"nog", "nu", "steeds", "weer", "inmiddels"});
    const bool was = has_one_of(
        words, sentence_begin(words, at), sentence_end(words, at),
        {"was", "werd", "had", "kreeg", "raakte", "ging", "kwam", "sinds", "begon", "toen"});
    if (goes_on && !was) return AgeBand{*years, *years};
  }
  return std::nullopt;
}

std::optional<AgeBand> age_by_words(const std::vector<Word>& words) {
  std::optional<AgeBand> of_class;
  for (std::size_t at = 1; at < words.size(); ++at) {
    const std::optional<int> group = number(word_at(words, at));
    if (word_at(words, at - 1) != "groep" || !group || *group < 1 || *group > last_class ||
        word_at(words, at) == "een" || counts_something_else(words, at) ||
        is_one_of(beside(words, at), {"mensen", "personen", "man"})) {
      continue;
    }
    widen(of_class, {*group + age_before_school, *group + age_before_school + 1});
  }
  if (of_class) return of_class;
  std::optional<AgeBand> by_word;
  const bool of_the_old = speaks_of_the_old(words);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string_view word = word_at(words, at);
    if (is_children(word) && are_no_children(words, at, of_the_old)) continue;
    if (const auto band = age_word(word)) widen(by_word, *band);
  }
  return by_word;
}

std::optional<AgeBand> age_word(std::string_view folded) {
  for (const AgeWord& each : age_words) {
    if (folded == each.word) return each.band;
  }
  return std::nullopt;
}

std::optional<AgeBand> age_of_decade(const std::vector<Word>& words) {
  return age_told(words, std::nullopt);
}

}  // namespace expertise::search
