// The story of the demo as it is written: when it can begin, that its steps can be followed, and
// that the ordinary rules propose in its pool whom the story says.
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "server/domain/personal_data.h"
#include "server/domain/working_time.h"
#include "server/operator/demo.h"
#include "server/operator/demo_people.h"
#include "server/operator/story_data.h"
#include "tests/operator/fixture.h"

namespace expertise {

namespace {

const StoryStep& step_called(const std::vector<StoryStep>& steps, const std::string& id) {
  for (const StoryStep& each : steps) {
    if (each.id == id) return each;
  }
  throw std::runtime_error("no step " + id);
}

std::vector<std::string> texts_of(const StoryStep& step) {
  std::vector<std::string> texts{step.text};
  for (const auto& [name, text] : step.fields) texts.push_back(text);
  return texts;
}

}  // namespace

TEST_CASE("the story begins on the nearest Thursday with a working Friday and Monday behind it",
          "[story]") {
  // In winter, ten in Amsterdam is nine in UTC.
  CHECK(story_start(at("2026-11-19T22:00:00Z")) == at("2026-11-19T09:00:00Z"));
  CHECK(story_start(at("2026-11-22T07:00:00Z")) == at("2026-11-19T09:00:00Z"));
  CHECK(story_start(at("2026-11-23T07:00:00Z")) == at("2026-11-26T09:00:00Z"));
  // After Thursday 2 April 2026 comes Easter Monday.
  CHECK(story_start(at("2026-04-01T07:00:00Z")) == at("2026-03-26T09:00:00Z"));
  CHECK(story_start(at("2026-04-04T07:00:00Z")) == at("2026-04-09T08:00:00Z"));
  // 14 May 2026 is Ascension Day, 24 and 31 December fall before days off.
  CHECK(story_start(at("2026-05-14T07:00:00Z")) == at("2026-05-07T08:00:00Z"));
  CHECK(story_start(at("2026-12-28T07:00:00Z")) == at("2027-01-07T09:00:00Z"));
}

TEST_CASE("every step of the story can be followed", "[story]") {
  const Instant start = at("2026-11-19T09:00:00Z");
  const auto steps = read_story(start);
  const DemoData data = read_demo_data(local_day(start), Story::to_be_told);
  std::set<std::string> accounts;
  for (const DemoUser& each : data.users) accounts.insert(each.key + "@example.nl");
  for (const DemoSpecialist& each : data.specialists) {
    if (data.specialists_with_password.contains(each.id)) accounts.insert(each.email);
  }
  REQUIRE(steps.size() >= 10);
  CHECK(steps.front().moment == start);
  std::set<std::string> ids;
  for (const StoryStep& each : steps) {
    CAPTURE(each.id);
    CHECK(ids.insert(each.id).second);
    CHECK(accounts.contains(each.account));
    CHECK(each.path.starts_with('/'));
    CHECK(add_working_minutes(each.moment, 0, {}) == each.moment);
    CHECK(each.title.nl != each.title.en);
    CHECK(each.what.nl != each.what.en);
    CHECK_FALSE(each.caption.empty());
    CHECK_FALSE(each.source.empty());
  }
}

TEST_CASE("the one name in the story stands where it is flagged, and nowhere else", "[story]") {
  for (const StoryStep& each : read_story(at("2026-11-19T09:00:00Z"))) {
    for (const std::string& text : texts_of(each)) {
      CAPTURE(each.id, text);
      CHECK(find_personal_data(text).size() == (each.id == "question" ? 1U : 0U));
    }
  }
}

TEST_CASE("in the pool of the story the ordinary rules propose three people, and nobody on leave",
          "[story]") {
  // In winter, and in summer with the days longer.
  const Instant start =
      story_start(GENERATE(at("2026-11-22T07:00:00Z"), at("2027-06-09T07:00:00Z")));
  CAPTURE(rfc3339(start));
  TemporaryDirectory directory;
  const DataDirectory data{directory.path() / "data"};
  FakeEnv env(start);
  std::ostringstream said;
  REQUIRE(make_demo_pool(data, env, said, said, Story::to_be_told) == 0);
  auto ownership = Ownership::take(data);
  REQUIRE(ownership);
  Product product(data, env);

  const auto lotte = product.people.sign_on("lotte@example.nl", demo_password, "test").actor;
  MatchRequest request;
  request.question = step_called(read_story(start), "people").text;
  const Match match = product.matching.match(lotte, request);
  std::map<std::string, std::string> names;
  for (const MatchCandidate& each : match.candidates) {
    names[each.specialist.id.text()] = each.specialist.name;
    CHECK(each.specialist.name != "Yara Zeepbel");
  }
  std::set<std::string> team;
  for (const auto& member : match.team.members) team.insert(names[member.id]);
  CHECK(team == std::set<std::string>{"Fenna Voorbeeld", "Roos Demoveld", "Youssef Proefman"});
  CHECK(match.team.uncovered.empty());
  REQUIRE(match.candidates.size() > 2);
  CHECK(match.candidates[0].specialist.name == "Fenna Voorbeeld");
  CHECK(match.candidates[1].specialist.name == "Bram Schijnbaar");
  // What changes at eighteen is said, with somebody of the team on each side.
  REQUIRE(match.transition.has_value());
  CHECK(match.transition->months_left == 4);
  for (const auto& side : {match.sides.youth, match.sides.adult}) {
    REQUIRE(side.has_value());
    CHECK(team.contains(names[side->text()]));
  }

  // The story itself is still to be told.
  ConsultationQuery query;
  query.scope = scope_of(lotte, Action::ask);
  for (const Consultation& each : product.store->begin(Access::read)->find(query).items)
    CHECK((!each.closure || each.closure->tailored_budget_cents != 350'00));
}

}  // namespace expertise
