// What is learned from closed consultations: which teach, what is kept of them, and that it follows
// opening again, destroying and erasing.
#include "server/pool/learning.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "tests/pool/case_fixture.h"

using namespace expertise;

namespace {

using State = ConsultationState;

struct LearningFixture : CaseFixture {
  /// How often this person is told to have advised on debts.
  int times(const Expert& expert) { return times_by(matching, expert); }
  static int times_by(const Matching& told, const Expert& expert) {
    for (const ThoughtAlong& each : told.thought_along(expert.id())) {
      if (each.topic == "schulden") return each.times;
    }
    return 0;
  }

  ConsultationId closed_with(const Closure& closure) {
    ConsultationId id = in_state(State::advised);
    consultations.close(asker, id, closure, {}, seen(id));
    return id;
  }
  Closure valued(int resident, int by_asker) {
    Closure made = closure();
    made.value_for_resident = resident;
    made.value_for_asker = by_asker;
    return made;
  }

  std::optional<Details> lesson(ConsultationId id) {
    return store->begin(Access::read)->lesson(id);
  }

  Match match(const std::string& text) { return matching.match(asker, {.question = text}); }
  const MatchCandidate* candidate(const Match& match, const Expert& expert) {
    for (const MatchCandidate& each : match.candidates) {
      if (each.specialist.id == expert.id()) return &each;
    }
    return nullptr;
  }
  bool is_told(const Match& match, const Expert& expert, search::ReasonCode code) {
    const MatchCandidate* found = candidate(match, expert);
    REQUIRE(found != nullptr);
    return std::any_of(found->reasons.begin(), found->reasons.end(),
                       [&](const search::Reason& each) { return each.code == code; });
  }
};

}  // namespace

TEST_CASE_METHOD(LearningFixture, "who advised on what helped is told to have thought along",
                 "[learning]") {
  CHECK(times(anna) == 0);
  CHECK_FALSE(is_told(match("Wat te doen met schulden?"), anna, search::ReasonCode::thought_along));
  closed_with(closure());
  closed_with(closure());
  CHECK(times(anna) == 2);
  CHECK(times(bram) == 0);
  const Match told = match("Wat te doen met schulden?");
  CHECK(is_told(told, anna, search::ReasonCode::thought_along));
  CHECK_FALSE(is_told(told, bram, search::ReasonCode::thought_along));
  CHECK(candidate(told, anna)->score > candidate(told, bram)->score);
}

TEST_CASE_METHOD(LearningFixture, "only what was valued well teaches", "[learning]") {
  SECTION("a value of four on average is enough") {
    closed_with(valued(3, 5));
    CHECK(times(anna) == 1);
  }
  SECTION("less is not") {
    ConsultationId id = closed_with(valued(3, 4));
    CHECK(times(anna) == 0);
    CHECK_FALSE(lesson(id));
  }
  SECTION("nor what was not solved, however valued") {
    Closure unsolved = valued(5, 5);
    unsolved.result = Result::not_solved;
    closed_with(unsolved);
    CHECK(times(anna) == 0);
  }
  SECTION("nor what turned out not to help") {
    ConsultationId id = closed_with(closure());
    CHECK(times(anna) == 1);
    consultations.follow_up(asker, id, {.done = true, .helped = false, .arrived = true}, seen(id));
    CHECK(times(anna) == 0);
  }
  SECTION("nor what a review calls for action on") {
    ConsultationId id = closed_with(closure());
    consultations.review(coordinator, id, Verdict::learning_point, "");
    CHECK(times(anna) == 1);
    consultations.review(coordinator, id, Verdict::action_needed, "");
    CHECK(times(anna) == 0);
  }
  SECTION("nor what nobody in the pool advised on") {
    ConsultationId id = in_state(State::with_coordinator);
    consultations.answer_by_phone(coordinator, id, advice(), seen(id));
    consultations.close(asker, id, closure(), {}, seen(id));
    CHECK_FALSE(lesson(id));
  }
}

TEST_CASE_METHOD(LearningFixture, "a better valued consultation is worth more", "[learning]") {
  Consultation consultation;
  CHECK(worth_of(consultation, {}) == 0);
  consultation.closure = valued(4, 4);
  CHECK(worth_of(consultation, {}) == Approx(0.5));
  consultation.closure = valued(5, 5);
  CHECK(worth_of(consultation, {}) == Approx(1));
}

TEST_CASE_METHOD(LearningFixture, "opening again withdraws what was learned, closing learns anew",
                 "[learning]") {
  ConsultationId id = closed_with(closure());
  REQUIRE(times(anna) == 1);
  consultations.reopen(asker, id, "Het lost toch niet op.", seen(id));
  CHECK(times(anna) == 0);
  CHECK_FALSE(lesson(id));
  consultations.advise(anna.actor, id, advice(), seen(id));
  consultations.close(asker, id, closure(), {}, seen(id));
  CHECK(times(anna) == 1);
}

