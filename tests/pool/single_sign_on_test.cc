// Signing on at a provider, with a provider that the tests play themselves: what goes out, what
// comes back, and everything that must not be taken. The real one stands in tests/http.
#include "server/pool/single_sign_on.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <mutex>
#include <nlohmann/json.hpp>

#include "server/pool/sign_on_failures.h"
#include "tests/pool/fixture.h"
#include "tests/pool/provider_keys.h"

namespace expertise {

namespace {

using nlohmann::json;

const std::string issuer = "https://login.example.nl/gemeente";

std::string parameter_of(const std::string& form, const std::string& name) {
  const std::string start = name + "=";
  std::size_t at = form.rfind(start, 0) == 0 ? 0 : form.find("&" + start);
  if (at == std::string::npos) return {};
  at = form.find('=', at) + 1;
  return form.substr(at, std::min(form.find('&', at), form.size()) - at);
}

// A provider that says what a test wants.
class FakeProvider : public WebCaller {
 public:
  WebCallAnswer call(const WebCall& asked) override {
    calls.push_back(asked);
    if (fault) return {.fault = fault};
    if (asked.address == issuer + "/.well-known/openid-configuration") {
      return {.status = 200, .body = description.dump()};
    }
    if (asked.address == issuer + "/keys") return {.status = 200, .body = keys};
    if (asked.address == issuer + "/token") return {.status = token_status, .body = tokens};
    return {.status = 404};
  }
  void stop() override {}

  std::size_t asked_of(const std::string& path) const {
    return static_cast<std::size_t>(
        std::count_if(calls.begin(), calls.end(),
                      [&](const WebCall& each) { return each.address == issuer + path; }));
  }

  std::vector<WebCall> calls;
  std::optional<FetchFault> fault;
  json description = {{"issuer", issuer},
                      {"authorization_endpoint", issuer + "/authorize?tenant=1"},
                      {"token_endpoint", issuer + "/token"},
                      {"jwks_uri", issuer + "/keys"},
                      {"end_session_endpoint", issuer + "/end"},
                      {"authorization_response_iss_parameter_supported", true}};
  std::string keys;
  int token_status = 200;
  std::string tokens;
};

struct SingleSignOnFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();
  FakeProvider web;
  ProviderKey key = ProviderKey::ec();
  std::vector<std::string> told;
  SingleSignOn sign_on{context, people, web, settings()};

  SingleSignOnFixture() { web.keys = key_set({key.jwk(R"(,"kid":"one")")}); }

  SignOnProvider settings() {
    return {.issuer = issuer,
            .client_id = "pool 1",
            .secret = "a:b",
            .label = "Gemeente",
            .public_origin = "https://pool.example.nl",
            .rules = read_sign_on_rules(
                R"({"claim": "groups", "addressesAreTrusted": true, "scopes": ["groups"],
                    "rules": [{"value": "a", "roles": ["team_member"]}]})",
                *store->begin(Access::read)),
            .tell = [this](const std::string& what) { told.push_back(what); }};
  }

  json claims(const SingleSignOn::Begun& begun) {
    const auto seconds = env.now().time_since_epoch().count() / 1000;
    return {{"iss", issuer},
            {"aud", "pool 1"},
            {"sub", "nel"},
            {"nonce", parameter_of(begun.address, "nonce")},
            {"iat", seconds},
            {"exp", seconds + 60},
            {"email", "nel@example.nl"},
            {"email_verified", true},
            {"groups", json::array({"a"})}};
  }
  void give(const json& of) {
    web.tokens = json{{"access_token", "x"}, {"id_token", key.token(of.dump())}}.dump();
  }
  ProviderAnswer answer(const SingleSignOn::Begun& begun) {
    return {.code = "a code", .state = parameter_of(begun.address, "state"), .issuer = issuer};
  }
  std::string refusal(const std::string& secret, const ProviderAnswer& given) {
    const auto found = refused([&] { sign_on.finish(secret, given, "192.0.2.1"); });
    return found ? std::string(found->detail()) : "";
  }
};

}  // namespace

