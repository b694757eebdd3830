// Facts of a question that its asker took away or added: an age, a law, a language. As they are
// given, kept with a draft and checked; what that means is known to search.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/question.h"
#include "server/domain/code.h"
#include "server/domain/refusal.h"

namespace expertise {

enum class FacetKind { age, life_domain, law, language, neighbourhood, urgency };

template <>
inline constexpr CodeTable<FacetKind, 6> codes<FacetKind>{
    {{FacetKind::age, "age"},
     {FacetKind::life_domain, "life_domain"},
     {FacetKind::law, "law"},
     {FacetKind::language, "language"},
     {FacetKind::neighbourhood, "neighbourhood"},
     {FacetKind::urgency, "urgency"}}};

struct RemovedFacet {
  FacetKind kind;
  /// As it was read: a name, a code of a language, years as "17-17"; empty for urgency.
  std::string value;

  bool operator==(const RemovedFacet&) const = default;
};

/// The same of a fact that the text does not tell; never urgency.
using AddedFacet = RemovedFacet;

inline constexpr std::size_t removed_facets_at_most = 20;
inline constexpr std::size_t facet_characters = 120;

/// Faults at `place`: too many, years that are none, a value that is missing.
void check_removed_facets(const std::vector<RemovedFacet>& facets, const std::string& place,
                          std::vector<Fault>& found);

/// Faults at `place`: the same, and what is in no list. A fact is kept as it is, so no text of the
/// asker's own may stand in it.
void check_added_facets(const std::vector<AddedFacet>& facets, const search::Vocabulary& vocabulary,
                        const std::string& place, std::vector<Fault>& found);

/// A name that no neighbourhood has would be words of the asker's own, and what is added is kept.
/// Throws Refusal(invalid_input) with `not_an_option` under `/addedFacets`.
void check_neighbourhoods(const std::vector<AddedFacet>& added,
                          const std::vector<std::string>& names);

/// For search; what is not sound is left out.
search::Facets facets_of(const std::vector<RemovedFacet>& facets);

/// One line for each, for what a draft keeps, and back.
std::string line_of(const RemovedFacet& facet);
std::optional<RemovedFacet> facet_of(std::string_view line);

}  // namespace expertise
