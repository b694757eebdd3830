#include "server/domain/policy.h"

#include <catch2/catch.hpp>
#include <set>

namespace expertise {

namespace {

template <class IdType>
IdType id(std::uint8_t number) {
  return IdType(IdBytes{number});
}

// Somebody with everything that could give a right but the roles.
Actor somebody(std::vector<Role> roles) {
  return {.user = id<UserId>(1),
          .municipalities = {id<MunicipalityId>(2), id<MunicipalityId>(3)},
          .roles = std::move(roles),
          .teams = {id<TeamId>(4)},
          .specialist = id<SpecialistId>(5),
          .origin = "test"};
}

constexpr std::array all_actions{
    Action::ask,       Action::read_consultation, Action::read_content, Action::read_with_reason,
    Action::steer,     Action::transfer,          Action::advise,       Action::assign,
    Action::review,    Action::read_log,          Action::read_pool,    Action::keep_own_profile,
    Action::keep_pool, Action::keep_vocabulary,   Action::see_terms,    Action::decide_keeping,
    Action::administer};

std::set<Action> actions_of(Role role) {
  std::set<Action> allowed;
  for (Action action : all_actions) {
    if (may(somebody({role}), action)) allowed.insert(action);
  }
  return allowed;
}

}  // namespace

TEST_CASE("each role may do what its work asks and nothing else", "[policy]") {
  CHECK(actions_of(Role::team_member) == std::set<Action>{Action::ask, Action::read_consultation,
                                                          Action::read_content, Action::steer,
                                                          Action::transfer, Action::read_pool});
  CHECK(actions_of(Role::partner) == std::set<Action>{Action::ask, Action::read_consultation,
                                                      Action::read_content, Action::steer});
  CHECK(actions_of(Role::specialist) ==
        std::set<Action>{Action::read_consultation, Action::read_content, Action::advise,
                         Action::read_pool, Action::keep_own_profile});
  CHECK(actions_of(Role::coordinator) ==
        std::set<Action>{Action::read_consultation, Action::read_with_reason, Action::transfer,
                         Action::assign, Action::review, Action::read_log, Action::read_pool,
                         Action::keep_pool, Action::keep_vocabulary, Action::see_terms,
                         Action::decide_keeping});
  CHECK(actions_of(Role::reviewer).empty());
  CHECK(actions_of(Role::administrator) == std::set<Action>{Action::administer, Action::keep_pool,
                                                            Action::keep_vocabulary,
                                                            Action::read_pool, Action::see_terms});
}

TEST_CASE("who has no role may nothing", "[policy]") {
  for (Action action : all_actions) {
    CHECK_FALSE(may(somebody({}), action));
    CHECK(scope_of(somebody({}), action).empty());
    CHECK_FALSE(pool_scope_of(somebody({}), action).holds(id<MunicipalityId>(2)));
  }
  CHECK_FALSE(may(Actor::clock(), Action::administer));
}

TEST_CASE("nobody reads case content of a whole municipality without a reason", "[policy]") {
  for (const auto& [role, text] : codes<Role>) {
    CAPTURE(text);
    CHECK(scope_of(somebody({role}), Action::read_content).municipalities.empty());
  }
}

TEST_CASE("a team member reads what is their own and their team's", "[policy]") {
  Scope scope = scope_of(somebody({Role::team_member}), Action::read_content);
  CHECK(scope.participant == id<UserId>(1));
  CHECK(scope.teams == std::vector<TeamId>{id<TeamId>(4)});
  CHECK_FALSE(scope.invited);
  CHECK(scope.municipalities.empty());
}

TEST_CASE("a partner reads only what is their own", "[policy]") {
  Scope scope = scope_of(somebody({Role::partner}), Action::read_consultation);
  CHECK(scope.participant == id<UserId>(1));
  CHECK(scope.teams.empty());
  CHECK(scope.municipalities.empty());
}

TEST_CASE("a specialist reads what they were invited to", "[policy]") {
  Scope scope = scope_of(somebody({Role::specialist}), Action::read_content);
  CHECK(scope.invited == id<SpecialistId>(5));
  CHECK_FALSE(scope.participant);
  CHECK(scope.teams.empty());
}

TEST_CASE("who left the pool long ago reads nothing that they were invited to", "[policy]") {
  Actor gone = somebody({Role::specialist});
  gone.left_long_ago = true;
  for (Action action : {Action::read_consultation, Action::read_content, Action::advise}) {
    CHECK(scope_of(gone, action).empty());
  }
  // What they are on otherwise stays theirs.
  gone.roles.push_back(Role::team_member);
  CHECK(scope_of(gone, Action::read_content).participant);
  CHECK_FALSE(scope_of(gone, Action::read_content).invited);
}

TEST_CASE("a coordinator reaches the municipality they work for, not those of their teams",
          "[policy]") {
  Actor coordinator = somebody({Role::coordinator});
  Scope scope = scope_of(coordinator, Action::read_consultation);
  CHECK(scope.municipalities == std::vector<MunicipalityId>{id<MunicipalityId>(2)});
  CHECK_FALSE(pool_scope_of(coordinator, Action::keep_pool).holds(id<MunicipalityId>(3)));
  CHECK(scope_of(coordinator, Action::read_content).empty());
  coordinator.municipalities.clear();
  CHECK(scope_of(coordinator, Action::read_consultation).empty());
}

TEST_CASE("a team member sees the pools of every municipality they work in", "[policy]") {
  auto roles =
      GENERATE(std::vector{Role::team_member}, std::vector{Role::coordinator, Role::team_member},
               std::vector{Role::team_member, Role::coordinator});
  PoolScope scope = pool_scope_of(somebody(roles), Action::read_pool);
  CHECK(scope.holds(id<MunicipalityId>(2)));
  CHECK(scope.holds(id<MunicipalityId>(3)));
}

TEST_CASE("an administrator keeps every pool and sees no consultation", "[policy]") {
  Actor administrator = somebody({Role::administrator});
  CHECK(pool_scope_of(administrator, Action::keep_pool).everything);
  CHECK(pool_scope_of(administrator, Action::keep_pool).holds(id<MunicipalityId>(99)));
  for (Action action : all_actions) CHECK(scope_of(administrator, action).empty());
  CHECK(may(Actor::machine_operator(), Action::administer));
}

TEST_CASE("several roles give the rights of each together", "[policy]") {
  Actor both = somebody({Role::team_member, Role::specialist});
  Scope scope = scope_of(both, Action::read_content);
  CHECK(scope.participant);
  CHECK(scope.invited);
  CHECK(scope.teams.size() == 1);
  CHECK(may(both, Action::steer));
  CHECK(may(both, Action::advise));
}

TEST_CASE("the pool of another municipality is out of reach", "[policy]") {
  auto role = GENERATE(Role::team_member, Role::specialist, Role::coordinator);
  PoolScope scope = pool_scope_of(somebody({role}), Action::read_pool);
  CHECK(scope.holds(id<MunicipalityId>(2)));
  CHECK_FALSE(scope.holds(id<MunicipalityId>(99)));
  CHECK_FALSE(scope.everything);
}

}  // namespace expertise
