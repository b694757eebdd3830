// Who of 100,000 specialists is free: the grid in memory beside the plain function asked of each.
// Usage: availability_bench [SPECIALISTS]. Prints milliseconds a question and how many times as
// long the plain function takes.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <random>
#include <string>

#include "server/domain/availability_grid.h"
#include "server/domain/local_time.h"

namespace {

using namespace expertise;

// Two to five days a week of office hours, some with leave, as pools have them.
Availability of_somebody(std::mt19937& random, LocalDay first) {
  Availability made;
  for (std::size_t day = 0; day < 5; ++day) {
    if (random() % 3 == 0) continue;
    const int from = 480 + 15 * static_cast<int>(random() % 8);
    made.weekly[day].push_back({from, 720});
    if (random() % 2 == 0)
      made.weekly[day].push_back({780, 960 + 15 * static_cast<int>(random() % 5)});
  }
  if (random() % 10 == 0) {
    const LocalDay from = plus_days(first, static_cast<int>(random() % 14));
    made.absences.push_back({from, plus_days(from, 7), {}});
  }
  made.paused = random() % 50 == 0;
  return made;
}

double milliseconds_of(int times, const std::function<std::size_t()>& work) {
  std::vector<double> taken;
  for (int i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    if (work() == 0) throw std::runtime_error("nobody is free");
    taken.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::nth_element(taken.begin(), taken.begin() + times / 2, taken.end());
  return taken[static_cast<std::size_t>(times / 2)];
}

}  // namespace

int main(int argc, char** argv) try {
  const std::size_t count = argc > 1 ? std::stoul(argv[1]) : 100'000;
  // A Monday morning: the whole week is still to come.
  const LocalDay monday = parse_local_date("2026-03-23").value();
  const Instant now = instant_of(monday, 9 * 60 + 10);
  std::mt19937 random(7);
  std::vector<Availability> all;
  AvailabilityGrid grid(monday);
  const double filling = milliseconds_of(1, [&] {
    for (std::size_t i = 0; i < count; ++i) {
      all.push_back(of_somebody(random, monday));
      grid.put(i, all.back());
    }
    return count;
  });
  std::printf("%zu specialists put in the grid in %.0f ms\n", count, filling);
  const auto by_plain_function = [&](const std::function<bool(FreeState)>& wanted) {
    return std::count_if(all.begin(), all.end(), [&](const Availability& each) {
      return wanted(free_at(each, now, 0, 0).state);
    });
  };
  const auto measure = [&](const char* name, Instant to,
                           const std::function<bool(FreeState)>& wanted) {
    std::size_t found = 0;
    const double grid_takes =
        milliseconds_of(51, [&] { return found = grid.free_within(now, to).count(); });
    std::size_t exactly = 0;
    const double plain_takes = milliseconds_of(
        3, [&] { return exactly = static_cast<std::size_t>(by_plain_function(wanted)); });
    std::printf(
        "%-9s %.3f ms for %zu people (%zu to the minute); plain function %.0f times as long\n",
        name, grid_takes, found, exactly, plain_takes / grid_takes);
  };
  measure("now", now + std::chrono::milliseconds(1),
          [](FreeState state) { return state == FreeState::now; });
  measure("today", instant_of(plus_days(monday, 1), 0),
          [](FreeState state) { return state == FreeState::now || state == FreeState::today; });
  measure("this week", instant_of(plus_days(monday, 7), 0), [](FreeState state) {
    return state == FreeState::now || state == FreeState::today || state == FreeState::this_week;
  });
} catch (const std::exception& fault) {
  std::cerr << "availability_bench: " << fault.what() << '\n';
  return 1;
}
