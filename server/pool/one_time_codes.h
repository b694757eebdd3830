// The codes of an authenticator app (RFC 6238: six digits, every 30 seconds, HMAC-SHA-1) and the
// recovery codes for who lost it. It knows no users and stores nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/env.h"
#include "server/domain/event.h"

namespace expertise {

struct OneTimeCodes {
  static constexpr std::size_t secret_bytes = 20;
  static constexpr std::size_t digits = 6;
  static constexpr int step_seconds = 30;
  /// So many steps that a clock may be behind or ahead.
  static constexpr int window = 1;
  static constexpr std::size_t recovery_codes = 10;
};

Bytes new_factor_secret(Env& env);
/// In base32, as people type it over.
std::string factor_secret_text(const Bytes& secret);
/// `otpauth://totp/…`, as a QR code for an app holds it; the app shows the address beside the code.
std::string factor_address(const Bytes& secret, std::string_view email);

/// The code of the moment.
std::string code_at(const Bytes& secret, Instant now);
/// Of which time step, later than `last_step`, this is the code; nothing when of none that counts
/// now.
std::optional<std::int64_t> step_of_code(const Bytes& secret, std::string_view code,
                                         std::int64_t last_step, Instant now);

/// What was typed without blanks and hyphens, in lower case.
std::string plain_code(std::string_view typed);
/// Whether it looks like a code of an app, rather than a recovery code.
bool is_app_code(std::string_view plain);

/// Ten of sixteen letters and digits each, in groups of four.
std::vector<std::string> new_recovery_codes(Env& env);

}  // namespace expertise
