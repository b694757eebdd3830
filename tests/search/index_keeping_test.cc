// The index keeps step with what is written, over restarts, rebuilds and other readers.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <thread>

#include "search/index.h"
#include "tests/search/index_fixture.h"

using namespace expertise::search;

namespace {

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a new directory has no index, and a rebuild makes one") {
  TemporaryDirectory directory;
  Index index(directory.path() / "deeper" / "index", "test", seed_vocabulary());
  CHECK(index.state() == IndexState::missing);
  CHECK_FALSE(index.trouble().empty());
  CHECK_THROWS_AS(index.find(ask("schulden")), IndexDamaged);
  CHECK_THROWS_AS(index.apply({}, {1, "a"}), IndexDamaged);
  fill(index, {}, {7, "h"});
  CHECK(index.state() == IndexState::ready);
  CHECK(index.trouble().empty());
  CHECK(index.size() == 0);
  CHECK(index.checkpoint() == Checkpoint{7, "h"});
  CHECK(index.find(ask("schulden")).hits.empty());
}

TEST_CASE_METHOD(Filled, "a batch adds, replaces and removes, and moves the checkpoint") {
  Profile changed = three().front();
  changed.summary = "Voortaan alleen nog rouw en verlies.";
  changed.topics = {"rouw"};
  index.apply(
      {changed, Removal{"j"}, profile("n", "Tolk", "Tolk gebarentaal"), Removal{"onbekend"}},
      {9, "z"});
  CHECK(index.checkpoint() == Checkpoint{9, "z"});
  CHECK(index.size() == 3);
  CHECK(found(ask("rouw na overlijden")).front() == "d");
  CHECK(found(ask("")) == Ids{"d", "n", "o"});
  CHECK(index.find_one(ask("").question, "d", {"amer"})->record->profile == changed);
}

TEST_CASE_METHOD(Filled, "within a batch the last word counts") {
  index.apply({profile("x", "Een", "een"), Removal{"x"}}, {2, "b"});
  CHECK(index.size() == 3);
  index.apply({Removal{"x"}, profile("x", "Twee", "twee")}, {3, "c"});
  CHECK(index.size() == 4);
}

TEST_CASE("an index that changed step by step answers as one that was built at once") {
  TemporaryDirectory place;
  Index changed(place.path() / "changed", "test", seed_vocabulary());
  fill(changed, {}, {1, "a"});
  const std::vector<std::string> matters{"schulden", "dementie", "school",    "huur",
                                         "rouw",     "autisme",  "opvoeding", "verslaving"};
  std::mt19937 random(20261123);
  const auto pick = [&](std::size_t count) { return random() % count; };
  std::map<std::string, Profile> people;
  for (std::uint64_t batch = 2; batch < 60; ++batch) {
    std::vector<Change> changes;
    for (int i = 0; i < 8; ++i) {
      const std::string id = "p" + std::to_string(pick(40));
      if (pick(4) == 0) {
        people.erase(id);
        changes.emplace_back(Removal{id});
        continue;
      }
      Profile& person = people[id];
      // Now and then nothing is another, or no more than a word.
      if (person.id.empty() || pick(3) > 0) {
        person = profile(id, matters[pick(matters.size())],
                         matters[pick(matters.size())] + " en " + matters[pick(matters.size())]);
      }
      person.topics.assign(pick(3), matters[pick(matters.size())]);
      changes.emplace_back(person);
    }
    changed.apply(changes, {batch, "a"});
    if (batch % 10 != 0) continue;
    Index built(place.path() / ("built" + std::to_string(batch)), "test", seed_vocabulary());
    std::vector<Profile> all;
    for (const auto& [id, each] : people) all.push_back(each);
    fill(built, all, {batch, "a"});
    CHECK(changed.check() == IndexState::ready);
    for (const std::string& matter : matters) {
      Query query = ask(matter + " bij jongeren");
      query.limit = 100;
      const auto scores = [&](const Index& index) {
        std::map<std::string, double> result;
        for (const Hit& hit : index.find(query).hits) result[hit.record->profile.id] = hit.score;
        return result;
      };
      CHECK(scores(changed) == scores(built));
    }
  }
}

