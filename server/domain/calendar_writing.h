// Appointments as iCalendar (RFC 5545, 5546): the feed that somebody's own calendar reads, and the
// file of one appointment, to open or to send along with a mail. Pure. Times are written in UTC,
// which every program reads alike. Nothing of a case goes out with them: no words of the question,
// no topic, no place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/appointment.h"
#include "server/domain/env.h"
#include "server/domain/people.h"

namespace expertise {

struct CalendarEntry {
  /// The same for every wording of one appointment, unique in the world.
  std::string uid;
  /// 0 at first, one more at each change: programs keep the highest.
  int sequence = 0;
  Instant begin;
  Instant end;
  /// When this wording was made.
  Instant stamp;
  std::string summary;
  std::string description{};
  std::string location{};
  /// Where it can be opened.
  std::string url{};
  bool cancelled = false;
};

/// A feed: what is in the calendar now. Programs are asked to look again after
/// an hour.
std::string write_feed(const std::string& name, const std::vector<CalendarEntry>& entries);

/// What goes out of an appointment: that it is a consultation, when, in which way, and where it can
/// be opened (`address` is that of the product as people see it, `https://pool.example.nl`).
CalendarEntry entry_of(const Appointment& appointment, std::string_view address, Language language);

/// What the identifiers of our own appointments in other people's calendars begin with.
inline constexpr std::string_view own_uid_start = "expertisepool-";

/// Who sends an invitation and who gets it, as mail addresses. Without an organizer nobody is to be
/// answered.
struct CalendarParties {
  std::string organizer_name;
  std::string organizer;
  std::string attendee;
};

/// A request to take the appointment in, or to take it out when it is cancelled. The content type
/// of what carries it names `method_of`.
std::string write_invitation(const CalendarEntry& entry, const CalendarParties& parties);
std::string method_of(const CalendarEntry& entry);

}  // namespace expertise
