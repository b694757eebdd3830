#include "server/http/wire/joining.h"

#include <nlohmann/json.hpp>

#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/names.h"
#include "server/http/wire/reader.h"
#include "server/http/wire/sessions.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits name_limits{1, PeopleLimits::name_characters};
constexpr TextLimits email_limits{1, PeopleLimits::email_bytes};
constexpr TextLimits token_limits{1, 100};
constexpr TextLimits password_limits{PeopleLimits::password_characters_least,
                                     PeopleLimits::password_characters_most};

/// What both sides see of it.
json joining_json(Names& names, const JoiningInvitation& invitation) {
  return {{"name", invitation.name},
          {"email", invitation.email},
          {"language", code(invitation.language)},
          {"municipality", names.ref(invitation.municipality)},
          {"expiresAt", rfc3339(invitation.expires_at)}};
}

json invitation_json(Names& names, const JoiningInvitation& invitation) {
  json made = joining_json(names, invitation);
  made["id"] = invitation.id.text();
  made["invitedAt"] = rfc3339(invitation.invited_at);
  if (invitation.invited_by) made["invitedBy"] = names.ref(*invitation.invited_by);
  return made;
}

}  // namespace

Answer list_joining_invitations(Call& call) {
  QueryReader query(call.request.query);
  const auto municipality = query.id<MunicipalityId>("municipality");
  const Page page = query.page();
  query.finish();
  const auto found = call.services().people.joining_invitations(call.actor(), municipality, page);
  Names names(call);
  for (const JoiningInvitation& each : found.items) {
    if (each.invited_by) names.want(*each.invited_by);
  }
  json items = json::array();
  for (const JoiningInvitation& each : found.items) items.push_back(invitation_json(names, each));
  return list_answer(items, found.total);
}

Answer invite_to_join(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const auto municipality = root.optional_id<MunicipalityId>("municipality");
  const std::string name = root.text("name", name_limits);
  const std::string email = root.text("email", email_limits);
  if (!email.empty() && !normal_email(email)) root.fault("email", "not_an_email");
  const auto language = root.choice_or("language", Language::nl);
  body.finish();
  const NewJoining made =
      call.services().people.invite_to_join(call.actor(), municipality, name, email, language);
  Names names(call);
  json document = invitation_json(names, made.invitation);
  document["token"] = made.token;
  return json_answer(201, document);
}

Answer withdraw_joining_invitation(Call& call) {
  call.services().people.withdraw_joining(call.actor(), call.id<JoiningId>());
  return nothing();
}

Answer open_joining(Call& call) {
  Body body(call.request.body);
  const std::string token = body.root().text("token", token_limits);
  body.finish();
  const auto invitation =
      call.services().people.open_joining(token, call.around.site.origin_of(call.request));
  Names names(call);
  return json_answer(200, joining_json(names, invitation));
}

Answer join(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string token = root.text("token", token_limits);
  const std::string name = root.text("name", name_limits);
  const std::string password = root.text("password", password_limits);
  const auto language = root.optional_choice<Language>("language");
  body.finish();
  return signed_on_answer(call, call.services().people.join(
                                    token, name, password, language,
                                    call.around.site.origin_of(call.request), browser_seen(call)));
}

}  // namespace expertise::http
