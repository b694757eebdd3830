#include "server/domain/calendar_reading.h"

#include <date/tz.h>
#include <libical/ical.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>

#include "server/domain/calendar_writing.h"
#include "server/domain/local_time.h"
#include "server/domain/text.h"

namespace expertise {

namespace {

using Seconds = std::chrono::seconds;
// What a clock shows, in seconds since its own 1970.
using Civil = date::local_seconds;

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
struct FreeIterator {
  void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

// A zone by its name, or as the file describes it.
struct Zone {
  const date::time_zone* named = nullptr;
  const icaltimezone* described = nullptr;
};

struct Moment {
  Civil civil;
  Zone zone;
  bool is_date = false;

  bool operator==(const Moment& other) const {
    return civil == other.civil && is_date == other.is_date;
  }
};

enum class Edge { start, end };

std::optional<Civil> civil_of(const icaltimetype& time) {
  std::chrono::year_month_day day{std::chrono::year(time.year),
                                  std::chrono::month(static_cast<unsigned>(time.month)),
                                  std::chrono::day(static_cast<unsigned>(time.day))};
  // Before 1900 and after 2200 nobody is busy, and arithmetic stays far from
  // its edges.
  if (!day.ok() || time.year < 1900 || time.year > 2200) return std::nullopt;
  Civil civil{std::chrono::sys_days(day).time_since_epoch()};
  if (time.is_date) return civil;
  if (time.hour < 0 || time.hour > 24 || time.minute < 0 || time.minute > 59 || time.second < 0 ||
      time.second > 60) {
    return std::nullopt;
  }
  return civil + std::chrono::hours(time.hour) + std::chrono::minutes(time.minute) +
         Seconds(time.second);
}

icaltimetype floating(Civil civil, bool is_date) {
  auto days = std::chrono::floor<std::chrono::days>(civil.time_since_epoch());
  std::chrono::year_month_day day{std::chrono::sys_days(days)};
  auto rest = civil.time_since_epoch() - days;
  icaltimetype time = icaltime_null_time();
  time.year = static_cast<int>(day.year());
  time.month = static_cast<int>(static_cast<unsigned>(day.month()));
  time.day = static_cast<int>(static_cast<unsigned>(day.day()));
  time.is_date = is_date ? 1 : 0;
  if (!is_date) {
    time.hour = static_cast<int>(rest / std::chrono::hours(1));
    time.minute = static_cast<int>(rest % std::chrono::hours(1) / std::chrono::minutes(1));
    time.second = static_cast<int>((rest % std::chrono::minutes(1)).count());
  }
  return time;
}

const date::time_zone* zone_named(std::string name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

const date::time_zone* netherlands() {
  static const date::time_zone* zone = date::locate_zone("Europe/Amsterdam");
  return zone;
}

// "/freeassociation.sourceforge.net/Europe/Amsterdam" and the like: the last
// two or three parts.
const date::time_zone* zone_at_end_of(std::string_view name) {
  if (name.empty() || name.front() != '/') return nullptr;
  for (std::size_t at = name.find('/', 1); at != std::string_view::npos;
       at = name.find('/', at + 1)) {
    if (auto* zone = zone_named(std::string(name.substr(at + 1)))) return zone;
  }
  return nullptr;
}

const date::time_zone* windows_zone(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString id;
  icu::TimeZone::getIDForWindowsID(icu::UnicodeString::fromUTF8(name), "NL", id, status);
  if (U_FAILURE(status) || id.isEmpty()) return nullptr;
  std::string found;
  id.toUTF8String(found);
  return zone_named(found);
}

// A name from the file as it can be shown: it may hold any bytes.
std::string shown(const std::string& name) {
  constexpr std::size_t longest = 100;
  std::string text;
  icu::UnicodeString::fromUTF8(name).toUTF8String(text);
  return first_line(text, longest);
}

class Reader {
 public:
  Reader(icalcomponent* root, Instant from, Instant to, const GiveUp& give_up,
         CalendarReading& reading)
      : root_(root), from_(from), to_(to), give_up_(give_up), reading_(reading) {
    floating_ = {.named = netherlands()};
    for (auto* property = first(root, ICAL_X_PROPERTY); property;
         property = icalcomponent_get_next_property(root, ICAL_X_PROPERTY)) {
      if (same_name(icalproperty_get_x_name(property), "X-WR-TIMEZONE")) {
        floating_ = zone(text_of(property));
      }
    }
  }

  void read() {
    for (auto* event = icalcomponent_get_first_component(root_, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(root_, ICAL_VEVENT_COMPONENT)) {
      events_.push_back(event);
    }
    for (icalcomponent* event : events_) note_moved(event);
    for (icalcomponent* event : events_) {
      if (!read_event(event)) {
        reading_.fault = CalendarFault::too_many_events;
        return;
      }
    }
    for (auto* each = icalcomponent_get_first_component(root_, ICAL_VFREEBUSY_COMPONENT); each;
         each = icalcomponent_get_next_component(root_, ICAL_VFREEBUSY_COMPONENT)) {
      read_free_busy(each);
    }
  }

 private:
  static icalproperty* first(icalcomponent* component, icalproperty_kind kind) {
    return icalcomponent_get_first_property(component, kind);
  }

  static bool same_name(const char* name, std::string_view wanted) {
    return name && wanted == name;
  }

  static std::string text_of(icalproperty* property) {
    const char* text = icalproperty_get_value_as_string(property);
    return text ? std::string(trimmed(text)) : std::string();
  }

  Zone zone(const std::string& name) {
    auto [known, is_new] = zones_.try_emplace(name);
    if (!is_new) return known->second;
    Zone& found = known->second;
    found.named = zone_named(name);
    if (!found.named) found.named = zone_at_end_of(name);
    if (!found.named) found.named = windows_zone(name);
    if (!found.named) found.described = icalcomponent_get_timezone(root_, name.c_str());
    if (!found.named && !found.described) {
      found.named = netherlands();
      if (reading_.unknown_zones.size() < 10) reading_.unknown_zones.push_back(shown(name));
    }
    return found;
  }

  std::optional<Moment> moment(icalproperty* property, const icaltimetype& time) {
    auto civil = civil_of(time);
    if (!civil) return std::nullopt;
    if (time.is_date) return Moment{*civil, {.named = netherlands()}, true};
    if (icaltime_is_utc(time)) {
      static const date::time_zone* utc = date::locate_zone("Etc/UTC");
      return Moment{*civil, {.named = utc}, false};
    }
    auto* parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    const char* name = parameter ? icalparameter_get_tzid(parameter) : nullptr;
    return Moment{*civil, name ? zone(name) : floating_, false};
  }

  static Instant instant(const Moment& moment, Edge edge) {
    if (moment.zone.described) {
      auto seconds = icaltime_as_timet_with_zone(floating(moment.civil, false),
                                                 const_cast<icaltimezone*>(moment.zone.described));
      return Instant(Seconds(seconds));
    }
    return moment.zone.named->to_sys(
        moment.civil, edge == Edge::start ? date::choose::earliest : date::choose::latest);
  }

  // The same moment on the clock of another.
  static Civil civil_in(const Moment& moment, const Moment& other) {
    if (moment.is_date || other.is_date) return moment.civil;
    auto seconds = std::chrono::floor<Seconds>(instant(moment, Edge::start));
    return civil_at(seconds, other.zone).value_or(moment.civil);
  }

  static std::optional<Civil> civil_at(std::chrono::sys_seconds moment, const Zone& zone) {
    if (zone.named) return zone.named->to_local(moment);
    return civil_of(icaltime_from_timet_with_zone(moment.time_since_epoch().count(), 0,
                                                  const_cast<icaltimezone*>(zone.described)));
  }

  static std::string uid(icalcomponent* event) {
    const char* text = icalcomponent_get_uid(event);
    return text ? text : "";
  }

  // One time of a repetition that got its own appointment is not one of the
  // repetition any more.
  void note_moved(icalcomponent* event) {
    auto* property = first(event, ICAL_RECURRENCEID_PROPERTY);
    if (!property) return;
    if (auto when = moment(property, icalproperty_get_recurrenceid(property))) {
      left_out(uid(event), *when);
    }
  }

  void left_out(const std::string& uid, const Moment& when) {
    if (when.is_date) {
      days_out_[uid].insert(when.civil);
    } else {
      moments_out_[uid].insert(instant(when, Edge::start));
    }
  }

  bool is_left_out(const std::string& uid, const Moment& when) const {
    auto days = days_out_.find(uid);
    if (days != days_out_.end() &&
        days->second.contains(Civil(std::chrono::floor<std::chrono::days>(when.civil)))) {
      return true;
    }
    auto moments = moments_out_.find(uid);
    return moments != moments_out_.end() && moments->second.contains(instant(when, Edge::start));
  }

  // Our own appointments come back from calendars that took them in. They are known here already,
  // and one that was moved or cancelled since must not hold its old time.
  static bool is_ours(icalcomponent* event) { return uid(event).starts_with(own_uid_start); }

  static bool blocks_time(icalcomponent* event) {
    if (is_ours(event)) return false;
    if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) return false;
    if (auto* property = first(event, ICAL_TRANSP_PROPERTY)) {
      auto shown = icalproperty_get_transp(property);
      if (shown == ICAL_TRANSP_TRANSPARENT || shown == ICAL_TRANSP_TRANSPARENTNOCONFLICT) {
        return false;
      }
    }
    for (auto* property = first(event, ICAL_X_PROPERTY); property;
         property = icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
      if (same_name(icalproperty_get_x_name(property), "X-MICROSOFT-CDO-BUSYSTATUS")) {
        std::string status = text_of(property);
        if (status == "FREE" || status == "WORKINGELSEWHERE") return false;
      }
    }
    return true;
  }

  // How long it lasts on the clock; nothing when that makes no sense.
  std::optional<Seconds> length(icalcomponent* event, const Moment& start) {
    if (auto* property = first(event, ICAL_DTEND_PROPERTY)) {
      auto end = moment(property, icalproperty_get_dtend(property));
      if (!end || end->is_date != start.is_date) return std::nullopt;
      return civil_in(*end, start) - start.civil;
    }
    if (auto* property = first(event, ICAL_DURATION_PROPERTY)) {
      auto duration = icalproperty_get_duration(property);
      if (duration.is_neg || duration.weeks > 60 || duration.days > 400 || duration.hours > 9600) {
        return std::nullopt;
      }
      return Seconds(icaldurationtype_as_int(duration));
    }
    return start.is_date ? Seconds(std::chrono::days(1)) : Seconds(0);
  }

  void block(const Moment& start, Seconds length) {
    Moment end = start;
    end.civil += length;
    block(instant(start, Edge::start), instant(end, Edge::end));
  }

  void block(Instant begin, Instant end) {
    begin = std::max(begin, from_);
    end = std::min(end, to_);
    if (begin >= end) return;
    reading_.busy.push_back({begin, end});
    ++reading_.appointments;
  }

  // False when there is too much of it.
  bool read_event(icalcomponent* event) {
    auto* property = first(event, ICAL_DTSTART_PROPERTY);
    if (!property || !blocks_time(event)) return true;
    auto start = moment(property, icalproperty_get_dtstart(property));
    auto lasts = start ? length(event, *start) : std::nullopt;
    if (!lasts || *lasts < Seconds(0)) {
      ++reading_.unreadable;
      return true;
    }
    if (*lasts == Seconds(0)) return true;
    if (first(event, ICAL_RECURRENCEID_PROPERTY)) {
      block(*start, *lasts);
      return true;
    }
    std::string id = uid(event);
    // An id of its own, for what has none or shares one with another series.
    std::string series = id + '\n' + std::to_string(++series_read_);
    for (auto* out = first(event, ICAL_EXDATE_PROPERTY); out;
         out = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
      if (auto when = moment(out, icalproperty_get_exdate(out))) left_out(series, *when);
    }
    std::set<Civil> seen;
    auto take = [&](const Moment& when) {
      if (!seen.insert(when.civil).second) return;
      if (!is_left_out(series, when) && !is_left_out(id, when)) block(when, *lasts);
    };
    take(*start);
    for (auto* also = first(event, ICAL_RDATE_PROPERTY); also;
         also = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY)) {
      auto value = icalproperty_get_rdate(also);
      const auto& time = icaltime_is_null_time(value.time) ? value.period.start : value.time;
      if (auto when = moment(also, time)) take(*when);
    }
    for (auto* rule = first(event, ICAL_RRULE_PROPERTY); rule;
         rule = icalcomponent_get_next_property(event, ICAL_RRULE_PROPERTY)) {
      if (!repeat(icalproperty_get_rrule(rule), *start, *lasts, take)) return false;
    }
    return true;
  }

  template <class Take>
  bool repeat(icalrecurrencetype rule, const Moment& start, Seconds lasts, const Take& take) {
    if (rule.freq == ICAL_SECONDLY_RECURRENCE || rule.freq == ICAL_MINUTELY_RECURRENCE ||
        rule.freq == ICAL_HOURLY_RECURRENCE) {
      return false;
    }
    if (!icaltime_is_null_time(rule.until)) {
      // The rule says its end in UTC, the repetitions are counted on the clock
      // of the start.
      auto civil = civil_of(rule.until);
      if (!civil) return true;
      Moment until{*civil, start.zone, rule.until.is_date != 0};
      if (icaltime_is_utc(rule.until)) until.zone = {.named = date::locate_zone("Etc/UTC")};
      Civil last = civil_in(until, start);
      if (until.is_date && !start.is_date) last += std::chrono::days(1) - Seconds(1);
      rule.until = floating(last, start.is_date);
    }
    // What lies behind the window is never asked for: libical would look for a repetition that
    // never comes for centuries.
    auto end = civil_at(std::chrono::floor<Seconds>(to_), start.zone);
    auto window = civil_at(std::chrono::floor<Seconds>(from_), start.zone);
    if (give_up_()) return false;
    if (!end || !window) return true;
    if (rule.count == 0) {
      const Civil last = *end + std::chrono::days(1);
      auto until = civil_of(rule.until);
      if (!until || last < *until) rule.until = floating(last, start.is_date);
    }
    std::unique_ptr<icalrecur_iterator, FreeIterator> each(
        icalrecur_iterator_new(rule, floating(start.civil, start.is_date)));
    if (!each) return true;
    const Civil early = *window - lasts - std::chrono::days(2);
    for (std::size_t walked = 1;; ++walked) {
      icaltimetype time = icalrecur_iterator_next(each.get());
      if (icaltime_is_null_time(time)) return true;
      if (walked % 1'000 == 0 && give_up_()) return false;
      auto civil = civil_of(time);
      if (!civil) return true;
      if (*civil < early) continue;
      if (++repetitions_ > CalendarLimits::repetitions) return false;
      Moment when{*civil, start.zone, start.is_date};
      if (instant(when, Edge::start) >= to_) return true;
      take(when);
    }
  }

  void read_free_busy(icalcomponent* component) {
    for (auto* property = first(component, ICAL_FREEBUSY_PROPERTY); property;
         property = icalcomponent_get_next_property(component, ICAL_FREEBUSY_PROPERTY)) {
      auto* type = icalproperty_get_first_parameter(property, ICAL_FBTYPE_PARAMETER);
      if (type && icalparameter_get_fbtype(type) == ICAL_FBTYPE_FREE) continue;
      auto period = icalproperty_get_freebusy(property);
      auto start = moment(property, period.start);
      if (!start) {
        ++reading_.unreadable;
        continue;
      }
      if (icaltime_is_null_time(period.end)) {
        block(*start, Seconds(std::max(0, icaldurationtype_as_int(period.duration))));
      } else if (auto end = moment(property, period.end)) {
        block(instant(*start, Edge::start), instant(*end, Edge::end));
      }
    }
  }

  icalcomponent* root_;
  Instant from_;
  Instant to_;
  const GiveUp& give_up_;
  CalendarReading& reading_;
  Zone floating_;
  std::map<std::string, Zone> zones_;
  std::vector<icalcomponent*> events_;
  // Times that are no repetition, by the id of the appointment.
  std::map<std::string, std::set<Instant>> moments_out_;
  std::map<std::string, std::set<Civil>> days_out_;
  std::size_t series_read_ = 0;
  std::size_t repetitions_ = 0;
};

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++found;
  }
  return found;
}

// A calendar that was cut off halfway could seem free.
bool is_whole_calendar(std::string_view text) {
  return text.substr(0, 15) == "BEGIN:VCALENDAR" && text.size() > 30 &&
         text.substr(text.size() - 13) == "END:VCALENDAR" &&
         text.find('\0') == std::string_view::npos &&
         count(text, "BEGIN:VEVENT") == count(text, "END:VEVENT");
}

}  // namespace

CalendarReading read_calendar(std::string_view text, Instant from, Instant to,
                              const GiveUp& give_up) {
  CalendarReading reading;
  if (text.size() > CalendarLimits::bytes) {
    reading.fault = CalendarFault::too_large;
    return reading;
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  text = trimmed(text);
  if (!is_whole_calendar(text)) {
    reading.fault = CalendarFault::not_a_calendar;
    return reading;
  }
  if (count(text, "BEGIN:VEVENT") > CalendarLimits::events) {
    reading.fault = CalendarFault::too_many_events;
    return reading;
  }
  icalerror_set_errors_are_fatal(0);
  std::unique_ptr<icalcomponent, FreeComponent> root(
      icalparser_parse_string(std::string(text).c_str()));
  if (!root) {
    reading.fault = CalendarFault::not_a_calendar;
    return reading;
  }
  if (icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT) {
    Reader(root.get(), from, to, give_up, reading).read();
  } else {
    // Several calendars in one file.
    for (auto* each = icalcomponent_get_first_component(root.get(), ICAL_VCALENDAR_COMPONENT);
         each && !reading.fault;
         each = icalcomponent_get_next_component(root.get(), ICAL_VCALENDAR_COMPONENT)) {
      Reader(each, from, to, give_up, reading).read();
    }
  }
  if (reading.fault) {
    CalendarReading nothing;
    nothing.fault = reading.fault;
    return nothing;
  }
  join_within(reading.busy, shortest_gap);
  return reading;
}

}  // namespace expertise
