// What time brings: nothing is skipped after downtime, nothing is done twice.
#include "server/pool/clock_work.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <stdexcept>

#include "tests/pool/case_fixture.h"
#include "tests/pool/counting_store.h"

namespace expertise {

namespace {

using State = ConsultationState;

struct ClockFixture : CaseFixture {
  std::size_t tick() { return do_what_is_due(context, env.now()); }
  std::size_t tick_at(const char* moment) {
    env.set(at(moment));
    return tick();
  }
};

// A row of the one consultation can no longer be read.
class DamagedTxn : public CountingTxn {
 public:
  DamagedTxn(std::unique_ptr<Txn> behind, int& commits, std::size_t& profiles, ConsultationId id)
      : CountingTxn(std::move(behind), commits, profiles), damaged_(id) {}
  std::vector<RankedSpecialist> ranking(ConsultationId consultation) override {
    if (consultation == damaged_) throw std::runtime_error("damaged row");
    return CountingTxn::ranking(consultation);
  }

 private:
  ConsultationId damaged_;
};

class DamagedStore : public CountingStore {
 public:
  DamagedStore(Store& behind, ConsultationId id) : CountingStore(behind), damaged_(id) {}
  std::unique_ptr<Txn> begin(Access access) override {
    return std::make_unique<DamagedTxn>(CountingStore::begin(access), written_, profiles, damaged_);
  }

