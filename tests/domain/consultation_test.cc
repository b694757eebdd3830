#include "server/domain/consultation.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

namespace expertise {

namespace {

using State = ConsultationState;
using Do = ConsultationAction;

// What leads out of each state, and whereto; all that is not here is not allowed, but for erasing,
// which may come at any time and ends what was going on.
const std::map<State, std::map<Do, State>> life{
    {State::open,
     {{Do::accept, State::in_consultation},
      {Do::to_coordinator, State::with_coordinator},
      {Do::withdraw, State::withdrawn}}},
    {State::with_coordinator,
     {{Do::assign, State::open},
      {Do::answer_by_phone, State::advised},
      {Do::withdraw, State::withdrawn}}},
    {State::in_consultation,
     {{Do::accept, State::in_consultation},
      {Do::advise, State::advised},
      {Do::ask_clarification, State::awaiting_asker},
      {Do::all_left, State::open}}},
    {State::awaiting_asker,
     {{Do::accept, State::awaiting_asker},
      {Do::reply, State::in_consultation},
      {Do::all_left, State::open}}},
    {State::advised,
     {{Do::accept, State::advised},
      {Do::advise, State::advised},
      {Do::ask_on, State::in_consultation},
      {Do::close, State::closed}}},
    {State::closed, {{Do::reopen, State::in_consultation}, {Do::follow_up, State::followed_up}}},
    {State::withdrawn, {}},
    {State::followed_up, {}},
};

bool has(const std::vector<Fault>& found, const std::string& place) {
  for (const Fault& fault : found) {
    if (fault.place == place && fault.code == "out_of_range") return true;
  }
  return false;
}

Closure sound_closure() {
  return {.result = Result::solved_in_team, .value_for_resident = 1, .value_for_asker = 5};
}

}  // namespace

TEST_CASE("a consultation takes the steps of its state and no others", "[consultation]") {
  for (const auto& [state, state_code] : codes<State>) {
    for (const auto& [action, action_code] : codes<Do>) {
      CAPTURE(state_code, action_code);
      if (action == Do::erase) {
        CHECK(next(state, action) == (is_end(state)            ? state
                                      : state == State::closed ? State::followed_up
                                                               : State::withdrawn));
        continue;
      }
      const auto& allowed = life.at(state);
      auto step = allowed.find(action);
      std::optional<State> expected;
      if (step != allowed.end()) expected = step->second;
      CHECK(next(state, action) == expected);
    }
  }
}

TEST_CASE("nothing leads out of an end, and something out of every other state", "[consultation]") {
  for (const auto& [state, text] : codes<State>) {
    CAPTURE(text);
    CHECK(is_end(state) == life.at(state).empty());
  }
}

TEST_CASE("every state is reached from an open question", "[consultation]") {
  std::set<State> reached{State::open};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (State state : std::set<State>(reached)) {
      for (const auto& [action, text] : codes<Do>) {
        if (auto to = next(state, action)) reached.insert(*to);
      }
    }
  }
  CHECK(reached.size() == codes<State>.size());
}

TEST_CASE("a question needs somebody until it is advised or ended", "[consultation]") {
  CHECK(is_running(State::open));
  CHECK(is_running(State::with_coordinator));
  CHECK(is_running(State::in_consultation));
  CHECK(is_running(State::awaiting_asker));
  CHECK_FALSE(is_running(State::advised));
  CHECK_FALSE(is_running(State::closed));
  CHECK_FALSE(is_running(State::withdrawn));
  CHECK_FALSE(is_running(State::followed_up));
}

TEST_CASE("an invitation is decided once, and only an accepted one is left again",
          "[consultation]") {
  using From = InvitationState;
  using Step = InvitationAction;
  const std::map<std::pair<From, Step>, From> allowed{
      {{From::pending, Step::accept}, From::accepted},
      {{From::pending, Step::decline}, From::declined},
      {{From::pending, Step::expire}, From::expired},
      {{From::pending, Step::withdraw}, From::withdrawn},
      {{From::accepted, Step::hand_over}, From::handed_over},
      {{From::accepted, Step::release}, From::released},
  };
  for (const auto& [state, text] : codes<From>) {
    for (Step action : {Step::accept, Step::decline, Step::expire, Step::withdraw, Step::hand_over,
                        Step::release}) {
      CAPTURE(text, static_cast<int>(action));
      auto step = allowed.find({state, action});
      std::optional<From> expected;
      if (step != allowed.end()) expected = step->second;
      CHECK(next(state, action) == expected);
    }
  }
}

TEST_CASE("a sound closure has no faults at both ends of every range", "[consultation]") {
  Closure closure = sound_closure();
  CHECK(faults(closure).empty());
  closure.minutes = 6000;
  closure.tailored_budget_cents = 10'000'000;
  CHECK(faults(closure).empty());
  closure.tailored_budget_cents = 0;
  CHECK(faults(closure).empty());
}

TEST_CASE("all faults of a closure are told together", "[consultation]") {
  Closure closure = sound_closure();
  closure.value_for_resident = 0;
  closure.value_for_asker = 6;
  closure.minutes = 6001;
  closure.tailored_budget_cents = 10'000'001;
  auto found = faults(closure);
  CHECK(found.size() == 4);
  CHECK(has(found, "/valueForResident"));
  CHECK(has(found, "/valueForAsker"));
  CHECK(has(found, "/minutes"));
  CHECK(has(found, "/tailoredBudget/amountCents"));
  closure = sound_closure();
  closure.minutes = -1;
  closure.tailored_budget_cents = -1;
  CHECK(faults(closure).size() == 2);
}

TEST_CASE("an advice takes a minute at least and a day at most", "[consultation]") {
  std::vector<Fault> found;
  check_minutes(1, "/minutes", found);
  check_minutes(1440, "/minutes", found);
  CHECK(found.empty());
  for (int wrong : {-1, 0, 1441}) check_minutes(wrong, "/minutes", found);
  const Fault fault{"/minutes", "out_of_range", {{"least", "1"}, {"most", "1440"}}};
  CHECK(found == std::vector<Fault>(3, fault));
}

TEST_CASE("the minutes of advices add up", "[consultation]") {
  const Instant start{std::chrono::hours(1)};
  Invitation invitation;
  CHECK_FALSE(invitation.minutes_at);
  add_minutes(invitation, 1440, start);
  add_minutes(invitation, 35, start + std::chrono::hours(2));
  CHECK(invitation.minutes == 1475);
  CHECK(invitation.minutes_at == start + std::chrono::hours(2));
}

}  // namespace expertise
