// What is kept of the two logs beside their rows, and how they are asked for: heads, months of the
// access log, signed heads, the place of a fault; and the part of a list, which all lists share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/env.h"
#include "server/domain/event.h"
#include "server/domain/id.h"

namespace expertise {

/// A part of a list. `limit` is at most `Page::most`.
struct Page {
  static constexpr std::size_t most = 200;
  std::size_t offset = 0;
  std::size_t limit = 50;
};

template <class T>
struct Paged {
  std::vector<T> items;
  /// How many there are in all.
  std::size_t total = 0;
};

struct EventQuery {
  /// Of these only; none = nothing is found.
  std::vector<MunicipalityId> municipalities;
  std::optional<ConsultationId> consultation;
  std::vector<EventKind> kinds;
  std::optional<Instant> from;
  std::optional<Instant> before;
  Page page;
};

struct AccessQuery {
  /// Of these only; none = nothing is found, unless one of the next three is given, which are then
  /// looked at in their place.
  std::vector<MunicipalityId> municipalities;
  /// What this user did.
  std::optional<UserId> of;
  /// What others did with the questions that this user asked.
  std::optional<UserId> of_asker;
  /// Attempts to sign on that failed, wherever they were made and whoever's address it was.
  bool failed_sign_ons = false;
  std::optional<ConsultationId> consultation;
  std::optional<UserId> actor;
  std::optional<Instant> from;
  std::optional<Instant> before;
  Page page;
};

/// Which history something derived stands for: the last event it has seen.
struct Checkpoint {
  std::uint64_t seq = 0;
  Hash hash{};
  bool operator==(const Checkpoint&) const = default;
};

/// A month of the access log. Of one that was destroyed the head is left.
struct AccessSegment {
  /// `2026-11`
  std::string segment;
  /// Its last entry; the number of it is how many there are, or were.
  Checkpoint head;
  std::optional<Instant> destroyed_at;
  bool operator==(const AccessSegment&) const = default;
};

/// The heads of both logs as they were signed, as one line of text (domain/signed_head.h).
struct SignedHead {
  /// From 1.
  std::uint64_t number = 0;
  Instant at;
  /// The newest segment of the access log, and its last entry then; empty when there was none.
  std::string segment;
  std::uint64_t access_seq = 0;
  std::string line;
  /// When it was appended to the file, and when it was mailed.
  std::optional<Instant> filed_at{};
  std::optional<Instant> mailed_at{};
};

/// Where a signed head goes.
enum class HeadsWay { file, mail };

/// The first place where a chain does not hold.
struct ChainFault {
  /// `events` or `access 2026-11`; of what is derived the column, `invitation.in_hand`
  std::string chain;
  std::uint64_t seq = 0;
  std::string what;
};

}  // namespace expertise
