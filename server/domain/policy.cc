#include "server/domain/policy.h"

#include <algorithm>
#include <array>

namespace expertise {

namespace {

// `home` is the municipality a person works for; `municipality` also those of the person's teams.
enum class Reach { own, team, invited, home, municipality, everything };

struct Right {
  Role role;
  Action action;
  Reach reach;
};

// The whole table. What is not in it is not allowed.
constexpr std::array rights{
    Right{Role::team_member, Action::ask, Reach::municipality},
    Right{Role::team_member, Action::read_consultation, Reach::own},
    Right{Role::team_member, Action::read_consultation, Reach::team},
    Right{Role::team_member, Action::read_content, Reach::own},
    Right{Role::team_member, Action::read_content, Reach::team},
    Right{Role::team_member, Action::steer, Reach::own},
    Right{Role::team_member, Action::transfer, Reach::own},
    Right{Role::team_member, Action::transfer, Reach::team},
    Right{Role::team_member, Action::read_pool, Reach::municipality},

    Right{Role::partner, Action::ask, Reach::own},
    Right{Role::partner, Action::read_consultation, Reach::own},
    Right{Role::partner, Action::read_content, Reach::own},
    Right{Role::partner, Action::steer, Reach::own},

    Right{Role::specialist, Action::read_consultation, Reach::invited},
    Right{Role::specialist, Action::read_content, Reach::invited},
    Right{Role::specialist, Action::advise, Reach::invited},
    Right{Role::specialist, Action::read_pool, Reach::municipality},
    Right{Role::specialist, Action::keep_own_profile, Reach::own},

    Right{Role::coordinator, Action::read_consultation, Reach::home},
    Right{Role::coordinator, Action::read_with_reason, Reach::home},
    Right{Role::coordinator, Action::transfer, Reach::home},
    Right{Role::coordinator, Action::assign, Reach::home},
    Right{Role::coordinator, Action::review, Reach::home},
    Right{Role::coordinator, Action::read_log, Reach::home},
    Right{Role::coordinator, Action::read_pool, Reach::home},
    Right{Role::coordinator, Action::keep_pool, Reach::home},
    Right{Role::coordinator, Action::keep_vocabulary, Reach::everything},
    Right{Role::coordinator, Action::see_terms, Reach::home},
    Right{Role::coordinator, Action::decide_keeping, Reach::home},

    Right{Role::administrator, Action::administer, Reach::everything},
    Right{Role::administrator, Action::keep_pool, Reach::everything},
    Right{Role::administrator, Action::keep_vocabulary, Reach::everything},
    Right{Role::administrator, Action::read_pool, Reach::everything},
    Right{Role::administrator, Action::see_terms, Reach::everything},
};

}  // namespace

namespace {

// The home comes first among an actor's municipalities.
void add_reached(const Actor& actor, Reach reach, std::vector<MunicipalityId>& found) {
  if (actor.municipalities.empty()) return;
  if (reach == Reach::municipality) found = actor.municipalities;
  if (reach == Reach::home && found.empty()) found = {actor.municipalities.front()};
}

}  // namespace

bool may(const Actor& actor, Action action) {
  return std::any_of(rights.begin(), rights.end(), [&](const Right& right) {
    return right.action == action && actor.is(right.role);
  });
}

Scope scope_of(const Actor& actor, Action action) {
  Scope scope;
  for (const Right& right : rights) {
    if (right.action != action || !actor.is(right.role)) continue;
    switch (right.reach) {
      case Reach::own:
        scope.participant = actor.user;
        break;
      case Reach::team:
        scope.teams = actor.teams;
        break;
      case Reach::invited:
        if (actor.left_long_ago || (actor.has_left && action == Action::advise)) break;
        scope.invited = actor.specialist;
        break;
      case Reach::home:
      case Reach::municipality:
        add_reached(actor, right.reach, scope.municipalities);
        break;
      case Reach::everything:
        break;  // never for consultations: nobody sees the cases of all
    }
  }
  return scope;
}

bool PoolScope::holds(const MunicipalityId& municipality) const {
  return everything || std::find(municipalities.begin(), municipalities.end(), municipality) !=
                           municipalities.end();
}

PoolScope pool_scope_of(const Actor& actor, Action action) {
  PoolScope scope;
  for (const Right& right : rights) {
    if (right.action != action || !actor.is(right.role)) continue;
    if (right.reach == Reach::everything) scope.everything = true;
    add_reached(actor, right.reach, scope.municipalities);
  }
  return scope;
}

}  // namespace expertise
