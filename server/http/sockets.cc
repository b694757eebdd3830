#include "server/http/sockets.h"

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace expertise::http {

namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what + ": " + std::strerror(errno));
}

}  // namespace

void Descriptor::reset() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Descriptor checked(int number, const std::string& what) {
  if (number < 0) fail(what);
  return Descriptor(number);
}

ListeningPort listen_on_port(const std::string& host, int port, int backlog) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int problem = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (problem != 0) throw std::runtime_error(host + ": " + gai_strerror(problem));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, &freeaddrinfo);

  const std::string what = "cannot listen on " + host + " port " + std::to_string(port);
  Descriptor socket(::socket(addresses->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.is_open()) fail(what);
  const int on = 1;
  // Not SO_REUSEPORT: a second server on the same port must be told.
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(socket.get(), addresses->ai_addr, addresses->ai_addrlen) != 0) fail(what);
  if (::listen(socket.get(), backlog) != 0) fail(what);

  sockaddr_storage taken{};
  socklen_t length = sizeof taken;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&taken), &length);
  const int number = taken.ss_family == AF_INET6
                         ? ntohs(reinterpret_cast<const sockaddr_in6&>(taken).sin6_port)
                         : ntohs(reinterpret_cast<const sockaddr_in&>(taken).sin_port);
  return {std::move(socket), number};
}

Descriptor listen_on_file(const std::string& path, int backlog) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error(path + ": path too long");
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);

  const std::string what = "cannot listen on " + path;
  constexpr int kind = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
  Descriptor socket(::socket(AF_UNIX, kind, 0));
  if (!socket.is_open()) fail(what);
  if (::bind(socket.get(), generic, sizeof address) != 0) {
    if (errno != EADDRINUSE) fail(what);
    const Descriptor probe(::socket(AF_UNIX, kind, 0));
    const bool alive = ::connect(probe.get(), generic, sizeof address) == 0 || errno == EAGAIN;
    if (alive) throw std::runtime_error(what + ": somebody listens there already");
    ::unlink(path.c_str());
    if (::bind(socket.get(), generic, sizeof address) != 0) fail(what);
  }
  ::chmod(path.c_str(), 0660);
  if (::listen(socket.get(), backlog) != 0) fail(what);
  return socket;
}

std::string address_words(const sockaddr_storage& address, socklen_t length) {
  if (address.ss_family == AF_UNIX) return "unix";
  std::array<char, NI_MAXHOST> host{};
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (getnameinfo(generic, length, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST) != 0) {
    return "unknown";
  }
  return host.data();
}

void send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (sent < 0 && errno == EINTR) {
      continue;
    } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      pollfd writable{descriptor, POLLOUT, 0};
      if (::poll(&writable, 1, -1) < 0 && errno != EINTR) return;
      if ((writable.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) return;
    } else {
      return;
    }
  }
}

}  // namespace expertise::http
