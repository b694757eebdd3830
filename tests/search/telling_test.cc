// What the vocabulary says of how much a word tells, and that a small pool goes by it.
#include "search/telling.h"

#include <catch2/catch.hpp>

#include "search/dutch.h"
#include "tests/search/index_fixture.h"

using namespace expertise::search;

namespace {

double told(const std::string& word) {
  static const Telling telling(*seed_vocabulary());
  return telling.of(analyse(word).front().term);
}

}  // namespace

TEST_CASE("a word that names matters tells all, one in which anything is said tells little") {
  for (const char* word : {"schulden", "huur", "deurwaarder", "dementie", "schimmel", "gokt"}) {
    INFO(word);
    CHECK(told(word) == 1);
  }
  for (const char* word : {"steeds", "vorige", "hele", "maandag", "loopt"}) {
    INFO(word);
    CHECK(told(word) < 0.25);
  }
  CHECK(told("Schuilenburg") == 1);
}

TEST_CASE("who only shares an empty word with the question does not stand before who fits it") {
  TemporaryDirectory directory;
  Index index(directory.path(), "test", seed_vocabulary());
  std::vector<Profile> all = three();
  all.push_back(profile("e", "Begeleider", "De hele dag, steeds opnieuw, loopt het zo."));
  all.push_back(profile("w", "Woonconsulent", "Woningen en alles wat daar mis mee is."));
  fill(index, all, {1, "a"});
  const Found found = index.find(ask("De hele woning, steeds erger, en het loopt uit de hand"));
  REQUIRE(!found.hits.empty());
  CHECK(found.hits.front().record->profile.id == "w");
}

TEST_CASE("a question of empty words alone is still searched by them") {
  TemporaryDirectory directory;
  Index index(directory.path(), "test", seed_vocabulary());
  std::vector<Profile> all = three();
  all.push_back(profile("e", "Begeleider", "De hele dag, steeds opnieuw."));
  fill(index, all, {1, "a"});
  const Found found = index.find(ask("steeds hele"));
  REQUIRE(!found.hits.empty());
  CHECK(found.hits.front().record->profile.id == "e");
  CHECK(found.hits.front().text > 0.2);
}
