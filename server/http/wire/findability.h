// How the signed-on specialist's own profile is found, as JSON.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer get_findability(Call& call);

}  // namespace expertise::http
