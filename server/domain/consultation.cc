#include "server/domain/consultation.h"

#include <array>

namespace expertise {

namespace {

struct Step {
  ConsultationState from;
  ConsultationAction action;
  ConsultationState to;
};

using State = ConsultationState;
using Do = ConsultationAction;

constexpr std::array steps{
    Step{State::open, Do::accept, State::in_consultation},
    Step{State::open, Do::to_coordinator, State::with_coordinator},
    Step{State::open, Do::withdraw, State::withdrawn},
    Step{State::with_coordinator, Do::assign, State::open},
    Step{State::with_coordinator, Do::answer_by_phone, State::advised},
    Step{State::with_coordinator, Do::withdraw, State::withdrawn},
    Step{State::in_consultation, Do::accept, State::in_consultation},
    Step{State::in_consultation, Do::advise, State::advised},
    Step{State::in_consultation, Do::ask_clarification, State::awaiting_asker},
    Step{State::in_consultation, Do::all_left, State::open},
    Step{State::awaiting_asker, Do::accept, State::awaiting_asker},
    Step{State::awaiting_asker, Do::reply, State::in_consultation},
    Step{State::awaiting_asker, Do::all_left, State::open},
    Step{State::advised, Do::accept, State::advised},
    Step{State::advised, Do::advise, State::advised},
    Step{State::advised, Do::ask_on, State::in_consultation},
    Step{State::advised, Do::close, State::closed},
    Step{State::closed, Do::reopen, State::in_consultation},
    Step{State::closed, Do::follow_up, State::followed_up},
    // Erasing may come at any time, and ends what was going on.
    Step{State::open, Do::erase, State::withdrawn},
    Step{State::with_coordinator, Do::erase, State::withdrawn},
    Step{State::in_consultation, Do::erase, State::withdrawn},
    Step{State::awaiting_asker, Do::erase, State::withdrawn},
    Step{State::advised, Do::erase, State::withdrawn},
    Step{State::closed, Do::erase, State::followed_up},
    Step{State::withdrawn, Do::erase, State::withdrawn},
    Step{State::followed_up, Do::erase, State::followed_up},
};

struct InvitationStep {
  InvitationState from;
  InvitationAction action;
  InvitationState to;
};

constexpr std::array invitation_steps{
    InvitationStep{InvitationState::pending, InvitationAction::accept, InvitationState::accepted},
    InvitationStep{InvitationState::pending, InvitationAction::decline, InvitationState::declined},
    InvitationStep{InvitationState::pending, InvitationAction::expire, InvitationState::expired},
    InvitationStep{InvitationState::pending, InvitationAction::withdraw,
                   InvitationState::withdrawn},
    InvitationStep{InvitationState::accepted, InvitationAction::hand_over,
                   InvitationState::handed_over},
    InvitationStep{InvitationState::accepted, InvitationAction::release, InvitationState::released},
};

void check_range(int value, int least, int most, const std::string& place,
                 std::vector<Fault>& found) {
  if (value >= least && value <= most) return;
  found.push_back(
      {place, "out_of_range", {{"least", std::to_string(least)}, {"most", std::to_string(most)}}});
}

}  // namespace

std::optional<ConsultationState> next(ConsultationState state, ConsultationAction action) {
  for (const Step& step : steps) {
    if (step.from == state && step.action == action) return step.to;
  }
  return std::nullopt;
}

std::optional<InvitationState> next(InvitationState state, InvitationAction action) {
  for (const InvitationStep& step : invitation_steps) {
    if (step.from == state && step.action == action) return step.to;
  }
  return std::nullopt;
}

bool is_end(ConsultationState state) {
  return state == State::withdrawn || state == State::followed_up;
}

bool is_running(ConsultationState state) {
  return state == State::open || state == State::with_coordinator ||
         state == State::in_consultation || state == State::awaiting_asker;
}

std::vector<Fault> faults(const Closure& closure) {
  std::vector<Fault> found;
  check_range(closure.value_for_resident, 1, 5, "/valueForResident", found);
  check_range(closure.value_for_asker, 1, 5, "/valueForAsker", found);
  check_range(closure.minutes, 0, 6000, "/minutes", found);
  if (closure.tailored_budget_cents &&
      (*closure.tailored_budget_cents < 0 || *closure.tailored_budget_cents > 10'000'000)) {
    found.push_back(
        {"/tailoredBudget/amountCents", "out_of_range", {{"least", "0"}, {"most", "10000000"}}});
  }
  return found;
}

void check_minutes(int minutes, const std::string& place, std::vector<Fault>& found) {
  check_range(minutes, 1, ConsultationLimits::minutes_of_advice, place, found);
}

void add_minutes(Invitation& invitation, int minutes, Instant at) {
  invitation.minutes += minutes;
  invitation.minutes_at = at;
}

}  // namespace expertise
