// The part of People that lets somebody join the pool: from the invitation of who keeps it to a
// specialist who is signed on, in one step of their own. Without agreements nobody is asked
// anything yet: recording those stays with who keeps the pool.
#include "server/pool/password_rules.h"
#include "server/pool/people.h"
#include "server/pool/people_state.h"
#include "server/pool/profile_changes.h"
#include "server/pool/second_factor.h"

namespace expertise {

namespace {

constexpr std::chrono::days open_for{14};

Refusal not_open() { return Refusal(Reason::not_found, "joining_not_open"); }

User user_of(const JoiningInvitation& invitation) {
  User user;
  user.municipality = invitation.municipality;
  user.name = invitation.name;
  user.email = invitation.email;
  user.language = invitation.language;
  user.roles = {Role::specialist};
  return user;
}

// The open invitation of this token, unless its address has got a user in the meantime.
std::optional<JoiningInvitation> open_invitation(Txn& txn, const Hash& token, Instant now) {
  auto invitation = txn.joining_invitation(token);
  if (!invitation || invitation->expires_at <= now || txn.user_by_email(invitation->email)) {
    return std::nullopt;
  }
  return invitation;
}

// The open invitation of a token that somebody tries, counted as a guess when it is none.
JoiningInvitation tried(Context context, Throttle& tokens, Throttle& origins,
                        std::string_view token, std::string_view origin) {
  const Instant now = context.env.now();
  const Hash hash = hash_of(token);
  Attempt attempt(tokens, origins, "joining " + hex(hash), origin, now);
  auto invitation = open_invitation(*context.store.begin(Access::read), hash, now);
  if (!invitation) throw not_open();
  attempt.succeeded();
  return *invitation;
}

void refuse(std::vector<Fault> found) {
  if (!found.empty()) throw Refusal(std::move(found));
}

// Who holds the invitation can make themselves a specialist of it.
AccessEntry joining_entry(const Actor& actor, Env& env, const JoiningInvitation& invitation) {
  AccessEntry entry =
      sign_on_entry(actor, env, invitation.municipality, "change_rights", "joining");
  entry.role =
      std::string(code(actor.is(Role::coordinator) ? Role::coordinator : Role::administrator));
  entry.purpose = "joining:" + invitation.id.text();
  return entry;
}

// Only what somebody writes who joins; the rest was checked when they were invited.
std::vector<Fault> faults_of_joining(const User& user, std::string_view password) {
  std::vector<Fault> found = faults(user);
  if (auto fault = password_fault(password, {user.email, user.name}, "/password"))
    found.push_back(*fault);
  return found;
}

}  // namespace

NewJoining People::invite_to_join(const Actor& actor, std::optional<MunicipalityId> municipality,
                                  std::string_view name, std::string_view email,
                                  Language language) {
  if (!may(actor, Action::keep_pool)) throw Refusal(Reason::not_allowed);
  const PoolScope reach = pool_scope_of(actor, Action::keep_pool);
  Context& context = impl_->context;
  const Instant now = context.env.now();
  NewJoining made;
  made.token = new_secret(context.env);
  made.invitation = {.id = context.env.new_id<JoiningId>(),
                     .name = std::string(name),
                     .email = normal_email(email).value_or(std::string(email)),
                     .language = language,
                     .token_hash = hash_of(made.token),
                     .invited_by = actor.user,
                     .invited_at = now,
                     .expires_at = now + open_for};
  if (!municipality && !actor.municipalities.empty()) municipality = actor.municipalities.front();
  JoiningInvitation& invitation = made.invitation;
  if (municipality) invitation.municipality = *municipality;
  std::vector<Fault> found = faults(user_of(invitation));

  auto txn = context.store.begin(Access::write);
  if (!municipality || !reach.holds(*municipality) || !txn->municipality(*municipality)) {
    found.push_back({"/municipality", "unknown"});
  }
  if (txn->user_by_email(invitation.email)) found.push_back({"/email", "already_taken"});
  auto earlier = txn->joining_invitation_to(invitation.email);
  if (earlier && earlier->expires_at > now) found.push_back({"/email", "invitation_open"});
  refuse(std::move(found));
  if (earlier) txn->remove_joining_invitation(earlier->id);
  txn->put(invitation);
  txn->append(fact(EventKind::joining_invited, actor, context.env, invitation.municipality,
                   {{"invitation", invitation.id.text()}}));
  txn->record_access(joining_entry(actor, context.env, invitation));
  txn->commit();
  return made;
}

Paged<JoiningInvitation> People::joining_invitations(const Actor& actor,
                                                     std::optional<MunicipalityId> municipality,
                                                     Page page) {
  if (!may(actor, Action::keep_pool)) throw Refusal(Reason::not_allowed);
  return impl_->context.store.begin(Access::read)
      ->find(JoiningQuery{.scope = pool_scope_of(actor, Action::keep_pool),
                          .municipality = municipality,
                          .now = impl_->context.env.now(),
                          .page = page});
}

void People::withdraw_joining(const Actor& actor, JoiningId id) {
  if (!may(actor, Action::keep_pool)) throw Refusal(Reason::not_allowed);
  Context& context = impl_->context;
  auto txn = context.store.begin(Access::write);
  auto invitation = txn->joining_invitation(id);
  if (!invitation || invitation->expires_at <= context.env.now() ||
      !pool_scope_of(actor, Action::keep_pool).holds(invitation->municipality)) {
    throw Refusal(Reason::not_found);
  }
  txn->remove_joining_invitation(id);
  txn->append(fact(EventKind::joining_withdrawn, actor, context.env, invitation->municipality,
                   {{"invitation", id.text()}}));
  txn->record_access(joining_entry(actor, context.env, *invitation));
  txn->commit();
}

JoiningInvitation People::open_joining(std::string_view token, std::string_view origin) {
  return tried(impl_->context, impl_->addresses, impl_->origins, token, origin);
}

SignedOn People::join(std::string_view token, std::string_view name, std::string_view password,
                      std::optional<Language> language, std::string_view origin,
                      const BrowserSeen& browser) {
  Context& context = impl_->context;
  const JoiningInvitation invitation =
      tried(context, impl_->addresses, impl_->origins, token, origin);
  User user = user_of(invitation);
  user.name = std::string(name);
  user.language = language.value_or(invitation.language);
  refuse(faults_of_joining(user, password));
  const std::string hash = impl_->passwords.hash(password);

  const Instant now = context.env.now();
  auto txn = context.store.begin(Access::write);
  // Used, withdrawn or past its end since it was looked up.
  if (!open_invitation(*txn, invitation.token_hash, now)) throw not_open();
  user.id = context.env.new_id<UserId>();
  user.specialist = context.env.new_id<SpecialistId>();
  const Actor joining = actor_of(*txn, user, origin, now);
  Specialist profile;
  profile.id = *user.specialist;
  profile.municipality = user.municipality;
  profile.name = user.name;
  profile.email = user.email;
  refuse(faults(profile));
  write_profile(*txn, context.env, joining, nullptr, std::move(profile));
  keep(*txn, joining, std::nullopt, user);
  txn->put_password(user.id, hash);
  txn->remove_joining_invitation(invitation.id);
  txn->append(fact(EventKind::joined, joining, context.env, user.municipality,
                   {{"invitation", invitation.id.text()},
                    {"user", user.id.text()},
                    {"specialist", user.specialist->text()}}));
  return begin_in_browser(std::move(txn), context.env, joining, user, browser, origin);
}

}  // namespace expertise
