#include "server/pool/left_out.h"

#include <algorithm>

#include "search/rank.h"

namespace expertise {

namespace {

constexpr std::size_t looked_at = 60;

bool is_excluded(const Specialist& person, const PoolFilters& filters) {
  const auto& people = filters.excluded_specialists;
  const auto& organisations = filters.excluded_organisations;
  return std::find(people.begin(), people.end(), person.id) != people.end() ||
         std::find(organisations.begin(), organisations.end(), person.organisation) !=
             organisations.end();
}

}  // namespace

PoolFilters without_exclusions(PoolFilters filters) {
  filters.excluded_specialists.clear();
  filters.excluded_organisations.clear();
  return filters;
}

std::vector<std::string> known_to_excluded(const search::Index& index, Txn& txn,
                                           const search::Query& query, const PoolFilters& filters,
                                           const std::vector<std::string>& topics, Instant now,
                                           const PeopleFound::Fits& fits) {
  std::vector<std::string> result;
  if (filters.excluded_specialists.empty() && filters.excluded_organisations.empty()) return result;
  const PoolFilters open = without_exclusions(filters);
  const PeopleFound everybody(index, txn, open, now);
  const auto vocabulary = index.vocabulary();
  for (const std::string& topic : topics) {
    search::Query alone = query;
    alone.question = search::with_topic({}, topic, *vocabulary);
    alone.filters.except.clear();
    alone.offset = 0;
    std::vector<search::Hit> hits;
    for (Present& each : everybody.find(alone, looked_at, fits)) {
      if (is_excluded(each.specialist, filters)) hits.push_back(std::move(each.hit));
    }
    const auto ranked = search::rank(hits, alone.question, {}, {}, *vocabulary);
    if (std::any_of(ranked.begin(), ranked.end(),
                    [](const search::Candidate& each) { return !each.covers.empty(); })) {
      result.push_back(topic);
    }
  }
  return result;
}

}  // namespace expertise
