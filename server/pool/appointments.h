// Use cases around appointments: the times at which everybody is free, booking one so that nobody
// else can, moving, cancelling, and what of them goes to people's own calendars. Who may do what
// follows from what somebody is to the consultation. It sends nothing and knows no HTTP.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/domain/actor.h"
#include "server/domain/appointment.h"
#include "server/domain/people.h"
#include "server/pool/context.h"

namespace expertise {

/// Somebody else has that time already.
class SlotTaken : public Refusal {
 public:
  explicit SlotTaken(std::vector<Span> nearest)
      : Refusal(Reason::conflict, "slot_taken"), nearest_(std::move(nearest)) {}
  /// The nearest others of the same length, in order of time; may be empty.
  const std::vector<Span>& nearest() const { return nearest_; }

 private:
  std::vector<Span> nearest_;
};

struct SlotsWish {
  /// Of those who accepted; empty = all of them.
  std::vector<SpecialistId> specialists;
  int minutes = 30;
  /// From then on; from now on when it is not given.
  std::optional<Instant> from;
  std::size_t most = 48;
};

struct SlotsFound {
  std::vector<Span> slots;
  /// Whose time it is.
  std::vector<SpecialistId> specialists;
  /// Those of them whose hours nobody knows: they gave none, or their calendar cannot be read.
  std::vector<SpecialistId> unknown;
};

struct AppointmentView {
  Appointment appointment;
  /// For those with full sight of the consultation.
  std::string place;
  /// Whether the actor can move and cancel it now.
  bool changeable = false;
};

struct AppointmentsFound {
  /// Cancelled ones too, in order of time.
  std::vector<AppointmentView> items;
  /// Whether the actor can book now.
  bool bookable = false;
};

class Appointments {
 public:
  explicit Appointments(Context context) : context_(context) {}

  // Booking, moving and cancelling is for the asker's side (no partner) and the specialists who
  // accepted, as long as it is in consultation, awaits the asker or is advised.

  SlotsFound slots(const Actor& actor, ConsultationId consultation, const SlotsWish& wish);
  /// Refused with every fault of the wish together: also `not_on_it` (a specialist who did not
  /// accept), `in_the_past`, `too_soon` (within somebody's notice), `too_far_ahead`,
  /// `outside_hours`. Refusal(conflict, `hours_unknown`) when nobody knows whether they are free,
  /// `too_many_appointments`, and SlotTaken.
  AppointmentView book(const Actor& actor, ConsultationId consultation, const AppointmentWish& wish,
                       std::optional<Once> once);
  /// To another time, with the same people. Refused as booking is; Refusal(wrong_state,
  /// `appointment_over`) when it has begun or was cancelled.
  AppointmentView move(const Actor& actor, ConsultationId consultation, AppointmentId id,
                       Instant begin, int minutes, Seen seen);
  AppointmentView cancel(const Actor& actor, ConsultationId consultation, AppointmentId id,
                         Seen seen);

  /// Of one consultation, as far as the actor sees it; who is next in line sees none. Reading where
  /// they are is on record.
  AppointmentsFound list(const Actor& actor, ConsultationId consultation);
  /// The actor's own to come: as a specialist, and in consultations asked or written along in.
  std::vector<Appointment> own(const Actor& actor);

  /// One appointment as a file for the calendar of this user, who must see it; also for the mail
  /// that tells of it. `address` is that of the product as people see it.
  std::string file(const Actor& actor, const User& reader, ConsultationId consultation,
                   AppointmentId id, std::string_view address);
  /// The user's own appointments, from 30 days back on, as a feed.
  std::string feed(const User& user, std::string_view address);

 private:
  Context context_;
};

}  // namespace expertise
