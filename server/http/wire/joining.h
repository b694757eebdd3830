// Joining the pool: invitations as JSON, and the operations on them, for who keeps the pool and for
// who holds a token.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer list_joining_invitations(Call& call);
Answer invite_to_join(Call& call);
Answer withdraw_joining_invitation(Call& call);
Answer open_joining(Call& call);
Answer join(Call& call);

}  // namespace expertise::http
