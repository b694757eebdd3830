#include "server/pool/forgetting.h"

#include "server/pool/profile_changes.h"

namespace expertise {

namespace {

// The event of somebody being forgotten; `what` names the id, user or specialist.
Event forgotten(const Actor& actor, Instant now, MunicipalityId municipality, const char* what,
                std::string id, std::optional<int> days) {
  Event event{.at = now,
              .kind = EventKind::person_forgotten,
              .actor = actor.user,
              .municipality = municipality,
              .details = {{what, std::move(id)}}};
  event.details["reason"] = code(days ? ErasureReason::term_over : ErasureReason::replayed);
  if (days) event.details["days"] = std::to_string(*days);
  return event;
}

}  // namespace

bool forget_person(Txn& txn, const Actor& actor, Instant now, UserId id, std::optional<int> days) {
  const auto user = txn.user(id);
  if (!user || !txn.forget(id, now)) return false;
  txn.append(forgotten(actor, now, user->municipality, "user", id.text(), days));
  return true;
}

bool forget_person(Txn& txn, const Actor& actor, Instant now, SpecialistId id,
                   std::optional<int> days) {
  const auto profile = txn.specialist(id);
  if (!profile || !txn.forget(id, now)) return false;
  txn.append(forgotten(actor, now, profile->municipality, "specialist", id.text(), days));
  return true;
}

bool forget_again(const Context& context, const Actor& actor, UserId id) {
  const Instant now = context.env.now();
  auto txn = context.store.begin(Access::write);
  auto user = txn->user(id);
  if (!user) return false;
  if (user->active) {
    user->active = false;
    txn->put(*user);
    txn->put_left(id, now);
    txn->append({.at = now,
                 .kind = EventKind::user_disabled,
                 .actor = actor.user,
                 .municipality = user->municipality,
                 .details = {{"user", id.text()}, {"changed", "active"}}});
  }
  if (!forget_person(*txn, actor, now, id, std::nullopt)) return false;
  txn->commit();
  return true;
}

bool forget_again(const Context& context, const Actor& actor, SpecialistId id) {
  const Instant now = context.env.now();
  auto txn = context.store.begin(Access::write);
  const auto profile = txn->specialist(id);
  if (!profile) return false;
  if (profile->active) {
    Specialist left = *profile;
    left.active = false;
    write_profile(*txn, context.env, actor, &*profile, left);
  }
  if (!forget_person(*txn, actor, now, id, std::nullopt)) return false;
  txn->commit();
  return true;
}

}  // namespace expertise
