#include "server/store/sqlite/transaction.h"

#include <stdexcept>

namespace expertise::sqlite {

SqliteTxn::SqliteTxn(std::unique_ptr<Turn> turn, Access access, const Vault& vault)
    : turn_(std::move(turn)), access_(access), vault_(vault) {}

void SqliteTxn::commit() {
  if (!turn_) throw std::logic_error("a transaction is committed twice");
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

Query SqliteTxn::read(const std::string& sql) { return connection().query(sql); }

Query SqliteTxn::change(const std::string& sql) {
  check_writing();
  return connection().query(sql);
}

}  // namespace expertise::sqlite
