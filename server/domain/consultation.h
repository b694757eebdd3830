// A consultation is one care question and everything that was done about it. This file holds its
// life: which step may follow which, and what is known of it in clear (codes, never case text). It
// knows nothing of storage, people's rights or HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/id.h"
#include "server/domain/refusal.h"
#include "server/domain/working_time.h"

namespace expertise {

enum class ConsultationState {
  open,
  with_coordinator,
  in_consultation,
  awaiting_asker,
  advised,
  closed,
  withdrawn,
  followed_up,
};

template <>
inline constexpr CodeTable<ConsultationState, 8> codes<ConsultationState>{
    {{ConsultationState::open, "open"},
     {ConsultationState::with_coordinator, "with_coordinator"},
     {ConsultationState::in_consultation, "in_consultation"},
     {ConsultationState::awaiting_asker, "awaiting_asker"},
     {ConsultationState::advised, "advised"},
     {ConsultationState::closed, "closed"},
     {ConsultationState::withdrawn, "withdrawn"},
     {ConsultationState::followed_up, "followed_up"}}};

enum class ConsultationAction {
  accept,
  to_coordinator,
  withdraw,
  assign,
  answer_by_phone,
  advise,
  ask_clarification,
  reply,
  all_left,
  ask_on,
  close,
  reopen,
  follow_up,
  erase,
};

template <>
inline constexpr CodeTable<ConsultationAction, 14> codes<ConsultationAction>{
    {{ConsultationAction::accept, "accept"},
     {ConsultationAction::to_coordinator, "to_coordinator"},
     {ConsultationAction::withdraw, "withdraw"},
     {ConsultationAction::assign, "assign"},
     {ConsultationAction::answer_by_phone, "answer_by_phone"},
     {ConsultationAction::advise, "advise"},
     {ConsultationAction::ask_clarification, "ask_clarification"},
     {ConsultationAction::reply, "reply"},
     {ConsultationAction::all_left, "all_left"},
     {ConsultationAction::ask_on, "ask_on"},
     {ConsultationAction::close, "close"},
     {ConsultationAction::reopen, "reopen"},
     {ConsultationAction::follow_up, "follow_up"},
     {ConsultationAction::erase, "erase"}}};

/// The state that follows, or nothing when `state` does not allow `action`.
std::optional<ConsultationState> next(ConsultationState state, ConsultationAction action);

/// Withdrawn and followed_up: nothing leads out.
bool is_end(ConsultationState state);

/// States in which the asker's question still needs somebody (counts as open load of those on it).
bool is_running(ConsultationState state);

enum class InvitationState {
  pending,
  accepted,
  declined,
  expired,
  withdrawn,
  handed_over,
  released
};

template <>
inline constexpr CodeTable<InvitationState, 7> codes<InvitationState>{
    {{InvitationState::pending, "pending"},
     {InvitationState::accepted, "accepted"},
     {InvitationState::declined, "declined"},
     {InvitationState::expired, "expired"},
     {InvitationState::withdrawn, "withdrawn"},
     {InvitationState::handed_over, "handed_over"},
     {InvitationState::released, "released"}}};

enum class InvitationAction { accept, decline, expire, withdraw, hand_over, release };

std::optional<InvitationState> next(InvitationState state, InvitationAction action);

enum class DeclineReason { no_time, not_my_field, conflict_of_interest, on_leave, other };

template <>
inline constexpr CodeTable<DeclineReason, 5> codes<DeclineReason>{
    {{DeclineReason::no_time, "no_time"},
     {DeclineReason::not_my_field, "not_my_field"},
     {DeclineReason::conflict_of_interest, "conflict_of_interest"},
     {DeclineReason::on_leave, "on_leave"},
     {DeclineReason::other, "other"}}};

/// Who thought of inviting this person. Only somebody named reads the question before accepting;
/// one who is next in line by itself sees aspects, age band and neighbourhood until then.
enum class InvitedBy { asker, coordinator, colleague, automatic };

template <>
inline constexpr CodeTable<InvitedBy, 4> codes<InvitedBy>{{{InvitedBy::asker, "asker"},
                                                           {InvitedBy::coordinator, "coordinator"},
                                                           {InvitedBy::colleague, "colleague"},
                                                           {InvitedBy::automatic, "automatic"}}};

struct Invitation {
  InvitationId id;
  ConsultationId consultation;
  MunicipalityId municipality;
  SpecialistId specialist;
  /// Set when the person was asked as one of a group.
  std::optional<GroupId> group;
  InvitationState state = InvitationState::pending;
  InvitedBy invited_by = InvitedBy::asker;
  std::optional<DeclineReason> decline_reason;
  Instant invited_at;
  /// When it expires unless decided.
  Instant answer_by;
  std::optional<Instant> decided_at;
  /// The invitation whose decline, expiry or hand-over brought this one.
  std::optional<InvitationId> follows;
  /// What this person said that it took, all advices together; 0 when it was never said.
  int minutes = 0;
  /// When that was said last.
  std::optional<Instant> minutes_at{};
};

/// Written, by call-back, or together in one conversation.
enum class Way { written, phone, together };

template <>
inline constexpr CodeTable<Way, 3> codes<Way>{
    {{Way::written, "written"}, {Way::phone, "phone"}, {Way::together, "together"}}};

/// What the resident knows of the question being asked.
enum class ResidentKnowledge { no_identifying_data, discussed, consent };

template <>
inline constexpr CodeTable<ResidentKnowledge, 3> codes<ResidentKnowledge>{
    {{ResidentKnowledge::no_identifying_data, "no_identifying_data"},
     {ResidentKnowledge::discussed, "discussed"},
     {ResidentKnowledge::consent, "consent"}}};

enum class Origin { question, phone, partner };

template <>
inline constexpr CodeTable<Origin, 3> codes<Origin>{
    {{Origin::question, "question"}, {Origin::phone, "phone"}, {Origin::partner, "partner"}}};

enum class Result { solved_in_team, referred, taken_over, heavier_help, not_solved };

template <>
inline constexpr CodeTable<Result, 5> codes<Result>{{{Result::solved_in_team, "solved_in_team"},
                                                     {Result::referred, "referred"},
                                                     {Result::taken_over, "taken_over"},
                                                     {Result::heavier_help, "heavier_help"},
                                                     {Result::not_solved, "not_solved"}}};

/// What closing records in clear. Where it was referred to, and what a tailored budget was for, are
/// case text (parts of the closing message).
struct Closure {
  Result result = Result::solved_in_team;
  /// 1 (none) to 5 (very high).
  int value_for_resident = 0;
  int value_for_asker = 0;
  /// Minutes of the asker's work, 0 to 6,000.
  int minutes = 0;
  bool referral_avoided = false;
  /// Tailored budget (maatwerkfonds) granted, in cents; 0 to 10,000,000.
  std::optional<std::int64_t> tailored_budget_cents;

