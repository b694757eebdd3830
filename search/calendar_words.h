// Days of the calendar in a text: as people write them, and how far from today they are. Knows
// months, seasons and weekdays, nothing of what happens then.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/dutch.h"

namespace expertise::search {

/// The middle of a month, season or year when no day is told.
struct Calendar {
  unsigned month = 0;  ///< 1 to 12; of a weekday 0
  std::optional<unsigned> day{};
  std::optional<int> year{};
  std::optional<unsigned> weekday{};  ///< from Sunday, 0
  bool whole_year = false;            ///< the year alone is told: "in 2027"
};

/// "3 maart 2027", "maart van 2027", "de zomer", "vrijdag", "in 2027", "24-12-2026" when the month,
/// season, weekday, year or date in figures stands at `at`.
std::optional<Calendar> calendar_at(const std::vector<Word>& words, std::size_t at);

/// The days from today until then: the first time that it comes, or in the year that is told, where
/// it may be past. Of a month or year of which the middle is past, its last day. A day that the
/// month does not have is none.
int days_from(std::chrono::year_month_day today, const Calendar& then);

/// A date in figures, as one word of which `calendar_at` reads the day.
struct DateInFigures {
  std::size_t words = 0;  ///< how many it is written in
  std::string read;
};

/// "24-12-2026", "2026-12-24", and behind "op" or "wordt" also "24/12" and "24-12-26".
std::optional<DateInFigures> date_in_figures(const std::vector<Word>& words, std::size_t at);

bool is_date_in_figures(std::string_view word);

/// Of this century, the last or the next.
bool is_year(std::string_view word);

bool is_weekday(std::string_view word);

/// "maart", "mrt"
bool is_month_of_date(std::string_view word);

}  // namespace expertise::search
