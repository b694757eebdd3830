// Brings the tables of a database file to the newest form by the numbered files of schema/sqlite,
// built into the program, and recognises files that are not a store of ours or a newer one.
#pragma once

#include <string>

#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/vault.h"

namespace expertise::sqlite {

/// Throws std::runtime_error with a sentence for the operator when the file is of another program
/// or a newer version. Changes nothing.
void recognise(Connection& connection, const std::string& path);

/// All or nothing; leaves a store of the newest form as it is.
void migrate(Connection& connection);

/// The number of the newest form.
int newest_form();

/// Writes the check value of the master key into a store that has none yet; else throws
/// std::runtime_error when it was made with another key.
void check_master_key(Connection& connection, const Vault& vault, Env& env);

}  // namespace expertise::sqlite
