// Appointments, the time that booked ones take of each specialist, and the feeds that people's own
// calendars read, in their tables.
#include <stdexcept>

#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string select_appointment =
    "SELECT a.id, a.consultation, a.municipality, a.specialists, a.way, a.begin_at, a.end_at, "
    "a.state, a.sequence, a.booked_by, a.booked_at, a.changed_at, a.sealed FROM appointment a";

Appointment appointment_row(Query& row) {
  Appointment a;
  row.read(a.id, a.consultation, a.municipality, a.specialists, a.way, a.begin, a.end, a.state,
           a.sequence, a.booked_by, a.booked_at, a.changed_at, a.sealed);
  return a;
}

Feed feed_row(Query& row) {
  Feed f;
  row.read(f.user, f.token_hash, f.made_at);
  return f;
}

}  // namespace

void SqliteTxn::put(const Appointment& a) {
  check_writing();
  const bool is_booked = a.state == AppointmentState::booked;
  if (is_booked && !appointment_times(a.specialists, a.begin, a.end, a.id).empty()) {
    throw Refusal(Reason::conflict, "taken");
  }
  change(
      "INSERT INTO appointment (id, consultation, municipality, specialists, way, begin_at, "
      "end_at, state, sequence, booked_by, booked_at, changed_at, sealed) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET consultation = excluded.consultation, "
      "municipality = excluded.municipality, specialists = excluded.specialists, "
      "way = excluded.way, begin_at = excluded.begin_at, end_at = excluded.end_at, "
      "state = excluded.state, sequence = excluded.sequence, booked_by = excluded.booked_by, "
      "booked_at = excluded.booked_at, changed_at = excluded.changed_at, sealed = excluded.sealed")
      .bind(a.id, a.consultation, a.municipality, a.specialists, a.way, a.begin, a.end, a.state,
            a.sequence, a.booked_by, a.booked_at, a.changed_at, a.sealed)
      .run();
  change("DELETE FROM appointment_time WHERE appointment = ?").bind(a.id).run();
  if (!is_booked) return;
  for (const SpecialistId& each : a.specialists) {
    change(
        "INSERT INTO appointment_time (specialist, begin_at, end_at, appointment) "
        "VALUES (?, ?, ?, ?)")
        .bind(each, a.begin, a.end, a.id)
        .run();
  }
}

std::optional<Appointment> SqliteTxn::appointment(AppointmentId id) {
  Query query = read(select_appointment + " WHERE a.id = ?");
  query.bind(id);
  return one(std::move(query), appointment_row);
}

std::vector<Appointment> SqliteTxn::appointments(ConsultationId consultation) {
  Query query = read(select_appointment + " WHERE a.consultation = ? ORDER BY a.begin_at, a.id");
  query.bind(consultation);
  return all(std::move(query), appointment_row);
}

std::map<SpecialistId, std::vector<Span>> SqliteTxn::appointment_times(
    const std::vector<SpecialistId>& ids, Instant from, Instant to,
    std::optional<AppointmentId> but) {
  constexpr std::size_t most_at_once = 1000;
  if (ids.size() > most_at_once) {
    throw std::logic_error("more appointments asked for than allowed");
  }
  Where where;
  where.add_in("specialist", ids);
  // None lasts longer, so that the index is read from there on.
  where.add("begin_at > ?", from - AppointmentRules::longest);
  where.add("begin_at < ?", to);
  where.add("end_at > ?", from);
  if (but) where.add("appointment <> ?", *but);
  Query query = read("SELECT specialist, begin_at, end_at FROM appointment_time" + where.text() +
                     " ORDER BY specialist, begin_at");
  where.bind(query);
  std::map<SpecialistId, std::vector<Span>> found;
  while (query.next()) {
    found[query.get<SpecialistId>(0)].push_back({query.get<Instant>(1), query.get<Instant>(2)});
  }
  return found;
}

std::vector<Appointment> SqliteTxn::find(const AppointmentQuery& query) {
  Where whose;
  if (query.specialist) {
    whose.add("a.id IN (SELECT appointment FROM appointment_time WHERE specialist = ?)",
              *query.specialist);
  }
  if (query.participant) {
    whose.add("a.consultation IN (SELECT id FROM consultation WHERE asker = ?)",
              *query.participant);
    whose.add(
        "a.consultation IN (SELECT consultation FROM consultation_participant WHERE user = ?)",
        *query.participant);
  }
  Where where;
  where.add_any(std::move(whose));
  where.add("a.state = ?", AppointmentState::booked);
  where.add("a.end_at > ?", query.ends_after);
  Query found = read(select_appointment + where.text() + " ORDER BY a.begin_at, a.id LIMIT ?");
  where.bind(found).bind(query.limit);
  return all(std::move(found), appointment_row);
}

void SqliteTxn::put(const Feed& f) {
  change(
      "INSERT INTO feed (user, token_hash, made_at) VALUES (?, ?, ?) ON CONFLICT (user) DO UPDATE "
      "SET token_hash = excluded.token_hash, made_at = excluded.made_at")
      .bind(f.user, f.token_hash, f.made_at)
      .run();
}

std::optional<Feed> SqliteTxn::feed(UserId user) {
  Query query = read("SELECT user, token_hash, made_at FROM feed WHERE user = ?");
  query.bind(user);
  return one(std::move(query), feed_row);
}

std::optional<Feed> SqliteTxn::feed(const Hash& token_hash) {
  Query query = read("SELECT user, token_hash, made_at FROM feed WHERE token_hash = ?");
  query.bind(token_hash);
  return one(std::move(query), feed_row);
}

void SqliteTxn::remove_feed(UserId user) {
  change("DELETE FROM feed WHERE user = ?").bind(user).run();
}

}  // namespace expertise::sqlite
