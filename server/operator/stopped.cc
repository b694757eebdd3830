#include "server/operator/stopped.h"

#include <filesystem>

#include "server/operator/master_key.h"

namespace expertise {

namespace {

constexpr int indexing_timeout_ms = 3'600'000;

std::unique_ptr<Ownership> taken(const DataDirectory& directory, const char* else_do,
                                 Streams streams) {
  must_hold_pool(directory);
  auto ownership = Ownership::take(directory);
  if (!ownership) {
    streams.err << "a server holds " << directory.root.string() << ": " << else_do << "\n";
  }
  return ownership;
}

}  // namespace

int reindex(const DataDirectory& directory, Env& env, Streams streams) {
  const auto ownership = taken(directory,
                               "it rebuilds the index by itself when that is needed; stop it to do "
                               "it by hand",
                               streams);
  if (!ownership) return 1;
  std::filesystem::remove_all(directory.index());
  std::filesystem::remove_all(search::Index::copy_directory(directory.index()));
  Product product(directory, env);
  product.indexer.wait_for(product.store->head().seq, indexing_timeout_ms);
  streams.out << product.index.size() << " profiles in the index\n";
  return 0;
}

int migrate(const DataDirectory& directory, Env& env, Streams streams) {
  const auto ownership = taken(directory, "stop it before migrating", streams);
  if (!ownership) return 1;
  // Opening a store migrates it.
  Product product(directory, env);
  streams.out << "the store is up to date\n";
  return 0;
}

int rotate_key(const DataDirectory& directory, Env& env, Streams streams) {
  const auto ownership = taken(directory, "stop it before changing the key", streams);
  if (!ownership) return 1;
  change_master_key(directory, env);
  streams.out << "everything is under a new master key, in " << directory.key().string()
              << "\nKeep a copy of it apart, and make a backup now: earlier ones can only be read "
                 "with a copy of the key that was.\n";
  return 0;
}

}  // namespace expertise
