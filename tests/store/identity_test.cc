// Identities at a provider in the store, and sessions that were begun there.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

namespace expertise {

namespace {

struct IdentityStoreFixture : StoreFixture {
  Municipality city = municipality();
  User nel = user(city.id, "Nel Bekend");
  User jan = user(city.id, "Jan Ander");

  Identity identity(const User& of, const std::string& issuer, const std::string& subject) {
    return {.user = of.id,
            .issuer = issuer,
            .subject = subject,
            .linked_at = env.now(),
            .last_used_at = env.now()};
  }
  Session session(const User& of, std::uint8_t mark, bool by_provider) {
    return {.id = env.new_id<SessionId>(),
            .user = of.id,
            .secret_hash = Hash{mark},
            .created_at = env.now(),
            .last_used_at = env.now(),
            .expires_at = env.now() + std::chrono::hours(1),
            .by_provider = by_provider};
  }
};

}  // namespace

TEST_CASE_METHOD(IdentityStoreFixture,
                 "an identity is of one user, and a user has one of an issuer", "[identity]") {
  keep(identity(nel, "https://a.example", "1"));
  keep(identity(nel, "https://b.example", "1"));
  const auto found = read([](Txn& txn) { return txn.identity("https://a.example", "1"); });
  REQUIRE(found);
  CHECK(found->user == nel.id);
  CHECK(found->linked_at == env.now());
  CHECK_FALSE(read([](Txn& txn) { return txn.identity("https://a.example", "2"); }));
  CHECK(read([&](Txn& txn) { return txn.identities(nel.id); }).size() == 2);
  CHECK(read([&](Txn& txn) { return txn.identities(jan.id); }).empty());
  CHECK_THROWS(keep(identity(nel, "https://a.example", "2")));

  env.pass(std::chrono::minutes(1));
  Identity used = *found;
  used.last_used_at = env.now();
  keep(used);
  const auto again = read([](Txn& txn) { return txn.identity("https://a.example", "1"); });
  CHECK(again->last_used_at - again->linked_at == std::chrono::minutes(1));
  write([&](Txn& txn) { txn.remove_identities(nel.id); });
  CHECK(read([&](Txn& txn) { return txn.identities(nel.id); }).empty());
}

TEST_CASE_METHOD(IdentityStoreFixture, "sessions begun at a provider need no second factor here",
                 "[identity]") {
  keep(session(nel, 1, true));
  keep(session(nel, 2, false));
  write([](Txn& txn) { txn.remove_sessions_without_second_factor(); });
  const auto left = read([&](Txn& txn) { return txn.sessions(nel.id); });
  REQUIRE(left.size() == 1);
  CHECK(left[0].by_provider);
}

}  // namespace expertise
