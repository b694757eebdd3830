// How a consultation ended, as JSON in both directions.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "server/http/wire/reader.h"
#include "server/pool/consultations.h"

namespace expertise::http {

nlohmann::json closure_json(const Closure& closure);

/// Figures and codes only.
Closure read_closure(ObjectReader& object);
/// With the texts that go with it.
std::pair<Closure, ClosingTexts> read_closing(ObjectReader& object);

}  // namespace expertise::http
