#include "server/pool/works_in.h"

#include <algorithm>

namespace expertise {

bool works_in(Txn& txn, const User& user, MunicipalityId municipality) {
  if (user.municipality == municipality) return true;
  return std::any_of(user.teams.begin(), user.teams.end(), [&](const TeamId& each) {
    const auto team = txn.team(each);
    return team && team->municipality == municipality;
  });
}

}  // namespace expertise
