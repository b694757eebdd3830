// Signed tokens as JSON Web Signatures in the compact form (RFC 7515): looking whether one was
// signed with a key of a set (RFC 7517), and signing our own. It knows nothing of what stands in
// them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace expertise {

enum class TokenSignature {
  holds,
  /// No key of the set is the one that the token names: it may be newer than the set.
  key_unknown,
  /// No token, another algorithm, a key that does not fit it, or another signature.
  wrong,
};

struct OpenedToken {
  TokenSignature signature = TokenSignature::wrong;
  /// Only of a token whose signature holds.
  std::string payload{};
  /// What is wrong, for an operator; never a part of the token.
  std::string why{};
};

/// Takes RS256, PS256 and ES256, with RSA keys of at least 2,048 bits and keys on P-256: `none`,
/// and HMAC with a public key for a secret, are wrong whatever the token says. A token that names
/// no key is judged by the one key that fits it, when there is one. At most 64 KiB.
OpenedToken open_token(std::string_view token, std::string_view key_set);

/// A private key that signs in our name: RSA of at least 2,048 bits (RS256) or P-256 (ES256).
class SigningKey {
 public:
  /// `pem` without a password; `key_id` goes into the header of tokens where it is not empty.
  /// Throws std::runtime_error with a sentence for the operator.
  SigningKey(const std::string& pem, const std::string& key_id);
  ~SigningKey();
  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;

  std::string sign(std::string_view payload) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Without padding, as tokens have it.
std::string base64url(std::string_view bytes);
/// The SHA-256 digest, 32 bytes.
std::string sha256(std::string_view bytes);

}  // namespace expertise
