// Passkeys in use: making, naming and removing them, and signing on with one.
#include <catch2/catch.hpp>
#include <thread>

#include "server/pool/forgetting.h"
#include "server/pool/one_time_codes.h"
#include "tests/pool/fixture.h"
#include "tests/pool/soft_authenticator.h"

namespace expertise {

namespace {

constexpr std::string_view good_password = "kuiper-maandag-7-appel";
const RelyingParty party{"pool.example.nl", "https://pool.example.nl"};

struct PasskeyFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();
  User nel = with_password("Nel Bekend");
  SessionId here = env.new_id<SessionId>();
  SoftAuthenticator phone;

  User with_password(const std::string& name) {
    User made = user(city.id, name, {Role::team_member});
    people.set_password(machine, made.id, good_password);
    return made;
  }

  PasskeyProposal propose(const User& user) {
    return people.propose_passkey(actor(user), here, good_password, "");
  }
  Passkey add(const User& user, const SoftAuthenticator& with, const std::string& name = "Phone") {
    return people.add_passkey(actor(user), here, party, with.make(propose(user).challenge, name));
  }
  Bytes handle_of(const User& user) { return people.passkeys(actor(user)).at(0).user_handle; }
  PasskeyAnswer answer(const User& user, const SoftAuthenticator& with) {
    return with.use(people.begin_passkey_sign_on(), handle_of(user));
  }
  SignedOn sign_on(const PasskeyAnswer& answer) {
    return people.sign_on_by_passkey(party, answer, "192.0.2.1", {.name = "Firefox, Linux"});
  }
  bool is_refused(const PasskeyAnswer& answer, const char* why = "passkey_refused") {
    const auto refusal = refused([&] { sign_on(answer); });
    return refusal && refusal->reason() == Reason::unauthenticated && refusal->detail() == why;
  }
  bool is_not_accepted(const User& user, const MadePasskey& made) {
    const auto refusal = refused([&] { people.add_passkey(actor(user), here, party, made); });
    return refusal && has_fault(refusal->faults(), "/credential", "passkey_not_accepted");
  }
  std::vector<Session> sessions_of(const User& user) {
    return context.store.begin(Access::read)->sessions(user.id);
  }
  std::string switch_on_second_factor() {
    people.propose_second_factor(actor(nel), good_password, "");
    auto txn = context.store.begin(Access::read);
    const auto proposed = txn->second_factor(nel.id, FactorState::proposed);
    txn.reset();
    return people.switch_on_second_factor(actor(nel), code_at(proposed->secret, env.now())).front();
  }
};

}  // namespace

TEST_CASE_METHOD(PasskeyFixture, "a passkey is made, named, and signs its person on", "[passkey]") {
  const PasskeyProposal proposal = propose(nel);
  CHECK(proposal.user_handle.size() == 32);
  CHECK(proposal.present.empty());
  CHECK(propose(nel).challenge != proposal.challenge);
  phone.flags = 0x1d;
  const Passkey made =
      people.add_passkey(actor(nel), here, party, phone.make(proposal.challenge, "  Telefoon "));
  CHECK(made.name == "Telefoon");
  CHECK(made.user_handle == proposal.user_handle);
  CHECK(made.transports == std::vector<std::string>{"hybrid", "internal"});
  CHECK(made.backed_up);
  CHECK(made.made_at == env.now());
  CHECK_FALSE(made.last_used_at);
  const auto added = events_of(EventKind::passkey_added);
  REQUIRE(added.size() == 1);
  CHECK(added[0].details == Details{{"user", nel.id.text()}, {"passkey", made.id.text()}});

  env.pass(std::chrono::hours(1));
  phone.flags = 0x0d;
  const SignedOn signed_on = sign_on(answer(nel, phone));
  CHECK(signed_on.user.id == nel.id);
  CHECK(signed_on.session.passkey == made.id);
  CHECK(people.recognise(signed_on.secret, "192.0.2.1"));
  CHECK(events_of(EventKind::session_started).at(0).details.at("by") == "passkey");
  const Passkey used = people.passkeys(actor(nel)).at(0);
  CHECK(used.last_used_at == env.now());
  CHECK_FALSE(used.backed_up);

  CHECK(people.rename_passkey(actor(nel), made.id, " Oude telefoon").name == "Oude telefoon");
  CHECK(events_of(EventKind::passkey_renamed).size() == 1);
  people.rename_passkey(actor(nel), made.id, "Oude telefoon");
  CHECK(events_of(EventKind::passkey_renamed).size() == 1);
  for (const std::string& wrong : {std::string(), std::string("  "), std::string(81, 'n')}) {
    CHECK(refused([&] { people.rename_passkey(actor(nel), made.id, wrong); })->faults().size() ==
          1);
  }
}

