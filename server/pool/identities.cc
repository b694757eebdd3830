// The part of People that knows identities at a provider of single sign-on: whose one is, making a
// user for a new one, and keeping their rights in step.
#include <algorithm>

#include "server/domain/text.h"
#include "server/pool/people.h"
#include "server/pool/people_state.h"
#include "server/pool/second_factor.h"
#include "server/pool/sign_on_rules.h"

namespace expertise {

namespace {

Refusal no(const char* why) { return Refusal(Reason::not_allowed, why); }

// The name as it may be kept: what the provider says, else the start of the address.
std::string name_of(const IdTokenClaims& claims, const std::string& address) {
  std::string name(trimmed(claims.name));
  std::vector<Fault> found;
  check_text(name, {.least = 1, .most = PeopleLimits::name_characters}, "/name", found);
  return found.empty() ? name : address.substr(0, address.find('@'));
}

bool has_identity_of(Txn& txn, UserId user, const std::string& issuer) {
  const auto identities = txn.identities(user);
  return std::any_of(identities.begin(), identities.end(),
                     [&](const Identity& each) { return each.issuer == issuer; });
}

// Whether the address proves that it is this user. Addresses are given out anew: who is linked
// already is never linked to somebody else by it.
bool is_proven_by_address(Txn& txn, const ProvenIdentity& identity, const SignOnRules& rules,
                          UserId user) {
  return rules.addresses_are_trusted && identity.claims.email_verified == true &&
         !has_identity_of(txn, user, identity.issuer);
}

User new_user(const ProvenIdentity& identity, const SignOnRules& rules, const GivenRights& given,
              const std::optional<std::string>& address, Env& env) {
  if (given.roles.empty() || !given.municipality) throw no("no_role_given");
  const bool may_be_used =
      identity.claims.email_verified.value_or(rules.addresses_are_trusted) && address;
  if (!may_be_used) throw no("no_address_given");
  User user;
  user.id = env.new_id<UserId>();
  user.municipality = *given.municipality;
  user.email = *address;
  user.name = name_of(identity.claims, *address);
  user.language = from_code<Language>(identity.claims.language).value_or(Language::nl);
  user.roles = given.roles;
  user.teams = given.teams;
  return user;
}

// Of every kind: a token would go on with rights that are not theirs any more.
void end_sessions(Txn& txn, UserId user) {
  txn.remove_sessions(user);
  forget_permits(txn, user);
}

// What is kept of the name of a session at a provider.
std::optional<Hash> provider_session(const std::string& issuer, const std::string& name) {
  if (name.empty()) return std::nullopt;
  return hash_of(issuer + '\n' + name);
}

// What was begun in a session there, by whoever it names.
std::vector<Session> sessions_of(Txn& txn, const EndedAtProvider& ended) {
  const auto named = provider_session(ended.issuer, ended.session);
  if (ended.subject.empty()) {
    return named ? txn.sessions_at_provider(*named) : std::vector<Session>();
  }
  const auto identity = txn.identity(ended.issuer, ended.subject);
  if (!identity) return {};
  auto found = txn.sessions(identity->user);
  std::erase_if(found, [&](const Session& each) {
    const bool is_of_another = named && each.provider_session && each.provider_session != named;
    return !each.by_provider || is_of_another;
  });
  return found;
}

}  // namespace

SignedOn People::sign_on_by_provider(const ProvenIdentity& identity, const SignOnRules& rules,
                                     std::string_view origin, const BrowserSeen& browser) {
  Context& context = impl_->context;
  const Instant now = context.env.now();
  const IdTokenClaims& claims = identity.claims;
  const GivenRights given = rights_of(rules, claims.values);
  const auto address = claims.email ? normal_email(*claims.email) : std::nullopt;

  auto txn = context.store.begin(Access::write);
  std::optional<User> before;
  try {
    auto known = txn->identity(identity.issuer, claims.subject);
    if (known) {
      before = txn->user(known->user);
    } else if (address) {
      before = txn->user_by_email(*address);
      if (before && !is_proven_by_address(*txn, identity, rules, before->id)) {
        throw no("address_taken");
      }
    }
    if (before && !before->active) throw no("account_disabled");

    User user = before ? with_rights(*before, rules, given)
                       : new_user(identity, rules, given, address, context.env);
    if (user.roles.empty()) {
      if (!txn->sessions(user.id).empty()) {
        txn->record_access(account_entry(actor_of(*txn, user, origin, now), context.env, user,
                                         "sign_off", "session"));
      }
      end_sessions(*txn, user.id);
      txn->commit();
      throw no("no_role_given");
    }
    auto found = check(*txn, user);
    const bool is_last = std::any_of(found.begin(), found.end(), [](const Fault& each) {
      return each.code == "last_administrator";
    });
    if (is_last) {
      user.roles.push_back(Role::administrator);
      found = check(*txn, user);
    }
    if (!found.empty()) throw Refusal(std::move(found));
    const Actor by = actor_of(*txn, user, origin, now);
    if (before != user) keep(*txn, by, before, user);
    if (!known) {
      known = Identity{
          .user = user.id, .issuer = identity.issuer, .subject = claims.subject, .linked_at = now};
      txn->append(fact(EventKind::identity_linked, by, context.env, user.municipality,
                       {{"user", user.id.text()}}));
      record_sign_on_changed(*txn, by, context.env, user, "identity");
    }
    known->last_used_at = now;
    txn->put(*known);
    NewSession wanted = browser_session(browser.name);
    wanted.by_provider = true;
    wanted.provider_session = provider_session(identity.issuer, claims.session);
    SignedOn signed_on = start_session(*txn, context.env, by, user, wanted, origin);
    txn->commit();
    return signed_on;
  } catch (const Refusal& refusal) {
    if (refusal.reason() == Reason::not_allowed) {
      txn.reset();  // what is noted takes its own turn
      impl_->failures.note(context, before, origin, refusal.detail());
    }
    throw;
  }
}

std::size_t People::end_sessions_at_provider(const EndedAtProvider& ended,
                                             std::string_view origin) {
  Context& context = impl_->context;
  auto txn = context.store.begin(Access::write);
  auto found = sessions_of(*txn, ended);
  std::erase_if(found,
                [&](const Session& each) { return each.created_at > ended.at + clocks_apart; });
  const Actor by{.origin = std::string(origin)};
  std::size_t count = 0;
  for (const Session& each : found) {
    txn->remove_session(each.id);
    if (has_ended(each, context.env.now())) continue;
    ++count;
    const auto user = txn->user(each.user);
    txn->append(fact(EventKind::session_ended, by, context.env, user->municipality,
                     {{"user", user->id.text()}, {"session", each.id.text()}, {"by", "provider"}}));
    txn->record_access(account_entry(by, context.env, *user, "sign_off", "session"));
  }
  if (!found.empty()) txn->commit();
  return count;
}

std::vector<Identity> People::identities(const Actor& actor) {
  if (!actor.user) return {};
  return impl_->context.store.begin(Access::read)->identities(*actor.user);
}

void People::unlink(const Actor& actor, UserId id) {
  if (!may(actor, Action::administer)) throw Refusal(Reason::not_allowed);
  Context& context = impl_->context;
  auto txn = context.store.begin(Access::write);
  const auto user = txn->user(id);
  if (!user) throw Refusal(Reason::not_found);
  if (txn->identities(id).empty()) return;
  txn->remove_identities(id);
  end_sessions(*txn, id);
  txn->append(fact(EventKind::identity_unlinked, actor, context.env, user->municipality,
                   {{"user", id.text()}}));
  record_sign_on_changed(*txn, actor, context.env, *user, "identity");
  txn->commit();
}

}  // namespace expertise
