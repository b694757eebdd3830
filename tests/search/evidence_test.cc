// What closed consultations tell of who can help: who comes first, what may speak, and that a
// consultation that is taken out leaves nothing behind.
#include "search/evidence.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace expertise::search;

namespace {

using Names = std::vector<std::string>;

LoggedConsultation logged(const std::string& id, const Names& experts, const std::string& text,
                          const Names& topics = {}, double weight = 1) {
  LoggedConsultation result{id, experts, terms(analyse(text)), {}, weight};
  for (const std::string& topic : topics) result.topics.push_back({topic, 1});
  return result;
}

std::vector<Experience> asked(const Evidence& evidence, const std::string& text,
                              const Names& topics = {}) {
  const LoggedConsultation question = logged("", {}, text, topics);
  return evidence.of(question.terms, question.topics);
}

double score_of(const std::vector<Experience>& found, const std::string& expert) {
  for (const Experience& each : found) {
    if (each.expert == expert) return each.score;
  }
  return 0;
}

void add_many(Evidence& evidence, int count, const std::string& prefix, const Names& experts,
              const std::string& text, const Names& topics = {}) {
  for (int i = 0; i < count; ++i) {
    evidence.add(logged(prefix + std::to_string(i), experts, text, topics));
  }
}

// A log in which words and experts come back at random, the same each time.
std::vector<LoggedConsultation> random_log(std::size_t count) {
  std::mt19937 random(7);
  const Names words{"schuld",  "huur",      "rouw",    "school",   "ruzie", "medicijn", "eenzaam",
                    "inkomen", "verhuizen", "baan",    "slapen",   "angst", "gemeente", "dochter",
                    "brieven", "auto",      "nachten", "huisarts", "buren", "geluid"};
  std::vector<LoggedConsultation> result;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    for (int word = 0; word < 6; ++word) text += words[random() % words.size()] + " ";
    const Names experts{"e" + std::to_string(random() % 7), "e" + std::to_string(random() % 7)};
    result.push_back(logged("c" + std::to_string(i), experts, text,
                            {"t" + std::to_string(random() % 4)}, 0.5 + 0.5 * (random() % 2)));
  }
  return result;
}

Evidence of_all(const std::vector<LoggedConsultation>& log) {
  Evidence result;
  for (const LoggedConsultation& each : log) result.add(each);
  return result;
}

}  // namespace

TEST_CASE("who advised on what resembles a question comes first") {
  Evidence evidence;
  add_many(evidence, 6, "a", {"anna"}, "dwangbevel van de deurwaarder, huur niet betaald");
  add_many(evidence, 6, "b", {"bert"}, "moeder slaapt niet meer na het overlijden van haar man");
  const auto found = asked(evidence, "er ligt een dwangbevel op tafel");
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().expert == "anna");
  CHECK(score_of(found, "bert") < 0.1);
  CHECK(asked(evidence, "xyzzy").empty());
  CHECK(asked(evidence, "").empty());
  CHECK(asked(Evidence(), "dwangbevel").empty());
}

TEST_CASE("a term says nothing until it stood in five different consultations") {
  Evidence evidence;
  add_many(evidence, 4, "a", {"anna"}, "parkietenfokker");
  add_many(evidence, 9, "b", {"bert"}, "huurachterstand");
  CHECK(asked(evidence, "parkietenfokker").empty());
  // The same consultation again is no other consultation.
  evidence.add(logged("a3", {"anna"}, "parkietenfokker parkietenfokker"));
  CHECK(asked(evidence, "parkietenfokker").empty());
  evidence.add(logged("a4", {"carla"}, "parkietenfokker"));
  const auto found = asked(evidence, "parkietenfokker");
  REQUIRE(found.size() == 2);
  CHECK(found.front().expert == "anna");
  evidence.remove("a0");
  CHECK(asked(evidence, "parkietenfokker").empty());
}

TEST_CASE("a topic speaks from the first consultation on") {
  Evidence evidence;
  evidence.add(logged("a", {"anna"}, "iets", {"schulden"}));
  const auto found = asked(evidence, "iets heel anders", {"schulden"});
  REQUIRE(found.size() == 1);
  CHECK(found.front().expert == "anna");
  CHECK(found.front().score > 0);
}

