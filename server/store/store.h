// What durable truth must do: the one seam between the product and its database. A transaction sees
// one consistent state; the rows of the present and the events of how they came about are written
// in it together. Everything read of consultations takes a Scope, so that rights exist once, in
// policy.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/domain/appointment.h"
#include "server/domain/calendar.h"
#include "server/domain/consultation.h"
#include "server/domain/event.h"
#include "server/domain/load.h"
#include "server/domain/notification.h"
#include "server/domain/people.h"
#include "server/domain/policy.h"
#include "server/domain/specialist.h"
#include "server/store/case_text.h"
#include "server/store/logs.h"
#include "server/store/retention.h"
#include "server/store/signing_on.h"
#include "server/store/upkeep.h"

namespace expertise {

/// The answer to a creating request that was already done, so that a repeat makes nothing twice.
struct IdempotentAnswer {
  UserId user;
  std::string key;
  Hash request_digest{};
  int status = 0;
  /// The id of what was made.
  std::string resource;
  Instant at;
};

struct JoiningQuery {
  PoolScope scope;
  std::optional<MunicipalityId> municipality;
  /// Open at this moment.
  Instant now;
  Page page;
};

struct UserQuery {
  /// Only users whose home is here; for an administrator everything.
  PoolScope scope;
  /// Active users whose home is here or who are in a team here; empty = does not narrow.
  std::vector<MunicipalityId> working_in;
  std::optional<Role> role;
  std::optional<TeamId> team;
  std::optional<MunicipalityId> municipality;
  Page page;
};

struct SpecialistQuery {
  PoolScope scope;
  std::optional<MunicipalityId> municipality;
  std::optional<std::string> topic;
  std::optional<std::string> life_domain;
  std::optional<std::string> organisation;
  std::optional<std::string> neighbourhood;
  /// Also those who left.
  bool with_inactive = false;
  /// In order of id, those behind this one (nil: all), without a total and without `page.offset`:
  /// for who reads everybody, page by page.
  std::optional<SpecialistId> behind;
  Page page;
};

enum class ConsultationOrder { newest_first, deadline_first };

struct ConsultationQuery {
  Scope scope;
  std::vector<ConsultationState> states;
  std::optional<MunicipalityId> municipality;
  std::optional<NeighbourhoodId> neighbourhood;
  std::optional<TeamId> team;
  std::optional<std::string> topic;
  std::optional<Result> result;
  /// With an invitation of this specialist in one of these states (any state when empty).
  std::optional<SpecialistId> invited;
  std::vector<InvitationState> invitation_states;
  /// Asked by, or shared with, this user.
  std::optional<UserId> participant;
  std::optional<Instant> asked_from;
  std::optional<Instant> asked_before;
  std::optional<Instant> closed_before;
  /// Closed ones that nobody has reviewed yet.
  bool unreviewed = false;
  /// Closed ones that were not looked back on, in time or at all.
  bool without_follow_up = false;
  /// Those that nobody is on yet.
  bool unanswered = false;
  /// Those that somebody accepted and nobody answered before this moment, when an answer was due.
  std::optional<Instant> overdue_at;
  ConsultationOrder order = ConsultationOrder::newest_first;
  Page page;
  /// What is found is to leave the pool as a file: so it is put on record.
  bool for_export = false;
};

/// A message of a thread without its text.
struct Message {
  MessageId id;
  ConsultationId consultation;
  MessageKind kind = MessageKind::message;
  /// Nothing when the clock or an operator wrote it.
  std::optional<UserId> author;
  Instant written_at;
};

/// One wording of a message. Redaction destroys the key of a version, never the fact that it was
/// there.
struct MessageVersion {
  int version = 1;
  std::optional<UserId> author;
  Instant written_at;
  std::optional<Instant> destroyed_at;
  /// Nothing when destroyed.
  std::optional<CaseText> text;
};

struct ThreadEntry {
  Message message;
  /// Oldest first, never empty.
  std::vector<MessageVersion> versions;
};

/// A question that was not sent yet, without its content. A week after it was last saved it is
/// destroyed.
struct Draft {
  DraftId id;
  UserId maker;
  /// Of the maker.
  MunicipalityId municipality;
  std::int64_t revision = 1;
  Instant saved_at;
  Instant expires_at;
};

/// What people made of one topic of the vocabulary, as a difference from the one that comes with
/// the product; a topic of their own differs from nothing at all.
struct TopicEdit {
  std::string code;
  /// Of the topic; one that nobody changed has 1.
  std::int64_t revision = 1;
  /// Kept for the log, no longer in use.
  bool retired = false;
  /// As topic_difference of pool writes it; may be empty.
  Details difference;
  Instant changed_at;
  /// Nothing when an operator did it.
  std::optional<UserId> changed_by;
};

/// Booked appointments that are not over at `ends_after`, soonest first.
struct AppointmentQuery {
  /// Of this specialist, or of consultations that this user asked or writes along in; of both
  /// together when both are given, of nobody when neither is.
  std::optional<SpecialistId> specialist;
  std::optional<UserId> participant;
  Instant ends_after;
  std::size_t limit = 500;
};

/// The address at which somebody's own calendar reads their appointments; only a hash of its token
/// is kept. At most one for each user.
struct Feed {
  UserId user;
  Hash token_hash{};
  Instant made_at;
};

/// How long somebody took to decide on an invitation.
struct DecisionTime {
  /// So many of a person are kept, the last ones.
  static constexpr std::size_t kept = 20;
  Instant decided_at;
  std::int64_t working_minutes = 0;
};

/// One place of the ranking that the asker was shown when sending.
struct RankedSpecialist {
  SpecialistId specialist;
  double score = 0;
};

/// A topic of sent questions that nobody in the pool knew of.
struct Gap {
  std::string topic;
  /// In so many consultations.
  int times = 0;
  Instant last_asked_at;
};

struct GapQuery {
  /// Of these only; none = nothing is found.
  std::vector<MunicipalityId> municipalities;
  Page page;
};

enum class Access { read, write };

/// How mail about notifications goes.
struct MailCounts {
  std::size_t waiting = 0;
  /// Of what happened since the moment asked for: taken by the mail server, given up, and taken but
  /// returned later.
  std::size_t sent = 0;
  std::size_t failed = 0;
  std::size_t returned = 0;
};

/// Not thread safe. Leaving without commit() undoes everything. A write transaction holds the one
/// writer: keep it short, never call out of the process in it. Members that write throw
/// std::logic_error in a read transaction. A put of a value with a known id replaces it whole; one
/// that repeats what must be unique (a user's address, a profile's external id) throws
/// Refusal(conflict, "taken"), and the transaction goes on.
class Txn : public RetentionRows {
 public:
  virtual ~Txn() = default;

