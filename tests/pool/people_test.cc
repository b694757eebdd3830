#include "server/pool/people.h"

#include <catch2/catch.hpp>

#include "tests/pool/fixture.h"

namespace expertise {

namespace {

constexpr std::string_view good_password = "kuiper-maandag-7-appel";

struct PeopleFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();

  User new_user(const std::string& email = "nieuw@voorbeeld.test") {
    return {.municipality = city.id,
            .name = "Noor Nieuw",
            .email = email,
            .roles = {Role::team_member}};
  }
};

}  // namespace

TEST_CASE_METHOD(PeopleFixture, "an added user signs on with their password", "[people]") {
  User added =
      people.add_user(machine, new_user(" Nieuw@Voorbeeld.test "), std::string(good_password));
  CHECK(added.email == "nieuw@voorbeeld.test");
  SignedOn signed_on = people.sign_on("NIEUW@voorbeeld.test", good_password, "192.0.2.1");
  CHECK(signed_on.user == added);
  CHECK(signed_on.actor.user == added.id);
  CHECK(signed_on.actor.is(Role::team_member));
  CHECK(signed_on.actor.in(city.id));
  CHECK(signed_on.secret.size() == 43);
}

TEST_CASE_METHOD(PeopleFixture, "all faults of a new user are told together, and nothing is kept",
                 "[people]") {
  user(city.id, "Al Aanwezig", {Role::team_member});
  std::size_t before = events().size();
  User wrong = new_user("persoon1@voorbeeld.test");
  wrong.name = "";
  wrong.teams = {env.new_id<TeamId>()};
  wrong.specialist = env.new_id<SpecialistId>();
  wrong.partner_of = env.new_id<TeamId>();
  auto refusal = refused([&] { people.add_user(machine, wrong, "kort"); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::invalid_input);
  CHECK(has_fault(refusal->faults(), "/name", "required"));
  CHECK(has_fault(refusal->faults(), "/email", "already_taken"));
  CHECK(has_fault(refusal->faults(), "/teams/0", "unknown"));
  CHECK(has_fault(refusal->faults(), "/specialist", "unknown"));
  CHECK(has_fault(refusal->faults(), "/partnerOf", "unknown"));
  CHECK(has_fault(refusal->faults(), "/password", "too_short"));
  CHECK(refusal->faults().size() == 6);
  CHECK(events().size() == before);
}

TEST_CASE_METHOD(PeopleFixture, "only an administrator administers", "[people]") {
  auto role = GENERATE(Role::team_member, Role::partner, Role::specialist, Role::coordinator,
                       Role::reviewer);
  Actor somebody = actor(user(city.id, "Iemand", {role}));
  auto not_allowed = [&](auto call) {
    auto refusal = refused(call);
    return refusal && refusal->reason() == Reason::not_allowed;
  };
  CHECK(not_allowed([&] { people.add_user(somebody, new_user(), std::nullopt); }));
  CHECK(not_allowed([&] { people.change_user(somebody, new_user()); }));
  CHECK(not_allowed([&] { people.set_password(somebody, *somebody.user, good_password); }));
  CHECK(not_allowed([&] { people.put(somebody, Municipality{.name = "Elders"}); }));
  CHECK(not_allowed([&] { people.put(somebody, Team{.municipality = city.id, .name = "Zuid"}); }));
  CHECK(not_allowed(
      [&] { people.put(somebody, Neighbourhood{.municipality = city.id, .name = "Zuid"}); }));
}

TEST_CASE_METHOD(PeopleFixture, "events of people hold ids and codes, never names or addresses",
                 "[people]") {
  User added = people.add_user(machine, new_user(), std::string(good_password));
  added.name = "Noor Anders";
  added.email = "anders@voorbeeld.test";
  people.change_user(machine, added);
  people.sign_on(added.email, good_password, "192.0.2.1");
  people.put(machine, Team{.municipality = city.id, .name = "Wijkteam Geheimnaam"});
  for (const Event& event : events()) {
    std::string details = details_json(event.details);
    CAPTURE(details);
    CHECK(details.find("Noor") == std::string::npos);
    CHECK(details.find("@") == std::string::npos);
    CHECK(details.find("Geheimnaam") == std::string::npos);
  }
  auto changed = events_of(EventKind::user_changed);
  // Apart: another address is told to whoever has it, and the rest to the person.
  REQUIRE(changed.size() == 2);
  CHECK(changed[0].details.at("changed") == "email");
  CHECK(changed[1].details.at("changed") == "name");
  CHECK(changed[0].details.at("user") == added.id.text());
}

TEST_CASE_METHOD(PeopleFixture, "the last administrator stays one", "[people]") {
  User admin = user(city.id, "Ada Beheer", {Role::administrator});
  User second = user(city.id, "Bea Beheer", {Role::administrator});
  Actor acting = actor(admin);
  second.active = false;
  people.change_user(acting, second);
  admin.roles = {Role::coordinator};
  CHECK(has_fault(refused([&] { people.change_user(acting, admin); })->faults(), "/roles",
                  "last_administrator"));
  second.active = true;
  people.change_user(acting, second);
  CHECK_NOTHROW(people.change_user(acting, admin));
}

TEST_CASE_METHOD(PeopleFixture, "a change that changes nothing writes nothing", "[people]") {
  User nel = user(city.id, "Nel Bekend", {Role::team_member});
  Team north = team(city.id, "Wijkteam Noord");
  std::size_t before = events().size();
  people.change_user(machine, nel);
  people.put(machine, north);
  people.put(machine, city);
  CHECK(events().size() == before);
}

TEST_CASE_METHOD(PeopleFixture, "users are seen by administrators, colleagues and themselves",
                 "[people]") {
  Municipality neighbour = municipality("Buurgemeente");
  User nel = user(city.id, "Nel Bekend", {Role::team_member});
  User bo = user(city.id, "Bo Deskundig", {Role::specialist});
  User far = user(neighbour.id, "Verre Buur", {Role::team_member});
  auto sees = [&](const Actor& who, const User& whom) {
    return !refused([&] { people.user(who, whom.id); });
  };
  CHECK(sees(machine, far));
  CHECK(sees(actor(nel), bo));
  CHECK_FALSE(sees(actor(nel), far));
  CHECK(sees(actor(bo), bo));
  CHECK_FALSE(sees(actor(bo), nel));
  CHECK(people.users(actor(nel), {}).total == 2);
  CHECK(people.users(machine, {}).total == 3);
  CHECK(refused([&] { people.users(actor(bo), {}); })->reason() == Reason::not_allowed);
  CHECK(people.user_by_email(actor(nel), " PERSOON2@voorbeeld.test")->id == bo.id);
  CHECK_FALSE(people.user_by_email(actor(nel), far.email));
  CHECK_FALSE(people.user_by_email(machine, "geen adres"));
}

TEST_CASE_METHOD(PeopleFixture, "a team holds neighbourhoods of its own municipality only",
                 "[people]") {
  Municipality neighbour = municipality("Buurgemeente");
  Neighbourhood here = neighbourhood(city.id, "Kruiskamp");
  Neighbourhood there = neighbourhood(neighbour.id, "Oosteinde");
  Team wanted{.municipality = city.id,
              .name = "Wijkteam Noord",
              .contact = env.new_id<UserId>(),
              .neighbourhoods = {here.id, there.id, env.new_id<NeighbourhoodId>()}};
  auto refusal = refused([&] { people.put(machine, wanted); });
  REQUIRE(refusal);
  CHECK(refusal->faults().size() == 3);
  CHECK(has_fault(refusal->faults(), "/neighbourhoods/1", "unknown"));
  CHECK(has_fault(refusal->faults(), "/neighbourhoods/2", "unknown"));
  CHECK(has_fault(refusal->faults(), "/contact", "unknown"));

  wanted.neighbourhoods = {here.id};
  wanted.contact.reset();
  Team made = people.put(machine, wanted);
  CHECK_FALSE(made.id.is_nil());
  CHECK(
      has_fault(refused([&] { people.put(machine, wanted); })->faults(), "/name", "already_taken"));
  made.municipality = neighbour.id;
  made.neighbourhoods.clear();
  CHECK(has_fault(refused([&] { people.put(machine, made); })->faults(), "/municipality",
                  "cannot_change"));
}

TEST_CASE_METHOD(PeopleFixture, "what is not there cannot be changed", "[people]") {
  auto not_found = [&](auto call) {
    auto refusal = refused(call);
    return refusal && refusal->reason() == Reason::not_found;
  };
  User nobody = new_user();
  nobody.id = env.new_id<UserId>();
  CHECK(not_found([&] { people.change_user(machine, nobody); }));
  CHECK(not_found([&] { people.set_password(machine, nobody.id, good_password); }));
  CHECK(not_found([&] {
    people.put(machine,
               Team{.id = env.new_id<TeamId>(), .municipality = city.id, .name = "Nergens"});
  }));
}

TEST_CASE_METHOD(PeopleFixture, "a coordinator keeps groups of the own municipality's specialists",
                 "[people]") {
  Municipality neighbour = municipality("Buurgemeente");
  Specialist ours = specialist(city.id, "Bo Deskundig");
  Specialist theirs = specialist(neighbour.id, "Verre Deskundige");
  Actor coordinator = actor(user(city.id, "Cor Ordinator", {Role::coordinator}));
  Group made = people.put(coordinator,
                          Group{.municipality = city.id, .name = "Schulden", .members = {ours.id}});
  CHECK(events_of(EventKind::group_put).size() == 1);
  made.members.push_back(theirs.id);
  CHECK(has_fault(refused([&] { people.put(coordinator, made); })->faults(), "/members/1",
                  "unknown"));
  CHECK(has_fault(refused([&] {
                    people.put(coordinator, Group{.municipality = neighbour.id, .name = "X"});
                  })->faults(),
                  "/municipality", "unknown"));
  Group elsewhere = group(neighbour.id, "Van de buren", {theirs.id});
  CHECK(refused([&] { people.put(coordinator, elsewhere); })->reason() == Reason::not_found);
}

TEST_CASE_METHOD(PeopleFixture, "the overview holds the actor's municipalities and no others",
                 "[people]") {
  Municipality neighbour = municipality("Buurgemeente");
  team(city.id, "Wijkteam Noord");
  team(neighbour.id, "Wijkteam Oost");
  neighbourhood(neighbour.id, "Oosteinde");
  PeopleOverview seen = people.overview(actor(user(city.id, "Nel Bekend", {Role::team_member})));
  CHECK(seen.municipalities == std::vector<Municipality>{city});
  CHECK(seen.teams.size() == 1);
  CHECK(seen.neighbourhoods.empty());
  CHECK(people.overview(machine).municipalities.size() == 2);
}

TEST_CASE_METHOD(PeopleFixture, "names are told for known ids", "[people]") {
  User nel = user(city.id, "Nel Bekend", {Role::team_member});
  auto names = people.names({nel.id, env.new_id<UserId>(), nel.id});
  CHECK(names == std::map<UserId, std::string>{{nel.id, "Nel Bekend"}});
}

}  // namespace expertise
