// The life of a consultation through the use cases: every step in every state, and what each leaves
// behind.
#include "server/pool/consultations.h"

#include <array>
#include <catch2/catch.hpp>

#include "server/pool/erasing.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using State = ConsultationState;
using Do = ConsultationAction;

EventKind event_of(Do action) {
  switch (action) {
    case Do::accept:
      return EventKind::invitation_accepted;
    case Do::to_coordinator:
      return EventKind::sent_to_coordinator;
    case Do::withdraw:
      return EventKind::consultation_withdrawn;
    case Do::assign:
      return EventKind::assigned_by_coordinator;
    case Do::answer_by_phone:
      return EventKind::answered_by_phone;
    case Do::advise:
      return EventKind::advice_given;
    case Do::ask_clarification:
      return EventKind::clarification_asked;
    case Do::reply:
      return EventKind::clarification_answered;
    case Do::all_left:
      return EventKind::specialist_released;
    case Do::ask_on:
      return EventKind::asked_on;
    case Do::close:
      return EventKind::consultation_closed;
    case Do::reopen:
      return EventKind::consultation_reopened;
    case Do::follow_up:
      return EventKind::followed_up;
    case Do::erase:
      return EventKind::consultation_erased;
  }
  return EventKind::message_sent;
}

struct TableFixture : CaseFixture {
  // An invitation that the steps of people could not have left behind in this state.
  Invitation placed(ConsultationId id, const Expert& expert, InvitationState wanted) {
    Invitation made{.id = env.new_id<InvitationId>(),
                    .consultation = id,
                    .municipality = town.id,
                    .specialist = expert.id(),
                    .state = wanted,
                    .invited_at = env.now(),
                    .answer_by = env.now() + std::chrono::hours(48)};
    auto txn = store->begin(Access::write);
    txn->put(made);
    txn->commit();
    return made;
  }
  // Makes Anna one who is on it, whatever the state.
  void put_anna_on_it(ConsultationId id) {
    for (const Invitation& each : invitations(id)) {
      if (each.specialist == anna.id() && each.state == InvitationState::accepted) return;
    }
    placed(id, anna, InvitationState::accepted);
  }

  void take(ConsultationId id, Do action) {
    switch (action) {
      case Do::accept:
        return consultations.accept(dirk.actor, invitation_of(id, dirk).id);
      case Do::to_coordinator:
        return consultations.send_to_coordinator(asker, id, seen(id));
      case Do::withdraw:
        return consultations.withdraw(asker, id, seen(id));
      case Do::assign:
        consultations.assign(coordinator, id, carla.id(), seen(id));
        return;
      case Do::answer_by_phone:
        consultations.answer_by_phone(coordinator, id, advice(), seen(id));
        return;
      case Do::advise:
        consultations.advise(anna.actor, id, advice(), seen(id));
        return;
      case Do::ask_clarification:
        consultations.ask_clarification(anna.actor, id, "Hoeveel?", seen(id));
        return;
      case Do::reply:
        consultations.reply(asker, id, "Ongeveer tienduizend.", seen(id));
        return;
      case Do::all_left:
        return consultations.release(anna.actor, invitation_of(id, anna).id);
      case Do::ask_on:
        consultations.ask_on(asker, id, "En daarna?", seen(id));
        return;
      case Do::close:
        return consultations.close(asker, id, closure(), {}, seen(id));
      case Do::reopen:
        return consultations.reopen(asker, id, "Het speelt weer.", seen(id));
      case Do::follow_up:
        return consultations.follow_up(asker, id, {}, seen(id));
      case Do::erase:
        erase_consultation(context, machine, id, ErasureReason::not_a_case, overseeing.id);
        return;
    }
  }
  void prepare(ConsultationId id, Do action) {
    if (action == Do::accept) placed(id, dirk, InvitationState::pending);
    if (action == Do::advise || action == Do::ask_clarification || action == Do::all_left) {
      put_anna_on_it(id);
    }
  }
};

}  // namespace

