#include "server/http/wire/sessions.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/http/browser_name.h"
#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/reader.h"
#include "server/http/wire/users.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits email_limits{1, PeopleLimits::email_bytes};
constexpr TextLimits password_limits{1, PeopleLimits::password_characters_most};
constexpr TextLimits label_limits{1, PeopleLimits::name_characters};
constexpr std::size_t code_characters = 40;
constexpr int days_most = 365;

json session_json(const Session& session, const std::optional<SessionId>& current) {
  json made = {{"id", session.id.text()},
               {"kind", code(session.kind)},
               {"label", session.label},
               {"createdAt", rfc3339(session.created_at)},
               {"lastUsedAt", rfc3339(session.last_used_at)},
               {"expiresAt", rfc3339(session.expires_at)},
               {"current", session.id == current}};
  if (session.kind == SessionKind::token) {
    made["scopes"] = json::array();
    for (const TokenScope each : session.scopes.list()) made["scopes"].push_back(code(each));
  }
  return made;
}

// All of them where none are named.
TokenScopes scopes_of(ObjectReader& root) {
  if (!root.has("scopes")) return TokenScopes::all();
  return TokenScopes(root.choices<TokenScope>("scopes", codes<TokenScope>.size()));
}

std::vector<Session> own_sessions(const Call& call, SessionKind kind) {
  std::vector<Session> found = call.services().people.sessions(call.actor());
  std::erase_if(found, [kind](const Session& each) { return each.kind != kind; });
  return found;
}

Answer list_kind(const Call& call, SessionKind kind) {
  QueryReader query(call.request.query);
  const Page page = query.page();
  query.finish();
  const auto found = part(own_sessions(call, kind), page);
  json items = json::array();
  for (const Session& each : found.items) {
    items.push_back(session_json(each, call.caller->session.id));
  }
  return list_answer(items, found.total);
}

Answer end_kind(const Call& call, SessionKind kind) {
  const auto id = call.id<SessionId>();
  const auto own = own_sessions(call, kind);
  const auto is_it = [&](const Session& each) { return each.id == id; };
  if (std::none_of(own.begin(), own.end(), is_it)) throw Refusal(Reason::not_found);
  call.services().people.end_session(call.actor(), id);
  return nothing();
}

// Whoever signs on anew in a browser is done with what was open in it: the cookie of that is
// written over, and nobody could end it by hand.
void end_what_it_came_with(const Call& call) {
  const std::string secret = cookie_of(call.request, call.around.site.cookie_name());
  if (secret.empty()) return;
  People& people = call.services().people;
  const auto before =
      people.recognise(secret, call.around.site.origin_of(call.request), People::Use::by_itself);
  if (before && before->session.kind == SessionKind::browser) {
    people.sign_off(before->actor, before->session.id);
  }
}

Answer new_token(const SignedOn& made) {
  return json_answer(
      201, {{"token", made.secret}, {"session", session_json(made.session, std::nullopt)}});
}

}  // namespace

Answer signed_on_answer(const Call& call, const SignedOn& made,
                        const std::vector<std::string>& recovery_codes,
                        const std::string& return_to) {
  json document = {{"user", own_user_json(call, made)},
                   {"session", session_json(made.session, made.session.id)}};
  if (!recovery_codes.empty()) document["recoveryCodes"] = recovery_codes;
  end_what_it_came_with(call);
  if (!return_to.empty()) document["returnTo"] = return_to;
  Answer answer = json_answer(201, document);
  answer.headers.emplace_back("Set-Cookie", call.around.site.cookie_with(made.secret));
  return answer;
}

BrowserSeen browser_seen(const Call& call) {
  const auto user_agent = call.request.header("user-agent");
  return {.name = browser_name(user_agent.value_or("")),
          .device = cookie_of(call.request, call.around.site.device_cookie_name())};
}

Answer start_session(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string email = root.text("email", email_limits);
  const std::string password = root.text("password", password_limits);
  body.finish();
  return signed_on_answer(
      call, call.services().people.sign_on(
                email, password, call.around.site.origin_of(call.request), browser_seen(call)));
}

Answer list_sessions(Call& call) { return list_kind(call, SessionKind::browser); }

Answer end_current_session(Call& call) {
  call.services().people.sign_off(call.actor(), call.caller->session.id);
  Answer answer = nothing();
  answer.headers.emplace_back("Set-Cookie", call.around.site.cookie_gone());
  // The next person at this computer finds nothing of it.
  answer.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return answer;
}

Answer end_session(Call& call) { return end_kind(call, SessionKind::browser); }

Answer end_other_sessions(Call& call) {
  const std::size_t ended =
      call.services().people.end_other_sessions(call.actor(), call.caller->session.id);
  return json_answer(200, {{"ended", ended}});
}

Answer start_token(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string email = root.text("email", email_limits);
  const std::string password = root.text("password", password_limits);
  const std::string label = root.text("label", label_limits);
  const std::string code = root.text("code", {0, code_characters});
  const TokenScopes scopes = scopes_of(root);
  body.finish();
  return new_token(call.services().people.sign_on_for_token(
      email, password, label, call.around.site.origin_of(call.request), code, scopes));
}

Answer list_tokens(Call& call) { return list_kind(call, SessionKind::token); }

Answer end_token(Call& call) { return end_kind(call, SessionKind::token); }

Answer create_token(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string label = root.text("label", label_limits);
  const int days = root.number("days", 1, days_most);
  if (!root.has("scopes")) root.fault("scopes", "required");
  const TokenScopes scopes = scopes_of(root);
  body.finish();
  return new_token(call.services().people.create_token(call.actor(), call.id<UserId>(), label, days,
                                                       scopes, call.caller->session));
}

Answer end_user_sessions(Call& call) {
  QueryReader query(call.request.query);
  const bool tokens_too = query.flag("tokens");
  query.finish();
  const std::size_t ended = call.services().people.end_sessions_of(
      call.actor(), call.id<UserId>(),
      tokens_too ? People::Ending::tokens_too : People::Ending::browsers);
  return json_answer(200, {{"ended", ended}});
}

}  // namespace expertise::http
