// What the eighteenth birthday changes, by age and by strand of help.
#include "search/eighteen.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

using namespace expertise::search;

namespace {

std::optional<Transition> of(const std::string& text) {
  return transition_to_adulthood(understand(text, *seed_vocabulary()), *seed_vocabulary());
}

const TransitionRow* row(const std::optional<Transition>& found, std::string_view strand) {
  if (!found) return nullptr;
  const auto at =
      std::find_if(found->rows.begin(), found->rows.end(),
                   [&](const TransitionRow& each) { return each.rule->strand == strand; });
  return at == found->rows.end() ? nullptr : &*at;
}

// Somebody of this age whom nothing else is said of than this topic.
Understood about(int age, std::string_view topic) {
  Understood question;
  question.text = "x";
  question.ages = {age};
  if (age == 17) question.days_until_eighteen = 365;
  return with_topic(question, topic, *seed_vocabulary());
}

bool has(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

TEST_CASE("each rule is whole: sentences in two languages, a source, and topics that exist") {
  std::set<std::string_view> strands;
  for (const TransitionRule& rule : transition_rules()) {
    INFO(rule.strand);
    CHECK(strands.insert(rule.strand).second);
    CHECK(rule.from_age >= transition_from_age);
    CHECK(rule.to_age <= transition_to_age);
    CHECK(rule.from_age <= rule.to_age);
    for (const TwoLanguages& text : {rule.title, rule.change}) {
      CHECK_FALSE(text.nl.empty());
      CHECK_FALSE(text.en.empty());
    }
    CHECK(rule.limit.nl.empty() == rule.limit.en.empty());
    CHECK_FALSE(rule.to_laws.empty());
    CHECK(std::any_of(rule.sources.begin(), rule.sources.end(),
                      [](const TransitionSource& each) { return each.kind == SourceKind::law; }));
    REQUIRE_FALSE(rule.steps.empty());
    CHECK(std::is_sorted(
        rule.steps.begin(), rule.steps.end(),
        [](const TransitionStep& a, const TransitionStep& b) { return a.months < b.months; }));
    for (const TransitionStep& step : rule.steps) {
      CHECK_FALSE(step.what.nl.empty());
      CHECK_FALSE(step.what.en.empty());
    }
    CHECK_FALSE(rule.touched_by.empty());
    for (const auto* codes : {&rule.touched_by, &rule.youth_topics, &rule.adult_topics}) {
      for (const std::string_view code : *codes) {
        INFO(code);
        CHECK(seed_vocabulary()->find(code) != nullptr);
      }
    }
  }
}

TEST_CASE("each rule is said at its ages, and at no other") {
  for (const TransitionRule& rule : transition_rules()) {
    for (const int age : {15, 16, 17, 18, 19, 21, 22, 23, 24}) {
      INFO(rule.strand << " at " << age);
      const auto found =
          transition_to_adulthood(about(age, rule.touched_by.front()), *seed_vocabulary());
      CHECK((row(found, rule.strand) != nullptr) == (age >= rule.from_age && age <= rule.to_age));
    }
  }
}

TEST_CASE("each topic that touches a rule brings it, and so does a narrower one") {
  for (const TransitionRule& rule : transition_rules()) {
    for (const std::string_view topic : rule.touched_by) {
      INFO(rule.strand << " by " << topic);
      const auto found = transition_to_adulthood(about(rule.to_age, topic), *seed_vocabulary());
      const TransitionRow* said = row(found, rule.strand);
      REQUIRE(said != nullptr);
      CHECK(said->topics == std::vector<std::string>{std::string(topic)});
    }
  }
  CHECK(row(transition_to_adulthood(about(18, "netwerkpleegzorg"), *seed_vocabulary()),
            "foster_care") != nullptr);
}

TEST_CASE("the boy who turns eighteen in four months gets each strand that he has") {
  const auto found =
      of("Jongen wordt over vier maanden 18, LVB, begeleiding stopt; moeder heeft schulden, post "
         "ongeopend.");
  REQUIRE(found.has_value());
  CHECK(found->age == 17);
  CHECK(found->months_left == 4);
  for (const char* strand : {"youth_care", "guidance", "representation", "money", "debts"}) {
    INFO(strand);
    CHECK(row(found, strand) != nullptr);
  }
  CHECK(row(found, "foster_care") == nullptr);
  CHECK(has(found->youth.laws, "Jeugdwet"));
  CHECK(has(found->adult.laws, "Wmo 2015"));
  CHECK(has(found->adult.topics, "begeleiding-individueel"));
  // Six months before is past, three months before is still to come.
  const TransitionRow* guidance = row(found, "guidance");
  REQUIRE(guidance->times.size() == 3);
  CHECK(guidance->times[0] == StepTime::due);
  CHECK(guidance->times[1] == StepTime::later);
  CHECK(guidance->times[2] == StepTime::later);
}

TEST_CASE("when a step is due follows from the age") {
  const auto times = [](int age, std::string_view strand, std::string_view topic) {
    const auto found = transition_to_adulthood(about(age, topic), *seed_vocabulary());
    const TransitionRow* said = row(found, strand);
    return said == nullptr ? std::vector<StepTime>{} : said->times;
  };
  using Times = std::vector<StepTime>;
  // Steps at 16 years, half a year before, and half a year after.
  CHECK(times(16, "youth_care", "toekomstplan") ==
        Times{StepTime::due, StepTime::later, StepTime::later});
  CHECK(times(17, "youth_care", "toekomstplan") ==
        Times{StepTime::due, StepTime::open, StepTime::later});
  CHECK(times(18, "youth_care", "toekomstplan") ==
        Times{StepTime::due, StepTime::past, StepTime::open});
  CHECK(times(19, "youth_care", "toekomstplan") ==
        Times{StepTime::due, StepTime::past, StepTime::past});
  // Foster care: before 18 and at 21.
  CHECK(times(17, "foster_care", "pleegzorg") == Times{StepTime::open, StepTime::later});
  CHECK(times(21, "foster_care", "pleegzorg") == Times{StepTime::past, StepTime::past});
  CHECK(times(20, "foster_care", "pleegzorg") == Times{StepTime::past, StepTime::open});
}

TEST_CASE("what can only be done before the birthday is past from then on, the rest stays due") {
  // The steps that a later application, notice or talk does not make good: a need fixed before 18,
  // one kind of help that begins where another ends, a plan with a guardian whose task ends, a
  // contract that runs on.
  const std::set<std::pair<std::string_view, int>> lapsing{
      {"youth_care", -6}, {"guidance", 0}, {"child_protection", -12}, {"foster_care", -6}};
  std::set<std::pair<std::string_view, int>> seen;
  for (const TransitionRule& rule : transition_rules()) {
    for (int age = std::max(18, rule.from_age); age <= rule.to_age; ++age) {
      const auto found =
          transition_to_adulthood(about(age, rule.touched_by.front()), *seed_vocabulary());
      const TransitionRow* said = row(found, rule.strand);
      REQUIRE(said != nullptr);
      for (std::size_t i = 0; i < rule.steps.size(); ++i) {
        INFO(rule.strand << " at " << age << ": " << rule.steps[i].what.nl);
        const std::pair<std::string_view, int> step{rule.strand, rule.steps[i].months};
        if (lapsing.contains(step)) {
          seen.insert(step);
          CHECK(said->times[i] == StepTime::past);
        } else if (step.second <= 0) {
          CHECK(said->times[i] == StepTime::due);
        }
      }
    }
  }
  CHECK(seen == lapsing);
}

TEST_CASE("it is said whether the age was read, or the birthday, or neither") {
  CHECK(of("meisje van 16 in een pleeggezin")->age_from == AgeFrom::age);
  CHECK(of("jongen van 20 met schulden")->age_from == AgeFrom::age);
  CHECK(of("meisje van 17 in een pleeggezin")->age_from == AgeFrom::age);
  CHECK(of("hij wordt in maart 18 en de pleegzorg stopt")->age_from == AgeFrom::birthday);
  CHECK(of("hij wordt over drie maanden 18, pleegzorg")->age_from == AgeFrom::birthday);
  CHECK(of("volwassen worden na pleegzorg")->age_from == AgeFrom::topic);
  const auto added = transition_to_adulthood(
      with_topic(understand("schulden", *seed_vocabulary()), "overgang-18-18", *seed_vocabulary()),
      *seed_vocabulary());
  REQUIRE(added.has_value());
  CHECK(added->age_from == AgeFrom::topic);
}

TEST_CASE("an adult's birthday of long ago is none, that of the son of an adult is one") {
  for (const char* text :
       {"Vrouw van 34, zat tot haar 18e in een pleeggezin", "Sinds zijn 18e verjaardag schulden",
        "Sinds zijn 18e verjaardag geen hulp meer", "dagbesteding voor jongvolwassenen",
        "bijna 18 jaar getrouwd en nu schulden", "over 2 weken 18 uur begeleiding, schulden"}) {
    INFO(text);
    CHECK_FALSE(of(text).has_value());
  }
  CHECK(of("Vrouw van 22, zat tot haar 18e in een pleeggezin")->age == 22);
  const auto son = of("moeder (42) van jongen die over 3 maanden 18 wordt, pleegzorg");
  REQUIRE(son.has_value());
  CHECK(son->months_left == 3);
}

TEST_CASE("of whom the question speaks is told by the number, never by a word for an age") {
  CHECK(of("meisje van 16 in een pleeggezin")->age == 16);
  CHECK(of("zoon van 19 in pleegzorg, moeder van 52")->age == 19);
  CHECK(of("broers van 12 en 17, pleegzorg")->age == 17);
  CHECK(of("hij wordt in maart 18 en de pleegzorg stopt")->age == 17);
  CHECK_FALSE(of("hij wordt in maart 18 en de pleegzorg stopt")->months_left.has_value());
  CHECK(of("hij is over 14 maanden 18, pleegzorg")->age == 16);
  CHECK(of("meerderjarig worden na pleegzorg")->age == 17);
  for (const char* text :
       {"", "pleegzorg", "jongere in pleegzorg", "man van 52 met schulden", "kind van 8, pleegzorg",
        "vrouw van 24 met schulden", "over tien jaar 18, pleegzorg", "student met schulden"}) {
    INFO(text);
    CHECK_FALSE(of(text).has_value());
  }
}

TEST_CASE("a birthday that is near is said of even when no strand is named") {
  const auto near = of("hij wordt bijna 18");
  REQUIRE(near.has_value());
  CHECK(row(near, "youth_care") != nullptr);
  CHECK(row(near, "money") != nullptr);
  for (const TransitionRow& each :
       of("man van 20 met ruzie met de buren").value_or(Transition{}).rows) {
    FAIL_CHECK(each.rule->strand << " by " << each.topics.front());
  }
}

TEST_CASE("what is denied, taken away or said in passing touches no strand") {
  CHECK(row(of("jongen van 18, geen pleegzorg, wel schulden"), "foster_care") == nullptr);
  CHECK(row(of("jongen van 18 met schulden, vroeger in pleegzorg"), "foster_care") == nullptr);
  const auto vocabulary = seed_vocabulary();
  auto question = understand("jongen van 18 in pleegzorg", *vocabulary);
  CHECK(row(transition_to_adulthood(question, *vocabulary), "foster_care") != nullptr);
  question = without_topic(std::move(question), "pleegzorg");
  CHECK(row(transition_to_adulthood(question, *vocabulary), "foster_care") == nullptr);
}
