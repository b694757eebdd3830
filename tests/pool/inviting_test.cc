// Who may be invited, who takes a question, and where it goes when somebody falls away.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "server/pool/consultations.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using State = ConsultationState;

WeeklyHours office_hours() {
  WeeklyHours hours;
  for (std::size_t day = 0; day < 5; ++day) hours[day] = {{9 * 60, 17 * 60}};
  return hours;
}

}  // namespace

TEST_CASE_METHOD(CaseFixture, "nobody is invited who cannot be", "[inviting]") {
  struct Case {
    const char* why;
    std::function<void(Specialist&)> with;
  };
  auto today = local_day(env.now());
  const std::vector<Case> cases{
      {"left", [](Specialist& profile) { profile.active = false; }},
      {"excluded", [](Specialist& profile) { profile.organisation = " stichting ZONDER"; }},
      {"lacking_agreement",
       [](Specialist& profile) { profile.agreements.conduct_until = "2026-03-04"; }},
      {"paused", [](Specialist& profile) { profile.availability.paused = true; }},
      {"away",
       [&](Specialist& profile) {
         profile.availability.absences = {{today, today, {}}};
       }},
      {"full", [](Specialist& profile) { profile.availability.most_open = 0; }},
  };
  NewQuestion made = question();
  made.excluded_organisations = {"Stichting Zonder"};
  ConsultationId id = asked(made);
  for (const Case& each : cases) {
    INFO(each.why);
    Expert expert = this->expert("Nieuw " + std::string(each.why));
    change(expert, each.with);
    auto head = store->head();
    auto refusal = refused([&] { consultations.invite(asker, id, {expert.id()}, {}, {}); });
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::conflict);
    CHECK(refusal->detail() == each.why);
    CHECK(refusal->parameters().at("specialist") == expert.id().text());
    NewQuestion direct = made;
    direct.specialists = {expert.id()};
    CHECK(refused([&] { consultations.ask(asker, direct, {}); })->detail() == each.why);
    CHECK(store->head() == head);
    // Neither does a question that is passed on reach them.
    ConsultationId passed = asked(made, {expert, bram});
    consultations.invite(asker, passed, {anna.id()}, {}, {});
    decline(passed, anna);
    CHECK(pending(passed) == std::vector{bram.id()});
  }
}

TEST_CASE_METHOD(CaseFixture, "a person is on one question once at a time", "[inviting]") {
  ConsultationId id = asked({anna});
  auto again = [&] { consultations.invite(asker, id, {anna.id()}, {}, {}); };
  CHECK(refused(again)->detail() == "already_invited");
  accept(id, anna);
  CHECK(refused(again)->detail() == "already_invited");
  consultations.invite(asker, id, {bram.id()}, {}, {});
  consultations.withdraw_invitation(asker, invitation_of(id, bram).id);
  CHECK(last(id, EventKind::invitation_withdrawn).details.at("reason") == "asker");
  CHECK_NOTHROW(consultations.invite(asker, id, {bram.id()}, {}, {}));
}

TEST_CASE_METHOD(CaseFixture, "who gave no hours is asked in writing only", "[inviting]") {
  NewQuestion made = question();
  made.way = Way::phone;
  made.specialists = {anna.id()};
  auto refusal = refused([&] { consultations.ask(asker, made, {}); });
  REQUIRE(refusal);
  CHECK(refusal->detail() == "hours_unknown");
  change(anna, [](Specialist& profile) { profile.availability.weekly = office_hours(); });
  CHECK_NOTHROW(consultations.ask(asker, made, {}));
}

TEST_CASE_METHOD(CaseFixture, "one refused invitation takes the others of the request with it",
                 "[inviting]") {
  change(bram, [](Specialist& profile) { profile.availability.paused = true; });
  ConsultationId id = asked();
  auto head = store->head();
  CHECK(refused([&] { consultations.invite(asker, id, {anna.id(), bram.id()}, {}, {}); }));
  CHECK(invitations(id).empty());
  CHECK(store->head() == head);
}

