#include "server/pool/once.h"

namespace expertise {

namespace {

constexpr int created = 201;

}  // namespace

std::optional<std::string> done_before(Txn& txn, const Actor& actor,
                                       const std::optional<Once>& once) {
  if (!once || !actor.user) return std::nullopt;
  if (once->key.empty()) throw Refusal({Fault{"header/Idempotency-Key", "required"}});
  if (once->key.size() > OnceLimits::key_bytes_most) {
    throw Refusal({Fault{"header/Idempotency-Key",
                         "too_long",
                         {{"limit", std::to_string(OnceLimits::key_bytes_most)}}}});
  }
  auto known = txn.idempotent_answer(*actor.user, once->key);
  if (!known) return std::nullopt;
  if (known->request_digest != once->digest) {
    throw Refusal(Reason::conflict, "idempotency_key_reused");
  }
  return known->resource;
}

void remember(Txn& txn, const Actor& actor, const std::optional<Once>& once,
              std::string_view resource, Instant now) {
  if (!once || !actor.user) return;
  txn.put(IdempotentAnswer{.user = *actor.user,
                           .key = once->key,
                           .request_digest = once->digest,
                           .status = created,
                           .resource = std::string(resource),
                           .at = now});
}

}  // namespace expertise
