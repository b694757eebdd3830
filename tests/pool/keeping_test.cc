// Keeping and erasing by the people of a municipality themselves: who may, what they are shown
// before they decide, and that what they decide is what the operator's commands do too. And what
// becomes of the work of somebody who leaves.
#include "server/pool/keeping.h"

#include <catch2/catch.hpp>

#include "server/pool/appointments.h"
#include "server/pool/destruction_report.h"
#include "server/pool/leaving.h"
#include "server/pool/notifications.h"
#include "server/pool/people.h"
#include "server/pool/profiles.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using std::chrono::days;
using State = ConsultationState;

struct KeepingFixture : CaseFixture {
  bool is_stopped = false;
  Keeping keeping{context, [this] { return is_stopped; }};
  People people{context, PasswordStrength::cheap()};
  Profiles profiles{context, people};
  Municipality elsewhere = municipality("Elders");
  Actor chief = actor(user(elsewhere.id, "Ada Beheer", {Role::administrator}));
  Actor stranger = actor(user(elsewhere.id, "Cor Elders", {Role::coordinator}));

  template <class Call>
  std::string why_not(Call&& call) {
    const auto refusal = refused(call);
    if (!refusal) return "";
    if (!refusal->faults().empty())
      return refusal->faults()[0].place + " " + refusal->faults()[0].code;
    return refusal->detail().empty() ? std::string(code(refusal->reason()))
                                     : std::string(refusal->detail());
  }
  KeptClass consultations_of(const TermsWish& wish = {}) {
    const auto overview = keeping.overview(coordinator, town.id, wish);
    REQUIRE(overview.classes.size() == codes<RetentionClass>.size());
    return overview.classes[0];
  }
  std::vector<IdBytes> due(std::optional<Instant> before = {}) {
    std::vector<IdBytes> found;
    for (const Over& each :
         keeping.due(coordinator, town.id, {.what = {}, .before = before, .page = {}}).items) {
      found.push_back(each.id);
    }
    return found;
  }
  AccessEntry last_entry() {
    return store->begin(Access::read)->find(AccessQuery{.municipalities = {town.id}}).items.at(0);
  }
  void leave(const Expert& expert) {
    Specialist left = *store->begin(Access::read)->specialist(expert.id());
    const Seen version{left.revision};
    left.active = false;
    profiles.change(coordinator, left, version);
  }
};

}  // namespace

TEST_CASE_METHOD(KeepingFixture, "before a term is chosen it is told what it would destroy",
                 "[keeping]") {
  const ConsultationId old = in_state(State::withdrawn);
  env.pass(std::chrono::seconds(1));
  const ConsultationId held = in_state(State::withdrawn);
  env.pass(days(100) - std::chrono::seconds(1));
  const ConsultationId newer = in_state(State::withdrawn);
  keeping.hold(coordinator, held, HoldReason::complaint, env.now() + days(40));
  CHECK_FALSE(consultations_of().chosen_days);
  CHECK_FALSE(consultations_of().counts);
  const auto wished =
      consultations_of({.consultation_days = 100, .people_days = {}}).wished.value();
  CHECK(wished.due == std::array<std::size_t, 3>{0, 2, 2});
  const auto shorter =
      consultations_of({.consultation_days = 90, .people_days = {}}).wished.value();
  CHECK(shorter.due == std::array<std::size_t, 3>{2, 2, 2});
  CHECK(shorter.held == 1);
  CHECK(due().empty());

  keeping.choose(chief,
                 {.municipality = town.id, .what = RetentionClass::consultations, .days = 90});
  CHECK(consultations_of().chosen_days == 90);
  CHECK(consultations_of().counts->due == std::array<std::size_t, 3>{2, 2, 2});
  CHECK(due() == std::vector<IdBytes>{old.bytes(), held.bytes()});
  CHECK(due(env.now() + days(91)) ==
        std::vector<IdBytes>{old.bytes(), held.bytes(), newer.bytes()});
  CHECK(last_entry().action == "list");
  CHECK(last_entry().object == "due");
  CHECK(last_entry().count == 3);
  // Looking destroyed nothing.
  CHECK_FALSE(store->begin(Access::read)->is_erased(old));
  CHECK(events_of(EventKind::retention_term_set).back().details.at("decided_by") ==
        chief.user->text());

  is_stopped = true;
  CHECK(keeping.overview(chief, town.id, {}).is_stopped);
}

