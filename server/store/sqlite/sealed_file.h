// A file in encrypted parts (XChaCha20-Poly1305, the secretstream of libsodium), so that it can be
// larger than memory, and none of it can be changed, left out, put elsewhere or cut off unnoticed.
// It knows no database.
#pragma once

#include <string>

#include "server/store/sqlite/vault.h"
#include "server/store/upkeep.h"

namespace expertise::sqlite {

/// Makes a new file that only its owner reads. Throws std::runtime_error with a sentence for the
/// operator; `what` names it there.
void make_private_file(const std::string& path);

/// Onto the disk itself: the file, and its name in its folder. Throws std::runtime_error.
void sync_file(const std::string& path);
void sync_folder_of(const std::string& path);

/// Whether the file begins as a sealed one does.
bool is_sealed_file(const std::string& path);

/// Writes `from` into `to`, which is there and empty, sealed under a key of its own that `master`
/// and this file alone give; `store` is bound to it and can be read by everybody. Throws
/// std::runtime_error with a sentence for the operator.
void seal_file(const std::string& from, const std::string& to, const MasterKey& master,
               const IdBytes& store, Env& env);

/// Writes what seal_file made of it into `to`, which is there and empty; gives `store`. Throws
/// std::runtime_error with a sentence for the operator when the key is another, or the file is
/// damaged; then `to` may hold a part of it.
IdBytes open_sealed_file(const std::string& from, const std::string& to, const MasterKey& master);

}  // namespace expertise::sqlite
