// Signing on at a provider, as JSON: whether it is offered, beginning, and finishing; and its word
// that somebody signed off, as a form (OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8).
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer get_single_sign_on(Call& call);
Answer begin_single_sign_on(Call& call);
Answer finish_single_sign_on(Call& call);
Answer back_channel_logout(Call& call);
Answer list_identities(Call& call);
Answer unlink_user(Call& call);

}  // namespace expertise::http
