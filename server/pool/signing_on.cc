// The part of People that knows who somebody is: passwords, sessions, tokens.
#include <sodium.h>

#include <algorithm>
#include <array>

#include "server/domain/text.h"
#include "server/pool/on_record.h"
#include "server/pool/password_rules.h"
#include "server/pool/people.h"
#include "server/pool/people_state.h"
#include "server/pool/second_factor.h"

namespace expertise {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr minutes idle_most{30};
constexpr hours browser_session_most{10};
constexpr days token_of_a_sign_on{30};
constexpr int token_days_most = 365;
constexpr minutes last_use_written_every{1};
constexpr std::size_t sessions_of_a_user = 50;
constexpr std::size_t label_characters = 80;
constexpr std::size_t secret_bytes = 32;

// One more session needs room: the browser session used longest ago goes.
void make_room(Txn& txn, UserId user) {
  auto sessions = txn.sessions(user);
  if (sessions.size() < sessions_of_a_user) return;
  const Session* oldest = nullptr;
  for (const Session& each : sessions) {
    if (each.kind == SessionKind::browser &&
        (!oldest || each.last_used_at < oldest->last_used_at)) {
      oldest = &each;
    }
  }
  if (!oldest) throw Refusal(Reason::conflict, "too_many_sessions");
  txn.remove_session(oldest->id);
}

Refusal wrong_credentials() { return Refusal(Reason::unauthenticated, "wrong_credentials"); }

std::vector<Fault> label_faults(std::string_view label) {
  std::vector<Fault> found;
  check_text(label, {.least = 1, .most = label_characters}, "/label", found);
  return found;
}

std::string codes_of(TokenScopes scopes) {
  std::string text;
  for (const TokenScope each : scopes.list()) {
    if (!text.empty()) text += ',';
    text += code(each);
  }
  return text;
}

// What failures are held against: the address as it would be kept, or the start of what was typed.
std::string throttle_key(std::string_view email) {
  if (auto address = normal_email(email)) return *address;
  return std::string(email.substr(0, PeopleLimits::email_bytes));
}

// Whether the password is right; the attempt keeps its failure when not.
bool judge(Passwords& passwords, Attempt& attempt, const std::optional<std::string>& hash,
           std::string_view password, bool may_succeed) {
  bool right = false;
  try {
    right = passwords.matches(hash, password) && may_succeed;
  } catch (const Refusal&) {
    attempt.not_judged();
    throw;
  }
  if (right) attempt.succeeded();
  return right;
}

// A hash of today's strength, unless there is no room to make one: then the next sign-on does it.
std::optional<std::string> stronger_hash(Passwords& passwords, const std::string& hash,
                                         std::string_view password) {
  if (!passwords.needs_rehash(hash)) return std::nullopt;
  try {
    return passwords.hash(password);
  } catch (const Refusal&) {
    return std::nullopt;
  }
}

// Somebody whose password was right.
struct Known {
  User user;
  std::string hash;
  /// In place of `hash`, when it is not of today's strength.
  std::optional<std::string> renewed;
};

// `State` is the Impl of People, which only People can name. An attempt that has to wait is one
// that failed.
template <class State>
Attempt attempt_at(State& of, std::string_view email, std::string_view origin) {
  try {
    return Attempt(of.addresses, of.origins, throttle_key(email), origin, of.context.env.now());
  } catch (const Refusal&) {
    of.failures.note(of.context, std::nullopt, origin, "slowed_down");
    throw;
  }
}

template <class State>
Known by_password(State& of, std::string_view email, std::string_view password,
                  std::string_view origin) {
  Attempt attempt = attempt_at(of, email, origin);
  Context& context = of.context;
  Passwords& passwords = of.passwords;
  std::optional<User> user;
  std::optional<std::string> hash;
  if (auto address = normal_email(email)) {
    auto txn = context.store.begin(Access::read);
    user = txn->user_by_email(*address);
    if (user) hash = txn->password(user->id);
  }
  if (!judge(passwords, attempt, hash, password, user && user->active)) {
    of.failures.note(context, user, origin, "wrong_password", throttle_key(email));
    throw wrong_credentials();
  }
  auto renewed = stronger_hash(passwords, *hash, password);
  return {*user, *hash, renewed};
}

// A transaction to let them in; `known` is then the user as they are now.
std::unique_ptr<Txn> open_door(Context context, Known& known) {
  auto txn = context.store.begin(Access::write);
  auto now_user = txn->user(known.user.id);
  // Disabled, or another password, since it was looked up.
  if (!now_user || !now_user->active || txn->password(known.user.id) != known.hash) {
    throw wrong_credentials();
  }
  if (known.renewed) txn->put_password(known.user.id, *known.renewed);
  known.user = *now_user;
  return txn;
}

// One of the actor's own, with its event.
void end_own(Txn& txn, Env& env, const Actor& actor, SessionId id) {
  if (!actor.user) throw Refusal(Reason::not_found);
  auto sessions = txn.sessions(*actor.user);
  bool own = std::any_of(sessions.begin(), sessions.end(),
                         [&](const Session& each) { return each.id == id; });
  if (!own) throw Refusal(Reason::not_found);
  txn.remove_session(id);
  auto user = txn.user(*actor.user);
  txn.append(fact(EventKind::session_ended, actor, env, user->municipality,
                  {{"user", user->id.text()}, {"session", id.text()}}));
  txn.record_access(sign_on_entry(actor, env, user->municipality, "sign_off", "session"));
}

}  // namespace

