#include "server/pool/sign_on_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace expertise {

namespace {

using nlohmann::json;

constexpr std::size_t rules_most = 500;
constexpr std::size_t text_bytes = 300;

[[noreturn]] void fail(const std::string& place, const std::string& what) {
  throw std::runtime_error((place.empty() ? "/" : place) + ": " + what);
}

void only_known(const json& object, const std::string& place,
                std::initializer_list<std::string_view> known) {
  if (!object.is_object()) fail(place, "an object is expected");
  for (const auto& [name, value] : object.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      fail(place + "/" + name, "this is not known");
    }
  }
}

std::string text_of(const json& value, const std::string& place) {
  if (!value.is_string() || value.get_ref<const std::string&>().empty() ||
      value.get_ref<const std::string&>().size() > text_bytes) {
    fail(place, "a text of 1 to " + std::to_string(text_bytes) + " bytes is expected");
  }
  return value.get<std::string>();
}

std::vector<std::string> texts_at(const json& object, const std::string& place, const char* name) {
  std::vector<std::string> texts;
  if (!object.contains(name)) return texts;
  const json& list = object[name];
  const std::string here = place + "/" + name;
  if (!list.is_array() || list.size() > rules_most) fail(here, "a list of texts is expected");
  for (std::size_t i = 0; i < list.size(); ++i) {
    texts.push_back(text_of(list[i], here + "/" + std::to_string(i)));
    if (std::count(texts.begin(), texts.end(), texts.back()) > 1) {
      fail(here + "/" + std::to_string(i), "this is in the list twice");
    }
  }
  return texts;
}

MunicipalityId municipality_named(const std::string& name, const std::string& place, Txn& txn) {
  if (const auto id = MunicipalityId::parse(name); id && txn.municipality(*id)) return *id;
  for (const Municipality& each : txn.municipalities({.everything = true})) {
    if (each.name == name) return each.id;
  }
  fail(place, "there is no municipality named " + name);
}

TeamId team_named(const std::string& name, const std::string& place, Txn& txn) {
  if (const auto id = TeamId::parse(name); id && txn.team(*id)) return *id;
  std::optional<TeamId> found;
  for (const Team& each : txn.teams({.everything = true})) {
    if (each.name != name) continue;
    if (found) fail(place, "several municipalities have a team named " + name + ": give its id");
    found = each.id;
  }
  if (!found) fail(place, "there is no team named " + name);
  return *found;
}

std::optional<MunicipalityId> municipality_at(const json& object, const std::string& place,
                                              Txn& txn) {
  if (!object.contains("municipality")) return std::nullopt;
  const std::string here = place + "/municipality";
  return municipality_named(text_of(object["municipality"], here), here, txn);
}

SignOnRule rule_of(const json& object, const std::string& place, Txn& txn) {
  only_known(object, place, {"value", "roles", "teams", "municipality"});
  if (!object.contains("value")) fail(place + "/value", "this is needed");
  SignOnRule rule{.value = text_of(object["value"], place + "/value"), .roles = {}};
  const auto roles = texts_at(object, place, "roles");
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const auto role = from_code<Role>(roles[i]);
    const std::string here = place + "/roles/" + std::to_string(i);
    if (!role) fail(here, "there is no role " + roles[i]);
    if (*role == Role::specialist || *role == Role::partner) {
      fail(here, roles[i] + " is given in the pool, with the profile or team that belongs to it");
    }
    rule.roles.push_back(*role);
  }
  const auto teams = texts_at(object, place, "teams");
  for (std::size_t i = 0; i < teams.size(); ++i) {
    rule.teams.push_back(team_named(teams[i], place + "/teams/" + std::to_string(i), txn));
  }
  if (rule.roles.empty() && rule.teams.empty()) fail(place, "it gives no role and no team");
  rule.municipality = municipality_at(object, place, txn);
  return rule;
}

bool flag_at(const json& object, const char* name) {
  if (!object.contains(name)) return false;
  if (!object[name].is_boolean()) fail(std::string("/") + name, "true or false is expected");
  return object[name].get<bool>();
}

