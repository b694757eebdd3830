// Who thought along in a closed consultation together, and what that does to a team.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

struct TogetherFixture : CaseFixture {
  using Pairs = std::vector<std::pair<SpecialistId, SpecialistId>>;

  Pairs pairs() {
    return store->begin(Access::read)->together({dirk.id(), carla.id(), bram.id(), anna.id()});
  }
  static Pairs pair(const Expert& one, const Expert& other) {
    return {std::minmax(one.id(), other.id())};
  }
  // A consultation that these people are on, advised by the first.
  ConsultationId advised(const std::vector<Expert>& people) {
    const ConsultationId id = asked(people);
    for (const Expert& each : people) accept(id, each);
    consultations.advise(people.front().actor, id, advice(), seen(id));
    return id;
  }
  ConsultationId closed(const std::vector<Expert>& people) {
    const ConsultationId id = advised(people);
    consultations.close(asker, id, closure(), {}, seen(id));
    return id;
  }
  Match matched() {
    return matching.match(asker, {.question = "Schulden en woonoverlast.",
                                  .added_topics = {"schulden", "woonoverlast"}});
  }
  // Carla knows of one part, Anna, Bram and Dirk all as much of the other.
  void divide_the_work() {
    change(carla, [](Specialist& profile) { profile.topics = {"woonoverlast"}; });
    bring_up(*store, index);
  }
};

}  // namespace

TEST_CASE_METHOD(TogetherFixture, "who was on a consultation when it was closed is known",
                 "[together]") {
  const ConsultationId id = advised({anna, bram});
  CHECK(pairs().empty());
  consultations.close(asker, id, closure(), {}, seen(id));
  CHECK(pairs() == pair(anna, bram));
  CHECK(store->begin(Access::read)->together({anna.id(), carla.id()}).empty());
  CHECK(store->begin(Access::read)->together({}).empty());
  // Twice is no more than once here.
  closed({bram, anna});
  CHECK(pairs() == pair(anna, bram));
}

TEST_CASE_METHOD(TogetherFixture, "who declined, left or was never asked on is not", "[together]") {
  const ConsultationId id = asked({anna, bram, carla});
  accept(id, anna);
  accept(id, bram);
  decline(id, carla);
  consultations.release(bram.actor, invitation_of(id, bram).id);
  consultations.advise(anna.actor, id, advice(), seen(id));
  consultations.close(asker, id, closure(), {}, seen(id));
  CHECK(pairs().empty());
}

TEST_CASE_METHOD(TogetherFixture, "one that is opened again counts when it is closed again",
                 "[together]") {
  const ConsultationId id = closed({anna, bram});
  consultations.reopen(asker, id, "Toch nog iets.", seen(id));
  CHECK(pairs().empty());
  consultations.advise(anna.actor, id, advice(), seen(id));
  consultations.close(asker, id, closure(), {}, seen(id));
  CHECK(pairs() == pair(anna, bram));
}

TEST_CASE_METHOD(TogetherFixture, "of an erased consultation nothing is left of it", "[together]") {
  const ConsultationId erased = closed({anna, bram});
  closed({carla, dirk});
  auto txn = store->begin(Access::write);
  txn->erase(erased, env.now());
  txn->commit();
  CHECK(pairs() == pair(carla, dirk));
}

TEST_CASE_METHOD(TogetherFixture, "of equals in a team it is who thought along together before",
                 "[together]") {
  divide_the_work();
  const int which = GENERATE(0, 1, 2);
  const Expert& companion = which == 0 ? anna : which == 1 ? bram : dirk;
  const ConsultationId before = advised({carla, companion});
  // Not solved: it teaches nothing of who can help, but they know each other.
  Closure unsolved = closure();
  unsolved.result = Result::not_solved;
  consultations.close(asker, before, unsolved, {}, seen(before));
  const Match match = matched();
  REQUIRE(match.team.members.size() == 2);
  const auto is_in = [&](SpecialistId id) {
    return std::any_of(match.team.members.begin(), match.team.members.end(),
                       [&](const auto& each) { return each.id == id.text(); });
  };
  CHECK(is_in(carla.id()));
  CHECK(is_in(companion.id()));
  REQUIRE(match.team.together.size() == 1);
  std::size_t told = 0;
  for (const MatchCandidate& each : match.candidates) {
    for (const search::Reason& reason : each.reasons) {
      if (reason.code != search::ReasonCode::together) continue;
      ++told;
      const bool is_carla = each.specialist.id == carla.id();
      CHECK(reason.parameters ==
            std::vector<std::string>{is_carla ? companion.profile.name : carla.profile.name});
      CHECK(reason.share == 0);
    }
  }
  CHECK(told == 2);
}

TEST_CASE_METHOD(TogetherFixture, "without it nothing is said, and every time the team is the same",
                 "[together]") {
  divide_the_work();
  const Match first = matched();
  CHECK(first.team.members.size() == 2);
  CHECK(first.team.together.empty());
  CHECK(matched().team == first.team);
}

}  // namespace expertise