bool has_ended(const Session& session, Instant now) {
  if (now >= session.expires_at) return true;
  return session.kind == SessionKind::browser && now - session.last_used_at >= idle_most;
}

std::string new_secret(Env& env) {
  std::array<std::uint8_t, secret_bytes> bytes{};
  env.random(bytes);
  std::array<char,
             sodium_base64_ENCODED_LEN(secret_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)>
      text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero(bytes.data(), bytes.size());
  return text.data();
}

Hash hash_of(std::string_view secret) {
  Hash hash{};
  crypto_generichash(hash.data(), hash.size(),
                     reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), nullptr,
                     0);
  return hash;
}

Actor actor_of(Txn& txn, const User& user, std::string_view origin, Instant now) {
  Actor actor{.user = user.id,
              .municipalities = {user.municipality},
              .roles = user.roles,
              .teams = user.teams,
              .specialist = user.specialist,
              .partner_of = user.partner_of,
              .origin = std::string(origin)};
  for (const TeamId& id : user.teams) {
    auto team = txn.team(id);
    if (team && !actor.in(team->municipality)) actor.municipalities.push_back(team->municipality);
  }
  if (user.specialist) {
    const auto left = txn.left_at(*user.specialist);
    actor.has_left = left.has_value();
    actor.left_long_ago = left && *left + reads_after_leaving <= now;
  }
  return actor;
}

SignedOn start_session(Txn& txn, Env& env, const Actor& by, const User& user,
                       const NewSession& wanted, std::string_view origin) {
  make_room(txn, user.id);
  SignedOn signed_on;
  signed_on.secret = new_secret(env);
  signed_on.user = user;
  signed_on.actor = actor_of(txn, user, origin, env.now());
  Instant now = env.now();
  signed_on.session =
      Session{.id = env.new_id<SessionId>(),
              .user = user.id,
              .kind = wanted.kind,
              .secret_hash = hash_of(signed_on.secret),
              .label = wanted.label,
              .created_at = now,
              .last_used_at = now,
              .expires_at = std::min<Instant>(now + wanted.lifetime, wanted.no_later_than),
              .by_provider = wanted.by_provider,
              .provider_session = wanted.provider_session,
              .passkey = wanted.passkey,
              .scopes = wanted.scopes};
  txn.put(signed_on.session);
  bool is_token = wanted.kind == SessionKind::token;
  Details details{{"user", user.id.text()}, {"session", signed_on.session.id.text()}};
  if (wanted.by_provider) details["by"] = "provider";
  if (wanted.passkey) details["by"] = "passkey";
  if (is_token) details["scopes"] = codes_of(wanted.scopes);
  txn.append(fact(is_token ? EventKind::token_created : EventKind::session_started, by, env,
                  user.municipality, std::move(details)));
  AccessEntry entry = is_token ? account_entry(by, env, user, "make_token", "token")
                               : account_entry(by, env, user, "sign_on", "session");
  entry.origin = std::string(origin);
  txn.record_access(entry);
  return signed_on;
}

