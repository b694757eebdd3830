// Which signed tokens are taken, and that ours are signed as others expect.
#include "server/pool/signed_tokens.h"

#include <sodium.h>

#include <catch2/catch.hpp>

#include "tests/pool/provider_keys.h"

using namespace expertise;

namespace {

const std::string payload = R"({"sub":"nel"})";
const std::string kid = R"(,"kid":"one")";

std::string header(const std::string& algorithm, const std::string& more = R"(,"kid":"one")") {
  return R"({"alg":")" + algorithm + "\"" + more + "}";
}

TokenSignature judged(const std::string& token, const std::string& keys) {
  const OpenedToken opened = open_token(token, keys);
  CHECK((opened.signature == TokenSignature::holds) == opened.why.empty());
  if (opened.signature != TokenSignature::holds) CHECK(opened.payload.empty());
  return opened.signature;
}

}  // namespace

TEST_CASE("a token that a key of the set signed is opened", "[signed_tokens]") {
  const ProviderKey rsa = ProviderKey::rsa();
  const ProviderKey ec = ProviderKey::ec();
  const std::string set = key_set({ec.jwk(R"(,"kid":"two","use":"sig","alg":"ES256")"),
                                   rsa.jwk(kid + R"(,"use":"sig")"), "{}", "7",
                                   R"({"kty":"OKP","crv":"Ed25519","x":"aa","kid":"one"})"});
  for (const char* algorithm : {"RS256", "PS256"}) {
    const OpenedToken opened = open_token(rsa.token(header(algorithm), payload, algorithm), set);
    CHECK(opened.signature == TokenSignature::holds);
    CHECK(opened.payload == payload);
  }
  CHECK(judged(ec.token(payload, "two"), set) == TokenSignature::holds);
  CHECK(judged(rsa.token(header("RS256", ""), payload, "RS256"), set) == TokenSignature::holds);
}

TEST_CASE("a token that is changed, or signed by another, is wrong", "[signed_tokens]") {
  const ProviderKey rsa = ProviderKey::rsa();
  const std::string set = key_set({rsa.jwk(kid)});
  const std::string token = rsa.token(payload);
  const std::size_t first = token.find('.');
  const std::size_t second = token.rfind('.');
  const std::string other = base64url(R"({"sub":"jan"})");
  CHECK(judged(token, set) == TokenSignature::holds);
  CHECK(judged(token.substr(0, first + 1) + other + token.substr(second), set) ==
        TokenSignature::wrong);
  CHECK(judged(token.substr(0, second + 1), set) == TokenSignature::wrong);
  CHECK(judged(token.substr(0, second), set) == TokenSignature::wrong);
  CHECK(judged(token + ".x", set) == TokenSignature::wrong);
  CHECK(judged("", set) == TokenSignature::wrong);
  CHECK(judged("..", set) == TokenSignature::wrong);
  CHECK(judged(token.substr(0, second + 1) + std::string(70'000, 'A'), set) ==
        TokenSignature::wrong);
  for (std::size_t i = second + 1; i < token.size() - 1; i += 31) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    CHECK(judged(changed, set) == TokenSignature::wrong);
  }
  CHECK(judged(ProviderKey::rsa().token(payload), set) == TokenSignature::wrong);
}

TEST_CASE("letters that no bytes are written as are wrong, and end nothing", "[signed_tokens]") {
  const ProviderKey rsa = ProviderKey::rsa();
  const std::string token = rsa.token(payload);
  const std::string set = key_set({rsa.jwk(kid)});
  const std::size_t first = token.find('.');
  const std::size_t second = token.rfind('.');
  for (const std::string& odd : {std::string("A"), std::string("A="), std::string("AAAAA")}) {
    CAPTURE(odd);
    CHECK(judged(odd + token.substr(first), set) == TokenSignature::wrong);
    CHECK(judged(token.substr(0, first + 1) + odd + token.substr(second), set) ==
          TokenSignature::wrong);
    CHECK(judged(token.substr(0, second + 1) + odd, set) == TokenSignature::wrong);
    CHECK(judged(token, R"({"keys":[{"kty":"RSA","kid":"one","n":")" + odd +
                            R"(","e":"AQAB"}]})") == TokenSignature::key_unknown);
    CHECK(judged(token, R"({"keys":[{"kty":"RSA","kid":"one","n":"AQAB","e":")" + odd +
                            R"("}]})") == TokenSignature::key_unknown);
  }
}

