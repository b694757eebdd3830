// Completion of what is typed, and words put right.
#include <algorithm>
#include <catch2/catch.hpp>

#include "search/index.h"
#include "tests/search/index_fixture.h"

using namespace expertise::search;

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

TEST_CASE_METHOD(Filled, "a word that is cut short is no slip") {
  for (const char* text :
       {"vraag betr schulden", "Betr. schulden", "huur en evtl schulden", "moeder zork. en huur"}) {
    INFO(text);
    CHECK(index.did_you_mean(text, {"amer"}) == std::nullopt);
  }
  CHECK(index.did_you_mean("Oma heeft schuldn. Ze wil niets", {"amer"}) ==
        "Oma heeft schulden. Ze wil niets");
  CHECK(index.did_you_mean("moeder zork en huur", {"amer"}) == "moeder zorg en huur");
  CHECK(index.did_you_mean("Oma heeft schuldn.", {"amer"}) == "Oma heeft schulden.");
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
