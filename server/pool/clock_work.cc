#include "server/pool/clock_work.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "server/pool/passing_on.h"

namespace expertise {

namespace {

constexpr std::size_t at_once = 250;
constexpr std::int64_t minutes_of_a_working_day = office_closes - office_opens;
// A repeat with an idempotency key is answered for two days.
constexpr std::chrono::hours answers_kept{48};
// So long after the look back was due it is over, answered or not.
constexpr std::chrono::days unanswered_after{14};

// Things that are due, taken in one transaction.
struct Work {
  Step step() const { return {txn, env, clock, now}; }

  Env& env;
  const Actor& clock;
  Instant now;
  std::shared_ptr<Txn> txn;
};

class Clock {
 public:
  Clock(Context& context, Instant now) : context_(context), now_(now) {}

  // Takes what a query gives. What is due but must wait (the clock stands still, a municipality has
  // no deputy) stays in front of the query, so the query is widened until it gives nothing new.
  template <class Find, class Take>
  void take_all(const Find& find, const Take& take) {
    std::size_t waiting = 0;
    for (;;) {
      std::invoke_result_t<Find, Txn&, std::size_t> found;
      const bool read = unless_fault(
          1, [&] { found = find(*context_.store.begin(Access::read), waiting + at_once); });
      if (!read) return;
      const auto due = std::span(std::as_const(found)).subspan(std::min(waiting, found.size()));
      const std::size_t taken = take_each(due, take);
      done_ += taken;
      if (due.size() < at_once) return;
      waiting += due.size() - taken;
    }
  }

  // How many things were done. Throws the first fault of what could not be.
  std::size_t done() const {
    if (fault_) std::rethrow_exception(fault_);
    return done_;
  }

 private:
  // One that cannot be done does not hold up the others: they are taken in ever smaller parts
  // until it stands alone.
  template <class Due, class Take>
  std::size_t take_each(std::span<const Due> due, const Take& take) {
    if (due.empty()) return 0;
    std::size_t taken = 0;
    if (unless_fault(due.size(), [&] { taken = take_together(due, take); })) return taken;
    if (due.size() == 1) return 0;
    const std::size_t half = due.size() / 2;
    return take_each(due.first(half), take) + take_each(due.subspan(half), take);
  }

  // Made durable at once: waiting for the disk takes longer than the work.
  template <class Due, class Take>
  std::size_t take_together(std::span<const Due> due, const Take& take) {
    const Work work{context_.env, clock_, now_, context_.store.begin(Access::write)};
    std::size_t taken = 0;
    for (const Due& each : due) taken += take(work, each) ? 1 : 0;
    if (taken > 0) work.txn->commit();
    return taken;
  }

  // False when it cannot be done; the fault is kept when it is that of one thing. Nothing goes on
  // when nothing can be written.
  template <class Do>
  bool unless_fault(std::size_t things, const Do& work) {
    try {
      work();
      return true;
    } catch (const Refusal& refusal) {
      if (refusal.reason() == Reason::unavailable) throw;
      if (things == 1 && !fault_) fault_ = std::current_exception();
    } catch (const std::exception&) {
      if (things == 1 && !fault_) fault_ = std::current_exception();
    }
    return false;
  }

