#include "server/http/framing.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace expertise::http {

namespace {

constexpr std::string_view end_of_line = "\r\n";
constexpr std::string_view end_of_head = "\r\n\r\n";

/// Headers of which a second one could be read in two ways.
constexpr std::array<std::string_view, 11> single_headers{
    "host",   "content-length", "content-type",  "content-encoding", "transfer-encoding",
    "cookie", "origin",         "authorization", "idempotency-key",  "if-match",
    "expect"};

constexpr std::size_t content_length_digits = 10;

bool is_token(std::string_view text) {
  constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           signs.find(c) != std::string_view::npos;
  });
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_value_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

bool is_target_byte(char c) { return c > 0x20 && c < 0x7f && c != '#'; }

bool is_host_byte(char c) {
  constexpr std::string_view signs = "-._~!$&'()*+,;=:[]%";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         signs.find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& c : made) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return made;
}

}  // namespace

RequestReader::State RequestReader::feed(std::string_view bytes) {
  if (state_ == State::complete || state_ == State::refused) return state_;
  buffer_.append(bytes);
  if (state_ == State::in_head) return read_head();
  return read_body();
}

RequestReader::State RequestReader::refuse(int status, std::string_view code) {
  status_ = status;
  code_ = code;
  buffer_.clear();
  return state_ = State::refused;
}

RequestReader::State RequestReader::read_head() {
  // One empty line before the request line is let by (RFC 9112, 2.2).
  if (!has_begun_ && buffer_.size() >= end_of_line.size()) {
    has_begun_ = true;
    if (buffer_.starts_with(end_of_line)) buffer_.erase(0, end_of_line.size());
  }
  const std::size_t end = buffer_.find(end_of_head);
  if (end == std::string::npos || end > FramingLimits::head_bytes) {
    if (buffer_.size() <= FramingLimits::head_bytes) return state_;
    const bool in_first_line = buffer_.find(end_of_line) == std::string::npos;
    return in_first_line ? refuse(414, "path_too_long") : refuse(431, "headers_too_large");
  }
  std::string_view rest = std::string_view(buffer_).substr(0, end);
  std::size_t line_end = rest.find(end_of_line);
  if (!read_request_line(rest.substr(0, line_end))) return state_;
  while (line_end != std::string_view::npos) {
    rest.remove_prefix(line_end + end_of_line.size());
    line_end = rest.find(end_of_line);
    if (!read_header(rest.substr(0, line_end))) return state_;
  }
  if (!judge_headers()) return state_;
  buffer_.erase(0, end + end_of_head.size());
  state_ = State::in_body;
  return read_body();
}

bool RequestReader::read_request_line(std::string_view line) {
  const auto malformed = [this] {
    refuse(400, "malformed_request");
    return false;
  };
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return malformed();
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || method.size() > FramingLimits::method_bytes) return malformed();
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return malformed();
  if (target.empty() || target.front() != '/' ||
      !std::all_of(target.begin(), target.end(), is_target_byte)) {
    return malformed();
  }
  const std::size_t question_mark = std::min(target.find('?'), target.size());
  const bool has_query = question_mark < target.size();
  request_.method = method;
  request_.path = target.substr(0, question_mark);
  request_.query = has_query ? target.substr(question_mark + 1) : std::string_view();
  if (request_.path.size() > FramingLimits::path_bytes ||
      request_.query.size() > FramingLimits::query_bytes) {
    refuse(414, "path_too_long");
    return false;
  }
  is_http_1_0_ = version == "HTTP/1.0";
  return true;
}

bool RequestReader::read_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  // A name that is no token also catches folded lines and blanks before the colon.
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    refuse(400, "malformed_request");
    return false;
  }
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && is_blank(value.front())) value.remove_prefix(1);
  while (!value.empty() && is_blank(value.back())) value.remove_suffix(1);
  if (!std::all_of(value.begin(), value.end(), is_value_byte)) {
    refuse(400, "malformed_request");
    return false;
  }
  if (request_.headers.size() == FramingLimits::headers) {
    refuse(431, "too_many_headers");
    return false;
  }
  request_.headers.push_back({lower(line.substr(0, colon)), std::string(value)});
  return true;
}

bool RequestReader::judge_headers() {
  const auto no = [this](int status, std::string_view code) {
    refuse(status, code);
    return false;
  };
  for (const std::string_view name : single_headers) {
    const auto same = [&](const Header& each) { return each.name == name; };
    if (std::count_if(request_.headers.begin(), request_.headers.end(), same) > 1) {
      return no(400, "double_header");
    }
  }
  const auto host = request_.header("host");
  if (!host && !is_http_1_0_) return no(400, "host_required");
  if (host && (host->empty() || !std::all_of(host->begin(), host->end(), is_host_byte))) {
    return no(400, "host_required");
  }
  const auto length = request_.header("content-length");
  if (request_.header("transfer-encoding")) {
    return length ? no(400, "double_header") : no(411, "length_required");
  }
  if (request_.header("content-encoding")) return no(415, "encoding_not_supported");
  if (length && !judge_length(*length)) return false;
  if (body_bytes_ > 0 && (request_.method == "GET" || request_.method == "HEAD")) {
    return no(400, "body_not_expected");
  }
  if (const auto expectation = request_.header("expect")) {
    if (lower(*expectation) != "100-continue") return no(417, "expectation_failed");
    wants_continue_ = body_bytes_ > 0 && !is_http_1_0_;
  }
  return true;
}

bool RequestReader::judge_length(std::string_view value) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (value.empty() || !std::all_of(value.begin(), value.end(), is_digit)) {
    refuse(400, "malformed_request");
    return false;
  }
  const bool is_file = brings_file_ != nullptr && brings_file_(request_);
  if (value.size() <= content_length_digits) {
    std::from_chars(value.data(), value.data() + value.size(), body_bytes_);
    const auto most = is_file ? FramingLimits::file_bytes : FramingLimits::body_bytes;
    if (body_bytes_ <= most) return true;
  }
  is_file ? refuse(413, "file_too_large") : refuse(413, "body_too_large");
  return false;
}

RequestReader::State RequestReader::read_body() {
  if (buffer_.size() < body_bytes_) return state_;
  buffer_.resize(body_bytes_);
  request_.body = std::move(buffer_);
  wants_continue_ = false;
  return state_ = State::complete;
}

}  // namespace expertise::http
