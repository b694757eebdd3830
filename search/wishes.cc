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
constexpr auto there_already = std::to_array<std::string_view>({"betrokken", "al", "had", "heeft"});
constexpr std::size_t already_within = 3;

// Also as the last part of a longer word: "kleinkinderen", "schoolkind".
constexpr auto child_words = std::to_array<std::string_view>(
    {"kind",     "kinderen", "kindje",     "zoon",     "zoontje",  "zoons",
     "dochter",  "dochters", "dochtertje", "baby",     "peuter",   "peuters",
     "kleuter",  "kleuters", "jongen",     "jongens",  "meisje",   "meisjes",
     "puber",    "pubers",   "tiener",     "tieners",  "leerling", "leerlingen",
     "broertje", "zusje",    "gezin",      "gezinnen", "jongere",  "jongeren"});
constexpr auto old_words =
    std::to_array<std::string_view>({"oma", "opa", "ouderen", "oudere", "bejaarde", "bejaarden",
                                     "senioren", "grootouders", "grootmoeder", "grootvader"});

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
      wishes_.old_people = wishes_.old_people || ends_with_any(word(i), old_words);
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
      if (holds(there_already, word(at - 1))) return true;
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
      if (holds(cues, before)) return somebody;
      if (!holds(between, before) && !ends_with_any(before, professions)) return false;
      somebody = somebody || before == "een" || before == "iemand" || before == "van";
    }
    return false;
  }

  void read_experience(std::size_t i) {
    if (holds(experience_words, word(i)) && !is_there_already(i)) add(wishes_.kinds, "experience");
    if (word(i) != "iemand" || word(i + 1) != "die") return;
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
      if (ends_with_any(one, professions)) add(wishes_.professions, one);
    }
    const std::string two = std::string(word(i)) + " " + std::string(singular(word(i + 1), {}));
    if (holds(professions, two) && is_asked_for(i, i + 2)) add(wishes_.professions, two);
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
      for (const std::string_view each : field.professions) add(wishes_.professions, each);
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
    for (const std::string_view ending : {" ", "n ", "s ", "en "}) {
      if (folded.find(each + std::string(ending)) != std::string::npos) return each;
    }
  }
  return {};
}

}  // namespace expertise::search
