// The product on one data directory: what is opened, in which order, and who holds it. One process
// at a time owns a data directory. It serves nobody by itself; main and the operator's commands use
// it.
#pragma once

#include <filesystem>
#include <memory>

#include "search/index.h"
#include "server/domain/env.h"
#include "server/domain/signed_head.h"
#include "server/operator/destroyed_list.h"
#include "server/outgoing/outgoing.h"
#include "server/pool/appointments.h"
#include "server/pool/calendars.h"
#include "server/pool/consultations.h"
#include "server/pool/index_watch.h"
#include "server/pool/indexer.h"
#include "server/pool/keeping.h"
#include "server/pool/matching.h"
#include "server/pool/notifications.h"
#include "server/pool/people.h"
#include "server/pool/profiles.h"
#include "server/pool/vocabulary_keeping.h"
#include "server/store/store.h"

namespace expertise {

/// Where things lie in a data directory.
struct DataDirectory {
  std::filesystem::path root;

  std::filesystem::path database() const { return root / "pool.db"; }
  std::filesystem::path index() const { return root / "index"; }
  /// The master key of the case text; EXPERTISEPOOL_KEY_FILE names another place.
  std::filesystem::path key() const;
  /// The key that the heads of the logs are signed with.
  std::filesystem::path log_key() const { return root / "log.key"; }
  std::filesystem::path lock() const { return root / "lock"; }
  std::filesystem::path door() const { return root / "operator.sock"; }
  /// What was destroyed, for a store that is put back from a backup.
  std::filesystem::path destroyed() const { return root / "destroyed.log"; }
  /// As long as it is there nothing is destroyed because its term is over.
  std::filesystem::path retention_stopped() const { return root / "retention-stopped"; }
  /// Addresses and passwords of a demo pool, for people to read.
  std::filesystem::path demo_accounts() const { return root / "accounts.txt"; }
};

/// Throws std::runtime_error, with how a pool is made, when there is none in `directory`.
void must_hold_pool(const DataDirectory& directory);

/// Holds a data directory for this process alone, until destroyed.
class Ownership {
 public:
  /// Nothing when another process holds it. Makes the directory (mode 0700) when it is not there;
  /// throws std::runtime_error when that cannot be done.
  static std::unique_ptr<Ownership> take(const DataDirectory& directory);
  ~Ownership();
  Ownership(const Ownership&) = delete;
  Ownership& operator=(const Ownership&) = delete;

 private:
  explicit Ownership(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

class Product {
 public:
  /// Opens or makes everything in `directory`, which the caller owns. Calendars may come from
  /// public addresses, and from `allowed_hosts` (`host:port`) besides. Throws std::runtime_error
  /// with a sentence for the operator, also where a pool is of which the database is gone.
  Product(const DataDirectory& directory, Env& env, std::vector<std::string> allowed_hosts = {});
  ~Product();

  DataDirectory directory;
  Env& env;
  LogKey log_key;
  std::unique_ptr<WebReader> web;
  std::unique_ptr<Store> store;
  DestroyedList destroyed;
  search::Index index;
  People people;
  Profiles profiles;
  Calendars calendars;
  Matching matching;
  VocabularyKeeping vocabulary;
  Consultations consultations;
  Appointments appointments;
  Notifications notifications;
  Keeping keeping;
  /// What was wrong with the index when it was opened, which the indexer mends; empty when nothing.
  std::string index_damage;
  Indexer indexer;
  IndexWatch index_watch;
};

}  // namespace expertise
