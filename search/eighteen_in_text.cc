// A birthday is told in two ways: somebody becomes 18 ("wordt in maart 18", "is bijna 18"), which
// is always still to come, or the birthday itself is named ("zijn 18e"), which may be long past:
// then the words around it and the ages in the text decide.
#include "search/eighteen_in_text.h"

#include <algorithm>
#include <limits>

#include "search/calendar_words.h"
#include "search/question_age.h"
#include "search/question_age_words.h"

namespace expertise::search {
namespace {

constexpr int soon = 60;
constexpr int days_a_week = 7;
constexpr int days_a_month = 30;
constexpr int months_a_year = 12;
constexpr int days_a_year = months_a_year * days_a_month;
constexpr int a_few = 3;
// A date further ahead or back is a slip of the pen.
constexpr int most_days_ahead = 18 * 366;
constexpr int most_days_back = 366;

bool becomes(std::string_view word) { return is_one_of(word, {"wordt", "word", "worden"}); }

bool became(std::string_view word) { return is_one_of(word, {"werd", "werden"}); }

bool is_pronoun(std::string_view word) {
  return is_one_of(word, {"hij", "zij", "ze", "ik", "je", "jij", "iemand", "die", "dat"});
}

bool is_possessive(std::string_view word) {
  return is_one_of(word, {"zijn", "haar", "hun", "mijn", "je", "jouw", "diens", "onze", "n", "r"});
}

bool is_young_person(std::string_view word) {
  return is_one_of(word, {"zoon",      "dochter",   "jongen",       "meisje",    "jongere",
                          "jeugdige",  "kind",      "pleegkind",    "pleegzoon", "pleegdochter",
                          "kleinzoon", "kleinkind", "kleindochter", "stiefzoon", "stiefdochter",
                          "puber",     "tiener",    "pupil",        "leerling",  "broertje",
                          "zusje",     "neefje",    "nichtje",      "kinderen",  "jongeren"});
}

// Nobody calls somebody of seventeen so. "Moeder" and "vader" are of somebody else in the text.
bool is_grown_up(std::string_view word) {
  return is_one_of(word, {"man", "vrouw", "meneer", "mevrouw", "mw", "mevr", "dhr", "echtpaar",
                          "weduwe", "oma", "opa"});
}

// Leaves open when: "als hij 18 wordt" is said of a child of twelve too.
bool leaves_open_when(std::string_view word) {
  return is_one_of(word, {"als", "wanneer", "zodra", "voordat", "voor", "tot", "totdat", "indien",
                          "tegen", "nadat", "na", "vanaf", "die", "dat", "of"});
}

// What may stand between "wordt" and "18": who and when, not how much.
bool is_who_or_when(std::string_view word) {
  return is_year(word) || is_month(word) || is_date_in_figures(word) || is_person(word) ||
         is_young_person(word) || is_pronoun(word) || is_possessive(word) ||
         is_one_of(word,
                   {"in",         "op",         "dit",     "jaar",      "volgend",    "volgende",
                    "komende",    "komend",     "maand",   "week",      "straks",     "dan",
                    "al",         "ook",        "bijna",   "haast",     "snel",       "spoedig",
                    "voorjaar",   "zomer",      "najaar",  "winter",    "herfst",     "lente",
                    "binnenkort", "eind",       "begin",   "half",      "medio",      "de",
                    "het",        "nu",         "deze",    "morgen",    "overmorgen", "is",
                    "over",       "binnen",     "een",     "paar",      "enkele",     "anderhalf",
                    "ongeveer",   "ruim",       "krap",    "circa",     "zo",         "maanden",
                    "mnd",        "weken",      "dagen",   "dag",       "jaren",      "pas",
                    "van",        "aanstaande", "maandag", "dinsdag",   "woensdag",   "donderdag",
                    "vrijdag",    "zaterdag",   "zondag",  "vandaag",   "gisteren",   "eergisteren",
                    "onlangs",    "vorige",     "vorig",   "afgelopen", "geleden"});
}

int days_of_unit(std::string_view word) {
  if (is_one_of(word, {"dag", "dagen"})) return 1;
  if (is_one_of(word, {"week", "weken"})) return days_a_week;
  if (is_one_of(word, {"maand", "maanden", "mnd"})) return days_a_month;
  if (is_one_of(word, {"jaar", "jaren"})) return days_a_year;
  return 0;
}

// The days of "over N weken", "binnen een half jaar", when the unit stands at `at`.
std::optional<int> days_ahead(const std::vector<Word>& words, std::size_t at, std::size_t begin) {
  const int unit = days_of_unit(word_at(words, at));
  if (unit == 0 || at < begin + 1) return std::nullopt;
  if (is_one_of(word_at(words, at - 1), {"volgende", "volgend", "komende", "komend", "deze"})) {
    // "volgend jaar" may be any day of it.
    return unit == days_a_year ? some_day_this_year : unit;
  }
  std::size_t from = at - 1;
  std::optional<int> days;
  if (word_at(words, from) == "half") days = unit / 2;
  if (word_at(words, from) == "anderhalf") days = unit + unit / 2;
  if (is_one_of(word_at(words, from), {"paar", "enkele"})) days = a_few * unit;
  if (const auto count = number(word_at(words, from))) days = *count * unit;
  if (!days) return std::nullopt;
  while (from > begin) {
    const std::string_view before = word_at(words, --from);
    if (is_one_of(before, {"over", "binnen"})) return days;
    if (!is_one_of(before, {"een", "ongeveer", "ruim", "krap", "circa", "zo", "n", "al"})) break;
  }
  return std::nullopt;
}

// What the words around a number say of when somebody becomes that.
struct Becoming {
  bool told = false;                   ///< "wordt", or a time that can only be that of a birthday
  bool near = false;                   ///< "bijna", "over drie maanden", right before it
  bool was = false;                    ///< "werd"
  bool is = false;                     ///< "is gisteren 18 geworden"
  bool recent = false;                 ///< "vandaag", "gisteren", "vorige maand"
  bool this_period = false;            ///< "deze week", "dit jaar"
  bool left_open = false;              ///< "als hij 18 wordt"
  bool of_somebody = false;            ///< "hij", "die in maart"
  bool lasting = false;                ///< "drinkt al bijna 18 jaar": what comes before it lasts
  std::optional<int> days{};           ///< "over drie maanden"
  std::optional<Calendar> calendar{};  ///< "in maart"
  bool next_year = false;              ///< "volgend jaar", said with it
};

// "volgend jaar" when its last word stands at `at`.
bool is_next_year(const std::vector<Word>& words, std::size_t at) {
  return at > 0 && word_at(words, at) == "jaar" &&
         is_one_of(word_at(words, at - 1), {"volgend", "volgende"});
}

// "vandaag", "vorige week", "twee weken geleden" when its last word stands at `at`.
bool is_recent(const std::vector<Word>& words, std::size_t at) {
  const std::string_view word = word_at(words, at);
  if (is_one_of(word, {"vandaag", "gisteren", "eergisteren", "onlangs"})) return true;
  if (at == 0) return false;
  const std::string_view before = word_at(words, at - 1);
  const bool period = days_of_unit(word) != 0 || calendar_at(words, at);
  if (period && is_one_of(before, {"vorige", "vorig", "afgelopen"})) return true;
  if (word != "geleden" || at < 2) return false;
  const std::string_view count = word_at(words, at - 2);
  const int unit = days_of_unit(before);
  if (unit == days_a_year) return count == "half";
  return unit != 0 && (is_one_of(count, {"paar", "enkele", "half"}) ||
                       number(count).value_or(days_a_year) * unit <= days_a_year);
}

// "deze week", "dit jaar"
bool is_this_period(const std::vector<Word>& words, std::size_t at) {
  return at > 0 && days_of_unit(word_at(words, at)) != 0 &&
         is_one_of(word_at(words, at - 1), {"deze", "dit"});
}

// The words before it, back to the first that says neither who nor when.
void look_before(const std::vector<Word>& words, std::size_t at, Becoming& result) {
  const std::size_t begin = sentence_begin(words, at);
  bool of_whom = false;
  bool already = false;
  bool joined = true;  // no comma since: "de uitkering stopt volgend jaar, hij wordt in maart 18"
  for (std::size_t i = at; i-- > begin;) {
    const std::string_view word = word_at(words, i);
    joined = joined && !beside(words, i).empty();
    result.next_year = result.next_year || (joined && is_next_year(words, i));
    result.recent = result.recent || (joined && is_recent(words, i));
    result.this_period = result.this_period || (joined && is_this_period(words, i));
    if (becomes(word)) {
      result.told = true;
      continue;
    }
    if (became(word) && !result.told) {
      result.was = true;
      continue;
    }
    if (!result.calendar) result.calendar = calendar_at(words, i);
    result.of_somebody = result.of_somebody || is_pronoun(word);
    if (leaves_open_when(word) && !is_pronoun(word)) {
      result.left_open = true;
      result.lasting = word == "na";
      return;
    }
    result.is = result.is || word == "is";
    already = already || word == "al";
    of_whom = of_whom || result.is || word == "van" || is_person(word) || is_young_person(word) ||
              is_pronoun(word);
    if (const auto days = days_ahead(words, i, begin); days && !result.days) {
      result.days = days;
      result.near = i + 1 == at;
    }
    if (is_one_of(word, {"bijna", "haast", "binnenkort", "morgen", "overmorgen"}) && !result.days) {
      result.days = word == "morgen" ? 1 : word == "overmorgen" ? 2 : soon;
      result.near = i + 1 == at;
    }
    const bool counts_time = number(word) && (days_of_unit(word_at(words, i + 1)) != 0 ||
                                              is_month_of_date(word_at(words, i + 1)));
    const bool of_date = i > begin && ((is_month_of_date(word) && number(word_at(words, i - 1))) ||
                                       (is_month_of_date(word_at(words, i - 1)) &&
                                        word.size() == 4 && !words[i].token.has_letter));
    const bool since = word == "sinds" && result.recent;
    // "zodra Sam 18 is"
    const bool name = i + 1 == at && i > begin && leaves_open_when(word_at(words, i - 1)) &&
                      !is_one_of(word, {"de", "het"});
    if (!is_who_or_when(word) && !counts_time && !of_date && !since && !name) {
      result.lasting = !of_whom && word != "met" && !beside(words, i).empty();
      break;
    }
  }
  result.lasting = result.lasting || (already && !result.is);
}

// "als mijn zoon 18 wordt", "die in maart 18 wordt", "18 worden"; not "jongen van 18 wordt
// begeleid", nor "Kerkstraat 18 wordt ontruimd".
bool becomes_after(const std::vector<Word>& words, std::size_t at, const Becoming& before) {
  if (word_at(words, at + 1) == "worden" && at == 0) return true;
  if (at == 0) return false;
  return before.left_open || before.of_somebody || before.days.has_value();
}

// What may stand between "wordt 18" and the month, season or weekday.
bool leads_to_date(std::string_view word) {
  return is_one_of(word, {"op", "in", "eind", "begin", "half", "medio", "midden", "rond", "de",
                          "het", "deze", "komende", "aanstaande", "volgend", "volgende", "jaar"});
}

// "op 3 maart 2027", "in de zomer", "half maart", "in maart volgend jaar" right behind "wordt 18".
void look_for_date(const std::vector<Word>& words, std::size_t last, Becoming& result) {
  const std::size_t end = sentence_end(words, last);
  std::size_t at = last + 1;
  const auto leads = [&] {
    const bool day =
        number(word_at(words, at)) && (at > last + 1 || is_month_of_date(word_at(words, at + 1)));
    const bool weekday = is_weekday(word_at(words, at)) &&
                         (number(beside(words, at)) || is_date_in_figures(beside(words, at)));
    return day || weekday || leads_to_date(word_at(words, at));
  };
  while (at < end && !beside(words, at - 1).empty() && leads()) {
    result.next_year = result.next_year || is_next_year(words, at);
    ++at;
  }
  if (at >= end || beside(words, at - 1).empty()) return;
  if (at == last + 1 && !is_date_in_figures(word_at(words, at))) return;
  if (!result.calendar) result.calendar = calendar_at(words, at);
  const std::size_t year = at + (word_at(words, at + 1) == "van" ? 3 : 2);
  result.next_year = result.next_year || (year < end && is_next_year(words, year));
}

// "18 over drie maanden", "18 in maart"; not "jongen van 18 in maart opgenomen".
void look_after(const std::vector<Word>& words, std::size_t at, std::size_t last,
                Becoming& result) {
  if (at > 0 && word_at(words, at - 1) == "van") return;
  const std::string_view next = beside(words, last);
  if (is_one_of(next, {"in", "eind", "begin"}) && is_month(beside(words, last + 1))) {
    result.told = true;
    result.calendar = calendar_at(words, last + 2);
  }
  // Of whom it is not said that he becomes it, he may be it: "jongen 18 op 3 maart opgenomen".
  if (result.told || result.was) {
    look_for_date(words, last, result);
    result.recent = result.recent || (!next.empty() && is_recent(words, last + 1)) ||
                    (!beside(words, last + 1).empty() && is_recent(words, last + 2));
  }
  if (!is_one_of(next, {"over", "binnen"}) || result.days) return;
  const std::size_t end = std::min(last + 6, sentence_end(words, last));
  for (std::size_t unit = last + 3; unit < end && !result.days; ++unit) {
    result.days = days_ahead(words, unit, last);
    if (result.days) result.told = true;
  }
}

Becoming said_of(const std::vector<Word>& words, std::size_t at) {
  Becoming result;
  if (counts_something_else(words, at)) return result;
  // "wordt 18-2 gehoord"
  if (!beside(words, at).empty() && !words[at + 1].token.has_letter) return result;
  look_before(words, at, result);
  const bool years = beside(words, at) == "jaar";
  const bool bare = !years && at > 0 && word_at(words, at - 1) == "bijna";
  if (result.near && (bare || !result.lasting)) result.told = true;
  std::size_t last = years ? at + 1 : at;
  const std::string_view verb = beside(words, last);
  if (becomes(verb) && becomes_after(words, at, result)) {
    result.told = true;
    ++last;
  }
  if (became(verb) && at > 0 && !result.told) {
    result.was = true;
    ++last;
  }
  if (verb == "is" && result.left_open) result.told = true;
  look_after(words, at, last, result);
  if (at < 2) return result;
  const std::string_view before = word_at(words, at - 1);
  const std::string_view earlier = word_at(words, at - 2);
  // "nog geen 18", "loopt tegen de 18"
  if ((is_one_of(before, {"geen", "niet"}) && is_one_of(earlier, {"nog", "net"})) ||
      (before == "de" && is_one_of(earlier, {"tegen", "richting", "naar"}))) {
    result.told = true;
  }
  return result;
}

Becoming becoming_at(const std::vector<Word>& words, std::size_t at) {
  Becoming result = said_of(words, at);
  if (result.was || is_age_of_then(words, at)) result.told = false;
  return result;
}

// Nothing else is said of the number: "werd gisteren 18", not "werd gisteren 112 gebeld".
bool stands_alone(const std::vector<Word>& words, std::size_t at) {
  if (at > 0 && is_one_of(word_at(words, at - 1), {"van", "op", "in", "over", "de", "het"})) {
    return false;
  }
  const std::string_view next = beside(words, beside(words, at) == "jaar" ? at + 1 : at);
  return next.empty() || becomes(next) || became(next) || is_date_in_figures(next) ||
         is_one_of(next, {"en",          "maar",    "dus",    "want",     "geworden", "is",
                          "op",          "in",      "oud",    "waardoor", "waarna",   "terwijl",
                          "omdat",       "zodat",   "met",    "nu",       "vandaag",  "gisteren",
                          "eergisteren", "onlangs", "vorige", "vorig",    "afgelopen"});
}

bool is_eighteen(std::string_view word) {
  return is_one_of(word, {"18", "achttien", "meerderjarig"});
}

// "meneer werd gisteren 80", not "de dosering werd vorige maand 20".
bool speaks_of_somebody(const std::vector<Word>& words, std::size_t at) {
  const std::size_t end = sentence_end(words, at);
  for (std::size_t i = sentence_begin(words, at); i < end; ++i) {
    const std::string_view word = word_at(words, i);
    if (is_person(word) || is_young_person(word) || is_pronoun(word)) return true;
  }
  return false;
}

std::optional<int> days_to(const Becoming& becoming, std::chrono::year_month_day today) {
  if (!becoming.calendar) return std::nullopt;
  Calendar then = *becoming.calendar;
  if (becoming.next_year && !then.year) then.year = static_cast<int>(today.year()) + 1;
  return days_from(today, then);
}

// "wordt vandaag 18", "werd vorige maand 18", "wordt op 3 maart 2026 18" when that is past.
bool has_turned(const std::vector<Word>& words, std::size_t at, const Becoming& becoming,
                std::optional<std::chrono::year_month_day> today) {
  const bool verb = becoming.told || becoming.was;
  if (becoming.left_open || !(verb || becoming.is) || !stands_alone(words, at)) return false;
  if (!is_eighteen(word_at(words, at)) && !speaks_of_somebody(words, at)) return false;
  if (becoming.was) {
    for (std::size_t i = sentence_begin(words, at); i < at; ++i) {
      if (word_at(words, i) == "toen") return false;
    }
    if (becoming.this_period) return true;
  } else if (becoming.days) {
    return false;
  }
  if (becoming.recent) return true;
  if (!verb || !becoming.calendar) return false;
  if (becoming.was && !becoming.calendar->year) return true;
  if (!today) return false;
  const int days = days_to(becoming, *today).value_or(1);
  const bool in_this_year = becoming.calendar->year == static_cast<int>(today->year());
  return days > -most_days_back && (days <= 0 || (becoming.was && in_this_year));
}

enum class Naming { none, near, to_come, past };

bool tells_what_comes(std::string_view word) {
  return is_one_of(word,
                   {"moet",     "moeten",       "stopt",     "stoppen",  "eindigt",  "eindigen",
                    "vervalt",  "vervallen",    "afloopt",   "ophoudt",  "houdt",    "straks",
                    "dadelijk", "zal",          "zullen",    "mag",      "mogen",    "wie",
                    "wat",      "hoe",          "waar",      "regelen",  "geregeld", "plan",
                    "plannen",  "toekomstplan", "verlengen", "verlengd", "doorgaan", "doorloopt"});
}

// Something goes on until then, or happens then: of "vanaf zijn 18e" this would say nothing.
bool tells_what_happens_then(std::string_view word) {
  return tells_what_comes(word) ||
         is_one_of(word, {"blijft", "blijven", "kan",    "kunnen", "wil",       "willen", "gaat",
                          "gaan",   "wordt",   "worden", "valt",   "vallen",    "komt",   "krijgt",
                          "loopt",  "geldt",   "woont",  "wonen",  "verblijft", "zit"});
}

bool tells_what_was(std::string_view word) {
  return is_one_of(
      word,
      {"was",     "waren",   "had",      "hadden",   "werd",      "werden", "zat",    "zaten",
       "woonde",  "woonden", "kreeg",    "kregen",   "ging",      "gingen", "bleef",  "bleven",
       "groeide", "stond",   "stonden",  "verbleef", "leefde",    "kwam",   "kwamen", "vertrok",
       "liep",    "deed",    "deden",    "dronk",    "gebruikte", "begon",  "stopte", "verliet",
       "moest",   "moesten", "mocht",    "mochten",  "kon",       "konden", "wilde",  "vierde",
       "raakte",  "verloor", "gebeurde", "trouwde",  "werkte",    "viel",   "hield",  "toen"});
}

// "gezeten", "opgegroeid"; what is still to be done may be said with it too ("moet geregeld").
bool is_participle(const Word& word) {
  const std::string_view folded = word.token.folded;
  if (folded.size() < 6) return false;
  const char end = folded.back();
  const bool ends = end == 'd' || end == 't' || folded.substr(folded.size() - 2) == "en";
  if (!ends || is_one_of(folded, {"gebied", "gezicht", "gewicht", "gesprekken", "gezinnen",
                                  "gezond", "geregeld", "gemeenten"})) {
    return false;
  }
  if (folded.substr(0, 2) == "ge") return true;
  for (const std::string_view part :
       {"opge", "uitge", "afge", "inge", "vastge", "doorge", "aange"}) {
    if (folded.substr(0, part.size()) == part) return true;
  }
  return is_one_of(folded, {"verbleven", "verslaafd", "ontstaan", "begonnen", "verloren"});
}

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

// How far the nearest word of this kind in the sentence is.
template <typename Kind>
std::size_t nearest(const std::vector<Word>& words, std::size_t at, Kind is_kind) {
  std::size_t found = nowhere;
  for (std::size_t i = sentence_begin(words, at); i < sentence_end(words, at); ++i) {
    if (is_kind(words[i])) found = std::min(found, i > at ? i - at : at - i);
  }
  return found;
}

// The preposition before "zijn 18e", "de naderende 18e verjaardag", "vlak voor haar 18e".
std::string_view preposition_of(const std::vector<Word>& words, std::size_t at) {
  const std::size_t begin = sentence_begin(words, at);
  for (std::size_t i = at; i-- > begin && at - i <= 4;) {
    const std::string_view word = word_at(words, i);
    if (is_one_of(word, {"voor", "rond", "rondom", "richting", "naar", "tegen", "tot", "op", "met",
                         "na", "vanaf", "sinds", "sedert"})) {
      return word == "met" && i > begin && word_at(words, i - 1) == "en" ? "tot" : word;
    }
    if (!is_possessive(word) &&
        !is_one_of(word, {"de", "het", "aan", "naderende", "aanstaande", "komende", "eigen"})) {
      break;
    }
  }
  return {};
}

// "zijn 18e", "de achttiende verjaardag", "voor 18e"; not "de 18e van maart", "de 18e keer".
bool is_birthday(const std::vector<Word>& words, std::size_t at) {
  if (!is_one_of(word_at(words, at), {"18e", "18de", "18ste", "achttiende"})) return false;
  const std::string_view next = beside(words, at);
  if (is_one_of(next, {"verjaardag", "levensjaar", "jaar"})) return true;
  if (is_month(next) ||
      is_one_of(next, {"keer",       "maal",         "week",        "maand", "dag",    "poging",
                       "sessie",     "afspraak",     "gesprek",     "baan",  "woning", "huis",
                       "eeuw",       "verdieping",   "etage",       "plek",  "plaats", "school",
                       "begeleider", "hulpverlener", "sollicitatie"})) {
    return false;
  }
  if (at == 0) return false;
  const std::string_view before = word_at(words, at - 1);
  return is_possessive(before) || (before != "aan" && !preposition_of(words, at).empty() &&
                                   !is_one_of(before, {"de", "het"}));
}

Naming naming_at(const std::vector<Word>& words, std::size_t at) {
  if (!is_birthday(words, at)) return Naming::none;
  const std::string_view preposition = preposition_of(words, at);
  if (is_one_of(preposition, {"sinds", "sedert"})) return Naming::past;
  const std::size_t nears = nearest(words, at, [](const Word& word) {
    return is_one_of(word.token.folded, {"nadert", "naderen", "naderende", "aanstaande", "komende",
                                         "eraan", "dichterbij", "zicht"});
  });
  if (nears <= 4) return Naming::near;
  const bool from_then = is_one_of(preposition, {"na", "vanaf"});
  const std::size_t ahead = nearest(words, at, [&](const Word& word) {
    return from_then ? tells_what_comes(word.token.folded)
                     : tells_what_happens_then(word.token.folded);
  });
  const std::size_t behind =
      nearest(words, at, [](const Word& word) { return tells_what_was(word.token.folded); });
  if (behind != nowhere && behind <= ahead) return Naming::past;
  if (ahead != nowhere) return Naming::to_come;
  if (from_then || is_one_of(preposition, {"tot", "op", "met"})) return Naming::past;
  // "voor haar 18e al zwanger"
  if (word_at(words, at + 1) == "al" || nearest(words, at, is_participle) != nowhere) {
    return Naming::past;
  }
  return Naming::to_come;
}

// Whose birthday it can be, by the ages that the text gives.
struct Given {
  bool child = false;
  bool young = false;  ///< from 16 to 23
  bool adult = false;
};

Given given_by(const std::vector<Word>& words, std::optional<std::chrono::year_month_day> today) {
  Given result;
  for (const int age : ages_in(words, today)) {
    (age < 16 ? result.child : age <= 23 ? result.young : result.adult) = true;
  }
  if (result.child || result.young || result.adult) return result;
  result.adult = age_of_decade(words) ||
                 std::any_of(words.begin(), words.end(),
                             [](const Word& word) { return is_grown_up(word.token.folded); });
  return result;
}

// An adult of whom the text speaks has had the birthday, unless a young person is named before it
// or right after ("de 18e verjaardag van haar zoon").
bool is_of_a_young_person(const std::vector<Word>& words, std::size_t at) {
  const std::size_t end = std::min(words.size(), at + 6);
  return std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Word& word) { return is_young_person(word.token.folded); });
}

}  // namespace

