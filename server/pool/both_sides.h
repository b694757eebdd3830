// Whom to ask on each side of an eighteenth birthday. Knows ranked people and what a side is; it
// invites nobody and changes no order.
#pragma once

#include <string>
#include <vector>

#include "search/eighteen.h"
#include "search/team.h"
#include "search/vocabulary.h"
#include "server/domain/specialist.h"

namespace expertise {

/// One person for each side, or nobody; the same person when one knows both.
struct BothSides {
  std::optional<SpecialistId> youth;
  std::optional<SpecialistId> adult;
};

/// `ranked` are people who can be asked, best first. A member of the team goes before somebody who
/// is not in it.
BothSides both_sides(const search::Transition& transition,
                     const std::vector<const Specialist*>& ranked, const search::Team& team,
                     const search::Vocabulary& vocabulary);

}  // namespace expertise
