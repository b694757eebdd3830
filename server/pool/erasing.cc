#include "server/pool/erasing.h"

#include <algorithm>
#include <charconv>

#include "server/pool/appointment_changes.h"
#include "server/pool/forgetting.h"
#include "server/pool/learning.h"

namespace expertise {

namespace {

std::string detail(const Event& event, const char* name) {
  const auto found = event.details.find(name);
  return found == event.details.end() ? std::string() : found->second;
}

bool destroy_wording(const Context& context, const Actor& actor, const Destruction& destroyed) {
  Step step(context, actor);
  const MessageId id(destroyed.id);
  const auto message = step.txn->message(id);
  if (!message || !step.take_unscoped(message->consultation)) return false;
  const int version =
      destroyed.what == Destruction::What::wording ? destroyed.version : step.txn->versions(id);
  if (!step.txn->destroy_version(id, version, step.now)) return false;
  if (message->kind == MessageKind::question) forget_words(*step.txn, message->consultation);
  step.note(EventKind::text_destroyed, {{"message", id.text()},
                                        {"version", std::to_string(version)},
                                        {"kind", std::string(code(message->kind))},
                                        {"replayed", "true"}});
  step.commit();
  return true;
}

}  // namespace

void refuse_held(Step& step) {
  const auto hold = step.txn->hold(step.consultation.id);
  if (!hold || hold->until <= step.now) return;
  throw Refusal(Reason::conflict, "held", {{"until", rfc3339(hold->until)}});
}

bool erase(Step& step, const ErasureOrder& order) {
  const ConsultationId id = step.consultation.id;
  if (order.reason != ErasureReason::replayed) refuse_held(step);
  step.withdraw_pending("erased");
  cancel_appointments(step, "erased");
  step.move(ConsultationAction::erase);
  Consultation& consultation = step.consultation;
  consultation.with_coordinator_since.reset();
  consultation.waiting_since.reset();
  if (!consultation.ended_at) consultation.ended_at = step.now;
  step.write();
  // After the row was written for the last time: it must not get its codes back.
  if (!step.txn->erase(id, step.now)) return false;
  step.txn->remove_hold(id);
  Details details{{"reason", std::string(code(order.reason))}};
  if (order.days) details["days"] = std::to_string(*order.days);
  if (order.decided_by) details["decided_by"] = order.decided_by->text();
  step.note(EventKind::consultation_erased, std::move(details));
  return true;
}

void require_decider(Txn& txn, MunicipalityId municipality, UserId decider) {
  const auto user = txn.user(decider);
  const auto has = [&](Role role) {
    return user && std::find(user->roles.begin(), user->roles.end(), role) != user->roles.end();
  };
  const bool decides =
      has(Role::administrator) || (has(Role::coordinator) && user->municipality == municipality);
  if (!user || !user->active || !decides) throw Refusal(Reason::not_allowed, "not_a_decider");
}

bool erase_consultation(const Context& context, const Actor& actor, ConsultationId id,
                        ErasureReason reason, UserId decided_by) {
  require(actor, {Action::administer});
  Step step(context, actor);
  if (!step.take_unscoped(id)) throw Refusal(Reason::not_found);
  require_decider(*step.txn, step.consultation.municipality, decided_by);
  if (!erase(step, {.reason = reason, .decided_by = decided_by, .days = std::nullopt})) {
    return false;
  }
  step.txn->commit();
  return true;
}

std::optional<Destruction> destruction_of(const Event& event) {
  using What = Destruction::What;
  Destruction made{.seq = event.seq, .hash = event.hash, .what = What::consultation, .id = {}};
  const auto named = [&](What what, const char* name) -> std::optional<Destruction> {
    const auto id = parse_uuid(detail(event, name));
    if (!id) return std::nullopt;
    made.what = what;
    made.id = *id;
    return made;
  };
  switch (event.kind) {
    case EventKind::consultation_erased:
      if (!event.consultation) return std::nullopt;
      made.id = event.consultation->bytes();
      return made;
    case EventKind::text_destroyed: {
      const std::string version = detail(event, "version");
      std::from_chars(version.data(), version.data() + version.size(), made.version);
      return named(What::wording, "message");
    }
    // Its last wording was destroyed for the one that came, which a store of before does not have.
    case EventKind::own_reference_set:
      return named(What::last_wording, "message");
    case EventKind::person_forgotten: {
      auto user = named(What::user, "user");
      return user ? user : named(What::specialist, "specialist");
    }
    default:
      return std::nullopt;
  }
}

bool destroy_again(const Context& context, const Actor& actor, const Destruction& destroyed) {
  using What = Destruction::What;
  switch (destroyed.what) {
    case What::consultation: {
      Step step(context, actor);
      if (!step.take_unscoped(ConsultationId(destroyed.id)) ||
          !erase(step, {.reason = ErasureReason::replayed, .decided_by = {}, .days = {}})) {
        return false;
      }
      step.txn->commit();
      return true;
    }
    case What::wording:
    case What::last_wording:
      return destroy_wording(context, actor, destroyed);
    case What::user:
      return forget_again(context, actor, UserId(destroyed.id));
    case What::specialist:
      return forget_again(context, actor, SpecialistId(destroyed.id));
  }
  return false;
}

}  // namespace expertise
