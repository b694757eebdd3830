// How long things are kept and what was destroyed as JSON: terms with what they make due, holds,
// erasing one consultation, and the report of destruction; and attempts to sign on that failed.
#pragma once

#include "server/http/call.h"
#include "server/http/message.h"

namespace expertise::http {

Answer get_retention(Call& call);
Answer choose_retention_term(Call& call);
Answer list_due(Call& call);
Answer list_destructions(Call& call);
Answer list_holds(Call& call);
Answer hold_consultation(Call& call);
Answer end_hold(Call& call);
Answer erase_consultation(Call& call);
Answer list_sign_on_failures(Call& call);

}  // namespace expertise::http
