// Finding people as JSON: a question with who can help and why, searching the pool, completing what
// is typed. The words of a question go through and are kept nowhere.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer match(Call& call);
Answer search_specialists(Call& call);
Answer suggest_specialists(Call& call);

}  // namespace expertise::http
