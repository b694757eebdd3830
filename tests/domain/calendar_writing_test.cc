// Appointments written for other people's calendars, and read back.
#include "server/domain/calendar_writing.h"

#include <catch2/catch.hpp>

#include "server/domain/calendar_reading.h"
#include "server/domain/local_time.h"

using namespace expertise;

namespace {

Instant at(const char *day, int minute) {
  return instant_of(parse_local_date(day).value(), minute);
}

CalendarEntry meeting() {
  return {.uid = "0198-1@pool.example",
          .begin = at("2026-03-30", 9 * 60),
          .end = at("2026-03-30", 9 * 60 + 30),
          .stamp = at("2026-03-20", 600),
          .summary = "Overleg; Expertisepool, \"samen\"",
          .description =
              "Regel één\nRegel twee, met een heel lange staart die "
              "in het bestand over "
              "meer dan één regel moet lopen omdat er maar 75 "
              "tekens op een regel passen",
          .location = "Telefoon",
          .url = "https://pool.example/consultaties/1"};
}

std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) {
    text.erase(at, 3);
  }
  return text;
}

bool has_line(const std::string &text, const std::string &line) {
  return unfolded(text).find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("a feed is read back as the busy time it holds", "[calendar]") {
  CalendarEntry other = meeting();
  other.uid = "0198-2@pool.example";
  other.begin = at("2026-10-25", 0);
  other.end = at("2026-10-26", 0);
  std::string feed = write_feed("Expertisepool", {meeting(), other});
  auto reading = read_calendar(feed, at("2026-01-01", 0), at("2027-01-01", 0));
  REQUIRE_FALSE(reading.fault);
  REQUIRE(reading.busy.size() == 2);
  CHECK(reading.busy[0] == Span{meeting().begin, meeting().end});
  CHECK(reading.busy[1] == Span{other.begin, other.end});
}

TEST_CASE("what is cancelled blocks nothing", "[calendar]") {
  CalendarEntry entry = meeting();
  entry.cancelled = true;
  auto reading = read_calendar(write_feed("x", {entry}), at("2026-01-01", 0), at("2027-01-01", 0));
  CHECK_FALSE(reading.fault);
  CHECK(reading.busy.empty());
}

TEST_CASE("an empty feed is a calendar too", "[calendar]") {
  auto reading = read_calendar(write_feed("x", {}), at("2026-01-01", 0), at("2027-01-01", 0));
  CHECK_FALSE(reading.fault);
}

TEST_CASE("lines are at most 75 bytes, and signs of the format are escaped", "[calendar]") {
  std::string feed = write_feed("Expertisepool", {meeting()});
  std::size_t start = 0;
  for (auto end = feed.find("\r\n"); end != std::string::npos; end = feed.find("\r\n", start)) {
    CHECK(end - start <= 75);
    start = end + 2;
  }
  CHECK(has_line(feed, "SUMMARY:Overleg\\; Expertisepool\\, \"samen\""));
  CHECK(unfolded(feed).find("\r\nDESCRIPTION:Regel één\\nRegel twee\\, met") != std::string::npos);
}

TEST_CASE("an invitation names who sends it and who gets it", "[calendar]") {
  CalendarParties parties{"Expertisepool", "pool@gemeente.example", "bilal@example.nl"};
  std::string text = write_invitation(meeting(), parties);
  CHECK(has_line(text, "METHOD:REQUEST"));
  CHECK(has_line(text, "ORGANIZER;CN=Expertisepool:mailto:pool@gemeente.example"));
  CHECK(unfolded(text).find("mailto:bilal@example.nl") != std::string::npos);
  CHECK(has_line(text, "UID:0198-1@pool.example"));
  CHECK(has_line(text, "DTSTART:20260330T070000Z"));
  CalendarEntry cancelled = meeting();
  cancelled.cancelled = true;
  cancelled.sequence = 3;
  text = write_invitation(cancelled, parties);
  CHECK(method_of(cancelled) == "CANCEL");
  CHECK(has_line(text, "METHOD:CANCEL"));
  CHECK(has_line(text, "STATUS:CANCELLED"));
  CHECK(has_line(text, "SEQUENCE:3"));
}

TEST_CASE("of an appointment only that, when and how it is goes out", "[calendar]") {
  Appointment appointment{.id = AppointmentId(IdBytes{7}),
                          .consultation = ConsultationId(IdBytes{9}),
                          .way = AppointmentWay::video,
                          .begin = at("2026-03-30", 9 * 60),
                          .end = at("2026-03-30", 9 * 60 + 30),
                          .sequence = 2,
                          .changed_at = at("2026-03-20", 600),
                          .sealed = {1, 2, 3}};
  CalendarEntry entry = entry_of(appointment, "https://pool.example", Language::nl);
  std::string text =
      write_invitation(entry, {.organizer_name = "Expertisepool", .attendee = "bilal@example.nl"});
  CHECK(has_line(text, "SUMMARY:Consult Expertisepool"));
  CHECK(has_line(text, "LOCATION:Videogesprek"));
  CHECK(has_line(text, "URL:https://pool.example/vragen/" + appointment.consultation.text()));
  CHECK(has_line(text, "UID:expertisepool-" + appointment.id.text()));
  CHECK(has_line(text, "SEQUENCE:2"));
  CHECK(has_line(text, "ORGANIZER;CN=Expertisepool:invalid:nomail"));
  CHECK(entry_of(appointment, "", Language::en).location == "Video call");
}

TEST_CASE("our own appointments that come back from a calendar block nothing", "[calendar]") {
  CalendarEntry ours = meeting();
  ours.uid = std::string(own_uid_start) + "1";
  auto reading =
      read_calendar(write_feed("x", {ours, meeting()}), at("2026-01-01", 0), at("2027-01-01", 0));
  CHECK(reading.appointments == 1);
  CHECK(reading.busy == std::vector<Span>{{meeting().begin, meeting().end}});
  CHECK(read_calendar(write_feed("x", {ours}), at("2026-01-01", 0), at("2027-01-01", 0))
            .busy.empty());
}