TEST_CASE_METHOD(LearningFixture, "a lesson holds who advised and terms, and no person",
                 "[learning][privacy]") {
  NewQuestion made = question("Mevrouw Jansen uit de straat heeft schulden, bel 06-12345678.");
  made.specialists = {anna.id()};
  ConsultationId id = asked(made);
  accept(id, anna);
  consultations.advise(anna.actor, id, advice(), seen(id));
  consultations.close(asker, id, closure(), {}, seen(id));
  const auto kept = lesson(id);
  REQUIRE(kept);
  CHECK(kept->at("specialists") == anna.id().text());
  const std::string terms = " " + kept->at("terms");
  CHECK(terms.find(" schuld:") != std::string::npos);
  CHECK(terms.find("jansen") == std::string::npos);
  CHECK(terms.find("12345678") == std::string::npos);

  std::ifstream file(directory.path() / "pool.db", std::ios::binary);
  const std::string on_disk{std::istreambuf_iterator<char>(file), {}};
  CHECK(on_disk.find(kept->at("terms")) == std::string::npos);
}

TEST_CASE_METHOD(LearningFixture, "reading a question to learn from it is in the access log",
                 "[learning][privacy]") {
  ConsultationId id = in_state(State::advised);
  const auto before = consultations.access_log(asker, {.consultation = id}).total;
  consultations.close(asker, id, closure(), {}, seen(id));
  const auto log = consultations.access_log(asker, {.consultation = id});
  const auto learning =
      std::find_if(log.items.begin(), log.items.end(),
                   [](const AccessEntry& each) { return each.purpose == "learning"; });
  REQUIRE(learning != log.items.end());
  CHECK_FALSE(learning->actor);
  CHECK(learning->action == "read");
  CHECK(log.total > before);
}

TEST_CASE_METHOD(LearningFixture, "what teaches nothing is not read", "[learning][privacy]") {
  ConsultationId id = closed_with(valued(1, 2));
  const auto log = consultations.access_log(asker, {.consultation = id});
  CHECK(std::none_of(log.items.begin(), log.items.end(),
                     [](const AccessEntry& each) { return each.purpose == "learning"; }));
}

TEST_CASE_METHOD(LearningFixture, "destroying a wording of the question takes its words along",
                 "[learning][privacy]") {
  ConsultationId id = closed_with(closure());
  MessageId message = consultations.thread(asker, id).entries.front().message.id;
  REQUIRE_FALSE(lesson(id)->at("terms").empty());
  consultations.destroy_text(asker, id, message, 1);
  REQUIRE(lesson(id));
  CHECK_FALSE(lesson(id)->contains("terms"));
  CHECK(times(anna) == 1);
}

TEST_CASE_METHOD(LearningFixture, "nothing is learned from a consultation that was erased",
                 "[learning][privacy]") {
  ConsultationId id = closed_with(closure());
  REQUIRE(times(anna) == 1);
  {
    auto txn = store->begin(Access::write);
    txn->erase(id, env.now());
    txn->append(Event{.at = env.now(),
                      .kind = EventKind::text_destroyed,
                      .municipality = town.id,
                      .consultation = id});
    txn->commit();
  }
  CHECK(times(anna) == 0);
  CHECK_FALSE(lesson(id));
  Matching anew(context, index);
  CHECK(times_by(anew, anna) == 0);
}

TEST_CASE_METHOD(LearningFixture, "what was learned is the same after a restart", "[learning]") {
  for (int i = 0; i < 6; ++i) closed_with(i % 2 == 0 ? closure() : valued(5, 5));
  ConsultationId opened = closed_with(closure());
  consultations.reopen(asker, opened, "Toch niet.", seen(opened));
  const Match before = match("Moeder heeft schulden en opent haar post niet.");
  Matching anew(context, index);
  const Match after =
      anew.match(asker, {.question = "Moeder heeft schulden en opent haar post niet."});
  CHECK(times(anna) == 6);
  CHECK(times_by(anew, anna) == 6);
  REQUIRE(before.candidates.size() == after.candidates.size());
  for (std::size_t i = 0; i < before.candidates.size(); ++i) {
    CHECK(before.candidates[i].specialist.id == after.candidates[i].specialist.id);
    CHECK(before.candidates[i].score == Approx(after.candidates[i].score));
    CHECK(before.candidates[i].reasons == after.candidates[i].reasons);
  }
}

TEST_CASE_METHOD(LearningFixture, "a phone consult that is logged as closed teaches too",
                 "[learning]") {
  PhoneConsult consult;
  consult.specialist = carla.id();
  consult.question = "Kort gebeld over beslag op het loon.";
  consult.advice = "Beslagvrije voet laten herberekenen.";
  consult.topics = {"schulden"};
  consult.closure = closure();
  ConsultationId id = consultations.log_phone_consult(asker, consult, std::nullopt);
  CHECK(times(carla) == 1);
  CHECK(lesson(id)->at("terms").find("loon") != std::string::npos);
}
