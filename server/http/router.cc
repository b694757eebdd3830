#include "server/http/router.h"

#include <algorithm>
#include <optional>

#include "server/domain/id.h"

namespace expertise::http {

namespace {

constexpr std::size_t most_segments = 12;

/// Takes the next segment off the front of a path that begins with a slash.
std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool is_identifier(std::string_view segment) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'F'; };
  return parse_uuid(segment).has_value() && std::none_of(segment.begin(), segment.end(), is_upper);
}

bool is_code(std::string_view segment) {
  return !segment.empty() && std::all_of(segment.begin(), segment.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_token(std::string_view segment) {
  return !segment.empty() && std::all_of(segment.begin(), segment.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

bool fits(std::string_view parameter, std::string_view segment) {
  if (parameter == "{code}") return is_code(segment);
  return parameter == "{feedToken}" ? is_token(segment) : is_identifier(segment);
}

/// The parameter in `segment` when that is one of `expected`, `{parameter}` and what stands behind.
std::optional<std::string_view> parameter_in(std::string_view segment, std::string_view expected) {
  const std::size_t end = expected.find('}') + 1;
  const std::string_view behind = expected.substr(end);
  if (!segment.ends_with(behind)) return std::nullopt;
  segment.remove_suffix(behind.size());
  if (!fits(expected.substr(0, end), segment)) return std::nullopt;
  return segment;
}

/// The parameters when the path is one of the template.
std::optional<std::vector<std::string_view>> match(std::string_view pattern,
                                                   std::string_view path) {
  std::vector<std::string_view> parameters;
  for (std::size_t count = 0; count < most_segments; ++count) {
    if (pattern.empty() && path.empty()) return parameters;
    if (pattern.empty() || path.empty() || path.front() != '/') return std::nullopt;
    const std::string_view expected = next_segment(pattern);
    const std::string_view segment = next_segment(path);
    if (expected.starts_with('{')) {
      const auto parameter = parameter_in(segment, expected);
      if (!parameter) return std::nullopt;
      parameters.push_back(*parameter);
    } else if (expected != segment) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

RouteFound find_route(std::span<const Route> routes, std::string_view method,
                      std::string_view path) {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  RouteFound found;
  for (const Route& route : routes) {
    auto parameters = match(route.path, path);
    if (!parameters) continue;
    if (route.method == wanted) {
      // Fewer parameters means that more of the path was meant literally.
      if (!found.route || parameters->size() < found.parameters.size()) {
        found.route = &route;
        found.parameters = std::move(*parameters);
      }
      continue;
    }
    found.allowed.push_back(route.method);
  }
  if (found.route) {
    found.allowed.clear();
    return found;
  }
  std::sort(found.allowed.begin(), found.allowed.end());
  const auto unique_end = std::unique(found.allowed.begin(), found.allowed.end());
  found.allowed.erase(unique_end, found.allowed.end());
  if (std::find(found.allowed.begin(), found.allowed.end(), "GET") != found.allowed.end()) {
    found.allowed.push_back("HEAD");
  }
  return found;
}

}  // namespace expertise::http
