// What people are told of what happened: which event concerns whom, and when mail about it may go.
// It holds codes and ids only: never case text, and no names. What it says in words is made
// elsewhere, in the reader's language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/event.h"
#include "server/domain/local_time.h"
#include "server/domain/refusal.h"

namespace expertise {

enum class NotificationKind {
  // to a specialist
  invited,
  next_in_line,
  asked_by_coordinator,
  handed_to_you,
  answer_soon,
  too_late,
  not_needed,
  clarification_answered,
  asked_on,
  question_extended,
  closed,
  withdrawn,
  reopened,
  answer_late,
  calendar_failed,
  // to who asked, and those beside them
  accepted,
  declined,
  not_answered,
  handed_over,
  released,
  passed_on,
  with_coordinator,
  coordinator_asked,
  clarification_asked,
  advice,
  answered_by_phone,
  partner_question,
  added_as_colleague,
  transferred_to_you,
  taken_over,
  read_with_reason,
  reviewed,
  look_back,
  // to everybody on it
  message,
  appointment_booked,
  appointment_moved,
  appointment_cancelled,
  // to coordinators and their deputy
  in_queue,
  still_in_queue,
  queue_waits,
  unanswered,
  data_removed,
  joined,
  term_changed,
  // about one's own account
  second_factor_cleared,
  passkey_added,
  passkey_doubted,
  password_set,
  token_made,
  account_linked,
  account_unlinked,
  rights_changed,
  address_changed,
  sessions_ended,
  erased,
};

template <>
inline constexpr CodeTable<NotificationKind, 55> codes<NotificationKind>{
    {{NotificationKind::invited, "invited"},
     {NotificationKind::next_in_line, "next_in_line"},
     {NotificationKind::asked_by_coordinator, "asked_by_coordinator"},
     {NotificationKind::handed_to_you, "handed_to_you"},
     {NotificationKind::answer_soon, "answer_soon"},
     {NotificationKind::too_late, "too_late"},
     {NotificationKind::not_needed, "not_needed"},
     {NotificationKind::clarification_answered, "clarification_answered"},
     {NotificationKind::asked_on, "asked_on"},
     {NotificationKind::question_extended, "question_extended"},
     {NotificationKind::closed, "closed"},
     {NotificationKind::withdrawn, "withdrawn"},
     {NotificationKind::reopened, "reopened"},
     {NotificationKind::answer_late, "answer_late"},
     {NotificationKind::calendar_failed, "calendar_failed"},
     {NotificationKind::accepted, "accepted"},
     {NotificationKind::declined, "declined"},
     {NotificationKind::not_answered, "not_answered"},
     {NotificationKind::handed_over, "handed_over"},
     {NotificationKind::released, "released"},
     {NotificationKind::passed_on, "passed_on"},
     {NotificationKind::with_coordinator, "with_coordinator"},
     {NotificationKind::coordinator_asked, "coordinator_asked"},
     {NotificationKind::clarification_asked, "clarification_asked"},
     {NotificationKind::advice, "advice"},
     {NotificationKind::answered_by_phone, "answered_by_phone"},
     {NotificationKind::partner_question, "partner_question"},
     {NotificationKind::added_as_colleague, "added_as_colleague"},
     {NotificationKind::transferred_to_you, "transferred_to_you"},
     {NotificationKind::taken_over, "taken_over"},
     {NotificationKind::read_with_reason, "read_with_reason"},
     {NotificationKind::reviewed, "reviewed"},
     {NotificationKind::look_back, "look_back"},
     {NotificationKind::message, "message"},
     {NotificationKind::appointment_booked, "appointment_booked"},
     {NotificationKind::appointment_moved, "appointment_moved"},
     {NotificationKind::appointment_cancelled, "appointment_cancelled"},
     {NotificationKind::in_queue, "in_queue"},
     {NotificationKind::still_in_queue, "still_in_queue"},
     {NotificationKind::queue_waits, "queue_waits"},
     {NotificationKind::unanswered, "unanswered"},
     {NotificationKind::data_removed, "data_removed"},
     {NotificationKind::joined, "joined"},
     {NotificationKind::term_changed, "term_changed"},
     {NotificationKind::second_factor_cleared, "second_factor_cleared"},
     {NotificationKind::passkey_added, "passkey_added"},
     {NotificationKind::passkey_doubted, "passkey_doubted"},
     {NotificationKind::password_set, "password_set"},
     {NotificationKind::token_made, "token_made"},
     {NotificationKind::account_linked, "account_linked"},
     {NotificationKind::account_unlinked, "account_unlinked"},
     {NotificationKind::rights_changed, "rights_changed"},
     {NotificationKind::address_changed, "address_changed"},
     {NotificationKind::sessions_ended, "sessions_ended"},
     {NotificationKind::erased, "erased"}}};

/// Those whom an event may concern, as they are now.
struct Concerned {
  std::optional<UserId> asker;
  /// Colleagues of the asker who read and write along.
  std::vector<UserId> participants;
  /// The people behind the profiles that accepted.
  std::vector<UserId> on_it;
  /// The people behind the profiles that an appointment is with.
  std::vector<UserId> meeting;
  /// The person behind the profile that the event names.
  std::optional<UserId> behind_profile;
  /// Users that the event names: added, or given the question; and who had it before.
  std::optional<UserId> named;
  std::optional<UserId> before;
  std::vector<UserId> coordinators;
  std::optional<UserId> deputy;
};

/// Whom the sentence may name to this reader.
enum class Named { nobody, actor, profile };

struct Notice {
  NotificationKind kind = NotificationKind::message;
  UserId to;
  Named named = Named::nobody;
  bool operator==(const Notice&) const = default;
};

/// Whether anybody may be told of events of this kind.
bool tells_people(EventKind kind);

/// Who is told what of an event: each person at most once, and nobody of what they did themselves,
/// but that an appointment comes to everybody who takes part, and a new passkey to whose it is:
/// somebody else may have made it in their name.
std::vector<Notice> notices_of(const Event& event, const Concerned& concerned);

enum class MailChoice { at_once, daily, none };

template <>
inline constexpr CodeTable<MailChoice, 3> codes<MailChoice>{
    {{MailChoice::at_once, "at_once"}, {MailChoice::daily, "daily"}, {MailChoice::none, "none"}}};

/// Minutes since local midnight; `until` may lie on the next day.
struct QuietHours {
  int from = 0;
  int until = 0;
  bool operator==(const QuietHours&) const = default;
};

/// How somebody wants to be told by mail. The list in the web client is always there.
struct NotificationSettings {
  MailChoice mail = MailChoice::at_once;
  std::optional<QuietHours> quiet;
  bool quiet_weekends = false;
  bool operator==(const NotificationSettings&) const = default;
};

/// With their places in the API's body; empty when sound.
std::vector<Fault> faults(const NotificationSettings& settings);

/// The first moment from `now` on at which mail may go: outside quiet hours and weekends.
Instant mail_moment(const NotificationSettings& settings, Instant now);

/// When the digest goes that takes what comes in now, and the day in the Netherlands it is of.
struct Digest {
  Instant at;
  std::string day;
};
Digest next_digest(const NotificationSettings& settings, Instant now);

/// Digests go at this minute of the local day.
inline constexpr int digest_minute = 8 * 60;

enum class MailState { waiting, sent, failed, not_wanted };

template <>
inline constexpr CodeTable<MailState, 4> codes<MailState>{{{MailState::waiting, "waiting"},
                                                           {MailState::sent, "sent"},
                                                           {MailState::failed, "failed"},
                                                           {MailState::not_wanted, "not_wanted"}}};

/// How long after so many failed attempts the next one comes; nothing when it was the last.
std::optional<std::chrono::minutes> wait_after_attempts(int attempts);

/// What brought a notification about. Together with the reader it is there once.
enum class NotificationOrigin { event, half_time, look_back, queue };

template <>
inline constexpr CodeTable<NotificationOrigin, 4> codes<NotificationOrigin>{
    {{NotificationOrigin::event, "event"},
     {NotificationOrigin::half_time, "half_time"},
     {NotificationOrigin::look_back, "look_back"},
     {NotificationOrigin::queue, "queue"}}};

struct Notification {
  UserId user;
  /// Counts those of one user from 1; set by the store.
  std::int64_t number = 0;
  NotificationOrigin origin = NotificationOrigin::event;
  /// Of the invitation, consultation or municipality; nil for an event.
  IdBytes subject{};
  /// The event's number; for others what tells one time from the next.
  std::int64_t mark = 0;
  NotificationKind kind = NotificationKind::message;
  Instant at;
  MunicipalityId municipality;
  std::optional<ConsultationId> consultation;
  /// Of which it is no use to send mail once it is decided.
  std::optional<InvitationId> invitation;
  std::optional<SpecialistId> specialist;
  std::optional<UserId> person;
  std::optional<Instant> answer_by;
  /// How many wait, for what is counted.
  int count = 0;
  /// Goes by mail at once, whatever the hour, to who wants any mail.
  bool urgent = false;
  std::optional<Instant> read_at;
  MailState mail = MailState::not_wanted;
  int attempts = 0;
  /// Not before this moment; only while waiting.
  std::optional<Instant> mail_at;
  /// The day of the digest it goes in; empty when it goes by itself.
  std::string digest;
  /// When the mail server took it. What failed after that was returned later.
  std::optional<Instant> sent_at;
};

/// What happened to how the reader signs on, or to what they may.
bool is_about_account(NotificationKind kind);

/// An appointment's mail brings the file for one's own calendar.
bool is_of_appointment(NotificationKind kind);

/// What the reader did themselves is no news to them: mail may bring them something of it, such as
/// the file of an appointment, but the list does not show it.
bool is_own_act(const Notification& notification);

/// Waits for mail, or does not, as the reader has chosen. An appointment goes by itself, also to
/// who wants one overview a day: a mail brings one file.
void plan_mail(Notification& notification, const NotificationSettings& settings, Instant now);

/// How somebody is told, and how far they are.
struct NotificationReader {
  UserId user;
  NotificationSettings settings;
  /// The address for which the mail server said that it takes no mail; empty when it did not.
  std::string refused_address;
  std::optional<Instant> refused_at;
  /// Changes with everything that the list shows; 0 when there was never anything.
  std::int64_t revision = 0;
};

/// So long they are kept.
inline constexpr std::chrono::days notifications_kept{90};

}  // namespace expertise
