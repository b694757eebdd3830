// Passwords as the product keeps them: argon2id through libsodium, at most a few at work at once.
// It knows no users and stores nothing.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server/domain/refusal.h"

namespace expertise {

/// What checking one password costs. The defaults are the one right value in production (three
/// passes over 64 MiB, libsodium's argon2id); tests take less.
struct PasswordStrength {
  std::uint64_t passes = 3;
  std::size_t memory_bytes = 64u << 20;

  /// The least that libsodium allows; for tests only.
  static PasswordStrength cheap() { return {.passes = 1, .memory_bytes = 8u << 10}; }
};

struct PasswordLimits {
  static constexpr std::uint64_t at_once = 2;
  static constexpr std::uint64_t waiting = 16;
};

/// Safe to use from many threads at once. Two hashes are computed at a time, each in 64 MiB;
/// callers past that wait in order of arrival, at most 16; past that Refusal(unavailable,
/// `too_busy`).
class Passwords {
 public:
  /// Throws std::runtime_error when libsodium cannot start.
  explicit Passwords(PasswordStrength strength);

  /// The encoded hash of a password with a salt of its own.
  std::string hash(std::string_view password);
  /// Whether the password belongs to the hash. Takes as long when there is no hash, and says no.
  bool matches(const std::optional<std::string>& encoded_hash, std::string_view password);
  /// Whether the hash was made with another strength than is asked now.
  bool needs_rehash(const std::string& encoded_hash) const;

 private:
  class Turn;

  std::string compute_hash(std::string_view password) const;

  const PasswordStrength strength_;
  std::mutex mutex_;
  std::condition_variable turn_came_;
  std::uint64_t issued_ = 0;
  std::uint64_t done_ = 0;
  std::string hash_of_nobody_;
};

}  // namespace expertise
