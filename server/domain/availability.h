// When a specialist can be asked: weekly hours, one-day exceptions, leave, capacity, the switch
// "reachable now", and how and where they can be met. Pure: free or busy at a moment follows from
// these values and that moment; time zone Europe/Amsterdam, right over both summer-time changes.
// None given = unknown.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/id.h"
#include "server/domain/refusal.h"
#include "server/domain/working_time.h"

namespace expertise {

/// Part of a day, in minutes since local midnight: 0 <= from < to <= 1440.
struct TimeRange {
  int from = 0;
  int to = 0;
  auto operator<=>(const TimeRange&) const = default;
};

/// Monday first; the ranges of a day in order, not overlapping.
using WeeklyHours = std::array<std::vector<TimeRange>, 7>;

/// Other hours on one day, in place of the weekly ones; none = not there that day.
struct DayException {
  LocalDay day;
  std::vector<TimeRange> hours;
  bool operator==(const DayException&) const = default;
};

/// Leave, both days included.
struct Absence {
  LocalDay from;
  LocalDay until;
  std::optional<SpecialistId> substitute;
  bool operator==(const Absence&) const = default;
};

/// How people meet at an agreed time.
enum class AppointmentWay { phone, video, on_the_spot };

template <>
inline constexpr CodeTable<AppointmentWay, 3> codes<AppointmentWay>{
    {{AppointmentWay::phone, "phone"},
     {AppointmentWay::video, "video"},
     {AppointmentWay::on_the_spot, "on_the_spot"}}};

/// What holds in a part of every week: how somebody can be met then, and where they are. It says
/// nothing of whether they are there; see whereabouts.h.
struct Whereabouts {
  /// 0 for Monday to 6 for Sunday.
  int weekday = 0;
  TimeRange range;
  /// Only these; empty = as at any other time.
  std::vector<AppointmentWay> ways;
  /// May be empty when there are ways.
  std::string place;
  bool operator==(const Whereabouts&) const = default;
};

/// What is asked of who says nothing of it.
inline constexpr int usual_notice_hours = 2;

struct Availability {
  WeeklyHours weekly;
  std::vector<DayException> exceptions;
  std::vector<Absence> absences;
  /// In no order; apart from each other.
  std::vector<Whereabouts> whereabouts;
  /// Takes no new questions until this is switched off.
  bool paused = false;
  /// Open consultations at once, 0 to 100; nothing = no bound.
  std::optional<int> most_open;
  /// New invitations in seven days, 0 to 100; nothing = no bound.
  std::optional<int> most_new_per_week;
  /// An appointment begins so many working hours after it is made, at the least: 0 to 85.
  int notice_hours = usual_notice_hours;
  /// "Reachable now" until this moment; past it the switch is off by itself.
  std::optional<Instant> reachable_until;

  bool operator==(const Availability&) const = default;
};

enum class FreeState { now, today, this_week, later, unknown, away, full, paused };

template <>
inline constexpr CodeTable<FreeState, 8> codes<FreeState>{{{FreeState::now, "now"},
                                                           {FreeState::today, "today"},
                                                           {FreeState::this_week, "this_week"},
                                                           {FreeState::later, "later"},
                                                           {FreeState::unknown, "unknown"},
                                                           {FreeState::away, "away"},
                                                           {FreeState::full, "full"},
                                                           {FreeState::paused, "paused"}}};

/// Whether somebody in this state may be proposed for a new question.
constexpr bool can_be_offered(FreeState state) {
  return state != FreeState::away && state != FreeState::full && state != FreeState::paused;
}

struct FreeBusy {
  FreeState state = FreeState::unknown;
  /// For `now`: until when.
  std::optional<Instant> until;
  /// For the others: when next free, looked for over eight weeks.
  std::optional<Instant> next;
  /// For `away`: who stands in.
  std::optional<SpecialistId> substitute;
};

/// From `begin` up to, not including, `end`.
struct Span {
  Instant begin;
  Instant end;
  bool operator==(const Span&) const = default;
};

/// Puts spans in order and joins those that overlap or touch.
void join_touching(std::vector<Span>& spans);
/// The same, and those with less than `gap` between them.
void join_within(std::vector<Span>& spans, std::chrono::minutes gap);

/// Between two appointments less than this is no time in which anything can be discussed.
inline constexpr std::chrono::minutes shortest_gap{15};

/// When somebody is there by hours, exceptions, leave and the switch, within [from, to): in order,
/// touching spans joined; load and pause play no part. A range starts at the first moment at which
/// the clock shows its start and ends at the last at which it shows its end; a time in the hour
/// that summer time skips is the moment of the skip. Looks at no more than 400 days. `busy` (in
/// order, apart) is taken out of hours and exceptions, and gaps of less than a quarter of an hour
/// beside it are none; who switched "reachable now" on meant it.
std::vector<Span> free_spans(const Availability& availability, Instant from, Instant to,
                             const std::vector<Span>& busy = {});

/// Free or busy at `now`, with this many open consultations and new ones in the last seven days.
/// Paused and away and full, in that order, go before everything else; leave of today counts as
/// away. Somebody without hours is unknown, or `now` while the switch is on. A week ends on Sunday;
/// `until` and `next` lie at most eight weeks ahead. Somebody paused or full has no `next`.
FreeBusy free_at(const Availability& availability, Instant now, int open, int new_this_week,
                 const std::vector<Span>& busy = {});

struct AvailabilityLimits {
  static constexpr std::size_t ranges_per_day = 12;
  static constexpr std::size_t exceptions = 200;
  static constexpr std::size_t absences = 50;
  static constexpr std::size_t whereabouts = 40;
  static constexpr std::size_t place_characters = 120;
  static constexpr int leave_days = 366;
  static constexpr int capacity = 100;
  static constexpr int notice_hours = 85;  // two weeks
};

/// Every fault with its place as a JSON pointer of the API's body (`/weekly/monday/0/to`,
/// `/exceptions/2/day`, `/absences/0/until`): `out_of_range` (a minute or a capacity),
/// `end_not_after_start`, `overlap` (also: not in order), `not_a_date`, `duplicate` (two exceptions
/// for one day), `leave_too_long`, `too_many`; and those of check_whereabouts.
std::vector<Fault> faults(const Availability& availability);

}  // namespace expertise
