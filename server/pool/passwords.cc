#include "server/pool/passwords.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "server/domain/people.h"

namespace expertise {

namespace {

// More than any sound password can have; longer ones are never hashed.
constexpr std::size_t most_bytes = 4 * PeopleLimits::password_characters_most;

}  // namespace

/// Holds one of the places at work, from when its turn came until it goes.
class Passwords::Turn {
 public:
  explicit Turn(Passwords& passwords) : passwords_(passwords) {
    std::unique_lock lock(passwords_.mutex_);
    constexpr auto most = PasswordLimits::at_once + PasswordLimits::waiting;
    if (passwords_.issued_ - passwords_.done_ >= most)
      throw Refusal(Reason::unavailable, "too_busy");
    std::uint64_t number = passwords_.issued_++;
    passwords_.turn_came_.wait(lock,
                               [&] { return number < passwords_.done_ + PasswordLimits::at_once; });
  }
  ~Turn() {
    {
      std::lock_guard lock(passwords_.mutex_);
      ++passwords_.done_;
    }
    passwords_.turn_came_.notify_all();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Passwords& passwords_;
};

Passwords::Passwords(PasswordStrength strength) : strength_(strength) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  hash_of_nobody_ = compute_hash("nobody has this password");
}

std::string Passwords::compute_hash(std::string_view password) const {
  std::array<char, crypto_pwhash_STRBYTES> encoded{};
  if (crypto_pwhash_str_alg(encoded.data(), password.data(), password.size(), strength_.passes,
                            strength_.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw Refusal(Reason::unavailable, "out_of_memory");
  }
  return encoded.data();
}

std::string Passwords::hash(std::string_view password) {
  Turn turn(*this);
  return compute_hash(password);
}

bool Passwords::matches(const std::optional<std::string>& encoded_hash, std::string_view password) {
  Turn turn(*this);
  bool can_match = encoded_hash.has_value() && password.size() <= most_bytes;
  const std::string& against = can_match ? *encoded_hash : hash_of_nobody_;
  bool same = crypto_pwhash_str_verify(against.c_str(), password.data(),
                                       std::min(password.size(), most_bytes)) == 0;
  return same && can_match;
}

bool Passwords::needs_rehash(const std::string& encoded_hash) const {
  return crypto_pwhash_str_needs_rehash(encoded_hash.c_str(), strength_.passes,
                                        strength_.memory_bytes) != 0;
}

}  // namespace expertise
