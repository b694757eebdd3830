// What a text about somebody's work proposes for their profile.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/pool/target_groups.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

std::vector<std::string> codes_of_topics(const ProfileProposal& proposal) {
  std::vector<std::string> found;
  for (const search::Aspect& each : proposal.topics) found.push_back(each.topic);
  return found;
}

bool holds(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

TEST_CASE_METHOD(CaseFixture, "a text proposes what it names, and not what it denies",
                 "[proposals]") {
  auto proposal = matching.propose(
      anna.actor,
      "Ik help gezinnen met schulden in de Molenwijk. Ik help niet bij woonoverlast. Ik spreek "
      "Turks, en werk met jongeren van 16 tot 27 jaar.");
  auto topics = codes_of_topics(proposal);
  CHECK(holds(topics, "schulden"));
  CHECK_FALSE(holds(topics, "woonoverlast"));
  CHECK(proposal.topics.front().certain);
  CHECK_FALSE(proposal.topics.front().words.empty());
  CHECK(holds(proposal.life_domains, "Financiën"));
  CHECK(proposal.age_groups == std::vector<std::string>{"16-27"});
  CHECK(proposal.languages == std::vector<std::string>{"tr"});
  CHECK(proposal.neighbourhoods == std::vector<std::string>{"Molenwijk"});
  CHECK(proposal.target_groups == std::vector<std::string>{"gezinnen", "jongeren"});
}

TEST_CASE_METHOD(CaseFixture, "who keeps a profile is proposed one, others are not",
                 "[proposals]") {
  for (const Actor& who : {anna.actor, coordinator, machine}) {
    CHECK_FALSE(refused([&] { matching.propose(who, "schulden"); }));
  }
  for (const Actor& who : {asker, partner_of_home_team()}) {
    CHECK(refused([&] { matching.propose(who, "schulden"); })->reason() == Reason::not_allowed);
  }
}

TEST_CASE_METHOD(CaseFixture, "an empty text proposes nothing, and one too long is refused",
                 "[proposals]") {
  auto proposal = matching.propose(anna.actor, "");
  CHECK(proposal.topics.empty());
  CHECK(proposal.target_groups.empty());
  auto refusal = refused([&] { matching.propose(anna.actor, std::string(8001, 'x')); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/text", "too_long"));
}

TEST_CASE_METHOD(CaseFixture, "nothing of a text that is read for a profile is kept",
                 "[proposals]") {
  const std::size_t before = events().size();
  matching.propose(anna.actor, "Ik help bij schulden, zegt de roerdomp-in-het-riet.");
  CHECK(events().size() == before);
  store.reset();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    CHECK(bytes.find("roerdomp-in-het-riet") == std::string::npos);
  }
}

TEST_CASE("target groups are found as whole words, in any case", "[proposals]") {
  using Groups = std::vector<std::string>;
  CHECK(target_groups_in("Voor STATUSHOUDERS en mantelzorgers.") ==
        Groups{"mantelzorgers", "nieuwkomers"});
  CHECK(target_groups_in("Mensen met een licht verstandelijke beperking") ==
        Groups{"mensen met een beperking"});
  CHECK(target_groups_in("ouderenzorg, kinderlijk") == Groups{});
  CHECK(target_groups_in("") == Groups{});
}

}  // namespace expertise
