// The world outside the rules: what time it is, and random bytes. Made once in main; everything
// else takes an Env, or the moment itself as an argument, so that tests can say what time it is.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/domain/id.h"

namespace expertise {

/// A moment in UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Safe to use from many threads at once.
class Env {
 public:
  virtual ~Env() = default;
  virtual Instant now() = 0;
  /// Fills `bytes` with random bytes fit for keys.
  virtual void random(std::span<std::uint8_t> bytes) = 0;

  /// A new version 7 UUID (RFC 9562): 48 bits of `now()`, 74 random bits.
  template <class IdType>
  IdType new_id() {
    return IdType(new_uuid());
  }

 private:
  IdBytes new_uuid();
};

/// The system clock and libsodium's generator. Throws std::runtime_error when libsodium cannot
/// start.
std::unique_ptr<Env> system_env();

/// `2026-03-29T00:30:00Z`; milliseconds only where they are not zero (RFC 3339, UTC).
std::string rfc3339(Instant instant);

/// Reads an RFC 3339 date-time with any offset; nothing when it is malformed, not a real date, or
/// not as the NL GOV REST API Design Rules write it (`T` and `Z` upper case, no `-00:00`).
std::optional<Instant> parse_rfc3339(std::string_view text);

}  // namespace expertise
