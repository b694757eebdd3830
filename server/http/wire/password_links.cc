#include "server/http/wire/password_links.h"

#include <nlohmann/json.hpp>

#include "server/http/wire/answers.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

constexpr TextLimits email_limits{1, PeopleLimits::email_bytes};
constexpr TextLimits token_limits{1, 100};
constexpr TextLimits password_limits{PeopleLimits::password_characters_least,
                                     PeopleLimits::password_characters_most};

}  // namespace

Answer ask_password_link(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string email = root.text("email", email_limits);
  if (!email.empty() && !normal_email(email)) root.fault("email", "not_an_email");
  body.finish();
  call.services().people.ask_password_link(email, call.around.site.origin_of(call.request));
  // Whoever asks is told when nobody sends it, whatever the address.
  return json_answer(200,
                     {{"mailIsSent", call.services().notifications.standing(call.now()).sends}});
}

Answer set_password_by_link(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string token = root.text("token", token_limits);
  const std::string password = root.text("password", password_limits);
  body.finish();
  call.services().people.set_password_by_link(token, password,
                                              call.around.site.origin_of(call.request));
  return nothing();
}

}  // namespace expertise::http
