// What an ID token must say to be taken: each thing left out or changed is refused by name.
#include "server/pool/id_token.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/pool/signed_tokens.h"
#include "tests/fake_env.h"

using namespace expertise;
using nlohmann::json;

namespace {

const Instant now = at("2026-03-05T08:30:00Z");
const std::int64_t seconds = 1'772'699'400;

const IdTokenExpected expected{.issuer = "https://login.example.nl",
                               .client_id = "pool",
                               .nonce = "n-1",
                               .access_token = "an access token",
                               .claim = "groups"};

json sound() {
  return {{"iss", "https://login.example.nl"},
          {"aud", "pool"},
          {"sub", "nel"},
          {"nonce", "n-1"},
          {"iat", seconds - 2},
          {"exp", seconds + 300}};
}

JudgedIdToken judged(const json& claims, const IdTokenExpected& wanted = expected) {
  return judge_id_token(claims.dump(), wanted, now);
}

// The fault begins with the claim that it is about.
void check_refused(const std::string& about, const std::string& name, const json& value) {
  json claims = sound();
  claims[name] = value;
  CAPTURE(name, value.dump());
  CHECK_THAT(judged(claims).fault, Catch::StartsWith(about + ":"));
}

}  // namespace

TEST_CASE("a sound ID token is taken", "[id_token]") {
  REQUIRE(now.time_since_epoch().count() == seconds * 1000);
  CHECK(judged(sound()).fault.empty());
  CHECK(judged(sound()).claims.subject == "nel");
  json claims = sound();
  claims["aud"] = json::array({"pool"});
  claims["azp"] = "pool";
  claims["nbf"] = seconds + 59;
  claims["iat"] = seconds + 59;
  claims["exp"] = seconds - 59;
  claims["at_hash"] = base64url(sha256("an access token").substr(0, 16));
  CHECK(judged(claims).fault.empty());
}

TEST_CASE("an ID token for another, of another, or of another time is refused", "[id_token]") {
  for (const json& other : {json("https://login.example.nl/"), json("http://login.example.nl"),
                            json(""), json(nullptr), json(7)}) {
    check_refused("iss", "iss", other);
  }
  for (const json& other :
       {json("other"), json(""), json(nullptr), json::array(), json::array({"other"}),
        json::array({"pool", "other"}), json::array({"other", "pool"}), json::object()}) {
    check_refused("aud", "aud", other);
  }
  check_refused("azp", "azp", "other");
  check_refused("azp", "azp", nullptr);
  for (const json& other :
       {json(seconds - 60), json(0), json("4102444800"), json(nullptr), json(-1), json(1e300)}) {
    check_refused("exp", "exp", other);
  }
  for (const json& other : {json(seconds + 61), json(seconds - 661), json("now"), json(nullptr)}) {
    check_refused("iat", "iat", other);
  }
  check_refused("nbf", "nbf", seconds + 61);
  check_refused("nbf", "nbf", "now");
  for (const json& other : {json("n-2"), json(""), json(nullptr)}) {
    check_refused("nonce", "nonce", other);
  }
  check_refused("at_hash", "at_hash", base64url(sha256("another").substr(0, 16)));
  check_refused("at_hash", "at_hash", nullptr);
  for (const json& other : {json(""), json(7), json(std::string(256, 'x'))}) {
    check_refused("sub", "sub", other);
  }
  for (const char* name : {"iss", "aud", "exp", "iat", "nonce", "sub"}) {
    json claims = sound();
    claims.erase(name);
    CHECK_THAT(judged(claims).fault, Catch::StartsWith(std::string(name) + ":"));
  }
  CHECK_FALSE(judge_id_token("[]", expected, now).fault.empty());
  CHECK_FALSE(judge_id_token("no JSON", expected, now).fault.empty());
  IdTokenExpected without = expected;
  without.nonce.clear();
  json empty = sound();
  empty["nonce"] = "";
  CHECK_THAT(judged(empty, without).fault, Catch::StartsWith("nonce:"));
}

TEST_CASE("a weaker way of signing on than is asked is refused", "[id_token]") {
  IdTokenExpected wanted = expected;
  wanted.acr = {"two_factors", "smartcard"};
  json claims = sound();
  CHECK_THAT(judged(claims, wanted).fault, Catch::StartsWith("acr:"));
  claims["acr"] = "password";
  CHECK_THAT(judged(claims, wanted).fault, Catch::StartsWith("acr:"));
  claims["acr"] = "smartcard";
  CHECK(judged(claims, wanted).fault.empty());
}

TEST_CASE("what an ID token says of somebody is read as it stands", "[id_token]") {
  json claims = sound();
  claims["email"] = "Nel@Example.nl";
  claims["email_verified"] = true;
  claims["name"] = "Nel Bekend";
  claims["locale"] = "en-GB";
  claims["groups"] = json::array({"a", 7, "b"});
  const IdTokenClaims said = judged(claims).claims;
  CHECK(said.email == "Nel@Example.nl");
  CHECK(said.email_verified == true);
  CHECK(said.name == "Nel Bekend");
  CHECK(said.language == "en");
  CHECK(said.values == std::vector<std::string>{"a", "b"});

  claims["email_verified"] = "true";
  CHECK(judged(claims).claims.email_verified == false);
  CHECK(judged(sound()).claims.email_verified == std::nullopt);
  claims["groups"] = "one";
  CHECK(judged(claims).claims.values == std::vector<std::string>{"one"});
  claims["realm"] = {{"roles", {"x"}}};
  IdTokenExpected deeper = expected;
  deeper.claim = "/realm/roles";
  CHECK(judged(claims, deeper).claims.values == std::vector<std::string>{"x"});
  deeper.claim = "/realm/none";
  CHECK(judged(claims, deeper).claims.values.empty());
  deeper.claim = "none";
  CHECK(judged(claims, deeper).claims.values.empty());
}

