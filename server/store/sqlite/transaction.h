// A transaction on SQLite: what Txn promises, spread over a file for each entity. Reading and
// writing are the same code on another connection; writing is refused in a read transaction.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/sqlite/vault.h"
#include "server/store/sqlite/writer.h"
#include "server/store/store.h"

namespace expertise::sqlite {

class SqliteTxn final : public Txn {
 public:
  /// `vault` must outlive it.
  SqliteTxn(std::unique_ptr<Turn> turn, Access access, const Vault& vault);

  // people.cc
  void put(const Municipality& municipality) override;
  std::optional<Municipality> municipality(MunicipalityId id) override;
  std::vector<Municipality> municipalities(const PoolScope& scope) override;
  void put(const Neighbourhood& neighbourhood) override;
  std::optional<Neighbourhood> neighbourhood(NeighbourhoodId id) override;
  std::vector<Neighbourhood> neighbourhoods(const PoolScope& scope) override;
  void put(const Team& team) override;
  std::optional<Team> team(TeamId id) override;
  std::vector<Team> teams(const PoolScope& scope) override;
  void put(const Group& group) override;
  std::optional<Group> group(GroupId id) override;
  std::vector<Group> groups(const PoolScope& scope) override;
  void put(const User& user) override;
  std::optional<User> user(UserId id) override;
  std::optional<User> user_by_email(std::string_view email) override;
  std::optional<User> user_of_specialist(SpecialistId id) override;
  Paged<User> find(const UserQuery& query) override;

  // sign_on.cc
  void put_password(UserId user, std::string_view encoded_hash) override;
  std::optional<std::string> password(UserId user) override;
  void put(const Session& session) override;
  std::optional<Session> session(const Hash& secret_hash) override;
  std::vector<Session> sessions(UserId user) override;
  std::vector<Session> sessions_at_provider(const Hash& provider_session) override;
  void remove_session(SessionId id) override;
  void remove_sessions(UserId user) override;
  void put(const IdempotentAnswer& answer) override;
  std::optional<IdempotentAnswer> idempotent_answer(UserId user, std::string_view key) override;
  void put(const JoiningInvitation& invitation) override;
  std::optional<JoiningInvitation> joining_invitation(JoiningId id) override;
  std::optional<JoiningInvitation> joining_invitation(const Hash& token_hash) override;
  std::optional<JoiningInvitation> joining_invitation_to(std::string_view email) override;
  Paged<JoiningInvitation> find(const JoiningQuery& query) override;
  void remove_joining_invitation(JoiningId id) override;
  std::vector<JoiningId> joining_invitations_due(Instant now, std::size_t limit) override;
  void remove_expired(Instant now, Instant answers_before) override;

  // second_factor.cc
  void put(const Identity& identity) override;
  std::optional<Identity> identity(std::string_view issuer, std::string_view subject) override;
  std::vector<Identity> identities(UserId user) override;
  void remove_identities(UserId user) override;
  void put(const SecondFactor& factor) override;
  std::optional<SecondFactor> second_factor(UserId user, FactorState state) override;
  void remove_second_factor(UserId user, FactorState state) override;
  bool second_factor_required() override;
  void require_second_factor(bool required) override;
  void remove_sessions_without_second_factor() override;
  void put(const Permit& permit) override;
  std::optional<Permit> permit(const Hash& secret_hash) override;
  std::vector<Permit> permits(UserId user, PermitKind kind) override;
  void remove_permit(const Hash& secret_hash) override;
  void remove_permits(UserId user, PermitKind kind) override;
  void put(const PasswordRequest& request) override;
  std::vector<PasswordRequest> password_requests(std::size_t limit) override;
  void remove_password_request(std::string_view email) override;

  // passkeys.cc
  void put(const Passkey& passkey) override;
  std::optional<Passkey> passkey(PasskeyId id) override;
  std::optional<Passkey> passkey_of_credential(const Bytes& credential) override;
  std::vector<Passkey> passkeys(UserId user) override;
  void remove_passkey(PasskeyId id) override;

  // specialists.cc
  void put(const Specialist& specialist) override;
  std::optional<Specialist> specialist(SpecialistId id) override;
  std::vector<Specialist> specialists(const std::vector<SpecialistId>& ids) override;
  std::optional<Specialist> specialist_by_external_id(MunicipalityId municipality,
                                                      std::string_view external_id) override;
  Paged<Specialist> find(const SpecialistQuery& query) override;
  std::map<SpecialistId, Load> loads(const std::vector<SpecialistId>& ids,
                                     LoadSince since) override;

  void add_decision_time(SpecialistId specialist, const DecisionTime& time) override;
  std::map<SpecialistId, std::vector<DecisionTime>> decision_times(
      const std::vector<SpecialistId>& ids) override;