TEST_CASE_METHOD(TableFixture, "each step is possible in exactly the states of the table",
                 "[consultation]") {
  for (const auto& [from, state_code] : codes<State>) {
    for (const auto& [action, action_code] : codes<Do>) {
      INFO(action_code << " in " << state_code);
      ConsultationId id = in_state(from);
      prepare(id, action);
      auto revision = row(id).revision;
      auto head = store->head();
      auto expected = next(from, action);
      // Leaving an advised consultation changes nothing of its state.
      bool stays = action == Do::all_left && from == State::advised;
      auto refusal = refused([&] { take(id, action); });
      if (expected || stays) {
        REQUIRE_FALSE(refusal);
        CHECK(state(id) == (stays ? from : *expected));
        CHECK(row(id).revision == revision + (state(id) == from ? 0 : 1));
        CHECK(count(id, event_of(action)) >= 1);
        CHECK(store->head().seq > head.seq);
      } else {
        REQUIRE(refusal);
        CHECK(refusal->reason() == Reason::wrong_state);
        CHECK(refusal->parameters().at("state") == state_code);
        CHECK(state(id) == from);
        CHECK(row(id).revision == revision);
        CHECK(store->head() == head);
      }
    }
  }
}

TEST_CASE_METHOD(CaseFixture, "a step on a state that has changed since is stale",
                 "[consultation]") {
  ConsultationId id = asked({anna});
  Seen old = seen(id);
  accept(id, anna);
  auto head = store->head();
  auto refusal = refused([&] { consultations.advise(anna.actor, id, advice(), old); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::stale);
  CHECK(store->head() == head);
  CHECK(state(id) == State::in_consultation);
}

TEST_CASE_METHOD(CaseFixture, "a message does not make what others have seen stale",
                 "[consultation]") {
  ConsultationId id = in_state(State::in_consultation);
  Seen before = seen(id);
  consultations.write(asker, id, "Er is ook een brief van de woningbouw.", std::nullopt);
  CHECK_NOTHROW(consultations.advise(anna.actor, id, advice(), before));
}

TEST_CASE_METHOD(CaseFixture, "the whole road leaves each step in the log", "[consultation]") {
  ConsultationId id = asked({anna});
  accept(id, anna);
  consultations.write(anna.actor, id, "Ik kijk ernaar.", std::nullopt);
  consultations.ask_clarification(anna.actor, id, "Zijn er kinderen?", seen(id));
  consultations.reply(asker, id, "Ja, twee.", seen(id));
  consultations.extend_question(asker, id, "Moeder heeft schulden; er zijn twee kinderen.");
  consultations.advise(anna.actor, id, advice(), seen(id));
  consultations.ask_on(asker, id, "Bij welke organisatie?", seen(id));
  consultations.advise(anna.actor, id, advice(), seen(id));
  consultations.close(asker, id, closure(), {.note = "Dank."}, seen(id));
  consultations.give_reason(coordinator, id, "Steekproef over maart.");
  consultations.review(coordinator, id, Verdict::in_order, "Netjes.");
  consultations.reopen(asker, id, "Het speelt weer.", seen(id));
  consultations.advise(anna.actor, id, advice(), seen(id));
  consultations.close(asker, id, closure(), {}, seen(id));
  consultations.follow_up(asker, id, {.done = true, .helped = true, .arrived = false}, seen(id));

  std::vector<EventKind> kinds;
  for (const Event& event : events_about(id)) kinds.push_back(event.kind);
  CHECK(kinds == std::vector{EventKind::question_asked, EventKind::specialist_invited,
                             EventKind::invitation_accepted, EventKind::message_sent,
                             EventKind::clarification_asked, EventKind::clarification_answered,
                             EventKind::question_extended, EventKind::advice_given,
                             EventKind::asked_on, EventKind::advice_given,
                             EventKind::consultation_closed, EventKind::reason_for_access_given,
                             EventKind::reviewed, EventKind::consultation_reopened,
                             EventKind::advice_given, EventKind::consultation_closed,
                             EventKind::followed_up});
  CHECK(row(id).follow_up == FollowUp{.done = true, .helped = true, .arrived = false});
  CHECK(row(id).ended_at == env.now());
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(CaseFixture, "no event holds what people wrote", "[consultation][privacy]") {
  const std::string canary = "kanariepietje";
  NewQuestion made = question("Vraag " + canary);
  made.own_reference = canary;
  made.specialists = {anna.id()};
  ConsultationId id = asked(made, {bram});
  consultations.decline(anna.actor, invitation_of(id, anna).id, DeclineReason::other, canary);
  accept(id, bram);
  consultations.write(asker, id, canary, std::nullopt);
  consultations.ask_clarification(bram.actor, id, canary, seen(id));
  consultations.reply(asker, id, canary, seen(id));
  consultations.extend_question(asker, id, canary);
  Advice said = advice();
  said.advice = said.contact = said.responsibility = canary;
  consultations.advise(bram.actor, id, said, seen(id));
  consultations.close(asker, id, closure(),
                      {.referred_to = canary, .budget_purpose = canary, .note = canary}, seen(id));
  consultations.give_reason(coordinator, id, canary);
  consultations.review(coordinator, id, Verdict::learning_point, canary);
  consultations.reopen(asker, id, canary, seen(id));
  consultations.set_own_reference(asker, id, canary + " 2");
  for (const Event& event : events()) {
    INFO(code(event.kind));
    CHECK(details_json(event.details).find(canary) == std::string::npos);
    CHECK(std::string(event.sealed.begin(), event.sealed.end()).find(canary) == std::string::npos);
  }
}

TEST_CASE_METHOD(CaseFixture, "the clock stands still while the asker is waited for",
                 "[consultation]") {
  ConsultationId id = asked({anna, bram});
  accept(id, anna);
  Instant due = row(id).answer_by;
  Instant due_of_bram = invitation_of(id, bram).answer_by;
  CHECK(due == at("2026-03-09T08:30:00Z"));
  consultations.ask_clarification(anna.actor, id, "Zijn er kinderen?", seen(id));
  env.pass(std::chrono::hours(2));
  consultations.reply(asker, id, "Ja.", seen(id));
  CHECK(row(id).answer_by == due + std::chrono::hours(2));
  CHECK(invitation_of(id, bram).answer_by == due_of_bram + std::chrono::hours(2));
  CHECK_FALSE(row(id).waiting_since);
}

TEST_CASE_METHOD(CaseFixture, "a first answer is an advice or a word of somebody on it",
                 "[consultation]") {
  ConsultationId id = asked({anna});
  accept(id, anna);
  consultations.write(asker, id, "Nog iets.", std::nullopt);
  CHECK_FALSE(row(id).first_answered_at);
  env.pass(std::chrono::minutes(10));
  consultations.write(anna.actor, id, "Ik zoek het uit.", std::nullopt);
  Instant answered = env.now();
  CHECK(row(id).first_answered_at == answered);
  env.pass(std::chrono::minutes(10));
  consultations.advise(anna.actor, id, advice(), seen(id));
  CHECK(row(id).first_answered_at == answered);
  CHECK(row(id).advised_at == env.now());
}

TEST_CASE_METHOD(CaseFixture, "asking on where nobody is left asks somebody new",
                 "[consultation]") {
  ConsultationId id = in_state(State::with_coordinator);
  consultations.answer_by_phone(coordinator, id, advice(), seen(id));
  rank(id, {bram});
  consultations.ask_on(asker, id, "En de kinderen?", seen(id));
  CHECK(state(id) == State::open);
  CHECK(pending(id) == std::vector{bram.id()});
}

TEST_CASE_METHOD(CaseFixture, "a colleague who is added writes along until removed",
                 "[consultation]") {
  ConsultationId id = in_state(State::in_consultation);
  CHECK(refused([&] { consultations.write(townsman, id, "Hallo.", std::nullopt); })->reason() ==
        Reason::not_found);
  consultations.add_colleague(asker, id, elsewhere_in_town.id);
  CHECK_NOTHROW(consultations.write(townsman, id, "Hallo.", std::nullopt));
  CHECK(refused([&] { consultations.add_colleague(asker, id, elsewhere_in_town.id); })->detail() ==
        "already_on_it");
  consultations.remove_colleague(asker, id, elsewhere_in_town.id);
  CHECK(refused([&] { consultations.view(townsman, id); })->reason() == Reason::not_found);
  CHECK(count(id, EventKind::colleague_added) == 1);
  CHECK(count(id, EventKind::colleague_removed) == 1);

  Municipality away = municipality("Elders");
  User stranger = user(away.id, "Vreemde Collega", {Role::team_member});
  for (const UserId& each : {stranger.id, overseeing.id, UserId()}) {
    auto refusal = refused([&] { consultations.add_colleague(asker, id, each); });
    REQUIRE(refusal);
    CHECK(has_fault(refusal->faults(), "/user", "not_found"));
  }
}

TEST_CASE_METHOD(CaseFixture, "no more colleagues than the limit write along", "[consultation]") {
  ConsultationId id = asked();
  for (std::size_t i = 0; i < ConsultationLimits::participants; ++i) {
    User one = user(town.id, "Collega " + std::to_string(i), {Role::team_member});
    consultations.add_colleague(asker, id, one.id);
  }
  auto refusal = refused([&] { consultations.add_colleague(asker, id, beside.id); });
  REQUIRE(refusal);
  CHECK(refusal->detail() == "too_many_participants");
}

TEST_CASE_METHOD(CaseFixture, "a question is transferred by its asker, team or coordinator",
                 "[consultation]") {
  ConsultationId id = in_state(State::advised);
  consultations.transfer(teammate, id, beside.id, seen(id));
  CHECK(row(id).asker == beside.id);
  CHECK(last(id, EventKind::transferred).details.at("from") == asking.id.text());
  CHECK_NOTHROW(consultations.close(teammate, id, closure(), {}, seen(id)));
  consultations.transfer(coordinator, id, elsewhere_in_town.id, seen(id));
  CHECK(row(id).asker == elsewhere_in_town.id);
  auto refusal = refused([&] { consultations.transfer(coordinator, id, overseeing.id, seen(id)); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/user", "not_found"));
  CHECK(refused([&] { consultations.transfer(anna.actor, id, beside.id, seen(id)); })->reason() ==
        Reason::not_allowed);
}

TEST_CASE_METHOD(CaseFixture, "a transferred question is of a team of the new asker",
                 "[consultation][rights]") {
  Municipality away = municipality("Elders");
  Team team_away = team(away.id, "Team Elders");
  Team south = team(town.id, "Wijkteam Zuid");
  Team east = team(town.id, "Wijkteam Oost");
  User southern = user(town.id, "Zus Zuid", {Role::team_member}, {team_away.id, south.id, east.id});
  User in_both = user(town.id, "Bo Beide", {Role::team_member}, {east.id, south.id});
  ConsultationId id = asked({anna});
  Seen first = seen(id);

  consultations.transfer(asker, id, beside.id, first);
  CHECK(row(id).team == home_team.id);
  CHECK(row(id).revision == first.revision + 1);
  CHECK(refused([&] { consultations.transfer(teammate, id, asking.id, first); })->reason() ==
        Reason::stale);
  consultations.transfer(teammate, id, southern.id, seen(id));
  CHECK(row(id).team == south.id);
  // Those of the team it was of have no more to do with it.
  CHECK(refused([&] { consultations.view(asker, id); })->reason() == Reason::not_found);
  consultations.transfer(coordinator, id, in_both.id, seen(id));
  CHECK(row(id).team == south.id);
  consultations.transfer(coordinator, id, elsewhere_in_town.id, seen(id));
  CHECK_FALSE(row(id).team);
}

TEST_CASE_METHOD(CaseFixture, "who is asked again or instead has the whole time of the urgency",
                 "[consultation]") {
  ConsultationId reopened = in_state(State::closed);
  ConsultationId assigned = in_state(State::with_coordinator);
  Instant before = row(reopened).answer_by;
  env.pass(std::chrono::days(28));
  Instant due = deadline(env.now(), row(reopened).urgency, WorkingCalendar{});
  REQUIRE(due > before);
  consultations.reopen(asker, reopened, "Het speelt weer.", seen(reopened));
  CHECK(row(reopened).answer_by == due);
  consultations.assign(coordinator, assigned, dirk.id(), seen(assigned));
  CHECK(row(assigned).answer_by == due);
  CHECK(invitation_of(assigned, dirk).answer_by == due);
}

TEST_CASE_METHOD(CaseFixture, "what a coordinator accounts for only the asker takes away",
                 "[consultation][privacy]") {
  ConsultationId id = in_state(State::closed);
  consultations.give_reason(coordinator, id, "Steekproef.");
  consultations.review(coordinator, id, Verdict::in_order, "Netjes.");
  User other = user(town.id, "Cas Coördinator", {Role::coordinator});
  std::size_t accounts = 0;
  for (const auto& entry : consultations.thread(asker, id).entries) {
    const Message& message = entry.message;
    if (message.kind != MessageKind::access_reason && message.kind != MessageKind::review_note) {
      continue;
    }
    ++accounts;
    for (const Actor& each : {coordinator, actor(other), teammate}) {
      auto refusal = refused([&] { consultations.destroy_text(each, id, message.id, 1); });
      REQUIRE(refusal);
      CHECK(refusal->reason() == Reason::not_allowed);
    }
    CHECK_NOTHROW(consultations.destroy_text(asker, id, message.id, 1));
  }
  CHECK(accounts == 2);
}

TEST_CASE_METHOD(CaseFixture, "a text that must go is gone, and a possible leak is noted",
                 "[consultation][privacy]") {
  ConsultationId id = in_state(State::in_consultation);
  MessageId written = consultations.write(anna.actor, id, "Dit had er niet in gemoeten.", {});
  CHECK(refused([&] { consultations.destroy_text(teammate, id, written, 1); })->reason() ==
        Reason::not_allowed);
  CHECK(refused([&] { consultations.destroy_text(asker, id, written, 2); })->reason() ==
        Reason::not_found);
  CHECK(refused([&] { consultations.destroy_text(bram.actor, id, written, 1); })->reason() ==
        Reason::not_found);
  consultations.destroy_text(asker, id, written, 1);
  auto entries = consultations.thread(asker, id).entries;
  REQUIRE(entries.back().message.id == written);
  CHECK_FALSE(entries.back().versions[0].text);
  CHECK(entries.back().versions[0].destroyed_at == env.now());
  CHECK(last(id, EventKind::text_destroyed).details.at("possible_data_leak") == "true");
  CHECK(refused([&] { consultations.destroy_text(asker, id, written, 1); })->reason() ==
        Reason::not_found);

  SECTION("by its author") {
    MessageId own = consultations.write(anna.actor, id, "Nog een.", {});
    CHECK_NOTHROW(consultations.destroy_text(anna.actor, id, own, 1));
  }
  SECTION("by a coordinator") {
    MessageId other = consultations.write(asker, id, "Nog een.", {});
    CHECK_NOTHROW(consultations.destroy_text(coordinator, id, other, 1));
  }
  SECTION("never one of another consultation") {
    ConsultationId other = asked();
    MessageId theirs = consultations.write(asker, other, "Elders.", {});
    CHECK(refused([&] { consultations.destroy_text(asker, id, theirs, 1); })->reason() ==
          Reason::not_found);
  }
}

TEST_CASE_METHOD(CaseFixture, "an extended question has a version more", "[consultation]") {
  ConsultationId id = asked({anna});
  CHECK(consultations.extend_question(asker, id, "Er is nu ook een deurwaarder.") == 2);
  auto entries = consultations.thread(anna.actor, id).entries;
  REQUIRE(entries.size() == 1);
  REQUIRE(entries[0].versions.size() == 2);
  CHECK(entries[0].versions[1].text->part("text") == "Er is nu ook een deurwaarder.");
  for (std::size_t i = 2; i < ConsultationLimits::versions_of_a_message; ++i) {
    consultations.extend_question(asker, id, "Versie " + std::to_string(i));
  }
  CHECK(refused([&] { consultations.extend_question(asker, id, "Te veel."); })->detail() ==
        "too_many_versions");
}

TEST_CASE_METHOD(CaseFixture, "the own reference holds no name or citizen number",
                 "[consultation][privacy]") {
  ConsultationId id = asked();
  auto head = store->head();
  // A number that passes the eleven-proof and belongs to nobody.
  for (const char* text : {"111222333", "mevrouw Jansen"}) {
    auto refusal = refused([&] { consultations.set_own_reference(asker, id, text); });
    REQUIRE(refusal);
    CHECK(has_fault(refusal->faults(), "/ownReference", "personal_data"));
  }
  CHECK(store->head() == head);
  consultations.set_own_reference(asker, id, "dossier 17");
  consultations.set_own_reference(asker, id, "dossier 18");
  auto reference = [&]() -> std::string {
    for (const auto& entry : consultations.thread(asker, id).entries) {
      if (entry.message.kind != MessageKind::own_reference) continue;
      CHECK(std::count_if(entry.versions.begin(), entry.versions.end(),
                          [](const MessageVersion& each) { return each.text.has_value(); }) <= 1);
      const auto& last = entry.versions.back();
      return last.text ? std::string(last.text->part("text")) : "";
    }
    return "none";
  };
  CHECK(reference() == "dossier 18");
  consultations.set_own_reference(asker, id, "");
  CHECK(reference().empty());
  consultations.set_own_reference(asker, id, "dossier 19");
  CHECK(reference() == "dossier 19");
}

TEST_CASE_METHOD(CaseFixture, "closing keeps figures in the row and words in the thread",
                 "[consultation]") {
  ConsultationId id = in_state(State::advised);
  Closure bad{.value_for_resident = 0, .value_for_asker = 6, .minutes = 6001};
  auto refusal = refused([&] {
    consultations.close(asker, id, bad, {.referred_to = std::string(501, 'x')}, seen(id));
  });
  REQUIRE(refusal);
  CHECK(refusal->faults().size() == 4);
  CHECK(has_fault(refusal->faults(), "/referredTo", "too_long"));

  Closure good = closure();
  good.result = Result::referred;
  good.tailored_budget_cents = 35'000;
  consultations.close(asker, id, good, {.referred_to = "Schuldhulp", .budget_purpose = "Bed"},
                      seen(id));
  CHECK(row(id).closure == good);
  auto last_entry = consultations.thread(asker, id).entries.back();
  CHECK(last_entry.message.kind == MessageKind::closing);
  CHECK(last_entry.versions[0].text->part("referred_to") == "Schuldhulp");
  CHECK(last_entry.versions[0].text->part("budget_purpose") == "Bed");
  CHECK(last_entry.versions[0].text->parts().size() == 2);
  CHECK(last(id, EventKind::consultation_closed).details.at("tailored_budget_cents") == "35000");
}

TEST_CASE_METHOD(CaseFixture, "an ended question leaves no invitation open", "[consultation]") {
  ConsultationId withdrawn = asked({anna, bram});
  consultations.withdraw(asker, withdrawn, seen(withdrawn));
  CHECK(pending(withdrawn).empty());
  CHECK(count(withdrawn, EventKind::invitation_withdrawn) == 2);

  ConsultationId closed = asked({anna, bram});
  accept(closed, anna);
  consultations.advise(anna.actor, closed, advice(), seen(closed));
  consultations.close(asker, closed, closure(), {}, seen(closed));
  CHECK(pending(closed).empty());
  CHECK(count(closed, EventKind::invitation_withdrawn) == 1);
}

TEST_CASE_METHOD(CaseFixture, "people of another municipality find and change nothing",
                 "[consultation][rights]") {
  Municipality away = municipality("Elders");
  Team team_away = team(away.id, "Team Elders");
  User stranger = user(away.id, "Vreemde Vrager", {Role::team_member}, {team_away.id});
  User boss_away = user(away.id, "Vreemde Coördinator", {Role::coordinator});
  Specialist profile = specialist(away.id, "Vreemde Deskundige");
  Actor expert_away = actor(user_of(profile));
  ConsultationId id = in_state(State::closed);
  auto head = store->head();
  auto not_found = [&](const auto& call) {
    auto refusal = refused(call);
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::not_found);
  };
  for (const Actor& each : {actor(stranger), actor(boss_away), expert_away}) {
    not_found([&] { consultations.view(each, id); });
    not_found([&] { consultations.thread(each, id); });
    not_found([&] { consultations.timeline(each, id); });
    not_found([&] { consultations.invitation(each, invitation_of(id, anna).id); });
    CHECK(consultations.list(each, {}).total == 0);
  }
  not_found([&] { consultations.reopen(actor(stranger), id, "x", seen(id)); });
  not_found([&] { consultations.copy_for_file(actor(stranger), id, Language::nl); });
  not_found([&] { consultations.transfer(actor(boss_away), id, stranger.id, seen(id)); });
  not_found([&] { consultations.review(actor(boss_away), id, Verdict::in_order, ""); });
  not_found([&] { consultations.give_reason(actor(boss_away), id, "x"); });
  not_found([&] { consultations.accept(expert_away, invitation_of(id, anna).id); });
  CHECK(consultations.log(actor(boss_away), {.consultation = id}).total == 0);
  CHECK(store->head() == head);
}

TEST_CASE_METHOD(CaseFixture, "a coordinator sees who can be asked, and why not",
                 "[consultations]") {
  NewQuestion made = question();
  made.excluded_organisations = {"stichting dirk deskundig"};
  ConsultationId id = asked(made, {bram, anna, dirk, carla});
  consultations.send_to_coordinator(asker, id, seen(id));
  change(anna, [](Specialist& profile) { profile.availability.paused = true; });
  change(carla, [](Specialist& profile) { profile.agreements.conduct_until = "2020-01-01"; });
  std::vector<std::pair<std::string, std::string>> told;
  for (const Assignable& each : consultations.assignable(coordinator, id)) {
    told.emplace_back(each.specialist.name, each.obstacle.value_or("can be asked"));
  }
  CHECK(told ==
        std::vector<std::pair<std::string, std::string>>{{"Bram Bewind", "can be asked"},
                                                         {"Anna Advies", "paused"},
                                                         {"Dirk Deskundig", "excluded"},
                                                         {"Carla Coach", "lacking_agreement"}});
  consultations.assign(coordinator, id, bram.id(), seen(id));
  CHECK(consultations.assignable(coordinator, id).front().obstacle == "already_invited");
  // Looking changes nothing, and is for who assigns.
  CHECK(refused([&] { consultations.assignable(asker, id); })->reason() == Reason::not_allowed);
  CHECK(refused([&] { consultations.assignable(anna.actor, id); }).has_value());
}

}  // namespace expertise
