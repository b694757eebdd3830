// The grid against the plain function, on random weeks, exceptions and leave over both changes of
// the clock.
#include "server/domain/availability_grid.h"

#include <catch2/catch.hpp>
#include <random>

using namespace expertise;

namespace {

constexpr int people = 70;  // more than one word of bits

LocalDay day(std::string_view text) { return parse_local_date(text).value(); }

std::vector<TimeRange> random_hours(std::mt19937& random, int step) {
  std::vector<TimeRange> hours;
  int cursor = static_cast<int>(random() % 40) * step;
  while (cursor < 1440 && hours.size() < 3) {
    const int to = std::min(1440, cursor + step * (1 + static_cast<int>(random() % 9)));
    hours.push_back({cursor, to});
    cursor = to + step * (1 + static_cast<int>(random() % 20));
  }
  return hours;
}

Availability random_availability(std::mt19937& random, LocalDay first, int step) {
  Availability made;
  for (auto& hours : made.weekly) {
    if (random() % 3 != 0) hours = random_hours(random, step);
  }
  const auto some_day = [&] { return plus_days(first, static_cast<int>(random() % 14)); };
  if (random() % 2 == 0) made.exceptions.push_back({some_day(), random_hours(random, step)});
  if (random() % 3 == 0) {
    const LocalDay from = some_day();
    made.absences.push_back({from, plus_days(from, static_cast<int>(random() % 4)), {}});
  }
  made.paused = random() % 9 == 0;
  if (random() % 5 == 0) {
    made.reachable_until = instant_of(some_day(), static_cast<int>(random() % 48) * step);
  }
  return made;
}

Instant end_of_week(LocalDay today) {
  return instant_of(plus_days(today, 7 - weekday_index(today)), 0);
}

bool is_within_week(FreeState state) {
  return state == FreeState::now || state == FreeState::today || state == FreeState::this_week;
}

struct Filled {
  AvailabilityGrid grid;
  std::vector<Availability> all;
};

Filled filled(std::mt19937& random, LocalDay first, int step) {
  Filled made{AvailabilityGrid(first), {}};
  for (std::size_t i = 0; i < people; ++i) {
    // What was known before leaves nothing behind.
    made.grid.put(i, random_availability(random, first, step));
    made.all.push_back(random_availability(random, first, step));
    made.grid.put(i, made.all.back());
  }
  return made;
}

}  // namespace

TEST_CASE("nobody who is free is missing from the grid", "[availability]") {
  const auto first = GENERATE(values<std::string_view>({"2026-03-23", "2026-10-19", "2026-12-28"}));
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(first, seed);
  std::mt19937 random(seed);
  const Filled made = filled(random, day(first), 5);
  std::size_t missing = 0;
  std::size_t offered = 0;
  for (int round = 0; round < 60; ++round) {
    const Instant now =
        instant_of(day(first), 0) + std::chrono::minutes(random() % (std::size_t{7} * 1440));
    const LocalDay today = local_day(now);
    const ColumnSet at_once = made.grid.free_within(now, now + std::chrono::milliseconds(1));
    const ColumnSet this_day = made.grid.free_within(now, instant_of(plus_days(today, 1), 0));
    const ColumnSet this_week = made.grid.free_within(now, end_of_week(today));
    const ColumnSet present = made.grid.present_on(today);
    for (std::size_t i = 0; i < people; ++i) {
      const FreeState state = free_at(made.all[i], now, 0, 0).state;
      const bool is_today = state == FreeState::now || state == FreeState::today;
      missing += state == FreeState::now && !at_once.holds(i) ? 1 : 0;
      missing += is_today && !this_day.holds(i) ? 1 : 0;
      missing += is_within_week(state) && !this_week.holds(i) ? 1 : 0;
      missing += present.holds(i) != can_be_offered(state) ? 1 : 0;
      offered += can_be_offered(state) ? 1 : 0;
    }
  }
  CHECK(missing == 0);
  CHECK(offered > 0);
}

TEST_CASE("by half hours the grid says what the plain function says", "[availability]") {
  const auto first = GENERATE(values<std::string_view>({"2026-03-23", "2026-10-19"}));
  const unsigned seed = GENERATE(4U, 5U);
  CAPTURE(first, seed);
  std::mt19937 random(seed);
  const Filled made = filled(random, day(first), 30);
  std::size_t different = 0;
  for (Instant now = instant_of(day(first), 0); now < instant_of(plus_days(day(first), 7), 0);
       now += std::chrono::minutes(17)) {
    const ColumnSet at_once = made.grid.free_within(now, now + std::chrono::milliseconds(1));
    for (std::size_t i = 0; i < people; ++i) {
      // A switch in the past counts no more, wherever the grid begins.
      if (made.all[i].reachable_until) continue;
      const bool is_free = free_at(made.all[i], now, 0, 0).state == FreeState::now;
      different += is_free != at_once.holds(i) ? 1 : 0;
    }
  }
  CHECK(different == 0);
}

TEST_CASE("who is taken out of the grid is free no more", "[availability]") {
  const LocalDay first = day("2026-03-23");
  AvailabilityGrid grid(first);
  Availability always;
  for (auto& hours : always.weekly) hours = {{0, 1440}};
  grid.put(3, always);
  grid.put(64, always);
  const Instant begin = instant_of(first, 0);
  CHECK(grid.free_within(begin, begin + std::chrono::hours(1)).count() == 2);
  grid.remove(3);
  const ColumnSet left = grid.free_within(begin, begin + std::chrono::hours(1));
  CHECK_FALSE(left.holds(3));
  CHECK(left.holds(64));
  CHECK_FALSE(left.holds(1'000));
  CHECK_FALSE(grid.present_on(first).holds(3));
  CHECK(grid.covers(plus_days(first, AvailabilityGrid::days - 1)));
  CHECK_FALSE(grid.covers(plus_days(first, AvailabilityGrid::days)));
  CHECK(grid.present_on(plus_days(first, AvailabilityGrid::days)).count() == 0);
  // Before its first day it knows nothing.
  CHECK(grid.free_within(begin - std::chrono::hours(2), begin).count() == 0);
}
