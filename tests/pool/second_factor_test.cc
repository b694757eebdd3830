#include <atomic>
#include <catch2/catch.hpp>
#include <cctype>
#include <thread>

#include "server/pool/one_time_codes.h"
#include "server/pool/people.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

constexpr std::string_view good_password = "kuiper-maandag-7-appel";
constexpr std::chrono::seconds step{30};

Bytes bytes_of(std::string_view text) { return Bytes(text.begin(), text.end()); }

// What an app does with the secret that it was shown.
Bytes from_base32(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  Bytes bytes;
  unsigned bits = 0;
  int held = 0;
  for (char c : text) {
    bits = bits << 5 | static_cast<unsigned>(letters.find(c));
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<std::uint8_t>(bits >> held));
  }
  return bytes;
}

struct SecondFactorFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();
  User nel = with_password("Nel Bekend");

  User with_password(const std::string& name, std::vector<Role> roles = {Role::team_member}) {
    User made = user(city.id, name, std::move(roles));
    people.set_password(machine, made.id, good_password);
    return made;
  }

  struct App {
    Bytes secret;
    std::vector<std::string> recovery_codes;
  };

  App switched_on(const User& user) {
    const auto proposed = people.propose_second_factor(actor(user), good_password, "");
    App app{from_base32(proposed.secret)};
    app.recovery_codes = people.switch_on_second_factor(actor(user), code(app));
    env.pass(step);  // so that the next code is another
    return app;
  }

  std::string code(const App& app, int steps = 0) {
    return code_at(app.secret, env.now() + steps * step);
  }

  // The token of the second step that signing on asks for.
  std::string first_step(const User& user, PermitKind wanted = PermitKind::code_wanted,
                         const BrowserSeen& browser = {}) {
    try {
      people.sign_on(user.email, good_password, "192.0.2.1", browser);
    } catch (const SecondStep& asked) {
      CHECK(asked.reason() == Reason::unauthenticated);
      CHECK(asked.detail() == expertise::code(wanted));
      CHECK(asked.expires_at() > env.now());
      return asked.token();
    }
    FAIL("signed on by a password alone");
    return {};
  }

  SecondStepDone second_step(const std::string& token, const std::string& code,
                             bool remember = false) {
    return people.second_step(token, code, remember, "192.0.2.1");
  }

  bool is_wrong(const std::string& token, const std::string& code) {
    const auto refusal = refused([&] { second_step(token, code); });
    return refusal && has_fault(refusal->faults(), "/code", "wrong_code");
  }

  bool has_expired(const std::string& token, const std::string& code) {
    const auto refusal = refused([&] { second_step(token, code); });
    return refusal && refusal->reason() == Reason::unauthenticated &&
           refusal->detail() == "sign_on_expired";
  }
};

}  // namespace

TEST_CASE("codes are those of RFC 6238", "[second-factor]") {
  const Bytes secret = bytes_of("12345678901234567890");
  // The last six of the eight digits in its appendix B.
  const auto [second, wanted] =
      GENERATE(table<std::int64_t, std::string>({{59, "287082"},
                                                 {1111111109, "081804"},
                                                 {1111111111, "050471"},
                                                 {1234567890, "005924"},
                                                 {2000000000, "279037"},
                                                 {20000000000, "353130"}}));
  const Instant moment{std::chrono::seconds(second)};
  CHECK(code_at(secret, moment) == wanted);
  CHECK(step_of_code(secret, wanted, 0, moment) == second / 30);
}

TEST_CASE("a code counts one step before and after its own, and no longer", "[second-factor]") {
  const Bytes secret = bytes_of("12345678901234567890");
  const Instant moment = at("2026-03-05T08:30:00Z");
  const std::int64_t now = moment.time_since_epoch() / step;
  const std::string code = code_at(secret, moment);
  const auto found = [&](std::chrono::seconds later) {
    return step_of_code(secret, code, 0, moment + later).value_or(0);
  };
  CHECK(found(std::chrono::seconds(-31)) == 0);
  CHECK(found(std::chrono::seconds(-30)) == now);
  CHECK(found(std::chrono::seconds(29)) == now);
  CHECK(found(std::chrono::seconds(59)) == now);
  CHECK(found(std::chrono::seconds(60)) == 0);
  CHECK_FALSE(step_of_code(secret, code, now, moment));
  CHECK_FALSE(step_of_code(secret, "", 0, moment));
  CHECK_FALSE(step_of_code(secret, code + "0", 0, moment));
}