TEST_CASE_METHOD(PasskeyFixture, "a passkey counts as both steps", "[passkey]") {
  people.require_second_factor(machine, true);
  add(nel, phone);
  // The password alone must not make another way in beside it.
  const auto by_password = refused([&] { people.sign_on(nel.email, good_password, "192.0.2.1"); });
  CHECK(std::string(by_password->detail()) == "passkey_wanted");
  CHECK(sign_on(answer(nel, phone)).user.id == nel.id);
  SECTION("and its sessions stay when the pool begins to ask for a second factor") {
    people.require_second_factor(machine, false);
    people.sign_on(nel.email, good_password, "192.0.2.1");
    CHECK(sessions_of(nel).size() == 2);
    people.require_second_factor(machine, true);
    REQUIRE(sessions_of(nel).size() == 1);
    CHECK(sessions_of(nel)[0].passkey);
  }
}

TEST_CASE_METHOD(PasskeyFixture, "making and removing one take the password, and a code",
                 "[passkey]") {
  const auto fault = [&](const char* place, std::string_view password, std::string_view code) {
    const auto refusal = refused([&] { people.propose_passkey(actor(nel), here, password, code); });
    return refusal && refusal->faults().size() == 1 && refusal->faults()[0].place == place;
  };
  CHECK(fault("/password", "not this password", ""));
  const Passkey made = add(nel, phone);
  const std::string recovery_code = switch_on_second_factor();
  CHECK(fault("/code", good_password, ""));
  CHECK(fault("/code", good_password, "000000"));
  const auto remove = [&](std::string_view password, std::string_view code) {
    people.remove_passkey(actor(nel), made.id, password, code, here);
  };
  CHECK(has_fault(refused([&] { remove("not this password", recovery_code); })->faults(),
                  "/password", "wrong_password"));
  CHECK(has_fault(refused([&] { remove(good_password, "000000"); })->faults(), "/code",
                  "wrong_code"));
  CHECK(people.passkeys(actor(nel)).size() == 1);
  remove(good_password, recovery_code);
  CHECK(people.passkeys(actor(nel)).empty());
  CHECK(events_of(EventKind::passkey_removed).size() == 1);
}

TEST_CASE_METHOD(PasskeyFixture, "a challenge to make one is for one session, once, in time",
                 "[passkey]") {
  const User jan = with_password("Jan Ander");
  const MadePasskey made = phone.make(propose(nel).challenge);
  CHECK(is_not_accepted(jan, made));
  const auto elsewhere =
      refused([&] { people.add_passkey(actor(nel), env.new_id<SessionId>(), party, made); });
  CHECK(has_fault(elsewhere->faults(), "/credential", "passkey_not_accepted"));
  CHECK(is_not_accepted(nel, phone.make(people.begin_passkey_sign_on())));
  CHECK(is_not_accepted(nel, phone.make(Bytes(72, 1))));
  CHECK(is_not_accepted(nel, phone.make({})));
  people.add_passkey(actor(nel), here, party, made);
  CHECK(is_not_accepted(nel, made));

  SoftAuthenticator other;
  other.credential = Bytes(16, 'o');
  const MadePasskey late = other.make(propose(nel).challenge);
  env.pass(std::chrono::minutes(5));
  CHECK(is_not_accepted(nel, late));
  const MadePasskey in_time = other.make(propose(nel).challenge);
  env.pass(std::chrono::minutes(5) - std::chrono::milliseconds(1));
  people.add_passkey(actor(nel), here, party, in_time);
  People restarted(context, PasswordStrength::cheap());
  CHECK(refused(
      [&] { restarted.add_passkey(actor(nel), here, party, other.make(propose(nel).challenge)); }));
}

