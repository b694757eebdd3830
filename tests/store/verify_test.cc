// One changed byte anywhere in long logs is found at its place, and how long walking them takes.
#include <catch2/catch.hpp>
#include <chrono>
#include <ctime>
#include <iostream>
#include <random>

#include "tests/store/fixture.h"

using namespace expertise;

namespace {

struct Column {
  const char* name;
  bool is_text = false;
  bool is_number = false;
};

// All that a link holds. Numbers are one more, of the rest one bit of one byte is another.
const std::vector<Column> of_entry{
    {"at", false, true},    {"action", true}, {"object", true}, {"consultation"},  {"municipality"},
    {"result", true},       {"actor"},        {"role", true},   {"purpose", true}, {"origin", true},
    {"count", false, true}, {"previous"},     {"hash"}};
const std::vector<Column> of_event{{"at", false, true}, {"kind", true},    {"version", false, true},
                                   {"actor"},           {"municipality"},  {"consultation"},
                                   {"specialist"},      {"details", true}, {"sealed"},
                                   {"previous"},        {"hash"}};

std::string hex_of(const std::string& bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const char each : bytes) {
    text += digits[static_cast<unsigned char>(each) >> 4];
    text += digits[each & 15];
  }
  return text;
}

struct LongFixture : StoreFixture {
  Municipality here = municipality("Hier");
  std::mt19937_64 random{20261123};

  std::uint64_t any(std::uint64_t most) { return 1 + random() % most; }

  // As the pool writes them; events and entries in as many transactions as it takes.
  void fill(std::uint64_t rows) {
    constexpr std::uint64_t at_once = 20'000;
    const ConsultationId about = env.new_id<ConsultationId>();
    const UserId reader = env.new_id<UserId>();
    const SpecialistId told = env.new_id<SpecialistId>();
    for (std::uint64_t made = 0; made < rows; made += at_once) {
      write([&](Txn& txn) {
        for (std::uint64_t i = made; i < std::min(made + at_once, rows); ++i) {
          AccessEntry entry = access(about, here.id);
          entry.actor = reader;
          entry.count = static_cast<std::int64_t>(i % 50);
          txn.record_access(entry);
          Event happened = event(here.id, {{"invitation", about.text()}, {"n", std::to_string(i)}});
          happened.actor = reader;
          happened.consultation = about;
          happened.specialist = told;
          happened.sealed = Bytes(60, static_cast<std::uint8_t>(i));
          txn.append(happened);
        }
      });
    }
  }

  // Changes one thing of one row, looks for it, and puts it back.
  void change_and_look(RawDatabase& raw, const std::string& table, const std::string& chain,
                       std::uint64_t seq, const Column& column) {
    const std::string row = " WHERE seq = " + std::to_string(seq);
    const std::string name = column.name;
    const std::string before = raw.value("SELECT " + name + " FROM " + table + row);
    const auto put = [&](const std::string& bytes) {
      const std::string blob = "x'" + hex_of(bytes) + "'";
      raw.run("UPDATE " + table + " SET " + name + " = " +
              (column.is_text ? "CAST(" + blob + " AS TEXT)" : blob) + row);
    };
    CAPTURE(table, seq, name);
    if (column.is_number) {
      raw.run("UPDATE " + table + " SET " + name + " = " + name + " + 1" + row);
    } else {
      std::string after = before;
      REQUIRE_FALSE(after.empty());
      after[random() % after.size()] ^= 1;
      put(after);
    }
    const auto fault = store->verify();
    REQUIRE(fault);
    CHECK(fault->chain == chain);
    CHECK(fault->seq == seq);
    if (column.is_number) {
      raw.run("UPDATE " + table + " SET " + name + " = " + name + " - 1" + row);
    } else {
      put(before);
    }
  }

  void change_each_column(std::uint64_t rows, int times) {
    RawDatabase raw(path);
    raw.run("DROP TRIGGER event_is_never_changed; DROP TRIGGER access_entry_is_never_changed;");
    const std::string chain = "access " + rfc3339(env.now()).substr(0, 7);
    for (int i = 0; i < times; ++i) {
      for (const Column& each : of_entry) {
        change_and_look(raw, "access_entry", chain, any(rows), each);
      }
      for (const Column& each : of_event) {
        change_and_look(raw, "event", "events", any(rows), each);
      }
    }
    for (const std::uint64_t seq : {std::uint64_t{1}, rows / 2, rows / 2 + 1, rows}) {
      change_and_look(raw, "access_entry", chain, seq, of_entry.back());
      change_and_look(raw, "event", "events", seq, of_event.back());
    }
    CHECK_FALSE(store->verify());
  }
};

}  // namespace

TEST_CASE_METHOD(LongFixture, "one changed byte among ten thousand is found at its place",
                 "[verify]") {
  constexpr std::uint64_t rows = 10'000;
  fill(rows);
  CHECK_FALSE(store->verify());
  change_each_column(rows, 2);
}

// Takes minutes: only the hard form runs it.
TEST_CASE_METHOD(LongFixture, "two logs of a million are walked in less than five seconds each",
                 "[.][verify]") {
  constexpr std::uint64_t rows = 1'000'000;
  fill(rows);
  store->verify();  // the file is in the memory of the machine, as that of a pool in use is
  const auto started = std::chrono::steady_clock::now();
  const std::clock_t worked = std::clock();
  CHECK_FALSE(store->verify());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  const double work = static_cast<double>(std::clock() - worked) / CLOCKS_PER_SEC;
  std::cout << rows << " events and " << rows << " access entries verified in " << took.count()
            << " s, with " << work << " s of work" << std::endl;
  CHECK(took.count() < 10);
  change_each_column(rows, 1);
  std::cout << of_entry.size() + of_event.size() + 8 << " changed bytes, each found at its place\n";
}
