// Deadlines are said and kept in working hours: office hours on working days in the Netherlands,
// with the holidays of the law and a municipality's own closing days. Pure; time zone
// Europe/Amsterdam.
#pragma once

#include <string_view>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/local_time.h"

namespace expertise {

/// By when the asker needs a first answer.
enum class Urgency { today, within_2_working_days, within_5_working_days };

template <>
inline constexpr CodeTable<Urgency, 3> codes<Urgency>{
    {{Urgency::today, "today"},
     {Urgency::within_2_working_days, "within_2_working_days"},
     {Urgency::within_5_working_days, "within_5_working_days"}}};

/// Which days nobody works, beside weekends and the holidays of the law.
struct WorkingCalendar {
  bool good_friday_closed = false;
  /// 5 May is a day off in lustrum years (2025, 2030) unless this says every year.
  bool liberation_day_closed_every_year = false;
  std::vector<LocalDay> closing_days;
};

/// A holiday that keeps offices closed, with its Dutch name.
struct Holiday {
  LocalDay day;
  std::string_view name;
  bool operator==(const Holiday&) const = default;
};

/// The holidays of a year from 2014 on, in order; Good Friday and Liberation Day as `calendar` has
/// them. Two may fall on one day (Ascension and Liberation Day in 2016).
std::vector<Holiday> holidays(std::chrono::year year, const WorkingCalendar& calendar);

/// Whether people work on this day: Monday to Friday, no holiday, no closing day.
bool is_working_day(LocalDay day, const WorkingCalendar& calendar);

/// Office hours in minutes since local midnight: 08:30 to 17:00.
inline constexpr int office_opens = 8 * 60 + 30;
inline constexpr int office_closes = 17 * 60;
inline constexpr std::int64_t most_working_minutes =
    std::int64_t{10} * 260 * (office_closes - office_opens);

/// The first moment by which `minutes` working minutes have passed since `start`; closing time and
/// not the next opening where both would do. With 0 the first working moment from `start` on.
/// `minutes` is taken between 0 and `most_working_minutes`, about ten years.
Instant add_working_minutes(Instant start, std::int64_t minutes, const WorkingCalendar& calendar);

/// Whole working minutes from `from` to `to`; 0 when `to` is not later.
std::int64_t working_minutes_between(Instant from, Instant to, const WorkingCalendar& calendar);

/// When the first answer to a question asked at `asked` is due. Today: 4 working hours. By days:
/// the same time of day that many working days later. A question from outside office hours counts
/// as asked at the next opening, so that every deadline lies in office hours.
Instant deadline(Instant asked, Urgency urgency, const WorkingCalendar& calendar);

}  // namespace expertise