TEST_CASE_METHOD(SingleSignOnFixture, "the code flow goes as it should", "[single_sign_on]") {
  const auto begun = sign_on.begin("/vragen/1?a=b", Language::en);
  CHECK(begun.address.starts_with(issuer + "/authorize?tenant=1&response_type=code&"));
  CHECK(parameter_of(begun.address, "client_id") == "pool%201");
  CHECK(parameter_of(begun.address, "redirect_uri") ==
        "https%3A%2F%2Fpool.example.nl%2Faanmelden%2Fterug");
  CHECK(parameter_of(begun.address, "scope") == "openid%20profile%20email%20groups");
  CHECK(parameter_of(begun.address, "code_challenge_method") == "S256");
  CHECK(parameter_of(begun.address, "ui_locales") == "en");

  give(claims(begun));
  const auto done = sign_on.finish(begun.secret, answer(begun), "192.0.2.1");
  CHECK(done.return_to == "/vragen/1?a=b");
  CHECK(done.signed_on.user.email == "nel@example.nl");
  const WebCall& asked = web.calls.back();
  CHECK(asked.authorization == "Basic cG9vbCUyMDE6YSUzQWI=");  // each encoded, then base64
  CHECK(parameter_of(*asked.form, "grant_type") == "authorization_code");
  CHECK(parameter_of(*asked.form, "code") == "a%20code");
  CHECK(parameter_of(*asked.form, "redirect_uri") == parameter_of(begun.address, "redirect_uri"));
  CHECK(base64url(sha256(parameter_of(*asked.form, "code_verifier"))) ==
        parameter_of(begun.address, "code_challenge"));
  CHECK(web.asked_of("/.well-known/openid-configuration") == 1);
  CHECK(told.empty());
  CHECK(sign_on.sign_off_address() ==
        issuer +
            "/end?client_id=pool%201&post_logout_redirect_uri=https%3A%2F%2Fpool.example.nl%2F");
}

TEST_CASE_METHOD(SingleSignOnFixture, "nothing of one sign-on serves another", "[single_sign_on]") {
  const auto one = sign_on.begin("", Language::nl);
  const auto two = sign_on.begin("", Language::nl);
  for (const char* name : {"state", "nonce", "code_challenge"}) {
    CHECK(parameter_of(one.address, name).size() == 43);
    CHECK(parameter_of(one.address, name) != parameter_of(two.address, name));
    CHECK(one.secret.find(parameter_of(one.address, name)) == std::string::npos);
  }
  give(claims(one));
  CHECK(refusal(two.secret, answer(one)) == "single_sign_on_expired");
  CHECK(refusal(one.secret, answer(two)) == "single_sign_on_expired");
  CHECK(web.asked_of("/token") == 0);
  // The code of one in the browser of the other: the token is of another nonce.
  CHECK(refusal(two.secret, answer(two)) == "single_sign_on_failed");
  CHECK(told ==
        std::vector<std::string>{"the ID token is not taken: nonce: it is of another sign-on"});
}

TEST_CASE_METHOD(SingleSignOnFixture, "only what was begun in this browser is finished",
                 "[single_sign_on]") {
  const auto begun = sign_on.begin("/a", Language::nl);
  give(claims(begun));
  const ProviderAnswer right = answer(begun);
  const std::string rest = begun.secret.substr(begun.secret.find('.'));
  std::string changed = begun.secret;
  changed[15] = changed[15] == 'A' ? 'B' : 'A';
  for (const std::string& secret :
       {std::string(), std::string("."), std::string(".."), rest, "9999999999" + rest, "-1" + rest,
        "1x" + rest, changed, begun.secret + "x", begun.secret + "=",
        begun.secret.substr(0, begun.secret.size() - 3), begun.secret.substr(2)}) {
    CAPTURE(secret);
    CHECK(refusal(secret, right) == "single_sign_on_expired");
  }
  for (const std::string& state : {std::string(), right.state + "A", right.state.substr(1)}) {
    ProviderAnswer other = right;
    other.state = state;
    CHECK(refusal(begun.secret, other) == "single_sign_on_expired");
  }
  CHECK(web.asked_of("/token") == 0);
  SingleSignOn restarted(context, people, web, settings());
  CHECK(refused([&] { restarted.finish(begun.secret, right, "192.0.2.1"); })->detail() ==
        "single_sign_on_expired");

  env.pass(std::chrono::minutes(10) - std::chrono::seconds(1));
  give(claims(begun));
  CHECK(refusal(begun.secret, right).empty());
  env.pass(std::chrono::seconds(1));
  CHECK(refusal(begun.secret, right) == "single_sign_on_expired");
}