  // People and places.
  virtual void put(const Municipality& municipality) = 0;
  virtual std::optional<Municipality> municipality(MunicipalityId id) = 0;
  /// In order of name.
  virtual std::vector<Municipality> municipalities(const PoolScope& scope) = 0;
  virtual void put(const Neighbourhood& neighbourhood) = 0;
  virtual std::optional<Neighbourhood> neighbourhood(NeighbourhoodId id) = 0;
  virtual std::vector<Neighbourhood> neighbourhoods(const PoolScope& scope) = 0;
  virtual void put(const Team& team) = 0;
  virtual std::optional<Team> team(TeamId id) = 0;
  virtual std::vector<Team> teams(const PoolScope& scope) = 0;
  virtual void put(const Group& group) = 0;
  virtual std::optional<Group> group(GroupId id) = 0;
  virtual std::vector<Group> groups(const PoolScope& scope) = 0;
  virtual void put(const User& user) = 0;
  virtual std::optional<User> user(UserId id) = 0;
  virtual std::optional<User> user_by_email(std::string_view email) = 0;
  virtual std::optional<User> user_of_specialist(SpecialistId id) = 0;
  virtual Paged<User> find(const UserQuery& query) = 0;

  // Signing on.
  virtual void put_password(UserId user, std::string_view encoded_hash) = 0;
  virtual std::optional<std::string> password(UserId user) = 0;
  virtual void put(const Session& session) = 0;
  virtual std::optional<Session> session(const Hash& secret_hash) = 0;
  /// Newest first.
  virtual std::vector<Session> sessions(UserId user) = 0;
  /// Newest first; of whoever they are.
  virtual std::vector<Session> sessions_at_provider(const Hash& provider_session) = 0;
  virtual void remove_session(SessionId id) = 0;
  virtual void remove_sessions(UserId user) = 0;
  virtual void put(const Identity& identity) = 0;
  virtual std::optional<Identity> identity(std::string_view issuer, std::string_view subject) = 0;
  /// By issuer.
  virtual std::vector<Identity> identities(UserId user) = 0;
  virtual void remove_identities(UserId user) = 0;
  virtual void put(const SecondFactor& factor) = 0;
  virtual std::optional<SecondFactor> second_factor(UserId user, FactorState state) = 0;
  virtual void remove_second_factor(UserId user, FactorState state) = 0;
  /// Whether nobody goes in with a password alone.
  virtual bool second_factor_required() = 0;
  virtual void require_second_factor(bool required) = 0;
  /// Those of browsers that signed on here, without a passkey.
  virtual void remove_sessions_without_second_factor() = 0;
  virtual void put(const Passkey& passkey) = 0;
  virtual std::optional<Passkey> passkey(PasskeyId id) = 0;
  virtual std::optional<Passkey> passkey_of_credential(const Bytes& credential) = 0;
  /// Oldest first.
  virtual std::vector<Passkey> passkeys(UserId user) = 0;
  virtual void remove_passkey(PasskeyId id) = 0;
  virtual void put(const Permit& permit) = 0;
  virtual std::optional<Permit> permit(const Hash& secret_hash) = 0;
  virtual std::vector<Permit> permits(UserId user, PermitKind kind) = 0;
  virtual void remove_permit(const Hash& secret_hash) = 0;
  virtual void remove_permits(UserId user, PermitKind kind) = 0;
  /// At most one for an address: a later one changes nothing.
  virtual void put(const PasswordRequest& request) = 0;
  /// Oldest first.
  virtual std::vector<PasswordRequest> password_requests(std::size_t limit) = 0;
  virtual void remove_password_request(std::string_view email) = 0;
  virtual void put(const IdempotentAnswer& answer) = 0;
  virtual std::optional<IdempotentAnswer> idempotent_answer(UserId user, std::string_view key) = 0;
  virtual void put(const JoiningInvitation& invitation) = 0;
  virtual std::optional<JoiningInvitation> joining_invitation(JoiningId id) = 0;
  virtual std::optional<JoiningInvitation> joining_invitation(const Hash& token_hash) = 0;
  virtual std::optional<JoiningInvitation> joining_invitation_to(std::string_view email) = 0;
  /// Newest first.
  virtual Paged<JoiningInvitation> find(const JoiningQuery& query) = 0;
  virtual void remove_joining_invitation(JoiningId id) = 0;
  /// Past their end, as what time brings.
  virtual std::vector<JoiningId> joining_invitations_due(Instant now, std::size_t limit) = 0;
  /// Sessions and permits past their end, and answers older than `before`.
  virtual void remove_expired(Instant now, Instant answers_before) = 0;

