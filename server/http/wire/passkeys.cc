#include "server/http/wire/passkeys.h"

#include <nlohmann/json.hpp>

#include "server/http/wire/answers.h"
#include "server/http/wire/reader.h"
#include "server/http/wire/sessions.h"
#include "server/pool/passkey_challenges.h"
#include "server/pool/passkey_proof.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits password_limits{1, PeopleLimits::password_characters_most};
constexpr TextLimits code_limits{0, 40};
constexpr TextLimits name_limits{1, 80};
constexpr TextLimits transport_limits{1, 32};
constexpr std::size_t transports_most = 16;
constexpr const char* product_name = "Expertisepool";

// So many characters of base64url hold at most `bytes`.
constexpr TextLimits encoded(std::size_t bytes) { return {1, (bytes * 4 + 2) / 3}; }

constexpr TextLimits id_limits = encoded(PasskeyLimits::credential_bytes);
constexpr TextLimits client_data_limits = encoded(PasskeyLimits::client_data_bytes);
constexpr TextLimits part_limits = encoded(PasskeyLimits::part_bytes);
constexpr TextLimits handle_limits = encoded(PasskeyLimits::user_handle_bytes);

RelyingParty party_of(const Call& call) {
  auto party = call.around.site.relying_party();
  if (!party) throw Refusal(Reason::not_found, "no_passkeys");
  return *party;
}

std::int64_t milliseconds_open() {
  return std::chrono::milliseconds(PasskeyChallenges::open_for).count();
}

Bytes bytes(ObjectReader& from, std::string_view name, TextLimits limits) {
  const std::string text = from.text(name, limits);
  auto read = from_base64url(text);
  if (!read) {
    from.fault(name, "not_base64url");
    return {};
  }
  return std::move(*read);
}

// An object that must be there, in one that may not be.
std::optional<ObjectReader> object(std::optional<ObjectReader> in, std::string_view name) {
  if (!in) return std::nullopt;
  if (!in->has(name)) in->fault(name, "required");
  return in->optional_object(name);
}

json passkey_json(const Passkey& passkey) {
  json made = {{"id", passkey.id.text()},
               {"name", passkey.name},
               {"backedUp", passkey.backed_up},
               {"madeAt", rfc3339(passkey.made_at)}};
  put(made, "lastUsedAt", passkey.last_used_at);
  return made;
}

json excluded(const std::vector<Passkey>& present) {
  json made = json::array();
  for (const Passkey& each : present) {
    made.push_back({{"type", "public-key"},
                    {"id", to_base64url(each.credential)},
                    {"transports", each.transports}});
  }
  return made;
}

}  // namespace

Answer begin_passkey_sign_on(Call& call) {
  const RelyingParty party = party_of(call);
  return json_answer(200,
                     {{"challenge", to_base64url(call.services().people.begin_passkey_sign_on())},
                      {"rpId", party.id},
                      {"timeout", milliseconds_open()},
                      {"userVerification", "required"}});
}

Answer sign_on_with_passkey(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  PasskeyAnswer given{.credential = bytes(root, "id", id_limits)};
  if (auto response = object(root, "response")) {
    given.client_data = bytes(*response, "clientDataJSON", client_data_limits);
    given.authenticator_data = bytes(*response, "authenticatorData", part_limits);
    given.signature = bytes(*response, "signature", part_limits);
    given.user_handle = bytes(*response, "userHandle", handle_limits);
  }
  body.finish();
  return signed_on_answer(call, call.services().people.sign_on_by_passkey(
                                    party_of(call), given, call.around.site.origin_of(call.request),
                                    browser_seen(call)));
}

Answer list_passkeys(Call& call) {
  json items = json::array();
  for (const Passkey& each : call.services().people.passkeys(call.actor())) {
    items.push_back(passkey_json(each));
  }
  return json_answer(200, {{"items", items},
                           {"total", items.size()},
                           {"available", call.around.site.relying_party().has_value()}});
}

Answer propose_passkey(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string password = root.text("password", password_limits);
  const std::string code = root.text("code", code_limits);
  body.finish();
  const RelyingParty party = party_of(call);
  const PasskeyProposal proposal =
      call.services().people.propose_passkey(call.actor(), call.caller->session.id, password, code);
  json keys = json::array();
  for (const int algorithm : {-7, -8, -257}) {
    keys.push_back({{"type", "public-key"}, {"alg", algorithm}});
  }
  return json_answer(200, {{"rp", {{"id", party.id}, {"name", product_name}}},
                           {"user",
                            {{"id", to_base64url(proposal.user_handle)},
                             {"name", proposal.user.email},
                             {"displayName", proposal.user.name}}},
                           {"challenge", to_base64url(proposal.challenge)},
                           {"pubKeyCredParams", keys},
                           {"timeout", milliseconds_open()},
                           {"excludeCredentials", excluded(proposal.present)},
                           {"authenticatorSelection",
                            {{"residentKey", "required"},
                             {"requireResidentKey", true},
                             {"userVerification", "required"}}},
                           {"attestation", "none"}});
}

Answer add_passkey(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  MadePasskey made{.name = root.text("name", name_limits)};
  auto credential = object(root, "credential");
  if (auto response = object(credential, "response")) {
    made.client_data = bytes(*response, "clientDataJSON", client_data_limits);
    made.attestation_object = bytes(*response, "attestationObject", part_limits);
    made.transports = response->texts("transports", transports_most, transport_limits);
  }
  body.finish();
  return json_answer(201, passkey_json(call.services().people.add_passkey(
                              call.actor(), call.caller->session.id, party_of(call), made)));
}

Answer rename_passkey(Call& call) {
  Body body(call.request.body);
  const std::string name = body.root().text("name", name_limits);
  body.finish();
  return json_answer(200, passkey_json(call.services().people.rename_passkey(
                              call.actor(), call.id<PasskeyId>(), name)));
}

Answer remove_passkey(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string password = root.text("password", password_limits);
  const std::string code = root.text("code", code_limits);
  body.finish();
  call.services().people.remove_passkey(call.actor(), call.id<PasskeyId>(), password, code,
                                        call.caller->session.id);
  return nothing();
}

}  // namespace expertise::http
