// What the rules themselves do to appointments: those of a consultation that ends, or of somebody
// who is no longer on it, are cancelled in the transaction in which that happens.
#pragma once

#include <optional>
#include <string_view>

#include "server/pool/consultation_step.h"

namespace expertise {

/// Cancels what has not begun, of this consultation (with this specialist, when given), with an
/// event for each that tells why.
void cancel_appointments(Step& step, std::string_view reason,
                         std::optional<SpecialistId> specialist = std::nullopt);
/// The same for all of a specialist who leaves the pool.
void cancel_appointments_of(Txn& txn, const Actor& actor, Instant now, SpecialistId specialist,
                            std::string_view reason);
/// Cancels one and notes it; the caller has seen that it may be.
void cancel_appointment(Txn& txn, const Actor& actor, Instant now, Appointment& appointment,
                        std::string_view reason);

/// What the log tells of an appointment.
Details about(const Appointment& appointment);

}  // namespace expertise
