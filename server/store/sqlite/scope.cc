#include "server/store/sqlite/scope.h"

namespace expertise::sqlite {

void limit_to(const Scope& scope, Where& where) {
  Where any;
  if (scope.participant) {
    any.add("c.asker = ?", *scope.participant);
    any.add("c.id IN (SELECT consultation FROM consultation_participant WHERE user = ?)",
            *scope.participant);
  }
  if (!scope.teams.empty()) any.add_in("c.team", scope.teams);
  if (scope.invited) {
    any.add(
        "c.id IN (SELECT consultation FROM invitation WHERE specialist = ? AND state IN "
        "(?, ?, ?, ?))",
        *scope.invited, InvitationState::pending, InvitationState::accepted,
        InvitationState::handed_over, InvitationState::released);
  }
  if (!scope.municipalities.empty()) any.add_in("c.municipality", scope.municipalities);
  where.add_any(std::move(any));
}

void limit_to(const PoolScope& scope, const std::string& column, Where& where) {
  if (!scope.everything) where.add_in(column, scope.municipalities);
}

}  // namespace expertise::sqlite
