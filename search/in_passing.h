// What a text speaks of only in passing: what was long ago, what is over, what somebody else
// already takes care of, and who sent or reported it. It is said, but it is not what is asked.
// Knows words and clauses, no topics.
#pragma once

#include <string_view>
#include <vector>

#include "search/dutch.h"

namespace expertise::search {

/// For each of the `words` of `text`: is it said in passing? Rules over clauses, on the careful
/// side: what is only half in passing ("had vroeger schulden en nu weer") counts as asked.
std::vector<bool> in_passing(std::string_view text, const std::vector<Word>& words);

}  // namespace expertise::search
