#include "server/http/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/http/framing.h"
#include "server/http/response.h"
#include "server/http/sockets.h"
#include "server/http/work_queue.h"

namespace expertise::http {

namespace {

constexpr long tick_nanoseconds = 250'000'000;
constexpr std::size_t read_bytes = 16 * 1024;

// When there is no memory for an answer: made without any.
constexpr std::string_view no_memory_answer =
    "HTTP/1.1 503 Service Unavailable\r\n"
    "Content-Type: application/problem+json\r\n"
    "Content-Length: 104\r\n"
    "Cache-Control: no-store\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Retry-After: 1\r\n"
    "Connection: close\r\n"
    "\r\n"
    R"({"code":"too_busy","detail":"Het is nu te druk; probeer het zo opnieuw.","status":503,"title":"Te druk"})";
static_assert(no_memory_answer.size() - no_memory_answer.find("\r\n\r\n") - 4 == 104);

void clear_counter(int descriptor) {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto ignored = ::read(descriptor, &count, sizeof count);
}

}  // namespace

struct Listener::Impl {
  enum class Phase { reading, answering, lingering };

  struct Connection {
    Descriptor socket;
    std::string remote;
    RequestReader reader;
    std::size_t buffered = 0;
    Phase phase = Phase::reading;
    /// Until the deadline of the phase; in reading also counted against the head.
    int ticks_left = 0;
    int ticks_of_head_left = 0;
    bool continued = false;
  };

  Impl(Answering given_answering, ListenerLimits given_limits)
      : answering(std::move(given_answering)), limits(given_limits) {
    epoll = checked(::epoll_create1(EPOLL_CLOEXEC), "epoll");
    wake = checked(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
    timer = checked(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), "timerfd");
    const itimerspec every{{0, tick_nanoseconds}, {0, tick_nanoseconds}};
    ::timerfd_settime(timer.get(), 0, &every, nullptr);
    watch(wake.get());
    watch(timer.get());
    // So that giving a connection back takes no memory.
    answered.reserve(limits.connections);
    finished.reserve(limits.connections);
  }

  // False when there is no room for it.
  bool watch(int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    return ::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, descriptor, &event) == 0;
  }
  void unwatch(int descriptor) { ::epoll_ctl(epoll.get(), EPOLL_CTL_DEL, descriptor, nullptr); }

  void serve();
  void handle_event(int descriptor);
  void drop_after_fault(int descriptor);
  void take_connections();
  void read_from(Connection& connection);
  void hand_to_worker(Connection& connection);
  void answer_directly(Connection& connection, const Answer& answer, bool is_head);
  void linger(Connection& connection);
  void linger_answered();
  void close_connection(int descriptor);
  void pass_tick();
  void begin_stopping();

  Answering answering;
  ListenerLimits limits;
  Descriptor epoll;
  Descriptor wake;
  Descriptor timer;
  Descriptor listening;
  std::string unix_path;
  std::atomic<bool> stop_wanted{false};
  bool stopping = false;
  int ticks_until_cut = 0;
  bool pausing_accept = false;
  std::size_t buffered_bytes = 0;
  std::unordered_map<int, Connection> connections;

  std::mutex answered_mutex;
  std::vector<int> answered;
  std::vector<int> finished;
  std::unique_ptr<WorkQueue> queue;
};

Listener::Listener(Answering answering, ListenerLimits limits)
    : impl_(std::make_unique<Impl>(std::move(answering), limits)) {}

Listener::~Listener() {
  if (!impl_->unix_path.empty()) ::unlink(impl_->unix_path.c_str());
}

int Listener::bind_tcp(const std::string& host, int port) {
  ListeningPort taken = listen_on_port(host, port, impl_->limits.backlog);
  impl_->listening = std::move(taken.socket);
  return taken.port;
}

void Listener::bind_unix(const std::string& path) {
  impl_->listening = listen_on_file(path, impl_->limits.backlog);
  impl_->unix_path = path;
}

void Listener::run() { impl_->serve(); }

void Listener::stop() {
  impl_->stop_wanted = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto ignored = ::write(impl_->wake.get(), &one, sizeof one);
}

void Listener::Impl::serve() {
  queue = std::make_unique<WorkQueue>(limits.workers, limits.waiting);
  watch(listening.get());
  constexpr int most_events = 128;
  std::array<epoll_event, most_events> events{};
  while (!stopping || !connections.empty()) {
    const int count = ::epoll_wait(epoll.get(), events.data(), most_events, -1);
    for (int i = 0; i < count; ++i) {
      const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
      try {
        handle_event(descriptor);
      } catch (const std::exception&) {
        drop_after_fault(descriptor);
      }
    }
  }
  queue.reset();
}

void Listener::Impl::handle_event(int descriptor) {
  if (descriptor == timer.get()) {
    clear_counter(descriptor);
    pass_tick();
  } else if (descriptor == wake.get()) {
    clear_counter(descriptor);
    linger_answered();
    if (stop_wanted && !stopping) begin_stopping();
  } else if (descriptor == listening.get()) {
    take_connections();
  } else if (const auto found = connections.find(descriptor); found != connections.end()) {
    read_from(found->second);
  }
}

// No memory for it: this connection is closed, the others go on. One that a worker has is given
// back.
void Listener::Impl::drop_after_fault(int descriptor) {
  const auto found = connections.find(descriptor);
  if (found != connections.end() && found->second.phase != Phase::answering) {
    close_connection(descriptor);
  }
}

