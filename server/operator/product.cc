#include "server/operator/product.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "search/words.h"
#include "server/outgoing/curl.h"

namespace expertise {

namespace {

std::string why() { return std::strerror(errno); }

// What wraps, or signs: 32 bytes either way.
using KeyBytes = std::array<std::uint8_t, 32>;

KeyBytes read_key(const std::filesystem::path& path, const std::string& which) {
  std::ifstream file(path, std::ios::binary);
  KeyBytes key{};
  file.read(reinterpret_cast<char*>(key.data()), static_cast<std::streamsize>(key.size()));
  if (file.gcount() != static_cast<std::streamsize>(key.size()) || file.peek() != EOF) {
    throw std::runtime_error("the " + which + " in " + path.string() +
                             " cannot be read: it must be a file of exactly 32 bytes");
  }
  return key;
}

// Makes a key that is whole on disk before anything is encrypted with it.
KeyBytes make_key(const std::filesystem::path& path, Env& env, const std::string& which) {
  KeyBytes key{};
  env.random(key);
  auto beside = path;
  beside += ".new";
  int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool written = file >= 0 &&
                 ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
                 ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  written = written && ::rename(beside.c_str(), path.c_str()) == 0;
  int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  written = written && folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  if (!written) {
    throw std::runtime_error("cannot write the " + which + " " + path.string() + ": " + why());
  }
  return key;
}

// A key that is gone while its database is there must never be replaced by a new one.
MasterKey key_of(const DataDirectory& directory, Env& env) {
  auto path = directory.key();
  if (std::filesystem::exists(path)) return read_key(path, "master key");
  if (std::filesystem::exists(directory.database())) {
    throw std::runtime_error("the master key " + path.string() +
                             " is missing: without it no case text can be read; put it back");
  }
  return make_key(path, env, "master key");
}

// One that is lost is made anew: heads that went out are held with the public key they name.
SigningKey log_key_of(const DataDirectory& directory, Env& env) {
  auto path = directory.log_key();
  if (std::filesystem::exists(path)) return read_key(path, "key of the logs");
  return make_key(path, env, "key of the logs");
}

// What the index is of. With the words of the product in it: after a release that brings better
// ones every profile is read anew.
std::string history() {
  const auto words = search::word_hash(search::lexicon_text(search::Lexicon::topics));
  return "expertisepool, topics " + std::to_string(words);
}

}  // namespace

std::filesystem::path DataDirectory::key() const {
  const char* elsewhere = std::getenv("EXPERTISEPOOL_KEY_FILE");
  return elsewhere && *elsewhere ? std::filesystem::path(elsewhere) : root / "master.key";
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
    : directory(the_directory),
      env(the_env),
      log_key(log_key_of(directory, env)),
      web(curl_web_reader(std::move(allowed_hosts))),
      store(open_sqlite_store(directory.database().string(), key_of(directory, env), env)),
      index(directory.index(), history(), search::seed_vocabulary()),
      people(Context{*store, env}),
      profiles(Context{*store, env}, people),
      calendars(Context{*store, env}, *web),
      matching(Context{*store, env}, index),
      vocabulary(Context{*store, env}, index),
      consultations(Context{*store, env}, matching),
      appointments(Context{*store, env}),
      notifications(Context{*store, env}),
      indexer(*store, index) {
  store->on_durable([this] { indexer.wake(); });
}

Product::~Product() { store->on_durable({}); }

}  // namespace expertise
