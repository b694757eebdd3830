// Whether a question says that it cannot wait: as asked ("graag vandaag nog", "met spoed") or by
// what happens within hours or days ("morgen wordt het gezin ontruimd"). Knows no topics.
#pragma once

#include <string_view>
#include <vector>

#include "search/dutch.h"

namespace expertise::search {

/// `words` are those of `text`. What is denied ("geen spoed", "niet dringend") or was so once ("is
/// met spoed opgenomen") is no haste.
bool is_urgent(std::string_view text, const std::vector<Word>& words);

}  // namespace expertise::search
