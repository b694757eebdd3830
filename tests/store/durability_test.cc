// Transactions: what is durable when, for whom, and what is left after a failure.
#include <signal.h>
#include <sys/resource.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/store/fixture.h"

using namespace expertise;

namespace {

/// Lets no file of this process grow, as a full disk does, until it is gone.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE_METHOD(StoreFixture, "what was committed is there after closing and opening",
                 "[durability]") {
  Municipality kept = municipality();
  reopen();
  auto found = read([&](Txn& txn) { return txn.municipality(kept.id); });
  REQUIRE(found);
  CHECK(found->name == "Voorbeeldstad");
}

TEST_CASE_METHOD(StoreFixture, "leaving a transaction early undoes everything in it",
                 "[durability]") {
  Municipality stays = municipality();
  Checkpoint before = store->head();
  MunicipalityId gone = env.new_id<MunicipalityId>();
  {
    auto txn = store->begin(Access::write);
    txn->put(Municipality{.id = gone, .name = "Weg"});
    CHECK(txn->append(event(stays.id)).seq == 1);
  }
  CHECK_FALSE(read([&](Txn& txn) { return txn.municipality(gone); }));
  CHECK(store->head() == before);

  SECTION("and the next event takes the number that came free") {
    Event next = write([&](Txn& txn) { return txn.append(event(stays.id)); });
    CHECK(next.seq == 1);
    CHECK(next.previous == Hash{});
    CHECK(store->head() == Checkpoint{1, next.hash});
    CHECK_FALSE(store->verify());
  }
}

