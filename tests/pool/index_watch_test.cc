// That what is wrong with the index while it is used is found and built anew.
#include "server/pool/index_watch.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <memory>
#include <thread>

#include "server/pool/indexer.h"
#include "tests/pool/case_fixture.h"
#include "tests/pool/counting_store.h"

namespace expertise {
namespace {

// A pool that is never read to its end.
class EndlessTxn : public CountingTxn {
 public:
  using CountingTxn::find;
  EndlessTxn(std::unique_ptr<Txn> behind, int& commits, std::size_t& profiles,
             std::atomic<int>& pages)
      : CountingTxn(std::move(behind), commits, profiles), pages_(pages) {}
  Paged<Specialist> find(const SpecialistQuery& query) override {
    ++pages_;
    SpecialistQuery from_the_start = query;
    from_the_start.behind = SpecialistId();
    return CountingTxn::find(from_the_start);
  }

 private:
  std::atomic<int>& pages_;
};

class EndlessStore : public CountingStore {
 public:
  using CountingStore::CountingStore;
  std::atomic<int> pages = 0;
  std::unique_ptr<Txn> begin(Access access) override {
    return std::make_unique<EndlessTxn>(CountingStore::begin(access), commits, profiles, pages);
  }
};

struct WatchedFixture : CaseFixture {
  Indexer indexer{*store, index};
  IndexWatch watch{*store, index, indexer};

