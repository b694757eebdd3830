// The listener with real sockets on this machine: what it answers, sheds and survives.
#include "server/http/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/pool/fixture.h"

namespace expertise::http {
namespace {

/// One connection of a test; reads until the other side closes.
class Client {
 public:
  explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  explicit Client(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// Everything until the end; waits for it.
  std::string rest() {
    std::string made;
    char buffer[4096];
    for (;;) {
      const auto received = ::recv(socket_, buffer, sizeof buffer, 0);
      if (received <= 0) return made;
      made.append(buffer, static_cast<std::size_t>(received));
    }
  }
  /// At least one byte; waits for it.
  std::string some() {
    char buffer[4096];
    const auto received = ::recv(socket_, buffer, sizeof buffer, 0);
    return received > 0 ? std::string(buffer, static_cast<std::size_t>(received)) : "";
  }
  std::string ask(std::string_view bytes) {
    send(bytes);
    return rest();
  }

 private:
  int socket_;
  bool connected_ = false;
};

/// Lets those in front of it through when it is opened.
class Gate {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void wait_until_somebody_waits(int count = 1) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= count; });
  }
  void open() {
    std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

/// A listener that says back what it was asked; `/wait` stands at the gate first.
class Running {
 public:
  explicit Running(ListenerLimits limits = {}, const std::string& unix_path = {})
      : listener_({[this](const Request& request) { return answer(request); },
                   [](int status, std::string_view code) {
                     return Answer{
                         .status = status, .content_type = "text/plain", .body = std::string(code)};
                   },
                   [](const Request& request) { return request.path == "/live"; }},
                  limits) {
    if (unix_path.empty()) {
      port = listener_.bind_tcp("127.0.0.1", 0);
    } else {
      listener_.bind_unix(unix_path);
    }
    thread_ = std::thread([this] { listener_.run(); });
  }
  ~Running() {
    gate.open();
    stop();
  }
  void stop() {
    listener_.stop();
    if (thread_.joinable()) thread_.join();
  }

  int port = 0;
  Gate gate;

 private:
  Answer answer(const Request& request) {
    if (request.path == "/wait") gate.wait();
    if (request.path == "/large") {
      return {.content_type = "text/plain", .body = std::string(8'000'000, 'x')};
    }
    return {.content_type = "text/plain",
            .body = request.method + " " + request.path + " " + request.remote + " " +
                    std::to_string(request.body.size())};
  }

  Listener listener_;
  std::thread thread_;
};

std::string get(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a request is answered and the connection ends", "[listener]") {
  Running server;
  const std::string answer = Client(server.port).ask(get("/hello"));
  CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(holds(answer, "Connection: close\r\n"));
  CHECK(answer.ends_with("\r\n\r\nGET /hello 127.0.0.1 0"));
}

TEST_CASE("what is sent after a request is never taken for another", "[listener]") {
  Running server;
  const std::string answer = Client(server.port).ask(get("/one") + get("/two"));
  CHECK(holds(answer, "GET /one"));
  CHECK_FALSE(holds(answer, "/two"));
}

TEST_CASE("a refusal reaches a client that is still sending", "[listener]") {
  Running server;
  const std::string answer =
      Client(server.port)
          .ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 90000000\r\n\r\n" +
               std::string(300'000, 'a'));
  CHECK(answer.starts_with("HTTP/1.1 413 "));
}

TEST_CASE("a large answer arrives whole", "[listener]") {
  Running server;
  const std::string answer = Client(server.port).ask(get("/large"));
  CHECK(answer.size() > 8'000'000);
  CHECK(answer.ends_with("xxx"));
}

TEST_CASE("HEAD gets no body", "[listener]") {
  Running server;
  const std::string answer =
      Client(server.port).ask("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(answer.ends_with("\r\n\r\n"));
  CHECK_FALSE(holds(answer, "Content-Length: 0"));
}

TEST_CASE("a body is asked for when the client waits to be asked", "[listener]") {
  Running server;
  Client client(server.port);
  client.send("POST /p HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  CHECK(client.some() == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(holds(client.ask("abc"), "POST /p 127.0.0.1 3"));
}

TEST_CASE("silent clients hold up nobody", "[listener]") {
  Running server({.workers = 2});
  std::vector<std::unique_ptr<Client>> silent;
  for (int i = 0; i < 50; ++i) {
    silent.push_back(std::make_unique<Client>(server.port));
    silent.back()->send("GET / HTT");
  }
  CHECK(holds(Client(server.port).ask(get("/hello")), "GET /hello"));
}

TEST_CASE("a head that does not come is given up", "[listener]") {
  Running server({.ticks_for_head = 1});
  Client client(server.port);
  client.send("GET / HTTP/1.1\r\nHo");
  CHECK(client.rest().starts_with("HTTP/1.1 408 "));
}

TEST_CASE("a body that drips is given up in the end", "[listener]") {
  Running server({.ticks_for_request = 2});
  Client client(server.port);
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
  CHECK(client.rest().starts_with("HTTP/1.1 408 "));
}

TEST_CASE("past the bound of the queue is refused at once, and liveness is not", "[listener]") {
  Running server({.workers = 1, .waiting = 1});
  Client at_work(server.port);
  at_work.send(get("/wait"));
  server.gate.wait_until_somebody_waits();
  Client waiting(server.port);
  waiting.send(get("/queued"));
  // The queue holds one: of two more, at least one is refused while the first still stands there.
  Client refused(server.port);
  const std::string answer = refused.ask(get("/refused"));
  CHECK(answer.starts_with("HTTP/1.1 503 "));
  CHECK(Client(server.port).ask(get("/live")).starts_with("HTTP/1.1 200 "));
  server.gate.open();
  CHECK(holds(at_work.rest(), "GET /wait"));
  CHECK(holds(waiting.rest(), "GET /queued"));
}

TEST_CASE("more connections than there is room for wait their turn", "[listener]") {
  Running server({.connections = 2, .ticks_to_linger = 1});
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 10; ++i) clients.push_back(std::make_unique<Client>(server.port));
  for (auto& each : clients) each->send(get("/hello"));
  for (auto& each : clients) {
    CHECK(holds(each->rest(), "GET /hello"));
    each.reset();
  }
}

TEST_CASE("stopping lets an answer end and drops who is still asking", "[listener]") {
  Running server;
  Client dripping(server.port);
  dripping.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
  Client at_work(server.port);
  at_work.send(get("/wait"));
  server.gate.wait_until_somebody_waits();
  std::thread stopping([&] { server.stop(); });
  CHECK(dripping.rest().empty());
  server.gate.open();
  CHECK(holds(at_work.rest(), "GET /wait"));
  stopping.join();
  CHECK_FALSE(Client(server.port).connected());
}

TEST_CASE("stopping does not wait for a client that does not read", "[listener]") {
  Running server({.ticks_to_stop = 2});
  Client not_reading(server.port);
  not_reading.send(get("/large"));
  CHECK(holds(not_reading.some(), "200 OK"));
  server.stop();
  SUCCEED("it came back");
}

TEST_CASE("stop before run ends it at once", "[listener]") {
  Listener listener(
      {[](const Request&) { return Answer{}; }, [](int, std::string_view) { return Answer{}; },
       [](const Request&) { return false; }},
      {});
  listener.bind_tcp("127.0.0.1", 0);
  listener.stop();
  listener.run();
  SUCCEED("it came back");
}

TEST_CASE("a port that somebody has is not shared", "[listener]") {
  Running server;
  Listener second({}, {});
  CHECK_THROWS_AS(second.bind_tcp("127.0.0.1", server.port), std::runtime_error);
}

TEST_CASE("a Unix socket is taken over from the dead and not from the living", "[listener]") {
  TemporaryDirectory directory;
  const std::string path = (directory.path() / "http.sock").string();
  {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    ::close(socket);
  }
  Running server({}, path);
  CHECK(holds(Client(path).ask(get("/hello")), "GET /hello unix 0"));
  Listener second({}, {});
  CHECK_THROWS_AS(second.bind_unix(path), std::runtime_error);
}

}  // namespace
}  // namespace expertise::http
