#include "server/store/sqlite/migrate.h"

#include <charconv>
#include <span>
#include <stdexcept>

#include "schema/embedded.h"
#include "server/store/sqlite/rows.h"

namespace expertise {
/// The files of schema/sqlite in order of number; made by schema/embed.cmake.
std::span<const EmbeddedFile> sqlite_migrations();
}  // namespace expertise

namespace expertise::sqlite {

namespace {

/// "expp": tells our files from those of other programs.
constexpr int application_id = 0x65787070;

int number_of(const EmbeddedFile& migration) {
  int number = 0;
  std::from_chars(migration.name.data(), migration.name.data() + migration.name.size(), number);
  return number;
}

int pragma_value(Connection& connection, const std::string& name) {
  return one_value<int>(connection.query("PRAGMA " + name)).value_or(0);
}

void set_pragma(Connection& connection, const std::string& name, int value) {
  connection.execute(("PRAGMA " + name + " = " + std::to_string(value)).c_str());
}

bool is_empty(Connection& connection) {
  return one_value<int>(connection.query("SELECT count(*) FROM sqlite_schema")).value_or(0) == 0;
}

void apply(Connection& connection, int from) {
  for (const EmbeddedFile& migration : sqlite_migrations()) {
    if (number_of(migration) > from) {
      connection.execute(std::string(migration.content).c_str());
    }
  }
  if (connection.query("PRAGMA foreign_key_check").next()) {
    throw std::runtime_error("after the migration a row refers to another that is not there");
  }
  set_pragma(connection, "application_id", application_id);
  set_pragma(connection, "user_version", newest_form());
}

}  // namespace

int newest_form() { return number_of(sqlite_migrations().back()); }

void recognise(Connection& connection, const std::string& path) {
  bool fresh = is_empty(connection);
  if (!fresh && pragma_value(connection, "application_id") != application_id) {
    throw std::runtime_error(path + " is geen gegevensbestand van expertisepool.");
  }
  int form = pragma_value(connection, "user_version");
  if (form > newest_form()) {
    throw std::runtime_error(
        path + " is gemaakt door een nieuwere versie van expertisepool (vorm " +
        std::to_string(form) + ", dit programma kent vorm " + std::to_string(newest_form()) +
        "). Installeer de nieuwere versie, of zet een reservekopie van vóór de overgang terug.");
  }
}

void migrate(Connection& connection) {
  int form = pragma_value(connection, "user_version");
  if (form == newest_form()) return;
  // A table that is made anew would lose the rows that refer to it.
  connection.execute("PRAGMA foreign_keys = OFF");
  connection.execute("BEGIN IMMEDIATE");
  try {
    apply(connection, form);
    connection.execute("COMMIT");
  } catch (...) {
    if (connection.in_transaction()) connection.execute("ROLLBACK");
    throw;
  }
  connection.execute("PRAGMA foreign_keys = ON");
  connection.execute("ANALYZE sqlite_schema");  // takes the figures of the migration into use
}

void check_master_key(Connection& connection, const Vault& vault, Env& env) {
  auto check = one_value<Bytes>(connection.query("SELECT key_check FROM store"));
  if (check && !vault.made(*check)) {
    throw std::runtime_error(
        "De hoofdsleutel is niet die waarmee deze gegevens zijn gemaakt. Zet de goede sleutel "
        "terug; zonder die sleutel is geen casus te lezen.");
  }
  if (!check) {
    IdBytes id = env.new_id<Id<struct StoreTag>>().bytes();
    connection.query("INSERT INTO store (only, id, made_at, key_check) VALUES (1, ?, ?, ?)")
        .bind(id, env.now(), vault.check_value())
        .run();
  }
}

}  // namespace expertise::sqlite
