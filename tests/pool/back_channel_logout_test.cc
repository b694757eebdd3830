// That the provider ends what was begun there: which sessions a logout token ends, and every token
// that ends nothing. The provider is played here; the real one stands in tests/http.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/pool/single_sign_on.h"
#include "tests/pool/fixture.h"
#include "tests/pool/provider_keys.h"

namespace expertise {

namespace {

using nlohmann::json;

const std::string issuer = "https://login.example.nl/gemeente";
constexpr const char* logout_event = "http://schemas.openid.net/event/backchannel-logout";

class PlayedProvider : public WebCaller {
 public:
  WebCallAnswer call(const WebCall& asked) override {
    ++times_asked;
    if (fault) return {.fault = fault};
    if (asked.address == issuer + "/keys") {
      ++times_keys;
      return {.status = 200, .body = keys};
    }
    return {.status = 200,
            .body = json{{"issuer", issuer},
                         {"authorization_endpoint", issuer + "/authorize"},
                         {"token_endpoint", issuer + "/token"},
                         {"jwks_uri", issuer + "/keys"}}
                        .dump()};
  }
  void stop() override {}

  std::string keys;
  std::optional<FetchFault> fault;
  int times_keys = 0;
  int times_asked = 0;
};

struct LogoutFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();
  PlayedProvider web;
  ProviderKey key = ProviderKey::ec();
  std::vector<std::string> told;
  SignOnRules rules = read_sign_on_rules(
      R"({"claim": "groups", "addressesAreTrusted": true,
          "rules": [{"value": "a", "roles": ["team_member"]}]})",
      *store->begin(Access::read));
  SingleSignOn sign_on{
      context, people, web,
      SignOnProvider{.issuer = issuer,
                     .client_id = "pool",
                     .secret = "s",
                     .label = "Gemeente",
                     .public_origin = "https://pool.example.nl",
                     .rules = rules,
                     .tell = [this](const std::string& what) { told.push_back(what); }}};
  int tokens_made = 0;

  LogoutFixture() { web.keys = key_set({key.jwk(R"(,"kid":"one")")}); }

  SignedOn signed_on(const std::string& subject, const std::string& session) {
    ProvenIdentity proven{issuer,
                          {.subject = subject,
                           .session = session,
                           .email = subject + "@example.nl",
                           .email_verified = true,
                           .values = {"a"}}};
    return people.sign_on_by_provider(proven, rules, "192.0.2.1");
  }
  bool is_on(const SignedOn& of) { return people.recognise(of.secret, "192.0.2.1").has_value(); }

  json claims(const json& about) {
    const auto seconds = env.now().time_since_epoch().count() / 1000;
    json made = {
        {"iss", issuer},  {"aud", "pool"},        {"jti", "token " + std::to_string(++tokens_made)},
        {"iat", seconds}, {"exp", seconds + 120}, {"events", {{logout_event, json::object()}}}};
    made.update(about);
    return made;
  }
  bool take(const json& of) { return sign_on.sign_off(key.token(of.dump()), "203.0.113.5"); }
  bool ends(const json& about) { return take(claims(about)); }
};

}  // namespace

TEST_CASE_METHOD(LogoutFixture, "who signs off at the provider is signed off here, everywhere",
                 "[back_channel]") {
  const SignedOn one = signed_on("nel", "s1");
  const SignedOn two = signed_on("nel", "s2");
  const SignedOn jan = signed_on("jan", "s3");
  const SignedOn token = people.create_token(machine, one.user.id, "laptop", 10);
  CHECK(ends({{"sub", "nel"}}));
  CHECK_FALSE(is_on(one));
  CHECK_FALSE(is_on(two));
  CHECK(is_on(jan));
  CHECK(is_on(token));
  const auto ended = events_of(EventKind::session_ended);
  REQUIRE(ended.size() == 2);
  CHECK(ended[0].details.at("by") == "provider");
  CHECK(ended[0].details.at("user") == one.user.id.text());
  CHECK_FALSE(ended[0].actor);
  const auto entry =
      store->begin(Access::read)->find(AccessQuery{.municipalities = {city.id}}).items.front();
  CHECK(entry.action == "sign_off");
  CHECK(entry.object == "session");
  CHECK(entry.purpose == "user:" + one.user.id.text());
  CHECK(entry.origin == "203.0.113.5");
  CHECK_FALSE(entry.actor);
}

