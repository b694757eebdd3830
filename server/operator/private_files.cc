#include "server/operator/private_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
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
  /// Behind the last whole line.
  off_t end_of_lines() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) fail("read", path_);
    off_t end = status.st_size;
    for (char last = 0; end > 0; --end) {
      if (::pread(descriptor_, &last, 1, end - 1) != 1) fail("read", path_);
      if (last == '\n') break;
    }
    return end;
  }
  void cut_off(off_t size) const {
    if (::ftruncate(descriptor_, size) != 0) fail("write", path_);
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

std::string read_secret(const std::filesystem::path& path, const std::string& which) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::string line;
  std::getline(file, line);
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty()) throw std::runtime_error("no " + which + " in " + path.string());
  return line;
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

void append_to_private_file(const std::filesystem::path& path, std::string_view lines) {
  const File file(path, O_RDWR | O_CREAT | O_APPEND);
  const off_t end = file.end_of_lines();
  file.cut_off(end);
  try {
    file.write(lines);
    file.sync();
  } catch (const std::runtime_error&) {
    file.cut_off(end);
    throw;
  }
}

void must_be_writable(const std::filesystem::path& path) { File(path, O_WRONLY); }

// The name first of all: without the file that gets it, what it belongs to may not be opened.
bool replace_and_overwrite(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::optional<File> before;
  try {
    before.emplace(to, O_WRONLY);
  } catch (const std::runtime_error&) {
    // Told by what this gives.
  }
  rename_file(from, to);
  try {
    if (before) before->fill_with_zeros();
    return before.has_value();
  } catch (const std::runtime_error&) {
    return false;
  }
}

void overwrite_and_remove(const std::filesystem::path& path) {
  File(path, O_WRONLY).fill_with_zeros();
  if (::unlink(path.c_str()) != 0) fail("remove", path);
  sync_folder_of(path);
}

std::filesystem::path unfinished_beside(const std::filesystem::path& folder) {
  auto whole = std::filesystem::absolute(folder).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  return whole.parent_path() / ("." + whole.filename().string() + ".unfinished");
}

void empty_folder(const std::filesystem::path& folder, const std::filesystem::path& kept) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path() != kept) std::filesystem::remove_all(entry.path());
  }
}

}  // namespace expertise
