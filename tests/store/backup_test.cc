// Copies of the store made while it is used.
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/store/fixture.h"

using namespace expertise;
using Catch::Matchers::Contains;

TEST_CASE_METHOD(StoreFixture, "a copy made under writing is a whole store of one moment",
                 "[backup]") {
  Municipality place = municipality();
  User asker = user(place.id);
  Consultation question = consultation(place.id, asker.id);
  message(question.id, "De vraag");
  std::atomic<bool> done = false;
  std::thread writer([&] {
    while (!done) write([&](Txn& txn) { txn.append(event(place.id)); });
  });
  std::string copy = (directory.path() / "copy.db").string();
  std::uint64_t before = store->head().seq;
  store->backup(copy);
  done = true;
  writer.join();

  struct stat status {};
  REQUIRE(stat(copy.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK_FALSE(std::filesystem::exists(copy + ".part"));
  std::uint64_t after = store->head().seq;
  close();
  auto restored = open_sqlite_store(copy, key, env);
  CHECK_FALSE(restored->verify());
  CHECK(restored->head().seq >= before);
  CHECK(restored->head().seq <= after);
  auto txn = restored->begin(Access::write);
  auto thread = txn->read_thread(question.id, {MessageKind::question}, access());
  REQUIRE(thread.size() == 1);
  CHECK(thread[0].versions.at(0).text->part("text") == "De vraag");
  txn->commit();
}

TEST_CASE_METHOD(StoreFixture, "a copy never replaces a file", "[backup]") {
  std::string copy = (directory.path() / "copy.db").string();
  std::ofstream(copy) << "iets anders";
  CHECK_THAT(sentence_of([&] { store->backup(copy); }), Contains("bestaat al"));
  CHECK(std::filesystem::file_size(copy) == 11);
}

TEST_CASE_METHOD(StoreFixture, "a copy that cannot be written leaves nothing behind", "[backup]") {
  std::string copy = (directory.path() / "nowhere" / "copy.db").string();
  CHECK_FALSE(sentence_of([&] { store->backup(copy); }).empty());
  CHECK_FALSE(std::filesystem::exists(copy));
  municipality();  // the store goes on
}
