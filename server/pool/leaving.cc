#include "server/pool/leaving.h"

#include <exception>
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
                  ConsultationState::in_consultation, ConsultationState::awaiting_asker,
                  ConsultationState::advised};
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

// What they answered stays theirs to read: the asker going on with it finds them gone.
bool hand_on(Step& step, const Invitation& invitation) {
  if (invitation.state == InvitationState::pending) {
    take_out(step, invitation);
    pass_on(step, invitation, "left");
    return true;
  }
  const bool is_answered = step.consultation.state == ConsultationState::advised;
  if (invitation.state != InvitationState::accepted || is_answered) return false;
  take_out(step, invitation);
  pass_on_when_left(step, invitation, "released");
  return true;
}

}  // namespace

bool hand_on_open_work(Txn& txn, Env& env, const Actor& actor, Instant now, SpecialistId who) {
  bool is_any = false;
  for (const ConsultationId& id : in_hand(txn, who)) {
    // The transaction is its caller's.
    Step step(std::shared_ptr<Txn>(std::shared_ptr<Txn>(), &txn), env, actor, now);
    if (!step.take_unscoped(id)) continue;
    bool is_changed = false;
    for (const Invitation& each : step.invitations()) {
      is_changed = (each.specialist == who && hand_on(step, each)) || is_changed;
    }
    if (is_changed) step.write();
    is_any = is_any || is_changed;
  }
  return is_any;
}

void hand_on_what_was_left(const Context& context) {
  constexpr std::size_t at_most = 100'000;
  const Instant now = context.env.now();
  std::vector<SpecialistId> left;
  {
    auto txn = context.store.begin(Access::read);
    for (const Municipality& each : txn->municipalities({.everything = true})) {
      for (const auto& profile : txn->specialists_left_before(each.id, now, at_most)) {
        if (!in_hand(*txn, profile.id).empty()) left.push_back(profile.id);
      }
    }
  }
  // One that cannot be done does not hold up the others.
  std::exception_ptr fault;
  for (const SpecialistId& each : left) {
    try {
      auto txn = context.store.begin(Access::write);
      if (hand_on_open_work(*txn, context.env, Actor::clock(), now, each)) txn->commit();
    } catch (const std::exception&) {
      if (!fault) fault = std::current_exception();
    }
  }
  if (fault) std::rethrow_exception(fault);
}

}  // namespace expertise
