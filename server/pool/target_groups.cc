#include "server/pool/target_groups.h"

#include <algorithm>
#include <array>

#include "search/fold.h"

namespace expertise {

namespace {

struct TargetGroup {
  std::string_view name;
  /// Folded; a text names the group when one of them stands in it as whole words.
  std::array<std::string_view, 6> words;
};

constexpr std::array groups{
    TargetGroup{"alleenstaande ouders",
                {"alleenstaande ouder", "alleenstaande ouders", "alleenstaande moeder",
                 "alleenstaande moeders", "eenoudergezin", "eenoudergezinnen"}},
    TargetGroup{
        "dak- en thuislozen",
        {"daklozen", "thuislozen", "dakloze mensen", "dak en thuislozen", "dakloos", "dakloze"}},
    TargetGroup{"gezinnen", {"gezin", "gezinnen"}},
    TargetGroup{"jongeren", {"jongere", "jongeren", "jongvolwassenen", "tieners", "pubers"}},
    TargetGroup{"kinderen", {"kind", "kinderen", "peuters", "kleuters"}},
    TargetGroup{"laaggeletterden",
                {"laaggeletterden", "laaggeletterd", "laaggeletterde", "laaggeletterdheid"}},
    TargetGroup{"mantelzorgers", {"mantelzorger", "mantelzorgers", "mantelzorg"}},
    TargetGroup{"mensen met een beperking",
                {"mensen met een beperking", "licht verstandelijke beperking",
                 "verstandelijke beperking", "lichamelijke beperking", "lvb", "gehandicapten"}},
    TargetGroup{"nieuwkomers",
                {"nieuwkomer", "nieuwkomers", "statushouder", "statushouders", "vluchtelingen",
                 "inburgeraars"}},
    TargetGroup{"ouderen", {"ouderen", "oudere", "senioren", "bejaarden"}},
    TargetGroup{"ouders", {"ouder", "ouders", "opvoeders"}},
    TargetGroup{"zwangeren", {"zwangeren", "zwangere", "zwanger", "aanstaande moeders"}},
    TargetGroup{"zzp'ers",
                {"zzp er", "zzp ers", "zzper", "zzpers", "ondernemers", "zelfstandigen"}},
};

std::vector<const TargetGroup*> named_in(std::string_view text) {
  const std::string folded = " " + search::fold(text) + " ";
  std::vector<const TargetGroup*> found;
  for (const TargetGroup& group : groups) {
    const bool named =
        std::any_of(group.words.begin(), group.words.end(), [&](std::string_view word) {
          return !word.empty() && folded.find(" " + std::string(word) + " ") != std::string::npos;
        });
    if (named) found.push_back(&group);
  }
  return found;
}

}  // namespace

std::vector<std::string> target_groups_in(std::string_view text) {
  std::vector<std::string> found;
  for (const TargetGroup* group : named_in(text)) found.emplace_back(group->name);
  return found;
}

std::vector<std::string> names_of_target_groups_in(std::string_view text) {
  std::vector<std::string> found;
  for (const TargetGroup* group : named_in(text)) {
    found.push_back(search::fold(group->name));
    for (const std::string_view word : group->words) {
      if (!word.empty()) found.emplace_back(word);
    }
  }
  return found;
}

}  // namespace expertise
