// What retention reads and writes, in its tables: chosen terms, holds, what is over, and who is no
// longer known.
#include "server/store/sqlite/logs.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string select_hold =
    "SELECT consultation, municipality, reason, until_at, put_at, decided_by "
    "FROM consultation_hold";

Hold hold_row(Query& row) {
  Hold h;
  row.read(h.consultation, h.municipality, h.reason, h.until, h.put_at, h.decided_by);
  return h;
}

template <class IdType>
Since<IdType> since_row(Query& row) {
  return {row.get<IdType>(0), row.get<Instant>(1)};
}

}  // namespace

void SqliteTxn::put_retention_term(const RetentionTerm& term) {
  change(
      "INSERT INTO retention_term (municipality, class, days) VALUES (?, ?, ?) "
      "ON CONFLICT (municipality, class) DO UPDATE SET days = excluded.days")
      .bind(term.municipality, term.what, term.days)
      .run();
}

std::vector<RetentionTerm> SqliteTxn::retention_terms() {
  return all(
      read("SELECT municipality, class, days FROM retention_term ORDER BY municipality, class"),
      [](Query& row) {
        RetentionTerm term;
        row.read(term.municipality, term.what, term.days);
        return term;
      });
}

void SqliteTxn::put_hold(const Hold& h) {
  change(
      "INSERT INTO consultation_hold (consultation, municipality, reason, until_at, put_at, "
      "decided_by) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (consultation) DO UPDATE SET "
      "reason = excluded.reason, until_at = excluded.until_at, put_at = excluded.put_at, "
      "decided_by = excluded.decided_by")
      .bind(h.consultation, h.municipality, h.reason, h.until, h.put_at, h.decided_by)
      .run();
}

std::optional<Hold> SqliteTxn::hold(ConsultationId consultation) {
  Query query = read(select_hold + " WHERE consultation = ?");
  query.bind(consultation);
  return one(std::move(query), hold_row);
}

std::vector<Hold> SqliteTxn::holds() {
  return all(read(select_hold + " ORDER BY until_at, consultation"), hold_row);
}

void SqliteTxn::remove_hold(ConsultationId consultation) {
  change("DELETE FROM consultation_hold WHERE consultation = ?").bind(consultation).run();
}

bool SqliteTxn::is_erased(ConsultationId consultation) {
  Query query = read("SELECT 1 FROM consultation WHERE id = ? AND erased_at IS NOT NULL");
  query.bind(consultation);
  return query.next();
}

// Nothing begins its term before it was asked, so that the index leaves out what is newer.
// What still runs (its moments are of the first answer and the first advice) counts from the last
// that happened to it.
std::vector<Since<ConsultationId>> SqliteTxn::consultations_since_before(
    MunicipalityId municipality, Instant before, std::size_t limit) {
  Query query = read(
      "SELECT c.id, coalesce(c.ended_at, c.closed_at, "
      "(SELECT max(e.at) FROM event e WHERE e.consultation = c.id), c.advised_at, "
      "c.first_answered_at, c.asked_at) AS since "
      "FROM consultation c INDEXED BY consultation_not_erased "
      "WHERE c.municipality = ? AND c.asked_at < ? AND c.erased_at IS NULL "
      "AND coalesce(c.ended_at, c.closed_at, c.advised_at, c.first_answered_at, c.asked_at) < ? "
      "AND (c.ended_at IS NOT NULL OR c.closed_at IS NOT NULL OR NOT EXISTS "
      "(SELECT 1 FROM event e WHERE e.consultation = c.id AND e.at >= ?)) "
      "ORDER BY since, c.id LIMIT ?");
  query.bind(municipality, before, before, before, limit);
  return all(std::move(query), since_row<ConsultationId>);
}

void SqliteTxn::put_left(UserId user, std::optional<Instant> at) {
  change("UPDATE user SET left_at = ?, forgotten_at = NULL WHERE id = ?").bind(at, user).run();
}

void SqliteTxn::put_left(SpecialistId specialist, std::optional<Instant> at) {
  change("UPDATE specialist SET left_at = ?, forgotten_at = NULL WHERE id = ?")
      .bind(at, specialist)
      .run();
}

std::optional<Instant> SqliteTxn::left_at(SpecialistId specialist) {
  Query query =
      read("SELECT left_at FROM specialist WHERE id = ? AND NOT active AND left_at IS NOT NULL");
  query.bind(specialist);
  return one_value<Instant>(std::move(query));
}

