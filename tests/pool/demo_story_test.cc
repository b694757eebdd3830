// The clock of a demo's story: it runs on, goes forward only, brings on its way what time brings,
// and ends nobody's session.
#include "server/pool/demo_story.h"

#include <catch2/catch.hpp>

#include "server/pool/people.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

struct StoryFixture : CaseFixture {
  ShiftingEnv clock{env, at("2026-03-05T09:00:00Z")};
  Context told{*store, clock};
  DemoStory story{told, clock, {StoryStep{.id = "first"}, StoryStep{.id = "second"}}, "secret"};
};

}  // namespace

TEST_CASE("a shifted clock begins where it is told, runs on, and never goes back", "[story]") {
  FakeEnv world(at("2026-07-01T12:00:00Z"));
  ShiftingEnv clock(world, at("2026-03-05T09:00:00Z"));
  CHECK(clock.now() == at("2026-03-05T09:00:00Z"));
  world.pass(std::chrono::minutes(3));
  CHECK(clock.now() == at("2026-03-05T09:03:00Z"));
  clock.move_to(at("2026-03-09T12:00:00Z"));
  CHECK(clock.now() == at("2026-03-09T12:00:00Z"));
  clock.move_to(at("2026-03-08T12:00:00Z"));
  CHECK(clock.now() == at("2026-03-09T12:00:00Z"));
  world.pass(std::chrono::minutes(1));
  CHECK(clock.now() == at("2026-03-09T12:01:00Z"));
}

TEST_CASE_METHOD(StoryFixture, "a story keeps its steps in order, and tells its own time",
                 "[story]") {
  REQUIRE(story.steps().size() == 2);
  CHECK(story.steps().front().id == "first");
  CHECK(story.password() == "secret");
  CHECK(story.now() == at("2026-03-05T09:00:00Z"));
}

TEST_CASE_METHOD(StoryFixture, "the clock of a story is refused what it cannot do", "[story]") {
  auto refusal = refused([&] { story.move_clock(at("2026-03-05T08:59:59Z")); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/to", "clock_goes_forward"));
  refusal = refused([&] { story.move_clock(at("2026-05-04T09:00:01Z")); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/to", "leap_too_far"));
  CHECK(refusal->faults().front().parameters.at("days") == "60");
  CHECK(story.now() == at("2026-03-05T09:00:00Z"));
  CHECK(story.move_clock(at("2026-05-04T09:00:00Z")) == at("2026-05-04T09:00:00Z"));
  CHECK(story.move_clock(story.now()) == at("2026-05-04T09:00:00Z"));
}

TEST_CASE_METHOD(StoryFixture, "what lies on the way of a leap happens at its own moment",
                 "[story]") {
  // The question is asked at half past nine by the world's clock, for within two working days.
  NewQuestion made = question();
  made.specialists = {anna.id()};
  ConsultationId id = asked(made, {anna, bram});
  const Instant answer_by = invitation_of(id, anna).answer_by;
  CHECK(answer_by == at("2026-03-09T08:30:00Z"));
  story.move_clock(at("2026-03-10T15:00:00Z"));
  CHECK(invitation_of(id, anna).state == InvitationState::expired);
  CHECK(pending(id) == std::vector{bram.id()});
  const Event passed = last(id, EventKind::passed_on);
  CHECK(passed.at >= answer_by);
  CHECK(passed.at - answer_by <= std::chrono::minutes(15));
  // Bram has his own two working days from there, which are not over.
  CHECK(invitation_of(id, bram).answer_by > story.now());
}

TEST_CASE_METHOD(StoryFixture, "sessions outlive a leap as if it had not been", "[story]") {
  People people(told, PasswordStrength::cheap());
  User user = this->user(town.id, "Nel Verhaal", {Role::team_member});
  people.set_password(machine, user.id, "kuiper-maandag-7-appel");
  const auto sign_on = [&] {
    return people.sign_on(user.email, "kuiper-maandag-7-appel", "192.0.2.1").secret;
  };
  const std::string forgotten = sign_on();
  env.pass(std::chrono::minutes(31));
  const std::string live = sign_on();
  const std::string token = people.create_token(machine, user.id, "proef", 5).secret;
  env.pass(std::chrono::minutes(20));
  story.move_clock(story.now() + std::chrono::days(60));
  CHECK_FALSE(people.recognise(forgotten, "192.0.2.1"));
  CHECK(people.recognise(token, "192.0.2.1"));
  // Nine of the thirty minutes without use are left to it.
  env.pass(std::chrono::minutes(9));
  CHECK(people.recognise(live, "192.0.2.1"));
  env.pass(std::chrono::minutes(30));
  CHECK_FALSE(people.recognise(live, "192.0.2.1"));
}

}  // namespace expertise
