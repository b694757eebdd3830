// Working hours and Dutch holidays, against dates from the calendar and against a reference that
// goes minute by minute.
#include "server/domain/working_time.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace expertise;
using namespace std::chrono_literals;

namespace {

Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

// What is written on the wall.
Instant local(std::string_view day, int hour, int minute) {
  return instant_of(parse_local_date(day).value(), hour * 60 + minute);
}

bool is_on(std::string_view name, std::string_view day, const WorkingCalendar& calendar) {
  LocalDay wanted = parse_local_date(day).value();
  auto year = holidays(wanted.year(), calendar);
  return std::count(year.begin(), year.end(), Holiday{wanted, name}) == 1;
}

bool is_working_moment(Instant instant, const WorkingCalendar& calendar) {
  WallClock wall = wall_clock(instant);
  return wall.minute >= office_opens && wall.minute < office_closes &&
         is_working_day(wall.day, calendar);
}

std::int64_t minutes_one_by_one(Instant from, Instant to, const WorkingCalendar& calendar) {
  std::int64_t count = 0;
  for (Instant each = from; each < to; each += 1min) count += is_working_moment(each, calendar);
  return count;
}

Instant add_one_by_one(Instant start, std::int64_t count, const WorkingCalendar& calendar) {
  Instant each = start;
  while (!is_working_moment(each, calendar)) each += 1min;
  for (; count > 0; each += 1min) count -= is_working_moment(each, calendar);
  return each;
}

}  // namespace

TEST_CASE("the holidays of 2024 to 2035 are those of the printed calendar", "[working_time]") {
  struct Year {
    int year;
    const char *good_friday, *easter, *easter_monday, *kings_day, *ascension, *pentecost,
        *pentecost_monday;
  };
  auto year = GENERATE(values<Year>({
      {2024, "03-29", "03-31", "04-01", "04-27", "05-09", "05-19", "05-20"},
      {2025, "04-18", "04-20", "04-21", "04-26", "05-29", "06-08", "06-09"},
      {2026, "04-03", "04-05", "04-06", "04-27", "05-14", "05-24", "05-25"},
      {2027, "03-26", "03-28", "03-29", "04-27", "05-06", "05-16", "05-17"},
      {2028, "04-14", "04-16", "04-17", "04-27", "05-25", "06-04", "06-05"},
      {2029, "03-30", "04-01", "04-02", "04-27", "05-10", "05-20", "05-21"},
      {2030, "04-19", "04-21", "04-22", "04-27", "05-30", "06-09", "06-10"},
      {2031, "04-11", "04-13", "04-14", "04-26", "05-22", "06-01", "06-02"},
      {2032, "03-26", "03-28", "03-29", "04-27", "05-06", "05-16", "05-17"},
      {2033, "04-15", "04-17", "04-18", "04-27", "05-26", "06-05", "06-06"},
      {2034, "04-07", "04-09", "04-10", "04-27", "05-18", "05-28", "05-29"},
      {2035, "03-23", "03-25", "03-26", "04-27", "05-03", "05-13", "05-14"},
  }));
  auto on = [&](std::string_view name, const char* day, const WorkingCalendar& calendar = {}) {
    return is_on(name, std::to_string(year.year) + "-" + day, calendar);
  };
  CAPTURE(year.year);
  CHECK(on("Nieuwjaarsdag", "01-01"));
  CHECK(on("Eerste Paasdag", year.easter));
  CHECK(on("Tweede Paasdag", year.easter_monday));
  CHECK(on("Koningsdag", year.kings_day));
  CHECK(on("Hemelvaartsdag", year.ascension));
  CHECK(on("Eerste Pinksterdag", year.pentecost));
  CHECK(on("Tweede Pinksterdag", year.pentecost_monday));
  CHECK(on("Eerste Kerstdag", "12-25"));
  CHECK(on("Tweede Kerstdag", "12-26"));
  CHECK(on("Bevrijdingsdag", "05-05") == (year.year % 5 == 0));
  CHECK(on("Bevrijdingsdag", "05-05", {false, true, {}}));
  CHECK_FALSE(on("Goede Vrijdag", year.good_friday));
  CHECK(on("Goede Vrijdag", year.good_friday, {true, false, {}}));
  auto all = holidays(std::chrono::year(year.year), {true, true, {}});
  CHECK(all.size() == 11);
  CHECK(std::is_sorted(all.begin(), all.end(), [](auto& a, auto& b) { return a.day < b.day; }));
}

TEST_CASE("nobody works in a weekend, on a holiday or on a closing day", "[working_time]") {
  using namespace std::chrono;
  WorkingCalendar calendar;
  CHECK(is_working_day(2026y / November / 20, calendar));
  CHECK_FALSE(is_working_day(2026y / November / 21, calendar));
  CHECK_FALSE(is_working_day(2026y / November / 22, calendar));
  CHECK_FALSE(is_working_day(2026y / April / 6, calendar));
  CHECK(is_working_day(2026y / April / 3, calendar));
  CHECK(is_working_day(2026y / May / 15, calendar));
  calendar.closing_days = {2026y / May / 15};
  CHECK_FALSE(is_working_day(2026y / May / 15, calendar));
  CHECK(is_working_day(2026y / May / 13, calendar));
}

