// Signing on at a provider, as JSON: whether it is offered, beginning, and finishing.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer get_single_sign_on(Call& call);
Answer begin_single_sign_on(Call& call);
Answer finish_single_sign_on(Call& call);
Answer list_identities(Call& call);
Answer unlink_user(Call& call);

}  // namespace expertise::http
