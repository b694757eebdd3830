#include "server/operator/private_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

namespace expertise {

namespace {

[[noreturn]] void fail(const char* what, const std::filesystem::path& path) {
  throw std::runtime_error(std::string("cannot ") + what + " " + path.string() + ": " +
                           std::strerror(errno));
}

class File {
 public:
  File(std::filesystem::path path, int flags)
      : path_(std::move(path)), descriptor_(::open(path_.c_str(), flags | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail("open", path_);
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void write(std::string_view content) const {
    while (!content.empty()) {
      const ssize_t put = ::write(descriptor_, content.data(), content.size());
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) fail("write", path_);
      content.remove_prefix(static_cast<std::size_t>(put));
    }
  }
  void sync() const {
    if (::fsync(descriptor_) != 0) fail("write", path_);
  }
  void fill_with_zeros() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0) {
      fail("write", path_);
    }
    write(std::string(static_cast<std::size_t>(status.st_size), '\0'));
    sync();
  }

 private:
  const std::filesystem::path path_;
  const int descriptor_;
};

void sync_folder_of(const std::filesystem::path& path) {
  File(std::filesystem::absolute(path).parent_path(), O_RDONLY | O_DIRECTORY).sync();
}

void rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail("replace", to);
  sync_folder_of(to);
}

}  // namespace

std::array<std::uint8_t, 32> read_private_key(const std::filesystem::path& path,
                                              const std::string& which) {
  std::ifstream file(path, std::ios::binary);
  std::array<std::uint8_t, 32> key{};
  file.read(reinterpret_cast<char*>(key.data()), static_cast<std::streamsize>(key.size()));
  if (file.gcount() != static_cast<std::streamsize>(key.size()) || file.peek() != EOF) {
    throw std::runtime_error("the " + which + " in " + path.string() +
                             " cannot be read: it must be a file of exactly 32 bytes");
  }
  return key;
}

void write_private_file(const std::filesystem::path& path, std::string_view content) {
  auto beside = path;
  beside += ".new";
  {
    const File file(beside, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(content);
    file.sync();
  }
  rename_file(beside, path);
}

void append_to_private_file(const std::filesystem::path& path, std::string_view content) {
  const File file(path, O_WRONLY | O_CREAT | O_APPEND);
  file.write(content);
  file.sync();
}

void replace_and_overwrite(const std::filesystem::path& from, const std::filesystem::path& to) {
  const File before(to, O_WRONLY);
  rename_file(from, to);
  before.fill_with_zeros();
}

void overwrite_and_remove(const std::filesystem::path& path) {
  File(path, O_WRONLY).fill_with_zeros();
  if (::unlink(path.c_str()) != 0) fail("remove", path);
  sync_folder_of(path);
}

}  // namespace expertise
