#include "server/store/sqlite/backup.h"

#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

#include "server/store/sqlite/key_change.h"
#include "server/store/sqlite/logs.h"
#include "server/store/sqlite/migrate.h"
#include "server/store/sqlite/rows.h"
#include "server/store/sqlite/sealed_file.h"
#include "server/store/sqlite/verify.h"

namespace expertise::sqlite {

namespace {

using Rows = std::map<std::string, std::uint64_t>;

// As far as it goes: what cannot be overwritten is removed all the same.
void overwrite(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return;
  struct stat status {};
  if (::fstat(file, &status) == 0) {
    const std::string zeros(1 << 20, '\0');
    for (off_t at = 0; at < status.st_size;) {
      const auto part = std::min(static_cast<off_t>(zeros.size()), status.st_size - at);
      const ssize_t put = ::pwrite(file, zeros.data(), static_cast<std::size_t>(part), at);
      if (put <= 0) break;
      at += put;
    }
    ::fsync(file);
  }
  ::close(file);
}

// With what SQLite puts beside it.
void overwrite_and_remove(const std::string& path) {
  std::error_code ignored;
  for (const char* beside : {"", "-wal", "-shm", "-journal"}) {
    overwrite(path + beside);
    std::filesystem::remove(path + beside, ignored);
  }
}

// Where the store lies without the seal while a backup of it is made, and read back.
std::string plain_copy_of(const std::string& store) { return store + ".copy"; }
std::string read_back_of(const std::string& store) { return store + ".check"; }

// A private file that is gone at the end, with what SQLite puts beside it, unless it got its name.
class Unfinished {
 public:
  explicit Unfinished(std::string path) : path_(std::move(path)) {
    remove();
    make_private_file(path_);
  }
  ~Unfinished() { remove(); }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  const std::string& path() const { return path_; }

  void become(const std::string& name) const {
    sync_file(path_);
    std::filesystem::rename(path_, name);
    sync_folder_of(name);
  }

 private:
  void remove() const { overwrite_and_remove(path_); }

  std::string path_;
};

void copy_into(const std::string& from, const std::string& to) {
  SQLite::Database source(from, SQLite::OPEN_READONLY, 10'000);
  SQLite::Statement vacuum(source, "VACUUM INTO ?");
  vacuum.bind(1, to);
  vacuum.exec();
}

IdBytes store_id(Connection& connection) {
  auto id = one_value<IdBytes>(connection.query("SELECT id FROM store"));
  if (!id) throw std::runtime_error("De kopie is van geen pool.");
  return *id;
}

Rows rows_of(Connection& connection) {
  Rows rows;
  for (const std::string& table : all_values<std::string>(
           connection.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))) {
    rows[table] =
        one_value<std::uint64_t>(connection.query("SELECT count(*) FROM \"" + table + "\""))
            .value_or(0);
  }
  return rows;
}

// SQLite 3.40 looks for a column of a table without rowid in the wrong place and finds NULL there,
// in every row: that is told of sound tables too, and NULL is kept out as rows are written.
std::optional<std::string> damage_in(Connection& connection) {
  Query query = connection.query("PRAGMA integrity_check(2147483647)");
  while (query.next()) {
    const auto said = query.get<std::string>(0);
    if (said != "ok" && !said.starts_with("NULL value in ")) return said;
  }
  return std::nullopt;
}

// What a store that nobody uses holds. Throws when anything of it does not hold.
Backup look_at(const std::string& path, const Vault& vault) {
  Connection connection(path, Mode::read);
  recognise(connection, path);
  if (damage_in(connection)) throw std::runtime_error("De reservekopie is niet gaaf.");
  if (connection.query("PRAGMA foreign_key_check").next()) {
    throw std::runtime_error("In de reservekopie verwijst een rij naar een die er niet is.");
  }
  auto check = one_value<Bytes>(connection.query("SELECT key_check FROM store"));
  if (!check || !vault.made(*check)) {
    throw std::runtime_error("De reservekopie is niet met deze hoofdsleutel gemaakt.");
  }
  Backup found;
  found.store = uuid_text(store_id(connection));
  const Checkpoint head = chain_head(connection, event_chain);
  found.events = head.seq;
  found.head = head.hash;
  for (const auto& [table, rows] : rows_of(connection)) found.rows += rows;
  // One of an earlier form is looked at when it has been brought to this one.
  const auto form = one_value<int>(connection.query("PRAGMA user_version"));
  if (form != newest_form()) return found;
  found.keys = open_all(connection, vault);
  // A month that is being destroyed goes on being destroyed where the copy is put back.
  if (auto fault = verify_logs(path, Leftovers::passed_over)) {
    throw std::runtime_error("In de reservekopie klopt " + fault->chain + ", regel " +
                             std::to_string(fault->seq) + " niet: " + fault->what + ".");
  }
  return found;
}

// What SQLite says is told as the operator's own trouble.
template <class Work>
auto told(const std::string& what, Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& fault) {
    throw std::runtime_error(what + ": " + fault.what() + ".");
  } catch (const std::filesystem::filesystem_error& fault) {
    throw std::runtime_error(what + ": " + fault.code().message() + ".");
  }
}

}  // namespace

Backup back_up(const std::string& from, const std::string& to, const MasterKey& key, Env& env) {
  if (std::filesystem::exists(to)) throw std::runtime_error(to + " bestaat al.");
  return told("De reservekopie " + to + " kan niet worden gemaakt", [&] {
    const Vault vault(key, env);
    const Unfinished sealed(to + ".part");
    Rows copied;
    {
      // What is not sealed stays beside the store, and does not go where copies are kept.
      const Unfinished plain(plain_copy_of(from));
      copy_into(from, plain.path());
      Connection copy(plain.path(), Mode::read);
      copied = rows_of(copy);
      seal_file(plain.path(), sealed.path(), key, store_id(copy), env);
    }
    sync_file(sealed.path());
    const Unfinished read_back(read_back_of(from));
    open_sealed_file(sealed.path(), read_back.path(), key);
    Backup found = look_at(read_back.path(), vault);
    Connection check(read_back.path(), Mode::read);
    if (rows_of(check) != copied) throw std::runtime_error("De reservekopie mist rijen.");
    found.size = std::filesystem::file_size(sealed.path());
    sealed.become(to);
    return found;
  });
}

void remove_leftovers(const std::string& store) {
  overwrite_and_remove(plain_copy_of(store));
  overwrite_and_remove(read_back_of(store));
}

Backup restore(const std::string& backup, const std::string& to, const MasterKey& key, Env& env) {
  if (std::filesystem::exists(to)) throw std::runtime_error(to + " bestaat al.");
  return told(backup + " kan niet worden teruggezet", [&] {
    const Vault vault(key, env);
    const Unfinished store(to + ".part");
    if (is_sealed_file(backup)) {
      open_sealed_file(backup, store.path(), key);
    } else {
      std::filesystem::copy_file(backup, store.path(),
                                 std::filesystem::copy_options::overwrite_existing);
      std::filesystem::permissions(
          store.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    Backup found = look_at(store.path(), vault);
    found.size = std::filesystem::file_size(backup);
    store.become(to);
    return found;
  });
}

}  // namespace expertise::sqlite

namespace expertise {

std::optional<std::string> damage_of_sqlite_store(const std::string& path) {
  try {
    sqlite::Connection connection(path, sqlite::Mode::read);
    return sqlite::damage_in(connection);
  } catch (const SQLite::Exception& fault) {
    const int code = fault.getErrorCode();
    if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB) throw;
    return fault.what();
  }
}

}  // namespace expertise
