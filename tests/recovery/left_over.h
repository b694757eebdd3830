// What a store that was harmed must still hold: opened by the store's own code, with both logs
// whole, no page that SQLite calls faulty, and everything that was promised. It knows nothing of
// the harm.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <filesystem>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/operator/master_key.h"
#include "server/store/store.h"

namespace expertise::recovery {

/// A write that was acknowledged: `what` of this id is there, at least as far as `number` says.
struct Promise {
  /// consultation; message; specialist (number: its revision); reading (of a consultation; number:
  /// how often it stands in the access log).
  std::string what;
  std::string id;
  std::int64_t number = 0;
};

/// Reads lines `WHAT ID NUMBER`.
inline std::vector<Promise> read_promises(std::istream& lines) {
  std::vector<Promise> promises;
  Promise each;
  while (lines >> each.what >> each.id >> each.number) promises.push_back(each);
  return promises;
}

/// Of everything that promises are about: how much of it is there.
using Present = std::map<std::string, std::map<std::string, std::int64_t>>;

inline Present present_in(const std::string& database) {
  const SQLite::Database raw(database, SQLite::OPEN_READONLY);
  SQLite::Statement whole(raw, "PRAGMA integrity_check(1)");
  whole.executeStep();
  const std::string said = whole.getColumn(0).getString();
  if (said != "ok") throw std::runtime_error("SQLite finds a fault: " + said);

  Present present;
  const auto note = [&](const std::string& what, const std::string& sql) {
    SQLite::Statement rows(raw, sql);
    while (rows.executeStep()) {
      IdBytes bytes{};
      const auto column = rows.getColumn(0);
      std::copy_n(static_cast<const std::uint8_t*>(column.getBlob()), bytes.size(), bytes.begin());
      present[what][MessageId(bytes).text()] = rows.getColumn(1).getInt64();
    }
  };
  note("consultation", "SELECT id, revision FROM consultation");
  note("message", "SELECT message, max(version) FROM message_version GROUP BY message");
  note("specialist", "SELECT id, revision FROM specialist");
  note("reading",
       "SELECT consultation, count(*) FROM access_entry WHERE consultation IS NOT NULL AND "
       "action = 'read' GROUP BY consultation");
  return present;
}

/// What was promised and is not there; nothing when all is well.
inline std::optional<std::string> missing_of(const std::vector<Promise>& promises,
                                             const Present& present) {
  for (const Promise& each : promises) {
    const auto kind = present.find(each.what);
    const bool is_known = kind != present.end() && kind->second.contains(each.id);
    if (is_known && kind->second.at(each.id) >= each.number) continue;
    return each.what + " " + each.id + " was acknowledged and is lost";
  }
  return std::nullopt;
}

/// Opens the store in `data`, walks both logs and looks what is there. Throws what is wrong with
/// it.
inline Present look_at(const std::filesystem::path& data, Env& env) {
  const DataDirectory directory{data};
  const auto store =
      open_sqlite_store(directory.database().string(), master_key_of(directory, env), env);
  if (const auto fault = store->verify()) {
    throw std::runtime_error(fault->chain + " " + std::to_string(fault->seq) + ": " + fault->what);
  }
  return present_in(directory.database().string());
}

}  // namespace expertise::recovery
