// What consultations tell of the pool as a whole: topics that nobody knew of, and who thought along
// together. Both are of the consultation and go with it.
#include <algorithm>

#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

void SqliteTxn::put_gaps(ConsultationId consultation, const std::vector<std::string>& topics,
                         Instant asked_at) {
  change("DELETE FROM gap WHERE consultation = ?").bind(consultation).run();
  for (const std::string& topic : topics) {
    change(
        "INSERT INTO gap (consultation, topic, municipality, asked_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING")
        .bind(consultation, topic, municipality_of(consultation), asked_at)
        .run();
  }
}

Paged<Gap> SqliteTxn::find(const GapQuery& query) {
  Where where;
  where.add_in("municipality", query.municipalities);
  Query counted = read("SELECT count(DISTINCT topic) FROM gap" + where.text());
  where.bind(counted);
  Paged<Gap> found;
  found.total = one_value<std::size_t>(std::move(counted)).value_or(0);
  Query rows = read("SELECT topic, count(*), max(asked_at) FROM gap" + where.text() +
                    " GROUP BY topic ORDER BY 2 DESC, 3 DESC, 1 LIMIT ? OFFSET ?");
  where.bind(rows);
  rows.bind(std::min(query.page.limit, Page::most), query.page.offset);
  found.items = all(std::move(rows), [](Query& row) {
    return Gap{row.get<std::string>(0), row.get<int>(1), row.get<Instant>(2)};
  });
  return found;
}

void SqliteTxn::put_together(ConsultationId consultation, const std::vector<SpecialistId>& people) {
  change("DELETE FROM thought_along_together WHERE consultation = ?").bind(consultation).run();
  for (const SpecialistId& one : people) {
    for (const SpecialistId& other : people) {
      if (!(one < other)) continue;
      change(
          "INSERT INTO thought_along_together (specialist, other, consultation, municipality) "
          "VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
          .bind(one, other, consultation, municipality_of(consultation))
          .run();
    }
  }
}

std::vector<std::pair<SpecialistId, SpecialistId>> SqliteTxn::together(
    const std::vector<SpecialistId>& people) {
  std::vector<SpecialistId> sorted = people;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::pair<SpecialistId, SpecialistId>> pairs;
  for (const SpecialistId& one : sorted) {
    Query query = read("SELECT DISTINCT other FROM thought_along_together WHERE specialist = ?");
    query.bind(one);
    for (const SpecialistId& other : all_values<SpecialistId>(std::move(query))) {
      if (std::binary_search(sorted.begin(), sorted.end(), other)) pairs.emplace_back(one, other);
    }
  }
  return pairs;
}

}  // namespace expertise::sqlite