  // calendars.cc
  void put(const Calendar& calendar, const std::optional<std::string>& address) override;
  std::map<SpecialistId, std::vector<Calendar>> calendars(
      const std::vector<SpecialistId>& ids) override;
  std::optional<Calendar> calendar(CalendarId id) override;
  std::optional<std::string> calendar_address(CalendarId id) override;
  void remove_calendar(CalendarId id) override;
  std::vector<CalendarId> calendars_due(Instant now, std::size_t limit) override;

  // appointments.cc
  void put(const Appointment& appointment) override;
  std::optional<Appointment> appointment(AppointmentId id) override;
  std::vector<Appointment> appointments(ConsultationId consultation) override;
  std::map<SpecialistId, std::vector<Span>> appointment_times(
      const std::vector<SpecialistId>& ids, Instant from, Instant to,
      std::optional<AppointmentId> but) override;
  std::vector<Appointment> find(const AppointmentQuery& query) override;
  void put(const Feed& feed) override;
  std::optional<Feed> feed(UserId user) override;
  std::optional<Feed> feed(const Hash& token_hash) override;
  void remove_feed(UserId user) override;

  // topics.cc
  void put(const TopicEdit& edit) override;
  std::vector<TopicEdit> topic_edits() override;
  std::uint64_t topic_changes() override;
  Paged<Event> topic_events(std::string_view code, const Page& page) override;

  // consultations.cc
  void put(const Consultation& consultation) override;
  std::optional<Consultation> consultation(ConsultationId id, const Scope& scope) override;
  std::optional<Consultation> consultation_unscoped(ConsultationId id) override;
  Paged<Consultation> find(const ConsultationQuery& query) override;

  // invitations.cc
  void put(const Invitation& invitation) override;
  std::optional<Invitation> invitation(InvitationId id) override;
  std::vector<Invitation> invitations(ConsultationId consultation) override;
  std::vector<Invitation> pending_invitations_due(Instant now, std::size_t limit) override;
  void put_ranking(ConsultationId consultation,
                   const std::vector<RankedSpecialist>& ranking) override;
  std::vector<RankedSpecialist> ranking(ConsultationId consultation) override;
  void put_ranking_inputs(ConsultationId consultation, const CaseText& inputs) override;
  std::optional<CaseText> read_ranking_inputs(ConsultationId consultation,
                                              const AccessEntry& entry) override;
  void put(const Review& review) override;
  std::vector<Review> reviews(ConsultationId consultation) override;

  // logs.cc
  void put_read(UserId user, ConsultationId consultation) override;
  bool has_unread(UserId user, ConsultationId consultation,
                  const std::vector<EventKind>& but) override;

  // consultations.cc
  std::vector<ConsultationId> with_coordinator_since(Instant before, std::size_t limit) override;
  std::vector<ConsultationId> closed_before(Instant before, std::size_t limit) override;
  std::vector<ConsultationId> overdue(Instant now, std::size_t limit) override;
  std::vector<ConsultationId> open_without_invitation(Instant asked_before,
                                                      std::size_t limit) override;

  // messages.cc
  void put_message(const Message& message, const CaseText& text) override;
  int add_version(MessageId message, std::optional<UserId> author, Instant at,
                  const CaseText& text) override;
  std::optional<Message> message(MessageId id) override;
  int versions(MessageId id) override;
  std::size_t message_count(ConsultationId consultation) override;
  bool destroy_version(MessageId message, int version, Instant at) override;
  std::vector<ThreadEntry> read_thread(ConsultationId consultation,
                                       const std::vector<MessageKind>& kinds,
                                       const AccessEntry& entry) override;
  std::map<ConsultationId, CaseText> read_subjects(const std::vector<ConsultationId>& ids,
                                                   const AccessEntry& entry) override;
  Bytes seal(ConsultationId consultation, const Details& details) override;
  std::optional<Details> open(ConsultationId consultation, const Bytes& sealed) override;
  bool erase(ConsultationId consultation, Instant at) override;

  // retention.cc
  void put_retention_term(const RetentionTerm& term) override;
  std::vector<RetentionTerm> retention_terms() override;
  void put_hold(const Hold& hold) override;
  std::optional<Hold> hold(ConsultationId consultation) override;
  std::vector<Hold> holds() override;
  void remove_hold(ConsultationId consultation) override;
  bool is_erased(ConsultationId consultation) override;
  std::vector<Since<ConsultationId>> consultations_since_before(MunicipalityId municipality,
                                                                Instant before,
                                                                std::size_t limit) override;
  void put_left(UserId user, std::optional<Instant> at) override;
  void put_left(SpecialistId specialist, std::optional<Instant> at) override;
  std::vector<Since<UserId>> users_left_before(MunicipalityId municipality, Instant before,
                                               std::size_t limit) override;
  std::vector<Since<SpecialistId>> specialists_left_before(MunicipalityId municipality,
                                                           Instant before,
                                                           std::size_t limit) override;
  bool forget(UserId user, Instant at) override;
  bool forget(SpecialistId specialist, Instant at) override;
  std::vector<Event> destroying_events_after(std::uint64_t seq, std::size_t limit) override;
  Paged<Event> destroyed(const DestructionQuery& query) override;
  std::optional<Instant> left_at(SpecialistId specialist) override;

