#include "server/pool/passwords.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <vector>

#include "server/domain/people.h"
#include "server/domain/text.h"

namespace expertise {

namespace {

// Words that are no password, whatever digits and signs stand around or in them.
constexpr std::array<std::string_view, 34> common_words{
    "wachtwoord",    "mijnwachtwoord",   "wachtwoordje", "welkom",      "welkomwelkom", "hallo",
    "hallohallo",    "geheim",           "geheimgeheim", "supergeheim", "gemeente",     "wijkteam",
    "buurtteam",     "expertisepool",    "zomer",        "winter",      "herfst",       "lente",
    "voorjaar",      "nederland",        "amersfoort",   "haarlem",     "voetbal",      "password",
    "mypassword",    "passwordpassword", "passw0rd",     "letmein",     "changeme",     "admin",
    "administrator", "iloveyou",         "welcome",      "test"};

// Rows that fingers run along; also read backwards.
constexpr std::array<std::string_view, 6> runs{
    "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp"};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string letters_of(std::string_view lower_text) {
  std::string letters;
  for (char c : lower_text) {
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) letters += c;
  }
  return letters;
}

// The longest stretch, from the start of `text`, that lies in one run or its reverse.
std::size_t run_length(std::string_view text, std::string_view run) {
  for (std::size_t length = std::min(text.size(), run.size()); length > 1; --length) {
    if (run.find(text.substr(0, length)) != std::string_view::npos) return length;
  }
  return 1;
}

// Whether the text falls into a few stretches of keys beside each other: each stretch costs about
// as much to guess as one character.
bool is_of_runs(std::string_view text) {
  constexpr std::size_t fewest_stretches = 5;
  std::size_t stretches = 0;
  while (!text.empty()) {
    std::size_t longest = 1;
    for (std::string_view run : runs) {
      std::string backwards(run.rbegin(), run.rend());
      longest = std::max({longest, run_length(text, run), run_length(text, backwards)});
    }
    text.remove_prefix(longest);
    if (++stretches >= fewest_stretches) return false;
  }
  return true;
}

bool is_too_common(std::string_view password, std::string_view email) {
  constexpr std::size_t fewest_distinct = 5;
  std::string text = lower(password);
  if (!email.empty() && text == email) return true;
  if (std::set<char>(text.begin(), text.end()).size() < fewest_distinct) return true;
  std::string letters = letters_of(text);
  if (std::find(common_words.begin(), common_words.end(), letters) != common_words.end())
    return true;
  return is_of_runs(text);
}

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

std::optional<Fault> password_fault(std::string_view password, std::string_view email,
                                    std::string place) {
  std::vector<Fault> found;
  check_text(password,
             {.least = PeopleLimits::password_characters_least,
              .most = PeopleLimits::password_characters_most},
             place, found);
  if (!found.empty()) return found.front();
  if (is_too_common(password, email)) return Fault{std::move(place), "password_too_common"};
  return std::nullopt;
}

}  // namespace expertise