TEST_CASE_METHOD(StoreFixture, "a rolled-back event leaves no gap between those around it",
                 "[durability]") {
  Municipality place = municipality();
  Event first = write([&](Txn& txn) { return txn.append(event(place.id, {{"n", "1"}})); });
  {
    auto txn = store->begin(Access::write);
    txn->append(event(place.id, {{"n", "lost"}}));
    txn->append(event(place.id, {{"n", "lost too"}}));
  }
  Event second = write([&](Txn& txn) { return txn.append(event(place.id, {{"n", "2"}})); });
  CHECK(second.seq == 2);
  CHECK(second.previous == first.hash);
  CHECK(store->head() == Checkpoint{2, second.hash});
  CHECK(store->events_after(0, 10).size() == 2);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(StoreFixture, "nobody sees a write before it is durable", "[durability]") {
  Municipality place = municipality();
  auto txn = store->begin(Access::write);
  MunicipalityId id = env.new_id<MunicipalityId>();
  txn->put(Municipality{.id = id, .name = "Nog niet"});
  txn->append(event(place.id));
  CHECK(txn->municipality(id));
  CHECK_FALSE(read([&](Txn& other) { return other.municipality(id); }));
  CHECK(store->head().seq == 0);
  CHECK(store->events_after(0, 10).empty());
  CHECK_FALSE(store->event_hash(1));
  txn->commit();
  CHECK(read([&](Txn& other) { return other.municipality(id); }));
  CHECK(store->head().seq == 1);
  CHECK(store->event_hash(1) == store->head().hash);
}

TEST_CASE_METHOD(StoreFixture, "a read transaction keeps seeing the state it began with",
                 "[durability]") {
  Municipality place = municipality();
  auto reading = store->begin(Access::read);
  CHECK(reading->municipality(place.id)->name == "Voorbeeldstad");
  place.name = "Anders";
  keep(place);
  CHECK(reading->municipality(place.id)->name == "Voorbeeldstad");
  CHECK(read([&](Txn& txn) { return txn.municipality(place.id)->name; }) == "Anders");
}

TEST_CASE_METHOD(StoreFixture, "a read transaction does not write", "[durability]") {
  Municipality place = municipality();
  auto txn = store->begin(Access::read);
  CHECK_THROWS_AS(txn->put(place), std::logic_error);
  CHECK_THROWS_AS(txn->append(event(place.id)), std::logic_error);
  CHECK_THROWS_AS(txn->record_access(access()), std::logic_error);
  CHECK_THROWS_AS(txn->erase(ConsultationId(), env.now()), std::logic_error);
}

TEST_CASE_METHOD(StoreFixture, "eight threads write together and every event finds its place",
                 "[durability]") {
  Municipality place = municipality();
  constexpr int threads = 8;
  constexpr int writes = 40;
  std::atomic<std::uint64_t> behind = 0;
  std::vector<std::thread> writers;
  for (int thread = 0; thread < threads; ++thread) {
    writers.emplace_back([&, thread] {
      for (int i = 0; i < writes; ++i) {
        auto txn = store->begin(Access::write);
        Event appended = txn->append(event(place.id, {{"by", std::to_string(thread)}}));
        if (i % 5 == 4) continue;  // leaves early
        txn->commit();
        if (store->head().seq < appended.seq) ++behind;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  CHECK(behind == 0);
  constexpr std::uint64_t expected = threads * writes * 4 / 5;
  CHECK(store->head().seq == expected);
  CHECK(store->events_after(0, 1000).size() == expected);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(StoreFixture, "followers are told of durable events, and only of those",
                 "[durability]") {
  std::mutex mutex;
  std::condition_variable told;
  std::vector<std::uint64_t> heads;
  store->on_durable([&] {
    std::lock_guard lock(mutex);
    heads.push_back(store->head().seq);
    told.notify_one();
  });
  Municipality place = municipality();  // no event
  write([&](Txn& txn) { txn.append(event(place.id)); });
  std::unique_lock lock(mutex);
  REQUIRE(told.wait_for(lock, std::chrono::seconds(10), [&] { return !heads.empty(); }));
  CHECK(heads == std::vector<std::uint64_t>{1});
}

TEST_CASE_METHOD(StoreFixture, "who stops following is not called any more once that returns",
                 "[durability]") {
  std::mutex mutex;
  std::condition_variable changed;
  bool started = false, may_end = false, ended = false, ended_when_stopped = false;
  store->on_durable([&] {
    std::unique_lock lock(mutex);
    started = true;
    changed.notify_all();
    changed.wait(lock, [&] { return may_end; });
    ended = true;
  });
  Municipality place = municipality();
  write([&](Txn& txn) { txn.append(event(place.id)); });
  {
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, std::chrono::seconds(10), [&] { return started; }));
  }
  std::thread stopping([&] {
    store->on_durable({});
    std::lock_guard lock(mutex);
    ended_when_stopped = ended;
  });
  {
    std::lock_guard lock(mutex);
    may_end = true;
  }
  changed.notify_all();
  stopping.join();
  CHECK(ended_when_stopped);
}

TEST_CASE_METHOD(StoreFixture, "when the disk refuses, everybody in the batch is told",
                 "[durability]") {
  Municipality place = municipality();
  write([&](Txn& txn) { txn.append(event(place.id)); });
  Checkpoint before = store->head();
  {
    FullDisk full(std::filesystem::file_size(path + "-wal"));
    std::atomic<int> told = 0;
    std::vector<std::thread> writers;
    for (int thread = 0; thread < 8; ++thread) {
      writers.emplace_back([&] {
        auto refusal = refused([&] {
          auto txn = store->begin(Access::write);
          txn->append(event(place.id));
          txn->commit();
        });
        if (refusal && refusal->reason() == Reason::unavailable &&
            refusal->detail() == "cannot_write") {
          ++told;
        }
      });
    }
    for (std::thread& writer : writers) writer.join();
    CHECK(told == 8);

    // Reading goes on.
    CHECK(read([&](Txn& txn) { return txn.municipality(place.id); }));
    CHECK(store->head() == before);
    CHECK(store->events_after(0, 10).size() == 1);
  }
  // And so does writing, once there is room.
  Event next = write([&](Txn& txn) { return txn.append(event(place.id)); });
  CHECK(next.seq == before.seq + 1);
  CHECK(next.previous == before.hash);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(StoreFixture, "a transaction too large for the disk is refused where it fails",
                 "[durability]") {
  Municipality place = municipality();
  {
    FullDisk full(std::filesystem::file_size(path + "-wal") + 4096);
    auto refusal = refused([&] {
      auto txn = store->begin(Access::write);
      // More than the page cache holds, so that it reaches the disk before the commit.
      for (int i = 0; i < 50; ++i) txn->append(event(place.id, {{"n", std::string(1 << 20, 'x')}}));
      txn->commit();
    });
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::unavailable);
  }
  CHECK(store->head().seq == 0);
  write([&](Txn& txn) { txn.append(event(place.id)); });
  CHECK(store->head().seq == 1);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(StoreFixture, "a fault of one use case leaves the others of its batch alone",
                 "[durability]") {
  Municipality place = municipality();
  User first = user(place.id);
  User second = user(place.id, "Carla Bedenksel");
  second.email = first.email;
  auto txn = store->begin(Access::write);
  txn->append(event(place.id));
  auto refusal = refused([&] { txn->put(second); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::conflict);
  txn->commit();
  CHECK(store->head().seq == 1);
  CHECK(read([&](Txn& other) { return other.user(second.id)->email; }) != first.email);
}
