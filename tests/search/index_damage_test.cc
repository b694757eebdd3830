// Whatever happens to the files of the index, it is noticed, nothing wrong is answered as if it
// were right, and a rebuild puts it in order.
#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "search/index.h"
#include "tests/search/index_fixture.h"

using namespace expertise::search;
namespace fs = std::filesystem;

namespace {

// After so many more writes to the index the disk is full.
std::atomic<long> writes_left{std::numeric_limits<long>::max()};

/// A disk with room for so many writes, until it is gone.
class FullDisk {
 public:
  explicit FullDisk(long writes) { writes_left = writes; }
  ~FullDisk() { writes_left = std::numeric_limits<long>::max(); }
};

}  // namespace

// In place of the one that the engine would call.
extern "C" ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  using Write = ssize_t (*)(int, const void*, size_t, off_t);
  static const auto real = reinterpret_cast<Write>(dlsym(RTLD_NEXT, "pwrite"));
  if (writes_left.fetch_sub(1) > 0) return real(file, bytes, size, offset);
  errno = ENOSPC;
  return -1;
}

namespace {

void change_bytes(const fs::path& path, std::size_t at, const std::string& bytes) {
  std::string content = read_file(path);
  REQUIRE(content.size() >= at + bytes.size());
  content.replace(at, bytes.size(), bytes);
  write_file(path, content);
}

struct Damage {
  std::string name;
  std::function<void(const fs::path& directory)> make;
  bool missing = false;
};

std::vector<Damage> all_damage() {
  const auto in = [](const char* file, auto change) {
    return [file, change](const fs::path& directory) { change(generation(directory) / file); };
  };
  const auto remove = [](const fs::path& path) { fs::remove(path); };
  const auto empty = [](const fs::path& path) { fs::resize_file(path, 0); };
  const auto halve = [](const fs::path& path) { fs::resize_file(path, fs::file_size(path) / 2); };
  const auto flip = [](const fs::path& path) { flip_byte(path, fs::file_size(path) / 2); };
  const auto noise = [](const fs::path& path) {
    change_bytes(path, fs::file_size(path) - 1500, std::string(1000, '\x5a'));
  };
  const auto zero_block = [](const fs::path& path) {
    change_bytes(path, 0, std::string(8192, '\0'));
  };
  return {
      {"the whole directory is gone", [](const fs::path& d) { fs::remove_all(d); }, true},
      {"the note of the present generation is gone",
       [](const fs::path& d) { fs::remove(d / "current"); }, true},
      {"the note of the present generation is nonsense",
       [](const fs::path& d) { write_file(d / "current", "../../etc\n"); }, true},
      {"the generation is gone", [](const fs::path& d) { fs::remove_all(generation(d)); }},
      {"the version file is gone", in("iamglass", remove)},
      {"the version file is cut", in("iamglass", halve)},
      {"a byte of the version file is flipped", in("iamglass", flip)},
      {"the postings are gone", in("postlist.glass", remove)},
      {"the postings are empty", in("postlist.glass", empty)},
      {"the postings are cut", in("postlist.glass", halve)},
      {"a byte of the postings is flipped", in("postlist.glass", flip)},
      {"a block of the postings is zero", in("postlist.glass", zero_block)},
      {"the records are gone", in("docdata.glass", remove)},
      {"a byte of the records is flipped", in("docdata.glass", flip)},
      {"the terms are gone", in("termlist.glass", remove)},
      {"noise in the terms", in("termlist.glass", noise)},
      {"the seal itself is damaged",
       [](const fs::path& d) { flip_byte(generation(d).string() + ".seal", 20); }},
  };
}

}  // namespace

TEST_CASE("damage done while nobody looked is noticed at the start and mended by a rebuild") {
  for (const Damage& damage : all_damage()) {
    DYNAMIC_SECTION(damage.name) {
      TemporaryDirectory place;
      const fs::path directory = place.path() / "index";
      {
        Index index(directory, "test", seed_vocabulary());
        fill(index, helpers(200), {1, "a"});
        index.apply({profile("n", "Tolk", "tolk")}, {2, "b"});
      }
      damage.make(directory);
      Index index(directory, "test", seed_vocabulary());
      CHECK(index.state() == (damage.missing ? IndexState::missing : IndexState::damaged));
      CHECK_FALSE(index.trouble().empty());
      CHECK(index.found_wrong().found_by == FoundBy::start);
      CHECK(index.found_wrong().what == index.trouble());
      CHECK_THROWS_AS(index.find(ask("schulden")), IndexDamaged);
      CHECK_THROWS_AS(index.checkpoint(), IndexDamaged);
      CHECK_THROWS_AS(index.apply({Removal{"n"}}, {3, "c"}), IndexDamaged);
      fill(index, helpers(3), {4, "d"});
      CHECK(index.state() == IndexState::ready);
      CHECK(index.find(ask("schulden")).hits.size() == 3);
      CHECK(index.checkpoint() == Checkpoint{4, "d"});
    }
  }
}

