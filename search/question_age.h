// Ages in a question: of whom it speaks, and how far off an eighteenth birthday is. Knows numbers
// and words for ages, nothing of topics.
#pragma once

#include <optional>
#include <vector>

#include "search/dutch.h"
#include "search/question.h"

namespace expertise::search {

/// The years from the youngest to the oldest person whose age is given ("van 52", "17 jaar",
/// "(31)", "58-jarige", "in de zestig"); without numbers, what words such as "peuter" or "ouderen"
/// say; nothing when no age can be read.
std::optional<AgeBand> age_of(const std::vector<Word>& words);

/// Each age that is given as a number, in order.
std::vector<int> ages_in(const std::vector<Word>& words);

/// About how many days until somebody turns eighteen: "over vier maanden 18", "wordt bijna 18";
/// 365 when it is only known to come ("17 jaar", "wordt in maart 18", "rond zijn 18e verjaardag").
std::optional<int> days_until_eighteen(const std::vector<Word>& words);

}  // namespace expertise::search