TEST_CASE_METHOD(SingleSignOnFixture, "the answer must name the issuer where it says it does",
                 "[single_sign_on]") {
  const auto begun = sign_on.begin("", Language::nl);
  give(claims(begun));
  ProviderAnswer other = answer(begun);
  other.issuer = "https://other.example.nl";
  CHECK(refusal(begun.secret, other) == "single_sign_on_failed");
  other.issuer.clear();
  CHECK(refusal(begun.secret, other) == "single_sign_on_failed");
  CHECK(web.asked_of("/token") == 0);

  web.description.erase("authorization_response_iss_parameter_supported");
  SingleSignOn silent(context, people, web, settings());
  const auto anew = silent.begin("", Language::nl);
  give(claims(anew));
  ProviderAnswer without = answer(anew);
  without.issuer.clear();
  CHECK(silent.finish(anew.secret, without, "192.0.2.1").return_to.empty());
}

TEST_CASE_METHOD(SingleSignOnFixture, "a no of the provider is a no", "[single_sign_on]") {
  const auto begun = sign_on.begin("", Language::nl);
  ProviderAnswer no = answer(begun);
  no.code.clear();
  no.error = "access_denied";
  CHECK(refusal(begun.secret, no) == "provider_refused");
  no.error = "Nel\nBekend";
  CHECK(refusal(begun.secret, no) == "provider_refused");
  no.error.clear();
  CHECK(refusal(begun.secret, no) == "provider_refused");
  CHECK(told == std::vector<std::string>{"the provider signs nobody on: access_denied",
                                         "the provider signs nobody on: unknown",
                                         "the provider signs nobody on: "});
  web.token_status = 400;
  web.tokens = R"({"error":"invalid_grant"})";
  CHECK(refusal(begun.secret, answer(begun)) == "single_sign_on_failed");
  CHECK(told.back() == "the provider gives no tokens: 400 invalid_grant");
  web.token_status = 200;
  for (const char* odd : {"", "[]", "{}", R"({"id_token":7})", R"({"id_token":"a.b.c"})"}) {
    web.tokens = odd;
    CHECK(refusal(begun.secret, answer(begun)) == "single_sign_on_failed");
  }
}

TEST_CASE_METHOD(SingleSignOnFixture, "what fails at the provider is on record, bounded",
                 "[single_sign_on][access]") {
  const User chief = user(city.id, "Ada Beheer", {Role::administrator});
  const Actor looking{
      .user = chief.id, .municipalities = {city.id}, .roles = chief.roles, .origin = "here"};
  const auto on_record = [&] {
    std::vector<std::string> found;
    for (const AccessEntry& each : people.failed_sign_ons(looking, {}).items) {
      CHECK(each.action == "sign_on");
      CHECK_FALSE(each.actor);
      CHECK_FALSE(each.municipality);
      CHECK(each.origin == "192.0.2.1");
      found.push_back(each.result);
    }
    return found;
  };
  auto begun = sign_on.begin("", Language::nl);
  ProviderAnswer no = answer(begun);
  no.code.clear();
  no.error = "access_denied";
  for (int i = 0; i < 3; ++i) CHECK(refusal(begun.secret, no) == "provider_refused");
  CHECK(on_record() == std::vector<std::string>{"provider_refused"});
  web.token_status = 400;
  CHECK(refusal(begun.secret, answer(begun)) == "single_sign_on_failed");
  CHECK(on_record() == std::vector<std::string>{"single_sign_on_failed", "provider_refused"});
  SECTION("but not what was not begun here, nor a provider that is away") {
    CHECK(refusal("geen koekje", no) == "single_sign_on_expired");
    web.token_status = 503;
    CHECK(refusal(begun.secret, answer(begun)) == "provider_away");
    CHECK(on_record().size() == 2);
  }
  SECTION("and how often, when the quarter is over") {
    env.pass(SignOnFailures::window);
    people.write_counted_failures(env.now());
    const auto found = people.failed_sign_ons(looking, {});
    REQUIRE(found.total == 3);
    CHECK(found.items[0].purpose == "counted");
    CHECK(found.items[0].count == 2);
  }
  CHECK(refused([&] {
          people.failed_sign_ons({.user = chief.id, .roles = {Role::coordinator}}, {});
        })->reason() == Reason::not_allowed);
}

