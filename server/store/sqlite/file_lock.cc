#include "server/store/sqlite/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace expertise::sqlite {

FileLock::FileLock(const std::string& path) {
  const std::string name = path + ".lock";
  file_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) {
    throw std::runtime_error(name + " kan niet worden gemaakt: " + std::strerror(errno) + ".");
  }
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    ::close(file_);
    throw std::runtime_error(path + " is al in gebruik door een andere expertisepoold.");
  }
}

FileLock::~FileLock() { ::close(file_); }

}  // namespace expertise::sqlite
