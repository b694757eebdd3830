// The part of People that knows second factors: making and ending them, and the second step of
// signing on.
#include "server/pool/second_factor.h"

#include <algorithm>

#include "server/pool/one_time_codes.h"

namespace expertise {

namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr minutes code_wanted_for{5};
constexpr minutes enrolment_wanted_for{15};
constexpr minutes proposed_for{15};
constexpr days device_remembered_for{30};
constexpr std::size_t permits_of_a_kind = 10;

std::optional<Permit> open_permit(Txn& txn, std::string_view secret, PermitKind kind, Instant now) {
  auto permit = txn.permit(hash_of(secret));
  if (!permit || permit->kind != kind || permit->expires_at <= now) return std::nullopt;
  return permit;
}

// The one used longest ago makes room.
std::string make_permit(Txn& txn, Env& env, Permit permit, std::chrono::milliseconds lifetime) {
  auto earlier = txn.permits(permit.user, permit.kind);
  for (std::size_t i = 0; i + permits_of_a_kind <= earlier.size(); ++i) {
    txn.remove_permit(earlier[i].secret_hash);
  }
  std::string secret = new_secret(env);
  permit.secret_hash = hash_of(secret);
  permit.made_at = env.now();
  permit.expires_at = permit.made_at + lifetime;
  txn.put(permit);
  return secret;
}

Refusal sign_on_expired() { return Refusal(Reason::unauthenticated, "sign_on_expired"); }

// A permit of the first step, and whose it is. What ended it in the meantime removed it.
struct FirstStep {
  Permit permit;
  User user;
};

FirstStep first_step(Txn& txn, std::string_view token, Instant now) {
  auto permit = txn.permit(hash_of(token));
  const bool is_open =
      permit && permit->expires_at > now &&
      (permit->kind == PermitKind::code_wanted || permit->kind == PermitKind::enrolment_wanted);
  auto user = is_open ? txn.user(permit->user) : std::nullopt;
  if (!user || !user->active) throw sign_on_expired();
  return {*permit, *user};
}

ProposedFactor propose(Txn& txn, Env& env, const User& user) {
  const SecondFactor proposed{.user = user.id,
                              .state = FactorState::proposed,
                              .secret = new_factor_secret(env),
                              .since = env.now()};
  txn.put(proposed);
  return {factor_secret_text(proposed.secret), factor_address(proposed.secret, user.email)};
}

std::optional<SecondFactor> proposed_factor(Txn& txn, UserId user, Instant now) {
  auto proposed = txn.second_factor(user, FactorState::proposed);
  if (!proposed || now - proposed->since >= proposed_for) return std::nullopt;
  return proposed;
}

std::vector<std::string> put_new_recovery_codes(Env& env, SecondFactor& factor) {
  std::vector<std::string> made = new_recovery_codes(env);
  factor.recovery_codes.clear();
  for (const std::string& each : made) factor.recovery_codes.push_back(hash_of(plain_code(each)));
  return made;
}

// The first code of what was proposed makes it count. Devices that gave a code of an earlier one
// are asked again.
std::vector<std::string> switch_on(Txn& txn, Env& env, SecondFactor factor, std::string_view typed,
                                   const Actor& by, const User& user) {
  const Instant now = env.now();
  const auto step = step_of_code(factor.secret, plain_code(typed), factor.last_step, now);
  if (!step) throw wrong_code();
  factor.state = FactorState::on;
  factor.last_step = *step;
  factor.since = now;
  auto recovery_codes = put_new_recovery_codes(env, factor);
  txn.remove_second_factor(user.id, FactorState::proposed);
  txn.put(factor);
  forget_permits(txn, user.id);
  txn.append(
      fact(EventKind::second_factor_on, by, env, user.municipality, {{"user", user.id.text()}}));
  record_sign_on_changed(txn, by, env, user, "second_factor");
  return recovery_codes;
}

SecondFactor factor_on(Txn& txn, UserId user) {
  auto factor = txn.second_factor(user, FactorState::on);
  if (!factor) throw Refusal(Reason::wrong_state, "second_factor_off");
  return *factor;
}

std::optional<Permit> remembered_device(Txn& txn, const User& user, std::string_view secret,
                                        Instant now) {
  auto device = open_permit(txn, secret, PermitKind::device, now);
  if (!device || device->user != user.id) return std::nullopt;
  return device;
}

std::optional<PermitKind> second_step_of(Txn& txn, UserId user, bool remembered) {
  if (txn.second_factor(user, FactorState::on)) {
    return remembered ? std::nullopt : std::optional(PermitKind::code_wanted);
  }
  if (!txn.second_factor_required()) return std::nullopt;
  // Else whoever has the password alone could make themselves a second factor, for as long as the
  // passkey is all that there is.
  if (!txn.passkeys(user).empty()) throw Refusal(Reason::unauthenticated, "passkey_wanted");
  return PermitKind::enrolment_wanted;
}

}  // namespace