TEST_CASE("an app gets the secret with a name that it can show", "[second-factor]") {
  const Bytes secret = bytes_of("12345678901234567890");
  CHECK(factor_secret_text(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  CHECK(from_base32(factor_secret_text(secret)) == secret);
  CHECK(factor_address(secret, "nel+werk@voorbeeld.test") ==
        "otpauth://totp/Expertisepool:nel%2Bwerk%40voorbeeld.test"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Expertisepool");
}

TEST_CASE_METHOD(SecondFactorFixture, "with a second factor a password is half of signing on",
                 "[second-factor]") {
  const App app = switched_on(nel);
  CHECK(app.recovery_codes.size() == 10);
  const std::string token = first_step(nel);
  CHECK_FALSE(people.recognise(token, "192.0.2.1"));
  CHECK(is_wrong(token, "000000"));
  const auto done = second_step(token, code(app));
  CHECK(done.signed_on.user.id == nel.id);
  CHECK(done.recovery_codes.empty());
  CHECK(done.device.empty());
  CHECK(people.recognise(done.signed_on.secret, "192.0.2.1"));
  // The token was for one time.
  CHECK(has_expired(token, code(app, 1)));
}

TEST_CASE_METHOD(SecondFactorFixture, "a code is taken once", "[second-factor]") {
  const App app = switched_on(nel);
  const std::string used = code(app);
  second_step(first_step(nel), used);
  const std::string token = first_step(nel);
  CHECK(is_wrong(token, used));
  // Nor is an earlier one that would still count.
  CHECK(is_wrong(token, code(app, -1)));
  CHECK_NOTHROW(second_step(token, code(app, 1)));
}

TEST_CASE_METHOD(SecondFactorFixture, "of two at once with one code one gets in",
                 "[second-factor]") {
  const App app = switched_on(nel);
  const std::vector<std::string> tokens{first_step(nel), first_step(nel)};
  const std::string one_code = code(app);
  std::atomic<int> in = 0;
  std::vector<std::thread> threads;
  for (const std::string& token : tokens) {
    threads.emplace_back([&, token] {
      if (!refused([&] { second_step(token, one_code); })) ++in;
    });
  }
  for (std::thread& each : threads) each.join();
  CHECK(in == 1);
}

TEST_CASE_METHOD(SecondFactorFixture, "a second step waits five minutes", "[second-factor]") {
  const App app = switched_on(nel);
  const std::string token = first_step(nel);
  env.pass(std::chrono::minutes(5) - std::chrono::seconds(1));
  CHECK(is_wrong(token, "000000"));
  env.pass(std::chrono::seconds(1));
  CHECK(has_expired(token, code(app)));
  CHECK(has_expired("zomaar wat", code(app)));
}

TEST_CASE_METHOD(SecondFactorFixture, "what ends a password ends the step that it began",
                 "[second-factor]") {
  const App app = switched_on(nel);
  const std::string token = first_step(nel);
  SECTION("another password") { people.set_password(machine, nel.id, "nieuw-en-langer-4-peer"); }
  SECTION("disabling") {
    User gone = nel;
    gone.active = false;
    people.change_user(machine, gone);
  }
  SECTION("the administrator clears the factor") { people.clear_second_factor(machine, nel.id); }
  SECTION("the other sessions are ended") { people.end_other_sessions(actor(nel), SessionId{}); }
  CHECK(has_expired(token, code(app)));
}

TEST_CASE_METHOD(SecondFactorFixture, "after ten wrong codes a person waits, longer each time",
                 "[second-factor]") {
  const App app = switched_on(nel);
  const std::string token = first_step(nel);
  int origin = 0;
  const auto guess = [&](const std::string& typed) {
    const std::string from = "192.0.2." + std::to_string(++origin);
    return refused([&] { people.second_step(token, typed, false, from); });
  };
  for (int i = 0; i < 10; ++i) REQUIRE(guess("000000")->reason() == Reason::invalid_input);
  const auto eleventh = guess(code(app));
  REQUIRE(eleventh);
  CHECK(eleventh->reason() == Reason::too_many);
  CHECK(eleventh->parameters().at("retry_after") == "30");
  env.pass(step);
  CHECK(guess("000000")->reason() == Reason::invalid_input);
  CHECK(guess("000000")->parameters().at("retry_after") == "60");
  // It ends by itself: nobody is locked out.
  env.pass(std::chrono::seconds(60));
  CHECK_FALSE(guess(code(app)));

  SECTION("a right one clears what was held against them") {
    const std::string again = first_step(nel);
    env.pass(step);
    CHECK(is_wrong(again, "000000"));
    CHECK_FALSE(refused([&] { second_step(again, code(app)); }));
  }
}

TEST_CASE_METHOD(SecondFactorFixture, "a recovery code works once, however it is typed",
                 "[second-factor]") {
  const App app = switched_on(nel);
  std::string typed = app.recovery_codes.front();
  for (char& c : typed) c = c == '-' ? ' ' : static_cast<char>(std::toupper(c));
  second_step(first_step(nel), typed);
  CHECK(people.second_factor(actor(nel)).recovery_codes_left == 9);
  CHECK(is_wrong(first_step(nel), app.recovery_codes.front()));
  const auto used = events_of(EventKind::recovery_code_used);
  REQUIRE(used.size() == 1);
  CHECK(used.front().details == Details{{"user", nel.id.text()}, {"left", "9"}});

  const auto others =
      people.renew_recovery_codes(actor(nel), good_password, app.recovery_codes.at(1));
  CHECK(others.size() == 10);
  CHECK(is_wrong(first_step(nel), app.recovery_codes.at(2)));
  CHECK_NOTHROW(second_step(first_step(nel), others.front()));
}

TEST_CASE_METHOD(SecondFactorFixture, "switching off and replacing take the password and a code",
                 "[second-factor]") {
  const App app = switched_on(nel);
  const auto switch_off = [&](std::string_view password, const std::string& typed) {
    return refused([&] { people.switch_off_second_factor(actor(nel), password, typed); });
  };
  const auto propose = [&](std::string_view password, const std::string& typed) {
    return refused([&] { people.propose_second_factor(actor(nel), password, typed); });
  };
  CHECK(has_fault(switch_off("niet mijn wachtwoord", code(app))->faults(), "/password",
                  "wrong_password"));
  CHECK(has_fault(switch_off(good_password, "000000")->faults(), "/code", "wrong_code"));
  CHECK(has_fault(propose("niet mijn wachtwoord", code(app))->faults(), "/password",
                  "wrong_password"));
  CHECK(has_fault(propose(good_password, "")->faults(), "/code", "wrong_code"));
  CHECK(people.second_factor(actor(nel)).since);

  SECTION("switched off, a password is enough again") {
    CHECK_FALSE(switch_off(good_password, code(app)));
    CHECK_FALSE(people.second_factor(actor(nel)).since);
    CHECK_NOTHROW(people.sign_on(nel.email, good_password, "192.0.2.1"));
    CHECK(events_of(EventKind::second_factor_off).size() == 1);
    CHECK(switch_off(good_password, code(app, 1))->detail() == "second_factor_off");
  }
  SECTION("replaced, the old app holds until the new one gave a code") {
    const App next{
        from_base32(people.propose_second_factor(actor(nel), good_password, code(app)).secret)};
    second_step(first_step(nel), code(app, 1));
    people.switch_on_second_factor(actor(nel), code(next));
    env.pass(2 * step);
    const std::string token = first_step(nel);
    CHECK(is_wrong(token, code(app)));
    CHECK(is_wrong(token, app.recovery_codes.front()));
    CHECK_NOTHROW(second_step(token, code(next)));
  }
}

TEST_CASE_METHOD(SecondFactorFixture, "what was proposed counts only after its first code",
                 "[second-factor]") {
  const App app{from_base32(people.propose_second_factor(actor(nel), good_password, "").secret)};
  CHECK_NOTHROW(people.sign_on(nel.email, good_password, "192.0.2.1"));
  const auto confirm = [&](const std::string& typed) {
    return refused([&] { people.switch_on_second_factor(actor(nel), typed); });
  };
  CHECK(has_fault(confirm("000000")->faults(), "/code", "wrong_code"));
  SECTION("within fifteen minutes") {
    env.pass(std::chrono::minutes(15));
    CHECK(confirm(code(app))->detail() == "nothing_proposed");
  }
  SECTION("and once") {
    CHECK_FALSE(confirm(code(app)));
    CHECK(confirm(code(app, 1))->detail() == "nothing_proposed");
    CHECK(events_of(EventKind::second_factor_on).size() == 1);
  }
}

TEST_CASE_METHOD(SecondFactorFixture, "on a remembered device no code is asked for thirty days",
                 "[second-factor]") {
  const App app = switched_on(nel);
  const auto done = second_step(first_step(nel), code(app), true);
  REQUIRE(done.device.size() == 43);
  CHECK(people.second_factor(actor(nel)).devices == 1);
  const BrowserSeen here{.device = done.device};
  const auto sign_on = [&](const User& user) {
    return refused([&] { people.sign_on(user.email, good_password, "192.0.2.1", here); });
  };
  CHECK_FALSE(sign_on(nel));
  env.pass(std::chrono::days(30) - step);
  CHECK_FALSE(sign_on(nel));
  env.pass(step);
  CHECK(sign_on(nel)->detail() == "code_wanted");
}

TEST_CASE_METHOD(SecondFactorFixture, "a remembered device is of one person, until it is ended",
                 "[second-factor]") {
  const App app = switched_on(nel);
  const User jan = with_password("Jan Ander");
  switched_on(jan);
  const auto done = second_step(first_step(nel), code(app), true);
  const BrowserSeen here{.device = done.device};
  first_step(jan, PermitKind::code_wanted, here);
  SignedOn now = people.sign_on(nel.email, good_password, "192.0.2.1", here);

  SECTION("signing off keeps it") {
    people.sign_off(now.actor, now.session.id);
    CHECK_NOTHROW(people.sign_on(nel.email, good_password, "192.0.2.1", here));
    return;
  }
  SECTION("ended with the session that it began") { people.end_session(now.actor, now.session.id); }
  SECTION("ended with all other sessions") {
    CHECK(people.end_other_sessions(now.actor, now.session.id) == 1);
  }
  SECTION("ended by another password of the administrator") {
    people.set_password(machine, nel.id, good_password);
  }
  SECTION("ended by another factor") {
    const auto proposed = people.propose_second_factor(now.actor, good_password, code(app, 1));
    people.switch_on_second_factor(now.actor, code_at(from_base32(proposed.secret), env.now()));
  }
  SECTION("ended by clearing the factor, also for the next one") {
    people.clear_second_factor(machine, nel.id);
    switched_on(nel);
  }
  CHECK(people.second_factor(actor(nel)).devices == 0);
  first_step(nel, PermitKind::code_wanted, here);
}

TEST_CASE_METHOD(SecondFactorFixture, "a remembered device ends with a change of password",
                 "[second-factor]") {
  const App app = switched_on(nel);
  const auto done = second_step(first_step(nel), code(app), true);
  const std::string_view wanted = "nieuw-en-langer-4-peer";
  people.change_password(done.signed_on.actor, good_password, wanted, done.signed_on.session.id);
  const BrowserSeen here{.device = done.device};
  CHECK(refused([&] { people.sign_on(nel.email, wanted, "192.0.2.1", here); })->detail() ==
        "code_wanted");
}

TEST_CASE_METHOD(SecondFactorFixture, "where it is required a password gives nothing but enrolment",
                 "[second-factor]") {
  const SignedOn before = people.sign_on(nel.email, good_password, "192.0.2.1");
  const SignedOn token = people.create_token(machine, nel.id, "programma", 30);
  people.require_second_factor(machine, true);
  CHECK_FALSE(people.recognise(before.secret, "192.0.2.1"));
  CHECK(people.recognise(token.secret, "192.0.2.1"));
  CHECK(events_of(EventKind::second_factor_required).size() == 1);
  people.require_second_factor(machine, true);
  CHECK(events_of(EventKind::second_factor_required).size() == 1);

  const std::string first = first_step(nel, PermitKind::enrolment_wanted);
  CHECK_FALSE(people.recognise(first, "192.0.2.1"));
  CHECK(has_expired(first, "000000"));
  const App app{from_base32(people.propose_second_factor(first).secret)};
  CHECK(is_wrong(first, "000000"));
  const auto done = second_step(first, code(app));
  CHECK(done.recovery_codes.size() == 10);
  CHECK(people.recognise(done.signed_on.secret, "192.0.2.1"));
  CHECK(people.second_factor(done.signed_on.actor).required);
  CHECK(has_expired(first, code(app, 1)));

  env.pass(step);
  CHECK(refused([&] {
          people.switch_off_second_factor(done.signed_on.actor, good_password, code(app));
        })->detail() == "second_factor_required");
  const std::string next = first_step(nel);
  CHECK(refused([&] { people.propose_second_factor(next); })->detail() == "sign_on_expired");
  CHECK_NOTHROW(second_step(next, code(app)));
}

TEST_CASE_METHOD(SecondFactorFixture, "a token is not had by a password alone", "[second-factor]") {
  const auto token = [&](const std::string& typed) {
    return refused([&] {
      people.sign_on_for_token(nel.email, good_password, "opdrachtregel", "192.0.2.1", typed);
    });
  };
  people.require_second_factor(machine, true);
  CHECK(token("")->detail() == "second_factor_required");
  people.require_second_factor(machine, false);
  CHECK_FALSE(token(""));
  const App app = switched_on(nel);
  CHECK(token("")->detail() == "code_wanted");
  CHECK(has_fault(token("000000")->faults(), "/code", "wrong_code"));
  const std::string once = code(app);
  CHECK_FALSE(token(once));
  CHECK(has_fault(token(once)->faults(), "/code", "wrong_code"));
}

TEST_CASE_METHOD(SecondFactorFixture, "an administrator clears a second factor, nobody else",
                 "[second-factor]") {
  const App app = switched_on(nel);
  const SignedOn in = second_step(first_step(nel), code(app)).signed_on;
  const User boss = user(city.id, "Bea Beheer", {Role::administrator});
  const User chief = user(city.id, "Co Ordinator", {Role::coordinator});
  CHECK(refused([&] { people.clear_second_factor(actor(chief), nel.id); })->reason() ==
        Reason::not_allowed);
  CHECK(refused([&] { people.clear_second_factor(actor(nel), nel.id); })->reason() ==
        Reason::not_allowed);
  CHECK(refused([&] { people.clear_second_factor(actor(boss), UserId{}); })->reason() ==
        Reason::not_found);
  CHECK(refused([&] { people.clear_second_factor(actor(boss), boss.id); })->detail() ==
        "not_your_own_factor");
  people.clear_second_factor(actor(boss), nel.id);
  people.clear_second_factor(actor(boss), nel.id);
  CHECK_FALSE(people.recognise(in.secret, "192.0.2.1"));
  CHECK_NOTHROW(people.sign_on(nel.email, good_password, "192.0.2.1"));
  const auto cleared = events_of(EventKind::second_factor_cleared);
  REQUIRE(cleared.size() == 1);
  CHECK(cleared.front().actor == boss.id);
  CHECK(cleared.front().details == Details{{"user", nel.id.text()}});
}

}  // namespace expertise
