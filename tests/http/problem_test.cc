// How a no looks on the wire.
#include "server/http/wire/problem.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "server/http/response.h"

namespace expertise::http {
namespace {

using nlohmann::json;

std::string header(const Answer& answer, const std::string& name) {
  for (const auto& [each, value] : answer.headers) {
    if (each == name) return value;
  }
  return {};
}

TEST_CASE("invalid input tells every fault with place, code and sentence", "[problem]") {
  const Answer answer = problem(Refusal({Fault{"/text", "too_long", {{"limit", "80"}}},
                                         Fault{"query/limit", "not_a_number"}}),
                                Language::en);
  CHECK(answer.status == 400);
  CHECK(answer.content_type == "application/problem+json");
  const json document = json::parse(answer.body);
  CHECK(document["status"] == 400);
  CHECK(document["code"] == "invalid_input");
  CHECK_FALSE(document["title"].get<std::string>().empty());
  CHECK_FALSE(document["detail"].get<std::string>().empty());
  REQUIRE(document["errors"].size() == 2);
  CHECK(document["errors"][0] == json{{"place", "/text"},
                                      {"code", "too_long"},
                                      {"detail", "This is longer than 80 characters."}});
}

TEST_CASE("every reason has the status it is known by", "[problem]") {
  CHECK(status_of(Reason::invalid_input) == 400);
  CHECK(status_of(Reason::unauthenticated) == 401);
  CHECK(status_of(Reason::not_allowed) == 403);
  CHECK(status_of(Reason::not_found) == 404);
  CHECK(status_of(Reason::wrong_state) == 409);
  CHECK(status_of(Reason::conflict) == 409);
  CHECK(status_of(Reason::stale) == 412);
  CHECK(status_of(Reason::precondition_required) == 428);
  CHECK(status_of(Reason::too_large) == 413);
  CHECK(status_of(Reason::too_many) == 429);
  CHECK(status_of(Reason::unavailable) == 503);
}

TEST_CASE("who may come back is told when", "[problem]") {
  CHECK(header(problem(Refusal(Reason::too_many, "too_many_failures", {{"retry_after", "30"}}),
                       Language::nl),
               "Retry-After") == "30");
  CHECK(header(problem(Refusal(Reason::unavailable), Language::nl), "Retry-After") == "5");
  CHECK(header(problem(Refusal(Reason::unauthenticated), Language::nl), "WWW-Authenticate") ==
        "Bearer");
}

TEST_CASE("a fault of ours tells its mark and nothing else", "[problem]") {
  const Answer answer = fault_problem("0189", Language::nl);
  CHECK(answer.status == 500);
  const json document = json::parse(answer.body);
  CHECK(document["instance"] == "urn:uuid:0189");
  CHECK(document["code"] == "fault");
}

TEST_CASE("the answer to HEAD is that to GET without its body", "[problem]") {
  const Answer answer{.status = 200, .content_type = "application/json", .body = "{}"};
  const std::string whole = response_bytes(answer, false);
  CHECK(whole == response_bytes(answer, true) + "{}");
  CHECK(whole.find("Content-Length: 2\r\n") != std::string::npos);
}

TEST_CASE("an answer without content says no length", "[problem]") {
  CHECK(response_bytes({.status = 204}, false) ==
        "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

}  // namespace
}  // namespace expertise::http
