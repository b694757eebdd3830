// A data directory made of a backup and the master key: read back, looked at, and rid again of what
// was destroyed since it was made.
#pragma once

#include <optional>

#include "server/operator/command.h"

namespace expertise {

struct RestoreOptions {
  std::filesystem::path backup;
  /// The master key it was made with; nothing where EXPERTISEPOOL_KEY_FILE names it.
  std::optional<std::filesystem::path> key;
  /// The newest copy of the list of what was destroyed; the one beside the backup when left out.
  std::optional<std::filesystem::path> destroyed;
  /// There is no such list any more: what was destroyed since the backup comes back.
  bool without_destroyed = false;
};

/// Gives the exit status; the directory is there whole, or not at all. Throws std::runtime_error.
int restore(const DataDirectory& directory, const RestoreOptions& options, Env& env,
            Streams streams);

/// Where a backup's copy of the list of what was destroyed lies: one for each store, beside it.
std::filesystem::path destroyed_beside(const std::filesystem::path& backup,
                                       const std::string& store);

}  // namespace expertise
