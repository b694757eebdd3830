// What people are told, how they want to be told, and how far their mail is, in their tables.
#include <stdexcept>

#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string columns =
    "user, number, origin, subject, mark, kind, at, municipality, consultation, invitation, "
    "specialist, person, answer_by, count, urgent, read_at, mail, attempts, mail_at, digest, "
    "sent_at";

const std::string select_notification = "SELECT " + columns + " FROM notification";

// What a reader did themselves is no news to them.
const std::string news = "person IS NOT user";

Notification notification_row(Query& row) {
  Notification n;
  row.read(n.user, n.number, n.origin, n.subject, n.mark, n.kind, n.at, n.municipality,
           n.consultation, n.invitation, n.specialist, n.person, n.answer_by, n.count, n.urgent,
           n.read_at, n.mail, n.attempts, n.mail_at, n.digest, n.sent_at);
  return n;
}

}  // namespace

NotificationReader SqliteTxn::notification_reader(UserId user) {
  NotificationReader reader{.user = user};
  Query query = read(
      "SELECT mail, quiet_from, quiet_until, quiet_weekends, refused_address, refused_at, revision "
      "FROM notification_reader WHERE user = ?");
  query.bind(user);
  if (!query.next()) return reader;
  std::optional<int> from, until;
  query.read(reader.settings.mail, from, until, reader.settings.quiet_weekends,
             reader.refused_address, reader.refused_at, reader.revision);
  if (from && until) reader.settings.quiet = QuietHours{*from, *until};
  return reader;
}

void SqliteTxn::put(const NotificationReader& reader) {
  const auto& quiet = reader.settings.quiet;
  touch_notifications(reader.user);
  change(
      "UPDATE notification_reader SET mail = ?, quiet_from = ?, quiet_until = ?, quiet_weekends = "
      "?, refused_address = ?, refused_at = ? WHERE user = ?")
      .bind(reader.settings.mail, quiet ? std::optional(quiet->from) : std::nullopt,
            quiet ? std::optional(quiet->until) : std::nullopt, reader.settings.quiet_weekends,
            reader.refused_address, reader.refused_at, reader.user)
      .run();
}

void SqliteTxn::touch_notifications(UserId user) {
  change(
      "INSERT INTO notification_reader (user, mail, quiet_weekends, refused_address, last_number, "
      "revision) VALUES (?, ?, 0, '', 0, 1) "
      "ON CONFLICT (user) DO UPDATE SET revision = revision + 1")
      .bind(user, NotificationSettings{}.mail)
      .run();
}

bool SqliteTxn::add(const Notification& n) {
  check_writing();
  Query known =
      read("SELECT 1 FROM notification WHERE origin = ? AND subject = ? AND mark = ? AND user = ?");
  known.bind(n.origin, n.subject, n.mark, n.user);
  if (known.next()) return false;
  touch_notifications(n.user);
  change("UPDATE notification_reader SET last_number = last_number + 1 WHERE user = ?")
      .bind(n.user)
      .run();
  change("INSERT INTO notification (" + columns +
         ") VALUES (?, (SELECT last_number FROM notification_reader WHERE user = ?), ?, ?, ?, ?, "
         "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(n.user, n.user, n.origin, n.subject, n.mark, n.kind, n.at, n.municipality,
            n.consultation, n.invitation, n.specialist, n.person, n.answer_by, n.count, n.urgent,
            n.read_at, n.mail, n.attempts, n.mail_at, n.digest, n.sent_at)
      .run();
  return true;
}

std::vector<Notification> SqliteTxn::notifications(UserId user, std::size_t limit) {
  Query query = read(select_notification + " WHERE user = ? ORDER BY number DESC LIMIT ?");
  query.bind(user, limit);
  return all(std::move(query), notification_row);
}

std::optional<Notification> SqliteTxn::notification(UserId user, std::int64_t number) {
  Query query = read(select_notification + " WHERE user = ? AND number = ?");
  query.bind(user, number);
  return one(std::move(query), notification_row);
}

std::size_t SqliteTxn::unread_notifications(UserId user) {
  Query query =
      read("SELECT count(*) FROM notification WHERE user = ? AND read_at IS NULL AND " + news);
  query.bind(user);
  return one_value<std::size_t>(std::move(query)).value_or(0);
}

void SqliteTxn::mark_read(UserId user, std::int64_t first, std::int64_t last, Instant at) {
  change(
      "UPDATE notification SET read_at = ? WHERE user = ? AND read_at IS NULL AND number >= ? AND "
      "number <= ? AND " +
      news)
      .bind(at, user, first, last)
      .run();
  if (connection().changes() > 0) touch_notifications(user);
}

