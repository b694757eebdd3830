// How much each reason brought to a place in the list, in whole percents that add up to a hundred.
#pragma once

#include <vector>

#include "search/rank.h"

namespace expertise::http {

struct Shares {
  /// One for each reason, in their order; negative for what cost points.
  std::vector<int> of_reasons;
  /// What no single reason stands for: the resemblance of the whole. Not negative.
  int rest = 0;
};

/// Rounded so that all together are exactly 100; without reasons the rest is all. What cost points
/// is together -100 at the least, before rounding: of a score of next to nothing the parts would be
/// without bound. Of a score of 0 nothing is a part: all are 0, the rest too.
Shares shares_of(const std::vector<search::Reason>& reasons, double score);

}  // namespace expertise::http
