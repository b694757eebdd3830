// Talking: messages, clarification, advice and asking on; new wordings of the question, and texts
// that must go. What is said goes encrypted into the thread, that it was said into the log.
#include <algorithm>

#include "server/domain/text.h"
#include "server/pool/consultation_sight.h"
#include "server/pool/consultation_texts.h"
#include "server/pool/consultations.h"
#include "server/pool/erasing.h"
#include "server/pool/learning.h"
#include "server/pool/once.h"
#include "server/pool/passing_on.h"

namespace expertise {

namespace {

using State = ConsultationState;

Standing standing_in(Step& step) {
  return standing_of(*step.txn, step.actor, step.consultation, step.invitations(), step.now);
}

// Who advises must have accepted; gives their invitation.
Invitation take_as_adviser(Step& step, ConsultationId id) {
  step.take(id, {Action::advise});
  Standing standing = standing_in(step);
  require_accepted(standing);
  return *standing.invitation;
}

// Whether the actor is told that there is a message of this kind, whether they may read it or not:
// how it was judged and why it was read is for the asker's side and the coordinators, and one who
// is next in line by itself knows of the question alone.
bool is_told_of(MessageKind kind, const Standing& standing) {
  switch (kind) {
    case MessageKind::own_reference:
      return standing.steers;
    case MessageKind::access_reason:
    case MessageKind::review_note:
      return standing.steers || standing.colleague || standing.coordinator;
    case MessageKind::question:
      return true;
    default:
      return standing.sight != Sight::summary;
  }
}

void answered(Step& step) {
  if (!step.consultation.first_answered_at) step.consultation.first_answered_at = step.now;
}

// Nobody would answer: going on with it asks somebody else.
void refuse_when_all_left(Step& step) {
  const auto invitations = step.invitations();
  const bool is_any_accepted =
      std::any_of(invitations.begin(), invitations.end(),
                  [](const Invitation& each) { return each.state == InvitationState::accepted; });
  if (is_any_accepted && on_it_now(*step.txn, invitations).empty()) {
    throw Refusal(Reason::conflict, "all_left_the_pool");
  }
}

}  // namespace

MessageId Consultations::write(const Actor& actor, ConsultationId id, const std::string& text,
                               std::optional<Once> once) {
  CaseText sound = sound_text(text);
  Step step(context_, actor);
  if (auto before = done_before(*step.txn, actor, once)) {
    step.txn->commit();
    return MessageId::parse(*before).value_or(MessageId());
  }
  step.take(id, {Action::steer, Action::advise});
  Standing standing = standing_in(step);
  if (!standing.participant) require_accepted(standing);
  step.require_state({State::open, State::with_coordinator, State::in_consultation,
                      State::awaiting_asker, State::advised},
                     "write");
  if (step.consultation.state == State::advised) refuse_when_all_left(step);
  if (!standing.participant) answered(step);
  MessageId message = step.put_message(MessageKind::message, sound);
  step.note(EventKind::message_sent, {{"message", message.text()}});
  remember(*step.txn, actor, once, message.text(), step.now);
  step.commit();
  return message;
}

MessageId Consultations::ask_clarification(const Actor& actor, ConsultationId id,
                                           const std::string& text, Seen seen) {
  CaseText sound = sound_text(text);
  Step step(context_, actor);
  take_as_adviser(step, id);
  step.check(seen);
  step.move(ConsultationAction::ask_clarification);
  step.consultation.waiting_since = step.now;
  MessageId message = step.put_message(MessageKind::clarification, sound);
  step.note(EventKind::clarification_asked, {{"message", message.text()}});
  step.commit();
  return message;
}

MessageId Consultations::reply(const Actor& actor, ConsultationId id, const std::string& text,
                               Seen seen) {
  CaseText sound = sound_text(text);
  Step step(context_, actor);
  step.take(id, {Action::steer});
  step.check(seen);
  step.move(ConsultationAction::reply);
  step.resume_clock();
  MessageId message = step.put_message(MessageKind::reply, sound);
  step.note(EventKind::clarification_answered, {{"message", message.text()}});
  step.commit();
  return message;
}

MessageId Consultations::advise(const Actor& actor, ConsultationId id, const Advice& advice,
                                Seen seen) {
  CaseText sound = sound_advice(advice);
  Step step(context_, actor);
  Invitation own = take_as_adviser(step, id);
  step.check(seen);
  step.move(ConsultationAction::advise);
  answered(step);
  if (!step.consultation.advised_at) step.consultation.advised_at = step.now;
  MessageId message = step.put_message(MessageKind::advice, sound);
  Details details{{"message", message.text()}, {"specialist", own.specialist.text()}};
  if (advice.minutes) {
    add_minutes(own, *advice.minutes, step.now);
    step.txn->put(own);
    details["minutes"] = std::to_string(*advice.minutes);
  }
  step.note(EventKind::advice_given, std::move(details), step.sealed_codes());
  step.commit();
  return message;
}

MessageId Consultations::ask_on(const Actor& actor, ConsultationId id, const std::string& text,
                                Seen seen) {
  CaseText sound = sound_text(text);
  Step step(context_, actor);
  step.take(id, {Action::steer});
  step.check(seen);
  step.move(ConsultationAction::ask_on);
  MessageId message = step.put_message(MessageKind::message, sound);
  step.note(EventKind::asked_on, {{"message", message.text()}});
  pass_on_when_left(step, std::nullopt, "nobody_left");
  step.commit();
  return message;
}

int Consultations::extend_question(const Actor& actor, ConsultationId id, const std::string& text) {
  CaseText sound = sound_text(text);
  Step step(context_, actor);
  take_to_steer(step, id);
  step.require_state({State::open, State::with_coordinator, State::in_consultation,
                      State::awaiting_asker, State::advised},
                     "extend_question");
  auto question = step.message_of({EventKind::question_asked, EventKind::partner_question_asked,
                                   EventKind::phone_consult_logged});
  if (!question) throw Refusal(Reason::not_found);
  if (step.txn->versions(*question) >=
      static_cast<int>(ConsultationLimits::versions_of_a_message)) {
    throw Refusal(Reason::conflict, "too_many_versions",
                  {{"limit", std::to_string(ConsultationLimits::versions_of_a_message)}});
  }
  int version = step.txn->add_version(*question, actor.user, step.now, sound);
  step.note(EventKind::question_extended,
            {{"message", question->text()}, {"version", std::to_string(version)}});
  step.commit();
  return version;
}

void Consultations::destroy_text(const Actor& actor, ConsultationId id, MessageId message,
                                 int version) {
  Step step(context_, actor);
  step.take(id, {Action::read_consultation});
  auto found = step.txn->message(message);
  if (!found || found->consultation != id) throw Refusal(Reason::not_found);
  Standing standing = standing_in(step);
  bool author = found->author && found->author == actor.user;
  bool asker = standing.participant && actor.user == step.consultation.asker;
  if (!is_told_of(found->kind, standing)) throw Refusal(Reason::not_found);
  // What a coordinator has to account for is not the coordinator's to take away.
  bool account =
      found->kind == MessageKind::access_reason || found->kind == MessageKind::review_note;
  bool theirs = asker || (!account && (author || standing.coordinator));
  if (!theirs) throw Refusal(Reason::not_allowed, "not_yours");
  refuse_held(step);
  if (!step.txn->destroy_version(message, version, step.now)) throw Refusal(Reason::not_found);
  if (found->kind == MessageKind::question) forget_words(*step.txn, id);
  step.note(EventKind::text_destroyed, {{"message", message.text()},
                                        {"version", std::to_string(version)},
                                        {"kind", std::string(code(found->kind))},
                                        {"possible_data_leak", "true"}});
  step.commit();
}

void Consultations::set_own_reference(const Actor& actor, ConsultationId id,
                                      const std::string& text) {
  std::vector<Fault> found;
  check_own_reference(text, "/ownReference", found);
  if (!found.empty()) throw Refusal(std::move(found));
  Step step(context_, actor);
  take_to_steer(step, id);
  auto message = step.message_of({EventKind::own_reference_set});
  bool wanted = !trimmed(text).empty();
  if (!message && !wanted) return;
  // Only the last wording is kept: an earlier one may be what had to go.
  if (message) {
    step.txn->destroy_version(*message, step.txn->versions(*message), step.now);
    if (wanted) step.txn->add_version(*message, actor.user, step.now, CaseText::of(text));
  } else {
    message = step.put_message(MessageKind::own_reference, CaseText::of(text));
  }
  step.note(EventKind::own_reference_set,
            {{"message", message->text()}, {"cleared", wanted ? "false" : "true"}});
  step.commit();
}

}  // namespace expertise
