// What the use cases of People share between their two files: administering (people.cc) and signing
// on (signing_on.cc). No other file includes it.
#pragma once

#include <atomic>
#include <utility>

#include "server/domain/event.h"
#include "server/pool/passwords.h"
#include "server/pool/people.h"
#include "server/pool/throttle.h"

namespace expertise {

struct People::Impl {
  Impl(Context given, PasswordStrength strength) : context(given), passwords(strength) {}

  Context context;
  Passwords passwords;
  Throttle addresses{ThrottleLimits{}};
  /// A whole office shares one origin.
  Throttle origins{ThrottleLimits{.free_failures = 50}};
  /// When writing is refused, last use is not written again before this moment (milliseconds).
  std::atomic<std::int64_t> no_touch_before{0};
};

/// A fact about people and places, done by `actor` now.
inline Event fact(EventKind kind, const Actor& actor, Env& env,
                  std::optional<MunicipalityId> municipality, Details details) {
  Event event;
  event.at = env.now();
  event.kind = kind;
  event.actor = actor.user;
  event.municipality = municipality;
  event.details = std::move(details);
  return event;
}

}  // namespace expertise
