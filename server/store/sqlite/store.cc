// The store on SQLite: opening, and what goes past transactions.
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "server/store/sqlite/backup.h"
#include "server/store/sqlite/file_lock.h"
#include "server/store/sqlite/key_change.h"
#include "server/store/sqlite/logs.h"
#include "server/store/sqlite/migrate.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/transaction.h"
#include "server/store/sqlite/verify.h"
#include "server/store/sqlite/writer.h"

namespace expertise {

namespace sqlite {

namespace {

// Makes an empty file, when there is none, that only its owner reads; SQLite gives its companions
// the same rights.
void make_store_file(const std::string& path) {
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
  make_store_file(path);
  remove_leftovers(path);
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
        env_(env),
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
  Backup backup(const std::string& path) override {
    return back_up(path_, path, MasterKey(vault_.master().bytes()), env_);
  }

 private:
  std::string path_;
  FileLock lock_;
  Env& env_;
  Vault vault_;
  Writer writer_;
  Readers readers_;
};

void rewrap(const std::string& path, const MasterKey& key, const MasterKey& next, Env& env) {
  const FileLock lock(path);
  const Vault from(key, env);
  const Vault to(next, env);
  // What it wrote under the key that was is in the log before the database until the writer ends.
  Writer writer = open_writer(path, from, env);
  auto turn = writer.take();
  rewrap_all(turn->connection(), from, to);
  turn->destroyed_text();
  SqliteTxn txn(std::move(turn), Access::write, to);
  txn.append(Event{.at = env.now(), .kind = EventKind::master_key_changed});
  txn.commit();
}

bool is_under(const std::string& path, const MasterKey& key, Env& env) {
  Connection connection(path, Mode::read);
  auto check = one_value<Bytes>(connection.query("SELECT key_check FROM store"));
  return check && Vault(key, env).made(*check);
}

// What SQLite and the disk say, as a sentence for the operator.
template <class Work>
auto told(const std::string& path, Work&& work) {
  count_no_memory();
  try {
    return work();
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

}  // namespace

}  // namespace sqlite

std::unique_ptr<Store> open_sqlite_store(const std::string& path, const MasterKey& key, Env& env) {
  return sqlite::told(path, [&]() -> std::unique_ptr<Store> {
    return std::make_unique<sqlite::SqliteStore>(path, key, env);
  });
}

Backup restore_sqlite_store(const std::string& backup, const std::string& to, const MasterKey& key,
                            Env& env) {
  return sqlite::told(backup, [&] { return sqlite::restore(backup, to, key, env); });
}

void rewrap_sqlite_store(const std::string& path, const MasterKey& key, const MasterKey& next,
                         Env& env) {
  sqlite::told(path, [&] { sqlite::rewrap(path, key, next, env); });
}

bool opens_sqlite_store(const std::string& path, const MasterKey& key, Env& env) {
  return sqlite::told(path, [&] { return sqlite::is_under(path, key, env); });
}

}  // namespace expertise
