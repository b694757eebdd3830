#include "server/http/wire/single_sign_on.h"

#include <nlohmann/json.hpp>

#include "server/http/accept.h"
#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/reader.h"
#include "server/http/wire/sessions.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits return_limits{0, 300};
constexpr TextLimits code_limits{0, 4'000};
constexpr TextLimits state_limits{0, 100};
constexpr TextLimits issuer_limits{0, 2'000};
constexpr TextLimits error_limits{0, 200};

SingleSignOn& provider(const Call& call) {
  SingleSignOn* found = call.services().single_sign_on;
  if (!found) throw Refusal(Reason::not_found, "no_single_sign_on");
  return *found;
}

// The one logout token of a form; other fields may stand beside it.
std::optional<std::string> logout_token_of(const Request& request) {
  if (!is_form_type(request.header("content-type").value_or(""))) return std::nullopt;
  std::optional<std::string> token;
  std::string_view rest = request.body;
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    constexpr std::string_view start = "logout_token=";
    if (!pair.starts_with(start)) continue;
    if (token) return std::nullopt;
    token = decoded(pair.substr(start.size()));
    if (!token) return std::nullopt;
  }
  return token;
}

}  // namespace

Answer get_single_sign_on(Call& call) {
  const SingleSignOn* found = call.services().single_sign_on;
  json made = {{"available", found != nullptr}};
  if (found) {
    made["label"] = found->label();
    put(made, "signOffAddress", found->sign_off_address().value_or(""));
  }
  return json_answer(200, made);
}

Answer begin_single_sign_on(Call& call) {
  Body body(call.request.body);
  const std::string return_to = body.root().text("returnTo", return_limits);
  body.finish();
  const SingleSignOn::Begun begun = provider(call).begin(return_to, call.language);
  Answer answer = json_answer(200, {{"address", begun.address}});
  answer.headers.emplace_back("Set-Cookie", call.around.site.begun_cookie_with(begun.secret));
  return answer;
}

Answer finish_single_sign_on(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const ProviderAnswer given{.code = root.text("code", code_limits),
                             .state = root.text("state", state_limits),
                             .issuer = root.text("issuer", issuer_limits),
                             .error = root.text("error", error_limits)};
  body.finish();
  const Site& site = call.around.site;
  const std::string secret = cookie_of(call.request, site.begun_cookie_name());
  const SingleSignOn::Finished done =
      provider(call).finish(secret, given, site.origin_of(call.request), browser_seen(call));
  Answer answer = signed_on_answer(call, done.signed_on, {}, done.return_to);
  answer.headers.emplace_back("Set-Cookie", site.begun_cookie_gone());
  return answer;
}

Answer back_channel_logout(Call& call) {
  SingleSignOn& from = provider(call);
  const auto token = logout_token_of(call.request);
  const std::string origin = call.around.site.origin_of(call.request);
  // Why, and whether anybody was signed on, is nothing for whoever sent it.
  if (token && from.sign_off(*token, origin)) return {.status = 200};
  return json_answer(
      400, {{"error", "invalid_request"}, {"error_description", "The logout token is not taken."}});
}

Answer list_identities(Call& call) {
  json items = json::array();
  for (const Identity& each : call.services().people.identities(call.actor())) {
    items.push_back({{"issuer", each.issuer},
                     {"linkedAt", rfc3339(each.linked_at)},
                     {"lastUsedAt", rfc3339(each.last_used_at)}});
  }
  return list_answer(items, items.size());
}

Answer unlink_user(Call& call) {
  call.services().people.unlink(call.actor(), call.id<UserId>());
  return nothing();
}

}  // namespace expertise::http
