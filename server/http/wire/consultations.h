// Asking, and reading what was asked: the operations on consultations as a whole. The steps in the
// life of one are in consultation_steps.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer list_deadlines(Call& call);
Answer ask(Call& call);
Answer ask_as_partner(Call& call);
Answer log_phone_consult(Call& call);
Answer list_consultations(Call& call);
Answer get_consultation(Call& call);
Answer list_messages(Call& call);
Answer copy_consultation(Call& call);

}  // namespace expertise::http