  bool operator==(const Closure&) const = default;
};

struct FollowUp {
  bool done = false;
  bool helped = false;
  bool arrived = false;

  bool operator==(const FollowUp&) const = default;
};

/// What was understood of the question, as the asker left it after correction. Codes only.
struct UnderstoodCodes {
  std::vector<std::string> topics;
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::optional<std::string> age_group;
  std::optional<std::string> language;

  bool operator==(const UnderstoodCodes&) const = default;
};

struct Consultation {
  ConsultationId id;
  MunicipalityId municipality;
  std::optional<TeamId> team;
  UserId asker;
  /// Colleagues who read and write along.
  std::vector<UserId> participants;
  ConsultationState state = ConsultationState::open;
  Origin origin = Origin::question;
  /// Counts state changes from 1; the entity tag of the API.
  std::int64_t revision = 1;

  UnderstoodCodes understood;
  std::optional<NeighbourhoodId> neighbourhood;
  Urgency urgency = Urgency::within_2_working_days;
  Way way = Way::written;
  ResidentKnowledge resident = ResidentKnowledge::no_identifying_data;
  /// When false ("niet automatisch doorgeven") nobody is invited but by the asker or the
  /// coordinator.
  bool pass_on_automatically = true;
  std::vector<SpecialistId> excluded_specialists;
  std::vector<std::string> excluded_organisations;

