// What an ID token says of somebody, and whether it was made for us, now, and for this sign-on
// (OpenID Connect Core 1.0, 3.1.3.7); and the same of a logout token, which says that somebody
// signed off (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6). Signatures were judged before;
// no clock, no network.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/env.h"

namespace expertise {

struct IdTokenExpected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  /// What came along, for `at_hash`; empty when nothing did.
  std::string access_token{};
  /// One of these must be the token's `acr`; empty asks nothing.
  std::vector<std::string> acr{};
  /// Where the values lie that rights follow: a name, or a JSON pointer when it begins with `/`.
  std::string claim{};
};

struct IdTokenClaims {
  std::string subject{};
  /// What the provider calls its own session (`sid`); empty when it does not say.
  std::string session{};
  /// As the provider wrote it.
  std::optional<std::string> email{};
  std::optional<bool> email_verified{};
  std::string name{};
  std::string language{};
  std::vector<std::string> values{};
};

struct JudgedIdToken {
  /// Why it is not taken, for an operator, without anything of a person; empty when it is sound.
  std::string fault{};
  IdTokenClaims claims{};
};

/// Clocks may be a minute apart. A token that names us beside others is refused, and one that was
/// made more than ten minutes ago.
JudgedIdToken judge_id_token(std::string_view payload, const IdTokenExpected& expected,
                             Instant now);

struct LogoutClaims {
  /// Whose sessions end, or which session at the provider; one of the two may be empty.
  std::string subject{};
  std::string session{};
  /// No two tokens have the same (`jti`).
  std::string id{};
  Instant made_at{};
};

struct JudgedLogoutToken {
  /// As of an ID token.
  std::string fault{};
  LogoutClaims claims{};
};

/// What clocks may be apart, and how old a token may be, is as of ID tokens. Never takes an ID
/// token. Whether it came before is not judged here.
JudgedLogoutToken judge_logout_token(std::string_view payload, const std::string& issuer,
                                     const std::string& client_id, Instant now);

/// How far the clocks of a provider and of this pool may be apart.
inline constexpr std::chrono::seconds clocks_apart{60};
/// A token counts so long after it was made, at most.
inline constexpr std::chrono::minutes token_made_within{10};

}  // namespace expertise
