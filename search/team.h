// Finds the smallest set of people that together covers a question with several aspects. Pure: it
// gets ranked candidates and chooses; it invites nobody.
#pragma once

#include <string>
#include <vector>

#include "search/question.h"
#include "search/rank.h"

namespace expertise::search {

struct TeamMember {
  std::string id;
  std::vector<std::string> covers;  ///< topic codes of the aspects this person was chosen for

  bool operator==(const TeamMember&) const = default;
};

struct Team {
  std::vector<TeamMember> members;     ///< who covers most first
  std::vector<std::string> uncovered;  ///< topic codes of aspects that nobody covers

  bool operator==(const Team&) const = default;
};

/// Most candidates that are looked at, in the order given.
inline constexpr std::size_t max_team_candidates = 60;
/// Most aspects that are looked at, strongest first.
inline constexpr std::size_t max_team_aspects = 8;

/// The fewest candidates that cover every aspect anybody covers; among equally small sets the one
/// with the highest sum of scores. Never holds a person who adds nothing; with one aspect it is the
/// best single person, with none it is empty.
Team smallest_team(const std::vector<Candidate>& candidates, const Understood& question);

}  // namespace expertise::search
