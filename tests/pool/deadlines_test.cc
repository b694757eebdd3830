// Deadlines that are said before a question is sent are those that it gets.
#include <catch2/catch.hpp>

#include "tests/pool/case_fixture.h"

namespace expertise {

TEST_CASE_METHOD(CaseFixture, "the deadlines said beforehand are those a question gets",
                 "[deadlines]") {
  // A Friday afternoon, an hour before closing time; the Monday after is a closing day.
  env.set(at("2026-03-06T15:00:00Z"));
  town.closing_days = {"2026-03-09"};
  auto txn = store->begin(Access::write);
  txn->put(town);
  txn->commit();

  auto said = consultations.deadlines(asker, std::nullopt);
  REQUIRE(said.size() == codes<Urgency>.size());
  for (const UrgencyDeadline& each : said) {
    NewQuestion made = question();
    made.urgency = each.urgency;
    CAPTURE(code(each.urgency));
    CHECK(row(asked(made)).answer_by == each.answer_by);
  }
  CHECK(said[0].urgency == Urgency::today);
  CHECK(said[0].answer_by == at("2026-03-10T10:30:00Z"));
  CHECK(said[1].answer_by == at("2026-03-11T15:00:00Z"));
}

TEST_CASE_METHOD(CaseFixture, "deadlines are said for one's own municipalities only",
                 "[deadlines]") {
  Municipality neighbour = municipality("Buurgemeente");
  neighbour.closing_days = {"2026-03-05", "2026-03-06"};
  auto txn = store->begin(Access::write);
  txn->put(neighbour);
  txn->commit();

  auto refusal = refused([&] { consultations.deadlines(asker, neighbour.id); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "query/municipality", "not_found"));

  Team over_there = team(neighbour.id, "Wijkteam Buur");
  asking.teams.push_back(over_there.id);
  keep_user(asking);
  Actor of_both = actor(asking);
  auto home = consultations.deadlines(of_both, std::nullopt);
  auto there = consultations.deadlines(of_both, neighbour.id);
  CHECK(home == consultations.deadlines(of_both, town.id));
  CHECK(home.front().answer_by < there.front().answer_by);
}

}  // namespace expertise
