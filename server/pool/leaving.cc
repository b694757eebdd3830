#include "server/pool/leaving.h"

#include <memory>
#include <vector>

#include "server/pool/consultation_step.h"
#include "server/pool/passing_on.h"

namespace expertise {

namespace {

// Those that wait for an answer of this profile. Found first: handing one on changes what is found.
std::vector<ConsultationId> in_hand(Txn& txn, SpecialistId who) {
  ConsultationQuery query;
  query.scope.invited = who;
  query.states = {ConsultationState::open, ConsultationState::with_coordinator,
                  ConsultationState::in_consultation, ConsultationState::awaiting_asker};
  query.invited = who;
  query.invitation_states = {InvitationState::pending, InvitationState::accepted};
  query.page.limit = Page::most;
  std::vector<ConsultationId> found;
  for (;;) {
    const auto page = txn.find(query);
    for (const Consultation& each : page.items) found.push_back(each.id);
    query.page.offset += Page::most;
    if (query.page.offset >= page.total) return found;
  }
}

void hand_on(Step& step, Invitation invitation) {
  Details details{{"invitation", invitation.id.text()},
                  {"specialist", invitation.specialist.text()},
                  {"reason", "left"}};
  if (invitation.state == InvitationState::pending) {
    step.move(invitation, InvitationAction::withdraw);
    step.note(EventKind::invitation_withdrawn, std::move(details));
    pass_on(step, invitation, "released");
  } else if (invitation.state == InvitationState::accepted) {
    step.move(invitation, InvitationAction::release);
    step.note(EventKind::specialist_released, std::move(details));
    pass_on_when_left(step, invitation, "released");
  }
}

}  // namespace

void hand_on_open_work(Txn& txn, Env& env, const Actor& actor, Instant now, SpecialistId who) {
  for (const ConsultationId& id : in_hand(txn, who)) {
    // The transaction is its caller's.
    Step step(std::shared_ptr<Txn>(std::shared_ptr<Txn>(), &txn), env, actor, now);
    if (!step.take_unscoped(id)) continue;
    for (const Invitation& each : step.invitations()) {
      if (each.specialist == who) hand_on(step, each);
    }
    step.write();
  }
}

}  // namespace expertise
