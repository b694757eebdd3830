// The two logs as JSON, what happened and who read what, and what the log tells that the pool
// lacks.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer list_consultation_events(Call& call);
Answer list_events(Call& call);
Answer list_audit_entries(Call& call);
Answer list_gaps(Call& call);

}  // namespace expertise::http
