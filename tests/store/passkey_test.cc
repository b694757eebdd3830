// Passkeys in the store: what is kept comes back, each credential is there once, and they go with
// who is forgotten.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

namespace expertise {

namespace {

struct PasskeyFixture : StoreFixture {
  Municipality city = municipality();
  User nel = user(city.id, "Nel Bekend");
  User jan = user(city.id, "Jan Ander");

  Passkey passkey(const User& of, std::uint8_t mark) {
    return {.id = env.new_id<PasskeyId>(),
            .user = of.id,
            .name = "Telefoon",
            .credential = Bytes(20, mark),
            .user_handle = Bytes(32, mark),
            .algorithm = PasskeyAlgorithm::eddsa,
            .public_key = Bytes(32, 'K'),
            .sign_count = 4'294'967'295,
            .backup_eligible = true,
            .backed_up = true,
            .transports = {"hybrid", "internal"},
            .made_at = env.now()};
  }
  std::vector<Passkey> kept(const User& of) {
    return read([&](Txn& txn) { return txn.passkeys(of.id); });
  }
};

}  // namespace

TEST_CASE_METHOD(PasskeyFixture, "a passkey comes back as it was kept", "[passkey]") {
  const Passkey made = passkey(nel, 1);
  keep(made);
  env.pass(std::chrono::seconds(1));
  Passkey bare = passkey(nel, 2);
  bare.transports.clear();
  bare.backup_eligible = bare.backed_up = false;
  keep(bare);
  keep(passkey(jan, 3));
  const auto found = kept(nel);
  REQUIRE(found.size() == 2);
  CHECK(found[0].id == made.id);
  CHECK(found[0].user == nel.id);
  CHECK(found[0].name == "Telefoon");
  CHECK(found[0].credential == Bytes(20, 1));
  CHECK(found[0].user_handle == Bytes(32, 1));
  CHECK(found[0].algorithm == PasskeyAlgorithm::eddsa);
  CHECK(found[0].public_key == Bytes(32, 'K'));
  CHECK(found[0].sign_count == 4'294'967'295);
  CHECK(found[0].backup_eligible);
  CHECK(found[0].backed_up);
  CHECK(found[0].transports == std::vector<std::string>{"hybrid", "internal"});
  CHECK(found[0].made_at == made.made_at);
  CHECK_FALSE(found[0].last_used_at);
  CHECK(found[1].transports.empty());
  CHECK_FALSE(found[1].backup_eligible);
  CHECK(read([&](Txn& txn) { return txn.passkey_of_credential(Bytes(20, 2)); })->id == bare.id);
  CHECK_FALSE(read([&](Txn& txn) { return txn.passkey_of_credential(Bytes(20, 9)); }));
}

TEST_CASE_METHOD(PasskeyFixture, "what changes of a passkey is its name and its use", "[passkey]") {
  Passkey made = passkey(nel, 1);
  made.sign_count = 1;
  keep(made);
  Passkey changed = made;
  changed.name = "Oud";
  changed.sign_count = 2;
  changed.backed_up = false;
  changed.last_used_at = env.now();
  changed.public_key = Bytes(32, 'X');
  changed.user = jan.id;
  keep(changed);
  const auto found = read([&](Txn& txn) { return txn.passkey(made.id); });
  REQUIRE(found);
  CHECK(found->name == "Oud");
  CHECK(found->sign_count == 2);
  CHECK_FALSE(found->backed_up);
  CHECK(found->last_used_at == env.now());
  CHECK(found->public_key == Bytes(32, 'K'));
  CHECK(found->user == nel.id);
  write([&](Txn& txn) { txn.remove_passkey(made.id); });
  CHECK(kept(nel).empty());
}

TEST_CASE_METHOD(PasskeyFixture, "two passkeys never have one credential", "[passkey]") {
  keep(passkey(nel, 1));
  CHECK_THROWS(keep(passkey(jan, 1)));
  CHECK(kept(jan).empty());
}

TEST_CASE_METHOD(PasskeyFixture, "a session keeps which passkey it was begun with", "[passkey]") {
  const Passkey made = passkey(nel, 1);
  keep(made);
  const Session begun{.id = env.new_id<SessionId>(),
                      .user = nel.id,
                      .secret_hash = Hash{1},
                      .created_at = env.now(),
                      .last_used_at = env.now(),
                      .expires_at = env.now() + std::chrono::hours(1),
                      .passkey = made.id};
  keep(begun);
  write([&](Txn& txn) { txn.remove_sessions_without_second_factor(); });
  const auto found = read([&](Txn& txn) { return txn.session(Hash{1}); });
  REQUIRE(found);
  CHECK(found->passkey == made.id);
}

}  // namespace expertise
