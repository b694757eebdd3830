// The measures against values worked out by hand, from the formulas.
#include "tests/relevance/measures.h"

#include <catch2/catch.hpp>

using namespace expertise::relevance;

namespace {

Approx about(double value) { return Approx(value).margin(1e-4); }

}  // namespace

TEST_CASE("nDCG weighs gains by place and divides by the best order") {
  // Gains 2^grade - 1; discounts 1, 1/log2(3) = .63093, .5.
  const std::map<std::string, double> grades{{"a", 3}, {"b", 1}, {"c", 2}};
  // Best: a, c, b = 7 + 3 x .63093 + 1 x .5 = 9.39279.
  CHECK(ndcg({"a", "c", "b"}, grades) == about(1));
  // b, a, c = 1 + 7 x .63093 + 3 x .5 = 6.91651.
  CHECK(ndcg({"b", "a", "c"}, grades) == about(0.73636));
  // Only a, in the third place: 3.5.
  CHECK(ndcg({"x", "y", "a"}, grades) == about(0.37263));
  CHECK(ndcg({}, grades) == 0);
  CHECK(ndcg({"a"}, {}) == 0);
}

TEST_CASE("nDCG takes half grades and looks at ten places only") {
  // 2^1.5 - 1 = 1.82843 in the second place of one: x .63093.
  CHECK(ndcg({"x", "a"}, {{"a", 1.5}}) == about(0.63093));
  std::vector<std::string> ranked(10, "x");
  ranked.emplace_back("a");
  CHECK(ndcg(ranked, {{"a", 3}}) == 0);
  std::swap(ranked[9], ranked[10]);
  // 1 / log2(11).
  CHECK(ndcg(ranked, {{"a", 3}}) == about(0.28906));
}

TEST_CASE("MRR, recall and success count right answers among the first ten") {
  const std::map<std::string, double> grades{{"a", 3}, {"b", 1.5}, {"c", 1}, {"d", 2}};
  const auto found = measure({"c", "b", "x", "a"}, grades, 1.5);
  REQUIRE(found);
  CHECK(*found->reciprocal_rank == about(0.5));
  CHECK(*found->recall == about(2.0 / 3));
  CHECK(*found->success == 0);
  const auto lower = measure({"c", "b", "x", "a"}, grades, 1);
  REQUIRE(lower);
  CHECK(*lower->reciprocal_rank == 1);
  CHECK(*lower->recall == about(0.75));
  CHECK(*lower->success == 1);
}

TEST_CASE("an answer in the eleventh place is not found") {
  std::vector<std::string> ranked(10, "x");
  ranked.emplace_back("a");
  const auto found = measure(ranked, {{"a", 2}}, 1.5);
  REQUIRE(found);
  CHECK(*found->reciprocal_rank == 0);
  CHECK(*found->recall == 0);
}

TEST_CASE("a question that nothing answers is not counted") {
  CHECK_FALSE(measure({"a"}, {{"a", 0.5}}, 1.5));
  CHECK_FALSE(measure({"a"}, {}, 1.5));
}

TEST_CASE("a question without a right answer counts for nDCG alone") {
  const auto found = measure({"a"}, {{"a", 1}}, 1.5);
  REQUIRE(found);
  CHECK(found->ndcg == about(1));
  CHECK_FALSE(found->success);
  RankingMeans means;
  means.add(*found);
  means.add(*measure({"x", "a"}, {{"a", 2}}, 1.5));
  CHECK(means.ndcg.count() == 2);
  CHECK(means.ndcg.value() == about((1 + 0.63093) / 2));
  CHECK(means.success.count() == 1);
  CHECK(means.reciprocal_rank.value() == about(0.5));
}

TEST_CASE("the smallest cover is found where the greedy choice fails") {
  // Greedy takes p (three sets) and then needs two more; q and r cover all.
  CHECK(smallest_cover({{"p", "q"}, {"p", "q"}, {"p", "r"}, {"q"}, {"r"}}) == 2);
  CHECK(smallest_cover({{"a"}, {"b"}, {"c"}}) == 3);
  CHECK(smallest_cover({{"a", "b"}, {"b"}}) == 1);
  CHECK(smallest_cover({}) == 0);
}

TEST_CASE("teams are measured on questions of two aspects or more that somebody carries") {
  TeamMeans means;
  means.add({"a"}, {"one", 1, {{"a"}}});
  means.add({"a"}, {"nobody", 2, {}});
  CHECK(means.size.count() == 0);
  means.add({"a", "x"}, {"half", 2, {{"a", "b"}, {"c"}}});
  means.add({"a", "c"}, {"all", 3, {{"a"}, {"a", "c"}}});
  CHECK(means.aspect_recall.value() == about(0.75));
  CHECK(means.full_cover.value() == about(0.5));
  CHECK(means.size.value() == about(2));
  CHECK(means.smallest.value() == about(1.5));
  CHECK(means.size_ratio() == about(2 / 1.5));
}

TEST_CASE("what is flagged is right when it holds the personal data or is a part of it") {
  FlagCounts counts;
  counts.add({"Jansen", "06 12345678"}, {"mevrouw Jansen", "12345678", "Utrecht"});
  CHECK(counts.right == 2);
  CHECK(counts.wrong == 1);
  CHECK(counts.missed == 0);
  counts.add({"Anna", "Anna"}, {"Anna"});
  CHECK(counts.missed == 1);
  CHECK(counts.precision() == about(0.75));
  CHECK(counts.recall() == about(0.75));
  CHECK(FlagCounts{}.precision() == 0);
}
