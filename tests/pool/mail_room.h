// What people are told, watched from outside: a mail server that is sometimes away and knows what
// it took about which event, and a look at every row of every reader.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "server/domain/local_time.h"
#include "server/outgoing/outgoing.h"
#include "server/store/store.h"

namespace expertise {

/// What brought a notification about, and who reads it.
using ToldKey = std::tuple<UserId, NotificationOrigin, IdBytes, std::int64_t>;

inline ToldKey key_of(const Notification& told) {
  return {told.user, told.origin, told.subject, told.mark};
}

/// Judges mail by what it is about, whatever Message-ID it has.
class MailRoom : public Mailer {
 public:
  /// `due` gives what the mail that is being handed in tells of.
  MailRoom(std::function<bool(unsigned)> chance, std::function<std::vector<Notification>()> due)
      : chance_(std::move(chance)), due_(std::move(due)) {}

  MailAnswer send(const Mail& mail) override {
    if (chance_(20)) return {MailOutcome::unreachable, "nobody there"};
    if (chance_(20)) return {MailOutcome::later, "450 later"};
    last_.clear();
    for (const Notification& each : due_()) {
      const ToldKey key = key_of(each);
      last_.push_back(each);
      const auto [taken, is_first] = taken_.emplace(key, mail.message_id);
      // Only where the program died before it knew that this was taken, and under the same id.
      if (!is_first && !unsure_.contains(key)) ++twice;
      if (taken->second != mail.message_id) ++under_another_id;
    }
    if (last_.empty()) ++about_nothing;
    if (!mail.calendar.empty()) ++with_a_file;
    ids_.insert(mail.message_id);
    return {MailOutcome::sent, "250 OK"};
  }
  void stop() override {}

  /// The program died: what it does not know to be taken it hands in again.
  void forget_last(Store& store) {
    auto txn = store.begin(Access::read);
    for (const Notification& each : last_) {
      const auto row = txn->notification(each.user, each.number);
      if (row && row->mail == MailState::waiting) unsure_.insert(key_of(each));
    }
  }
  void begin() { last_.clear(); }
  bool took(const Notification& told) const { return taken_.contains(key_of(told)); }
  std::size_t taken() const { return ids_.size(); }

  int twice = 0;
  int under_another_id = 0;
  int about_nothing = 0;
  int with_a_file = 0;

 private:
  std::function<bool(unsigned)> chance_;
  std::function<std::vector<Notification>()> due_;
  std::vector<Notification> last_;
  std::map<ToldKey, std::string> taken_;
  std::set<std::string> ids_;
  std::set<ToldKey> unsure_;
};

/// Looks at every row that readers got since the last look, before old ones are removed.
class ToldOnce {
 public:
  void look(Store& store, const std::vector<UserId>& readers) {
    auto txn = store.begin(Access::read);
    for (const UserId& reader : readers) {
      while (const auto row = txn->notification(reader, seen_[reader] + 1)) {
        ++seen_[reader];
        ++rows;
        judge(store, *row);
      }
    }
  }

  std::size_t rows = 0;

 private:
  void judge(Store& store, const Notification& row) {
    CAPTURE(code(row.kind), code(row.origin), rfc3339(row.at), row.number);
    CHECK(by_origin_.insert(key_of(row)).second);
    Event event;
    if (row.origin == NotificationOrigin::event) {
      event = store.events_after(static_cast<std::uint64_t>(row.mark) - 1, 1).at(0);
      CHECK(tells_people(event.kind));
      CHECK(event.at == row.at);
      CHECK(event.consultation == row.consultation);
      CHECK((event.actor != row.user || is_of_appointment(row.kind)));
    }
    const std::string subject = subject_of(row, event);
    CAPTURE(subject);
    CHECK(by_subject_.insert({row.user, said_of(row.kind), subject}).second);
  }

  // Of one invitation somebody hears once that it is theirs, whoever thought of it.
  static NotificationKind said_of(NotificationKind kind) {
    using Kind = NotificationKind;
    const bool is_invitation = kind == Kind::next_in_line || kind == Kind::asked_by_coordinator ||
                               kind == Kind::handed_to_you;
    return is_invitation ? Kind::invited : kind;
  }

  // Of which this kind is told a reader once and never again.
  static std::string subject_of(const Notification& row, const Event& event) {
    using Kind = NotificationKind;
    const auto detail = [&](const char* name) {
      const auto found = event.details.find(name);
      return found == event.details.end() ? std::string() : found->second;
    };
    const std::string consultation = row.consultation ? row.consultation->text() : std::string();
    if (row.invitation) return row.invitation->text();
    if (!detail("invitation").empty()) return detail("invitation");
    switch (row.kind) {
      case Kind::queue_waits:
        return row.municipality.text() + " " + local_date(row.at);
      case Kind::appointment_booked:
      case Kind::appointment_cancelled:
        return detail("appointment");
      case Kind::appointment_moved:
        return detail("appointment") + " " + detail("begin") + " " + rfc3339(row.at);
      case Kind::closed:
      case Kind::withdrawn:
      case Kind::look_back:
        return consultation;
      default:
        return consultation + " " + rfc3339(row.at);
    }
  }

  std::map<UserId, std::int64_t> seen_;
  std::set<ToldKey> by_origin_;
  std::set<std::tuple<UserId, NotificationKind, std::string>> by_subject_;
};

}  // namespace expertise