  // The pool.
  virtual void put(const Specialist& specialist) = 0;
  virtual std::optional<Specialist> specialist(SpecialistId id) = 0;
  /// Those that exist, in the order asked; at most 1,000 at once.
  virtual std::vector<Specialist> specialists(const std::vector<SpecialistId>& ids) = 0;
  virtual std::optional<Specialist> specialist_by_external_id(MunicipalityId municipality,
                                                              std::string_view external_id) = 0;
  /// In order of name.
  virtual Paged<Specialist> find(const SpecialistQuery& query) = 0;
  /// For each of `ids` (at most 1,000), also those without any.
  virtual std::map<SpecialistId, Load> loads(const std::vector<SpecialistId>& ids,
                                             LoadSince since) = 0;
  virtual void add_decision_time(SpecialistId specialist, const DecisionTime& time) = 0;
  /// Oldest first; those without any are left out.
  virtual std::map<SpecialistId, std::vector<DecisionTime>> decision_times(
      const std::vector<SpecialistId>& ids) = 0;

  // Calendars that specialists keep elsewhere.
  /// With its address when it is new; without one the address stays.
  virtual void put(const Calendar& calendar, const std::optional<std::string>& address) = 0;
  /// For each of `ids` (at most 1,000) that has any, in the order in which they were added.
  virtual std::map<SpecialistId, std::vector<Calendar>> calendars(
      const std::vector<SpecialistId>& ids) = 0;
  virtual std::optional<Calendar> calendar(CalendarId id) = 0;
  /// Nothing when it is not there.
  virtual std::optional<std::string> calendar_address(CalendarId id) = 0;
  virtual void remove_calendar(CalendarId id) = 0;
  /// Those to be read again, the longest waiting first, as what time brings.
  virtual std::vector<CalendarId> calendars_due(Instant now, std::size_t limit) = 0;

