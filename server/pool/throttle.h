// Slows down guessing: counts failed attempts by key (an address, a network origin) in memory and
// says how long to wait. It knows no users and no clock.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "server/domain/env.h"

namespace expertise {

struct ThrottleLimits {
  /// Failures that are free; the next attempt waits `first_delay`, and twice as long each time.
  int free_failures = 10;
  std::chrono::seconds first_delay{30};
  std::chrono::seconds longest_delay{15 * 60};
  /// After so long without a failure nothing is held against a key.
  std::chrono::seconds forgotten_after{60 * 60};
  /// Keys remembered; past that the one that failed longest ago is forgotten.
  std::size_t keys_most = 10'000;
};

/// Safe to use from many threads at once.
class Throttle {
 public:
  explicit Throttle(ThrottleLimits limits) : limits_(limits) {}

  /// Counts an attempt as failed until it is taken back, so that attempts at the same time count
  /// too. Throws Refusal(too_many, `too_many_failures`, {retry_after: seconds}) without counting
  /// when the key has to wait.
  void attempt(const std::string& key, Instant now);
  /// The attempt was no failure, or never came to be judged.
  void take_back(const std::string& key);
  /// Nothing is held against the key any more.
  void forget(const std::string& key);

 private:
  struct Failures {
    int count = 0;
    Instant last;
  };

  std::chrono::seconds delay_after(int failures) const;
  void make_room(Instant now);

  const ThrottleLimits limits_;
  std::mutex mutex_;
  std::map<std::string, Failures> failures_;
};

}  // namespace expertise