  // lessons.cc
  void put_lesson(ConsultationId consultation, const Details& lesson) override;
  void remove_lesson(ConsultationId consultation) override;
  std::optional<Details> lesson(ConsultationId consultation) override;
  std::vector<ConsultationId> lessons_after(ConsultationId last, std::size_t limit) override;

  // pool_facts.cc
  void put_gaps(ConsultationId consultation, const std::vector<std::string>& topics,
                Instant asked_at) override;
  Paged<Gap> find(const GapQuery& query) override;
  void put_together(ConsultationId consultation, const std::vector<SpecialistId>& people) override;
  std::vector<std::pair<SpecialistId, SpecialistId>> together(
      const std::vector<SpecialistId>& people) override;

  // notifications.cc
  NotificationReader notification_reader(UserId user) override;
  void put(const NotificationReader& reader) override;
  bool add(const Notification& notification) override;
  std::vector<Notification> notifications(UserId user, std::size_t limit) override;
  std::optional<Notification> notification(UserId user, std::int64_t number) override;
  std::size_t unread_notifications(UserId user) override;
  void mark_read(UserId user, std::int64_t first, std::int64_t last, Instant at) override;
  std::uint64_t notifications_followed() override;
  void set_notifications_followed(std::uint64_t seq) override;
  std::vector<Notification> mail_due(Instant now, std::size_t limit) override;
  std::vector<Notification> digest(UserId user, const std::string& day) override;
  void put_mail(const Notification& notification) override;
  MailCounts mail_counts(Instant since) override;
  std::vector<UserId> refusing_mail(const std::vector<UserId>& users) override;
  std::vector<Invitation> not_reminded_after(InvitationId last, std::size_t limit) override;
  std::vector<ConsultationId> not_looked_back(Instant closed_before, std::size_t limit) override;
  void remove_notifications(Instant before) override;

  // drafts.cc
  void put(const Draft& draft, const CaseText& content) override;
  std::optional<Draft> draft(DraftId id) override;
  std::vector<Draft> drafts(UserId maker) override;
  std::map<DraftId, CaseText> read_drafts(const std::vector<DraftId>& ids,
                                          const AccessEntry& entry) override;
  bool destroy_draft(DraftId id) override;
  std::vector<DraftId> drafts_due(Instant now, std::size_t limit) override;

  // logs.cc
  Event append(Event event) override;
  Paged<Event> find(const EventQuery& query) override;
  AccessEntry record_access(AccessEntry entry) override;
  Paged<AccessEntry> find(const AccessQuery& query) override;
  std::vector<AccessSegment> access_segments() override;
  std::optional<Hash> access_hash(const std::string& segment, std::uint64_t seq) override;
  void mark_destroyed(const std::string& segment, Instant at) override;
  std::size_t remove_access_entries(const std::string& segment, std::size_t limit) override;

  // signed_heads.cc
  std::string store_id() override;
  Checkpoint last_event() override;
  void put(const SignedHead& head) override;
  std::optional<SignedHead> last_signed_head() override;
  std::optional<SignedHead> last_signed_head(const std::string& segment) override;
  std::vector<SignedHead> signed_heads_after(std::uint64_t number, std::size_t limit) override;
  std::vector<SignedHead> signed_heads_due(HeadsWay way, std::size_t limit) override;

  // transaction.cc
  void commit() override;

 private:
  /// A statement that reads.
  Query read(std::string_view sql);
  /// A statement that changes; throws std::logic_error in a read transaction.
  Query change(std::string_view sql);
  void check_writing() const;
  /// What the list of this user shows is another.
  void touch_notifications(UserId user);
  Connection& connection();

  /// What consultations are looked up by, in tables of its own.
  void put_what_it_is_found_by(const Consultation& consultation);
  void put_participants_of(const Consultation& consultation);
  void put_topics_of(const Consultation& consultation);
  /// Who accepted has it in hand as long as it runs, for Txn::loads.
  void note_in_hand(ConsultationId consultation, bool running);

  // Case text, for the files about it.
  MunicipalityId municipality_of(ConsultationId consultation);
  std::optional<Key> find_key(ConsultationId consultation);
  std::optional<Key> find_or_make_key(ConsultationId consultation);
  void write_version(const Message& message, int version, std::optional<UserId> author, Instant at,
                     const CaseText& text);
  std::vector<MessageVersion> read_versions(const Message& message,
                                            const std::optional<Key>& consultation_key);
  /// Notes which topic of the vocabulary the event tells of: the one that its details name.
  void note_topic(const Event& event);
  void set_chain_head(const std::string& chain, const Checkpoint& head);
  AccessEntry write_access(AccessEntry entry);

  std::unique_ptr<Turn> turn_;  // nothing after commit()
  Access access_;
  const Vault& vault_;
  std::optional<Checkpoint> last_event_;  // the last one appended here; the head at the commit
};

}  // namespace expertise::sqlite
