// Linking a user to their account at a provider of single sign-on by hand, where the provider says
// nothing of whose an address is.
#pragma once

#include <string>

#include "server/domain/actor.h"
#include "server/pool/context.h"

namespace expertise {

/// By an administrator. Faults at `/issuer` (`bad_address`) and `/subject` (1 to 255 characters);
/// Refusal(conflict, `already_taken`) when the account is another user's, or the user has another
/// of that issuer. What is linked already stays as it is.
void link_identity(Context context, const Actor& by, UserId user, const std::string& issuer,
                   const std::string& subject);

}  // namespace expertise
