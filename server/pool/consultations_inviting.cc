// Inviting: asking people, and what they decide. The first of a group to accept has the question;
// whoever falls away is followed by the next best.
#include <algorithm>

#include "server/domain/text.h"
#include "server/pool/appointment_changes.h"
#include "server/pool/consultation_sight.h"
#include "server/pool/consultation_texts.h"
#include "server/pool/consultations.h"
#include "server/pool/once.h"
#include "server/pool/passing_on.h"

namespace expertise {

namespace {

Details about(const Invitation& invitation) {
  return {{"invitation", invitation.id.text()}, {"specialist", invitation.specialist.text()}};
}

std::string joined(const std::vector<InvitationId>& ids) {
  std::string text;
  for (const InvitationId& each : ids) {
    if (!text.empty()) text += ',';
    text += each.text();
  }
  return text;
}

std::vector<InvitationId> split(std::string_view text) {
  std::vector<InvitationId> ids;
  while (!text.empty()) {
    auto comma = std::min(text.find(','), text.size());
    if (auto id = InvitationId::parse(text.substr(0, comma))) ids.push_back(*id);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return ids;
}

bool somebody_of_group_accepted(Step& step, const GroupId& group) {
  auto invitations = step.invitations();
  return std::any_of(invitations.begin(), invitations.end(), [&](const Invitation& each) {
    return each.group == group && each.state == InvitationState::accepted;
  });
}

// Steps that leave an accepted consultation need one that still goes on.
void require_going_on(const Step& step, std::string_view action) {
  step.require_state({ConsultationState::in_consultation, ConsultationState::awaiting_asker,
                      ConsultationState::advised},
                     action);
}

}  // namespace

std::vector<InvitationId> Consultations::invite(const Actor& actor, ConsultationId id,
                                                const std::vector<SpecialistId>& specialists,
                                                std::optional<GroupId> group,
                                                std::optional<Once> once) {
  Step step(context_, actor);
  if (auto before = done_before(*step.txn, actor, once)) {
    step.txn->commit();
    return split(*before);
  }
  take_to_steer(step, id);
  std::vector<Fault> found;
  if (specialists.empty() && !group) found.push_back({"/specialists", "required"});
  if (check_count(specialists.size(), ConsultationLimits::invitations_at_once, "/specialists",
                  found)) {
    for (std::size_t i = 0; i < specialists.size(); ++i) {
      auto first = std::find(specialists.begin(), specialists.end(), specialists[i]);
      if (first != specialists.begin() + static_cast<std::ptrdiff_t>(i)) {
        found.push_back({at_index("/specialists", i), "duplicate"});
      }
    }
  }
  if (!found.empty()) throw Refusal(std::move(found));
  step.require_state({ConsultationState::open, ConsultationState::in_consultation,
                      ConsultationState::awaiting_asker, ConsultationState::advised},
                     "invite");
  auto made = invite_several(step, specialists, group);
  remember(*step.txn, actor, once, joined(made), step.now);
  step.commit();
  return made;
}

void Consultations::withdraw_invitation(const Actor& actor, InvitationId id) {
  Step step(context_, actor);
  require(actor, {Action::steer});
  auto invitation = step.txn->invitation(id);
  if (!invitation) throw Refusal(Reason::not_found);
  take_to_steer(step, invitation->consultation);
  step.move(*invitation, InvitationAction::withdraw);
  Details details = about(*invitation);
  details["reason"] = "asker";
  step.note(EventKind::invitation_withdrawn, std::move(details));
  step.commit();
}

void Consultations::accept(const Actor& actor, InvitationId id) {
  Step step(context_, actor);
  Invitation invitation = step.take_own_invitation(id);
  if (invitation.state == InvitationState::withdrawn && invitation.group &&
      somebody_of_group_accepted(step, *invitation.group)) {
    throw Refusal(Reason::conflict, "already_taken");
  }
  step.move(invitation, InvitationAction::accept);
  step.move(ConsultationAction::accept);
  // Who was asked later, after others, has the time that they were told.
  Consultation& consultation = step.consultation;
  if (!consultation.first_answered_at && invitation.answer_by > consultation.answer_by) {
    consultation.answer_by = invitation.answer_by;
    consultation.overdue_told_at.reset();
  }
  step.note(EventKind::invitation_accepted, about(invitation));
  if (invitation.group) step.withdraw_pending("group_taken", invitation.group);
  step.commit();
}

void Consultations::decline(const Actor& actor, InvitationId id, DeclineReason reason,
                            const std::string& note) {
  std::vector<Fault> found;
  check_note(note, 0, "/note", found);
  if (!found.empty()) throw Refusal(std::move(found));
  Step step(context_, actor);
  Invitation invitation = step.take_own_invitation(id);
  invitation.decline_reason = reason;
  step.move(invitation, InvitationAction::decline);
  Details details = about(invitation);
  details["reason"] = code(reason);
  if (!trimmed(note).empty()) {
    details["message"] = step.put_message(MessageKind::decline_note, CaseText::of(note)).text();
  }
  step.note(EventKind::invitation_declined, std::move(details));
  pass_on(step, invitation, "declined");
  step.commit();
}

InvitationId Consultations::hand_over(const Actor& actor, InvitationId id, SpecialistId to) {
  Step step(context_, actor);
  Invitation invitation = step.take_own_invitation(id);
  step.move(invitation, InvitationAction::hand_over);
  require_going_on(step, "hand_over");
  Details details = about(invitation);
  details["to"] = to.text();
  step.note(EventKind::invitation_handed_over, std::move(details));
  cancel_appointments(step, "handed_over", invitation.specialist);
  Invitation next =
      invite_named(step, to, {.by = InvitedBy::colleague, .follows = invitation.id}, "/specialist");
  pass_on_when_left(step, invitation, "handed_over");
  step.commit();
  return next.id;
}

void Consultations::release(const Actor& actor, InvitationId id) {
  Step step(context_, actor);
  Invitation invitation = step.take_own_invitation(id);
  step.move(invitation, InvitationAction::release);
  require_going_on(step, "release");
  step.note(EventKind::specialist_released, about(invitation));
  cancel_appointments(step, "released", invitation.specialist);
  pass_on_when_left(step, invitation, "released");
  step.commit();
}

}  // namespace expertise