TEST_CASE_METHOD(LogoutFixture, "of one session at the provider only what was begun in it ends",
                 "[back_channel]") {
  const SignedOn one = signed_on("nel", "s1");
  const SignedOn again = signed_on("nel", "s1");
  const SignedOn two = signed_on("nel", "s2");
  const SignedOn jan = signed_on("jan", "s4");
  SECTION("which it names alone") { CHECK(ends({{"sid", "s1"}})); }
  SECTION("or with whose it is") { CHECK(ends({{"sid", "s1"}, {"sub", "nel"}})); }
  CHECK_FALSE(is_on(one));
  CHECK_FALSE(is_on(again));
  CHECK(is_on(two));
  CHECK(is_on(jan));
  // Of another person it ends nothing, and that is not told.
  CHECK(ends({{"sid", "s2"}, {"sub", "jan"}}));
  CHECK(is_on(two));
  CHECK(is_on(jan));
  CHECK(told.empty());
}

TEST_CASE_METHOD(LogoutFixture, "what cannot be told apart ends with it", "[back_channel]") {
  const SignedOn unnamed = signed_on("nel", "");
  const SignedOn named = signed_on("nel", "s2");
  CHECK(ends({{"sid", "s1"}}));
  CHECK(is_on(unnamed));
  CHECK(ends({{"sid", "s1"}, {"sub", "nel"}}));
  CHECK_FALSE(is_on(unnamed));
  CHECK(is_on(named));
}

TEST_CASE_METHOD(LogoutFixture, "who signed on with a password stays", "[back_channel]") {
  const SignedOn one = signed_on("nel", "s1");
  constexpr std::string_view password = "kuiper-maandag-7-appel";
  people.set_password(machine, one.user.id, password);
  const SignedOn here = people.sign_on(one.user.email, password, "192.0.2.1");
  CHECK(ends({{"sub", "nel"}}));
  CHECK(is_on(here));
}

TEST_CASE_METHOD(LogoutFixture, "whom nobody knows is answered as everybody is", "[back_channel]") {
  CHECK(ends({{"sub", "wie dan ook"}}));
  CHECK(ends({{"sid", "wat dan ook"}}));
  CHECK(told.empty());
  CHECK(events_of(EventKind::session_ended).empty());
}

TEST_CASE_METHOD(LogoutFixture,
                 "a token is taken once, and ends nothing that began more than a minute after it",
                 "[back_channel]") {
  signed_on("nel", "s1");
  const json token = claims({{"sub", "nel"}});
  CHECK(take(token));
  env.pass(std::chrono::seconds(61));
  const SignedOn later = signed_on("nel", "s2");
  CHECK_FALSE(take(token));
  CHECK(told.back() == "the logout token is not taken: jti: it came before");
  json renamed = token;
  renamed["jti"] = "another";
  renamed["exp"] = token["exp"].get<std::int64_t>() + 600;
  CHECK(take(renamed));
  CHECK(is_on(later));
  // After a restart nobody knows that it came.
  PlayedProvider& same = web;
  SingleSignOn restarted(context, people, same,
                         {.issuer = issuer, .client_id = "pool", .secret = "s", .rules = rules});
  CHECK(restarted.sign_off(key.token(renamed.dump()), "203.0.113.5"));
  CHECK(is_on(later));
}

TEST_CASE_METHOD(LogoutFixture, "what was over is not said to have been ended by the provider",
                 "[back_channel]") {
  signed_on("nel", "s1");
  env.pass(std::chrono::minutes(31));
  CHECK(ends({{"sub", "nel"}}));
  CHECK(events_of(EventKind::session_ended).empty());
}

TEST_CASE_METHOD(LogoutFixture, "clocks may be a minute apart", "[back_channel]") {
  const SignedOn here = signed_on("nel", "s1");
  json token = claims({{"sub", "nel"}});
  token["iat"] = token["iat"].get<std::int64_t>() - 60;
  CHECK(take(token));
  CHECK_FALSE(is_on(here));
}

