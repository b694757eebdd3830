// Consultations in their table, found only within a scope, and what time brings to them.
#include <stdexcept>
#include <tuple>

#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/scope.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string select_consultation =
    "SELECT c.id, c.municipality, c.team, c.asker, c.participants, c.state, c.origin, c.revision, "
    "c.topics, c.life_domains, c.laws, c.age_group, c.language, c.neighbourhood, c.urgency, "
    "c.way, c.resident, c.pass_on_automatically, c.excluded_specialists, "
    "c.excluded_organisations, c.asked_at, c.answer_by, c.first_answered_at, c.advised_at, "
    "c.with_coordinator_since, c.deputy_told_at, c.overdue_told_at, c.waiting_since, c.closed_at, "
    "c.ended_at, "
    "c.times_passed_on, c.result, c.value_for_resident, c.value_for_asker, c.minutes, "
    "c.referral_avoided, c.tailored_budget_cents, c.follow_up_done, c.follow_up_helped, "
    "c.follow_up_arrived FROM consultation c";

// The columns of a closure and of a follow-up are all filled or all empty.
struct ClosingColumns {
  std::optional<Result> result;
  std::optional<int> value_for_resident, value_for_asker, minutes;
  std::optional<bool> referral_avoided;
  std::optional<std::int64_t> tailored_budget_cents;
  std::optional<bool> done, helped, arrived;
};

ClosingColumns columns_of(const Consultation& c) {
  ClosingColumns columns;
  if (c.closure) {
    columns.result = c.closure->result;
    columns.value_for_resident = c.closure->value_for_resident;
    columns.value_for_asker = c.closure->value_for_asker;
    columns.minutes = c.closure->minutes;
    columns.referral_avoided = c.closure->referral_avoided;
    columns.tailored_budget_cents = c.closure->tailored_budget_cents;
  }
  if (c.follow_up) {
    columns.done = c.follow_up->done;
    columns.helped = c.follow_up->helped;
    columns.arrived = c.follow_up->arrived;
  }
  return columns;
}

void fill(Consultation& c, const ClosingColumns& columns) {
  if (columns.result) {
    c.closure = Closure{*columns.result,
                        columns.value_for_resident.value_or(0),
                        columns.value_for_asker.value_or(0),
                        columns.minutes.value_or(0),
                        columns.referral_avoided.value_or(false),
                        columns.tailored_budget_cents};
  }
  if (columns.done) {
    c.follow_up =
        FollowUp{*columns.done, columns.helped.value_or(false), columns.arrived.value_or(false)};
  }
}

Consultation consultation_row(Query& row) {
  Consultation c;
  ClosingColumns closing;
  row.read(c.id, c.municipality, c.team, c.asker, c.participants, c.state, c.origin, c.revision,
           c.understood.topics, c.understood.life_domains, c.understood.laws,
           c.understood.age_group, c.understood.language, c.neighbourhood, c.urgency, c.way,
           c.resident, c.pass_on_automatically, c.excluded_specialists, c.excluded_organisations,
           c.asked_at, c.answer_by, c.first_answered_at, c.advised_at, c.with_coordinator_since,
           c.deputy_told_at, c.overdue_told_at, c.waiting_since, c.closed_at, c.ended_at,
           c.times_passed_on, closing.result, closing.value_for_resident, closing.value_for_asker,
           closing.minutes, closing.referral_avoided, closing.tailored_budget_cents, closing.done,
           closing.helped, closing.arrived);
  fill(c, closing);
  return c;
}

// Its columns that are in an index, or say which rows are.
auto found_by(const Consultation& c) {
  return std::tie(c.team, c.asker, c.state, c.neighbourhood, c.answer_by, c.first_answered_at,
                  c.with_coordinator_since, c.overdue_told_at, c.closed_at);
}

