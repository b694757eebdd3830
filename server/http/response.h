// An answer as the bytes of an HTTP/1.1 response. The connection ends with it.
#pragma once

#include <string>

#include "server/http/message.h"

namespace expertise::http {

/// With `is_head` everything but the body itself.
std::string response_bytes(const Answer& answer, bool is_head);

}  // namespace expertise::http
