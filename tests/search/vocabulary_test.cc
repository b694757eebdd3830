// The vocabulary as a value, and finding topics by text.
#include "search/vocabulary.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <stdexcept>

#include "search/topic_finder.h"

using namespace expertise::search;

namespace {

Topic topic(const std::string& term, std::vector<std::string> synonyms = {},
            std::vector<std::string> signs = {}) {
  Topic result;
  result.term = term;
  result.synonyms = std::move(synonyms);
  result.signs = std::move(signs);
  return result;
}

std::string best_topic(const std::string& text) {
  const auto vocabulary = seed_vocabulary();
  const auto found = vocabulary->finder().resembling(analyse(text), 1);
  return found.empty() ? std::string() : vocabulary->topics()[found.front().topic].term;
}

}  // namespace

TEST_CASE("a topic's code is its term in plain small letters and hyphens") {
  CHECK(topic_code("Wlz voor kinderen") == "wlz-voor-kinderen");
  CHECK(topic_code("LHBTIQ+ en huiselijk geweld") == "lhbtiq-en-huiselijk-geweld");
  CHECK(topic_code("suïcidaliteit bij jongeren") == "suicidaliteit-bij-jongeren");
}

TEST_CASE("the seed vocabulary is whole and its codes are unique") {
  const auto vocabulary = seed_vocabulary();
  CHECK(vocabulary->topics().size() >= 1800);
  std::set<std::string> codes;
  for (const Topic& each : vocabulary->topics()) {
    codes.insert(each.code);
    CHECK(vocabulary->find(each.code) == &each);
  }
  CHECK(codes.size() == vocabulary->topics().size());
  CHECK(seed_vocabulary() == vocabulary);
}

TEST_CASE("a topic is found by code, term or synonym, whatever the case and accents") {
  const Vocabulary vocabulary({topic("Crèche en opvang", {"kinderopvang"})});
  CHECK(vocabulary.named("creche-en-opvang") == &vocabulary.topics()[0]);
  CHECK(vocabulary.named("CRECHE EN OPVANG") == &vocabulary.topics()[0]);
  CHECK(vocabulary.named("Kinderopvang") == &vocabulary.topics()[0]);
  CHECK(vocabulary.named("opvang") == nullptr);
  CHECK(vocabulary.find("kinderopvang") == nullptr);
}

TEST_CASE("a topic is still found by the name that its code was made of") {
  Topic renamed = topic("LVB");
  renamed.code = "licht-verstandelijke-beperking";
  Topic moved = topic("wonen en zorg");
  moved.code = "begeleid-wonen";
  const Vocabulary vocabulary({renamed, moved, topic("woonhulp", {"begeleid wonen"})});
  CHECK(vocabulary.named("Licht verstandelijke beperking") == &vocabulary.topics()[0]);
  CHECK(vocabulary.named("lvb") == &vocabulary.topics()[0]);
  // Unless that is the name of another now.
  CHECK(vocabulary.named("begeleid wonen") == &vocabulary.topics()[2]);
  CHECK(vocabulary.named("begeleid-wonen") == &vocabulary.topics()[1]);
  CHECK(vocabulary.named("…") == nullptr);
  CHECK(vocabulary.named("") == nullptr);
}

TEST_CASE("a vocabulary with a nameless topic or a code twice is refused") {
  CHECK_THROWS_AS(Vocabulary({topic("")}), std::invalid_argument);
  CHECK_THROWS_AS(Vocabulary({topic("schulden"), topic("Schulden")}), std::invalid_argument);
}

TEST_CASE("an empty vocabulary finds nothing and breaks nothing") {
  const Vocabulary vocabulary({});
  CHECK(vocabulary.finder().about("schulden en huurachterstand").empty());
  CHECK(vocabulary.named("schulden") == nullptr);
}

TEST_CASE("topics are read from tab-separated text, and a bad line is named") {
  const std::string head = "term\tsynonyms\tsigns\tnear\tbroader\tdomains\tlaws\tages\twho\n";
  const auto read =
      read_topics(head + "rouw\tverlies|verdriet\t\t\t\tSociaal netwerk\tWmo 2015\t\t\r\n\n");
  REQUIRE(read.size() == 1);
  CHECK(read[0].term == "rouw");
  CHECK(read[0].synonyms == std::vector<std::string>{"verlies", "verdriet"});
  CHECK(read[0].life_domains == std::vector<std::string>{"Sociaal netwerk"});
  CHECK_THROWS_WITH(read_topics(head + "rouw\tverlies\n"), Catch::Contains("line 2"));
}

