// What somebody may not know is not told on the way round either: by what a list finds, by the
// difference between a refusal and nothing, or by why a step is refused.
#include <catch2/catch.hpp>

#include "server/pool/consultations.h"
#include "server/pool/people.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

struct RightsFixture : CaseFixture {
  People people{context, PasswordStrength::cheap()};

  std::size_t unreviewed(const Actor& actor) {
    ConsultationQuery query;
    query.unreviewed = true;
    return consultations.list(actor, query).total;
  }
  MessageId message_of(ConsultationId id, MessageKind kind) {
    for (const auto& entry : consultations.thread(asker, id).entries) {
      if (entry.message.kind == kind) return entry.message.id;
    }
    return {};
  }
  Reason refusal_to_destroy(const Actor& actor, ConsultationId id, MessageId message) {
    auto refusal = refused([&] { consultations.destroy_text(actor, id, message, 1); });
    REQUIRE(refusal);
    return refusal->reason();
  }
};

}  // namespace

TEST_CASE_METHOD(RightsFixture, "whether a question was reviewed is not found out by narrowing",
                 "[rights]") {
  in_state(ConsultationState::closed);
  CHECK(unreviewed(asker) == 1);
  CHECK(unreviewed(teammate) == 1);
  CHECK(unreviewed(coordinator) == 1);
  CHECK(unreviewed(anna.actor) == 0);

  SECTION("nor by a partner of the own question") {
    Actor partner = partner_of_home_team();
    ConsultationId id = consultations.ask_as_partner(partner, "Moeder heeft schulden.",
                                                     ResidentKnowledge::discussed, {});
    consultations.invite(teammate, id, {bram.id()}, {}, {});
    accept(id, bram);
    consultations.advise(bram.actor, id, advice(), seen(id));
    consultations.close(teammate, id, closure(), {}, seen(id));
    CHECK(unreviewed(coordinator) == 2);
    CHECK(unreviewed(partner) == 0);
  }
  SECTION("and who asks as well finds their own") {
    User both = asking;
    both.roles.push_back(Role::specialist);
    both.specialist = dirk.id();
    keep_user(both);
    CHECK(unreviewed(actor(both)) == 1);
  }
}

TEST_CASE_METHOD(RightsFixture, "a message that one is not told of is as if not there",
                 "[rights][privacy]") {
  ConsultationId id = asked({anna, bram}, {carla});
  consultations.release(anna.actor, [&] {
    accept(id, anna);
    return invitation_of(id, anna).id;
  }());
  accept(id, bram);
  consultations.give_reason(coordinator, id, "Steekproef.");
  const MessageId reason = message_of(id, MessageKind::access_reason);
  for (const Expert& each : {anna, bram}) {
    CHECK(refusal_to_destroy(each.actor, id, reason) == Reason::not_found);
  }
  CHECK(refusal_to_destroy(teammate, id, reason) == Reason::not_allowed);
  CHECK(refusal_to_destroy(bram.actor, id, message_of(id, MessageKind::question)) ==
        Reason::not_allowed);

  SECTION("next in line by itself one is told of the question alone") {
    ConsultationId passed = asked({anna}, {carla});
    consultations.write(asker, passed, "Nog iets.", std::nullopt);
    decline(passed, anna);
    REQUIRE(consultations.view(carla.actor, passed).sight == Sight::summary);
    CHECK(refusal_to_destroy(carla.actor, passed, message_of(passed, MessageKind::message)) ==
          Reason::not_found);
    CHECK(refusal_to_destroy(carla.actor, passed, message_of(passed, MessageKind::question)) ==
          Reason::not_allowed);
  }
}

TEST_CASE_METHOD(RightsFixture, "who the asker left out is not told to who hands over",
                 "[rights][inviting]") {
  NewQuestion made = question();
  made.specialists = {anna.id()};
  made.excluded_specialists = {bram.id()};
  ConsultationId id = asked(made);
  accept(id, anna);
  auto refusal =
      refused([&] { consultations.hand_over(anna.actor, invitation_of(id, anna).id, bram.id()); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::conflict);
  CHECK(refusal->detail() == "cannot_be_asked");
  CHECK(refusal->parameters().at("specialist") == bram.id().text());
  CHECK(invitation_of(id, anna).state == InvitationState::accepted);
  // The asker's own side sees who was left out.
  CHECK(refused([&] { consultations.invite(asker, id, {bram.id()}, {}, {}); })->detail() ==
        "excluded");
}

TEST_CASE_METHOD(RightsFixture, "a team's contact works in its municipality", "[rights][people]") {
  Actor partner = partner_of_home_team();
  auto ask = [&] {
    consultations.ask_as_partner(partner, "Moeder heeft schulden.", ResidentKnowledge::discussed,
                                 {});
  };
  Municipality neighbour = municipality("Buurgemeente");
  User away = user(neighbour.id, "Bo Buur", {Role::team_member});
  Team wanted = home_team;
  wanted.contact = away.id;
  auto refusal = refused([&] { people.put(machine, wanted); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/contact", "unknown"));

  SECTION("or for one of its teams") {
    away.teams = {home_team.id};
    keep_user(away);
    CHECK(people.put(machine, wanted).contact == away.id);
    CHECK_NOTHROW(ask());
  }
  SECTION("and gets no questions any more after leaving for another") {
    CHECK_NOTHROW(ask());
    beside.municipality = neighbour.id;
    beside.teams.clear();
    keep_user(beside);
    auto without = refused(ask);
    REQUIRE(without);
    CHECK(without->detail() == "team_without_contact");
  }
}

TEST_CASE_METHOD(RightsFixture, "groups are for who reads the pool", "[rights][people]") {
  group(town.id, "schulden", {anna.id()});
  CHECK(people.overview(asker).groups.size() == 1);
  CHECK(people.overview(anna.actor).groups.size() == 1);
  CHECK(people.overview(coordinator).groups.size() == 1);
  CHECK(people.overview(machine).groups.size() == 1);
  for (Role role : {Role::partner, Role::reviewer}) {
    PeopleOverview seen =
        people.overview(actor(user(town.id, "Nel " + std::string(code(role)), {role})));
    CHECK(seen.groups.empty());
    CHECK(seen.teams == std::vector<Team>{home_team});
  }
}

}  // namespace expertise
