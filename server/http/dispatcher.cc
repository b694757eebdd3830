#include "server/http/dispatcher.h"

#include <exception>

#include "server/http/accept.h"
#include "server/http/fixed_headers.h"
#include "server/http/query.h"
#include "server/http/sentences.h"
#include "server/http/wire/problem.h"
#include "server/pool/refused_attempts.h"

namespace expertise::http {

namespace {

bool changes_something(std::string_view method) { return method != "GET" && method != "HEAD"; }

bool starts_a_path(std::string_view path, std::string_view start) {
  return path.starts_with(start) && (path.size() == start.size() || path[start.size()] == '/');
}

/// Where nothing of the web client can be.
bool is_for_programs(std::string_view path) {
  return starts_a_path(path, "/v1") || starts_a_path(path, "/health") ||
         starts_a_path(path, "/metrics") || starts_a_path(path, "/back-channel-logout");
}

/// What other people's calendars read; everything else is JSON.
bool is_calendar_file(const Route& route) { return route.path.ends_with(".ics"); }

/// Where what is not there may be somebody else's case.
bool is_of_a_case(const Route& route) {
  return route.path.find("{consultationId}") != std::string_view::npos ||
         route.path.find("{invitationId}") != std::string_view::npos ||
         route.path.find("{draftId}") != std::string_view::npos;
}

// Before anybody is told so: that they may not, or that there is no such case for them.
void put_on_record(const Call& call, const Route& route, const Refusal& refusal) {
  if (!call.caller) return;
  const bool is_no_right = refusal.reason() == Reason::not_allowed;
  if (!is_no_right && !(refusal.reason() == Reason::not_found && is_of_a_case(route))) return;
  RefusedAttempt attempt{.operation = std::string(route.operation), .reason = refusal.reason()};
  if (route.path.find("{consultationId}") != std::string_view::npos) {
    attempt.consultation = call.id<ConsultationId>();
  } else if (route.path.find("{invitationId}") != std::string_view::npos) {
    attempt.invitation = call.id<InvitationId>();
  }
  record_refused({call.services().store, call.services().env}, call.actor(), attempt);
}

// A token opens what its scopes name and nothing else, whatever its owner may.
void refuse_without_scope(const Call& call, const Route& route) {
  if (!call.caller || call.caller->session.kind != SessionKind::token) return;
  if (call.caller->session.scopes.meets(route.scopes)) return;
  std::string needed;
  for (const TokenScope each : route.scopes.list()) {
    if (!needed.empty()) needed += ", ";
    needed += code(each);
  }
  const Refusal refusal(Reason::not_allowed, "scope_missing", {{"scopes", needed}});
  put_on_record(call, route, refusal);
  throw refusal;
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

Answer Dispatcher::answer(const Request& request) {
  const Instant started = around_.services.env.now();
  const Route* route = nullptr;
  Language language = preferred_language(request.header("accept-language"), Language::nl);
  Answer made;
  bool is_page = false;
  try {
    std::optional<Answer> page = page_answer(request);
    is_page = page.has_value();
    made = is_page ? *std::move(page) : judged(request, route, language);
  } catch (const Refusal& refusal) {
    made = problem(refusal, language);
  } catch (const std::exception& fault) {
    made = fault_answer(route ? route->operation : "none", fault.what(), language);
  } catch (...) {
    made = fault_answer(route ? route->operation : "none", "unknown", language);
  }
  const Instant ended = around_.services.env.now();
  if (is_page) {
    add_page_headers(made, ended);
  } else {
    add_api_headers(made, around_.version, language, ended);
    // So that the web client knows, also before anybody signed on, that there is a story to tell.
    if (around_.services.story) made.headers.emplace_back("Demo-Story", "1");
  }
  around_.metrics.count(route     ? route->operation
                        : is_page ? "page"
                                  : "none",
                        made.status, ended - started);
  return made;
}

Answer Dispatcher::refuse(int status, std::string_view code) {
  Answer made = problem(status, code, Language::nl);
  add_api_headers(made, around_.version, Language::nl, around_.services.env.now());
  around_.metrics.count("none", status, std::chrono::milliseconds(0));
  return made;
}

std::optional<Answer> Dispatcher::page_answer(const Request& request) const {
  if (changes_something(request.method) || is_for_programs(request.path)) return std::nullopt;
  return around_.web.answer(request);
}

Answer Dispatcher::judged(const Request& request, const Route*& route, Language& language) {
  RouteFound found = find_route(table_, request.method, request.path);
  route = found.route;
  if (!found.route) {
    if (found.allowed.empty()) {
      const bool client_is_missing = request.path == "/" && around_.web.empty();
      return problem(404, client_is_missing ? "no_web_client" : "nothing_here", language);
    }
    Answer made = problem(405, "method_not_allowed", language);
    made.headers.emplace_back("Allow", listed(found.allowed));
    return made;
  }
  const bool is_api = request.path.starts_with("/v1/");
  const auto type = is_calendar_file(*found.route) ? calendar_type : json_type;
  if (is_api && !accepts(request.header("accept"), type)) {
    return problem(406, "not_acceptable", language);
  }
  std::optional<SignedOn> caller = who(request, *found.route);
  if (caller)
    language = preferred_language(request.header("accept-language"), caller->user.language);
  Call call{around_, request, std::move(found.parameters), language, std::move(caller)};
  refuse_without_scope(call, *found.route);
  if (found.route->query == QueryKind::none) QueryReader(request.query).finish();

  const auto content_type = request.header("content-type");
  if (found.route->body == BodyKind::none) {
    if (!request.body.empty()) return problem(400, "body_not_expected", language);
  } else if (found.route->body != BodyKind::form &&
             (content_type ? !is_json_type(*content_type) : !request.body.empty())) {
    return problem(415, "unsupported_media_type", language);
  }
  try {
    return found.route->handler(call);
  } catch (const Refusal& refusal) {
    put_on_record(call, *found.route, refusal);
    throw;
  }
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
    // Asking again whether anything changed is what a page does by itself.
    const bool by_itself = request.method == "GET" && request.header("if-none-match").has_value();
    found = around_.services.people.recognise(
        carried->secret, around_.site.origin_of(request),
        by_itself ? People::Use::by_itself : People::Use::by_person);
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

}  // namespace expertise::http
