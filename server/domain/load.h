// How much somebody has in hand, and what that took them of late. It decides nothing.
#pragma once

#include "server/domain/env.h"

namespace expertise {

/// What consultations took somebody, as they said themselves.
struct TimeSpent {
  /// Of which it was said.
  int consultations = 0;
  int minutes = 0;

  bool operator==(const TimeSpent&) const = default;
};

/// How much somebody has in hand and had of late; capacity is counted from the first two.
struct Load {
  /// Pending invitations and running consultations accepted.
  int open = 0;
  /// Invitations since the moment given for it.
  int recent = 0;
  /// Of invitations of which it was said last since the moment given for it.
  TimeSpent spent{};
};

/// From when on the figures of a Load count.
struct LoadSince {
  Instant recent;
  Instant spent;
};

}  // namespace expertise
