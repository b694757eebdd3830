// Where somebody works: whom questions of a municipality can be given to. It judges no rights.
#pragma once

#include "server/store/store.h"

namespace expertise {

/// Whether this person works for the municipality, or for one of its teams.
bool works_in(Txn& txn, const User& user, MunicipalityId municipality);

}  // namespace expertise
