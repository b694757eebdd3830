// The service about itself: its state, its description, whether it lives and is ready, its figures.
#pragma once

#include <string>
#include <string_view>

#include "server/http/call.h"

namespace expertise::http {

Answer get_status(Call& call);
Answer get_description(Call& call);
Answer get_live(Call& call);
Answer get_ready(Call& call);
Answer get_metrics(Call& call);

/// `info.version` of an API description. Throws std::runtime_error when there is none.
std::string version_of(std::string_view description);
/// The operations of an API description as `GET /v1/users getUser`, sorted.
std::vector<std::string> operations_of(std::string_view description);

}  // namespace expertise::http
