#include "server/domain/calendar_writing.h"

#include <libical/ical.h>

#include <memory>
#include <stdexcept>

namespace expertise {

namespace {

struct FreeComponent {
  void operator()(icalcomponent *component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

icaltimetype utc(Instant instant) {
  auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  return icaltime_from_timet_with_zone(seconds, 0, icaltimezone_get_utc_timezone());
}

void add_x(icalcomponent *component, const char *name, const char *value) {
  icalproperty *property = icalproperty_new_x(value);
  icalproperty_set_x_name(property, name);
  icalcomponent_add_property(component, property);
}

Component calendar(icalproperty_method method) {
  Component made(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  icalcomponent_add_property(made.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(made.get(), icalproperty_new_prodid("-//Expertisepool//NL"));
  icalcomponent_add_property(made.get(), icalproperty_new_calscale("GREGORIAN"));
  icalcomponent_add_property(made.get(), icalproperty_new_method(method));
  return made;
}

icalcomponent *event_of(const CalendarEntry &entry) {
  icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  auto add = [&](icalproperty *property) { icalcomponent_add_property(event, property); };
  add(icalproperty_new_uid(entry.uid.c_str()));
  add(icalproperty_new_sequence(entry.sequence));
  add(icalproperty_new_dtstamp(utc(entry.stamp)));
  add(icalproperty_new_dtstart(utc(entry.begin)));
  add(icalproperty_new_dtend(utc(entry.end)));
  add(icalproperty_new_summary(entry.summary.c_str()));
  if (!entry.description.empty()) add(icalproperty_new_description(entry.description.c_str()));
  if (!entry.location.empty()) add(icalproperty_new_location(entry.location.c_str()));
  if (!entry.url.empty()) add(icalproperty_new_url(entry.url.c_str()));
  add(icalproperty_new_status(entry.cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
  add(icalproperty_new_transp(entry.cancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
  return event;
}

std::string_view in_words(AppointmentWay way, Language language) {
  const bool is_dutch = language == Language::nl;
  switch (way) {
    case AppointmentWay::phone:
      return is_dutch ? "Telefonisch" : "By phone";
    case AppointmentWay::video:
      return is_dutch ? "Videogesprek" : "Video call";
    case AppointmentWay::on_the_spot:
      return is_dutch ? "Op locatie" : "On the spot";
  }
  return {};
}

std::string text_of(const Component &component) {
  std::unique_ptr<char, decltype(&free)> text(icalcomponent_as_ical_string_r(component.get()),
                                              free);
  if (!text) throw std::runtime_error("a calendar could not be written");
  return text.get();
}

}  // namespace

CalendarEntry entry_of(const Appointment &appointment, std::string_view address,
                       Language language) {
  const std::string url = std::string(address) + "/vragen/" + appointment.consultation.text();
  const std::string_view where = language == Language::nl ? "Lees de vraag in Expertisepool: "
                                                          : "Read the question in Expertisepool: ";
  return {.uid = std::string(own_uid_start) + appointment.id.text(),
          .sequence = appointment.sequence,
          .begin = appointment.begin,
          .end = appointment.end,
          .stamp = appointment.changed_at,
          .summary = "Consult Expertisepool",
          .description = std::string(where) + url,
          .location = std::string(in_words(appointment.way, language)),
          .url = url,
          .cancelled = appointment.state == AppointmentState::cancelled};
}

std::string write_feed(const std::string &name, const std::vector<CalendarEntry> &entries) {
  Component made = calendar(ICAL_METHOD_PUBLISH);
  add_x(made.get(), "X-WR-CALNAME", name.c_str());
  add_x(made.get(), "X-PUBLISHED-TTL", "PT1H");
  for (const CalendarEntry &entry : entries)
    icalcomponent_add_component(made.get(), event_of(entry));
  return text_of(made);
}

std::string write_invitation(const CalendarEntry &entry, const CalendarParties &parties) {
  Component made = calendar(entry.cancelled ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST);
  icalcomponent *event = event_of(entry);
  icalcomponent_add_component(made.get(), event);
  // The address that programs know as nobody's.
  const std::string organizing =
      parties.organizer.empty() ? "invalid:nomail" : "mailto:" + parties.organizer;
  icalproperty *organizer = icalproperty_new_organizer(organizing.c_str());
  icalproperty_add_parameter(organizer, icalparameter_new_cn(parties.organizer_name.c_str()));
  icalcomponent_add_property(event, organizer);
  icalproperty *attendee = icalproperty_new_attendee(("mailto:" + parties.attendee).c_str());
  icalproperty_add_parameter(attendee, icalparameter_new_partstat(ICAL_PARTSTAT_ACCEPTED));
  icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
  icalcomponent_add_property(event, attendee);
  return text_of(made);
}

std::string method_of(const CalendarEntry &entry) { return entry.cancelled ? "CANCEL" : "REQUEST"; }

}  // namespace expertise
