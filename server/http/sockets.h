// Sockets of this system as values: a descriptor that closes itself, listening on a port or a file,
// sending everything. It knows no HTTP.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>
#include <utility>

namespace expertise::http {

/// A descriptor that is closed with the value.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }

  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void reset();

 private:
  int number_ = -1;
};

/// `number` as a value; throws std::runtime_error with the system's words when it is negative.
Descriptor checked(int number, const std::string& what);

struct ListeningPort {
  Descriptor socket;
  int port = 0;
};

/// Not blocking. Throws std::runtime_error when the port cannot be had; 0 = any free one.
ListeningPort listen_on_port(const std::string& host, int port, int backlog);
/// The same on a socket file (mode 0660); one that nobody listens on any more is replaced.
Descriptor listen_on_file(const std::string& path, int backlog);

/// The numeric address of the other side, or `unix`.
std::string address_words(const sockaddr_storage& address, socklen_t length);

/// Sends everything, or gives up when the other side is gone or the connection was shut down.
void send_all(int descriptor, std::string_view bytes);

}  // namespace expertise::http
