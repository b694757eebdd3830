// Which passwords are too easy to guess: what is found in breaches, what an estimate of the guesses
// it takes says, with Dutch words and one's own name counted as the words they are. It hashes
// nothing, stores nothing and asks nothing of the internet.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/domain/refusal.h"

namespace expertise {

/// Whose password it is to be: what somebody who knows them tries first. Either may be empty.
struct PasswordOwner {
  std::string_view email{};
  std::string_view name{};
};

/// What a password must withstand, in bits: 2^33 guesses are ten thousand million, the highest
/// class of zxcvbn (D. Wheeler, USENIX Security 2016).
inline constexpr double password_bits_least = 33;

/// About how many guesses the password takes, as the logarithm to the base 2. Of more than 100
/// bytes the first 100 count. The password must hold no NUL.
double password_bits(std::string_view password, const PasswordOwner& owner);

/// What is wrong with `password` as a new one for this user, at `place`: not_utf8,
/// control_character, too_short, too_long (in characters) or password_too_common.
std::optional<Fault> password_fault(std::string_view password, const PasswordOwner& owner,
                                    std::string place);

}  // namespace expertise