std::vector<Since<UserId>> SqliteTxn::users_left_before(MunicipalityId municipality, Instant before,
                                                        std::size_t limit) {
  Query query = read(
      "SELECT id, left_at FROM user WHERE municipality = ? AND NOT active AND left_at < ? "
      "AND forgotten_at IS NULL ORDER BY left_at, id LIMIT ?");
  query.bind(municipality, before, limit);
  return all(std::move(query), since_row<UserId>);
}

std::vector<Since<SpecialistId>> SqliteTxn::specialists_left_before(MunicipalityId municipality,
                                                                    Instant before,
                                                                    std::size_t limit) {
  Query query = read(
      "SELECT id, left_at FROM specialist WHERE municipality = ? AND NOT active AND left_at < ? "
      "AND forgotten_at IS NULL ORDER BY left_at, id LIMIT ?");
  query.bind(municipality, before, limit);
  return all(std::move(query), since_row<SpecialistId>);
}

bool SqliteTxn::forget(UserId user, Instant at) {
  // The address must be one, and of one user only; nothing is delivered to .invalid (RFC 2606).
  change(
      "UPDATE user SET name = '', email = ?, roles = '', teams = x'', specialist = NULL, "
      "partner_of = NULL, forgotten_at = ? WHERE id = ? AND NOT active AND forgotten_at IS NULL")
      .bind(user.text() + "@vergeten.invalid", at, user)
      .run();
  if (connection().changes() == 0) return false;
  for (const char* sql :
       {"DELETE FROM user_role WHERE user = ?", "DELETE FROM user_team WHERE user = ?",
        "DELETE FROM password WHERE user = ?", "DELETE FROM second_factor WHERE user = ?",
        "DELETE FROM permit WHERE user = ?", "DELETE FROM session WHERE user = ?",
        "DELETE FROM passkey WHERE user = ?", "DELETE FROM identity WHERE user = ?",
        "DELETE FROM feed WHERE user = ?", "DELETE FROM notification WHERE user = ?",
        "DELETE FROM notification_reader WHERE user = ?",
        "DELETE FROM idempotent_answer WHERE user = ?", "DELETE FROM draft WHERE maker = ?"}) {
    change(sql).bind(user).run();
  }
  turn_->destroyed_text();
  return true;
}

bool SqliteTxn::forget(SpecialistId specialist, Instant at) {
  change(
      "UPDATE specialist SET external_id = '', name = '', title = '', organisation = '', "
      "summary = '', topics = '', life_domains = '', laws = '', age_groups = '', "
      "target_groups = '', languages = '', neighbourhoods = '', availability = '', phone = '', "
      "email = '', contact_times = '', forgotten_at = ? "
      "WHERE id = ? AND NOT active AND forgotten_at IS NULL")
      .bind(at, specialist)
      .run();
  if (connection().changes() == 0) return false;
  for (const char* sql : {"DELETE FROM specialist_entry WHERE specialist = ?",
                          "DELETE FROM calendar WHERE specialist = ?",
                          "DELETE FROM decision_times WHERE specialist = ?"}) {
    change(sql).bind(specialist).run();
  }
  turn_->destroyed_text();
  return true;
}

std::vector<Event> SqliteTxn::destroying_events_after(std::uint64_t seq, std::size_t limit) {
  Query query = read(select_event +
                     " INDEXED BY event_of_destroying WHERE kind IN ('consultation_erased', "
                     "'own_reference_set', 'person_forgotten', 'text_destroyed') AND seq > ? "
                     "ORDER BY seq LIMIT ?");
  query.bind(seq, limit);
  return all(std::move(query), event_row);
}

Paged<Event> SqliteTxn::destroyed(const DestructionQuery& query) {
  static const std::string by_index = " INDEXED BY event_of_destroying_by_municipality";
  Where where;
  where.add(
      "kind IN ('access_segment_destroyed', 'consultation_erased', 'person_forgotten', "
      "'text_destroyed')");
  where.add("municipality = ?", query.municipality);
  if (query.from) where.add("at >= ?", *query.from);
  if (query.before) where.add("at < ?", *query.before);
  return paged(connection(), select_event + by_index, "SELECT count(*) FROM event" + by_index,
               where, "at, seq", query.page, event_row);
}

}  // namespace expertise::sqlite
