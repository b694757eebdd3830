// Who acts: a signed-on person with the roles, teams and municipalities that count at this moment,
// or the clock or an operator at the machine. Made by the edge from a session; knows nothing of
// sessions.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/people.h"

namespace expertise {

struct Actor {
  /// Nothing for the clock and the operator.
  std::optional<UserId> user;
  /// The municipality of the user first, then those of the teams the user is in.
  std::vector<MunicipalityId> municipalities;
  std::vector<Role> roles;
  std::vector<TeamId> teams;
  std::optional<SpecialistId> specialist;
  std::optional<TeamId> partner_of;
  /// Their profile left the pool; `left_long_ago` more than reads_after_leaving of policy ago.
  bool has_left = false;
  bool left_long_ago = false;
  /// Where the request came from, for the access log: a network address, `operator` or `clock`.
  std::string origin;

  bool is(Role role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }
  bool in(const MunicipalityId& municipality) const {
    return std::find(municipalities.begin(), municipalities.end(), municipality) !=
           municipalities.end();
  }
  bool in(const TeamId& team) const {
    return std::find(teams.begin(), teams.end(), team) != teams.end();
  }

  /// What time brings is done by nobody in particular.
  static Actor clock() { return {.origin = "clock"}; }
  /// The person at the machine itself, with an administrator's rights.
  static Actor machine_operator() { return {.roles = {Role::administrator}, .origin = "operator"}; }
};

}  // namespace expertise
