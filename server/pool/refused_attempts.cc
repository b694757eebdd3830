#include "server/pool/refused_attempts.h"

#include "server/pool/on_record.h"

namespace expertise {

void record_refused(Context context, const Actor& actor, const RefusedAttempt& attempt) {
  AccessEntry entry{.at = context.env.now(),
                    .action = "refused",
                    .object = attempt.operation,
                    .result = std::string(code(attempt.reason)),
                    .actor = actor.user,
                    .origin = actor.origin,
                    .count = 0};
  if (!actor.municipalities.empty()) entry.municipality = actor.municipalities.front();
  on_record(context.store, [&](Txn& txn) {
    auto id = attempt.consultation;
    if (attempt.invitation) {
      if (auto invitation = txn.invitation(*attempt.invitation)) id = invitation->consultation;
    }
    if (auto consultation = id ? txn.consultation_unscoped(*id) : std::nullopt) {
      entry.consultation = consultation->id;
      entry.municipality = consultation->municipality;
    }
    return txn.record_access(entry);
  });
}

}  // namespace expertise
