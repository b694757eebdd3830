// Who a request comes from, and which site.
#include "server/http/session.h"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace expertise::http {
namespace {

const Site here{"", 8080};
const Site pool{"https://pool.example.nl", 0};

Request with(std::vector<Header> headers) {
  return {.method = "POST", .path = "/v1/x", .headers = std::move(headers), .remote = "127.0.0.1"};
}

TEST_CASE("over https the cookie is bound to the host and never sent in clear", "[session]") {
  CHECK(pool.cookie_with("abc") == "__Host-session=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
  CHECK(here.cookie_with("abc") == "session=abc; Path=/; HttpOnly; SameSite=Strict");
  CHECK(pool.cookie_gone().find("Max-Age=0") != std::string::npos);
}

TEST_CASE("a device is remembered in a cookie of its own", "[session]") {
  CHECK(pool.device_cookie_with("abc") ==
        "__Host-device=abc; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=2592000");
  const Request request = with({{"cookie", "session=s3cret; device=abc"}});
  CHECK(cookie_of(request, here.device_cookie_name()) == "abc");
  CHECK(cookie_of(request, pool.device_cookie_name()).empty());
  CHECK(cookie_of(with({}), "device").empty());
}

TEST_CASE("what was begun at a provider is in a cookie of its own, for ten minutes", "[session]") {
  CHECK(pool.begun_cookie_with("1.a.b") ==
        "__Host-begun=1.a.b; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=600");
  CHECK(pool.begun_cookie_gone() ==
        "__Host-begun=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0");
  CHECK(here.begun_cookie_name() == "begun");
}

TEST_CASE("an origin that is none stops the server at its start", "[session]") {
  const auto origin = GENERATE("pool.example.nl", "https://", "https://pool.example.nl/",
                               "ftp://pool.example.nl", "https://a b");
  CHECK_THROWS_AS(Site(origin, 1), std::runtime_error);
}

TEST_CASE("passkeys are for the name of this site, and for no address of numbers", "[session]") {
  const auto party = [](const char* origin) { return Site(origin, 8080).relying_party(); };
  REQUIRE(party("https://Pool.Example.nl"));
  CHECK(party("https://Pool.Example.nl")->id == "pool.example.nl");
  CHECK(party("https://Pool.Example.nl")->origin == "https://pool.example.nl");
  CHECK(party("https://pool.example.nl:443")->origin == "https://pool.example.nl");
  CHECK(party("https://pool.example.nl:8443")->origin == "https://pool.example.nl:8443");
  CHECK(party("https://pool.example.nl:8443")->id == "pool.example.nl");
  CHECK(party("")->id == "localhost");
  CHECK(party("")->origin == "http://localhost:8080");
  CHECK(party("http://localhost:80")->origin == "http://localhost");
  for (const char* origin : {"https://192.0.2.1", "https://192.0.2.1:8443", "http://127.0.0.1:8080",
                             "https://[2001:db8::1]", "http://pool.example.nl"}) {
    CHECK_FALSE(party(origin));
  }
}

TEST_CASE("the secret is found in a bearer header or the cookie of this site", "[session]") {
  CHECK(credential(with({{"authorization", "Bearer s3cret"}}), here)->secret == "s3cret");
  CHECK(credential(with({{"authorization", "bearer s3cret"}}), here)->secret == "s3cret");
  CHECK(credential(with({{"authorization", "Basic s3cret"}}), here)->secret.empty());
  const auto cookie = credential(with({{"cookie", "a=b; session=s3cret; c=d"}}), here);
  REQUIRE(cookie);
  CHECK(cookie->carrier == Carrier::cookie);
  CHECK(cookie->secret == "s3cret");
  CHECK_FALSE(credential(with({{"cookie", "xsession=s3cret"}}), here));
  CHECK_FALSE(credential(with({{"cookie", "session=s3cret"}}), pool));
  CHECK(credential(with({{"cookie", "__Host-session=s3cret"}}), pool)->secret == "s3cret");
  CHECK_FALSE(credential(with({}), here));
}

TEST_CASE("a bearer header goes before a cookie", "[session]") {
  const auto found =
      credential(with({{"cookie", "session=one"}, {"authorization", "Bearer two"}}), here);
  CHECK(found->carrier == Carrier::bearer);
  CHECK(found->secret == "two");
}

TEST_CASE("another site is known by what the browser says", "[session]") {
  CHECK_FALSE(is_from_other_site(with({}), here));
  CHECK_FALSE(is_from_other_site(with({{"origin", "http://localhost:8080"}}), here));
  CHECK_FALSE(is_from_other_site(with({{"origin", "http://127.0.0.1:8080"}}), here));
  CHECK_FALSE(is_from_other_site(with({{"origin", "https://Pool.Example.nl"}}), pool));
  CHECK_FALSE(is_from_other_site(with({{"sec-fetch-site", "same-origin"}}), here));
  CHECK(is_from_other_site(with({{"origin", "http://localhost:8081"}}), here));
  CHECK(is_from_other_site(with({{"origin", "https://localhost:8080"}}), here));
  CHECK(is_from_other_site(with({{"origin", "null"}}), here));
  CHECK(is_from_other_site(with({{"origin", "https://pool.example.nl.evil.example"}}), pool));
  CHECK(is_from_other_site(with({{"origin", "https%3A//pool.example.nl"}}), pool));
  CHECK(is_from_other_site(with({{"sec-fetch-site", "cross-site"}}), here));
  CHECK(is_from_other_site(with({{"sec-fetch-site", "same-site"}}), here));
}

TEST_CASE("only the edge may say for whom it asks", "[session]") {
  const auto forwarded = with({{"x-forwarded-for", "203.0.113.9, 198.51.100.7"}});
  CHECK(here.origin_of(forwarded) == "127.0.0.1");
  CHECK(pool.origin_of(forwarded) == "198.51.100.7");
  CHECK(pool.origin_of(with({{"x-forwarded-for", "evil\" text"}})) == "127.0.0.1");
}

}  // namespace
}  // namespace expertise::http
