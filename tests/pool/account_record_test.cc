// That whatever changes who may sign on as somebody, and what they may then do, is in the access
// log with who did it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "server/pool/identity_linking.h"
#include "server/pool/one_time_codes.h"
#include "server/pool/password_links.h"
#include "server/pool/people.h"
#include "server/pool/profiles.h"
#include "server/pool/sign_on_rules.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

constexpr std::string_view password = "kuiper-maandag-7-appel";
constexpr std::string_view other_password = "negen ganzen in het riet";
const std::string issuer = "https://login.example.nl";

struct AccountFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Municipality city = municipality();
  Team north = team(city.id);
  User nel = user(city.id, "Nel Bekend", {Role::team_member});
  User boss = user(city.id, "Bea Beheer", {Role::administrator});

  std::vector<AccessEntry> entries() {
    auto txn = store->begin(Access::read);
    auto found =
        txn->find(AccessQuery{.municipalities = {city.id}, .page = {.limit = Page::most}}).items;
    std::reverse(found.begin(), found.end());
    return found;
  }
  // What an act puts on record, as "action object".
  template <class Act>
  std::vector<std::string> recorded(Act&& act) {
    const std::size_t before = entries().size();
    act();
    std::vector<std::string> found;
    const auto all = entries();
    for (std::size_t i = before; i < all.size(); ++i) {
      CHECK(all[i].result == "done");
      found.push_back(all[i].action + ' ' + all[i].object);
    }
    return found;
  }
  AccessEntry last() { return entries().back(); }
  void check_last(const std::string& object, const std::optional<UserId>& by,
                  const std::string& role, const std::string& purpose) {
    const AccessEntry entry = last();
    CHECK(entry.action == "change_sign_on");
    CHECK(entry.object == object);
    CHECK(entry.at == env.now());
    CHECK(entry.municipality == city.id);
    CHECK(entry.actor == by);
    CHECK(entry.role == role);
    CHECK(entry.purpose == purpose);
    CHECK_FALSE(entry.origin.empty());
  }
  using Recorded = std::vector<std::string>;
};

}  // namespace

TEST_CASE_METHOD(AccountFixture, "each password that is set is on record, with who set it",
                 "[access]") {
  const std::string whose = "user:" + nel.id.text();
  people.set_password(actor(boss), nel.id, password);
  check_last("password", boss.id, "administrator", whose);
  people.set_password(machine, nel.id, password);
  check_last("password", std::nullopt, "administrator", whose);
  CHECK(last().origin == "operator");
  people.change_password(actor(nel), password, other_password, std::nullopt);
  check_last("password", nel.id, "", "");

  const std::string token = make_password_link(context, Actor::clock(), nel);
  check_last("password_link", std::nullopt, "", whose);
  CHECK(last().origin == "clock");
  people.set_password_by_link(token, password, "192.0.2.7");
  check_last("password", nel.id, "", "");
  CHECK(last().origin == "192.0.2.7");
}

TEST_CASE_METHOD(AccountFixture, "second factors that come, change and go are on record",
                 "[access]") {
  people.set_password(machine, nel.id, password);
  const Actor self = actor(nel);
  std::vector<std::string> codes;
  const auto switch_on = [&] {
    people.propose_second_factor(self, password, "");
    const auto proposed =
        store->begin(Access::read)->second_factor(nel.id, FactorState::proposed).value();
    codes = people.switch_on_second_factor(self, code_at(proposed.secret, env.now()));
  };
  CHECK(recorded(switch_on) == Recorded{"change_sign_on second_factor"});
  check_last("second_factor", nel.id, "", "");
  const std::string spare = codes.at(0);
  CHECK(recorded([&] { codes = people.renew_recovery_codes(self, password, spare); }) ==
        Recorded{"change_sign_on second_factor"});
  CHECK(recorded([&] { people.switch_off_second_factor(self, password, codes.at(0)); }) ==
        Recorded{"change_sign_on second_factor"});
  env.pass(std::chrono::minutes(1));
  switch_on();
  people.clear_second_factor(actor(boss), nel.id);
  check_last("second_factor", boss.id, "administrator", "user:" + nel.id.text());
  CHECK(recorded([&] { people.clear_second_factor(actor(boss), nel.id); }).empty());
}

TEST_CASE_METHOD(AccountFixture,
                 "that everybody must have a second factor is on record of nobody's "
                 "municipality",
                 "[access]") {
  const auto all = [&] {
    const auto months = store->begin(Access::read)->access_segments();
    return months.empty() ? 0 : months.back().head.seq;
  };
  const auto before = all();
  people.require_second_factor(machine, true);
  CHECK(all() == before + 1);
  CHECK(entries().empty());
  people.require_second_factor(machine, true);
  CHECK(all() == before + 1);
}

