// From a request to its answer over the real use cases: who may come in, in which form, and what
// every answer carries.
#include "server/http/dispatcher.h"

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "search/index.h"
#include "search/vocabulary.h"
#include "server/http/routes.h"
#include "server/outgoing/curl.h"
#include "tests/pool/fixture.h"

namespace expertise::http {
namespace {

using nlohmann::json;

struct Skin : PoolFixture {
  search::Index index{directory.path() / "index", "test", search::seed_vocabulary()};
  People people{context};
  Profiles profiles{context, people};
  // Nobody connects a calendar here, so nothing is fetched.
  std::unique_ptr<WebReader> outside = curl_web_reader({});
  Calendars calendars{context, *outside};
  Matching matching{context, index};
  VocabularyKeeping vocabulary{context, index};
  Consultations consultations{context, matching};
  Appointments appointments{context};
  Notifications notifications{context};
  Keeping keeping{context};
  Indexer indexer{*store, index};
  Surroundings around{{people, profiles, calendars, matching, vocabulary, consultations,
                       appointments, notifications, keeping, *store, indexer, env},
                      Site("", 8080),
                      "{}",
                      "1.2.3"};
  Dispatcher dispatcher{around, routes()};

  Municipality home = municipality();
  Team north = team(home.id);
  User asker = user(home.id, "Anna Vrager", {Role::team_member}, {north.id});
  std::string token = people.create_token(machine, asker.id, "test", 1).secret;

