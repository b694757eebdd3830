#include "server/http/wire/availability.h"

#include <nlohmann/json.hpp>

#include "server/domain/hours_text.h"
#include "server/domain/local_time.h"
#include "server/domain/part_of_week.h"
#include "server/domain/text.h"
#include "server/http/wire/answers.h"

namespace expertise::http {

namespace {

using nlohmann::json;

std::string weekday_name(std::size_t day) { return std::string(code(static_cast<Weekday>(day))); }

using Limits = AvailabilityLimits;

constexpr TextLimits place_text{0, Limits::place_characters};
constexpr TextLimits hours_sentence{1, 300};

std::string time_text(int minute) {
  constexpr int hour = 60;
  const auto two_digits = [](int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return two_digits(minute / hour) + ":" + two_digits(minute % hour);
}

json hours_json(const std::vector<TimeRange>& ranges) {
  json made = json::array();
  for (const TimeRange& each : ranges) {
    made.push_back({{"from", time_text(each.from)}, {"to", time_text(each.to)}});
  }
  return made;
}

TimeRange read_range(ObjectReader& object) {
  using Midnight = ObjectReader::Midnight;
  const int from = object.time_of_day("from", Midnight::start_of_day);
  return {from, object.time_of_day("to", Midnight::end_of_day)};
}

std::vector<TimeRange> read_hours(ObjectReader& object, std::string_view name) {
  std::vector<TimeRange> read;
  for (ObjectReader& each : object.objects(name, Limits::ranges_per_day)) {
    read.push_back(read_range(each));
  }
  return read;
}

json whereabouts_json(const std::vector<Whereabouts>& whereabouts) {
  json made = json::array();
  for (const Whereabouts& each : whereabouts) {
    json ways = json::array();
    for (AppointmentWay way : each.ways) ways.push_back(code(way));
    json part = {{"weekday", weekday_name(static_cast<std::size_t>(each.weekday))},
                 {"from", time_text(each.range.from)},
                 {"to", time_text(each.range.to)},
                 {"ways", ways}};
    put(part, "place", each.place);
    made.push_back(std::move(part));
  }
  return made;
}

Whereabouts read_whereabouts(ObjectReader& object) {
  Whereabouts read;
  read.weekday = static_cast<int>(object.choice<Weekday>("weekday"));
  read.range = read_range(object);
  read.ways = object.choices<AppointmentWay>("ways", codes<AppointmentWay>.size());
  read.place = trimmed(object.text("place", place_text));
  return read;
}

WeeklyHours read_weekly(ObjectReader& object) {
  WeeklyHours read;
  if (auto weekly = object.optional_object("weekly")) {
    for (std::size_t i = 0; i < read.size(); ++i) read[i] = read_hours(*weekly, weekday_name(i));
  }
  if (!object.has("hoursText")) return read;
  if (object.has("weekly")) {
    object.text("hoursText", hours_sentence);
    object.fault("hoursText", "hours_given_twice");
    return read;
  }
  return read_hours_text(object);
}

}  // namespace

WeeklyHours read_hours_text(ObjectReader& object) {
  const std::string sentence = object.text("hoursText", hours_sentence);
  HoursReading reading = parse_hours(sentence);
  if (!reading.understood()) {
    object.fault("hoursText", "hours_not_understood", {{"piece", reading.not_understood}});
  }
  return reading.hours;
}

json weekly_json(const WeeklyHours& hours) {
  json weekly = json::object();
  for (std::size_t i = 0; i < hours.size(); ++i) {
    if (!hours[i].empty()) weekly[weekday_name(i)] = hours_json(hours[i]);
  }
  return weekly;
}

json availability_json(const Availability& availability, std::int64_t revision) {
  const json weekly = weekly_json(availability.weekly);
  json exceptions = json::array();
  for (const DayException& each : availability.exceptions) {
    exceptions.push_back({{"day", date_text(each.day)}, {"hours", hours_json(each.hours)}});
  }
  json absences = json::array();
  for (const Absence& each : availability.absences) {
    json absence = {{"from", date_text(each.from)}, {"until", date_text(each.until)}};
    put(absence, "substitute", each.substitute);
    absences.push_back(std::move(absence));
  }
  json made = {{"weekly", weekly},
               {"exceptions", exceptions},
               {"absences", absences},
               {"whereabouts", whereabouts_json(availability.whereabouts)},
               {"paused", availability.paused},
               {"noticeHours", availability.notice_hours},
               {"revision", revision}};
  if (availability.most_open) made["mostOpen"] = *availability.most_open;
  if (availability.most_new_per_week) made["mostNewPerWeek"] = *availability.most_new_per_week;
  put(made, "reachableUntil", availability.reachable_until);
  if (!weekly.empty()) made["hoursText"] = hours_text(availability.weekly);
  return made;
}

Availability read_availability(ObjectReader& object) {
  Availability read;
  read.weekly = read_weekly(object);
  for (ObjectReader& each : object.objects("exceptions", Limits::exceptions)) {
    const LocalDay day = each.date("day");
    if (!each.has("hours")) each.fault("hours", "required");
    read.exceptions.push_back({day, read_hours(each, "hours")});
  }
  for (ObjectReader& each : object.objects("absences", Limits::absences)) {
    const LocalDay from = each.date("from");
    const LocalDay until = each.date("until");
    read.absences.push_back({from, until, each.optional_id<SpecialistId>("substitute")});
  }
  for (ObjectReader& each : object.objects("whereabouts", Limits::whereabouts)) {
    read.whereabouts.push_back(read_whereabouts(each));
  }
  read.paused = object.flag("paused", false);
  read.most_open = object.optional_number("mostOpen", 0, Limits::capacity);
  read.most_new_per_week = object.optional_number("mostNewPerWeek", 0, Limits::capacity);
  read.notice_hours =
      object.optional_number("noticeHours", 0, Limits::notice_hours).value_or(usual_notice_hours);
  read.reachable_until = object.optional_instant("reachableUntil");
  return read;
}

}  // namespace expertise::http