NewSession browser_session(std::string_view name) {
  return {
      .kind = SessionKind::browser, .label = std::string(name), .lifetime = browser_session_most};
}

Attempt::Attempt(Throttle& keys, Throttle& origins, std::string key, std::string_view origin,
                 Instant now)
    : keys_(keys), origins_(origins), key_(std::move(key)), origin_(origin.substr(0, 100)) {
  keys_.attempt(key_, now);
  try {
    origins_.attempt(origin_, now);
  } catch (...) {
    keys_.take_back(key_);
    throw;
  }
}

void Attempt::succeeded() {
  keys_.forget(key_);
  origins_.take_back(origin_);
}

void Attempt::not_judged() {
  keys_.take_back(key_);
  origins_.take_back(origin_);
}

SignedOn People::sign_on(std::string_view email, std::string_view password, std::string_view origin,
                         const BrowserSeen& browser) {
  Context& context = impl_->context;
  Known known = by_password(*impl_, email, password, origin);
  auto txn = open_door(context, known);
  const Actor by = actor_of(*txn, known.user, origin, context.env.now());
  return begin_in_browser(std::move(txn), context.env, by, known.user, browser, origin);
}

SignedOn People::sign_on_for_token(std::string_view email, std::string_view password,
                                   std::string_view label, std::string_view origin,
                                   std::string_view code, TokenScopes scopes) {
  auto found = label_faults(label);
  if (scopes.empty()) found.push_back({"/scopes", "required"});
  if (!found.empty()) throw Refusal(std::move(found));
  Context& context = impl_->context;
  const Instant now = context.env.now();
  Known known = by_password(*impl_, email, password, origin);
  auto txn = open_door(context, known);
  const Actor by = actor_of(*txn, known.user, origin, context.env.now());
  if (auto factor = txn->second_factor(known.user.id, FactorState::on)) {
    if (code.empty()) throw Refusal(Reason::unauthenticated, "code_wanted");
    Attempt at_code(impl_->codes, impl_->code_origins, known.user.id.text(), origin, now);
    if (!take_code(*txn, context.env, *factor, code, by, known.user)) {
      txn.reset();  // what is noted takes its own turn
      impl_->failures.note(context, known.user, origin, "wrong_code");
      throw wrong_code();
    }
    at_code.succeeded();
  } else if (txn->second_factor_required()) {
    throw Refusal(Reason::not_allowed, "second_factor_required");
  }
  const NewSession wanted{.kind = SessionKind::token,
                          .label = std::string(label),
                          .lifetime = token_of_a_sign_on,
                          .scopes = scopes};
  SignedOn signed_on = start_session(*txn, context.env, by, known.user, wanted, origin);
  txn->commit();
  return signed_on;
}

std::optional<SignedOn> People::recognise(std::string_view secret, std::string_view origin,
                                          Use use) {
  constexpr std::size_t secret_characters = 43;
  if (secret.size() != secret_characters) return std::nullopt;
  Hash hash = hash_of(secret);
  Instant now = impl_->context.env.now();
  SignedOn signed_on;
  {
    auto txn = impl_->context.store.begin(Access::read);
    auto session = txn->session(hash);
    if (!session || has_ended(*session, now)) return std::nullopt;
    auto user = txn->user(session->user);
    if (!user || !user->active) return std::nullopt;
    signed_on.actor = actor_of(*txn, *user, origin, now);
    signed_on.user = std::move(*user);
    signed_on.session = std::move(*session);
  }
  if (use == Use::by_itself || now - signed_on.session.last_used_at < last_use_written_every ||
      now.time_since_epoch().count() < impl_->no_touch_before) {
    return signed_on;
  }
  // Reading goes on where writing cannot: then the session only grows older.
  try {
    auto txn = impl_->context.store.begin(Access::write);
    if (auto session = txn->session(hash)) {
      session->last_used_at = now;
      txn->put(*session);
      txn->commit();
      signed_on.session.last_used_at = now;
    }
  } catch (const Refusal&) {
    impl_->no_touch_before = (now + last_use_written_every).time_since_epoch().count();
  }
  return signed_on;
}

