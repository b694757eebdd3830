// Signing on and off: sessions of browsers and tokens of programs as JSON, and their operations.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

/// 201 with who is signed on now, and the cookie of the session; with the recovery codes of a
/// second factor that was just made, and where in the client to go on.
Answer signed_on_answer(const Call& call, const SignedOn& made,
                        const std::vector<std::string>& recovery_codes = {},
                        const std::string& return_to = {});

/// Which browser asks, and whether it is a device that is remembered.
BrowserSeen browser_seen(const Call& call);

Answer start_session(Call& call);
Answer list_sessions(Call& call);
Answer end_current_session(Call& call);
Answer end_session(Call& call);
Answer end_other_sessions(Call& call);
Answer start_token(Call& call);
Answer list_tokens(Call& call);
Answer end_token(Call& call);
Answer create_token(Call& call);
Answer end_user_sessions(Call& call);

}  // namespace expertise::http
