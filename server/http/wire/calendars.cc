#include "server/http/wire/calendars.h"

#include <nlohmann/json.hpp>

#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr std::chrono::days busy_shown{14};

// What is busy from now on, as far as people look ahead.
json busy_json(const std::vector<Span>& busy, Instant now) {
  json made = json::array();
  for (const Span& each : busy) {
    if (each.end <= now || each.begin >= now + busy_shown) continue;
    made.push_back({{"begin", rfc3339(each.begin)}, {"end", rfc3339(each.end)}});
  }
  return made;
}

json calendar_json(const Call& call, const Calendar& calendar) {
  const Instant now = call.now();
  json made = {{"id", calendar.id.text()},
               {"host", calendar.host},
               {"addedAt", rfc3339(calendar.added_at)},
               {"readAt", rfc3339(calendar.read_at)},
               {"nextAt", rfc3339(calendar.next_at)},
               {"trusted", now - calendar.read_at <= CalendarRules::trusted},
               {"appointments", calendar.appointments},
               {"unreadable", calendar.unreadable},
               {"unknownZones", calendar.unknown_zones},
               {"busy", busy_json(calendar.busy, now)}};
  if (!calendar.fault.empty()) {
    made["fault"] = {{"code", calendar.fault},
                     {"detail", sentence(calendar.fault, {}, call.language)}};
  }
  return made;
}

std::string read_address(const Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  std::string address = root.text("address", {1, address_bytes});
  body.finish();
  return address;
}

}  // namespace

Answer list_calendars(Call& call) {
  json items = json::array();
  const auto calendars = call.services().calendars.list(call.actor(), call.id<SpecialistId>());
  for (const Calendar& each : calendars) items.push_back(calendar_json(call, each));
  return list_answer(items, calendars.size());
}

Answer preview_calendar(Call& call) {
  const CalendarReading reading =
      call.services().calendars.preview(call.actor(), call.id<SpecialistId>(), read_address(call));
  return json_answer(200, {{"appointments", reading.appointments},
                           {"unreadable", reading.unreadable},
                           {"unknownZones", reading.unknown_zones},
                           {"busy", busy_json(reading.busy, call.now())}});
}

Answer connect_calendar(Call& call) {
  const SpecialistId specialist = call.id<SpecialistId>();
  const Calendar calendar =
      call.services().calendars.connect(call.actor(), specialist, read_address(call));
  return created("specialists/" + specialist.text() + "/calendars/" + calendar.id.text(),
                 calendar_json(call, calendar));
}

Answer read_calendar_again(Call& call) {
  return json_answer(
      200, calendar_json(call, call.services().calendars.read_again(
                                   call.actor(), call.id<SpecialistId>(), call.id<CalendarId>(1))));
}

Answer disconnect_calendar(Call& call) {
  call.services().calendars.disconnect(call.actor(), call.id<SpecialistId>(),
                                       call.id<CalendarId>(1));
  return nothing();
}

}  // namespace expertise::http
