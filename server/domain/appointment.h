// An appointment to talk a consultation over: who, how and when; and the times at which everybody
// it is for is free. Pure: it follows from the hours that are given. It knows no store, and no case
// text but the place, which is kept under the key of the consultation.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "server/domain/availability.h"
#include "server/domain/code.h"
#include "server/domain/event.h"
#include "server/domain/id.h"
#include "server/domain/refusal.h"
#include "server/domain/working_time.h"

namespace expertise {

enum class AppointmentState { booked, cancelled };

template <>
inline constexpr CodeTable<AppointmentState, 2> codes<AppointmentState>{
    {{AppointmentState::booked, "booked"}, {AppointmentState::cancelled, "cancelled"}}};

struct Appointment {
  AppointmentId id;
  ConsultationId consultation;
  MunicipalityId municipality;
  std::vector<SpecialistId> specialists;
  AppointmentWay way = AppointmentWay::phone;
  Instant begin;
  Instant end;
  AppointmentState state = AppointmentState::booked;
  /// How often it was changed: calendars keep the wording with the highest.
  int sequence = 0;
  UserId booked_by;
  Instant booked_at;
  Instant changed_at;
  /// Where, or by which link, under the key of the consultation; may be empty.
  Bytes sealed;

  /// The revision for whoever changes it.
  std::int64_t revision() const { return std::int64_t{sequence} + 1; }
};

struct AppointmentRules {
  static constexpr std::array<int, 4> minutes{15, 30, 45, 60};
  static constexpr std::chrono::minutes longest{60};
  /// Appointments begin on the quarter of an hour.
  static constexpr std::chrono::minutes step{15};
  static constexpr std::size_t specialists = 4;
  static constexpr std::size_t place_characters = 200;
  /// Nobody's calendar is read further ahead.
  static constexpr std::chrono::days ahead{56};
  /// To come, in one consultation.
  static constexpr std::size_t to_come = 10;
};

/// What somebody wants to book.
struct AppointmentWish {
  std::vector<SpecialistId> specialists;
  AppointmentWay way = AppointmentWay::phone;
  Instant begin;
  int minutes = 30;
  /// Where, or by which link; not about a person.
  std::string place;
};

/// Every fault, whatever anybody's hours are: at `/specialists`, `/begin`, `/minutes` and `/place`
/// (`personal_data` too: a place and a number to call are fine, who lives there is not).
std::vector<Fault> faults(const AppointmentWish& wish);

/// The first moment at which an appointment made at `now` can begin, so many working hours later.
Instant earliest_start(Instant now, int notice_hours, const WorkingCalendar& calendar);

/// When everybody is free; each in order and apart, as free_spans gives them.
std::vector<Span> free_together(const std::vector<std::vector<Span>>& of_each);

struct SlotSearch {
  std::chrono::minutes length{30};
  /// Slots begin in [from, to), and not before `earliest`.
  Instant from;
  Instant to;
  Instant earliest;
  std::size_t most = 200;
};

/// The slots in which all are free, on every quarter of an hour, soonest first.
std::vector<Span> free_slots(const std::vector<std::vector<Span>>& of_each,
                             const SlotSearch& search);

/// The `count` slots nearest to `wanted`, in order of time.
std::vector<Span> nearest_slots(std::vector<Span> slots, Instant wanted, std::size_t count);

}  // namespace expertise
