// Availability as JSON, in both directions; nothing of whose it is.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

#include "server/domain/availability.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

nlohmann::json availability_json(const Availability& availability, std::int64_t revision);

/// By weekday, those with hours.
nlohmann::json weekly_json(const WeeklyHours& hours);
/// The weekly hours of the sentence `hoursText`.
WeeklyHours read_hours_text(ObjectReader& object);

/// Weekly hours as such or as a sentence (`hoursText`), not both.
Availability read_availability(ObjectReader& object);

}  // namespace expertise::http
