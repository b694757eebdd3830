// The Dutch wall clock on both days on which it changes, and dates as text.
#include "server/domain/local_time.h"

#include <catch2/catch.hpp>

using namespace expertise;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

std::string utc(LocalDay day, int hour, int minute, Pass pass = Pass::first) {
  return rfc3339(instant_of(day, hour * 60 + minute, pass));
}

}  // namespace

TEST_CASE("a wall clock time is the moment it is in Amsterdam", "[local_time]") {
  CHECK(utc(2026y / January / 15, 9, 0) == "2026-01-15T08:00:00Z");
  CHECK(utc(2026y / July / 15, 9, 0) == "2026-07-15T07:00:00Z");
  CHECK(utc(2026y / July / 15, 24, 0) == "2026-07-15T22:00:00Z");
}

TEST_CASE("the skipped hour is the moment of the skip", "[local_time]") {
  for (int minute : {0, 1, 30, 59})
    CHECK(utc(2026y / March / 29, 2, minute) == "2026-03-29T01:00:00Z");
  CHECK(utc(2026y / March / 29, 1, 59) == "2026-03-29T00:59:00Z");
  CHECK(utc(2026y / March / 29, 3, 0) == "2026-03-29T01:00:00Z");
}

TEST_CASE("the doubled hour has a first and a second pass", "[local_time]") {
  CHECK(utc(2026y / October / 25, 2, 30) == "2026-10-25T00:30:00Z");
  CHECK(utc(2026y / October / 25, 2, 30, Pass::second) == "2026-10-25T01:30:00Z");
  CHECK(utc(2026y / October / 25, 3, 0, Pass::second) == "2026-10-25T02:00:00Z");
}

TEST_CASE("the wall clock is read back from every moment outside the doubled hour",
          "[local_time]") {
  for (auto day : {2026y / March / 29, 2026y / October / 25, 2026y / June / 1}) {
    for (Instant each = instant_of(day, 0); each < instant_of(day, 1440); each += 7min) {
      WallClock wall = wall_clock(each + 59s);
      Instant first = instant_of(wall.day, wall.minute, Pass::first);
      Instant second = instant_of(wall.day, wall.minute, Pass::second);
      CAPTURE(rfc3339(each));
      CHECK((first == each || second == each));
      CHECK(wall.day == day);
    }
  }
}

TEST_CASE("a date is read only when it is a real one", "[local_time]") {
  CHECK(parse_local_date("2028-02-29") == 2028y / February / 29);
  for (auto text : {"2026-02-29", "2026-2-09", "2026-13-01", "2026-00-10", "26-01-01 ", "",
                    "2026/01/01", "2026-01-0a", "2026-01-011", "-026-01-01"})
    CHECK_FALSE(parse_local_date(text));
  CHECK(date_text(2026y / November / 2) == "2026-11-02");
  CHECK(local_date(parse_rfc3339("2026-12-31T23:00:00Z").value()) == "2027-01-01");
  CHECK(weekday_index(2026y / November / 22) == 6);
  CHECK(weekday_index(2026y / November / 23) == 0);
}
