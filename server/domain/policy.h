// Who may do what: one table of role and action, and the closed scope it yields, which the store
// turns into conditions of every get, list, count and search. It knows no stored rows; rights exist
// once, here.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "server/domain/actor.h"
#include "server/domain/id.h"

namespace expertise {

enum class Action {
  ask,                // put a question, log a phone consult, match
  read_consultation,  // facts: state, people, deadlines, topics
  read_content,       // case text, without giving a reason
  read_with_reason,   // case text after a reason that the asker can see
  steer,              // the asker's steps: invite, add, reply, withdraw, close, reopen
  transfer,           // give a consultation to another asker
  advise,             // the specialist's steps: decide, advise, ask, hand over, release
  assign,             // the coordinator's steps: assign, answer by phone
  review,             // judge a closed consultation
  read_log,           // timelines and audit entries of others
  read_pool,          // browse and search specialists
  keep_own_profile,   // one's own profile and availability
  keep_pool,          // any profile, groups
  keep_vocabulary,    // the topics, which are one for all municipalities
  see_terms,          // how long things are kept, and how much is due
  decide_keeping,     // hold and erase cases; what is due and what was destroyed, one by one
  administer,         // users, teams, municipalities, neighbourhoods, terms
};

/// So long a specialist who left the pool goes on reading what they answered, for whoever looks
/// back on it: as long as a closed consultation waits for that. They do nothing in it any more:
/// what still ran is handed on when they leave.
inline constexpr std::chrono::days reads_after_leaving{6 * 7};

/// Which consultations are meant, as a union: one is in scope when any part holds. Empty = none.
struct Scope {
  /// Asked by, transferred to, or shared with this user.
  std::optional<UserId> participant;
  /// Asked from one of these teams.
  std::vector<TeamId> teams;
  /// With an invitation for this specialist that is pending, accepted, or was accepted once; nobody
  /// who left long ago.
  std::optional<SpecialistId> invited;
  /// Of one of these municipalities.
  std::vector<MunicipalityId> municipalities;

  bool empty() const { return !participant && teams.empty() && !invited && municipalities.empty(); }
};

/// Whether any role of the actor may do this at all.
bool may(const Actor& actor, Action action);

/// What the actor may do it to. Empty where `may` is false.
Scope scope_of(const Actor& actor, Action action);

/// The municipalities whose pool (specialists, teams, neighbourhoods, groups) the actor sees or
/// keeps: for an administrator all of them (`everything`), for others those of the actor.
struct PoolScope {
  bool everything = false;
  std::vector<MunicipalityId> municipalities;
  bool holds(const MunicipalityId& municipality) const;
};
PoolScope pool_scope_of(const Actor& actor, Action action);

}  // namespace expertise
