// Which route a path has.
#include "server/http/router.h"

#include <array>
#include <catch2/catch.hpp>

namespace expertise::http {
namespace {

constexpr std::array<Route, 6> table{{{"GET", "/v1/users", "list"},
                                      {"POST", "/v1/users", "add"},
                                      {"GET", "/v1/users/me", "own"},
                                      {"GET", "/v1/users/{userId}", "get"},
                                      {"DELETE", "/v1/a/{x}/b/{y}", "remove"},
                                      {"POST", "/v1/users/_search", "search"}}};
constexpr std::string_view uuid = "01890a5d-ac96-774b-bcce-b302099a8057";

std::string_view operation(std::string_view method, std::string_view path) {
  const auto found = find_route(table, method, path);
  return found.route ? found.route->operation : std::string_view("none");
}

TEST_CASE("a path finds the route of its method", "[router]") {
  CHECK(operation("GET", "/v1/users") == "list");
  CHECK(operation("POST", "/v1/users") == "add");
  CHECK(operation("GET", "/v1/users/me") == "own");
  CHECK(operation("POST", "/v1/users/_search") == "search");
  CHECK(operation("HEAD", "/v1/users") == "list");
}

TEST_CASE("parameters are identifiers, in order", "[router]") {
  const std::string path = "/v1/a/" + std::string(uuid) + "/b/" + std::string(uuid);
  const auto found = find_route(table, "DELETE", path);
  REQUIRE(found.route);
  REQUIRE(found.parameters.size() == 2);
  CHECK(found.parameters[0] == uuid);
  CHECK(found.parameters[1] == uuid);
}

TEST_CASE("what is no identifier is nowhere", "[router]") {
  const auto segment = GENERATE(
      "1", "01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5d-ac96-774b-bcce-b302099a805",
      "01890a5dac96774bbcceb302099a8057", "01890a5d-ac96-774b-bcce-b302099a8057x", "..", "%2e%2e");
  const auto found = find_route(table, "GET", std::string("/v1/users/") + segment);
  CHECK_FALSE(found.route);
  CHECK(found.allowed.empty());
}

TEST_CASE("a trailing slash, an empty segment or another case is nowhere", "[router]") {
  const auto path = GENERATE("/v1/users/", "/v1//users", "//v1/users", "/V1/users", "/v1/Users",
                             "/", "/v1", "/v1/users/me/", "/v1/users/me/more");
  const auto found = find_route(table, "GET", path);
  CHECK_FALSE(found.route);
  CHECK(found.allowed.empty());
}

TEST_CASE("another method is told which ones there are", "[router]") {
  const auto found = find_route(table, "PATCH", "/v1/users");
  CHECK_FALSE(found.route);
  CHECK(found.allowed == std::vector<std::string_view>{"GET", "POST", "HEAD"});
}

TEST_CASE("a path of endless segments ends", "[router]") {
  std::string path;
  for (int i = 0; i < 1000; ++i) path += "/a";
  CHECK_FALSE(find_route(table, "GET", path).route);
}

}  // namespace
}  // namespace expertise::http
