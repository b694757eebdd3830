// What consultations that helped teach, each sealed with the key of its consultation, so that
// nothing can be learned from one that was erased.
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

void SqliteTxn::put_lesson(ConsultationId consultation, const Details& lesson) {
  Bytes sealed = seal(consultation, lesson);
  if (sealed.empty()) return;
  change(
      "INSERT INTO lesson (consultation, municipality, sealed) VALUES (?, ?, ?) "
      "ON CONFLICT (consultation) DO UPDATE SET municipality = excluded.municipality, "
      "sealed = excluded.sealed")
      .bind(consultation, municipality_of(consultation), sealed)
      .run();
}

void SqliteTxn::remove_lesson(ConsultationId consultation) {
  change("DELETE FROM lesson WHERE consultation = ?").bind(consultation).run();
}

std::optional<Details> SqliteTxn::lesson(ConsultationId consultation) {
  Query query = read("SELECT sealed FROM lesson WHERE consultation = ?");
  query.bind(consultation);
  auto sealed = one_value<Bytes>(std::move(query));
  return sealed ? open(consultation, *sealed) : std::nullopt;
}

std::vector<ConsultationId> SqliteTxn::lessons_after(ConsultationId last, std::size_t limit) {
  Query query =
      read("SELECT consultation FROM lesson WHERE consultation > ? ORDER BY consultation LIMIT ?");
  query.bind(last, limit);
  return all_values<ConsultationId>(std::move(query));
}

}  // namespace expertise::sqlite
