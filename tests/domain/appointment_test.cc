// What can be booked at all, and the slots in which everybody is free: hand-made, and against a
// reference that looks at every minute.
#include "server/domain/appointment.h"

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

SpecialistId somebody(std::uint8_t number) { return SpecialistId(IdBytes{number}); }

AppointmentWish sound() {
  return {.specialists = {somebody(1)},
          .way = AppointmentWay::phone,
          .begin = local("2026-03-16", 9),
          .minutes = 30};
}

std::vector<std::string> found_in(const AppointmentWish& wish) {
  std::vector<std::string> found;
  for (const Fault& each : faults(wish)) found.push_back(each.place + " " + each.code);
  return found;
}

using Codes = std::vector<std::string>;

// Monday 16 March 2026, hours on the clock.
std::vector<Span> spans(std::initializer_list<std::pair<int, int>> minutes) {
  std::vector<Span> made;
  for (auto [from, to] : minutes) {
    made.push_back({instant_of(day("2026-03-16"), from), instant_of(day("2026-03-16"), to)});
  }
  return made;
}

SlotSearch all_day(std::chrono::minutes length) {
  return {.length = length,
          .from = local("2026-03-16", 0),
          .to = local("2026-03-17", 0),
          .earliest = local("2026-03-16", 0)};
}

// A week with one to three ranges on most days, sometimes beginning in the hour that the clock's
// change skips or doubles, with exceptions, leave and the switch.
Availability random_availability(std::mt19937& random, LocalDay first) {
  Availability made;
  auto ranges = [&] {
    std::vector<TimeRange> hours;
    int cursor = static_cast<int>(random() % 20) * 25;
    while (cursor < 1380 && hours.size() < 3) {
      const int to = std::min(1440, cursor + 5 * (1 + static_cast<int>(random() % 70)));
      hours.push_back({cursor, to});
      cursor = to + 5 * (1 + static_cast<int>(random() % 60));
    }
    return hours;
  };
  for (auto& weekday : made.weekly) {
    if (random() % 5 != 0) weekday = ranges();
  }
  for (int i = 0; i < 3; ++i) {
    const LocalDay on = plus_days(first, static_cast<int>(random() % 10));
    if (std::any_of(made.exceptions.begin(), made.exceptions.end(),
                    [&](const DayException& each) { return each.day == on; })) {
      continue;
    }
    made.exceptions.push_back({on, random() % 2 ? ranges() : std::vector<TimeRange>{}});
  }
  if (random() % 2) {
    const LocalDay from = plus_days(first, static_cast<int>(random() % 8));
    made.absences.push_back({from, plus_days(from, static_cast<int>(random() % 3)), std::nullopt});
  }
  if (random() % 4 == 0) made.reachable_until = instant_of(first, 300 + random() % 600);
  return made;
}

std::vector<Span> random_busy(std::mt19937& random, Instant from, Instant to) {
  std::vector<Span> busy;
  for (Instant at = from; at < to;) {
    at += 5min * static_cast<int>(1 + random() % 150);
    const Instant end = at + 5min * static_cast<int>(1 + random() % 40);
    busy.push_back({at, end});
    at = end;
  }
  join_within(busy, shortest_gap);
  return busy;
}

// Every minute of every slot is looked at by itself.
std::vector<Span> slots_by_the_minute(const std::vector<std::vector<Span>>& of_each,
                                      const SlotSearch& search) {
  auto is_free = [](const std::vector<Span>& free, Instant minute) {
    return std::any_of(free.begin(), free.end(), [&](const Span& each) {
      return each.begin <= minute && minute + 1min <= each.end;
    });
  };
  std::vector<Span> found;
  for (Instant begin = search.from; begin < search.to; begin += 1min) {
    if (wall_clock(begin).minute % 15 != 0 || begin < search.earliest) continue;
    bool all = true;
    for (Instant minute = begin; minute < begin + search.length; minute += 1min) {
      for (const auto& free : of_each) all = all && is_free(free, minute);
    }
    if (all && found.size() < search.most) found.push_back({begin, begin + search.length});
  }
  return found;
}

}  // namespace

TEST_CASE("a wish is sound, or every fault of it is named", "[appointment]") {
  CHECK(found_in(sound()).empty());
  AppointmentWish wish = sound();
  wish.specialists = {};
  wish.minutes = 20;
  wish.begin += 5min;
  CHECK(found_in(wish) ==
        Codes{"/specialists required", "/minutes not_an_option", "/begin not_on_the_quarter"});
  wish = sound();
  wish.specialists = {somebody(1), somebody(2), somebody(1)};
  CHECK(found_in(wish) == Codes{"/specialists/2 duplicate"});
  wish.specialists = {somebody(1), somebody(2), somebody(3), somebody(4), somebody(5)};
  CHECK(found_in(wish) == Codes{"/specialists too_many"});
  wish = sound();
  wish.begin += 1ms;
  CHECK(found_in(wish) == Codes{"/begin not_on_the_quarter"});
}

