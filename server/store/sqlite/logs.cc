#include "server/store/sqlite/logs.h"

#include <algorithm>
#include <stdexcept>

#include "server/domain/refusal.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

const std::string select_event =
    "SELECT seq, at, kind, version, actor, municipality, consultation, specialist, details, "
    "sealed, previous, hash FROM event";

const std::string select_access_entry =
    "SELECT seq, segment, at, action, object, consultation, municipality, result, actor, role, "
    "purpose, origin, count, previous, hash FROM access_entry";

namespace {

// All of an event but its details, which are left in the spelling of the row.
Event bare_event(Query& row, std::string& details) {
  Event e;
  row.read(e.seq, e.at, e.kind, e.version, e.actor, e.municipality, e.consultation, e.specialist,
           details, e.sealed, e.previous, e.hash);
  return e;
}

}  // namespace

Event event_row(Query& row) {
  std::string details;
  Event e = bare_event(row, details);
  auto parsed = parse_details(details);
  if (!parsed) throw std::runtime_error("the details of an event cannot be read");
  e.details = std::move(*parsed);
  return e;
}

Link event_link(Query& row) {
  std::string details;
  Event e = bare_event(row, details);
  return {e.previous, e.hash, chain_hash(e, details)};
}

Link access_link(Query& row) {
  AccessEntry e = access_entry_row(row);
  return {e.previous, e.hash, chain_hash(e)};
}

AccessSegment newest_segment(Connection& connection) {
  AccessSegment newest;
  Query query = connection.query(
      "SELECT substr(chain, 8), seq, hash FROM chain_head WHERE chain > 'access ' AND "
      "chain < 'access!' ORDER BY chain DESC LIMIT 1");
  if (query.next()) query.read(newest.segment, newest.head.seq, newest.head.hash);
  return newest;
}

AccessEntry access_entry_row(Query& row) {
  AccessEntry e;
  row.read(e.seq, e.segment, e.at, e.action, e.object, e.consultation, e.municipality, e.result,
           e.actor, e.role, e.purpose, e.origin, e.count, e.previous, e.hash);
  return e;
}

std::string access_chain(const std::string& segment) { return "access " + segment; }

Checkpoint chain_head(Connection& connection, const std::string& chain) {
  Checkpoint head;
  Query query = connection.query("SELECT seq, hash FROM chain_head WHERE chain = ?");
  query.bind(chain);
  if (query.next()) query.read(head.seq, head.hash);
  return head;
}

void SqliteTxn::set_chain_head(const std::string& chain, const Checkpoint& head) {
  change(
      "INSERT INTO chain_head (chain, seq, hash) VALUES (?, ?, ?) "
      "ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash")
      .bind(chain, head.seq, head.hash)
      .run();
}

void SqliteTxn::put_read(UserId user, ConsultationId consultation) {
  change(
      "INSERT INTO read_until (user, consultation, municipality, seq) VALUES (?, ?, ?, "
      "(SELECT coalesce(max(seq), 0) FROM event WHERE consultation = ?)) "
      "ON CONFLICT (user, consultation) DO UPDATE SET seq = excluded.seq")
      .bind(user, consultation, municipality_of(consultation), consultation)
      .run();
}

bool SqliteTxn::has_unread(UserId user, ConsultationId consultation,
                           const std::vector<EventKind>& but) {
  std::string others;
  for (std::size_t i = 0; i < but.size(); ++i) others += i == 0 ? "?" : ", ?";
  Query query = read(
      "SELECT 1 FROM event WHERE consultation = ? AND seq > coalesce((SELECT seq FROM read_until "
      "WHERE user = ? AND consultation = ?), 0) AND actor IS NOT ? AND kind NOT IN (" +
      others + ") LIMIT 1");
  query.bind(consultation, user, consultation, user);
  for (EventKind kind : but) query.bind(kind);
  return query.next();
}

Event SqliteTxn::append(Event e) {
  check_writing();
  Checkpoint head = last_event_ ? *last_event_ : chain_head(connection(), event_chain);
  e.seq = head.seq + 1;
  e.previous = head.hash;
  e.hash = chain_hash(e);
  change(
      "INSERT INTO event (seq, at, kind, version, actor, municipality, consultation, specialist, "
      "details, sealed, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(e.seq, e.at, e.kind, e.version, e.actor, e.municipality, e.consultation, e.specialist,
            details_json(e.details), e.sealed, e.previous, e.hash)
      .run();
  note_topic(e);
  last_event_ = Checkpoint{e.seq, e.hash};
  turn_->appended(*last_event_);
  return e;
}

