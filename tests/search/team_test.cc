// A team at its limits, and who thought along together before.
#include "search/team.h"

#include <algorithm>
#include <catch2/catch.hpp>

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

TEST_CASE("an aspect is a main one from half strength on", "[team]") {
  // "poor" adds too little as a whole; only a main aspect brings such a person in.
  const auto team_at = [](double strength) {
    return members(small_team({knowing("good", 90, {1, 0}), knowing("poor", 9, {0, 1})},
                              question_about({1, strength})));
  };
  CHECK(team_at(0.5) == Ids{"good", "poor"});
  CHECK(team_at(0.49) == Ids{"good"});
}

TEST_CASE("who brings more than the least gain is asked too", "[team]") {
  // Brings worth × (share + .2), of the second aspect: share 1/4, and worth the square of the
  // score.
  const auto team_at = [](double score) {
    return members(small_team({knowing("good", 100, {1, 0}), knowing("second", score, {0, 1})},
                              question_about({1, 1.0 / 3})));
  };
  CHECK(team_at(39.5) == Ids{"good", "second"});  // .0702
  CHECK(team_at(39.4) == Ids{"good"});            // .0699
}

TEST_CASE("who adds hardly anything adds nothing", "[team]") {
  // The second one knows a lesser aspect better by 21 hundredths of what can be known of it.
  const auto team_at = [](double strength) {
    return members(small_team({knowing("good", 100, {1, 0.395}), knowing("second", 99, {0, 0.5})},
                              question_about({1, strength})));
  };
  CHECK(team_at(0.11) == Ids{"good", "second"});  // .0208
  CHECK(team_at(0.1) == Ids{"good"});             // .0191
}

TEST_CASE("who knows nearly as much is asked for the aspect too", "[team]") {
  const auto asked_of = [](double fit) {
    const Team team = small_team(
        {knowing("a", 100, {1, fit}), knowing("b", 99, {0, 0.5}), knowing("c", 98, {0, 0})},
        question_about({1, 1}));
    return team;
  };
  // At eight tenths the other is spare; below, both have their own part.
  CHECK(members(asked_of(0.5 * 0.81)) == Ids{"a"});
  CHECK(members(asked_of(0.5 * 0.79)) == Ids{"a", "b"});
}
