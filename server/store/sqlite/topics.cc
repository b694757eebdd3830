// What people made of the topics of the vocabulary, in their table, and what the log tells of each.
#include "server/store/sqlite/logs.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

TopicEdit topic_edit_row(Query& row) {
  TopicEdit edit;
  std::string difference;
  row.read(edit.code, edit.revision, edit.retired, difference, edit.changed_at, edit.changed_by);
  auto parsed = parse_details(difference);
  if (!parsed) throw std::runtime_error("what was changed of a topic cannot be read");
  edit.difference = std::move(*parsed);
  return edit;
}

}  // namespace

void SqliteTxn::put(const TopicEdit& edit) {
  change(
      "INSERT INTO topic_edit (code, revision, retired, difference, changed_at, changed_by) "
      "VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (code) DO UPDATE SET revision = excluded.revision, retired = excluded.retired, "
      "difference = excluded.difference, changed_at = excluded.changed_at, "
      "changed_by = excluded.changed_by")
      .bind(edit.code, edit.revision, edit.retired, details_json(edit.difference), edit.changed_at,
            edit.changed_by)
      .run();
}

std::vector<TopicEdit> SqliteTxn::topic_edits() {
  // As many as there are topics, whose number the pool keeps in bounds.
  return all(read("SELECT code, revision, retired, difference, changed_at, changed_by "
                  "FROM topic_edit ORDER BY code"),
             topic_edit_row);
}

std::uint64_t SqliteTxn::topic_changes() {
  return one_value<std::uint64_t>(read("SELECT coalesce(sum(revision), 0) FROM topic_edit"))
      .value_or(0);
}

void SqliteTxn::note_topic(const Event& event) {
  const auto topic = event.details.find("topic");
  if (topic == event.details.end()) return;
  change("INSERT INTO topic_event (topic, seq) VALUES (?, ?)").bind(topic->second, event.seq).run();
}

Paged<Event> SqliteTxn::topic_events(std::string_view code, const Page& page) {
  Where where;
  where.add("seq IN (SELECT seq FROM topic_event WHERE topic = ?)", std::string(code));
  return paged(connection(), select_event, "SELECT count(*) FROM event", where, "seq DESC", page,
               event_row);
}

}  // namespace expertise::sqlite
