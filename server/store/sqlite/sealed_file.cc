#include "server/store/sqlite/sealed_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <vector>

namespace expertise::sqlite {

namespace {

constexpr std::array<std::uint8_t, 8> mark{'e', 'x', 'p', 'p', 'b', 'a', 'k', 1};
constexpr std::size_t part_size = 64 * 1024;
constexpr std::size_t sealed_part_size = part_size + crypto_secretstream_xchacha20poly1305_ABYTES;

// What stands in front, readable and bound to what follows.
struct Head {
  std::array<std::uint8_t, 8> mark;
  IdBytes store;
  std::array<std::uint8_t, 32> salt;
  std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_HEADERBYTES> stream;
};
static_assert(sizeof(Head) == 8 + 16 + 32 + 24);
constexpr std::size_t bound_size = 8 + 16 + 32;

class File {
 public:
  File(const std::string& path, int flags)
      : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC)) {
    if (descriptor_ < 0) throw std::runtime_error(path + " kan niet worden geopend.");
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // Less than asked for at the end only.
  std::size_t read(void* into, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
      ssize_t got = ::read(descriptor_, static_cast<char*>(into) + done, size - done);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw std::runtime_error(path_ + " kan niet worden gelezen.");
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

  void write(const void* data, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
      ssize_t put = ::write(descriptor_, static_cast<const char*>(data) + done, size - done);
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) throw std::runtime_error(path_ + " kan niet worden geschreven.");
      done += static_cast<std::size_t>(put);
    }
  }

 private:
  std::string path_;
  int descriptor_;
};

// Of one file: with the master key and its head it is worked out again.
Key key_of(const Head& head, const MasterKey& master) {
  std::array<std::uint8_t, 32> bytes{};
  crypto_generichash(bytes.data(), bytes.size(), reinterpret_cast<const std::uint8_t*>(&head),
                     bound_size, master.data(), master.size());
  Key key{std::span(bytes)};
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

using Stream = crypto_secretstream_xchacha20poly1305_state;

}  // namespace

void make_private_file(const std::string& path) {
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(path + " kan niet worden gemaakt.");
  ::close(file);
}

namespace {

void sync_to_disk(const std::string& path, int flags) {
  int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) throw std::runtime_error(path + " kan niet worden geopend.");
  int result = ::fsync(file);
  ::close(file);
  if (result != 0) throw std::runtime_error(path + " kan niet worden weggeschreven.");
}

}  // namespace

void sync_file(const std::string& path) { sync_to_disk(path, O_RDONLY); }

void sync_folder_of(const std::string& path) {
  sync_to_disk(std::filesystem::absolute(path).parent_path().string(), O_RDONLY | O_DIRECTORY);
}

bool is_sealed_file(const std::string& path) {
  std::array<std::uint8_t, mark.size()> first{};
  return File(path, O_RDONLY).read(first.data(), first.size()) == first.size() && first == mark;
}

void seal_file(const std::string& from, const std::string& to, const MasterKey& master,
               const IdBytes& store, Env& env) {
  File plain(from, O_RDONLY);
  File sealed(to, O_WRONLY);
  Head head{.mark = mark, .store = store, .salt = {}, .stream = {}};
  env.random(head.salt);
  Stream stream;
  const Key key = key_of(head, master);
  crypto_secretstream_xchacha20poly1305_init_push(&stream, head.stream.data(), key.bytes().data());
  sealed.write(&head, sizeof head);
  std::vector<std::uint8_t> part(part_size);
  std::vector<std::uint8_t> cipher(sealed_part_size);
  for (bool is_last = false; !is_last;) {
    const std::size_t size = plain.read(part.data(), part.size());
    // A part that is not full is the last one, be it empty.
    is_last = size < part.size();
    const std::uint8_t tag = is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                     : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    unsigned long long made = 0;
    crypto_secretstream_xchacha20poly1305_push(&stream, cipher.data(), &made, part.data(), size,
                                               nullptr, 0, tag);
    sealed.write(cipher.data(), static_cast<std::size_t>(made));
  }
  sodium_memzero(part.data(), part.size());
  sodium_memzero(&stream, sizeof stream);
}

IdBytes open_sealed_file(const std::string& from, const std::string& to, const MasterKey& master) {
  File sealed(from, O_RDONLY);
  Head head{};
  if (sealed.read(&head, sizeof head) != sizeof head || head.mark != mark) {
    throw std::runtime_error(from + " is geen reservekopie van expertisepool.");
  }
  File plain(to, O_WRONLY);
  Stream stream;
  const Key key = key_of(head, master);
  crypto_secretstream_xchacha20poly1305_init_pull(&stream, head.stream.data(), key.bytes().data());
  std::vector<std::uint8_t> cipher(sealed_part_size);
  std::vector<std::uint8_t> part(part_size);
  bool is_first = true;
  for (bool is_last = false; !is_last; is_first = false) {
    const std::size_t size = sealed.read(cipher.data(), cipher.size());
    unsigned long long made = 0;
    std::uint8_t tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&stream, part.data(), &made, &tag, cipher.data(),
                                                   size, nullptr, 0) != 0) {
      throw std::runtime_error(
          from + (is_first ? " is niet met deze hoofdsleutel gemaakt, of is beschadigd."
                           : " is beschadigd of niet heel."));
    }
    is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    plain.write(part.data(), static_cast<std::size_t>(made));
  }
  std::uint8_t more = 0;
  if (sealed.read(&more, 1) != 0) {
    throw std::runtime_error(from + " is beschadigd of niet heel.");
  }
  sodium_memzero(part.data(), part.size());
  sodium_memzero(&stream, sizeof stream);
  return head.store;
}

}  // namespace expertise::sqlite
