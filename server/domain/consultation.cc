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

void check_scale(int value, const char* place, std::vector<Fault>& found) {
  if (value < 1 || value > 5)
    found.push_back({place, "out_of_range", {{"least", "1"}, {"most", "5"}}});
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
  check_scale(closure.value_for_resident, "/valueForResident", found);
  check_scale(closure.value_for_asker, "/valueForAsker", found);
  if (closure.minutes < 0 || closure.minutes > 6000) {
    found.push_back({"/minutes", "out_of_range", {{"least", "0"}, {"most", "6000"}}});
  }
  if (closure.tailored_budget_cents &&
      (*closure.tailored_budget_cents < 0 || *closure.tailored_budget_cents > 10'000'000)) {
    found.push_back(
        {"/tailoredBudget/amountCents", "out_of_range", {{"least", "0"}, {"most", "10000000"}}});
  }
  return found;
}

}  // namespace expertise
