// Consultations and invitations in the store: whole values, who finds them, what time brings.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/store/fixture.h"

using namespace expertise;

namespace {

using Ids = std::vector<ConsultationId>;

Ids ids(const Paged<Consultation>& page) {
  Ids ids;
  for (const Consultation& each : page.items) ids.push_back(each.id);
  return ids;
}

/// One town with an asker, and a question of theirs.
struct TownFixture : StoreFixture {
  Municipality here = municipality("Hier");
  Municipality there = municipality("Daar");
  User asker = user(here.id);
  Team team_here = team(here.id);
  Consultation question = consultation(here.id, asker.id);
  Scope all{.municipalities = {here.id, there.id}};

  Consultation later(const std::function<void(Consultation&)>& change) {
    env.pass(std::chrono::minutes(1));
    Consultation made = consultation(here.id, asker.id);
    change(made);
    return keep(made);
  }
  Ids found(ConsultationQuery query) {
    return ids(read([&](Txn& txn) { return txn.find(query); }));
  }
  bool sees(const Scope& scope, const Consultation& one) {
    bool got = read([&](Txn& txn) { return txn.consultation(one.id, scope); }).has_value();
    ConsultationQuery query;
    query.scope = scope;
    auto page = read([&](Txn& txn) { return txn.find(query); });
    bool listed = std::ranges::count(ids(page), one.id) == 1;
    CHECK(got == listed);
    CHECK(page.total == page.items.size());
    return got && listed;
  }
};

Scope of_participant(UserId user) {
  Scope scope;
  scope.participant = user;
  return scope;
}
Scope of_invited(SpecialistId specialist) {
  Scope scope;
  scope.invited = specialist;
  return scope;
}
Scope of_teams(std::vector<TeamId> teams) {
  Scope scope;
  scope.teams = std::move(teams);
  return scope;
}
Scope of_municipalities(std::vector<MunicipalityId> municipalities) {
  Scope scope;
  scope.municipalities = std::move(municipalities);
  return scope;
}

void check_same(const Consultation& a, const Consultation& b) {
  CHECK(a.id == b.id);
  CHECK(a.municipality == b.municipality);
  CHECK(a.team == b.team);
  CHECK(a.asker == b.asker);
  CHECK(a.participants == b.participants);
  CHECK(a.state == b.state);
  CHECK(a.origin == b.origin);
  CHECK(a.revision == b.revision);
  CHECK(a.understood == b.understood);
  CHECK(a.neighbourhood == b.neighbourhood);
  CHECK(a.urgency == b.urgency);
  CHECK(a.way == b.way);
  CHECK(a.resident == b.resident);
  CHECK(a.pass_on_automatically == b.pass_on_automatically);
  CHECK(a.excluded_specialists == b.excluded_specialists);
  CHECK(a.excluded_organisations == b.excluded_organisations);
  CHECK(a.asked_at == b.asked_at);
  CHECK(a.answer_by == b.answer_by);
  CHECK(a.first_answered_at == b.first_answered_at);
  CHECK(a.advised_at == b.advised_at);
  CHECK(a.with_coordinator_since == b.with_coordinator_since);
  CHECK(a.deputy_told_at == b.deputy_told_at);
  CHECK(a.waiting_since == b.waiting_since);
  CHECK(a.closed_at == b.closed_at);
  CHECK(a.ended_at == b.ended_at);
  CHECK(a.times_passed_on == b.times_passed_on);
  CHECK(a.closure == b.closure);
  CHECK(a.follow_up == b.follow_up);
}

}  // namespace