void People::write_counted_failures(Instant now) {
  impl_->failures.write_counted(impl_->context, now);
}

void People::note_failed_sign_on(std::string_view origin, std::string_view result) {
  impl_->failures.note(impl_->context, std::nullopt, origin, result);
}

Paged<AccessEntry> People::failed_sign_ons(const Actor& actor, AccessQuery query) {
  if (!may(actor, Action::administer)) throw Refusal(Reason::not_allowed);
  query.failed_sign_ons = true;
  return on_record(impl_->context.store, [&](Txn& txn) {
    auto found = txn.find(query);
    std::optional<MunicipalityId> home;
    if (!actor.municipalities.empty()) home = actor.municipalities.front();
    txn.record_access({.at = impl_->context.env.now(),
                       .action = "list",
                       .object = "sign_on_failures",
                       .municipality = home,
                       .result = "shown",
                       .actor = actor.user,
                       .role = std::string(code(Role::administrator)),
                       .purpose = "administering",
                       .origin = actor.origin,
                       .count = static_cast<std::int64_t>(found.items.size())});
    return found;
  });
}

std::vector<Session> People::sessions(const Actor& actor) {
  if (!actor.user) return {};
  Instant now = impl_->context.env.now();
  auto txn = impl_->context.store.begin(Access::read);
  auto sessions = txn->sessions(*actor.user);
  std::erase_if(sessions, [&](const Session& each) { return has_ended(each, now); });
  return sessions;
}

void People::end_session(const Actor& actor, SessionId id) {
  auto txn = impl_->context.store.begin(Access::write);
  end_own(*txn, impl_->context.env, actor, id);
  forget_devices_of(*txn, *actor.user, id);
  txn->commit();
}

void People::sign_off(const Actor& actor, SessionId session) {
  try {
    auto txn = impl_->context.store.begin(Access::write);
    end_own(*txn, impl_->context.env, actor, session);
    txn->commit();
  } catch (const Refusal& refusal) {
    if (refusal.reason() != Reason::not_found) throw;
  }
}

std::size_t People::end_other_sessions(const Actor& actor, SessionId keep) {
  if (!actor.user) throw Refusal(Reason::not_found);
  auto txn = impl_->context.store.begin(Access::write);
  std::size_t ended = 0;
  for (const Session& each : txn->sessions(*actor.user)) {
    if (each.id == keep) continue;
    end_own(*txn, impl_->context.env, actor, each.id);
    ++ended;
  }
  forget_permits(*txn, *actor.user);
  txn->commit();
  return ended;
}

std::size_t People::end_sessions_of(const Actor& actor, UserId id, Ending ending) {
  if (!may(actor, Action::administer)) throw Refusal(Reason::not_allowed);
  Context& context = impl_->context;
  auto txn = context.store.begin(Access::write);
  const auto user = txn->user(id);
  if (!user) throw Refusal(Reason::not_found);
  const Instant now = context.env.now();
  std::size_t ended = 0;
  for (const Session& each : txn->sessions(id)) {
    if (each.kind == SessionKind::token && ending == Ending::browsers) continue;
    txn->remove_session(each.id);
    ended += has_ended(each, now) ? 0 : 1;
  }
  const bool had_permits = forget_permits(*txn, id);
  if (ended > 0 || had_permits) {
    txn->append(fact(EventKind::sessions_ended, actor, context.env, user->municipality,
                     {{"user", id.text()},
                      {"ended", std::to_string(ended)},
                      {"tokens", ending == Ending::tokens_too ? "true" : "false"}}));
    txn->record_access(account_entry(actor, context.env, *user, "sign_off", "session"));
  }
  txn->commit();
  return ended;
}

