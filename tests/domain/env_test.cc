#include "server/domain/env.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/fake_env.h"

namespace expertise {

TEST_CASE("a new id is a version 7 UUID that begins with its moment", "[env]") {
  FakeEnv env(at("2026-03-05T08:30:00.123Z"));
  auto id = env.new_id<UserId>();
  std::uint64_t moment = 0;
  for (int i = 0; i < 6; ++i) moment = moment << 8 | id.bytes()[static_cast<std::size_t>(i)];
  CHECK(moment == static_cast<std::uint64_t>(env.now().time_since_epoch().count()));
  CHECK(id.bytes()[6] >> 4 == 7);
  CHECK(id.bytes()[8] >> 6 == 2);
}

TEST_CASE("ids made later sort later, and no two are the same", "[env]") {
  FakeEnv env;
  auto first = env.new_id<UserId>();
  env.pass(std::chrono::milliseconds(1));
  auto second = env.new_id<UserId>();
  CHECK(first < second);
  std::set<UserId> made;
  for (int i = 0; i < 1000; ++i) made.insert(env.new_id<UserId>());
  CHECK(made.size() == 1000);
}

TEST_CASE("the system's env tells time and fills bytes", "[env]") {
  auto env = system_env();
  CHECK(env->now() > at("2024-01-01T00:00:00Z"));
  std::array<std::uint8_t, 32> one{}, other{};
  env->random(one);
  env->random(other);
  CHECK(one != other);
}

TEST_CASE("an instant is written in UTC, with milliseconds only where there are any", "[env]") {
  CHECK(rfc3339(Instant{}) == "1970-01-01T00:00:00Z");
  CHECK(rfc3339(Instant(std::chrono::milliseconds(1))) == "1970-01-01T00:00:00.001Z");
  CHECK(rfc3339(Instant(std::chrono::milliseconds(-1))) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("an instant is read with any offset", "[env]") {
  auto [text, same] = GENERATE(table<std::string, std::string>({
      {"2026-03-29T02:30:00+02:00", "2026-03-29T00:30:00Z"},
      {"2026-03-28T19:00:00-05:30", "2026-03-29T00:30:00Z"},
      {"2026-03-29T00:30:00.5Z", "2026-03-29T00:30:00.500Z"},
      {"2026-03-29T00:30:00.123456Z", "2026-03-29T00:30:00.123Z"},
      {"2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"},
  }));
  CAPTURE(text);
  auto instant = parse_rfc3339(text);
  REQUIRE(instant);
  CHECK(rfc3339(*instant) == same);
}

TEST_CASE("what is no real moment is not read as one", "[env]") {
  auto text =
      GENERATE(as<std::string>{}, "", "2026-03-29", "2026-03-29T00:30:00", "2026-03-29 00:30:00Z",
               "2026-03-29t00:30:00Z", "2026-03-29T00:30:00z", "2026-03-29T00:30:00-00:00",
               "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
               "2026-00-01T00:00:00Z", "2026-03-29T24:00:00Z", "2026-03-29T00:60:00Z",
               "2026-03-29T00:00:60Z", "2026-03-29T00:00:00.Z", "2026-03-29T00:00:00+2:00",
               "2026-03-29T00:00:00+24:00", "2026-03-29T00:00:00+02:00x",
               "2026-03-29T00:00:00Z and more", "0000-01-01T00:00:00Z", "-026-01-01T00:00:00Z",
               "2026-3-29T00:00:00ZZ", "2026-03-29T00:00:00.00000000000000000000000000000000000Z");
  CAPTURE(text);
  CHECK_FALSE(parse_rfc3339(text));
}

}  // namespace expertise