User own_user(Txn& txn, const Actor& actor) {
  if (!actor.user) throw Refusal(Reason::not_allowed);
  auto user = txn.user(*actor.user);
  if (!user) throw Refusal(Reason::not_found);
  return *user;
}

Refusal wrong_code() { return Refusal({Fault{"/code", "wrong_code"}}); }

bool take_code(Txn& txn, Env& env, SecondFactor& factor, std::string_view typed, const Actor& by,
               const User& user) {
  const std::string plain = plain_code(typed);
  if (is_app_code(plain)) {
    const auto step = step_of_code(factor.secret, plain, factor.last_step, env.now());
    if (!step) return false;
    factor.last_step = *step;
    txn.put(factor);
    return true;
  }
  auto& left = factor.recovery_codes;
  const auto found = std::find(left.begin(), left.end(), hash_of(plain));
  if (found == left.end()) return false;
  left.erase(found);
  txn.put(factor);
  txn.append(fact(EventKind::recovery_code_used, by, env, user.municipality,
                  {{"user", user.id.text()}, {"left", std::to_string(left.size())}}));
  return true;
}

bool forget_permits(Txn& txn, UserId user) {
  bool had_any = false;
  for (const auto& [kind, text] : codes<PermitKind>) {
    had_any = had_any || !txn.permits(user, kind).empty();
    txn.remove_permits(user, kind);
  }
  return had_any;
}

void forget_devices_of(Txn& txn, UserId user, SessionId session) {
  for (const Permit& each : txn.permits(user, PermitKind::device)) {
    if (each.session == session) txn.remove_permit(each.secret_hash);
  }
}

SignedOn begin_in_browser(std::unique_ptr<Txn> txn, Env& env, const Actor& by, const User& user,
                          const BrowserSeen& browser, std::string_view origin) {
  auto device = remembered_device(*txn, user, browser.device, env.now());
  if (const auto wanted = second_step_of(*txn, user.id, device.has_value())) {
    const minutes lifetime =
        *wanted == PermitKind::code_wanted ? code_wanted_for : enrolment_wanted_for;
    std::string token = make_permit(*txn, env, {.user = user.id, .kind = *wanted}, lifetime);
    txn->commit();
    throw SecondStep(*wanted, std::move(token), env.now() + lifetime);
  }
  SignedOn signed_on = start_session(*txn, env, by, user, browser_session(browser.name), origin);
  if (device) {
    device->session = signed_on.session.id;
    txn->put(*device);
  }
  txn->commit();
  return signed_on;
}

ProposedFactor People::propose_second_factor(std::string_view token) {
  Context& context = impl_->context;
  auto txn = context.store.begin(Access::write);
  const FirstStep step = first_step(*txn, token, context.env.now());
  if (step.permit.kind != PermitKind::enrolment_wanted) {
    throw sign_on_expired();
  }
  ProposedFactor made = propose(*txn, context.env, step.user);
  txn->commit();
  return made;
}

