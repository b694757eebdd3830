// Passkeys as JSON, in the shapes that browsers have for them (WebAuthn Level 3, section 5.1), and
// the operations on them: one's own, and signing on with one.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer begin_passkey_sign_on(Call& call);
Answer sign_on_with_passkey(Call& call);
Answer list_passkeys(Call& call);
Answer propose_passkey(Call& call);
Answer add_passkey(Call& call);
Answer rename_passkey(Call& call);
Answer remove_passkey(Call& call);

}  // namespace expertise::http
