#include "server/http/wire/answers.h"

#include <nlohmann/json.hpp>

namespace expertise::http {

using nlohmann::json;

Answer json_answer(int status, const json& document) {
  constexpr int compact = -1;
  return {.status = status,
          .content_type = "application/json",
          .body = document.dump(compact, ' ', false, json::error_handler_t::replace)};
}

Answer nothing() { return {.status = 204}; }

Answer created(const std::string& path, const json& document) {
  Answer answer = json_answer(201, document);
  answer.headers.emplace_back("Location", "/v1/" + path);
  return answer;
}

Answer list_answer(const json& items, std::size_t total) {
  return json_answer(200, {{"items", items}, {"total", total}});
}

void put(json& object, const char* name, const std::optional<Instant>& instant) {
  if (instant) object[name] = rfc3339(*instant);
}

void put(json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

}  // namespace expertise::http
