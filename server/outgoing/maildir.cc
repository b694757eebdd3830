#include "server/outgoing/maildir.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "server/outgoing/returned_mail.h"

namespace expertise {

namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

constexpr int directory_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

std::string why() { return std::strerror(errno); }

// A mail's flags stand behind its name, in the order of the alphabet; "S" is seen.
std::string seen_name(const std::string& name) { return name.substr(0, name.find(":2,")) + ":2,S"; }

// Never over a mail that is there already.
bool move(int from, const std::string& name, int to, const std::string& as) {
  return renameat2(from, name.c_str(), to, as.c_str(), RENAME_NOREPLACE) == 0;
}

}  // namespace

Maildir::Maildir(const std::string& path) {
  new_ = open((path + "/new").c_str(), directory_flags);
  cur_ = open((path + "/cur").c_str(), directory_flags);
  const bool usable = new_ >= 0 && cur_ >= 0 && faccessat(new_, ".", R_OK | W_OK | X_OK, 0) == 0 &&
                      faccessat(cur_, ".", W_OK | X_OK, 0) == 0;
  if (usable) return;
  const std::string fault = why();
  if (new_ >= 0) close(new_);
  if (cur_ >= 0) close(cur_);
  throw std::runtime_error(path +
                           " is no Maildir with `new` and `cur` that can be changed: " + fault);
}

Maildir::~Maildir() {
  close(new_);
  close(cur_);
}

std::vector<std::string> Maildir::waiting(std::size_t most) {
  // Opened anew: a directory that is read through remembers where it was.
  const int descriptor = openat(new_, ".", directory_flags);
  const std::unique_ptr<DIR, CloseDirectory> directory(descriptor < 0 ? nullptr
                                                                      : fdopendir(descriptor));
  if (!directory) {
    const std::string fault = why();
    if (descriptor >= 0) close(descriptor);
    throw std::runtime_error("the Maildir cannot be read: " + fault);
  }
  std::vector<std::string> names;
  while (names.size() < most) {
    const dirent* entry = readdir(directory.get());
    if (!entry) break;
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  return names;
}

std::optional<std::string> Maildir::read(const std::string& name) const {
  const File file(openat(new_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat what {};
  if (file.get() < 0 || fstat(file.get(), &what) != 0 || !S_ISREG(what.st_mode) ||
      what.st_size > static_cast<off_t>(mail_bytes)) {
    return std::nullopt;
  }
  std::string bytes(static_cast<std::size_t>(what.st_size), '\0');
  std::size_t held = 0;
  while (held < bytes.size()) {
    const ssize_t got = ::read(file.get(), bytes.data() + held, bytes.size() - held);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    held += static_cast<std::size_t>(got);
  }
  bytes.resize(held);
  return bytes;
}

std::optional<DeliveryReport> Maildir::report(const std::string& name) {
  const auto mail = read(name);
  return mail ? read_delivery_report(*mail) : std::nullopt;
}

void Maildir::set_aside(const std::string& name) {
  constexpr int most_of_a_name = 100;
  const std::string seen = seen_name(name);
  if (move(new_, name, cur_, seen)) return;
  // The name is taken, or has no room for flags.
  for (int i = 1; i < most_of_a_name && (errno == EEXIST || errno == ENAMETOOLONG); ++i) {
    const std::string base = seen.substr(0, std::min(seen.find(":2,"), std::size_t{200}));
    if (move(new_, name, cur_, base + "." + std::to_string(i) + ":2,S")) return;
  }
  if (errno == ENOENT) return;  // somebody else took it
  throw std::runtime_error("returned mail cannot be moved to cur: " + why());
}

}  // namespace expertise
