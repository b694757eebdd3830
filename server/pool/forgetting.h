// Letting go of who somebody was, when they left long enough ago: their id stays where the log
// names it, and nothing tells any more whose it was.
#pragma once

#include <optional>

#include "server/domain/actor.h"
#include "server/pool/context.h"

namespace expertise {

/// Within the caller's transaction, with its event; `days` is the term that is over. False when
/// they are active, forgotten before, or not there.
bool forget_person(Txn& txn, const Actor& actor, Instant now, UserId user, std::optional<int> days);
bool forget_person(Txn& txn, const Actor& actor, Instant now, SpecialistId specialist,
                   std::optional<int> days);

/// In a store that was put back from before they were forgotten, also of somebody who is active in
/// it. False when they are not there or forgotten already.
bool forget_again(const Context& context, const Actor& actor, UserId user);
bool forget_again(const Context& context, const Actor& actor, SpecialistId specialist);

}  // namespace expertise