std::uint64_t SqliteTxn::notifications_followed() {
  return one_value<std::uint64_t>(read("SELECT seq FROM notifications_followed")).value_or(0);
}

void SqliteTxn::set_notifications_followed(std::uint64_t seq) {
  change("UPDATE notifications_followed SET seq = ?").bind(seq).run();
}

std::vector<Notification> SqliteTxn::mail_due(Instant now, std::size_t limit) {
  Query query = read(select_notification +
                     " WHERE mail = 'waiting' AND mail_at <= ? ORDER BY mail_at, user, number "
                     "LIMIT ?");
  query.bind(now, limit);
  return all(std::move(query), notification_row);
}

std::vector<Notification> SqliteTxn::digest(UserId user, const std::string& day) {
  Query query = read(select_notification +
                     " WHERE user = ? AND digest = ? AND mail = 'waiting' ORDER BY number");
  query.bind(user, day);
  return all(std::move(query), notification_row);
}

void SqliteTxn::put_mail(const Notification& n) {
  change(
      "UPDATE notification SET mail = ?, attempts = ?, mail_at = ?, digest = ?, sent_at = ? WHERE "
      "user = ? AND number = ?")
      .bind(n.mail, n.attempts, n.mail_at, n.digest, n.sent_at, n.user, n.number)
      .run();
  if (n.mail != MailState::waiting) touch_notifications(n.user);
}

MailCounts SqliteTxn::mail_counts(Instant since) {
  MailCounts counts;
  counts.waiting =
      one_value<std::size_t>(read("SELECT count(*) FROM notification WHERE mail = 'waiting'"))
          .value_or(0);
  Query sent = read("SELECT count(*) FROM notification WHERE mail = 'sent' AND at >= ?");
  sent.bind(since);
  counts.sent = one_value<std::size_t>(std::move(sent)).value_or(0);
  Query failed = read(
      "SELECT count(*) FILTER (WHERE sent_at IS NULL), count(*) FILTER (WHERE sent_at IS NOT NULL) "
      "FROM notification WHERE mail = 'failed' AND at >= ?");
  failed.bind(since);
  if (failed.next()) failed.read(counts.failed, counts.returned);
  return counts;
}

std::vector<UserId> SqliteTxn::refusing_mail(const std::vector<UserId>& users) {
  constexpr std::size_t most_at_once = 1000;
  if (users.size() > most_at_once) throw std::logic_error("more users asked for than allowed");
  Where where;
  where.add_in("r.user", users);
  where.add("r.refused_address <> ''");
  Query query = read(
      "SELECT r.user FROM notification_reader r JOIN user u ON u.id = r.user AND u.email = "
      "r.refused_address" +
      where.text());
  where.bind(query);
  return all_values<UserId>(std::move(query));
}

std::vector<Invitation> SqliteTxn::not_reminded_after(InvitationId last, std::size_t limit) {
  Query query = read(
      // The plus keeps it to those that are pending, few of all there ever were.
      "SELECT id FROM invitation i WHERE state = 'pending' AND +id > ? AND EXISTS (SELECT 1 FROM "
      "user u WHERE u.specialist = i.specialist AND u.active) AND NOT EXISTS (SELECT 1 FROM "
      "notification n WHERE n.origin = 'half_time' AND n.subject = i.id) ORDER BY id LIMIT ?");
  query.bind(last, limit);
  std::vector<Invitation> found;
  for (const InvitationId& id : all_values<InvitationId>(std::move(query))) {
    found.push_back(invitation(id).value());
  }
  return found;
}

std::vector<ConsultationId> SqliteTxn::not_looked_back(Instant closed_before, std::size_t limit) {
  Query query = read(
      "SELECT id FROM consultation c WHERE state = 'closed' AND closed_at <= ? AND EXISTS (SELECT "
      "1 FROM user u WHERE u.id = c.asker AND u.active) AND NOT EXISTS (SELECT 1 FROM notification "
      "n WHERE n.origin = 'look_back' AND n.subject = c.id AND n.mark "
      "= c.closed_at) ORDER BY closed_at, id LIMIT ?");
  query.bind(closed_before, limit);
  return all_values<ConsultationId>(std::move(query));
}

void SqliteTxn::remove_notifications(Instant before) {
  change(
      "UPDATE notification_reader SET revision = revision + 1 WHERE user IN (SELECT user FROM "
      "notification WHERE at < ?)")
      .bind(before)
      .run();
  change("DELETE FROM notification WHERE at < ?").bind(before).run();
  change(
      "DELETE FROM notification WHERE user IN (SELECT r.user FROM notification_reader r JOIN user "
      "u ON u.id = r.user WHERE NOT u.active)")
      .run();
}

}  // namespace expertise::sqlite
