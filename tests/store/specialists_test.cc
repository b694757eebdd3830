// Specialists in the store: whole profiles, how they are found, and the work they have in hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/store/fixture.h"

using namespace expertise;

namespace {

PoolScope everything() { return {.everything = true, .municipalities = {}}; }

PoolScope only(MunicipalityId municipality) {
  return {.everything = false, .municipalities = {municipality}};
}

LocalDay day(int year, unsigned month, unsigned number) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(number);
}

Availability busy_life(SpecialistId substitute) {
  Availability availability;
  availability.weekly[0] = {{540, 720}, {780, 1020}};
  availability.weekly[6] = {{0, 1440}};
  availability.exceptions = {{day(2026, 12, 24), {{540, 600}}}, {day(2026, 12, 25), {}}};
  availability.absences = {{day(2026, 7, 1), day(2026, 7, 21), substitute},
                           {day(2026, 8, 1), day(2026, 8, 1), std::nullopt}};
  availability.whereabouts = {
      {1, {540, 720}, {AppointmentWay::on_the_spot}, "Wijkcentrum  De Brink, 2e verdieping"},
      {3, {0, 1440}, {AppointmentWay::video, AppointmentWay::phone}, ""},
      {6, {0, 1}, {}, " - é 1-2 "}};
  availability.paused = true;
  availability.most_open = 0;
  availability.most_new_per_week = 3;
  availability.notice_hours = 48;
  availability.reachable_until = at("2026-03-05T12:00:00.123Z");
  return availability;
}

