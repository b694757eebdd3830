// What every use case works with: the store, and the world outside the rules. Also the two things a
// caller may send along with a step: the state it has seen, and a key that makes a repeat harmless.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/domain/env.h"
#include "server/domain/event.h"
#include "server/store/store.h"

namespace expertise {

struct Context {
  Store& store;
  Env& env;
};

/// The revision that the caller has seen; a step on a newer one is refused as stale.
struct Seen {
  std::int64_t revision = 0;
};

/// A creating request sent with this key again, by the same user with the same digest, makes
/// nothing new and gives the same id; with another digest it is refused (conflict,
/// `idempotency_key_reused`).
struct Once {
  std::string key;
  Hash digest{};
};

}  // namespace expertise