  Context& context_;
  const Instant now_;
  const Actor clock_ = Actor::clock();
  std::size_t done_ = 0;
  std::exception_ptr fault_;
};

bool expire(const Work& work, const Invitation& due) {
  Step step = work.step();
  auto invitation = step.txn->invitation(due.id);
  if (!invitation || invitation->state != InvitationState::pending ||
      invitation->answer_by > step.now || !step.take_unscoped(invitation->consultation) ||
      step.consultation.waiting_since) {
    return false;
  }
  step.move(*invitation, InvitationAction::expire);
  step.note(EventKind::invitation_expired,
            {{"invitation", invitation->id.text()}, {"specialist", invitation->specialist.text()}});
  pass_on(step, invitation, "expired");
  step.write();
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

bool ask_somebody(const Work& work, ConsultationId id) {
  Step step = work.step();
  if (!step.take_unscoped(id) || step.consultation.state != ConsultationState::open) return false;
  auto alone = working_minutes_between(alone_since(step), step.now, step.calendar());
  if (alone < minutes_without_invitation) return false;
  auto invitations = step.invitations();
  if (std::any_of(invitations.begin(), invitations.end(),
                  [](const Invitation& each) { return each.state == InvitationState::pending; })) {
    return false;
  }
  pass_on(step, std::nullopt, "nobody_invited");
  step.write();
  return true;
}

bool tell_deputy(const Work& work, ConsultationId id) {
  Step step = work.step();
  if (!step.take_unscoped(id)) return false;
  Consultation& consultation = step.consultation;
  if (consultation.state != ConsultationState::with_coordinator || consultation.deputy_told_at ||
      !consultation.with_coordinator_since) {
    return false;
  }
  auto lying =
      working_minutes_between(*consultation.with_coordinator_since, step.now, step.calendar());
  auto municipality = step.txn->municipality(consultation.municipality);
  if (lying < minutes_of_a_working_day || !municipality || !municipality->deputy) return false;
  consultation.deputy_told_at = step.now;
  step.note(EventKind::deputy_told, {{"deputy", municipality->deputy->text()}});
  step.write();
  return true;
}

// Somebody accepted, and the time that was promised is over: the coordinators are told, and see it
// until there is an answer. It stays with who accepted, who may have spoken to the asker by now.
bool tell_overdue(const Work& work, ConsultationId id) {
  Step step = work.step();
  if (!step.take_unscoped(id)) return false;
  Consultation& consultation = step.consultation;
  if (consultation.state != ConsultationState::in_consultation || consultation.first_answered_at ||
      consultation.overdue_told_at || consultation.answer_by > step.now) {
    return false;
  }
  consultation.overdue_told_at = step.now;
  step.note(EventKind::answer_overdue, {{"answer_by", rfc3339(consultation.answer_by)}});
  step.write();
  return true;
}

bool end_unanswered(const Work& work, ConsultationId id) {
  Step step = work.step();
  if (!step.take_unscoped(id) || !step.allows(ConsultationAction::follow_up) ||
      !step.consultation.closed_at ||
      *step.consultation.closed_at + follow_up_after + unanswered_after > step.now) {
    return false;
  }
  step.move(ConsultationAction::follow_up);
  step.consultation.ended_at = step.now;
  step.note(EventKind::followed_up, {{"answered", "false"}});
  step.write();
  return true;
}

bool destroy_draft(const Work& work, DraftId id) {
  auto draft = work.txn->draft(id);
  if (!draft || draft->expires_at > work.now)
    return false;  // saved again, or gone, since it was found
  work.txn->destroy_draft(id);
  return true;
}

bool end_joining(const Work& work, JoiningId id) {
  auto invitation = work.txn->joining_invitation(id);
  if (!invitation || invitation->expires_at > work.now) return false;
  work.txn->remove_joining_invitation(id);
  work.txn->append(Event{.at = work.now,
                         .kind = EventKind::joining_expired,
                         .actor = work.clock.user,
                         .municipality = invitation->municipality,
                         .details = {{"invitation", id.text()}}});
  return true;
}

void remove_expired(Context& context, Instant now) {
  auto txn = context.store.begin(Access::write);
  txn->remove_expired(now, now - answers_kept);
  txn->commit();
}

}  // namespace

std::size_t do_what_is_due(Context& context, Instant now) {
  Clock clock(context, now);
  clock.take_all(
      [&](Txn& txn, std::size_t limit) { return txn.pending_invitations_due(now, limit); }, expire);
  // An hour of work takes at least an hour, a working day at least as many minutes as it has: the
  // rest is judged with the calendar.
  clock.take_all(
      [&](Txn& txn, std::size_t limit) {
        return txn.open_without_invitation(now - std::chrono::minutes(minutes_without_invitation),
                                           limit);
      },
      ask_somebody);
  clock.take_all(
      [&](Txn& txn, std::size_t limit) {
        return txn.with_coordinator_since(now - std::chrono::minutes(minutes_of_a_working_day),
                                          limit);
      },
      tell_deputy);
  clock.take_all([&](Txn& txn, std::size_t limit) { return txn.overdue(now, limit); },
                 tell_overdue);
  clock.take_all(
      [&](Txn& txn, std::size_t limit) {
        return txn.closed_before(now - follow_up_after - unanswered_after, limit);
      },
      end_unanswered);
  clock.take_all([&](Txn& txn, std::size_t limit) { return txn.drafts_due(now, limit); },
                 destroy_draft);
  clock.take_all(
      [&](Txn& txn, std::size_t limit) { return txn.joining_invitations_due(now, limit); },
      end_joining);
  remove_expired(context, now);
  return clock.done();
}

}  // namespace expertise
