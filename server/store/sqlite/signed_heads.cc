// What was signed of the heads of both logs, and where it went.
#include "server/store/sqlite/logs.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"

namespace expertise::sqlite {

namespace {

const std::string select_signed_head =
    "SELECT number, at, segment, access_seq, line, filed_at, mailed_at FROM signed_head";

SignedHead signed_head_row(Query& row) {
  SignedHead h;
  row.read(h.number, h.at, h.segment, h.access_seq, h.line, h.filed_at, h.mailed_at);
  return h;
}

}  // namespace

std::string SqliteTxn::store_id() {
  const auto id = one_value<IdBytes>(read("SELECT id FROM store"));
  std::string text = id ? uuid_text(*id) : std::string();
  std::erase(text, '-');
  return text;
}

Checkpoint SqliteTxn::last_event() {
  return last_event_ ? *last_event_ : chain_head(connection(), event_chain);
}

void SqliteTxn::put(const SignedHead& head) {
  change(
      "INSERT INTO signed_head (number, at, segment, access_seq, line, filed_at, mailed_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET "
      "filed_at = excluded.filed_at, mailed_at = excluded.mailed_at")
      .bind(head.number, head.at, head.segment, head.access_seq, head.line, head.filed_at,
            head.mailed_at)
      .run();
}

std::optional<SignedHead> SqliteTxn::last_signed_head() {
  return one(read(select_signed_head + " ORDER BY number DESC LIMIT 1"), signed_head_row);
}

std::optional<SignedHead> SqliteTxn::last_signed_head(const std::string& segment) {
  Query query = read(select_signed_head + " WHERE segment = ? ORDER BY number DESC LIMIT 1");
  query.bind(segment);
  return one(std::move(query), signed_head_row);
}

std::vector<SignedHead> SqliteTxn::signed_heads_after(std::uint64_t number, std::size_t limit) {
  Query query = read(select_signed_head + " WHERE number > ? ORDER BY number LIMIT ?");
  query.bind(number, limit);
  return all(std::move(query), signed_head_row);
}

std::vector<SignedHead> SqliteTxn::signed_heads_due(HeadsWay way, std::size_t limit) {
  const std::string column = way == HeadsWay::file ? "filed_at" : "mailed_at";
  Query query = read(select_signed_head + " WHERE " + column + " IS NULL ORDER BY number LIMIT ?");
  query.bind(limit);
  return all(std::move(query), signed_head_row);
}

}  // namespace expertise::sqlite
