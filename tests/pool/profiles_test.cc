#include "server/pool/profiles.h"

#include <catch2/catch.hpp>

#include "server/pool/once.h"
#include "tests/pool/counting_store.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

struct ProfilesFixture : PoolFixture {
  People people{context, PasswordStrength::cheap()};
  Profiles profiles{context, people};
  Municipality city = municipality();
  Municipality neighbour = municipality("Buurgemeente");
  Actor coordinator = actor(user(city.id, "Cor Ordinator", {Role::coordinator}));
  Actor member = actor(user(city.id, "Nel Bekend", {Role::team_member}));

  Specialist new_specialist() {
    Specialist wanted;
    wanted.municipality = city.id;
    wanted.name = "Bo Verzonnen";
    wanted.topics = {"schulden"};
    wanted.email = "Bo@Voorbeeld.Test";
    return wanted;
  }
  // Office hours on every working day.
  Availability office_hours() {
    Availability availability;
    for (std::size_t day = 0; day < 5; ++day) availability.weekly[day] = {{9 * 60, 17 * 60}};
    return availability;
  }
  // A consultation of somebody else in which the specialist is invited.
  void invite(const Specialist& whom, InvitationState state, Instant when) {
    auto txn = store->begin(Access::write);
    Consultation consultation;
    consultation.id = env.new_id<ConsultationId>();
    consultation.municipality = city.id;
    consultation.asker = *member.user;
    consultation.state = ConsultationState::in_consultation;
    consultation.asked_at = consultation.answer_by = when;
    txn->put(consultation);
    Invitation invitation;
    invitation.id = env.new_id<InvitationId>();
    invitation.consultation = consultation.id;
    invitation.municipality = city.id;
    invitation.specialist = whom.id;
    invitation.state = state;
    invitation.invited_at = invitation.answer_by = when;
    txn->put(invitation);
    txn->commit();
  }
};

}  // namespace

TEST_CASE_METHOD(ProfilesFixture, "a repeated profile is answered once the first is durable",
                 "[profiles]") {
  CountingStore counting(*store);
  Context counted{counting, env};
  People counted_people(counted, PasswordStrength::cheap());
  Profiles adding(counted, counted_people);
  Once once{"sleutel-1", Hash{1}};
  Specialist made = adding.add(coordinator, new_specialist(), once);
  int before = counting.commits;
  CHECK(adding.add(coordinator, new_specialist(), once).id == made.id);
  CHECK(counting.commits == before + 1);
}

TEST_CASE_METHOD(ProfilesFixture, "a coordinator adds a specialist", "[profiles]") {
  Specialist made = profiles.add(coordinator, new_specialist(), std::nullopt);
  CHECK_FALSE(made.id.is_nil());
  CHECK(made.revision == 1);
  CHECK(made.email == "bo@voorbeeld.test");
  CHECK(profiles.profile(member, made.id).specialist == made);
  auto added = events_of(EventKind::specialist_added);
  REQUIRE(added.size() == 1);
  CHECK(added[0].specialist == made.id);
  CHECK(added[0].actor == coordinator.user);
  CHECK(added[0].municipality == city.id);
  CHECK(details_json(added[0].details).find("Verzonnen") == std::string::npos);
}

TEST_CASE_METHOD(ProfilesFixture, "only keepers of the pool add specialists", "[profiles]") {
  CHECK(refused([&] { profiles.add(member, new_specialist(), std::nullopt); })->reason() ==
        Reason::not_allowed);
  Specialist elsewhere = new_specialist();
  elsewhere.municipality = neighbour.id;
  CHECK(has_fault(refused([&] { profiles.add(coordinator, elsewhere, {}); })->faults(),
                  "/municipality", "unknown"));
  CHECK_NOTHROW(profiles.add(machine, elsewhere, {}));
}

TEST_CASE_METHOD(ProfilesFixture, "all faults of a new profile are told together", "[profiles]") {
  Specialist known = new_specialist();
  known.external_id = "b1";
  profiles.add(coordinator, known, {});
  Specialist wrong = new_specialist();
  wrong.name = "";
  wrong.external_id = "b1";
  wrong.email = "bo";
  wrong.availability.absences = {
      {local_day(env.now()), local_day(env.now()), env.new_id<SpecialistId>()}};
  auto refusal = refused([&] { profiles.add(coordinator, wrong, {}); });
  REQUIRE(refusal);
  CHECK(refusal->faults().size() == 4);
  CHECK(has_fault(refusal->faults(), "/name", "required"));
  CHECK(has_fault(refusal->faults(), "/externalId", "already_taken"));
  CHECK(has_fault(refusal->faults(), "/email", "not_an_email"));
  CHECK(has_fault(refusal->faults(), "/availability/absences/0/substitute", "unknown"));
  CHECK(events_of(EventKind::specialist_added).size() == 1);
}

