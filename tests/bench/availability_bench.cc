// Who of 100,000 specialists is free: the grid in memory beside the plain function asked of each,
// and how much longer finding and ranking take among only those who are free. Usage:
// availability_bench [SPECIALISTS]. Prints milliseconds a question and ratios of one run.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "search/index.h"
#include "search/rank.h"
#include "server/domain/availability_grid.h"
#include "server/domain/local_time.h"
#include "server/pool/free_board.h"
#include "tests/bench/synthetic.h"
#include "tests/pool/fixture.h"

namespace {

using namespace expertise;

// A Monday morning: the whole week is still to come.
const LocalDay monday = parse_local_date("2026-03-23").value();
const Instant now = instant_of(monday, 9 * 60 + 10);

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

void free_or_busy(const std::vector<Availability>& all) {
  AvailabilityGrid grid(monday);
  const double filling = milliseconds_of(1, [&] {
    for (std::size_t i = 0; i < all.size(); ++i) grid.put(i, all[i]);
    return all.size();
  });
  std::printf("%zu specialists put in the grid in %.0f ms\n", all.size(), filling);
  const auto by_plain_function = [&](const std::function<bool(FreeState)>& wanted) {
    return std::count_if(all.begin(), all.end(), [&](const Availability& each) {
      return wanted(free_at(each, now, 0, 0).state);
    });
  };
  const auto measure = [&](const char* name, Instant to, AvailableWithin within) {
    std::size_t found = 0;
    const double grid_takes =
        milliseconds_of(51, [&] { return found = grid.free_within(now, to).count(); });
    std::size_t exactly = 0;
    const double plain_takes = milliseconds_of(3, [&] {
      return exactly = static_cast<std::size_t>(
                 by_plain_function([&](FreeState state) { return is_within(state, within); }));
    });
    std::printf(
        "%-9s %.3f ms for %zu people (%zu to the minute); plain function %.0f times as long\n",
        name, grid_takes, found, exactly, plain_takes / grid_takes);
  };
  measure("now", now + std::chrono::milliseconds(1), AvailableWithin::now);
  measure("today", instant_of(plus_days(monday, 1), 0), AvailableWithin::today);
  measure("this week", instant_of(plus_days(monday, 7), 0), AvailableWithin::this_week);
}

// The same people in the store and, as synthetic profiles, in the index.
void fill(PoolFixture& pool, search::Index& index, const std::vector<Availability>& all) {
  constexpr std::size_t at_once = 1000;
  const Municipality town = pool.municipality();
  search::Synthetic synthetic(42);
  std::size_t made = 0;
  index.rebuild(
      [&] {
        std::vector<search::Profile> profiles;
        auto txn = pool.store->begin(Access::write);
        for (; profiles.size() < at_once && made < all.size(); ++made) {
          Specialist each;
          each.id = pool.env.new_id<SpecialistId>();
          each.municipality = town.id;
          each.name = "Persoon " + std::to_string(made);
          each.availability = all[made];
          txn->put(each);
          profiles.push_back(synthetic.profile(made));
          profiles.back().id = each.id.text();
        }
        txn->commit();
        return profiles;
      },
      {1, "bench"});
}

// Finds and ranks for each question, once among all and once among those who are free, by turns so
// that both meet the same noise of the machine.
void match_among_the_free(PoolFixture& pool, const std::vector<Availability>& all) {
  search::Index index(pool.directory.path() / "index", "bench", search::seed_vocabulary());
  fill(pool, index, all);
  FreeBoard board(*pool.store);
  board.catch_up(now);
  search::Synthetic synthetic(7);
  const auto measure = [&](const char* kind, const char* name, AvailableWithin within,
                           const std::vector<std::string>& questions) {
    const auto match = [&](const search::Understood& question, bool only_free) {
      const auto start = std::chrono::steady_clock::now();
      search::Query query;
      query.question = question;
      query.filters.municipalities = {"m"};
      query.limit = search::rank_depth;
      if (only_free) query.filters.allowed = board.may_be_free(within, now);
      const auto hits = index.find(query).hits;
      search::rank(hits, question, {}, {}, *search::seed_vocabulary());
      const std::chrono::duration<double, std::milli> taken =
          std::chrono::steady_clock::now() - start;
      return taken.count();
    };
    // Of each question the quickest of its turns: what else runs on the machine only adds.
    constexpr int turns = 11;
    double with = 0;
    double without = 0;
    for (const std::string& each : questions) {
      const search::Understood question = search::understand(each, *search::seed_vocabulary());
      double best_with = std::numeric_limits<double>::infinity();
      double best_without = best_with;
      for (int turn = 0; turn < turns; ++turn) {
        best_without = std::min(best_without, match(question, false));
        best_with = std::min(best_with, match(question, true));
      }
      with += best_with;
      without += best_without;
    }
    const double count = static_cast<double>(questions.size());
    std::printf(
        "%-5s questions: found and ranked in %.3f ms; who is free %s in %.3f ms: %+.1f %%\n", kind,
        without / count, name, with / count, 100 * (with / without - 1));
    std::fflush(stdout);
  };
  std::vector<std::string> of_few_words;
  std::vector<std::string> of_many_words;
  for (int i = 0; i < 200; ++i) {
    of_few_words.push_back(synthetic.short_question());
    of_many_words.push_back(synthetic.long_question());
  }
  for (const auto& [name, within] :
       {std::pair("at all", AvailableWithin::any),
        std::pair("this week", AvailableWithin::this_week),
        std::pair("today", AvailableWithin::today), std::pair("now", AvailableWithin::now)}) {
    measure("short", name, within, of_few_words);
    measure("long", name, within, of_many_words);
  }
}

}  // namespace

int main(int argc, char** argv) try {
  const std::size_t count = argc > 1 ? std::stoul(argv[1]) : 100'000;
  std::mt19937 random(7);
  std::vector<Availability> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(of_somebody(random, monday));
  free_or_busy(all);
  PoolFixture pool;
  match_among_the_free(pool, all);
} catch (const std::exception& fault) {
  std::cerr << "availability_bench: " << fault.what() << '\n';
  return 1;
}
