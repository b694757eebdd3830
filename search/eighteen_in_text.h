// An eighteenth birthday in a text: whether one is to come, how far off, or long past. Knows how
// people write of it, nothing of topics or of what it changes.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "search/dutch.h"

namespace expertise::search {

/// What is known of a birthday that comes within the year when it is not said when.
inline constexpr int some_day_this_year = 365;

/// About how many days until somebody turns eighteen: "over vier maanden 18", "wordt bijna 18";
/// `some_day_this_year` when it is only known to come ("17 jaar", "wordt in maart 18", "voor zijn
/// 18e verjaardag"). A birthday that is past is none, nor is that of a child who has years to go,
/// unless it is told when. With the day of today a date, month, season or year is counted from it
/// ("wordt in maart 18"); one that cannot be of somebody who has it ahead says nothing.
std::optional<int> days_until_eighteen(
    const std::vector<Word>& words,
    std::optional<std::chrono::year_month_day> today = std::nullopt);

/// The text speaks of an eighteenth birthday, and only of one that is past: "sinds zijn 18e".
bool eighteen_is_past(const std::vector<Word>& words);

/// Somebody is to become of the age that this number says: "wordt in maart 18", "als ze 17 wordt".
bool is_to_become(const std::vector<Word>& words, std::size_t at);

/// Somebody has become so lately, within a year: "wordt vandaag 18", "werd vorige maand 18", or
/// with the day of today "op 3 maart 2026 wordt hij 18" when that is past.
bool has_become(const std::vector<Word>& words, std::size_t at,
                std::optional<std::chrono::year_month_day> today = std::nullopt);

}  // namespace expertise::search
