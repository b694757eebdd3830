// Walks the chains of both logs from their first link to their head, in a few threads, each with a
// connection of its own that only reads.
#pragma once

#include <optional>
#include <string>

#include "server/store/store.h"

namespace expertise::sqlite {

/// The first fault of the event log, else of the access log; nothing when every link holds.
std::optional<ChainFault> verify_logs(const std::string& path);

}  // namespace expertise::sqlite
