// The people on a consultation beside its specialists: colleagues who write along, and giving it to
// another asker.
#include <algorithm>

#include "server/pool/consultation_sight.h"
#include "server/pool/consultation_step.h"
#include "server/pool/consultations.h"
#include "server/pool/works_in.h"

namespace expertise {

namespace {

// A team member who works in the consultation's municipality. Throws Refusal(invalid_input).
User colleague_of(Step& step, const UserId& id) {
  auto user = step.txn->user(id);
  bool fits =
      user && user->active &&
      std::find(user->roles.begin(), user->roles.end(), Role::team_member) != user->roles.end() &&
      works_in(*step.txn, *user, step.consultation.municipality);
  if (!fits) throw Refusal({Fault{"/user", "not_found"}});
  return *user;
}

// The team that a question is of once this colleague asks it: its own when they are in it, else
// their first in the municipality.
std::optional<TeamId> team_under(Step& step, const User& asker) {
  const Consultation& consultation = step.consultation;
  std::optional<TeamId> first;
  for (const TeamId& each : asker.teams) {
    if (each == consultation.team) return each;
    if (first) continue;
    auto team = step.txn->team(each);
    if (team && team->municipality == consultation.municipality) first = each;
  }
  return first;
}

bool writes_along(const Consultation& consultation, const UserId& user) {
  const auto& all = consultation.participants;
  return std::find(all.begin(), all.end(), user) != all.end();
}

void require_alive(const Step& step, std::string_view action) {
  step.require_state({ConsultationState::open, ConsultationState::with_coordinator,
                      ConsultationState::in_consultation, ConsultationState::awaiting_asker,
                      ConsultationState::advised},
                     action);
}

}  // namespace

void Consultations::add_colleague(const Actor& actor, ConsultationId id, UserId colleague) {
  Step step(context_, actor);
  take_to_steer(step, id);
  colleague_of(step, colleague);
  Consultation& consultation = step.consultation;
  if (consultation.asker == colleague || writes_along(consultation, colleague)) {
    throw Refusal(Reason::conflict, "already_on_it");
  }
  require_alive(step, "add_colleague");
  if (consultation.participants.size() >= ConsultationLimits::participants) {
    throw Refusal(Reason::conflict, "too_many_participants",
                  {{"limit", std::to_string(ConsultationLimits::participants)}});
  }
  consultation.participants.push_back(colleague);
  step.note(EventKind::colleague_added, {{"user", colleague.text()}});
  step.commit();
}

void Consultations::remove_colleague(const Actor& actor, ConsultationId id, UserId colleague) {
  Step step(context_, actor);
  take_to_steer(step, id);
  if (!writes_along(step.consultation, colleague)) throw Refusal(Reason::not_found);
  std::erase(step.consultation.participants, colleague);
  step.note(EventKind::colleague_removed, {{"user", colleague.text()}});
  step.commit();
}

void Consultations::transfer(const Actor& actor, ConsultationId id, UserId to, Seen seen) {
  Step step(context_, actor);
  step.take(id, {Action::transfer});
  step.check(seen);
  User colleague = colleague_of(step, to);
  Consultation& consultation = step.consultation;
  if (is_end(consultation.state)) {
    throw Refusal(Reason::wrong_state, "wrong_state",
                  {{"state", std::string(code(consultation.state))}, {"action", "transfer"}});
  }
  if (consultation.asker == to) throw Refusal(Reason::conflict, "already_asker");
  step.note(EventKind::transferred, {{"from", consultation.asker.text()}, {"to", to.text()}});
  std::erase(consultation.participants, to);
  consultation.asker = to;
  consultation.team = team_under(step, colleague);
  ++consultation.revision;
  step.commit();
}

}  // namespace expertise
