// THE table: every operation of the API with its method, path, name in the API description, who may
// call it at all, what its body is, and its handler. A test holds it against the description.
#pragma once

#include <span>

#include "server/http/router.h"

namespace expertise::http {

std::span<const Route> routes();

}  // namespace expertise::http
