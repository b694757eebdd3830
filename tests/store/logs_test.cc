// The two logs: chained, append-only, and found to be damaged where they are.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

using namespace expertise;
using Catch::Matchers::Contains;

namespace {

struct LogFixture : StoreFixture {
  Municipality here = municipality("Hier");
  Municipality there = municipality("Daar");

  void append(int count) {
    write([&](Txn& txn) {
      for (int i = 0; i < count; ++i) {
        txn.append(event(here.id, {{"n", std::to_string(i)}}));
      }
    });
  }
  AccessEntry record(AccessEntry entry) {
    return write([&](Txn& txn) { return txn.record_access(entry); });
  }
  /// Does what only somebody with the file in hands can do.
  void tamper(const std::string& sql) {
    RawDatabase raw(path);
    raw.run(
        "DROP TRIGGER event_is_never_changed; DROP TRIGGER event_is_never_removed;"
        "DROP TRIGGER access_entry_is_never_changed; "
        "DROP TRIGGER access_entry_is_never_removed;");
    raw.run(sql);
  }
  Paged<Event> found(EventQuery query) {
    return read([&](Txn& txn) { return txn.find(query); });
  }
};

}  // namespace

TEST_CASE_METHOD(LogFixture, "an event comes back as it was appended", "[logs]") {
  Event put;
  put.at = at("2026-03-05T08:30:00.123Z");
  put.kind = EventKind::invitation_declined;
  put.version = 3;
  put.actor = env.new_id<UserId>();
  put.municipality = here.id;
  put.consultation = env.new_id<ConsultationId>();
  put.specialist = env.new_id<SpecialistId>();
  put.details = {{"reason", "no_time"}, {"a\"b", "c\\d\né"}};
  put.sealed = {0, 1, 2, 255};
  Event appended = write([&](Txn& txn) { return txn.append(put); });
  CHECK(appended.seq == 1);
  CHECK(appended.previous == Hash{});
  CHECK(appended.hash == chain_hash(appended));
  auto got = store->events_after(0, 1);
  REQUIRE(got.size() == 1);
  CHECK(got[0].seq == 1);
  CHECK(got[0].at == put.at);
  CHECK(got[0].kind == put.kind);
  CHECK(got[0].version == 3);
  CHECK(got[0].actor == put.actor);
  CHECK(got[0].municipality == put.municipality);
  CHECK(got[0].consultation == put.consultation);
  CHECK(got[0].specialist == put.specialist);
  CHECK(got[0].details == put.details);
  CHECK(got[0].sealed == put.sealed);
  CHECK(got[0].hash == appended.hash);
  CHECK(chain_hash(got[0]) == appended.hash);
}

TEST_CASE_METHOD(LogFixture, "events are numbered densely and each holds the one before",
                 "[logs]") {
  append(3);
  append(2);
  auto events = store->events_after(0, 100);
  REQUIRE(events.size() == 5);
  for (std::size_t i = 0; i < events.size(); ++i) {
    CHECK(events[i].seq == i + 1);
    CHECK(events[i].previous == (i == 0 ? Hash{} : events[i - 1].hash));
    CHECK(store->event_hash(i + 1) == events[i].hash);
  }
  CHECK(store->head() == Checkpoint{5, events[4].hash});
  CHECK_FALSE(store->event_hash(0));
  CHECK_FALSE(store->event_hash(6));
  CHECK(store->events_after(3, 100).size() == 2);
  CHECK(store->events_after(3, 1).at(0).seq == 4);
  CHECK(store->events_after(5, 100).empty());

  SECTION("also after opening again") {
    Checkpoint before = store->head();
    reopen();
    CHECK(store->head() == before);
    append(1);
    CHECK(store->head().seq == 6);
    CHECK(store->events_after(5, 1).at(0).previous == before.hash);
  }
}

