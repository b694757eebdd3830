// Rights in SQL: the one place where a scope of policy becomes conditions of a question. It knows
// no roles.
#pragma once

#include <string>

#include "server/domain/policy.h"
#include "server/store/sqlite/rows.h"

namespace expertise::sqlite {

/// Only consultations in scope; the table is called `c` in the question. An empty scope finds none.
void limit_to(const Scope& scope, Where& where);

/// Only rows whose municipality, in `column`, is in scope.
void limit_to(const PoolScope& scope, const std::string& column, Where& where);

}  // namespace expertise::sqlite
