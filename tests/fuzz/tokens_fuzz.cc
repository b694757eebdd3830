// Signed tokens, as a provider of single sign-on hands them out: nobody without the key makes one
// that holds. An input is a token, and behind a line end a set of keys. The private keys of the set
// below were thrown away when the kept tokens had been made.
#include <array>
#include <nlohmann/json.hpp>

#include "server/domain/text.h"
#include "server/pool/id_token.h"
#include "server/pool/signed_tokens.h"
#include "tests/fake_env.h"
#include "tests/fuzz/property.h"

namespace {

using namespace expertise;
using fuzz::holds;

// Of one RSA key and one on P-256.
constexpr std::string_view key_set =
    R"({"keys":[{"kty":"RSA","n":"9rmJk5gTjPhOKcoaFGQCA5sRLAf1O4lyQAufwFxQhjEBV7TkoeJb4-lWpAl)"
    R"(880Xyx6gEPPtGrGKWxrbptzOZoHfKz4SW53C3I49ADITWqrVyrNx4G7sUFflWIzVi06RvwQcytPWw7t7nUCVRM)"
    R"(8zGbma0Wm-8e1PALA-EGmMo51KWWlqI4rYAWCEG2bvGOkWAWXgpBQV96urbNOJoK8IYBhAvft9BjrZuPtok24k)"
    R"(gRqFso1VjKA4K8MHAGxWdB_wkN8EEaWOkicKWhTJormrg6-kFIQvkpBi9R3Yo3DNQZada0Vp8iRO6n-TMAfCEV)"
    R"(qsgWkBka-1Z5ww_BYwJ6mJ5QQ","e":"AQAB","kid":"one","use":"sig","alg":"RS256"},{"kty":"E)"
    R"(C","crv":"P-256","x":"W8_-jaW8Ji_ytVeOYSAvI9DacO-_W7ucMIbq_7_u_ig","y":"DlAU17qWAZ_y_r)"
    R"(DH8is2HINxuaeVkg9ra2WT6dmUuiM","kid":"two"}]})";

constexpr std::string_view payload =
    "eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUubmwiLCJhdWQiOiJwb29sIiwic3ViIjoidTEiLCJub25jZSI6"
    "Im4xIiwiaWF0IjoxNzcyNjk5NDAwLCJleHAiOjE3NzI2OTk3MDAsImVtYWlsIjoiYUBleGFtcGxlLm5sIiwiZW1h"
    "aWxfdmVyaWZpZWQiOnRydWUsIm5hbWUiOiJBbm5hIFZvb3JiZWVsZCIsImxvY2FsZSI6Im5sLU5MIiwiZ3JvdXBz"
    "IjpbIndpamt0ZWFtIl0sInJlYWxtX2FjY2VzcyI6eyJyb2xlcyI6WyJ3aWprdGVhbSJdfSwiYWNyIjoiMiJ9";

// What was signed with these keys: a header each, with the payload above or an empty object behind
// it.
constexpr std::array<std::string_view, 3> headers{"eyJhbGciOiJSUzI1NiIsImtpZCI6Im9uZSJ9",
                                                  "eyJhbGciOiJFUzI1NiIsImtpZCI6InR3byJ9",
                                                  "eyJhbGciOiJQUzI1NiIsImtpZCI6Im9uZSJ9"};
constexpr std::string_view signed_empty = "eyJhbGciOiJSUzI1NiJ9.e30";

bool was_signed(std::string_view token) {
  const std::string_view input = token.substr(0, token.rfind('.'));
  if (input == signed_empty) return true;
  const std::size_t dot = input.find('.');
  return dot != std::string_view::npos && input.substr(dot + 1) == payload &&
         std::find(headers.begin(), headers.end(), input.substr(0, dot)) != headers.end();
}

void check_opened(const OpenedToken& opened) {
  const bool is_sound = opened.signature == TokenSignature::holds;
  holds(is_sound || opened.payload.empty(), "nothing is told of a token that does not hold");
  holds(is_sound == opened.why.empty(), "what does not hold says why");
  holds(is_utf8(opened.why), "why it does not hold is whole characters");
}

void check_claims(std::string_view claims) {
  const Instant now = at("2026-03-05T08:30:00Z");
  for (const char* claim : {"", "groups", "/realm_access/roles"}) {
    const IdTokenExpected expected{.issuer = "https://login.example.nl",
                                   .client_id = "pool",
                                   .nonce = "n1",
                                   .access_token = "toegang",
                                   .acr = {"2", "3"},
                                   .claim = claim};
    const JudgedIdToken judged = judge_id_token(claims, expected, now);
    holds(is_utf8(judged.fault), "a fault is whole characters");
    if (!judged.fault.empty()) {
      holds(judged.claims.subject.empty() && judged.claims.values.empty(),
            "nothing is told of a token that is not taken");
      continue;
    }
    const auto read = nlohmann::json::parse(claims);
    holds(read.at("iss") == expected.issuer && read.at("nonce") == expected.nonce,
          "what is taken was made by the issuer for this sign-on");
    holds(read.at("sub") == judged.claims.subject && !judged.claims.subject.empty(),
          "what is taken says whom it is about");
    holds(judged.claims.values.size() <= 1000, "values are bounded");
    for (const std::string& each : judged.claims.values) {
      holds(is_utf8(each), "values are whole characters");
    }
  }
}

void check_logout(std::string_view claims) {
  const JudgedLogoutToken judged =
      judge_logout_token(claims, "https://login.example.nl", "pool", at("2026-03-05T08:30:00Z"));
  holds(is_utf8(judged.fault), "a fault is whole characters");
  const LogoutClaims& said = judged.claims;
  if (!judged.fault.empty()) {
    holds(said.subject.empty() && said.session.empty() && said.id.empty(),
          "nothing is told of a logout token that is not taken");
    return;
  }
  holds(!said.id.empty() && (!said.subject.empty() || !said.session.empty()),
        "a logout token that is taken has a name and ends something");
  holds(!nlohmann::json::parse(claims).contains("nonce"), "no ID token is a logout token");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  std::string_view rest = text;
  const std::string_view token = fuzz::take_line(rest);
  const OpenedToken ours = open_token(token, key_set);
  check_opened(ours);
  if (ours.signature == TokenSignature::holds) {
    holds(was_signed(token), "only what was signed holds");
    check_claims(ours.payload);
  }
  check_opened(open_token(token, rest));
  check_claims(text);
  check_logout(text);
  return 0;
}