  // Appointments.
  /// Throws Refusal(conflict, "taken") when it is booked and one of its specialists has another one
  /// at that time; the transaction goes on.
  virtual void put(const Appointment& appointment) = 0;
  virtual std::optional<Appointment> appointment(AppointmentId id) = 0;
  /// Those of one consultation, cancelled ones too, in order of time.
  virtual std::vector<Appointment> appointments(ConsultationId consultation) = 0;
  /// When those of `ids` (at most 1,000) that have any are in a booked one, within [from, to), in
  /// order; `but` does not count.
  virtual std::map<SpecialistId, std::vector<Span>> appointment_times(
      const std::vector<SpecialistId>& ids, Instant from, Instant to,
      std::optional<AppointmentId> but = std::nullopt) = 0;
  virtual std::vector<Appointment> find(const AppointmentQuery& query) = 0;
  virtual void put(const Feed& feed) = 0;
  virtual std::optional<Feed> feed(UserId user) = 0;
  virtual std::optional<Feed> feed(const Hash& token_hash) = 0;
  virtual void remove_feed(UserId user) = 0;

  // The vocabulary.
  virtual void put(const TopicEdit& edit) = 0;
  /// All there are, in order of code.
  virtual std::vector<TopicEdit> topic_edits() = 0;
  /// The sum of their revisions: with every change it is another.
  virtual std::uint64_t topic_changes() = 0;
  /// What was done to this topic, newest first.
  virtual Paged<Event> topic_events(std::string_view code, const Page& page) = 0;

  // Consultations.
  virtual void put(const Consultation& consultation) = 0;
  /// Nothing when it is not there or not in scope.
  virtual std::optional<Consultation> consultation(ConsultationId id, const Scope& scope) = 0;
  /// For what time and the rules themselves do, past any person's rights.
  virtual std::optional<Consultation> consultation_unscoped(ConsultationId id) = 0;
  virtual Paged<Consultation> find(const ConsultationQuery& query) = 0;
  virtual void put(const Invitation& invitation) = 0;
  virtual std::optional<Invitation> invitation(InvitationId id) = 0;
  /// Oldest first.
  virtual std::vector<Invitation> invitations(ConsultationId consultation) = 0;
  /// Best first; replaces what was kept.
  virtual void put_ranking(ConsultationId consultation,
                           const std::vector<RankedSpecialist>& ranking) = 0;
  virtual std::vector<RankedSpecialist> ranking(ConsultationId consultation) = 0;
  /// Keeps what the ranking was worked out from, under the consultation's key, in place of what was
  /// kept. Nothing is kept for one that was erased.
  virtual void put_ranking_inputs(ConsultationId consultation, const CaseText& inputs) = 0;
  /// Records `entry` first, as read_thread does. Nothing when none are kept.
  virtual std::optional<CaseText> read_ranking_inputs(ConsultationId consultation,
                                                      const AccessEntry& entry) = 0;
  virtual void put(const Review& review) = 0;
  virtual std::vector<Review> reviews(ConsultationId consultation) = 0;

