// When a specialist can be asked, with hand-made weeks and against a reference that walks the wall
// clock minute by minute.
#include "server/domain/availability.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace expertise;
using namespace std::chrono_literals;

namespace {

LocalDay day(std::string_view text) { return parse_local_date(text).value(); }

Instant local(std::string_view date, int hour, int minute = 0) {
  return instant_of(day(date), hour * 60 + minute);
}

// Monday and Thursday from nine to twelve.
Availability two_mornings() {
  Availability hours;
  hours.weekly[0] = {{540, 720}};
  hours.weekly[3] = {{540, 720}};
  return hours;
}

FreeBusy idle_at(const Availability& availability, Instant now) {
  return free_at(availability, now, 0, 0);
}

// Whether the wall clock is in the hours of a day without leave, or the switch is on.
bool is_free_by_the_clock(const Availability& availability, Instant at) {
  WallClock wall = wall_clock(at);
  for (const Absence& each : availability.absences)
    if (each.from <= wall.day && wall.day <= each.until) return false;
  const auto* hours = &availability.weekly[static_cast<std::size_t>(weekday_index(wall.day))];
  for (const DayException& each : availability.exceptions)
    if (each.day == wall.day) hours = &each.hours;
  return std::any_of(hours->begin(), hours->end(), [&](TimeRange range) {
    return range.from <= wall.minute && wall.minute < range.to;
  });
}

// Ranges on a grid of 30 minutes that do not begin or end inside the hour that the clock's change
// skips or doubles: there the two definitions may differ.
std::vector<TimeRange> random_hours(std::mt19937& random) {
  std::vector<TimeRange> hours;
  int cursor = static_cast<int>(random() % 6) * 30;
  while (cursor < 1440 && hours.size() < 4) {
    int to = std::min(1440, cursor + 30 * (1 + static_cast<int>(random() % 12)));
    auto allowed = [](int minute) { return minute <= 120 || minute >= 180; };
    if (allowed(cursor) && allowed(to)) hours.push_back({cursor, to});
    cursor = to + 30 * static_cast<int>(random() % 10);
  }
  return hours;
}

std::vector<std::string> codes_of(const Availability& availability) {
  std::vector<std::string> found;
  for (const Fault& fault : faults(availability)) found.push_back(fault.place + " " + fault.code);
  return found;
}

}  // namespace

TEST_CASE("somebody is free within the hours of the week", "[availability]") {
  Availability hours = two_mornings();  // 2026-11-23 is a Monday
  SECTION("now, until the hours end") {
    FreeBusy free = idle_at(hours, local("2026-11-23", 9));
    CHECK(free.state == FreeState::now);
    CHECK(free.until == local("2026-11-23", 12));
    CHECK_FALSE(free.next);
  }
  SECTION("the last minute still counts, the end does not") {
    CHECK(idle_at(hours, local("2026-11-23", 12) - 1ms).state == FreeState::now);
    CHECK(idle_at(hours, local("2026-11-23", 12)).state == FreeState::this_week);
  }
  SECTION("later today, this week, next week") {
    FreeBusy early = idle_at(hours, local("2026-11-23", 7));
    CHECK(early.state == FreeState::today);
    CHECK(early.next == local("2026-11-23", 9));
    FreeBusy tuesday = idle_at(hours, local("2026-11-24", 10));
    CHECK(tuesday.state == FreeState::this_week);
    CHECK(tuesday.next == local("2026-11-26", 9));
    FreeBusy friday = idle_at(hours, local("2026-11-27", 10));
    CHECK(friday.state == FreeState::later);
    CHECK(friday.next == local("2026-11-30", 9));
    CHECK(idle_at(hours, local("2026-11-29", 23, 59)).state == FreeState::later);
  }
  SECTION("ranges that touch are one, also over midnight") {
    hours.weekly[0] = {{540, 720}, {720, 1440}};
    hours.weekly[1] = {{0, 60}};
    CHECK(idle_at(hours, local("2026-11-23", 10)).until == local("2026-11-24", 1));
  }
}

TEST_CASE("one day can differ from the week", "[availability]") {
  Availability hours = two_mornings();
  hours.exceptions = {{day("2026-11-23"), {}}, {day("2026-11-25"), {{780, 1020}}}};
  FreeBusy monday = idle_at(hours, local("2026-11-23", 10));
  CHECK(monday.state == FreeState::this_week);
  CHECK(monday.next == local("2026-11-25", 13));
  CHECK(idle_at(hours, local("2026-11-25", 14)).until == local("2026-11-25", 17));
}

