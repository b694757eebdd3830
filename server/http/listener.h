// Sockets: takes connections, gathers one whole request from each under a deadline, has it answered
// by a worker, and closes. One thread gathers for all, so that a slow or silent client costs a
// descriptor and never a worker. It knows framing and nothing of routes.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace expertise::http {

/// Time is counted in ticks of a quarter of a second.
struct ListenerLimits {
  int backlog = 4096;
  std::size_t connections = 512;
  std::size_t buffered_bytes = 256 * 1024 * 1024;
  std::size_t workers = 64;
  std::size_t waiting = 256;
  int ticks_for_head = 20;
  int ticks_for_request = 80;
  int ticks_for_answer = 80;
  int ticks_to_linger = 4;
  int ticks_to_stop = 20;
};

/// What the listener asks for; called from many threads at once. Throws nothing but std::bad_alloc,
/// which costs one request.
struct Answering {
  std::function<Answer(const Request&)> answer;
  /// The answer to what is no request, or comes when there is no room: a status and the code of the
  /// sentence that says why.
  std::function<Answer(int status, std::string_view code)> refuse;
  /// Requests so cheap and needed that they go before the queue (liveness).
  std::function<bool(const Request&)> at_once;
  /// Requests whose body may be as large as a file; see RequestReader.
  bool (*brings_file)(const Request&) = nullptr;
};

class Listener {
 public:
  Listener(Answering answering, ListenerLimits limits);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Gives the port taken. Throws std::runtime_error when it cannot be had.
  int bind_tcp(const std::string& host, int port);
  /// A socket file that nobody listens on any more is replaced.
  void bind_unix(const std::string& path);
  /// Serves until stop().
  void run();
  /// From any thread, at any time.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise::http
