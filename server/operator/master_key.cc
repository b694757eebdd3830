#include "server/operator/master_key.h"

#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "server/operator/private_files.h"

namespace expertise {

namespace {

std::string_view text_of(const MasterKey& key) {
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

MasterKey new_key(Env& env) {
  MasterKey key{};
  env.random(key);
  return key;
}

// What was begun and not finished: the store says how far it came.
void settle_change(const DataDirectory& directory, Env& env) {
  const auto next = next_key_of(directory);
  if (!std::filesystem::exists(next)) return;
  const auto database = directory.database().string();
  if (opens_sqlite_store(database, read_master_key(directory.key()), env)) {
    overwrite_and_remove(next);
  } else if (opens_sqlite_store(database, read_master_key(next), env)) {
    take_next_key(directory);
  }
  // With neither it is a store of another key: opening it says so.
}

}  // namespace

std::filesystem::path DataDirectory::key() const {
  const char* elsewhere = std::getenv("EXPERTISEPOOL_KEY_FILE");
  return elsewhere && *elsewhere ? std::filesystem::path(elsewhere) : root / "master.key";
}

std::filesystem::path next_key_of(const DataDirectory& directory) {
  auto path = directory.key();
  path += ".next";
  return path;
}

MasterKey read_master_key(const std::filesystem::path& path) {
  return read_private_key(path, "master key");
}

// A key that is gone while its database is there must never be replaced by a new one.
MasterKey master_key_of(const DataDirectory& directory, Env& env) {
  const auto path = directory.key();
  const bool has_store = std::filesystem::exists(directory.database());
  if (std::filesystem::exists(path)) {
    if (has_store) settle_change(directory, env);
    return read_master_key(path);
  }
  if (has_store) {
    throw std::runtime_error("the master key " + path.string() +
                             " is missing: without it no case text can be read; put it back");
  }
  const MasterKey key = new_key(env);
  write_private_file(path, text_of(key));
  return key;
}

void write_next_key(const DataDirectory& directory, Env& env) {
  write_private_file(next_key_of(directory), text_of(new_key(env)));
}

void rewrap_store(const DataDirectory& directory, Env& env) {
  rewrap_sqlite_store(directory.database().string(), read_master_key(directory.key()),
                      read_master_key(next_key_of(directory)), env);
}

void take_next_key(const DataDirectory& directory) {
  if (!replace_and_overwrite(next_key_of(directory), directory.key())) {
    std::cerr << "the new master key is in place; the one that was could not be overwritten"
              << std::endl;
  }
}

void change_master_key(const DataDirectory& directory, Env& env) {
  if (!std::filesystem::exists(directory.database())) {
    throw std::runtime_error("there is no pool in " + directory.root.string());
  }
  static_cast<void>(master_key_of(directory, env));
  must_be_writable(directory.key());
  write_next_key(directory, env);
  rewrap_store(directory, env);
  take_next_key(directory);
}

}  // namespace expertise
