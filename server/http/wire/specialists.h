// Specialists as JSON: the profile, what is true of their availability now, and the operations on
// both. Searching is in matches.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/http/call.h"
#include "server/http/wire/names.h"

namespace expertise::http {

/// What a presence names, before specialist_json is asked for it.
void want(Names& names, const Presence& presence);
nlohmann::json specialist_json(const Call& call, Names& names, const Specialist& specialist,
                               const Presence& presence);

Answer list_specialists(Call& call);
Answer add_specialist(Call& call);
Answer get_specialist(Call& call);
Answer change_specialist(Call& call);
Answer get_availability(Call& call);
Answer change_availability(Call& call);
Answer propose_profile(Call& call);

}  // namespace expertise::http