TEST_CASE("a consultation that is taken out leaves nothing behind") {
  const std::vector<LoggedConsultation> log = random_log(60);
  Evidence evidence = of_all(log);
  std::vector<LoggedConsultation> kept;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (i % 3 == 0) {
      evidence.remove(log[i].id);
    } else {
      kept.push_back(log[i]);
    }
  }
  const Evidence fresh = of_all(kept);
  CHECK(evidence.size() == fresh.size());
  for (const LoggedConsultation& each : log) {
    CHECK(evidence.of(each.terms, each.topics) == fresh.of(each.terms, each.topics));
  }
  for (int i = 0; i < 7; ++i) {
    const std::string expert = "e" + std::to_string(i);
    CHECK(evidence.topics_of(expert) == fresh.topics_of(expert));
  }
  for (const LoggedConsultation& each : kept) evidence.remove(each.id);
  CHECK(evidence.size() == 0);
  CHECK(asked(evidence, "schuld huur rouw", {"t0", "t1", "t2", "t3"}).empty());
}

TEST_CASE("the same once more changes nothing") {
  Evidence evidence;
  const LoggedConsultation first = logged("a", {"anna", "bert"}, "huur en rouw", {"schulden"});
  CHECK(evidence.add(first));
  CHECK_FALSE(evidence.add(first));
  const auto changed = [&](const LoggedConsultation& other) {
    const bool is_changed = evidence.add(other);
    CHECK(evidence.add(first) == is_changed);
    return is_changed;
  };
  CHECK(changed(logged("a", {"anna"}, "huur en rouw", {"schulden"})));
  CHECK(changed(logged("a", {"anna", "bert"}, "huur en ruzie", {"schulden"})));
  CHECK(changed(logged("a", {"anna", "bert"}, "huur, huur en rouw", {"schulden"})));
  CHECK(changed(logged("a", {"anna", "bert"}, "huur en rouw", {"schulden", "rouw"})));
  CHECK(changed(logged("a", {"anna", "bert"}, "huur en rouw", {"schulden"}, 0.5)));
  CHECK(changed(logged("a", {"anna", "bert"}, "huur en rouw", {"schulden"}, 0)));
  CHECK_FALSE(changed(logged("a", {"anna", "bert", "anna"}, "rouw en huur", {"schulden"}, 2)));
  CHECK_FALSE(evidence.add(logged("b", {}, "huur")));
  CHECK(evidence.size() == 1);
}

TEST_CASE(
    "a place that came free is taken again, and the answers are those of evidence made anew") {
  const std::vector<LoggedConsultation> log = random_log(250);
  constexpr std::size_t at_once = 60;
  Evidence evidence;
  for (std::size_t i = 0; i < log.size(); ++i) {
    evidence.add(log[i]);
    // Now the oldest goes, now one from the middle is valued otherwise.
    if (i >= at_once) evidence.remove(log[i - at_once].id);
    if (i % 7 == 0 && i >= 20) {
      LoggedConsultation other = log[i - 20];
      other.weight = 0.25;
      evidence.add(other);
      evidence.add(log[i - 20]);
    }
  }
  CHECK(evidence.size() == at_once);
  CHECK(evidence.places() == at_once + 1);
  const Evidence fresh = of_all({log.end() - at_once, log.end()});
  for (const LoggedConsultation& each : log) {
    CHECK(evidence.of(each.terms, each.topics) == fresh.of(each.terms, each.topics));
  }
  for (int i = 0; i < 7; ++i) {
    const std::string expert = "e" + std::to_string(i);
    CHECK(evidence.topics_of(expert) == fresh.topics_of(expert));
  }
}

TEST_CASE("of more that are alike than may vote the same ones do, in whatever order they came") {
  std::vector<LoggedConsultation> log;
  for (int i = 0; i < 300; ++i) {
    log.push_back(logged("c" + std::to_string(i), {"e" + std::to_string(i % 40)}, "rouw"));
  }
  Evidence shuffled = of_all(log);
  for (std::size_t i = 0; i < log.size(); i += 3) shuffled.remove(log[i].id);
  for (std::size_t i = 0; i < log.size(); i += 3) shuffled.add(log[i]);
  CHECK(asked(shuffled, "rouw") == asked(of_all(log), "rouw"));
}

