// People, places and signing on in the store.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

using namespace expertise;

namespace {

PoolScope everything() { return {.everything = true, .municipalities = {}}; }
PoolScope only(MunicipalityId municipality) {
  return {.everything = false, .municipalities = {municipality}};
}

template <class Value>
std::vector<std::string> names(const std::vector<Value>& values) {
  std::vector<std::string> names;
  for (const Value& each : values) names.push_back(each.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(StoreFixture, "a municipality comes back as it was put", "[people]") {
  Municipality put{.id = env.new_id<MunicipalityId>(),
                   .name = "'s-Voorbeeld \"am\" Rhijn",
                   .region = "Regio; DROP TABLE user",
                   .deputy = env.new_id<UserId>(),
                   .good_friday_closed = true,
                   .liberation_day_closed_every_year = true,
                   .closing_days = {"2026-12-24", "", "back\\slash\nline"}};
  keep(put);
  auto got = read([&](Txn& txn) { return txn.municipality(put.id); });
  REQUIRE(got);
  CHECK(got->name == put.name);
  CHECK(got->region == put.region);
  CHECK(got->deputy == put.deputy);
  CHECK(got->good_friday_closed);
  CHECK(got->liberation_day_closed_every_year);
  CHECK(got->closing_days == put.closing_days);

  SECTION("and is replaced whole") {
    keep(Municipality{.id = put.id, .name = "Nieuw"});
    got = read([&](Txn& txn) { return txn.municipality(put.id); });
    CHECK(got->name == "Nieuw");
    CHECK_FALSE(got->deputy);
    CHECK(got->closing_days.empty());
  }
}

TEST_CASE_METHOD(StoreFixture, "neighbourhoods, teams and groups come back as they were put",
                 "[people]") {
  Municipality place = municipality();
  auto neighbourhood = keep(Neighbourhood{env.new_id<NeighbourhoodId>(), place.id, "Fictiewijk"});
  auto team = keep(Team{env.new_id<TeamId>(),
                        place.id,
                        "Team",
                        env.new_id<UserId>(),
                        {neighbourhood.id, env.new_id<NeighbourhoodId>()}});
  auto group = keep(Group{env.new_id<GroupId>(),
                          place.id,
                          "Schulden",
                          {env.new_id<SpecialistId>(), env.new_id<SpecialistId>()}});
  read([&](Txn& txn) {
    CHECK(txn.neighbourhood(neighbourhood.id)->name == "Fictiewijk");
    CHECK(txn.neighbourhood(neighbourhood.id)->municipality == place.id);
    CHECK(txn.team(team.id)->contact == team.contact);
    CHECK(txn.team(team.id)->neighbourhoods == team.neighbourhoods);
    CHECK(txn.group(group.id)->members == group.members);
    CHECK_FALSE(txn.neighbourhood(NeighbourhoodId()));
    CHECK_FALSE(txn.team(TeamId()));
    CHECK_FALSE(txn.group(GroupId()));
    return 0;
  });
}

TEST_CASE_METHOD(StoreFixture, "lists of places hold what is in scope, in order of name",
                 "[people]") {
  Municipality second = municipality("beta");
  Municipality first = municipality("Alfa");
  for (const char* name : {"Zuid", "noord", "Oost"}) {
    keep(Neighbourhood{env.new_id<NeighbourhoodId>(), first.id, name});
    keep(Team{.id = env.new_id<TeamId>(), .municipality = first.id, .name = name});
    keep(Group{.id = env.new_id<GroupId>(), .municipality = first.id, .name = name});
  }
  keep(Neighbourhood{env.new_id<NeighbourhoodId>(), second.id, "Elders"});
  read([&](Txn& txn) {
    CHECK(names(txn.municipalities(everything())) == Names{"Alfa", "beta"});
    CHECK(names(txn.municipalities(only(second.id))) == Names{"beta"});
    CHECK(txn.municipalities({}).empty());
    CHECK(names(txn.neighbourhoods(only(first.id))) == Names{"noord", "Oost", "Zuid"});
    CHECK(names(txn.neighbourhoods(everything())).size() == 4);
    CHECK(txn.neighbourhoods({}).empty());
    CHECK(names(txn.teams(only(first.id))) == Names{"noord", "Oost", "Zuid"});
    CHECK(txn.teams(only(second.id)).empty());
    CHECK(names(txn.groups(only(first.id))) == Names{"noord", "Oost", "Zuid"});
    CHECK(txn.groups({}).empty());
    return 0;
  });
}

TEST_CASE_METHOD(StoreFixture, "a user comes back as put and is found by mail and by profile",
                 "[people]") {
  Municipality place = municipality();
  User put{.id = env.new_id<UserId>(),
           .municipality = place.id,
           .name = "Dirk Verzonnen",
           .email = "dirk@voorbeeld.example",
           .language = Language::en,
           .roles = {Role::specialist, Role::coordinator},
           .teams = {env.new_id<TeamId>(), env.new_id<TeamId>()},
           .specialist = env.new_id<SpecialistId>(),
           .partner_of = env.new_id<TeamId>(),
           .active = false};
  keep(put);
  read([&](Txn& txn) {
    auto got = txn.user(put.id);
    REQUIRE(got);
    CHECK(got->municipality == put.municipality);
    CHECK(got->name == put.name);
    CHECK(got->email == put.email);
    CHECK(got->language == put.language);
    CHECK(got->roles == put.roles);
    CHECK(got->teams == put.teams);
    CHECK(got->specialist == put.specialist);
    CHECK(got->partner_of == put.partner_of);
    CHECK(got->active == put.active);
    CHECK(txn.user_by_email("dirk@voorbeeld.example")->id == put.id);
    CHECK_FALSE(txn.user_by_email("dirk@voorbeeld.exampl_"));
    CHECK(txn.user_of_specialist(*put.specialist)->id == put.id);
    CHECK_FALSE(txn.user_of_specialist(SpecialistId()));
    return 0;
  });
}

TEST_CASE_METHOD(StoreFixture, "users are found by scope, role, team and municipality",
                 "[people]") {
  Municipality here = municipality("Hier");
  Municipality there = municipality("Daar");
  Team team_here = team(here.id);
  User anna = user(here.id, "Anna");
  User bert = user(here.id, "bert");
  User chris = user(there.id, "Chris");
  bert.roles = {Role::coordinator, Role::specialist};
  bert.teams = {team_here.id};
  keep(bert);
  auto found = [&](UserQuery query) {
    return names(read([&](Txn& txn) { return txn.find(query); }).items);
  };
  CHECK(found({.scope = everything()}) == Names{"Anna", "bert", "Chris"});
  CHECK(found({.scope = only(here.id)}) == Names{"Anna", "bert"});
  CHECK(found({}) == Names{});
  CHECK(found({.scope = everything(), .role = Role::coordinator}) == Names{"bert"});
  CHECK(found({.scope = everything(), .role = Role::partner}) == Names{});
  CHECK(found({.scope = everything(), .team = team_here.id}) == Names{"bert"});
  CHECK(found({.scope = everything(), .municipality = there.id}) == Names{"Chris"});
  CHECK(found({.scope = only(here.id), .municipality = there.id}) == Names{});

  SECTION("and no longer by a role or team they lost") {
    bert.roles = {Role::specialist};
    bert.teams = {};
    keep(bert);
    CHECK(found({.scope = everything(), .role = Role::coordinator}) == Names{});
    CHECK(found({.scope = everything(), .team = team_here.id}) == Names{});
  }
}

TEST_CASE_METHOD(StoreFixture, "a page tells how many there are in all", "[people]") {
  Municipality place = municipality();
  for (int i = 0; i < 7; ++i) user(place.id, "Persoon " + std::to_string(i));
  auto page = [&](std::size_t offset, std::size_t limit) {
    return read([&](Txn& txn) {
      return txn.find(UserQuery{.scope = everything(), .page = {offset, limit}});
    });
  };
  CHECK(page(0, 3).items.size() == 3);
  CHECK(page(0, 3).total == 7);
  CHECK(names(page(5, 3).items) == Names{"Persoon 5", "Persoon 6"});
  CHECK(page(5, 3).total == 7);
  CHECK(page(0, 7).total == 7);
  CHECK(page(0, 8).total == 7);
  CHECK(page(20, 3).items.empty());
  CHECK(page(20, 3).total == 7);
}

TEST_CASE_METHOD(StoreFixture, "a page never holds more than the most a page holds", "[people]") {
  Municipality place = municipality();
  write([&](Txn& txn) {
    for (std::size_t i = 0; i <= Page::most; ++i) {
      User one;
      one.id = env.new_id<UserId>();
      one.municipality = place.id;
      one.email = std::to_string(i) + "@voorbeeld.example";
      txn.put(one);
    }
  });
  auto found = read([&](Txn& txn) {
    return txn.find(UserQuery{.scope = everything(), .page = {0, 100'000}});
  });
  CHECK(found.items.size() == Page::most);
  CHECK(found.total == Page::most + 1);
}

TEST_CASE_METHOD(StoreFixture, "two users never share an address", "[people]") {
  Municipality place = municipality();
  User first = user(place.id);
  User second = user(place.id);
  second.email = first.email;
  auto refusal = refused([&] { keep(second); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::conflict);
}

TEST_CASE_METHOD(StoreFixture, "what belongs to a municipality that is not there is not kept",
                 "[people]") {
  CHECK_THROWS(
      keep(Team{.id = env.new_id<TeamId>(), .municipality = env.new_id<MunicipalityId>()}));
}

TEST_CASE_METHOD(StoreFixture, "a password hash is kept and replaced", "[sign_on]") {
  User anna = user(municipality().id);
  CHECK_FALSE(read([&](Txn& txn) { return txn.password(anna.id); }));
  write([&](Txn& txn) { txn.put_password(anna.id, "$argon2id$one"); });
  write([&](Txn& txn) { txn.put_password(anna.id, "$argon2id$two"); });
  CHECK(read([&](Txn& txn) { return txn.password(anna.id); }) == "$argon2id$two");
}

TEST_CASE_METHOD(StoreFixture, "sessions come back by the hash of their secret", "[sign_on]") {
  User anna = user(municipality().id);
  User bert = user(anna.municipality);
  auto session = [&](UserId of, std::uint8_t secret, SessionKind kind = SessionKind::browser) {
    env.pass(std::chrono::minutes(1));
    Session made{.id = env.new_id<SessionId>(),
                 .user = of,
                 .kind = kind,
                 .secret_hash = {secret},
                 .label = "laptop",
                 .created_at = env.now(),
                 .last_used_at = env.now() + std::chrono::seconds(1),
                 .expires_at = env.now() + std::chrono::hours(10)};
    if (kind == SessionKind::token) made.scopes = {TokenScope::keep, TokenScope::read};
    return keep(made);
  };
  Session first = session(anna.id, 1);
  Session second = session(anna.id, 2, SessionKind::token);
  Session other = session(bert.id, 3);
  read([&](Txn& txn) {
    auto got = txn.session(second.secret_hash);
    REQUIRE(got);
    CHECK(got->id == second.id);
    CHECK(got->user == anna.id);
    CHECK(got->kind == SessionKind::token);
    CHECK(got->label == "laptop");
    CHECK(got->scopes == second.scopes);
    CHECK(got->scopes.list() == std::vector{TokenScope::read, TokenScope::keep});
    CHECK(got->created_at == second.created_at);
    CHECK(got->last_used_at == second.last_used_at);
    CHECK(got->expires_at == second.expires_at);
    CHECK_FALSE(txn.session(Hash{9}));
    auto all = txn.sessions(anna.id);
    REQUIRE(all.size() == 2);
    CHECK(all[0].id == second.id);
    CHECK(all[1].id == first.id);
    return 0;
  });

  SECTION("and are used on") {
    second.last_used_at += std::chrono::hours(1);
    keep(second);
    CHECK(read([&](Txn& txn) { return txn.session(second.secret_hash)->last_used_at; }) ==
          second.last_used_at);
  }
  SECTION("and end one by one") {
    write([&](Txn& txn) { txn.remove_session(first.id); });
    CHECK_FALSE(read([&](Txn& txn) { return txn.session(first.secret_hash); }));
    CHECK(read([&](Txn& txn) { return txn.session(second.secret_hash); }));
  }
  SECTION("and all of one user together") {
    write([&](Txn& txn) { txn.remove_sessions(anna.id); });
    CHECK(read([&](Txn& txn) { return txn.sessions(anna.id); }).empty());
    CHECK(read([&](Txn& txn) { return txn.session(other.secret_hash); }));
  }
  SECTION("and go when their time has come, not before") {
    write([&](Txn& txn) {
      txn.remove_expired(first.expires_at - std::chrono::milliseconds(1), Instant{});
    });
    CHECK(read([&](Txn& txn) { return txn.sessions(anna.id); }).size() == 2);
    write([&](Txn& txn) { txn.remove_expired(first.expires_at, Instant{}); });
    CHECK(read([&](Txn& txn) { return txn.sessions(anna.id); }).size() == 1);
  }
}

TEST_CASE_METHOD(StoreFixture, "the answer to a request is kept for its user and key",
                 "[sign_on]") {
  User anna = user(municipality().id);
  User bert = user(anna.municipality);
  IdempotentAnswer put{.user = anna.id,
                       .key = "k-1",
                       .request_digest = {1, 2},
                       .status = 201,
                       .resource = "some-id",
                       .at = env.now()};
  keep(put);
  auto answer = [&](UserId of, std::string_view with) {
    return read([&](Txn& txn) { return txn.idempotent_answer(of, with); });
  };
  REQUIRE(answer(anna.id, "k-1"));
  CHECK(answer(anna.id, "k-1")->request_digest == put.request_digest);
  CHECK(answer(anna.id, "k-1")->status == 201);
  CHECK(answer(anna.id, "k-1")->resource == "some-id");
  CHECK(answer(anna.id, "k-1")->at == put.at);
  CHECK_FALSE(answer(anna.id, "k-2"));
  CHECK_FALSE(answer(bert.id, "k-1"));
  write([&](Txn& txn) { txn.remove_expired(env.now(), put.at); });
  CHECK(answer(anna.id, "k-1"));
  write([&](Txn& txn) { txn.remove_expired(env.now(), put.at + std::chrono::milliseconds(1)); });
  CHECK_FALSE(answer(anna.id, "k-1"));
}