TEST_CASE("a claim that is only said to lie elsewhere is not taken for none", "[id_token]") {
  json claims = sound();
  claims["_claim_names"] = {{"groups", "src1"}};
  CHECK_THAT(judged(claims).fault, Catch::StartsWith("_claim_names:"));
  IdTokenExpected wanted = expected;
  wanted.claim = "/groups/0";
  CHECK_THAT(judged(claims, wanted).fault, Catch::StartsWith("_claim_names:"));
  wanted.claim = "roles";
  CHECK(judged(claims, wanted).fault.empty());
  claims["groups"] = json::array({"a"});
  CHECK(judged(claims).fault.empty());
  claims.erase("groups");
  claims["_claim_names"] = "groups";
  CHECK(judged(claims).fault.empty());
}

namespace {

constexpr const char* logout_event = "http://schemas.openid.net/event/backchannel-logout";

json sound_logout() {
  return {{"iss", "https://login.example.nl"},
          {"aud", "pool"},
          {"sub", "nel"},
          {"sid", "s-1"},
          {"jti", "j-1"},
          {"iat", seconds - 2},
          {"exp", seconds + 120},
          {"events", {{logout_event, json::object()}}}};
}

JudgedLogoutToken judged_logout(const json& claims) {
  return judge_logout_token(claims.dump(), expected.issuer, expected.client_id, now);
}

}  // namespace

TEST_CASE("a sound logout token is taken", "[id_token]") {
  const JudgedLogoutToken judged = judged_logout(sound_logout());
  CHECK(judged.fault.empty());
  CHECK(judged.claims.subject == "nel");
  CHECK(judged.claims.session == "s-1");
  CHECK(judged.claims.id == "j-1");
  CHECK(judged.claims.made_at == now - std::chrono::seconds(2));
  for (const char* one : {"sub", "sid"}) {
    json claims = sound_logout();
    claims.erase(one);
    CHECK(judged_logout(claims).fault.empty());
  }
  json claims = sound_logout();
  claims["aud"] = json::array({"pool"});
  claims["more"] = "of what nobody knows";
  CHECK(judged_logout(claims).fault.empty());
}

TEST_CASE("of a logout token each thing left out or changed is refused by name", "[id_token]") {
  for (const char* name : {"iss", "aud", "jti", "iat", "exp", "events"}) {
    json claims = sound_logout();
    claims.erase(name);
    CAPTURE(name);
    CHECK_THAT(judged_logout(claims).fault, Catch::StartsWith(std::string(name) + ":"));
    CHECK(judged_logout(claims).claims.id.empty());
  }
  const std::vector<std::pair<std::string, json>> wrong{
      {"iss", "https://other.example.nl"},
      {"iss", 1},
      {"aud", "another"},
      {"aud", json::array({"pool", "another"})},
      {"exp", seconds - 60},
      {"exp", "later"},
      {"iat", seconds + 61},
      {"iat", seconds - 661},
      {"nbf", seconds + 61},
      {"events", json::object()},
      {"events", json::array({logout_event})},
      {"events", logout_event},
      {"events", {{logout_event, true}}},
      {"events", {{"http://schemas.openid.net/event/other", json::object()}}},
      {"nonce", "n-1"},
      {"nonce", nullptr},
      {"jti", ""},
      {"jti", 7},
      {"jti", std::string(256, 'j')},
      {"sub", ""},
      {"sub", 7},
      {"sub", std::string(256, 's')},
      {"sid", ""},
      {"sid", json::array()},
      {"sid", std::string(256, 's')}};
  for (const auto& [name, value] : wrong) {
    json claims = sound_logout();
    claims[name] = value;
    CAPTURE(name, value.dump());
    CHECK_THAT(judged_logout(claims).fault, Catch::StartsWith(name + ":"));
  }
  json claims = sound_logout();
  claims.erase("sub");
  claims.erase("sid");
  CHECK_THAT(judged_logout(claims).fault, Catch::StartsWith("sub, sid:"));
  for (const char* text : {"", "[]", "\"token\"", "{", "null"}) {
    CHECK_FALSE(judge_logout_token(text, expected.issuer, expected.client_id, now).fault.empty());
  }
}

TEST_CASE("an ID token is no logout token, nor the other way round", "[id_token]") {
  CHECK_FALSE(judged_logout(sound()).fault.empty());
  CHECK_FALSE(judged(sound_logout()).fault.empty());
}

TEST_CASE("the session at the provider is taken from an ID token where it is one", "[id_token]") {
  CHECK(judged(sound()).claims.session.empty());
  json claims = sound();
  claims["sid"] = "s-1";
  CHECK(judged(claims).claims.session == "s-1");
  for (const json& odd : {json(7), json(std::string(256, 's'))}) {
    claims["sid"] = odd;
    CHECK(judged(claims).fault.empty());
    CHECK(judged(claims).claims.session.empty());
  }
}