// Strict: a key that stands there twice would hide one of the two.
json parsed(const std::string& text) {
  std::vector<std::vector<std::string>> open;
  const auto watch = [&](int, json::parse_event_t event, json& value) {
    if (event == json::parse_event_t::object_start) open.emplace_back();
    if (event == json::parse_event_t::object_end) open.pop_back();
    if (event == json::parse_event_t::key) {
      const std::string key = value.get<std::string>();
      if (std::count(open.back().begin(), open.back().end(), key)) {
        fail("/" + key, "this stands there twice");
      }
      open.back().push_back(key);
    }
    return true;
  };
  try {
    return json::parse(text, watch);
  } catch (const json::exception& fault) {
    throw std::runtime_error(std::string("it is not sound JSON: ") + fault.what());
  }
}

template <class Value>
void add_new(std::vector<Value>& to, const std::vector<Value>& more) {
  for (const Value& each : more) {
    if (std::find(to.begin(), to.end(), each) == to.end()) to.push_back(each);
  }
}

// What of `held` no rule gives, and then what is given.
template <class Value>
std::vector<Value> replaced(const std::vector<Value>& held, const std::vector<Value>& governed,
                            const std::vector<Value>& given) {
  std::vector<Value> made;
  for (const Value& each : held) {
    const bool is_governed = std::find(governed.begin(), governed.end(), each) != governed.end();
    const bool is_given = std::find(given.begin(), given.end(), each) != given.end();
    if (!is_governed || is_given) made.push_back(each);
  }
  add_new(made, given);
  return made;
}

}  // namespace

SignOnRules read_sign_on_rules(const std::string& text, Txn& txn) {
  const json file = parsed(text);
  only_known(file, "", {"claim", "addressesAreTrusted", "acr", "scopes", "municipality", "rules"});
  SignOnRules read;
  if (!file.contains("claim")) fail("/claim", "this is needed");
  read.claim = text_of(file["claim"], "/claim");
  if (read.claim.starts_with('/')) {
    try {
      static_cast<void>(json::json_pointer(read.claim));
    } catch (const json::exception&) {
      fail("/claim", "this is no JSON pointer");
    }
  }
  read.addresses_are_trusted = flag_at(file, "addressesAreTrusted");
  read.acr = texts_at(file, "", "acr");
  read.scopes = texts_at(file, "", "scopes");
  read.municipality = municipality_at(file, "", txn);
  if (!file.contains("rules") || !file["rules"].is_array() || file["rules"].empty() ||
      file["rules"].size() > rules_most) {
    fail("/rules", "a list of 1 to " + std::to_string(rules_most) + " rules is expected");
  }
  const auto all = txn.municipalities({.everything = true});
  if (!read.municipality && all.size() == 1) read.municipality = all.front().id;
  for (std::size_t i = 0; i < file["rules"].size(); ++i) {
    const std::string place = "/rules/" + std::to_string(i);
    read.rules.push_back(rule_of(file["rules"][i], place, txn));
    if (!read.municipality && !read.rules.back().roles.empty() && !read.rules.back().municipality) {
      fail(place,
           "say to which municipality somebody new belongs, here or for all at /municipality");
    }
  }
  return read;
}

GivenRights rights_of(const SignOnRules& rules, const std::vector<std::string>& values) {
  GivenRights given;
  for (const SignOnRule& each : rules.rules) {
    if (std::find(values.begin(), values.end(), each.value) == values.end()) continue;
    add_new(given.roles, each.roles);
    add_new(given.teams, each.teams);
    if (!given.municipality) given.municipality = each.municipality;
  }
  if (!given.municipality) given.municipality = rules.municipality;
  return given;
}

User with_rights(User user, const SignOnRules& rules, const GivenRights& given) {
  std::vector<Role> roles;
  std::vector<TeamId> teams;
  for (const SignOnRule& each : rules.rules) {
    add_new(roles, each.roles);
    add_new(teams, each.teams);
  }
  user.roles = replaced(user.roles, roles, given.roles);
  user.teams = replaced(user.teams, teams, given.teams);
  return user;
}

}  // namespace expertise