TEST_CASE("no signature, and one with a public key for a secret, are wrong", "[signed_tokens]") {
  const ProviderKey rsa = ProviderKey::rsa();
  const std::string set = key_set({rsa.jwk(kid)});
  for (const char* none : {"none", "None", "NONE", ""}) {
    const std::string token = base64url(header(none)) + "." + base64url(payload) + ".";
    CHECK(judged(token, set) == TokenSignature::wrong);
  }
  for (const std::string& secret : {rsa.jwk(kid), rsa.pem(), set}) {
    const std::string input = base64url(header("HS256")) + "." + base64url(payload);
    std::string code(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()),
                                secret.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(input.data()),
                                  input.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(code.data()));
    CHECK(judged(input + "." + base64url(code), set) == TokenSignature::wrong);
    const std::string with_secret =
        key_set({rsa.jwk(kid), R"({"kty":"oct","kid":"one","k":")" + base64url(secret) + "\"}"});
    CHECK(judged(input + "." + base64url(code), with_secret) == TokenSignature::wrong);
  }
  for (const char* other : {"RS384", "RS512", "PS384", "ES384", "EdDSA", "HS512"}) {
    CHECK(judged(rsa.token(header(other), payload, "RS256"), set) == TokenSignature::wrong);
  }
}

TEST_CASE("a key that the set does not have may be newer", "[signed_tokens]") {
  const ProviderKey rsa = ProviderKey::rsa();
  const ProviderKey other = ProviderKey::rsa();
  const std::string token = rsa.token(payload);
  for (const std::string& set :
       {key_set({}), key_set({rsa.jwk(R"(,"kid":"two")")}), key_set({rsa.jwk()}),
        key_set({rsa.jwk(kid + R"(,"use":"enc")")}), key_set({rsa.jwk(kid + R"(,"alg":"PS256")")}),
        key_set({ProviderKey::ec().jwk(kid)}), key_set({ProviderKey::rsa(1024).jwk(kid)}),
        std::string("{}"), std::string("no JSON"), std::string()}) {
    CAPTURE(set);
    CHECK(judged(token, set) == TokenSignature::key_unknown);
  }
  const std::string nameless = rsa.token(header("RS256", ""), payload, "RS256");
  CHECK(judged(nameless, key_set({rsa.jwk(), other.jwk()})) == TokenSignature::key_unknown);
  const ProviderKey p384 = ProviderKey::ec("P-384");
  CHECK(judged(ProviderKey::ec().token(payload), key_set({p384.jwk(kid)})) ==
        TokenSignature::key_unknown);
}

TEST_CASE("a token that asks for something else to be understood is wrong", "[signed_tokens]") {
  const ProviderKey rsa = ProviderKey::rsa();
  const std::string set = key_set({rsa.jwk(kid)});
  const std::string asking = header("RS256", kid + R"(,"crit":["b64"],"b64":false)");
  CHECK(judged(rsa.token(asking, payload, "RS256"), set) == TokenSignature::wrong);
}

TEST_CASE("what we sign holds under our public key", "[signed_tokens]") {
  for (const ProviderKey& key : {ProviderKey::rsa(), ProviderKey::ec()}) {
    const SigningKey ours(key.pem(), "one");
    CHECK(judged(ours.sign(payload), key_set({key.jwk(kid)})) == TokenSignature::holds);
    CHECK(judged(ours.sign(payload), key_set({key.jwk(R"(,"kid":"two")")})) ==
          TokenSignature::key_unknown);
    const SigningKey nameless(key.pem(), "");
    CHECK(judged(nameless.sign(payload), key_set({key.jwk(kid)})) == TokenSignature::holds);
  }
}

TEST_CASE("a private key that cannot be used is said at once", "[signed_tokens]") {
  CHECK_THROWS_WITH(SigningKey("", ""), Catch::Contains("no private key"));
  CHECK_THROWS_WITH(SigningKey(ProviderKey::rsa().pem("geheim"), ""),
                    Catch::Contains("no private key"));
  CHECK_THROWS_WITH(SigningKey(ProviderKey::rsa(1024).pem(), ""), Catch::Contains("2048"));
  CHECK_THROWS_WITH(SigningKey(ProviderKey::ec("P-384").pem(), ""), Catch::Contains("P-256"));
}

TEST_CASE("digests and their letters are those of the examples", "[signed_tokens]") {
  // RFC 7636, appendix B.
  CHECK(base64url(sha256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")) ==
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  CHECK(base64url("") == "");
}
