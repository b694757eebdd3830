// Who somebody from a provider is in the pool: rules as they are read, linking, making, and rights
// that follow.
#include <algorithm>
#include <catch2/catch.hpp>
#include <future>

#include "server/pool/people.h"
#include "server/pool/sign_on_rules.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

constexpr std::string_view password = "kuiper-maandag-7-appel";

struct IdentityFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();
  Team north = team(city.id, "Wijkteam Noord");
  Team south = team(city.id, "Wijkteam Zuid");
  User boss = user(city.id, "Bea Beheer", {Role::administrator});
  SignOnRules rules = read(R"({"claim": "groups", "addressesAreTrusted": true, "rules": [
      {"value": "noord", "roles": ["team_member"], "teams": ["Wijkteam Noord"]},
      {"value": "zuid", "roles": ["team_member"], "teams": ["Wijkteam Zuid"]},
      {"value": "baas", "roles": ["coordinator", "administrator"]},
      {"value": "lid", "teams": ["Wijkteam Zuid"]}]})");

  SignOnRules read(const std::string& text) {
    return read_sign_on_rules(text, *store->begin(Access::read));
  }

  ProvenIdentity identity(const std::string& subject, std::vector<std::string> values = {"noord"}) {
    return {"https://login.example.nl",
            {.subject = subject,
             .email = subject + "@example.nl",
             .email_verified = true,
             .name = "Nel van Elders",
             .language = "en",
             .values = std::move(values)}};
  }
  SignedOn sign_on(const ProvenIdentity& who) {
    return people.sign_on_by_provider(who, rules, "192.0.2.1");
  }
  std::string refusal_of(const ProvenIdentity& who) {
    const auto refusal = refused([&] { sign_on(who); });
    return refusal ? std::string(refusal->detail()) : "";
  }
  bool is_on(const SignedOn& signed_on) {
    return people.recognise(signed_on.secret, "192.0.2.1").has_value();
  }
};

}  // namespace

TEST_CASE_METHOD(IdentityFixture, "somebody new is made as the rules say", "[identities]") {
  const SignedOn made = sign_on(identity("nel", {"elders", "noord", "zuid"}));
  CHECK(made.user.name == "Nel van Elders");
  CHECK(made.user.email == "nel@example.nl");
  CHECK(made.user.language == Language::en);
  CHECK(made.user.municipality == city.id);
  CHECK(made.user.roles == std::vector{Role::team_member});
  CHECK(made.user.teams == std::vector{north.id, south.id});
  CHECK(made.session.by_provider);
  CHECK(is_on(made));
  CHECK(events_of(EventKind::identity_linked).size() == 1);
  const auto started = events_of(EventKind::session_started);
  REQUIRE(started.size() == 1);
  CHECK(started[0].details.at("by") == "provider");

  env.pass(std::chrono::minutes(1));
  CHECK(sign_on(identity("nel")).user.id == made.user.id);
  CHECK(events_of(EventKind::identity_linked).size() == 1);
  const auto own = people.identities(made.actor);
  REQUIRE(own.size() == 1);
  CHECK(own[0].subject == "nel");
  CHECK(own[0].last_used_at - own[0].linked_at == std::chrono::minutes(1));
}

TEST_CASE_METHOD(IdentityFixture, "without a role nobody is made", "[identities]") {
  CHECK(refusal_of(identity("nel", {})) == "no_role_given");
  CHECK(refusal_of(identity("nel", {"elders"})) == "no_role_given");
  CHECK(refusal_of(identity("nel", {"lid"})) == "no_role_given");
  CHECK(events_of(EventKind::user_added).size() == 1);
}

TEST_CASE_METHOD(IdentityFixture, "an address that proves nothing makes nobody", "[identities]") {
  ProvenIdentity who = identity("nel");
  who.claims.email_verified = false;
  CHECK(refusal_of(who) == "no_address_given");
  who.claims.email_verified.reset();
  rules.addresses_are_trusted = false;
  CHECK(refusal_of(who) == "no_address_given");
  who.claims.email = "no address";
  who.claims.email_verified = true;
  CHECK(refusal_of(who) == "no_address_given");
  who.claims.email.reset();
  CHECK(refusal_of(who) == "no_address_given");
  who = identity("nel");
  who.claims.email_verified.reset();
  rules.addresses_are_trusted = true;
  CHECK(refusal_of(who).empty());
}

