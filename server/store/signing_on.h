// What is kept about signing on: sessions, identities elsewhere, second factors, and what people
// hold that lets them do one thing for a while. Of what is secret only a hash is kept, or a
// ciphertext.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/event.h"
#include "server/domain/id.h"
#include "server/domain/people.h"
#include "server/domain/token_scope.h"

namespace expertise {

enum class SessionKind { browser, token };

template <>
inline constexpr CodeTable<SessionKind, 2> codes<SessionKind>{
    {{SessionKind::browser, "browser"}, {SessionKind::token, "token"}}};

/// A signed-on browser or a personal access token; only a hash of its secret is kept.
struct Session {
  SessionId id;
  UserId user;
  SessionKind kind = SessionKind::browser;
  Hash secret_hash{};
  std::string label;
  Instant created_at;
  Instant last_used_at;
  Instant expires_at;
  /// Begun at the provider of single sign-on, not here.
  bool by_provider = false;
  /// A hash of what the provider calls its own session that this one was begun from, when it said
  /// so (`sid`), with its issuer.
  std::optional<Hash> provider_session{};
  /// Begun with this passkey.
  std::optional<PasskeyId> passkey{};
  /// What a token may be used for; nothing for a browser, which may do all that its user may.
  TokenScopes scopes{};
};

/// Who somebody is at a provider of single sign-on: its issuer and its name for them, which no
/// other user has. At most one of each issuer for a user.
struct Identity {
  UserId user;
  std::string issuer;
  std::string subject;
  Instant linked_at;
  Instant last_used_at;
};

enum class FactorState {
  /// Shown, and waiting for the first code.
  proposed,
  on,
};

template <>
inline constexpr CodeTable<FactorState, 2> codes<FactorState>{
    {{FactorState::proposed, "proposed"}, {FactorState::on, "on"}}};

/// The second factor of a user: the secret that their authenticator app shares with us, and hashes
/// of the recovery codes that were not used yet. At most one of each state; encrypted at rest.
struct SecondFactor {
  UserId user;
  FactorState state = FactorState::proposed;
  Bytes secret{};
  std::vector<Hash> recovery_codes{};
  /// The time step of the last code that was taken: no code is taken twice.
  std::int64_t last_step = 0;
  Instant since;
};

enum class PermitKind {
  /// The password was right, a code is still to come.
  code_wanted,
  /// The password was right, a second factor is to be made first.
  enrolment_wanted,
  /// A browser that gave a code not long ago.
  device,
  /// A link by mail, to choose a new password with.
  new_password,
};

template <>
inline constexpr CodeTable<PermitKind, 4> codes<PermitKind>{
    {{PermitKind::code_wanted, "code_wanted"},
     {PermitKind::enrolment_wanted, "enrolment_wanted"},
     {PermitKind::device, "device"},
     {PermitKind::new_password, "new_password"}}};

/// What somebody holds that lets them do one kind of thing for a while; only a hash of its secret
/// is kept.
struct Permit {
  Hash secret_hash{};
  UserId user;
  PermitKind kind = PermitKind::code_wanted;
  Instant made_at;
  Instant expires_at;
  /// The last session that a device began.
  std::optional<SessionId> session{};
};

/// How a passkey signs (COSE algorithms -7, -257 and -8): with P-256, with RSA, with Ed25519.
enum class PasskeyAlgorithm { es256, rs256, eddsa };

template <>
inline constexpr CodeTable<PasskeyAlgorithm, 3> codes<PasskeyAlgorithm>{
    {{PasskeyAlgorithm::es256, "ES256"},
     {PasskeyAlgorithm::rs256, "RS256"},
     {PasskeyAlgorithm::eddsa, "EdDSA"}}};

/// A passkey (WebAuthn): what is known of a key pair whose private half never leaves somebody's
/// device or password manager. Nothing of it is secret.
struct Passkey {
  PasskeyId id;
  UserId user;
  /// As the person calls it.
  std::string name;
  /// The authenticator's own name for it, 1 to 1,023 bytes; no other passkey has it.
  Bytes credential{};
  /// What the authenticator knows the user by: 32 random bytes, the same in all of one user's.
  Bytes user_handle{};
  PasskeyAlgorithm algorithm = PasskeyAlgorithm::es256;
  /// The numbers of the key one after the other: x and y, n and e, or the one of Ed25519.
  Bytes public_key{};
  /// How often it signed, as it says itself; 0 when it does not count.
  std::int64_t sign_count = 0;
  /// Whether it may be copied to other devices of the person, and whether it is.
  bool backup_eligible = false;
  bool backed_up = false;
  /// How a browser may reach it, such as `internal` and `hybrid`.
  std::vector<std::string> transports{};
  Instant made_at;
  std::optional<Instant> last_used_at{};
};

/// Somebody asked for a link to choose a new password with. Whether there is a user with that
/// address is looked at later.
struct PasswordRequest {
  std::string email;
  Instant asked_at;
};

/// Somebody who may join the pool, as long as it is open: used, withdrawn or past its end it is no
/// longer there. At most one for an address; only a hash of its token is kept.
struct JoiningInvitation {
  JoiningId id;
  MunicipalityId municipality;
  std::string name;
  std::string email;
  Language language = Language::nl;
  Hash token_hash{};
  /// Nothing when an operator did it.
  std::optional<UserId> invited_by;
  Instant invited_at;
  Instant expires_at;
};

}  // namespace expertise