TEST_CASE_METHOD(KeepingFixture, "each decides what is theirs, of their own municipality",
                 "[keeping]") {
  const ConsultationId id = in_state(State::closed);
  const RetentionTerm term{.municipality = town.id, .what = RetentionClass::people, .days = 365};
  const Instant until = env.now() + days(10);
  CHECK(why_not([&] { keeping.choose(coordinator, term); }) == "not_allowed");
  CHECK(why_not([&] { keeping.overview(asker, town.id, {}); }) == "not_allowed");
  CHECK(why_not([&] { keeping.overview(stranger, town.id, {}); }) == "not_found");
  CHECK(why_not([&] { keeping.overview(chief, town.id, {}); }).empty());
  for (const Actor& each : {asker, anna.actor, chief}) {
    CHECK(why_not([&] { keeping.due(each, town.id, {}); }) == "not_allowed");
    CHECK(why_not([&] { keeping.holds(each, {}); }) == "not_allowed");
    CHECK(why_not([&] { keeping.hold(each, id, HoldReason::court, until); }) == "not_allowed");
    CHECK(why_not([&] { keeping.end_hold(each, id); }) == "not_allowed");
    CHECK(why_not([&] { keeping.erase(each, id, ErasureReason::unlawful); }) == "not_allowed");
    CHECK(why_not([&] {
            keeping.destroyed(each, {.municipality = town.id}, Keeping::Use::on_screen);
          }) == "not_allowed");
  }
  CHECK(why_not([&] { keeping.due(stranger, town.id, {}); }) == "not_found");
  CHECK(why_not([&] { keeping.hold(stranger, id, HoldReason::court, until); }) == "not_found");
  CHECK(why_not([&] { keeping.end_hold(stranger, id); }) == "not_found");
  CHECK(why_not([&] { keeping.erase(stranger, id, ErasureReason::unlawful); }) == "not_found");
  CHECK(why_not([&] {
          keeping.destroyed(stranger, {.municipality = town.id}, Keeping::Use::on_screen);
        }) == "not_found");
  keeping.hold(coordinator, id, HoldReason::court, until);
  CHECK(keeping.holds(stranger, {}).total == 0);
  CHECK(keeping.holds(coordinator, {}).total == 1);
  CHECK_FALSE(store->begin(Access::read)->is_erased(id));
}

TEST_CASE_METHOD(KeepingFixture, "a coordinator erases on request, and it stands in the report",
                 "[keeping]") {
  const ConsultationId id = in_state(State::in_consultation);
  keeping.hold(coordinator, id, HoldReason::request_pending, env.now() + days(10));
  CHECK(why_not([&] { keeping.erase(coordinator, id, ErasureReason::unlawful); }) == "held");
  CHECK(why_not([&] { keeping.erase(coordinator, id, ErasureReason::term_over); }) ==
        "/reason not_an_option");
  CHECK(why_not([&] { keeping.erase(coordinator, id, ErasureReason::replayed); }) ==
        "/reason not_an_option");
  keeping.end_hold(coordinator, id);
  keeping.end_hold(coordinator, id);
  CHECK(count(id, EventKind::hold_ended) == 1);
  keeping.erase(coordinator, id, ErasureReason::request_of_resident);
  keeping.erase(coordinator, id, ErasureReason::request_of_resident);
  CHECK(store->begin(Access::read)->is_erased(id));
  CHECK(count(id, EventKind::consultation_erased) == 1);
  CHECK(state(id) == State::withdrawn);

  const auto report =
      keeping.destroyed(coordinator, {.municipality = town.id}, Keeping::Use::for_file);
  REQUIRE(report.total == 1);
  CHECK(last_entry().action == "export");
  CHECK(last_entry().object == "destroyed");
  const DestroyedThing thing = destroyed_thing(report.items[0]);
  CHECK(thing.id == id.text());
  CHECK(thing.reason == ErasureReason::request_of_resident);
  CHECK(thing.decided_by == coordinator.user);
  CHECK(keeping
            .destroyed(coordinator, {.municipality = town.id, .from = env.now() + days(1)},
                       Keeping::Use::on_screen)
            .total == 0);
}

TEST_CASE_METHOD(KeepingFixture, "what waits for somebody who leaves is handed on", "[leaving]") {
  const ConsultationId asked_of_her = asked({anna}, {bram, carla});
  const ConsultationId on_it = in_state(State::in_consultation);
  const ConsultationId with_dirk = asked({anna, dirk}, {bram});
  accept(with_dirk, dirk);
  const ConsultationId advised = in_state(State::advised);
  const ConsultationId closed = in_state(State::closed);
  leave(anna);

  CHECK(invitation_of(asked_of_her, anna).state == InvitationState::withdrawn);
  CHECK(pending(asked_of_her) == std::vector<SpecialistId>{bram.id()});
  CHECK(invitation_of(on_it, anna).state == InvitationState::released);
  CHECK(last(on_it, EventKind::specialist_released).details.at("reason") == "left");
  CHECK(state(on_it) == State::open);
  CHECK(pending(on_it) == std::vector<SpecialistId>{bram.id()});
  // Somebody else is on it: nobody new is asked.
  CHECK(state(with_dirk) == State::in_consultation);
  CHECK(pending(with_dirk).empty());
  // What she answered is hers to read still.
  for (const ConsultationId& each : {advised, closed}) {
    CHECK(invitation_of(each, anna).state == InvitationState::accepted);
    CHECK(consultations.view(anna.actor, each).sight == Sight::full);
  }
  CHECK(consultations.view(anna.actor, on_it).sight == Sight::facts);
}

