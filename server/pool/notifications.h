// What people are told: the list in the web client, and the mail about it. The log of events is the
// outbox: it is followed from where it was left, and what time brings is worked out from the state,
// so that after a restart or a day of downtime nothing is skipped and nothing told twice.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "server/domain/actor.h"
#include "server/outgoing/outgoing.h"
#include "server/pool/context.h"

namespace expertise {

struct NotificationList {
  /// Newest first.
  std::vector<Notification> items;
  std::size_t unread = 0;
  std::int64_t revision = 0;
};

/// For the page that says how the service is.
struct MailStanding {
  bool sends = false;
  /// False when the last try did not get through to the mail server.
  bool reachable = true;
  MailCounts counts;
};

/// Safe to use from many threads at once.
class Notifications {
 public:
  static constexpr std::size_t listed_most = 50;

  explicit Notifications(Context context) : context_(context) {}

  /// Mail goes over `mailer`, from `sender`, with links to `public_origin`. Without this no mail is
  /// tried. Call it before anything is told; `mailer` must outlive this.
  void send_with(Mailer& mailer, std::string sender, std::string public_origin);

  // One's own. Throws Refusal(not_found) for who is no user.
  /// The same as long as the list would be.
  std::int64_t revision(const Actor& actor);
  NotificationList list(const Actor& actor);
  /// From the first to the last number.
  NotificationList mark_read(const Actor& actor, std::int64_t first, std::int64_t last);
  NotificationReader settings(const Actor& actor);
  /// An address that refused mail is tried again. Throws Refusal with the faults.
  NotificationReader change_settings(const Actor& actor, const NotificationSettings& settings);

  /// Of these users, those whose address refuses mail.
  std::vector<UserId> refusing_mail(const std::vector<UserId>& users);
  MailStanding standing(Instant now);

  /// Follows the log to its end; gives how many notifications it made.
  std::size_t follow(Instant now);
  /// What time brings: reminders at half time, looking back, the coordinators' queue of the day,
  /// the end of what is old. Gives how many notifications it made.
  std::size_t tell_what_is_due(Instant now);
  /// Sends the mail that may go; gives how many were sent. Throws std::runtime_error when the mail
  /// server cannot be reached: what waits is tried again by itself.
  std::size_t send_due(Instant now);
  /// Reads what waits in `box`, at most `returns_at_once` mails, and sets it aside. Mail of ours
  /// that came back counts as failed; what is anything else changes nothing. Gives how many came
  /// back. Throws std::runtime_error when something cannot be set aside.
  std::size_t take_returned(MailReturns& box, Instant now);
  static constexpr std::size_t returns_at_once = 100;

 private:
  struct Parcel;

  bool add(Txn& txn, Notification notification, Instant now);
  std::size_t tell(Txn& txn, const Event& event, Instant now);
  std::size_t remind(Instant now);
  bool remind_one(InvitationId id, Instant now);
  std::size_t ask_to_look_back(Instant now);
  std::size_t tell_of_queues(Instant now);
  std::size_t tell_of_queue(Txn& txn, const Municipality& municipality, LocalDay today,
                            Instant now);
  void remove_old(Instant now);

  Parcel prepare(const Notification& first, Instant now);
  void record(const Parcel& parcel, const MailAnswer& answer, Instant now);
  std::string message_id(const Notification& first) const;
  bool take_report(const DeliveryReport& report, Instant now);

  Context context_;
  Mailer* mailer_ = nullptr;
  std::string sender_;
  std::string public_origin_;

  // Following, telling and sending are each one thread's at a time.
  std::mutex following_;
  std::mutex telling_;
  std::mutex sending_;
  // What was seen, so that it is not looked up again; the store is the truth.
  std::atomic<std::uint64_t> followed_{0};
  std::atomic<bool> reachable_{true};
  std::map<MunicipalityId, std::string> queue_told_on_;
  Instant removed_at_{};
};

}  // namespace expertise
