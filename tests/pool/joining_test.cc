// Joining the pool: from an invitation to a specialist who is signed on, and every way in which a
// token opens nothing.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/pool/clock_work.h"
#include "server/pool/people.h"
#include "server/pool/profiles.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

using std::chrono::days;

constexpr std::string_view good_password = "zilveren-merel-8-duin";

struct JoiningFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Profiles profiles{context, people};
  Municipality city = municipality();
  Municipality elsewhere = municipality("Elders");
  Actor coordinator = actor(user(city.id, "Cora Coördinator", {Role::coordinator}));
  Actor administrator = actor(user(city.id, "Bea Beheer", {Role::administrator}));

  NewJoining invited(const std::string& email = "vera@voorbeeld.example") {
    return people.invite_to_join(coordinator, {}, "Vera Voorbeeld", email, Language::nl);
  }
  SignedOn joined(const NewJoining& invitation) {
    return people.join(invitation.token, "Vera Voorbeeld", good_password, {}, "192.0.2.1");
  }
  std::optional<Refusal> opening(std::string_view token, const std::string& from = "192.0.2.9") {
    return refused([&] { people.open_joining(token, from); });
  }
  std::string bytes_on_disk() {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }
};

}  // namespace

TEST_CASE_METHOD(JoiningFixture, "an invitation opens with its token for fourteen days",
                 "[joining]") {
  NewJoining made = people.invite_to_join(coordinator, {}, "Vera Voorbeeld",
                                          " Vera@Voorbeeld.example ", Language::en);
  CHECK(made.token.size() == 43);
  CHECK(made.invitation.municipality == city.id);
  CHECK(made.invitation.email == "vera@voorbeeld.example");
  CHECK(made.invitation.expires_at == env.now() + days(14));
  JoiningInvitation open = people.open_joining(made.token, "192.0.2.1");
  CHECK(open.id == made.invitation.id);
  CHECK(open.name == "Vera Voorbeeld");
  CHECK(open.language == Language::en);
  CHECK(open.invited_by == coordinator.user);
  auto listed = people.joining_invitations(coordinator, {}, {});
  REQUIRE(listed.total == 1);
  CHECK(listed.items[0].id == made.invitation.id);
}

TEST_CASE_METHOD(JoiningFixture, "of a token only its hash is kept, and no event names anybody",
                 "[joining]") {
  NewJoining made = invited();
  joined(made);
  store->begin(Access::write)->commit();
  CHECK(bytes_on_disk().find(made.token) == std::string::npos);
  for (const Event& event : events()) {
    const std::string details = details_json(event.details);
    CHECK(details.find("Vera") == std::string::npos);
    CHECK(details.find("vera@") == std::string::npos);
  }
  CHECK(events_of(EventKind::joining_invited).at(0).details ==
        Details{{"invitation", made.invitation.id.text()}});
}

TEST_CASE_METHOD(JoiningFixture, "who keeps the pool invites, for their own municipalities",
                 "[joining]") {
  auto invite = [&](const Actor& who, std::optional<MunicipalityId> where) {
    return refused([&] {
      people.invite_to_join(who, where, "Vera Voorbeeld", "vera@voorbeeld.example", Language::nl);
    });
  };
  for (Role role : {Role::team_member, Role::partner, Role::specialist, Role::reviewer}) {
    Actor other = actor(user(city.id, "Iemand Anders", {role}));
    CHECK(invite(other, {})->reason() == Reason::not_allowed);
    CHECK(refused([&] { people.joining_invitations(other, {}, {}); })->reason() ==
          Reason::not_allowed);
  }
  auto outside = invite(coordinator, elsewhere.id);
  REQUIRE(outside);
  CHECK(has_fault(outside->faults(), "/municipality", "unknown"));
  CHECK_FALSE(invite(administrator, elsewhere.id));
  // What the administrator did elsewhere is not there for the coordinator here.
  CHECK(people.joining_invitations(coordinator, {}, {}).total == 0);
  auto theirs = people.joining_invitations(administrator, elsewhere.id, {});
  REQUIRE(theirs.total == 1);
  auto refusal = refused([&] { people.withdraw_joining(coordinator, theirs.items[0].id); });
  CHECK(refusal->reason() == Reason::not_found);
}

TEST_CASE_METHOD(JoiningFixture, "an address is invited once, and never when it has a user",
                 "[joining]") {
  User known = user(elsewhere.id, "Nel Bekend", {Role::team_member});
  auto taken = refused([&] { invited(known.email); });
  CHECK(has_fault(taken->faults(), "/email", "already_taken"));
  auto none = refused([&] { invited("geen adres"); });
  CHECK(has_fault(none->faults(), "/email", "not_an_email"));
  invited();
  auto twice = refused([&] { invited(); });
  CHECK(has_fault(twice->faults(), "/email", "invitation_open"));
  env.pass(days(14));
  CHECK_FALSE(opening(invited().token));
  CHECK(people.joining_invitations(coordinator, {}, {}).total == 1);
}

