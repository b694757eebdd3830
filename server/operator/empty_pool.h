// Makes a pool with one administrator and nothing else, through the same use cases that people use.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "server/operator/product.h"

namespace expertise {

/// Makes it in `directory`, whole or not at all (it is built beside and renamed), with that
/// municipality when one is named, and writes the address and password of its administrator to
/// `out`. Everybody signs on with a second factor. Gives the exit status: 1 when there is a pool
/// already.
int make_empty_pool(const DataDirectory& directory, const std::optional<std::string>& municipality,
                    Env& env, std::ostream& out, std::ostream& err);

}  // namespace expertise
