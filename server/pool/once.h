// A creating request that is sent twice makes one thing: the first answer is kept under the
// sender's key and given again. It knows nothing of what is made, only its id.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/domain/actor.h"
#include "server/pool/context.h"

namespace expertise {

struct OnceLimits {
  static constexpr std::size_t key_bytes_most = 200;
};

/// The id of what this key of this user made before. Nothing when it is new, when no key was sent,
/// or when nobody in particular acts (an operator repeats by hand). Throws Refusal(conflict,
/// `idempotency_key_reused`) when the key came with another request, and Refusal(invalid input)
/// when the key is empty or too long. Call it first in the write transaction that makes the thing,
/// and commit before giving the answer again: what made it may be in the same batch, not yet on
/// disk.
std::optional<std::string> done_before(Txn& txn, const Actor& actor,
                                       const std::optional<Once>& once);

/// Keeps what was made under the key, in the transaction that made it.
void remember(Txn& txn, const Actor& actor, const std::optional<Once>& once,
              std::string_view resource, Instant now);

}  // namespace expertise
