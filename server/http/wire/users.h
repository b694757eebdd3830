// Users as JSON, and the operations on them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/http/call.h"

namespace expertise::http {

/// Who is signed on, with the names of municipalities and teams.
nlohmann::json own_user_json(const Call& call, const SignedOn& signed_on);

Answer get_own_user(Call& call);
Answer list_users(Call& call);
Answer search_colleagues(Call& call);
Answer add_user(Call& call);
Answer get_user(Call& call);
Answer change_user(Call& call);
Answer set_password(Call& call);

}  // namespace expertise::http
