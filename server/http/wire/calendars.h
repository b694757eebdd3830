// The calendars that a specialist has connected, as JSON: when they were read and when they say
// that their owner is busy; never their address.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer list_calendars(Call& call);
Answer preview_calendar(Call& call);
Answer connect_calendar(Call& call);
Answer read_calendar_again(Call& call);
Answer disconnect_calendar(Call& call);

}  // namespace expertise::http
