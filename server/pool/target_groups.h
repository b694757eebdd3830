// The target groups that a text about somebody's work names, in the words that profiles use. A
// short closed list: what it does not know, people write themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace expertise {

/// Each once, in the order of the list.
std::vector<std::string> target_groups_in(std::string_view text);

/// The same groups in every form in which a profile may write them, folded.
std::vector<std::string> names_of_target_groups_in(std::string_view text);

}  // namespace expertise
