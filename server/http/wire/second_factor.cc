#include "server/http/wire/second_factor.h"

#include <nlohmann/json.hpp>

#include "server/http/qr_code.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/reader.h"
#include "server/http/wire/sessions.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits token_limits{1, 100};
constexpr TextLimits code_limits{1, 40};
constexpr TextLimits maybe_code_limits{0, 40};
constexpr TextLimits password_limits{1, PeopleLimits::password_characters_most};

Answer proposed_answer(const ProposedFactor& proposed) {
  const QrCode drawn = qr_code(proposed.address);
  return json_answer(200, {{"secret", proposed.secret},
                           {"address", proposed.address},
                           {"qr", {{"size", drawn.size}, {"path", drawn.path}}}});
}

Answer recovery_codes_answer(const std::vector<std::string>& recovery_codes) {
  return json_answer(201, {{"recoveryCodes", recovery_codes}});
}

struct PasswordAndCode {
  std::string password;
  std::string code;
};

PasswordAndCode password_and_code(const Call& call, TextLimits limits) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  PasswordAndCode given{root.text("password", password_limits), root.text("code", limits)};
  body.finish();
  return given;
}

}  // namespace

Answer propose_factor_to_sign_on(Call& call) {
  Body body(call.request.body);
  const std::string token = body.root().text("token", token_limits);
  body.finish();
  return proposed_answer(call.services().people.propose_second_factor(token));
}

Answer confirm_sign_on(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string token = root.text("token", token_limits);
  const std::string code = root.text("code", code_limits);
  const bool remember = root.flag("remember", false);
  body.finish();
  const SecondStepDone done = call.services().people.second_step(
      token, code, remember, call.around.site.origin_of(call.request), browser_seen(call));
  Answer answer = signed_on_answer(call, done.signed_on, done.recovery_codes);
  if (!done.device.empty()) {
    answer.headers.emplace_back("Set-Cookie", call.around.site.device_cookie_with(done.device));
  }
  return answer;
}

Answer get_second_factor(Call& call) {
  const OwnSecondFactor own = call.services().people.second_factor(call.actor());
  json made = {{"recoveryCodesLeft", own.recovery_codes_left},
               {"devices", own.devices},
               {"required", own.required}};
  put(made, "since", own.since);
  return json_answer(200, made);
}

Answer propose_second_factor(Call& call) {
  const auto [password, code] = password_and_code(call, maybe_code_limits);
  return proposed_answer(
      call.services().people.propose_second_factor(call.actor(), password, code));
}

Answer switch_on_second_factor(Call& call) {
  Body body(call.request.body);
  const std::string code = body.root().text("code", code_limits);
  body.finish();
  return recovery_codes_answer(call.services().people.switch_on_second_factor(call.actor(), code));
}

Answer switch_off_second_factor(Call& call) {
  const auto [password, code] = password_and_code(call, code_limits);
  call.services().people.switch_off_second_factor(call.actor(), password, code);
  return nothing();
}

Answer renew_recovery_codes(Call& call) {
  const auto [password, code] = password_and_code(call, code_limits);
  return recovery_codes_answer(
      call.services().people.renew_recovery_codes(call.actor(), password, code));
}

Answer clear_second_factor(Call& call) {
  call.services().people.clear_second_factor(call.actor(), call.id<UserId>());
  return nothing();
}

}  // namespace expertise::http