TEST_CASE_METHOD(SingleSignOnFixture, "a new key of the provider is asked for once",
                 "[single_sign_on]") {
  const auto begun = sign_on.begin("", Language::nl);
  give(claims(begun));
  const ProviderKey next = ProviderKey::rsa();
  web.tokens = json{{"id_token", next.token(claims(begun).dump(), "two")}}.dump();
  CHECK(refusal(begun.secret, answer(begun)) == "single_sign_on_failed");
  CHECK(web.asked_of("/keys") == 2);
  web.keys = key_set({next.jwk(R"(,"kid":"two")")});
  CHECK(refusal(begun.secret, answer(begun)).empty());
  CHECK(web.asked_of("/keys") == 3);
  CHECK(refusal(begun.secret, answer(begun)).empty());
  CHECK(web.asked_of("/keys") == 3);
  // The key that was taken out no longer counts.
  give(claims(begun));
  CHECK(refusal(begun.secret, answer(begun)) == "single_sign_on_failed");
}

TEST_CASE_METHOD(SingleSignOnFixture, "a provider that is away is said, and known for a day",
                 "[single_sign_on]") {
  web.fault = FetchFault::unreachable;
  const auto away = refused([&] { sign_on.begin("", Language::nl); });
  REQUIRE(away);
  CHECK(away->reason() == Reason::unavailable);
  CHECK(away->detail() == "provider_away");
  CHECK_FALSE(sign_on.sign_off_address());
  web.fault.reset();
  const auto begun = sign_on.begin("", Language::nl);
  web.fault = FetchFault::too_slow;
  CHECK(refusal(begun.secret, answer(begun)) == "provider_away");
  web.fault.reset();
  web.token_status = 503;
  CHECK(refusal(begun.secret, answer(begun)) == "provider_away");

  web.fault = FetchFault::unreachable;
  env.pass(std::chrono::hours(23));
  sign_on.look_up();
  CHECK_NOTHROW(sign_on.begin("", Language::nl));
  env.pass(std::chrono::hours(1));
  CHECK(refused([&] { sign_on.begin("", Language::nl); })->detail() == "provider_away");
}

TEST_CASE_METHOD(SingleSignOnFixture, "what the provider offers is asked anew each hour",
                 "[single_sign_on]") {
  sign_on.look_up();
  env.pass(std::chrono::minutes(59));
  sign_on.look_up();
  CHECK(web.asked_of("/.well-known/openid-configuration") == 1);
  env.pass(std::chrono::minutes(1));
  sign_on.look_up();
  CHECK(web.asked_of("/.well-known/openid-configuration") == 2);
}

TEST_CASE_METHOD(SingleSignOnFixture, "a description that does not hold is not used",
                 "[single_sign_on]") {
  const json sound = web.description;
  const std::vector<std::pair<std::string, json>> wrong{
      {"issuer", "https://other.example.nl"},
      {"issuer", issuer + "/"},
      {"authorization_endpoint", "http://login.example.nl/authorize"},
      {"authorization_endpoint", "javascript:alert(1)"},
      {"token_endpoint", nullptr},
      {"token_endpoint", "http://login.example.nl/token"},
      {"jwks_uri", "file:///etc/passwd"},
      {"jwks_uri", issuer + "/nothing"}};
  for (const auto& [name, value] : wrong) {
    web.description = sound;
    web.description[name] = value;
    CAPTURE(name, value.dump());
    SingleSignOn fresh(context, people, web, settings());
    CHECK(refused([&] { fresh.begin("", Language::nl); })->detail() == "provider_away");
  }
  web.description = sound;
  web.description["end_session_endpoint"] = "javascript:alert(1)";
  SingleSignOn fresh(context, people, web, settings());
  fresh.look_up();
  CHECK_FALSE(fresh.sign_off_address());
}

TEST_CASE_METHOD(SingleSignOnFixture, "one goes on only within the client", "[single_sign_on]") {
  for (const char* elsewhere : {"//elders.example", "https://elders.example", "vragen", "/\\elders",
                                "/a b", "/a\n", "/\xc3\xa9"}) {
    const auto refusal = refused([&] { sign_on.begin(elsewhere, Language::nl); });
    REQUIRE(refusal);
    CHECK(has_fault(refusal->faults(), "/returnTo", "not_a_path"));
  }
  CHECK_NOTHROW(sign_on.begin("/" + std::string(299, 'a'), Language::nl));
  CHECK(refused([&] { sign_on.begin("/" + std::string(300, 'a'), Language::nl); }));
}

