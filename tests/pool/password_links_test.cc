#include "server/pool/password_links.h"

#include <catch2/catch.hpp>

#include "server/pool/people.h"
#include "server/pool/sign_on_rules.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

constexpr std::string_view good_password = "kuiper-maandag-7-appel";
constexpr std::string_view wanted = "nieuw-en-langer-4-peer";

class Catcher : public Mailer {
 public:
  MailAnswer send(const Mail& mail) override {
    if (outcome == MailOutcome::sent) caught.push_back(mail);
    return {outcome, "said"};
  }
  void stop() override {}

  MailOutcome outcome = MailOutcome::sent;
  std::vector<Mail> caught;
};

struct LinkFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Catcher post;
  PasswordLinks links{context, post, "pool@voorbeeld.test", "https://pool.example.nl/"};
  Municipality city = municipality();
  User nel = with_password("Nel Bekend");

  User with_password(const std::string& name) {
    User made = user(city.id, name, {Role::team_member});
    people.set_password(machine, made.id, good_password);
    return made;
  }

  // What the link in the last mail carries.
  std::string asked() {
    people.ask_password_link(nel.email, "192.0.2.1");
    REQUIRE(links.send_due(env.now()) == 1);
    return token_in(post.caught.back());
  }
  std::string token_in(const Mail& mail) {
    const std::string start = "https://pool.example.nl/nieuw-wachtwoord#";
    const auto at = mail.text.find(start);
    REQUIRE(at != std::string::npos);
    return mail.text.substr(at + start.size(), 43);
  }
  std::optional<Refusal> refusal_of(const std::string& token, std::string_view password = wanted) {
    return refused([&] { people.set_password_by_link(token, password, "192.0.2.1"); });
  }
  bool is_closed(const std::string& token) {
    const auto refusal = refusal_of(token);
    return refusal && refusal->reason() == Reason::not_found &&
           refusal->detail() == "password_link_not_open";
  }
  std::size_t waiting() { return store->begin(Access::read)->password_requests(10).size(); }
};

}  // namespace

TEST_CASE_METHOD(LinkFixture, "a link by mail gives a new password, once", "[password-link]") {
  const SignedOn before = people.sign_on(nel.email, good_password, "192.0.2.1");
  const SignedOn program = people.create_token(machine, nel.id, "programma", 30);
  const std::string token = asked();
  CHECK(post.caught.back().to == nel.email);
  CHECK(waiting() == 0);
  CHECK(links.send_due(env.now()) == 0);
  CHECK(people.recognise(before.secret, "192.0.2.1"));

  CHECK(has_fault(refusal_of(token, "kort")->faults(), "/password", "too_short"));
  CHECK_FALSE(refusal_of(token));
  CHECK_FALSE(people.recognise(before.secret, "192.0.2.1"));
  CHECK_FALSE(people.recognise(program.secret, "192.0.2.1"));
  CHECK_NOTHROW(people.sign_on(nel.email, wanted, "192.0.2.1"));
  CHECK(is_closed(token));
  CHECK(is_closed("zomaar wat"));
  CHECK(events_of(EventKind::password_link_sent).size() == 1);
}

TEST_CASE_METHOD(LinkFixture, "a link is of half an hour, and the last one alone works",
                 "[password-link]") {
  const std::string first = asked();
  const std::string second = asked();
  CHECK(is_closed(first));
  SECTION("in time") {
    env.pass(std::chrono::minutes(30) - std::chrono::seconds(1));
    CHECK_FALSE(refusal_of(second));
  }
  SECTION("too late") {
    env.pass(std::chrono::minutes(30));
    CHECK(is_closed(second));
  }
  SECTION("ended by another password") {
    people.set_password(machine, nel.id, good_password);
    CHECK(is_closed(second));
  }
  SECTION("not of who was disabled") {
    nel.active = false;
    people.change_user(machine, nel);
    CHECK(is_closed(second));
  }
}

TEST_CASE_METHOD(LinkFixture, "asking leaves the same behind for every address",
                 "[password-link]") {
  people.ask_password_link("niemand@voorbeeld.test", "192.0.2.1");
  people.ask_password_link(" PERSOON1@voorbeeld.test ", "192.0.2.1");
  CHECK(waiting() == 2);
  CHECK(has_fault(refused([&] { people.ask_password_link("geen adres", "x"); })->faults(), "/email",
                  "not_an_email"));
  CHECK(links.send_due(env.now()) == 1);
  CHECK(waiting() == 0);
}

TEST_CASE_METHOD(LinkFixture, "asking again and again is slowed down, known or not",
                 "[password-link]") {
  const std::string email = GENERATE("persoon1@voorbeeld.test", "niemand@voorbeeld.test");
  const auto ask = [&] { return refused([&] { people.ask_password_link(email, "192.0.2.1"); }); };
  for (int i = 0; i < 3; ++i) REQUIRE_FALSE(ask());
  REQUIRE(ask());
  CHECK(ask()->reason() == Reason::too_many);
  // Signing on from the same place goes on.
  CHECK_NOTHROW(people.sign_on(nel.email, good_password, "192.0.2.1"));
}

TEST_CASE_METHOD(LinkFixture, "a mail server that is away is tried again, for half an hour",
                 "[password-link]") {
  people.ask_password_link(nel.email, "192.0.2.1");
  post.outcome = MailOutcome::unreachable;
  CHECK_THROWS_AS(links.send_due(env.now()), std::runtime_error);
  post.outcome = MailOutcome::sent;
  CHECK(links.send_due(env.now()) == 0);
  SECTION("it comes back") {
    env.pass(std::chrono::minutes(1));
    CHECK(links.send_due(env.now()) == 1);
    CHECK_FALSE(refusal_of(token_in(post.caught.back())));
  }
  SECTION("too late") {
    env.pass(std::chrono::minutes(30));
    CHECK(links.send_due(env.now()) == 0);
    CHECK(waiting() == 0);
  }
}

TEST_CASE_METHOD(LinkFixture, "a new password leaves the second factor", "[password-link]") {
  auto txn = store->begin(Access::write);
  txn->put(SecondFactor{
      .user = nel.id, .state = FactorState::on, .secret = Bytes(20, 1), .since = env.now()});
  txn->commit();
  txn.reset();
  REQUIRE_FALSE(refusal_of(asked()));
  CHECK(refused([&] { people.sign_on(nel.email, wanted, "192.0.2.1"); })->detail() ==
        "code_wanted");
}

TEST_CASE_METHOD(LinkFixture, "who signs on at a provider alone gets no link around it",
                 "[password_links]") {
  const SignOnRules rules{.claim = "groups",
                          .addresses_are_trusted = true,
                          .municipality = city.id,
                          .rules = {{.value = "a", .roles = {Role::team_member}}}};
  ProvenIdentity jan{"https://login.example.nl",
                     {.subject = "jan", .email = "jan@example.nl", .values = {"a"}}};
  people.sign_on_by_provider(jan, rules, "192.0.2.1");
  people.ask_password_link("jan@example.nl", "192.0.2.1");
  CHECK(links.send_due(env.now()) == 0);
  CHECK(waiting() == 0);
  jan.claims = {.subject = "nel", .email = nel.email, .email_verified = true, .values = {"a"}};
  people.sign_on_by_provider(jan, rules, "192.0.2.1");
  people.ask_password_link(nel.email, "192.0.2.1");
  CHECK(links.send_due(env.now()) == 1);
}

}  // namespace expertise
