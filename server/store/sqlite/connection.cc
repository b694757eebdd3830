#include "server/store/sqlite/connection.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "server/domain/refusal.h"

namespace expertise::sqlite {

namespace {

/// More differing statements than the store has; lists of many lengths could go past it.
constexpr std::size_t most_prepared = 300;
constexpr int busy_timeout_ms = 5000;

/// Throws what a fault means to the caller.
[[noreturn]] void fail(const SQLite::Exception& fault, const char* disk_fault) {
  switch (fault.getErrorCode()) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Refusal(Reason::unavailable, disk_fault);
    case SQLITE_CONSTRAINT:
      if (fault.getExtendedErrorCode() == SQLITE_CONSTRAINT_UNIQUE) {
        throw Refusal(Reason::conflict, "taken");
      }
      [[fallthrough]];
    default:
      throw fault;
  }
}

// Each with its reason in the architecture's notes on SQLite.
constexpr const char* settings_of_all =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA recursive_triggers = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA temp_store = MEMORY;";
constexpr const char* settings_of_writer =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA journal_size_limit = 67108864;"
    "PRAGMA wal_autocheckpoint = 4000;"
    "PRAGMA cache_size = -32768;";
constexpr const char* settings_of_reader =
    "PRAGMA query_only = ON;"
    "PRAGMA cache_size = -16384;";

}  // namespace

Query::Query(SQLite::Statement& statement, bool& in_use, const char* disk_fault)
    : statement_(&statement), in_use_(&in_use), disk_fault_(disk_fault) {
  in_use = true;
}

Query::Query(std::unique_ptr<SQLite::Statement> own, const char* disk_fault)
    : own_(std::move(own)), statement_(own_.get()), disk_fault_(disk_fault) {}

Query::Query(Query&& other) noexcept
    : own_(std::move(other.own_)),
      statement_(std::exchange(other.statement_, nullptr)),
      in_use_(std::exchange(other.in_use_, nullptr)),
      disk_fault_(other.disk_fault_),
      bound_(other.bound_) {}

Query::~Query() {
  if (in_use_ == nullptr) return;
  statement_->tryReset();
  try {
    statement_->clearBindings();
  } catch (const SQLite::Exception&) {
    // Cannot fail for a live statement; the next use binds every parameter again anyway.
  }
  *in_use_ = false;
}

bool Query::next() {
  try {
    return statement_->executeStep();
  } catch (const SQLite::Exception& fault) {
    fail(fault, disk_fault_);
  }
}

Connection::Connection(const std::string& path, Mode mode)
    : database_(path,
                SQLite::OPEN_NOMUTEX |
                    (mode == Mode::write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY),
                busy_timeout_ms) {
  sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (mode == Mode::read) {
    sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  database_.exec(settings_of_all);
  database_.exec(mode == Mode::write ? settings_of_writer : settings_of_reader);
}

Query Connection::query(std::string_view sql) {
  if (prepared_.size() > most_prepared) {
    std::erase_if(prepared_, [](const auto& each) { return !each.second->in_use; });
  }
  const char* disk_fault = sql.starts_with("SELECT") ? "cannot_read" : "cannot_write";
  try {
    auto found = prepared_.find(sql);
    if (found == prepared_.end()) {
      std::string text(sql);
      auto fresh = std::make_unique<Prepared>(Prepared{SQLite::Statement(database_, text)});
      found = prepared_.emplace(std::move(text), std::move(fresh)).first;
    }
    Prepared& prepared = *found->second;
    if (!prepared.in_use) return Query(prepared.statement, prepared.in_use, disk_fault);
    return Query(std::make_unique<SQLite::Statement>(database_, found->first), disk_fault);
  } catch (const SQLite::Exception& fault) {
    fail(fault, disk_fault);
  }
}

void Connection::execute(const char* sql) {
  try {
    database_.exec(sql);
  } catch (const SQLite::Exception& fault) {
    fail(fault, "cannot_write");
  }
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

bool Connection::empty_log() {
  sqlite3* handle = database_.getHandle();
  sqlite3_busy_timeout(handle, 0);
  int result =
      sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  return result == SQLITE_OK;
}

std::string placeholders(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
  return text;
}

}  // namespace expertise::sqlite
