// Use cases around the calendars that specialists keep elsewhere and connect, so that they are not
// asked when they are busy: looking at what one would block, connecting, disconnecting, and reading
// them again as time goes by. Reading happens outside any transaction. What is kept of a calendar
// is when its owner is busy, never what with.
#pragma once

#include <string>
#include <vector>

#include "server/domain/actor.h"
#include "server/domain/calendar.h"
#include "server/domain/calendar_reading.h"
#include "server/outgoing/outgoing.h"
#include "server/pool/context.h"
#include "server/pool/gate.h"

namespace expertise {

class Calendars {
 public:
  /// `web` must outlive it.
  Calendars(Context context, WebReader& web);

  /// Reads the calendar at `address` and keeps nothing. For the specialist whose calendar it is, or
  /// who keeps the pool. Refused with a fault at `/address`: those of FetchFault and CalendarFault,
  /// `too_many` past `CalendarRules::most_of_one`, `already_connected`. Takes as long as a fetch;
  /// no more than two are read at once, Refusal(unavailable, `busy`) when many wait.
  CalendarReading preview(const Actor& actor, SpecialistId specialist, const std::string& address);
  /// The same, and keeps it.
  Calendar connect(const Actor& actor, SpecialistId specialist, const std::string& address);
  /// In the order in which they were connected; for the same people.
  std::vector<Calendar> list(const Actor& actor, SpecialistId specialist);
  /// Reads one again now; when that fails the calendar says so.
  Calendar read_again(const Actor& actor, SpecialistId specialist, CalendarId id);
  void disconnect(const Actor& actor, SpecialistId specialist, CalendarId id);

  /// Reads those whose time it is, at most `limit`; gives how many. What came in between (removed,
  /// read by hand) wins. One that cannot be done holds up no other; the first such fault is thrown
  /// at the end.
  std::size_t read_due(Instant now, std::size_t limit = 20);

 private:
  struct Read;
  Read read(const std::string& address, const Calendar* before, Instant now);
  Read read_new(const Actor& actor, SpecialistId specialist, const std::string& address);
  Calendar refresh(const Actor& actor, const Calendar& before);
  static void take_in(Calendar& calendar, Read found, Instant now);

  Context context_;
  WebReader& web_;
  Gate gate_{2, 8};
};

}  // namespace expertise