TEST_CASE_METHOD(JoiningFixture, "wrong, used, withdrawn and expired tokens are refused alike",
                 "[joining]") {
  NewJoining used = invited("een@voorbeeld.example");
  joined(used);
  NewJoining withdrawn = invited("twee@voorbeeld.example");
  people.withdraw_joining(coordinator, withdrawn.invitation.id);
  NewJoining expired = invited("drie@voorbeeld.example");
  NewJoining outrun = invited("vier@voorbeeld.example");
  User same = user(city.id, "Was Er Eerder", {Role::team_member});
  same.email = "vier@voorbeeld.example";
  keep_user(same);
  env.pass(days(14));
  for (const std::string& token : {used.token, withdrawn.token, expired.token, outrun.token,
                                   std::string("nergens-van"), std::string(43, 'A')}) {
    CAPTURE(token);
    auto opened = opening(token);
    auto tried = refused([&] { people.join(token, "V", good_password, {}, "192.0.2.8"); });
    for (const auto& refusal : {opened, tried}) {
      REQUIRE(refusal);
      CHECK(refusal->reason() == Reason::not_found);
      CHECK(refusal->detail() == "joining_not_open");
      CHECK(refusal->parameters().empty());
    }
  }
  CHECK(people.joining_invitations(coordinator, {}, {}).total == 0);
  CHECK(events_of(EventKind::joined).size() == 1);
}

TEST_CASE_METHOD(JoiningFixture, "who joins is a specialist with a profile, and signed on",
                 "[joining]") {
  NewJoining made = invited();
  SignedOn signed_on =
      people.join(made.token, "Vera van Voorbeeld", good_password, Language::en, "192.0.2.1");
  CHECK(signed_on.user.name == "Vera van Voorbeeld");
  CHECK(signed_on.user.email == "vera@voorbeeld.example");
  CHECK(signed_on.user.language == Language::en);
  CHECK(signed_on.user.roles == std::vector{Role::specialist});
  CHECK(signed_on.session.kind == SessionKind::browser);
  auto recognised = people.recognise(signed_on.secret, "192.0.2.1");
  REQUIRE(recognised);
  CHECK(recognised->user == signed_on.user);
  CHECK_FALSE(
      refused([&] { people.sign_on("vera@voorbeeld.example", good_password, "192.0.2.1"); }));

  REQUIRE(signed_on.user.specialist);
  ProfileView own = profiles.profile(signed_on.actor, *signed_on.user.specialist);
  CHECK(own.specialist.active);
  CHECK(own.specialist.name == "Vera van Voorbeeld");
  CHECK(own.specialist.email == "vera@voorbeeld.example");
  CHECK(own.specialist.municipality == city.id);
  // Nobody is asked anything before the coordinator has recorded the agreements.
  CHECK(own.presence.lacking_agreement == "confidentiality");

  auto joined = events_of(EventKind::joined);
  REQUIRE(joined.size() == 1);
  CHECK(joined[0].actor == signed_on.user.id);
  CHECK(joined[0].details == Details{{"invitation", made.invitation.id.text()},
                                     {"specialist", signed_on.user.specialist->text()},
                                     {"user", signed_on.user.id.text()}});
  CHECK(events_of(EventKind::user_added).back().details.at("user") == signed_on.user.id.text());
  CHECK(events_of(EventKind::specialist_added).back().specialist == signed_on.user.specialist);
}

TEST_CASE_METHOD(JoiningFixture, "who joined keeps their own profile and hours", "[joining]") {
  SignedOn signed_on = joined(invited());
  Specialist own = profiles.profile(signed_on.actor, *signed_on.user.specialist).specialist;
  own.summary = "Ik help bij schulden.";
  own.agreements = {"2099-12-31", "2099-12-31", "2099-12-31"};
  Specialist changed = profiles.change(signed_on.actor, own, {own.revision});
  CHECK(changed.summary == own.summary);
  CHECK(changed.agreements == Agreements{});
  Availability hours;
  hours.weekly[0] = {{9 * 60, 12 * 60}};
  changed = profiles.change_availability(signed_on.actor, own.id, hours, {changed.revision});
  CHECK(changed.availability == hours);
}

TEST_CASE_METHOD(JoiningFixture, "a poor name or password spends nothing", "[joining]") {
  NewJoining made = invited();
  auto refusal = refused([&] { people.join(made.token, " ", "kort", {}, "192.0.2.1"); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/name", "required"));
  CHECK(has_fault(refusal->faults(), "/password", "too_short"));
  CHECK_FALSE(refused([&] { joined(made); }));
}

TEST_CASE_METHOD(JoiningFixture, "guessing at tokens is slowed down", "[joining]") {
  NewJoining made = invited();
  for (int i = 0; i < 10; ++i) CHECK(opening("mis")->reason() == Reason::not_found);
  auto eleventh = opening("mis", "192.0.2.10");
  REQUIRE(eleventh);
  CHECK(eleventh->reason() == Reason::too_many);
  CHECK(eleventh->parameters().at("retry_after") == "30");
  // From one place fifty are free, whatever the tokens.
  for (int i = 0; i < 40; ++i) opening("mis " + std::to_string(i));
  CHECK(opening(made.token)->reason() == Reason::too_many);
  CHECK_FALSE(opening(made.token, "192.0.2.77"));
}

TEST_CASE_METHOD(JoiningFixture, "what nobody used ends by itself, also after days without anybody",
                 "[joining]") {
  NewJoining made = invited();
  NewJoining later = invited("later@voorbeeld.example");
  env.pass(days(14) - std::chrono::milliseconds(1));
  do_what_is_due(context, env.now());
  CHECK(events_of(EventKind::joining_expired).empty());
  env.pass(days(30));
  CHECK(do_what_is_due(context, env.now()) == 2);
  auto ended = events_of(EventKind::joining_expired);
  REQUIRE(ended.size() == 2);
  CHECK(ended[0].municipality == city.id);
  CHECK_FALSE(ended[0].actor);
  auto txn = store->begin(Access::read);
  CHECK_FALSE(txn->joining_invitation(made.invitation.id));
  CHECK_FALSE(txn->joining_invitation(later.invitation.id));
}

}  // namespace expertise