Paged<Event> SqliteTxn::find(const EventQuery& query) {
  Where where;
  where.add_in("municipality", query.municipalities);
  if (query.consultation) where.add("consultation = ?", *query.consultation);
  if (!query.kinds.empty()) where.add_in("kind", query.kinds);
  if (query.from) where.add("at >= ?", *query.from);
  if (query.before) where.add("at < ?", *query.before);
  return paged(connection(), select_event, "SELECT count(*) FROM event", where,
               query.consultation ? "seq" : "seq DESC", query.page, event_row);
}

AccessEntry SqliteTxn::record_access(AccessEntry e) {
  check_writing();
  try {
    return write_access(std::move(e));
  } catch (const std::logic_error&) {
    throw;
  } catch (const std::exception&) {
    throw Refusal(Reason::unavailable, "cannot_record_access");
  }
}

AccessEntry SqliteTxn::write_access(AccessEntry e) {
  const AccessSegment newest = newest_segment(connection());
  // A month that has a follower grows no more: its head is what the follower starts from.
  e.segment = std::max(rfc3339(e.at).substr(0, 7), newest.segment);
  const bool is_new = e.segment != newest.segment;
  if (is_new) {
    change("INSERT INTO access_segment (segment, starts_from) VALUES (?, ?)")
        .bind(e.segment, newest.head.hash)
        .run();
  }
  e.seq = is_new ? 1 : newest.head.seq + 1;
  e.previous = newest.head.hash;
  e.hash = chain_hash(e);
  change(
      "INSERT INTO access_entry (segment, seq, at, action, object, consultation, municipality, "
      "result, actor, role, purpose, origin, count, previous, hash) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(e.segment, e.seq, e.at, e.action, e.object, e.consultation, e.municipality, e.result,
            e.actor, e.role, e.purpose, e.origin, e.count, e.previous, e.hash)
      .run();
  set_chain_head(access_chain(e.segment), {e.seq, e.hash});
  return e;
}

Paged<AccessEntry> SqliteTxn::find(const AccessQuery& query) {
  Where where;
  if (query.of) where.add("actor = ?", *query.of);
  if (query.of_asker) {
    where.add("consultation IN (SELECT id FROM consultation WHERE asker = ?) AND actor IS NOT ?",
              *query.of_asker, *query.of_asker);
  }
  if (query.failed_sign_ons) where.add("action = 'sign_on' AND result <> 'done'");
  const bool is_of_places = !query.of && !query.of_asker && !query.failed_sign_ons;
  if (is_of_places) where.add_in("municipality", query.municipalities);
  if (query.consultation) where.add("consultation = ?", *query.consultation);
  if (query.actor) where.add("actor = ?", *query.actor);
  if (query.from) where.add("at >= ?", *query.from);
  if (query.before) where.add("at < ?", *query.before);
  const std::string by_index =
      query.failed_sign_ons ? " INDEXED BY access_entry_of_failed_sign_on" : "";
  return paged(connection(), select_access_entry + by_index,
               "SELECT count(*) FROM access_entry" + by_index, where,
               "at DESC, segment DESC, seq DESC", query.page, access_entry_row);
}

std::vector<AccessSegment> SqliteTxn::access_segments() {
  Query query = read(
      "SELECT s.segment, h.seq, h.hash, s.destroyed_at FROM access_segment s "
      "JOIN chain_head h ON h.chain = 'access ' || s.segment ORDER BY s.segment");
  return all(std::move(query), [](Query& row) {
    AccessSegment each;
    row.read(each.segment, each.head.seq, each.head.hash, each.destroyed_at);
    return each;
  });
}

std::optional<Hash> SqliteTxn::access_hash(const std::string& segment, std::uint64_t seq) {
  Query query = read("SELECT hash FROM access_entry WHERE segment = ? AND seq = ?");
  query.bind(segment, seq);
  return one_value<Hash>(std::move(query));
}

void SqliteTxn::mark_destroyed(const std::string& segment, Instant at) {
  if (segment >= newest_segment(connection()).segment) {
    throw std::logic_error("the newest segment of the access log is destroyed");
  }
  change("UPDATE access_segment SET destroyed_at = ? WHERE segment = ? AND destroyed_at IS NULL")
      .bind(at, segment)
      .run();
}

std::size_t SqliteTxn::remove_access_entries(const std::string& segment, std::size_t limit) {
  change(
      "DELETE FROM access_entry WHERE segment = ? AND seq IN (SELECT seq FROM access_entry WHERE "
      "segment = ? ORDER BY seq LIMIT ?)")
      .bind(segment, segment, limit)
      .run();
  turn_->destroyed_text();
  return static_cast<std::size_t>(connection().changes());
}

}  // namespace expertise::sqlite
