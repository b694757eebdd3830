// One request as it came in and one answer as it goes out: plain values between the listener, which
// knows sockets, and the rest of the skin, which does not.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace expertise::http {

struct Header {
  /// In lower case.
  std::string name;
  /// As sent, without blanks around it. Never logged, never sent back.
  std::string value;
};

struct Request {
  std::string method;
  /// Before the question mark; begins with a slash, not decoded.
  std::string path;
  /// After the question mark, not decoded; empty when there was none.
  std::string query;
  std::vector<Header> headers;
  std::string body;
  /// The network address of the other side, or `unix`.
  std::string remote;

  /// The value of the first header of that name (given in lower case).
  std::optional<std::string_view> header(std::string_view name) const {
    for (const Header& each : headers) {
      if (each.name == name) return each.value;
    }
    return std::nullopt;
  }
};

struct Answer {
  int status = 200;
  std::string content_type{};
  std::string body{};
  /// Further headers; their values are made here, never taken from a request.
  std::vector<std::pair<std::string, std::string>> headers{};
};

}  // namespace expertise::http
