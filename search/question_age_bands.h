// Ages that a text tells otherwise than as a number of years: "begin dertig", "een tachtiger",
// "rond de 40", "geboren in 1941", "groep 7", "peuter". Shared by what reads ages; of no use
// elsewhere.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "search/dutch.h"
#include "search/question.h"

namespace expertise::search {

/// Of whom the question is about: the tens they are in, about how old they are, their year of birth
/// counted from `today` (the age before the birthday of this year and after it).
std::optional<AgeBand> age_told(const std::vector<Word>& words,
                                std::optional<std::chrono::year_month_day> today);

/// "Woont op zijn 35e nog thuis"; not what was then ("op zijn 35e verlamd geraakt").
std::optional<AgeBand> age_of_birthday(const std::vector<Word>& words);

/// What the class of a school says, or else words such as "peuter" and "ouderen". Children of
/// grown-ups who live elsewhere, are expected or are not there say nothing.
std::optional<AgeBand> age_by_words(const std::vector<Word>& words);

/// What the word for people of some age means, or nothing.
std::optional<AgeBand> age_word(std::string_view folded);

}  // namespace expertise::search
