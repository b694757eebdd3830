// Whether what a browser brings back from a passkey holds: the checks of WebAuthn (Web
// Authentication Level 2, sections 7.1 and 7.2) that need no store and no clock. It knows no users;
// which challenges are open, and whether a counter went back, is for the caller.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/store/signing_on.h"

namespace expertise {

/// The site that passkeys are for: its domain, and the origin of its pages to the letter.
struct RelyingParty {
  std::string id;
  std::string origin;
};

struct PasskeyLimits {
  static constexpr std::size_t client_data_bytes = 2048;
  /// Of an attestation object, of authenticator data and of a signature.
  static constexpr std::size_t part_bytes = 4096;
  static constexpr std::size_t credential_bytes = 1023;
  static constexpr std::size_t user_handle_bytes = 32;
};

/// A key pair that was just made.
struct NewCredential {
  Bytes challenge;
  Bytes credential;
  PasskeyAlgorithm algorithm = PasskeyAlgorithm::es256;
  Bytes public_key;
  std::int64_t sign_count = 0;
  bool backup_eligible = false;
  bool backed_up = false;
};

/// What was made in a browser (`navigator.credentials.create`). Nothing when anything of it does
/// not hold: the kind, the origin, the domain, that the person was there and was verified, a key of
/// ours, and an attestation that is `none` or by the key itself.
std::optional<NewCredential> new_credential(const RelyingParty& party, const Bytes& client_data,
                                            const Bytes& attestation_object);

/// What a browser brings to sign on with (`navigator.credentials.get`).
struct PasskeyAnswer {
  Bytes credential{};
  Bytes client_data{};
  Bytes authenticator_data{};
  Bytes signature{};
  Bytes user_handle{};
};

struct PasskeyUse {
  Bytes challenge;
  std::int64_t sign_count = 0;
  bool backed_up = false;
};

/// Nothing when anything of it does not hold for this passkey.
std::optional<PasskeyUse> passkey_use(const RelyingParty& party, const Passkey& passkey,
                                      const PasskeyAnswer& answer);

/// Nothing when it is no base64url without padding.
std::optional<Bytes> from_base64url(std::string_view text);
std::string to_base64url(const Bytes& bytes);

}  // namespace expertise
