// Who may be free: what the board answers from memory is what a board made this moment would
// answer, whatever was asked before.
#include "server/pool/free_board.h"

#include <catch2/catch.hpp>
#include <random>

#include "server/domain/local_time.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

constexpr std::size_t people = 60;

struct BoardFixture : PoolFixture {
  Municipality town = municipality();
  std::vector<Specialist> everybody;
  std::mt19937 random{20261123};

  BoardFixture() {
    for (std::size_t i = 0; i < people; ++i) {
      Specialist made;
      made.id = env.new_id<SpecialistId>();
      made.municipality = town.id;
      made.name = "Persoon " + std::to_string(i);
      everybody.push_back(made);
      change(i);
    }
  }

  // Somebody's hours become others.
  void change(std::size_t which) {
    Specialist& each = everybody[which];
    each.availability = {};
    for (auto& day : each.availability.weekly) {
      if (random() % 2 == 0) continue;
      const int from = 420 + 5 * static_cast<int>(random() % 60);
      day.push_back({from, from + 30 + 5 * static_cast<int>(random() % 60)});
    }
    each.availability.paused = random() % 10 == 0;
    auto txn = store->begin(Access::write);
    txn->put(each);
    txn->append(Event{.at = env.now(),
                      .kind = EventKind::availability_changed,
                      .municipality = town.id,
                      .specialist = each.id});
    each = *txn->specialist(each.id);
    txn->commit();
  }

  std::vector<bool> answer(const FreeBoard& board, AvailableWithin within) {
    const auto allowed = board.may_be_free(within, env.now());
    REQUIRE(allowed);
    std::vector<bool> free;
    for (const Specialist& each : everybody) {
      const auto number = allowed->number_of(each.id.text());
      free.push_back(number ? allowed->allows(*number) : allowed->allows_unnumbered());
    }
    return free;
  }
};

}  // namespace

TEST_CASE_METHOD(BoardFixture, "who is free is never answered from before a change",
                 "[free_board]") {
  env.set(instant_of(parse_local_date("2026-03-23").value(), 8 * 60));
  FreeBoard board(*store);
  std::size_t others = 0;
  std::vector<bool> before(people);
  for (int step = 0; step < 300; ++step) {
    if (random() % 3 == 0) change(random() % people);
    if (random() % 2 == 0) env.pass(std::chrono::minutes(random() % 50));
    board.catch_up(env.now());
    FreeBoard fresh(*store);
    fresh.catch_up(env.now());
    for (const auto& [within, name] : codes<AvailableWithin>) {
      CAPTURE(step, name, rfc3339(env.now()));
      CHECK(answer(board, within) == answer(fresh, within));
    }
    const auto now = answer(board, AvailableWithin::now);
    others += now != before ? 1 : 0;
    before = now;
  }
  // The questions were different ones.
  CHECK(others > 30);
}

TEST_CASE_METHOD(BoardFixture, "who asks the same again is answered with what is there",
                 "[free_board]") {
  env.set(instant_of(parse_local_date("2026-03-23").value(), 9 * 60 + 5));
  FreeBoard board(*store);
  board.catch_up(env.now());
  const auto first = board.may_be_free(AvailableWithin::this_week, env.now());
  env.pass(std::chrono::minutes(10));
  CHECK(board.may_be_free(AvailableWithin::this_week, env.now()) == first);
  env.pass(std::chrono::minutes(20));
  CHECK(board.may_be_free(AvailableWithin::this_week, env.now()) != first);
}

}  // namespace expertise
