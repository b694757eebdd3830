// Finding a colleague by name: to write along, or to take a question over.
#include <catch2/catch.hpp>

#include "server/pool/people.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

struct ColleagueFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();
  Municipality elsewhere = municipality("Elders");
  Team north = team(city.id);
  Team over_there = team(elsewhere.id, "Wijkteam Elders");
  Actor anna = actor(user(city.id, "Anna Vrager", {Role::team_member}, {north.id}));

  std::vector<std::string> found(const Actor& who, std::string_view text) {
    std::vector<std::string> names;
    for (const Colleague& each : people.colleagues(who, text)) names.push_back(each.name);
    return names;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(ColleagueFixture, "colleagues are found by the beginnings of their names",
                 "[colleagues]") {
  user(city.id, "Zoë van den Berg", {Role::team_member});
  user(city.id, "Ángel Bergsma", {Role::team_member});
  user(city.id, "Karel Anders", {Role::team_member});
  CHECK(found(anna, "berg") == Names{"Zoë van den Berg", "Ángel Bergsma"});
  CHECK(found(anna, "zoe be") == Names{"Zoë van den Berg"});
  CHECK(found(anna, "ANGEL") == Names{"Ángel Bergsma"});
  CHECK(found(anna, "erg") == Names{});
  CHECK(found(anna, "") == Names{"Karel Anders", "Zoë van den Berg", "Ángel Bergsma"});
}

TEST_CASE_METHOD(ColleagueFixture, "only who asks questions in the same municipality is found",
                 "[colleagues]") {
  User visitor = user(elsewhere.id, "Vera Uitgeleend", {Role::team_member}, {north.id});
  user(elsewhere.id, "Vera Vreemd", {Role::team_member}, {over_there.id});
  user(city.id, "Vera Specialist", {Role::specialist});
  User gone = user(city.id, "Vera Weg", {Role::team_member});
  gone.active = false;
  keep_user(gone);
  CHECK(found(anna, "vera") == Names{"Vera Uitgeleend"});
  auto colleague = people.colleagues(anna, "vera").at(0);
  CHECK(colleague.id == visitor.id);
  REQUIRE(colleague.teams.size() == 1);
  CHECK(colleague.teams[0].name == north.name);
}

TEST_CASE_METHOD(ColleagueFixture, "at most twenty are found", "[colleagues]") {
  for (int i = 0; i < 230; ++i) user(city.id, "Collega " + std::to_string(i), {Role::team_member});
  user(city.id, "Zus Laatste", {Role::team_member});
  CHECK(found(anna, "collega").size() == 20);
  CHECK(found(anna, "laatste") == Names{"Zus Laatste"});
}

TEST_CASE_METHOD(ColleagueFixture, "who may not hand a question over finds nobody",
                 "[colleagues]") {
  for (Role role : {Role::partner, Role::specialist, Role::reviewer}) {
    Actor other = actor(user(city.id, "Iemand Anders", {role}));
    CHECK(refused([&] { people.colleagues(other, ""); })->reason() == Reason::not_allowed);
  }
  CHECK(found(actor(user(city.id, "Cora", {Role::coordinator})), "anna") == Names{"Anna Vrager"});
  auto refusal = refused([&] { people.colleagues(anna, std::string(121, 'x')); });
  CHECK(has_fault(refusal->faults(), "/text", "too_long"));
}

}  // namespace expertise
