// Whom to ask on each side of an eighteenth birthday.
#include "server/pool/both_sides.h"

#include <catch2/catch.hpp>

#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

const search::Transition transition{.youth = {.laws = {"Jeugdwet"}, .topics = {"pleegzorg"}},
                                    .adult = {.laws = {"Wmo 2015"}, .topics = {"mentorschap"}}};

const search::Vocabulary& words() {
  static const search::Vocabulary vocabulary({{.term = "pleegzorg"}, {.term = "mentorschap"}});
  return vocabulary;
}

struct Maker {
  FakeEnv env;
  Specialist make(std::vector<std::string> laws, std::vector<std::string> topics = {},
                  std::vector<std::string> ages = {}) {
    Specialist made;
    made.id = env.new_id<SpecialistId>();
    made.laws = std::move(laws);
    made.topics = std::move(topics);
    made.age_groups = std::move(ages);
    return made;
  }
};

}  // namespace

TEST_CASE("each side gets the best who works with its laws or topics", "[both_sides]") {
  Maker people;
  Specialist other = people.make({"Zvw"});
  Specialist foster = people.make({}, {"Pleegzorg"});
  Specialist youth = people.make({"Jeugdwet"});
  Specialist adult = people.make({"Wmo 2015"});
  const BothSides sides = both_sides(transition, {&other, &foster, &youth, &adult}, {}, words());
  CHECK(sides.youth == foster.id);
  CHECK(sides.adult == adult.id);
}

TEST_CASE("a member of the team goes before somebody better who is not in it", "[both_sides]") {
  Maker people;
  Specialist first = people.make({"Wmo 2015"});
  Specialist second = people.make({"Wmo 2015"});
  const search::Team team{.members = {{second.id.text(), {}}}};
  CHECK(both_sides(transition, {&first, &second}, team, words()).adult == second.id);
}

TEST_CASE("who works with other ages is on neither side, and a side can be empty", "[both_sides]") {
  Maker people;
  Specialist of_children = people.make({"Jeugdwet", "Wmo 2015"}, {}, {"0-4", "4-12"});
  Specialist of_youth = people.make({"Jeugdwet", "Wmo 2015"}, {}, {"12-18"});
  const BothSides sides = both_sides(transition, {&of_children, &of_youth}, {}, words());
  CHECK(sides.youth == of_youth.id);
  CHECK_FALSE(sides.adult.has_value());
}

TEST_CASE("one person who knows both sides is on both", "[both_sides]") {
  Maker people;
  Specialist both = people.make({"Jeugdwet", "Wmo 2015"}, {}, {"16-27"});
  const BothSides sides = both_sides(transition, {&both}, {}, words());
  CHECK(sides.youth == both.id);
  CHECK(sides.adult == both.id);
}

TEST_CASE_METHOD(CaseFixture,
                 "a match says what an eighteenth birthday changes, and who is named "
                 "on a side is among the candidates",
                 "[both_sides]") {
  change(anna, [](Specialist& each) { each.laws = {"Jeugdwet"}; });
  change(dirk, [](Specialist& each) { each.laws = {"Wmo 2015"}; });
  bring_up(*store, index);
  const Match match = matching.match(
      asker, {.question = "Hij wordt over vier maanden 18 en heeft schulden", .limit = 1});
  REQUIRE(match.transition.has_value());
  CHECK(match.transition->months_left == 4);
  CHECK(match.sides.youth == anna.id());
  CHECK(match.sides.adult == dirk.id());
  std::vector<SpecialistId> shown;
  for (const MatchCandidate& each : match.candidates) shown.push_back(each.specialist.id);
  CHECK(std::count(shown.begin(), shown.end(), anna.id()) == 1);
  CHECK(std::count(shown.begin(), shown.end(), dirk.id()) == 1);

  const Match other = matching.match(asker, {.question = "Man van 52 met schulden"});
  CHECK_FALSE(other.transition.has_value());
  CHECK_FALSE(other.sides.youth.has_value());
}

TEST_CASE_METHOD(CaseFixture, "a partner sees what changes, and nobody's name", "[both_sides]") {
  const Match match =
      matching.match(partner_of_home_team(), {.question = "Ze wordt bijna 18, en de schulden?"});
  CHECK(match.transition.has_value());
  CHECK(match.candidates.empty());
  CHECK_FALSE(match.sides.adult.has_value());
}

}  // namespace expertise