TEST_CASE_METHOD(KeepingFixture, "who left is not on it when the asker goes on", "[leaving]") {
  const bool is_closed = GENERATE(false, true);
  const ConsultationId id = in_state(is_closed ? State::closed : State::advised);
  leave(anna);
  if (is_closed) {
    consultations.reopen(asker, id, "Het is er weer.", seen(id));
  } else {
    consultations.ask_on(asker, id, "En als ze niet wil?", seen(id));
  }
  CHECK(invitation_of(id, anna).state == InvitationState::released);
  CHECK(state(id) == State::open);
  CHECK(pending(id) == std::vector<SpecialistId>{bram.id()});
}

TEST_CASE_METHOD(KeepingFixture, "who left holds up nobody when the last of the others leaves",
                 "[leaving]") {
  const ConsultationId id = asked({anna, dirk}, {bram});
  accept(id, anna);
  accept(id, dirk);
  consultations.advise(anna.actor, id, advice(), seen(id));
  leave(anna);
  consultations.ask_on(asker, id, "En als ze niet wil?", seen(id));
  CHECK(state(id) == State::in_consultation);
  consultations.release(dirk.actor, invitation_of(id, dirk).id);
  CHECK(state(id) == State::open);
  CHECK(pending(id) == std::vector<SpecialistId>{bram.id()});
}

TEST_CASE_METHOD(KeepingFixture, "nobody waits for an answer, or an hour, of who left",
                 "[leaving]") {
  Appointments appointments{context};
  const ConsultationId id = in_state(State::advised);
  CHECK(appointments.list(asker, id).bookable);
  leave(anna);
  CHECK_FALSE(appointments.list(asker, id).bookable);
  CHECK(appointments.slots(asker, id, {}).specialists.empty());
  CHECK(appointments.slots(asker, id, {}).slots.empty());
  CHECK(why_not([&] { consultations.write(asker, id, "En nu?", std::nullopt); }) ==
        "all_left_the_pool");
  CHECK(count(id, EventKind::message_sent) == 0);
}

TEST_CASE_METHOD(KeepingFixture, "who left does nothing more in what they read", "[leaving]") {
  const ConsultationId advised = asked({anna, dirk}, {bram});
  accept(advised, dirk);
  consultations.advise(dirk.actor, advised, advice(), seen(advised));
  const ConsultationId own = in_state(State::advised);
  const std::string secret = people.create_token(machine, *anna.actor.user, "proef", 100).secret;
  leave(anna);
  const Actor gone = people.recognise(secret, "hier").value().actor;
  REQUIRE(gone.has_left);
  // What she never answered she does not get to see by accepting it now.
  CHECK(invitation_of(advised, anna).state == InvitationState::withdrawn);
  CHECK(consultations.view(gone, own).sight == Sight::full);
  CHECK(consultations.view(gone, own).steps.empty());
  CHECK(why_not([&] { consultations.advise(gone, own, advice(), seen(own)); }) == "not_found");
  CHECK(why_not([&] { consultations.write(gone, own, "Nog een vraag.", std::nullopt); }) ==
        "not_found");
  CHECK(why_not([&] { consultations.hand_over(gone, invitation_of(own, anna).id, bram.id()); }) ==
        "not_found");
}

TEST_CASE_METHOD(KeepingFixture, "what was left before there was this rule is handed on once",
                 "[leaving]") {
  const ConsultationId id = in_state(State::in_consultation);
  Specialist left = anna.profile;
  left.active = false;
  keep_specialist(left);
  {
    auto txn = store->begin(Access::write);
    txn->put_left(anna.id(), env.now());
    txn->commit();
  }
  env.pass(days(1));
  hand_on_what_was_left(context);
  CHECK(invitation_of(id, anna).state == InvitationState::released);
  CHECK(pending(id) == std::vector<SpecialistId>{bram.id()});
  const std::size_t before = events().size();
  hand_on_what_was_left(context);
  CHECK(events().size() == before);
}