TEST_CASE("a question for today is due after four working hours", "[working_time]") {
  auto due = [](Instant asked) { return deadline(asked, Urgency::today, {}); };
  CHECK(due(local("2026-11-18", 10, 15)) == local("2026-11-18", 14, 15));
  // Friday 16:30: half an hour is left, the rest is Monday's.
  CHECK(due(local("2026-11-20", 16, 30)) == local("2026-11-23", 12, 0));
  CHECK(due(local("2026-11-20", 22, 0)) == local("2026-11-23", 12, 30));
  CHECK(due(local("2026-11-18", 13, 0)) == local("2026-11-18", 17, 0));
  // The Friday before Easter works, the Monday does not.
  CHECK(due(local("2026-04-03", 15, 0)) == local("2026-04-07", 10, 30));
}

TEST_CASE("a question for some days is due at the same time of day", "[working_time]") {
  auto due = [](Instant asked, Urgency urgency) { return deadline(asked, urgency, {}); };
  CHECK(due(local("2026-11-18", 10, 15), Urgency::within_2_working_days) ==
        local("2026-11-20", 10, 15));
  CHECK(due(local("2026-11-19", 10, 15), Urgency::within_2_working_days) ==
        local("2026-11-23", 10, 15));
  CHECK(due(local("2026-11-18", 10, 15), Urgency::within_5_working_days) ==
        local("2026-11-25", 10, 15));
  SECTION("from outside office hours it counts from the next opening") {
    CHECK(due(local("2026-11-21", 14, 0), Urgency::within_2_working_days) ==
          local("2026-11-25", 8, 30));
    CHECK(due(local("2026-11-18", 7, 0), Urgency::within_2_working_days) ==
          local("2026-11-20", 8, 30));
    CHECK(due(local("2026-11-18", 17, 0), Urgency::within_2_working_days) ==
          local("2026-11-23", 8, 30));
    CHECK(due(local("2026-12-24", 23, 59), Urgency::within_2_working_days) ==
          local("2026-12-30", 8, 30));
  }
  SECTION("the clock's change does not move it") {
    CHECK(due(at("2026-03-27T09:00:00Z"), Urgency::within_2_working_days) ==
          at("2026-03-31T08:00:00Z"));
    CHECK(due(at("2026-10-23T08:00:00Z"), Urgency::within_2_working_days) ==
          at("2026-10-27T09:00:00Z"));
  }
}

TEST_CASE("working minutes are those of a count minute by minute", "[working_time]") {
  using namespace std::chrono;
  WorkingCalendar calendar{true, true, {2026y / March / 31, 2026y / October / 26}};
  // Around both changes of the clock, Easter, and the turn of the year.
  auto from = GENERATE(values<std::string_view>({"2026-03-25T00:00:00Z", "2026-10-21T00:00:00Z",
                                                 "2026-12-21T00:00:00Z", "2025-04-15T00:00:00Z",
                                                 "2025-05-01T00:00:00Z"}));
  std::mt19937 random(20261122);
  std::uniform_int_distribution<int> minute(0, 8 * 1440);
  for (int i = 0; i < 25; ++i) {
    Instant a = at(from) + minutes(minute(random));
    Instant b = at(from) + minutes(minute(random));
    CAPTURE(rfc3339(a), rfc3339(b));
    CHECK(working_minutes_between(a, b, calendar) == minutes_one_by_one(a, b, calendar));
    std::int64_t count = minute(random) % 1500;
    CAPTURE(count);
    Instant end = add_working_minutes(a, count, calendar);
    CHECK(end == add_one_by_one(a, count, calendar));
    CHECK(working_minutes_between(a, end, calendar) == count);
  }
}

TEST_CASE("a deadline lies in office hours, the promised working time later", "[working_time]") {
  WorkingCalendar calendar;
  std::mt19937 random(7);
  std::uniform_int_distribution<int> minute(0, 3 * 365 * 1440);
  for (int i = 0; i < 300; ++i) {
    Instant asked = at("2025-01-01T00:00:00Z") + std::chrono::minutes(minute(random));
    CAPTURE(rfc3339(asked));
    const int day = office_closes - office_opens;
    auto worked = [&](Urgency urgency) {
      return working_minutes_between(asked, deadline(asked, urgency, calendar), calendar);
    };
    CHECK(worked(Urgency::today) == 240);
    CHECK(worked(Urgency::within_2_working_days) == 2 * day);
    CHECK(worked(Urgency::within_5_working_days) == 5 * day);
    CHECK(is_working_moment(deadline(asked, Urgency::within_5_working_days, calendar), calendar));
  }
}

TEST_CASE("working time never searches for ever", "[working_time]") {
  WorkingCalendar calendar;
  for (LocalDay day = parse_local_date("2026-01-01").value(); day < parse_local_date("2040-01-01");
       day = plus_days(day, 1))
    calendar.closing_days.push_back(day);
  CHECK(deadline(at("2026-06-01T10:00:00Z"), Urgency::today, calendar) <
        at("2041-01-01T00:00:00Z"));
  CHECK(add_working_minutes(at("2026-06-01T10:00:00Z"), INT64_MAX, {}) ==
        add_working_minutes(at("2026-06-01T10:00:00Z"), most_working_minutes, {}));
  CHECK(working_minutes_between(at("2026-06-02T10:00:00Z"), at("2026-06-01T10:00:00Z"), {}) == 0);
}
