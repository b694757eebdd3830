#include "search/findability.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>

#include "search/profile_document.h"
#include "tests/search/index_fixture.h"

using namespace expertise::search;

namespace {

std::shared_ptr<const Vocabulary> small_vocabulary() {
  return std::make_shared<const Vocabulary>(std::vector<Topic>{
      {.code = "schulden",
       .term = "schulden",
       .signs = {"stapels ongeopende enveloppen op tafel"},
       .near = {"budgetbeheer"}},
      {.code = "budgetbeheer",
       .term = "budgetbeheer",
       .signs = {"krijgt leefgeld per week van iemand anders"},
       .near = {"schulden"}},
      {.code = "dementie", .term = "dementie", .signs = {"sleutels liggen in de koelkast"}}});
}

struct Filled {
  TemporaryDirectory directory;
  Index index{directory.path(), "test", small_vocabulary()};
  Profile own = profile("own", "Schuldhulpverlener", "Ik help bij deurwaarders en beslag.");

  Filled() {
    own.topics = {"schulden"};
    std::vector<Profile> all{own, profile("old", "Casemanager", "Ouderen thuis.")};
    all[1].topics = {"dementie"};
    for (int i = 0; i < 5; ++i) {
      all.push_back(profile("b" + std::to_string(i), "Medewerker", "Ik beheer geld."));
      all.back().topics = {"budgetbeheer", "dementie"};
    }
    all.push_back(profile("far", "Schuldhulpverlener", "Schulden, schulden, schulden.", "elders"));
    all.back().topics = {"schulden"};
    fill(index, all, {1, "a"});
  }
  const TriedQuestion* found(const Findability& how, const std::string& text) const {
    for (const TriedQuestion& each : how.found) {
      if (each.text == text) return &each;
    }
    return nullptr;
  }
};

}  // namespace

TEST_CASE_METHOD(Filled, "a document scores as if it stood in the index") {
  for (const char* text : {"schulden en beslag", "stapels ongeopende enveloppen", "deurwaarders"}) {
    const Understood question = understand(text, *index.vocabulary());
    const auto stored = index.find_one(question, "own", {"amer"});
    REQUIRE(stored);
    const Hit tried = index.as_if(make_document(own, *index.vocabulary()), question);
    CHECK(tried.score == Approx(stored->score).epsilon(1e-4));
    CHECK(tried.topic_fit == Approx(stored->topic_fit).epsilon(1e-4));
    CHECK(tried.score > 0);
  }
}

TEST_CASE_METHOD(Filled, "a profile is told which questions in lay words find it") {
  const Findability how = findability(index, own);
  CHECK(how.tried >= 2);
  const TriedQuestion* sign = found(how, "stapels ongeopende enveloppen op tafel");
  REQUIRE(sign != nullptr);
  CHECK(sign->place == 1);
  CHECK(sign->topic == "schulden");
  CHECK(std::is_sorted(how.found.begin(), how.found.end(),
                       [](const auto& a, const auto& b) { return a.place < b.place; }));
  // Who is better known for it in the same municipality comes before; elsewhere does not count.
  Profile better = own;
  better.id = "better";
  better.topics = {"schulden"};
  better.title = "Schulden";
  better.summary = "Schulden.";
  index.apply({better}, {2, "b"});
  REQUIRE(found(findability(index, own), "schulden") != nullptr);
  CHECK(found(findability(index, own), "schulden")->place == 2);
}

TEST_CASE_METHOD(Filled, "a profile is told its own words, what is rare first") {
  const Findability how = findability(index, own);
  const auto at = [&](const std::string& word) {
    return std::find(how.words.begin(), how.words.end(), word) - how.words.begin();
  };
  const auto none = static_cast<std::ptrdiff_t>(how.words.size());
  CHECK(at("deurwaarders") < none);
  CHECK(at("beslag") < none);
  CHECK(at("Schuldhulpverlener") < none);
  CHECK(at("Ik") == none);
  CHECK(how.words.size() <= words_told);
  REQUIRE_FALSE(how.topics.empty());
  CHECK(how.topics.front() == "schulden");
  CHECK(index.rarity("nergens") > index.rarity("geld"));
}

TEST_CASE_METHOD(Filled, "a topic that would win a question is told, and does win it") {
  // Five who know of budgets only by the way stand before; with the topic the profile comes first.
  for (int i = 0; i < 5; ++i) {
    Profile weak = profile("b" + std::to_string(i), "Medewerker", "Ik beheer geld.");
    weak.topics = {"budgetbeheer", "dementie", "gesprekken over dementie"};
    index.apply({weak}, {2, "b"});
  }
  const Findability how = findability(index, own);
  const auto miss =
      std::find_if(how.near_misses.begin(), how.near_misses.end(),
                   [](const NearMiss& each) { return each.now.topic == "budgetbeheer"; });
  REQUIRE(miss != how.near_misses.end());
  CHECK(miss->now.text == "krijgt leefgeld per week van iemand anders");
  CHECK((miss->now.place == 0 || miss->now.place > places_won));
  CHECK(miss->place_then <= places_won);

  Profile with_it = own;
  with_it.topics.push_back("budgetbeheer");
  index.apply({with_it}, {3, "c"});
  const Findability after = findability(index, with_it);
  const TriedQuestion* won = found(after, miss->now.text);
  REQUIRE(won != nullptr);
  CHECK(won->place == miss->place_then);
  CHECK(std::none_of(after.near_misses.begin(), after.near_misses.end(),
                     [](const NearMiss& each) { return each.now.topic == "budgetbeheer"; }));
}

TEST_CASE_METHOD(Filled, "an empty profile is found by nothing") {
  const Findability how = findability(index, profile("new", "", ""));
  CHECK(how.found.empty());
  CHECK(how.words.empty());
  CHECK(how.near_misses.empty());
}