void Listener::Impl::take_connections() {
  while (connections.size() < limits.connections) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    const int accepted = ::accept4(listening.get(), reinterpret_cast<sockaddr*>(&address), &length,
                                   SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (accepted < 0) {
      if (errno == EAGAIN || errno == EWOULDBLOCK) return;
      if (errno == EINTR || errno == ECONNABORTED) continue;
      break;
    }
    const int on = 1;
    if (address.ss_family != AF_UNIX) {
      ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    Connection connection;
    connection.socket = Descriptor(accepted);
    connection.reader = RequestReader(answering.brings_file);
    connection.remote = address_words(address, length);
    connection.ticks_left = limits.ticks_for_request;
    connection.ticks_of_head_left = limits.ticks_for_head;
    connections.emplace(accepted, std::move(connection));
    watch(accepted);
  }
  // No room, or no descriptors left: who waits in the backlog is looked at again at the next tick.
  unwatch(listening.get());
  pausing_accept = true;
}

void Listener::Impl::read_from(Connection& connection) {
  const int descriptor = connection.socket.get();
  std::array<char, read_bytes> buffer;
  const auto received = ::recv(descriptor, buffer.data(), buffer.size(), 0);
  if (received < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (received <= 0) return close_connection(descriptor);
  if (connection.phase == Phase::lingering) return;

  const auto bytes = static_cast<std::size_t>(received);
  connection.buffered += bytes;
  buffered_bytes += bytes;
  if (buffered_bytes > limits.buffered_bytes) {
    return answer_directly(connection, answering.refuse(503, "too_busy"), false);
  }
  switch (connection.reader.feed({buffer.data(), bytes})) {
    case RequestReader::State::in_head:
      return;
    case RequestReader::State::in_body:
      if (connection.reader.wants_continue() && !std::exchange(connection.continued, true)) {
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        ::send(descriptor, go_on.data(), go_on.size(), MSG_NOSIGNAL);
      }
      return;
    case RequestReader::State::complete:
      return hand_to_worker(connection);
    case RequestReader::State::refused:
      return answer_directly(connection,
                             answering.refuse(connection.reader.status(), connection.reader.code()),
                             false);
  }
}

void Listener::Impl::hand_to_worker(Connection& connection) {
  const int descriptor = connection.socket.get();
  auto request = std::make_shared<Request>(connection.reader.take());
  request->remote = connection.remote;
  const bool is_head = request->method == "HEAD";
  if (answering.at_once(*request)) {
    return answer_directly(connection, answering.answer(*request), is_head);
  }
  const bool accepted = queue->offer([this, descriptor, request, is_head] {
    try {
      send_all(descriptor, response_bytes(answering.answer(*request), is_head));
    } catch (const std::exception&) {
      send_all(descriptor, no_memory_answer);
    }
    {
      std::lock_guard lock(answered_mutex);
      answered.push_back(descriptor);
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto ignored = ::write(wake.get(), &one, sizeof one);
  });
  if (!accepted) {
    return answer_directly(connection, answering.refuse(503, "too_busy"), is_head);
  }
  // The worker gives the connection back to this thread, which has it until then.
  unwatch(descriptor);
  connection.phase = Phase::answering;
  connection.ticks_left = limits.ticks_for_answer;
}

void Listener::Impl::answer_directly(Connection& connection, const Answer& answer, bool is_head) {
  // What does not fit in the socket's buffer at once is not worth holding up the others for.
  const std::string bytes = response_bytes(answer, is_head);
  ::send(connection.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  linger(connection);
}

void Listener::Impl::linger(Connection& connection) {
  // Closing with unread bytes would reset the connection and lose the answer on its way: say that
  // nothing more comes, and read on for a moment until the other side closes (RFC 9112, 9.6).
  ::shutdown(connection.socket.get(), SHUT_WR);
  connection.phase = Phase::lingering;
  connection.ticks_left = limits.ticks_to_linger;
  buffered_bytes -= std::exchange(connection.buffered, 0);
  connection.reader = RequestReader{};
}

void Listener::Impl::linger_answered() {
  finished.clear();
  {
    std::lock_guard lock(answered_mutex);
    finished.swap(answered);
  }
  for (const int descriptor : finished) {
    const auto found = connections.find(descriptor);
    if (found == connections.end()) continue;
    linger(found->second);
    watch(descriptor);
  }
}

void Listener::Impl::close_connection(int descriptor) {
  const auto found = connections.find(descriptor);
  buffered_bytes -= found->second.buffered;
  connections.erase(found);
}

void Listener::Impl::pass_tick() {
  std::vector<int> over;
  for (auto& [descriptor, connection] : connections) {
    --connection.ticks_left;
    const bool head_is_late = connection.phase == Phase::reading &&
                              connection.reader.state() == RequestReader::State::in_head &&
                              --connection.ticks_of_head_left <= 0;
    if (connection.ticks_left <= 0 || head_is_late) over.push_back(descriptor);
  }
  for (const int descriptor : over) {
    Connection& connection = connections.at(descriptor);
    if (connection.phase == Phase::answering) {
      // The worker notices, and gives the connection back.
      ::shutdown(descriptor, SHUT_RDWR);
    } else if (connection.phase == Phase::reading && !stopping) {
      answer_directly(connection, answering.refuse(408, "too_slow"), false);
    } else {
      close_connection(descriptor);
    }
  }
  if (stopping && --ticks_until_cut == 0) {
    for (const auto& [descriptor, connection] : connections) ::shutdown(descriptor, SHUT_RDWR);
  }
  if (pausing_accept && !stopping && connections.size() < limits.connections) {
    pausing_accept = !watch(listening.get());
  }
}

void Listener::Impl::begin_stopping() {
  stopping = true;
  ticks_until_cut = limits.ticks_to_stop;
  listening.reset();
  std::vector<int> unfinished;
  for (const auto& [descriptor, connection] : connections) {
    if (connection.phase != Phase::answering) unfinished.push_back(descriptor);
  }
  for (const int descriptor : unfinished) close_connection(descriptor);
}

}  // namespace expertise::http