 private:
  ConsultationId damaged_;
  int written_ = 0;
};

}  // namespace

TEST_CASE_METHOD(ClockFixture, "who stays silent is followed by the next best", "[clock]") {
  NewQuestion made = question();
  made.urgency = Urgency::today;
  made.specialists = {anna.id()};
  ConsultationId id = asked(made, {anna, bram});
  // Four working hours after half past nine.
  CHECK(tick_at("2026-03-05T12:29:59Z") == 0);
  CHECK(tick_at("2026-03-05T12:30:00Z") == 1);
  CHECK(invitation_of(id, anna).state == InvitationState::expired);
  CHECK(pending(id) == std::vector{bram.id()});
  CHECK(count(id, EventKind::invitation_expired) == 1);
  Event passed = last(id, EventKind::passed_on);
  CHECK(passed.details.at("why") == "expired");
  CHECK_FALSE(passed.actor);
  CHECK(tick() == 0);
  // Four more: half an hour is left today, the rest is tomorrow.
  CHECK(invitation_of(id, bram).answer_by == at("2026-03-06T08:00:00Z"));
}

TEST_CASE_METHOD(ClockFixture, "over the weekend nothing expires before Monday's time is up",
                 "[clock]") {
  env.set(at("2026-03-06T15:30:00Z"));
  NewQuestion made = question();
  made.urgency = Urgency::today;
  made.specialists = {anna.id()};
  ConsultationId id = asked(made, {bram});
  CHECK(tick_at("2026-03-08T12:00:00Z") == 0);
  CHECK(tick_at("2026-03-09T10:59:59Z") == 0);
  CHECK(tick_at("2026-03-09T11:00:00Z") == 1);
  CHECK(pending(id) == std::vector{bram.id()});
}

TEST_CASE_METHOD(ClockFixture, "after days of downtime the same has happened, once", "[clock]") {
  ConsultationId silent = asked({anna}, {bram, carla, dirk});
  ConsultationId alone = asked(nobody, {dirk});
  env.set(at("2026-03-19T08:30:00Z"));
  CHECK(tick() == 2);
  CHECK(pending(silent) == std::vector{bram.id()});
  CHECK(pending(alone) == std::vector{dirk.id()});
  CHECK(tick() == 0);
  // Each that follows has its full time, counted from when it was asked.
  env.set(at("2026-03-25T08:30:00Z"));
  tick();
  CHECK(pending(silent) == std::vector{carla.id()});
  CHECK(state(alone) == State::with_coordinator);
  env.set(at("2026-03-31T08:30:00Z"));
  tick();
  CHECK(state(silent) == State::with_coordinator);
  CHECK(row(silent).times_passed_on == 2);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(ClockFixture, "no invitation expires while the asker is waited for", "[clock]") {
  ConsultationId id = asked({anna, bram});
  accept(id, anna);
  consultations.ask_clarification(anna.actor, id, "Sinds wanneer?", seen(id));
  CHECK(tick_at("2026-03-20T08:30:00Z") == 0);
  CHECK(pending(id) == std::vector{bram.id()});
  consultations.reply(asker, id, "Sinds mei.", seen(id));
  CHECK(tick() == 0);
  env.set(invitation_of(id, bram).answer_by);
  // Bram's invitation expires, and Anna's answer is due at the same moment.
  CHECK(tick() == 2);
  CHECK(pending(id).empty());
  CHECK(state(id) == State::in_consultation);
  CHECK(count(id, EventKind::answer_overdue) == 1);
}

TEST_CASE_METHOD(ClockFixture, "many that wait do not hide one that is due", "[clock]") {
  for (int i = 0; i < 251; ++i) {
    ConsultationId id = asked({anna, bram});
    accept(id, anna);
    consultations.ask_clarification(anna.actor, id, "Sinds wanneer?", seen(id));
  }
  env.pass(std::chrono::minutes(1));
  ConsultationId due = asked({carla}, {dirk});
  env.set(at("2026-03-20T08:30:00Z"));
  CHECK(tick() == 1);
  CHECK(pending(due) == std::vector{dirk.id()});
}

TEST_CASE_METHOD(ClockFixture, "more than share a transaction are all done, once", "[clock]") {
  std::vector<ConsultationId> ids;
  for (int i = 0; i < 255; ++i) ids.push_back(asked({anna}, {bram}));
  env.set(at("2026-03-20T08:30:00Z"));
  CHECK(tick() == ids.size());
  for (ConsultationId id : ids) CHECK(count(id, EventKind::invitation_expired) == 1);
  CHECK(tick() == 0);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(ClockFixture, "one that cannot be done holds up no other", "[clock]") {
  std::vector<ConsultationId> ids;
  for (int i = 0; i < 7; ++i) ids.push_back(asked({anna}, {bram}));
  const DraftId draft = consultations.keep_draft(asker, question(), {}).draft.id;
  env.set(at("2026-03-20T08:30:00Z"));
  DamagedStore damaged(*store, ids[3]);
  Context on_damaged{damaged, env};
  CHECK_THROWS_WITH(do_what_is_due(on_damaged, env.now()), "damaged row");
  for (ConsultationId id : ids) {
    CHECK(count(id, EventKind::invitation_expired) == (id == ids[3] ? 0 : 1));
  }
  CHECK_FALSE(store->begin(Access::read)->draft(draft));
  // Again nothing of the others; and with the damage gone that one too.
  CHECK_THROWS_WITH(do_what_is_due(on_damaged, env.now()), "damaged row");
  CHECK(tick() == 1);
  for (ConsultationId id : ids) CHECK(count(id, EventKind::invitation_expired) == 1);
}

TEST_CASE_METHOD(ClockFixture, "a question that nobody is asked for does not hang", "[clock]") {
  ConsultationId id = asked(nobody, {bram, carla});
  CHECK(tick_at("2026-03-05T09:29:00Z") == 0);
  CHECK(tick_at("2026-03-05T09:30:00Z") == 1);
  CHECK(pending(id) == std::vector{bram.id()});
  CHECK(row(id).times_passed_on == 0);
  CHECK(last(id, EventKind::passed_on).details.at("why") == "nobody_invited");

  SECTION("and after the asker took back an invitation there is an hour to choose again") {
    env.set(at("2026-03-05T10:00:00Z"));
    consultations.withdraw_invitation(asker, invitation_of(id, bram).id);
    CHECK(tick_at("2026-03-05T10:59:00Z") == 0);
    CHECK(tick_at("2026-03-05T11:00:00Z") == 1);
    CHECK(pending(id) == std::vector{carla.id()});
  }
  SECTION("and with nobody to ask it is with the coordinator") {
    ConsultationId lonely = asked();
    env.set(at("2026-03-05T10:30:00Z"));
    CHECK(tick() == 1);
    CHECK(state(lonely) == State::with_coordinator);
  }
}

TEST_CASE_METHOD(ClockFixture, "an evening's question waits for the morning", "[clock]") {
  env.set(at("2026-03-05T20:00:00Z"));
  ConsultationId id = asked(nobody, {bram});
  CHECK(tick_at("2026-03-06T08:29:00Z") == 0);
  CHECK(tick_at("2026-03-06T08:30:00Z") == 1);
  CHECK(pending(id) == std::vector{bram.id()});
}

TEST_CASE_METHOD(ClockFixture, "the deputy is told once after a working day", "[clock]") {
  User deputy = user(town.id, "Daan Deputy", {Role::coordinator});
  ConsultationId id = in_state(State::with_coordinator);
  auto appoint = [&] {
    auto txn = store->begin(Access::write);
    town.deputy = deputy.id;
    txn->put(town);
    txn->commit();
  };
  SECTION("when there is one") {
    appoint();
    CHECK(tick_at("2026-03-06T08:29:00Z") == 0);
    CHECK(tick_at("2026-03-06T08:30:00Z") == 1);
    CHECK(row(id).deputy_told_at == env.now());
    CHECK(last(id, EventKind::deputy_told).details.at("deputy") == deputy.id.text());
    CHECK(tick_at("2026-03-12T08:30:00Z") == 0);
  }
  SECTION("when one comes later") {
    CHECK(tick_at("2026-03-12T08:30:00Z") == 0);
    appoint();
    CHECK(tick() == 1);
  }
  SECTION("again when it comes back to the coordinator") {
    appoint();
    CHECK(tick_at("2026-03-06T08:30:00Z") == 1);
    consultations.assign(coordinator, id, bram.id(), seen(id));
    decline(id, bram);
    // Carla is next; then nobody.
    CHECK(pending(id) == std::vector{carla.id()});
    decline(id, carla);
    CHECK(state(id) == State::with_coordinator);
    CHECK_FALSE(row(id).deputy_told_at);
    CHECK(tick_at("2026-03-09T08:30:00Z") == 1);
    CHECK(count(id, EventKind::deputy_told) == 2);
  }
}

TEST_CASE_METHOD(ClockFixture, "who accepts and stays silent past the deadline is told of, once",
                 "[clock]") {
  NewQuestion made = question();
  made.urgency = Urgency::today;
  made.specialists = {anna.id()};
  ConsultationId id = asked(made, {anna, bram});
  accept(id, anna);
  const Instant due = row(id).answer_by;
  ConsultationQuery overdue;
  const auto found = [&] {
    overdue.overdue_at = env.now();
    return consultations.list(coordinator, overdue).items.size();
  };
  env.set(due - std::chrono::minutes(1));
  CHECK(tick() == 0);
  CHECK(found() == 0);
  env.set(due);
  SECTION("silent") {
    CHECK(tick() == 1);
    CHECK(tick() == 0);
    CHECK(row(id).overdue_told_at == due);
    CHECK(last(id, EventKind::answer_overdue).details.at("answer_by") == rfc3339(due));
    // It stays with who accepted, and is seen until there is an answer.
    CHECK(state(id) == State::in_consultation);
    CHECK(found() == 1);
    consultations.write(anna.actor, id, "Ik bel je morgen.", std::nullopt);
    CHECK(found() == 0);
    env.pass(std::chrono::days(2));
    CHECK(tick() == 0);
    CHECK(count(id, EventKind::answer_overdue) == 1);
  }
  SECTION("answered") {
    consultations.write(anna.actor, id, "Ik bel je zo.", std::nullopt);
    env.pass(std::chrono::days(1));
    CHECK(tick() == 0);
    CHECK(found() == 0);
  }
  SECTION("waiting for the asker") {
    consultations.ask_clarification(anna.actor, id, "Hoe oud is het kind?", seen(id));
    env.pass(std::chrono::days(1));
    CHECK(tick() == 0);
    CHECK(found() == 0);
  }
}

TEST_CASE_METHOD(ClockFixture, "who is asked after others has the time that they were told",
                 "[clock]") {
  NewQuestion made = question();
  made.urgency = Urgency::within_2_working_days;
  made.specialists = {anna.id()};
  ConsultationId id = asked(made, {anna, bram});
  env.set(invitation_of(id, anna).answer_by);
  CHECK(tick() == 1);
  const Instant told = invitation_of(id, bram).answer_by;
  CHECK(told > row(id).answer_by);
  env.pass(std::chrono::hours(1));
  accept(id, bram);
  CHECK(row(id).answer_by == told);
  CHECK(tick() == 0);
  env.set(told);
  CHECK(tick() == 1);
  CHECK(count(id, EventKind::answer_overdue) == 1);
  // The next one to be silent is told of as well.
  consultations.release(bram.actor, invitation_of(id, bram).id);
  if (state(id) == State::open) consultations.send_to_coordinator(asker, id, seen(id));
  consultations.assign(coordinator, id, carla.id(), seen(id));
  accept(id, carla);
  CHECK_FALSE(row(id).overdue_told_at);
  env.set(row(id).answer_by);
  CHECK(tick() == 1);
  CHECK(count(id, EventKind::answer_overdue) == 2);
}

TEST_CASE_METHOD(ClockFixture, "a look back without an answer ends two weeks after it was due",
                 "[clock]") {
  ConsultationId id = in_state(State::closed);
  Instant closed = *row(id).closed_at;
  env.set(closed + follow_up_after + std::chrono::days(14) - std::chrono::milliseconds(1));
  CHECK(tick() == 0);
  env.pass(std::chrono::milliseconds(1));
  CHECK(tick() == 1);
  CHECK(state(id) == State::followed_up);
  CHECK_FALSE(row(id).follow_up);
  CHECK(row(id).ended_at == env.now());
  CHECK(last(id, EventKind::followed_up).details.at("answered") == "false");
  CHECK(tick() == 0);
}

TEST_CASE_METHOD(ClockFixture, "sessions that are past their end are gone", "[clock]") {
  Session session{.id = env.new_id<SessionId>(),
                  .user = asking.id,
                  .secret_hash = Hash{7},
                  .created_at = env.now(),
                  .last_used_at = env.now(),
                  .expires_at = env.now() + std::chrono::hours(1)};
  auto txn = store->begin(Access::write);
  txn->put(session);
  txn->commit();
  txn.reset();
  tick();
  CHECK(store->begin(Access::read)->session(session.secret_hash));
  env.pass(std::chrono::hours(2));
  tick();
  CHECK_FALSE(store->begin(Access::read)->session(session.secret_hash));
}

TEST_CASE_METHOD(ClockFixture, "no question ever hangs, whatever people do or leave", "[clock]") {
  // Sixty questions under random steps; then only time passes. None may stay open with nobody
  // asked, and each that nobody took must have come to the coordinator.
  std::mt19937 random(20260305);
  auto chance = [&](unsigned of) { return random() % of == 0; };
  std::vector<Expert> all{anna, bram, carla, dirk};
  std::vector<ConsultationId> questions;
  for (int i = 0; i < 60; ++i) {
    std::vector<Expert> line = all;
    std::shuffle(line.begin(), line.end(), random);
    NewQuestion made = question();
    made.urgency = static_cast<Urgency>(random() % 3);
    made.pass_on_automatically = !chance(5);
    if (!chance(3)) made.specialists = {line[0].id()};
    if (chance(6)) made.excluded_specialists = {line[1].id()};
    questions.push_back(asked(made, line));
    for (const Expert& each : all) {
      for (ConsultationId id : questions) {
        auto invited = pending(id);
        if (std::find(invited.begin(), invited.end(), each.id()) == invited.end()) continue;
        if (chance(9))
          decline(id, each);
        else if (chance(9))
          accept(id, each);
      }
    }
    env.pass(std::chrono::minutes(random() % 180));
    if (chance(2)) tick();
  }
  for (int day = 0; day < 40; ++day) {
    env.pass(std::chrono::days(1));
    tick();
  }
  for (ConsultationId id : questions) {
    Consultation each = row(id);
    CHECK(each.state != State::open);
    CHECK(pending(id).empty());
    CHECK(each.times_passed_on <= most_pass_ons);
    std::set<SpecialistId> people;
    for (const Invitation& one : invitations(id)) {
      CHECK(people.insert(one.specialist).second);
      CHECK(std::count(each.excluded_specialists.begin(), each.excluded_specialists.end(),
                       one.specialist) == 0);
    }
  }
  CHECK_FALSE(store->verify());
}

}  // namespace expertise
