// The copy of the index that is put aside: taken when the index is damaged, only when it is sound,
// and not left to hold what is gone.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "search/index.h"
#include "tests/search/index_fixture.h"

using namespace expertise::search;
namespace fs = std::filesystem;

namespace {

struct Place {
  TemporaryDirectory root;
  fs::path directory = root.path() / "index";
  fs::path copy = Index::copy_directory(directory);

  Index open(const std::string& identity = "test") const {
    return Index(directory, identity, seed_vocabulary());
  }

  // An index of fifty with a copy, and one more person since.
  void fill_and_copy() const {
    Index index = open();
    fill(index, helpers(50), {1, "a"});
    REQUIRE(index.put_aside());
    index.apply({profile("later", "Tolk", "tolk")}, {2, "b"});
  }
};

void flip_middle(const fs::path& path) { flip_byte(path, fs::file_size(path) / 2); }

Checkpoint copied(const Place& place) {
  TemporaryDirectory beside;
  const fs::path directory = beside.path() / "index";
  fs::copy(place.copy, directory, fs::copy_options::recursive);
  return Index(directory, "test", seed_vocabulary()).checkpoint();
}

}  // namespace

TEST_CASE("a damaged index is put right from its copy, again and again") {
  const Place place;
  place.fill_and_copy();
  for (int time = 0; time < 3; ++time) {
    if (time == 1) {
      fs::remove_all(place.directory);
    } else {
      flip_middle(generation(place.directory) / "postlist.glass");
    }
    Index index = place.open();
    REQUIRE(index.state() != IndexState::ready);
    REQUIRE(index.take_copy([&] {
      CHECK(index.state() == IndexState::ready);
      CHECK(index.checkpoint() == Checkpoint{1, "a"});
      CHECK(index.size() == 50);
      // It goes on as the index that it was; others see it when it is up to date.
      index.apply({profile("later", "Tolk", "tolk")}, {2, "b"});
      std::thread([&] {
        CHECK(index.state() == IndexState::damaged);
        CHECK_FALSE(index.trouble().empty());
        CHECK_THROWS_AS(index.find(ask("tolk")), IndexDamaged);
      }).join();
      return true;
    }));
    CHECK(index.state() == IndexState::ready);
    CHECK(index.trouble().empty());
    Query query = ask("schulden");
    query.limit = 100;
    CHECK(index.find(query).hits.size() == 50);
    CHECK(index.find(ask("tolk")).hits.size() == 1);
    CHECK(index.check() == IndexState::ready);
  }
  CHECK(place.open().state() == IndexState::ready);
}

TEST_CASE("a copy that is not sound, or of another history, is not taken") {
  const Place place;
  place.fill_and_copy();
  SECTION("a byte of it is flipped") { flip_middle(generation(place.copy) / "docdata.glass"); }
  SECTION("a file of it is gone") { fs::remove(generation(place.copy) / "termlist.glass"); }
  SECTION("its seal is gone") { fs::remove(generation(place.copy).string() + ".seal"); }
  SECTION("it is gone") { fs::remove_all(place.copy); }
  SECTION("it ended the process that took it before") {
    std::ofstream(generation(place.copy).string() + ".opening") << "";
  }
  fs::remove_all(place.directory);
  Index index = place.open();
  CHECK_FALSE(index.take_copy([] { return true; }));
  CHECK(index.state() == IndexState::missing);
  fill(index, helpers(3), {3, "c"});
  CHECK(index.find(ask("schulden")).hits.size() == 3);
}

TEST_CASE("a copy of another history is not taken") {
  const Place place;
  place.fill_and_copy();
  fs::remove_all(place.directory);
  Index index = place.open("another");
  CHECK_FALSE(index.take_copy([] { return true; }));
  CHECK(index.state() == IndexState::missing);
}

TEST_CASE("a copy that cannot be brought up to date leaves the index as it was: not ready") {
  const Place place;
  place.fill_and_copy();
  fs::remove_all(place.directory);
  Index index = place.open();
  SECTION("it is of another history") {
    CHECK_FALSE(index.take_copy([] { return false; }));
  }
  CHECK(index.state() == IndexState::damaged);
  fill(index, helpers(3), {3, "c"});
  CHECK(index.state() == IndexState::ready);
  CHECK(index.find(ask("schulden")).hits.size() == 3);
}

