#include "server/domain/id.h"

#include <catch2/catch.hpp>
#include <set>

namespace expertise {

namespace {

constexpr std::string_view sample = "0195c7a1-4b2d-7e3f-8a9b-0c1d2e3f4a5b";

}  // namespace

TEST_CASE("an id is read and written in its 36-character form", "[id]") {
  auto id = UserId::parse(sample);
  REQUIRE(id);
  CHECK(id->text() == sample);
  CHECK(id->bytes()[0] == 0x01);
  CHECK(id->bytes()[15] == 0x5b);
}

TEST_CASE("capitals name the same thing", "[id]") {
  CHECK(UserId::parse("0195C7A1-4B2D-7E3F-8A9B-0C1D2E3F4A5B") == UserId::parse(sample));
}

TEST_CASE("what is no UUID names nothing", "[id]") {
  auto text =
      GENERATE(as<std::string>{}, "", "0195c7a1", "0195c7a14b2d7e3f8a9b0c1d2e3f4a5b",
               "0195c7a1-4b2d-7e3f-8a9b-0c1d2e3f4a5", "0195c7a1-4b2d-7e3f-8a9b-0c1d2e3f4a5b0",
               "0195c7a1-4b2d-7e3f-8a9b-0c1d2e3f4a5g", "0195c7a14-b2d-7e3f-8a9b-0c1d2e3f4a5b",
               "{195c7a1-4b2d-7e3f-8a9b-0c1d2e3f4a5}", "-195c7a1-4b2d-7e3f-8a9b-0c1d2e3f4a5b");
  CAPTURE(text);
  CHECK_FALSE(UserId::parse(text));
}

TEST_CASE("the nil id names nothing and comes before all others", "[id]") {
  CHECK(UserId().is_nil());
  CHECK(UserId().text() == "00000000-0000-0000-0000-000000000000");
  CHECK_FALSE(UserId::parse(sample)->is_nil());
  CHECK(UserId() < *UserId::parse(sample));
}

TEST_CASE("ids of different kinds of things are different types", "[id]") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<UserId, TeamId>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<UserId, TeamId>);
}

}  // namespace expertise
