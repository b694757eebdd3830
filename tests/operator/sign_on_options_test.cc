// Single sign-on as it is set up: what is missing or wrong is said before serving begins.
#include "server/operator/sign_on_options.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/operator/fixture.h"

namespace expertise {

namespace {

class NoProvider : public WebCaller {
 public:
  WebCallAnswer call(const WebCall&) override { return {.fault = FetchFault::unreachable}; }
  void stop() override {}
};

struct SignOnFixture : OperatorFixture {
  NoProvider web;
  std::filesystem::path folder = directory.path();
  SignOnOptions sound{.issuer = "https://login.example.nl/gemeente",
                      .client_id = "pool",
                      .secret_file = written("secret", "geheim\r\nmeer"),
                      .rules_file = written("rules.json", R"({"claim": "groups", "rules": [
                          {"value": "a", "roles": ["reviewer"], "municipality": "Haarlem"}]})"),
                      .label = "Gemeente Haarlem"};

  SignOnFixture() { carry_out({"municipality add", {{"name", "Haarlem"}}}); }

  std::string written(const std::string& name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    return (folder / name).string();
  }
  std::unique_ptr<SingleSignOn> made(const SignOnOptions& options,
                                     const std::string& origin = "https://pool.example.nl") {
    return single_sign_on_of(options, product, web, origin);
  }
};

}  // namespace

TEST_CASE_METHOD(SignOnFixture, "without an issuer there is no single sign-on", "[operator]") {
  CHECK(made({}) == nullptr);
  REQUIRE(made(sound));
  CHECK(made(sound)->label() == "Gemeente Haarlem");
}

TEST_CASE_METHOD(SignOnFixture, "what is missing for single sign-on is said", "[operator]") {
  CHECK_THROWS_WITH(made(sound, ""), Catch::Contains("needs --public-origin"));
  const auto refused_with = [&](auto change, const std::string& said) {
    SignOnOptions options = sound;
    change(options);
    CHECK_THROWS_WITH(made(options), Catch::Contains(said));
  };
  for (const char* issuer : {"login.example.nl", "ftp://login.example.nl",
                             "https://login.example.nl/?a=b", "https://login.example.nl/#a"}) {
    refused_with([&](SignOnOptions& o) { o.issuer = issuer; }, "--sign-on-issuer must be like");
  }
  refused_with([](SignOnOptions& o) { o.client_id.clear(); }, "needs --sign-on-client-id");
  refused_with([](SignOnOptions& o) { o.secret_file.clear(); }, "either --sign-on-secret-file");
  refused_with([](SignOnOptions& o) { o.key_file = "k"; }, "either --sign-on-secret-file");
  refused_with([](SignOnOptions& o) { o.rules_file.clear(); }, "needs --sign-on-rules");
  refused_with([](SignOnOptions& o) { o.label.clear(); }, "needs --sign-on-label");
  refused_with([](SignOnOptions& o) { o.label = std::string(61, 'x'); }, "needs --sign-on-label");
  refused_with([](SignOnOptions& o) { o.secret_file += ".not"; }, "cannot read");
  refused_with([&](SignOnOptions& o) { o.secret_file = written("empty", "\n"); }, "no secret");
}

TEST_CASE_METHOD(SignOnFixture, "what is wrong in a file is said with its name", "[operator]") {
  SignOnOptions options = sound;
  options.rules_file = written("wrong.json", R"({"claim": "groups", "rules": [{}]})");
  CHECK_THROWS_WITH(made(options), "in " + options.rules_file + ": /rules/0/value: this is needed");
  options = sound;
  options.secret_file.clear();
  options.key_file = written("key.pem", "geen sleutel");
  CHECK_THROWS_WITH(made(options),
                    Catch::StartsWith("in " + options.key_file + ": it holds no private key"));
}

TEST_CASE_METHOD(SignOnFixture, "an operator links a user to an identity, and parts them",
                 "[operator]") {
  for (const char* name : {"nel", "jan"}) {
    carry_out(
        {"user add",
         {{"email", name + std::string("@example.nl")}, {"name", name}, {"role", "reviewer"}}});
  }
  const auto linked = [&](const char* user, const char* subject,
                          const char* issuer = "https://login.example.nl") {
    return carry_out({"user link", {{"user", user}, {"issuer", issuer}, {"subject", subject}}});
  };
  CHECK(linked("nel@example.nl", "1").status == 0);
  CHECK(linked("nel@example.nl", "1").status == 0);
  CHECK_THAT(linked("nel@example.nl", "2").err, Catch::Contains("already_taken"));
  CHECK_THAT(linked("jan@example.nl", "1").err, Catch::Contains("already_taken"));
  CHECK_THAT(linked("jan@example.nl", "2", "login").err, Catch::Contains("/issuer"));
  CHECK_THAT(linked("jan@example.nl", std::string(256, 'x').c_str()).err,
             Catch::Contains("/subject"));
  CHECK(linked("niemand@example.nl", "2").status == 2);
  const auto identity =
      product.store->begin(Access::read)->identity("https://login.example.nl", "1");
  REQUIRE(identity);
  const ProvenIdentity proven{"https://login.example.nl", {.subject = "1"}};
  CHECK(product.people.sign_on_by_provider(proven, {}, "192.0.2.1").user.email == "nel@example.nl");
  CHECK(carry_out({"user unlink", {{"user", "nel@example.nl"}}}).status == 0);
  CHECK(carry_out({"user unlink", {{"user", "niemand@example.nl"}}}).status == 2);
}

}  // namespace expertise
