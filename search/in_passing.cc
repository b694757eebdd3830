// A cue is a few words in a row. Most cues make their whole clause a thing in passing; some only
// the words that follow, as far as the next preposition ("verwezen door de huisarts voor rouw").
#include "search/in_passing.h"

#include <algorithm>
#include <array>

#include "search/cues.h"

namespace expertise::search {
namespace {

enum class Reach { clause, following };

struct Cue {
  std::string_view words;  ///< folded, one space between
  Reach reach;
};

// How many words a cue reaches over when it does not take the clause.
constexpr std::size_t following_reach = 3;
// How far a clause may be wrapped around a cue, so that a text without signs is not one clause.
constexpr std::size_t clause_reach = 14;

constexpr std::array<Cue, 55> cues{{
    // Long ago.
    {"vroeger", Reach::clause},
    {"in het verleden", Reach::clause},
    {"voorheen", Reach::clause},
    {"destijds", Reach::clause},
    {"ooit", Reach::clause},
    {"jaren geleden", Reach::clause},
    {"jaar geleden", Reach::clause},
    {"jaar terug", Reach::clause},
    {"jaren terug", Reach::clause},
    {"lang geleden", Reach::clause},
    {"heeft een verleden", Reach::clause},
    {"heeft verleden", Reach::clause},
    {"eerdere", Reach::following},
    {"vorige", Reach::following},
    {"voormalig", Reach::following},
    {"voormalige", Reach::following},
    // Over.
    {"is opgelost", Reach::clause},
    {"zijn opgelost", Reach::clause},
    {"al opgelost", Reach::clause},
    {"inmiddels opgelost", Reach::clause},
    {"is afgerond", Reach::clause},
    {"zijn afgerond", Reach::clause},
    {"al afgerond", Reach::clause},
    {"inmiddels afgerond", Reach::clause},
    {"achter de rug", Reach::clause},
    {"is al geregeld", Reach::clause},
    {"zijn al geregeld", Reach::clause},
    {"inmiddels geregeld", Reach::clause},
    {"onder controle", Reach::clause},
    {"speelt niet meer", Reach::clause},
    // In other hands already.
    {"loopt al via", Reach::clause},
    {"loopt al bij", Reach::clause},
    {"loopt via", Reach::clause},
    {"is al bij", Reach::clause},
    {"zijn al bij", Reach::clause},
    {"zit al bij", Reach::clause},
    {"al in behandeling", Reach::clause},
    {"al onder behandeling", Reach::clause},
    {"is al betrokken", Reach::clause},
    {"zijn al betrokken", Reach::clause},
    {"krijgt al hulp", Reach::clause},
    {"heeft al hulp", Reach::clause},
    {"krijgt al begeleiding", Reach::clause},
    {"heeft al begeleiding", Reach::clause},
    {"heeft al een", Reach::clause},
    // Who sent or reported it.
    {"verwezen door", Reach::following},
    {"doorverwezen door", Reach::following},
    {"gestuurd door", Reach::following},
    {"aangemeld door", Reach::following},
    {"gemeld door", Reach::following},
    {"melding van", Reach::following},
    {"verwijzing van", Reach::following},
    {"op advies van", Reach::following},
    {"op verzoek van", Reach::following},
    {"namens", Reach::following},
}};

// "maar" and "nu" begin what is the matter now.
bool turns(std::string_view word) {
  return is_one_of(word, {"maar", "nu", "momenteel", "tegenwoordig", "sindsdien", "waardoor"});
}

// In a clause with one of these the matter is not past, or not settled.
bool keeps_alive(std::string_view word) {
  return is_one_of(word, {"weer", "opnieuw", "nog", "steeds", "niet", "nooit", "geen", "bijna"});
}

// "vorige week" is a date, not something that is over.
bool is_time(std::string_view word) {
  return is_one_of(word, {"week", "weken", "maand", "maanden", "jaar", "jaren", "keer", "dag",
                          "nacht", "zomer", "winter", "eeuw"});
}

bool ends_reach(std::string_view word) {
  return is_one_of(word, {"voor", "vanwege", "wegens", "met", "om", "omdat", "over", "na", "door",
                          "want", "dat", "die", "en", "is", "heeft", "wil"});
}

bool divided(std::string_view text, const Word& before, const Word& after) {
  return text.substr(before.token.end, after.token.begin - before.token.end)
             .find_first_of(".,;:!?()\n") != std::string_view::npos;
}

/// The words from `first` up to, not including, `end`.
struct Span {
  std::size_t first;
  std::size_t end;
};

Span clause_around(std::string_view text, const std::vector<Word>& words, std::size_t at,
                   std::size_t count) {
  Span clause{at, at + count};
  // "Heeft schulden en vroeger ook een verslaving": what stands before the "en" is of now.
  const bool joined_on = at > 0 && words[at - 1].token.folded == "en";
  while (clause.first > 0 && !joined_on && at - clause.first < clause_reach &&
         !divided(text, words[clause.first - 1], words[clause.first]) &&
         !turns(words[clause.first].token.folded)) {
    --clause.first;
  }
  while (clause.end < words.size() && clause.end - at < clause_reach &&
         !divided(text, words[clause.end - 1], words[clause.end]) &&
         !turns(words[clause.end].token.folded)) {
    ++clause.end;
  }
  return clause;
}

Span following(std::string_view text, const std::vector<Word>& words, std::size_t at,
               std::size_t count) {
  Span reach{at + count, at + count};
  if (reach.end == words.size() || is_time(words[reach.end].token.folded)) return reach;
  while (reach.end < words.size() && reach.end - reach.first < following_reach &&
         !divided(text, words[reach.end - 1], words[reach.end]) &&
         !ends_reach(words[reach.end].token.folded)) {
    ++reach.end;
  }
  return reach;
}

}  // namespace

std::vector<bool> in_passing(std::string_view text, const std::vector<Word>& words) {
  std::vector<bool> result(words.size(), false);
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (const Cue& cue : cues) {
      if (!stands_at(cue.words, words, at)) continue;
      const std::size_t count = word_count_of(cue.words);
      const Span reach = cue.reach == Reach::clause ? clause_around(text, words, at, count)
                                                    : following(text, words, at, count);
      const bool alive = cue.reach == Reach::clause &&
                         std::any_of(words.begin() + static_cast<std::ptrdiff_t>(reach.first),
                                     words.begin() + static_cast<std::ptrdiff_t>(reach.end),
                                     [&](const Word& word) {
                                       const bool of_the_cue =
                                           &word >= &words[at] && &word < &words[at] + count;
                                       return !of_the_cue && keeps_alive(word.token.folded);
                                     });
      for (std::size_t i = reach.first; i < reach.end && !alive; ++i) result[i] = true;
    }
  }
  return result;
}

}  // namespace expertise::search
