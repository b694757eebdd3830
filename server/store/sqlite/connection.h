// One connection to the database file with its settings and its prepared statements. It knows no
// tables and no transactions; it turns what SQLite says of the disk into a Refusal.
#pragma once

#include <SQLiteCpp/Database.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "server/store/sqlite/codec.h"

namespace expertise::sqlite {

/// A prepared statement in use; given back, reset, at the end of its life. A fault of the disk is
/// thrown as Refusal(unavailable): `cannot_write` for a change, `cannot_read` else. A value that
/// must be unique and is not: Refusal(conflict, "taken").
class Query {
 public:
  /// `in_use` is true as long as this lives. `disk_fault` is the code to refuse with.
  Query(SQLite::Statement& statement, bool& in_use, const char* disk_fault);
  Query(std::unique_ptr<SQLite::Statement> own, const char* disk_fault);
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  /// Binds the placeholders that follow the ones already bound.
  template <class... Values>
  Query& bind(const Values&... values) {
    (Codec<Values>::bind(*statement_, ++bound_, values), ...);
    return *this;
  }

  /// Goes to the next row; false when there is none.
  bool next();
  /// Does it, past any row.
  void run() {
    while (next()) {
    }
  }

  template <class T>
  T get(int column) {
    return Codec<T>::read(statement_->getColumn(column));
  }
  /// Fills `values` from the columns, beginning with the first.
  template <class... Values>
  void read(Values&... values) {
    int column = 0;
    ((values = Codec<Values>::read(statement_->getColumn(column++))), ...);
  }

 private:
  std::unique_ptr<SQLite::Statement> own_;
  SQLite::Statement* statement_;
  bool* in_use_ = nullptr;
  const char* disk_fault_;
  int bound_ = 0;
};

enum class Mode {
  /// The one connection that writes and checkpoints.
  write,
  /// Cannot change or checkpoint anything.
  read
};

/// Not thread safe.
class Connection {
 public:
  Connection(const std::string& path, Mode mode);

  /// The statement is kept for the next time.
  Query query(std::string_view sql);
  /// Runs statements without values and keeps nothing of them.
  void execute(const char* sql);
  bool in_transaction() const;
  /// Rows changed by the last statement.
  int changes() const { return database_.getChanges(); }
  /// Moves the log into the database file and empties it, so that what was deleted is on no page of
  /// the disk; false while a reader still needs it.
  bool empty_log();

 private:
  struct Prepared {
    SQLite::Statement statement;
    bool in_use = false;
  };

  // Found by a text without making a string of it.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view sql) const {
      return std::hash<std::string_view>()(sql);
    }
  };

  SQLite::Database database_;
  std::unordered_map<std::string, std::unique_ptr<Prepared>, Hash, std::equal_to<>> prepared_;
};

/// `?, ?, ?` for a list of that many values, which is then bound.
std::string placeholders(std::size_t count);

}  // namespace expertise::sqlite
