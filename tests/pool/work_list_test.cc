// The lists that a coordinator works from, and a neighbourhood that was chosen.
#include <algorithm>
#include <catch2/catch.hpp>

#include "server/pool/clock_work.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using State = ConsultationState;

struct WorkListFixture : CaseFixture {
  std::vector<ConsultationId> found(const ConsultationQuery& query) {
    std::vector<ConsultationId> ids;
    for (const ConsultationView& each : consultations.list(coordinator, query).items) {
      ids.push_back(each.consultation.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  static std::vector<ConsultationId> sorted(std::vector<ConsultationId> ids) {
    std::sort(ids.begin(), ids.end());
    return ids;
  }
};

}  // namespace

TEST_CASE_METHOD(WorkListFixture, "unanswered is what nobody has accepted yet", "[work_list]") {
  auto open = in_state(State::open);
  auto waiting = in_state(State::with_coordinator);
  for (State other : {State::in_consultation, State::awaiting_asker, State::advised, State::closed,
                      State::withdrawn, State::followed_up}) {
    in_state(other);
  }
  ConsultationQuery query;
  query.unanswered = true;
  CHECK(found(query) == sorted({open, waiting}));
  query.states = {State::with_coordinator};
  CHECK(found(query) == std::vector{waiting});
}

TEST_CASE_METHOD(WorkListFixture, "closed ones are found by when, and by the look back that lacks",
                 "[work_list]") {
  auto before = in_state(State::closed);
  auto looked_back = in_state(State::followed_up);
  const Instant between = env.now() + std::chrono::hours(1);
  env.pass(std::chrono::hours(2));
  auto after = in_state(State::closed);
  in_state(State::advised);

  ConsultationQuery query;
  query.closed_before = between;
  CHECK(found(query) == sorted({before, looked_back}));
  query.without_follow_up = true;
  CHECK(found(query) == std::vector{before});
  query.closed_before.reset();
  CHECK(found(query) == sorted({before, after}));
  // Over without an answer is not looked back on either.
  env.pass(std::chrono::days(60));
  do_what_is_due(context, env.now());
  CHECK(state(before) == State::followed_up);
  CHECK(found(query) == sorted({before, after}));
}

TEST_CASE_METHOD(WorkListFixture, "a neighbourhood that is chosen counts as one that is named",
                 "[work_list]") {
  Expert near = expert("Nel Nabij"), far = expert("Fred Ver");
  near.profile.neighbourhoods = {quarter.name};
  far.profile.neighbourhoods = {"Elders"};
  keep_specialist(near.profile);
  keep_specialist(far.profile);
  bring_up(*store, index);

  const std::string text = "Moeder heeft schulden.";
  Match plain = matching.match(asker, {.question = text});
  Match named = matching.match(asker, {.question = text + " Zij woont in de Molenwijk."});
  Match chosen = matching.match(asker, {.question = text, .neighbourhood = quarter.id});
  CHECK(plain.understood.neighbourhoods.empty());
  CHECK(chosen.understood.neighbourhoods == named.understood.neighbourhoods);
  auto place = [](const Match& match, SpecialistId id) {
    return std::find_if(match.candidates.begin(), match.candidates.end(),
                        [&](const MatchCandidate& each) { return each.specialist.id == id; });
  };
  auto has_reason = [&](const Match& match) {
    const auto& reasons = place(match, near.id())->reasons;
    return std::any_of(reasons.begin(), reasons.end(), [](const search::Reason& each) {
      return each.code == search::ReasonCode::neighbourhood;
    });
  };
  REQUIRE(place(chosen, near.id()) != chosen.candidates.end());
  CHECK_FALSE(has_reason(plain));
  CHECK(has_reason(chosen));
  CHECK(has_reason(named));
  CHECK(place(chosen, near.id()) < place(chosen, anna.id()));
  CHECK(place(chosen, near.id())->score > place(plain, near.id())->score);

  NewQuestion made = question(text);
  made.neighbourhood = quarter.id;
  ConsultationId id = consultations.ask(asker, made, {});
  auto ranking = store->begin(Access::read)->ranking(id);
  REQUIRE_FALSE(ranking.empty());
  CHECK(ranking.front().specialist == near.id());
}

TEST_CASE_METHOD(WorkListFixture, "a neighbourhood of another municipality is not there",
                 "[work_list]") {
  Neighbourhood other = neighbourhood(municipality("Elders").id, "Buurt");
  auto refusal =
      refused([&] { matching.match(asker, {.question = "schulden", .neighbourhood = other.id}); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/neighbourhood", "not_found"));
}

}  // namespace expertise