TEST_CASE_METHOD(IdentityFixture, "a user of the same address is linked where that is proved",
                 "[identities]") {
  User nel = user(city.id, "Nel Bekend", {Role::reviewer}, {south.id});
  ProvenIdentity who = identity("nel");
  who.claims.email = "  " + nel.email;

  who.claims.email_verified.reset();
  CHECK(refusal_of(who) == "address_taken");
  who.claims.email_verified = false;
  CHECK(refusal_of(who) == "address_taken");
  who.claims.email_verified = true;
  rules.addresses_are_trusted = false;
  CHECK(refusal_of(who) == "address_taken");
  rules.addresses_are_trusted = true;
  const SignedOn linked = sign_on(who);
  CHECK(linked.user.id == nel.id);
  CHECK(linked.user.name == nel.name);
  CHECK(linked.user.roles == std::vector{Role::reviewer, Role::team_member});

  // The address is given to somebody else: they are not who had it.
  ProvenIdentity next = identity("jan");
  next.claims.email = nel.email;
  CHECK(refusal_of(next) == "address_taken");
  const auto token = people.create_token(machine, nel.id, "laptop", 10);
  people.unlink(actor(boss), nel.id);
  CHECK_FALSE(is_on(linked));
  CHECK_FALSE(is_on(token));
  CHECK(events_of(EventKind::identity_unlinked).size() == 1);
  CHECK(sign_on(next).user.id == nel.id);
  CHECK(refusal_of(who) == "address_taken");
}

TEST_CASE_METHOD(IdentityFixture, "only an administrator parts somebody from their identity",
                 "[identities]") {
  const SignedOn nel = sign_on(identity("nel"));
  CHECK(refused([&] { people.unlink(nel.actor, nel.user.id); })->reason() == Reason::not_allowed);
  CHECK(refused([&] { people.unlink(actor(boss), UserId{}); })->reason() == Reason::not_found);
  CHECK(people.identities(nel.actor).size() == 1);
}

TEST_CASE_METHOD(IdentityFixture, "rights follow the rules at each sign-on", "[identities]") {
  const SignedOn first = sign_on(identity("nel", {"noord"}));
  const SignedOn moved = sign_on(identity("nel", {"zuid"}));
  CHECK(moved.user.teams == std::vector{south.id});
  CHECK(is_on(first));  // another team is no other role
  const SignedOn raised = sign_on(identity("nel", {"zuid", "baas"}));
  CHECK(raised.user.roles ==
        std::vector{Role::team_member, Role::coordinator, Role::administrator});
  CHECK_FALSE(is_on(first));
  CHECK_FALSE(is_on(moved));
  CHECK(is_on(raised));
  CHECK(events_of(EventKind::user_changed).size() == 2);

  // What the pool gave itself stays; the rules do not know it.
  User known = raised.user;
  known.roles.push_back(Role::reviewer);
  people.change_user(actor(boss), known);
  CHECK(sign_on(identity("nel", {"noord"})).user.roles ==
        std::vector{Role::team_member, Role::reviewer});
}

TEST_CASE_METHOD(IdentityFixture, "who has no role any more is kept out, and put out",
                 "[identities]") {
  const SignedOn nel = sign_on(identity("nel"));
  const auto token = people.create_token(machine, nel.user.id, "laptop", 10);
  CHECK(refusal_of(identity("nel", {"elders"})) == "no_role_given");
  CHECK_FALSE(is_on(nel));
  CHECK_FALSE(is_on(token));
  CHECK(is_on(sign_on(identity("nel"))));
}

TEST_CASE_METHOD(IdentityFixture, "a refusal of who the provider proved is in the access log",
                 "[identities][access]") {
  const SignedOn nel = sign_on(identity("nel"));
  CHECK(refusal_of(identity("nel", {})) == "no_role_given");
  CHECK(refusal_of(identity("jan", {})) == "no_role_given");  // of nobody's municipality
  ProvenIdentity other = identity("kim");
  other.claims.email = nel.user.email;
  CHECK(refusal_of(other) == "address_taken");
  User disabled = nel.user;
  disabled.active = false;
  people.change_user(actor(boss), disabled);
  CHECK(refusal_of(identity("nel")) == "account_disabled");
  CHECK(refusal_of(identity("nel")) == "account_disabled");  // counted, written later

  auto found = store->begin(Access::read)
                   ->find(AccessQuery{.municipalities = {city.id}, .page = {.limit = Page::most}})
                   .items;
  std::vector<std::string> results;
  for (const AccessEntry& each : found) {
    if (each.action != "sign_on" || each.result == "done") continue;
    CHECK(each.actor == nel.user.id);
    CHECK(each.origin == "192.0.2.1");
    results.push_back(each.result);
  }
  std::sort(results.begin(), results.end());
  CHECK(results == std::vector<std::string>{"account_disabled", "address_taken", "no_role_given"});
}

