// Which aspects of a question somebody covers, as the ranking counts it, without ranking anybody:
// for who only wants to know whether an aspect is known.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "search/index.h"
#include "search/question.h"

namespace expertise::search {

/// Codes of the aspects that at least one of these covers (see `Candidate::covers`).
std::unordered_set<std::string> covered_by(const std::vector<const Hit*>& hits,
                                           const Understood& question,
                                           const Vocabulary& vocabulary);

}  // namespace expertise::search