TEST_CASE("no hours at all is unknown, not absent", "[availability]") {
  Availability none;
  CHECK(idle_at(none, local("2026-11-23", 10)).state == FreeState::unknown);
  SECTION("a day off changes nothing about that") {
    none.exceptions = {{day("2026-11-23"), {}}};
    CHECK(idle_at(none, local("2026-11-23", 10)).state == FreeState::unknown);
  }
  SECTION("hours on one coming day are hours") {
    none.exceptions = {{day("2026-11-25"), {{540, 600}}}};
    CHECK(idle_at(none, local("2026-11-23", 10)).state == FreeState::this_week);
    CHECK(idle_at(none, local("2026-11-25", 10)).state == FreeState::unknown);
    none.exceptions = {{day("2027-06-01"), {{540, 600}}}};
    CHECK(idle_at(none, local("2026-11-23", 10)).state == FreeState::later);
  }
}

TEST_CASE("somebody on leave is away and the substitute is named", "[availability]") {
  Availability hours = two_mornings();
  SpecialistId substitute(IdBytes{1});
  hours.absences = {{day("2026-11-20"), day("2026-12-03"), substitute}};
  FreeBusy away = idle_at(hours, local("2026-11-23", 10));
  CHECK(away.state == FreeState::away);
  CHECK(away.substitute == substitute);
  CHECK(away.next == local("2026-12-07", 9));
  CHECK(idle_at(hours, local("2026-11-20", 0)).state == FreeState::away);
  CHECK(idle_at(hours, local("2026-11-19", 23, 59)).state == FreeState::later);
  CHECK(idle_at(hours, local("2026-12-04", 0)).state == FreeState::later);
  SECTION("the switch does not bring back somebody on leave") {
    hours.reachable_until = local("2026-11-23", 18);
    CHECK(idle_at(hours, local("2026-11-23", 10)).state == FreeState::away);
  }
  SECTION("the switch ends where leave begins") {
    hours.reachable_until = local("2026-11-20", 10);
    CHECK(idle_at(hours, local("2026-11-19", 23)).until == local("2026-11-20", 0));
  }
  SECTION("leave longer than eight weeks has no next") {
    hours.absences = {{day("2026-11-20"), day("2027-11-20"), {}}};
    CHECK_FALSE(idle_at(hours, local("2026-11-23", 10)).next);
    CHECK(idle_at(hours, local("2026-11-19", 13)).state == FreeState::later);
  }
}

TEST_CASE("somebody full or paused is never free", "[availability]") {
  Availability hours = two_mornings();
  hours.reachable_until = local("2026-11-23", 18);
  const Instant now = local("2026-11-23", 10);
  SECTION("full at the bound, not below it") {
    hours.most_open = 3;
    hours.most_new_per_week = 2;
    CHECK(free_at(hours, now, 2, 1).state == FreeState::now);
    CHECK(free_at(hours, now, 3, 0).state == FreeState::full);
    CHECK(free_at(hours, now, 0, 2).state == FreeState::full);
    hours.most_open = 0;
    CHECK(free_at(hours, now, 0, 0).state == FreeState::full);
  }
  SECTION("paused goes before away, away before full") {
    hours.most_open = 0;
    hours.absences = {{day("2026-11-23"), day("2026-11-23"), {}}};
    CHECK(free_at(hours, now, 0, 0).state == FreeState::away);
    hours.paused = true;
    CHECK(free_at(hours, now, 0, 0).state == FreeState::paused);
  }
}

TEST_CASE("reachable now ends by itself", "[availability]") {
  Availability hours;
  hours.reachable_until = local("2026-11-24", 16);
  CHECK(idle_at(hours, local("2026-11-24", 15)).state == FreeState::now);
  CHECK(idle_at(hours, local("2026-11-24", 15)).until == local("2026-11-24", 16));
  CHECK(idle_at(hours, local("2026-11-24", 16)).state == FreeState::unknown);
  hours.weekly[1] = {{960, 1080}};
  CHECK(idle_at(hours, local("2026-11-24", 15)).until == local("2026-11-24", 18));
}

