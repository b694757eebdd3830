// Mail that the mail server took and that came back later. Anybody can write such a mail, so only
// one that names a Message-ID of ours together with the address that it went to says anything.
#include <algorithm>
#include <stdexcept>

#include "server/domain/people.h"
#include "server/pool/notifications.h"

namespace expertise {

namespace {

// More than anybody is told of while a mail can be on its way.
constexpr std::size_t newest_looked_at = 2'000;
// A mail of ours goes to one person.
constexpr std::size_t addresses_looked_at = 20;

struct CameBack {
  User reader;
  std::vector<Notification> told;
  bool refuses = false;
};

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

void keep(Txn& txn, const CameBack& mail, Instant now) {
  for (const Notification& each : mail.told) {
    auto known = txn.notification(each.user, each.number);
    if (!known || known->mail != MailState::sent) continue;
    known->mail = MailState::failed;
    txn.put_mail(*known);
  }
  if (!mail.refuses) return;
  NotificationReader reader = txn.notification_reader(mail.reader.id);
  reader.refused_address = mail.reader.email;
  reader.refused_at = now;
  txn.put(reader);
}

}  // namespace

bool Notifications::take_report(const DeliveryReport& report, Instant now) {
  std::vector<CameBack> all;
  {
    auto txn = context_.store.begin(Access::read);
    std::size_t looked_at = 0;
    for (const NotDelivered& each : report.not_delivered) {
      for (const std::string& written : each.addresses) {
        if (++looked_at > addresses_looked_at) break;
        const auto address = normal_email(written);
        const auto user = address ? txn->user_by_email(*address) : std::nullopt;
        if (!user) continue;
        CameBack mail{.reader = *user, .refuses = each.refuses};
        for (Notification& told : txn->notifications(user->id, newest_looked_at)) {
          const bool is_it =
              told.mail == MailState::sent && holds(report.message_ids, message_id(told));
          if (is_it) mail.told.push_back(std::move(told));
        }
        if (!mail.told.empty()) all.push_back(std::move(mail));
      }
    }
  }
  if (all.empty()) return false;
  auto txn = context_.store.begin(Access::write);
  for (const CameBack& each : all) keep(*txn, each, now);
  txn->commit();
  return true;
}

std::size_t Notifications::take_returned(MailReturns& box, Instant now) {
  std::size_t returned = 0;
  std::string fault;
  for (const std::string& name : box.waiting(returns_at_once)) {
    const auto report = box.report(name);
    if (report && take_report(*report, now)) ++returned;
    try {
      box.set_aside(name);
    } catch (const std::runtime_error& cannot) {
      fault = cannot.what();
    }
  }
  if (!fault.empty()) throw std::runtime_error(fault);
  return returned;
}

}  // namespace expertise