TEST_CASE_METHOD(AccountFixture, "accounts elsewhere that are linked and unlinked are on record",
                 "[access]") {
  const std::string whose = "user:" + nel.id.text();
  link_identity(context, machine, nel.id, issuer, "nel");
  check_last("identity", std::nullopt, "administrator", whose);
  CHECK(recorded([&] { link_identity(context, machine, nel.id, issuer, "nel"); }).empty());
  people.unlink(actor(boss), nel.id);
  check_last("identity", boss.id, "administrator", whose);
  CHECK(recorded([&] { people.unlink(actor(boss), nel.id); }).empty());

  const SignOnRules rules = read_sign_on_rules(
      R"({"claim": "groups", "addressesAreTrusted": true,
          "rules": [{"value": "noord", "roles": ["team_member"]}]})",
      *store->begin(Access::read));
  ProvenIdentity proven{
      issuer, {.subject = "nel", .email = nel.email, .email_verified = true, .values = {"noord"}}};
  const auto sign_on = [&] { people.sign_on_by_provider(proven, rules, "192.0.2.1"); };
  CHECK(recorded(sign_on) == Recorded{"change_sign_on identity", "sign_on session"});
  CHECK(recorded(sign_on) == Recorded{"sign_on session"});
  // Without a role what they had open ends.
  proven.claims.values.clear();
  const std::size_t before = entries().size();
  refused(sign_on);
  const auto found = entries();
  REQUIRE(found.size() == before + 2);
  CHECK(found[before].action == "sign_off");
  CHECK(found[before + 1].result == "no_role_given");
}

TEST_CASE_METHOD(AccountFixture,
                 "all that gives somebody other rights is on record, and another "
                 "address too",
                 "[access]") {
  const Municipality other = municipality("Anderdam");
  const Specialist profile = specialist(city.id, "Nel Bekend");
  const std::vector<std::function<void(User&)>> changes{
      [&](User& user) { user.specialist = profile.id; },
      [&](User& user) { user.specialist.reset(); },
      [&](User& user) {
        user.roles = {Role::partner};
        user.partner_of = north.id;
      },
      [&](User& user) { user.teams = {north.id}; },
  };
  for (const auto& change : changes) {
    change(nel);
    CHECK(recorded([&] { people.change_user(actor(boss), nel); }) ==
          Recorded{"change_rights user"});
    CHECK(last().role == "administrator");
    CHECK(last().purpose == "user:" + nel.id.text());
  }
  nel.email = "anders@voorbeeld.test";
  CHECK(recorded([&] { people.change_user(actor(boss), nel); }) ==
        Recorded{"change_sign_on address"});
  check_last("address", boss.id, "administrator", "user:" + nel.id.text());
  nel.roles = {Role::reviewer};
  nel.partner_of.reset();
  nel.teams.clear();
  people.change_user(actor(boss), nel);
  nel.municipality = other.id;
  people.change_user(actor(boss), nel);
  auto txn = store->begin(Access::read);
  const auto there = txn->find(AccessQuery{.municipalities = {other.id}}).items;
  REQUIRE(there.size() == 1);
  CHECK(there[0].action == "change_rights");
}

TEST_CASE_METHOD(AccountFixture, "a feed that opens with its address alone is on record as a token",
                 "[access]") {
  CHECK(recorded([&] { people.make_feed(actor(nel)); }) == Recorded{"make_token feed"});
  CHECK(recorded([&] { people.end_feed(actor(nel)); }) == Recorded{"sign_off feed"});
  CHECK(recorded([&] { people.end_feed(actor(nel)); }).empty());
  CHECK(last().actor == nel.id);
}

TEST_CASE_METHOD(AccountFixture, "who may join and who leaves is on record", "[access]") {
  const Actor cora = actor(user(city.id, "Cora Coördinator", {Role::coordinator}));
  const auto invited =
      people.invite_to_join(cora, city.id, "Vera Voorbeeld", "vera@x.test", Language::nl);
  CHECK(last().action == "change_rights");
  CHECK(last().object == "joining");
  CHECK(last().role == "coordinator");
  CHECK(last().purpose == "joining:" + invited.invitation.id.text());
  CHECK(recorded([&] { people.withdraw_joining(cora, invited.invitation.id); }) ==
        Recorded{"change_rights joining"});

  Profiles profiles(context, people);
  Specialist profile = specialist(city.id, "Anna Advies");
  const auto change = [&] { profile = profiles.change(cora, profile, {profile.revision}); };
  profile.summary = "Weet van schulden.";
  CHECK(recorded(change).empty());
  for (const bool is_active : {false, true}) {
    profile.active = is_active;
    CHECK(recorded(change) == Recorded{"change_rights specialist"});
    CHECK(last().actor == cora.user);
    CHECK(last().role == "coordinator");
    CHECK(last().purpose == "specialist:" + profile.id.text());
  }
}

}  // namespace expertise
