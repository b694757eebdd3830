// Ages in a question: of whom it speaks. Knows numbers and words for ages, nothing of topics.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "search/dutch.h"
#include "search/question.h"
#include "search/question_age_whose.h"

namespace expertise::search {

/// The years from the youngest to the oldest person the question is about ("van 52", "17 jaar",
/// "(31)", "58-jarige", "in de zestig"). The ages of relatives count only when no other is given,
/// those of a partner, brother or sister only when nobody else is named. Without numbers, what
/// words such as "peuter" or "ouderen" say; nothing when no age can be read. With the day of today
/// who "wordt op 3 maart 2026 18" is 18 when that is past.
std::optional<AgeBand> age_of(const std::vector<Word>& words,
                              std::optional<std::chrono::year_month_day> today = std::nullopt);

/// The years that "in de zestig" says, of all who are spoken of so.
std::optional<AgeBand> age_of_decade(const std::vector<Word>& words);

/// An age that is given as a number.
struct AgeRead {
  int years = 0;
  int months = 0;  ///< besides: 6 of "17,5 jaar", 10 of "17 jaar en 10 maanden"
  Whose whose = Whose::main;
};

/// Each of them, in order of the text.
std::vector<AgeRead> ages_read(const std::vector<Word>& words,
                               std::optional<std::chrono::year_month_day> today = std::nullopt);

/// Each age that is given as a number, in order.
std::vector<int> ages_in(const std::vector<Word>& words,
                         std::optional<std::chrono::year_month_day> today = std::nullopt);

}  // namespace expertise::search
