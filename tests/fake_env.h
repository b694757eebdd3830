// An Env for tests: a clock that stands still until it is moved, and random bytes that are the same
// in every run with the same seed.
#pragma once

#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/domain/env.h"

namespace expertise {

/// The instant of an RFC 3339 text; throws when the test has written none.
inline Instant at(std::string_view rfc3339_text) {
  auto instant = parse_rfc3339(rfc3339_text);
  if (!instant) throw std::invalid_argument("not an instant: " + std::string(rfc3339_text));
  return *instant;
}

class FakeEnv : public Env {
 public:
  /// A Thursday in Dutch winter time, half past nine in the morning.
  explicit FakeEnv(Instant start = at("2026-03-05T08:30:00Z"), std::uint64_t seed = 1)
      : now_(start), generator_(seed) {}

  Instant now() override {
    std::lock_guard lock(mutex_);
    return now_;
  }
  void random(std::span<std::uint8_t> bytes) override {
    std::lock_guard lock(mutex_);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(generator_() >> 56);
  }

  void set(Instant instant) {
    std::lock_guard lock(mutex_);
    now_ = instant;
  }
  void pass(std::chrono::milliseconds time) {
    std::lock_guard lock(mutex_);
    now_ += time;
  }

 private:
  std::mutex mutex_;
  Instant now_;
  std::mt19937_64 generator_;
};

}  // namespace expertise
