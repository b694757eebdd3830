// A calendar that a specialist keeps elsewhere and has connected: when it was read, whether that
// went well, and the busy time it gave. Its address is a secret of its owner and stands with none
// of this. It knows no web and no store.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/availability.h"
#include "server/domain/env.h"
#include "server/domain/id.h"

namespace expertise {

struct Calendar {
  CalendarId id;
  SpecialistId specialist;
  MunicipalityId municipality;
  /// The host of its address: enough for its owner to know which it is.
  std::string host;
  Instant added_at;
  /// When it was last read well.
  Instant read_at;
  /// When it is to be read again.
  Instant next_at;
  /// How often reading failed since.
  int failures = 0;
  /// Why, as a code of CalendarFault or FetchFault; empty when the last reading went well.
  std::string fault{};
  /// Of the text that the busy time comes from, and when that was worked out: the text may have
  /// been the same at readings since.
  std::string entity_tag{};
  Instant worked_out_at;
  /// In order, apart, from a day before to `days_read` after it was worked out.
  std::vector<Span> busy{};
  std::size_t appointments = 0;
  std::size_t unreadable = 0;
  std::vector<std::string> unknown_zones{};
};

struct CalendarRules {
  static constexpr std::size_t most_of_one = 5;
  static constexpr int days_read = 70;
  /// Between readings that go well.
  static constexpr std::chrono::minutes interval{30};
  /// Past this a calendar says nothing any more about when its owner is free.
  static constexpr std::chrono::hours trusted{24};
};

/// How long to wait after so many failures in a row (1 or more): 5 and 15 minutes, then an hour.
std::chrono::minutes wait_after(int failures);

/// The busy time of somebody's calendars and appointments in the pool together, and whether the
/// calendars can be trusted at `now`.
struct BusyTime {
  std::vector<Span> spans;
  bool is_known = true;
};
BusyTime busy_time(const std::vector<Calendar>& calendars, Instant now,
                   const std::vector<Span>& appointments = {});

/// What is known of somebody whose calendar could not be read for too long: not when they are free,
/// unless they say so themselves.
FreeBusy without_calendar(FreeBusy free_busy, const Availability& availability, Instant now);

}  // namespace expertise
