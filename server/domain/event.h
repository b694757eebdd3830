// One fact of the append-only log: what happened, when, by whom, to what. Its kinds are a closed
// table; each event holds the hash of the one before it. Events carry ids and codes; what could
// tell about a case (topics, neighbourhood) is in `sealed`, readable only with the consultation's
// key.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/code.h"
#include "server/domain/env.h"
#include "server/domain/id.h"

namespace expertise {

using Hash = std::array<std::uint8_t, 32>;
using Bytes = std::vector<std::uint8_t>;

enum class EventKind {
  // people and pool
  municipality_put,
  neighbourhood_put,
  team_put,
  group_put,
  user_added,
  user_changed,
  user_disabled,
  token_created,
  session_started,
  session_ended,
  sessions_ended,
  specialist_added,
  specialist_changed,
  availability_changed,
  calendar_added,
  calendar_removed,
  calendar_failed,
  calendar_restored,
  specialist_left,
  joining_invited,
  joining_withdrawn,
  joining_expired,
  joined,
  second_factor_on,
  second_factor_off,
  second_factor_cleared,
  second_factor_required,
  recovery_codes_made,
  recovery_code_used,
  passkey_added,
  passkey_renamed,
  passkey_removed,
  passkey_doubted,
  password_link_sent,
  identity_linked,
  identity_unlinked,
  person_forgotten,
  retention_term_set,
  master_key_changed,
  topic_added,
  topic_changed,
  topic_retired,
  topic_restored,
  // consultation
  question_asked,
  question_extended,
  phone_consult_logged,
  partner_question_asked,
  specialist_invited,
  invitation_accepted,
  invitation_declined,
  invitation_expired,
  invitation_withdrawn,
  invitation_handed_over,
  specialist_released,
  passed_on,
  sent_to_coordinator,
  deputy_told,
  answer_overdue,
  assigned_by_coordinator,
  answered_by_phone,
  message_sent,
  clarification_asked,
  clarification_answered,
  advice_given,
  asked_on,
  colleague_added,
  colleague_removed,
  transferred,
  own_reference_set,
  text_destroyed,
  consultation_closed,
  consultation_withdrawn,
  consultation_reopened,
  followed_up,
  reviewed,
  reason_for_access_given,
  consultation_held,
  hold_ended,
  consultation_erased,
  // appointments and the own feed
  appointment_booked,
  appointment_moved,
  appointment_cancelled,
  feed_made,
  feed_ended,
  // the access log
  access_segment_destroyed,
};

template <>
inline constexpr CodeTable<EventKind, 85> codes<EventKind>{
    {{EventKind::municipality_put, "municipality_put"},
     {EventKind::neighbourhood_put, "neighbourhood_put"},
     {EventKind::team_put, "team_put"},
     {EventKind::group_put, "group_put"},
     {EventKind::user_added, "user_added"},
     {EventKind::user_changed, "user_changed"},
     {EventKind::user_disabled, "user_disabled"},
     {EventKind::token_created, "token_created"},
     {EventKind::session_started, "session_started"},
     {EventKind::session_ended, "session_ended"},
     {EventKind::sessions_ended, "sessions_ended"},
     {EventKind::specialist_added, "specialist_added"},
     {EventKind::specialist_changed, "specialist_changed"},
     {EventKind::availability_changed, "availability_changed"},
     {EventKind::calendar_added, "calendar_added"},
     {EventKind::calendar_removed, "calendar_removed"},
     {EventKind::calendar_failed, "calendar_failed"},
     {EventKind::calendar_restored, "calendar_restored"},
     {EventKind::specialist_left, "specialist_left"},
     {EventKind::joining_invited, "joining_invited"},
     {EventKind::joining_withdrawn, "joining_withdrawn"},
     {EventKind::joining_expired, "joining_expired"},
     {EventKind::joined, "joined"},
     {EventKind::second_factor_on, "second_factor_on"},
     {EventKind::second_factor_off, "second_factor_off"},
     {EventKind::second_factor_cleared, "second_factor_cleared"},
     {EventKind::second_factor_required, "second_factor_required"},
     {EventKind::recovery_codes_made, "recovery_codes_made"},
     {EventKind::recovery_code_used, "recovery_code_used"},
     {EventKind::passkey_added, "passkey_added"},
     {EventKind::passkey_renamed, "passkey_renamed"},
     {EventKind::passkey_removed, "passkey_removed"},
     {EventKind::passkey_doubted, "passkey_doubted"},
     {EventKind::password_link_sent, "password_link_sent"},
     {EventKind::identity_linked, "identity_linked"},
     {EventKind::identity_unlinked, "identity_unlinked"},
     {EventKind::person_forgotten, "person_forgotten"},
     {EventKind::retention_term_set, "retention_term_set"},
     {EventKind::master_key_changed, "master_key_changed"},
     {EventKind::topic_added, "topic_added"},
     {EventKind::topic_changed, "topic_changed"},
     {EventKind::topic_retired, "topic_retired"},
     {EventKind::topic_restored, "topic_restored"},
     {EventKind::question_asked, "question_asked"},
     {EventKind::question_extended, "question_extended"},
     {EventKind::phone_consult_logged, "phone_consult_logged"},
     {EventKind::partner_question_asked, "partner_question_asked"},
     {EventKind::specialist_invited, "specialist_invited"},
     {EventKind::invitation_accepted, "invitation_accepted"},
     {EventKind::invitation_declined, "invitation_declined"},
     {EventKind::invitation_expired, "invitation_expired"},
     {EventKind::invitation_withdrawn, "invitation_withdrawn"},
     {EventKind::invitation_handed_over, "invitation_handed_over"},
     {EventKind::specialist_released, "specialist_released"},
     {EventKind::passed_on, "passed_on"},
     {EventKind::sent_to_coordinator, "sent_to_coordinator"},
     {EventKind::deputy_told, "deputy_told"},
     {EventKind::answer_overdue, "answer_overdue"},
     {EventKind::assigned_by_coordinator, "assigned_by_coordinator"},
     {EventKind::answered_by_phone, "answered_by_phone"},
     {EventKind::message_sent, "message_sent"},
     {EventKind::clarification_asked, "clarification_asked"},
     {EventKind::clarification_answered, "clarification_answered"},
     {EventKind::advice_given, "advice_given"},
     {EventKind::asked_on, "asked_on"},
     {EventKind::colleague_added, "colleague_added"},
     {EventKind::colleague_removed, "colleague_removed"},
     {EventKind::transferred, "transferred"},
     {EventKind::own_reference_set, "own_reference_set"},
     {EventKind::text_destroyed, "text_destroyed"},
     {EventKind::consultation_closed, "consultation_closed"},
     {EventKind::consultation_withdrawn, "consultation_withdrawn"},
     {EventKind::consultation_reopened, "consultation_reopened"},
     {EventKind::followed_up, "followed_up"},
     {EventKind::reviewed, "reviewed"},
     {EventKind::reason_for_access_given, "reason_for_access_given"},
     {EventKind::consultation_held, "consultation_held"},
     {EventKind::hold_ended, "hold_ended"},
     {EventKind::consultation_erased, "consultation_erased"},
     {EventKind::appointment_booked, "appointment_booked"},
     {EventKind::appointment_moved, "appointment_moved"},
     {EventKind::appointment_cancelled, "appointment_cancelled"},
     {EventKind::feed_made, "feed_made"},
     {EventKind::feed_ended, "feed_ended"},
     {EventKind::access_segment_destroyed, "access_segment_destroyed"}}};

/// The codes of an event, by name: ids, states, kinds, counts. Never text of a person; of a topic
/// also the words of the vocabulary that were added and removed.
using Details = std::map<std::string, std::string>;

struct Event {
  /// Dense from 1; set by the store when it is appended.
  std::uint64_t seq = 0;
  Instant at;
  EventKind kind = EventKind::question_asked;
  /// The version of the kind's details.
  int version = 1;
  /// Nothing when the clock or an operator did it.
  std::optional<UserId> actor;
  std::optional<MunicipalityId> municipality;
  /// What it is about: exactly one kind of thing, by its id in text; empty for none.
  std::optional<ConsultationId> consultation;
  std::optional<SpecialistId> specialist;
  Details details;
  /// Details that could tell about a case, encrypted with the consultation's key; may be empty.
  Bytes sealed;
  /// The hash of the event before; all zero for the first.
  Hash previous{};
  Hash hash{};
};

/// The hash of an event: BLAKE2b-256 over a fixed, length-prefixed encoding of every field above
/// it, `previous` included. Two events that differ in anything differ in it.
Hash chain_hash(const Event& event);
/// The same for an event whose details are at hand in the spelling of details_json, in place of its
/// own.
Hash chain_hash(const Event& event, std::string_view details);

/// `{"a":"1","b":"2"}` with keys in order: the one spelling of details in store and API.
std::string details_json(const Details& details);

/// Reads what details_json wrote; nothing when it is not a flat object of strings.
std::optional<Details> parse_details(std::string_view json);

/// Lower-case hexadecimal.
std::string hex(const Hash& hash);
std::optional<Hash> parse_hash(std::string_view hex);

/// One entry of the access log: who read, searched or exported case content, signed on, changed
/// somebody's rights, or was refused; when, from where, why (BIO2 8.15.01 and NEN 7513 fields).
/// Chained like events, in a segment for each month (UTC) that starts from the head of the one
/// before. docs/access-log.md says which operation writes which.
struct AccessEntry {
  std::uint64_t seq = 0;
  /// `2026-11`
  std::string segment;
  Instant at;
  /// read, list, search, copy, export, refused, sign_on, sign_off, make_token, change_rights,
  /// change_sign_on
  std::string action;
  /// consultation, consultations, timeline, ranking, invitation, appointment, log, audit, gaps,
  /// draft, drafts, session, token, feed, user, joining, specialist, due, holds, destroyed,
  /// sign_on_failures; of how somebody signs on password, password_link, address, second_factor,
  /// passkey, identity; of what was refused the operation
  std::string object;
  std::optional<ConsultationId> consultation;
  std::optional<MunicipalityId> municipality;
  /// shown, done; of what was refused not_found, not_allowed; of a failure to sign on
  /// wrong_password, wrong_code, wrong_passkey, slowed_down, at a provider also provider_refused,
  /// single_sign_on_failed, account_disabled, no_role_given, address_taken, no_address_given, and
  /// others for what is past the bound
  std::string result;
  std::optional<UserId> actor;
  /// The role that gave the right.
  std::string role;
  /// The rule or the reason: asker, team, invited, reason:<ReviewId of the access grant>,
  /// user:<UserId of whose account it is>, joining:<JoiningId>, specialist:<SpecialistId>;
  /// everybody where it holds for all.
  std::string purpose;
  std::string origin;
  /// How many things were shown.
  std::int64_t count = 1;
  Hash previous{};
  Hash hash{};
};

Hash chain_hash(const AccessEntry& entry);

}  // namespace expertise
