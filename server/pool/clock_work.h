// What time brings, driven by one function of `now`: invitations that expire and are passed on,
// questions nobody is on, the deputy told, answers that did not come in time, the look back after
// six weeks, drafts that were left, invitations to join that nobody used, expired sessions. The
// same after a restart or a day of downtime: nothing is skipped, nothing done twice.
#pragma once

#include <cstddef>

#include "server/pool/context.h"

namespace expertise {

/// Does everything that is due at `now`, some hundred things in a transaction; gives how many. A
/// thing that cannot be done does not hold up the others; the first such fault is thrown at the
/// end. Throws Refusal(unavailable) at once when nothing can be written.
std::size_t do_what_is_due(Context& context, Instant now);

/// After this long an open question that nobody is on is passed on, in working minutes.
inline constexpr int minutes_without_invitation = 60;

}  // namespace expertise
