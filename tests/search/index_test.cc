// Finding, filtering and keeping step; damage is in index_damage_test.cc.
#include "search/index.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <random>
#include <thread>

#include "tests/search/index_fixture.h"

using namespace expertise::search;

namespace {

using Ids = std::vector<std::string>;

// Numbers people as they are asked for, under a numbering of its own.
class Who final : public Allowed {
 public:
  explicit Who(std::function<bool(std::string_view id)> may) : may_(std::move(may)) {}

  std::uint32_t numbering() const override { return numbering_; }
  std::optional<std::uint32_t> number_of(std::string_view id) const override {
    numbered_.emplace_back(id);
    return static_cast<std::uint32_t>(numbered_.size() - 1);
  }
  bool allows(std::uint32_t number) const override { return may_(numbered_.at(number)); }
  bool allows_unnumbered() const override { return false; }
  std::size_t times_numbered() const { return numbered_.size(); }

 private:
  static std::uint32_t next() {
    static std::uint32_t last = 0;
    return ++last;
  }

  std::function<bool(std::string_view id)> may_;
  const std::uint32_t numbering_ = next();
  mutable Ids numbered_;
};

std::shared_ptr<const Who> who(std::function<bool(std::string_view id)> may) {
  return std::make_shared<Who>(std::move(may));
}

std::vector<Profile> three() {
  Profile debts = profile("d", "Schuldhulpverlener", "Ik help bij schulden en ongeopende post.");
  debts.topics = {"schulden", "beslagvrije voet"};
  debts.life_domains = {"Financiën"};
  debts.laws = {"Wgs"};
  debts.age_groups = {"18-65"};
  debts.neighbourhoods = {"Kruiskamp"};
  debts.ways = {"phone"};
  debts.organisation = "Stadsbank";
  Profile youth = profile("j", "Jeugdwerker", "Jongeren die spijbelen en blowen.");
  youth.topics = {"schoolverzuim"};
  youth.life_domains = {"Werk en opleiding", "Middelengebruik"};
  youth.laws = {"Jeugdwet"};
  youth.age_groups = {"12-18"};
  youth.languages = {"nl", "Turks"};
  youth.neighbourhoods = {"Liendert"};
  youth.knowledge_kind = {"experience"};
  Profile old = profile("o", "Casemanager dementie", "Ouderen met geheugenproblemen thuis.");
  old.topics = {"dementie"};
  old.life_domains = {"Geestelijke gezondheid"};
  old.laws = {"Wlz"};
  old.age_groups = {"65+"};
  return {debts, youth, old};
}

struct Filled {
  TemporaryDirectory directory;
  Index index{directory.path(), "test", seed_vocabulary()};