TEST_CASE_METHOD(Filled, "a batch with one bad profile is refused whole, checkpoint and all") {
  Profile nameless = profile("", "Leeg", "leeg");
  CHECK_THROWS_AS(index.apply({profile("n", "Tolk", "tolk"), nameless}, {2, "b"}),
                  std::invalid_argument);
  CHECK(index.checkpoint() == Checkpoint{1, "a"});
  CHECK(index.size() == 3);
  CHECK_THROWS_AS(index.apply({profile(std::string(201, 'x'), "", "")}, {2, "b"}),
                  std::invalid_argument);
  CHECK_NOTHROW(index.apply({profile(std::string(200, 'x'), "", "")}, {2, "b"}));
  CHECK(index.checkpoint() == Checkpoint{2, "b"});
}

TEST_CASE("an index keeps its checkpoint and profiles over a restart") {
  TemporaryDirectory directory;
  {
    Index index(directory.path(), "test", seed_vocabulary());
    fill(index, three(), {1, "a"});
    index.apply({profile("n", "Tolk", "Tolk gebarentaal")}, {2, "b"});
  }
  Index index(directory.path(), "test", seed_vocabulary());
  REQUIRE(index.state() == IndexState::ready);
  CHECK(index.checkpoint() == Checkpoint{2, "b"});
  CHECK(ids(index.find(ask("tolk gebarentaal"))).front() == "n");
  index.apply({Removal{"n"}}, {3, "c"});
  CHECK(index.size() == 3);
}

TEST_CASE("an index of another history is foreign until it is rebuilt") {
  TemporaryDirectory directory;
  {
    Index index(directory.path(), "one", seed_vocabulary());
    fill(index, three(), {1, "a"});
  }
  Index index(directory.path(), "two", seed_vocabulary());
  CHECK(index.state() == IndexState::foreign);
  try {
    index.find(ask("schulden"));
    FAIL("a foreign index answered");
  } catch (const IndexDamaged& fault) {
    CHECK(fault.state() == IndexState::foreign);
  }
  fill(index, {}, {1, "b"});
  CHECK(index.state() == IndexState::ready);
}

TEST_CASE_METHOD(Filled, "readers see the old index until a rebuild is done, then the new one") {
  std::size_t calls = 0;
  index.rebuild(
      [&]() -> std::vector<Profile> {
        CHECK(index.size() == 3);
        CHECK(index.checkpoint() == Checkpoint{1, "a"});
        if (calls++ > 0) return {};
        return {profile("n", "Tolk", "Tolk gebarentaal")};
      },
      {5, "e"});
  CHECK(calls == 2);
  CHECK(found(ask("")) == Ids{"n"});
  CHECK(index.checkpoint() == Checkpoint{5, "e"});
}

TEST_CASE_METHOD(Filled, "a rebuild that fails leaves everything as it was") {
  CHECK_THROWS_AS(
      index.rebuild([]() -> std::vector<Profile> { throw std::logic_error("no"); }, {5, "e"}),
      std::logic_error);
  CHECK(index.state() == IndexState::ready);
  CHECK(index.checkpoint() == Checkpoint{1, "a"});
  CHECK(found(ask("")) == Ids{"d", "j", "o"});
  fill(index, {}, {6, "f"});
  CHECK(index.size() == 0);
}

TEST_CASE_METHOD(Filled, "many read while one writes, and each sees a whole batch") {
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::atomic<int> reads{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      const Query query = ask("xylofoon");
      while (!stop || reads < 3) {
        // The two players come and go together.
        const std::size_t players = index.find(query).hits.size();
        if (players != 0 && players != 2) ++wrong;
        ++reads;
      }
    });
  }
  for (std::uint64_t round = 2; round < 40; ++round) {
    if (round % 2 == 0) {
      index.apply({profile("x", "Speler", "xylofoon"), profile("y", "Speler", "xylofoon")},
                  {round, "r"});
    } else {
      index.apply({Removal{"x"}, Removal{"y"}}, {round, "r"});
    }
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(wrong == 0);
  CHECK(index.checkpoint().sequence == 39);
}

TEST_CASE_METHOD(Filled, "after a new vocabulary, profiles applied again are found by its topics") {
  std::vector<Topic> topics = seed_vocabulary()->topics();
  Topic added;
  added.term = "klepperziekte";
  added.synonyms = {"ongeopende post"};
  topics.push_back(added);
  const auto grown = std::make_shared<const Vocabulary>(topics);
  index.set_vocabulary(grown);
  CHECK(index.vocabulary() == grown);
  index.apply({three().front()}, {2, "b"});
  Query query;
  query.question = understand("klepperziekte", *grown);
  query.filters.municipalities = {"amer"};
  CHECK(found(query).front() == "d");
}
