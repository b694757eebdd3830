#include "server/operator/restore.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "server/operator/master_key.h"
#include "server/operator/private_files.h"
#include "server/pool/retention.h"

namespace expertise {

namespace {

void copy_private(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::ifstream file(from, std::ios::binary);
  const std::string content(std::istreambuf_iterator<char>(file), {});
  if (!file) throw std::runtime_error("cannot read " + from.string());
  write_private_file(to, content);
}

bool is_empty_or_missing(const std::filesystem::path& directory) {
  return !std::filesystem::exists(directory) || std::filesystem::is_empty(directory);
}

// Puts the list of what was destroyed in the directory. False when it is not known where that is.
bool take_list(const DataDirectory& into, const RestoreOptions& options, const Backup& backup,
               Streams streams) {
  if (options.without_destroyed) return true;
  const auto list = options.destroyed.value_or(destroyed_beside(options.backup, backup.store));
  if (!std::filesystem::exists(list)) {
    streams.err << "There is no list of what was destroyed in " << list.string()
                << ". Without it, whatever was erased after this backup comes back. Name the "
                   "newest copy with --destroyed FILE (destroyed.log of the data directory that "
                   "was); where there is none, say so with --without-destroyed\n";
    return false;
  }
  copy_private(list, into.destroyed());
  return true;
}

}  // namespace

std::filesystem::path destroyed_beside(const std::filesystem::path& backup,
                                       const std::string& store) {
  return std::filesystem::absolute(backup).parent_path() / ("destroyed-" + store + ".log");
}

int restore(const DataDirectory& directory, const RestoreOptions& options, Env& env,
            Streams streams) {
  if (!is_empty_or_missing(directory.root)) {
    streams.err << directory.root.string() << " is not empty: a pool is restored beside the one "
                << "that was, never over it\n";
    return 1;
  }
  const DataDirectory beside{unfinished_beside(directory.root)};
  auto next_key = options.key.value_or(beside.key());
  next_key += ".next";
  if (std::filesystem::exists(next_key)) {
    streams.err << next_key.string() << " is there: a change of key was not finished; start the "
                << "pool first\n";
    return 1;
  }
  const auto ownership = Ownership::take(beside);
  if (!ownership) {
    streams.err << "another process holds " << beside.root.string() << "\n";
    return 1;
  }
  empty_folder(beside.root, beside.lock());  // left by one that was broken off
  Backup found;
  {
    if (options.key) {
      const MasterKey key = read_master_key(*options.key);
      // In a new directory there is one only where the environment names it.
      if (std::filesystem::exists(beside.key()) && read_master_key(beside.key()) != key) {
        streams.err << "EXPERTISEPOOL_KEY_FILE names another key than --key\n";
        return 2;
      }
      write_private_file(beside.key(), {reinterpret_cast<const char*>(key.data()), key.size()});
    } else if (!std::filesystem::exists(beside.key())) {
      streams.err << "the master key is needed: --key FILE, or EXPERTISEPOOL_KEY_FILE\n";
      return 2;
    }
    found = restore_sqlite_store(options.backup.string(), beside.database().string(),
                                 read_master_key(beside.key()), env);
    if (!take_list(beside, options, found, streams)) {
      std::filesystem::remove_all(beside.root);
      return 1;
    }
    write_private_file(beside.retention_stopped(), "");
    Product product(beside, env);
    finish_destroyed_months({*product.store, env});
    product.indexer.wait_for(product.store->head().seq, 3'600'000);
    if (const auto fault = product.store->verify()) {
      streams.err << "In " << fault->chain << ", row " << fault->seq
                  << " does not hold: " << fault->what << "\n";
      return 1;
    }
    streams.out << found.events << " events, " << found.rows << " rows; "
                << product.destroyed.destroyed_again() << " things destroyed again; "
                << product.index.size() << " profiles in the index\n";
  }
  std::filesystem::rename(beside.root, directory.root);
  streams.out << "restored in " << directory.root.string() << "; both logs hold\n"
              << "Holds that were put and terms that were chosen after the backup are not in it. "
                 "Nothing is destroyed by its term until you looked at hold and retention-terms "
                 "and gave: expertisepoold retention --resume --data "
              << directory.root.string()
              << "\nWhen months of the access log were destroyed after the backup, give "
                 "access-log destroy again; put log.key of the directory that was in this one.\n";
  return 0;
}

}  // namespace expertise
