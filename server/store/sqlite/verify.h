// Walks the chains of both logs from their first link to their head, in a few threads, each with a
// connection of its own that only reads; and works out anew what is kept though it is derived.
#pragma once

#include <optional>
#include <string>

#include "server/store/store.h"

namespace expertise::sqlite {

/// Entries of a month of the access log that was destroyed, which an interrupted destruction left.
enum class Leftovers { are_a_fault, passed_over };

/// The first fault of the event log, else of the access log, else of what is derived from the state
/// of things; nothing when all holds.
std::optional<ChainFault> verify_logs(const std::string& path,
                                      Leftovers leftovers = Leftovers::are_a_fault);

}  // namespace expertise::sqlite
