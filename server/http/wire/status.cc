#include "server/http/wire/status.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "server/http/accept.h"
#include "server/http/wire/answers.h"

namespace expertise::http {

namespace {

using nlohmann::json;

/// An index that is so many events behind still answers as people expect; past it the service says
/// that it is not ready.
constexpr std::uint64_t most_behind_when_ready = 100;

json mail_json(const Call& call) {
  const MailStanding standing = call.services().notifications.standing(call.now());
  return {{"sends", standing.sends},
          {"reachable", standing.reachable},
          {"waiting", standing.counts.waiting},
          {"sent", standing.counts.sent},
          {"failed", standing.counts.failed},
          {"returned", standing.counts.returned}};
}

// Of all but the time, which always goes on.
std::string tag_of(const json& status) {
  const std::string text = status.dump();
  std::array<unsigned char, sizeof(std::uint64_t)> bytes{};
  crypto_generichash(bytes.data(), bytes.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  std::uint64_t number = 0;
  for (const unsigned char byte : bytes) number = number << 8 | byte;
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  return entity_tag(static_cast<std::int64_t>(std::max<std::uint64_t>(1, number & most)));
}

// Beginning to write takes nothing of the disk, and a row that stays the same is not written. So
// one is changed and put back, and that made durable: what refuses it refuses everything.
bool can_write(Store& store) {
  try {
    auto txn = store.begin(Access::write);
    const auto municipalities = txn->municipalities({.everything = true});
    if (!municipalities.empty()) {
      Municipality changed = municipalities.front();
      changed.region += ' ';
      txn->put(changed);
      txn->put(municipalities.front());
    }
    txn->commit();
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

Answer get_status(Call& call) {
  json status = {{"version", call.around.version},
                 {"log", {{"seq", call.services().store.head().seq}}},
                 {"mail", mail_json(call)},
                 {"index", {{"behind", call.services().indexer.behind()}}},
                 {"demoStory", call.services().story != nullptr}};
  const std::string tag = tag_of(status);
  if (names_tag(call.request.header("if-none-match"), tag)) {
    return {.status = 304, .headers = {{"ETag", tag}}};
  }
  status["time"] = rfc3339(call.now());
  Answer answer = json_answer(200, status);
  answer.headers.emplace_back("ETag", tag);
  return answer;
}

Answer get_description(Call& call) {
  Answer answer{.content_type = "application/json", .body = std::string(call.around.description)};
  answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return answer;
}

Answer get_live(Call&) { return json_answer(200, {{"status", "live"}}); }

Answer get_ready(Call& call) {
  const bool writes = can_write(call.services().store);
  const std::uint64_t behind = call.services().indexer.behind();
  const bool in_step =
      behind <= most_behind_when_ready && call.services().indexer.trouble().empty();
  const bool is_ready = writes && in_step;
  return json_answer(is_ready ? 200 : 503, {{"status", is_ready ? "ready" : "not_ready"},
                                            {"store", writes ? "writes" : "cannot_write"},
                                            {"index", in_step ? "in_step" : "behind"}});
}

Answer get_metrics(Call& call) {
  const std::array gauges{
      Gauge{"expertisepool_log_events", "Events in the log.",
            static_cast<double>(call.services().store.head().seq)},
      Gauge{"expertisepool_index_behind_events", "Events that the search index has not seen yet.",
            static_cast<double>(call.services().indexer.behind())},
      Gauge{"expertisepool_index_has_copy",
            "Whether there is a copy of the index, from which it is right again in a moment.",
            call.services().indexer.has_copy() ? 1.0 : 0.0},
      Gauge{"expertisepool_index_built_anew",
            "Times the search index was put right since the start, from its copy or built anew.",
            static_cast<double>(call.services().indexer.times_built())}};
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8",
          .body = call.around.metrics.text(gauges)};
}

std::string version_of(std::string_view description) {
  const json document = json::parse(description);
  const auto version = document.at("info").at("version");
  if (!version.is_string()) throw std::runtime_error("the API description has no version");
  return version.get<std::string>();
}

std::vector<std::string> operations_of(std::string_view description) {
  const json document = json::parse(description);
  std::vector<std::string> made;
  for (const auto& [path, operations] : document.at("paths").items()) {
    for (const auto& [method, operation] : operations.items()) {
      if (!operation.is_object() || !operation.contains("operationId")) continue;
      std::string upper = method;
      std::transform(upper.begin(), upper.end(), upper.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      made.push_back(upper + " /v1" + path + " " + operation["operationId"].get<std::string>());
    }
  }
  std::sort(made.begin(), made.end());
  return made;
}

}  // namespace expertise::http
