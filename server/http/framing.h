// Where one HTTP/1.1 request begins and ends, judged strictly by RFC 9112: what could be read in
// two ways is refused, so that nobody before or behind us reads it otherwise. Pure: bytes in, a
// request or a refusal out; it knows no sockets and no time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace expertise::http {

struct FramingLimits {
  static constexpr std::size_t head_bytes = 16 * 1024;
  static constexpr std::size_t headers = 64;
  static constexpr std::size_t path_bytes = 2048;
  static constexpr std::size_t query_bytes = 4096;
  static constexpr std::size_t method_bytes = 16;
  static constexpr std::size_t body_bytes = 1024 * 1024;
  /// Of a request that brings a whole file.
  static constexpr std::size_t file_bytes = 4 * 1024 * 1024;
};

/// Reads one request, from bytes in pieces of any size. What follows a complete request is not
/// looked at: the connection ends with the answer.
class RequestReader {
 public:
  enum class State { in_head, in_body, complete, refused };

  /// `brings_file` is asked once, with the method and path alone; by default none does.
  explicit RequestReader(bool (*brings_file)(const Request&) = nullptr)
      : brings_file_(brings_file) {}

  /// Takes the next bytes. After `complete` or `refused` nothing changes any more.
  State feed(std::string_view bytes);
  State state() const { return state_; }

  /// When refused: the HTTP status, and the code of the sentence that says why.
  int status() const { return status_; }
  std::string_view code() const { return code_; }

  /// In the body, and the other side waits for `100 Continue` before sending it.
  bool wants_continue() const { return wants_continue_; }

  /// The request, once complete; `remote` is left to the caller. The reader is empty afterwards.
  Request take() { return std::move(request_); }

 private:
  State refuse(int status, std::string_view code);
  State read_head();
  bool read_request_line(std::string_view line);
  bool read_header(std::string_view line);
  bool judge_headers();
  bool judge_length(std::string_view value);
  State read_body();

  bool (*brings_file_)(const Request&);
  State state_ = State::in_head;
  int status_ = 0;
  std::string_view code_;
  bool wants_continue_ = false;
  bool is_http_1_0_ = false;
  bool has_begun_ = false;  // an empty line before the request was let by, or there was none
  std::string buffer_;
  std::size_t body_bytes_ = 0;
  Request request_;
};

}  // namespace expertise::http
