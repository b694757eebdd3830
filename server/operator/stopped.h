// What an operator can have done only while no server runs on the data directory.
#pragma once

#include "server/operator/command.h"

namespace expertise {

// Each gives the exit status, 1 when a server runs on the directory, and throws std::runtime_error
// with a sentence for the operator.

/// Builds the search index anew.
int reindex(const DataDirectory& directory, Env& env, Streams streams);
/// Brings the store up to this version.
int migrate(const DataDirectory& directory, Env& env, Streams streams);
/// Puts everything under a new master key.
int rotate_key(const DataDirectory& directory, Env& env, Streams streams);

}  // namespace expertise
