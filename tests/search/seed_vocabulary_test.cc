// The rules that the seed vocabulary keeps, so that whoever adds a topic hears at once what is
// amiss. Knows nothing of how well it finds; tests/relevance measures that.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "search/everyday.h"
#include "search/fold.h"
#include "search/lexicon.h"
#include "search/question.h"
#include "search/topic_finder.h"
#include "search/vocabulary.h"

using namespace expertise::search;

namespace {

using Names = std::vector<std::string>;

const std::vector<Topic>& topics() { return seed_vocabulary()->topics(); }

Names names_of(const Topic& topic) {
  Names names = topic.synonyms;
  names.push_back(topic.term);
  return names;
}

// Those of `values` that are not in `known`, each said with its topic.
Names strangers(const std::vector<std::string> Topic::*list, const std::set<std::string>& known) {
  Names result;
  for (const Topic& topic : topics()) {
    for (const std::string& value : topic.*list) {
      if (!known.contains(value)) result.push_back(topic.term + ": " + value);
    }
  }
  return result;
}

std::set<std::string> terms() {
  std::set<std::string> result;
  for (const Topic& topic : topics()) result.insert(topic.term);
  return result;
}

// The topics above one, nearest first; stops when it meets itself.
Names above(const Topic& topic) {
  Names result;
  for (const Topic* at = &topic; !at->broader.empty();) {
    at = seed_vocabulary()->named(at->broader.front());
    if (at == nullptr || at == &topic || result.size() > topics().size()) {
      result.push_back("and round again");
      return result;
    }
    result.push_back(at->term);
  }
  return result;
}

}  // namespace

TEST_CASE("the seed vocabulary has at least 1,800 topics") { CHECK(topics().size() >= 1800); }

TEST_CASE("every near and broader topic of the seed is the term of a topic, and never itself") {
  CHECK(strangers(&Topic::near, terms()) == Names{});
  CHECK(strangers(&Topic::broader, terms()) == Names{});
  for (const Topic& topic : topics()) {
    INFO(topic.term);
    CHECK(std::count(topic.near.begin(), topic.near.end(), topic.term) == 0);
    const bool both = std::any_of(topic.near.begin(), topic.near.end(), [&](const auto& near) {
      return std::count(topic.broader.begin(), topic.broader.end(), near) > 0;
    });
    CHECK_FALSE(both);
  }
}

TEST_CASE("the seed is a tree: one parent each, a root in four steps at most, few roots") {
  std::size_t roots = 0;
  for (const Topic& topic : topics()) {
    INFO(topic.term);
    CHECK(topic.broader.size() <= 1);
    const Names path = above(topic);
    CHECK(path.size() <= 4);
    CHECK(std::count(path.begin(), path.end(), "and round again") == 0);
    if (path.empty()) ++roots;
  }
  CHECK(roots <= 40);
}

TEST_CASE("no name of the seed is owned by two topics, forms of a word being one name") {
  std::map<std::string, std::set<std::string>> shared;
  for (std::size_t number = 0; number < topics().size(); ++number) {
    for (const std::string& name : names_of(topics()[number])) {
      const std::vector<Word> words = analyse(name);
      for (const NamedTopic& named : seed_vocabulary()->finder().named(words)) {
        if (named.count == words.size() && named.topic != number) {
          shared[name].insert(topics()[named.topic].term);
        }
      }
    }
  }
  Names told;
  for (const auto& [name, owners] : shared) told.push_back(name + ": also " + *owners.begin());
  CHECK(told == Names{});
}

TEST_CASE("every topic of the seed has three synonyms and five signs, and no sign stands twice") {
  std::map<std::string, std::string> holders;
  for (const Topic& topic : topics()) {
    INFO(topic.term);
    CHECK(topic.synonyms.size() >= 3);
    CHECK(topic.signs.size() >= 5);
    CHECK_FALSE(topic.who.empty());
    for (const std::string& sign : topic.signs) {
      const auto [holder, fresh] = holders.emplace(fold(sign), topic.term);
      INFO(sign << " stands at " << holder->second);
      CHECK(fresh);
    }
  }
}

TEST_CASE("the seed knows the thirteen life domains, the laws and the age bands only") {
  const Names& domains = life_domain_names();
  CHECK(domains.size() == 13);
  CHECK(strangers(&Topic::life_domains, {domains.begin(), domains.end()}) == Names{});
  // The civil code has no entry of its own: its abbreviation is more often "beschermd wonen".
  std::set<std::string> known{"BW", "overig"};
  for (const Law& law : laws()) known.insert(law.name);
  CHECK(strangers(&Topic::laws, known) == Names{});
  CHECK(strangers(&Topic::ages, {"0-4", "4-12", "12-18", "16-27", "18-65", "65+"}) == Names{});
  for (const Topic& topic : topics()) {
    INFO(topic.term);
    CHECK_FALSE(topic.life_domains.empty());
    CHECK_FALSE(topic.laws.empty());
  }
}

TEST_CASE("a word that is said in any question is no name of a topic") {
  const std::string word = GENERATE("ouders", "kinderen", "angst", "huisarts", "dokter", "drinken",
                                    "eten", "wonen", "verblijf", "bedreiging", "gezag", "consult",
                                    "crisis", "werk", "geld", "school", "relatie", "moeder");
  INFO(word);
  CHECK(is_everyday(word));
  CHECK(seed_vocabulary()->finder().named(analyse(word)).empty());
}

TEST_CASE("no name of the seed is a word that is said in questions about anything") {
  Names told;
  for (const Topic& topic : topics()) {
    for (const std::string& name : names_of(topic)) {
      if (is_everyday(name)) told.push_back(topic.term + ": " + name);
    }
  }
  CHECK(told == Names{});
}

TEST_CASE("forms of everyday words and of stop words are everyday; what names a matter is not") {
  for (const char* word : {"kind", "Kinderen", "kindje", "ruzies", "angsten", "gekregen"}) {
    INFO(word);
    CHECK(is_everyday(word));
  }
  for (const char* word : {"schulden", "kindermishandeling", "kind met ADHD", "ALS", "", "rouw"}) {
    INFO(word);
    CHECK_FALSE(is_everyday(word));
  }
}

TEST_CASE("an abbreviation that is also a word means the illness only in capitals") {
  CHECK(seed_vocabulary()->finder().named(analyse("Man met ALS thuis")).size() == 1);
  CHECK(seed_vocabulary()->finder().named(analyse("als hij thuis is")).empty());
}
