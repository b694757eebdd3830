#include "server/pool/appointment_changes.h"

#include <algorithm>

namespace expertise {

namespace {

bool is_to_come(const Appointment& appointment, Instant now) {
  return appointment.state == AppointmentState::booked && appointment.begin > now;
}

}  // namespace

Details about(const Appointment& appointment) {
  std::string specialists;
  for (const SpecialistId& each : appointment.specialists) {
    if (!specialists.empty()) specialists += ',';
    specialists += each.text();
  }
  return {{"appointment", appointment.id.text()},
          {"specialists", std::move(specialists)},
          {"way", std::string(code(appointment.way))},
          {"begin", rfc3339(appointment.begin)},
          {"end", rfc3339(appointment.end)}};
}

void cancel_appointment(Txn& txn, const Actor& actor, Instant now, Appointment& appointment,
                        std::string_view reason) {
  appointment.state = AppointmentState::cancelled;
  ++appointment.sequence;
  appointment.changed_at = now;
  txn.put(appointment);
  Details details = about(appointment);
  details["reason"] = reason;
  txn.append(Event{.at = now,
                   .kind = EventKind::appointment_cancelled,
                   .actor = actor.user,
                   .municipality = appointment.municipality,
                   .consultation = appointment.consultation,
                   .details = std::move(details)});
}

void cancel_appointments(Step& step, std::string_view reason,
                         std::optional<SpecialistId> specialist) {
  for (Appointment& each : step.txn->appointments(step.consultation.id)) {
    const auto& with = each.specialists;
    if (!is_to_come(each, step.now)) continue;
    if (specialist && std::find(with.begin(), with.end(), *specialist) == with.end()) continue;
    cancel_appointment(*step.txn, step.actor, step.now, each, reason);
  }
}

void cancel_appointments_of(Txn& txn, const Actor& actor, Instant now, SpecialistId specialist,
                            std::string_view reason) {
  constexpr std::size_t all_of_one = 100'000;
  for (Appointment& each : txn.find(
           AppointmentQuery{.specialist = specialist, .ends_after = now, .limit = all_of_one})) {
    if (is_to_come(each, now)) cancel_appointment(txn, actor, now, each, reason);
  }
}

}  // namespace expertise
