#include "server/pool/identity_linking.h"

#include "server/domain/policy.h"
#include "server/domain/text.h"
#include "server/outgoing/outgoing.h"
#include "server/pool/people_state.h"

namespace expertise {

namespace {

constexpr std::size_t subject_characters = 255;

void check(const std::string& issuer, const std::string& subject) {
  std::vector<Fault> found;
  if (const auto fault = address_fault(issuer)) {
    found.push_back({"/issuer", std::string(code(*fault))});
  }
  check_text(subject, {.least = 1, .most = subject_characters}, "/subject", found);
  if (!found.empty()) throw Refusal(std::move(found));
}

}  // namespace

void link_identity(Context context, const Actor& by, UserId id, const std::string& issuer,
                   const std::string& subject) {
  if (!may(by, Action::administer)) throw Refusal(Reason::not_allowed);
  check(issuer, subject);
  auto txn = context.store.begin(Access::write);
  const auto user = txn->user(id);
  if (!user) throw Refusal(Reason::not_found);
  if (const auto known = txn->identity(issuer, subject)) {
    if (known->user != id) throw Refusal(Reason::conflict, "already_taken");
    return;
  }
  for (const Identity& each : txn->identities(id)) {
    if (each.issuer == issuer) throw Refusal(Reason::conflict, "already_taken");
  }
  const Instant now = context.env.now();
  txn->put(Identity{
      .user = id, .issuer = issuer, .subject = subject, .linked_at = now, .last_used_at = now});
  txn->append(
      fact(EventKind::identity_linked, by, context.env, user->municipality, {{"user", id.text()}}));
  record_sign_on_changed(*txn, by, context.env, *user, "identity");
  txn->commit();
}

}  // namespace expertise
