// One step in the life of one consultation while it is being taken: the write transaction, the row
// as it is and becomes, and the events that go with it. Private to the use cases of consultations
// and to what time brings; it decides neither rights nor which step is meant.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/pool/context.h"

namespace expertise {

/// Throws Refusal(not_allowed) when no role of the actor may do any of these at all.
void require(const Actor& actor, std::initializer_list<Action> actions);

/// The scopes of several actions together.
Scope scope_of_any(const Actor& actor, std::initializer_list<Action> actions);

/// So many messages past ConsultationLimits::messages may still be written by steps that must not
/// be blocked by a long talk: a reply, an advice, a closing.
inline constexpr std::size_t messages_kept_for_steps = 100;

/// When people work in this municipality.
WorkingCalendar calendar_of(Txn& txn, MunicipalityId municipality);

/// What the log tells of a closing: codes and figures.
Details closed_details(const Closure& closure);

class Step {
 public:
  /// Begins the write transaction. The step is undone unless commit() is reached.
  Step(const Context& context, const Actor& actor);
  /// One of several in a transaction that whoever began it commits: write() ends it.
  Step(std::shared_ptr<Txn> txn, Env& env, const Actor& actor, Instant now);

  /// Takes up the consultation for somebody who may do one of these. Throws Refusal(not_allowed),
  /// or Refusal(not_found) when it is not there or not theirs.
  void take(ConsultationId id, std::initializer_list<Action> actions);
  /// Takes it up past any person's rights, for the rules themselves. False when it is not there.
  bool take_unscoped(ConsultationId id);
  /// Takes up the consultation of an invitation of the acting specialist, whatever became of the
  /// invitation since. Throws Refusal(not_allowed), or Refusal(not_found).
  Invitation take_own_invitation(InvitationId id);
  /// Starts a new one, with its id and moment; create() must follow.
  void start(MunicipalityId municipality);
  /// Writes the row of a new one, before anything that belongs to it.
  void create();

  /// Throws Refusal(stale) when the state changed since.
  void check(Seen seen) const;
  bool allows(ConsultationAction action) const;
  /// Throws Refusal(wrong_state) with the state and the action when it is not allowed; a new state
  /// is a new revision.
  void move(ConsultationAction action);
  /// Throws Refusal(wrong_state) unless it is in one of these states.
  void require_state(std::initializer_list<ConsultationState> states,
                     std::string_view action) const;

  /// Appends an event about this consultation.
  void note(EventKind kind, Details details = {}, Bytes sealed = {});
  /// Adds to the thread, by the actor unless said otherwise. Throws Refusal(conflict,
  /// `thread_full`) past ConsultationLimits::messages (and what is kept for steps).
  MessageId put_message(MessageKind kind, const CaseText& text);
  MessageId put_message(MessageKind kind, const CaseText& text, std::optional<UserId> author,
                        Instant written_at);
  /// The message that the latest event of one of these kinds tells of.
  std::optional<MessageId> message_of(std::vector<EventKind> kinds);
  /// What could tell about the case, for an event's sealed details; of a question that is sent also
  /// which of its topics nobody in the pool knew of.
  Bytes sealed_codes(const std::vector<std::string>& known_by_nobody = {});

  /// Every invitation of this consultation as it is now, oldest first.
  std::vector<Invitation> invitations();
  /// Moves an invitation, at this moment, and writes it. Throws Refusal(wrong_state).
  void move(Invitation& invitation, InvitationAction action);
  /// Withdraws every pending invitation (of one group, when given), telling why in each event.
  void withdraw_pending(std::string_view reason, std::optional<GroupId> group = std::nullopt);

  const WorkingCalendar& calendar();
  /// Lets the clock run again after it stood still for the asker: what was due moves by the working
  /// minutes waited.
  void resume_clock();

  /// Writes the row.
  void write();
  /// Writes the row and makes all of it durable.
  void commit();

  const Actor& actor;
  const Instant now;
  Env& env;
  std::shared_ptr<Txn> txn;
  Consultation consultation;

 private:
  std::optional<WorkingCalendar> calendar_;
};

}  // namespace expertise