bool is_to_become(const std::vector<Word>& words, std::size_t at) {
  return becoming_at(words, at).told;
}

bool has_become(const std::vector<Word>& words, std::size_t at,
                std::optional<std::chrono::year_month_day> today) {
  return has_turned(words, at, becoming_at(words, at), today);
}

std::optional<int> days_until_eighteen(const std::vector<Word>& all,
                                       std::optional<std::chrono::year_month_day> today) {
  const std::vector<Word> words = WholeYears(all).words;
  std::optional<int> dated;
  const auto date = [&](int days) { dated = std::min(dated.value_or(days), days); };
  bool comes = false;
  const Given given = given_by(words, today);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (is_eighteen(word_at(words, at))) {
      const Becoming becoming = becoming_at(words, at);
      if (!becoming.told || becoming.recent || has_turned(words, at, becoming, today)) continue;
      if (becoming.days && *becoming.days != some_day_this_year) {
        date(*becoming.days);
      } else if (!becoming.left_open || !(given.child || given.young)) {
        const auto days = today ? days_to(becoming, *today) : std::nullopt;
        const bool some_day = !days || (becoming.calendar->whole_year &&
                                        becoming.calendar->year == static_cast<int>(today->year()));
        comes = comes || some_day;
        if (days && !some_day && *days > 0 && *days <= most_days_ahead) {
          date(*days == some_day_this_year ? *days - 1 : *days);
        }
      }
    }
    const Naming naming = naming_at(words, at);
    if (naming == Naming::near) comes = true;
    if (naming == Naming::to_come && !given.child && !given.young &&
        (!given.adult || is_of_a_young_person(words, at))) {
      comes = true;
    }
  }
  for (const AgeRead& each : ages_read(all, today)) {
    if (each.years == 17) comes = true;
    const int to_go = (18 - each.years) * months_a_year - each.months;
    if (each.months > 0 && (each.years == 16 || each.years == 17)) date(to_go * days_a_month);
  }
  // The years that are given say more than a birthday that is years off.
  const bool far = dated && *dated > 2 * days_a_year;
  if (dated && !(far && (given.young || comes))) return dated;
  return comes ? std::optional(some_day_this_year) : std::nullopt;
}

bool eighteen_is_past(const std::vector<Word>& all) {
  const std::vector<Word> words = WholeYears(all).words;
  bool past = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const Naming naming = naming_at(words, at);
    if (naming == Naming::near || naming == Naming::to_come) return false;
    past = past || naming == Naming::past;
    if (!is_eighteen(word_at(words, at))) continue;
    if (becoming_at(words, at).told) return false;
    past = past || is_age_of_then(words, at);
  }
  return past;
}

}  // namespace expertise::search
