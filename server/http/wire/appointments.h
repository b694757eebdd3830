// Handlers of appointments, and of the feed that somebody's own calendar reads.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer list_slots(Call& call);
Answer list_appointments(Call& call);
Answer book_appointment(Call& call);
Answer move_appointment(Call& call);
Answer cancel_appointment(Call& call);
Answer get_appointment_file(Call& call);
Answer list_own_appointments(Call& call);
Answer get_feed(Call& call);
Answer make_feed(Call& call);
Answer end_feed(Call& call);
Answer read_feed(Call& call);

}  // namespace expertise::http