  WatchedFixture() { in_step(); }
  void in_step() { REQUIRE(indexer.wait_for(store->head().seq, 30'000)); }
  void wait_until_sound() {
    while (index.state() != search::IndexState::ready) std::this_thread::yield();
    in_step();
  }
  std::size_t found() {
    search::Query query;
    query.filters.municipalities = {town.id.text()};
    return index.find(query).hits.size();
  }
  std::filesystem::path generation() {
    std::string name;
    std::ifstream(directory.path() / "index" / "current") >> name;
    return directory.path() / "index" / name;
  }
};

TEST_CASE_METHOD(WatchedFixture, "a sound index is left as it is", "[index-watch]") {
  const auto present = generation();
  CHECK_FALSE(watch.look_after(env.now()));
  CHECK_FALSE(watch.look_after(env.now() + IndexWatch::between_readings));
  CHECK_FALSE(watch.read_all());
  CHECK(generation() == present);
}

TEST_CASE_METHOD(WatchedFixture, "files that went while it is used are made anew",
                 "[index-watch]") {
  std::filesystem::remove_all(generation());
  CHECK(watch.look_after(env.now()));
  wait_until_sound();
  CHECK(found() == 4);
  CHECK_FALSE(watch.read_all());
}

TEST_CASE_METHOD(WatchedFixture, "what only reading shows is found by reading now and then",
                 "[index-watch]") {
  carla.profile.title = "Een andere titel";
  keep_specialist(carla.profile);
  in_step();
  const auto records = generation() / "docdata.glass";
  CHECK_FALSE(watch.look_after(env.now()));
  {
    // The end of each block, where records are; its head tells who only opens it.
    constexpr std::uintmax_t block = 8192;
    std::fstream file(records, std::ios::in | std::ios::out | std::ios::binary);
    for (std::uintmax_t end = block; end <= std::filesystem::file_size(records); end += block) {
      file.seekp(static_cast<std::streamoff>(end - 64));
      file << std::string(64, '\0');
    }
  }
  CHECK_FALSE(watch.look_after(env.now() + IndexWatch::between_readings - std::chrono::seconds(1)));
  CHECK(watch.look_after(env.now() + IndexWatch::between_readings));
  wait_until_sound();
  CHECK(found() == 4);
}

TEST_CASE_METHOD(WatchedFixture, "an index that knows another number of people is made anew",
                 "[index-watch]") {
  index.apply({search::Removal{dirk.id().text()}}, index.checkpoint());
  CHECK(found() == 3);
  const auto wrong = watch.read_all();
  REQUIRE(wrong);
  CHECK(*wrong == "the index knows 3 people, the pool has 4");
  wait_until_sound();
  CHECK(found() == 4);
}

TEST_CASE_METHOD(WatchedFixture, "while it is built anew the index is said not to be in order",
                 "[index-watch]") {
  CHECK(indexer.trouble().empty());
  index.distrust("for a test");
  // Until its thread has made it anew.
  while (!indexer.trouble().empty()) std::this_thread::yield();
  wait_until_sound();
}

TEST_CASE_METHOD(WatchedFixture, "each building is told once, with why and who found it",
                 "[index-watch]") {
  CHECK(indexer.take_begun().empty());
  search::Index fresh{directory.path() / "fresh", "test", index.vocabulary()};
  Indexer beginning{*store, fresh};
  REQUIRE(beginning.wait_for(store->head().seq, 30'000));
  auto begun = beginning.take_begun();
  REQUIRE(begun.size() == 1);
  CHECK(begun[0].reason == "missing");
  CHECK(begun[0].found_by == "start");
  CHECK(begun[0].what == "there is no index");
  CHECK(beginning.take_begun().empty());

  std::filesystem::remove_all(generation());
  CHECK(watch.look_after(env.now()));
  wait_until_sound();
  begun = indexer.take_begun();
  REQUIRE(begun.size() == 1);
  CHECK(begun[0].reason == "damaged");
  CHECK(begun[0].found_by == "watch");

  // Sound in itself, and of a person less.
  const auto others = directory.path() / "others";
  search::Index{others, "test", index.vocabulary()}.rebuild(
      [calls = 0]() mutable {
        return calls++ > 0 ? std::vector<search::Profile>()
                           : std::vector<search::Profile>{{.id = "p", .name = "Wie dan ook"}};
      },
      {1, "a"});
  std::string name;
  std::ifstream(others / "current") >> name;
  std::filesystem::copy(others / name / "docdata.glass", generation() / "docdata.glass",
                        std::filesystem::copy_options::overwrite_existing);
  CHECK_THROWS_AS(found(), search::IndexDamaged);
  wait_until_sound();
  begun = indexer.take_begun();
  REQUIRE(begun.size() == 1);
  CHECK(begun[0].found_by == "search");
  CHECK(begun[0].what.find_first_of(": '\"") == std::string::npos);
}

TEST_CASE("an index of another history is told as such, in a line of JSON", "[index-watch]") {
  CaseFixture fixture;
  fixture.index.apply({}, {900'000, "another"});
  Indexer indexer{*fixture.store, fixture.index};
  REQUIRE(indexer.wait_for(fixture.store->head().seq, 30'000));
  const auto begun = indexer.take_begun();
  REQUIRE(begun.size() == 1);
  CHECK(begun[0].reason == "other_history");
  CHECK(line_of({"damaged", "start", "a \"word\"\n\\ of é"}, at("2026-03-05T08:30:00Z")) ==
        R"({"time":"2026-03-05T08:30:00Z","level":"warning","event":"index_build",)"
        R"("reason":"damaged","found_by":"start","what":"a ?word??? of ??"})");
}

TEST_CASE_METHOD(WatchedFixture, "once stopped it reads no more", "[index-watch]") {
  watch.stop();
  CHECK_FALSE(watch.look_after(env.now()));
  CHECK_FALSE(watch.look_after(env.now() + IndexWatch::between_readings));
}

TEST_CASE_METHOD(CaseFixture, "the end of the process does not wait for an index to be built",
                 "[index-watch]") {
  EndlessStore endless(*store);
  search::Index fresh{directory.path() / "fresh", "test", index.vocabulary()};
  {
    Indexer indexer{endless, fresh};
    IndexWatch watch{endless, fresh, indexer};
    while (endless.pages < 2) std::this_thread::yield();
    // Nor is it waited for by who looks after it, and meanwhile it is said not to be in order.
    CHECK(watch.look_after(env.now()));
    CHECK_FALSE(indexer.trouble().empty());
  }
  CHECK(fresh.state() == search::IndexState::missing);
}

TEST_CASE_METHOD(CaseFixture,
                 "an index of another history answers nothing, and its copy may be of ours",
                 "[index-watch]") {
  {
    Indexer indexer{*store, index};
    REQUIRE(indexer.wait_for(store->head().seq, 30'000));
  }
  REQUIRE(index.put_aside());
  index.apply({search::Removal{carla.id().text()}}, {store->head().seq + 7, "ff"});
  REQUIRE(index.state() == search::IndexState::ready);
  // Who would build it anew never comes to an end.
  EndlessStore endless(*store);
  SECTION("there is a copy") {
    Indexer indexer{endless, index};
    REQUIRE(indexer.wait_for(store->head().seq, 30'000));
    CHECK(endless.pages == 0);
    CHECK(index.size() == 4);
    const auto begun = indexer.take_begun();
    REQUIRE(begun.size() == 1);
    CHECK(begun.front().reason == "other_history");
  }
  SECTION("there is none") {
    std::filesystem::remove_all(search::Index::copy_directory(directory.path() / "index"));
    Indexer indexer{endless, index};
    CHECK(index.state() == search::IndexState::foreign);
    while (endless.pages < 2) std::this_thread::yield();
    search::Query query;
    query.filters.municipalities = {town.id.text()};
    CHECK_THROWS_AS(index.find(query), search::IndexDamaged);
  }
}

TEST_CASE_METHOD(CaseFixture, "a damaged index is put right from its copy, with what came since",
                 "[index-watch]") {
  {
    Indexer indexer{*store, index};
    REQUIRE(indexer.wait_for(store->head().seq, 30'000));
    IndexWatch watch{*store, index, indexer};
    REQUIRE_FALSE(index.has_copy());
    CHECK_FALSE(watch.look_after(env.now()));
    CHECK(index.has_copy());
  }
  carla.profile.title = "Bijenhouder";
  keep_specialist(carla.profile);
  std::filesystem::remove_all(directory.path() / "index");
  REQUIRE(index.look() == search::IndexState::damaged);
  // Who would build it anew never comes to an end.
  EndlessStore endless(*store);
  Indexer indexer{endless, index};
  REQUIRE(indexer.wait_for(store->head().seq, 30'000));
  CHECK(endless.pages == 0);
  CHECK(indexer.times_built() == 1);
  search::Query query;
  query.question = search::understand("bijenhouder", *index.vocabulary());
  query.filters.municipalities = {town.id.text()};
  const auto found = index.find(query);
  REQUIRE(found.hits.size() == 1);
  CHECK(found.hits.front().record->profile.id == carla.id().text());
  query.question = {};
  CHECK(index.find(query).hits.size() == 4);
}

}  // namespace
}  // namespace expertise
