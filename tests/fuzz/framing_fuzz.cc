// Where a request begins and ends: the same in whatever pieces the bytes come, within the limits,
// and refused with a code that has a sentence.
#include <algorithm>

#include "server/http/framing.h"
#include "server/http/routes.h"
#include "server/http/sentences.h"
#include "tests/fuzz/property.h"

namespace {

using namespace expertise::http;
using expertise::fuzz::holds;
using State = RequestReader::State;

bool has_line_end_or_nul(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

void check_request(const Request& request) {
  using Limits = FramingLimits;
  holds(!request.method.empty() && request.method.size() <= Limits::method_bytes,
        "a method has its length");
  holds(request.path.starts_with('/') && request.path.size() <= Limits::path_bytes,
        "a path begins with a slash and has its length");
  holds(request.query.size() <= Limits::query_bytes, "a query has its length");
  holds(request.headers.size() <= Limits::headers, "there are not too many headers");
  holds(request.body.size() <= (brings_file(request) ? Limits::file_bytes : Limits::body_bytes),
        "a body has its length");
  holds(request.method.find_first_of(" \t") == std::string::npos &&
            !has_line_end_or_nul(request.method) && !has_line_end_or_nul(request.path) &&
            !has_line_end_or_nul(request.query),
        "no line ends in the first line");
  for (const Header& each : request.headers) {
    holds(!each.name.empty() &&
              each.name.find_first_of(" \t:ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos,
          "the name of a header is one word in lower case");
    holds(!has_line_end_or_nul(each.name) && !has_line_end_or_nul(each.value),
          "no line ends in a header");
    holds(!each.value.starts_with(' ') && !each.value.ends_with(' '),
          "a value has no blanks around");
  }
  const RouteFound found = find_route(routes(), request.method, request.path);
  holds(!found.route || found.allowed.empty(), "a route is found or others are told, not both");
  for (const std::string_view each : found.parameters) {
    holds(each.data() >= request.path.data() &&
              each.data() + each.size() <= request.path.data() + request.path.size(),
          "a parameter is a part of the path");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = expertise::fuzz::text_of(data, size);
  RequestReader whole(&brings_file);
  whole.feed(bytes);
  // Pieces of lengths that the bytes themselves say.
  RequestReader in_pieces(&brings_file);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t piece = 1 + static_cast<unsigned char>(bytes[at]) % 7;
    in_pieces.feed(bytes.substr(at, piece));
    at += piece;
  }
  holds(whole.state() == in_pieces.state(), "pieces make no difference");
  if (whole.state() == State::refused) {
    holds(whole.status() == in_pieces.status() && whole.code() == in_pieces.code(),
          "pieces make no difference to why it is refused");
    holds(whole.status() >= 400 && whole.status() < 600, "it is refused with a status");
    holds(find_sentence(whole.code()) != nullptr, "why it is refused has a sentence", whole.code());
  }
  if (whole.state() != State::complete) return 0;
  const Request request = whole.take();
  const Request other = in_pieces.take();
  holds(request.method == other.method && request.path == other.path &&
            request.query == other.query && request.body == other.body &&
            request.headers.size() == other.headers.size(),
        "pieces make no difference to what is asked");
  check_request(request);
  return 0;
}