TEST_CASE("hours in the night of the clock's change are sensible", "[availability]") {
  Availability hours;
  hours.weekly[6] = {{150, 240}};  // Sunday 02:30 to 04:00
  SECTION("a start in the skipped hour is the moment of the skip") {
    CHECK(idle_at(hours, local("2026-03-29", 1)).next == local("2026-03-29", 3));
    CHECK(idle_at(hours, local("2026-03-29", 3)).until == local("2026-03-29", 4));
  }
  SECTION("a range in the doubled hour lasts from its first start to its last end") {
    hours.weekly[6] = {{130, 150}};
    FreeBusy free = idle_at(hours, instant_of(day("2026-10-25"), 140));
    CHECK(free.state == FreeState::now);
    CHECK(free.until == instant_of(day("2026-10-25"), 150, Pass::second));
  }
  SECTION("a range that only the skipped hour holds is none") {
    hours.weekly[6] = {{125, 175}};
    CHECK(idle_at(hours, local("2026-03-29", 1)).next == local("2026-04-05", 2, 5));
  }
}

TEST_CASE("free and busy are what the wall clock says, minute by minute", "[availability]") {
  std::mt19937 random(42);
  auto first = GENERATE(values<std::string_view>({"2026-03-26", "2026-10-22", "2026-12-29"}));
  for (int round = 0; round < 12; ++round) {
    Availability hours;
    for (auto& ranges : hours.weekly) ranges = random_hours(random);
    hours.exceptions = {{plus_days(day(first), 2), random_hours(random)}};
    hours.absences = {{plus_days(day(first), 5), plus_days(day(first), 6), {}}};
    const Instant begin = instant_of(day(first), 0);
    const Instant end = instant_of(plus_days(day(first), 9), 0);
    auto spans = free_spans(hours, begin, end);
    std::size_t differences = 0;
    for (Instant each = begin; each < end; each += 1min) {
      bool by_spans = std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
        return span.begin <= each && each < span.end;
      });
      differences += by_spans != is_free_by_the_clock(hours, each);
    }
    CHECK(differences == 0);
    for (Instant each = begin; each < end; each += 37min) {
      bool now = idle_at(hours, each).state == FreeState::now;
      differences += now != is_free_by_the_clock(hours, each);
    }
    CHECK(differences == 0);
    for (std::size_t i = 1; i < spans.size(); ++i) CHECK(spans[i - 1].end < spans[i].begin);
  }
}

TEST_CASE("next is the first moment at which somebody is free", "[availability]") {
  std::mt19937 random(43);
  for (int round = 0; round < 40; ++round) {
    Availability hours;
    hours.weekly[random() % 7] = random_hours(random);
    hours.weekly[random() % 7] = random_hours(random);
    Instant now = local("2026-10-20", 0) + std::chrono::minutes(random() % (10 * 1440));
    FreeBusy free = idle_at(hours, now);
    CAPTURE(rfc3339(now));
    Instant each = now;
    Instant far = now + 57 * 24h;
    bool wanted = free.state != FreeState::now;
    while (each < far && is_free_by_the_clock(hours, each) != wanted) each += 1min;
    if (each >= far) {
      CHECK_FALSE(free.next);
    } else {
      CHECK((wanted ? free.next : free.until) == each);
    }
  }
}

TEST_CASE("every fault in hours, leave and capacity has its place", "[availability]") {
  Availability hours = two_mornings();
  hours.weekly[0] = {{0, 720}, {720, 1440}};
  hours.most_open = 100;
  hours.absences = {{day("2026-01-01"), day("2027-01-01"), {}}};  // 366 days
  CHECK(codes_of(hours).empty());

  hours.weekly[0] = {{540, 720}, {700, 800}, {900, 900}, {-1, 5}, {1440, 1441}, {1000, 1441}};
  hours.weekly[6] = std::vector<TimeRange>(13, TimeRange{0, 1});
  hours.exceptions = {{day("2026-11-23"), {{600, 500}}},
                      {day("2026-11-23"), {}},
                      {std::chrono::year(2026) / 2 / 30, {}}};
  hours.absences = {{day("2026-01-01"), day("2027-01-02"), {}},
                    {day("2026-01-02"), day("2026-01-01"), {}},
                    {std::chrono::year(2026) / 2 / 30, day("2026-03-01"), {}}};
  hours.most_open = 101;
  hours.most_new_per_week = -1;
  hours.notice_hours = 86;
  CHECK(codes_of(hours) == std::vector<std::string>{
                               "/weekly/monday/1/from overlap",
                               "/weekly/monday/2/to end_not_after_start",
                               "/weekly/monday/3/from out_of_range",
                               "/weekly/monday/4/from out_of_range",
                               "/weekly/monday/5/to out_of_range",
                               "/weekly/sunday too_many",
                               "/exceptions/0/hours/0/to end_not_after_start",
                               "/exceptions/1/day duplicate",
                               "/exceptions/2/day not_a_date",
                               "/absences/0/until leave_too_long",
                               "/absences/1/until end_not_after_start",
                               "/absences/2/from not_a_date",
                               "/mostOpen out_of_range",
                               "/mostNewPerWeek out_of_range",
                               "/noticeHours out_of_range",
                           });

  Availability many;
  for (int i = 0; i < 201; ++i) many.exceptions.push_back({plus_days(day("2026-01-01"), i), {}});
  for (int i = 0; i < 51; ++i) many.absences.push_back({day("2026-01-01"), day("2026-01-01"), {}});
  CHECK(codes_of(many) == std::vector<std::string>{"/exceptions too_many", "/absences too_many"});
  many.exceptions.pop_back();
  many.absences.pop_back();
  CHECK(codes_of(many).empty());
}

