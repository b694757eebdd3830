// The second factor as JSON, and the operations on it: one's own, the second step of signing on,
// and what an administrator does for who lost it.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer propose_factor_to_sign_on(Call& call);
Answer confirm_sign_on(Call& call);
Answer get_second_factor(Call& call);
Answer propose_second_factor(Call& call);
Answer switch_on_second_factor(Call& call);
Answer switch_off_second_factor(Call& call);
Answer renew_recovery_codes(Call& call);
Answer clear_second_factor(Call& call);

}  // namespace expertise::http
