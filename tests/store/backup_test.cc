// Copies of the store made while it is used, sealed in a file, and put back from it.
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/store/fixture.h"

using namespace expertise;
using Catch::Matchers::Contains;

namespace {

struct BackupFixture : StoreFixture {
  std::string copy = (directory.path() / "copies" / "pool.backup").string();
  std::string restored = (directory.path() / "restored.db").string();

  BackupFixture() { std::filesystem::create_directory(directory.path() / "copies"); }

  std::string bytes_of(const std::string& file) const {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void write_bytes(const std::string& file, const std::string& bytes) const {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::string refusal(const MasterKey& with) {
    return sentence_of([&] { restore_sqlite_store(copy, restored, with, env); });
  }
  bool nothing_is_left() const {
    for (const auto& each : std::filesystem::directory_iterator(directory.path())) {
      const std::string name = each.path().filename().string();
      if (name.ends_with(".part") || name.ends_with(".copy") || name.ends_with(".check") ||
          name.starts_with("restored")) {
        return false;
      }
    }
    return !std::filesystem::exists(copy + ".part");
  }
};

}  // namespace

TEST_CASE_METHOD(BackupFixture, "a copy made under writing is a whole store of one moment",
                 "[backup]") {
  Municipality place = municipality();
  User asker = user(place.id);
  Consultation question = consultation(place.id, asker.id);
  message(question.id, "De vraag");
  std::atomic<bool> done = false;
  std::thread writer([&] {
    while (!done) write([&](Txn& txn) { txn.append(event(place.id)); });
  });
  std::uint64_t before = store->head().seq;
  const Backup made = store->backup(copy);
  done = true;
  writer.join();

  struct stat status {};
  REQUIRE(stat(copy.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(made.size == static_cast<std::uint64_t>(status.st_size));
  CHECK(made.keys == 1);
  CHECK(nothing_is_left());
  std::uint64_t after = store->head().seq;
  close();
  const Backup read_back = restore_sqlite_store(copy, restored, key, env);
  CHECK(read_back.store == made.store);
  CHECK(read_back.events == made.events);
  CHECK(read_back.head == made.head);
  CHECK(read_back.rows == made.rows);
  auto again = open_sqlite_store(restored, key, env);
  CHECK_FALSE(again->verify());
  CHECK(again->head().seq == made.events);
  CHECK(made.events >= before);
  CHECK(made.events <= after);
  auto txn = again->begin(Access::write);
  auto thread = txn->read_thread(question.id, {MessageKind::question}, access());
  REQUIRE(thread.size() == 1);
  CHECK(thread[0].versions.at(0).text->part("text") == "De vraag");
  txn->commit();
}

TEST_CASE_METHOD(BackupFixture, "nothing of the store can be read in a copy without the key",
                 "[backup]") {
  municipality("Kanariestad");
  CHECK((bytes_of(path) + bytes_of(path + "-wal")).find("Kanariestad") != std::string::npos);
  store->backup(copy);
  CHECK(bytes_of(copy).find("Kanariestad") == std::string::npos);
  CHECK(bytes_of(copy).find("SQLite") == std::string::npos);
  MasterKey other = key;
  other[31] ^= 1;
  CHECK_THAT(refusal(other), Contains("niet met deze hoofdsleutel"));
  CHECK(nothing_is_left());
}

TEST_CASE_METHOD(BackupFixture, "a copy that was changed, cut off or lengthened is not put back",
                 "[backup]") {
  Municipality place = municipality();
  for (int i = 0; i < 600; ++i) write([&](Txn& txn) { txn.append(event(place.id)); });
  store->backup(copy);
  const std::string whole = bytes_of(copy);
  REQUIRE(whole.size() > 3 * 65'553);

  SECTION("one bit anywhere") {
    for (std::size_t at = 3; at < whole.size(); at += whole.size() / 23) {
      CAPTURE(at);
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 4);
      write_bytes(copy, changed);
      CHECK_FALSE(refusal(key).empty());
      CHECK(nothing_is_left());
    }
  }
  SECTION("the end, at a part's edge too") {
    for (std::size_t size : {std::size_t{0}, std::size_t{8}, std::size_t{80}, std::size_t{81},
                             80 + std::size_t{65'553}, whole.size() - 1}) {
      CAPTURE(size);
      write_bytes(copy, whole.substr(0, size));
      CHECK_FALSE(refusal(key).empty());
      CHECK(nothing_is_left());
    }
  }
  SECTION("more behind it") {
    write_bytes(copy, whole + "x");
    CHECK_FALSE(refusal(key).empty());
  }
  SECTION("two parts changed places") {
    std::string swapped = whole;
    std::swap_ranges(swapped.begin() + 80, swapped.begin() + 80 + 65'553,
                     swapped.begin() + 80 + 65'553);
    write_bytes(copy, swapped);
    CHECK_FALSE(refusal(key).empty());
  }
}

TEST_CASE_METHOD(BackupFixture, "a copy of a store whose log does not hold is not made",
                 "[backup]") {
  Municipality place = municipality();
  for (int i = 0; i < 3; ++i) write([&](Txn& txn) { txn.append(event(place.id)); });
  RawDatabase raw(path);
  raw.run("DROP TRIGGER event_is_never_changed");
  raw.run("UPDATE event SET at = at + 1 WHERE seq = 2");
  CHECK_THAT(sentence_of([&] { store->backup(copy); }), Contains("regel 2"));
  CHECK_FALSE(std::filesystem::exists(copy));
  CHECK(nothing_is_left());
}

TEST_CASE_METHOD(BackupFixture, "what a backup that was broken off left is gone at the next start",
                 "[backup]") {
  const auto left = {".copy", ".copy-wal", ".check", ".check-shm", ".check-journal"};
  close();
  for (const char* each : left) write_bytes(path + each, "Kanariestad");
  reopen();
  for (const char* each : left) CHECK_FALSE(std::filesystem::exists(path + each));
}

TEST_CASE_METHOD(BackupFixture, "a copy is made while a month of the access log is being destroyed",
                 "[backup]") {
  const Municipality place = municipality();
  for (const char* moment : {"2026-01-10T08:00:00Z", "2026-02-10T08:00:00Z"}) {
    AccessEntry entry = access({}, place.id);
    entry.at = at(moment);
    write([&](Txn& txn) {
      txn.record_access(entry);
      txn.record_access(entry);
    });
  }
  const AccessSegment month = read([](Txn& txn) { return txn.access_segments(); }).at(0);
  write([&](Txn& txn) {
    Event told = event(place.id, {{"segment", month.segment},
                                  {"count", std::to_string(month.head.seq)},
                                  {"hash", hex(month.head.hash)}});
    told.kind = EventKind::access_segment_destroyed;
    txn.append(told);
    txn.mark_destroyed(month.segment, env.now());
  });
  REQUIRE(write([&](Txn& txn) { return txn.remove_access_entries(month.segment, 1); }) == 1);
  REQUIRE(store->verify());
  store->backup(copy);
  CHECK(restore_sqlite_store(copy, restored, key, env).events == 1);
}

TEST_CASE_METHOD(BackupFixture, "a copy of a store with a key that does not open is not made",
                 "[backup]") {
  Municipality place = municipality();
  Consultation question = consultation(place.id, user(place.id).id);
  message(question.id, "De vraag");
  RawDatabase(path).run("UPDATE consultation_key SET wrapped = zeroblob(72)");
  CHECK_FALSE(sentence_of([&] { store->backup(copy); }).empty());
  CHECK_FALSE(std::filesystem::exists(copy));
}

TEST_CASE_METHOD(BackupFixture, "a copy that earlier versions made, not encrypted, is put back",
                 "[backup]") {
  Municipality place = municipality();
  write([&](Txn& txn) { txn.append(event(place.id)); });
  RawDatabase(path).run("VACUUM INTO '" + copy + "'");
  CHECK(restore_sqlite_store(copy, restored, key, env).events == 1);
  CHECK(open_sqlite_store(restored, key, env)->head().seq == 1);
}

TEST_CASE_METHOD(BackupFixture, "a copy never replaces a file, nor does what is put back",
                 "[backup]") {
  std::ofstream(copy) << "iets anders";
  CHECK_THAT(sentence_of([&] { store->backup(copy); }), Contains("bestaat al"));
  CHECK(std::filesystem::file_size(copy) == 11);
  CHECK_FALSE(refusal(key).empty());
  std::filesystem::remove(copy);
  store->backup(copy);
  std::ofstream(restored) << "iets anders";
  CHECK_THAT(refusal(key), Contains("bestaat al"));
  CHECK(std::filesystem::file_size(restored) == 11);
}

TEST_CASE_METHOD(BackupFixture, "a copy that cannot be written leaves nothing behind", "[backup]") {
  copy = (directory.path() / "nowhere" / "pool.backup").string();
  CHECK_FALSE(sentence_of([&] { store->backup(copy); }).empty());
  CHECK(nothing_is_left());
  municipality();  // the store goes on
}
