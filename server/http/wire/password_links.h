// A new password by a link, for who forgot theirs: the operations, without signing on.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer ask_password_link(Call& call);
Answer set_password_by_link(Call& call);

}  // namespace expertise::http
