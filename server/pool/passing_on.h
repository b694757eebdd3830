// Who may be invited, and to whom a question goes when the one who had it falls away: the next best
// of the ranking that was kept when it was sent, or the coordinator. Shared by the steps of people
// and by what time brings; works inside the step that is being taken.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/pool/consultation_step.h"
#include "server/pool/profiles.h"

namespace expertise {

/// Why this person cannot be invited to the step's consultation now, as a code: `left`, `excluded`,
/// `already_invited` (and not done with it), `lacking_agreement`, `paused`, `away`, `full`,
/// `hours_unknown` (asked otherwise than in writing); nothing when they can.
std::optional<std::string> obstacle(const Consultation& asked, const Specialist& specialist,
                                    const Presence& presence,
                                    const std::vector<Invitation>& invitations);

struct Inviting {
  InvitedBy by = InvitedBy::asker;
  std::optional<GroupId> group{};
  std::optional<InvitationId> follows{};
};

/// Invites without asking whether it may be done; writes the invitation and its event.
Invitation invite_now(Step& step, SpecialistId specialist, const Inviting& how);

/// The same for somebody whom a person names, of the consultation's municipality. Throws
/// Refusal(invalid_input) with `not_found` at `place`, or Refusal(conflict) with the obstacle.
Invitation invite_named(Step& step, SpecialistId specialist, const Inviting& how,
                        const std::string& place);

/// Invites people whom the asker names, and every member of a group who can be invited now (the
/// first of them to accept has it). Throws Refusal as invite_named does, with places under
/// `/specialists` and `/group`; Refusal(conflict, `nobody_available`) when no member can.
std::vector<InvitationId> invite_several(Step& step, const std::vector<SpecialistId>& specialists,
                                         std::optional<GroupId> group);

/// Hands the question to the coordinator: pending invitations are withdrawn. The state must allow
/// it.
void send_to_coordinator(Step& step, std::string_view reason);

/// When the question is open and nobody is asked or on it: asks the next best, by itself, or sends
/// it to the coordinator when the asker chose so, after two pass-ons, or when nobody fits. `after`
/// is the invitation that fell away, and `why` says how (`declined`, `expired`, `released`, `left`,
/// `nobody_invited`).
void pass_on(Step& step, const std::optional<Invitation>& after, std::string_view why);

/// Takes an invitation of who left the pool off: what was not answered is withdrawn, what was
/// accepted released. Throws Refusal(wrong_state) for any other.
void take_out(Step& step, Invitation invitation);

/// When nobody who accepted is left, the question is open again and passed on. Who accepted and has
/// left the pool since is taken out first.
void pass_on_when_left(Step& step, const std::optional<Invitation>& after, std::string_view why);

}  // namespace expertise