TEST_CASE_METHOD(KeepingFixture, "those on it are told that it is erased", "[keeping]") {
  Notifications notifications{context};
  const ConsultationId id = in_state(State::in_consultation);
  notifications.follow(env.now());
  keeping.erase(coordinator, id, ErasureReason::request_of_resident);
  notifications.follow(env.now());
  for (const Actor& each : {asker, anna.actor}) {
    const auto items = notifications.list(each).items;
    REQUIRE(items.size() == 1);
    CHECK(items[0].kind == NotificationKind::erased);
    CHECK(items[0].consultation == id);
  }
  CHECK(consultations.view(asker, id).is_erased);
  // Nothing is left to copy or to read with a reason.
  CHECK(consultations.view(asker, id).steps.empty());
  for (const std::string& step : consultations.view(coordinator, id).steps) {
    CHECK(step != "give_reason");
  }
}

TEST_CASE_METHOD(KeepingFixture, "nothing is taken out of what is held", "[keeping]") {
  const ConsultationId id = in_state(State::advised);
  const MessageId question = consultations.thread(asker, id).entries.at(0).message.id;
  keeping.hold(coordinator, id, HoldReason::court, env.now() + days(10));
  CHECK(why_not([&] { consultations.destroy_text(asker, id, question, 1); }) == "held");
  // Why it is kept is not for who it may be about.
  const auto is_told = [&](const Actor& who) {
    const auto events = consultations.timeline(who, id);
    return std::any_of(events.begin(), events.end(),
                       [](const Event& each) { return each.kind == EventKind::consultation_held; });
  };
  CHECK(is_told(coordinator));
  CHECK_FALSE(is_told(asker));
  CHECK_FALSE(is_told(anna.actor));
  env.pass(days(10));
  CHECK_NOTHROW(consultations.destroy_text(asker, id, question, 1));
}

TEST_CASE_METHOD(KeepingFixture, "holds that hold come before those that are over", "[keeping]") {
  const ConsultationId over = in_state(State::closed);
  const ConsultationId late = in_state(State::closed);
  const ConsultationId soon = in_state(State::closed);
  keeping.hold(coordinator, over, HoldReason::court, env.now() + days(1));
  keeping.hold(coordinator, late, HoldReason::court, env.now() + days(30));
  keeping.hold(coordinator, soon, HoldReason::court, env.now() + days(20));
  env.pass(days(2));
  const auto all = keeping.holds(coordinator, {});
  REQUIRE(all.items.size() == 3);
  CHECK(all.items[0].hold.consultation == soon);
  CHECK(all.items[0].asker == asking.id);
  CHECK(all.items[0].asked_at + days(2) <= env.now());
  CHECK(all.items[1].hold.consultation == late);
  CHECK(all.items[2].hold.consultation == over);
  const auto one = keeping.holds(coordinator, {.consultation = late, .page = {}});
  REQUIRE(one.total == 1);
  CHECK(one.items[0].hold.consultation == late);
}

TEST_CASE_METHOD(KeepingFixture, "the term of what never ended begins at what last happened",
                 "[keeping]") {
  const ConsultationId id = in_state(State::in_consultation);
  env.pass(days(10));
  consultations.write(asker, id, "Nog iets.", std::nullopt);
  const Instant last = env.now();
  keeping.choose(chief,
                 {.municipality = town.id, .what = RetentionClass::consultations, .days = 90});
  env.pass(days(91));
  const auto found = keeping.due(coordinator, town.id, {});
  REQUIRE(found.items.size() == 1);
  CHECK(found.items[0].since == last);
}

TEST_CASE_METHOD(KeepingFixture, "who left reads on for six weeks, and then nothing", "[leaving]") {
  const ConsultationId closed = in_state(State::closed);
  User behind = *store->begin(Access::read)->user(*anna.actor.user);
  const std::string secret = people.create_token(machine, behind.id, "proef", 100).secret;
  const auto now_acting = [&] { return people.recognise(secret, "hier").value().actor; };
  leave(anna);
  env.pass(reads_after_leaving - std::chrono::minutes(1));
  CHECK_FALSE(now_acting().left_long_ago);
  CHECK(consultations.view(now_acting(), closed).sight == Sight::full);
  CHECK(consultations.list(now_acting(), {}).total == 1);

  env.pass(std::chrono::minutes(1));
  const Actor late = now_acting();
  CHECK(late.left_long_ago);
  CHECK(why_not([&] { consultations.view(late, closed); }) == "not_found");
  CHECK(why_not([&] { consultations.thread(late, closed); }) == "not_found");
  CHECK(why_not([&] { consultations.invitation(late, invitation_of(closed, anna).id); }) ==
        "not_found");
  CHECK(why_not([&] { consultations.release(late, invitation_of(closed, anna).id); }) ==
        "not_found");
  CHECK(consultations.list(late, {}).total == 0);

  SECTION("until they are back") {
    Specialist back = *store->begin(Access::read)->specialist(anna.id());
    const Seen version{back.revision};
    back.active = true;
    profiles.change(coordinator, back, version);
    CHECK(consultations.view(now_acting(), closed).sight == Sight::full);
  }
}

}  // namespace expertise
