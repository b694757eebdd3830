// Calendars as people's programs write them, and as people with bad intentions
// would.
#include "server/domain/calendar_reading.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/domain/local_time.h"
#include "server/domain/text.h"

using namespace expertise;

namespace {

Instant midnight(const char* day) { return instant_of(parse_local_date(day).value(), 0); }

std::string clock(Instant instant) {
  WallClock shown = wall_clock(instant);
  char text[32];
  std::snprintf(text, sizeof text, "%s %02d:%02d", date_text(shown.day).substr(5).c_str(),
                shown.minute / 60, shown.minute % 60);
  return text;
}

std::vector<std::string> shown(const std::vector<Span>& spans) {
  std::vector<std::string> lines;
  for (const Span& each : spans) lines.push_back(clock(each.begin) + " - " + clock(each.end));
  return lines;
}

std::string file(const std::string& name) {
  std::ifstream in(EXPERTISEPOOL_CALENDARS "/" + name + ".ics");
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string calendar(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n" + events + "END:VCALENDAR\r\n";
}

std::string event(const std::string& lines) {
  return calendar("BEGIN:VEVENT\r\nUID:1\r\n" + lines + "\r\nEND:VEVENT\r\n");
}

CalendarReading in_spring(std::string_view text) {
  return read_calendar(text, midnight("2026-03-16"), midnight("2026-04-20"));
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Outlook's calendars are read, with its own zones and signs", "[calendar]") {
  auto reading = in_spring(file("outlook"));
  REQUIRE_FALSE(reading.fault);
  CHECK(reading.unknown_zones.empty());
  CHECK(shown(reading.busy) == Lines{"03-16 09:00 - 03-16 10:30", "03-19 00:00 - 03-21 00:00",
                                     "03-23 09:00 - 03-23 10:30", "03-31 14:00 - 03-31 15:00",
                                     "04-13 09:00 - 04-13 10:30"});
  CHECK(reading.appointments == 5);
}

TEST_CASE("Google's calendars are read", "[calendar]") {
  auto reading = in_spring(file("google"));
  REQUIRE_FALSE(reading.fault);
  CHECK(shown(reading.busy) == Lines{"03-16 10:00 - 03-16 11:00", "03-16 14:00 - 03-16 15:00"});
}

TEST_CASE("Nextcloud's calendars are read", "[calendar]") {
  auto reading = in_spring(file("nextcloud"));
  REQUIRE_FALSE(reading.fault);
  CHECK(shown(reading.busy) == Lines{"03-16 08:30 - 03-16 10:00", "03-24 13:00 - 03-24 14:00",
                                     "03-26 15:00 - 03-26 16:00", "03-31 13:00 - 03-31 14:00"});
}

TEST_CASE("Apple's calendars are read, with other zones and without one", "[calendar]") {
  auto reading = in_spring(file("apple"));
  REQUIRE_FALSE(reading.fault);
  CHECK(shown(reading.busy) == Lines{"03-16 12:00 - 03-16 13:00", "03-17 07:00 - 03-17 08:00",
                                     "03-28 22:00 - 03-29 07:00"});
  // The night in which summer time begins has an hour less.
  CHECK(reading.busy[2].end - reading.busy[2].begin == std::chrono::hours(8));
}

TEST_CASE(
    "leave by whole days lasts from midnight to midnight, also where the "
    "clock changes",
    "[calendar]") {
  auto reading = in_spring(file("all_day_leave"));
  REQUIRE_FALSE(reading.fault);
  CHECK(shown(reading.busy) == Lines{"03-20 00:00 - 03-21 00:00", "04-03 00:00 - 04-04 00:00",
                                     "04-10 00:00 - 04-11 00:00", "04-14 00:00 - 04-18 00:00"});
}

TEST_CASE("a whole day on which the clock changes has 23 or 25 hours", "[calendar]") {
  auto reading = read_calendar(event("DTSTART;VALUE=DATE:20260329\r\nRRULE:FREQ=YEARLY"),
                               midnight("2026-03-01"), midnight("2026-04-30"));
  REQUIRE(reading.busy.size() == 1);
  CHECK(reading.busy[0].end - reading.busy[0].begin == std::chrono::hours(23));
  reading = read_calendar(event("DTSTART;VALUE=DATE:20261025"), midnight("2026-10-01"),
                          midnight("2026-11-30"));
  REQUIRE(reading.busy.size() == 1);
  CHECK(reading.busy[0].end - reading.busy[0].begin == std::chrono::hours(25));
}

TEST_CASE("an appointment at nine stays at nine in summer and winter", "[calendar]") {
  auto reading = read_calendar(event("DTSTART;TZID=Europe/"
                                     "Amsterdam:20261023T090000\r\nDTEND;TZID=Europe/Amsterdam:"
                                     "20261023T093000\r\nRRULE:FREQ=DAILY;COUNT=4"),
                               midnight("2026-10-20"), midnight("2026-10-31"));
  CHECK(shown(reading.busy) == Lines{"10-23 09:00 - 10-23 09:30", "10-24 09:00 - 10-24 09:30",
                                     "10-25 09:00 - 10-25 09:30", "10-26 09:00 - 10-26 09:30"});
}

TEST_CASE("the last repetition of a series is the one at its end", "[calendar]") {
  // 09:00 in Amsterdam is 07:00 in UTC, which is how the end is written.
  auto until = GENERATE(as<std::string>{}, "20260331T070000Z", "20260331", "20260331T090000");
  auto reading =
      in_spring(event("DTSTART;TZID=Europe/"
                      "Amsterdam:20260330T090000\r\nDURATION:PT30M\r\nRRULE:FREQ=DAILY;"
                      "UNTIL=" +
                      until));
  CHECK(shown(reading.busy) == Lines{"03-30 09:00 - 03-30 09:30", "03-31 09:00 - 03-31 09:30"});
}

TEST_CASE("only the window is given, and what began before it counts from its start",
          "[calendar]") {
  auto reading = in_spring(event("DTSTART;VALUE=DATE:20260301\r\nDTEND;VALUE=DATE:20260318"));
  CHECK(shown(reading.busy) == Lines{"03-16 00:00 - 03-18 00:00"});
  reading = in_spring(event("DTSTART:20270101T090000\r\nDTEND:20270101T100000"));
  CHECK(reading.busy.empty());
}

TEST_CASE("what does not block time is free", "[calendar]") {
  const std::string times = "DTSTART:20260317T090000\r\nDTEND:20260317T100000\r\n";
  auto sign = GENERATE(as<std::string>{}, "TRANSP:TRANSPARENT", "STATUS:CANCELLED",
                       "X-MICROSOFT-CDO-BUSYSTATUS:FREE");
  CHECK(in_spring(event(times + sign)).busy.empty());
  CHECK(in_spring(event(times + "X-OTHER:FREE")).busy.size() == 1);
}

TEST_CASE("free-busy lists are read", "[calendar]") {
  auto reading =
      in_spring(calendar("BEGIN:VFREEBUSY\r\nFREEBUSY;FBTYPE=BUSY:20260317T080000Z/"
                         "20260317T090000Z\r\n"
                         "FREEBUSY;FBTYPE=FREE:20260318T080000Z/20260318T090000Z\r\n"
                         "FREEBUSY:20260319T080000Z/PT30M\r\nEND:VFREEBUSY\r\n"));
  CHECK(shown(reading.busy) == Lines{"03-17 09:00 - 03-17 10:00", "03-19 09:00 - 03-19 09:30"});
}

TEST_CASE("names of zones are understood as programs write them", "[calendar]") {
  auto [name, hour] = GENERATE(table<std::string, std::string>({
      {"W. Europe Standard Time", "12:00"},
      {"Romance Standard Time", "12:00"},
      {"GMT Standard Time", "13:00"},
      {"America/New_York", "17:00"},
      {"Eastern Standard Time", "17:00"},
      {"/freeassociation.sourceforge.net/Europe/London", "13:00"},
      {"/mozilla.org/20050126_1/Europe/Amsterdam", "12:00"},
  }));
  CAPTURE(name);
  auto reading = in_spring(event("DTSTART;TZID=\"" + name + "\":20260401T120000\r\nDURATION:PT1H"));
  REQUIRE(reading.busy.size() == 1);
  CHECK(clock(reading.busy[0].begin).substr(6) ==
        (name.find("New_York") != std::string::npos || name.find("Eastern") == 0 ? "18:00" : hour));
  CHECK(reading.unknown_zones.empty());
}

TEST_CASE("a zone that nobody knows is read as ours, and said", "[calendar]") {
  auto reading = in_spring(event("DTSTART;TZID=Kantoor boven:20260401T120000\r\nDURATION:PT1H"));
  CHECK(shown(reading.busy) == Lines{"04-01 12:00 - 04-01 13:00"});
  CHECK(reading.unknown_zones == Lines{"Kantoor boven"});
}

TEST_CASE("the name of an unknown zone can be shown, whatever bytes it holds", "[calendar]") {
  const auto named = [](const std::string& name) {
    return in_spring(event("DTSTART;TZID=" + name + ":20260401T120000\r\nDURATION:PT1H"))
        .unknown_zones;
  };
  CHECK(named("Caf\xE9 boven") == Lines{"Caf\xEF\xBF\xBD boven"});
  std::string long_name = "a";
  for (int i = 0; i < 60; ++i) long_name += "\u00E9\u20AC";
  REQUIRE(named(long_name).size() == 1);
  CHECK(is_utf8(named(long_name).front()));
  CHECK(characters(named(long_name).front()) == 100);
}

TEST_CASE("a zone that the file describes is followed", "[calendar]") {
  auto reading =
      in_spring(calendar("BEGIN:VTIMEZONE\r\nTZID:Kantoor "
                         "boven\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                         "TZOFFSETFROM:+0400\r\nTZOFFSETTO:+0400\r\nEND:STANDARD\r\nEND:"
                         "VTIMEZONE\r\n"
                         "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Kantoor "
                         "boven:20260401T140000\r\nDURATION:PT1H\r\n"
                         "END:VEVENT\r\n"));
  CHECK(shown(reading.busy) == Lines{"04-01 12:00 - 04-01 13:00"});
  CHECK(reading.unknown_zones.empty());
}

TEST_CASE("what is no whole calendar is not read, so that nobody seems free by it", "[calendar]") {
  std::string whole = event("DTSTART:20260317T090000\r\nDTEND:20260317T100000");
  auto text = GENERATE_COPY(std::string(), std::string("<!DOCTYPE html><html>inloggen</html>"),
                            std::string("BEGIN:VCALENDAR"), whole.substr(0, whole.size() - 16),
                            whole.substr(0, whole.size() / 2), std::string(5, '\0') + whole,
                            std::string("{\"busy\": []}"));
  auto reading = in_spring(text);
  CHECK(reading.fault == CalendarFault::not_a_calendar);
  CHECK(reading.busy.empty());
}

TEST_CASE("a byte order mark and blank lines around a calendar are nothing", "[calendar]") {
  auto text =
      "\xEF\xBB\xBF\r\n" + event("DTSTART:20260317T090000\r\nDTEND:20260317T100000") + "\n\n";
  CHECK(in_spring(text).busy.size() == 1);
}

TEST_CASE("too much is contained", "[calendar]") {
  SECTION("a repetition each second or minute") {
    auto often = GENERATE(as<std::string>{}, "SECONDLY", "MINUTELY", "HOURLY");
    auto reading =
        in_spring(event("DTSTART:20260301T000000\r\nDURATION:PT1S\r\nRRULE:FREQ=" + often));
    CHECK(reading.fault == CalendarFault::too_many_events);
    CHECK(reading.busy.empty());
  }
  SECTION("seconds hidden in a daily one") {
    std::string seconds = "0";
    for (int i = 1; i < 60; ++i) seconds += "," + std::to_string(i);
    std::string hours = "0";
    for (int i = 1; i < 24; ++i) hours += "," + std::to_string(i);
    auto reading = in_spring(
        event("DTSTART:20260301T000000\r\nDURATION:PT1S\r\nRRULE:FREQ=DAILY;BYHOUR=" + hours +
              ";BYMINUTE=" + seconds + ";BYSECOND=" + seconds));
    CHECK(reading.fault == CalendarFault::too_many_events);
  }
  SECTION("many years of every day are not") {
    std::string events;
    for (int i = 0; i < 30; ++i) {
      events +=
          "BEGIN:VEVENT\r\nUID:" + std::to_string(i) +
          "\r\nDTSTART:19990104T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n";
    }
    auto reading = in_spring(calendar(events));
    CHECK_FALSE(reading.fault);
    CHECK(reading.appointments == 30 * 35);
  }
  SECTION("what takes too long is given up") {
    int asked = 0;
    auto reading =
        read_calendar(event("DTSTART:20260301T000000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY"),
                      midnight("2026-03-16"), midnight("2026-04-20"), [&] {
                        ++asked;
                        return true;
                      });
    CHECK(asked == 1);
    CHECK(reading.fault == CalendarFault::too_many_events);
    CHECK(reading.busy.empty());
  }
  SECTION("a rule that never comes true ends") {
    auto rule = GENERATE(as<std::string>{}, "FREQ=YEARLY", "FREQ=DAILY", "FREQ=DAILY;COUNT=3");
    auto reading = in_spring(event("DTSTART:20260301T000000\r\nDURATION:PT1H\r\nRRULE:" + rule +
                                   ";BYMONTH=2;BYMONTHDAY=30"));
    CHECK_FALSE(reading.fault);
    CHECK(reading.busy.empty());
  }
  SECTION("as many events as allowed, and one more") {
    std::string one =
        "BEGIN:VEVENT\r\nDTSTART:20260317T090000\r\nDURATION:"
        "PT1H\r\nEND:VEVENT\r\n";
    std::string many;
    for (std::size_t i = 0; i < CalendarLimits::events; ++i) many += one;
    CHECK(in_spring(calendar(many)).appointments == CalendarLimits::events);
    CHECK(in_spring(calendar(many + one)).fault == CalendarFault::too_many_events);
  }
  SECTION("a calendar past its size") {
    std::string long_line(CalendarLimits::bytes, 'x');
    CHECK(in_spring(calendar("X-LONG:" + long_line + "\r\n")).fault == CalendarFault::too_large);
  }
}

TEST_CASE("times that make no sense are left out and counted, the others stay", "[calendar]") {
  auto times = GENERATE(as<std::string>{}, "DTSTART:20260317T090000\r\nDTEND:20260317T080000",
                        "DTSTART:20261399T090000\r\nDURATION:PT1H",
                        "DTSTART:20260317T090000\r\nDTEND;VALUE=DATE:20260318",
                        "DTSTART:00010101T000000\r\nDTEND:99991231T000000");
  CAPTURE(times);
  auto reading = in_spring(calendar("BEGIN:VEVENT\r\nUID:1\r\n" + times + "\r\nEND:VEVENT\r\n" +
                                    "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20260320T090000\r\nDURATION:"
                                    "PT1H\r\nEND:VEVENT\r\n"));
  CHECK_FALSE(reading.fault);
  CHECK(reading.unreadable == 1);
  CHECK(shown(reading.busy) == Lines{"03-20 09:00 - 03-20 10:00"});
}

TEST_CASE("in a zone that the file describes a series ends, and lasts, as long as it says",
          "[calendar]") {
  const std::string zone =
      "BEGIN:VTIMEZONE\r\nTZID:Kantoor boven\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
      "TZOFFSETFROM:+0400\r\nTZOFFSETTO:+0400\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
  // 14:00 there is 10:00 in UTC and 12:00 in Amsterdam.
  auto reading = in_spring(calendar(
      zone +
      "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Kantoor boven:20260401T140000\r\n"
      "DTEND:20260401T103000Z\r\nRRULE:FREQ=DAILY;UNTIL=20260402T100000Z\r\nEND:VEVENT\r\n"));
  CHECK(shown(reading.busy) == Lines{"04-01 12:00 - 04-01 12:30", "04-02 12:00 - 04-02 12:30"});
}

TEST_CASE("appointments with hardly any time between them are one", "[calendar]") {
  auto two = [](const std::string& second) {
    return calendar(
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260317T090000\r\nDTEND:20260317T100000\r\nEND:"
        "VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:" +
        second + "\r\nDTEND:20260317T110000\r\nEND:VEVENT\r\n");
  };
  CHECK(in_spring(two("20260317T101400")).busy.size() == 1);
  CHECK(in_spring(two("20260317T101500")).busy.size() == 2);
}
