// The part of People that knows passkeys: making, naming and removing them, and signing on with
// one.
#include <algorithm>
#include <array>

#include "server/domain/text.h"
#include "server/pool/passkey_proof.h"
#include "server/pool/people.h"
#include "server/pool/people_state.h"
#include "server/pool/second_factor.h"

namespace expertise {

namespace {

constexpr std::size_t passkeys_of_a_user = 10;
constexpr std::size_t name_characters = 80;
constexpr std::array<std::string_view, 6> known_transports{"ble", "hybrid", "internal",
                                                           "nfc", "usb",    "smart-card"};
constexpr std::string_view to_sign_on = "sign on";

// The handle that the device keeps is the one that is kept here.
std::string to_add(const Actor& actor, SessionId session, const Bytes& user_handle) {
  return "add " + actor.user.value_or(UserId{}).text() + " " + session.text() + " " +
         std::string(user_handle.begin(), user_handle.end());
}

std::string checked_name(std::string_view given) {
  std::string name(trimmed(given));
  std::vector<Fault> found;
  check_text(name, {.least = 1, .most = name_characters}, "/name", found);
  if (!found.empty()) throw Refusal(std::move(found));
  return name;
}

std::vector<std::string> known(const std::vector<std::string>& transports) {
  std::vector<std::string> kept;
  for (const std::string_view each : known_transports) {
    if (std::find(transports.begin(), transports.end(), each) != transports.end()) {
      kept.emplace_back(each);
    }
  }
  return kept;
}

Refusal not_accepted() { return Refusal({Fault{"/credential", "passkey_not_accepted"}}); }
Refusal refused_passkey() { return Refusal(Reason::unauthenticated, "passkey_refused"); }

void check_room(const std::vector<Passkey>& present) {
  if (present.size() >= passkeys_of_a_user) throw Refusal(Reason::conflict, "too_many_passkeys");
}

Bytes handle_of(const std::vector<Passkey>& present, const PasskeyChallenges& challenges,
                UserId user) {
  return present.empty() ? challenges.user_handle(user) : present.front().user_handle;
}

Event about(EventKind kind, const Actor& by, Env& env, const User& user, PasskeyId id) {
  return fact(kind, by, env, user.municipality, {{"user", user.id.text()}, {"passkey", id.text()}});
}

Passkey own_passkey(Txn& txn, const Actor& actor, PasskeyId id) {
  auto passkey = txn.passkey(id);
  if (!passkey || passkey->user != actor.user) throw Refusal(Reason::not_found);
  return *passkey;
}

// Authenticators that do not count stay at 0.
bool has_gone_back(const Passkey& passkey, const PasskeyUse& use) {
  const bool counts = passkey.sign_count != 0 || use.sign_count != 0;
  return counts && use.sign_count <= passkey.sign_count;
}

}  // namespace

PasskeyProposal People::propose_passkey(const Actor& actor, SessionId session,
                                        std::string_view password, std::string_view code) {
  auto txn = with_password_and_code(actor, password, code, Factor::may_be_off);
  PasskeyProposal proposal{.user = own_user(*txn, actor),
                           .challenge = {},
                           .user_handle = {},
                           .present = txn->passkeys(*actor.user)};
  txn->commit();  // the code was used
  check_room(proposal.present);
  proposal.user_handle = handle_of(proposal.present, impl_->challenges, proposal.user.id);
  proposal.challenge = impl_->challenges.make(to_add(actor, session, proposal.user_handle));
  return proposal;
}

Passkey People::add_passkey(const Actor& actor, SessionId session, const RelyingParty& party,
                            const MadePasskey& made) {
  Context& context = impl_->context;
  const std::string name = checked_name(made.name);
  const auto found = new_credential(party, made.client_data, made.attestation_object);
  if (!found) throw not_accepted();
  auto txn = context.store.begin(Access::write);
  const User user = own_user(*txn, actor);
  const auto present = txn->passkeys(user.id);
  const Bytes user_handle = handle_of(present, impl_->challenges, user.id);
  if (!impl_->challenges.take(found->challenge, to_add(actor, session, user_handle))) {
    throw not_accepted();
  }
  check_room(present);
  if (txn->passkey_of_credential(found->credential)) throw not_accepted();
  const Passkey passkey{.id = context.env.new_id<PasskeyId>(),
                        .user = user.id,
                        .name = name,
                        .credential = found->credential,
                        .user_handle = user_handle,
                        .algorithm = found->algorithm,
                        .public_key = found->public_key,
                        .sign_count = found->sign_count,
                        .backup_eligible = found->backup_eligible,
                        .backed_up = found->backed_up,
                        .transports = known(made.transports),
                        .made_at = context.env.now()};
  txn->put(passkey);
  txn->append(about(EventKind::passkey_added, actor, context.env, user, passkey.id));
  record_sign_on_changed(*txn, actor, context.env, user, "passkey");
  txn->commit();
  return passkey;
}

std::vector<Passkey> People::passkeys(const Actor& actor) {
  if (!actor.user) return {};
  return impl_->context.store.begin(Access::read)->passkeys(*actor.user);
}

Passkey People::rename_passkey(const Actor& actor, PasskeyId id, std::string_view name) {
  Context& context = impl_->context;
  auto txn = context.store.begin(Access::write);
  Passkey passkey = own_passkey(*txn, actor, id);
  const std::string wanted = checked_name(name);
  if (passkey.name == wanted) return passkey;
  passkey.name = wanted;
  txn->put(passkey);
  txn->append(
      about(EventKind::passkey_renamed, actor, context.env, own_user(*txn, actor), passkey.id));
  txn->commit();
  return passkey;
}

void People::remove_passkey(const Actor& actor, PasskeyId id, std::string_view password,
                            std::string_view code, SessionId keep) {
  Context& context = impl_->context;
  own_passkey(*context.store.begin(Access::read), actor, id);
  auto txn = with_password_and_code(actor, password, code, Factor::may_be_off);
  const Passkey passkey = own_passkey(*txn, actor, id);
  txn->remove_passkey(passkey.id);
  for (const Session& each : txn->sessions(passkey.user)) {
    if (each.passkey == passkey.id && each.id != keep) txn->remove_session(each.id);
  }
  const User user = own_user(*txn, actor);
  txn->append(about(EventKind::passkey_removed, actor, context.env, user, passkey.id));
  record_sign_on_changed(*txn, actor, context.env, user, "passkey");
  txn->commit();
}

Bytes People::begin_passkey_sign_on() { return impl_->challenges.make(to_sign_on); }

SignedOn People::sign_on_by_passkey(const RelyingParty& party, const PasskeyAnswer& answer,
                                    std::string_view origin, const BrowserSeen& browser) {
  Context& context = impl_->context;
  const std::string credential = to_base64url(answer.credential);
  std::optional<Attempt> attempt;
  try {
    attempt.emplace(impl_->passkeys, impl_->passkey_origins, hex(hash_of(credential)), origin,
                    context.env.now());
  } catch (const Refusal&) {
    impl_->failures.note(context, std::nullopt, origin, "slowed_down");
    throw;
  }
  std::optional<User> user;
  const auto refuse = [&](const Refusal& refusal) {
    impl_->failures.note(context, user, origin, "wrong_passkey", credential);
    throw Refusal(refusal);
  };

  std::optional<PasskeyUse> use;
  {
    auto txn = context.store.begin(Access::read);
    if (const auto passkey = txn->passkey_of_credential(answer.credential)) {
      user = txn->user(passkey->user);
      use = passkey_use(party, *passkey, answer);
    }
  }
  if (!use || !impl_->challenges.take(use->challenge, to_sign_on)) refuse(refused_passkey());

  auto txn = context.store.begin(Access::write);
  // Removed, used or disabled since it was looked up.
  auto passkey = txn->passkey_of_credential(answer.credential);
  user = passkey ? txn->user(passkey->user) : std::nullopt;
  if (!user || !user->active) {
    txn.reset();  // what is noted takes its own turn
    refuse(refused_passkey());
  }
  if (has_gone_back(*passkey, *use)) {
    txn->append(about(EventKind::passkey_doubted, Actor{}, context.env, *user, passkey->id));
    txn->commit();
    txn.reset();
    refuse(Refusal(Reason::unauthenticated, "passkey_doubted"));
  }
  passkey->sign_count = use->sign_count;
  passkey->backed_up = use->backed_up;
  passkey->last_used_at = context.env.now();
  txn->put(*passkey);
  NewSession wanted = browser_session(browser.name);
  wanted.passkey = passkey->id;
  const Actor by = actor_of(*txn, *user, origin, context.env.now());
  SignedOn signed_on = start_session(*txn, context.env, by, *user, wanted, origin);
  txn->commit();
  attempt->succeeded();
  return signed_on;
}

}  // namespace expertise