TEST_CASE("an old version file put back is noticed") {
  TemporaryDirectory place;
  std::string old;
  {
    Index index(place.path(), "test", seed_vocabulary());
    fill(index, helpers(50), {1, "a"});
    old = read_file(generation(place.path()) / "iamglass");
    for (std::uint64_t i = 2; i < 6; ++i) index.apply({profile("n", "T", "t")}, {i, "b"});
  }
  write_file(generation(place.path()) / "iamglass", old);
  Index index(place.path(), "test", seed_vocabulary());
  CHECK(index.state() == IndexState::damaged);
}

TEST_CASE("after a crash the seal is absent and the files are checked instead") {
  TemporaryDirectory place;
  {
    Index index(place.path(), "test", seed_vocabulary());
    fill(index, helpers(200), {1, "a"});
    index.apply({profile("n", "Tolk", "tolk")}, {2, "b"});
  }
  const fs::path present = generation(place.path());
  fs::remove(present.string() + ".seal");
  SECTION("sound files are used with the checkpoint they have") {
    Index index(place.path(), "test", seed_vocabulary());
    CHECK(index.state() == IndexState::ready);
    CHECK(index.checkpoint() == Checkpoint{2, "b"});
  }
  SECTION("a cut file is noticed") {
    fs::resize_file(present / "postlist.glass", 8192);
    Index index(place.path(), "test", seed_vocabulary());
    CHECK(index.state() == IndexState::damaged);
  }
  SECTION("a lost table is noticed") {
    fs::remove(present / "postlist.glass");
    Index index(place.path(), "test", seed_vocabulary());
    CHECK(index.state() == IndexState::damaged);
  }
}

TEST_CASE("the seal is broken by the first write and put back at an orderly end") {
  TemporaryDirectory place;
  {
    Index index(place.path(), "test", seed_vocabulary());
    fill(index, helpers(5), {1, "a"});
    const fs::path seal = generation(place.path()).string() + ".seal";
    CHECK(fs::exists(seal));
    index.apply({Removal{"p1"}}, {2, "b"});
    CHECK_FALSE(fs::exists(seal));
  }
  CHECK(fs::exists(generation(place.path()).string() + ".seal"));
}

TEST_CASE("damage that comes while the index is open is noticed by a check") {
  TemporaryDirectory place;
  Index index(place.path(), "test", seed_vocabulary());
  fill(index, helpers(200), {1, "a"});
  CHECK(index.check() == IndexState::ready);
  SECTION("a flipped byte") { flip_byte(generation(place.path()) / "postlist.glass", 9000); }
  SECTION("a lost table") { fs::remove(generation(place.path()) / "postlist.glass"); }
  SECTION("a lost directory") { fs::remove_all(place.path() / generation(place.path())); }
  CHECK(index.check() == IndexState::damaged);
  CHECK(index.found_wrong().found_by == FoundBy::watch);
  CHECK_THROWS_AS(index.find(ask("schulden")), IndexDamaged);
  // Who meets it later did not find it.
  CHECK(index.found_wrong().found_by == FoundBy::watch);
  fill(index, helpers(2), {2, "b"});
  CHECK(index.check() == IndexState::ready);
  CHECK(index.size() == 2);
}

TEST_CASE("a writer that meets a lost table does not make an empty one") {
  TemporaryDirectory place;
  {
    Index index(place.path(), "test", seed_vocabulary());
    fill(index, helpers(50), {1, "a"});
  }
  Index index(place.path(), "test", seed_vocabulary());
  fs::remove(generation(place.path()) / "postlist.glass");
  CHECK_THROWS_AS(index.apply({Removal{"p1"}}, {2, "b"}), IndexDamaged);
  CHECK(index.found_wrong().found_by == FoundBy::write);
  CHECK(index.state() == IndexState::damaged);
  CHECK_FALSE(fs::exists(generation(place.path()) / "postlist.glass"));
}

TEST_CASE("a second writer is told so, and the first goes on") {
  TemporaryDirectory place;
  Index first(place.path(), "test", seed_vocabulary());
  fill(first, helpers(5), {1, "a"});
  first.apply({Removal{"p1"}}, {2, "b"});
  Index second(place.path(), "test", seed_vocabulary());
  CHECK_THROWS_AS(second.apply({Removal{"p2"}}, {3, "c"}), IndexWriteFailed);
  first.apply({Removal{"p2"}}, {3, "c"});
  CHECK(first.size() == 3);
}

