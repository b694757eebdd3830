#include "search/question_age_words.h"

#include <array>
#include <charconv>

#include "search/calendar_words.h"

namespace expertise::search {
namespace {

constexpr std::array<std::string_view, 21> small_numbers{
    "nul",      "een",      "twee",    "drie",      "vier",     "vijf",      "zes",
    "zeven",    "acht",     "negen",   "tien",      "elf",      "twaalf",    "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig"};

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

bool ends_with(std::string_view word, std::string_view end) {
  return word.size() > end.size() && word.substr(word.size() - end.size()) == end;
}

bool is_unit_of_something_else(std::string_view word) {
  return is_month(word) ||
         is_one_of(word, {"maanden",  "maand",   "mnd",  "weken",  "week",    "wkn",     "dagen",
                          "dag",      "uur",     "uren", "u",      "euro",    "cent",    "keer",
                          "maal",     "x",       "kilo", "kg",     "gram",    "mg",      "ml",
                          "liter",    "meter",   "cm",   "km",     "m2",      "procent", "katten",
                          "kinderen", "minuten", "min",  "graden", "honderd", "duizend", "miljoen",
                          "punten",   "mille",   "ct",   "jan",    "feb",     "mrt",     "apr",
                          "jun",      "jul",     "aug",  "sep",    "sept",    "okt",     "nov",
                          "dec"});
}

// People after a number that are counted, and what else is said in the plural. A verb or a small
// word may look the same.
bool looks_like_counted_things(const Word& word) {
  const std::string_view folded = word.token.folded;
  if (word.stop || folded.size() < 5) return false;
  if (!ends_with(folded, "en") && !ends_with(folded, "s")) return false;
  return !is_one_of(folded,
                    {"worden",  "stoppen", "moeten",   "willen", "mogen",   "kunnen", "zullen",
                     "krijgen", "komen",   "blijven",  "vallen", "wonen",   "straks", "thuis",
                     "soms",    "alleen",  "samen",    "buiten", "binnen",  "tussen", "tegen",
                     "zonder",  "volgens", "ondanks",  "steeds", "sinds",   "reeds",  "anders",
                     "wegens",  "tijdens", "begonnen", "gewoon", "eerdaags"});
}

// What lasts for years: "18 jaar samen", "18 jaar verslaafd", "18 jaar zonder werk".
bool is_state(std::string_view word) {
  if (word.size() > 4 && word.substr(0, 2) == "ge" &&
      (word.back() == 'd' || word.back() == 't' || ends_with(word, "en"))) {
    return true;
  }
  return is_one_of(word, {"verslaafd",    "samen",        "clean",
                          "nuchter",      "ziek",         "alleen",
                          "werkloos",     "dakloos",      "dienst",
                          "zonder",       "mantelzorger", "weduwe",
                          "weduwnaar",    "afhankelijk",  "bezig",
                          "vermist",      "depressief",   "dood",
                          "overleden",    "invalide",     "bekend",
                          "werkzaam",     "actief",       "lid",
                          "klant",        "patient",      "arbeidsongeschikt",
                          "onder",        "last",         "ruzie",
                          "schulden",     "pijn",         "problemen",
                          "psychotisch",  "eenzaam",      "geen",
                          "niet",         "niks",         "niets",
                          "thuis",        "bijstand",     "ervaring",
                          "werkervaring", "huwelijk",     "relatie",
                          "cel",          "celstraf",     "gevangenis",
                          "mantelzorg",   "ellende",      "mishandeling",
                          "elkaar",       "achter"});
}

int months_of_part(std::string_view part) {
  if (part == "25") return 3;
  return part == "75" ? 9 : 6;
}

// How many words from here on are a part of the years before: the 5 of "17,5", "en een half".
std::size_t words_of_part(const std::vector<Word>& words, std::size_t at) {
  if (at == 0 || !number(word_at(words, at - 1))) return 0;
  const auto continues = [&](std::size_t place) {
    return place < words.size() && words[place].token.continues;
  };
  if (continues(at)) {
    const bool alone = !continues(at - 1) && !continues(at + 1);
    return alone && is_one_of(word_at(words, at), {"25", "5", "50", "75"}) ? 1 : 0;
  }
  const bool half = word_at(words, at) == "en" && word_at(words, at + 1) == "een" &&
                    is_one_of(word_at(words, at + 2), {"half", "halve"});
  return half && is_one_of(word_at(words, at + 3), {"jaar", "jarig", "jarige"}) ? 3 : 0;
}

// "17jr" and "twaalfjarige" as two words.
bool add_parts(const Word& word, std::vector<Word>& out) {
  const std::string_view folded = word.token.folded;
  struct Unit {
    std::string_view written;
    std::string_view read;
  };
  for (const Unit& unit :
       {Unit{"jarige", "jarige"}, Unit{"jarigen", "jarigen"}, Unit{"jarig", "jarig"},
        Unit{"jaar", "jaar"}, Unit{"jr", "jaar"}, Unit{"j", "jaar"}}) {
    if (!ends_with(folded, unit.written)) continue;
    const std::string_view years = folded.substr(0, folded.size() - unit.written.size());
    if (!number(years)) continue;
    Word first = word;
    first.token.folded = years;
    first.token.has_letter = number(years) && (years[0] < '0' || years[0] > '9');
    first.token.end = word.token.end - unit.written.size();
    Word second = word;
    second.token.folded = unit.read;
    second.token.begin = first.token.end;
    second.token.starts_sentence = false;
    out.push_back(std::move(first));
    out.push_back(std::move(second));
    return true;
  }
  return false;
}

}  // namespace

std::string_view beside(const std::vector<Word>& words, std::size_t at) {
  if (at + 1 >= words.size() || words[at + 1].token.starts_sentence ||
      words[at + 1].token.begin > words[at].token.end + 1) {
    return {};
  }
  return words[at + 1].token.folded;
}

std::size_t sentence_begin(const std::vector<Word>& words, std::size_t at) {
  const std::size_t first = at - std::min(at, most_words_of_sentence);
  while (at > first && !words[at].token.starts_sentence) --at;
  return at;
}

std::size_t sentence_end(const std::vector<Word>& words, std::size_t at) {
  const std::size_t last = std::min(words.size(), at + most_words_of_sentence);
  for (++at; at < last && !words[at].token.starts_sentence;) ++at;
  return at;
}

std::optional<int> number(std::string_view folded) {
  for (std::size_t i = 0; i < small_numbers.size(); ++i) {
    if (folded == small_numbers[i]) return static_cast<int>(i);
  }
  for (const auto& [word, tens] : decades) {
    if (!folded.ends_with(word)) continue;
    std::string_view units = folded.substr(0, folded.size() - word.size());
    if (units.empty()) return tens;
    if (!units.ends_with("en")) continue;
    units.remove_suffix(2);
    for (std::size_t i = 1; i < 10; ++i) {
      if (units == small_numbers[i]) return tens + static_cast<int>(i);
    }
  }
  int value = 0;
  const auto [end, fault] = std::from_chars(folded.data(), folded.data() + folded.size(), value);
  if (fault != std::errc() || end != folded.data() + folded.size() || folded.size() > 3) {
    return std::nullopt;
  }
  return value;
}

bool is_person(std::string_view word) {
  return is_one_of(
      word, {"man",     "vrouw",      "jongen",   "meisje", "jongetje", "moeder",   "vader",
             "zoon",    "dochter",    "hij",      "zij",    "ze",       "mevrouw",  "meneer",
             "client",  "cliente",    "leerling", "opa",    "oma",      "broer",    "zus",
             "partner", "bewoonster", "bewoner",  "oudste", "jongste",  "kind",     "student",
             "weduwe",  "jongeman",   "mw",       "mevr",   "dhr",      "echtpaar", "stel"});
}

bool is_month(std::string_view word) {
  return is_one_of(word, {"januari", "februari", "maart", "april", "mei", "juni", "juli",
                          "augustus", "september", "oktober", "november", "december"});
}

WholeYears::WholeYears(const std::vector<Word>& all) {
  words.reserve(all.size());
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (add_parts(all[at], words)) continue;
    if (all[at].token.folded == "jr" && !words.empty() && number(words.back().token.folded)) {
      words.push_back(all[at]);
      words.back().token.folded = "jaar";
      continue;
    }
    if (auto date = date_in_figures(all, at)) {
      words.push_back(all[at]);
      Token& token = words.back().token;
      at += date->words - 1;
      token.end = all[at].token.end;
      token.folded = std::move(date->read);
      token.has_letter = true;
      continue;
    }
    const std::size_t count = words_of_part(all, at);
    if (count == 0) {
      words.push_back(all[at]);
      continue;
    }
    months[words.size() - 1] = months_of_part(all[at + count - 1].token.folded);
    Token& years = words.back().token;
    years.end = all[at + count - 1].token.end;
    years.amount = years.amount || all[at].token.amount;
    at += count - 1;
  }
}