  /// Notes that this user has read all there is of it now.
  virtual void put_read(UserId user, ConsultationId consultation) = 0;
  /// Whether there is an event of it, of no kind in `but`, that somebody else brought about since
  /// this user last read it.
  virtual bool has_unread(UserId user, ConsultationId consultation,
                          const std::vector<EventKind>& but) = 0;

  // What time brings: oldest first, at most `limit`, that moment included.
  virtual std::vector<Invitation> pending_invitations_due(Instant now, std::size_t limit) = 0;
  /// Whose deputy was not told yet.
  virtual std::vector<ConsultationId> with_coordinator_since(Instant before, std::size_t limit) = 0;
  virtual std::vector<ConsultationId> closed_before(Instant before, std::size_t limit) = 0;
  /// Overdue as in ConsultationQuery, of which nobody was told yet.
  virtual std::vector<ConsultationId> overdue(Instant now, std::size_t limit) = 0;
  /// Open ones without any pending invitation, asked before that moment: nobody is on them.
  virtual std::vector<ConsultationId> open_without_invitation(Instant asked_before,
                                                              std::size_t limit) = 0;

  // Case text.
  /// Writes a message with its first version, making the consultation's key when there is none.
  /// An erased consultation takes no text: Refusal(wrong_state, "erased").
  virtual void put_message(const Message& message, const CaseText& text) = 0;
  /// Adds a wording; gives its number.
  virtual int add_version(MessageId message, std::optional<UserId> author, Instant at,
                          const CaseText& text) = 0;
  /// A message without text, to judge rights by.
  virtual std::optional<Message> message(MessageId id) = 0;
  /// How many versions a message has, destroyed ones included.
  virtual int versions(MessageId id) = 0;
  virtual std::size_t message_count(ConsultationId consultation) = 0;
  /// Destroys the key and ciphertext of one version; false when it was gone or never there.
  virtual bool destroy_version(MessageId message, int version, Instant at) = 0;
  /// The thread, oldest first, of the kinds asked for. The only way to case text: records `entry`
  /// in the access log first, in this transaction, which must be committed before anything is
  /// shown.
  virtual std::vector<ThreadEntry> read_thread(ConsultationId consultation,
                                               const std::vector<MessageKind>& kinds,
                                               const AccessEntry& entry) = 0;
  /// The first line (at most 120 characters) of the latest question of each, recorded as one entry.
  virtual std::map<ConsultationId, CaseText> read_subjects(const std::vector<ConsultationId>& ids,
                                                           const AccessEntry& entry) = 0;
  /// Encrypts details that could tell about a case with the consultation's key, and opens them
  /// again; opening gives nothing when the key was destroyed, sealing nothing (no bytes) then.
  virtual Bytes seal(ConsultationId consultation, const Details& details) = 0;
  virtual std::optional<Details> open(ConsultationId consultation, const Bytes& sealed) = 0;
  /// Destroys the consultation's key, and every text, code and lesson with it; the events stay.
  /// False when that was done before.
  virtual bool erase(ConsultationId consultation, Instant at) = 0;

  // What consultations that helped teach.
  /// Keeps it sealed with the consultation's key, in place of what was kept; nothing of one that
  /// was erased.
  virtual void put_lesson(ConsultationId consultation, const Details& lesson) = 0;
  virtual void remove_lesson(ConsultationId consultation) = 0;
  virtual std::optional<Details> lesson(ConsultationId consultation) = 0;
  /// Those that have one, in order of id, after the one given.
  virtual std::vector<ConsultationId> lessons_after(ConsultationId last, std::size_t limit) = 0;