TEST_CASE_METHOD(LogFixture, "events are found by place, consultation, kind and moment", "[logs]") {
  ConsultationId about = env.new_id<ConsultationId>();
  auto put = [&](EventKind kind, MunicipalityId municipality,
                 std::optional<ConsultationId> consultation) {
    env.pass(std::chrono::minutes(1));
    Event e = event(municipality);
    e.kind = kind;
    e.consultation = consultation;
    return write([&](Txn& txn) { return txn.append(e); });
  };
  put(EventKind::question_asked, here.id, about);
  Event second = put(EventKind::team_put, here.id, {});
  put(EventKind::advice_given, here.id, about);
  put(EventKind::team_put, there.id, {});
  auto numbers = [&](EventQuery query) {
    std::vector<std::uint64_t> seqs;
    for (const Event& each : found(query).items) seqs.push_back(each.seq);
    return seqs;
  };
  using Numbers = std::vector<std::uint64_t>;
  EventQuery all;
  CHECK(numbers(all) == Numbers{});
  all.municipalities = {here.id, there.id};
  CHECK(numbers(all) == Numbers{4, 3, 2, 1});
  EventQuery mine;
  mine.municipalities = {here.id};
  CHECK(numbers(mine) == Numbers{3, 2, 1});
  EventQuery timeline = mine;
  timeline.consultation = about;
  CHECK(numbers(timeline) == Numbers{1, 3});
  timeline.municipalities = {there.id};
  CHECK(numbers(timeline) == Numbers{});
  EventQuery kinds = all;
  kinds.kinds = {EventKind::team_put, EventKind::advice_given};
  CHECK(numbers(kinds) == Numbers{4, 3, 2});
  EventQuery period = all;
  period.from = second.at;
  CHECK(numbers(period) == Numbers{4, 3, 2});
  period.before = second.at + std::chrono::minutes(1);
  CHECK(numbers(period) == Numbers{2});
  all.page = {1, 2};
  CHECK(numbers(all) == Numbers{3, 2});
  CHECK(found(all).total == 4);
}

