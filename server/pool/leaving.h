// What somebody who leaves the pool had in hand: whoever asked must not wait for them.
#pragma once

#include "server/domain/actor.h"
#include "server/pool/context.h"

namespace expertise {

/// Takes this profile, which is out of the pool already, off every consultation that still waits
/// for an answer: what they were asked is withdrawn, what they accepted is released, and the next
/// is asked or the coordinator told, as after any release. What they answered stays theirs to read
/// for `reads_after_leaving`. Within the caller's transaction. False when there was nothing.
bool hand_on_open_work(Txn& txn, Env& env, const Actor& actor, Instant now, SpecialistId who);

/// The same for all who left with work in hand, as was so in a pool of before this rule.
void hand_on_what_was_left(const Context& context);

}  // namespace expertise