  Instant asked_at;
  /// When the first answer is due.
  Instant answer_by;
  std::optional<Instant> first_answered_at;
  std::optional<Instant> advised_at;
  std::optional<Instant> with_coordinator_since;
  /// When the deputy was told that it lies with the coordinator.
  std::optional<Instant> deputy_told_at;
  /// When the coordinators were told that who accepted had not answered in time.
  std::optional<Instant> overdue_told_at{};
  /// Since when the clock has stood still, waiting for the asker.
  std::optional<Instant> waiting_since;
  std::optional<Instant> closed_at;
  std::optional<Instant> ended_at;
  /// How often it was passed on by itself after a decline or expiry.
  int times_passed_on = 0;
  std::optional<Closure> closure;
  std::optional<FollowUp> follow_up;
};

/// After this many pass-ons the question goes to the coordinator.
inline constexpr int most_pass_ons = 2;
/// Between closing and looking back.
inline constexpr std::chrono::days follow_up_after{42};

/// What a message in the thread of a consultation is.
enum class MessageKind {
  question,       // parts: text
  message,        // parts: text
  clarification,  // asked of the asker; parts: text
  reply,          // the asker's answer to a clarification; parts: text
  advice,   // parts: advice, for_asker, for_resident, follow_up, other_expertise, responsibility,
            // contact
  closing,  // parts: referred_to, budget_purpose, budget_obstacle, note
  own_reference,  // eigen kenmerk, seen by asker and colleagues only; parts: text
  decline_note,   // why a specialist declined; parts: text
  access_reason,  // why a coordinator read the case; seen by asker and coordinators; parts: text
  review_note,    // what a review found; seen by asker and coordinators; parts: text
};

template <>
inline constexpr CodeTable<MessageKind, 10> codes<MessageKind>{
    {{MessageKind::question, "question"},
     {MessageKind::message, "message"},
     {MessageKind::clarification, "clarification"},
     {MessageKind::reply, "reply"},
     {MessageKind::advice, "advice"},
     {MessageKind::closing, "closing"},
     {MessageKind::own_reference, "own_reference"},
     {MessageKind::decline_note, "decline_note"},
     {MessageKind::access_reason, "access_reason"},
     {MessageKind::review_note, "review_note"}}};

/// What a coordinator's review (toetsing) of a closed consultation concluded.
enum class Verdict { in_order, learning_point, action_needed };

template <>
inline constexpr CodeTable<Verdict, 3> codes<Verdict>{{{Verdict::in_order, "in_order"},
                                                       {Verdict::learning_point, "learning_point"},
                                                       {Verdict::action_needed, "action_needed"}}};

struct Review {
  ReviewId id;
  ConsultationId consultation;
  UserId reviewer;
  Verdict verdict = Verdict::in_order;
  Instant reviewed_at;
};

struct ConsultationLimits {
  static constexpr std::size_t text_characters = 8000;
  /// Of the first line, where a text is shown in a list.
  static constexpr std::size_t subject_characters = 120;
  static constexpr std::size_t advice_part_characters = 4000;
  static constexpr std::size_t short_text_characters = 500;
  static constexpr std::size_t own_reference_characters = 60;
  static constexpr std::size_t invitations_at_once = 10;
  static constexpr std::size_t participants = 20;
  static constexpr std::size_t topics = 20;
  static constexpr std::size_t exclusions = 50;
  static constexpr std::size_t messages = 500;
  static constexpr std::size_t versions_of_a_message = 50;
  /// Of one person at a time.
  static constexpr std::size_t drafts = 20;
  /// Of one advice.
  static constexpr int minutes_of_advice = 1440;
};

/// Every fault, with its place as a JSON pointer into a closure's body; empty when sound.
std::vector<Fault> faults(const Closure& closure);

/// Adds `out_of_range` unless an advice can have taken so many minutes: 1 to
/// ConsultationLimits::minutes_of_advice.
void check_minutes(int minutes, const std::string& place, std::vector<Fault>& found);
/// An advice more of whom this invitation asked took so many minutes, as was said at this moment.
void add_minutes(Invitation& invitation, int minutes, Instant at);

}  // namespace expertise
