// A store in front of a real one that counts the commits of write transactions and the profiles
// that are read: what a batch of writes makes durable together cannot be told from outside, whether
// a use case waited for it can, and how much a use case reads is what bounds its time. It changes
// nothing of what is kept or found.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/store/store.h"

namespace expertise {

class CountingTxn : public Txn {
 public:
  CountingTxn(std::unique_ptr<Txn> behind, int& commits, std::size_t& profiles)
      : behind_(std::move(behind)), commits_(commits), profiles_(profiles) {}

  void commit() override {
    behind_->commit();
    ++commits_;
  }
  void put(const Municipality& municipality) override { behind_->put(municipality); }
  std::optional<Municipality> municipality(MunicipalityId id) override {
    return behind_->municipality(id);
  }
  std::vector<Municipality> municipalities(const PoolScope& scope) override {
    return behind_->municipalities(scope);
  }
  void put(const Neighbourhood& neighbourhood) override { behind_->put(neighbourhood); }
  std::optional<Neighbourhood> neighbourhood(NeighbourhoodId id) override {
    return behind_->neighbourhood(id);
  }
  std::vector<Neighbourhood> neighbourhoods(const PoolScope& scope) override {
    return behind_->neighbourhoods(scope);
  }
  void put(const Team& team) override { behind_->put(team); }
  std::optional<Team> team(TeamId id) override { return behind_->team(id); }
  std::vector<Team> teams(const PoolScope& scope) override { return behind_->teams(scope); }
  void put(const Group& group) override { behind_->put(group); }
  std::optional<Group> group(GroupId id) override { return behind_->group(id); }
  std::vector<Group> groups(const PoolScope& scope) override { return behind_->groups(scope); }
  void put(const User& user) override { behind_->put(user); }
  std::optional<User> user(UserId id) override { return behind_->user(id); }
  std::optional<User> user_by_email(std::string_view email) override {
    return behind_->user_by_email(email);
  }
  std::optional<User> user_of_specialist(SpecialistId id) override {
    return behind_->user_of_specialist(id);
  }
  Paged<User> find(const UserQuery& query) override { return behind_->find(query); }
  void put_password(UserId user, std::string_view encoded_hash) override {
    behind_->put_password(user, encoded_hash);
  }
  std::optional<std::string> password(UserId user) override { return behind_->password(user); }
  void put(const Session& session) override { behind_->put(session); }
  std::optional<Session> session(const Hash& secret_hash) override {
    return behind_->session(secret_hash);
  }
  std::vector<Session> sessions(UserId user) override { return behind_->sessions(user); }
  std::vector<Session> sessions_at_provider(const Hash& provider_session) override {
    return behind_->sessions_at_provider(provider_session);
  }
  void remove_session(SessionId id) override { behind_->remove_session(id); }
  void remove_sessions(UserId user) override { behind_->remove_sessions(user); }
  void put(const Identity& identity) override { behind_->put(identity); }
  std::optional<Identity> identity(std::string_view issuer, std::string_view subject) override {
    return behind_->identity(issuer, subject);
  }
  std::vector<Identity> identities(UserId user) override { return behind_->identities(user); }
  void remove_identities(UserId user) override { behind_->remove_identities(user); }
  void put(const SecondFactor& factor) override { behind_->put(factor); }
  std::optional<SecondFactor> second_factor(UserId user, FactorState state) override {
    return behind_->second_factor(user, state);
  }
  void remove_second_factor(UserId user, FactorState state) override {
    behind_->remove_second_factor(user, state);
  }
  bool second_factor_required() override { return behind_->second_factor_required(); }
  void require_second_factor(bool required) override { behind_->require_second_factor(required); }
  void remove_sessions_without_second_factor() override {
    behind_->remove_sessions_without_second_factor();
  }
  void put(const Passkey& passkey) override { behind_->put(passkey); }
  std::optional<Passkey> passkey(PasskeyId id) override { return behind_->passkey(id); }
  std::optional<Passkey> passkey_of_credential(const Bytes& credential) override {
    return behind_->passkey_of_credential(credential);
  }
  std::vector<Passkey> passkeys(UserId user) override { return behind_->passkeys(user); }
  void remove_passkey(PasskeyId id) override { behind_->remove_passkey(id); }
  void put(const Permit& permit) override { behind_->put(permit); }
  std::optional<Permit> permit(const Hash& secret_hash) override {
    return behind_->permit(secret_hash);
  }
  std::vector<Permit> permits(UserId user, PermitKind kind) override {
    return behind_->permits(user, kind);
  }
  void remove_permit(const Hash& secret_hash) override { behind_->remove_permit(secret_hash); }
  void remove_permits(UserId user, PermitKind kind) override {
    behind_->remove_permits(user, kind);
  }
  void put(const PasswordRequest& request) override { behind_->put(request); }
  std::vector<PasswordRequest> password_requests(std::size_t limit) override {
    return behind_->password_requests(limit);
  }
  void remove_password_request(std::string_view email) override {
    behind_->remove_password_request(email);
  }
  void put(const IdempotentAnswer& answer) override { behind_->put(answer); }
  std::optional<IdempotentAnswer> idempotent_answer(UserId user, std::string_view key) override {
    return behind_->idempotent_answer(user, key);
  }
  void remove_expired(Instant now, Instant answers_before) override {
    behind_->remove_expired(now, answers_before);
  }
  void put(const Specialist& specialist) override { behind_->put(specialist); }
  std::optional<Specialist> specialist(SpecialistId id) override { return behind_->specialist(id); }
  std::vector<Specialist> specialists(const std::vector<SpecialistId>& ids) override {
    profiles_ += ids.size();
    return behind_->specialists(ids);
  }
  std::optional<Specialist> specialist_by_external_id(MunicipalityId municipality,
                                                      std::string_view external_id) override {
    return behind_->specialist_by_external_id(municipality, external_id);
  }
  Paged<Specialist> find(const SpecialistQuery& query) override { return behind_->find(query); }
  std::map<SpecialistId, Load> loads(const std::vector<SpecialistId>& ids,
                                     LoadSince since) override {
    return behind_->loads(ids, since);
  }
  void put(const Calendar& calendar, const std::optional<std::string>& address) override {
    behind_->put(calendar, address);
  }
  std::map<SpecialistId, std::vector<Calendar>> calendars(
      const std::vector<SpecialistId>& ids) override {
    return behind_->calendars(ids);
  }
  std::optional<Calendar> calendar(CalendarId id) override { return behind_->calendar(id); }
  std::optional<std::string> calendar_address(CalendarId id) override {
    return behind_->calendar_address(id);
  }
  void remove_calendar(CalendarId id) override { behind_->remove_calendar(id); }
  std::vector<CalendarId> calendars_due(Instant now, std::size_t limit) override {
    return behind_->calendars_due(now, limit);
  }
  void put(const Appointment& appointment) override { behind_->put(appointment); }
  std::optional<Appointment> appointment(AppointmentId id) override {
    return behind_->appointment(id);
  }
  std::vector<Appointment> appointments(ConsultationId consultation) override {
    return behind_->appointments(consultation);
  }
  std::map<SpecialistId, std::vector<Span>> appointment_times(
      const std::vector<SpecialistId>& ids, Instant from, Instant to,
      std::optional<AppointmentId> but) override {
    return behind_->appointment_times(ids, from, to, but);
  }
  std::vector<Appointment> find(const AppointmentQuery& query) override {
    return behind_->find(query);
  }
  void put(const Feed& feed) override { behind_->put(feed); }
  std::optional<Feed> feed(UserId user) override { return behind_->feed(user); }
  std::optional<Feed> feed(const Hash& token_hash) override { return behind_->feed(token_hash); }
  void remove_feed(UserId user) override { behind_->remove_feed(user); }
  void put(const TopicEdit& edit) override { behind_->put(edit); }
  std::vector<TopicEdit> topic_edits() override { return behind_->topic_edits(); }
  std::uint64_t topic_changes() override { return behind_->topic_changes(); }
  Paged<Event> topic_events(std::string_view code, const Page& page) override {
    return behind_->topic_events(code, page);
  }
  void put(const Consultation& consultation) override { behind_->put(consultation); }
  std::optional<Consultation> consultation(ConsultationId id, const Scope& scope) override {
    return behind_->consultation(id, scope);
  }
  std::optional<Consultation> consultation_unscoped(ConsultationId id) override {
    return behind_->consultation_unscoped(id);
  }
  Paged<Consultation> find(const ConsultationQuery& query) override { return behind_->find(query); }
  void put(const Invitation& invitation) override { behind_->put(invitation); }
  std::optional<Invitation> invitation(InvitationId id) override { return behind_->invitation(id); }
  std::vector<Invitation> invitations(ConsultationId consultation) override {
    return behind_->invitations(consultation);
  }
  void put_ranking(ConsultationId consultation,
                   const std::vector<RankedSpecialist>& ranking) override {
    behind_->put_ranking(consultation, ranking);
  }
  std::vector<RankedSpecialist> ranking(ConsultationId consultation) override {
    return behind_->ranking(consultation);
  }
  void put_ranking_inputs(ConsultationId consultation, const CaseText& inputs) override {
    behind_->put_ranking_inputs(consultation, inputs);
  }
  std::optional<CaseText> read_ranking_inputs(ConsultationId consultation,
                                              const AccessEntry& entry) override {
    return behind_->read_ranking_inputs(consultation, entry);
  }
  void put(const Review& review) override { behind_->put(review); }
  std::vector<Review> reviews(ConsultationId consultation) override {
    return behind_->reviews(consultation);
  }
  std::vector<Invitation> pending_invitations_due(Instant now, std::size_t limit) override {
    return behind_->pending_invitations_due(now, limit);
  }
  std::vector<ConsultationId> with_coordinator_since(Instant before, std::size_t limit) override {
    return behind_->with_coordinator_since(before, limit);
  }
  std::vector<ConsultationId> closed_before(Instant before, std::size_t limit) override {
    return behind_->closed_before(before, limit);
  }
  std::vector<ConsultationId> overdue(Instant now, std::size_t limit) override {
    return behind_->overdue(now, limit);
  }
  std::vector<ConsultationId> open_without_invitation(Instant asked_before,
                                                      std::size_t limit) override {
    return behind_->open_without_invitation(asked_before, limit);
  }
  void put_message(const Message& message, const CaseText& text) override {
    behind_->put_message(message, text);
  }
  int add_version(MessageId message, std::optional<UserId> author, Instant at,
                  const CaseText& text) override {
    return behind_->add_version(message, author, at, text);
  }
  std::optional<Message> message(MessageId id) override { return behind_->message(id); }
  int versions(MessageId id) override { return behind_->versions(id); }
  std::size_t message_count(ConsultationId consultation) override {
    return behind_->message_count(consultation);
  }
  bool destroy_version(MessageId message, int version, Instant at) override {
    return behind_->destroy_version(message, version, at);
  }
  std::vector<ThreadEntry> read_thread(ConsultationId consultation,
                                       const std::vector<MessageKind>& kinds,
                                       const AccessEntry& entry) override {
    return behind_->read_thread(consultation, kinds, entry);
  }
  std::map<ConsultationId, CaseText> read_subjects(const std::vector<ConsultationId>& ids,
                                                   const AccessEntry& entry) override {
    return behind_->read_subjects(ids, entry);
  }
  Bytes seal(ConsultationId consultation, const Details& details) override {
    return behind_->seal(consultation, details);
  }
  std::optional<Details> open(ConsultationId consultation, const Bytes& sealed) override {
    return behind_->open(consultation, sealed);
  }
  bool erase(ConsultationId consultation, Instant at) override {
    return behind_->erase(consultation, at);
  }
  void put_retention_term(const RetentionTerm& term) override { behind_->put_retention_term(term); }
  std::vector<RetentionTerm> retention_terms() override { return behind_->retention_terms(); }
  void put_hold(const Hold& hold) override { behind_->put_hold(hold); }
  std::optional<Hold> hold(ConsultationId consultation) override {
    return behind_->hold(consultation);
  }
  std::vector<Hold> holds() override { return behind_->holds(); }
  void remove_hold(ConsultationId consultation) override { behind_->remove_hold(consultation); }
  bool is_erased(ConsultationId consultation) override { return behind_->is_erased(consultation); }
  std::vector<Since<ConsultationId>> consultations_since_before(MunicipalityId municipality,
                                                                Instant before,
                                                                std::size_t limit) override {
    return behind_->consultations_since_before(municipality, before, limit);
  }
  void put_left(UserId user, std::optional<Instant> at) override { behind_->put_left(user, at); }
  void put_left(SpecialistId specialist, std::optional<Instant> at) override {
    behind_->put_left(specialist, at);
  }
  std::vector<Since<UserId>> users_left_before(MunicipalityId municipality, Instant before,
                                               std::size_t limit) override {
    return behind_->users_left_before(municipality, before, limit);
  }
  std::vector<Since<SpecialistId>> specialists_left_before(MunicipalityId municipality,
                                                           Instant before,
                                                           std::size_t limit) override {
    return behind_->specialists_left_before(municipality, before, limit);
  }
  bool forget(UserId user, Instant at) override { return behind_->forget(user, at); }
  bool forget(SpecialistId specialist, Instant at) override {
    return behind_->forget(specialist, at);
  }
  std::vector<Event> destroying_events_after(std::uint64_t seq, std::size_t limit) override {
    return behind_->destroying_events_after(seq, limit);
  }
  Paged<Event> destroyed(const DestructionQuery& query) override {
    return behind_->destroyed(query);
  }
  std::optional<Instant> left_at(SpecialistId specialist) override {
    return behind_->left_at(specialist);
  }
  void put_lesson(ConsultationId consultation, const Details& lesson) override {
    behind_->put_lesson(consultation, lesson);
  }
  void remove_lesson(ConsultationId consultation) override { behind_->remove_lesson(consultation); }
  std::optional<Details> lesson(ConsultationId consultation) override {
    return behind_->lesson(consultation);
  }
  std::vector<ConsultationId> lessons_after(ConsultationId last, std::size_t limit) override {
    return behind_->lessons_after(last, limit);
  }
  void put_gaps(ConsultationId consultation, const std::vector<std::string>& topics,
                Instant asked_at) override {
    behind_->put_gaps(consultation, topics, asked_at);
  }
  Paged<Gap> find(const GapQuery& query) override { return behind_->find(query); }
  void put_together(ConsultationId consultation, const std::vector<SpecialistId>& people) override {
    behind_->put_together(consultation, people);
  }
  std::vector<std::pair<SpecialistId, SpecialistId>> together(
      const std::vector<SpecialistId>& people) override {
    return behind_->together(people);
  }
  void put(const JoiningInvitation& invitation) override { behind_->put(invitation); }
  std::optional<JoiningInvitation> joining_invitation(JoiningId id) override {
    return behind_->joining_invitation(id);
  }
  std::optional<JoiningInvitation> joining_invitation(const Hash& token_hash) override {
    return behind_->joining_invitation(token_hash);
  }
  std::optional<JoiningInvitation> joining_invitation_to(std::string_view email) override {
    return behind_->joining_invitation_to(email);
  }
  Paged<JoiningInvitation> find(const JoiningQuery& query) override { return behind_->find(query); }
  void remove_joining_invitation(JoiningId id) override { behind_->remove_joining_invitation(id); }
  std::vector<JoiningId> joining_invitations_due(Instant now, std::size_t limit) override {
    return behind_->joining_invitations_due(now, limit);
  }
  void add_decision_time(SpecialistId specialist, const DecisionTime& time) override {
    behind_->add_decision_time(specialist, time);
  }
  std::map<SpecialistId, std::vector<DecisionTime>> decision_times(
      const std::vector<SpecialistId>& ids) override {
    return behind_->decision_times(ids);
  }
  void put_read(UserId user, ConsultationId consultation) override {
    behind_->put_read(user, consultation);
  }
  bool has_unread(UserId user, ConsultationId consultation,
                  const std::vector<EventKind>& but) override {
    return behind_->has_unread(user, consultation, but);
  }
  NotificationReader notification_reader(UserId user) override {
    return behind_->notification_reader(user);
  }
  void put(const NotificationReader& reader) override { behind_->put(reader); }
  bool add(const Notification& notification) override { return behind_->add(notification); }
  std::vector<Notification> notifications(UserId user, std::size_t limit) override {
    return behind_->notifications(user, limit);
  }
  std::optional<Notification> notification(UserId user, std::int64_t number) override {
    return behind_->notification(user, number);
  }
  std::size_t unread_notifications(UserId user) override {
    return behind_->unread_notifications(user);
  }
  void mark_read(UserId user, std::int64_t first, std::int64_t last, Instant at) override {
    behind_->mark_read(user, first, last, at);
  }
  std::uint64_t notifications_followed() override { return behind_->notifications_followed(); }
  void set_notifications_followed(std::uint64_t seq) override {
    behind_->set_notifications_followed(seq);
  }
  std::vector<Notification> mail_due(Instant now, std::size_t limit) override {
    return behind_->mail_due(now, limit);
  }
  std::vector<Notification> digest(UserId user, const std::string& day) override {
    return behind_->digest(user, day);
  }
  void put_mail(const Notification& notification) override { behind_->put_mail(notification); }
  MailCounts mail_counts(Instant since) override { return behind_->mail_counts(since); }
  std::vector<UserId> refusing_mail(const std::vector<UserId>& users) override {
    return behind_->refusing_mail(users);
  }
  std::vector<Invitation> not_reminded_after(InvitationId last, std::size_t limit) override {
    return behind_->not_reminded_after(last, limit);
  }
  std::vector<ConsultationId> not_looked_back(Instant closed_before, std::size_t limit) override {
    return behind_->not_looked_back(closed_before, limit);
  }
  void remove_notifications(Instant before) override { behind_->remove_notifications(before); }
  void put(const Draft& draft, const CaseText& content) override { behind_->put(draft, content); }
  std::optional<Draft> draft(DraftId id) override { return behind_->draft(id); }
  std::vector<Draft> drafts(UserId maker) override { return behind_->drafts(maker); }
  std::map<DraftId, CaseText> read_drafts(const std::vector<DraftId>& ids,
                                          const AccessEntry& entry) override {
    return behind_->read_drafts(ids, entry);
  }
  bool destroy_draft(DraftId id) override { return behind_->destroy_draft(id); }
  std::vector<DraftId> drafts_due(Instant now, std::size_t limit) override {
    return behind_->drafts_due(now, limit);
  }
  Event append(Event event) override { return behind_->append(std::move(event)); }
  Paged<Event> find(const EventQuery& query) override { return behind_->find(query); }
  AccessEntry record_access(AccessEntry entry) override {
    return behind_->record_access(std::move(entry));
  }
  Paged<AccessEntry> find(const AccessQuery& query) override { return behind_->find(query); }
  std::vector<AccessSegment> access_segments() override { return behind_->access_segments(); }
  std::optional<Hash> access_hash(const std::string& segment, std::uint64_t seq) override {
    return behind_->access_hash(segment, seq);
  }
  void mark_destroyed(const std::string& segment, Instant at) override {
    behind_->mark_destroyed(segment, at);
  }
  std::size_t remove_access_entries(const std::string& segment, std::size_t limit) override {
    return behind_->remove_access_entries(segment, limit);
  }
  std::string store_id() override { return behind_->store_id(); }
  Checkpoint last_event() override { return behind_->last_event(); }
  void put(const SignedHead& head) override { behind_->put(head); }
  std::optional<SignedHead> last_signed_head() override { return behind_->last_signed_head(); }
  std::optional<SignedHead> last_signed_head(const std::string& segment) override {
    return behind_->last_signed_head(segment);
  }
  std::vector<SignedHead> signed_heads_after(std::uint64_t number, std::size_t limit) override {
    return behind_->signed_heads_after(number, limit);
  }
  std::vector<SignedHead> signed_heads_due(HeadsWay way, std::size_t limit) override {
    return behind_->signed_heads_due(way, limit);
  }

 private:
  std::unique_ptr<Txn> behind_;
  int& commits_;
  std::size_t& profiles_;
};

class CountingStore : public Store {
 public:
  explicit CountingStore(Store& behind) : behind_(behind) {}
  /// Of write transactions.
  int commits = 0;
  /// Rows of specialists that were read for many at once.
  std::size_t profiles = 0;

  std::unique_ptr<Txn> begin(Access access) override {
    return std::make_unique<CountingTxn>(behind_.begin(access),
                                         access == Access::write ? commits : reads_, profiles);
  }
  Checkpoint head() override { return behind_.head(); }
  std::optional<Hash> event_hash(std::uint64_t seq) override { return behind_.event_hash(seq); }
  std::vector<Event> events_after(std::uint64_t seq, std::size_t limit) override {
    return behind_.events_after(seq, limit);
  }
  void on_durable(std::function<void()> call) override { behind_.on_durable(std::move(call)); }
  std::optional<ChainFault> verify() override { return behind_.verify(); }
  Backup backup(const std::string& path) override { return behind_.backup(path); }

 private:
  Store& behind_;
  int reads_ = 0;
};

}  // namespace expertise
