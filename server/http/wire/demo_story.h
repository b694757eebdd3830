// The story of a demo: its steps in the reader's language, and its clock that can be moved ahead.
// Where no story is told nothing is here.
#pragma once

#include "server/http/call.h"

namespace expertise::http {

Answer get_demo_story(Call& call);
Answer move_demo_clock(Call& call);

}  // namespace expertise::http
