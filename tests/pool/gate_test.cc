#include "server/pool/gate.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "server/domain/refusal.h"

namespace expertise {

TEST_CASE("no more than the given number are inside the gate at once", "[gate]") {
  Gate gate(2, 100);
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        auto place = gate.enter();
        int now = ++inside;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        std::this_thread::yield();
        --inside;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(most <= 2);
  CHECK(inside == 0);
}

TEST_CASE("one more than may wait at the gate is refused as unavailable", "[gate]") {
  Gate gate(1, 1);
  std::atomic<bool> through{false};
  std::thread waiter;
  {
    auto place = gate.enter();
    waiter = std::thread([&] {
      auto waited = gate.enter();
      through = true;
    });
    while (gate.waiting() == 0) std::this_thread::yield();
    try {
      auto one_too_many = gate.enter();
      FAIL("the gate let one too many wait");
    } catch (const Refusal& refusal) {
      CHECK(refusal.reason() == Reason::unavailable);
    }
    CHECK_FALSE(through);
  }
  waiter.join();
  CHECK(through);
}

TEST_CASE("who waits at the gate goes in as they came", "[gate]") {
  constexpr std::size_t waiting = 64;
  Gate gate(1, waiting);
  std::vector<std::size_t> order;  // only who is inside touches it
  std::vector<std::thread> threads;
  {
    auto place = gate.enter();
    for (std::size_t i = 0; i < waiting; ++i) {
      threads.emplace_back([&, i] {
        auto own = gate.enter();
        order.push_back(i);
      });
      while (gate.waiting() <= i) std::this_thread::yield();
    }
    CHECK(gate.waiting() == waiting);
    CHECK_THROWS_AS(gate.enter(), Refusal);
  }
  for (auto& thread : threads) thread.join();
  CHECK(order.size() == waiting);
  CHECK(std::is_sorted(order.begin(), order.end()));
  CHECK(gate.waiting() == 0);
}

TEST_CASE("a free gate lets somebody in though nobody may wait", "[gate]") {
  Gate gate(1, 0);
  { auto place = gate.enter(); }
  auto place = gate.enter();
  CHECK_THROWS_AS(gate.enter(), Refusal);
}

}  // namespace expertise
