// The steps in the life of a consultation, each one operation: talking, people, ending, and what
// the coordinator does.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer write_message(Call& call);
Answer extend_question(Call& call);
Answer redact_message(Call& call);
Answer set_own_reference(Call& call);
Answer ask_clarification(Call& call);
Answer reply(Call& call);
Answer advise(Call& call);
Answer ask_on(Call& call);

Answer add_participant(Call& call);
Answer remove_participant(Call& call);
Answer transfer(Call& call);

Answer withdraw(Call& call);
Answer close_consultation(Call& call);
Answer reopen(Call& call);
Answer follow_up(Call& call);

Answer request_coordinator(Call& call);
Answer assign(Call& call);
Answer answer_by_phone(Call& call);
Answer give_reason(Call& call);
Answer review(Call& call);

}  // namespace expertise::http