TEST_CASE_METHOD(ProfilesFixture, "a repeat with the same key adds one specialist",
                 "[profiles][once]") {
  Once once{"sleutel-1", Hash{1}};
  Specialist first = profiles.add(coordinator, new_specialist(), once);
  Specialist again = profiles.add(coordinator, new_specialist(), once);
  CHECK(again == first);
  CHECK(events_of(EventKind::specialist_added).size() == 1);

  auto reused = refused([&] {
    profiles.add(coordinator, new_specialist(), Once{"sleutel-1", Hash{2}});
  });
  REQUIRE(reused);
  CHECK(reused->reason() == Reason::conflict);
  CHECK(reused->detail() == "idempotency_key_reused");

  Actor other = actor(user(city.id, "Andere Cor", {Role::coordinator}));
  CHECK(profiles.add(other, new_specialist(), once).id != first.id);
}

TEST_CASE_METHOD(ProfilesFixture, "an idempotency key has a length", "[profiles][once]") {
  auto place_and_code = [&](std::string key, std::string code) {
    auto refusal = refused([&] {
      profiles.add(coordinator, new_specialist(), Once{std::move(key), {}});
    });
    return refusal && has_fault(refusal->faults(), "header/Idempotency-Key", code);
  };
  CHECK(place_and_code("", "required"));
  CHECK(place_and_code(std::string(OnceLimits::key_bytes_most + 1, 'k'), "too_long"));
  CHECK_NOTHROW(profiles.add(coordinator, new_specialist(),
                             Once{std::string(OnceLimits::key_bytes_most, 'k'), {}}));
}

TEST_CASE_METHOD(ProfilesFixture, "a specialist keeps the own profile, not the agreements",
                 "[profiles]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen", {"schulden"});
  Actor self = actor(user_of(bo));
  Specialist wanted = bo;
  wanted.summary = "Nieuwe tekst.";
  wanted.agreements.conduct_until = "2199-01-01";
  wanted.external_id = "anders";
  wanted.active = false;
  wanted.municipality = neighbour.id;
  Specialist kept = profiles.change(self, wanted, Seen{1});
  CHECK(kept.summary == "Nieuwe tekst.");
  CHECK(kept.agreements == bo.agreements);
  CHECK(kept.external_id == bo.external_id);
  CHECK(kept.municipality == city.id);
  CHECK(kept.active);
  CHECK(kept.revision == 2);
  auto changed = events_of(EventKind::specialist_changed);
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].details == Details{{"revision", "2"}, {"changed", "summary"}});
}