SignedOn People::create_token(const Actor& actor, UserId id, std::string_view label, int days,
                              TokenScopes scopes, const std::optional<Session>& with) {
  const bool by_operator = !actor.user && may(actor, Action::administer);
  if (!by_operator && actor.user != id) throw Refusal(Reason::not_found);
  std::vector<Fault> found = label_faults(label);
  if (days < 1 || days > token_days_most) {
    found.push_back(
        {"/days", "out_of_range", {{"least", "1"}, {"most", std::to_string(token_days_most)}}});
  }
  if (scopes.empty()) found.push_back({"/scopes", "required"});
  const bool by_token = with && with->kind == SessionKind::token;
  if (by_token) {
    const auto left =
        std::chrono::ceil<std::chrono::days>(with->expires_at - impl_->context.env.now());
    if (days > left.count() && days <= token_days_most) {
      found.push_back({"/days", "longer_than_own", {{"most", std::to_string(left.count())}}});
    }
    if (!with->scopes.covers(scopes)) found.push_back({"/scopes", "more_than_own"});
  }
  if (!found.empty()) throw Refusal(std::move(found));

  auto txn = impl_->context.store.begin(Access::write);
  auto user = txn->user(id);
  if (!user || !user->active) throw Refusal(Reason::not_found);
  const NewSession wanted{.kind = SessionKind::token,
                          .label = std::string(label),
                          .lifetime = std::chrono::days(days),
                          .scopes = scopes,
                          .no_later_than = by_token ? with->expires_at : Instant::max()};
  SignedOn signed_on = start_session(*txn, impl_->context.env, actor, *user, wanted, actor.origin);
  txn->commit();
  return signed_on;
}

std::string People::check_own_password(const Actor& actor, std::string_view password,
                                       std::string place) {
  if (!actor.user) throw Refusal(Reason::not_allowed);
  std::optional<User> user;
  std::optional<std::string> hash;
  {
    auto txn = impl_->context.store.begin(Access::read);
    user = txn->user(*actor.user);
    if (!user) throw Refusal(Reason::not_found);
    hash = txn->password(user->id);
  }
  Attempt attempt(impl_->addresses, impl_->origins, user->email, actor.origin,
                  impl_->context.env.now());
  if (!judge(impl_->passwords, attempt, hash, password, user->active)) {
    throw Refusal({Fault{std::move(place), "wrong_password"}});
  }
  return *hash;
}

void People::change_password(const Actor& actor, std::string_view current, std::string_view wanted,
                             std::optional<SessionId> keep) {
  if (!actor.user) throw Refusal(Reason::not_allowed);
  const auto user = impl_->context.store.begin(Access::read)->user(*actor.user);
  if (!user) throw Refusal(Reason::not_found);
  if (auto fault = password_fault(wanted, {user->email, user->name}, "/password"))
    throw Refusal({*fault});
  const std::string hash = check_own_password(actor, current, "/currentPassword");
  std::string new_hash = impl_->passwords.hash(wanted);

  auto txn = impl_->context.store.begin(Access::write);
  if (txn->password(user->id) != hash) throw Refusal(Reason::stale);
  txn->put_password(user->id, new_hash);
  for (const Session& each : txn->sessions(user->id)) {
    if (each.id != keep) txn->remove_session(each.id);
  }
  forget_permits(*txn, user->id);
  txn->append(fact(EventKind::user_changed, actor, impl_->context.env, user->municipality,
                   {{"user", user->id.text()}, {"changed", "password"}}));
  record_sign_on_changed(*txn, actor, impl_->context.env, *user, "password");
  txn->commit();
}

}  // namespace expertise
