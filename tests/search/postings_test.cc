// Finding the best of many, beside sorting all of them.
#include "search/postings.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

using namespace expertise::search;

namespace {

// Whose number does not end in 3 may be found.
class NotThree final : public Allowed {
 public:
  std::uint32_t numbering() const override { return 1; }
  std::optional<std::uint32_t> number_of(std::string_view id) const override {
    return static_cast<std::uint32_t>(std::stoul(std::string(id)));
  }
  bool allows(std::uint32_t number) const override { return number % 10 != 3; }
  bool allows_unnumbered() const override { return false; }
};

// Who is asked for, and who of them is counted.
enum class Asked { all, left_out, in_a_group, allowed, allowed_counted, only };

struct Sorted {
  std::vector<Scored> best;
  std::size_t total = 0;
};

}  // namespace

TEST_CASE("the best of any number of documents are found, and all are counted", "[postings]") {
  const std::size_t size = GENERATE(1U, 63U, 64U, 65U, 128U, 129U, 700U);
  const std::size_t wanted = GENERATE(0U, 1U, 10U, 64U, 1000U);
  const Asked asked = GENERATE(Asked::all, Asked::left_out, Asked::in_a_group, Asked::allowed,
                               Asked::allowed_counted, Asked::only);
  ScoreRequest request;
  request.terms = {{"word", 1}};
  request.wanted = wanted;
  if (asked == Asked::left_out) request.except = {"fifth"};
  if (asked == Asked::in_a_group) request.groups = {{"nobody has it", "fifth"}};
  if (asked == Asked::allowed || asked == Asked::allowed_counted) {
    request.allowed = std::make_shared<NotThree>();
  }
  request.count_allowed = asked == Asked::allowed_counted;
  if (asked == Asked::only) request.only.emplace();

  Postings postings;
  Sorted expected;
  for (DocumentNumber document = 0; document < size; ++document) {
    // The best stand anywhere, many are equal, some do not answer, and some are gone again.
    const std::uint32_t weight = document * 37 % 101 % 23;
    const bool is_fifth = document % 5 == 0;
    const bool is_gone = document % 17 == 16;
    const std::string id = std::to_string(document);
    postings.add_document(document, id, "");
    if (request.only && document % 4 != 0) request.only->push_back(id);
    if (is_gone) {
      postings.remove_document(document);
      continue;
    }
    if (weight > 0) postings.add_term("word", document, weight);
    if (is_fifth) postings.add_term("fifth", document, 0);
    const bool passes = !(asked == Asked::left_out && is_fifth) &&
                        !(asked == Asked::in_a_group && !is_fifth) &&
                        !(asked == Asked::only && document % 4 == 0);
    if (!passes || (weight == 0 && asked != Asked::only)) continue;
    const bool may_be_found = !request.allowed || document % 10 != 3;
    if (may_be_found || asked == Asked::allowed) ++expected.total;
    if (may_be_found) expected.best.push_back({document, 1.0 * weight});
  }
  std::stable_sort(expected.best.begin(), expected.best.end(),
                   [](const Scored& a, const Scored& b) { return a.score > b.score; });
  const std::size_t answering = expected.best.size();
  expected.best.resize(std::min(wanted, answering));

  const auto [found, total] = postings.score(request);
  if (asked == Asked::allowed) {
    // Who may not be found and is not among the best may be counted.
    CHECK(total >= answering);
    CHECK(total <= expected.total);
  } else {
    CHECK(total == expected.total);
  }
  REQUIRE(found.size() == expected.best.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].document == expected.best[i].document);
    CHECK(found[i].score == expected.best[i].score);
  }
}
