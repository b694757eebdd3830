// Reading the options of a command: what is needed, a day, a person, a municipality. What is wrong
// with the call itself is told apart from a refusal of the product.
#pragma once

#include <string>

#include "server/operator/command.h"

namespace expertise {

/// The command was called wrongly: exit status 2.
struct WrongCall {
  std::string what;
};

const Actor& by_operator();

/// Trimmed and not empty. Throws WrongCall.
std::string needed(const Command& command, const std::string& key);
/// A whole number from `least` to `most`. Throws WrongCall.
int needed_number(const Command& command, const std::string& key, int least, int most);
/// A day, `2026-03-05`, as its first moment in Dutch time. Throws WrongCall.
Instant needed_day(const Command& command, const std::string& key);
/// The user with the address of this option. Throws WrongCall.
UserId needed_user(Product& product, const Command& command, const std::string& key);
ConsultationId needed_consultation(const Command& command);

/// The municipality by name; without a name the only one there is, made when there is none. Throws
/// WrongCall.
Municipality municipality_of(Product& product, const Command& command);

/// One of the codes of an enumeration. Throws WrongCall, naming them.
template <class Enum>
Enum needed_code(const Command& command, const std::string& key) {
  const std::string given = needed(command, key);
  if (const auto known = from_code<Enum>(given)) return *known;
  std::string all;
  for (const auto& [value, text] : codes<Enum>) {
    all += (all.empty() ? "" : ", ") + std::string(text);
  }
  throw WrongCall{"unknown " + key + " " + given + ": " + all};
}

}  // namespace expertise
