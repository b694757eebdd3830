#include "server/domain/calendar.h"

#include <algorithm>

namespace expertise {

std::chrono::minutes wait_after(int failures) {
  if (failures <= 1) return std::chrono::minutes(5);
  if (failures == 2) return std::chrono::minutes(15);
  return std::chrono::minutes(60);
}

BusyTime busy_time(const std::vector<Calendar>& calendars, Instant now,
                   const std::vector<Span>& appointments) {
  BusyTime time{.spans = appointments};
  for (const Calendar& each : calendars) {
    if (now - each.read_at > CalendarRules::trusted) time.is_known = false;
    time.spans.insert(time.spans.end(), each.busy.begin(), each.busy.end());
  }
  if (calendars.size() > 1 || !appointments.empty()) join_touching(time.spans);
  return time;
}

FreeBusy without_calendar(FreeBusy free_busy, const Availability& availability, Instant now) {
  switch (free_busy.state) {
    case FreeState::now:
      if (!availability.reachable_until || *availability.reachable_until <= now) return {};
      free_busy.until = availability.reachable_until;
      return free_busy;
    case FreeState::today:
    case FreeState::this_week:
    case FreeState::later:
    case FreeState::unknown:
      return {};
    case FreeState::away:
      free_busy.next.reset();
      return free_busy;
    case FreeState::full:
    case FreeState::paused:
      return free_busy;
  }
  return free_busy;
}

}  // namespace expertise