SecondStepDone People::second_step(std::string_view token, std::string_view code, bool remember,
                                   std::string_view origin, const BrowserSeen& browser) {
  Context& context = impl_->context;
  const Instant now = context.env.now();
  const UserId who = first_step(*context.store.begin(Access::read), token, now).user.id;
  Attempt attempt(impl_->codes, impl_->code_origins, who.text(), origin, now);

  auto txn = context.store.begin(Access::write);
  // Used, or ended, since it was looked up.
  const FirstStep step = first_step(*txn, token, now);
  const Actor by = actor_of(*txn, step.user, origin, now);
  SecondStepDone done;
  if (step.permit.kind == PermitKind::enrolment_wanted) {
    const auto proposed = proposed_factor(*txn, who, now);
    if (!proposed) throw sign_on_expired();
    done.recovery_codes = switch_on(*txn, context.env, *proposed, code, by, step.user);
  } else {
    SecondFactor factor = factor_on(*txn, who);
    if (!take_code(*txn, context.env, factor, code, by, step.user)) {
      txn.reset();  // what is noted takes its own turn
      impl_->failures.note(context, step.user, origin, "wrong_code");
      throw wrong_code();
    }
  }
  txn->remove_permit(step.permit.secret_hash);
  done.signed_on =
      start_session(*txn, context.env, by, step.user, browser_session(browser.name), origin);
  if (remember) {
    const Permit device{
        .user = who, .kind = PermitKind::device, .session = done.signed_on.session.id};
    done.device = make_permit(*txn, context.env, device, device_remembered_for);
  }
  txn->commit();
  attempt.succeeded();
  return done;
}

OwnSecondFactor People::second_factor(const Actor& actor) {
  const Instant now = impl_->context.env.now();
  auto txn = impl_->context.store.begin(Access::read);
  const User user = own_user(*txn, actor);
  OwnSecondFactor own{.required = txn->second_factor_required()};
  if (const auto factor = txn->second_factor(user.id, FactorState::on)) {
    own.since = factor->since;
    own.recovery_codes_left = factor->recovery_codes.size();
  }
  const auto devices = txn->permits(user.id, PermitKind::device);
  own.devices = static_cast<std::size_t>(std::count_if(
      devices.begin(), devices.end(), [&](const Permit& each) { return each.expires_at > now; }));
  return own;
}

// The password before anything is changed, and the code in the transaction that changes it.
std::unique_ptr<Txn> People::with_password_and_code(const Actor& actor, std::string_view password,
                                                    std::string_view code, Factor needed) {
  Context& context = impl_->context;
  const Instant now = context.env.now();
  check_own_password(actor, password, "/password");
  auto txn = context.store.begin(Access::write);
  const User user = own_user(*txn, actor);
  auto factor = txn->second_factor(user.id, FactorState::on);
  if (!factor) {
    if (needed == Factor::must_be_on) throw Refusal(Reason::wrong_state, "second_factor_off");
    return txn;
  }
  Attempt attempt(impl_->codes, impl_->code_origins, user.id.text(), actor.origin, now);
  if (!take_code(*txn, context.env, *factor, code, actor, user)) throw wrong_code();
  attempt.succeeded();
  return txn;
}

ProposedFactor People::propose_second_factor(const Actor& actor, std::string_view password,
                                             std::string_view code) {
  auto txn = with_password_and_code(actor, password, code, Factor::may_be_off);
  ProposedFactor made = propose(*txn, impl_->context.env, own_user(*txn, actor));
  txn->commit();
  return made;
}

std::vector<std::string> People::switch_on_second_factor(const Actor& actor,
                                                         std::string_view code) {
  Context& context = impl_->context;
  const Instant now = context.env.now();
  auto txn = context.store.begin(Access::write);
  const User user = own_user(*txn, actor);
  const auto proposed = proposed_factor(*txn, user.id, now);
  if (!proposed) throw Refusal(Reason::wrong_state, "nothing_proposed");
  Attempt attempt(impl_->codes, impl_->code_origins, user.id.text(), actor.origin, now);
  auto recovery_codes = switch_on(*txn, context.env, *proposed, code, actor, user);
  txn->commit();
  attempt.succeeded();
  return recovery_codes;
}

