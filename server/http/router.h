// Finds the route of a method and a path in a table of routes. It knows the shape of paths
// (segments, parameters that are identifiers) and nothing of what the routes do.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "server/domain/token_scope.h"

namespace expertise::http {

struct Answer;
struct Call;

enum class Rights {
  anyone,     // without signing on
  signed_on,  // with a session; what the person may do is decided by the use case
};

/// What the body of a request must be. Whether it is a form the handler judges.
enum class BodyKind { none, optional_json, json, form };

/// Whether the handler reads parameters of the query; elsewhere every parameter is a fault.
enum class QueryKind { none, read };

/// One operation of the API. `path` is a template: literal segments and `{parameter}` segments;
/// every parameter is an identifier (a UUID in lower case), except `{code}`, a kebab-case key, and
/// `{feedToken}`, letters, digits, `-` and `_`. Something fixed may stand behind it in its segment.
struct Route {
  std::string_view method;
  std::string_view path;
  /// As in the API description.
  std::string_view operation;
  Rights rights = Rights::signed_on;
  /// A token needs one of these; who signed on in a browser needs none. Empty: no token will do.
  TokenScopes scopes{};
  BodyKind body = BodyKind::none;
  QueryKind query = QueryKind::none;
  Answer (*handler)(Call& call) = nullptr;
};

/// Exactly one of three: a route with its parameters in order; no route, but others at the path
/// (`allowed` names their methods, HEAD beside GET); or nothing there at all.
struct RouteFound {
  const Route* route = nullptr;
  std::vector<std::string_view> parameters{};
  std::vector<std::string_view> allowed{};
};

/// Literal segments go before parameters. HEAD is answered by the route of GET. A path with a
/// trailing slash, an empty segment or a percent sign is nowhere. The parameters are views into
/// `path`.
RouteFound find_route(std::span<const Route> routes, std::string_view method,
                      std::string_view path);

}  // namespace expertise::http
