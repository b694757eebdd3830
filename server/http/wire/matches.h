// Finding people as JSON: a question with who can help and why, searching the pool, completing what
// is typed. The words of a question go through and are kept nowhere.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "search/rank.h"
#include "server/http/call.h"
#include "server/http/wire/reader.h"
#include "server/pool/removed_facets.h"

namespace expertise::http {

/// What the asker took away of what was read in a question.
std::vector<RemovedFacet> read_removed_facets(ObjectReader& root);
std::vector<AddedFacet> read_added_facets(ObjectReader& root);
/// Why somebody fits, each reason with its share in the score, the greatest first; what no reason
/// stands for is one of them. Empty for a score of 0 without reasons.
nlohmann::json reasons_json(const std::vector<search::Reason>& reasons, double score,
                            Language language);

Answer match(Call& call);
Answer search_specialists(Call& call);
Answer suggest_specialists(Call& call);

}  // namespace expertise::http
