// Links to choose a new password with: asking for one, sending it, and using it.
#include "server/pool/password_links.h"

#include <stdexcept>

#include "server/pool/password_rules.h"
#include "server/pool/people_state.h"
#include "server/pool/second_factor.h"

namespace expertise {

namespace {

constexpr std::chrono::minutes open_for{30};
constexpr std::chrono::minutes between_tries{1};
constexpr std::size_t requests_at_once = 100;

Refusal not_open() { return Refusal(Reason::not_found, "password_link_not_open"); }

// The user of a link that still works.
std::optional<User> user_of_link(Txn& txn, const Hash& hash, Instant now) {
  const auto permit = txn.permit(hash);
  if (!permit || permit->kind != PermitKind::new_password || permit->expires_at <= now) {
    return std::nullopt;
  }
  auto user = txn.user(permit->user);
  return user && user->active ? user : std::nullopt;
}

// Who signs on at a provider alone is let in and kept out there: a password would be a way around.
bool may_have_password(Txn& txn, const User& user) {
  return user.active && (txn.password(user.id) || txn.identities(user.id).empty());
}

std::string subject_in(Language language) {
  return language == Language::nl ? "Een nieuw wachtwoord voor de Expertisepool"
                                  : "A new password for the Expertisepool";
}

std::string text_in(Language language, const std::string& address) {
  if (language == Language::nl) {
    return "Iemand vroeg om een nieuw wachtwoord voor jouw account. Was jij dat? Kies het dan "
           "hier, binnen een half uur:\n\n" +
           address +
           "\n\nDe link werkt één keer. Was jij het niet, dan hoef je niets te doen: je wachtwoord "
           "blijft zoals het is.\n";
  }
  return "Somebody asked for a new password for your account. Was that you? Then choose it here, "
         "within half an hour:\n\n" +
         address +
         "\n\nThe link works once. If it was not you, there is nothing to do: your password stays "
         "as it is.\n";
}

}  // namespace

std::string make_password_link(Context context, const Actor& by, const User& user) {
  Env& env = context.env;
  auto txn = context.store.begin(Access::write);
  txn->remove_permits(user.id, PermitKind::new_password);
  std::string token = new_secret(env);
  txn->put(Permit{.secret_hash = hash_of(token),
                  .user = user.id,
                  .kind = PermitKind::new_password,
                  .made_at = env.now(),
                  .expires_at = env.now() + open_for});
  txn->append(
      fact(EventKind::password_link_sent, by, env, user.municipality, {{"user", user.id.text()}}));
  record_sign_on_changed(*txn, by, env, user, "password_link");
  txn->commit();
  return token;
}

std::string password_link_address(const std::string& public_origin, const std::string& token) {
  return public_origin + "/nieuw-wachtwoord#" + token;
}

void People::ask_password_link(std::string_view email, std::string_view origin) {
  const auto address = normal_email(email);
  if (!address) throw Refusal({Fault{"/email", "not_an_email"}});
  Context& context = impl_->context;
  const Instant now = context.env.now();
  // Never taken back: it is the mail that there must not be too much of.
  const Attempt attempt(impl_->links, impl_->link_origins, *address, origin, now);
  auto txn = context.store.begin(Access::write);
  txn->put(PasswordRequest{.email = *address, .asked_at = now});
  txn->commit();
}

void People::set_password_by_link(std::string_view token, std::string_view password,
                                  std::string_view origin) {
  Context& context = impl_->context;
  const Instant now = context.env.now();
  const Hash hash = hash_of(token);
  Attempt attempt(impl_->addresses, impl_->link_origins, "link " + hex(hash), origin, now);
  const auto user = user_of_link(*context.store.begin(Access::read), hash, now);
  if (!user) throw not_open();
  attempt.succeeded();
  if (auto fault = password_fault(password, {user->email, user->name}, "/password"))
    throw Refusal({*fault});
  const std::string new_hash = impl_->passwords.hash(password);

  auto txn = context.store.begin(Access::write);
  // Used, or ended, since it was looked up.
  if (!user_of_link(*txn, hash, now)) throw not_open();
  txn->put_password(user->id, new_hash);
  txn->remove_sessions(user->id);
  forget_permits(*txn, user->id);
  const Actor by = actor_of(*txn, *user, origin, now);
  txn->append(fact(EventKind::user_changed, by, context.env, user->municipality,
                   {{"user", user->id.text()}, {"changed", "password"}, {"by", "link"}}));
  record_sign_on_changed(*txn, by, context.env, *user, "password");
  txn->commit();
}

PasswordLinks::PasswordLinks(Context context, Mailer& mailer, std::string sender,
                             std::string public_origin)
    : context_(context),
      mailer_(mailer),
      sender_(std::move(sender)),
      public_origin_(std::move(public_origin)) {
  while (public_origin_.ends_with('/')) public_origin_.pop_back();
}

void PasswordLinks::forget(const PasswordRequest& request) {
  auto txn = context_.store.begin(Access::write);
  txn->remove_password_request(request.email);
  txn->commit();
}

// Whether a link went. What waits longer than a link would be open is of no use.
bool PasswordLinks::is_sent(const PasswordRequest& request, Instant now) {
  std::optional<User> user;
  {
    auto txn = context_.store.begin(Access::read);
    user = txn->user_by_email(request.email);
    if (user && !may_have_password(*txn, *user)) user.reset();
  }
  if (!user || now - request.asked_at >= open_for) {
    forget(request);
    return false;
  }
  const std::string token = make_password_link(context_, Actor::clock(), *user);
  const MailAnswer answer =
      mailer_.send({.to = user->email,
                    .subject = subject_in(user->language),
                    .text = text_in(user->language, password_link_address(public_origin_, token)),
                    .at = now,
                    .message_id = hex(hash_of(token)).substr(0, 32) + "@" +
                                  sender_.substr(sender_.rfind('@') + 1)});
  switch (answer.outcome) {
    case MailOutcome::unreachable:
      not_before_ = now + between_tries;
      throw std::runtime_error("the mail server cannot be used: " + answer.said);
    case MailOutcome::later:
      not_before_ = now + between_tries;
      return false;
    case MailOutcome::stopped:
      return false;
    default:
      forget(request);
      return answer.outcome == MailOutcome::sent;
  }
}

std::size_t PasswordLinks::send_due(Instant now) {
  std::size_t sent = 0;
  if (now < not_before_) return sent;
  const auto waiting = context_.store.begin(Access::read)->password_requests(requests_at_once);
  for (const PasswordRequest& each : waiting) sent += is_sent(each, now) ? 1 : 0;
  return sent;
}

}  // namespace expertise
