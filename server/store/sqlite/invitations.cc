// Invitations, what the ranking showed when a question was sent and from what, and reviews, in
// their tables.
#include <stdexcept>
#include <string_view>

#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string select_invitation =
    "SELECT id, consultation, municipality, specialist, specialist_group, state, invited_by, "
    "decline_reason, invited_at, answer_by, decided_at, follows, minutes, minutes_at "
    "FROM invitation";

Invitation invitation_row(Query& row) {
  Invitation i;
  row.read(i.id, i.consultation, i.municipality, i.specialist, i.group, i.state, i.invited_by,
           i.decline_reason, i.invited_at, i.answer_by, i.decided_at, i.follows, i.minutes,
           i.minutes_at);
  return i;
}

Review review_row(Query& row) {
  Review r;
  row.read(r.id, r.consultation, r.reviewer, r.verdict, r.reviewed_at);
  return r;
}

Binding inputs_binding(ConsultationId consultation) {
  return {.kind = Binding::Kind::ranking_inputs, .owner = consultation.bytes()};
}

}  // namespace

// What an invitation is of, who was invited, when and by whom stays as it was: an index on what
// cannot change is left alone.
void SqliteTxn::put(const Invitation& i) {
  bool in_hand = i.state == InvitationState::pending;
  if (i.state == InvitationState::accepted) {
    Query state = read("SELECT state FROM consultation WHERE id = ?");
    state.bind(i.consultation);
    const auto known = one_value<ConsultationState>(std::move(state));
    in_hand = known && is_running(*known);
  }
  const auto put_as = [&](std::string_view sql) {
    change(sql)
        .bind(i.id, i.consultation, i.municipality, i.specialist, i.group, i.state, i.invited_by,
              i.decline_reason, i.invited_at, i.answer_by, i.decided_at, i.follows, i.minutes,
              i.minutes_at, in_hand)
        .run();
  };
  // The values are numbered by their place below.
  put_as(
      "UPDATE invitation SET state = ?6, decline_reason = ?8, answer_by = ?10, "
      "decided_at = ?11, minutes = ?13, minutes_at = ?14, in_hand = ?15 WHERE id = ?1");
  if (connection().changes() > 0) return;
  put_as(
      "INSERT INTO invitation (id, consultation, municipality, specialist, specialist_group, "
      "state, invited_by, decline_reason, invited_at, answer_by, decided_at, follows, minutes, "
      "minutes_at, in_hand) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
}

std::optional<Invitation> SqliteTxn::invitation(InvitationId id) {
  Query query = read(select_invitation + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), invitation_row);
}

std::vector<Invitation> SqliteTxn::invitations(ConsultationId consultation) {
  Query query = read(select_invitation + " WHERE consultation = ? ORDER BY invited_at, number");
  query.bind(consultation);
  return all(std::move(query), invitation_row);
}

std::vector<Invitation> SqliteTxn::pending_invitations_due(Instant now, std::size_t limit) {
  Query query = read(select_invitation +
                     " WHERE state = 'pending' AND answer_by <= ? "
                     "ORDER BY answer_by, number LIMIT ?");
  query.bind(now, limit);
  return all(std::move(query), invitation_row);
}

void SqliteTxn::put_ranking(ConsultationId consultation,
                            const std::vector<RankedSpecialist>& ranking) {
  MunicipalityId municipality = municipality_of(consultation);
  change("DELETE FROM ranked_specialist WHERE consultation = ?").bind(consultation).run();
  for (std::size_t place = 0; place < ranking.size(); ++place) {
    change(
        "INSERT INTO ranked_specialist (consultation, place, municipality, specialist, score) "
        "VALUES (?, ?, ?, ?, ?)")
        .bind(consultation, place + 1, municipality, ranking[place].specialist,
              ranking[place].score)
        .run();
  }
}

std::vector<RankedSpecialist> SqliteTxn::ranking(ConsultationId consultation) {
  Query query =
      read("SELECT specialist, score FROM ranked_specialist WHERE consultation = ? ORDER BY place");
  query.bind(consultation);
  return all(std::move(query), [](Query& row) {
    return RankedSpecialist{row.get<SpecialistId>(0), row.get<double>(1)};
  });
}

void SqliteTxn::put_ranking_inputs(ConsultationId consultation, const CaseText& inputs) {
  std::optional<Key> key = find_or_make_key(consultation);
  if (!key) return;
  Bytes plain = inputs.encode();
  Bytes ciphertext = vault_.encrypt(plain, *key, inputs_binding(consultation));
  wipe(plain);
  change(
      "INSERT INTO ranking_inputs (consultation, municipality, ciphertext) VALUES (?, ?, ?) "
      "ON CONFLICT (consultation) DO UPDATE SET ciphertext = excluded.ciphertext")
      .bind(consultation, municipality_of(consultation), ciphertext)
      .run();
}

std::optional<CaseText> SqliteTxn::read_ranking_inputs(ConsultationId consultation,
                                                       const AccessEntry& entry) {
  record_access(entry);
  Query query = read("SELECT ciphertext FROM ranking_inputs WHERE consultation = ?");
  query.bind(consultation);
  auto ciphertext = one_value<Bytes>(std::move(query));
  auto key = find_key(consultation);
  if (!ciphertext || !key) return std::nullopt;
  auto plain = vault_.decrypt(*ciphertext, *key, inputs_binding(consultation));
  if (!plain) throw std::runtime_error("what a ranking was worked out from was changed or moved");
  CaseText inputs = CaseText::decode(*plain);
  wipe(*plain);
  return inputs;
}

void SqliteTxn::put(const Review& r) {
  change(
      "INSERT INTO review (id, consultation, municipality, reviewer, verdict, reviewed_at) "
      "VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET consultation = excluded.consultation, "
      "municipality = excluded.municipality, reviewer = excluded.reviewer, "
      "verdict = excluded.verdict, reviewed_at = excluded.reviewed_at")
      .bind(r.id, r.consultation, municipality_of(r.consultation), r.reviewer, r.verdict,
            r.reviewed_at)
      .run();
}

std::vector<Review> SqliteTxn::reviews(ConsultationId consultation) {
  Query query = read(
      "SELECT id, consultation, reviewer, verdict, reviewed_at FROM review "
      "WHERE consultation = ? ORDER BY reviewed_at, number");
  query.bind(consultation);
  return all(std::move(query), review_row);
}

}  // namespace expertise::sqlite
