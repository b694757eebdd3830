// That the shares of reasons add up.
#include "server/http/wire/shares.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <numeric>

#include "server/http/wire/matches.h"

namespace expertise::http {
namespace {

std::vector<search::Reason> reasons(const std::vector<double>& shares) {
  std::vector<search::Reason> made;
  for (const double share : shares) {
    const bool cost = share < 0;
    made.push_back(
        {cost ? search::ReasonCode::busy : search::ReasonCode::law, {cost ? "2" : "Wmo"}, share});
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
                                        {4.49, -4.49},
                                        {12.3, -30.1, -5.2},
                                        {-16},
                                        {-1. / 3, -2. / 3, -7},
                                        {0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125}}) {
    const Shares shares = shares_of(reasons(parts), 40);
    REQUIRE(shares.of_reasons.size() == parts.size());
    CHECK(std::accumulate(shares.of_reasons.begin(), shares.of_reasons.end(), shares.rest) == 100);
    CHECK(shares.rest >= 0);
    for (const int each : shares.of_reasons) {
      CHECK(each >= -100);
      CHECK(each <= 200);
    }
  }
}

TEST_CASE("each share is the part that the reason brought, and what cost points is negative") {
  const Shares shares = shares_of(reasons({0.62, 0.25, -0.05}), 40);
  CHECK(shares.of_reasons == std::vector<int>{62, 25, -5});
  CHECK(shares.rest == 18);
  CHECK(shares_of({}, 40).rest == 100);
}

TEST_CASE("what cost points counts for no more than the whole, its parts as they were") {
  const Shares even = shares_of(reasons({4.49, -4.49}), 1.1);
  CHECK(even.of_reasons == std::vector<int>{164, -100});
  CHECK(even.rest == 36);
  const Shares divided = shares_of(reasons({6, 3, -6, -2}), 0.5);
  CHECK(divided.of_reasons == std::vector<int>{133, 67, -75, -25});
  CHECK(divided.rest == 0);
}

TEST_CASE("of a score of nothing no reason is a part") {
  const Shares shares = shares_of(reasons({0, 0}), 0);
  CHECK(shares.of_reasons == std::vector<int>{0, 0});
  CHECK(shares.rest == 0);
}

TEST_CASE("reasons are told heaviest first, the resemblance of the whole in its place") {
  using Told = std::vector<std::pair<std::string, int>>;
  const auto told = [](const std::vector<double>& shares, double score) {
    Told found;
    for (const auto& each : reasons_json(reasons(shares), score, Language::nl)) {
      found.emplace_back(each["code"], each["share"]);
    }
    return found;
  };
  CHECK(told({.35, .19, .06, .03, -.01}, 60) ==
        Told{{"resemblance", 38}, {"law", 35}, {"law", 19}, {"law", 6}, {"law", 3}, {"busy", -1}});
  // What brought nothing stands before what cost points.
  CHECK(told({.9, -.1, 0}, 60) ==
        Told{{"law", 90}, {"resemblance", 20}, {"law", 0}, {"busy", -10}});
  CHECK(told({}, 3.17) == Told{{"resemblance", 100}});
  CHECK(told({}, 0).empty());
  CHECK(told({0}, 0) == Told{{"law", 0}});
}

}  // namespace expertise::http
