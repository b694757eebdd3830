#include <catch2/catch.hpp>

#include "server/pool/password_links.h"
#include "server/pool/people.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

constexpr std::string_view good_password = "kuiper-maandag-7-appel";

struct SigningOnFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();

  User with_password(const std::string& name, std::vector<Role> roles = {Role::team_member}) {
    User made = user(city.id, name, std::move(roles));
    people.set_password(machine, made.id, good_password);
    return made;
  }
};

}  // namespace

TEST_CASE_METHOD(SigningOnFixture,
                 "unknown address, wrong password and disabled user are refused alike",
                 "[people][sign-on]") {
  with_password("Nel Bekend");
  User disabled = with_password("Dirk Weg");
  disabled.active = false;
  people.change_user(machine, disabled);
  auto [email, password] = GENERATE(
      table<std::string, std::string>({{"niemand@voorbeeld.test", std::string(good_password)},
                                       {"geen adres", std::string(good_password)},
                                       {"persoon1@voorbeeld.test", "een ander wachtwoord"},
                                       {"persoon1@voorbeeld.test", ""},
                                       {"persoon1@voorbeeld.test", std::string(5000, 'x')},
                                       {"persoon2@voorbeeld.test", std::string(good_password)}}));
  auto refusal = refused([&] { people.sign_on(email, password, "192.0.2.1"); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::unauthenticated);
  CHECK(refusal->detail() == "wrong_credentials");
  CHECK(events_of(EventKind::session_started).empty());
}

TEST_CASE_METHOD(SigningOnFixture, "a user without a password cannot sign on with any",
                 "[people][sign-on]") {
  user(city.id, "Nog Zonder", {Role::team_member});
  auto refusal = refused([&] { people.sign_on("persoon1@voorbeeld.test", "", "192.0.2.1"); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::unauthenticated);
}

TEST_CASE_METHOD(SigningOnFixture, "after ten failures an address waits, longer each time",
                 "[people][sign-on]") {
  User nel = with_password("Nel Bekend");
  int origin = 0;
  auto fail = [&] {
    // From everywhere: it is the address that counts.
    std::string from = "192.0.2." + std::to_string(++origin);
    return refused([&] { people.sign_on(nel.email, "niet het wachtwoord", from); });
  };
  for (int i = 0; i < 10; ++i) REQUIRE(fail()->reason() == Reason::unauthenticated);
  auto eleventh = fail();
  REQUIRE(eleventh->reason() == Reason::too_many);
  CHECK(eleventh->detail() == "too_many_failures");
  CHECK(eleventh->parameters().at("retry_after") == "30");
  CHECK(refused([&] { people.sign_on(nel.email, good_password, "x"); })->reason() ==
        Reason::too_many);

  env.pass(std::chrono::seconds(29));
  CHECK(fail()->parameters().at("retry_after") == "1");
  env.pass(std::chrono::seconds(1));
  CHECK(fail()->reason() == Reason::unauthenticated);
  CHECK(fail()->parameters().at("retry_after") == "60");

  SECTION("another address is not held up") {
    User jan = with_password("Jan Ander");
    CHECK_NOTHROW(people.sign_on(jan.email, good_password, "192.0.2.200"));
  }
  SECTION("the right password clears the count") {
    env.pass(std::chrono::seconds(60));
    CHECK_NOTHROW(people.sign_on(nel.email, good_password, "192.0.2.201"));
    CHECK(fail()->reason() == Reason::unauthenticated);
  }
  SECTION("after an hour nothing is held against it") {
    env.pass(std::chrono::hours(1));
    for (int i = 0; i < 10; ++i) CHECK(fail()->reason() == Reason::unauthenticated);
    CHECK(fail()->reason() == Reason::too_many);
  }
}

TEST_CASE_METHOD(SigningOnFixture, "an origin that tries many addresses waits too",
                 "[people][sign-on]") {
  auto guess = [&](int i, const std::string& from) {
    std::string email = "gok" + std::to_string(i) + "@voorbeeld.test";
    return refused([&] { people.sign_on(email, "zomaar een gok", from); })->reason();
  };
  for (int i = 0; i < 50; ++i) REQUIRE(guess(i, "192.0.2.66") == Reason::unauthenticated);
  CHECK(guess(50, "192.0.2.66") == Reason::too_many);
  CHECK(guess(50, "192.0.2.67") == Reason::unauthenticated);
}

TEST_CASE_METHOD(SigningOnFixture, "the secret of a session is kept only as a hash",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  SignedOn first = people.sign_on(nel.email, good_password, "192.0.2.1");
  SignedOn second = people.sign_on(nel.email, good_password, "192.0.2.1");
  CHECK(first.secret != second.secret);
  auto sessions = store->begin(Access::read)->sessions(nel.id);
  REQUIRE(sessions.size() == 2);
  for (const Session& each : sessions) {
    std::string kept(each.secret_hash.begin(), each.secret_hash.end());
    CHECK(kept.find(first.secret.substr(0, 8)) == std::string::npos);
  }
  auto recognised = people.recognise(first.secret, "192.0.2.9");
  REQUIRE(recognised);
  CHECK(recognised->user.id == nel.id);
  CHECK(recognised->session.id == first.session.id);
  CHECK(recognised->actor.origin == "192.0.2.9");
  CHECK(recognised->secret.empty());
}

TEST_CASE_METHOD(SigningOnFixture, "a secret that nobody has is recognised as nobody",
                 "[people][session]") {
  CHECK_FALSE(people.recognise("", "x"));
  CHECK_FALSE(people.recognise(std::string(43, 'A'), "x"));
  CHECK_FALSE(people.recognise(std::string(100'000, 'A'), "x"));
}

TEST_CASE_METHOD(SigningOnFixture, "a browser session ends after half an hour without use",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  std::string secret = people.sign_on(nel.email, good_password, "x").secret;
  env.pass(std::chrono::minutes(29));
  CHECK(people.recognise(secret, "x"));
  env.pass(std::chrono::minutes(29));
  CHECK(people.recognise(secret, "x"));
  env.pass(std::chrono::minutes(30));
  CHECK_FALSE(people.recognise(secret, "x"));
}

TEST_CASE_METHOD(SigningOnFixture, "what a page asks by itself keeps no session alive",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  std::string secret = people.sign_on(nel.email, good_password, "x").secret;
  for (int i = 0; i < 29; ++i) {
    env.pass(std::chrono::minutes(1));
    REQUIRE(people.recognise(secret, "x", People::Use::by_itself));
  }
  env.pass(std::chrono::minutes(1));
  CHECK_FALSE(people.recognise(secret, "x", People::Use::by_itself));
}

TEST_CASE_METHOD(SigningOnFixture, "a browser session ends after ten hours however it is used",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  std::string secret = people.sign_on(nel.email, good_password, "x").secret;
  for (int i = 0; i < 39; ++i) {
    env.pass(std::chrono::minutes(15));
    REQUIRE(people.recognise(secret, "x"));
  }
  env.pass(std::chrono::minutes(15));
  CHECK_FALSE(people.recognise(secret, "x"));
  CHECK(people.sessions(actor(nel)).empty());
}

TEST_CASE_METHOD(SigningOnFixture, "last use is written at most once a minute",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  SignedOn signed_on = people.sign_on(nel.email, good_password, "x");
  auto last_use = [&] { return store->begin(Access::read)->sessions(nel.id).front().last_used_at; };
  env.pass(std::chrono::seconds(59));
  people.recognise(signed_on.secret, "x");
  CHECK(last_use() == signed_on.session.created_at);
  env.pass(std::chrono::seconds(1));
  people.recognise(signed_on.secret, "x");
  CHECK(last_use() == env.now());
}

TEST_CASE_METHOD(SigningOnFixture, "a change of rights counts at once", "[people][session]") {
  User nel = with_password("Nel Bekend");
  std::string secret = people.sign_on(nel.email, good_password, "x").secret;
  Municipality neighbour = municipality("Buurgemeente");
  Team team_there = team(neighbour.id, "Wijkteam Oost");

  SECTION("a team of another municipality brings that municipality") {
    nel.teams = {team_there.id};
    people.change_user(machine, nel);
    auto recognised = people.recognise(secret, "x");
    REQUIRE(recognised);
    CHECK(recognised->actor.in(neighbour.id));
    CHECK(recognised->actor.in(city.id));
    CHECK(recognised->actor.in(team_there.id));
  }
  SECTION("another role ends the sessions") {
    nel.roles = {Role::coordinator};
    people.change_user(machine, nel);
    CHECK_FALSE(people.recognise(secret, "x"));
  }
  SECTION("a disabled user is nobody") {
    nel.active = false;
    people.change_user(machine, nel);
    CHECK_FALSE(people.recognise(secret, "x"));
    CHECK(events_of(EventKind::user_disabled).size() == 1);
  }
  SECTION("a new password given by an administrator ends the sessions") {
    people.set_password(machine, nel.id, "een heel ander woord 8");
    CHECK_FALSE(people.recognise(secret, "x"));
  }
}

TEST_CASE_METHOD(SigningOnFixture, "signing off ends one's own session and no other's",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  User jan = with_password("Jan Ander");
  SignedOn of_nel = people.sign_on(nel.email, good_password, "x");
  SignedOn of_jan = people.sign_on(jan.email, good_password, "x");
  people.sign_off(of_nel.actor, of_jan.session.id);
  CHECK(people.recognise(of_jan.secret, "x"));
  auto refusal = refused([&] { people.end_session(of_nel.actor, of_jan.session.id); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::not_found);

  people.sign_off(of_nel.actor, of_nel.session.id);
  CHECK_FALSE(people.recognise(of_nel.secret, "x"));
  CHECK_NOTHROW(people.sign_off(of_nel.actor, of_nel.session.id));
  CHECK(events_of(EventKind::session_ended).size() == 1);
}

TEST_CASE_METHOD(SigningOnFixture, "the session used longest ago makes room for the fifty-first",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  SignedOn first = people.sign_on(nel.email, good_password, "x");
  for (int i = 1; i < 50; ++i) {
    env.pass(std::chrono::seconds(1));
    people.sign_on(nel.email, good_password, "x");
  }
  CHECK(people.sessions(actor(nel)).size() == 50);
  CHECK(people.recognise(first.secret, "x"));
  people.sign_on(nel.email, good_password, "x");
  CHECK(people.sessions(actor(nel)).size() == 50);
  CHECK_FALSE(people.recognise(first.secret, "x"));
}

TEST_CASE_METHOD(SigningOnFixture, "a token lives to its end, used or not", "[people][token]") {
  User nel = with_password("Nel Bekend");
  SignedOn token = people.create_token(actor(nel), nel.id, "laptop", 365);
  CHECK(token.session.kind == SessionKind::token);
  CHECK(token.session.label == "laptop");
  env.pass(std::chrono::days(365) - std::chrono::milliseconds(1));
  CHECK(people.recognise(token.secret, "x"));
  env.pass(std::chrono::milliseconds(1));
  CHECK_FALSE(people.recognise(token.secret, "x"));
}

TEST_CASE_METHOD(SigningOnFixture, "a program that signs on gets a token of thirty days",
                 "[people][token]") {
  User nel = with_password("Nel Bekend");
  SignedOn token = people.sign_on_for_token(nel.email, good_password, "opdrachtregel", "x");
  CHECK(token.session.expires_at == env.now() + std::chrono::days(30));
  env.pass(std::chrono::hours(11));
  CHECK(people.recognise(token.secret, "x"));
  CHECK(events_of(EventKind::token_created).size() == 1);
}

TEST_CASE_METHOD(SigningOnFixture, "a token needs a label and a term, and is one's own",
                 "[people][token]") {
  User nel = with_password("Nel Bekend");
  User jan = with_password("Jan Ander");
  auto refusal = refused([&] { people.create_token(actor(nel), nel.id, " ", 366); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/label", "required"));
  CHECK(has_fault(refusal->faults(), "/days", "out_of_range"));
  CHECK(has_fault(refused([&] { people.create_token(actor(nel), nel.id, "l", 0); })->faults(),
                  "/days", "out_of_range"));
  CHECK(refused([&] { people.create_token(actor(nel), jan.id, "laptop", 1); })->reason() ==
        Reason::not_found);
  // An administrator could act as somebody with it.
  User boss = user(city.id, "Bea Beheer", {Role::administrator});
  CHECK(refused([&] { people.create_token(actor(boss), jan.id, "laptop", 1); })->reason() ==
        Reason::not_found);
  SignedOn for_jan = people.create_token(machine, jan.id, "laptop", 1);
  CHECK(for_jan.actor.user == jan.id);
  CHECK_FALSE(for_jan.actor.is(Role::administrator));
}

TEST_CASE_METHOD(SigningOnFixture, "a token has the scopes it was made with, and gives no more on",
                 "[people][token]") {
  User nel = with_password("Nel Bekend");
  const TokenScopes few{TokenScope::read, TokenScope::sign_on};
  const auto make = [&](TokenScopes scopes, const std::optional<Session>& with) {
    return people.create_token(actor(nel), nel.id, "laptop", 1, scopes, with);
  };
  const SignedOn made = make(few, std::nullopt);
  CHECK(people.recognise(made.secret, "x")->session.scopes == few);
  const auto events = events_of(EventKind::token_created);
  REQUIRE(events.size() == 1);
  CHECK(events.front().details.at("scopes") == "read,sign_on");
  CHECK(make({TokenScope::read}, made.session).session.scopes == TokenScopes{TokenScope::read});
  CHECK(has_fault(refused([&] {
                    make({TokenScope::read, TokenScope::ask}, made.session);
                  })->faults(),
                  "/scopes", "more_than_own"));
  CHECK(has_fault(refused([&] { make({}, made.session); })->faults(), "/scopes", "required"));
  const SignedOn in_browser = people.sign_on(nel.email, good_password, "x");
  CHECK(make(TokenScopes::all(), in_browser.session).session.scopes == TokenScopes::all());
  const SignedOn program =
      people.sign_on_for_token(nel.email, good_password, "opdrachtregel", "x", "", few);
  CHECK(people.recognise(program.secret, "x")->session.scopes == few);
  CHECK(people.sign_on_for_token(nel.email, good_password, "opdrachtregel", "x").session.scopes ==
        TokenScopes::all());
}

TEST_CASE_METHOD(SigningOnFixture, "a token makes none that lives longer than itself",
                 "[people][token]") {
  User nel = with_password("Nel Bekend");
  const Session three_days = people.create_token(actor(nel), nel.id, "kort", 3).session;
  const auto end_of = [&](int days, const Session& with) {
    return people.create_token(actor(nel), nel.id, "verder", days, TokenScopes::all(), with)
        .session.expires_at;
  };
  const auto is_too_long = [&](int days, const std::string& most) {
    const auto refusal = refused([&] { end_of(days, three_days); });
    return refusal &&
           refusal->faults() == std::vector<Fault>{{"/days", "longer_than_own", {{"most", most}}}};
  };
  CHECK(end_of(3, three_days) == three_days.expires_at);
  CHECK(is_too_long(4, "3"));
  CHECK(is_too_long(300, "3"));
  env.pass(std::chrono::hours(1));
  CHECK(end_of(2, three_days) == env.now() + std::chrono::days(2));
  CHECK(end_of(3, three_days) == three_days.expires_at);
  env.pass(std::chrono::hours(23));
  CHECK(is_too_long(3, "2"));
  env.pass(std::chrono::hours(47));
  CHECK(end_of(1, three_days) == three_days.expires_at);
  CHECK(is_too_long(2, "1"));
  const Session in_browser = people.sign_on(nel.email, good_password, "x").session;
  CHECK(end_of(300, in_browser) == env.now() + std::chrono::days(300));
}

TEST_CASE_METHOD(SigningOnFixture, "an administrator ends somebody's sessions and nothing else",
                 "[people][session]") {
  using Ending = People::Ending;
  User nel = with_password("Nel Bekend");
  User jan = with_password("Jan Ander");
  User boss = user(city.id, "Bea Beheer", {Role::administrator});
  const SignedOn here = people.sign_on(nel.email, good_password, "x");
  const SignedOn there = people.sign_on(nel.email, good_password, "x");
  const SignedOn other = people.sign_on(jan.email, good_password, "x");
  const SignedOn token = people.create_token(actor(nel), nel.id, "laptop", 1);
  CHECK(refused([&] { people.end_sessions_of(actor(jan), nel.id, Ending::browsers); })->reason() ==
        Reason::not_allowed);
  CHECK(refused([&] {
          people.end_sessions_of(actor(boss), UserId{}, Ending::browsers);
        })->reason() == Reason::not_found);

  CHECK(people.end_sessions_of(actor(boss), nel.id, Ending::browsers) == 2);
  CHECK_FALSE(people.recognise(here.secret, "x"));
  CHECK_FALSE(people.recognise(there.secret, "x"));
  CHECK(people.recognise(token.secret, "x"));
  CHECK(people.recognise(other.secret, "x"));
  CHECK(people.end_sessions_of(actor(boss), nel.id, Ending::browsers) == 0);
  CHECK(people.end_sessions_of(actor(boss), nel.id, Ending::tokens_too) == 1);
  CHECK_FALSE(people.recognise(token.secret, "x"));
  CHECK_NOTHROW(people.sign_on(nel.email, good_password, "x"));

  const auto ended = events_of(EventKind::sessions_ended);
  REQUIRE(ended.size() == 2);
  CHECK(ended.front().actor == boss.id);
  CHECK(ended.front().details ==
        Details{{"user", nel.id.text()}, {"ended", "2"}, {"tokens", "false"}});
  CHECK(ended.back().details.at("tokens") == "true");
}

TEST_CASE_METHOD(SigningOnFixture, "that devices are forgotten stands in the log too",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  User boss = user(city.id, "Bea Beheer", {Role::administrator});
  make_password_link(context, actor(boss), nel);
  CHECK(people.end_sessions_of(actor(boss), nel.id, People::Ending::browsers) == 0);
  const auto ended = events_of(EventKind::sessions_ended);
  REQUIRE(ended.size() == 1);
  CHECK(ended[0].details.at("ended") == "0");
}

TEST_CASE_METHOD(SigningOnFixture, "changing one's password ends every other session",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  SignedOn here = people.sign_on(nel.email, good_password, "x");
  SignedOn elsewhere = people.sign_on(nel.email, good_password, "x");
  people.change_password(here.actor, good_password, "nieuw-en-langer-4-peer", here.session.id);
  CHECK(people.recognise(here.secret, "x"));
  CHECK_FALSE(people.recognise(elsewhere.secret, "x"));
  CHECK_NOTHROW(people.sign_on(nel.email, "nieuw-en-langer-4-peer", "x"));
  CHECK(refused([&] { people.sign_on(nel.email, good_password, "x"); }));
}

TEST_CASE_METHOD(SigningOnFixture, "a password is changed only by who knows the present one",
                 "[people][session]") {
  User nel = with_password("Nel Bekend");
  auto change = [&](std::string_view current, std::string_view wanted) {
    return refused([&] { people.change_password(actor(nel), current, wanted, std::nullopt); });
  };
  CHECK(has_fault(change("niet het wachtwoord", "nieuw-en-langer-4-peer")->faults(),
                  "/currentPassword", "wrong_password"));
  CHECK(has_fault(change(good_password, "wachtwoord2026!")->faults(), "/password",
                  "password_too_common"));
  for (int i = 0; i < 9; ++i) change("niet het wachtwoord", "nieuw-en-langer-4-peer");
  CHECK(change(good_password, "nieuw-en-langer-4-peer")->reason() == Reason::too_many);
}

TEST_CASE_METHOD(SigningOnFixture, "a hash of yesterday's strength is renewed at sign-on",
                 "[people][sign-on]") {
  User nel = with_password("Nel Bekend");
  auto kept = [&] { return *store->begin(Access::read)->password(nel.id); };
  std::string before = kept();
  people.sign_on(nel.email, good_password, "x");
  CHECK(kept() == before);

  PasswordStrength stronger{.passes = 2, .memory_bytes = 16u << 10};
  People later(context, stronger);
  later.sign_on(nel.email, good_password, "x");
  CHECK(kept() != before);
  CHECK_FALSE(Passwords(stronger).needs_rehash(kept()));
  CHECK_NOTHROW(later.sign_on(nel.email, good_password, "x"));
}

}  // namespace expertise