TEST_CASE("lay words lead to a topic that never has them in its name") {
  CHECK(best_topic("kind plast nog in bed") == "zindelijkheidsproblemen");
  CHECK(best_topic("peuter gooit zich krijsend op de grond") == "driftbuien");
}

TEST_CASE("a misspelt word still finds its topic") {
  CHECK(best_topic("zindelijkheitsproblemen") == "zindelijkheidsproblemen");
}

TEST_CASE("a vocabulary made beside a former one is the same as one made alone") {
  std::vector<Topic> topics = seed_vocabulary()->topics();
  topics.erase(topics.begin() + 7);
  topics[40].signs.push_back("niemand doet de deur nog open");
  topics[41].synonyms.clear();
  topics[42].term = "heel andere naam";
  topics[43].who = {"deurwaarder"};
  std::swap(topics[50], topics[60]);
  topics.push_back(topic("proefzaak", {"qwirvlont"}));
  const Vocabulary alone(topics);
  const auto beside = [&] {
    const Vocabulary former(seed_vocabulary()->topics());
    return std::make_unique<const Vocabulary>(topics, &former);
  }();  // it stands without the former one
  for (const char* text :
       {"niemand doet de deur nog open en er is geen geld", "heel andere naam", "qwirvlont",
        "de deurwaarder komt langs, moeder drinkt en de kinderen gaan niet naar school"}) {
    const auto words = analyse(text);
    const auto one = alone.finder().resembling(words, 20);
    const auto other = beside->finder().resembling(words, 20);
    REQUIRE(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      CHECK(one[i].topic == other[i].topic);
      CHECK(one[i].score == Approx(other[i].score));
    }
    CHECK(alone.finder().named(words).size() == beside->finder().named(words).size());
    CHECK(alone.finder().about(text).size() == beside->finder().about(text).size());
  }
  CHECK(alone.finder().uses("deur") == beside->finder().uses("deur"));
  CHECK(beside->find("proefzaak") != nullptr);
}

TEST_CASE("what a text is about is a vector of length one") {
  const TopicVector about = seed_vocabulary()->finder().about("huurschuld en dreigende uitzetting");
  double length = 0;
  for (const auto& [number, weight] : about) length += weight * weight;
  CHECK(length == Approx(1));
  CHECK(std::is_sorted(about.begin(), about.end()));
}

TEST_CASE("a text without a word of the field is about nothing") {
  CHECK(seed_vocabulary()->finder().about("").empty());
  CHECK(seed_vocabulary()->finder().about("😀 … 123").empty());
}

TEST_CASE("neighbours by term, code or synonym are mutual, strangers ignored") {
  Topic debts = topic("schulden", {"schuldenproblematiek"});
  Topic rent = topic("huurachterstand");
  rent.near = {"schuldenproblematiek", "bestaat niet"};
  rent.broader = {"schulden"};
  const Vocabulary vocabulary({debts, rent});
  CHECK(vocabulary.finder().neighbours(1) == std::vector<std::uint32_t>{0});
  CHECK(vocabulary.finder().neighbours(0) == std::vector<std::uint32_t>{1});
}

TEST_CASE("the longest name wins over a shorter one inside it") {
  const Vocabulary vocabulary({topic("verslaving"), topic("verslaving bij jongeren")});
  const auto named = vocabulary.finder().named(analyse("Verslaving bij jongeren in de wijk"));
  REQUIRE(named.size() == 1);
  CHECK(named[0].topic == 1);
  CHECK(named[0].count == 3);
}

