// What is one request, and what is refused because somebody could read it otherwise.
#include "server/http/framing.h"

#include <catch2/catch.hpp>
#include <string>

#include "server/http/routes.h"

namespace expertise::http {
namespace {

using State = RequestReader::State;

RequestReader fed(std::string_view bytes) {
  RequestReader reader;
  reader.feed(bytes);
  return reader;
}

/// A GET with these header lines after Host.
std::string with_headers(const std::string& lines) {
  return "GET /v1/status HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n";
}

std::string post(const std::string& lines, const std::string& body) {
  return "POST /v1/matches HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n" + body;
}

TEST_CASE("a request is read from pieces of any size", "[framing]") {
  const std::string bytes = post("Content-Length: 7\r\nX-Test:  two words \r\n", "{\"a\":1}");
  const std::size_t piece = GENERATE(1U, 2U, 3U, 7U, 1000U);
  RequestReader reader;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    CHECK(reader.state() != State::complete);
    reader.feed(std::string_view(bytes).substr(at, piece));
  }
  REQUIRE(reader.state() == State::complete);
  const Request request = reader.take();
  CHECK(request.method == "POST");
  CHECK(request.path == "/v1/matches");
  CHECK(request.body == "{\"a\":1}");
  CHECK(request.header("x-test") == "two words");
}

TEST_CASE("path and query are kept as they were sent", "[framing]") {
  RequestReader reader = fed("GET /v1/vocabulary?q=a%3Db=c&d HTTP/1.1\r\nHost: h\r\n\r\n");
  REQUIRE(reader.state() == State::complete);
  const Request request = reader.take();
  CHECK(request.path == "/v1/vocabulary");
  CHECK(request.query == "q=a%3Db=c&d");
}

TEST_CASE("header values are never decoded", "[framing]") {
  RequestReader reader = fed(with_headers("X-A: a%0d%0ab\r\n"));
  REQUIRE(reader.state() == State::complete);
  CHECK(reader.take().header("x-a") == "a%0d%0ab");
}

TEST_CASE("what could be read in two ways is refused", "[framing]") {
  struct Case {
    std::string bytes;
    int status;
    std::string_view code;
  };
  const Case each = GENERATE(
      Case{post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400, "double_header"},
      Case{post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "abc"), 400,
           "double_header"},
      Case{post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 411, "length_required"},
      Case{post("Content-Length: +3\r\n", "abc"), 400, "malformed_request"},
      Case{post("Content-Length: 0x3\r\n", "abc"), 400, "malformed_request"},
      Case{post("Content-Length: 3.0\r\n", "abc"), 400, "malformed_request"},
      Case{post("Content-Length: 3, 3\r\n", "abc"), 400, "malformed_request"},
      Case{post("Content-Length:\r\n", "abc"), 400, "malformed_request"},
      Case{post("Content-Length: 99999999999999999999\r\n", ""), 413, "body_too_large"},
      Case{post("Content-Encoding: gzip\r\nContent-Length: 1\r\n", "a"), 415,
           "encoding_not_supported"},
      Case{post("Expect: 200-ok\r\nContent-Length: 1\r\n", "a"), 417, "expectation_failed"},
      Case{with_headers("Host: other\r\n"), 400, "double_header"},
      Case{with_headers("Content-Length: 1\r\n"), 400, "body_not_expected"},
      Case{with_headers("Name : value\r\n"), 400, "malformed_request"},
      Case{with_headers("Name: one\r\n two\r\n"), 400, "malformed_request"},
      Case{with_headers("Nothing\r\n"), 400, "malformed_request"},
      Case{with_headers(": value\r\n"), 400, "malformed_request"},
      Case{with_headers(std::string("Name: a\0b\r\n", 11)), 400, "malformed_request"},
      Case{with_headers("Name: a\rb\r\n"), 400, "malformed_request"},
      Case{with_headers("Name: a\nb\r\n"), 400, "malformed_request"},
      Case{"GET / HTTP/1.1\r\n\r\n", 400, "host_required"},
      Case{"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, "host_required"},
      Case{"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "host_required"},
      Case{"GET / HTTP/2.0\r\nHost: h\r\n\r\n", 400, "malformed_request"},
      Case{"GET /  HTTP/1.1\r\nHost: h\r\n\r\n", 400, "malformed_request"},
      Case{"GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400, "malformed_request"},
      Case{"GET /#x HTTP/1.1\r\nHost: h\r\n\r\n", 400, "malformed_request"},
      Case{"GET /\xC3\xA9 HTTP/1.1\r\nHost: h\r\n\r\n", 400, "malformed_request"},
      Case{"G(T / HTTP/1.1\r\nHost: h\r\n\r\n", 400, "malformed_request"},
      Case{"GET /\r\n\r\n", 400, "malformed_request"});
  CAPTURE(each.bytes);
  const RequestReader reader = fed(each.bytes);
  REQUIRE(reader.state() == State::refused);
  CHECK(reader.status() == each.status);
  CHECK(reader.code() == each.code);
}

TEST_CASE("each limit holds at it and not one past it", "[framing]") {
  using Limits = FramingLimits;
  SECTION("path") {
    const auto request = [](std::size_t bytes) {
      return "GET /" + std::string(bytes - 1, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n";
    };
    CHECK(fed(request(Limits::path_bytes)).state() == State::complete);
    CHECK(fed(request(Limits::path_bytes + 1)).status() == 414);
  }
  SECTION("query") {
    const auto request = [](std::size_t bytes) {
      return "GET /?" + std::string(bytes, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n";
    };
    CHECK(fed(request(Limits::query_bytes)).state() == State::complete);
    CHECK(fed(request(Limits::query_bytes + 1)).status() == 414);
  }
  SECTION("headers") {
    const auto request = [](std::size_t count) {
      std::string lines;
      for (std::size_t i = 1; i < count; ++i) lines += "A: b\r\n";
      return with_headers(lines);
    };
    CHECK(fed(request(Limits::headers)).state() == State::complete);
    CHECK(fed(request(Limits::headers + 1)).code() == "too_many_headers");
  }
  SECTION("body") {
    const auto request = [](std::size_t bytes) {
      return post("Content-Length: " + std::to_string(bytes) + "\r\n", std::string(bytes, 'a'));
    };
    CHECK(fed(request(Limits::body_bytes)).state() == State::complete);
    CHECK(fed(request(Limits::body_bytes + 1)).code() == "body_too_large");
    CHECK(Limits::body_bytes == 1024 * 1024);
  }
  SECTION("head") {
    const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nA: ";
    const auto request = [&](std::size_t bytes) {
      return start + std::string(bytes - start.size(), 'a') + "\r\n\r\n";
    };
    CHECK(fed(request(Limits::head_bytes)).state() == State::complete);
    CHECK(fed(request(Limits::head_bytes + 1)).code() == "headers_too_large");
  }
}

TEST_CASE("only who brings a file may send more, and that is bounded too", "[framing]") {
  using Limits = FramingLimits;
  const auto state = [](const std::string& line, std::size_t bytes) {
    RequestReader reader(&brings_file);
    reader.feed(line + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(bytes) +
                "\r\n\r\n");
    return reader.state() == State::refused ? std::string(reader.code()) : std::string("taken");
  };
  const std::string import = "POST /v1/vocabulary/_import";
  CHECK(state(import, Limits::file_bytes) == "taken");
  CHECK(state(import, Limits::file_bytes + 1) == "file_too_large");
  for (const char* other : {"POST /v1/matches", "PUT /v1/vocabulary/_import",
                            "POST /v1/vocabulary/_import/x", "POST /v1/vocabulary"}) {
    CAPTURE(other);
    CHECK(state(other, Limits::body_bytes) == "taken");
    CHECK(state(other, Limits::body_bytes + 1) == "body_too_large");
  }
}

TEST_CASE("one empty line before a request is let by, in whatever pieces it comes", "[framing]") {
  const std::size_t piece = GENERATE(1U, 2U, 3U, 1000U);
  const auto state = [&](std::string_view bytes) {
    RequestReader reader;
    for (std::size_t at = 0; at < bytes.size(); at += piece) reader.feed(bytes.substr(at, piece));
    return reader.state();
  };
  const std::string request = with_headers("");
  CHECK(state(request) == State::complete);
  CHECK(state("\r\n" + request) == State::complete);
  CHECK(state("\r\n\r\n" + request) == State::refused);
}

TEST_CASE("a head that never ends is refused before it is held", "[framing]") {
  RequestReader reader;
  const std::string piece(1000, 'a');
  std::size_t sent = 0;
  while (reader.state() == State::in_head) {
    reader.feed(piece);
    sent += piece.size();
    REQUIRE(sent <= FramingLimits::head_bytes + piece.size());
  }
  CHECK(reader.status() == 414);
}

TEST_CASE("a body is asked for with 100-continue only when it will be taken", "[framing]") {
  RequestReader small = fed(post("Expect: 100-continue\r\nContent-Length: 3\r\n", ""));
  CHECK(small.state() == State::in_body);
  CHECK(small.wants_continue());
  small.feed("abc");
  CHECK(small.state() == State::complete);
  const RequestReader large = fed(post("Expect: 100-continue\r\nContent-Length: 5000000\r\n", ""));
  CHECK(large.code() == "body_too_large");
}

TEST_CASE("what follows a request is not part of it", "[framing]") {
  RequestReader reader = fed(post("Content-Length: 2\r\n", "{}GET /evil HTTP/1.1\r\n\r\n"));
  REQUIRE(reader.state() == State::complete);
  CHECK(reader.take().body == "{}");
}

}  // namespace
}  // namespace expertise::http