TEST_CASE("busy time is taken out of the hours, minute by minute", "[availability]") {
  std::mt19937 random(44);
  auto first = GENERATE(values<std::string_view>({"2026-03-26", "2026-10-22"}));
  for (int round = 0; round < 12; ++round) {
    Availability hours;
    for (auto& ranges : hours.weekly) ranges = random_hours(random);
    const Instant begin = instant_of(day(first), 0);
    const Instant end = instant_of(plus_days(day(first), 6), 0);
    std::vector<Span> busy;
    for (Instant at = begin - 2h; at < end;) {
      at += 30min * (1 + random() % 12);
      Instant until = at + 30min * (1 + random() % 20);
      busy.push_back({at, until});
      at = until;
    }
    auto spans = free_spans(hours, begin, end, busy);
    std::size_t differences = 0;
    auto holds = [](const std::vector<Span>& of, Instant each) {
      return std::any_of(of.begin(), of.end(),
                         [&](const Span& span) { return span.begin <= each && each < span.end; });
    };
    for (Instant each = begin; each < end; each += 1min) {
      bool wanted = is_free_by_the_clock(hours, each) && !holds(busy, each);
      differences += holds(spans, each) != wanted;
      if ((each - begin) % 37min == 0min) {
        differences += (free_at(hours, each, 0, 0, busy).state == FreeState::now) != wanted;
      }
    }
    CHECK(differences == 0);
  }
}

TEST_CASE("between two appointments less than a quarter of an hour is no time", "[availability]") {
  const Availability hours = two_mornings();
  const Instant nine = local("2026-03-16", 9);
  auto spans = [&](std::chrono::minutes gap) {
    return free_spans(hours, nine, nine + 24h,
                      {{nine - 1h, nine + 30min}, {nine + 30min + gap, nine + 3h}});
  };
  CHECK(spans(14min).empty());
  CHECK(spans(15min) == std::vector<Span>{{nine + 30min, nine + 45min}});
  // The last minutes of the hours themselves stay what they are.
  CHECK(free_at(hours, nine + 2h + 55min, 0, 0, {{nine - 1h, nine}}).state == FreeState::now);
}

TEST_CASE("who is busy all day is free at the next hours, and by the switch at once",
          "[availability]") {
  Availability hours = two_mornings();
  const Instant nine = local("2026-03-16", 9);
  const std::vector<Span> busy{{nine - 9h, nine + 15h}};
  FreeBusy free = free_at(hours, nine, 0, 0, busy);
  CHECK(free.state == FreeState::this_week);
  CHECK(free.next == local("2026-03-19", 9));
  hours.reachable_until = nine + 1h;
  CHECK(free_at(hours, nine, 0, 0, busy).state == FreeState::now);
}

TEST_CASE("spans are put in order, and those that touch are one", "[availability]") {
  const Instant nine = local("2026-03-16", 9);
  std::vector<Span> spans{
      {nine + 2h, nine + 3h}, {nine, nine + 1h}, {nine + 1h, nine + 90min}, {nine + 5h, nine + 5h}};
  join_touching(spans);
  CHECK(spans == std::vector<Span>{{nine, nine + 90min}, {nine + 2h, nine + 3h}});
}
