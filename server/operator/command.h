// What an operator can have done to a pool: each command with its options, carried out on the
// opened product, whether in the operator's own process or in the server's. It knows no argument
// parser and no socket.
#pragma once

#include <istream>
#include <map>
#include <optional>
#include <ostream>
#include <string>

#include "server/operator/product.h"

namespace expertise {

struct Command {
  /// Such as `user add`, `import specialists`, `verify`.
  std::string name;
  /// By their long names; `terminal` when progress is drawn for a person.
  std::multimap<std::string, std::string> options;

  std::optional<std::string> option(const std::string& key) const {
    auto found = options.find(key);
    if (found == options.end()) return std::nullopt;
    return found->second;
  }
};

struct Streams {
  std::istream& in;
  std::ostream& out;
  /// Progress and what is wrong.
  std::ostream& err;
};

/// Gives the exit status: 0 done, 1 refused or failed (said on `err`), 2 called wrongly.
int carry_out(Product& product, const Command& command, Streams streams);

/// What is wrong, in English, for a person at a terminal.
std::string explain(const Refusal& refusal);

}  // namespace expertise