TEST_CASE("a disk that fills up at any write costs what was being written, and no more") {
  constexpr std::size_t people = 200;
  // Long enough to fill several blocks by themselves.
  std::vector<Profile> before = helpers(people);
  for (Profile& each : before) each.id.insert(0, 100, 'x');
  Profile changed = before[7];
  changed.name = "Iemand anders";
  const std::vector<Change> changes{changed, Removal{before[8].id},
                                    profile("p900", "Jurist", "Huur en recht")};
  long refused = 0;
  for (;; ++refused) {
    TemporaryDirectory place;
    Index index(place.path(), "test", seed_vocabulary());
    fill(index, before, {1, "a"});
    bool is_refused = false;
    try {
      const FullDisk disk(refused);
      index.apply(changes, {2, "b"});
    } catch (const IndexWriteFailed&) {
      is_refused = true;
    } catch (const IndexDamaged&) {
      is_refused = true;
    }
    if (!is_refused) break;
    if (index.state() != IndexState::ready) fill(index, before, {1, "a"});
    index.apply(changes, {2, "b"});
    REQUIRE(index.size() == people);
    REQUIRE(index.checkpoint().sequence == 2);
  }
  CHECK(refused > 10);
}

TEST_CASE("what a broken-off rebuild left behind is in nobody's way") {
  TemporaryDirectory place;
  {
    Index index(place.path(), "test", seed_vocabulary());
    fill(index, helpers(5), {1, "a"});
  }
  fs::create_directories(place.path() / "generation-2");
  write_file(place.path() / "generation-2" / "iamglass", "half");
  Index index(place.path(), "test", seed_vocabulary());
  CHECK(index.state() == IndexState::ready);
  fill(index, helpers(7), {2, "b"});
  CHECK(index.size() == 7);
  std::size_t generations = 0;
  for (const auto& entry : fs::directory_iterator(place.path())) {
    if (entry.is_directory()) ++generations;
  }
  CHECK(generations == 1);
}

TEST_CASE("a directory that cannot be written to fails the write and not the reading") {
  TemporaryDirectory place;
  Index index(place.path(), "test", seed_vocabulary());
  fill(index, helpers(5), {1, "a"});
  write_file(place.path() / "generation-2", "in the way");
  fs::permissions(place.path() / "generation-2", fs::perms::none);
  CHECK_NOTHROW(fill(index, helpers(6), {2, "b"}));
  CHECK(index.size() == 6);
}