TEST_CASE_METHOD(ProfilesFixture, "a change on an older state is refused as stale", "[profiles]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  bo.title = "Schuldhulpverlener";
  profiles.change(coordinator, bo, Seen{1});
  bo.title = "Iets anders";
  auto refusal = refused([&] { profiles.change(coordinator, bo, Seen{1}); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::stale);
  CHECK(refused([&] { profiles.change_availability(coordinator, bo.id, {}, Seen{3}); })->reason() ==
        Reason::stale);
  CHECK(profiles.profile(member, bo.id).specialist.title == "Schuldhulpverlener");
}

TEST_CASE_METHOD(ProfilesFixture, "a profile sent unchanged writes nothing", "[profiles]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  std::size_t before = events().size();
  CHECK(profiles.change(coordinator, bo, Seen{1}).revision == 1);
  CHECK(profiles.change_availability(coordinator, bo.id, bo.availability, Seen{1}).revision == 1);
  CHECK(events().size() == before);
}

TEST_CASE_METHOD(ProfilesFixture, "another's profile is read and not changed", "[profiles]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  Specialist far = specialist(neighbour.id, "Verre Deskundige");
  Actor colleague = actor(user_of(specialist(city.id, "Mo Verzonnen")));
  auto reason = [&](const Actor& who, const Specialist& whose) {
    return refused([&] { profiles.change(who, whose, Seen{1}); })->reason();
  };
  CHECK(reason(member, bo) == Reason::not_allowed);
  CHECK(reason(colleague, bo) == Reason::not_allowed);
  CHECK(reason(member, far) == Reason::not_found);
  CHECK(reason(colleague, far) == Reason::not_found);
  CHECK(reason(coordinator, far) == Reason::not_found);
  CHECK(refused([&] {
          profiles.change_availability(coordinator, far.id, {}, Seen{1});
        })->reason() == Reason::not_found);
  CHECK(refused([&] { profiles.profile(member, far.id); })->reason() == Reason::not_found);
  CHECK(refused([&] { profiles.profile(member, env.new_id<SpecialistId>()); })->reason() ==
        Reason::not_found);
  Actor partner = actor(user(city.id, "Pia Partner", {Role::partner}));
  CHECK(refused([&] { profiles.profile(partner, bo.id); })->reason() == Reason::not_found);
  CHECK(refused([&] { profiles.browse(partner, {}); })->reason() == Reason::not_allowed);
}

TEST_CASE_METHOD(ProfilesFixture, "who left is seen by keepers of the pool only", "[profiles]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  bo.active = false;
  profiles.change(coordinator, bo, Seen{1});
  CHECK(events_of(EventKind::specialist_left).size() == 1);
  CHECK(refused([&] { profiles.profile(member, bo.id); })->reason() == Reason::not_found);
  CHECK_NOTHROW(profiles.profile(coordinator, bo.id));
  SpecialistQuery all;
  all.with_inactive = true;
  CHECK(profiles.browse(member, all).total == 0);
  CHECK(profiles.browse(coordinator, all).total == 1);
}

TEST_CASE_METHOD(ProfilesFixture, "browsing stays in the actor's municipalities", "[profiles]") {
  specialist(city.id, "Bo Verzonnen", {"schulden"});
  specialist(city.id, "Al Verzonnen", {"dementie"});
  specialist(neighbour.id, "Verre Deskundige", {"schulden"});
  auto seen = profiles.browse(member, {});
  REQUIRE(seen.total == 2);
  CHECK(seen.items[0].specialist.name == "Al Verzonnen");
  SpecialistQuery debts;
  debts.topic = "schulden";
  CHECK(profiles.browse(member, debts).total == 1);
  CHECK(profiles.browse(machine, debts).total == 2);
  SpecialistQuery there;
  there.municipality = neighbour.id;
  CHECK(profiles.browse(member, there).total == 0);
  SpecialistQuery forged;
  forged.scope.everything = true;
  CHECK(profiles.browse(member, forged).total == 2);
}

TEST_CASE_METHOD(ProfilesFixture, "availability is changed by the specialist and counts at once",
                 "[profiles]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  Actor self = actor(user_of(bo));
  CHECK(profiles.profile(member, bo.id).presence.free_busy.state == FreeState::unknown);
  Specialist kept = profiles.change_availability(self, bo.id, office_hours(), Seen{1});
  CHECK(kept.revision == 2);
  CHECK(events_of(EventKind::availability_changed).size() == 1);
  CHECK(profiles.profile(member, bo.id).presence.free_busy.state == FreeState::now);
  Availability paused = office_hours();
  paused.paused = true;
  profiles.change_availability(self, bo.id, paused, Seen{2});
  CHECK(profiles.profile(member, bo.id).presence.free_busy.state == FreeState::paused);
}

TEST_CASE_METHOD(ProfilesFixture, "faults of availability have their place in its own body",
                 "[profiles]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  Specialist far = specialist(neighbour.id, "Verre Deskundige");
  LocalDay today = local_day(env.now());
  Availability wrong = office_hours();
  wrong.weekly[0] = {{600, 540}};
  wrong.absences = {{today, today, far.id}, {today, today, bo.id}};
  auto refusal = refused([&] { profiles.change_availability(coordinator, bo.id, wrong, Seen{1}); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/weekly/monday/0/to", "end_not_after_start"));
  CHECK(has_fault(refusal->faults(), "/absences/0/substitute", "unknown"));
  CHECK(has_fault(refusal->faults(), "/absences/1/substitute", "unknown"));
}

TEST_CASE_METHOD(ProfilesFixture, "presence counts pending and accepted work against capacity",
                 "[profiles][presence]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  bo.availability = office_hours();
  bo.availability.most_open = 2;
  keep_specialist(bo);
  invite(bo, InvitationState::pending, env.now());
  CHECK(profiles.profile(member, bo.id).presence.free_busy.state == FreeState::now);
  invite(bo, InvitationState::accepted, env.now());
  Presence full = profiles.profile(member, bo.id).presence;
  CHECK(full.load.open == 2);
  CHECK(full.free_busy.state == FreeState::full);
}

TEST_CASE_METHOD(ProfilesFixture, "new questions count from the start of the day seven days ago",
                 "[profiles][presence]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  // Thursday 26 February in the Netherlands begins at 23:00 UTC of the day before.
  invite(bo, InvitationState::declined, at("2026-02-25T22:59:59Z"));
  CHECK(profiles.profile(member, bo.id).presence.load.recent == 0);
  invite(bo, InvitationState::declined, at("2026-02-25T23:00:00Z"));
  Presence presence = profiles.profile(member, bo.id).presence;
  CHECK(presence.load.recent == 1);
  CHECK(presence.load.open == 0);
}

TEST_CASE_METHOD(ProfilesFixture, "an agreement lapses at midnight Dutch time",
                 "[profiles][presence]") {
  Specialist bo = specialist(city.id, "Bo Verzonnen");
  bo.agreements.conduct_until = "2026-03-05";
  keep_specialist(bo);
  env.set(at("2026-03-05T22:59:00Z"));
  CHECK(profiles.profile(member, bo.id).presence.lacking_agreement == std::nullopt);
  env.set(at("2026-03-05T23:00:00Z"));
  CHECK(profiles.profile(member, bo.id).presence.lacking_agreement == "conduct");
}

TEST_CASE_METHOD(ProfilesFixture, "presences come in the order asked, also for many",
                 "[profiles][presence]") {
  Specialist busy = specialist(city.id, "Bo Verzonnen");
  invite(busy, InvitationState::pending, env.now());
  std::vector<Specialist> many(1500);
  for (Specialist& each : many) each.id = env.new_id<SpecialistId>();
  many[1200] = busy;
  auto txn = store->begin(Access::read);
  auto found = presences(*txn, many, env.now());
  REQUIRE(found.size() == 1500);
  CHECK(found[1200].load.open == 1);
  CHECK(found[1199].load.open == 0);
}

}  // namespace expertise
