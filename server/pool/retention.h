// What a municipality decided to keep for how long, what it keeps longer, and destroying what is
// over. Where a municipality chose no term nothing goes by itself: whoever is answerable for an
// archive decides before anything of it is destroyed.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/actor.h"
#include "server/domain/retention.h"
#include "server/pool/consultation_step.h"

namespace expertise {

/// Something whose chosen term is over.
struct Over {
  enum class What { consultation, user, specialist };
  What what = What::consultation;
  IdBytes id{};
  RetentionTerm term;
  /// When its term began.
  Instant since;
  /// Kept until then though its term is over.
  std::optional<Instant> held_until;
};

template <>
inline constexpr CodeTable<Over::What, 3> codes<Over::What>{
    {{Over::What::consultation, "consultation"},
     {Over::What::user, "user"},
     {Over::What::specialist, "specialist"}}};

/// So many of one class of one municipality are taken at once, the longest over first.
inline constexpr std::size_t most_over_at_once = 5000;

/// By municipality and class, the held ones too. Changes nothing.
std::vector<Over> what_is_over(const Context& context, Instant now);
/// The same of one term, chosen or not.
std::vector<Over> over_of(Txn& txn, const RetentionTerm& term, Instant now);

/// Destroys that, but for what is held, and for what is not over any more when it is written; gives
/// what went, and tells each of it to `gone` as soon as it went. What cannot be destroyed does not
/// hold up the rest; the first such fault is thrown at the end. Throws Refusal(unavailable) at once
/// when nothing can be written.
std::vector<Over> destroy_what_is_over(const Context& context, const Actor& actor, Instant now,
                                       const std::function<void(const Over&)>& gone = {});

/// Removes what an interrupted destruction left of months of the access log that are destroyed.
void finish_destroyed_months(const Context& context);

/// What this municipality chose; nothing when it did not.
std::optional<int> chosen_days(const std::vector<RetentionTerm>& terms, MunicipalityId municipality,
                               RetentionClass what);
/// Throws Refusal(not_found), not_allowed as erase_consultation does, or with the fault of a class
/// that has no term to choose or a term out of its bounds.
void choose_term(const Context& context, const Actor& actor, const RetentionTerm& term,
                 UserId decided_by);

/// Writes the hold of the consultation that the step has taken up, with its event; whoever called
/// has judged who may, and commits. Throws as hold does.
Hold put_hold(Step& step, HoldReason reason, Instant until, UserId decided_by);
/// False when it is not held.
bool remove_hold(Step& step, UserId decided_by);

/// Keeps a consultation until then, in place of an earlier hold. Throws as choose_term does;
/// Refusal(wrong_state, "erased") has nothing left to keep.
void hold(const Context& context, const Actor& actor, ConsultationId id, HoldReason reason,
          Instant until, UserId decided_by);
/// Throws Refusal(not_found) when it is not held.
void end_hold(const Context& context, const Actor& actor, ConsultationId id, UserId decided_by);

/// The events of what was destroyed of this municipality, months of the access log too, oldest
/// first.
std::vector<Event> destroyed(const Context& context, MunicipalityId municipality, Instant from,
                             Instant before);

}  // namespace expertise
