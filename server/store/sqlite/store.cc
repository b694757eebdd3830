// The store on SQLite: opening, and what goes past transactions.
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "server/store/sqlite/backup.h"
#include "server/store/sqlite/file_lock.h"
#include "server/store/sqlite/logs.h"
#include "server/store/sqlite/migrate.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"
#include "server/store/sqlite/verify.h"
#include "server/store/sqlite/writer.h"

namespace expertise {

namespace sqlite {

namespace {

// Makes an empty file that only its owner reads; SQLite gives its companions the same rights.
void make_private_file(const std::string& path) {
  int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(path + " kan niet worden geopend of gemaakt.");
  ::close(file);
}

// SQLite would count every allocation under one lock for all connections; nobody asks for the
// count. Only before the first connection of the process.
void count_no_memory() {
  static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(result);
}

Writer open_writer(const std::string& path, const Vault& vault, Env& env) {
  make_private_file(path);
  if (std::filesystem::file_size(path) > 0) {
    Connection look(path, Mode::read);
    recognise(look, path);
  }
  auto connection = std::make_unique<Connection>(path, Mode::write);
  migrate(*connection);
  check_master_key(*connection, vault, env);
  Checkpoint head = chain_head(*connection, event_chain);
  return Writer(std::move(connection), head);
}

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& path, const MasterKey& key, Env& env)
      : path_(path),
        lock_(path),
        vault_(key, env),
        writer_(open_writer(path, vault_, env)),
        readers_(path) {}

  std::unique_ptr<Txn> begin(Access access) override {
    auto turn = access == Access::write ? writer_.take() : readers_.take();
    return std::make_unique<SqliteTxn>(std::move(turn), access, vault_);
  }

  Checkpoint head() override { return writer_.head(); }

  std::optional<Hash> event_hash(std::uint64_t seq) override {
    auto turn = readers_.take();
    Query query = turn->connection().query("SELECT hash FROM event WHERE seq = ?");
    query.bind(seq);
    return one_value<Hash>(std::move(query));
  }

  std::vector<Event> events_after(std::uint64_t seq, std::size_t limit) override {
    auto turn = readers_.take();
    Query query = turn->connection().query(select_event + " WHERE seq > ? ORDER BY seq LIMIT ?");
    query.bind(seq, limit);
    return all(std::move(query), event_row);
  }

  void on_durable(std::function<void()> call) override { writer_.on_durable(std::move(call)); }
  std::optional<ChainFault> verify() override { return verify_logs(path_); }
  void backup(const std::string& path) override { copy_store(path_, path); }

 private:
  std::string path_;
  FileLock lock_;
  Vault vault_;
  Writer writer_;
  Readers readers_;
};

}  // namespace

}  // namespace sqlite

std::unique_ptr<Store> open_sqlite_store(const std::string& path, const MasterKey& key, Env& env) {
  sqlite::count_no_memory();
  try {
    return std::make_unique<sqlite::SqliteStore>(path, key, env);
  } catch (const SQLite::Exception& fault) {
    if (fault.getErrorCode() == SQLITE_NOTADB || fault.getErrorCode() == SQLITE_CORRUPT) {
      throw std::runtime_error(path + " is beschadigd of geen gegevensbestand (" + fault.what() +
                               "). Zet een reservekopie terug.");
    }
    throw std::runtime_error(path + " kan niet worden geopend: " + fault.what() + ".");
  } catch (const Refusal&) {
    throw std::runtime_error(path + " kan niet worden gelezen of geschreven; is de schijf vol?");
  }
}

}  // namespace expertise
