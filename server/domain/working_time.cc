#include "server/domain/working_time.h"

#include <algorithm>

namespace expertise {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::int64_t today_minutes = 4 * 60;

// Past this many days in a row without work the calendar is taken to be a mistake and days are
// counted as working days: no deadline may search for ever.
constexpr int longest_closure_days = 3660;

// The Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
LocalDay easter_sunday(std::chrono::year of) {
  int year = static_cast<int>(of);
  int golden = year % 19;
  int century = year / 100;
  int in_century = year % 100;
  int correction = (8 * century + 13) / 25;
  int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  int to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  int late = (golden + 11 * epact + 22 * to_sunday) / 451;
  int day_of_march = epact + to_sunday - 7 * late + 22;
  return plus_days(of / std::chrono::March / 1, day_of_march - 1);
}

LocalDay kings_day(std::chrono::year year) {
  LocalDay birthday = year / std::chrono::April / 27;
  return weekday_index(birthday) == 6 ? plus_days(birthday, -1) : birthday;
}

bool is_holiday(LocalDay day, const WorkingCalendar& calendar) {
  auto year = holidays(day.year(), calendar);
  return std::any_of(year.begin(), year.end(),
                     [&](const Holiday& holiday) { return holiday.day == day; });
}

// The first working day on or after `day`.
LocalDay working_day_from(LocalDay day, const WorkingCalendar& calendar) {
  LocalDay found = day;
  for (int i = 0; i < longest_closure_days; ++i, found = plus_days(found, 1)) {
    if (is_working_day(found, calendar)) return found;
  }
  return day;
}

struct Office {
  Instant opens;
  Instant closes;
};

// The office hours that `at` lies in, or the next ones; never closed yet at `at`.
Office office_from(Instant at, const WorkingCalendar& calendar, LocalDay& day) {
  day = working_day_from(local_day(at), calendar);
  if (instant_of(day, office_closes) <= at) day = working_day_from(plus_days(day, 1), calendar);
  return {instant_of(day, office_opens), instant_of(day, office_closes)};
}

}  // namespace

std::vector<Holiday> holidays(std::chrono::year year, const WorkingCalendar& calendar) {
  namespace month = std::chrono;
  LocalDay easter = easter_sunday(year);
  std::vector<Holiday> found{
      {year / month::January / 1, "Nieuwjaarsdag"},
      {easter, "Eerste Paasdag"},
      {plus_days(easter, 1), "Tweede Paasdag"},
      {kings_day(year), "Koningsdag"},
      {plus_days(easter, 39), "Hemelvaartsdag"},
      {plus_days(easter, 49), "Eerste Pinksterdag"},
      {plus_days(easter, 50), "Tweede Pinksterdag"},
      {year / month::December / 25, "Eerste Kerstdag"},
      {year / month::December / 26, "Tweede Kerstdag"},
  };
  if (calendar.good_friday_closed) found.push_back({plus_days(easter, -2), "Goede Vrijdag"});
  if (calendar.liberation_day_closed_every_year || static_cast<int>(year) % 5 == 0)
    found.push_back({year / month::May / 5, "Bevrijdingsdag"});
  std::stable_sort(found.begin(), found.end(),
                   [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  return found;
}

bool is_working_day(LocalDay day, const WorkingCalendar& calendar) {
  if (weekday_index(day) >= 5) return false;
  const auto& closed = calendar.closing_days;
  return std::find(closed.begin(), closed.end(), day) == closed.end() && !is_holiday(day, calendar);
}

Instant add_working_minutes(Instant start, std::int64_t count, const WorkingCalendar& calendar) {
  LocalDay day;
  Office office = office_from(start, calendar, day);
  Instant from = std::max(start, office.opens);
  milliseconds left = minutes(std::clamp<std::int64_t>(count, 0, most_working_minutes));
  while (left > office.closes - from) {
    left -= office.closes - from;
    day = working_day_from(plus_days(day, 1), calendar);
    from = instant_of(day, office_opens);
    office = {from, instant_of(day, office_closes)};
  }
  return from + left;
}

std::int64_t working_minutes_between(Instant from, Instant to, const WorkingCalendar& calendar) {
  if (to <= from) return 0;
  milliseconds total{0};
  LocalDay last = local_day(to);
  for (LocalDay day = local_day(from); day <= last; day = plus_days(day, 1)) {
    if (!is_working_day(day, calendar)) continue;
    Instant opens = std::max(from, instant_of(day, office_opens));
    Instant closes = std::min(to, instant_of(day, office_closes));
    if (opens < closes) total += closes - opens;
  }
  return std::chrono::floor<minutes>(total).count();
}

Instant deadline(Instant asked, Urgency urgency, const WorkingCalendar& calendar) {
  if (urgency == Urgency::today) return add_working_minutes(asked, today_minutes, calendar);
  LocalDay day;
  Office office = office_from(asked, calendar, day);
  auto since_opening = std::max(asked, office.opens) - office.opens;
  int days = urgency == Urgency::within_2_working_days ? 2 : 5;
  for (int i = 0; i < days; ++i) day = working_day_from(plus_days(day, 1), calendar);
  return instant_of(day, office_opens) + since_opening;
}

}  // namespace expertise