std::vector<std::string> names(const Paged<Specialist>& page) {
  std::vector<std::string> names;
  for (const Specialist& each : page.items) names.push_back(each.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(StoreFixture, "a profile comes back as it was put", "[specialists]") {
  Municipality place = municipality();
  Specialist put{.id = env.new_id<SpecialistId>(),
                 .municipality = place.id,
                 .external_id = "EXT-1",
                 .name = "Bram Bedacht",
                 .title = "Schuldhulpverlener",
                 .organisation = "Stichting Verzonnen",
                 .summary = "Regel één\nregel twee: \"aanhaling\" \\ en meer",
                 .topics = {"schulden", "beslag"},
                 .life_domains = {"finances"},
                 .laws = {"wmo"},
                 .age_groups = {"18-23"},
                 .target_groups = {"lvb"},
                 .languages = {"nl", "tr"},
                 .neighbourhoods = {"Fictiewijk", "Het Bedenksel"},
                 .ways = {Way::phone, Way::written},
                 .knowledge = KnowledgeKind::experience,
                 .phone = "000-0000000",
                 .email = "bram@voorbeeld.example",
                 .contact_times = "ma en di ochtend",
                 .agreements = {"2027-01-01", "2028-01-01", ""},
                 .availability = busy_life(env.new_id<SpecialistId>()),
                 .active = false,
                 .revision = 7};
  keep(put);
  auto got = read([&](Txn& txn) { return txn.specialist(put.id); });
  REQUIRE(got);
  CHECK(*got == put);
  CHECK_FALSE(read([&](Txn& txn) { return txn.specialist(SpecialistId()); }));

  SECTION("also an empty one") {
    Specialist bare;
    bare.id = put.id;
    bare.municipality = place.id;
    keep(bare);
    CHECK(*read([&](Txn& txn) { return txn.specialist(put.id); }) == bare);
  }
}

TEST_CASE_METHOD(StoreFixture, "specialists come in the order asked, those that exist",
                 "[specialists]") {
  Municipality place = municipality();
  Specialist first = specialist(place.id, "Een");
  Specialist second = specialist(place.id, "Twee");
  auto found = read([&](Txn& txn) {
    return txn.specialists({second.id, env.new_id<SpecialistId>(), first.id});
  });
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "Twee");
  CHECK(found[1].name == "Een");
  std::vector<SpecialistId> many(1001, first.id);
  CHECK_THROWS_AS(read([&](Txn& txn) { return txn.specialists(many); }), std::logic_error);
  many.pop_back();
  CHECK(read([&](Txn& txn) { return txn.specialists(many); }).size() == 1000);
}

TEST_CASE_METHOD(StoreFixture, "an external id belongs to one profile of a municipality",
                 "[specialists]") {
  Municipality here = municipality("Hier");
  Municipality there = municipality("Daar");
  Specialist first = specialist(here.id);
  first.external_id = "A-1";
  keep(first);
  Specialist same_there = specialist(there.id);
  same_there.external_id = "A-1";
  keep(same_there);
  read([&](Txn& txn) {
    CHECK(txn.specialist_by_external_id(here.id, "A-1")->id == first.id);
    CHECK(txn.specialist_by_external_id(there.id, "A-1")->id == same_there.id);
    CHECK_FALSE(txn.specialist_by_external_id(here.id, "A-2"));
    CHECK_FALSE(txn.specialist_by_external_id(here.id, ""));
    return 0;
  });
  Specialist second = specialist(here.id);
  second.external_id = "A-1";
  auto refusal = refused([&] { keep(second); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::conflict);
  specialist(here.id);  // as many without one as there are
}

TEST_CASE_METHOD(StoreFixture, "specialists are found by what they know and where they work",
                 "[specialists]") {
  Municipality here = municipality("Hier");
  Municipality there = municipality("Daar");
  Specialist alice = specialist(here.id, "alice");
  Specialist boris = specialist(here.id, "Boris");
  Specialist cleo = specialist(there.id, "Cleo");
  Specialist left = specialist(here.id, "Weg");
  alice.topics = {"schulden", "wonen"};
  alice.life_domains = {"finances"};
  alice.neighbourhoods = {"Noord"};
  alice.organisation = "Stichting Een";
  boris.topics = {"wonen"};
  boris.organisation = "Stichting Twee";
  left.active = false;
  for (const Specialist& each : {alice, boris, cleo, left}) keep(each);
  auto found = [&](SpecialistQuery query) {
    return names(read([&](Txn& txn) { return txn.find(query); }));
  };
  CHECK(found({.scope = everything()}) == Names{"alice", "Boris", "Cleo"});
  CHECK(found({.scope = everything(), .with_inactive = true}).size() == 4);
  std::vector<SpecialistId> behind;
  SpecialistQuery by_id{.scope = everything(), .behind = SpecialistId()};
  by_id.page.limit = 2;
  for (const std::size_t expected : {2U, 1U, 0U}) {
    const auto page = read([&](Txn& txn) { return txn.find(by_id); });
    REQUIRE(page.items.size() == expected);
    for (const Specialist& each : page.items) behind.push_back(each.id);
    by_id.behind = behind.back();
  }
  CHECK(std::is_sorted(behind.begin(), behind.end()));
  CHECK(std::set<SpecialistId>(behind.begin(), behind.end()) ==
        std::set<SpecialistId>{alice.id, boris.id, cleo.id});
  CHECK(found({.scope = only(here.id)}) == Names{"alice", "Boris"});
  CHECK(found({}) == Names{});
  CHECK(found({.scope = everything(), .municipality = there.id}) == Names{"Cleo"});
  CHECK(found({.scope = everything(), .topic = "wonen"}) == Names{"alice", "Boris"});
  CHECK(found({.scope = everything(), .topic = "schulden"}) == Names{"alice"});
  CHECK(found({.scope = everything(), .topic = "finances"}) == Names{});
  CHECK(found({.scope = everything(), .life_domain = "finances"}) == Names{"alice"});
  CHECK(found({.scope = everything(), .organisation = "Stichting Twee"}) == Names{"Boris"});
  CHECK(found({.scope = only(here.id), .neighbourhood = "Noord"}) == Names{"alice", "Boris"});
  CHECK(found({.scope = only(here.id), .neighbourhood = "Zuid"}) == Names{"Boris"});
  CHECK(found({.scope = everything(), .page = {1, 1}}) == Names{"Boris"});

  SECTION("and no longer by what they dropped") {
    alice.topics = {"wonen"};
    keep(alice);
    CHECK(found({.scope = everything(), .topic = "schulden"}) == Names{});
  }
}

TEST_CASE_METHOD(StoreFixture, "load counts pending invitations and running questions",
                 "[specialists]") {
  Municipality place = municipality();
  User asker = user(place.id);
  Specialist busy = specialist(place.id);
  Specialist idle = specialist(place.id);
  Instant since = env.now();
  auto invited_to = [&](ConsultationState state, InvitationState invited) {
    Consultation one = consultation(place.id, asker.id);
    one.state = state;
    keep(one);
    invitation(one, busy.id, invited);
  };
  invited_to(ConsultationState::open, InvitationState::pending);
  invited_to(ConsultationState::in_consultation, InvitationState::accepted);
  invited_to(ConsultationState::awaiting_asker, InvitationState::accepted);
  invited_to(ConsultationState::advised, InvitationState::accepted);
  invited_to(ConsultationState::closed, InvitationState::accepted);
  invited_to(ConsultationState::open, InvitationState::declined);
  invited_to(ConsultationState::open, InvitationState::handed_over);
  auto loads = read([&](Txn& txn) { return txn.loads({busy.id, idle.id}, {since, since}); });
  REQUIRE(loads.size() == 2);
  CHECK(loads[busy.id].open == 3);
  CHECK(loads[busy.id].recent == 7);
  CHECK(loads[idle.id].open == 0);
  CHECK(loads[idle.id].recent == 0);
  env.pass(std::chrono::hours(1));
  invited_to(ConsultationState::open, InvitationState::pending);
  loads = read([&](Txn& txn) { return txn.loads({busy.id}, {env.now(), env.now()}); });
  CHECK(loads[busy.id].open == 4);
  CHECK(loads[busy.id].recent == 1);
}

TEST_CASE_METHOD(StoreFixture, "work in hand follows the invitation and the consultation",
                 "[specialists]") {
  Municipality place = municipality();
  User asker = user(place.id);
  Specialist expert = specialist(place.id);
  Consultation asked = consultation(place.id, asker.id);
  keep(asked);
  const auto open = [&] {
    return read([&](Txn& txn) { return txn.loads({expert.id}, {})[expert.id].open; });
  };
  Invitation invited = invitation(asked, expert.id, InvitationState::pending);
  CHECK(open() == 1);
  invited.state = InvitationState::accepted;
  keep(invited);
  CHECK(open() == 1);
  asked.state = ConsultationState::advised;
  keep(asked);
  CHECK(open() == 0);
  asked.state = ConsultationState::in_consultation;
  keep(asked);
  CHECK(open() == 1);
  invited.state = InvitationState::released;
  keep(invited);
  CHECK(open() == 0);
}

TEST_CASE_METHOD(StoreFixture, "load sums the minutes that were said since a moment",
                 "[specialists]") {
  Municipality place = municipality();
  User asker = user(place.id);
  Specialist busy = specialist(place.id);
  Specialist idle = specialist(place.id);
  const Instant start = env.now();
  Consultation one = consultation(place.id, asker.id);
  auto took = [&](const Consultation& about, int minutes) {
    Invitation made = invitation(about, busy.id, InvitationState::accepted);
    add_minutes(made, minutes, env.now());
    return keep(made);
  };
  auto spent_since = [&](Instant since) {
    return read([&](Txn& txn) {
      return txn.loads({busy.id, idle.id}, {.recent = start, .spent = since});
    });
  };
  CHECK(spent_since(start)[busy.id].spent == TimeSpent{});
  took(consultation(place.id, asker.id), 95);
  invitation(one, busy.id, InvitationState::accepted);
  env.pass(std::chrono::hours(1));
  took(one, 20);
  Invitation again = took(one, 1440);
  add_minutes(again, 1440, env.now());
  keep(again);
  auto loads = spent_since(start);
  CHECK(loads[busy.id].spent == TimeSpent{.consultations = 2, .minutes = 2995});
  CHECK(loads[busy.id].recent == 4);
  CHECK(loads[idle.id].spent == TimeSpent{});
  CHECK(spent_since(env.now())[busy.id].spent == TimeSpent{.consultations = 1, .minutes = 2900});
  env.pass(std::chrono::milliseconds(1));
  CHECK(spent_since(env.now())[busy.id].spent == TimeSpent{});
}
