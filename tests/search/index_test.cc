// Finding and filtering; keeping step is in index_keeping_test.cc, damage in index_damage_test.cc.
#include "search/index.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <optional>

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

}  // namespace

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

TEST_CASE_METHOD(Filled, "the profiles that a changed topic may concern are told") {
  Topic topic;
  topic.term = "ongeopende post";
  CHECK(index.touched_by(topic) == Ids{"d"});
  CHECK(index.touched_by(*seed_vocabulary()->find("dementie")).size() >= 1);
  topic.term = "xylofoonspel";
  CHECK(index.touched_by(topic).empty());
}
