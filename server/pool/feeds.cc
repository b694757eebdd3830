// The part of People that knows whose feed a token opens.
#include "server/pool/people_state.h"

namespace expertise {

namespace {

Refusal no_such_feed() { return Refusal(Reason::not_found); }

bool can_have(const std::vector<Role>& roles) {
  for (Role each : roles) {
    if (each == Role::specialist || each == Role::team_member) return true;
  }
  return false;
}

UserId owner(const Actor& actor) {
  if (!actor.user || !can_have(actor.roles)) throw Refusal(Reason::not_allowed);
  return *actor.user;
}

User user_of(Txn& txn, UserId id) {
  auto user = txn.user(id);
  if (!user) throw Refusal(Reason::not_found);
  return *user;
}

}  // namespace

std::optional<Feed> People::feed(const Actor& actor) {
  return impl_->context.store.begin(Access::read)->feed(owner(actor));
}

std::string People::make_feed(const Actor& actor) {
  const UserId id = owner(actor);
  Env& env = impl_->context.env;
  auto txn = impl_->context.store.begin(Access::write);
  const User user = user_of(*txn, id);
  const bool renewed = txn->feed(id).has_value();
  std::string token = new_secret(env);
  txn->put(Feed{.user = id, .token_hash = hash_of(token), .made_at = env.now()});
  txn->append(fact(EventKind::feed_made, actor, env, user.municipality,
                   {{"user", id.text()}, {"renewed", renewed ? "true" : "false"}}));
  txn->record_access(account_entry(actor, env, user, "make_token", "feed"));
  txn->commit();
  return token;
}

void People::end_feed(const Actor& actor) {
  const UserId id = owner(actor);
  Env& env = impl_->context.env;
  auto txn = impl_->context.store.begin(Access::write);
  if (!txn->feed(id)) return;
  const User user = user_of(*txn, id);
  txn->remove_feed(id);
  txn->append(fact(EventKind::feed_ended, actor, env, user.municipality, {{"user", id.text()}}));
  txn->record_access(account_entry(actor, env, user, "sign_off", "feed"));
  txn->commit();
}

User People::user_of_feed(std::string_view token, std::string_view origin) {
  const Hash hash = hash_of(token);
  {
    auto txn = impl_->context.store.begin(Access::read);
    auto feed = txn->feed(hash);
    auto user = feed ? txn->user(feed->user) : std::nullopt;
    if (user && user->active && can_have(user->roles)) return *user;
  }
  // Counted now that it failed: nobody guesses 32 random bytes, and the programs of many people
  // read from one origin, many at a time.
  Attempt(impl_->feeds, impl_->feed_origins, hex(hash), origin, impl_->context.env.now());
  throw no_such_feed();
}

}  // namespace expertise
