#include "server/pool/clock_work.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <stdexcept>
#include <vector>

#include "server/pool/passing_on.h"

namespace expertise {

namespace {

constexpr std::size_t at_once = 100;
constexpr std::int64_t minutes_of_a_working_day = office_closes - office_opens;
// A repeat with an idempotency key is answered for two days.
constexpr std::chrono::hours answers_kept{48};
// So long after the look back was due it is over, answered or not.
constexpr std::chrono::days unanswered_after{14};

// Takes what a query gives, each in its own transaction. What is due but must wait (the clock
// stands still, a municipality has no deputy) stays in front of the query, so the query is widened
// until it gives nothing new. One thing that cannot be done does not hold up the others: its fault
// is kept for the end.
template <class Found, class Take>
std::size_t take_all(Context& context, std::exception_ptr& fault, const Found& find,
                     const Take& take) {
  auto taken_now = [&](const auto& each) {
    try {
      return take(each);
    } catch (const Refusal& refusal) {
      if (refusal.reason() == Reason::unavailable) throw;
      if (!fault) fault = std::current_exception();
    } catch (const std::logic_error&) {
      if (!fault) fault = std::current_exception();
    }
    return false;
  };
  std::size_t done = 0;
  std::size_t waiting = 0;
  for (;;) {
    auto due = find(*context.store.begin(Access::read), waiting + at_once);
    std::size_t taken = 0;
    for (std::size_t i = waiting; i < due.size(); ++i) taken += taken_now(due[i]) ? 1 : 0;
    done += taken;
    std::size_t looked_at = due.size() - std::min(waiting, due.size());
    if (looked_at < at_once) return done;
    waiting += looked_at - taken;
  }
}

bool expire(Context& context, const Actor& clock, const Invitation& due, Instant now) {
  Step step(context, clock, now);
  auto invitation = step.txn->invitation(due.id);
  if (!invitation || invitation->state != InvitationState::pending || invitation->answer_by > now ||
      !step.take_unscoped(invitation->consultation) || step.consultation.waiting_since) {
    return false;
  }
  step.move(*invitation, InvitationAction::expire);
  step.note(EventKind::invitation_expired,
            {{"invitation", invitation->id.text()}, {"specialist", invitation->specialist.text()}});
  pass_on(step, invitation, "expired");
  step.commit();
  return true;
}

// Since when nobody has been asked: the question itself, or the last one who fell away.
Instant alone_since(Step& step) {
  Instant since = step.consultation.asked_at;
  for (const Invitation& each : step.invitations()) {
    if (each.decided_at) since = std::max(since, *each.decided_at);
  }
  return since;
}

bool ask_somebody(Context& context, const Actor& clock, ConsultationId id, Instant now) {
  Step step(context, clock, now);
  if (!step.take_unscoped(id) || step.consultation.state != ConsultationState::open) return false;
  auto alone = working_minutes_between(alone_since(step), now, step.calendar());
  if (alone < minutes_without_invitation) return false;
  auto invitations = step.invitations();
  if (std::any_of(invitations.begin(), invitations.end(),
                  [](const Invitation& each) { return each.state == InvitationState::pending; })) {
    return false;
  }
  pass_on(step, std::nullopt, "nobody_invited");
  step.commit();
  return true;
}

bool tell_deputy(Context& context, const Actor& clock, ConsultationId id, Instant now) {
  Step step(context, clock, now);
  if (!step.take_unscoped(id)) return false;
  Consultation& consultation = step.consultation;
  if (consultation.state != ConsultationState::with_coordinator || consultation.deputy_told_at ||
      !consultation.with_coordinator_since) {
    return false;
  }
  auto lying = working_minutes_between(*consultation.with_coordinator_since, now, step.calendar());
  auto municipality = step.txn->municipality(consultation.municipality);
  if (lying < minutes_of_a_working_day || !municipality || !municipality->deputy) return false;
  consultation.deputy_told_at = now;
  step.note(EventKind::deputy_told, {{"deputy", municipality->deputy->text()}});
  step.commit();
  return true;
}

// Somebody accepted, and the time that was promised is over: the coordinators are told, and see it
// until there is an answer. It stays with who accepted, who may have spoken to the asker by now.
bool tell_overdue(Context& context, const Actor& clock, ConsultationId id, Instant now) {
  Step step(context, clock, now);
  if (!step.take_unscoped(id)) return false;
  Consultation& consultation = step.consultation;
  if (consultation.state != ConsultationState::in_consultation || consultation.first_answered_at ||
      consultation.overdue_told_at || consultation.answer_by > now) {
    return false;
  }
  consultation.overdue_told_at = now;
  step.note(EventKind::answer_overdue, {{"answer_by", rfc3339(consultation.answer_by)}});
  step.commit();
  return true;
}

bool end_unanswered(Context& context, const Actor& clock, ConsultationId id, Instant now) {
  Step step(context, clock, now);
  if (!step.take_unscoped(id) || !step.allows(ConsultationAction::follow_up) ||
      !step.consultation.closed_at ||
      *step.consultation.closed_at + follow_up_after + unanswered_after > now) {
    return false;
  }
  step.move(ConsultationAction::follow_up);
  step.consultation.ended_at = now;
  step.note(EventKind::followed_up, {{"answered", "false"}});
  step.commit();
  return true;
}

bool destroy_draft(Context& context, DraftId id, Instant now) {
  auto txn = context.store.begin(Access::write);
  auto draft = txn->draft(id);
  if (!draft || draft->expires_at > now) return false;  // saved again, or gone, since it was found
  txn->destroy_draft(id);
  txn->commit();
  return true;
}

bool end_joining(Context& context, const Actor& clock, JoiningId id, Instant now) {
  auto txn = context.store.begin(Access::write);
  auto invitation = txn->joining_invitation(id);
  if (!invitation || invitation->expires_at > now) return false;
  txn->remove_joining_invitation(id);
  txn->append(Event{.at = now,
                    .kind = EventKind::joining_expired,
                    .actor = clock.user,
                    .municipality = invitation->municipality,
                    .details = {{"invitation", id.text()}}});
  txn->commit();
  return true;
}

void remove_expired(Context& context, Instant now) {
  auto txn = context.store.begin(Access::write);
  txn->remove_expired(now, now - answers_kept);
  txn->commit();
}

}  // namespace

std::size_t do_what_is_due(Context& context, Instant now) {
  const Actor clock = Actor::clock();
  std::exception_ptr fault;
  std::size_t done = take_all(
      context, fault,
      [&](Txn& txn, std::size_t limit) { return txn.pending_invitations_due(now, limit); },
      [&](const Invitation& due) { return expire(context, clock, due, now); });
  // An hour of work takes at least an hour, a working day at least as many minutes as it has: the
  // rest is judged with the calendar.
  done += take_all(
      context, fault,
      [&](Txn& txn, std::size_t limit) {
        return txn.open_without_invitation(now - std::chrono::minutes(minutes_without_invitation),
                                           limit);
      },
      [&](ConsultationId id) { return ask_somebody(context, clock, id, now); });
  done += take_all(
      context, fault,
      [&](Txn& txn, std::size_t limit) {
        return txn.with_coordinator_since(now - std::chrono::minutes(minutes_of_a_working_day),
                                          limit);
      },
      [&](ConsultationId id) { return tell_deputy(context, clock, id, now); });
  done += take_all(
      context, fault, [&](Txn& txn, std::size_t limit) { return txn.overdue(now, limit); },
      [&](ConsultationId id) { return tell_overdue(context, clock, id, now); });
  done += take_all(
      context, fault,
      [&](Txn& txn, std::size_t limit) {
        return txn.closed_before(now - follow_up_after - unanswered_after, limit);
      },
      [&](ConsultationId id) { return end_unanswered(context, clock, id, now); });
  done += take_all(
      context, fault, [&](Txn& txn, std::size_t limit) { return txn.drafts_due(now, limit); },
      [&](DraftId id) { return destroy_draft(context, id, now); });
  done += take_all(
      context, fault,
      [&](Txn& txn, std::size_t limit) { return txn.joining_invitations_due(now, limit); },
      [&](JoiningId id) { return end_joining(context, clock, id, now); });
  remove_expired(context, now);
  if (fault) std::rethrow_exception(fault);
  return done;
}

}  // namespace expertise
