// What makes a passkey hold, and each single thing that makes it not hold.
#include "server/pool/passkey_proof.h"

#include <catch2/catch.hpp>

#include "tests/pool/soft_authenticator.h"

namespace expertise {

namespace {

const RelyingParty party{"pool.example.nl", "https://pool.example.nl"};
const Bytes challenge(72, 0xfb);
const Bytes handle(32, 7);

std::optional<NewCredential> made_by(const SoftAuthenticator& authenticator) {
  const MadePasskey made = authenticator.make(challenge);
  return new_credential(party, made.client_data, made.attestation_object);
}

Passkey passkey_of(const SoftAuthenticator& authenticator) {
  const auto made = made_by(authenticator);
  REQUIRE(made);
  return {.credential = made->credential,
          .user_handle = handle,
          .algorithm = made->algorithm,
          .public_key = made->public_key,
          .backup_eligible = made->backup_eligible};
}

bool holds(const Passkey& passkey, const PasskeyAnswer& answer) {
  return passkey_use(party, passkey, answer).has_value();
}

}  // namespace

TEST_CASE("a passkey of each kind of key is taken, and what it signs holds", "[passkey]") {
  const auto algorithm =
      GENERATE(PasskeyAlgorithm::es256, PasskeyAlgorithm::rs256, PasskeyAlgorithm::eddsa);
  SoftAuthenticator authenticator(algorithm);
  authenticator.flags = 0x1d;
  authenticator.count = 0x01020304;
  const auto made = made_by(authenticator);
  REQUIRE(made);
  CHECK(made->algorithm == algorithm);
  CHECK(made->challenge == challenge);
  CHECK(made->credential == authenticator.credential);
  CHECK(made->sign_count == 0x01020304);
  CHECK(made->backup_eligible);
  CHECK(made->backed_up);

  const Passkey passkey = passkey_of(authenticator);
  authenticator.count = 0xfffffffe;
  const PasskeyAnswer answer = authenticator.use(challenge, handle);
  const auto used = passkey_use(party, passkey, answer);
  REQUIRE(used);
  CHECK(used->challenge == challenge);
  CHECK(used->sign_count == 0xfffffffe);
  CHECK(used->backed_up);

  SECTION("no single byte of it can be another") {
    for (auto part :
         {&PasskeyAnswer::client_data, &PasskeyAnswer::authenticator_data,
          &PasskeyAnswer::credential, &PasskeyAnswer::user_handle, &PasskeyAnswer::signature}) {
      for (std::size_t at = 0; at < (answer.*part).size(); ++at) {
        PasskeyAnswer other = answer;
        (other.*part)[at] ^= 1;
        CHECK_FALSE(holds(passkey, other));
        other = answer;
        (other.*part).resize(at);
        CHECK_FALSE(holds(passkey, other));
      }
    }
  }
  SECTION("a key that is not its own does not hold") {
    const Passkey other = passkey_of(SoftAuthenticator(algorithm));
    CHECK_FALSE(holds(other, answer));
  }
}

TEST_CASE("what a browser or a device says otherwise makes no passkey", "[passkey]") {
  SoftAuthenticator authenticator;
  REQUIRE(made_by(authenticator));
  SECTION("of signing on") { authenticator.make_type = "webauthn.get"; }
  SECTION("of another site") { authenticator.origin = "https://pool.example.nl.evil.test"; }
  SECTION("of the same site without TLS") { authenticator.origin = "http://pool.example.nl"; }
  SECTION("of another port") { authenticator.origin = "https://pool.example.nl:8443"; }
  SECTION("in a frame of another site") { authenticator.also["crossOrigin"] = true; }
  SECTION("under a page of another site") { authenticator.also["topOrigin"] = "https://evil.test"; }
  SECTION("for another domain") { authenticator.domain = "example.nl"; }
  SECTION("nobody was there") { authenticator.flags = 0x04; }
  SECTION("nobody was verified") { authenticator.flags = 0x01; }
  SECTION("backed up though it cannot be") { authenticator.flags = 0x15; }
  SECTION("without a name") { authenticator.credential = {}; }
  SECTION("with too long a name") { authenticator.credential = Bytes(1024, 'c'); }
  SECTION("attested by who is not asked") { authenticator.format = "fido-u2f"; }
  SECTION("attested by nobody we know") { authenticator.format = "mine"; }
  SECTION("attested without a signature") { authenticator.format = "packed"; }
  SECTION("nothing attested, with a statement") {
    authenticator.attest_itself(challenge);
    authenticator.format = "none";
  }
  CHECK_FALSE(made_by(authenticator));
}

TEST_CASE("a name of 1,023 bytes is the longest", "[passkey]") {
  SoftAuthenticator authenticator;
  authenticator.credential = Bytes(1023, 'c');
  REQUIRE(made_by(authenticator));
  CHECK(made_by(authenticator)->credential.size() == 1023);
}

TEST_CASE("a device may attest with the key itself, and then it must hold", "[passkey]") {
  const auto algorithm =
      GENERATE(PasskeyAlgorithm::es256, PasskeyAlgorithm::rs256, PasskeyAlgorithm::eddsa);
  SoftAuthenticator authenticator(algorithm);
  authenticator.attest_itself(challenge);
  CHECK(made_by(authenticator));
  SECTION("not with another signature") { authenticator.statement.back() ^= 1; }
  SECTION("not with another algorithm") { authenticator.statement[5] ^= 1; }
  SECTION("not with a certificate that nobody asked for") {
    authenticator.statement[0] = 0xa3;
    authenticator.statement += cbor_text("x5c");
    authenticator.statement += {0x81};
    authenticator.statement += cbor_bytes({1, 2, 3});
  }
  SECTION("not for another challenge") { authenticator.attest_itself(Bytes(72, 1)); }
  CHECK_FALSE(made_by(authenticator));
}

TEST_CASE("a key of another kind, or no point of the curve, is not taken", "[passkey]") {
  const SoftAuthenticator authenticator;
  const MadePasskey made = authenticator.make(challenge);
  const Bytes key = authenticator.key.cose();
  const auto with = [&](std::size_t at, std::uint8_t value) {
    Bytes object = made.attestation_object;
    object[object.size() - key.size() + at] = value;
    return new_credential(party, made.client_data, object).has_value();
  };
  CHECK(with(4, 0x26));
  CHECK_FALSE(with(4, 0x27));  // says EdDSA
  CHECK_FALSE(with(4, 0x38));  // ES384, of which a byte is missing
  CHECK_FALSE(with(2, 0x03));  // another type
  CHECK_FALSE(with(6, 0x02));  // another curve
  CHECK_FALSE(with(key.size() - 1, static_cast<std::uint8_t>(key.back() ^ 1)));
}

TEST_CASE("no part of an attestation object can be left out or be deeper", "[passkey]") {
  const auto algorithm =
      GENERATE(PasskeyAlgorithm::es256, PasskeyAlgorithm::rs256, PasskeyAlgorithm::eddsa);
  SoftAuthenticator authenticator(algorithm);
  if (algorithm != PasskeyAlgorithm::rs256) authenticator.attest_itself(challenge);
  const MadePasskey made = authenticator.make(challenge);
  REQUIRE(made_by(authenticator));
  const auto taken = [&](const Bytes& object) {
    return new_credential(party, made.client_data, object).has_value();
  };
  const Bytes& whole = made.attestation_object;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(taken(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
  }
  Bytes longer = whole;
  longer.push_back(0);
  CHECK_FALSE(taken(longer));

  // The data cut short, in an object that is whole.
  const Bytes data = authenticator.data_with_key();
  for (std::size_t size = 0; size < data.size(); ++size) {
    Bytes object(whole.begin(), whole.end() - static_cast<std::ptrdiff_t>(data.size() + 3));
    object += cbor_bytes(Bytes(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size)));
    CHECK_FALSE(taken(object));
  }
  for (const std::uint8_t each : {0x81, 0x9f, 0xa1, 0xbf, 0xc1, 0xff}) {
    CHECK_FALSE(taken(Bytes(PasskeyLimits::part_bytes, each)));
  }
  Bytes deep{0xa3};
  deep += cbor_text("attStmt");
  for (int depth = 0; depth < 500; ++depth) {
    deep += {0xa1};
    deep += cbor_text("attStmt");
  }
  CHECK_FALSE(taken(deep));
  Bytes twice{0xa4};
  twice += cbor_text("fmt");
  twice += cbor_text("none");
  twice += Bytes(whole.begin() + 1, whole.end());
  CHECK_FALSE(taken(twice));
  Bytes too_big = whole;
  too_big.resize(PasskeyLimits::part_bytes + 1);
  CHECK_FALSE(taken(too_big));
}

TEST_CASE("a key that is deep, or claims to be large, is refused", "[passkey]") {
  SoftAuthenticator authenticator;
  const MadePasskey made = authenticator.make(challenge);
  Bytes start = authenticator.data(0x40);
  start += Bytes(16, 0);
  start += two_bytes(16);
  start += Bytes(16, 'c');
  const auto taken = [&](const Bytes& key) {
    Bytes data = start;
    while (data.size() + key.size() < PasskeyLimits::part_bytes - 40) data += key;
    Bytes object{0xa3};
    object += cbor_text("fmt");
    object += cbor_text("none");
    object += cbor_text("attStmt");
    object += {0xa0};
    object += cbor_text("authData");
    object += cbor_bytes(data);
    CHECK(object.size() <= PasskeyLimits::part_bytes);
    return new_credential(party, made.client_data, object).has_value();
  };
  CHECK_FALSE(taken({0x81}));
  CHECK_FALSE(taken({0x9f}));
  CHECK_FALSE(taken({0xc1}));
  CHECK_FALSE(taken({0xbf, 0x01}));
  CHECK_FALSE(taken({0x9a, 0x00, 0x00, 0xff, 0xff}));
  CHECK_FALSE(taken({0xba, 0x00, 0x00, 0xff, 0xff, 0x01}));
  CHECK_FALSE(taken({0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}));
}

TEST_CASE("client data is one JSON object with what is needed", "[passkey]") {
  const SoftAuthenticator authenticator;
  const MadePasskey made = authenticator.make(challenge);
  const auto taken = [&](const std::string& text) {
    return new_credential(party, bytes_of_text(text), made.attestation_object).has_value();
  };
  const std::string good(made.client_data.begin(), made.client_data.end());
  CHECK(taken(good));
  for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(taken(good.substr(0, size)));
  CHECK_FALSE(taken("[]"));
  CHECK_FALSE(taken("{}"));
  CHECK_FALSE(taken(good + std::string(PasskeyLimits::client_data_bytes, ' ')));
  nlohmann::json other = nlohmann::json::parse(good);
  for (const char* name : {"type", "challenge", "origin"}) {
    nlohmann::json without = other;
    without.erase(name);
    CHECK_FALSE(taken(without.dump()));
    without[name] = 1;
    CHECK_FALSE(taken(without.dump()));
  }
  other["challenge"] = "not base64url!";
  CHECK_FALSE(taken(other.dump()));
}

TEST_CASE("signing on says as much as making did", "[passkey]") {
  SoftAuthenticator authenticator;
  const Passkey passkey = passkey_of(authenticator);
  CHECK(holds(passkey, authenticator.use(challenge, handle)));
  SECTION("of making") { authenticator.use_type = "webauthn.create"; }
  SECTION("of another site") { authenticator.origin = "https://evil.test"; }
  SECTION("in a frame of another site") { authenticator.also["crossOrigin"] = true; }
  SECTION("for another domain") { authenticator.domain = "evil.test"; }
  SECTION("nobody was there") { authenticator.flags = 0x04; }
  SECTION("nobody was verified") { authenticator.flags = 0x01; }
  SECTION("may be backed up, which it could not be") { authenticator.flags = 0x0d; }
  CHECK_FALSE(holds(passkey, authenticator.use(challenge, handle)));
}

TEST_CASE("base64url is read strictly", "[passkey]") {
  CHECK(from_base64url("-_8") == Bytes{0xfb, 0xff});
  CHECK(to_base64url({0xfb, 0xff}) == "-_8");
  CHECK(from_base64url("") == Bytes{});
  for (const char* wrong : {"+/8", "-_8=", "-_8 ", "-", "-_9", "\n-_8"}) {
    CHECK_FALSE(from_base64url(wrong));
  }
}

}  // namespace expertise