TEST_CASE("a place is where people meet, not about whom", "[appointment]") {
  auto with_place = [](std::string place) {
    AppointmentWish wish = sound();
    wish.place = std::move(place);
    return found_in(wish);
  };
  CHECK(with_place("Buurthuis, Dorpsstraat 12, 1234 AB Voorbeeldstad").empty());
  CHECK(with_place("https://video.voorbeeld.example/kamer/42").empty());
  CHECK(with_place("Bel 06-12345678").empty());
  CHECK(with_place("bij mevrouw Jansen thuis") == Codes{"/place personal_data"});
  CHECK(with_place("BSN 111222333") == Codes{"/place personal_data"});
  CHECK(with_place(std::string(201, 'a')) == Codes{"/place too_long"});
  CHECK(with_place("twee\nregels") == Codes{"/place control_character"});
}

TEST_CASE("slots begin on the quarter and lie within what is free", "[appointment]") {
  // From 09:05 to 10:00: the first whole quarter is 09:15.
  auto slots = free_slots({spans({{545, 600}})}, all_day(30min));
  CHECK(slots == std::vector<Span>{{local("2026-03-16", 9, 15), local("2026-03-16", 9, 45)},
                                   {local("2026-03-16", 9, 30), local("2026-03-16", 10)}});
  CHECK(free_slots({spans({{545, 600}})}, all_day(60min)).empty());
  CHECK(free_slots({}, all_day(30min)).empty());
}

TEST_CASE("of several people only what they share is a slot", "[appointment]") {
  auto slots = free_slots(
      {spans({{540, 600}, {780, 900}}), spans({{570, 870}}), spans({{0, 585}, {795, 825}})},
      all_day(15min));
  CHECK(slots == std::vector<Span>{{local("2026-03-16", 9, 30), local("2026-03-16", 9, 45)},
                                   {local("2026-03-16", 13, 15), local("2026-03-16", 13, 30)},
                                   {local("2026-03-16", 13, 30), local("2026-03-16", 13, 45)}});
}

TEST_CASE("no slot begins before the notice, and no more are given than asked for",
          "[appointment]") {
  SlotSearch search = all_day(15min);
  search.earliest = local("2026-03-16", 9, 20);
  search.most = 2;
  auto slots = free_slots({spans({{540, 720}})}, search);
  REQUIRE(slots.size() == 2);
  CHECK(slots.front().begin == local("2026-03-16", 9, 30));
  search.to = local("2026-03-16", 9, 31);
  CHECK(free_slots({spans({{540, 720}})}, search).size() == 1);
}

TEST_CASE("notice is counted in working hours", "[appointment]") {
  // Friday at 16:00 is one working hour before closing; Monday opens at 08:30.
  CHECK(earliest_start(local("2026-03-20", 16), 2, {}) == local("2026-03-23", 9, 30));
  CHECK(earliest_start(local("2026-03-16", 9), 2, {}) == local("2026-03-16", 11));
}

TEST_CASE("the nearest slots are those on either side, in order of time", "[appointment]") {
  auto slots = free_slots({spans({{540, 720}})}, all_day(15min));
  auto nearest = nearest_slots(slots, local("2026-03-16", 10), 3);
  REQUIRE(nearest.size() == 3);
  CHECK(nearest[0].begin == local("2026-03-16", 9, 45));
  CHECK(nearest[1].begin == local("2026-03-16", 10));
  CHECK(nearest[2].begin == local("2026-03-16", 10, 15));
  CHECK(nearest_slots({}, local("2026-03-16", 10), 3).empty());
}

TEST_CASE("slots are those that a look at every minute finds, also when the clock changes",
          "[appointment]") {
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  // Around both changes of the clock, and an ordinary week.
  for (const char* start : {"2026-03-26", "2026-10-22", "2026-06-03"}) {
    for (int round = 0; round < 20; ++round) {
      const LocalDay first = day(start);
      const Instant from = instant_of(first, 0);
      const Instant to = instant_of(plus_days(first, 6), 0);
      std::vector<std::vector<Span>> of_each;
      const std::size_t people = 1 + random() % 3;
      for (std::size_t i = 0; i < people; ++i) {
        of_each.push_back(free_spans(random_availability(random, first), from, to,
                                     random_busy(random, from, to)));
      }
      const SlotSearch search{
          .length = std::chrono::minutes(AppointmentRules::minutes[random() % 4]),
          .from = from + std::chrono::minutes(random() % 600),
          .to = to - std::chrono::minutes(random() % 600),
          .earliest = from + std::chrono::minutes(random() % 3000),
          .most = random() % 3 == 0 ? 10u : 10'000u};
      CHECK(free_slots(of_each, search) == slots_by_the_minute(of_each, search));
    }
  }
}
