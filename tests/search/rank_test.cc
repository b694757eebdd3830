// Order and reasons of candidates, and the team they make.
#include "search/rank.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "search/passage.h"
#include "search/team.h"

using namespace expertise::search;

namespace {

using SignalMap = std::unordered_map<std::string, Signals>;

const Vocabulary& vocabulary() { return *seed_vocabulary(); }

Understood question_about(const std::vector<std::string>& topics) {
  Understood question;
  question.text = question.affirmed = "schulden en rouw";
  for (const std::string& code : topics) {
    question.aspects.push_back({code, code, {}, false, true, 1.0});
    question.topics.push_back({code, 0.5});
  }
  return question;
}

Hit hit(ProfileRecord record, double score) {
  Hit result;
  result.record = std::make_shared<const ProfileRecord>(std::move(record));
  result.score = score;
  result.topic_fit = score / 2;
  return result;
}

Hit hit(const std::string& id, double score, std::vector<TopicWeight> topics = {}) {
  ProfileRecord record;
  record.profile.id = id;
  record.topics = std::move(topics);
  return hit(std::move(record), score);
}

std::vector<std::string> order(const std::vector<Candidate>& candidates) {
  std::vector<std::string> result;
  for (const Candidate& candidate : candidates) result.push_back(candidate.id);
  return result;
}

std::vector<Candidate> ranked(const std::vector<Hit>& hits, const SignalMap& signals = {},
                              const Understood& question = question_about({"schulden"})) {
  return rank(hits, question, signals, {}, vocabulary());
}

const Reason* reason(const Candidate& candidate, ReasonCode code) {
  for (const Reason& each : candidate.reasons) {
    if (each.code == code) return &each;
  }
  return nullptr;
}

Signals available(Availability availability) {
  Signals signals;
  signals.availability = availability;
  return signals;
}

Candidate covering(const std::string& id, double score, std::vector<std::string> covers) {
  return {id, score, {}, {}, std::move(covers)};
}

using Ids = std::vector<std::string>;

// The team of candidates who know all of what they cover and nothing else.
Team team_of(std::vector<Candidate> candidates, const Understood& question) {
  for (Candidate& candidate : candidates) {
    for (const Aspect& aspect : question.aspects) {
      const auto& topics = candidate.covers;
      const bool knows = std::find(topics.begin(), topics.end(), aspect.topic) != topics.end();
      candidate.aspect_fits.push_back(knows ? 1 : 0);
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  return small_team(candidates, question);
}

Ids members(const Team& team) {
  Ids ids;
  for (const TeamMember& member : team.members) ids.push_back(member.id);
  return ids;
}

}  // namespace

TEST_CASE("the better match comes first, and equal ones by load and then by id") {
  CHECK(order(ranked({hit("a", 0.2), hit("b", 0.6), hit("c", 0.4)})) == Ids{"b", "c", "a"});
  CHECK(order(ranked({hit("b", 0.2), hit("a", 0.2)})) == Ids{"a", "b"});
  SignalMap signals;
  signals["a"].recent_load = 1;
  CHECK(order(ranked({hit("a", 0.2), hit("b", 0.2)}, signals)) == Ids{"b", "a"});
}

TEST_CASE("nobody who is away, full, paused or excluded is ever offered") {
  const SignalMap signals = {{"a", available(Availability::away)},
                             {"b", available(Availability::full)},
                             {"c", available(Availability::paused)},
                             {"d", available(Availability::later)}};
  const std::vector<Hit> hits = {hit("a", 1), hit("b", 1), hit("c", 1), hit("d", 0.1),
                                 hit("e", 0.9)};
  CHECK(order(rank(hits, question_about({}), signals, {"e"}, vocabulary())) == Ids{"d"});
}

TEST_CASE("between equals the one who is free sooner goes first") {
  const SignalMap signals = {{"a", available(Availability::later)},
                             {"b", available(Availability::this_week)},
                             {"c", available(Availability::today)},
                             {"d", available(Availability::now)}};
  const auto result =
      ranked({hit("a", 0.4), hit("b", 0.4), hit("c", 0.4), hit("d", 0.4), hit("e", 0.4)}, signals);
  CHECK(order(result) == Ids{"d", "c", "b", "e", "a"});
  CHECK(reason(result[0], ReasonCode::available_now) != nullptr);
  CHECK(reason(result[1], ReasonCode::available_today) != nullptr);
  CHECK(reason(result[2], ReasonCode::available_this_week) != nullptr);
}

TEST_CASE("being free never outweighs knowing") {
  const SignalMap signals = {{"free", available(Availability::now)},
                             {"knows", available(Availability::later)}};
  CHECK(order(ranked({hit("free", 0.1), hit("knows", 0.6)}, signals)) == Ids{"knows", "free"});
}

TEST_CASE("earlier consultations on an aspect count and are told") {
  SignalMap signals;
  signals["b"].evidence = {{"schulden", 4}, {"iets-anders", 99}};
  const auto result = ranked({hit("a", 0.4), hit("b", 0.4)}, signals);
  CHECK(order(result) == Ids{"b", "a"});
  const Reason* told = reason(result[0], ReasonCode::thought_along);
  REQUIRE(told != nullptr);
  CHECK(told->parameters == Ids{"4", "schulden"});
}

TEST_CASE("who advised on questions like it is told so, also without a topic in common") {
  SignalMap signals;
  signals["b"].experience = 1;
  signals["c"].experience = 0.05;
  const auto result = ranked({hit("a", 0.4), hit("b", 0.4), hit("c", 0.4)}, signals);
  CHECK(order(result) == Ids{"b", "c", "a"});
  CHECK(reason(result[0], ReasonCode::helped_alike) != nullptr);
  CHECK(reason(result[1], ReasonCode::helped_alike) == nullptr);
}

TEST_CASE("evidence on a topic that the question denies counts for nothing") {
  Understood question = question_about({"schulden"});
  question.aspects[0].negated = true;
  SignalMap signals;
  signals["b"].evidence = {{"schulden", 50}};
  CHECK(ranked({hit("a", 0.4), hit("b", 0.4)}, signals, question)[0].score ==
        Approx(ranked({hit("a", 0.4)}, {}, question)[0].score));
}

TEST_CASE("load costs a little, and never more than its limit") {
  SignalMap signals;
  signals["b"].open_load = 2;
  signals["c"].open_load = 1000;
  signals["c"].recent_load = 1000;
  const auto result = ranked({hit("c", 0.6), hit("b", 0.6), hit("a", 0.6), hit("d", 0.1)}, signals);
  CHECK(order(result) == Ids{"a", "b", "c", "d"});
  CHECK(reason(result[1], ReasonCode::busy)->share < 0);
}

TEST_CASE("each facet that fits brings points and its reason") {
  Understood question = question_about({});
  question.life_domains = {"Financiën"};
  question.laws = {"Wgs"};
  question.age = AgeBand{20, 20};
  question.languages = {"tr"};
  question.neighbourhoods = {"Kruiskamp"};
  ProfileRecord fits;
  fits.profile.id = "fits";
  fits.profile.life_domains = {"financien"};
  fits.profile.laws = {"Wgs"};
  fits.profile.age_groups = {"0-4", "16-27"};
  fits.profile.languages = {"nl", "Turks"};
  fits.profile.neighbourhoods = {"Kruiskamp"};
  ProfileRecord other;
  other.profile.id = "other";
  other.profile.age_groups = {"65+"};
  const auto result = ranked({hit(other, 0.3), hit(fits, 0.3)}, {}, question);
  REQUIRE(order(result) == Ids{"fits", "other"});
  CHECK(reason(result[0], ReasonCode::life_domain)->parameters == Ids{"financien"});
  CHECK(reason(result[0], ReasonCode::law)->parameters == Ids{"Wgs"});
  CHECK(reason(result[0], ReasonCode::age_group)->parameters == Ids{"16-27"});
  CHECK(reason(result[0], ReasonCode::language)->parameters == Ids{"tr"});
  CHECK(reason(result[0], ReasonCode::neighbourhood)->parameters == Ids{"Kruiskamp"});
  CHECK(reason(result[1], ReasonCode::age_group) == nullptr);
}

TEST_CASE("who knows an aspect covers it and says so, who barely touches it does not") {
  const Understood question = question_about({"schulden", "rouw"});
  const auto result = ranked({hit("a", 0.5, {{"schulden", 0.8}, {"rouw", 0.05}})}, {}, question);
  CHECK(result[0].covers == Ids{"schulden"});
  CHECK(reason(result[0], ReasonCode::knows_topic)->parameters == Ids{"schulden"});
}

TEST_CASE("who lists or names a topic knows it, who only comes near to it is akin to it") {
  const Understood question = question_about({"schulden"});
  const auto code_for = [&](std::vector<std::string> listed, const std::string& text) {
    ProfileRecord record;
    record.profile.id = "a";
    record.profile.topics = std::move(listed);
    record.topics = {{"schulden", 0.8}};
    record.words = std::make_shared<const TextStems>(text);
    const auto result = ranked({hit(record, 0.5)}, {}, question);
    const bool knows = reason(result[0], ReasonCode::knows_topic) != nullptr;
    CHECK(knows != (reason(result[0], ReasonCode::near_topic) != nullptr));
    return knows ? ReasonCode::knows_topic : ReasonCode::near_topic;
  };
  CHECK(code_for({"schulden"}, "Ik help gezinnen.") == ReasonCode::knows_topic);
  CHECK(code_for({"Schulden"}, "Ik help gezinnen.") == ReasonCode::knows_topic);
  CHECK(code_for({}, "Ik help mensen met schulden.") == ReasonCode::knows_topic);
  CHECK(code_for({}, "Ik doe schuldhulpverlening.") == ReasonCode::knows_topic);
  CHECK(code_for({"budgetbeheer"}, "Ik help gezinnen met hun administratie.") ==
        ReasonCode::near_topic);
  CHECK(code_for({}, "Ik help gezinnen met de post.") == ReasonCode::near_topic);
  CHECK(name_of(ReasonCode::near_topic) == "near_topic");
}

TEST_CASE("who lists a narrower topic knows of the broader one") {
  ProfileRecord record;
  record.profile.id = "a";
  record.profile.topics = {"studieschuld"};
  record.topics = {{"studieschuld", 0.8}, {"jongvolwassenen-en-geld", 0.5}};
  record.words = std::make_shared<const TextStems>("Ik help studenten.");
  const auto result = ranked({hit(record, 0.5)}, {}, question_about({"jongvolwassenen-en-geld"}));
  CHECK(reason(result[0], ReasonCode::knows_topic) != nullptr);
}

TEST_CASE("a denied aspect is neither covered nor a reason") {
  Understood question = question_about({"schulden"});
  question.aspects[0].negated = true;
  const auto result = ranked({hit("a", 0.5, {{"schulden", 0.8}})}, {}, question);
  CHECK(result[0].covers.empty());
  CHECK(reason(result[0], ReasonCode::knows_topic) == nullptr);
}

TEST_CASE("the words of the passage are a reason") {
  ProfileRecord found;
  found.profile.id = "a";
  found.words = std::make_shared<const TextStems>("Ik help bij schulden.");
  const auto result = ranked({hit(found, 0.5)});
  REQUIRE(reason(result[0], ReasonCode::passage_match) != nullptr);
  CHECK(reason(result[0], ReasonCode::passage_match)->parameters == Ids{"schulden"});
}

TEST_CASE("who shares only what most people share does not fit a question about something") {
  ProfileRecord record;
  record.profile.id = "a";
  record.profile.laws = {"Zvw"};
  record.profile.life_domains = {"Financiën"};
  record.profile.age_groups = {"4-12"};
  record.profile.neighbourhoods = {"Molenwijk"};
  record.words = std::make_shared<const TextStems>("Ik werk met jonge kinderen.");
  Understood question = question_about({"schulden"});
  question.laws = {"Zvw"};
  question.life_domains = {"Financiën"};
  question.age = AgeBand{8, 8};
  question.ages = {8};
  question.neighbourhoods = {"Molenwijk"};
  SignalMap signals;
  signals["a"] = available(Availability::now);
  CHECK_FALSE(ranked({hit(record, 0.04)}, signals, question)[0].fits);
  CHECK(ranked({hit(record, 0.05)}, signals, question)[0].fits);

  Understood of_facets = question;
  of_facets.aspects.clear();
  of_facets.topics.clear();
  of_facets.text = of_facets.affirmed = "Zvw";
  CHECK(ranked({hit(record, 0)}, signals, of_facets)[0].fits);
  record.profile.laws = {"Wlz"};
  record.profile.life_domains.clear();
  record.profile.age_groups.clear();
  record.profile.neighbourhoods.clear();
  CHECK_FALSE(ranked({hit(record, 0)}, signals, of_facets)[0].fits);
}

TEST_CASE("a word, a topic, what was learned, a language or a wish fits") {
  ProfileRecord record;
  record.profile.id = "a";
  const auto fits = [&](const SignalMap& signals, const Understood& question,
                        const Wishes& wishes = {}) {
    return rank({hit(record, 0)}, question, signals, {}, vocabulary(), wishes)[0].fits;
  };
  const Understood question = question_about({"schulden"});
  CHECK_FALSE(fits({}, question));
  SignalMap signals;
  signals["a"].evidence = {{"schulden", 1}};
  CHECK(fits(signals, question));
  record.profile.languages = {"Pools"};
  Understood polish = question;
  polish.languages = {"pl"};
  CHECK(fits({}, polish));
  record.profile.knowledge_kind = {"experience"};
  Wishes wishes;
  wishes.kinds = {"experience"};
  CHECK(fits({}, question, wishes));
  record.topics = {{"schulden", 0.8}};
  CHECK(fits({}, question));
  record.topics = {};
  record.words = std::make_shared<const TextStems>("Ook over rouw.");
  CHECK(fits({}, question));
}

TEST_CASE("scores stay between nought and a hundred and reasons are in order") {
  SignalMap signals;
  signals["a"] = available(Availability::now);
  signals["a"].evidence = {{"schulden", 100}};
  signals["b"].open_load = 100;
  const auto result = ranked({hit("a", 2, {{"schulden", 0.9}}), hit("b", 0)}, signals);
  for (const Candidate& candidate : result) {
    CHECK(candidate.score >= 0);
    CHECK(candidate.score <= 100);
    CHECK(std::is_sorted(candidate.reasons.begin(), candidate.reasons.end(),
                         [](const Reason& x, const Reason& y) { return x.share > y.share; }));
  }
}

TEST_CASE("every reason has a name of its own") {
  CHECK(name_of(ReasonCode::knows_topic) == "knows_topic");
  CHECK(name_of(ReasonCode::thought_along) == "thought_along");
  CHECK(name_of(ReasonCode::busy) == "busy");
}

TEST_CASE("nobody in, nobody out") { CHECK(ranked({}).empty()); }

TEST_CASE("one person who covers everything is the whole team") {
  const Team team = team_of({covering("a", 60, {"x"}), covering("b", 50, {"x", "y"})},
                            question_about({"x", "y"}));
  REQUIRE(team.members.size() == 1);
  CHECK(team.members[0] == TeamMember{"b", {"x", "y"}});
  CHECK(team.uncovered.empty());
}

TEST_CASE("who was chosen early and turns out to be spare is left out") {
  // "wide" covers most, but two others together cover all six.
  const Team team =
      team_of({covering("wide", 12, {"a", "b", "d", "e"}), covering("left", 10, {"a", "b", "c"}),
               covering("right", 10, {"d", "e", "f"})},
              question_about({"a", "b", "c", "d", "e", "f"}));
  CHECK(members(team) == Ids{"left", "right"});
}

TEST_CASE("of people who cover the same the one who fits the question better is chosen") {
  const Team team = team_of({covering("a", 40, {"x"}), covering("b", 60, {"x"}),
                             covering("c", 50, {"y"}), covering("d", 70, {"y"})},
                            question_about({"x", "y"}));
  CHECK(members(team) == Ids{"d", "b"});
}

TEST_CASE("of a main aspect that somebody covers the team always has somebody") {
  // A poor fit as a whole brings too little to be chosen for that.
  const std::vector<Candidate> candidates{covering("good", 90, {"x"}), covering("poor", 9, {"y"})};
  Understood question = question_about({"x", "y"});
  CHECK(members(team_of(candidates, question)) == Ids{"good", "poor"});
  question.aspects[1].strength = 0.4;
  CHECK(members(team_of(candidates, question)) == Ids{"good", "poor"});  // it is named
  question.aspects[1].certain = false;
  CHECK(members(team_of(candidates, question)) == Ids{"good"});
}

TEST_CASE("what nobody covers is said, and the team is never padded") {
  const Team team =
      team_of({covering("a", 20, {"x"}), covering("b", 90, {})}, question_about({"x", "y"}));
  CHECK(members(team) == Ids{"a"});
  CHECK(team.uncovered == Ids{"y"});
  CHECK(team_of({}, question_about({"x"})).members.empty());
  CHECK(team_of({}, question_about({"x"})).uncovered == Ids{"x"});
  CHECK(team_of({covering("a", 20, {"x"})}, question_about({})).members.empty());
}

TEST_CASE("a question of one aspect gets one person however many know it") {
  const Team team =
      team_of({covering("a", 90, {"x"}), covering("b", 90, {"x"})}, question_about({"x"}));
  CHECK(members(team) == Ids{"a"});
}

TEST_CASE("a denied aspect needs nobody") {
  Understood question = question_about({"x", "y"});
  question.aspects[1].negated = true;
  const Team team = team_of({covering("a", 20, {"x"}), covering("b", 20, {"y"})}, question);
  CHECK(members(team) == Ids{"a"});
  CHECK(team.uncovered.empty());
}

TEST_CASE("the limits of a team hold at the limit and one past it") {
  std::vector<std::string> topics;
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i <= max_team_members; ++i) {
    topics.push_back("t" + std::to_string(i));
    candidates.push_back(covering("p" + std::to_string(i), 10, {topics[i]}));
  }
  CHECK(team_of(candidates, question_about(topics)).members.size() == max_team_members);

  std::vector<Candidate> crowd(max_team_candidates - 1, covering("nobody", 10, {}));
  crowd.push_back(covering("last", 10, {"x"}));
  CHECK(team_of(crowd, question_about({"x"})).members.size() == 1);
  // Further down only for what nobody before covers.
  crowd.insert(crowd.begin(), covering("nobody", 10, {}));
  CHECK(members(team_of(crowd, question_about({"x"}))) == Ids{"last"});
  crowd.front() = covering("first", 20, {"x"});
  CHECK(members(team_of(crowd, question_about({"x"}))) == Ids{"first"});
}
