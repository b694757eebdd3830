// Writing one profile in a transaction, with its event: shared by the use cases of one profile and
// by the reading of whole files. It judges no rights.
#pragma once

#include <string>
#include <vector>

#include "server/domain/actor.h"
#include "server/store/store.h"

namespace expertise {

/// Adds what a profile refers to in vain or takes from another: external id (`already_taken`) and
/// substitutes.
void check_references(Txn& txn, const Specialist& specialist, std::vector<Fault>& found);

/// A substitute is another specialist of the same municipality (`unknown` at
/// `<place>/absences/0/substitute`).
void check_substitutes(Txn& txn, const Specialist& specialist, const std::string& place,
                       std::vector<Fault>& found);

/// Writes `after` with the next revision and the event that says which fields changed; nothing when
/// it is as `before`. Without `before` it is new. Gives what is kept; the caller commits.
/// Whoever leaves the pool by it is taken off what still waits for them.
Specialist write_profile(Txn& txn, Env& env, const Actor& actor, const Specialist* before,
                         Specialist after);

}  // namespace expertise