  Filled() { fill(index, three(), {1, "a"}); }
  Ids found(const Query& query) const { return ids(index.find(query)); }
  Ids filtered(void (*set)(Filters&)) const {
    Query query = ask("");
    set(query.filters);
    return found(query);
  }
};

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

TEST_CASE_METHOD(Filled,
                 "the specialist who fits comes first, with scores between nought and two") {
  const Found result = index.find(ask("post blijft ongeopend liggen, deurwaarder aan de deur"));
  REQUIRE_FALSE(result.hits.empty());
  CHECK(result.hits.front().record->profile.id == "d");
  CHECK(result.hits.front().score > 0.2);
  CHECK(result.hits.front().score < 2);
  CHECK(result.hits.front().text > 0);
  CHECK(result.hits.front().topic_fit > 0);
  CHECK(found(ask("opa vergeet alles")).front() == "o");
  CHECK(found(ask("puber gaat niet naar school")).front() == "j");
}

TEST_CASE_METHOD(Filled, "a hit carries the profile as it was written") {
  const Found result = index.find(ask("schulden"));
  REQUIRE_FALSE(result.hits.empty());
  CHECK(result.hits.front().record->profile == three().front());
  CHECK_FALSE(result.hits.front().record->topics.empty());
}

TEST_CASE_METHOD(Filled, "what a specialist says not to do is no reason to be found") {
  index.apply({profile("y", "Coach", "Ik help bij dementie."),
               profile("n", "Coach", "Ik help bij rouw. Dementie doe ik niet.")},
              {2, "b"});
  const auto does = index.find_one(ask("dementie").question, "y", {"amer"});
  const auto does_not = index.find_one(ask("dementie").question, "n", {"amer"});
  REQUIRE(does_not.has_value());
  CHECK(does_not->text < 0.001);
  CHECK(does_not->score < does->score / 2);
  CHECK(does_not->record->profile.summary == "Ik help bij rouw. Dementie doe ik niet.");
}

TEST_CASE_METHOD(Filled, "somebody is found by name, organisation and language") {
  CHECK(found(ask("Stadsbank")).front() == "d");
  CHECK(found(ask("turks")).front() == "j");
}

TEST_CASE_METHOD(Filled, "a word that nobody wrote so finds who wrote another form of it") {
  CHECK(found(ask("schuldhulpverleenster")).front() == "d");
  CHECK(found(ask("casemanagster")) == Ids{"o"});
}

TEST_CASE("where the vocabulary knows nothing of the pool, a common word is found in other forms") {
  const TemporaryDirectory directory;
  Index index(directory.path(), "test", seed_vocabulary());
  std::vector<Profile> profiles{profile("other", "", "Blorkatrix vrimpt zwoefels.")};
  for (int i = 0; i < 8; ++i) {
    profiles.push_back(profile("same" + std::to_string(i), "", "Blorkator vrimpt knoersels."));
  }
  fill(index, profiles, {1, "h"});
  const Found found = index.find(ask("blorkator"));
  REQUIRE(found.hits.size() == 9);
  CHECK(found.hits.back().record->profile.id == "other");
}

TEST_CASE("where the vocabulary knows nothing of the pool, the words alone decide") {
  TemporaryDirectory directory;
  Index index(directory.path(), "test", seed_vocabulary());
  fill(index,
       {profile("r", "", "Aardappelrooier. Rooit knollen met een machine."),
        profile("b", "", "Boomchirurg. Snoeit kruinen van eiken.")},
       {1, "a"});
  CHECK(ids(index.find(ask("aardappelrooister"))) == Ids{"r"});
  for (const Hit& hit : index.find(ask("kruinen snoeien")).hits) CHECK(hit.topic_fit == 0);
}

TEST_CASE_METHOD(Filled, "without a question everybody is found, in order of name") {
  CHECK(found(ask("")) == Ids{"d", "j", "o"});
  Query page = ask("");
  page.offset = 1;
  page.limit = 1;
  CHECK(found(page) == Ids{"j"});
  CHECK(index.find(page).estimated_total == 3);
}

TEST_CASE_METHOD(Filled, "paging gives everybody once and ends") {
  Query query = ask("schulden school dementie");
  query.limit = 2;
  Ids all = found(query);
  query.offset = 2;
  const Ids rest = found(query);
  all.insert(all.end(), rest.begin(), rest.end());
  std::sort(all.begin(), all.end());
  CHECK(all == Ids{"d", "j", "o"});
  query.offset = max_hits + 5;
  CHECK(found(query).empty());
}

TEST_CASE_METHOD(Filled, "every filter keeps who fits and drops the rest") {
  CHECK(filtered([](Filters& f) { f.life_domains = {"financien"}; }) == Ids{"d"});
  CHECK(filtered([](Filters& f) { f.laws = {"Jeugdwet", "Wlz"}; }) == Ids{"j", "o"});
  CHECK(filtered([](Filters& f) { f.age_groups = {"12-18"}; }) == Ids{"j"});
  CHECK(filtered([](Filters& f) { f.age_groups = {"60-70"}; }) == Ids{"d", "o"});
  CHECK(filtered([](Filters& f) { f.languages = {"tr"}; }) == Ids{"j"});
  CHECK(filtered([](Filters& f) { f.languages = {"Turks"}; }) == Ids{"j"});
  CHECK(filtered([](Filters& f) { f.neighbourhoods = {"kruiskamp"}; }) == Ids{"d", "o"});
  CHECK(filtered([](Filters& f) { f.topics = {"schulden"}; }) == Ids{"d"});
  CHECK(filtered([](Filters& f) { f.ways = {"phone"}; }) == Ids{"d"});
  CHECK(filtered([](Filters& f) { f.knowledge_kind = {"experience"}; }) == Ids{"j"});
  CHECK(filtered([](Filters& f) { f.organisations = {"stadsbank"}; }) == Ids{"d"});
  CHECK(filtered([](Filters& f) { f.only = Ids{"o", "j"}; }) == Ids{"j", "o"});
  CHECK(filtered([](Filters& f) { f.only = Ids{}; }).empty());
  CHECK(filtered([](Filters& f) { f.except = {"o"}; }) == Ids{"d", "j"});
  CHECK(filtered([](Filters& f) {
          f.allowed = who([](std::string_view id) { return id == "o"; });
        }) == Ids{"o"});
  CHECK(filtered([](Filters& f) {
          f.laws = {"Jeugdwet"};
          f.neighbourhoods = {"Kruiskamp"};
        }).empty());
  CHECK(filtered([](Filters& f) { f.age_groups = {"onzin"}; }).empty());
}

TEST_CASE_METHOD(Filled, "who names no neighbourhoods is found in each of them") {
  const auto in = [&](const std::string& name) {
    Query query = ask("");
    query.filters.neighbourhoods = {name};
    return found(query);
  };
  CHECK(in("Kruiskamp") == Ids{"d", "o"});
  CHECK(in("Liendert") == Ids{"j", "o"});
  CHECK(in("Nergens") == Ids{"o"});
  Profile moved = three().back();
  moved.neighbourhoods = {"Liendert"};
  index.apply({moved}, {2, "b"});
  CHECK(in("Kruiskamp") == Ids{"d"});
  CHECK(in("Liendert") == Ids{"j", "o"});
}

TEST_CASE_METHOD(Filled, "filters hold beside a question too") {
  Query query = ask("schulden, school en dementie");
  query.filters.laws = {"Wlz"};
  CHECK(found(query) == Ids{"o"});
  query.filters.laws.clear();
  query.filters.allowed = who([](std::string_view id) { return id != "d"; });
  const Ids rest = found(query);
  CHECK(std::find(rest.begin(), rest.end(), "d") == rest.end());
}

TEST_CASE_METHOD(Filled, "who may not be found is not counted where that is asked for") {
  for (const std::string refused : {"d", "j", "o"}) {
    Query query = ask("schulden, school en dementie");
    query.limit = 1;
    query.count_allowed = true;
    query.filters.allowed = who([=](std::string_view id) { return id != refused; });
    const Found counted = index.find(query);
    CHECK(counted.estimated_total == 2);
    CHECK(counted.hits.size() == 1);
  }
}

TEST_CASE_METHOD(Filled, "who may be found is asked by number, and rightly after any change") {
  Query query = ask("schulden, school en dementie");
  const auto not_d = who([](std::string_view id) { return id != "d"; });
  query.filters.allowed = not_d;
  CHECK(found(query).size() == 2);
  CHECK(found(query).size() == 2);
  CHECK(not_d->times_numbered() == 3);
  query.filters.allowed = who([](std::string_view id) { return id == "d"; });
  CHECK(found(query) == Ids{"d"});
  Profile changed = three().front();
  changed.summary = "Ik help bij schulden, school en dementie.";
  index.apply({changed, Removal{"j"}}, {2, "b"});
  CHECK(found(query) == Ids{"d"});
  query.filters.allowed = not_d;
  CHECK(found(query) == Ids{"o"});
  index.apply({profile("n", "Adviseur", "schulden, school en dementie")}, {3, "c"});
  CHECK(found(query).size() == 2);
}

TEST_CASE("whoever may be found is found, however many better ones may not") {
  TemporaryDirectory directory;
  Index index(directory.path(), "test", seed_vocabulary());
  constexpr std::size_t wanted = 5;
  for (const std::size_t others :
       {3 * wanted, 4 * wanted - 2, 4 * wanted - 1, 4 * wanted, 60 * wanted}) {
    std::vector<Profile> profiles;
    for (std::size_t i = 0; i < others; ++i) {
      profiles.push_back(profile("no" + std::to_string(i), "Schuldhulpverlener", "schulden"));
    }
    for (const char* id : {"yes1", "yes2"}) {
      profiles.push_back(profile(
          id, "Adviseur", "schulden, en ook wonen, zorg, werk, opvoeding, school en vervoer"));
    }
    fill(index, profiles, {1, "a"});
    Query query = ask("schulden");
    query.limit = wanted;
    query.filters.allowed = who([](std::string_view id) { return id.starts_with("yes"); });
    for (const bool count : {false, true}) {
      query.count_allowed = count;
      const Found found = index.find(query);
      CHECK(ids(found).size() == 2);
      if (count) CHECK(found.estimated_total == 2);
    }
  }
}

TEST_CASE_METHOD(Filled, "who is asked for by id is found even when nothing fits") {
  const auto hit = index.find_one(ask("dementie").question, "d", {"amer"});
  REQUIRE(hit.has_value());
  CHECK(hit->record->profile.id == "d");
  CHECK_FALSE(index.find_one(ask("dementie").question, "d", {"elders"}).has_value());
  CHECK_FALSE(index.find_one(ask("dementie").question, "niemand", {"amer"}).has_value());
}

TEST_CASE("nobody outside the scope is found, counted, suggested or corrected to") {
  TemporaryDirectory directory;
  Index index(directory.path(), "test", seed_vocabulary());
  fill(index,
       {profile("a", "Schuldhulpverlener", "schulden"),
        profile("b", "Kwantummeester", "schulden en xylofoon", "elders")},
       {1, "a"});
  CHECK(ids(index.find(ask("schulden"))) == Ids{"a"});
  CHECK(index.find(ask("schulden")).estimated_total == 1);
  CHECK(ids(index.find(ask("schulden", {"amer", "elders"}))).size() == 2);
  CHECK(index.find(ask("schulden", {})).hits.empty());
  CHECK(index.find(ask("xylofoon")).hits.empty());
  CHECK(index.suggest("kwantum", {"amer"}).empty());
  CHECK(index.suggest("kwantum", {"elders"}).size() == 1);
  CHECK_FALSE(index.did_you_mean("kwantumeester", {"amer"}).has_value());
  CHECK(index.did_you_mean("kwantumeester", {"elders"}) == "kwantummeester");
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

TEST_CASE_METHOD(Filled, "strange questions find something or nothing, and break nothing") {
  for (const std::string& text :
       {std::string(), std::string("😀🙈"), std::string("de het een"), std::string("?!\n\t…"),
        std::string("\xff\xfe schulden"), std::string("a\0b schulden", 12),
        std::string(20'000, 'x'), std::string("\xd8\xa7\xd9\x84 \xe4\xb8\xad")}) {
    CHECK_NOTHROW(index.find(ask(text)));
    CHECK_NOTHROW(index.suggest(text, {"amer"}));
    CHECK_NOTHROW(index.did_you_mean(text, {"amer"}));
  }
  std::string long_question;
  while (long_question.size() < 20'000) long_question += "De post ligt ongeopend en er is beslag. ";
  CHECK(found(ask(long_question)).front() == "d");
}

TEST_CASE_METHOD(Filled, "a profile with long words, signs and emoji is kept and found") {
  Profile odd = profile("e", "😀 Coach", std::string(5000, 'w') + " Ünïcödé 中文 schuttingtaal");
  odd.organisation = std::string(1000, 'o');
  odd.topics = {std::string(3000, 't'), "", "😀"};
  odd.neighbourhoods = {std::string(500, 'n')};
  index.apply({odd}, {2, "b"});
  CHECK(found(ask("schuttingtaal")).front() == "e");
  CHECK(found(ask("unicode")).front() == "e");
  CHECK(index.find(ask("schuttingtaal")).hits.front().record->profile == odd);
}

TEST_CASE_METHOD(Filled, "a question of stop words only is searched with them") {
  index.apply({profile("s", "Wat nu", "")}, {2, "b"});
  CHECK(found(ask("wat nu")).front() == "s");
}

TEST_CASE_METHOD(Filled, "completion offers topics first, then titles, organisations and names") {
  const auto suggestions = index.suggest("schuld", {"amer"});
  REQUIRE_FALSE(suggestions.empty());
  CHECK(suggestions.size() <= 8);
  CHECK(suggestions.front().kind == Suggestion::Kind::topic);
  CHECK(suggestions.back() == Suggestion{Suggestion::Kind::title, "Schuldhulpverlener", ""});
  CHECK(index.suggest("stadsb", {"amer"}).back() ==
        Suggestion{Suggestion::Kind::organisation, "Stadsbank", ""});
  const auto names = index.suggest("persoon d", {"amer"});
  CHECK(std::find(names.begin(), names.end(),
                  Suggestion{Suggestion::Kind::name, "Persoon d", "d"}) != names.end());
  CHECK(index.suggest("", {"amer"}).empty());
  CHECK(index.suggest("schuld", {"amer"}, 2).size() == 2);
  CHECK(index.suggest("schuld", {"amer"}, 0).empty());
}

TEST_CASE_METHOD(Filled, "a misspelt word is put right, a known one left alone") {
  CHECK(index.did_you_mean("demetnie bij ouderen", {"amer"}) == "dementie bij ouderen");
  CHECK(index.did_you_mean("schulden en huur", {"amer"}) == std::nullopt);
  CHECK(index.did_you_mean("stadsbnak", {"amer"}) == "stadsbank");
  CHECK(index.did_you_mean("LVB", {"amer"}) == std::nullopt);
  CHECK(index.did_you_mean("", {"amer"}) == std::nullopt);
  CHECK(index.did_you_mean("qzxwvk", {"amer"}) == std::nullopt);
}

TEST_CASE_METHOD(Filled, "several slips are put right together, wherever they stand") {
  CHECK(index.did_you_mean("Schuldn en demetie door alchol. Demetie?", {"amer"}) ==
        "Schulden en dementie door alcohol. Dementie?");
}

TEST_CASE_METHOD(Filled, "what is no slip stays: numbers, names, words of another language") {
  for (const char* text :
       {"krijgt in 2009 1200 euro per maand", "leest Anne Frank met Jansen", "woont bij Demetie",
        "I help people with debt", "mother has debts", "belt 06-12345678", "geld2009 en schuld8"}) {
    CAPTURE(text);
    CHECK(index.did_you_mean(text, {"amer"}) == std::nullopt);
  }
}

TEST_CASE_METHOD(Filled,
                 "of words that nobody knows each is judged once, and only the first of many") {
  const std::string slip = "eenzamheid";
  const std::string right = "eenzaamheid";
  REQUIRE(index.did_you_mean(slip, {"amer"}) == right);
  std::string repeated;
  for (int i = 0; i < 500; ++i) repeated += "qzxwv ";
  CHECK(index.did_you_mean(repeated + slip, {"amer"}) == repeated + right);
  // Held against the whole vocabulary, each of these would take its time.
  std::string endless;
  for (char first = 'a'; first <= 'z'; ++first) {
    for (char second = 'a'; second <= 'z'; ++second) {
      endless += std::string("qzxwv") + first + second + " ";
    }
  }
  CHECK_FALSE(index.did_you_mean(endless + slip, {"amer"}).has_value());
}

TEST_CASE("what is not seen inside a word does not divide it") {
  for (const char* unseen :
       {"\xc2\xad", "\xe2\x80\x8b", "\xe2\x80\x8d", "\xe2\x81\xa0", "\xef\xbb\xbf"}) {
    const std::string text = std::string("ver") + unseen + "slaving" + unseen + " en" + unseen;
    const std::vector<Token> found = tokens(text);
    REQUIRE(found.size() == 2);
    CHECK(found.front().folded == "verslaving");
    CHECK(text.substr(found.front().begin, found.front().end) ==
          std::string("ver") + unseen + "slaving");
    CHECK(found.back().folded == "en");
    CHECK(fold(unseen).empty());
  }
}

TEST_CASE_METHOD(Filled, "the profiles that a changed topic may concern are told") {
  Topic topic;
  topic.term = "ongeopende post";
  CHECK(index.touched_by(topic) == Ids{"d"});
  CHECK(index.touched_by(*seed_vocabulary()->find("dementie")).size() >= 1);
  topic.term = "xylofoonspel";
  CHECK(index.touched_by(topic).empty());
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