  Request request(std::string method, std::string path, std::vector<Header> headers = {},
                  std::string body = {}) {
    Request made{.method = std::move(method), .path = std::move(path), .remote = "127.0.0.1"};
    const std::size_t question_mark = made.path.find('?');
    if (question_mark != std::string::npos) {
      made.query = made.path.substr(question_mark + 1);
      made.path.resize(question_mark);
    }
    made.headers = std::move(headers);
    if (!body.empty() && !made.header("content-type")) {
      made.headers.push_back({"content-type", "application/json"});
    }
    made.body = std::move(body);
    return made;
  }
  Answer ask(std::string method, std::string path, std::vector<Header> headers = {},
             std::string body = {}) {
    headers.push_back({"authorization", "Bearer " + token});
    return dispatcher.answer(
        request(std::move(method), std::move(path), std::move(headers), std::move(body)));
  }
  Answer ask_as_nobody(std::string method, std::string path, std::vector<Header> headers = {},
                       std::string body = {}) {
    return dispatcher.answer(
        request(std::move(method), std::move(path), std::move(headers), std::move(body)));
  }
};

std::string header(const Answer& answer, const std::string& name) {
  for (const auto& [each, value] : answer.headers) {
    if (each == name) return value;
  }
  return {};
}

std::string code_of(const Answer& answer) { return json::parse(answer.body).value("code", ""); }

TEST_CASE_METHOD(Skin, "a signed-on person is answered", "[dispatcher]") {
  const Answer answer = ask("GET", "/v1/users/me");
  REQUIRE(answer.status == 200);
  const json document = json::parse(answer.body);
  CHECK(document["name"] == "Anna Vrager");
  CHECK(document["teams"][0]["name"] == north.name);
  CHECK(document["municipality"]["name"] == home.name);
}

TEST_CASE_METHOD(Skin, "every answer carries its version and what keeps it safe", "[dispatcher]") {
  const Answer answer = GENERATE_COPY(from_range(std::vector<Answer>{
      ask("GET", "/v1/users/me"), ask_as_nobody("GET", "/v1/users/me"), ask("GET", "/nowhere"),
      ask_as_nobody("GET", "/health/live"), dispatcher.refuse(431, "too_many_headers")}));
  CHECK(header(answer, "API-Version") == "1.2.3");
  CHECK(header(answer, "Cache-Control") == "no-store");
  CHECK(header(answer, "X-Content-Type-Options") == "nosniff");
  CHECK(header(answer, "X-Frame-Options") == "DENY");
  CHECK(header(answer, "Content-Security-Policy").starts_with("default-src 'none'"));
  CHECK(header(answer, "Referrer-Policy") == "no-referrer");
  CHECK(header(answer, "Date") == "Thu, 05 Mar 2026 08:30:00 GMT");
  CHECK(header(answer, "Access-Control-Allow-Origin").empty());
}

TEST_CASE_METHOD(Skin, "no operation but signing on answers nobody", "[dispatcher]") {
  const std::string id = env.new_id<UserId>().text();
  for (const Route& route : routes()) {
    if (route.rights == Rights::anyone) continue;
    std::string path;
    for (std::string_view rest = route.path; !rest.empty();) {
      const std::size_t open = std::min(rest.find('{'), rest.size());
      path.append(rest.substr(0, open));
      rest.remove_prefix(open);
      if (rest.empty()) break;
      path += id;
      rest.remove_prefix(rest.find('}') + 1);
    }
    CAPTURE(route.operation);
    const std::string body = route.body == BodyKind::json ? "{}" : "";
    CHECK(ask_as_nobody(std::string(route.method), path, {}, body).status == 401);
    CHECK(
        ask_as_nobody(std::string(route.method), path, {{"authorization", "Bearer nothing"}}, body)
            .status == 401);
  }
}

TEST_CASE_METHOD(Skin, "what is not there, or not that way, is told apart", "[dispatcher]") {
  CHECK(ask("GET", "/v1/nothing").status == 404);
  CHECK(ask("GET", "/v1/users/").status == 404);
  CHECK(ask("GET", "/v1/users/1").status == 404);
  const Answer answer = ask("PATCH", "/v1/users");
  CHECK(answer.status == 405);
  CHECK(header(answer, "Allow") == "GET, POST, HEAD");
}

TEST_CASE_METHOD(Skin, "only JSON goes in and out", "[dispatcher]") {
  const auto accepts = [&](const std::string& value) {
    return ask("GET", "/v1/users/me", {{"accept", value}}).status;
  };
  CHECK(accepts("application/json") == 200);
  CHECK(accepts("text/html, application/*;q=0.2") == 200);
  CHECK(accepts("*/*") == 200);
  CHECK(accepts("") == 200);
  CHECK(accepts("text/html") == 406);
  CHECK(accepts("application/json;q=0") == 406);
  const auto takes = [&](const std::string& type) {
    return ask("POST", "/v1/matches", {{"content-type", type}}, "{").status;
  };
  CHECK(takes("application/json") == 400);
  CHECK(takes("Application/JSON; charset=UTF-8") == 400);
  CHECK(takes("application/json; charset=latin1") == 415);
  CHECK(takes("text/plain") == 415);
  CHECK(takes("multipart/form-data; boundary=x") == 415);
}

TEST_CASE_METHOD(Skin, "a body or parameter that nobody asked for is refused", "[dispatcher]") {
  CHECK(code_of(ask("GET", "/v1/users/me", {}, "{}")) == "body_not_expected");
  const Answer answer = ask("GET", "/v1/users/me?verbose=1");
  CHECK(answer.status == 400);
  CHECK(json::parse(answer.body)["errors"][0]["place"] == "query/verbose");
}

TEST_CASE_METHOD(Skin, "a page of another site changes nothing with our cookie", "[dispatcher]") {
  const std::string path = "/v1/sessions/current";
  const Header cookie{"cookie", "session=" + token};
  CHECK(code_of(ask_as_nobody("DELETE", path, {cookie, {"origin", "https://elsewhere.example"}})) ==
        "from_other_site");
  CHECK(code_of(ask_as_nobody("DELETE", path, {cookie, {"sec-fetch-site", "cross-site"}})) ==
        "from_other_site");
  CHECK(ask_as_nobody("GET", "/v1/users/me", {cookie, {"origin", "https://elsewhere.example"}})
            .status == 200);
  CHECK(ask_as_nobody("DELETE", path, {cookie, {"origin", "http://localhost:8080"}}).status == 204);
}

TEST_CASE_METHOD(Skin, "another site cannot sign anybody on", "[dispatcher]") {
  const Answer answer =
      ask_as_nobody("POST", "/v1/sessions", {{"origin", "https://elsewhere.example"}},
                    R"({"email":"a@voorbeeld.test","password":"x"})");
  CHECK(code_of(answer) == "from_other_site");
}

TEST_CASE_METHOD(Skin, "sentences are in the language of the request, else of the user",
                 "[dispatcher]") {
  const auto detail = [&](std::vector<Header> headers) {
    return json::parse(ask("GET", "/v1/nothing-here", std::move(headers)).body)["detail"]
        .get<std::string>();
  };
  CHECK(detail({}) == "Op dit adres is niets.");
  CHECK(detail({{"accept-language", "en"}}) == "There is nothing at this address.");
  asker.language = Language::en;
  keep_user(asker);
  const Answer answer = ask("GET", "/v1/consultations/" + env.new_id<UserId>().text());
  CHECK(json::parse(answer.body)["detail"] == "This does not exist, or is not yours.");
}

TEST_CASE_METHOD(Skin, "who left and was forgotten is somebody who no longer works here",
                 "[dispatcher]") {
  User gone = user(home.id, "Karel Vertrokken", {Role::team_member}, {north.id});
  Consultation asked;
  asked.id = env.new_id<ConsultationId>();
  asked.municipality = home.id;
  asked.asker = asker.id;
  asked.participants = {gone.id};
  asked.asked_at = asked.answer_by = env.now();
  gone.active = false;
  auto txn = store->begin(Access::write);
  txn->put(asked);
  txn->put(gone);
  REQUIRE(txn->forget(gone.id, env.now()));
  txn->commit();
  const auto name_in = [&](const std::string& language) {
    const Answer answer =
        ask("GET", "/v1/consultations/" + asked.id.text(), {{"accept-language", language}});
    REQUIRE(answer.status == 200);
    return json::parse(answer.body)["participants"][0]["name"];
  };
  CHECK(name_in("nl") == "iemand die er niet meer werkt");
  CHECK(name_in("en") == "somebody who no longer works here");

  const User chief = user(home.id, "Ada Beheer", {Role::administrator});
  token = people.create_token(machine, chief.id, "test", 1).secret;
  const Answer listed = ask("GET", "/v1/users/" + gone.id.text(), {{"accept-language", "nl"}});
  REQUIRE(listed.status == 200);
  CHECK(json::parse(listed.body)["name"] == "iemand die er niet meer werkt");
}

TEST_CASE_METHOD(Skin, "the state that was read must be said, in one way only", "[dispatcher]") {
  const std::string path = "/v1/consultations/" + env.new_id<UserId>().text() + "/withdrawal";
  CHECK(ask("POST", path).status == 428);
  const auto tag = GENERATE("1", "\"0\"", "\"01\"", "\"-1\"", "W/\"1\"", "*", "\"1\", \"2\"",
                            "\"x\"", "\"\"", "\"1234567890123456789\"");
  const Answer answer = ask("POST", path, {{"if-match", tag}});
  CHECK(answer.status == 400);
  CHECK(json::parse(answer.body)["errors"][0]["place"] == "header/If-Match");
  CHECK(ask("POST", path, {{"if-match", "\"1\""}}).status == 404);
}

TEST_CASE_METHOD(Skin, "a key that makes a repeat harmless has a form", "[dispatcher]") {
  const auto key = GENERATE("short", "with blank", "sla/sh-key", "quote\"quote");
  const Answer answer =
      ask("POST", "/v1/consultations", {{"idempotency-key", key}}, R"({"text":"Een vraag"})");
  CHECK(answer.status == 400);
  CHECK(json::parse(answer.body)["errors"][0]["place"] == "header/Idempotency-Key");
}

TEST_CASE_METHOD(Skin, "a fault of ours is answered with its mark and tells nothing else",
                 "[dispatcher]") {
  const std::array table{
      Route{"GET",
            "/v1/one",
            "one",
            Rights::anyone,
            {},
            BodyKind::none,
            QueryKind::none,
            [](Call&) -> Answer { throw std::runtime_error("secret of the inside"); }},
      Route{"GET",
            "/v1/two",
            "two",
            Rights::anyone,
            {},
            BodyKind::none,
            QueryKind::none,
            [](Call&) -> Answer { throw 7; }}};
  Dispatcher faulty(around, table);
  const auto path = GENERATE("/v1/one", "/v1/two");
  const Answer answer = faulty.answer(request("GET", path));
  CHECK(answer.status == 500);
  CHECK(answer.body.find("secret") == std::string::npos);
  CHECK(json::parse(answer.body)["instance"].get<std::string>().starts_with("urn:uuid:"));
  CHECK(header(answer, "API-Version") == "1.2.3");
}

TEST_CASE_METHOD(Skin, "without a web client the front page says what is here", "[dispatcher]") {
  const Answer answer = ask_as_nobody("GET", "/", {{"accept", "text/html"}});
  CHECK(answer.status == 404);
  CHECK(code_of(answer) == "no_web_client");
  CHECK(json::parse(answer.body)["detail"].get<std::string>().find("/v1") != std::string::npos);
  CHECK(code_of(ask_as_nobody("GET", "/vragen", {{"accept", "text/html"}})) == "nothing_here");
}

struct SkinWithClient : Skin {
  SkinWithClient() {
    const auto web = directory.path() / "web";
    std::filesystem::create_directory(web);
    std::ofstream(web / "index.html") << "<!doctype html>";
    std::ofstream(web / "v1") << "not the API";
    std::ofstream(web / "metrics") << "not the figures";
    around.web = StaticFiles::read(web);
  }
  const std::vector<Header> page_wanted{{"accept", "text/html"}};
};

TEST_CASE_METHOD(SkinWithClient, "the client's page may do what it needs and no more",
                 "[dispatcher]") {
  const Answer first = ask_as_nobody("GET", "/", page_wanted);
  REQUIRE(first.status == 200);
  const Answer again =
      ask_as_nobody("GET", "/", {{"if-none-match", header(first, "ETag")}, page_wanted.front()});
  REQUIRE(again.status == 304);
  for (const Answer& answer : {first, again, ask_as_nobody("HEAD", "/vragen", page_wanted)}) {
    const std::string policy = header(answer, "Content-Security-Policy");
    CHECK(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(policy.find("require-trusted-types-for 'script'; trusted-types 'none'") !=
          std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(header(answer, "X-Content-Type-Options") == "nosniff");
    CHECK(header(answer, "X-Frame-Options") == "DENY");
    CHECK(header(answer, "Referrer-Policy") == "no-referrer");
    CHECK(header(answer, "Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(header(answer, "Cross-Origin-Resource-Policy") == "same-origin");
    CHECK(header(answer, "Permissions-Policy").find("camera=()") != std::string::npos);
    CHECK(header(answer, "Date") == "Thu, 05 Mar 2026 08:30:00 GMT");
    CHECK(header(answer, "Cache-Control") == "no-cache");
    CHECK(header(answer, "API-Version").empty());
  }
}

TEST_CASE_METHOD(SkinWithClient, "nothing of the client stands before the API", "[dispatcher]") {
  for (const std::string path : {"/v1", "/v1/", "/v1/nothing", "/health", "/health/nothing"}) {
    CAPTURE(path);
    CHECK(code_of(ask_as_nobody("GET", path, page_wanted)) == "nothing_here");
  }
  CHECK(ask_as_nobody("GET", "/metrics", page_wanted).content_type.starts_with("text/plain"));
  CHECK(ask_as_nobody("GET", "/v1/users/me", page_wanted).status == 406);
  CHECK(ask_as_nobody("POST", "/", page_wanted).status == 404);
  CHECK(ask_as_nobody("GET", "/missing.js", page_wanted).status == 404);
  CHECK(ask_as_nobody("GET", "/v10", page_wanted).status == 200);
}

TEST_CASE_METHOD(Skin, "who signs off leaves nothing in the browser", "[dispatcher]") {
  const Answer answer = ask("DELETE", "/v1/sessions/current");
  CHECK(answer.status == 204);
  CHECK(header(answer, "Clear-Site-Data") == R"("cache", "storage")");
}

TEST_CASE_METHOD(Skin, "the description may be read from every site", "[dispatcher]") {
  const Answer answer = ask_as_nobody("GET", "/v1/openapi.json");
  CHECK(answer.status == 200);
  CHECK(header(answer, "Access-Control-Allow-Origin") == "*");
  CHECK(header(answer, "Cross-Origin-Resource-Policy") == "cross-origin");
}

TEST_CASE_METHOD(Skin, "the service says that it lives, is ready and what it counted",
                 "[dispatcher]") {
  CHECK(ask_as_nobody("GET", "/health/live").status == 200);
  REQUIRE(indexer.wait_for(store->head().seq, 60'000));
  CHECK(ask_as_nobody("GET", "/health/ready").status == 200);
  const Answer answer = ask_as_nobody("GET", "/metrics");
  CHECK(answer.content_type.starts_with("text/plain"));
  CHECK(answer.body.find("operation=\"live\",status=\"200\"} 1") != std::string::npos);
}

}  // namespace
}  // namespace expertise::http
