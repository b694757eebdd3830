// The claim of one process on a file: held as long as this lives, gone when the process dies.
#pragma once

#include <string>

namespace expertise::sqlite {

class FileLock {
 public:
  /// Makes `<path>.lock` and claims it. Throws std::runtime_error with a sentence for the operator
  /// when another has it.
  explicit FileLock(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace expertise::sqlite
