// Many invitations that expire at the same moment, as after a day of downtime: how long the clock's
// work takes with them, and how much of that the processor works. Usage: clock_bench [INVITATIONS]
// (10000).
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/pool/clock_work.h"
#include "tests/pool/fixture.h"

namespace {

using namespace expertise;

constexpr int people = 200;
constexpr std::size_t in_line = 20;
constexpr std::size_t at_once = 500;

void ask_many(PoolFixture& pool, std::size_t count) {
  const Municipality town = pool.municipality();
  const User asker = pool.user(town.id, "Vera Vrager", {Role::team_member});
  std::vector<SpecialistId> ids;
  for (int i = 0; i < people; ++i) {
    ids.push_back(pool.specialist(town.id, "Expert " + std::to_string(i), {"schulden"}).id);
  }
  const Instant now = pool.env.now();
  for (std::size_t made = 0; made < count;) {
    auto txn = pool.store->begin(Access::write);
    for (std::size_t i = 0; i < at_once && made < count; ++i, ++made) {
      Consultation each;
      each.id = pool.env.new_id<ConsultationId>();
      each.municipality = town.id;
      each.asker = asker.id;
      each.asked_at = now;
      each.answer_by = now + std::chrono::hours(4);
      txn->put(each);
      std::vector<RankedSpecialist> ranking;
      for (std::size_t n = 0; n < in_line; ++n) {
        ranking.push_back({ids[(made + n) % ids.size()], 100.0 - static_cast<double>(n)});
      }
      txn->put_ranking(each.id, ranking);
      txn->put(Invitation{.id = pool.env.new_id<InvitationId>(),
                          .consultation = each.id,
                          .municipality = town.id,
                          .specialist = ranking.front().specialist,
                          .group = {},
                          .state = InvitationState::pending,
                          .invited_by = InvitedBy::asker,
                          .decline_reason = {},
                          .invited_at = now,
                          .answer_by = each.answer_by,
                          .decided_at = {},
                          .follows = {}});
    }
    txn->commit();
  }
}

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) try {
  const std::size_t count = argc > 1 ? std::stoul(argv[1]) : 10'000;
  PoolFixture pool;
  ask_many(pool, count);
  pool.env.pass(std::chrono::hours(5));
  const double processor = processor_seconds();
  const auto start = std::chrono::steady_clock::now();
  const std::size_t done = do_what_is_due(pool.context, pool.env.now());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::printf(
      "%zu deadlines that were due, each passed on to the next of %zu: %.2f s, %.2f s of the "
      "processor\n",
      done, in_line, taken.count(), processor_seconds() - processor);
  if (done < count) throw std::runtime_error("only " + std::to_string(done) + " were done");
} catch (const std::exception& fault) {
  std::cerr << "clock_bench: " << fault.what() << '\n';
  return 1;
}
