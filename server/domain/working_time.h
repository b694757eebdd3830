// Deadlines are said and kept in working hours: office hours on working days in the Netherlands,
// with the holidays of the law and a municipality's own closing days. Pure; time zone
// Europe/Amsterdam.
#pragma once

#include <string>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"

namespace expertise {

/// By when the asker needs a first answer.
enum class Urgency { today, within_2_working_days, within_5_working_days };

template <>
inline constexpr CodeTable<Urgency, 3> codes<Urgency>{
    {{Urgency::today, "today"},
     {Urgency::within_2_working_days, "within_2_working_days"},
     {Urgency::within_5_working_days, "within_5_working_days"}}};

/// A calendar day in the Netherlands.
using LocalDay = std::chrono::year_month_day;

/// Which days nobody works, beside weekends and the holidays of the law.
struct WorkingCalendar {
  bool good_friday_closed = false;
  /// 5 May is a day off in lustrum years (2025, 2030) unless this says every year.
  bool liberation_day_closed_every_year = false;
  std::vector<LocalDay> closing_days;
};

/// Whether people work on this day.
bool is_working_day(LocalDay day, const WorkingCalendar& calendar);

/// The moment `minutes` working minutes after `start` (office hours 08:30 to 17:00, Dutch time).
Instant add_working_minutes(Instant start, std::int64_t minutes, const WorkingCalendar& calendar);

/// Working minutes from `from` to `to`; 0 when `to` is not later.
std::int64_t working_minutes_between(Instant from, Instant to, const WorkingCalendar& calendar);

/// When the first answer to a question asked at `asked` is due. Today: 4 working hours. By days:
/// the same time of day that many working days later; a question from outside office hours counts
/// from the next opening.
Instant deadline(Instant asked, Urgency urgency, const WorkingCalendar& calendar);

/// The day in the Netherlands at this moment, and its `YYYY-MM-DD`.
LocalDay local_day(Instant instant);
std::string local_date(Instant instant);

}  // namespace expertise
