// A consistent copy of a database file that is in use, checked before it gets its name.
#pragma once

#include <string>

namespace expertise::sqlite {

/// Copies the store at `from` to the file `to`, which must not be there yet. Needs no lock and
/// holds up nobody. Throws std::runtime_error with a sentence for the operator; then there is no
/// `to`.
void copy_store(const std::string& from, const std::string& to);

}  // namespace expertise::sqlite
