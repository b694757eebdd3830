// What an ID token says of somebody, and whether it was made for us, now, and for this sign-on
// (OpenID Connect Core 1.0, 3.1.3.7). Its signature was judged before; no clock, no network.
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

}  // namespace expertise
