// What an eighteenth birthday changes, as JSON: rows with their steps and sources, and who is
// wanted on each side.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/http/call.h"
#include "server/pool/both_sides.h"

namespace expertise::http {

nlohmann::json transition_json(const Call& call, const search::Transition& transition,
                               const BothSides& sides);

}  // namespace expertise::http
