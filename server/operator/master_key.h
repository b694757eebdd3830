// The master key of a data directory: where it is read, how it is made, and how another takes its
// place, in steps of which each can be the last before the power goes. Whoever calls owns the
// directory.
#pragma once

#include "server/operator/product.h"

namespace expertise {

/// The key of the directory; a new one when there is no store yet. Whatever was left of a change of
/// keys is finished first, or undone. Throws std::runtime_error with a sentence for the operator.
MasterKey master_key_of(const DataDirectory& directory, Env& env);

/// A key in a file of exactly 32 bytes. Throws std::runtime_error.
MasterKey read_master_key(const std::filesystem::path& path);

/// Where the next key lies until it is the key.
std::filesystem::path next_key_of(const DataDirectory& directory);

/// The steps of a change, in this order. Until the second is done the first is undone at the next
/// start; from then on the third is done at the next start.
void write_next_key(const DataDirectory& directory, Env& env);
void rewrap_store(const DataDirectory& directory, Env& env);
/// The key that was is overwritten before it goes; where that cannot be done, it is said.
void take_next_key(const DataDirectory& directory);

/// All three. Throws std::runtime_error.
void change_master_key(const DataDirectory& directory, Env& env);

}  // namespace expertise