  // What consultations tell of the pool; gone when they are erased.
  /// Keeps which topics of a sent question nobody in the pool knew of, in place of what was kept.
  virtual void put_gaps(ConsultationId consultation, const std::vector<std::string>& topics,
                        Instant asked_at) = 0;
  /// Most often first, then the last asked, then by code.
  virtual Paged<Gap> find(const GapQuery& query) = 0;
  /// Keeps who thought along in a consultation together, in place of what was kept.
  virtual void put_together(ConsultationId consultation,
                            const std::vector<SpecialistId>& people) = 0;
  /// The pairs among these people (at most 1,000) who did so at least once; the lesser id first.
  virtual std::vector<std::pair<SpecialistId, SpecialistId>> together(
      const std::vector<SpecialistId>& people) = 0;

  // Notifications.
  /// As if chosen so, when nobody chose.
  virtual NotificationReader notification_reader(UserId user) = 0;
  /// Its settings and refused address; a new revision.
  virtual void put(const NotificationReader& reader) = 0;
  /// Gives it the next number of its user; false when the user was told of this before.
  virtual bool add(const Notification& notification) = 0;
  /// Newest first.
  virtual std::vector<Notification> notifications(UserId user, std::size_t limit) = 0;
  virtual std::optional<Notification> notification(UserId user, std::int64_t number) = 0;
  /// What the user did themselves is no news: it counts neither here nor in what is read.
  virtual std::size_t unread_notifications(UserId user) = 0;
  /// Marks those from the first number to the last as read; a new revision when there were any.
  virtual void mark_read(UserId user, std::int64_t first, std::int64_t last, Instant at) = 0;
  /// The number of the event up to which people were told.
  virtual std::uint64_t notifications_followed() = 0;
  virtual void set_notifications_followed(std::uint64_t seq) = 0;
  /// Whose mail may go, the longest waiting first: of a digest only its first.
  virtual std::vector<Notification> mail_due(Instant now, std::size_t limit) = 0;
  /// Those of one digest that wait, oldest first.
  virtual std::vector<Notification> digest(UserId user, const std::string& day) = 0;
  /// Replaces what is known of the mail about one notification; a new revision when it failed.
  virtual void put_mail(const Notification& notification) = 0;
  virtual MailCounts mail_counts(Instant since) = 0;
  /// Of these users (at most 1,000), those whose address refuses mail.
  virtual std::vector<UserId> refusing_mail(const std::vector<UserId>& users) = 0;
  /// Pending ones of which the one invited was not reminded, with a higher id, in order of id.
  virtual std::vector<Invitation> not_reminded_after(InvitationId last, std::size_t limit) = 0;
  /// Closed before that moment, and the asker was not asked to look back.
  virtual std::vector<ConsultationId> not_looked_back(Instant closed_before, std::size_t limit) = 0;
  /// Those older than `before`, and all of those who are not active any more.
  virtual void remove_notifications(Instant before) = 0;

  // Drafts.
  /// Writes a draft with its content under a key of its own. What it held before is destroyed.
  virtual void put(const Draft& draft, const CaseText& content) = 0;
  virtual std::optional<Draft> draft(DraftId id) = 0;
  /// Last saved first, also those that are to be destroyed by now.
  virtual std::vector<Draft> drafts(UserId maker) = 0;
  /// The only way to the content of drafts, those that are there: records `entry` first, as
  /// read_thread does.
  virtual std::map<DraftId, CaseText> read_drafts(const std::vector<DraftId>& ids,
                                                  const AccessEntry& entry) = 0;
  /// Destroys row, key and content; false when it was not there.
  virtual bool destroy_draft(DraftId id) = 0;
  /// Those to be destroyed, as what time brings.
  virtual std::vector<DraftId> drafts_due(Instant now, std::size_t limit) = 0;

