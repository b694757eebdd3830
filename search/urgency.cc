// A cue is a few words in a row. Some can be denied; a time ("vanavond") only by who says that it
// need not be, and it counts only when it is still to come.
#include "search/urgency.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "search/calendar_words.h"
#include "search/negation.h"
#include "search/question_age_words.h"

namespace expertise::search {
namespace {

using Words = std::vector<Word>;

enum class Kind {
  haste,  ///< said to be so
  time    ///< by when it must be
};

struct Cue {
  std::string_view words;  ///< folded, one space between
  Kind kind;
};

constexpr std::array<Cue, 62> cues{{
    {"spoed", Kind::haste},
    {"zo spoedig mogelijk", Kind::haste},
    {"zo snel mogelijk", Kind::haste},
    {"zo gauw mogelijk", Kind::haste},
    {"zsm", Kind::haste},
    {"asap", Kind::haste},
    {"dringend", Kind::haste},
    {"dringende", Kind::haste},
    {"urgent", Kind::haste},
    {"urgente", Kind::haste},
    {"acuut", Kind::haste},
    {"per direct", Kind::haste},
    {"per ommegaande", Kind::haste},
    {"onmiddellijk", Kind::haste},
    {"nu meteen", Kind::haste},
    {"nu direct", Kind::haste},
    {"is haast", Kind::haste},
    {"haast bij", Kind::haste},
    {"haast mee", Kind::haste},
    {"haast geboden", Kind::haste},
    {"heb haast", Kind::haste},
    {"hebben haast", Kind::haste},
    {"heeft haast", Kind::haste},
    {"kan niet wachten", Kind::haste},
    {"kan niet langer wachten", Kind::haste},
    {"kunnen niet wachten", Kind::haste},
    {"kunnen niet langer wachten", Kind::haste},
    {"vandaag nog", Kind::time},
    {"nog vandaag", Kind::time},
    {"voor vandaag", Kind::time},
    {"vandaag antwoord", Kind::time},
    {"vanavond", Kind::time},
    {"vanmiddag nog", Kind::time},
    {"nog vanmiddag", Kind::time},
    {"voor vanmiddag", Kind::time},
    {"vanmiddag moet", Kind::time},
    {"moet vanmiddag", Kind::time},
    {"moeten vanmiddag", Kind::time},
    {"vannacht nog", Kind::time},
    {"nog vannacht", Kind::time},
    {"voor vannacht", Kind::time},
    {"moet vannacht", Kind::time},
    {"moeten vannacht", Kind::time},
    {"kan vannacht", Kind::time},
    {"kunnen vannacht", Kind::time},
    {"vannacht nergens", Kind::time},
    {"vannacht geen", Kind::time},
    {"deze week nog", Kind::time},
    {"nog deze week", Kind::time},
    {"morgen nog", Kind::time},
    {"uiterlijk vandaag", Kind::time},
    {"uiterlijk morgen", Kind::time},
    {"voor morgen", Kind::time},
    {"staat op straat", Kind::time},
    {"staan op straat", Kind::time},
    {"nu op straat", Kind::time},
    {"vandaag op straat", Kind::time},
    {"op straat staat", Kind::time},
    {"op straat staan", Kind::time},
    {"binnen een uur", Kind::time},
    {"binnen een paar uur", Kind::time},
    {"binnen een dag", Kind::time},
}};

// Within so many hours or days is at once.
constexpr int most_hours = 72;
constexpr int most_days = 3;
constexpr std::size_t denial_reach = 4;

bool is_denial(std::string_view word) {
  return is_one_of(word, {"geen", "niet", "zonder", "nooit"});
}

// "geen spoed", "niet zo dringend", "heeft ook geen grote haast", "het heeft geen spoed".
bool is_denied(std::string_view text, const Words& words, std::size_t first, std::size_t count) {
  for (std::size_t back = 1; back <= denial_reach && back <= first; ++back) {
    const std::size_t at = first - back;
    if (divides(text, words[at].token, words[at + 1].token)) break;
    if (is_denial(word_at(words, at))) return true;
    // "geen medische spoed"
    const bool describes = back == 1 && word_at(words, at).back() == 'e';
    if (!words[at].stop && !describes && word_at(words, at) != "bijzonder") break;
  }
  return is_denied_behind(text, words, first, count);
}

// "hoeft niet vandaag nog", "niet per se vanavond"
bool need_not_be(std::string_view text, const Words& words, std::size_t first) {
  bool denied = false;
  for (std::size_t back = 1; back <= denial_reach && back <= first; ++back) {
    const std::size_t at = first - back;
    if (divides(text, words[at].token, words[at + 1].token)) return false;
    const std::string_view word = word_at(words, at);
    denied = denied || is_denial(word);
    if (denied && is_one_of(word, {"hoeft", "hoeven", "per", "se"})) return true;
    if (word == "se" && back + 2 <= first && is_denial(word_at(words, at - 2))) return true;
  }
  return false;
}

bool tells_of_the_past(std::string_view word) {
  return is_one_of(word, {"was", "waren", "had", "hadden", "werd", "werden", "belde", "kwam",
                          "kwamen", "ging", "gingen", "zei", "vertelde", "elke", "vroeger"});
}

bool is_past(const Words& words, std::size_t at) {
  const std::size_t end = sentence_end(words, at);
  for (std::size_t i = sentence_begin(words, at); i < end; ++i) {
    if (tells_of_the_past(word_at(words, i))) return true;
  }
  return false;
}

bool has_one_of(const Words& words, std::size_t begin, std::size_t end,
                std::initializer_list<std::string_view> these) {
  for (std::size_t at = begin; at < end; ++at) {
    if (is_one_of(word_at(words, at), these)) return true;
  }
  return false;
}

// "Vorig jaar met spoed naar het ziekenhuis gebracht", "werd in 2019 acuut ziek". What is asked for
// is of now, and "was" alone does not say how long ago.
bool was_then(std::string_view text, const Words& words, std::size_t first) {
  const auto ends = [&](std::size_t at) {
    return divides(text, words[at].token, words[at + 1].token) ||
           is_one_of(word_at(words, at + 1),
                     {"en", "maar", "want", "dus", "omdat", "dat", "die", "nu"});
  };
  const std::size_t earliest = sentence_begin(words, first);
  const std::size_t latest = sentence_end(words, first);
  std::size_t begin = first;
  while (begin > earliest && !ends(begin - 1)) --begin;
  std::size_t end = first + 1;
  while (end < latest && !ends(end - 1)) ++end;
  bool long_ago = false;
  for (std::size_t at = begin; at < end; ++at) {
    const std::string_view word = word_at(words, at);
    if (is_one_of(word, {"nodig", "graag", "vraag", "vragen", "zoek", "zoeken", "advies",
                         "antwoord", "reactie", "hulp", "gezocht", "gevraagd", "gewenst"})) {
      return false;
    }
    const std::string_view next = at + 1 < end ? word_at(words, at + 1) : std::string_view();
    long_ago = long_ago || is_one_of(word, {"vroeger", "destijds"}) ||
               (word == "vorig" && next == "jaar") ||
               (is_one_of(word, {"jaar", "jaren", "maanden"}) && next == "geleden") ||
               (word == "in" && is_year(next) &&
                has_one_of(words, begin, end,
                           {"was", "waren", "had", "hadden", "werd", "werden", "ging", "gingen",
                            "kwam", "kwamen"}));
  }
  return long_ago;
}

// "Hij heeft haast geen contacten", "is haast nooit thuis": almost.
bool is_almost(std::string_view text, const Words& words, std::size_t first, const Cue& cue) {
  if (cue.words.find("haast") == std::string_view::npos) return false;
  const std::size_t behind = first + word_count_of(cue.words);
  const bool goes_on =
      behind < words.size() && !divides(text, words[behind - 1].token, words[behind].token);
  if (!goes_on) return false;
  const std::string_view next = word_at(words, behind);
  if (cue.words.starts_with("haast")) {
    return is_one_of(next, {"elk", "elke", "ieder", "iedere", "alle", "alles", "iedereen"});
  }
  return !is_one_of(next, {"bij", "mee", "met", "geboden", "om", "en", "want", "omdat", "maar",
                           "dus", "nu", "dat"});
}

// "weggehaald", "opgenomen"; what is done to find help may be said with it too ("met spoed
// gezocht").
bool is_participle(std::string_view word) {
  if (word.size() < 6 ||
      is_one_of(word, {"gezocht", "gevraagd", "gewenst", "geregeld", "gebeld"})) {
    return false;
  }
  if (word.back() != 'd' && word.back() != 't' && !word.ends_with("en")) return false;
  for (const std::string_view begin : {"ge", "opge", "uitge", "wegge", "overge", "binnenge"}) {
    if (word.starts_with(begin)) return true;
  }
  return is_one_of(word, {"verhuisd", "vertrokken", "bevallen", "uithuisgeplaatst"});
}

// "is met spoed opgenomen", "dringend eigen gebruik": not of the question.
bool is_of_something_else(const Words& words, std::size_t first, std::size_t count) {
  const std::string_view next = beside(words, first + count - 1);
  return next == "eigen" || is_participle(next);
}

// "binnen 24 uur", "binnen twee dagen"
bool is_short_term(const Words& words, std::size_t at) {
  if (word_at(words, at) != "binnen") return false;
  const std::optional<int> count = number(word_at(words, at + 1));
  if (!count) return false;
  const std::string_view unit = word_at(words, at + 2);
  return (is_one_of(unit, {"uur", "u"}) && *count <= most_hours) ||
         (is_one_of(unit, {"dagen", "dag"}) && *count <= most_days);
}

bool is_soon(const Words& words, std::size_t at) {
  if (is_one_of(word_at(words, at), {"vandaag", "vanmiddag", "vanavond", "morgen", "morgenochtend",
                                     "morgenmiddag", "overmorgen"})) {
    return true;
  }
  if (word_at(words, at) != "over") return false;
  const std::optional<int> count = number(word_at(words, at + 1));
  return count && *count <= most_days && is_one_of(word_at(words, at + 2), {"dag", "dagen"});
}

bool is_loss(std::string_view word) {
  return is_one_of(word, {"ontruimd", "ontruiming", "ontruimen", "uitgezet", "uitzetting",
                          "huisuitzetting", "uithuiszetting", "dakloos", "eruit", "uitgeplaatst",
                          "uithuisgeplaatst", "uithuisplaatsing", "straat"});
}

// "De ontruiming van morgen gaat niet door."
bool is_called_off(const Words& words, std::size_t begin, std::size_t end) {
  if (!has_one_of(words, begin, end, {"gaat", "gaan"})) return false;
  for (std::size_t at = begin; at + 1 < end; ++at) {
    if (word_at(words, at) == "niet" && word_at(words, at + 1) == "door") return true;
  }
  return false;
}

// "morgen wordt het gezin ontruimd", "moet er overmorgen uit"
bool loses_soon(std::string_view text, const Words& words, std::size_t at) {
  if (!is_soon(words, at)) return false;
  const std::size_t begin = sentence_begin(words, at);
  const std::size_t end = sentence_end(words, at);
  if (is_called_off(words, begin, end)) return false;
  const bool must = has_one_of(words, begin, end, {"moet", "moeten"});
  // "mag niet dakloos worden"
  const bool may_not_be = has_one_of(words, begin, end, {"mag", "mogen"});
  const bool of_power =
      has_one_of(words, begin, end, {"gas", "stroom", "water", "energie", "elektriciteit"});
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view word = word_at(words, i);
    const bool cut_off = of_power && is_one_of(word, {"afgesloten", "afsluiting", "afsluiten"});
    const bool home = word == "huis" && i > 0 && word_at(words, i - 1) == "uit";
    const bool out = must && word == "uit" && i + 1 == end;
    if (!is_loss(word) && !cut_off && !home && !out) continue;
    // Before a street "niet" may be of anything.
    if (may_not_be || word == "straat" || !is_denied(text, words, i, 1)) return true;
  }
  return false;
}

bool tells_haste(std::string_view text, const Words& words, std::size_t at, const Cue& cue) {
  if (!stands_at(cue.words, words, at)) return false;
  const std::size_t count = word_count_of(cue.words);
  if (cue.kind == Kind::time) return !need_not_be(text, words, at) && !is_past(words, at);
  return !is_denied(text, words, at, count) && !is_of_something_else(words, at, count) &&
         !is_almost(text, words, at, cue) && !was_then(text, words, at);
}

}  // namespace

bool is_urgent(std::string_view text, const std::vector<Word>& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (std::any_of(cues.begin(), cues.end(),
                    [&](const Cue& cue) { return tells_haste(text, words, at, cue); })) {
      return true;
    }
    if ((is_short_term(words, at) && !need_not_be(text, words, at) && !is_past(words, at)) ||
        (loses_soon(text, words, at) && !is_past(words, at))) {
      return true;
    }
  }
  return false;
}

}  // namespace expertise::search