// Every condition of the question but its scope.
void add_conditions(const ConsultationQuery& query, Where& where) {
  if (!query.states.empty()) where.add_in("c.state", query.states);
  if (query.municipality) where.add("c.municipality = ?", *query.municipality);
  if (query.neighbourhood) where.add("c.neighbourhood = ?", *query.neighbourhood);
  if (query.team) where.add("c.team = ?", *query.team);
  if (query.topic) {
    where.add("c.id IN (SELECT consultation FROM consultation_topic WHERE topic = ?)",
              *query.topic);
  }
  if (query.result) where.add("c.result = ?", *query.result);
  if (query.invited) {
    Where invitation;
    invitation.add("specialist = ?", *query.invited);
    if (!query.invitation_states.empty()) invitation.add_in("state", query.invitation_states);
    where.add_within("c.id IN (SELECT consultation FROM invitation", std::move(invitation), ")");
  }
  if (query.participant) {
    where.add(
        "(c.asker = ? OR c.id IN (SELECT consultation FROM consultation_participant "
        "WHERE user = ?))",
        *query.participant, *query.participant);
  }
  if (query.asked_from) where.add("c.asked_at >= ?", *query.asked_from);
  if (query.asked_before) where.add("c.asked_at < ?", *query.asked_before);
  if (query.closed_before) where.add("c.closed_at < ?", *query.closed_before);
  if (query.without_follow_up) {
    where.add_in("c.state", std::vector{ConsultationState::closed, ConsultationState::followed_up});
    where.add("c.follow_up_done IS NULL");
  }
  if (query.unanswered) {
    where.add_in("c.state",
                 std::vector{ConsultationState::open, ConsultationState::with_coordinator});
  }
  if (query.overdue_at) {
    where.add("c.state = ?", ConsultationState::in_consultation);
    where.add("c.first_answered_at IS NULL");
    where.add("c.answer_by <= ?", *query.overdue_at);
  }
  if (query.unreviewed) {
    where.add_in("c.state", std::vector{ConsultationState::closed, ConsultationState::followed_up});
    where.add("NOT EXISTS (SELECT 1 FROM review r WHERE r.consultation = c.id)");
  }
}

}  // namespace

// Most steps change nothing by which consultations are found: those columns, each in several
// indexes, and the tables of topics and participants are written only when they differ. Where and
// when it was asked never changes.
void SqliteTxn::put(const Consultation& c) {
  Query query = read(
      "SELECT team, asker, state, neighbourhood, answer_by, first_answered_at, "
      "with_coordinator_since, overdue_told_at, closed_at, participants, topics "
      "FROM consultation WHERE id = ?");
  query.bind(c.id);
  const auto before = one(std::move(query), [](Query& row) {
    Consultation kept;
    row.read(kept.team, kept.asker, kept.state, kept.neighbourhood, kept.answer_by,
             kept.first_answered_at, kept.with_coordinator_since, kept.overdue_told_at,
             kept.closed_at, kept.participants, kept.understood.topics);
    return kept;
  });
  ClosingColumns closing = columns_of(c);
  // The same values for both, numbered by their place in the first.
  constexpr std::string_view insert =
      "INSERT INTO consultation (id, municipality, team, asker, participants, state, origin, "
      "revision, topics, life_domains, laws, age_group, language, neighbourhood, urgency, way, "
      "resident, pass_on_automatically, excluded_specialists, excluded_organisations, "
      "asked_at, answer_by, first_answered_at, advised_at, with_coordinator_since, "
      "deputy_told_at, overdue_told_at, waiting_since, closed_at, ended_at, times_passed_on, "
      "result, value_for_resident, value_for_asker, minutes, referral_avoided, "
      "tailored_budget_cents, follow_up_done, follow_up_helped, follow_up_arrived) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  constexpr std::string_view update =
      "UPDATE consultation SET participants = ?5, origin = ?7, revision = ?8, topics = ?9, "
      "life_domains = ?10, laws = ?11, age_group = ?12, language = ?13, urgency = ?15, "
      "way = ?16, resident = ?17, pass_on_automatically = ?18, excluded_specialists = ?19, "
      "excluded_organisations = ?20, advised_at = ?24, deputy_told_at = ?26, "
      "waiting_since = ?28, ended_at = ?30, times_passed_on = ?31, result = ?32, "
      "value_for_resident = ?33, value_for_asker = ?34, minutes = ?35, referral_avoided = ?36, "
      "tailored_budget_cents = ?37, follow_up_done = ?38, follow_up_helped = ?39, "
      "follow_up_arrived = ?40 "
      "WHERE id = ?1";
  change(before ? update : insert)
      .bind(c.id, c.municipality, c.team, c.asker, c.participants, c.state, c.origin, c.revision,
            c.understood.topics, c.understood.life_domains, c.understood.laws,
            c.understood.age_group, c.understood.language, c.neighbourhood, c.urgency, c.way,
            c.resident, c.pass_on_automatically, c.excluded_specialists, c.excluded_organisations,
            c.asked_at, c.answer_by, c.first_answered_at, c.advised_at, c.with_coordinator_since,
            c.deputy_told_at, c.overdue_told_at, c.waiting_since, c.closed_at, c.ended_at,
            c.times_passed_on, closing.result, closing.value_for_resident, closing.value_for_asker,
            closing.minutes, closing.referral_avoided, closing.tailored_budget_cents, closing.done,
            closing.helped, closing.arrived)
      .run();
  if (before && found_by(*before) != found_by(c)) put_what_it_is_found_by(c);
  if (!before || before->participants != c.participants) put_participants_of(c);
  if (!before || before->understood.topics != c.understood.topics) put_topics_of(c);
  if (before && is_running(before->state) != is_running(c.state)) {
    note_in_hand(c.id, is_running(c.state));
  }
}