TEST_CASE("a name does not run on from one sentence into the next") {
  const Vocabulary vocabulary({topic("verslaving"), topic("verslaafde moeder"), topic("pgb 2.0"),
                               topic("schulden"), topic("schulden moeder")});
  const auto named = [&](const std::string& text) {
    std::vector<std::uint32_t> result;
    for (const NamedTopic& name : vocabulary.finder().named(analyse(text))) {
      result.push_back(name.topic);
    }
    return result;
  };
  using Topics = std::vector<std::uint32_t>;
  CHECK(named("Geen verslaving. Moeder is ziek.") == Topics{0});
  CHECK(named("verslaafde moeder") == Topics{1});
  CHECK(named("inloggen bij PGB 2.0") == Topics{2});
  CHECK(named("Er zijn schulden moeder.") == Topics{4});
  CHECK(named("Er zijn schulden. Moeder werkt.") == Topics{3});
}

TEST_CASE("a name does not run on over a comma or a bracket, unless it has one itself") {
  const Vocabulary vocabulary(
      {topic("depressie kind"), topic("werk, inkomen en participatie"), topic("pgb 2.0")});
  const TopicFinder& finder = vocabulary.finder();
  CHECK(finder.named(analyse("een depressie kind")).size() == 1);
  CHECK(finder.named(analyse("Moeder met depressie, kinderen van 3 en 5")).empty());
  CHECK(finder.named(analyse("Moeder (met depressie) kinderen van 3 en 5")).empty());
  CHECK(finder.named(analyse("over werk, inkomen en participatie")).size() == 1);
  CHECK(finder.named(analyse("het pgb 2.0")).size() == 1);
}

TEST_CASE("a name is found in its own forms, not in other words of its stem") {
  const auto vocabulary = seed_vocabulary();
  const auto is_named = [&](const std::string& text, const std::string& term) {
    for (const NamedTopic& name : vocabulary->finder().named(analyse(text))) {
      if (vocabulary->topics()[name.topic].term == term) return true;
    }
    return false;
  };
  CHECK(is_named("hij heeft schulden", "schulden"));
  CHECK_FALSE(is_named("zij voelt zich schuldig", "schulden"));
  CHECK(is_named("zij hebben verkering", "relaties en seksualiteit jongeren"));
  CHECK_FALSE(is_named("hij durft niet in het verkeer", "relaties en seksualiteit jongeren"));
  CHECK(is_named("er is sprake van extremisme", "radicalisering"));
  CHECK_FALSE(is_named("extreme zorgen over haar", "radicalisering"));
  CHECK(is_named("slechthorende moeder", "slechthorendheid"));
  CHECK(is_named("hij gokte elke avond", "gokverslaving"));
}

TEST_CASE("a sign is known by its small words, in another order and with words between") {
  std::vector<Topic> topics{topic("somberheid", {}, {"komt zijn bed niet uit"}),
                            topic("doorligwonden", {}, {"ligt de hele dag in bed"}),
                            topic("bedplassen", {}, {"plast nog in zijn bed"})};
  for (const char* other : {"fiets", "lift", "tolk", "huur", "werk", "school", "rouw", "auto"}) {
    topics.push_back(topic(other));
  }
  const Vocabulary vocabulary(topics);
  const auto best = [&](const std::string& text) {
    const auto found = vocabulary.finder().resembling(analyse(text), 1);
    return found.empty() ? std::string() : vocabulary.topics()[found.front().topic].term;
  };
  CHECK(best("dat hij niet meer zijn bed uit komt") == "somberheid");
  CHECK(best("de dag door in bed liggen") == "doorligwonden");
  // Small words alone are no likeness.
  CHECK(best("dat hij er niet meer in wil met die hond") == "");
}

TEST_CASE("two words are a pair up to three words apart, in either order, within a sentence") {
  const auto pairs = [](const std::string& text) { return word_pairs(analyse(text)); };
  CHECK(pairs("fiets").empty());
  CHECK(pairs("fiets lift tolk huur").size() == 6);
  CHECK(pairs("fiets lift tolk huur rouw").size() == 9);  // not the first with the last
  CHECK(pairs("fiets lift") == pairs("lift fiets"));
  CHECK(pairs("fiets. Lift").empty());
  std::vector<double> times;
  for (const auto& [pair, count] : pairs("fiets lift fiets lift")) times.push_back(count);
  std::sort(times.begin(), times.end());
  CHECK(times == std::vector<double>{1, 1, 4});
}
