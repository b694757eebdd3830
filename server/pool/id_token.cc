#include "server/pool/id_token.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/pool/signed_tokens.h"

namespace expertise {

namespace {

using nlohmann::json;

constexpr std::size_t subject_bytes = 255;
constexpr std::size_t session_bytes = 255;
constexpr std::size_t id_bytes = 255;
constexpr const char* logout_event = "http://schemas.openid.net/event/backchannel-logout";
constexpr std::size_t values_most = 1'000;
constexpr double moment_most = 253'402'300'799.0;  // the last second of the year 9999

std::optional<std::string> text_at(const json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<Instant> moment_at(const json& claims, const char* name) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!(seconds >= 0) || seconds > moment_most) return std::nullopt;
  return Instant(std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

bool is_for_us_alone(const json& claims, const std::string& client_id) {
  const auto audience = claims.find("aud");
  if (audience == claims.end()) return false;
  if (audience->is_string()) return *audience == client_id;
  return audience->is_array() && audience->size() == 1 && audience->front() == client_id;
}

std::string fault_in_time(const json& claims, Instant now) {
  const auto ends = moment_at(claims, "exp");
  if (!ends || now >= *ends + clocks_apart) return "exp: it has ended";
  const auto made = moment_at(claims, "iat");
  if (!made || *made > now + clocks_apart) return "iat: it was made later than now";
  if (*made < now - token_made_within - clocks_apart) return "iat: it was made too long ago";
  if (claims.contains("nbf")) {
    const auto begins = moment_at(claims, "nbf");
    if (!begins || *begins > now + clocks_apart) return "nbf: it does not count yet";
  }
  return {};
}

// Every algorithm that is taken hashes with SHA-256: the left half of that.
bool is_hash_of(const json& claims, const std::string& access_token) {
  const auto hash = text_at(claims, "at_hash");
  return hash && *hash == base64url(sha256(access_token).substr(0, 16));
}

// What every token of the provider must have.
std::string fault_of_any(const json& claims, const std::string& issuer,
                         const std::string& client_id, Instant now) {
  if (!claims.is_object()) return "it holds no claims";
  if (text_at(claims, "iss") != issuer) return "iss: it is of another issuer";
  if (!is_for_us_alone(claims, client_id)) return "aud: it is not for this client alone";
  return fault_in_time(claims, now);
}

std::string fault_of(const json& claims, const IdTokenExpected& expected, Instant now) {
  std::string fault = fault_of_any(claims, expected.issuer, expected.client_id, now);
  if (!fault.empty()) return fault;
  if (claims.contains("azp") && text_at(claims, "azp") != expected.client_id) {
    return "azp: it was asked by another client";
  }
  if (expected.nonce.empty() || text_at(claims, "nonce") != expected.nonce) {
    return "nonce: it is of another sign-on";
  }
  if (claims.contains("at_hash") && !is_hash_of(claims, expected.access_token)) {
    return "at_hash: the access token beside it is another";
  }
  const auto subject = text_at(claims, "sub");
  if (!subject || subject->empty() || subject->size() > subject_bytes) {
    return "sub: it does not say who it is about";
  }
  if (!expected.acr.empty()) {
    const auto given = text_at(claims, "acr");
    const bool is_wanted =
        given && std::find(expected.acr.begin(), expected.acr.end(), *given) != expected.acr.end();
    if (!is_wanted) return "acr: the provider signed them on in a weaker way than is asked";
  }
  return {};
}

bool is_of_logout(const json& claims) {
  const auto events = claims.find("events");
  if (events == claims.end() || !events->is_object()) return false;
  const auto event = events->find(logout_event);
  return event != events->end() && event->is_object();
}

// A claim that may be left out, but is a text of some length where it is there.
bool is_sound_text(const json& claims, const char* name, std::size_t most) {
  if (!claims.contains(name)) return true;
  const auto text = text_at(claims, name);
  return text && !text->empty() && text->size() <= most;
}

std::string fault_of_logout(const json& claims, const std::string& issuer,
                            const std::string& client_id, Instant now) {
  std::string fault = fault_of_any(claims, issuer, client_id, now);
  if (!fault.empty()) return fault;
  if (!is_of_logout(claims)) return "events: it is no logout token";
  if (claims.contains("nonce")) return "nonce: it is no logout token";
  if (!claims.contains("jti") || !is_sound_text(claims, "jti", id_bytes)) {
    return "jti: it has no name of its own";
  }
  if (!is_sound_text(claims, "sub", subject_bytes)) return "sub: it is not a text of that length";
  if (!is_sound_text(claims, "sid", session_bytes)) return "sid: it is not a text of that length";
  if (!claims.contains("sub") && !claims.contains("sid")) return "sub, sid: it ends nothing";
  return {};
}

const json* found_at(const json& claims, const std::string& where) {
  if (!where.starts_with('/')) {
    const auto found = claims.find(where);
    return found == claims.end() ? nullptr : &*found;
  }
  const json::json_pointer pointer(where);
  return claims.contains(pointer) ? &claims[pointer] : nullptr;
}

// Where somebody is in many groups a provider may only say where those can be asked, which nobody
// does here (Microsoft Entra; OpenID Connect Core 1.0, 5.6.2). That they have none it does not say.
bool is_left_out(const json& claims, const std::string& where) {
  if (where.empty() || found_at(claims, where)) return false;
  const auto names = claims.find("_claim_names");
  if (names == claims.end() || !names->is_object()) return false;
  if (!where.starts_with('/')) return names->contains(where);
  json::json_pointer pointer(where);
  while (!pointer.parent_pointer().empty()) pointer = pointer.parent_pointer();
  return names->contains(pointer.back());
}

std::vector<std::string> values_at(const json& claims, const std::string& where) {
  std::vector<std::string> values;
  const json* found = where.empty() ? nullptr : found_at(claims, where);
  if (!found) return values;
  if (found->is_string()) values.push_back(found->get<std::string>());
  if (!found->is_array()) return values;
  for (const json& each : *found) {
    if (values.size() == values_most) break;
    if (each.is_string()) values.push_back(each.get<std::string>());
  }
  return values;
}

}  // namespace

JudgedIdToken judge_id_token(std::string_view payload, const IdTokenExpected& expected,
                             Instant now) {
  const json claims = json::parse(payload, nullptr, false);
  JudgedIdToken judged{.fault = fault_of(claims, expected, now)};
  if (judged.fault.empty() && is_left_out(claims, expected.claim)) {
    judged.fault = "_claim_names: the provider leaves out the groups";
  }
  if (!judged.fault.empty()) return judged;
  IdTokenClaims& said = judged.claims;
  said.subject = *text_at(claims, "sub");
  said.session = text_at(claims, "sid").value_or("");
  if (said.session.size() > session_bytes) said.session.clear();
  said.email = text_at(claims, "email");
  if (const auto verified = claims.find("email_verified"); verified != claims.end()) {
    said.email_verified = verified->is_boolean() && verified->get<bool>();
  }
  said.name = text_at(claims, "name").value_or("");
  said.language = text_at(claims, "locale").value_or("").substr(0, 2);
  said.values = values_at(claims, expected.claim);
  return judged;
}

JudgedLogoutToken judge_logout_token(std::string_view payload, const std::string& issuer,
                                     const std::string& client_id, Instant now) {
  const json claims = json::parse(payload, nullptr, false);
  JudgedLogoutToken judged{.fault = fault_of_logout(claims, issuer, client_id, now)};
  if (!judged.fault.empty()) return judged;
  judged.claims = {.subject = text_at(claims, "sub").value_or(""),
                   .session = text_at(claims, "sid").value_or(""),
                   .id = *text_at(claims, "jti"),
                   .made_at = *moment_at(claims, "iat")};
  return judged;
}

}  // namespace expertise
