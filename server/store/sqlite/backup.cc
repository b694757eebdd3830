#include "server/store/sqlite/backup.h"

#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "server/store/sqlite/rows.h"

namespace expertise::sqlite {

namespace {

// Onto the disk itself; a name is on it when its folder is.
void sync_to_disk(const std::filesystem::path& path, int flags) {
  int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) throw std::runtime_error(path.string() + " kan niet worden geopend.");
  int result = ::fsync(file);
  ::close(file);
  if (result != 0) throw std::runtime_error(path.string() + " kan niet worden weggeschreven.");
}

// Only its owner reads it.
void make_private_file(const std::string& path) {
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(path + " kan niet worden gemaakt.");
  ::close(file);
}

void copy_into(const std::string& from, const std::string& to) {
  SQLite::Database source(from, SQLite::OPEN_READONLY, 10'000);
  SQLite::Statement vacuum(source, "VACUUM INTO ?");
  vacuum.bind(1, to);
  vacuum.exec();
}

void check_copy(const std::string& path) {
  SQLite::Database copy(path, SQLite::OPEN_READONLY);
  SQLite::Statement check(copy, "PRAGMA integrity_check(1)");
  if (!check.executeStep() || check.getColumn(0).getString() != "ok") {
    throw std::runtime_error("De reservekopie is niet gaaf.");
  }
}

}  // namespace

void copy_store(const std::string& from, const std::string& to) {
  if (std::filesystem::exists(to)) throw std::runtime_error(to + " bestaat al.");
  const std::string unfinished = to + ".part";
  try {
    make_private_file(unfinished);
    copy_into(from, unfinished);
    check_copy(unfinished);
    sync_to_disk(unfinished, O_RDONLY);
    std::filesystem::rename(unfinished, to);
    sync_to_disk(std::filesystem::absolute(to).parent_path(), O_RDONLY | O_DIRECTORY);
  } catch (const SQLite::Exception& fault) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw std::runtime_error("De reservekopie " + to + " kan niet worden gemaakt: " + fault.what() +
                             ".");
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw;
  }
}

}  // namespace expertise::sqlite
