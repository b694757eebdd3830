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

/// Rounded so that all together are exactly 100. Without reasons the rest is all.
Shares shares_of(const std::vector<search::Reason>& reasons);

}  // namespace expertise::http
