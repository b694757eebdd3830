// The heads of both logs at a moment, signed with Ed25519 and written as one line of text: what a
// pool sends out, so that whoever kept it can later prove that a log was shortened or rewritten. It
// knows no files and no store.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/domain/env.h"
#include "server/domain/event.h"

namespace expertise {

/// The seed of a key pair (RFC 8032); whoever has it can sign.
using LogKey = std::array<std::uint8_t, 32>;
using PublicKey = std::array<std::uint8_t, 32>;

PublicKey public_key_of(const LogKey& key);

/// How far both logs were.
struct LogHeads {
  /// From 1, without a gap.
  std::uint64_t number = 0;
  Instant at;
  /// Which pool they are of: 32 hexadecimal characters.
  std::string pool;
  std::uint64_t event_seq = 0;
  Hash event_hash{};
  /// The newest month of the access log; `-` when nothing was recorded yet.
  std::string segment = "-";
  std::uint64_t access_seq = 0;
  Hash access_hash{};
  bool operator==(const LogHeads&) const = default;
};

/// `expertisepool-heads-1 NUMBER AT POOL events SEQ HASH access MONTH SEQ HASH key PUBLIC signature
/// SIGNATURE`, without a newline; numbers in lower-case hexadecimal, but for NUMBER and SEQ.
std::string signed_line(const LogHeads& heads, const LogKey& key);

struct SignedLine {
  LogHeads heads;
  PublicKey key{};
};

/// Reads what signed_line wrote; nothing when it is anything else, or when the signature does not
/// hold for the key in it. Whether that is the right key is for the caller to see.
std::optional<SignedLine> read_signed_line(std::string_view line);

/// 64 hexadecimal characters.
std::string key_text(const PublicKey& key);
std::optional<PublicKey> parse_key(std::string_view text);

}  // namespace expertise
