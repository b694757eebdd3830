// Drafts in their table, their content in ciphertext under a key of each draft's own. Whoever reads
// content here has been written down first.
#include <stdexcept>

#include "server/store/sqlite/bindings.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

Binding binding_of(Binding::Kind kind, const Draft& draft) {
  return draft_binding(kind, draft.id, draft.maker, draft.revision);
}

Draft draft_row(Query& row) {
  Draft d;
  row.read(d.id, d.maker, d.municipality, d.revision, d.saved_at, d.expires_at);
  return d;
}

const std::string columns = "id, maker, municipality, revision, saved_at, expires_at";

}  // namespace

void SqliteTxn::put(const Draft& d, const CaseText& content) {
  check_writing();
  Key key = vault_.new_key();
  Bytes plain = content.encode();
  Bytes ciphertext = vault_.encrypt(plain, key, binding_of(Binding::Kind::draft, d));
  wipe(plain);
  bool was_there = draft(d.id).has_value();
  change(
      "INSERT INTO draft (id, maker, municipality, revision, saved_at, expires_at, wrapped_key, "
      "ciphertext) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET maker = excluded.maker, "
      "municipality = excluded.municipality, revision = excluded.revision, "
      "saved_at = excluded.saved_at, expires_at = excluded.expires_at, "
      "wrapped_key = excluded.wrapped_key, ciphertext = excluded.ciphertext")
      .bind(d.id, d.maker, d.municipality, d.revision, d.saved_at, d.expires_at,
            vault_.wrap(key, vault_.master(), binding_of(Binding::Kind::draft_key, d)), ciphertext)
      .run();
  if (was_there) turn_->destroyed_text();
}

std::optional<Draft> SqliteTxn::draft(DraftId id) {
  Query query = read("SELECT " + columns + " FROM draft WHERE id = ?");
  query.bind(id);
  return one(std::move(query), draft_row);
}

std::vector<Draft> SqliteTxn::drafts(UserId maker) {
  Query query =
      read("SELECT " + columns + " FROM draft WHERE maker = ? ORDER BY saved_at DESC, id DESC");
  query.bind(maker);
  return all(std::move(query), draft_row);
}

std::map<DraftId, CaseText> SqliteTxn::read_drafts(const std::vector<DraftId>& ids,
                                                   const AccessEntry& entry) {
  record_access(entry);
  std::map<DraftId, CaseText> contents;
  for (DraftId id : ids) {
    Query query = read("SELECT " + columns + ", wrapped_key, ciphertext FROM draft WHERE id = ?");
    query.bind(id);
    if (!query.next()) continue;
    Draft d;
    Bytes wrapped, ciphertext;
    query.read(d.id, d.maker, d.municipality, d.revision, d.saved_at, d.expires_at, wrapped,
               ciphertext);
    Key key = vault_.unwrap(wrapped, vault_.master(), binding_of(Binding::Kind::draft_key, d));
    auto plain = vault_.decrypt(ciphertext, key, binding_of(Binding::Kind::draft, d));
    if (!plain) throw std::runtime_error("a draft was changed or moved");
    contents[id] = CaseText::decode(*plain);
    wipe(*plain);
  }
  return contents;
}

bool SqliteTxn::destroy_draft(DraftId id) {
  change("DELETE FROM draft WHERE id = ?").bind(id).run();
  if (connection().changes() == 0) return false;
  turn_->destroyed_text();
  return true;
}

std::vector<DraftId> SqliteTxn::drafts_due(Instant now, std::size_t limit) {
  Query query = read("SELECT id FROM draft WHERE expires_at <= ? ORDER BY expires_at, id LIMIT ?");
  query.bind(now, limit);
  return all_values<DraftId>(std::move(query));
}

}  // namespace expertise::sqlite