TEST_CASE("an index that is not to be trusted has no copy that is") {
  const Place place;
  place.fill_and_copy();
  Index index = place.open();
  REQUIRE(index.has_copy());
  index.distrust("it misses somebody");
  CHECK_FALSE(index.has_copy());
  CHECK_FALSE(index.take_copy([] { return true; }));
}

TEST_CASE("a damaged index is not put aside") {
  const Place place;
  place.fill_and_copy();
  fs::remove_all(place.copy);
  flip_middle(generation(place.directory) / "postlist.glass");
  Index index = place.open();
  REQUIRE(index.state() == IndexState::damaged);
  CHECK_FALSE(index.put_aside());
  CHECK_FALSE(index.has_copy());
}

TEST_CASE("the copy is made anew when much was written since, and not before") {
  const Place place;
  Index index = place.open();
  const auto write = [&](std::size_t count, std::uint64_t sequence) {
    std::vector<Change> changes;
    for (const Profile& each : helpers(count)) changes.emplace_back(each);
    index.apply(changes, {sequence, "a"});
  };
  fill(index, helpers(50), {1, "a"});
  REQUIRE(index.put_aside());
  write(100, 2);
  REQUIRE(index.put_aside());
  CHECK(copied(place) == Checkpoint{1, "a"});
  write(1, 3);
  REQUIRE(index.put_aside());
  CHECK(copied(place) == Checkpoint{3, "a"});
  REQUIRE(index.put_aside(Index::Renewal::any));
  write(1, 4);
  REQUIRE(index.put_aside());
  CHECK(copied(place) == Checkpoint{3, "a"});
  REQUIRE(index.put_aside(Index::Renewal::any));
  CHECK(copied(place) == Checkpoint{4, "a"});
}

TEST_CASE("nothing of who is removed stays in the copy") {
  const std::string secret = "Wilhelmina Zogezegd";
  const Place place;
  Index index = place.open();
  std::vector<Profile> people = helpers(50);
  people[7].name = secret;
  // A record is compressed when that makes it smaller.
  people[7].summary = people[7].title = "";
  fill(index, people, {1, "a"});
  const auto holds_secret = [&] {
    bool found = false;
    for (const auto& entry : fs::recursive_directory_iterator(place.copy)) {
      if (!entry.is_regular_file()) continue;
      const std::string bytes = read_file(entry.path());
      found = found || bytes.find(secret) != std::string::npos ||
              bytes.find("zogezegd") != std::string::npos;
    }
    return found;
  };
  REQUIRE(index.put_aside());
  CHECK(holds_secret());
  // One goes and one comes, so that there are as many as before.
  index.apply({Removal{"p7"}, profile("n", "Tolk", "tolk")}, {2, "b"});
  REQUIRE(index.put_aside());
  CHECK_FALSE(holds_secret());
}

TEST_CASE("a copy is not made of what cannot be read, and is broken off when it must be") {
  const Place place;
  place.fill_and_copy();
  fs::remove_all(place.copy);
  Index index = place.open();
  SECTION("somebody's record is another") {
    // Behind the back of the index: what it has in memory still holds.
    flip_middle(generation(place.directory) / "docdata.glass");
    CHECK_FALSE(index.put_aside());
  }
  SECTION("broken off") {
    CHECK_FALSE(index.put_aside(Index::Renewal::any, [] { return false; }));
  }
  CHECK_FALSE(index.has_copy());
  CHECK(fs::is_empty(place.copy));
}

TEST_CASE("a copy that was no good is made again") {
  const Place place;
  place.fill_and_copy();
  Index index = place.open();
  REQUIRE(index.put_aside());
  flip_middle(generation(place.copy) / "docdata.glass");
  fs::remove_all(place.directory);
  REQUIRE(index.look() == IndexState::damaged);
  REQUIRE_FALSE(index.take_copy([] { return true; }));
  fill(index, helpers(3), {3, "c"});
  REQUIRE(index.put_aside());
  CHECK(copied(place) == Checkpoint{3, "c"});
}

TEST_CASE("a copy in which damage is met while it is brought up to date is given up") {
  const Place place;
  place.fill_and_copy();
  fs::remove_all(place.directory);
  Index index = place.open();
  CHECK_FALSE(index.take_copy(
      []() -> bool { throw IndexDamaged(IndexState::damaged, "met while it is written to"); }));
  CHECK_FALSE(index.has_copy());
}

TEST_CASE("an index of another process gets its copy when it is asked for the first time") {
  const Place place;
  place.fill_and_copy();
  Index index = place.open();
  REQUIRE(index.put_aside());
  CHECK(copied(place) == Checkpoint{2, "b"});
}
