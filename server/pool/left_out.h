// What only people know whom the asker does not want: so that nobody reads that the pool lacks it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "search/index.h"
#include "server/pool/people_found.h"

namespace expertise {

/// The same people, and those whom the asker left out.
PoolFilters without_exclusions(PoolFilters filters);

/// Of these topics, those that somebody covers who fits and is left out by `filters`, a person or
/// an organisation. `query` is what the others were found by.
std::vector<std::string> known_to_excluded(const search::Index& index, Txn& txn,
                                           const search::Query& query, const PoolFilters& filters,
                                           const std::vector<std::string>& topics, Instant now,
                                           const PeopleFound::Fits& fits);

}  // namespace expertise
