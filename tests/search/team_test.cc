// A team at its limits, and who thought along together before.
#include "search/team.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace expertise::search;

namespace {

using Ids = std::vector<std::string>;
using Pairs = std::set<Pair>;

Understood question_about(const std::vector<double>& strengths, bool certain = false) {
  Understood question;
  for (std::size_t i = 0; i < strengths.size(); ++i) {
    const std::string code(1, static_cast<char>('x' + i));
    question.aspects.push_back({code, code, {}, false, certain, strengths[i]});
  }
  return question;
}

// Who knows this much of each aspect.
Candidate knowing(const std::string& id, double score, const std::vector<double>& fits) {
  Candidate made{id, score, {}, fits, {}};
  for (std::size_t i = 0; i < fits.size(); ++i) {
    if (fits[i] >= covering_fit) made.covers.emplace_back(1, static_cast<char>('x' + i));
  }
  return made;
}

Ids members(const Team& team) {
  Ids ids;
  for (const TeamMember& member : team.members) ids.push_back(member.id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

TEST_CASE("of equals who thought along with the team before is chosen, and it is told", "[team]") {
  const auto question = question_about({1, 1});
  const std::vector<Candidate> candidates{knowing("a", 80, {1, 0}), knowing("b", 70, {0, 1}),
                                          knowing("c", 70, {0, 1}), knowing("d", 70, {0, 1})};
  CHECK(members(small_team(candidates, question)) == Ids{"a", "b"});
  CHECK(small_team(candidates, question).together.empty());
  const Team team = small_team(candidates, question, {{"a", "c"}});
  CHECK(members(team) == Ids{"a", "c"});
  CHECK(team.together == std::vector<Pair>{{"a", "c"}});
  // Of several the first of the list, every time.
  CHECK(members(small_team(candidates, question, {{"a", "c"}, {"a", "d"}})) == Ids{"a", "c"});
  // With somebody outside the team it says nothing.
  CHECK(members(small_team(candidates, question, {{"b", "c"}})) == Ids{"a", "b"});
  CHECK(small_team(candidates, question, {{"b", "c"}}).together.empty());
}

TEST_CASE("having thought along before never outweighs who is better", "[team]") {
  const auto question = question_about({1, 1});
  // Worth goes with the square: .9747 of the score is .95 of what the best one brings.
  const auto team_with = [&](double score) {
    return members(small_team(
        {knowing("a", 80, {1, 0}), knowing("b", 70, {0, 1}), knowing("c", score, {0, 1})}, question,
        {{"a", "c"}}));
  };
  CHECK(team_with(68.3) == Ids{"a", "c"});
  CHECK(team_with(68.1) == Ids{"a", "b"});
}

TEST_CASE("the team grows no larger for it", "[team]") {
  const Team team = small_team({knowing("a", 80, {1, 1}), knowing("b", 80, {1, 1})},
                               question_about({1, 1}), {{"a", "b"}});
  CHECK(members(team) == Ids{"a"});
  CHECK(team.together.empty());
}

TEST_CASE("an aspect that is named is never left to nobody", "[team]") {
  // "poor" brings too little as a whole; only a named aspect brings such a person in.
  const auto team_for = [](bool certain, bool in_passing) {
    Understood question = question_about({1, 1}, certain);
    question.aspects[1].mentioned = in_passing;
    return members(small_team({knowing("good", 90, {1, 0}), knowing("poor", 9, {0, 1})}, question));
  };
  CHECK(team_for(true, false) == Ids{"good", "poor"});
  CHECK(team_for(true, true) == Ids{"good"});
  CHECK(team_for(false, false) == Ids{"good"});
}

TEST_CASE("nobody is asked for what is only said in passing", "[team]") {
  Understood question = question_about({1, 1}, true);
  question.aspects[1].mentioned = true;
  const std::vector<Candidate> candidates{knowing("a", 90, {1, 0}), knowing("b", 89, {0, 1})};
  CHECK(members(small_team(candidates, question)) == Ids{"a"});
  question.aspects[0].mentioned = true;  // then there is nothing else
  CHECK(members(small_team(candidates, question)) == Ids{"a", "b"});
}

TEST_CASE("who brings more than the least gain is asked too", "[team]") {
  // Brings worth x (1 + twice the share), of the second aspect: share 1/4, and worth the square
  // of the score.
  const auto team_at = [](double score) {
    return members(small_team({knowing("good", 100, {1, 0}), knowing("second", score, {0, 1})},
                              question_about({1, 1.0 / 3})));
  };
  CHECK(team_at(51.4) == Ids{"good", "second"});  // .3963
  CHECK(team_at(51.3) == Ids{"good"});            // .3948
}

TEST_CASE("who is like a member and adds hardly anything is not asked", "[team]") {
  // The second one knows a lesser aspect better by a tenth of what can be known of it.
  const auto team_at = [](double strength) {
    return members(small_team({knowing("good", 100, {1, 0.9}), knowing("second", 99, {0.6, 1})},
                              question_about({1, strength})));
  };
  CHECK(team_at(0.112) == Ids{"good", "second"});  // .0101
  CHECK(team_at(0.11) == Ids{"good"});             // .0099
}

TEST_CASE("of two who fit as well it is who comes from another field", "[team]") {
  const auto of_field = [](Candidate person, std::vector<TopicWeight> topics) {
    ProfileRecord record;
    record.topics = KeyedTopics(std::move(topics));
    person.record = std::make_shared<const ProfileRecord>(std::move(record));
    return person;
  };
  const Candidate first = of_field(knowing("first", 90, {1, 1}), {{"debts", 0.8}, {"rent", 0.6}});
  const Candidate same = of_field(knowing("same", 90, {1, 1}), {{"debts", 0.6}, {"rent", 0.8}});
  const Candidate other = of_field(knowing("other", 80, {1, 1}), {{"grief", 0.9}, {"rent", 0.1}});
  const Understood question = question_about({1, 1});
  CHECK(members(small_team({first, same}, question)) == Ids{"first"});
  CHECK(members(small_team({first, same, other}, question)) == Ids{"first", "other"});
  // Another field begins where half of it is something else.
  const auto half_like = [&](double debts) {
    const Candidate alone = of_field(knowing("alone", 90, {1, 1}), {{"debts", 1.0}});
    const Candidate near = of_field(knowing("near", 90, {1, 1}),
                                    {{"debts", debts}, {"grief", std::sqrt(1 - debts * debts)}});
    return members(small_team({alone, near}, question));
  };
  CHECK(half_like(0.499) == Ids{"alone", "near"});
  CHECK(half_like(0.501) == Ids{"alone"});
  // Who fits the whole question much less is not.
  const Candidate worse = of_field(knowing("other", 54, {1, 1}), {{"grief", 0.9}, {"rent", 0.1}});
  CHECK(members(small_team({first, worse}, question)) == Ids{"first"});
}

TEST_CASE("who knows nearly as much is asked for the aspect too", "[team]") {
  const auto asked_of = [](double fit) {
    const Team team = small_team({knowing("a", 100, {1, fit}), knowing("b", 99, {0, 0.5})},
                                 question_about({1, 1}));
    REQUIRE(members(team) == Ids{"a", "b"});
    for (const TeamMember& member : team.members) {
      if (member.id == "b") CHECK(member.covers == Ids{"y"});
    }
    return team.members.front().covers;
  };
  CHECK(asked_of(0.5 * 0.81) == Ids{"x", "y"});
  CHECK(asked_of(0.5 * 0.79) == Ids{"x"});
}

TEST_CASE("who knows no aspect best is a second view on what that member knows", "[team]") {
  Candidate second = knowing("b", 99, {0.3, 0.3});
  ProfileRecord record;
  record.topics = KeyedTopics({{"other", 1.0}});
  second.record = std::make_shared<const ProfileRecord>(std::move(record));
  const Team team = small_team({knowing("a", 100, {1, 1}), second}, question_about({1, 1}));
  REQUIRE(team.members.size() == 2);
  CHECK(team.members[1].covers == Ids{"x", "y"});
}

TEST_CASE("that nobody knows what is only suspected is not told", "[team]") {
  Understood question = question_about({1, 0.6, 0.4});
  CHECK(small_team({knowing("a", 90, {1, 0, 0})}, question).uncovered == Ids{"y"});
  question.aspects[2].certain = true;
  CHECK(small_team({knowing("a", 90, {1, 0, 0})}, question).uncovered == Ids{"y", "z"});
}
