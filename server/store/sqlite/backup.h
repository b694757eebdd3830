// A consistent copy of a database file that is in use, sealed in a file and read back from it
// before it gets its name; and a store made of such a file.
#pragma once

#include <string>

#include "server/store/sqlite/vault.h"
#include "server/store/upkeep.h"

namespace expertise::sqlite {

/// Copies the store at `from` to the sealed file `to`, which must not be there yet. Needs no lock
/// and holds up nobody. What it needs of room beside the store is gone when it returns. Throws
/// std::runtime_error with a sentence for the operator; then there is no `to`.
Backup back_up(const std::string& from, const std::string& to, const MasterKey& key, Env& env);

/// Overwrites and removes what a backup that was broken off left, not sealed, beside the store.
/// Nobody else may use the store meanwhile.
void remove_leftovers(const std::string& store);

/// As restore_sqlite_store says.
Backup restore(const std::string& backup, const std::string& to, const MasterKey& key, Env& env);

}  // namespace expertise::sqlite