TEST_CASE("after a crash no flipped bit makes it answer otherwise than before") {
  TemporaryDirectory place;
  {
    Index index(place.path() / "sound", "test", seed_vocabulary());
    fill(index, helpers(60), {1, "a"});
    index.apply({profile("n", "Tolk", "tolk")}, {2, "b"});
  }
  fs::remove(generation(place.path() / "sound").string() + ".seal");
  const auto answers = [](const Index& index) {
    std::vector<std::pair<std::string, double>> found;
    for (const char* question : {"schulden", "nummer17", "tolk", "huur en schulden nummer3"}) {
      for (const Hit& hit : index.find(ask(question)).hits) {
        found.emplace_back(hit.record->profile.id + hit.record->profile.summary, hit.score);
      }
    }
    return found;
  };
  const auto expected = answers(Index(place.path() / "sound", "test", seed_vocabulary()));
  REQUIRE(expected.size() > 60);
  enum Came { as_before, damage_noticed, otherwise };
  // In a process of its own: the engine falls over some files that are damaged.
  const auto opened = [&](const fs::path& copy) {
    const pid_t child = fork();
    if (child == 0) {
      signal(SIGSEGV, SIG_DFL);
      signal(SIGABRT, SIG_DFL);
      Came came = as_before;
      try {
        Index index(copy, "test", seed_vocabulary());
        if (answers(index) != expected) came = otherwise;
        if (came == as_before && index.check() != IndexState::ready) came = damage_noticed;
      } catch (const IndexDamaged&) {
        came = damage_noticed;
      } catch (const std::exception&) {
        came = otherwise;
      }
      _exit(came);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
  };
  std::size_t noticed = 0;
  std::size_t flips = 0;
  for (const char* file : {"postlist.glass", "docdata.glass", "termlist.glass", "iamglass"}) {
    const fs::path sound = generation(place.path() / "sound");
    const std::size_t size = fs::file_size(sound / file);
    for (std::size_t i = 0; i < 60; ++i) {
      const std::size_t at = (i * 7919 + 13) % size;
      CAPTURE(file, at);
      const fs::path copy = place.path() / "copy";
      fs::remove_all(copy);
      fs::copy(place.path() / "sound", copy, fs::copy_options::recursive);
      flip_byte(generation(copy) / file, at);
      ++flips;
      auto came = opened(copy);
      // What ended the process is not tried again.
      if (!came) {
        came = opened(copy);
        CHECK(came == damage_noticed);
      }
      CHECK(came != otherwise);
      if (came == damage_noticed) ++noticed;
    }
  }
  CHECK(flips == 240);
  CHECK(noticed > 30);
}

TEST_CASE("a record that changes under the reader is never given as it is") {
  TemporaryDirectory place;
  Index index(place.path(), "test", seed_vocabulary());
  fill(index, helpers(5), {1, "a"});
  // Sound in itself, and of other people.
  Index others(place.path() / "others", "test", seed_vocabulary());
  std::vector<Profile> renamed = helpers(5);
  for (Profile& each : renamed) each.name = "Iemand";
  fill(others, renamed, {1, "a"});
  fs::copy(generation(place.path() / "others") / "docdata.glass",
           generation(place.path()) / "docdata.glass", fs::copy_options::overwrite_existing);
  CHECK_THROWS_AS(index.find(ask("schulden")), IndexDamaged);
  CHECK(index.state() == IndexState::damaged);
  CHECK(index.found_wrong().found_by == FoundBy::search);
}

TEST_CASE("files that are others than those written are seen in a moment") {
  TemporaryDirectory place;
  const fs::path directory = place.path() / "index";
  Index index(directory, "test", seed_vocabulary());
  fill(index, helpers(50), {1, "a"});
  const fs::path older = place.path() / "older";
  fs::copy(generation(directory), older, fs::copy_options::recursive);
  index.apply({profile("n", "Tolk", "tolk")}, {2, "b"});
  CHECK(index.look() == IndexState::ready);
  const fs::path now = generation(directory);
  const auto put_in_place = [&](const fs::path& other) {
    fs::remove_all(now);
    fs::copy(other, now, fs::copy_options::recursive);
  };
  SECTION("the directory is gone") { fs::remove_all(directory); }
  SECTION("the note of the present generation is gone") { fs::remove(directory / "current"); }
  SECTION("the version file is gone") { fs::remove(now / "iamglass"); }
  SECTION("the postings are gone") { fs::remove(now / "postlist.glass"); }
  SECTION("the records are gone") { fs::remove(now / "docdata.glass"); }
  SECTION("the terms are gone") { fs::remove(now / "termlist.glass"); }
  SECTION("the postings are cut") { fs::resize_file(now / "postlist.glass", 8192); }
  SECTION("there is a directory where the terms were") {
    fs::remove(now / "termlist.glass");
    fs::create_directory(now / "termlist.glass");
  }
  SECTION("an older state stands in their place") { put_in_place(older); }
  SECTION("an older state was written over them") {
    fs::copy(older, now, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
  SECTION("an index of others stands in their place") {
    Index others(place.path() / "others", "test", seed_vocabulary());
    fill(others, helpers(50), {2, "b"});
    put_in_place(generation(place.path() / "others"));
  }
  SECTION("an empty index stands in their place") {
    Index empty(place.path() / "empty", "test", seed_vocabulary());
    fill(empty, {}, {2, "b"});
    put_in_place(generation(place.path() / "empty"));
  }
  CHECK(index.look() == IndexState::damaged);
  fill(index, helpers(2), {3, "c"});
  CHECK(index.look() == IndexState::ready);
}

TEST_CASE("after writes a check reads everything and finds what was changed") {
  TemporaryDirectory place;
  Index index(place.path(), "test", seed_vocabulary());
  fill(index, helpers(200), {1, "a"});
  index.apply({profile("p7", "Tolk", "tolk"), Removal{"p8"}}, {2, "b"});
  index.apply({profile("p8", "Tolk", "tolk"), Removal{"p8"}, profile("p8", "Arts", "arts")},
              {3, "c"});
  REQUIRE_FALSE(fs::exists(generation(place.path()).string() + ".seal"));
  CHECK(index.check() == IndexState::ready);
  const auto zero = [&](const char* file, std::size_t block) {
    change_bytes(generation(place.path()) / file, block * 8192, std::string(8192, '\0'));
  };
  std::size_t calls = 0;
  SECTION("that is broken off changes nothing") {
    zero("docdata.glass", 1);
    const auto no = [&](Index::Haste) { return ++calls < 2; };
    CHECK(index.check(no) == IndexState::ready);
    CHECK(calls == 2);
    return;
  }
  SECTION("a block of the postings") { zero("postlist.glass", 2); }
  SECTION("a block of the records") { zero("docdata.glass", 1); }
  SECTION("a block of the terms") { zero("termlist.glass", 1); }
  CHECK(index.check() == IndexState::damaged);
}

TEST_CASE("who is not to be trusted any more is built anew") {
  TemporaryDirectory place;
  Index index(place.path(), "test", seed_vocabulary());
  fill(index, helpers(5), {1, "a"});
  index.distrust("five is one too many");
  CHECK(index.state() == IndexState::damaged);
  CHECK(index.trouble() == "five is one too many");
  CHECK_THROWS_AS(index.find(ask("schulden")), IndexDamaged);
}
