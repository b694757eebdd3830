// Busy time from a calendar that somebody keeps elsewhere (iCalendar, RFC
// 5545): as Outlook, Google, Nextcloud and Apple write it. Pure; it knows
// nothing of where the text came from, and gives no word of it: when somebody
// is busy is all that is read.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/availability.h"

namespace expertise {

/// Why a calendar cannot be read.
enum class CalendarFault { not_a_calendar, too_large, too_many_events };

template <>
inline constexpr CodeTable<CalendarFault, 3> codes<CalendarFault>{
    {{CalendarFault::not_a_calendar, "not_a_calendar"},
     {CalendarFault::too_large, "calendar_too_large"},
     {CalendarFault::too_many_events, "too_many_events"}}};

struct CalendarReading {
  /// Nothing else is to be trusted when this is set: a calendar that cannot be
  /// read says nothing about being free.
  std::optional<CalendarFault> fault;
  /// When its owner is busy, within the window: in order, at least `shortest_gap` apart.
  std::vector<Span> busy;
  /// How many appointments (each repetition counts) that busy time comes from.
  std::size_t appointments = 0;
  /// Names of time zones that are not known and that the file does not
  /// describe, as written; their times were read as those of the Netherlands.
  /// At most ten.
  std::vector<std::string> unknown_zones;
  /// Appointments left out because their times make no sense.
  std::size_t unreadable = 0;
};

struct CalendarLimits {
  static constexpr std::size_t bytes = std::size_t{10} << 20;
  static constexpr std::size_t events = 20'000;
  /// Repetitions in the window, of all events together; past it `too_many_events`.
  static constexpr std::size_t repetitions = 100'000;
};

/// Says that it takes too long. A rule can be written so that it never comes true, and libical
/// looks for that a second or two before it stops.
using GiveUp = std::function<bool()>;

/// Reads the busy time in [from, to). Busy is what blocks time: not what is cancelled or shown as
/// free (TRANSP, and Outlook's own sign). Repetitions, their exceptions and moved single times are
/// followed; what repeats every hour or more often is `too_many_events`, as what takes too long is.
/// An all-day appointment lasts from midnight to midnight in the Netherlands; times without a zone
/// are the calendar's (X-WR-TIMEZONE), else of the Netherlands. Windows names of zones are
/// understood. Also reads VFREEBUSY.
CalendarReading read_calendar(
    std::string_view text, Instant from, Instant to, const GiveUp& give_up = [] { return false; });

}  // namespace expertise
