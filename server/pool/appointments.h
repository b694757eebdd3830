// Use cases around appointments: the times at which everybody is free, booking one so that nobody
// else can, moving, cancelling, and what of them goes to people's own calendars. Who may do what
// follows from what somebody is to the consultation. It sends nothing and knows no HTTP.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/domain/actor.h"
#include "server/domain/appointment.h"
#include "server/domain/people.h"
#include "server/pool/context.h"

namespace expertise {

/// Not at that time, but at others.
class OtherTimes : public Refusal {
 public:
  OtherTimes(std::string detail, std::vector<Span> nearest)
      : Refusal(Reason::conflict, std::move(detail)), nearest_(std::move(nearest)) {}
  /// The nearest of the same length in which it can be, in order of time; may be empty.
  const std::vector<Span>& nearest() const { return nearest_; }

 private:
  std::vector<Span> nearest_;
};

/// Somebody else has that time already.
class SlotTaken : public OtherTimes {
 public:
  explicit SlotTaken(std::vector<Span> nearest) : OtherTimes("slot_taken", std::move(nearest)) {}
};

/// Somebody can only be met in other ways then.
class NotThisWay : public OtherTimes {
 public:
  explicit NotThisWay(std::vector<Span> nearest) : OtherTimes("not_this_way", std::move(nearest)) {}
};

struct SlotsWish {
  /// Of those who accepted; empty = all of them.
  std::vector<SpecialistId> specialists;
  /// Without it: when everybody is free, whatever the way.
  std::optional<AppointmentWay> way;
  int minutes = 30;
  /// From then on; from now on when it is not given.
  std::optional<Instant> from;
  std::size_t most = 48;
};

struct SlotsFound {
  std::vector<Span> slots;
  /// Where it would be, by the begin of a slot on the spot; those of which it is told.
  std::map<Instant, std::string> places;
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
  /// `too_many_appointments`, NotThisWay and SlotTaken. On the spot and no place given: it is where
  /// the specialists say they are then.
  AppointmentView book(const Actor& actor, ConsultationId consultation, const AppointmentWish& wish,
                       std::optional<Once> once);
  /// To another time, with the same people. Refused as booking is; Refusal(wrong_state,
  /// `appointment_over`) when it has begun or was cancelled. A place that followed from the time
  /// goes along with it.
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
