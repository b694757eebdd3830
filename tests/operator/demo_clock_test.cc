// The words in which the demo says when something happens.
#include "server/operator/demo_clock.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/fake_env.h"

namespace expertise {

TEST_CASE("so many days ago falls on the next working day", "[demo]") {
  // A Thursday; ten days before is a Monday, eleven days before a Sunday.
  Instant now = at("2026-03-05T08:30:00Z");
  CHECK(moment_before(now, "-10 days 09:40", {}) == at("2026-02-23T08:40:00Z"));
  CHECK(moment_before(now, "-11 days 09:40", {}) == at("2026-02-23T08:40:00Z"));
}

TEST_CASE("so many days ago keeps its time on the clock over summer time", "[demo]") {
  Instant now = at("2026-04-14T08:30:00Z");
  CHECK(moment_before(now, "-20 days 09:40", {}) == at("2026-03-25T08:40:00Z"));
  CHECK(moment_before(now, "-12 days 09:40", {}) == at("2026-04-02T07:40:00Z"));
}

TEST_CASE("a weekday of weeks ago is the last one at least so long ago that people worked",
          "[demo]") {
  Instant now = at("2026-03-05T08:30:00Z");
  CHECK(moment_before(now, "-2 weeks thursday 10:05", {}) == at("2026-02-19T09:05:00Z"));
  CHECK(moment_before(now, "-2 weeks friday 10:05", {}) == at("2026-02-13T09:05:00Z"));
  // 14 May 2026 is Ascension Day.
  CHECK(moment_before(at("2026-05-28T08:30:00Z"), "-2 weeks thursday 10:05", {}) ==
        at("2026-05-07T08:05:00Z"));
}

TEST_CASE("so much working time ago leaves out nights and weekends", "[demo]") {
  // Monday half past nine: one hour today, the rest on Friday.
  Instant now = at("2026-03-09T08:30:00Z");
  CHECK(moment_before(now, "-3 working hours", {}) == at("2026-03-06T14:00:00Z"));
  // In the middle of the night before, the hours are those of Friday.
  CHECK(moment_before(at("2026-03-09T02:00:00Z"), "-3 working hours", {}) ==
        at("2026-03-06T13:00:00Z"));
}

TEST_CASE("working hours ago are told in whole minutes of five", "[demo]") {
  CHECK(moment_before(at("2026-03-05T11:33:20.500Z"), "-1 working hours", {}) ==
        at("2026-03-05T10:30:00Z"));
}

TEST_CASE("so many working days ago leaves out weekends and holidays", "[demo]") {
  // Tuesday after Easter, early in the morning.
  Instant now = at("2026-04-07T04:00:00Z");
  CHECK(moment_before(now, "-1 working days 10:20", {}) == at("2026-04-03T08:20:00Z"));
  CHECK(moment_before(now, "-3 working days 10:20", {}) == at("2026-04-01T08:20:00Z"));
}

TEST_CASE("what comes after is counted in working time, or in days", "[demo]") {
  Instant friday = at("2026-03-06T15:30:00Z");  // half past four
  CHECK(moment_after(friday, "20 minutes", {}) == at("2026-03-06T15:50:00Z"));
  CHECK(moment_after(friday, "2 hours", {}) == at("2026-03-09T09:00:00Z"));
  CHECK(moment_after(friday, "1 working days", {}) == at("2026-03-09T15:30:00Z"));
  CHECK(moment_after(friday, "1 days", {}) == at("2026-03-09T07:30:00Z"));
}

TEST_CASE("so many working days after a day has its own time on the clock", "[demo]") {
  Instant thursday = at("2026-03-05T09:00:00Z");
  CHECK(moment_after(thursday, "0 working days 10:05", {}) == at("2026-03-05T09:05:00Z"));
  CHECK(moment_after(thursday, "1 working days 10:00", {}) == at("2026-03-06T09:00:00Z"));
  CHECK(moment_after(thursday, "2 working days 13:00", {}) == at("2026-03-09T12:00:00Z"));
  // Summer time begins on the 29th; Good Friday is worked, Easter Monday is not.
  CHECK(moment_after(at("2026-03-26T09:00:00Z"), "2 working days 10:00", {}) ==
        at("2026-03-30T08:00:00Z"));
  CHECK(moment_after(at("2026-04-02T08:00:00Z"), "2 working days 10:00", {}) ==
        at("2026-04-07T08:00:00Z"));
}

TEST_CASE("other words for a moment are refused", "[demo]") {
  Instant now = at("2026-03-05T08:30:00Z");
  for (auto words :
       {"", "gisteren", "-3 days", "3 days 09:40", "-3 days 25", "-3 working days",
        "-3 working weeks 10:00", "-2 weeks thursday", "-2 weeks sunday 10:00", "-3 days 23:00"}) {
    CAPTURE(words);
    CHECK_THROWS_AS(moment_before(now, words, {}), std::invalid_argument);
  }
  for (auto words : {"", "straks", "2", "-2 hours", "2 working hours", "2 jaar",
                     "2 working days 25:00", "2 working days 20:00", "2 working days om 10:00"}) {
    CAPTURE(words);
    CHECK_THROWS_AS(moment_after(now, words, {}), std::invalid_argument);
  }
  CHECK_THROWS_AS(day_from(local_day(now), "400"), std::invalid_argument);
}

TEST_CASE("a day is counted from today, both ways", "[demo]") {
  LocalDay today = local_day(at("2026-03-05T08:30:00Z"));
  CHECK(date_text(day_from(today, "+400 days")) == "2027-04-09");
  CHECK(date_text(day_from(today, "-5 days")) == "2026-02-28");
}

TEST_CASE("the script sets the time, the world gives the randomness", "[demo]") {
  FakeEnv world;
  ScriptedEnv env(world, at("2026-01-01T00:00:00Z"));
  CHECK(env.now() == at("2026-01-01T00:00:00Z"));
  env.set(at("2026-02-01T00:00:00Z"));
  CHECK(env.now() == at("2026-02-01T00:00:00Z"));
  auto first = env.new_id<UserId>();
  CHECK(first != env.new_id<UserId>());
}

}  // namespace expertise
