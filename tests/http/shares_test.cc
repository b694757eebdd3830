// That the shares of reasons add up.
#include "server/http/wire/shares.h"

#include <catch2/catch.hpp>
#include <numeric>

namespace expertise::http {
namespace {

std::vector<search::Reason> reasons(const std::vector<double>& shares) {
  std::vector<search::Reason> made;
  for (const double share : shares) {
    made.push_back({share < 0 ? search::ReasonCode::busy : search::ReasonCode::law, {}, share});
  }
  return made;
}

}  // namespace

TEST_CASE("shares of reasons and the rest are a hundred together, whatever the parts") {
  for (const std::vector<double>& parts :
       std::vector<std::vector<double>>{{},
                                        {1},
                                        {0.333, 0.333, 0.334},
                                        {0.333, 0.333, 0.333},
                                        {0.5, 0.2},
                                        {0.004, 0.004, 0.004},
                                        {1.04, -0.04},
                                        {0.7, 0.5},
                                        {1.5, 0.3, -0.1},
                                        {0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125}}) {
    const Shares shares = shares_of(reasons(parts));
    REQUIRE(shares.of_reasons.size() == parts.size());
    CHECK(std::accumulate(shares.of_reasons.begin(), shares.of_reasons.end(), shares.rest) == 100);
    CHECK(shares.rest >= 0);
  }
}

TEST_CASE("each share is the part that the reason brought, and what cost points is negative") {
  const Shares shares = shares_of(reasons({0.62, 0.25, -0.05}));
  CHECK(shares.of_reasons == std::vector<int>{62, 25, -5});
  CHECK(shares.rest == 18);
  CHECK(shares_of({}).rest == 100);
}

}  // namespace expertise::http