TEST_CASE_METHOD(IdentityFixture, "who is disabled in the pool is kept out", "[identities]") {
  User nel = sign_on(identity("nel")).user;
  nel.active = false;
  people.change_user(actor(boss), nel);
  CHECK(refusal_of(identity("nel")) == "account_disabled");
  User jan = user(city.id, "Jan Uit", {Role::team_member});
  jan.active = false;
  people.change_user(actor(boss), jan);
  ProvenIdentity who = identity("jan");
  who.claims.email = jan.email;
  CHECK(refusal_of(who) == "account_disabled");
}

TEST_CASE_METHOD(IdentityFixture, "the last administrator stays one, whatever the provider says",
                 "[identities]") {
  const SignedOn nel = sign_on(identity("nel", {"baas"}));
  User before = boss;
  before.roles = {Role::coordinator};
  people.change_user(nel.actor, before);
  CHECK(sign_on(identity("nel", {"noord"})).user.roles ==
        std::vector{Role::team_member, Role::administrator});
}

TEST_CASE_METHOD(IdentityFixture, "a provider's second factor counts, and its sessions stay",
                 "[identities]") {
  const SignedOn nel = sign_on(identity("nel"));
  people.require_second_factor(machine, true);
  CHECK(is_on(nel));
  CHECK(is_on(sign_on(identity("nel"))));
  CHECK_FALSE(people.second_factor(nel.actor).since);
}

TEST_CASE_METHOD(IdentityFixture, "of two first sign-ons at once one user is made",
                 "[identities]") {
  auto first = std::async(std::launch::async, [&] { return sign_on(identity("nel")); });
  const SignedOn two = sign_on(identity("nel"));
  const SignedOn one = first.get();
  CHECK(one.user.id == two.user.id);
  CHECK(people.sessions(one.actor).size() == 2);
  CHECK(events_of(EventKind::identity_linked).size() == 1);
}

TEST_CASE_METHOD(IdentityFixture, "what is wrong in rules is said with its place", "[identities]") {
  const auto with_rule = [](const std::string& rule) {
    return R"({"claim": "groups", "rules": [)" + rule + "]}";
  };
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"", "JSON"},
      {"[]", "/: an object"},
      {"{}", "/claim: this is needed"},
      {R"({"claim": ""})", "/claim"},
      {R"({"claim": "/a~2", "rules": []})", "/claim: this is no JSON pointer"},
      {R"({"claim": "groups"})", "/rules"},
      {R"({"claim": "groups", "rules": []})", "/rules"},
      {R"({"claim": "a", "claim": "b", "rules": []})", "/claim: this stands there twice"},
      {R"({"claim": "groups", "roles": []})", "/roles: this is not known"},
      {R"({"claim": "groups", "addressesAreTrusted": "yes", "rules": []})",
       "/addressesAreTrusted: true or false"},
      {R"({"claim": "groups", "municipality": "Nergens", "rules": []})",
       "/municipality: there is no municipality named Nergens"},
      {R"({"claim": "groups", "acr": ["a", "a"], "rules": []})",
       "/acr/1: this is in the list twice"},
      {with_rule("7"), "/rules/0: an object"},
      {with_rule(R"({"roles": ["reviewer"]})"), "/rules/0/value: this is needed"},
      {with_rule(R"({"value": "a"})"), "/rules/0: it gives no role and no team"},
      {with_rule(R"({"value": "a", "role": "reviewer"})"), "/rules/0/role: this is not known"},
      {with_rule(R"({"value": "a", "roles": ["baas"]})"),
       "/rules/0/roles/0: there is no role baas"},
      {with_rule(R"({"value": "a", "roles": ["specialist"]})"), "/rules/0/roles/0: specialist"},
      {with_rule(R"({"value": "a", "roles": "reviewer"})"), "/rules/0/roles: a list"},
      {with_rule(R"({"value": "a", "teams": ["Wijkteam Oost"]})"),
       "/rules/0/teams/0: there is no team named Wijkteam Oost"}};
  for (const auto& [text, said] : wrong) {
    CAPTURE(text);
    CHECK_THROWS_WITH(read(text), Catch::Contains(said));
  }
  const auto by_id = read(with_rule(R"({"value": "a", "teams": [")" + north.id.text() + "\"]}"));
  CHECK(by_id.rules.at(0).teams == std::vector{north.id});
  const Municipality other = municipality("Elders");
  CHECK_THROWS_WITH(read(with_rule(R"({"value": "a", "roles": ["reviewer"]})")),
                    Catch::Contains("say to which municipality"));
  team(other.id, "Wijkteam Noord");
  CHECK_THROWS_WITH(
      read(with_rule(R"({"value": "a", "teams": ["Wijkteam Noord"], "municipality": "Elders"})")),
      Catch::Contains("give its id"));
}

}  // namespace expertise
