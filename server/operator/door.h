// The door through which an operator's commands reach a serving process: a Unix socket in the data
// directory, open to its owner only. One process owns the data; a command given beside it is
// carried out inside.
#pragma once

#include <memory>
#include <optional>

#include "server/operator/command.h"

namespace expertise {

/// Answers commands, one after the other, on a thread of its own.
class Door {
 public:
  /// Throws std::runtime_error when the socket cannot be made (its path may be too long: 107
  /// bytes).
  explicit Door(Product& product);
  ~Door();
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Most input that a command may bring through the door, in bytes.
inline constexpr std::size_t most_input_through_door = 256u << 20;

/// Has the command carried out by the process that serves this directory, its output written as it
/// comes; gives the exit status, or nothing when nobody answers there.
std::optional<int> through_door(const DataDirectory& directory, const Command& command,
                                Streams streams);

}  // namespace expertise
