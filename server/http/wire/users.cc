#include "server/http/wire/users.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/names.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits name_limits{1, PeopleLimits::name_characters};
constexpr TextLimits email_limits{1, PeopleLimits::email_bytes};
constexpr TextLimits new_password_limits{PeopleLimits::password_characters_least,
                                         PeopleLimits::password_characters_most};
constexpr TextLimits password_limits{1, PeopleLimits::password_characters_most};

template <class Values>
json code_list(const Values& values) {
  json made = json::array();
  for (const auto& each : values) made.push_back(code(each));
  return made;
}

json user_json(const Call& call, const User& user) {
  json teams = json::array();
  for (const TeamId& each : user.teams) teams.push_back(each.text());
  json made = {{"id", user.id.text()},
               {"municipality", user.municipality.text()},
               {"name", user.name.empty() ? left_name(call) : user.name},
               {"email", user.email},
               {"language", code(user.language)},
               {"roles", code_list(user.roles)},
               {"teams", teams},
               {"active", user.active}};
  put(made, "specialist", user.specialist);
  put(made, "partnerOf", user.partner_of);
  return made;
}

/// With the mark of those whose address refuses mail.
json user_list(const Call& call, const std::vector<User>& users) {
  std::vector<UserId> ids;
  for (const User& each : users) ids.push_back(each.id);
  const auto refusing = call.services().notifications.refusing_mail(ids);
  json made = json::array();
  for (const User& each : users) {
    made.push_back(user_json(call, each));
    const bool refuses = std::find(refusing.begin(), refusing.end(), each.id) != refusing.end();
    if (refuses) made.back()["refusesMail"] = true;
  }
  return made;
}

User read_user(ObjectReader& root) {
  User user;
  user.municipality = root.id<MunicipalityId>("municipality");
  user.name = root.text("name", name_limits);
  user.email = root.text("email", email_limits);
  if (!user.email.empty() && !normal_email(user.email)) root.fault("email", "not_an_email");
  user.language = root.choice_or("language", Language::nl);
  if (!root.has("roles")) root.fault("roles", "required");
  user.roles = root.choices<Role>("roles", codes<Role>.size());
  user.teams = root.ids<TeamId>("teams", PeopleLimits::teams_of_a_user);
  user.specialist = root.optional_id<SpecialistId>("specialist");
  user.partner_of = root.optional_id<TeamId>("partnerOf");
  user.active = root.flag("active", true);
  return user;
}

}  // namespace

json own_user_json(const Call& call, const SignedOn& signed_on) {
  Names names(call);
  const User& user = signed_on.user;
  json municipalities = json::array();
  for (const MunicipalityId& each : signed_on.actor.municipalities) {
    municipalities.push_back(names.ref(each));
  }
  json teams = json::array();
  for (const TeamId& each : user.teams) teams.push_back(names.ref(each));
  json made = {{"id", user.id.text()},
               {"name", user.name},
               {"email", user.email},
               {"language", code(user.language)},
               {"roles", code_list(user.roles)},
               {"municipality", names.ref(user.municipality)},
               {"municipalities", municipalities},
               {"teams", teams},
               {"byProvider", signed_on.session.by_provider}};
  if (user.specialist) made["specialist"] = names.short_ref(*user.specialist);
  if (user.partner_of) {
    made["partnerOf"] = names.ref(*user.partner_of);
    if (const auto contact = names.contact_of(*user.partner_of)) {
      made["contact"] = names.ref(*contact);
    }
  }
  return made;
}

Answer get_own_user(Call& call) { return json_answer(200, own_user_json(call, *call.caller)); }

Answer list_users(Call& call) {
  QueryReader query(call.request.query);
  UserQuery wanted;
  wanted.role = query.choice<Role>("role");
  wanted.team = query.id<TeamId>("team");
  wanted.municipality = query.id<MunicipalityId>("municipality");
  wanted.page = query.page();
  query.finish();
  const auto found = call.services().people.users(call.actor(), wanted);
  return list_answer(user_list(call, found.items), found.total);
}

Answer search_colleagues(Call& call) {
  Body body(call.request.body);
  const std::string text = body.root().text("text", {0, PeopleLimits::name_characters});
  body.finish();
  json items = json::array();
  for (const Colleague& each : call.services().people.colleagues(call.actor(), text)) {
    json teams = json::array();
    for (const Team& team : each.teams) {
      teams.push_back({{"id", team.id.text()}, {"name", team.name}});
    }
    items.push_back({{"id", each.id.text()}, {"name", each.name}, {"teams", teams}});
  }
  return json_answer(200, {{"items", items}});
}

Answer add_user(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  User user = read_user(root);
  std::optional<std::string> password;
  if (root.has("password")) password = root.text("password", new_password_limits);
  body.finish();
  user = call.services().people.add_user(call.actor(), std::move(user), std::move(password));
  return created("users/" + user.id.text(), user_json(call, user));
}

Answer get_user(Call& call) {
  const User user = call.services().people.user(call.actor(), call.id<UserId>());
  return json_answer(200, user_list(call, {user}).front());
}

Answer change_user(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  User user = read_user(root);
  body.finish();
  user.id = call.id<UserId>();
  user = call.services().people.change_user(call.actor(), std::move(user));
  return json_answer(200, user_json(call, user));
}

Answer set_password(Call& call) {
  const auto id = call.id<UserId>();
  const bool is_own = call.actor().user == id;
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string wanted = root.text("password", new_password_limits);
  std::string current;
  if (is_own) {
    current = root.text("currentPassword", password_limits);
  } else if (root.has("currentPassword")) {
    root.fault("currentPassword", "not_expected");
    root.text("currentPassword", {0, PeopleLimits::password_characters_most});
  }
  body.finish();
  if (is_own) {
    call.services().people.change_password(call.actor(), current, wanted, call.caller->session.id);
  } else {
    call.services().people.set_password(call.actor(), id, wanted);
  }
  return nothing();
}

}  // namespace expertise::http
