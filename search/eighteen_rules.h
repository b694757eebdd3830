// The parts of the table of the eighteenth birthday. Text and sources; they decide nothing.
#pragma once

#include <vector>

#include "search/eighteen.h"

namespace expertise::search {

/// Of a step: `TransitionStep::lapses`.
inline constexpr bool lapses = true;

/// Help that the youth law gives: guidance, day activities, treatment, care.
std::vector<TransitionRule> rules_of_help();
/// School, work, income, insurance, debts.
std::vector<TransitionRule> rules_of_living();
/// Child protection, probation, representation, personal budget.
std::vector<TransitionRule> rules_of_law();

}  // namespace expertise::search