TEST_CASE_METHOD(PasskeyFixture, "a key that is there is not taken once more, from nobody",
                 "[passkey]") {
  const User jan = with_password("Jan Ander");
  add(nel, phone);
  CHECK(propose(nel).present.size() == 1);
  CHECK(propose(nel).user_handle == handle_of(nel));
  CHECK(is_not_accepted(nel, phone.make(propose(nel).challenge)));
  CHECK(is_not_accepted(jan, phone.make(propose(jan).challenge)));
  CHECK(propose(jan).present.empty());
  CHECK(propose(jan).user_handle != handle_of(nel));
}

TEST_CASE_METHOD(PasskeyFixture, "ten are the most", "[passkey]") {
  const auto made = [&](std::uint8_t number) {
    phone.credential = Bytes(16, number);
    return phone.make(propose(nel).challenge);
  };
  for (std::uint8_t number = 1; number < 10; ++number) {
    people.add_passkey(actor(nel), here, party, made(number));
  }
  const MadePasskey tenth = made(10);
  const MadePasskey eleventh = made(11);
  people.add_passkey(actor(nel), here, party, tenth);
  const auto is_full = [](const std::optional<Refusal>& refusal) {
    return refusal && refusal->reason() == Reason::conflict &&
           refusal->detail() == "too_many_passkeys";
  };
  CHECK(is_full(refused([&] { people.add_passkey(actor(nel), here, party, eleventh); })));
  CHECK(is_full(refused([&] { propose(nel); })));
  CHECK(people.passkeys(actor(nel)).size() == 10);
}

TEST_CASE_METHOD(PasskeyFixture, "whatever is wrong, signing on is refused the same way",
                 "[passkey]") {
  const User jan = with_password("Jan Ander");
  add(nel, phone);
  SoftAuthenticator other;
  other.credential = bytes_of_text("another");
  add(jan, other);
  PasskeyAnswer right = answer(nel, phone);

  SECTION("used before") {
    sign_on(right);
    CHECK(is_refused(right));
  }
  SECTION("too late") {
    env.pass(std::chrono::minutes(5));
    CHECK(is_refused(right));
  }
  SECTION("a challenge to make one with") {
    CHECK(is_refused(phone.use(propose(nel).challenge, handle_of(nel))));
  }
  SECTION("a challenge that is not ours") {
    CHECK(is_refused(phone.use(Bytes(72, 3), handle_of(nel))));
  }
  SECTION("unknown") {
    right.credential.push_back(1);
    CHECK(is_refused(right));
  }
  SECTION("of somebody else") {
    CHECK(is_refused(phone.use(people.begin_passkey_sign_on(), handle_of(jan))));
    PasskeyAnswer mixed = answer(jan, other);
    mixed.credential = right.credential;
    CHECK(is_refused(mixed));
  }
  SECTION("another site") {
    phone.origin = "https://evil.test";
    CHECK(is_refused(answer(nel, phone)));
  }
  SECTION("another signature") {
    right.signature.back() ^= 1;
    CHECK(is_refused(right));
  }
  SECTION("the user disabled") {
    User away = nel;
    away.active = false;
    people.change_user(machine, away);
    CHECK(is_refused(right));
  }
  SECTION("removed") {
    people.remove_passkey(actor(nel), people.passkeys(actor(nel)).at(0).id, good_password, "",
                          here);
    CHECK(is_refused(right));
  }
  SECTION("forgotten") {
    auto txn = context.store.begin(Access::write);
    User away = nel;
    away.active = false;
    txn->put(away);
    CHECK(forget_person(*txn, machine, env.now(), nel.id, 30));
    CHECK(txn->passkeys(nel.id).empty());
    CHECK(txn->passkeys(jan.id).size() == 1);
    txn->commit();
    CHECK(is_refused(right));
  }
}

TEST_CASE_METHOD(PasskeyFixture, "of two at once with one answer, one gets in", "[passkey]") {
  add(nel, phone);
  const PasskeyAnswer right = answer(nel, phone);
  std::atomic<int> in{0};
  std::vector<std::thread> tries;
  for (int i = 0; i < 4; ++i) {
    tries.emplace_back([&] {
      if (!refused([&] { sign_on(right); })) ++in;
    });
  }
  for (std::thread& each : tries) each.join();
  CHECK(in == 1);
}

