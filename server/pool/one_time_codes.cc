#include "server/pool/one_time_codes.h"

#include <liboath/oath.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace expertise {

namespace {

constexpr std::string_view issuer = "Expertisepool";

void must(int outcome) {
  if (outcome != OATH_OK) throw std::runtime_error(oath_strerror(outcome));
}

void start_library() {
  static const int started = oath_init();
  must(started);
}

std::int64_t step_at(Instant now) {
  return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() /
         OneTimeCodes::step_seconds;
}

std::string code_of_step(const Bytes& secret, std::int64_t step) {
  start_library();
  std::array<char, OneTimeCodes::digits + 1> code{};
  must(oath_hotp_generate(reinterpret_cast<const char*>(secret.data()), secret.size(),
                          static_cast<std::uint64_t>(step), OneTimeCodes::digits, false,
                          OATH_HOTP_DYNAMIC_TRUNCATION, code.data()));
  return code.data();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// For the path of a URI (RFC 3986).
std::string escaped(std::string_view text) {
  constexpr std::string_view signs = "-._~";
  constexpr std::string_view hexadecimal = "0123456789ABCDEF";
  std::string made;
  for (char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
                          signs.find(c) != std::string_view::npos;
    if (is_plain) {
      made += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    made += {'%', hexadecimal[byte >> 4], hexadecimal[byte & 15]};
  }
  return made;
}

}  // namespace

Bytes new_factor_secret(Env& env) {
  Bytes secret(OneTimeCodes::secret_bytes);
  env.random(secret);
  return secret;
}

std::string factor_secret_text(const Bytes& secret) {
  char* text = nullptr;
  std::size_t size = 0;
  must(oath_base32_encode(reinterpret_cast<const char*>(secret.data()), secret.size(), &text,
                          &size));
  const std::unique_ptr<char, decltype(&std::free)> owned(text, &std::free);
  return std::string(text, size);
}

std::string factor_address(const Bytes& secret, std::string_view email) {
  std::string address("otpauth://totp/");
  address.append(issuer).append(":").append(escaped(email));
  address.append("?secret=").append(factor_secret_text(secret));
  return address.append("&issuer=").append(issuer);
}

std::string code_at(const Bytes& secret, Instant now) { return code_of_step(secret, step_at(now)); }

std::optional<std::int64_t> step_of_code(const Bytes& secret, std::string_view code,
                                         std::int64_t last_step, Instant now) {
  if (code.size() != OneTimeCodes::digits) return std::nullopt;
  const std::int64_t middle = step_at(now);
  std::optional<std::int64_t> found;
  for (std::int64_t step = middle - OneTimeCodes::window; step <= middle + OneTimeCodes::window;
       ++step) {
    const std::string right = code_of_step(secret, step);
    const bool same = sodium_memcmp(right.data(), code.data(), right.size()) == 0;
    if (same && step > last_step && !found) found = step;
  }
  return found;
}

std::string plain_code(std::string_view typed) {
  std::string plain;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

bool is_app_code(std::string_view plain) {
  return plain.size() == OneTimeCodes::digits && std::all_of(plain.begin(), plain.end(), is_digit);
}

std::vector<std::string> new_recovery_codes(Env& env) {
  // Without letters and digits that are mistaken for each other.
  constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
  constexpr std::size_t characters = 16;
  constexpr std::size_t group = 4;
  static_assert(letters.size() == 32);
  std::vector<std::string> codes;
  for (std::size_t each = 0; each < OneTimeCodes::recovery_codes; ++each) {
    std::array<std::uint8_t, characters> random{};
    env.random(random);
    std::string code;
    for (std::size_t i = 0; i < characters; ++i) {
      if (i > 0 && i % group == 0) code += '-';
      code += letters[random[i] % letters.size()];
    }
    codes.push_back(std::move(code));
  }
  return codes;
}

}  // namespace expertise
