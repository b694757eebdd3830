// THE table: every operation of the API with its method, path, name in the API description, who may
// call it at all, which scope a token needs, what its body is, and its handler. A test holds it
// against the description.
#pragma once

#include <span>

#include "server/http/message.h"
#include "server/http/router.h"

namespace expertise::http {

std::span<const Route> routes();

/// Whether the request is for the one operation that takes a whole file.
bool brings_file(const Request& request);

}  // namespace expertise::http