TEST_CASE_METHOD(TownFixture, "a consultation comes back as it was put", "[consultations]") {
  auto neighbourhood = keep(Neighbourhood{env.new_id<NeighbourhoodId>(), here.id, "Fictiewijk"});
  Consultation full = question;
  auto moment = [&](int hours) { return env.now() + std::chrono::hours(hours); };
  full.team = team_here.id;
  full.participants = {env.new_id<UserId>(), env.new_id<UserId>()};
  full.state = ConsultationState::followed_up;
  full.origin = Origin::partner;
  full.revision = 12;
  full.understood = {{"schulden", "lvb"}, {"finances"}, {"wmo", "jeugdwet"}, "18-23", "tr"};
  full.neighbourhood = neighbourhood.id;
  full.urgency = Urgency::today;
  full.way = Way::together;
  full.resident = ResidentKnowledge::consent;
  full.pass_on_automatically = false;
  full.excluded_specialists = {env.new_id<SpecialistId>()};
  full.excluded_organisations = {"Stichting Verzonnen", ""};
  full.answer_by = moment(1);
  full.first_answered_at = moment(2);
  full.advised_at = moment(3);
  full.with_coordinator_since = moment(4);
  full.deputy_told_at = moment(5);
  full.waiting_since = moment(6);
  full.closed_at = moment(7);
  full.ended_at = moment(8);
  full.times_passed_on = 2;
  full.closure = Closure{Result::referred, 4, 5, 25, true, 35'000};
  full.follow_up = FollowUp{true, false, true};
  for (const Consultation& each : {question, full}) {
    keep(each);
    auto got = read([&](Txn& txn) { return txn.consultation_unscoped(each.id); });
    REQUIRE(got);
    check_same(*got, each);
  }
  SECTION("and is replaced whole") {
    keep(question);
    check_same(*read([&](Txn& txn) { return txn.consultation_unscoped(question.id); }), question);
  }
}

TEST_CASE_METHOD(TownFixture, "an empty scope finds nothing", "[consultations]") {
  CHECK_FALSE(sees({}, question));
  CHECK(read([&](Txn& txn) { return txn.find(ConsultationQuery{}); }).total == 0);
}

TEST_CASE_METHOD(TownFixture, "asker and colleagues have a consultation in scope, others not",
                 "[consultations]") {
  User colleague = user(here.id, "Collega");
  User other = user(here.id, "Ander");
  question.participants = {colleague.id};
  keep(question);
  CHECK(sees(of_participant(asker.id), question));
  CHECK(sees(of_participant(colleague.id), question));
  CHECK_FALSE(sees(of_participant(other.id), question));

  SECTION("until they are taken off it") {
    question.participants = {};
    question.asker = other.id;
    keep(question);
    CHECK_FALSE(sees(of_participant(asker.id), question));
    CHECK_FALSE(sees(of_participant(colleague.id), question));
    CHECK(sees(of_participant(other.id), question));
  }
}

TEST_CASE_METHOD(TownFixture, "a team has its own consultations in scope", "[consultations]") {
  Team other = team(here.id, "Wijkteam Zuid");
  CHECK_FALSE(sees(of_teams({team_here.id}), question));
  question.team = team_here.id;
  keep(question);
  CHECK(sees(of_teams({team_here.id}), question));
  CHECK(sees(of_teams({other.id, team_here.id}), question));
  CHECK_FALSE(sees(of_teams({other.id}), question));
}

TEST_CASE_METHOD(TownFixture, "a municipality has its own consultations in scope",
                 "[consultations]") {
  CHECK(sees(of_municipalities({here.id}), question));
  CHECK(sees(of_municipalities({there.id, here.id}), question));
  CHECK_FALSE(sees(of_municipalities({there.id}), question));
}

TEST_CASE_METHOD(TownFixture, "an invitation brings a consultation in scope as long as it counts",
                 "[consultations]") {
  Specialist invited = specialist(here.id);
  Specialist other = specialist(here.id);
  auto state = GENERATE(from_range(std::vector{
      std::pair{InvitationState::pending, true}, std::pair{InvitationState::accepted, true},
      std::pair{InvitationState::handed_over, true}, std::pair{InvitationState::released, true},
      std::pair{InvitationState::declined, false}, std::pair{InvitationState::expired, false},
      std::pair{InvitationState::withdrawn, false}}));
  invitation(question, invited.id, state.first);
  CHECK(sees(of_invited(invited.id), question) == state.second);
  CHECK_FALSE(sees(of_invited(other.id), question));
}

TEST_CASE_METHOD(TownFixture, "a scope is the union of its parts and finds nothing twice",
                 "[consultations]") {
  Specialist invited = specialist(here.id);
  question.team = team_here.id;
  question.participants = {asker.id};
  keep(question);
  invitation(question, invited.id);
  invitation(question, invited.id, InvitationState::accepted);
  Scope scope{.participant = asker.id,
              .teams = {team_here.id},
              .invited = invited.id,
              .municipalities = {here.id}};
  CHECK(sees(scope, question));
  Scope one_part_holds{.participant = env.new_id<UserId>(),
                       .teams = {env.new_id<TeamId>()},
                       .invited = invited.id,
                       .municipalities = {there.id}};
  CHECK(sees(one_part_holds, question));
  one_part_holds.invited = env.new_id<SpecialistId>();
  CHECK_FALSE(sees(one_part_holds, question));
}

TEST_CASE_METHOD(TownFixture, "the conditions of a query only ever narrow its scope",
                 "[consultations]") {
  Consultation theirs = consultation(there.id, user(there.id).id);
  ConsultationQuery query;
  query.scope = of_municipalities({here.id});
  query.municipality = there.id;
  CHECK(found(query).empty());
  query.scope = of_municipalities({there.id});
  CHECK(found(query) == Ids{theirs.id});
}

TEST_CASE_METHOD(TownFixture, "consultations are found by each condition", "[consultations]") {
  auto neighbourhood = keep(Neighbourhood{env.new_id<NeighbourhoodId>(), here.id, "Fictiewijk"});
  User colleague = user(here.id, "Collega");
  Specialist invited = specialist(here.id);
  Consultation closed = later([&](Consultation& c) {
    c.state = ConsultationState::closed;
    c.closure = Closure{Result::taken_over, 3, 3, 5, false, {}};
    c.understood.topics = {"schulden", "wonen"};
    c.neighbourhood = neighbourhood.id;
    c.team = team_here.id;
    c.participants = {colleague.id};
  });
  Consultation running = later([&](Consultation& c) {
    c.state = ConsultationState::in_consultation;
    c.understood.topics = {"wonen"};
  });
  invitation(closed, invited.id, InvitationState::accepted);
  invitation(running, invited.id, InvitationState::pending);
  auto with = [&](const std::function<void(ConsultationQuery&)>& change) {
    ConsultationQuery query;
    query.scope = all;
    change(query);
    return found(query);
  };
  using Query = ConsultationQuery;
  CHECK(with([](Query&) {}) == Ids{running.id, closed.id, question.id});
  CHECK(with([](Query& q) {
          q.states = {ConsultationState::closed, ConsultationState::open};
        }) == Ids{closed.id, question.id});
  CHECK(with([&](Query& q) { q.municipality = here.id; }).size() == 3);
  CHECK(with([&](Query& q) { q.municipality = there.id; }).empty());
  CHECK(with([&](Query& q) { q.neighbourhood = neighbourhood.id; }) == Ids{closed.id});
  CHECK(with([&](Query& q) { q.team = team_here.id; }) == Ids{closed.id});
  CHECK(with([](Query& q) { q.topic = "wonen"; }) == Ids{running.id, closed.id});
  CHECK(with([](Query& q) { q.topic = "schulden"; }) == Ids{closed.id});
  CHECK(with([](Query& q) { q.result = Result::taken_over; }) == Ids{closed.id});
  CHECK(with([](Query& q) { q.result = Result::referred; }).empty());
  CHECK(with([&](Query& q) { q.invited = invited.id; }) == Ids{running.id, closed.id});
  CHECK(with([&](Query& q) {
          q.invited = invited.id;
          q.invitation_states = {InvitationState::pending, InvitationState::expired};
        }) == Ids{running.id});
  CHECK(with([&](Query& q) { q.participant = colleague.id; }) == Ids{closed.id});
  CHECK(with([&](Query& q) { q.participant = asker.id; }).size() == 3);
  CHECK(with([&](Query& q) { q.asked_from = closed.asked_at; }) == Ids{running.id, closed.id});
  CHECK(with([&](Query& q) { q.asked_before = closed.asked_at; }) == Ids{question.id});
  CHECK(with([](Query& q) { q.unreviewed = true; }) == Ids{closed.id});
  CHECK(with([](Query& q) { q.page = {1, 1}; }) == Ids{closed.id});
  keep(Review{env.new_id<ReviewId>(), closed.id, colleague.id, Verdict::in_order, env.now()});
  CHECK(with([](Query& q) { q.unreviewed = true; }).empty());
}

TEST_CASE_METHOD(TownFixture, "the nearest deadline can come first", "[consultations]") {
  Consultation soon = later([&](Consultation& c) { c.answer_by = env.now(); });
  ConsultationQuery query;
  query.scope = all;
  query.order = ConsultationOrder::deadline_first;
  CHECK(found(query) == Ids{soon.id, question.id});
  query.order = ConsultationOrder::newest_first;
  CHECK(found(query) == Ids{soon.id, question.id});
  question.answer_by = env.now() - std::chrono::hours(1);
  keep(question);
  query.order = ConsultationOrder::deadline_first;
  CHECK(found(query) == Ids{question.id, soon.id});
}

TEST_CASE_METHOD(TownFixture, "invitations come back as they were put, oldest first",
                 "[invitations]") {
  Specialist invited = specialist(here.id);
  auto group = keep(Group{env.new_id<GroupId>(), here.id, "Schulden", {invited.id}});
  Invitation first = invitation(question, invited.id);
  Invitation full{.id = env.new_id<InvitationId>(),
                  .consultation = question.id,
                  .municipality = here.id,
                  .specialist = invited.id,
                  .group = group.id,
                  .state = InvitationState::declined,
                  .invited_by = InvitedBy::automatic,
                  .decline_reason = DeclineReason::on_leave,
                  .invited_at = env.now() + std::chrono::hours(1),
                  .answer_by = env.now() + std::chrono::hours(2),
                  .decided_at = env.now() + std::chrono::hours(3),
                  .follows = first.id,
                  .minutes = 35,
                  .minutes_at = env.now() + std::chrono::hours(4)};
  keep(full);
  auto got = read([&](Txn& txn) { return txn.invitation(full.id); });
  REQUIRE(got);
  CHECK(got->consultation == full.consultation);
  CHECK(got->municipality == full.municipality);
  CHECK(got->specialist == full.specialist);
  CHECK(got->group == full.group);
  CHECK(got->state == full.state);
  CHECK(got->invited_by == full.invited_by);
  CHECK(got->decline_reason == full.decline_reason);
  CHECK(got->invited_at == full.invited_at);
  CHECK(got->answer_by == full.answer_by);
  CHECK(got->decided_at == full.decided_at);
  CHECK(got->follows == full.follows);
  CHECK(got->minutes == full.minutes);
  CHECK(got->minutes_at == full.minutes_at);
  auto all_of_it = read([&](Txn& txn) { return txn.invitations(question.id); });
  REQUIRE(all_of_it.size() == 2);
  CHECK(all_of_it[0].id == first.id);
  CHECK(all_of_it[1].id == full.id);
  CHECK(read([&](Txn& txn) { return txn.invitations(ConsultationId()); }).empty());
}

TEST_CASE_METHOD(TownFixture, "pending invitations are due at their moment, oldest first",
                 "[invitations]") {
  Specialist invited = specialist(here.id);
  Invitation second = invitation(question, invited.id);
  second.answer_by += std::chrono::minutes(5);
  keep(second);
  Invitation first = invitation(question, invited.id);
  Invitation decided = invitation(question, invited.id, InvitationState::accepted);
  auto due = [&](Instant now, std::size_t limit = 10) {
    std::vector<InvitationId> ids_due;
    for (const auto& each :
         read([&](Txn& txn) { return txn.pending_invitations_due(now, limit); })) {
      ids_due.push_back(each.id);
    }
    return ids_due;
  };
  CHECK(due(first.answer_by - std::chrono::milliseconds(1)).empty());
  CHECK(due(first.answer_by) == std::vector{first.id});
  CHECK(due(decided.answer_by + std::chrono::days(1)) == std::vector{first.id, second.id});
  CHECK(due(decided.answer_by + std::chrono::days(1), 1) == std::vector{first.id});
}

TEST_CASE_METHOD(TownFixture, "time finds what lies with the coordinator, closed and unattended",
                 "[consultations]") {
  Instant start = env.now();
  Consultation lying = later([&](Consultation& c) {
    c.state = ConsultationState::with_coordinator;
    c.with_coordinator_since = start + std::chrono::hours(2);
  });
  Consultation longer = later([&](Consultation& c) {
    c.state = ConsultationState::with_coordinator;
    c.with_coordinator_since = start + std::chrono::hours(1);
  });
  later([&](Consultation& c) {
    c.state = ConsultationState::with_coordinator;
    c.with_coordinator_since = start;
    c.deputy_told_at = start;
  });
  Consultation closed = later([&](Consultation& c) {
    c.state = ConsultationState::closed;
    c.closed_at = start;
  });
  Consultation attended = later([](Consultation&) {});
  invitation(attended, specialist(here.id).id);
  Consultation declined = later([](Consultation&) {});
  invitation(declined, specialist(here.id).id, InvitationState::declined);
  read([&](Txn& txn) {
    CHECK(txn.with_coordinator_since(start + std::chrono::days(1), 10) == Ids{longer.id, lying.id});
    CHECK(txn.with_coordinator_since(start + std::chrono::days(1), 1) == Ids{longer.id});
    CHECK(txn.with_coordinator_since(start + std::chrono::minutes(90), 10) == Ids{longer.id});
    CHECK(txn.with_coordinator_since(start, 10).empty());
    CHECK(txn.closed_before(start, 10) == Ids{closed.id});
    CHECK(txn.closed_before(start - std::chrono::milliseconds(1), 10).empty());
    CHECK(txn.open_without_invitation(env.now(), 10) == Ids{question.id, declined.id});
    CHECK(txn.open_without_invitation(start, 10) == Ids{question.id});
    CHECK(txn.open_without_invitation(env.now(), 1) == Ids{question.id});
    return 0;
  });
}

TEST_CASE_METHOD(TownFixture, "a ranking is kept best first and replaced whole",
                 "[consultations]") {
  auto ranked = [&](double score) { return RankedSpecialist{env.new_id<SpecialistId>(), score}; };
  std::vector<RankedSpecialist> first{ranked(9.5), ranked(0.1), ranked(7.25)};
  write([&](Txn& txn) { txn.put_ranking(question.id, first); });
  auto got = read([&](Txn& txn) { return txn.ranking(question.id); });
  REQUIRE(got.size() == 3);
  for (std::size_t i = 0; i < got.size(); ++i) {
    CHECK(got[i].specialist == first[i].specialist);
    CHECK(got[i].score == first[i].score);
  }
  write([&](Txn& txn) { txn.put_ranking(question.id, {first[2]}); });
  CHECK(read([&](Txn& txn) { return txn.ranking(question.id); }).size() == 1);
}

TEST_CASE_METHOD(TownFixture, "reviews come back as they were put, oldest first",
                 "[consultations]") {
  Review first{env.new_id<ReviewId>(), question.id, asker.id, Verdict::action_needed, env.now()};
  Review second{env.new_id<ReviewId>(), question.id, asker.id, Verdict::in_order,
                env.now() + std::chrono::hours(1)};
  keep(second);
  keep(first);
  auto got = read([&](Txn& txn) { return txn.reviews(question.id); });
  REQUIRE(got.size() == 2);
  CHECK(got[0].id == first.id);
  CHECK(got[0].reviewer == asker.id);
  CHECK(got[0].verdict == Verdict::action_needed);
  CHECK(got[0].reviewed_at == first.reviewed_at);
  CHECK(got[1].id == second.id);
}
