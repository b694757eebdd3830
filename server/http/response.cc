#include "server/http/response.h"

#include <array>

namespace expertise::http {

namespace {

struct Phrase {
  int status;
  std::string_view words;
};

constexpr std::array<Phrase, 23> phrases{{{200, "OK"},
                                          {201, "Created"},
                                          {204, "No Content"},
                                          {304, "Not Modified"},
                                          {400, "Bad Request"},
                                          {401, "Unauthorized"},
                                          {403, "Forbidden"},
                                          {404, "Not Found"},
                                          {405, "Method Not Allowed"},
                                          {406, "Not Acceptable"},
                                          {408, "Request Timeout"},
                                          {409, "Conflict"},
                                          {411, "Length Required"},
                                          {412, "Precondition Failed"},
                                          {413, "Content Too Large"},
                                          {414, "URI Too Long"},
                                          {415, "Unsupported Media Type"},
                                          {417, "Expectation Failed"},
                                          {428, "Precondition Required"},
                                          {429, "Too Many Requests"},
                                          {431, "Request Header Fields Too Large"},
                                          {500, "Internal Server Error"},
                                          {503, "Service Unavailable"}}};

std::string_view phrase_of(int status) {
  for (const Phrase& each : phrases) {
    if (each.status == status) return each.words;
  }
  return "Unknown";
}

void append_header(std::string& made, std::string_view name, std::string_view value) {
  made.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string response_bytes(const Answer& answer, bool is_head) {
  constexpr int no_content = 204;
  constexpr int not_modified = 304;
  const bool has_content = answer.status != no_content && answer.status != not_modified;
  std::string made = "HTTP/1.1 " + std::to_string(answer.status) + " ";
  made.append(phrase_of(answer.status)).append("\r\n");
  for (const auto& [name, value] : answer.headers) append_header(made, name, value);
  if (has_content) {
    if (!answer.content_type.empty()) append_header(made, "Content-Type", answer.content_type);
    append_header(made, "Content-Length", std::to_string(answer.body.size()));
  }
  append_header(made, "Connection", "close");
  made.append("\r\n");
  if (!is_head && has_content) made.append(answer.body);
  return made;
}

}  // namespace expertise::http
