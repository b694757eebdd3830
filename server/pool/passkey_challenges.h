// Challenges for passkeys: each for one purpose, for five minutes, and taken once. Nothing is kept
// of those that are out; only of those that were taken, until their end. Private to People.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>

#include "server/domain/env.h"
#include "server/domain/event.h"

namespace expertise {

/// Safe to use from many threads at once. Challenges of an earlier process are not open.
class PasskeyChallenges {
 public:
  static constexpr std::chrono::minutes open_for{5};
  /// So many can be taken within five minutes.
  static constexpr std::size_t taken_most = 20'000;

  explicit PasskeyChallenges(Env& env);

  /// 32 random bytes, when it ends, and a code of both and of `purpose` that nobody else can make.
  Bytes make(std::string_view purpose);
  /// Whether it was open; it is not any more.
  bool take(const Bytes& challenge, std::string_view purpose);
  /// 32 bytes for a user that tell nothing of who it is; the same for this process.
  Bytes user_handle(UserId user) const;

 private:
  static constexpr std::size_t random_bytes = 32;
  static constexpr std::size_t moment_bytes = 8;

  Hash seal(const Bytes& plain, std::string_view purpose) const;
  /// The code of one that is ours and has not ended.
  std::optional<Hash> code_of(const Bytes& challenge, std::string_view purpose) const;

  Env& env_;
  std::array<std::uint8_t, 32> key_{};
  std::mutex mutex_;
  // By the code of each.
  std::map<Hash, Instant> taken_;
};

}  // namespace expertise
