// Topics of the vocabulary as JSON, and the operation that lists them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "server/http/call.h"

namespace expertise::http {

/// `[{"code": …, "term": …}]`; a code that the vocabulary no longer knows is its own term.
nlohmann::json topic_refs(const Call& call, const std::vector<std::string>& topic_codes);

Answer list_topics(Call& call);

}  // namespace expertise::http
