// Appointments and feeds in the store: nobody is booked twice for the same time, also not by two
// threads at once.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/store/fixture.h"

namespace expertise {

namespace {

using namespace std::chrono_literals;

struct AppointmentStore : StoreFixture {
  Municipality town = municipality();
  User asker = user(town.id);
  Specialist bo = specialist(town.id, "Bo Bedacht");
  Specialist mo = specialist(town.id, "Mo Bedacht");
  Consultation question = keep(consultation(town.id, asker.id));
  const Instant nine = at("2026-03-09T08:00:00Z");

  Appointment made(std::vector<SpecialistId> specialists, Instant begin,
                   std::chrono::minutes length = 30min) {
    return {.id = env.new_id<AppointmentId>(),
            .consultation = question.id,
            .municipality = town.id,
            .specialists = std::move(specialists),
            .way = AppointmentWay::video,
            .begin = begin,
            .end = begin + length,
            .booked_by = asker.id,
            .booked_at = env.now(),
            .changed_at = env.now()};
  }
  std::map<SpecialistId, std::vector<Span>> times(std::optional<AppointmentId> but = {}) {
    return read([&](Txn& txn) {
      return txn.appointment_times({bo.id, mo.id}, nine - 24h, nine + 24h, but);
    });
  }
  bool is_taken(const Appointment& appointment) {
    auto refusal = refused([&] { keep(appointment); });
    return refusal && refusal->reason() == Reason::conflict && refusal->detail() == "taken";
  }
};

}  // namespace

TEST_CASE_METHOD(AppointmentStore, "a store with appointments is whole, and a copy of it is made",
                 "[appointments][backup]") {
  keep(made({bo.id, mo.id}, nine));
  CHECK(damage_of_sqlite_store((directory.path() / "pool.db").string()) == std::nullopt);
  const std::string copy = (directory.path() / "pool.backup").string();
  CHECK(store->backup(copy).events == store->head().seq);
}

TEST_CASE_METHOD(AppointmentStore, "an appointment is kept as it was", "[appointments]") {
  Appointment wanted = made({bo.id, mo.id}, nine);
  write([&](Txn& txn) { wanted.sealed = txn.seal(question.id, {{"place", "Buurthuis"}}); });
  keep(wanted);
  auto found = read([&](Txn& txn) { return txn.appointment(wanted.id); }).value();
  CHECK(found.specialists == wanted.specialists);
  CHECK(found.way == AppointmentWay::video);
  CHECK(found.begin == wanted.begin);
  CHECK(found.end == wanted.end);
  CHECK(found.state == AppointmentState::booked);
  CHECK(found.booked_by == asker.id);
  CHECK(found.booked_at == wanted.booked_at);
  CHECK(read([&](Txn& txn) { return txn.open(question.id, found.sealed); })->at("place") ==
        "Buurthuis");
  CHECK(read([&](Txn& txn) { return txn.appointments(question.id); }).size() == 1);
  CHECK_FALSE(read([&](Txn& txn) { return txn.appointment(AppointmentId{}); }));
}

TEST_CASE_METHOD(AppointmentStore, "where it is stands nowhere in clear", "[appointments]") {
  Appointment wanted = made({bo.id}, nine);
  write([&](Txn& txn) { wanted.sealed = txn.seal(question.id, {{"place", "kanarieplein"}}); });
  keep(wanted);
  close();
  for (const auto& file : std::filesystem::directory_iterator(directory.path())) {
    std::ifstream bytes(file.path(), std::ios::binary);
    std::string all(std::istreambuf_iterator<char>(bytes), {});
    CHECK(all.find("kanarieplein") == std::string::npos);
  }
}

TEST_CASE_METHOD(AppointmentStore, "no specialist has two at one time", "[appointments]") {
  keep(made({bo.id, mo.id}, nine));
  CHECK(is_taken(made({bo.id}, nine)));
  CHECK(is_taken(made({mo.id}, nine + 15min, 15min)));
  CHECK(is_taken(made({bo.id}, nine - 45min, 60min)));
  CHECK_FALSE(is_taken(made({bo.id}, nine + 30min)));
  CHECK_FALSE(is_taken(made({bo.id}, nine - 60min, 60min)));
  CHECK(times()[bo.id].size() == 3);
}

TEST_CASE_METHOD(AppointmentStore, "what was refused leaves nothing, and the rest goes on",
                 "[appointments]") {
  keep(made({bo.id}, nine));
  Appointment second = made({mo.id, bo.id}, nine);
  write([&](Txn& txn) {
    CHECK_THROWS_AS(txn.put(second), Refusal);
    second.begin += 60min;
    second.end += 60min;
    txn.put(second);
  });
  CHECK(times()[mo.id] == std::vector<Span>{{nine + 60min, nine + 90min}});
}

TEST_CASE_METHOD(AppointmentStore, "what is moved or cancelled frees its time", "[appointments]") {
  Appointment first = keep(made({bo.id}, nine));
  first.begin += 15min;
  first.end += 15min;
  first.sequence = 1;
  keep(first);
  CHECK(times()[bo.id] == std::vector<Span>{{nine + 15min, nine + 45min}});
  CHECK(times(first.id).empty());
  first.state = AppointmentState::cancelled;
  keep(first);
  CHECK(times().empty());
  CHECK_FALSE(is_taken(made({bo.id}, nine + 15min)));
  CHECK(read([&](Txn& txn) { return txn.appointments(question.id); }).size() == 2);
}

TEST_CASE_METHOD(AppointmentStore, "two threads that take one time: exactly one has it",
                 "[appointments]") {
  constexpr int rounds = 30;
  for (int round = 0; round < rounds; ++round) {
    const Instant begin = nine + 60min * round;
    std::vector<Appointment> wanted{made({bo.id, mo.id}, begin), made({mo.id}, begin + 15min)};
    std::atomic<int> booked = 0, refusals = 0, ready = 0;
    std::vector<std::thread> people;
    for (const Appointment& each : wanted) {
      people.emplace_back([&, each] {
        ++ready;
        while (ready < 2) std::this_thread::yield();
        auto refusal = refused([&] { keep(each); });
        ++(refusal ? refusals : booked);
      });
    }
    for (std::thread& each : people) each.join();
    CHECK(booked == 1);
    CHECK(refusals == 1);
  }
}

TEST_CASE_METHOD(AppointmentStore, "somebody's own are found from either side", "[appointments]") {
  Appointment first = keep(made({bo.id}, nine));
  Appointment second = keep(made({mo.id}, nine + 60min));
  Appointment cancelled = made({bo.id}, nine + 90min);
  cancelled.state = AppointmentState::cancelled;
  keep(cancelled);
  User beside = user(town.id, "Karel Collega");
  auto found = [&](AppointmentQuery query) {
    return read([&](Txn& txn) {
      std::vector<AppointmentId> ids;
      for (const Appointment& each : txn.find(query)) ids.push_back(each.id);
      return ids;
    });
  };
  using Ids = std::vector<AppointmentId>;
  CHECK(found({.specialist = bo.id, .ends_after = nine}) == Ids{first.id});
  CHECK(found({.participant = asker.id, .ends_after = nine}) == Ids{first.id, second.id});
  CHECK(found({.participant = asker.id, .ends_after = nine + 30min}) == Ids{second.id});
  CHECK(found({.participant = asker.id, .ends_after = nine, .limit = 1}) == Ids{first.id});
  CHECK(found({.participant = beside.id, .ends_after = nine}).empty());
  CHECK(found({.ends_after = nine}).empty());
  question.participants = {beside.id};
  keep(question);
  CHECK(found({.participant = beside.id, .ends_after = nine}) == Ids{first.id, second.id});
  CHECK(found({.specialist = bo.id, .participant = beside.id, .ends_after = nine}).size() == 2);
}

TEST_CASE_METHOD(AppointmentStore, "an erased consultation keeps no appointments",
                 "[appointments]") {
  keep(made({bo.id}, nine));
  write([&](Txn& txn) { txn.erase(question.id, env.now()); });
  CHECK(read([&](Txn& txn) { return txn.appointments(question.id); }).empty());
  CHECK(times().empty());
}

TEST_CASE_METHOD(AppointmentStore, "a user has one feed, found by its token's hash",
                 "[appointments]") {
  keep(Feed{.user = asker.id, .token_hash = Hash{1}, .made_at = env.now()});
  CHECK(read([&](Txn& txn) { return txn.feed(Hash{1}); })->user == asker.id);
  keep(Feed{.user = asker.id, .token_hash = Hash{2}, .made_at = env.now()});
  CHECK_FALSE(read([&](Txn& txn) { return txn.feed(Hash{1}); }));
  CHECK(read([&](Txn& txn) { return txn.feed(asker.id); })->token_hash == Hash{2});
  write([&](Txn& txn) { txn.remove_feed(asker.id); });
  CHECK_FALSE(read([&](Txn& txn) { return txn.feed(Hash{2}); }));
}

}  // namespace expertise
