#include "server/operator/door.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <thread>

namespace expertise {

namespace {

constexpr std::size_t most_command_bytes = 64 * 1024;

// A descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }

 private:
  int value_;
};

bool write_all(int socket, const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    ssize_t written = ::send(socket, at, size, MSG_NOSIGNAL);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    at += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

bool read_all(int socket, void* data, std::size_t size) {
  char* at = static_cast<char*>(data);
  while (size > 0) {
    ssize_t got = ::recv(socket, at, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

// What travels: a kind (c command, i input, e output for errors, o output, x exit status), a
// length, bytes.
struct Frame {
  char kind = 0;
  std::string bytes;
};

bool write_frame(int socket, char kind, std::string_view bytes) {
  std::array<char, 5> head{kind};
  auto size = static_cast<std::uint32_t>(bytes.size());
  std::memcpy(head.data() + 1, &size, sizeof size);
  return write_all(socket, head.data(), head.size()) &&
         write_all(socket, bytes.data(), bytes.size());
}

std::optional<Frame> read_frame(int socket, std::size_t most) {
  std::array<char, 5> head{};
  if (!read_all(socket, head.data(), head.size())) return std::nullopt;
  std::uint32_t size = 0;
  std::memcpy(&size, head.data() + 1, sizeof size);
  if (size > most) return std::nullopt;
  Frame frame{head[0], std::string(size, '\0')};
  if (!read_all(socket, frame.bytes.data(), size)) return std::nullopt;
  return frame;
}

// An output stream whose bytes leave as frames of one kind, at each flush and each 4 KiB.
class FrameBuffer : public std::streambuf {
 public:
  FrameBuffer(int socket, char kind) : socket_(socket), kind_(kind) {
    setp(room_.data(), room_.data() + room_.size());
  }
  ~FrameBuffer() override { sync(); }

 protected:
  int overflow(int c) override {
    sync();
    if (c != traits_type::eof()) sputc(static_cast<char>(c));
    return 0;
  }
  int sync() override {
    // Nobody may be reading any more; the command is carried out all the same.
    if (pptr() != pbase()) {
      write_frame(socket_, kind_,
                  std::string_view(pbase(), static_cast<std::size_t>(pptr() - pbase())));
    }
    setp(room_.data(), room_.data() + room_.size());
    return 0;
  }

 private:
  int socket_;
  char kind_;
  std::array<char, 4096> room_{};
};

sockaddr_un address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string text = path.string();
  if (text.size() >= sizeof address.sun_path) {
    throw std::runtime_error("the path " + text + " is too long for a socket (at most " +
                             std::to_string(sizeof address.sun_path - 1) + " bytes)");
  }
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

std::string encode(const Command& command) {
  return nlohmann::json{{"name", command.name},
                        {"options", std::vector<std::pair<std::string, std::string>>(
                                        command.options.begin(), command.options.end())}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Command> decode(const std::string& bytes) {
  auto value = nlohmann::json::parse(bytes, nullptr, false);
  if (!value.is_object() || !value.contains("name") || !value.contains("options"))
    return std::nullopt;
  try {
    Command command;
    command.name = value.at("name").get<std::string>();
    for (const auto& each : value.at("options")) {
      command.options.emplace(each.at(0).get<std::string>(), each.at(1).get<std::string>());
    }
    return command;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

// The command's input: frames until an empty one. Nothing when it broke off or was too much.
std::optional<std::string> read_input(int socket) {
  std::string input;
  for (;;) {
    auto frame = read_frame(socket, most_input_through_door);
    if (!frame || frame->kind != 'i') return std::nullopt;
    if (frame->bytes.empty()) return input;
    if (input.size() + frame->bytes.size() > most_input_through_door) return std::nullopt;
    input += frame->bytes;
  }
}

}  // namespace

struct Door::Impl {
  Product& product;
  Descriptor listener;
  Descriptor ending;
  std::thread thread;

  explicit Impl(Product& the_product)
      : product(the_product),
        listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
        ending(::eventfd(0, EFD_CLOEXEC)) {
    auto path = product.directory.door();
    auto address = address_of(path);
    ::unlink(path.c_str());  // left by a process that was killed; the directory is ours
    mode_t before = ::umask(0177);
    int bound = ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::umask(before);
    if (bound != 0 || ::listen(listener.get(), 16) != 0) {
      throw std::runtime_error("cannot listen on " + path.string() + ": " + std::strerror(errno));
    }
    thread = std::thread([this] { run(); });
  }

  ~Impl() {
    std::uint64_t one = 1;
    [[maybe_unused]] auto written = ::write(ending.get(), &one, sizeof one);
    thread.join();
    ::unlink(product.directory.door().c_str());
  }

  void run() {
    std::array<pollfd, 2> watched{{{listener.get(), POLLIN, 0}, {ending.get(), POLLIN, 0}}};
    for (;;) {
      if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
      if (watched[1].revents != 0) return;
      if ((watched[0].revents & POLLIN) == 0) continue;
      Descriptor caller(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (caller.get() >= 0) answer(caller.get());
    }
  }

  void answer(int caller) {
    // A caller that falls silent must not keep the door shut for the next one.
    timeval patience{30, 0};
    ::setsockopt(caller, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(caller, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    auto frame = read_frame(caller, most_command_bytes);
    auto command = frame && frame->kind == 'c' ? decode(frame->bytes) : std::nullopt;
    auto input = command ? read_input(caller) : std::nullopt;
    int status = 2;
    {
      FrameBuffer out_buffer(caller, 'o');
      FrameBuffer err_buffer(caller, 'e');
      std::ostream out(&out_buffer);
      std::ostream err(&err_buffer);
      if (!command || !input) {
        err << "the command did not arrive whole, or its input is over "
            << (most_input_through_door >> 20) << " MiB\n";
      } else {
        std::istringstream in(std::move(*input));
        status = carry_out(product, *command, {in, out, err});
      }
    }
    write_frame(caller, 'x', std::to_string(status));
  }
};

Door::Door(Product& product) : impl_(std::make_unique<Impl>(product)) {}
Door::~Door() = default;

std::optional<int> through_door(const DataDirectory& directory, const Command& command,
                                Streams streams) {
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  auto address = address_of(directory.door());
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return std::nullopt;
  }
  bool sent = write_frame(socket.get(), 'c', encode(command));
  std::array<char, 65536> room{};
  while (sent && streams.in.good()) {
    streams.in.read(room.data(), room.size());
    auto got = static_cast<std::size_t>(streams.in.gcount());
    if (got > 0) sent = write_frame(socket.get(), 'i', std::string_view(room.data(), got));
  }
  sent = sent && write_frame(socket.get(), 'i', {});
  while (auto frame = read_frame(socket.get(), most_input_through_door)) {
    if (frame->kind == 'o') streams.out << frame->bytes << std::flush;
    if (frame->kind == 'e') streams.err << frame->bytes << std::flush;
    if (frame->kind == 'x') return std::atoi(frame->bytes.c_str());
  }
  streams.err << "the serving process ended before the command was done\n";
  return 1;
}

}  // namespace expertise
