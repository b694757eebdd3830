#include "server/http/wire/problem.h"

#include <array>
#include <nlohmann/json.hpp>

#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/pool/appointments.h"
#include "server/pool/people.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr std::array<std::pair<Reason, int>, 11> statuses{{{Reason::invalid_input, 400},
                                                           {Reason::unauthenticated, 401},
                                                           {Reason::not_allowed, 403},
                                                           {Reason::not_found, 404},
                                                           {Reason::wrong_state, 409},
                                                           {Reason::conflict, 409},
                                                           {Reason::stale, 412},
                                                           {Reason::precondition_required, 428},
                                                           {Reason::too_large, 413},
                                                           {Reason::too_many, 429},
                                                           {Reason::unavailable, 503}}};

constexpr std::string_view retry_after_seconds = "5";

Answer made(int status, std::string_view code, std::string detail, Language language,
            const json& more = json::object(), std::string_view retry_after = {}) {
  json document = more;
  document["status"] = status;
  document["title"] = sentence("title." + std::to_string(status), {}, language);
  document["code"] = code;
  document["detail"] = std::move(detail);
  Answer answer = json_answer(status, document);
  answer.content_type = "application/problem+json";
  constexpr int unauthenticated = 401;
  constexpr int too_many = 429;
  constexpr int unavailable = 503;
  if (status == unauthenticated) answer.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (status == too_many || status == unavailable) {
    answer.headers.emplace_back("Retry-After",
                                retry_after.empty() ? retry_after_seconds : retry_after);
  }
  return answer;
}

}  // namespace

int status_of(Reason reason) {
  for (const auto& [each, status] : statuses) {
    if (each == reason) return status;
  }
  return statuses.front().second;
}

Answer problem(const Refusal& refusal, Language language) {
  json more = json::object();
  if (!refusal.faults().empty()) {
    json& errors = more["errors"] = json::array();
    for (const Fault& fault : refusal.faults()) {
      errors.push_back(
          {{"place", fault.place}, {"code", fault.code}, {"detail", in_words(fault, language)}});
    }
  }
  if (const auto* others = dynamic_cast<const OtherTimes*>(&refusal)) {
    json& slots = more["slots"] = json::array();
    for (const Span& each : others->nearest()) {
      slots.push_back({{"begin", rfc3339(each.begin)}, {"end", rfc3339(each.end)}});
    }
  }
  if (const auto* step = dynamic_cast<const SecondStep*>(&refusal)) {
    more["signOn"] = {{"token", step->token()}, {"expiresAt", rfc3339(step->expires_at())}};
  }
  const auto retry_after = refusal.parameters().find("retry_after");
  return made(
      status_of(refusal.reason()),
      refusal.detail().empty() ? code(refusal.reason()) : std::string_view(refusal.detail()),
      in_words(refusal, language), language, more,
      retry_after == refusal.parameters().end() ? "" : retry_after->second);
}

Answer problem(int status, std::string_view code, Language language) {
  return made(status, code, sentence(code, {}, language), language);
}

Answer fault_problem(std::string_view id, Language language) {
  constexpr int fault = 500;
  const json more = {{"instance", "urn:uuid:" + std::string(id)}};
  return made(fault, "fault", sentence("fault", {}, language), language, more);
}

}  // namespace expertise::http
