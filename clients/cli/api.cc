#include "clients/cli/api.h"

#include <httplib.h>

#include <nlohmann/json.hpp>
#include <random>

namespace expertise::cli {

namespace {

// What the server said of its no: title, sentence, and every fault with its place.
std::string sentence_of(const httplib::Response& response) {
  auto problem = nlohmann::json::parse(response.body, nullptr, false);
  if (!problem.is_object()) return "the server answered " + std::to_string(response.status);
  std::string text = problem.value("detail", problem.value("title", std::string("refused")));
  if (problem.contains("errors") && problem["errors"].is_array()) {
    for (const auto& fault : problem["errors"]) {
      text += "\n  " + fault.value("place", std::string()) + ": " +
              fault.value("detail", fault.value("code", std::string()));
    }
  }
  return text;
}

Exit exit_for(int status) {
  if (status == 401) return Exit::sign_on_needed;
  return status >= 500 ? Exit::unreachable : Exit::refused;
}

// So that a request which was sent but not answered can be sent again without making a thing twice.
std::string new_key() {
  static constexpr char digits[] = "0123456789abcdef";
  std::random_device device;
  std::string key;
  for (int i = 0; i < 32; ++i) key += digits[device() % 16];
  return key;
}

// Nothing of what was given is guessed at: a letter that is lost may be that of a name.
std::string text_of(const nlohmann::json& body) {
  try {
    return body.is_null() ? std::string() : body.dump();
  } catch (const nlohmann::json::type_error&) {
    throw Failure(Exit::wrong_call,
                  "what is given is not UTF-8: save the file or set the terminal as UTF-8");
  }
}

}  // namespace

struct Api::Impl {
  httplib::Client client;
  httplib::Headers headers;
  std::string url;

  Impl(const std::string& the_url, const std::string& token) : client(the_url), url(the_url) {
    client.set_connection_timeout(5);
    client.set_read_timeout(60);
    client.set_tcp_nodelay(true);
    headers = {{"Accept", "application/json, application/problem+json"}};
    const char* language = std::getenv("LANG");
    bool english = language && std::string(language).rfind("nl", 0) != 0;
    headers.emplace("Accept-Language", english ? "en" : "nl");
    if (!token.empty()) headers.emplace("Authorization", "Bearer " + token);
  }

  Answer judge(const httplib::Result& result) const {
    if (!result) {
      throw Failure(Exit::unreachable,
                    "no answer from " + url + " (" + httplib::to_string(result.error()) + ")");
    }
    if (result->status < 200 || result->status > 299) {
      throw Failure(exit_for(result->status), sentence_of(*result));
    }
    return {result->status, result->body, result->get_header_value("ETag")};
  }
};

nlohmann::json Answer::json() const {
  auto value = nlohmann::json::parse(body, nullptr, false);
  if (value.is_discarded()) throw Failure(Exit::unreachable, "the server's answer is not JSON");
  return value;
}

Api::Api(const std::string& url, std::string token) {
  if (url.rfind("http://", 0) != 0 && url.rfind("https://", 0) != 0) {
    throw Failure(Exit::wrong_call,
                  "the server's address must begin with http:// or https://: " + url);
  }
  std::string plain = url;
  while (!plain.empty() && plain.back() == '/') plain.pop_back();
  impl_ = std::make_unique<Impl>(plain, token);
}

Api::~Api() = default;

Answer Api::get(const std::string& path) {
  return impl_->judge(impl_->client.Get(("/v1" + path).c_str(), impl_->headers));
}

Answer Api::post(const std::string& path, const nlohmann::json& body, const std::string& if_match) {
  auto headers = impl_->headers;
  headers.emplace("Idempotency-Key", new_key());
  if (!if_match.empty()) headers.emplace("If-Match", if_match);
  const std::string text = text_of(body);
  return impl_->judge(
      impl_->client.Post(("/v1" + path).c_str(), headers, text, "application/json"));
}

Answer Api::remove(const std::string& path) {
  return impl_->judge(impl_->client.Delete(("/v1" + path).c_str(), impl_->headers));
}

std::string query_value(const std::string& text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string result;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                 (byte >= 'a' && byte <= 'z') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      result += c;
    } else {
      result += '%';
      result += digits[byte >> 4];
      result += digits[byte & 15];
    }
  }
  return result;
}

}  // namespace expertise::cli
