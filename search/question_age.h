// Ages in a question: of whom it speaks. Knows numbers and words for ages, nothing of topics.
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

/// The years that "in de zestig" says, of all who are spoken of so.
std::optional<AgeBand> age_of_decade(const std::vector<Word>& words);

/// Each age that is given as a number, in order.
std::vector<int> ages_in(const std::vector<Word>& words);

}  // namespace expertise::search
