// Second factors and permits in the store: what is kept comes back, sealed, and ends in time.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

namespace expertise {

namespace {

struct FactorFixture : StoreFixture {
  Municipality city = municipality();
  User nel = user(city.id, "Nel Bekend");
  User jan = user(city.id, "Jan Ander");

  SecondFactor factor(FactorState state) {
    return {.user = nel.id,
            .state = state,
            .secret = Bytes(20, 'S'),
            .recovery_codes = {Hash{1, 2}, Hash{3, 4}},
            .last_step = 59'000'000,
            .since = env.now()};
  }
  std::optional<SecondFactor> kept(UserId user, FactorState state) {
    return read([&](Txn& txn) { return txn.second_factor(user, state); });
  }
};

}  // namespace

TEST_CASE_METHOD(FactorFixture, "a second factor comes back as it was kept, one of each state",
                 "[second-factor]") {
  keep(factor(FactorState::on));
  const auto found = kept(nel.id, FactorState::on);
  REQUIRE(found);
  CHECK(found->secret == Bytes(20, 'S'));
  CHECK(found->recovery_codes == std::vector<Hash>{Hash{1, 2}, Hash{3, 4}});
  CHECK(found->last_step == 59'000'000);
  CHECK(found->since == env.now());
  CHECK_FALSE(kept(nel.id, FactorState::proposed));
  CHECK_FALSE(kept(jan.id, FactorState::on));

  SecondFactor without = factor(FactorState::proposed);
  without.recovery_codes.clear();
  keep(without);
  CHECK(kept(nel.id, FactorState::proposed)->recovery_codes.empty());
  write([&](Txn& txn) { txn.remove_second_factor(nel.id, FactorState::proposed); });
  CHECK_FALSE(kept(nel.id, FactorState::proposed));
  CHECK(kept(nel.id, FactorState::on));
}

TEST_CASE_METHOD(FactorFixture, "the secret stands nowhere on the disk and cannot be moved",
                 "[second-factor]") {
  keep(factor(FactorState::on));
  close();
  for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    CHECK(content.find(std::string(20, 'S')) == std::string::npos);
  }
  RawDatabase(path).run("UPDATE second_factor SET state = 'proposed'");
  reopen();
  CHECK_THROWS_AS(kept(nel.id, FactorState::proposed), std::runtime_error);
  close();
  const auto id_of = [](const User& user) {
    std::string hex;
    for (char c : user.id.text()) {
      if (c != '-') hex += c;
    }
    return "X'" + hex + "'";
  };
  RawDatabase(path).run("UPDATE second_factor SET state = 'on', user = " + id_of(jan));
  reopen();
  CHECK_THROWS_AS(kept(jan.id, FactorState::on), std::runtime_error);
}

TEST_CASE_METHOD(FactorFixture, "whether one is required is kept, and is not so at first",
                 "[second-factor]") {
  const auto required = [&] { return read([](Txn& txn) { return txn.second_factor_required(); }); };
  CHECK_FALSE(required());
  write([](Txn& txn) { txn.require_second_factor(true); });
  reopen();
  CHECK(required());
}

TEST_CASE_METHOD(FactorFixture, "permits are found by their secret and go at their end",
                 "[second-factor]") {
  const Instant now = env.now();
  const Permit device = keep(Permit{.secret_hash = Hash{7},
                                    .user = nel.id,
                                    .kind = PermitKind::device,
                                    .made_at = now,
                                    .expires_at = now + std::chrono::days(30),
                                    .session = env.new_id<SessionId>()});
  keep(Permit{.secret_hash = Hash{8},
              .user = nel.id,
              .kind = PermitKind::code_wanted,
              .made_at = now,
              .expires_at = now + std::chrono::minutes(5)});
  const auto of = [&](PermitKind kind) {
    return read([&](Txn& txn) { return txn.permits(nel.id, kind).size(); });
  };
  const auto found = read([](Txn& txn) { return txn.permit(Hash{7}); });
  REQUIRE(found);
  CHECK(found->kind == PermitKind::device);
  CHECK(found->expires_at == device.expires_at);
  CHECK(found->session == device.session);
  CHECK_FALSE(read([](Txn& txn) { return txn.permit(Hash{9}); }));

  write([&](Txn& txn) { txn.remove_expired(now + std::chrono::minutes(5), now); });
  CHECK(of(PermitKind::code_wanted) == 0);
  CHECK(of(PermitKind::device) == 1);
  write([&](Txn& txn) { txn.remove_permits(nel.id, PermitKind::code_wanted); });
  CHECK(of(PermitKind::device) == 1);
  write([](Txn& txn) { txn.remove_permit(Hash{7}); });
  CHECK(of(PermitKind::device) == 0);
}

TEST_CASE_METHOD(FactorFixture, "who asked for a link waits once, for half an hour at most",
                 "[password-link]") {
  const auto waiting = [&] { return read([](Txn& txn) { return txn.password_requests(10); }); };
  const Instant asked_at = env.now();
  keep(PasswordRequest{.email = "nel@voorbeeld.example", .asked_at = asked_at});
  keep(PasswordRequest{.email = "nel@voorbeeld.example",
                       .asked_at = asked_at + std::chrono::minutes(10)});
  keep(PasswordRequest{.email = "jan@voorbeeld.example",
                       .asked_at = asked_at + std::chrono::minutes(1)});
  REQUIRE(waiting().size() == 2);
  CHECK(waiting().front().asked_at == asked_at);
  const Instant later = asked_at + std::chrono::minutes(30);
  write([&](Txn& txn) { txn.remove_expired(later, later); });
  REQUIRE(waiting().size() == 1);
  CHECK(waiting().front().email == "jan@voorbeeld.example");
  write([](Txn& txn) { txn.remove_password_request("jan@voorbeeld.example"); });
  CHECK(waiting().empty());
}

TEST_CASE_METHOD(FactorFixture, "sessions of browsers without a second factor are taken away",
                 "[second-factor]") {
  std::uint8_t made = 0;
  const auto session = [&](const User& user, SessionKind kind) {
    keep(Session{.id = env.new_id<SessionId>(),
                 .user = user.id,
                 .kind = kind,
                 .secret_hash = Hash{++made},
                 .created_at = env.now(),
                 .last_used_at = env.now(),
                 .expires_at = env.now() + std::chrono::hours(1)});
  };
  for (const User& each : {nel, jan}) {
    session(each, SessionKind::browser);
    session(each, SessionKind::token);
  }
  keep(factor(FactorState::on));
  write([](Txn& txn) { txn.remove_sessions_without_second_factor(); });
  CHECK(read([&](Txn& txn) { return txn.sessions(nel.id).size(); }) == 2);
  const auto left = read([&](Txn& txn) { return txn.sessions(jan.id); });
  REQUIRE(left.size() == 1);
  CHECK(left.front().kind == SessionKind::token);
}

}  // namespace expertise