TEST_CASE_METHOD(PasskeyFixture, "a counter that goes back is refused and told", "[passkey]") {
  phone.count = 5;
  const Passkey made = add(nel, phone);
  phone.count = 6;
  sign_on(answer(nel, phone));
  const int count = GENERATE(6, 5, 0);
  phone.count = static_cast<std::uint32_t>(count);
  CHECK(is_refused(answer(nel, phone), "passkey_doubted"));
  const auto told = events_of(EventKind::passkey_doubted);
  REQUIRE(told.size() == 1);
  CHECK_FALSE(told[0].actor);
  CHECK(told[0].details == Details{{"user", nel.id.text()}, {"passkey", made.id.text()}});
  CHECK(people.passkeys(actor(nel)).at(0).sign_count == 6);
  phone.count = 7;
  sign_on(answer(nel, phone));
}

TEST_CASE_METHOD(PasskeyFixture, "an authenticator that does not count may stay at nought",
                 "[passkey]") {
  add(nel, phone);
  sign_on(answer(nel, phone));
  sign_on(answer(nel, phone));
  phone.count = 1;
  sign_on(answer(nel, phone));
  CHECK(is_refused(answer(nel, phone), "passkey_doubted"));
}

TEST_CASE_METHOD(PasskeyFixture, "trying is slowed down, by passkey and by origin", "[passkey]") {
  add(nel, phone);
  PasskeyAnswer wrong = answer(nel, phone);
  wrong.signature.back() ^= 1;
  for (int tries = 0; tries < 10; ++tries) CHECK(is_refused(wrong));
  const auto slowed = refused([&] { sign_on(answer(nel, phone)); });
  REQUIRE(slowed);
  CHECK(slowed->reason() == Reason::too_many);
  people.sign_on(nel.email, good_password, "192.0.2.1");  // the password is no part of it

  for (std::uint8_t tries = 10; tries < 50; ++tries) {
    wrong.credential = Bytes(16, tries);
    CHECK(is_refused(wrong));
  }
  wrong.credential = Bytes(16, 99);
  CHECK(refused([&] { sign_on(wrong); })->reason() == Reason::too_many);
  people.sign_on_by_passkey(
      party,
      [&] {
        env.pass(std::chrono::minutes(15));
        return answer(nel, phone);
      }(),
      "192.0.2.7");
}

TEST_CASE_METHOD(PasskeyFixture, "removing one ends what was begun with it, but here",
                 "[passkey]") {
  const Passkey made = add(nel, phone);
  const SignedOn first = sign_on(answer(nel, phone));
  const SignedOn second = sign_on(answer(nel, phone));
  const SignedOn by_password = people.sign_on(nel.email, good_password, "192.0.2.1");
  people.remove_passkey(actor(nel), made.id, good_password, "", second.session.id);
  CHECK_FALSE(people.recognise(first.secret, "192.0.2.1"));
  CHECK(people.recognise(second.secret, "192.0.2.1"));
  CHECK(people.recognise(by_password.secret, "192.0.2.1"));
}

TEST_CASE_METHOD(PasskeyFixture, "of another a passkey is not there", "[passkey]") {
  const User jan = with_password("Jan Ander");
  const Passkey made = add(nel, phone);
  CHECK(people.passkeys(actor(jan)).empty());
  CHECK(refused([&] { people.rename_passkey(actor(jan), made.id, "Mijn"); })->reason() ==
        Reason::not_found);
  CHECK(refused([&] {
          people.remove_passkey(actor(jan), made.id, good_password, "", here);
        })->reason() == Reason::not_found);
  CHECK(refused([&] {
          people.rename_passkey(actor(nel), env.new_id<PasskeyId>(), "Mijn");
        })->reason() == Reason::not_found);
}

TEST_CASE_METHOD(PasskeyFixture, "an administrator clears passkeys with the second factor",
                 "[passkey]") {
  add(nel, phone);
  const PasskeyAnswer right = answer(nel, phone);
  const SignedOn signed_on = sign_on(answer(nel, phone));
  people.clear_second_factor(machine, nel.id);
  CHECK(people.passkeys(actor(nel)).empty());
  CHECK_FALSE(people.recognise(signed_on.secret, "192.0.2.1"));
  CHECK(is_refused(right));
  CHECK(events_of(EventKind::second_factor_cleared).size() == 1);
  people.clear_second_factor(machine, nel.id);
  CHECK(events_of(EventKind::second_factor_cleared).size() == 1);
}

}  // namespace expertise
