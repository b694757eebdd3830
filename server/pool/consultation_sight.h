// What somebody is to a consultation, and what follows from it: how much they see, which kinds of
// messages, which steps they can take, and how their reading goes on record. Private to the use
// cases of consultations; who may do what at all stands in policy.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/actor.h"
#include "server/pool/consultation_step.h"
#include "server/pool/consultations.h"

namespace expertise {

/// How long a reason given by a coordinator opens the case text.
inline constexpr std::chrono::hours reason_opens_for{24};

struct Standing {
  /// Asker, a colleague who writes along, or the partner who asked.
  bool participant = false;
  /// A participant of the team's side: a partner talks along, and leaves the rest to the contact.
  bool steers = false;
  /// Of the team it was asked from.
  bool colleague = false;
  /// Coordinator of its municipality.
  bool coordinator = false;
  /// The message of the reason that this coordinator gave in the last 24 hours.
  std::optional<std::string> reason{};
  /// The actor's own invitation: the accepted one, else the pending one, else the last.
  std::optional<Invitation> invitation{};
  /// May answer what they are invited to: who left the pool reads on only.
  bool advises = false;
  Sight sight = Sight::facts;
  /// As the access log has it: the role that gave the right, and the rule.
  std::string role{};
  std::string purpose{};
};

/// The messages of the reasons that this actor, as a coordinator, gave in the last 24 hours.
using Reasons = std::map<ConsultationId, std::string>;
Reasons reasons_given(Txn& txn, const Actor& actor, Instant now,
                      std::optional<ConsultationId> consultation = std::nullopt);

/// Who accepted and is in the pool still, in the order of asking.
std::vector<SpecialistId> on_it_now(Txn& txn, const std::vector<Invitation>& invitations);

/// `consultation` must be in the actor's scope of reading.
Standing standing_of(const Actor& actor, const Consultation& consultation,
                     const std::vector<Invitation>& invitations, const Reasons& reasons);
/// The same, with the reasons as they are now.
Standing standing_of(Txn& txn, const Actor& actor, const Consultation& consultation,
                     const std::vector<Invitation>& invitations, Instant now);

/// Takes it up for a step that is the asker's side's alone. Throws as Step::take does, and
/// Refusal(not_allowed) for a partner.
void take_to_steer(Step& step, ConsultationId id);

/// Whether the actor is told what it took this person: that person, or a coordinator.
bool sees_minutes(const Standing& standing, SpecialistId specialist);
/// Takes the minutes away when the actor is not told them.
void hide_minutes(const Standing& standing, Invitation& invitation);

/// Throws Refusal(not_allowed, `accept_first` or `no_longer_on_it`) unless the actor accepted.
void require_accepted(const Standing& standing);

/// Kinds of messages that the actor reads with full sight.
std::vector<MessageKind> readable_kinds(const Standing& standing);

/// What the actor can do next, by the names of the operations, in the order of the screen.
std::vector<std::string> possible_steps(const Actor& actor, const Standing& standing,
                                        const Consultation& consultation,
                                        const std::vector<Invitation>& invitations);

/// The consultation and its invitations as the actor sees them: whom the asker did not want and how
/// it was judged is for the asker's side, without a partner, and the coordinator; who is next in
/// line by itself sees only the own invitation; minutes are as in sees_minutes.
ConsultationView seen_by(const Actor& actor, const Standing& standing, Consultation consultation,
                         std::vector<Invitation> invitations, std::vector<Review> reviews);

/// The record of a reading by this actor; the store adds its place in the chain.
AccessEntry access_entry(const Actor& actor, const Standing& standing,
                         const Consultation& consultation, const std::string& action, Instant now);

}  // namespace expertise
