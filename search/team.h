// Finds a small team for a question with several aspects. Pure: it gets ranked candidates and
// chooses; it invites nobody.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "search/question.h"
#include "search/rank.h"

namespace expertise::search {

struct TeamMember {
  std::string id;
  std::vector<std::string> covers;  ///< topic codes of the aspects this person is asked for

  bool operator==(const TeamMember&) const = default;
};

/// Two ids, the lesser first.
using Pair = std::pair<std::string, std::string>;

struct Team {
  std::vector<TeamMember> members;  ///< who covers most first
  /// Topic codes of aspects that no candidate covers, without those that are only suspected.
  std::vector<std::string> uncovered;
  std::vector<Pair> together;  ///< members who thought along together before, in order

  bool operator==(const Team&) const = default;
};

/// Most people in a team: more is a meeting, not a consultation.
inline constexpr std::size_t max_team_members = 4;
/// Most candidates that are looked at, in the order given; further ones only for an aspect that
/// none of these covers.
inline constexpr std::size_t max_team_candidates = 40;

/// Candidates chosen one by one, each the one who adds most to what the team knows of the aspects,
/// weighed by how well that person fits the whole question; until nobody adds enough and every main
/// aspect that anybody covers is covered. Never more people than aspects; with one aspect it is the
/// best single person, with none it is empty. Every member covers something. Of those who would add
/// nearly as much, who thought along before with most of the members comes first.
Team small_team(const std::vector<Candidate>& candidates, const Understood& question,
                const std::set<Pair>& together = {});

}  // namespace expertise::search
