// Invitations: asking people for a consultation, and what those asked do with it.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer list_consultation_invitations(Call& call);
Answer invite(Call& call);
/// Whom a coordinator may ask for a question that hangs, and why each can or cannot be asked.
Answer list_assignable(Call& call);
Answer get_invitation(Call& call);
Answer decide(Call& call);
Answer hand_over(Call& call);
Answer release(Call& call);
Answer withdraw_invitation(Call& call);

}  // namespace expertise::http
