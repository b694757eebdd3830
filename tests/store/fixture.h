// What the tests of the store stand on: a real database in a directory of its own, a clock that
// they move, and one of everything that a consultation needs. The raw connection goes past the
// store, to look at and to damage what lies on the disk.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/fake_env.h"
#include "tests/refused.h"
#include "tests/temporary_directory.h"

namespace expertise {

/// A connection to the file itself. Throws when SQLite says no.
class RawDatabase {
 public:
  explicit RawDatabase(const std::string& path) {
    if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error("cannot open");
  }
  ~RawDatabase() { sqlite3_close(handle_); }
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;

  void run(const std::string& sql) {
    char* message = nullptr;
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
      std::string said = message ? message : "unknown";
      sqlite3_free(message);
      throw std::runtime_error(said);
    }
  }
  /// The first column of the first row, as text or as bytes.
  std::string value(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(handle_));
    }
    std::string found;
    if (sqlite3_step(statement) == SQLITE_ROW) {
      auto bytes = static_cast<const char*>(sqlite3_column_blob(statement, 0));
      auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, 0));
      if (bytes) found.assign(bytes, size);
    }
    sqlite3_finalize(statement);
    return found;
  }

 private:
  sqlite3* handle_ = nullptr;
};

struct StoreFixture {
  FakeEnv env;
  TemporaryDirectory directory;
  std::string path = (directory.path() / "pool.db").string();
  MasterKey key{1, 2, 3};
  std::unique_ptr<Store> store = open_sqlite_store(path, key, env);

  /// Does `work` with a transaction and commits it.
  template <class Work>
  auto write(Work&& work) {
    auto txn = store->begin(Access::write);
    if constexpr (std::is_void_v<decltype(work(*txn))>) {
      work(*txn);
      txn->commit();
    } else {
      auto result = work(*txn);
      txn->commit();
      return result;
    }
  }
  template <class Work>
  auto read(Work&& work) {
    auto txn = store->begin(Access::read);
    return work(*txn);
  }
  template <class Value>
  Value keep(Value value) {
    write([&](Txn& txn) { txn.put(value); });
    return value;
  }

  void close() { store.reset(); }
  void reopen() {
    close();
    store = open_sqlite_store(path, key, env);
  }

  Municipality municipality(const std::string& name = "Voorbeeldstad") {
    return keep(
        Municipality{.id = env.new_id<MunicipalityId>(), .name = name, .region = "Voorbeeldregio"});
  }
  User user(MunicipalityId municipality, const std::string& name = "Anna Voorbeeld") {
    User made;
    made.id = env.new_id<UserId>();
    made.municipality = municipality;
    made.name = name;
    made.email = made.id.text() + "@voorbeeld.example";
    made.roles = {Role::team_member};
    return keep(made);
  }
  Team team(MunicipalityId municipality, const std::string& name = "Wijkteam Noord") {
    return keep(Team{.id = env.new_id<TeamId>(), .municipality = municipality, .name = name});
  }
  Specialist specialist(MunicipalityId municipality, const std::string& name = "Bram Bedacht") {
    Specialist made;
    made.id = env.new_id<SpecialistId>();
    made.municipality = municipality;
    made.name = name;
    return keep(made);
  }
  Consultation consultation(MunicipalityId municipality, UserId asker) {
    Consultation made;
    made.id = env.new_id<ConsultationId>();
    made.municipality = municipality;
    made.asker = asker;
    made.asked_at = env.now();
    made.answer_by = env.now() + std::chrono::hours(8);
    return keep(made);
  }
  Invitation invitation(const Consultation& consultation, SpecialistId specialist,
                        InvitationState state = InvitationState::pending) {
    Invitation made;
    made.id = env.new_id<InvitationId>();
    made.consultation = consultation.id;
    made.municipality = consultation.municipality;
    made.specialist = specialist;
    made.state = state;
    made.invited_at = env.now();
    made.answer_by = env.now() + std::chrono::hours(4);
    return keep(made);
  }
  Message message(ConsultationId consultation, const std::string& text,
                  MessageKind kind = MessageKind::question) {
    Message made;
    made.id = env.new_id<MessageId>();
    made.consultation = consultation;
    made.kind = kind;
    made.written_at = env.now();
    write([&](Txn& txn) { txn.put_message(made, CaseText::of(text)); });
    return made;
  }
  Event event(MunicipalityId municipality, const Details& details = {}) {
    Event made;
    made.at = env.now();
    made.kind = EventKind::team_put;
    made.municipality = municipality;
    made.details = details;
    return made;
  }
  AccessEntry access(std::optional<ConsultationId> consultation = {},
                     std::optional<MunicipalityId> municipality = {}) {
    AccessEntry made;
    made.at = env.now();
    made.action = "read";
    made.object = "consultation";
    made.consultation = consultation;
    made.municipality = municipality;
    made.result = "shown";
    made.role = "team_member";
    made.purpose = "asker";
    made.origin = "127.0.0.1";
    return made;
  }

  /// Every byte in the data directory: the database, its log, whatever lies beside.
  std::string bytes_on_disk() const {
    std::string all;
    for (const auto& file : std::filesystem::directory_iterator(directory.path())) {
      std::ifstream stream(file.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(stream), {});
    }
    return all;
  }
};

}  // namespace expertise
