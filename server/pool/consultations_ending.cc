// Ending: withdrawing, closing with a result, opening again, looking back; and what a coordinator
// does with a question that nobody took, or with one that is done.
#include <algorithm>

#include "server/domain/text.h"
#include "server/pool/appointment_changes.h"
#include "server/pool/consultation_sight.h"
#include "server/pool/consultation_texts.h"
#include "server/pool/consultations.h"
#include "server/pool/learning.h"
#include "server/pool/passing_on.h"

namespace expertise {

namespace {

// Who is asked now has the whole time of the urgency.
void answer_anew(Step& step) {
  Consultation& consultation = step.consultation;
  consultation.answer_by = deadline(step.now, consultation.urgency, step.calendar());
  consultation.overdue_told_at.reset();
}

// Who is on it at this moment.
std::vector<SpecialistId> thinking_along(Step& step) {
  std::vector<SpecialistId> people;
  for (const Invitation& each : step.invitations()) {
    if (each.state == InvitationState::accepted) people.push_back(each.specialist);
  }
  return people;
}

}  // namespace

void Consultations::withdraw(const Actor& actor, ConsultationId id, Seen seen) {
  Step step(context_, actor);
  take_to_steer(step, id);
  step.check(seen);
  step.move(ConsultationAction::withdraw);
  step.withdraw_pending("question_withdrawn");
  cancel_appointments(step, "question_withdrawn");
  step.consultation.with_coordinator_since.reset();
  step.consultation.ended_at = step.now;
  step.note(EventKind::consultation_withdrawn);
  step.commit();
}

void Consultations::close(const Actor& actor, ConsultationId id, const Closure& closure,
                          const ClosingTexts& texts, Seen seen) {
  std::vector<Fault> found = faults(closure);
  check_closing(texts, found);
  if (!found.empty()) throw Refusal(std::move(found));
  Step step(context_, actor);
  take_to_steer(step, id);
  step.check(seen);
  step.move(ConsultationAction::close);
  step.withdraw_pending("closed");
  cancel_appointments(step, "closed");
  step.consultation.closure = closure;
  step.consultation.closed_at = step.now;
  Details details = closed_details(closure);
  CaseText parts = closing_parts(texts);
  if (!parts.empty()) details["message"] = step.put_message(MessageKind::closing, parts).text();
  step.note(EventKind::consultation_closed, std::move(details), step.sealed_codes());
  step.txn->put_together(id, thinking_along(step));
  keep_lesson(step);
  step.commit();
}

void Consultations::reopen(const Actor& actor, ConsultationId id, const std::string& text,
                           Seen seen) {
  CaseText sound = sound_text(text);
  Step step(context_, actor);
  take_to_steer(step, id);
  step.check(seen);
  step.move(ConsultationAction::reopen);
  step.consultation.closure.reset();
  step.consultation.closed_at.reset();
  step.txn->remove_lesson(id);
  step.txn->put_together(id, {});
  answer_anew(step);
  MessageId message = step.put_message(MessageKind::message, sound);
  step.note(EventKind::consultation_reopened, {{"message", message.text()}});
  pass_on_when_left(step, std::nullopt, "nobody_left");
  step.commit();
}

void Consultations::follow_up(const Actor& actor, ConsultationId id, const FollowUp& answer,
                              Seen seen) {
  Step step(context_, actor);
  step.take(id, {Action::steer});
  step.check(seen);
  step.move(ConsultationAction::follow_up);
  step.consultation.follow_up = answer;
  step.consultation.ended_at = step.now;
  step.note(EventKind::followed_up, {{"answered", "true"},
                                     {"done", answer.done ? "true" : "false"},
                                     {"helped", answer.helped ? "true" : "false"},
                                     {"arrived", answer.arrived ? "true" : "false"}});
  step.commit();
}

void Consultations::send_to_coordinator(const Actor& actor, ConsultationId id, Seen seen) {
  Step step(context_, actor);
  step.take(id, {Action::steer, Action::assign});
  step.check(seen);
  Standing standing =
      standing_of(*step.txn, actor, step.consultation, step.invitations(), step.now);
  if (!standing.steers && !standing.coordinator) throw Refusal(Reason::not_allowed);
  expertise::send_to_coordinator(step, standing.steers ? "asker_wish" : "coordinator_took_it");
  step.commit();
}

InvitationId Consultations::assign(const Actor& actor, ConsultationId id, SpecialistId specialist,
                                   Seen seen) {
  Step step(context_, actor);
  step.take(id, {Action::assign});
  step.check(seen);
  step.move(ConsultationAction::assign);
  step.consultation.with_coordinator_since.reset();
  answer_anew(step);
  step.note(EventKind::assigned_by_coordinator, {{"specialist", specialist.text()}});
  Invitation invitation =
      invite_named(step, specialist, {.by = InvitedBy::coordinator}, "/specialist");
  step.commit();
  return invitation.id;
}

std::vector<Assignable> Consultations::assignable(const Actor& actor, ConsultationId id) {
  constexpr std::size_t shown_at_most = 20;
  if (!may(actor, Action::assign)) throw Refusal(Reason::not_allowed);
  auto txn = context_.store.begin(Access::read);
  const auto asked = txn->consultation(id, scope_of(actor, Action::assign));
  if (!asked) throw Refusal(Reason::not_found);
  std::vector<SpecialistId> ids;
  for (const RankedSpecialist& each : txn->ranking(id)) {
    if (ids.size() < shown_at_most) ids.push_back(each.specialist);
  }
  std::vector<Specialist> specialists = txn->specialists(ids);
  std::sort(specialists.begin(), specialists.end(), [&](const auto& one, const auto& other) {
    return std::find(ids.begin(), ids.end(), one.id) < std::find(ids.begin(), ids.end(), other.id);
  });
  std::vector<Presence> presence = presences(*txn, specialists, context_.env.now());
  const auto invitations = txn->invitations(id);
  std::vector<Assignable> people;
  for (std::size_t i = 0; i < specialists.size(); ++i) {
    tell_time_spent(actor, specialists[i], presence[i]);
    auto why = obstacle(*asked, specialists[i], presence[i], invitations);
    people.push_back({std::move(specialists[i]), std::move(presence[i]), std::move(why)});
  }
  return people;
}

MessageId Consultations::answer_by_phone(const Actor& actor, ConsultationId id,
                                         const Advice& advice, Seen seen) {
  // There is no invitation that minutes could be kept with.
  if (advice.minutes) throw Refusal({Fault{"/minutes", "not_expected"}});
  CaseText sound = sound_advice(advice);
  Step step(context_, actor);
  step.take(id, {Action::assign});
  step.check(seen);
  step.move(ConsultationAction::answer_by_phone);
  Consultation& consultation = step.consultation;
  consultation.with_coordinator_since.reset();
  if (!consultation.first_answered_at) consultation.first_answered_at = step.now;
  if (!consultation.advised_at) consultation.advised_at = step.now;
  MessageId message = step.put_message(MessageKind::advice, sound);
  step.note(EventKind::answered_by_phone, {{"message", message.text()}});
  step.commit();
  return message;
}

void Consultations::give_reason(const Actor& actor, ConsultationId id, const std::string& reason) {
  std::vector<Fault> found;
  check_note(reason, 1, "/reason", found);
  if (!found.empty()) throw Refusal(std::move(found));
  Step step(context_, actor);
  step.take(id, {Action::read_with_reason});
  MessageId message = step.put_message(MessageKind::access_reason, CaseText::of(reason));
  step.note(EventKind::reason_for_access_given,
            {{"message", message.text()}, {"until", rfc3339(step.now + reason_opens_for)}});
  step.commit();
}

ReviewId Consultations::review(const Actor& actor, ConsultationId id, Verdict verdict,
                               const std::string& note) {
  std::vector<Fault> found;
  check_text(note, {0, ConsultationLimits::advice_part_characters, TextShape::text}, "/note",
             found);
  if (!found.empty()) throw Refusal(std::move(found));
  Step step(context_, actor);
  step.take(id, {Action::review});
  step.require_state({ConsultationState::closed, ConsultationState::followed_up}, "review");
  Review review{.id = step.env.new_id<ReviewId>(),
                .consultation = id,
                .reviewer = *actor.user,
                .verdict = verdict,
                .reviewed_at = step.now};
  step.txn->put(review);
  Details details{{"review", review.id.text()}, {"verdict", std::string(code(verdict))}};
  if (!trimmed(note).empty()) {
    details["message"] = step.put_message(MessageKind::review_note, CaseText::of(note)).text();
  }
  step.note(EventKind::reviewed, std::move(details));
  step.commit();
  return review.id;
}

}  // namespace expertise
