// That the table of routes and the description of the API are the same, both ways.
#include "server/http/routes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "schema/embedded.h"
#include "server/http/wire/status.h"

namespace expertise {
std::span<const EmbeddedFile> api_description();
}

namespace expertise::http {
namespace {

TEST_CASE("every operation described has a route, and every route is described", "[routes]") {
  std::vector<std::string> in_table;
  for (const Route& route : routes()) {
    if (!route.path.starts_with("/v1/")) continue;
    in_table.push_back(std::string(route.method) + " " + std::string(route.path) + " " +
                       std::string(route.operation));
  }
  std::sort(in_table.begin(), in_table.end());
  CHECK(in_table == operations_of(api_description().front().content));
}

TEST_CASE("every body that is read is tried with made-up bytes, from a sound one on", "[routes]") {
  for (const Route& route : routes()) {
    if (route.body == BodyKind::none || route.body == BodyKind::form) continue;
    CAPTURE(route.operation);
    std::ifstream kept(std::string(EXPERTISEPOOL_BODIES) + "/" + std::string(route.operation));
    std::string first;
    CHECK(std::getline(kept, first));
    CHECK(first == route.operation);
  }
}

TEST_CASE("no two routes have the same name, or the same method and path", "[routes]") {
  std::set<std::string_view> names;
  std::set<std::string> places;
  for (const Route& route : routes()) {
    CAPTURE(route.operation);
    CHECK(names.insert(route.operation).second);
    CHECK(places.insert(std::string(route.method) + std::string(route.path)).second);
    CHECK(route.handler);
  }
}

TEST_CASE(
    "only signing on, a new password, joining, a demo, a feed and the description ask for nobody",
    "[routes]") {
  std::set<std::string_view> open;
  for (const Route& route : routes()) {
    if (route.rights == Rights::anyone) open.insert(route.operation);
  }
  CHECK(open == std::set<std::string_view>{"startSession",
                                           "proposeFactorToSignOn",
                                           "confirmSignOn",
                                           "beginPasskeySignOn",
                                           "signOnWithPasskey",
                                           "getSingleSignOn",
                                           "beginSingleSignOn",
                                           "finishSingleSignOn",
                                           "startToken",
                                           "askPasswordLink",
                                           "setPasswordByLink",
                                           "openJoining",
                                           "join",
                                           "getDemoStory",
                                           "moveDemoClock",
                                           "getDescription",
                                           "readFeed",
                                           "backChannelLogout",
                                           "live",
                                           "ready",
                                           "metrics"});
}

TEST_CASE("what is for who signed on names the scopes of a token, and nothing else does",
          "[routes]") {
  for (const Route& route : routes()) {
    CAPTURE(route.operation);
    CHECK(route.scopes.empty() == (route.rights == Rights::anyone));
    if (route.method == "GET" && route.rights == Rights::signed_on) {
      CHECK(route.scopes == TokenScopes{TokenScope::read});
    }
  }
}

TEST_CASE("a whole file is brought to reading in the vocabulary alone", "[routes]") {
  std::set<std::string_view> bringing;
  for (const Route& route : routes()) {
    Request request;
    request.method = route.method;
    request.path = route.path;
    if (brings_file(request)) bringing.insert(route.operation);
  }
  CHECK(bringing == std::set<std::string_view>{"importTopics"});
}

TEST_CASE("paths are plural nouns in kebab-case", "[routes]") {
  for (const Route& route : routes()) {
    CAPTURE(route.path);
    bool in_parameter = false;
    for (const char c : route.path) {
      in_parameter = c == '{' || (in_parameter && c != '}');
      if (in_parameter || c == '}') continue;
      const bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' ||
                           c == '-' || c == '_' || c == '.';
      CHECK(allowed);
    }
  }
}

}  // namespace
}  // namespace expertise::http
