// What somebody who is signed on was refused, in the access log: everything that their rights do
// not allow, and whatever of a case was not there for them.
#pragma once

#include <optional>
#include <string>

#include "server/domain/actor.h"
#include "server/domain/refusal.h"
#include "server/pool/context.h"

namespace expertise {

struct RefusedAttempt {
  /// By its name in the description of the API.
  std::string operation;
  /// As far as the request names one; what is not there is not kept.
  std::optional<ConsultationId> consultation{};
  std::optional<InvitationId> invitation{};
  Reason reason = Reason::not_allowed;
};

/// Durable when it returns. Throws Refusal(unavailable, `cannot_record_access`) when it cannot be.
void record_refused(Context context, const Actor& actor, const RefusedAttempt& attempt);

}  // namespace expertise
