#include "search/wishes.h"

#include <algorithm>
#include <array>
#include <span>

#include "search/fold.h"

namespace expertise::search {
namespace {

using Names = std::span<const std::string_view>;

// The last part of the name of a profession, folded. A name of two words stands with a space.
// clang-format off
constexpr auto professions = std::to_array<std::string_view>({
    "advocaat", "agent", "ambtenaar", "apotheker", "arbeidsdeskundige", "arts", "begeleider",
    "behandelaar", "bewindvoerder", "buurtbemiddelaar", "casemanager", "coach", "consulent",
    "dietist", "ergotherapeut", "fysiotherapeut", "gedragskundige", "gedragswetenschapper",
    "geestelijk verzorger", "gz psycholoog", "jongerenwerker", "jurist", "klantmanager",
    "logopedist", "maatschappelijk werker", "makelaar", "mediator", "mentor", "neuroloog",
    "notaris", "opbouwwerker", "ouderenadviseur", "pedagoog", "praktijkondersteuner",
    "psychiater", "psycholoog", "reclasseringswerker", "seksuoloog", "sociaal raadslid",
    "sociaal raadsman", "sociaal raadsvrouw", "sociaal werker", "straathoekwerker",
    "systeemtherapeut", "therapeut", "verloskundige", "verpleegkundige", "vertrouwenspersoon",
    "wijkverpleegkundige", "zorgmakelaar", "clientondersteuner", "tolk", "poh"});
// clang-format on

// How a profession is written, where that is not as it is folded; also of a compound.
struct Spelling {
  std::string_view folded;
  std::string_view written;
};
constexpr std::array spellings{
    Spelling{"dietist", "diëtist"},
    Spelling{"clientondersteuner", "cliëntondersteuner"},
    Spelling{"gz psycholoog", "gz-psycholoog"},
    Spelling{"poh", "POH"},
    Spelling{"spv", "SPV"},
};

// Whose advice an adjective means: "juridisch advies" is that of a lawyer.
struct Field {
  std::string_view adjective;
  std::array<std::string_view, 5> professions;
};
constexpr std::array fields{
    Field{"juridisch",
          {"jurist", "advocaat", "sociaal raadslid", "sociaal raadsman", "sociaal raadsvrouw"}},
    Field{"medisch", {"arts", "psychiater", "verpleegkundige", "verpleegkundig specialist", ""}},
    Field{"psychiatrisch", {"psychiater", "spv", "", "", ""}},
    Field{"pedagogisch", {"pedagoog", "gedragswetenschapper", "", "", ""}},
    Field{"verpleegkundig", {"verpleegkundige", "verpleegkundig specialist", "", "", ""}},
};
constexpr auto advice_words =
    std::to_array<std::string_view>({"advies", "adviezen", "blik", "deskundige", "deskundigheid",
                                     "expertise", "kennis", "ondersteuning", "steun"});

constexpr auto experience_words = std::to_array<std::string_view>(
    {"ervaringsdeskundige", "ervaringsdeskundigen", "ervaringsdeskundigheid", "ervaringswerker",
     "ervaringskennis", "lotgenoot"});
constexpr auto volunteer_words = std::to_array<std::string_view>({"vrijwilliger", "maatje"});
constexpr auto professional_words =
    std::to_array<std::string_view>({"professional", "beroepskracht", "vakmens"});
// "iemand die het zelf heeft meegemaakt"
constexpr auto lived_words = std::to_array<std::string_view>(
    {"meegemaakt", "meemaakte", "doorgemaakt", "doorstaan", "ervaren", "gehad"});
constexpr std::size_t lived_within = 10;  // words after "iemand die"
// What asks for such a person, some words before "iemand" ...
constexpr auto wanted = std::to_array<std::string_view>(
    {"zoek", "zoeken", "zoekt", "gezocht", "behoefte", "graag", "liefst", "fijn", "prettig"});
// ... or with hardly a word between: "praten met iemand die", "kan iemand die".
constexpr auto meeting = std::to_array<std::string_view>(
    {"gesprek", "gesprekken", "praten", "spreken", "sparren", "overleg", "overleggen", "meedenken",
     "meekijken", "advies", "kan", "kunnen", "kent", "ken", "weet"});
constexpr auto between_meeting = std::to_array<std::string_view>(
    {"met", "van", "er", "eens", "ook", "een", "keer", "door", "bij", "contact", "misschien"});
// "wil iemand die het zelf heeft meegemaakt spreken"
constexpr auto wanting = std::to_array<std::string_view>({"wil", "willen", "wilt", "zou"});
constexpr auto to_meet =
    std::to_array<std::string_view>({"spreken", "praten", "ontmoeten", "horen"});
// Of whom it says that he is such a person, he is not asked for.
constexpr auto being =
    std::to_array<std::string_view>({"is", "was", "ben", "bent", "blijft", "blijkt"});
constexpr std::size_t wanted_within = 8;

// What makes of a name somebody who is asked for, before it ...
constexpr auto cues = std::to_array<std::string_view>(
    {"zoek", "zoeken", "zoekt", "advies", "blik", "consult", "inschatting", "mening", "denken",
     "meedenken", "kijken", "meekijken", "overleg", "overleggen", "sparren", "graag", "behoefte",
     "kan", "kunnen"});
// ... with such words between: "advies nodig van een ervaren jeugdarts".
constexpr auto between =
    std::to_array<std::string_view>({"een", "iemand", "als", "of", "liefst", "bij", "naar", "aan",
                                     "van", "met", "ook", "nodig", "goede", "ervaren", "mee"});
constexpr std::size_t words_between = 5;
// ... or behind it.
constexpr auto cues_behind = std::to_array<std::string_view>({"gezocht", "nodig"});
constexpr auto known_one = std::to_array<std::string_view>({"de", "het", "haar", "zijn", "hun"});
// Who is there already is asked for by nobody.
constexpr auto there_already =
    std::to_array<std::string_view>({"betrokken", "al", "had", "heeft", "krijgt", "kreeg",
                                     "ontvangt", "ontving", "volgt", "volgde"});
constexpr std::size_t already_within = 3;
// "heeft behoefte aan juridisch advies", "waar krijgt zij juridisch advies?"
constexpr auto still_wanted = std::to_array<std::string_view>(
    {"behoefte", "graag", "zoek", "zoeken", "zoekt", "hoe", "waar", "wie"});
// What somebody can have of such a person already: "krijgt advies van een jurist".
constexpr auto given_cues =
    std::to_array<std::string_view>({"advies", "blik", "consult", "inschatting", "mening"});

// Also as the last part of a longer word: "kleinkinderen", "schoolkind".
constexpr auto child_words = std::to_array<std::string_view>(
    {"kind",     "kinderen", "kindje",     "zoon",     "zoontje",  "zoons",
     "dochter",  "dochters", "dochtertje", "baby",     "peuter",   "peuters",
     "kleuter",  "kleuters", "jongen",     "jongens",  "meisje",   "meisjes",
     "puber",    "pubers",   "tiener",     "tieners",  "leerling", "leerlingen",
     "broertje", "zusje",    "gezin",      "gezinnen", "jongere",  "jongeren"});
constexpr auto old_words =
    std::to_array<std::string_view>({"ouderen", "oudere", "bejaarde", "bejaarden", "senioren",
                                     "grootouders", "grootmoeder", "grootvader"});
// Only whole: "diploma" and "Europa" end so too.
constexpr auto whole_old_words = std::to_array<std::string_view>(
    {"oma", "opa", "omas", "opas", "overgrootoma", "overgrootopa", "stiefoma", "stiefopa",
     "pleegoma", "pleegopa", "oppasoma", "oppasopa"});

bool ends_with_any(std::string_view word, Names names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return word.ends_with(name); });
}

