#include "server/http/wire/shares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace expertise::http {

namespace {

// Parts that are 1 together; those below 0 are scaled to -1 together when they are less.
void bound(std::vector<double>& parts) {
  double brought = 0;
  double cost = 0;
  for (const double each : parts) (each < 0 ? cost : brought) += each;
  if (cost >= -1) return;
  for (double& each : parts) each = each < 0 ? each / -cost : each / brought * 2;
}

}  // namespace

Shares shares_of(const std::vector<search::Reason>& reasons, double score) {
  if (score <= 0) return {.of_reasons = std::vector<int>(reasons.size(), 0), .rest = 0};
  std::vector<double> exact;
  double sum = 0;
  for (const search::Reason& each : reasons) {
    exact.push_back(each.share);
    sum += each.share;
  }
  // A score that was cut at its bounds has reasons for more than all of it.
  const double whole = std::max(1.0, sum);
  exact.push_back(std::max(0.0, 1.0 - sum));
  for (double& each : exact) each /= whole;
  bound(exact);
  std::vector<int> rounded;
  for (double& each : exact) {
    each *= 100;
    rounded.push_back(static_cast<int>(std::floor(each)));
  }
  // What rounding down left over goes to those that lost most by it.
  int left = 100 - std::accumulate(rounded.begin(), rounded.end(), 0);
  std::vector<std::size_t> order(exact.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return exact[a] - std::floor(exact[a]) > exact[b] - std::floor(exact[b]);
  });
  for (std::size_t i = 0; left > 0 && i < order.size(); ++i, --left) ++rounded[order[i]];
  Shares shares;
  shares.rest = rounded.back();
  rounded.pop_back();
  shares.of_reasons = std::move(rounded);
  return shares;
}

}  // namespace expertise::http
