// How people were ranked for a question that was sent, beside how they would be now, as JSON.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer get_ranking(Call& call);

}  // namespace expertise::http