bool counts_something_else(const std::vector<Word>& words, std::size_t at) {
  if (words[at].token.amount) return true;
  if (at + 1 == words.size()) return false;
  const Word& after = words[at + 1];
  // "18:30", "18.000", before which a sentence seems to end; not the years of "16-18".
  if (after.token.begin == words[at].token.end + 1 &&
      is_one_of(after.token.folded, {"00", "000", "15", "30", "45"})) {
    return true;
  }
  const std::string_view next = beside(words, at);
  if (next.empty()) return false;
  if (next != "jaar") return is_unit_of_something_else(next) || looks_like_counted_things(after);
  const std::string_view state = beside(words, at + 1);
  if (is_one_of(state, {"ouder", "jonger", "oudere", "jongere"})) return true;
  if (at > 0 && (word_at(words, at - 1) == "van" || is_person(word_at(words, at - 1)))) {
    return false;
  }
  if (at > 1 && word_at(words, at - 2) == "van") return false;
  // "wordt 18 jaar op 3 maart", "in maart"
  if (is_one_of(state, {"op", "in"})) {
    const std::size_t month = at + (number(word_at(words, at + 3)) ? 4 : 3);
    if (is_month(word_at(words, month)) || is_date_in_figures(word_at(words, at + 3)) ||
        is_year(word_at(words, at + 3))) {
      return false;
    }
  }
  return is_one_of(state,
                   {"geleden", "lang", "later", "terug", "in", "uit", "hier", "bij", "op"}) ||
         is_state(state);
}

bool is_age_of_then(const std::vector<Word>& words, std::size_t at) {
  const std::size_t begin = sentence_begin(words, at);
  const std::size_t after = at + (beside(words, at) == "jaar" ? 2 : 1);
  const std::string_view verb =
      after < sentence_end(words, at) ? word_at(words, after) : std::string_view();
  if (is_one_of(verb, {"was", "werd", "waren", "werden"})) return true;
  bool direct = true;
  for (std::size_t back = 1; back <= 4 && at >= begin + back; ++back) {
    const std::string_view before = word_at(words, at - back);
    if (verb == "is" && is_one_of(before, {"sinds", "sedert"})) return true;
    direct = direct && back <= 2;
    if (direct && is_one_of(before, {"toen", "was", "werd", "waren", "werden"})) return true;
    direct = direct && is_one_of(before, {"nog", "net", "pas", "bijna", "al", "geen"});
  }
  return false;
}

}  // namespace expertise::search
