// What an operator does with a whole store: copies of it, read back and put back, and another
// master key. What a copy looks like in its file is not known here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "server/domain/env.h"
#include "server/domain/event.h"

namespace expertise {

/// 32 bytes that wrap the keys of consultations; kept outside the database.
using MasterKey = std::array<std::uint8_t, 32>;

/// What was found in a backup when it was read back.
struct Backup {
  /// Of the store, the same in all its copies: 36 characters.
  std::string store;
  /// The last event in it.
  std::uint64_t events = 0;
  Hash head{};
  /// Of all tables together.
  std::uint64_t rows = 0;
  /// Keys of cases that the master key opened: all there are.
  std::uint64_t keys = 0;
  /// Of the file, in bytes.
  std::uint64_t size = 0;
};

/// Writes the store of a backup to the file `to`, which must not be there yet, and looks whether
/// all of it holds. A copy that is not encrypted, as earlier versions made them, is taken as well.
/// Throws std::runtime_error with a sentence for the operator when it is damaged or was made with
/// another master key; then there is no `to`.
Backup restore_sqlite_store(const std::string& backup, const std::string& to, const MasterKey& key,
                            Env& env);

/// Puts everything that `key` wraps in the store at `path` under `next`, in one transaction that is
/// on the disk when this returns, and notes it in the log. Nobody may use the store meanwhile.
/// Throws std::runtime_error as open_sqlite_store does; then `key` is the key still.
void rewrap_sqlite_store(const std::string& path, const MasterKey& key, const MasterKey& next,
                         Env& env);

/// Reads the whole database at `path`, which may be in use: the first thing that is wrong with its
/// file, in SQLite's words; nothing when it is whole. Whether what it tells is true is not seen.
std::optional<std::string> damage_of_sqlite_store(const std::string& path);

/// Whether the store at `path` is under this key. Throws std::runtime_error when it cannot be read.
bool opens_sqlite_store(const std::string& path, const MasterKey& key, Env& env);

}  // namespace expertise