TEST_CASE("a newcomer is not drowned by who did much") {
  Evidence evidence;
  SECTION("one fitting consultation outweighs a hundred about other things") {
    for (int i = 0; i < 100; ++i) {
      const std::string other = i % 2 == 0 ? "huurachterstand en schulden" : "ruzie met de buren";
      evidence.add(logged("b" + std::to_string(i), {"busy"}, other));
    }
    add_many(evidence, 4, "c", {"carla"}, "rouw om een kind");
    evidence.add(logged("n", {"newcomer"}, "rouw om een kind en ruzie in het gezin"));
    const auto found = asked(evidence, "rouw in een gezin");
    CHECK(score_of(found, "newcomer") > 2 * score_of(found, "busy"));
  }
  SECTION("who did the same once has a fair part of the score of who did it forty times") {
    add_many(evidence, 40, "b", {"busy"}, "dwangbevel van de deurwaarder");
    evidence.add(logged("n", {"newcomer"}, "dwangbevel van de deurwaarder"));
    const auto found = asked(evidence, "dwangbevel van de deurwaarder");
    CHECK(found.front().expert == "busy");
    CHECK(score_of(found, "newcomer") > found.front().score / 6);
  }
}

TEST_CASE("a score says how like the question the consultations were") {
  Evidence evidence;
  add_many(evidence, 10, "a", {"anna"}, "dwangbevel van de deurwaarder");
  add_many(evidence, 10, "b", {"bert"}, "huisarts schrijft medicijnen voor");
  const double same = asked(evidence, "dwangbevel van de deurwaarder").front().score;
  const double part =
      asked(evidence, "deurwaarder kwam langs terwijl dochter examens maakte op school")
          .front()
          .score;
  CHECK(same > 0.9);
  CHECK(same <= 1);
  CHECK(part < 0.7 * same);
  CHECK(part > 0);
}

TEST_CASE("what was valued less says less") {
  Evidence evidence;
  add_many(evidence, 8, "a", {"anna"}, "dwangbevel van de deurwaarder");
  for (int i = 0; i < 8; ++i) {
    evidence.add(
        logged("b" + std::to_string(i), {"bert"}, "dwangbevel van de deurwaarder", {}, 0.5));
  }
  const auto found = asked(evidence, "dwangbevel");
  REQUIRE(found.size() == 2);
  CHECK(found.front().expert == "anna");
}

TEST_CASE("it is known how often somebody advised on a topic") {
  Evidence evidence;
  evidence.add(logged("a", {"anna", "bert", "anna"}, "iets", {"rouw", "schulden", "rouw"}));
  evidence.add(logged("b", {"anna"}, "iets", {"schulden"}));
  CHECK(evidence.topics_of("anna") == std::vector<TopicTimes>{{"schulden", 2}, {"rouw", 1}});
  CHECK(evidence.topics_of("bert") == std::vector<TopicTimes>{{"rouw", 1}, {"schulden", 1}});
  CHECK(evidence.topics_of("carla").empty());
  evidence.add(logged("a", {"bert"}, "iets", {"rouw"}));
  CHECK(evidence.topics_of("anna") == std::vector<TopicTimes>{{"schulden", 1}});
  evidence.add(logged("b", {"anna"}, "iets", {"schulden"}, 0));
  evidence.add(logged("a", {}, "iets", {"rouw"}));
  CHECK(evidence.size() == 0);
  CHECK(evidence.topics_of("bert").empty());
}

TEST_CASE("what a question says is not the matter finds nobody") {
  Evidence evidence;
  evidence.add(logged("a", {"anna"}, "iets", {"verslaving"}));
  Understood question;
  question.text = question.affirmed = "geen verslaving";
  question.affirmed = "";
  question.aspects.push_back({"verslaving", "verslaving", {}, true, true, 1.0});
  CHECK(evidence.of(question).empty());
  question.aspects.front().negated = false;
  CHECK(evidence.of(question).size() == 1);
}
