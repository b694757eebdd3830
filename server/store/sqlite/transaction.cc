#include "server/store/sqlite/transaction.h"

#include <stdexcept>

#include "server/store/sqlite/logs.h"

namespace expertise::sqlite {

SqliteTxn::SqliteTxn(std::unique_ptr<Turn> turn, Access access, const Vault& vault)
    : turn_(std::move(turn)), access_(access), vault_(vault) {}

void SqliteTxn::commit() {
  if (!turn_) throw std::logic_error("a transaction is committed twice");
  // Where SQLite undid the transaction by itself, the turn refuses.
  if (last_event_ && turn_->connection().in_transaction()) {
    set_chain_head(event_chain, *last_event_);
  }
  std::unique_ptr<Turn> turn = std::move(turn_);
  turn->commit();
}

Connection& SqliteTxn::connection() {
  if (!turn_) throw std::logic_error("a transaction is used after its commit");
  return turn_->connection();
}

void SqliteTxn::check_writing() const {
  if (access_ != Access::write) throw std::logic_error("a read transaction writes");
}

Query SqliteTxn::read(std::string_view sql) { return connection().query(sql); }

Query SqliteTxn::change(std::string_view sql) {
  check_writing();
  return connection().query(sql);
}

}  // namespace expertise::sqlite