bool holds(Names names, std::string_view word) {
  return std::find(names.begin(), names.end(), word) != names.end();
}

void add(std::vector<std::string>& list, std::string_view name) {
  if (name.empty() || std::find(list.begin(), list.end(), name) != list.end()) return;
  list.emplace_back(name);
}

std::string written(std::string_view folded) {
  for (const Spelling& each : spellings) {
    if (!folded.ends_with(each.folded)) continue;
    const std::string_view before = folded.substr(0, folded.size() - each.folded.size());
    return std::string(before) + std::string(each.written);
  }
  return std::string(folded);
}

// The word in the singular, as far as that is simple: "juristen", "coaches" and "vrijwilligers"
// lose their ending.
std::string_view singular(std::string_view word, Names names) {
  for (const std::string_view ending : {std::string_view("s"), std::string_view("en"),
                                        std::string_view("n"), std::string_view("es")}) {
    if (!word.ends_with(ending)) continue;
    const std::string_view without = word.substr(0, word.size() - ending.size());
    if (ends_with_any(without, names)) return without;
  }
  return word;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : tokens_(tokens(text)) {}

  Wishes take() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      wishes_.children = wishes_.children || ends_with_any(word(i), child_words);
      wishes_.old_people = wishes_.old_people || ends_with_any(word(i), old_words) ||
                           holds(whole_old_words, word(i));
      read_experience(i);
      read_named(i);
      read_field(i);
    }
    return std::move(wishes_);
  }

 private:
  std::string_view word(std::size_t i) const {
    return i < tokens_.size() ? std::string_view(tokens_[i].folded) : std::string_view();
  }
  // Where the sentence of this word begins and ends.
  std::size_t begin_of(std::size_t i) const {
    while (i > 0 && !tokens_[i].starts_sentence) --i;
    return i;
  }
  std::size_t end_of(std::size_t i) const {
    ++i;
    while (i < tokens_.size() && !tokens_[i].starts_sentence) ++i;
    return i;
  }

  bool is_there_already(std::size_t i) const {
    const std::size_t first = begin_of(i);
    for (std::size_t at = i; at > first && i - at < already_within; --at) {
      if (holds(still_wanted, word(at - 1))) return false;
      if (!holds(there_already, word(at - 1))) continue;
      return at - 1 == first || !holds(still_wanted, word(at - 2));
    }
    const std::size_t end = end_of(i);
    for (std::size_t at = i + 1; at < end && at - i <= already_within; ++at) {
      if (word(at) == there_already.front()) return true;
    }
    return false;
  }

  bool is_asked_for(std::size_t first, std::size_t after) const {
    const std::size_t begin = begin_of(first);
    const bool known = first > begin && holds(known_one, word(first - 1));
    if (!known && after < end_of(first) && holds(cues_behind, word(after))) return true;
    bool somebody = false;  // "een jurist", not "de jurist": that one is known already
    for (std::size_t at = first; at > begin && first - at <= words_between; --at) {
      const std::string_view before = word(at - 1);
      if (holds(cues, before)) {
        const bool given = holds(given_cues, before) && word(at) != "nodig";
        return somebody && !(given && is_there_already(at - 1));
      }
      if (!holds(between, before) && !ends_with_any(before, professions)) return false;
      somebody = somebody || before == "een" || before == "iemand" || before == "van";
    }
    return false;
  }

  // "Wij zoeken iemand die", "in gesprek met iemand die"; not "mevrouw is iemand die".
  bool is_somebody_wanted(std::size_t i) const {
    const std::size_t first = begin_of(i);
    if (i == first + 2 && word(first) == "is" && word(first + 1) == "er") return true;
    if (i > first && holds(wanting, word(i - 1)) && (i == first + 1 || says_after(i, to_meet))) {
      return true;
    }
    bool close = true;
    for (std::size_t at = i; at > first && i - at < wanted_within; --at) {
      const std::string_view before = word(at - 1);
      if (holds(being, before)) return false;
      if (holds(wanted, before) || (close && holds(meeting, before))) return true;
      close = close && holds(between_meeting, before);
    }
    return false;
  }

  bool says_after(std::size_t i, Names names) const {
    const std::size_t end = end_of(i);
    for (std::size_t at = i + 1; at < end; ++at) {
      if (holds(names, word(at))) return true;
    }
    return false;
  }

  void read_experience(std::size_t i) {
    if (holds(experience_words, word(i)) && !is_there_already(i)) add(wishes_.kinds, "experience");
    if (word(i) != "iemand" || word(i + 1) != "die" || !is_somebody_wanted(i)) return;
    bool self = false;
    const std::size_t end = std::min(end_of(i), i + 2 + lived_within);
    for (std::size_t at = i + 2; at < end; ++at) {
      self = self || word(at) == "zelf";
      if (self && holds(lived_words, word(at))) add(wishes_.kinds, "experience");
    }
  }

  void read_named(std::size_t i) {
    const std::string_view one = singular(word(i), professions);
    if (is_asked_for(i, i + 1)) {
      if (holds(volunteer_words, singular(one, volunteer_words))) add(wishes_.kinds, "volunteer");
      if (holds(professional_words, singular(one, professional_words))) {
        add(wishes_.kinds, "professional");
      }
      if (ends_with_any(one, professions)) add(wishes_.professions, written(one));
    }
    const std::string two = std::string(word(i)) + " " + std::string(singular(word(i + 1), {}));
    if (holds(professions, two) && is_asked_for(i, i + 2)) add(wishes_.professions, written(two));
  }

  void read_field(std::size_t i) {
    if (!holds(advice_words, word(i + 1))) return;
    if (word(i + 2) != "nodig" && is_there_already(i)) return;
    for (const Field& field : fields) {
      const std::string_view adjective = word(i);
      const bool named = adjective == field.adjective ||
                         (adjective.size() == field.adjective.size() + 1 &&
                          adjective.starts_with(field.adjective) && adjective.back() == 'e');
      if (!named) continue;
      for (const std::string_view each : field.professions) {
        add(wishes_.professions, written(each));
      }
    }
  }

  std::vector<Token> tokens_;
  Wishes wishes_;
};

}  // namespace

Wishes wishes_in(std::string_view text) { return Reader(text).take(); }

std::string_view profession_in(std::string_view title, const std::vector<std::string>& asked) {
  if (asked.empty()) return {};
  const std::string folded = fold(title) + " ";
  for (const std::string& each : asked) {
    const std::string name = fold(each);
    for (const std::string_view ending : {" ", "n ", "s ", "en "}) {
      if (folded.find(name + std::string(ending)) != std::string::npos) return each;
    }
  }
  return {};
}

}  // namespace expertise::search
