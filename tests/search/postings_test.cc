// Finding the best of many, beside sorting all of them.
#include "search/postings.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace expertise::search;

TEST_CASE("the best of any number of documents are found, and all are counted", "[postings]") {
  const std::size_t size = GENERATE(1U, 63U, 64U, 65U, 128U, 129U, 700U);
  const std::size_t wanted = GENERATE(0U, 1U, 10U, 64U, 1000U);
  const bool some_left_out = GENERATE(false, true);
  Postings postings;
  std::vector<Scored> expected;
  for (DocumentNumber document = 0; document < size; ++document) {
    // Each in its turn is the best, many are equal, and some do not answer.
    const std::uint32_t weight = document * 37 % 101 % 23;
    postings.add_document(document, std::to_string(document), "");
    if (weight > 0) postings.add_term("word", document, weight);
    const bool is_left_out = document % 5 == 0;
    if (is_left_out) postings.add_term("left out", document, 0);
    if (weight > 0 && !(some_left_out && is_left_out)) expected.push_back({document, 1.0 * weight});
  }
  std::stable_sort(expected.begin(), expected.end(),
                   [](const Scored& a, const Scored& b) { return a.score > b.score; });
  ScoreRequest request;
  request.terms = {{"word", 1}};
  if (some_left_out) request.except = {"left out"};
  request.wanted = wanted;
  const auto [found, total] = postings.score(request);
  CHECK(total == expected.size());
  expected.resize(std::min(wanted, expected.size()));
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].document == expected[i].document);
    CHECK(found[i].score == expected[i].score);
  }
}