  // The logs.
  /// Sets seq, previous and hash, and writes it.
  virtual Event append(Event event) = 0;
  /// Oldest first for one consultation, else newest first.
  virtual Paged<Event> find(const EventQuery& query) = 0;
  /// Sets segment, seq, previous and hash, and writes it. An entry of a month that is over goes
  /// into the newest segment. Throws Refusal(unavailable, `cannot_record_access`) when it cannot be
  /// written.
  virtual AccessEntry record_access(AccessEntry entry) = 0;
  /// Newest first.
  virtual Paged<AccessEntry> find(const AccessQuery& query) = 0;
  /// Oldest first.
  virtual std::vector<AccessSegment> access_segments() = 0;
  /// Nothing when it is not there.
  virtual std::optional<Hash> access_hash(const std::string& segment, std::uint64_t seq) = 0;
  /// Notes that a segment that is not the newest is destroyed: from then on its entries can be
  /// removed.
  virtual void mark_destroyed(const std::string& segment, Instant at) = 0;
  /// Removes entries of a segment that is marked so, for good; gives how many (0: none are left).
  virtual std::size_t remove_access_entries(const std::string& segment, std::size_t limit) = 0;

  // Signed heads.
  /// What tells this store from every other: 32 hexadecimal characters.
  virtual std::string store_id() = 0;
  /// The last event as it is in this transaction.
  virtual Checkpoint last_event() = 0;
  virtual void put(const SignedHead& head) = 0;
  /// Nothing when none was signed.
  virtual std::optional<SignedHead> last_signed_head() = 0;
  /// The last of which this was the newest segment.
  virtual std::optional<SignedHead> last_signed_head(const std::string& segment) = 0;
  /// Those with a higher number, in order.
  virtual std::vector<SignedHead> signed_heads_after(std::uint64_t number, std::size_t limit) = 0;
  /// Those that did not go this way yet, in order.
  virtual std::vector<SignedHead> signed_heads_due(HeadsWay way, std::size_t limit) = 0;

  /// Makes it durable: returns when it is on disk. Throws when it could not be written; then
  /// nothing of it happened (or, after a fault of the disk, may have: the caller repeats with its
  /// idempotency key).
  virtual void commit() = 0;
};

/// Safe to use from many threads at once.
class Store {
 public:
  virtual ~Store() = default;

  /// A read transaction sees the last durable state. A write transaction waits for the one writer;
  /// throws Refusal(unavailable) when it does not get it in 10 s or the disk refuses to write.
  virtual std::unique_ptr<Txn> begin(Access access) = 0;

  /// The last durable event.
  virtual Checkpoint head() = 0;
  /// The hash of event `seq`, or nothing.
  virtual std::optional<Hash> event_hash(std::uint64_t seq) = 0;
  /// Durable events with a higher number, in order, at most `limit`.
  virtual std::vector<Event> events_after(std::uint64_t seq, std::size_t limit) = 0;

  /// Called after durable batches that held events (once for several, if it is slow), on a thread
  /// of the store: keep it short. Set once, before the first write.
  virtual void on_durable(std::function<void()> call) = 0;

  /// Walks both logs from the start; nothing when every link holds, from segment to segment of the
  /// access log too.
  virtual std::optional<ChainFault> verify() = 0;
  /// Writes a consistent, encrypted copy of the running store to a file that is not there yet,
  /// reads it back and looks whether all of it holds. Throws std::runtime_error with a sentence for
  /// the operator; then there is no such file.
  virtual Backup backup(const std::string& path) = 0;
};

/// Opens the store at `path`, making or migrating it. Throws std::runtime_error with a sentence for
/// the operator when it is damaged, made by a newer version, or `key` is not the one it was made
/// with.
std::unique_ptr<Store> open_sqlite_store(const std::string& path, const MasterKey& key, Env& env);

}  // namespace expertise
