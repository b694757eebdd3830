// The clock on the wall in the Netherlands (Europe/Amsterdam) beside the moments of UTC. The only
// place that knows the time zone database; it knows nothing of hours that anybody keeps.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/domain/env.h"

namespace expertise {

/// A calendar day in the Netherlands.
using LocalDay = std::chrono::year_month_day;

/// What calendar and clock show at a moment: `minute` since local midnight (0 to 1439), rounded
/// down.
struct WallClock {
  LocalDay day;
  int minute = 0;
  bool operator==(const WallClock&) const = default;
};

WallClock wall_clock(Instant instant);

/// The day in the Netherlands at this moment, and its `YYYY-MM-DD`.
LocalDay local_day(Instant instant);
std::string local_date(Instant instant);

/// `YYYY-MM-DD` of a day, and back; nothing when malformed or not a real date.
std::string date_text(LocalDay day);
std::optional<LocalDay> parse_local_date(std::string_view text);

/// The hour that summer time's end shows twice: its first or its second pass.
enum class Pass { first, second };

/// The moment at which the clock shows `minute` (0 to 1440, the last being the next midnight) on
/// `day`. A time in the hour that summer time skips is the moment of the skip (03:00 on the clock).
Instant instant_of(LocalDay day, int minute, Pass pass = Pass::first);

/// The day `count` days later, or earlier when negative.
LocalDay plus_days(LocalDay day, int count);

/// 0 for Monday to 6 for Sunday.
int weekday_index(LocalDay day);

}  // namespace expertise