TEST_CASE_METHOD(SingleSignOnFixture, "a private key signs in place of a secret",
                 "[single_sign_on]") {
  const ProviderKey ours = ProviderKey::rsa();
  SignOnProvider by_key = settings();
  by_key.key.emplace(ours.pem(), "ours");
  SingleSignOn signing(context, people, web, std::move(by_key));
  const auto begun = signing.begin("", Language::nl);
  give(claims(begun));
  signing.finish(begun.secret, answer(begun), "192.0.2.1");
  const WebCall& asked = web.calls.back();
  CHECK(asked.authorization.empty());
  CHECK(parameter_of(*asked.form, "client_id") == "pool%201");
  CHECK(parameter_of(*asked.form, "client_assertion_type") ==
        "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer");
  const OpenedToken opened = open_token(parameter_of(*asked.form, "client_assertion"),
                                        key_set({ours.jwk(R"(,"kid":"ours")")}));
  REQUIRE(opened.signature == TokenSignature::holds);
  const json said = json::parse(opened.payload);
  CHECK(said["iss"] == "pool 1");
  CHECK(said["sub"] == "pool 1");
  CHECK(said["aud"] == issuer);
  CHECK(said["exp"].get<std::int64_t>() - said["iat"].get<std::int64_t>() == 60);
  CHECK(said["jti"].get<std::string>().size() == 43);
}

TEST_CASE_METHOD(SingleSignOnFixture, "guessing at codes is slowed down", "[single_sign_on]") {
  const auto begun = sign_on.begin("", Language::nl);
  web.token_status = 400;
  web.tokens = "{}";
  for (int i = 0; i < 50; ++i)
    CHECK(refusal(begun.secret, answer(begun)) == "single_sign_on_failed");
  CHECK(refusal(begun.secret, answer(begun)) == "too_many_failures");
  CHECK(web.asked_of("/token") == 50);
}

TEST_CASE_METHOD(SingleSignOnFixture, "who calls it off keeps nobody else of the office out",
                 "[single_sign_on]") {
  const auto begun = sign_on.begin("", Language::nl);
  ProviderAnswer no = answer(begun);
  no.code.clear();
  no.error = "access_denied";
  ProviderAnswer other = answer(begun);
  other.issuer = "https://other.example.nl";
  for (int i = 0; i < 60; ++i) {
    CHECK(refusal(begun.secret, no) == "provider_refused");
    CHECK(refusal(begun.secret, other) == "single_sign_on_failed");
  }
  give(claims(begun));
  CHECK(refusal(begun.secret, answer(begun)).empty());
}

TEST_CASE_METHOD(SingleSignOnFixture, "a provider that leaves out the groups signs nobody on",
                 "[single_sign_on]") {
  const auto begun = sign_on.begin("", Language::nl);
  json said = claims(begun);
  said.erase("groups");
  said["_claim_names"] = {{"groups", "src1"}};
  give(said);
  CHECK(refusal(begun.secret, answer(begun)) == "single_sign_on_failed");
  CHECK(told == std::vector<std::string>{
                    "the ID token is not taken: _claim_names: the provider leaves out the groups"});
}

TEST_CASE_METHOD(SingleSignOnFixture, "a provider that takes its time holds up sixteen and no more",
                 "[single_sign_on]") {
  // Gives no token until it may.
  class SlowProvider : public WebCaller {
   public:
    explicit SlowProvider(FakeProvider& behind) : behind_(behind) {}
    WebCallAnswer call(const WebCall& asked) override {
      if (asked.form) std::shared_future<void>(gone_).wait();
      std::lock_guard lock(mutex_);
      return behind_.call(asked);
    }
    void stop() override {}

    std::promise<void> may_go;

   private:
    FakeProvider& behind_;
    std::shared_future<void> gone_{may_go.get_future()};
    std::mutex mutex_;
  };
  SlowProvider slow(web);
  SingleSignOn busy(context, people, slow, settings());
  const auto begun = busy.begin("", Language::nl);
  give(claims(begun));
  std::promise<std::string> first_refusal;
  std::atomic<int> refusals{0};
  std::atomic<int> successes{0};
  std::vector<std::future<void>> all;
  for (int i = 0; i < 17; ++i) {
    all.push_back(std::async(std::launch::async, [&] {
      const auto found = refused([&] { busy.finish(begun.secret, answer(begun), "192.0.2.1"); });
      if (!found) {
        ++successes;
      } else if (++refusals == 1) {
        first_refusal.set_value(std::string(found->detail()));
      }
    }));
  }
  CHECK(first_refusal.get_future().get() == "busy");
  slow.may_go.set_value();
  for (auto& each : all) each.wait();
  CHECK(refusals == 1);
  CHECK(successes == 16);
}

}  // namespace expertise
