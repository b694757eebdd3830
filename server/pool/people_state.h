// What the use cases of People share between their files: administering (people.cc), signing on
// (signing_on.cc, second_factor.cc, passkeys.cc, password_links.cc, identities.cc), joining the
// pool (joining.cc), the own feed (feeds.cc) and colleagues (colleagues.cc). No other file includes
// it.
#pragma once

#include <atomic>
#include <utility>

#include "server/domain/event.h"
#include "server/pool/passkey_challenges.h"
#include "server/pool/passwords.h"
#include "server/pool/people.h"
#include "server/pool/sign_on_failures.h"
#include "server/pool/throttle.h"

namespace expertise {

struct People::Impl {
  Impl(Context given, PasswordStrength strength)
      : context(given), passwords(strength), challenges(given.env) {}

  Context context;
  Passwords passwords;
  Throttle addresses{ThrottleLimits{}};
  /// A whole office shares one origin.
  Throttle origins{ThrottleLimits{.free_failures = 50}};
  /// Programs go on asking for a feed that was withdrawn: that must keep nobody from signing on.
  Throttle feeds{ThrottleLimits{}};
  Throttle feed_origins{ThrottleLimits{.free_failures = 500}};
  /// Who tries codes has given a password: that keeps nobody else from signing on.
  Throttle codes{ThrottleLimits{}};
  Throttle code_origins{ThrottleLimits{.free_failures = 50}};
  /// Each link is a mail to somebody who may not have asked.
  Throttle links{ThrottleLimits{.free_failures = 3}};
  Throttle link_origins{ThrottleLimits{.free_failures = 50}};
  /// Nobody guesses a signature: this keeps who tries from making work.
  Throttle passkeys{ThrottleLimits{}};
  Throttle passkey_origins{ThrottleLimits{.free_failures = 50}};
  PasskeyChallenges challenges;
  SignOnFailures failures;
  /// When writing is refused, last use is not written again before this moment (milliseconds).
  std::atomic<std::int64_t> no_touch_before{0};
};

/// A fact about people and places, done by `actor` now.
inline Event fact(EventKind kind, const Actor& actor, Env& env,
                  std::optional<MunicipalityId> municipality, Details details) {
  Event event;
  event.at = env.now();
  event.kind = kind;
  event.actor = actor.user;
  event.municipality = municipality;
  event.details = std::move(details);
  return event;
}

/// The entry of the access log about signing on and off, tokens and rights.
inline AccessEntry sign_on_entry(const Actor& actor, Env& env, MunicipalityId municipality,
                                 const char* action, const char* object) {
  return AccessEntry{.at = env.now(),
                     .action = action,
                     .object = object,
                     .municipality = municipality,
                     .result = "done",
                     .actor = actor.user,
                     .origin = actor.origin};
}

/// The entry about an act on the account of `whose`. When another does it `purpose` says whose it
/// is, and an administrator's role is named.
inline AccessEntry account_entry(const Actor& actor, Env& env, const User& whose,
                                 const char* action, const char* object) {
  AccessEntry entry = sign_on_entry(actor, env, whose.municipality, action, object);
  if (actor.user == whose.id) return entry;
  entry.purpose = "user:" + whose.id.text();
  if (actor.is(Role::administrator)) entry.role = std::string(code(Role::administrator));
  return entry;
}

/// The same of a change of how somebody signs on: of their `password`, `password_link`, `address`,
/// `second_factor`, `passkey` or `identity`.
inline void record_sign_on_changed(Txn& txn, const Actor& actor, Env& env, const User& whose,
                                   const char* object) {
  txn.record_access(account_entry(actor, env, whose, "change_sign_on", object));
}

/// 43 characters of base64url that nobody can guess.
std::string new_secret(Env& env);
/// What is kept of a secret.
Hash hash_of(std::string_view secret);

struct NewSession {
  SessionKind kind = SessionKind::browser;
  std::string label{};
  std::chrono::milliseconds lifetime{};
  bool by_provider = false;
  std::optional<Hash> provider_session{};
  std::optional<PasskeyId> passkey{};
  TokenScopes scopes{};
  /// It ends then when `lifetime` goes on for longer.
  Instant no_later_than = Instant::max();
};
/// A session of a browser, as signing on makes it.
NewSession browser_session(std::string_view name);
/// Writes a session with its event, making room for it; the caller commits.
SignedOn start_session(Txn& txn, Env& env, const Actor& by, const User& user,
                       const NewSession& wanted, std::string_view origin);
/// The rights that count at this moment: the user's own, with the municipalities of their teams.
Actor actor_of(Txn& txn, const User& user, std::string_view origin, Instant now);

/// Counts an attempt at a secret against what it is tried on and where it came from, as a failure
/// until it is something else. Throws Refusal(too_many) when it has to wait.
class Attempt {
 public:
  Attempt(Throttle& keys, Throttle& origins, std::string key, std::string_view origin, Instant now);
  void succeeded();
  void not_judged();

 private:
  Throttle& keys_;
  Throttle& origins_;
  std::string key_;
  std::string origin_;
};

/// Whether a session is over, though its row is still there.
bool has_ended(const Session& session, Instant now);

}  // namespace expertise
