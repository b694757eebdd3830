// Everything in a store that is under its master key: put under another one, or opened to see
// whether it can be. It knows no files and no transactions.
#pragma once

#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/vault.h"

namespace expertise::sqlite {

/// Puts under the master key of `to` what is under that of `from`, the check value too; whoever
/// calls has a transaction open. Throws std::runtime_error when anything does not open.
void rewrap_all(Connection& connection, const Vault& from, const Vault& to);

/// Opens everything that is under the master key; gives how many keys of cases that were. Throws
/// std::runtime_error when anything does not open.
std::uint64_t open_all(Connection& connection, const Vault& vault);

}  // namespace expertise::sqlite