void People::switch_off_second_factor(const Actor& actor, std::string_view password,
                                      std::string_view code) {
  Context& context = impl_->context;
  if (context.store.begin(Access::read)->second_factor_required()) {
    throw Refusal(Reason::not_allowed, "second_factor_required");
  }
  auto txn = with_password_and_code(actor, password, code, Factor::must_be_on);
  const User user = own_user(*txn, actor);
  txn->remove_second_factor(user.id, FactorState::on);
  txn->remove_second_factor(user.id, FactorState::proposed);
  forget_permits(*txn, user.id);
  txn->append(fact(EventKind::second_factor_off, actor, context.env, user.municipality,
                   {{"user", user.id.text()}}));
  record_sign_on_changed(*txn, actor, context.env, user, "second_factor");
  txn->commit();
}

std::vector<std::string> People::renew_recovery_codes(const Actor& actor, std::string_view password,
                                                      std::string_view code) {
  Context& context = impl_->context;
  auto txn = with_password_and_code(actor, password, code, Factor::must_be_on);
  const User user = own_user(*txn, actor);
  SecondFactor factor = factor_on(*txn, user.id);
  auto recovery_codes = put_new_recovery_codes(context.env, factor);
  txn->put(factor);
  txn->append(fact(EventKind::recovery_codes_made, actor, context.env, user.municipality,
                   {{"user", user.id.text()}}));
  record_sign_on_changed(*txn, actor, context.env, user, "second_factor");
  txn->commit();
  return recovery_codes;
}

void People::clear_second_factor(const Actor& actor, UserId id) {
  if (!may(actor, Action::administer)) throw Refusal(Reason::not_allowed);
  // One's own takes the password and a code, for an administrator too.
  if (actor.user == id) throw Refusal(Reason::not_allowed, "not_your_own_factor");
  Context& context = impl_->context;
  auto txn = context.store.begin(Access::write);
  const auto user = txn->user(id);
  if (!user) throw Refusal(Reason::not_found);
  txn->remove_second_factor(id, FactorState::proposed);
  const auto passkeys = txn->passkeys(id);
  if (!txn->second_factor(id, FactorState::on) && passkeys.empty()) {
    txn->commit();
    return;
  }
  txn->remove_second_factor(id, FactorState::on);
  for (const Passkey& each : passkeys) txn->remove_passkey(each.id);
  forget_permits(*txn, id);
  for (const Session& each : txn->sessions(id)) {
    if (each.kind == SessionKind::browser) txn->remove_session(each.id);
  }
  txn->append(fact(EventKind::second_factor_cleared, actor, context.env, user->municipality,
                   {{"user", id.text()}}));
  record_sign_on_changed(*txn, actor, context.env, *user, "second_factor");
  txn->commit();
}

void People::require_second_factor(const Actor& actor, bool required) {
  if (!may(actor, Action::administer)) throw Refusal(Reason::not_allowed);
  Context& context = impl_->context;
  auto txn = context.store.begin(Access::write);
  if (txn->second_factor_required() == required) return;
  txn->require_second_factor(required);
  if (required) txn->remove_sessions_without_second_factor();
  txn->append(fact(EventKind::second_factor_required, actor, context.env, std::nullopt,
                   {{"required", required ? "true" : "false"}}));
  // Of nobody's municipality: it holds for everybody.
  txn->record_access({.at = context.env.now(),
                      .action = "change_sign_on",
                      .object = "second_factor",
                      .result = "done",
                      .actor = actor.user,
                      .role = std::string(code(Role::administrator)),
                      .purpose = "everybody",
                      .origin = actor.origin});
  txn->commit();
}

}  // namespace expertise
