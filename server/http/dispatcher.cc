#include "server/http/dispatcher.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>

#include "server/http/query.h"
#include "server/http/sentences.h"
#include "server/http/wire/problem.h"

namespace expertise::http {

namespace {

constexpr std::string_view json_type = "application/json";

/// On every answer: nothing is kept in between, nothing of it is a page, a frame or a script.
constexpr std::array<std::pair<const char*, const char*>, 9> fixed_headers{
    {{"Cache-Control", "no-store"},
     {"X-Content-Type-Options", "nosniff"},
     {"X-Frame-Options", "DENY"},
     {"Content-Security-Policy",
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
     {"Referrer-Policy", "no-referrer"},
     {"Cross-Origin-Opener-Policy", "same-origin"},
     {"Cross-Origin-Resource-Policy", "same-origin"},
     {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
     {"Vary", "Accept-Language, Authorization, Cookie"}}};

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return made;
}

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Takes the next piece up to `separator` off the front.
std::string_view next_piece(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return without_blanks(piece);
}

/// `application/json`, with no parameter but `charset=utf-8`.
bool is_json_type(std::string_view content_type) {
  const std::string given = lower(content_type);
  std::string_view rest = given;
  if (next_piece(rest, ';') != json_type) return false;
  while (!rest.empty()) {
    const std::string_view parameter = next_piece(rest, ';');
    if (parameter != "charset=utf-8" && parameter != "charset=\"utf-8\"") return false;
  }
  return true;
}

/// Whether an Accept header (RFC 9110, 12.5.1) lets a type of `family`/`name` by.
bool accepts(std::optional<std::string_view> accept, std::string_view type) {
  if (!accept || without_blanks(*accept).empty()) return true;
  const std::string given = lower(*accept);
  const std::string family = std::string(type.substr(0, type.find('/'))) + "/*";
  std::string_view rest = given;
  while (!rest.empty()) {
    std::string_view range = next_piece(rest, ',');
    const std::string_view name = next_piece(range, ';');
    if (name != type && name != "*/*" && name != family) continue;
    bool is_refused = false;
    while (!range.empty()) {
      const std::string_view parameter = next_piece(range, ';');
      is_refused = parameter == "q=0" || parameter == "q=0.0" || parameter == "q=0.00" ||
                   parameter == "q=0.000";
    }
    if (!is_refused) return true;
  }
  return false;
}

bool changes_something(std::string_view method) { return method != "GET" && method != "HEAD"; }

std::string http_date(Instant instant) {
  using std::chrono::floor;
  const auto day = floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{floor<std::chrono::seconds>(instant - day)};
  constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::size_t length = sizeof "Thu, 05 Mar 2026 08:30:00 GMT";
  std::array<char, 2 * length> made{};
  std::snprintf(made.data(), made.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                weekdays[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return made.data();
}

std::string listed(const std::vector<std::string_view>& methods) {
  std::string made;
  for (const std::string_view each : methods) {
    if (!made.empty()) made += ", ";
    made += each;
  }
  return made;
}

}  // namespace

Answer Dispatcher::answer(const Request& request) noexcept {
  const Instant started = around_.services.env.now();
  const Route* route = nullptr;
  Language language = preferred_language(request.header("accept-language"), Language::nl);
  Answer made;
  try {
    made = judged(request, route, language);
  } catch (const Refusal& refusal) {
    made = problem(refusal, language);
  } catch (const std::exception& fault) {
    made = fault_answer(route ? route->operation : "none", fault.what(), language);
  } catch (...) {
    made = fault_answer(route ? route->operation : "none", "unknown", language);
  }
  add_headers(made, language);
  around_.metrics.count(route ? route->operation : "none", made.status,
                        around_.services.env.now() - started);
  return made;
}

Answer Dispatcher::refuse(int status, std::string_view code) noexcept {
  Answer made = problem(status, code, Language::nl);
  add_headers(made, Language::nl);
  around_.metrics.count("none", status, std::chrono::milliseconds(0));
  return made;
}

Answer Dispatcher::judged(const Request& request, const Route*& route, Language& language) {
  RouteFound found = find_route(table_, request.method, request.path);
  route = found.route;
  if (!found.route) {
    if (found.allowed.empty()) return problem(404, "nothing_here", language);
    Answer made = problem(405, "method_not_allowed", language);
    made.headers.emplace_back("Allow", listed(found.allowed));
    return made;
  }
  const bool is_api = request.path.starts_with("/v1/");
  if (is_api && !accepts(request.header("accept"), json_type)) {
    return problem(406, "not_acceptable", language);
  }
  std::optional<SignedOn> caller = who(request, *found.route);
  if (caller)
    language = preferred_language(request.header("accept-language"), caller->user.language);
  if (found.route->query == QueryKind::none) QueryReader(request.query).finish();

  const auto content_type = request.header("content-type");
  if (found.route->body == BodyKind::none) {
    if (!request.body.empty()) return problem(400, "body_not_expected", language);
  } else if (content_type ? !is_json_type(*content_type) : !request.body.empty()) {
    return problem(415, "unsupported_media_type", language);
  }
  Call call{around_, request, std::move(found.parameters), language, std::move(caller)};
  return found.route->handler(call);
}

std::optional<SignedOn> Dispatcher::who(const Request& request, const Route& route) {
  const auto carried = credential(request, around_.site);
  const bool by_cookie = carried && carried->carrier == Carrier::cookie;
  // A page of another site can make a browser send our cookie, or sign it on as somebody else.
  const bool at_risk = by_cookie || (route.rights == Rights::anyone && !carried);
  if (at_risk && changes_something(request.method) && is_from_other_site(request, around_.site)) {
    throw Refusal(Reason::not_allowed, "from_other_site");
  }
  if (route.rights == Rights::anyone) return std::nullopt;
  std::optional<SignedOn> found;
  if (carried && !carried->secret.empty()) {
    found = around_.services.people.recognise(carried->secret, around_.site.origin_of(request));
  }
  if (!found) throw Refusal(Reason::unauthenticated);
  return found;
}

Answer Dispatcher::fault_answer(std::string_view operation, std::string_view what,
                                Language language) {
  const std::string id = around_.services.env.new_id<MessageId>().text();
  around_.faults.write(around_.services.env.now(), id, operation, what);
  return fault_problem(id, language);
}

void Dispatcher::add_headers(Answer& answer, Language language) const {
  const bool is_open =
      std::any_of(answer.headers.begin(), answer.headers.end(),
                  [](const auto& header) { return header.first == "Access-Control-Allow-Origin"; });
  answer.headers.emplace_back("API-Version", around_.version);
  answer.headers.emplace_back("Date", http_date(around_.services.env.now()));
  for (const auto& [name, value] : fixed_headers) {
    const bool is_policy = std::string_view(name) == "Cross-Origin-Resource-Policy";
    answer.headers.emplace_back(name, is_open && is_policy ? "cross-origin" : value);
  }
  if (!answer.content_type.empty()) {
    answer.headers.emplace_back("Content-Language", code(language));
  }
}

}  // namespace expertise::http
