#include "server/pool/removed_facets.h"

#include <algorithm>
#include <charconv>

#include "server/domain/text.h"

namespace expertise {

namespace {

std::optional<search::AgeBand> years_of(std::string_view value) {
  search::AgeBand band;
  const char* end = value.data() + value.size();
  const auto from = std::from_chars(value.data(), end, band.from);
  if (from.ec != std::errc() || from.ptr == end || *from.ptr != '-') return std::nullopt;
  const auto to = std::from_chars(from.ptr + 1, end, band.to);
  if (to.ec != std::errc() || to.ptr != end) return std::nullopt;
  if (band.from < 0 || band.from > band.to || band.to > 120) return std::nullopt;
  return band;
}

bool has(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Years are checked by themselves, and neighbourhoods where it is known which there are.
bool is_listed(const AddedFacet& facet, const search::Vocabulary& vocabulary) {
  switch (facet.kind) {
    case FacetKind::life_domain:
      return has(search::life_domain_names(), facet.value);
    case FacetKind::law:
      return std::any_of(vocabulary.topics().begin(), vocabulary.topics().end(),
                         [&](const search::Topic& topic) { return has(topic.laws, facet.value); });
    case FacetKind::language:
      return search::language_name(facet.value) != facet.value;
    default:
      return true;
  }
}

}  // namespace

void check_removed_facets(const std::vector<RemovedFacet>& facets, const std::string& place,
                          std::vector<Fault>& found) {
  if (facets.size() > removed_facets_at_most) {
    found.push_back({place, "too_many", {{"limit", std::to_string(removed_facets_at_most)}}});
    return;
  }
  for (std::size_t i = 0; i < facets.size(); ++i) {
    const std::string at = place + "/" + std::to_string(i) + "/value";
    const RemovedFacet& facet = facets[i];
    if (facet.kind == FacetKind::urgency) {
      check_text(facet.value, {0, 0}, at, found);
    } else if (facet.kind == FacetKind::age) {
      if (!years_of(facet.value)) found.push_back({at, "not_years"});
    } else {
      check_text(facet.value, {1, facet_characters}, at, found);
    }
  }
}

void check_added_facets(const std::vector<AddedFacet>& facets, const search::Vocabulary& vocabulary,
                        const std::string& place, std::vector<Fault>& found) {
  const std::size_t before = found.size();
  check_removed_facets(facets, place, found);
  if (found.size() > before) return;
  for (std::size_t i = 0; i < facets.size(); ++i) {
    const std::string at = place + "/" + std::to_string(i);
    if (facets[i].kind == FacetKind::urgency) {
      found.push_back({at + "/kind", "not_an_option"});
    } else if (!is_listed(facets[i], vocabulary)) {
      found.push_back({at + "/value", "not_an_option"});
    }
  }
}

void check_neighbourhoods(const std::vector<AddedFacet>& added,
                          const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < added.size(); ++i) {
    if (added[i].kind != FacetKind::neighbourhood) continue;
    if (std::find(names.begin(), names.end(), added[i].value) == names.end()) {
      throw Refusal({Fault{"/addedFacets/" + std::to_string(i) + "/value", "not_an_option"}});
    }
  }
}

search::Facets facets_of(const std::vector<RemovedFacet>& facets) {
  search::Facets made;
  for (const RemovedFacet& facet : facets) {
    switch (facet.kind) {
      case FacetKind::age:
        if (const auto years = years_of(facet.value)) made.ages.push_back(*years);
        break;
      case FacetKind::life_domain:
        made.life_domains.push_back(facet.value);
        break;
      case FacetKind::law:
        made.laws.push_back(facet.value);
        break;
      case FacetKind::language:
        made.languages.push_back(facet.value);
        break;
      case FacetKind::neighbourhood:
        made.neighbourhoods.push_back(facet.value);
        break;
      case FacetKind::urgency:
        made.urgency = true;
        break;
    }
  }
  return made;
}

std::string line_of(const RemovedFacet& facet) {
  return std::string(code(facet.kind)) + ":" + facet.value;
}

std::optional<RemovedFacet> facet_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto kind = from_code<FacetKind>(line.substr(0, colon));
  if (!kind) return std::nullopt;
  return RemovedFacet{*kind, std::string(line.substr(colon + 1))};
}

}  // namespace expertise
