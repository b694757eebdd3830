// What a mail says that came back: which mail was not delivered, and to whom. It knows the report's
// form (RFC 3464 in RFC 6522) and not whose mail it is about: anybody can write such a mail.
#pragma once

#include <optional>
#include <string>

#include "server/outgoing/outgoing.h"

namespace expertise {

/// Nothing when this is no delivery report, or one of a delay or a delivery. Takes any bytes.
std::optional<DeliveryReport> read_delivery_report(const std::string& mail);

}  // namespace expertise
