// Destroying for good what was kept of a consultation, by its key; and destroying again what a
// backup of before brought back. Whose term is over stands in retention; who decided is told by who
// calls.
#pragma once

#include <optional>

#include "server/domain/retention.h"
#include "server/pool/consultation_step.h"

namespace expertise {

struct ErasureOrder {
  ErasureReason reason = ErasureReason::term_over;
  /// Who of the municipality decided; nothing when the term did.
  std::optional<UserId> decided_by;
  /// The term in days, when that is why.
  std::optional<int> days;
};

/// Throws Refusal(conflict, "held") while the consultation that the step has taken up is held.
void refuse_held(Step& step);

/// Erases the consultation that the step has taken up, with its event; whoever called commits. What
/// was going on ends: invitations are withdrawn, appointments cancelled. False when it was erased
/// before, and nothing changed. Throws Refusal(conflict, "held") while it is held, but for a
/// replay.
bool erase(Step& step, const ErasureOrder& order);

/// The same for an operator, in a transaction of its own. Throws Refusal(not_found); not_allowed
/// unless the actor administers and `decided_by` may decide for its municipality.
bool erase_consultation(const Context& context, const Actor& actor, ConsultationId id,
                        ErasureReason reason, UserId decided_by);

/// Throws Refusal(not_allowed, "not_a_decider") unless this is an active coordinator of the
/// municipality or an administrator.
void require_decider(Txn& txn, MunicipalityId municipality, UserId decider);

/// One thing that was destroyed: what a list of them keeps outside the store.
struct Destruction {
  enum class What {
    consultation,
    /// One wording of a message.
    wording,
    /// The last wording of a message, whichever it is.
    last_wording,
    user,
    specialist,
  };
  /// The event that tells of it.
  std::uint64_t seq = 0;
  Hash hash{};
  What what = What::consultation;
  /// Of the consultation, the message, the user or the profile.
  IdBytes id{};
  int version = 0;

  bool operator==(const Destruction&) const = default;
};

template <>
inline constexpr CodeTable<Destruction::What, 5> codes<Destruction::What>{
    {{Destruction::What::consultation, "consultation"},
     {Destruction::What::wording, "wording"},
     {Destruction::What::last_wording, "last_wording"},
     {Destruction::What::user, "user"},
     {Destruction::What::specialist, "specialist"}}};

/// What this event tells was destroyed; nothing for another event.
std::optional<Destruction> destruction_of(const Event& event);

/// Destroys it in a store that was put back from before it was destroyed, with an event. False when
/// there is nothing of it, or it is gone already.
bool destroy_again(const Context& context, const Actor& actor, const Destruction& destroyed);

}  // namespace expertise
