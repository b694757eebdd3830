#include "server/http/wire/appointments.h"

#include <sodium.h>

#include <nlohmann/json.hpp>

#include "server/http/accept.h"
#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/names.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

// The lengths as the query of an address has them.
enum class SlotLength { quarter, half, three_quarters, hour };

}  // namespace expertise::http

template <>
inline constexpr expertise::CodeTable<expertise::http::SlotLength, 4>
    expertise::codes<expertise::http::SlotLength>{
        {{expertise::http::SlotLength::quarter, "15"},
         {expertise::http::SlotLength::half, "30"},
         {expertise::http::SlotLength::three_quarters, "45"},
         {expertise::http::SlotLength::hour, "60"}}};

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits place_limits{0, AppointmentRules::place_characters};

int minutes_of(SlotLength length) {
  return AppointmentRules::minutes.at(static_cast<std::size_t>(length));
}

json slots_json(const SlotsFound& found) {
  json made = json::array();
  for (const Span& each : found.slots) {
    json slot = {{"begin", rfc3339(each.begin)}, {"end", rfc3339(each.end)}};
    const auto place = found.places.find(each.begin);
    if (place != found.places.end()) slot["place"] = place->second;
    made.push_back(std::move(slot));
  }
  return made;
}

void want(Names& names, const Appointment& appointment) {
  for (const SpecialistId& each : appointment.specialists) names.want(each);
  names.want(appointment.booked_by);
}

json people_json(Names& names, const std::vector<SpecialistId>& people) {
  json made = json::array();
  for (const SpecialistId& each : people) made.push_back(names.short_ref(each));
  return made;
}

json appointment_json(Names& names, const Appointment& appointment) {
  return {{"id", appointment.id.text()},
          {"consultation", appointment.consultation.text()},
          {"specialists", people_json(names, appointment.specialists)},
          {"way", code(appointment.way)},
          {"begin", rfc3339(appointment.begin)},
          {"end", rfc3339(appointment.end)},
          {"state", code(appointment.state)},
          {"revision", appointment.revision()},
          {"bookedBy", names.ref(appointment.booked_by)},
          {"bookedAt", rfc3339(appointment.booked_at)},
          {"changedAt", rfc3339(appointment.changed_at)}};
}

json appointment_json(Names& names, const AppointmentView& view) {
  json made = appointment_json(names, view.appointment);
  made["changeable"] = view.changeable;
  put(made, "place", view.place);
  return made;
}

Answer with_tag(Call& call, const AppointmentView& view) {
  Names names(call);
  want(names, view.appointment);
  Answer answer = json_answer(200, appointment_json(names, view));
  answer.headers.emplace_back("ETag", entity_tag(view.appointment.revision()));
  return answer;
}

Answer calendar_answer(std::string text) {
  return {.content_type = "text/calendar; charset=utf-8", .body = std::move(text)};
}

std::string tag_of(std::string_view text) {
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  std::array<char, 2 * digest.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return "\"" + std::string(hex.data()) + "\"";
}

}  // namespace

Answer list_slots(Call& call) {
  QueryReader query(call.request.query);
  SlotsWish wish;
  wish.minutes = minutes_of(query.choice<SlotLength>("minutes").value_or(SlotLength::half));
  wish.way = query.choice<AppointmentWay>("way");
  wish.specialists = query.ids<SpecialistId>("specialist", AppointmentRules::specialists);
  wish.from = query.instant("from");
  query.finish();
  const SlotsFound found =
      call.services().appointments.slots(call.actor(), call.id<ConsultationId>(), wish);
  Names names(call);
  for (const SpecialistId& each : found.specialists) names.want(each);
  return json_answer(200, {{"slots", slots_json(found)},
                           {"specialists", people_json(names, found.specialists)},
                           {"unknown", people_json(names, found.unknown)}});
}

Answer list_appointments(Call& call) {
  const auto found = call.services().appointments.list(call.actor(), call.id<ConsultationId>());
  Names names(call);
  for (const AppointmentView& each : found.items) want(names, each.appointment);
  json items = json::array();
  for (const AppointmentView& each : found.items) items.push_back(appointment_json(names, each));
  return json_answer(
      200, {{"items", items}, {"total", found.items.size()}, {"bookable", found.bookable}});
}

Answer book_appointment(Call& call) {
  const auto id = call.id<ConsultationId>();
  Body body(call.request.body);
  ObjectReader root = body.root();
  AppointmentWish wish;
  // The rules say more than that it is too many.
  constexpr std::size_t specialists_read = AppointmentRules::specialists;
  wish.specialists = root.ids<SpecialistId>("specialists", specialists_read);
  wish.way = root.choice<AppointmentWay>("way");
  wish.begin = root.instant("begin");
  wish.minutes = root.number("minutes", 15, 60);
  wish.place = root.text("place", place_limits);
  body.finish();
  const AppointmentView view =
      call.services().appointments.book(call.actor(), id, wish, once(call, body.canonical()));
  Answer answer = with_tag(call, view);
  answer.status = 201;
  answer.headers.emplace_back(
      "Location", "/v1/consultations/" + id.text() + "/appointments/" + view.appointment.id.text());
  return answer;
}

Answer move_appointment(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const Instant begin = root.instant("begin");
  const int minutes = root.number("minutes", 15, 60);
  body.finish();
  return with_tag(call, call.services().appointments.move(call.actor(), call.id<ConsultationId>(),
                                                          call.id<AppointmentId>(1), begin, minutes,
                                                          seen(call)));
}

Answer cancel_appointment(Call& call) {
  return with_tag(call, call.services().appointments.cancel(call.actor(), call.id<ConsultationId>(),
                                                            call.id<AppointmentId>(1), seen(call)));
}

Answer get_appointment_file(Call& call) {
  return calendar_answer(
      call.services().appointments.file(call.actor(), call.caller->user, call.id<ConsultationId>(),
                                        call.id<AppointmentId>(1), call.around.site.address()));
}

Answer list_own_appointments(Call& call) {
  const auto own = call.services().appointments.own(call.actor());
  Names names(call);
  for (const Appointment& each : own) want(names, each);
  json items = json::array();
  for (const Appointment& each : own) items.push_back(appointment_json(names, each));
  return list_answer(items, own.size());
}

Answer get_feed(Call& call) {
  const auto feed = call.services().people.feed(call.actor());
  json made = {{"exists", feed.has_value()}};
  if (feed) made["madeAt"] = rfc3339(feed->made_at);
  return json_answer(200, made);
}

Answer make_feed(Call& call) {
  const std::string token = call.services().people.make_feed(call.actor());
  return json_answer(201,
                     {{"address", call.around.site.address() + "/v1/feeds/" + token + ".ics"}});
}

Answer end_feed(Call& call) {
  call.services().people.end_feed(call.actor());
  return nothing();
}

Answer read_feed(Call& call) {
  const User owner = call.services().people.user_of_feed(call.parameters.front(),
                                                         call.around.site.origin_of(call.request));
  Answer answer =
      calendar_answer(call.services().appointments.feed(owner, call.around.site.address()));
  const std::string tag = tag_of(answer.body);
  if (names_tag(call.request.header("if-none-match"), tag)) {
    answer = {.status = 304};
  }
  answer.headers.emplace_back("ETag", tag);
  return answer;
}

}  // namespace expertise::http