void SqliteTxn::put_what_it_is_found_by(const Consultation& c) {
  change(
      "UPDATE consultation SET team = ?, asker = ?, state = ?, neighbourhood = ?, answer_by = ?, "
      "first_answered_at = ?, with_coordinator_since = ?, overdue_told_at = ?, closed_at = ? "
      "WHERE id = ?")
      .bind(c.team, c.asker, c.state, c.neighbourhood, c.answer_by, c.first_answered_at,
            c.with_coordinator_since, c.overdue_told_at, c.closed_at, c.id)
      .run();
}

void SqliteTxn::note_in_hand(ConsultationId consultation, bool running) {
  change("UPDATE invitation SET in_hand = ? WHERE consultation = ? AND state = ?")
      .bind(running, consultation, InvitationState::accepted)
      .run();
}

void SqliteTxn::put_participants_of(const Consultation& c) {
  change("DELETE FROM consultation_participant WHERE consultation = ?").bind(c.id).run();
  for (UserId user : c.participants) {
    change(
        "INSERT INTO consultation_participant (user, consultation, municipality) "
        "VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(user, c.id, c.municipality)
        .run();
  }
}

void SqliteTxn::put_topics_of(const Consultation& c) {
  change("DELETE FROM consultation_topic WHERE consultation = ?").bind(c.id).run();
  for (const std::string& topic : c.understood.topics) {
    change(
        "INSERT INTO consultation_topic (topic, consultation, municipality) "
        "VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(topic, c.id, c.municipality)
        .run();
  }
}

std::optional<Consultation> SqliteTxn::consultation(ConsultationId id, const Scope& scope) {
  Where where;
  where.add("c.id = ?", id);
  limit_to(scope, where);
  Query query = read(select_consultation + where.text());
  where.bind(query);
  return one(std::move(query), consultation_row);
}

std::optional<Consultation> SqliteTxn::consultation_unscoped(ConsultationId id) {
  Query query = read(select_consultation + " WHERE c.id = ?");
  query.bind(id);
  return one(std::move(query), consultation_row);
}

Paged<Consultation> SqliteTxn::find(const ConsultationQuery& query) {
  Where where;
  limit_to(query.scope, where);
  add_conditions(query, where);
  const char* order = query.order == ConsultationOrder::newest_first ? "c.asked_at DESC, c.id DESC"
                                                                     : "c.answer_by, c.id";
  return paged(connection(), select_consultation, "SELECT count(*) FROM consultation c", where,
               order, query.page, consultation_row);
}

std::vector<ConsultationId> SqliteTxn::with_coordinator_since(Instant before, std::size_t limit) {
  // Whose deputy was told is done with, else a few old ones would hide the others.
  Query query = read(
      "SELECT id FROM consultation WHERE state = 'with_coordinator' "
      "AND with_coordinator_since <= ? AND deputy_told_at IS NULL "
      "ORDER BY with_coordinator_since, id LIMIT ?");
  query.bind(before, limit);
  return all_values<ConsultationId>(std::move(query));
}

std::vector<ConsultationId> SqliteTxn::closed_before(Instant before, std::size_t limit) {
  Query query = read(
      "SELECT id FROM consultation WHERE state = 'closed' AND closed_at <= ? "
      "ORDER BY closed_at, id LIMIT ?");
  query.bind(before, limit);
  return all_values<ConsultationId>(std::move(query));
}

std::vector<ConsultationId> SqliteTxn::overdue(Instant now, std::size_t limit) {
  Query query = read(
      "SELECT id FROM consultation WHERE state = 'in_consultation' AND first_answered_at IS NULL "
      "AND answer_by <= ? AND overdue_told_at IS NULL ORDER BY answer_by, id LIMIT ?");
  query.bind(now, limit);
  return all_values<ConsultationId>(std::move(query));
}

std::vector<ConsultationId> SqliteTxn::open_without_invitation(Instant asked_before,
                                                               std::size_t limit) {
  Query query = read(
      "SELECT c.id FROM consultation c WHERE c.state = 'open' AND c.asked_at <= ? "
      "AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.consultation = c.id "
      "AND i.state = 'pending') ORDER BY c.asked_at, c.id LIMIT ?");
  query.bind(asked_before, limit);
  return all_values<ConsultationId>(std::move(query));
}

}  // namespace expertise::sqlite
