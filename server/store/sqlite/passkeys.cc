// Passkeys in their table. Nothing of them is secret: the private half of each key never comes
// here.
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string select_passkey =
    "SELECT id, user, name, credential, user_handle, algorithm, public_key, sign_count, "
    "backup_eligible, backed_up, transports, made_at, last_used_at FROM passkey";

std::string joined(const std::vector<std::string>& words) {
  std::string made;
  for (const std::string& each : words) {
    if (!made.empty()) made += ' ';
    made += each;
  }
  return made;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

Passkey passkey_row(Query& row) {
  Passkey p;
  std::string transports;
  row.read(p.id, p.user, p.name, p.credential, p.user_handle, p.algorithm, p.public_key,
           p.sign_count, p.backup_eligible, p.backed_up, transports, p.made_at, p.last_used_at);
  p.transports = words_of(transports);
  return p;
}

}  // namespace

void SqliteTxn::put(const Passkey& p) {
  change(
      "INSERT INTO passkey (id, user, name, credential, user_handle, algorithm, public_key, "
      "sign_count, backup_eligible, backed_up, transports, made_at, last_used_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET name = excluded.name, sign_count = excluded.sign_count, "
      "backed_up = excluded.backed_up, last_used_at = excluded.last_used_at")
      .bind(p.id, p.user, p.name, p.credential, p.user_handle, p.algorithm, p.public_key,
            p.sign_count, p.backup_eligible, p.backed_up, joined(p.transports), p.made_at,
            p.last_used_at)
      .run();
}

std::optional<Passkey> SqliteTxn::passkey(PasskeyId id) {
  Query query = read(select_passkey + " WHERE id = ?");
  query.bind(id);
  return one(std::move(query), passkey_row);
}

std::optional<Passkey> SqliteTxn::passkey_of_credential(const Bytes& credential) {
  Query query = read(select_passkey + " WHERE credential = ?");
  query.bind(credential);
  return one(std::move(query), passkey_row);
}

std::vector<Passkey> SqliteTxn::passkeys(UserId user) {
  Query query = read(select_passkey + " WHERE user = ? ORDER BY made_at, id");
  query.bind(user);
  return all(std::move(query), passkey_row);
}

void SqliteTxn::remove_passkey(PasskeyId id) {
  change("DELETE FROM passkey WHERE id = ?").bind(id).run();
}

}  // namespace expertise::sqlite