TEST_CASE_METHOD(LogoutFixture, "a token that does not hold ends nothing", "[back_channel]") {
  const SignedOn nel = signed_on("nel", "s1");
  const auto not_taken = [&](const std::string& token) {
    CAPTURE(token);
    CHECK_FALSE(sign_on.sign_off(token, "203.0.113.5"));
    CHECK(is_on(nel));
    CHECK_THAT(told.back(), Catch::StartsWith("the logout token is not taken: "));
    CHECK(told.back().find("nel") == std::string::npos);
  };
  const std::string sound = claims({{"sub", "nel"}}).dump();
  const std::string token = key.token(sound);
  not_taken("");
  not_taken("a.b.c");
  not_taken(token.substr(0, token.size() - 4));
  not_taken(token.substr(0, token.rfind('.') + 1));
  not_taken(base64url(R"({"alg":"none"})") + "." + base64url(sound) + ".");
  not_taken(ProviderKey::ec().token(sound));
  not_taken(ProviderKey::rsa().token(sound));
  for (const char* name : {"iss", "aud", "iat", "exp", "jti", "events", "sub"}) {
    json lacking = claims({{"sub", "nel"}});
    lacking.erase(name);
    not_taken(key.token(lacking.dump()));
  }
  not_taken(key.token(claims({{"sub", "nel"}, {"nonce", "n"}}).dump()));
  not_taken(key.token(claims({{"sub", "nel"}, {"iss", "https://elders.example"}}).dump()));
  not_taken(key.token(claims({{"sub", "nel"}, {"aud", "another"}}).dump()));
  env.pass(std::chrono::minutes(3));
  not_taken(token);
}

TEST_CASE_METHOD(LogoutFixture, "a newer key of the provider is asked for, once a minute at most",
                 "[back_channel]") {
  const SignedOn nel = signed_on("nel", "s1");
  const ProviderKey next = ProviderKey::ec();
  const auto signed_with_next = [&] {
    return sign_on.sign_off(next.token(claims({{"sub", "nel"}}).dump(), "two"), "203.0.113.5");
  };
  CHECK_FALSE(signed_with_next());
  CHECK_FALSE(signed_with_next());
  CHECK(web.times_keys == 1);
  env.pass(std::chrono::minutes(1));
  web.keys = key_set({next.jwk(R"(,"kid":"two")")});
  CHECK(signed_with_next());
  CHECK(web.times_keys == 2);
  CHECK_FALSE(is_on(nel));
}

TEST_CASE_METHOD(LogoutFixture, "who makes tokens up is slowed down, and nobody else is",
                 "[back_channel]") {
  for (int i = 0; i < 50; ++i) CHECK_FALSE(sign_on.sign_off("made up", "203.0.113.5"));
  const auto refusal = refused([&] { sign_on.sign_off("made up", "203.0.113.5"); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::too_many);
  CHECK(sign_on.sign_off(key.token(claims({{"sub", "nel"}}).dump()), "203.0.113.6"));
  for (int i = 0; i < 60; ++i) {
    CHECK(sign_on.sign_off(key.token(claims({{"sub", "nel"}}).dump()), "203.0.113.6"));
  }
}

TEST_CASE_METHOD(LogoutFixture, "a provider that is away is asked for newer keys once a minute too",
                 "[back_channel]") {
  REQUIRE(ends({{"sub", "nel"}}));
  const ProviderKey unknown = ProviderKey::ec();
  env.pass(std::chrono::minutes(2));
  web.fault = FetchFault::unreachable;
  const int before = web.times_asked;
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(
        sign_on.sign_off(unknown.token(claims({{"sub", "nel"}}).dump(), "two"), "203.0.113.5"));
  }
  CHECK(web.times_asked == before + 1);
  CHECK(ends({{"sub", "nel"}}));
}

TEST_CASE_METHOD(LogoutFixture, "a provider that is away is no fault of the token",
                 "[back_channel]") {
  web.fault = FetchFault::unreachable;
  for (int i = 0; i < 60; ++i) {
    const auto refusal = refused([&] { ends({{"sub", "nel"}}); });
    REQUIRE(refusal);
    CHECK(refusal->detail() == "provider_away");
  }
  web.fault.reset();
  CHECK(ends({{"sub", "nel"}}));
}

}  // namespace expertise