TEST_CASE_METHOD(LogFixture, "access entries are chained in a segment for each month", "[logs]") {
  env.set(at("2026-01-31T23:59:59.999Z"));
  AccessEntry first = record(access());
  AccessEntry second = record(access());
  env.set(at("2026-02-01T00:00:00Z"));
  AccessEntry third = record(access());
  CHECK(first.segment == "2026-01");
  CHECK(first.seq == 1);
  CHECK(first.previous == Hash{});
  CHECK(second.seq == 2);
  CHECK(second.previous == first.hash);
  CHECK(third.segment == "2026-02");
  CHECK(third.seq == 1);
  CHECK(third.previous == second.hash);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(LogFixture, "an entry of a month that is over goes into the newest", "[logs]") {
  env.set(at("2026-02-01T00:00:00Z"));
  AccessEntry first = record(access());
  env.set(at("2026-01-31T23:59:59.999Z"));
  AccessEntry late = record(access());
  CHECK(late.segment == "2026-02");
  CHECK(late.seq == 2);
  CHECK(late.previous == first.hash);
  CHECK(late.at == env.now());
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(LogFixture, "an entry that cannot be written is refused by name", "[logs]") {
  RawDatabase(path).run(
      "CREATE TRIGGER no_entry BEFORE INSERT ON access_entry "
      "BEGIN SELECT RAISE(ABORT, 'no'); END");
  auto refusal = refused([&] { record(access()); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::unavailable);
  CHECK(refusal->detail() == "cannot_record_access");
}

namespace {

struct SegmentFixture : LogFixture {
  SegmentFixture() {
    for (const char* month : {"2026-01", "2026-02", "2026-03"}) {
      env.set(at(std::string(month) + "-10T08:00:00Z"));
      for (int i = 0; i < 4; ++i) record(access({}, here.id));
    }
  }
  AccessSegment segment(const std::string& month) {
    for (const AccessSegment& each : read([](Txn& txn) { return txn.access_segments(); })) {
      if (each.segment == month) return each;
    }
    throw std::runtime_error("no such month");
  }
  void mark(const std::string& month) {
    write([&](Txn& txn) {
      const AccessSegment of = segment(month);
      Event told = event(here.id, {{"segment", month},
                                   {"count", std::to_string(of.head.seq)},
                                   {"hash", hex(of.head.hash)}});
      told.kind = EventKind::access_segment_destroyed;
      txn.append(told);
      txn.mark_destroyed(month, env.now());
    });
  }
  std::size_t remove(const std::string& month, std::size_t limit) {
    return write([&](Txn& txn) { return txn.remove_access_entries(month, limit); });
  }
};

}  // namespace

TEST_CASE_METHOD(SegmentFixture, "of a month that is destroyed the head is left and all holds",
                 "[logs][segments]") {
  const AccessSegment before = segment("2026-01");
  CHECK_THROWS(remove("2026-01", 10));
  CHECK_THROWS_AS(mark("2026-03"), std::logic_error);
  mark("2026-01");
  CHECK_THROWS(remove("2026-02", 10));
  CHECK(remove("2026-01", 3) == 3);
  auto half = store->verify();
  REQUIRE(half);
  CHECK(half->chain == "access 2026-01");
  CHECK_THAT(half->what, Contains("is er nog"));
  CHECK(remove("2026-01", 3) == 1);
  CHECK(remove("2026-01", 3) == 0);

  CHECK_FALSE(store->verify());
  CHECK(segment("2026-01").head == before.head);
  CHECK(segment("2026-01").destroyed_at == env.now());
  CHECK_FALSE(segment("2026-02").destroyed_at);
  AccessQuery query;
  query.municipalities = {here.id};
  CHECK(read([&](Txn& txn) { return txn.find(query); }).total == 8);
  record(access());
  CHECK_FALSE(store->verify());
  reopen();
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(SegmentFixture, "months that do not follow each other are found",
                 "[logs][segments]") {
  mark("2026-01");
  remove("2026-01", 10);
  CHECK_FALSE(store->verify());
  struct Case {
    std::string sql;
    std::string chain;
  };
  auto tried = GENERATE(
      // Destroyed behind the back of the log.
      Case{"UPDATE access_segment SET destroyed_at = 1 WHERE segment = '2026-02'; "
           "DELETE FROM access_entry WHERE segment = '2026-02'",
           "access 2026-02"},
      // A month that is gone altogether.
      Case{"DELETE FROM access_entry WHERE segment = '2026-02'; "
           "DELETE FROM access_segment WHERE segment = '2026-02'; "
           "DELETE FROM chain_head WHERE chain = 'access 2026-02'",
           "access 2026-03"},
      Case{"DELETE FROM access_segment WHERE segment = '2026-01'; "
           "DELETE FROM chain_head WHERE chain = 'access 2026-01'",
           "access 2026-02"},
      Case{"DELETE FROM access_segment WHERE segment = '2026-03'", "access 2026-03"},
      // What is left of the destroyed one is another.
      Case{"UPDATE chain_head SET seq = 3 WHERE chain = 'access 2026-01'", "access 2026-01"},
      Case{"UPDATE chain_head SET hash = zeroblob(32) WHERE chain = 'access 2026-01'",
           "access 2026-01"},
      Case{"UPDATE access_segment SET starts_from = zeroblob(32) WHERE segment = '2026-03'",
           "access 2026-03"});
  CAPTURE(tried.sql);
  RawDatabase(path).run(
      "DROP TRIGGER access_segment_is_never_removed; "
      "DROP TRIGGER access_segment_starts_where_it_does;");
  tamper(tried.sql);
  auto fault = store->verify();
  REQUIRE(fault);
  CHECK(fault->chain == tried.chain);
}

TEST_CASE_METHOD(LogFixture, "an access entry comes back as it was recorded", "[logs]") {
  AccessEntry put{.at = env.now(),
                  .action = "export",
                  .object = "consultations",
                  .consultation = env.new_id<ConsultationId>(),
                  .municipality = here.id,
                  .result = "not_allowed",
                  .actor = env.new_id<UserId>(),
                  .role = "coordinator",
                  .purpose = "reason:x",
                  .origin = "::1",
                  .count = 17};
  AccessEntry recorded = record(put);
  AccessQuery query;
  query.municipalities = {here.id};
  auto page = read([&](Txn& txn) { return txn.find(query); });
  REQUIRE(page.items.size() == 1);
  const AccessEntry& got = page.items[0];
  CHECK(got.at == put.at);
  CHECK(got.action == put.action);
  CHECK(got.object == put.object);
  CHECK(got.consultation == put.consultation);
  CHECK(got.result == put.result);
  CHECK(got.actor == put.actor);
  CHECK(got.role == put.role);
  CHECK(got.purpose == put.purpose);
  CHECK(got.origin == put.origin);
  CHECK(got.count == 17);
  CHECK(got.hash == recorded.hash);
  CHECK(chain_hash(got) == recorded.hash);
}

TEST_CASE_METHOD(LogFixture, "access entries are found by place, subject, actor and moment",
                 "[logs]") {
  ConsultationId about = env.new_id<ConsultationId>();
  UserId reader = env.new_id<UserId>();
  record(access(about, here.id));
  env.pass(std::chrono::hours(1));
  AccessEntry by_reader = access({}, here.id);
  by_reader.actor = reader;
  record(by_reader);
  record(access({}, there.id));
  auto count = [&](const std::function<void(AccessQuery&)>& change) {
    AccessQuery query;
    query.municipalities = {here.id};
    change(query);
    return read([&](Txn& txn) { return txn.find(query); }).total;
  };
  using Query = AccessQuery;
  CHECK(count([](Query&) {}) == 2);
  CHECK(count([](Query& q) { q.municipalities = {}; }) == 0);
  CHECK(count([&](Query& q) { q.municipalities.push_back(there.id); }) == 3);
  CHECK(count([&](Query& q) { q.consultation = about; }) == 1);
  CHECK(count([&](Query& q) { q.actor = reader; }) == 1);
  CHECK(count([&](Query& q) { q.from = env.now(); }) == 1);
  CHECK(count([&](Query& q) { q.before = env.now(); }) == 1);
  AccessQuery newest;
  newest.municipalities = {here.id};
  CHECK(read([&](Txn& txn) { return txn.find(newest); }).items.at(0).actor == reader);
}

TEST_CASE_METHOD(LogFixture, "neither log can be changed or shortened in the database", "[logs]") {
  append(2);
  record(access());
  RawDatabase raw(path);
  raw.run("PRAGMA recursive_triggers = ON");
  for (std::string table : {"event", "access_entry"}) {
    CHECK_THROWS_WITH(raw.run("UPDATE " + table + " SET at = 0"), Contains("append-only"));
    CHECK_THROWS_WITH(raw.run("DELETE FROM " + table), Contains("append-only"));
  }
  CHECK_THROWS_WITH(raw.run("INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 1"),
                    Contains("append-only"));
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(LogFixture, "tampering with the event log is found at its place", "[logs]") {
  append(10);
  struct Case {
    std::string sql;
    std::uint64_t seq;
    std::string what;
  };
  auto tried = GENERATE(
      Case{"UPDATE event SET at = at + 1 WHERE seq = 4", 4, "veranderd"},
      Case{"UPDATE event SET details = '{\"n\":\"9\"}' WHERE seq = 5", 5, "veranderd"},
      Case{"UPDATE event SET details = '{\"n\": \"4\"}' WHERE seq = 5", 5, "veranderd"},
      Case{"UPDATE event SET actor = zeroblob(16) WHERE seq = 1", 1, "veranderd"},
      Case{"UPDATE event SET sealed = x'00' WHERE seq = 10", 10, "veranderd"},
      Case{"UPDATE event SET hash = zeroblob(32) WHERE seq = 7", 7, "veranderd"},
      Case{"UPDATE event SET previous = zeroblob(32) WHERE seq = 7", 7, "volgt niet"},
      Case{"UPDATE event SET kind = 'no_such_kind' WHERE seq = 3", 3, "gelezen"},
      Case{"UPDATE event SET actor = x'00' WHERE seq = 3", 3, "gelezen"},
      Case{"DELETE FROM event WHERE seq = 6", 6, "ontbreekt"},
      Case{"DELETE FROM event WHERE seq = 1", 1, "ontbreekt"},
      Case{"DELETE FROM event WHERE seq >= 9", 9, "ontbreekt"},
      Case{"DELETE FROM event", 1, "ontbreekt"},
      Case{"UPDATE chain_head SET seq = 9 WHERE chain = 'events'", 10, "na het einde"},
      Case{"UPDATE chain_head SET hash = zeroblob(32) WHERE chain = 'events'", 10, "einde"},
      Case{"DELETE FROM chain_head WHERE chain = 'events'", 1, "na het einde"});
  CAPTURE(tried.sql);
  CHECK_FALSE(store->verify());
  tamper(tried.sql);
  auto fault = store->verify();
  REQUIRE(fault);
  CHECK(fault->chain == "events");
  CHECK(fault->seq == tried.seq);
  CHECK_THAT(fault->what, Contains(tried.what));
}

TEST_CASE_METHOD(LogFixture, "tampering with the access log is found at its place", "[logs]") {
  env.set(at("2026-01-10T08:00:00Z"));
  for (int i = 0; i < 5; ++i) record(access());
  env.set(at("2026-02-10T08:00:00Z"));
  for (int i = 0; i < 5; ++i) record(access());
  struct Case {
    std::string sql;
    std::string chain;
    std::uint64_t seq;
  };
  auto tried = GENERATE(
      Case{"UPDATE access_entry SET origin = 'x' WHERE segment = '2026-02' AND seq = 3",
           "access 2026-02", 3},
      Case{"UPDATE access_entry SET count = 0 WHERE seq = 2", "access 2026-01", 2},
      Case{"DELETE FROM access_entry WHERE segment = '2026-02' AND seq = 5", "access 2026-02", 5},
      Case{"DELETE FROM access_entry WHERE segment = '2026-01'", "access 2026-01", 1},
      Case{"DELETE FROM chain_head WHERE chain = 'access 2026-02'", "access 2026-02", 1});
  CAPTURE(tried.sql);
  CHECK_FALSE(store->verify());
  tamper(tried.sql);
  auto fault = store->verify();
  REQUIRE(fault);
  CHECK(fault->chain == tried.chain);
  CHECK(fault->seq == tried.seq);
}

TEST_CASE_METHOD(LogFixture,
                 "what is in hand is worked out anew, and the first row that differs named",
                 "[logs]") {
  const Municipality town = municipality();
  const User asker = user(town.id);
  const Specialist expert = specialist(town.id);
  Consultation going_on = consultation(town.id, asker.id);
  Consultation ended = consultation(town.id, asker.id);
  const auto invite = [&](const Consultation& of, InvitationState state) {
    return invitation(of, expert.id, state).id;
  };
  std::vector<InvitationId> all;
  for (const Consultation& each : {going_on, ended}) {
    for (const InvitationState state :
         {InvitationState::pending, InvitationState::accepted, InvitationState::declined}) {
      all.push_back(invite(each, state));
    }
  }
  ended.state = ConsultationState::closed;
  keep(ended);
  CHECK_FALSE(store->verify());
  const std::size_t changed = GENERATE(range(std::size_t{0}, std::size_t{6}));
  const std::string number = std::to_string(changed + 1);
  tamper("UPDATE invitation SET in_hand = NOT in_hand WHERE number >= " + number);
  auto fault = store->verify();
  REQUIRE(fault);
  CHECK(fault->chain == "invitation.in_hand");
  CHECK(fault->seq == changed + 1);
  CHECK_THAT(fault->what, Contains(all[changed].text()));
}

TEST_CASE_METHOD(LogFixture, "a state that was changed past the store shows in what is in hand",
                 "[logs]") {
  const Municipality town = municipality();
  const Consultation question = consultation(town.id, user(town.id).id);
  invitation(question, specialist(town.id).id, InvitationState::accepted);
  CHECK_FALSE(store->verify());
  tamper("UPDATE consultation SET state = 'closed'");
  CHECK(store->verify()->chain == "invitation.in_hand");
}

TEST_CASE_METHOD(LogFixture, "a long chain is walked in parts and its first fault named",
                 "[logs]") {
  for (int i = 0; i < 9; ++i) append(5000);
  CHECK_FALSE(store->verify());
  SECTION("at the seam of two parts") {
    tamper("UPDATE event SET at = 0 WHERE seq IN (22500, 22501)");
    CHECK(store->verify()->seq == 22500);
  }
  SECTION("just after it") {
    tamper("DELETE FROM event WHERE seq = 22501");
    CHECK(store->verify()->seq == 22501);
  }
  SECTION("with another far behind it") {
    tamper("UPDATE event SET version = 2 WHERE seq IN (3, 44000)");
    CHECK(store->verify()->seq == 3);
  }
}
