#include "server/operator/product.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "search/words.h"
#include "server/operator/master_key.h"
#include "server/operator/private_files.h"
#include "server/outgoing/curl.h"

namespace expertise {

namespace {

std::string why() { return std::strerror(errno); }

// One that is lost is made anew: heads that went out are held with the public key they name.
LogKey log_key_of(const DataDirectory& directory, Env& env) {
  const auto path = directory.log_key();
  if (std::filesystem::exists(path)) return read_private_key(path, "key of the logs");
  LogKey key{};
  env.random(key);
  write_private_file(path, {reinterpret_cast<const char*>(key.data()), key.size()});
  return key;
}

bool has_database(const DataDirectory& directory) {
  std::error_code error;
  const auto size = std::filesystem::file_size(directory.database(), error);
  if (error == std::errc::no_such_file_or_directory) return false;
  if (!error) return size > 0;
  throw std::runtime_error("cannot read " + directory.database().string() + ": " + error.message());
}

// What stays when the database of a pool is lost; nothing when there was none. Keys are made before
// it, and may be left of a beginning that failed.
std::optional<std::filesystem::path> left_of_pool(const DataDirectory& directory) {
  for (const auto& path : {directory.destroyed(), directory.index()}) {
    if (std::filesystem::exists(path)) return path;
  }
  return std::nullopt;
}

// An empty pool in the place of one that is lost would pass for it.
const DataDirectory& must_not_be_lost(const DataDirectory& directory) {
  if (has_database(directory)) return directory;
  if (const auto left = left_of_pool(directory)) {
    throw std::runtime_error(directory.database().string() + " is missing or empty, and " +
                             left->filename().string() +
                             " is left of its pool: put it back, or restore a backup elsewhere");
  }
  return directory;
}

// What the index is of. With the words of the product in it: after a release that brings better
// ones every profile is read anew.
std::string history() {
  const auto words = search::word_hash(search::lexicon_text(search::Lexicon::topics));
  return "expertisepool, topics " + std::to_string(words);
}

}  // namespace

void must_hold_pool(const DataDirectory& directory) {
  must_not_be_lost(directory);
  if (has_database(directory)) return;
  throw std::runtime_error("there is no pool in " + directory.root.string() +
                           "; expertisepoold init makes one");
}

std::unique_ptr<Ownership> Ownership::take(const DataDirectory& directory) {
  std::error_code error;
  if (!std::filesystem::exists(directory.root)) {
    std::filesystem::create_directories(directory.root, error);
    if (!error) {
      std::filesystem::permissions(directory.root, std::filesystem::perms::owner_all, error);
    }
    if (error) {
      throw std::runtime_error("cannot make " + directory.root.string() + ": " + error.message());
    }
  }
  int file = ::open(directory.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot open " + directory.lock().string() + ": " + why());
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    ::close(file);
    return nullptr;
  }
  return std::unique_ptr<Ownership>(new Ownership(file));
}

Ownership::~Ownership() { ::close(descriptor_); }

Product::Product(const DataDirectory& the_directory, Env& the_env,
                 std::vector<std::string> allowed_hosts)
    : directory(must_not_be_lost(the_directory)),
      env(the_env),
      log_key(log_key_of(directory, env)),
      web(curl_web_reader(std::move(allowed_hosts))),
      store(open_sqlite_store(directory.database().string(), master_key_of(directory, env), env)),
      destroyed(directory.destroyed(), Context{*store, env}),
      index(directory.index(), history(), search::seed_vocabulary()),
      people(Context{*store, env}),
      profiles(Context{*store, env}, people),
      calendars(Context{*store, env}, *web),
      matching(Context{*store, env}, index),
      vocabulary(Context{*store, env}, index),
      consultations(Context{*store, env}, matching),
      appointments(Context{*store, env}),
      notifications(Context{*store, env}),
      keeping(Context{*store, env},
              [this] { return std::filesystem::exists(directory.retention_stopped()); }),
      index_damage(index.state() == search::IndexState::damaged ? index.trouble() : ""),
      indexer(*store, index),
      index_watch(*store, index, indexer) {
  store->on_durable([this] { indexer.wake(); });
}

Product::~Product() { store->on_durable({}); }

}  // namespace expertise