TEST_CASE_METHOD(CaseFixture, "ten people can be invited at once and no more", "[inviting]") {
  ConsultationId id = asked();
  std::vector<SpecialistId> people;
  for (std::size_t i = 0; i < ConsultationLimits::invitations_at_once; ++i) {
    people.push_back(expert("Deskundige " + std::to_string(i)).id());
  }
  CHECK(consultations.invite(asker, id, people, {}, {}).size() == people.size());
  people.push_back(anna.id());
  auto refusal = refused([&] { consultations.invite(asker, id, people, {}, {}); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/specialists", "too_many"));
  auto none = refused([&] { consultations.invite(asker, id, {}, {}, {}); });
  REQUIRE(none);
  CHECK(has_fault(none->faults(), "/specialists", "required"));
}

TEST_CASE_METHOD(CaseFixture, "people invited one by one all join", "[inviting]") {
  ConsultationId id = asked({anna, bram});
  accept(id, anna);
  CHECK(state(id) == State::in_consultation);
  auto revision = row(id).revision;
  accept(id, bram);
  CHECK(row(id).revision == revision);
  CHECK(invitation_of(id, anna).state == InvitationState::accepted);
  CHECK(invitation_of(id, bram).state == InvitationState::accepted);
}

TEST_CASE_METHOD(CaseFixture, "of a group the first to accept has the question", "[inviting]") {
  change(dirk, [](Specialist& profile) { profile.availability.paused = true; });
  Group debts = group(town.id, "Schulden", {anna.id(), bram.id(), dirk.id()});
  NewQuestion made = question();
  made.group = debts.id;
  made.specialists = {carla.id()};
  ConsultationId id = asked(made);
  CHECK(pending(id) == std::vector{carla.id(), anna.id(), bram.id()});
  CHECK(invitation_of(id, anna).group == debts.id);
  CHECK_FALSE(invitation_of(id, carla).group);
  accept(id, bram);
  CHECK(invitation_of(id, anna).state == InvitationState::withdrawn);
  CHECK(invitation_of(id, carla).state == InvitationState::pending);
  auto late = refused([&] { accept(id, anna); });
  REQUIRE(late);
  CHECK(late->reason() == Reason::conflict);
  CHECK(late->detail() == "already_taken");
  CHECK(refused([&] { consultations.view(anna.actor, id); })->reason() == Reason::not_found);
}

TEST_CASE_METHOD(CaseFixture, "a group of which nobody can is refused", "[inviting]") {
  change(dirk, [](Specialist& profile) { profile.availability.paused = true; });
  NewQuestion made = question();
  made.group = group(town.id, "Leeg", {dirk.id()}).id;
  auto refusal = refused([&] { consultations.ask(asker, made, {}); });
  REQUIRE(refusal);
  CHECK(refusal->detail() == "nobody_available");
}

TEST_CASE_METHOD(CaseFixture, "of two who accept for a group at the same moment one has it",
                 "[inviting][threads]") {
  for (int round = 0; round < 10; ++round) {
    NewQuestion made = question();
    made.group = group(town.id, "Schulden", {anna.id(), bram.id(), carla.id()}).id;
    ConsultationId id = asked(made);
    std::atomic<int> accepted = 0, taken = 0;
    std::vector<std::thread> people;
    for (const Expert* each : {&anna, &bram, &carla}) {
      people.emplace_back([&, each, invitation = invitation_of(id, *each).id] {
        auto refusal = refused([&] { consultations.accept(each->actor, invitation); });
        if (!refusal) ++accepted;
        if (refusal && refusal->detail() == "already_taken") ++taken;
      });
    }
    for (std::thread& each : people) each.join();
    CHECK(accepted == 1);
    CHECK(taken == 2);
    CHECK(count(id, EventKind::invitation_accepted) == 1);
    CHECK(row(id).revision == 2);
  }
}

TEST_CASE_METHOD(CaseFixture, "capacity holds however many invite at the same moment",
                 "[inviting][threads]") {
  change(anna, [](Specialist& profile) { profile.availability.most_open = 2; });
  std::vector<ConsultationId> questions;
  for (int i = 0; i < 8; ++i) questions.push_back(asked());
  std::atomic<int> invited = 0, full = 0;
  std::vector<std::thread> people;
  for (ConsultationId id : questions) {
    people.emplace_back([&, id] {
      auto refusal = refused([&] { consultations.invite(asker, id, {anna.id()}, {}, {}); });
      if (!refusal) ++invited;
      if (refusal && refusal->detail() == "full") ++full;
    });
  }
  for (std::thread& each : people) each.join();
  CHECK(invited == 2);
  CHECK(full == 6);
}

TEST_CASE_METHOD(CaseFixture, "only the person invited decides, once", "[inviting]") {
  ConsultationId id = asked({anna}, {bram});
  InvitationId invitation = invitation_of(id, anna).id;
  CHECK(refused([&] { consultations.accept(bram.actor, invitation); })->reason() ==
        Reason::not_found);
  CHECK(refused([&] { consultations.accept(asker, invitation); })->reason() == Reason::not_allowed);
  CHECK(refused([&] { consultations.accept(anna.actor, InvitationId()); })->reason() ==
        Reason::not_found);
  decline(id, anna);
  auto head = store->head();
  for (const auto& step : std::vector<std::function<void()>>{
           [&] { accept(id, anna); }, [&] { decline(id, anna); },
           [&] { consultations.release(anna.actor, invitation); },
           [&] { consultations.hand_over(anna.actor, invitation, carla.id()); },
           [&] { consultations.withdraw_invitation(asker, invitation); }}) {
    auto refusal = refused(step);
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::wrong_state);
    CHECK(refusal->parameters().at("state") == "declined");
  }
  CHECK(store->head() == head);
}

TEST_CASE_METHOD(CaseFixture, "a decline brings the next best, two pass-ons the coordinator",
                 "[inviting][passing on]") {
  ConsultationId id = asked({anna}, {anna, bram, carla, dirk});
  consultations.decline(anna.actor, invitation_of(id, anna).id, DeclineReason::not_my_field,
                        "Dit is iets voor bewindvoering.");
  CHECK(pending(id) == std::vector{bram.id()});
  Invitation next = invitation_of(id, bram);
  CHECK(next.invited_by == InvitedBy::automatic);
  CHECK(next.follows == invitation_of(id, anna).id);
  CHECK(row(id).times_passed_on == 1);
  CHECK(last(id, EventKind::passed_on).details.at("why") == "declined");
  CHECK(invitation_of(id, anna).decline_reason == DeclineReason::not_my_field);
  decline(id, bram);
  CHECK(pending(id) == std::vector{carla.id()});
  decline(id, carla);
  CHECK(pending(id).empty());
  CHECK(state(id) == State::with_coordinator);
  CHECK(row(id).with_coordinator_since == env.now());
  CHECK(row(id).times_passed_on == most_pass_ons);
  CHECK(last(id, EventKind::sent_to_coordinator).details.at("reason") == "passed_on_twice");

  SECTION("and the coordinator finds somebody") {
    CHECK(refused([&] { consultations.assign(asker, id, dirk.id(), seen(id)); })->reason() ==
          Reason::not_allowed);
    consultations.assign(coordinator, id, dirk.id(), seen(id));
    CHECK(state(id) == State::open);
    CHECK_FALSE(row(id).with_coordinator_since);
    CHECK(invitation_of(id, dirk).invited_by == InvitedBy::coordinator);
    decline(id, dirk);
    CHECK(state(id) == State::with_coordinator);
  }
}

TEST_CASE_METHOD(CaseFixture, "nothing is passed on while somebody else is asked or on it",
                 "[inviting][passing on]") {
  ConsultationId id = asked({anna, bram}, {carla});
  decline(id, anna);
  CHECK(pending(id) == std::vector{bram.id()});
  CHECK(count(id, EventKind::passed_on) == 0);
  accept(id, bram);
  consultations.invite(asker, id, {dirk.id()}, {}, {});
  decline(id, dirk);
  CHECK(pending(id).empty());
  CHECK(state(id) == State::in_consultation);
}

TEST_CASE_METHOD(CaseFixture, "nothing is passed on by itself when the asker chose so",
                 "[inviting][passing on]") {
  NewQuestion made = question();
  made.pass_on_automatically = false;
  made.specialists = {anna.id()};
  ConsultationId id = asked(made, {bram});
  decline(id, anna);
  CHECK(pending(id).empty());
  CHECK(state(id) == State::with_coordinator);
  CHECK(last(id, EventKind::sent_to_coordinator).details.at("reason") == "asker_chose");
}

TEST_CASE_METHOD(CaseFixture, "a substitute goes before the ranking", "[inviting][passing on]") {
  ConsultationId id = asked({anna}, {bram, carla});
  auto today = local_day(env.now());
  change(anna, [&](Specialist& profile) {
    profile.availability.absences = {{today, today, dirk.id()}};
  });
  decline(id, anna);
  CHECK(pending(id) == std::vector{dirk.id()});
  CHECK(last(id, EventKind::passed_on).details.at("substitute") == "true");
}

TEST_CASE_METHOD(CaseFixture, "a substitute who was asked before is not asked again",
                 "[inviting][passing on]") {
  ConsultationId id = asked({anna, dirk}, {bram});
  decline(id, dirk);
  auto today = local_day(env.now());
  change(anna, [&](Specialist& profile) {
    profile.availability.absences = {{today, today, dirk.id()}};
  });
  decline(id, anna);
  CHECK(pending(id) == std::vector{bram.id()});
}

TEST_CASE_METHOD(CaseFixture, "when nobody fits it is with the coordinator",
                 "[inviting][passing on]") {
  ConsultationId id = asked({anna}, {anna});
  decline(id, anna);
  CHECK(state(id) == State::with_coordinator);
  CHECK(last(id, EventKind::sent_to_coordinator).details.at("reason") == "nobody_fits");
}

TEST_CASE_METHOD(CaseFixture, "the asker's own profile is never next in line",
                 "[inviting][passing on]") {
  User both = asking;
  both.roles.push_back(Role::specialist);
  both.specialist = bram.id();
  keep_user(both);
  ConsultationId id = asked({anna}, {bram, carla});
  decline(id, anna);
  CHECK(pending(id) == std::vector{carla.id()});
}

TEST_CASE_METHOD(CaseFixture, "a question is handed over to a colleague, who decides",
                 "[inviting][passing on]") {
  ConsultationId id = asked({anna}, {carla});
  accept(id, anna);
  InvitationId handed = consultations.hand_over(anna.actor, invitation_of(id, anna).id, bram.id());
  CHECK(invitation_of(id, bram).id == handed);
  CHECK(invitation_of(id, bram).invited_by == InvitedBy::colleague);
  CHECK(invitation_of(id, anna).state == InvitationState::handed_over);
  CHECK(state(id) == State::open);
  CHECK(count(id, EventKind::invitation_handed_over) == 1);
  CHECK(count(id, EventKind::passed_on) == 0);
  CHECK(consultations.view(bram.actor, id).sight == Sight::full);
  decline(id, bram);
  CHECK(pending(id) == std::vector{carla.id()});
}

TEST_CASE_METHOD(CaseFixture, "a question is not handed over to who cannot take it", "[inviting]") {
  change(bram, [](Specialist& profile) { profile.availability.most_open = 0; });
  ConsultationId id = asked({anna});
  accept(id, anna);
  auto head = store->head();
  auto refusal =
      refused([&] { consultations.hand_over(anna.actor, invitation_of(id, anna).id, bram.id()); });
  REQUIRE(refusal);
  CHECK(refusal->detail() == "full");
  CHECK(store->head() == head);
  CHECK(invitation_of(id, anna).state == InvitationState::accepted);
  Specialist stranger = specialist(municipality("Elders").id, "Vreemde Deskundige");
  auto unknown = refused(
      [&] { consultations.hand_over(anna.actor, invitation_of(id, anna).id, stranger.id); });
  REQUIRE(unknown);
  CHECK(has_fault(unknown->faults(), "/specialist", "not_found"));
}

TEST_CASE_METHOD(CaseFixture, "when the last one leaves the question is passed on",
                 "[inviting][passing on]") {
  ConsultationId id = asked({anna, bram}, {carla});
  accept(id, anna);
  accept(id, bram);
  consultations.release(anna.actor, invitation_of(id, anna).id);
  CHECK(state(id) == State::in_consultation);
  consultations.release(bram.actor, invitation_of(id, bram).id);
  CHECK(state(id) == State::open);
  CHECK(pending(id) == std::vector{carla.id()});
  CHECK(last(id, EventKind::passed_on).details.at("why") == "released");
}

TEST_CASE_METHOD(CaseFixture,
                 "when the last one leaves an asker who is waited for, time runs again",
                 "[inviting][passing on]") {
  ConsultationId id = asked({anna}, {bram});
  accept(id, anna);
  Instant due = row(id).answer_by;
  consultations.ask_clarification(anna.actor, id, "Sinds wanneer?", seen(id));
  env.pass(std::chrono::hours(1));
  consultations.release(anna.actor, invitation_of(id, anna).id);
  CHECK(state(id) == State::open);
  CHECK_FALSE(row(id).waiting_since);
  CHECK(row(id).answer_by == due + std::chrono::hours(1));
  CHECK(pending(id) == std::vector{bram.id()});
}

TEST_CASE_METHOD(CaseFixture, "the coordinator can be asked for, or take it",
                 "[inviting][passing on]") {
  ConsultationId wished = asked({anna});
  consultations.send_to_coordinator(asker, wished, seen(wished));
  CHECK(last(wished, EventKind::sent_to_coordinator).details.at("reason") == "asker_wish");
  CHECK(pending(wished).empty());
  ConsultationId taken = asked({anna});
  consultations.send_to_coordinator(coordinator, taken, seen(taken));
  CHECK(last(taken, EventKind::sent_to_coordinator).details.at("reason") == "coordinator_took_it");
}

}  // namespace expertise
