#include "server/pool/passkey_proof.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <sodium.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "server/pool/signed_tokens.h"

namespace expertise {

namespace {

using nlohmann::json;

// Of the authenticator data (section 6.1): the hash of the domain, flags, the counter.
constexpr std::size_t flags_at = 32;
constexpr std::size_t count_at = 33;
constexpr std::size_t head_bytes = 37;
constexpr std::uint8_t person_present = 0x01;
constexpr std::uint8_t person_verified = 0x04;
constexpr std::uint8_t may_be_backed_up = 0x08;
constexpr std::uint8_t is_backed_up = 0x10;
constexpr std::uint8_t brings_credential = 0x40;

template <class T, void (*free)(T**)>
struct Freed {
  void operator()(T* each) const { free(&each); }
};
using Credential = std::unique_ptr<fido_cred_t, Freed<fido_cred_t, fido_cred_free>>;
using Assertion = std::unique_ptr<fido_assert_t, Freed<fido_assert_t, fido_assert_free>>;

template <class T>
T made(T pointer) {
  if (!pointer) throw std::runtime_error("no memory for a passkey");
  return pointer;
}

void start_library() {
  static const bool started = [] {
    fido_init(0);
    return true;
  }();
  static_cast<void>(started);
}

int cose_of(PasskeyAlgorithm algorithm) {
  switch (algorithm) {
    case PasskeyAlgorithm::es256:
      return COSE_ES256;
    case PasskeyAlgorithm::rs256:
      return COSE_RS256;
    case PasskeyAlgorithm::eddsa:
      return COSE_EDDSA;
  }
  throw std::logic_error("an algorithm that is not there");
}

Bytes digest(std::string_view text) {
  Bytes hash(crypto_hash_sha256_BYTES);
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return hash;
}

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// What the browser says that it asked of the authenticator: gives the challenge.
std::optional<Bytes> challenge_of(const RelyingParty& party, const Bytes& client_data,
                                  const char* kind) {
  if (client_data.size() > PasskeyLimits::client_data_bytes) return std::nullopt;
  const json read = json::parse(client_data, nullptr, false);
  if (!read.is_object()) return std::nullopt;
  const auto is = [&](const char* name, const std::string& wanted) {
    const auto found = read.find(name);
    return found != read.end() && *found == wanted;
  };
  if (!is("type", kind) || !is("origin", party.origin)) return std::nullopt;
  // Never in a frame of another site.
  const auto crossing = read.find("crossOrigin");
  if (crossing != read.end() && *crossing != false) return std::nullopt;
  if (read.contains("topOrigin")) return std::nullopt;
  const auto challenge = read.find("challenge");
  if (challenge == read.end() || !challenge->is_string()) return std::nullopt;
  return from_base64url(challenge->get_ref<const std::string&>());
}

struct Head {
  std::uint8_t flags = 0;
  std::int64_t sign_count = 0;

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

std::optional<Head> head_of(const RelyingParty& party, const Bytes& data) {
  if (data.size() < head_bytes || data.size() > PasskeyLimits::part_bytes) return std::nullopt;
  const Bytes domain = digest(party.id);
  if (!std::equal(domain.begin(), domain.end(), data.begin())) return std::nullopt;
  Head head{.flags = data[flags_at]};
  for (std::size_t at = count_at; at < head_bytes; ++at) {
    head.sign_count = head.sign_count << 8 | data[at];
  }
  const bool is_verified = head.has(person_present) && head.has(person_verified);
  if (!is_verified || (head.has(is_backed_up) && !head.has(may_be_backed_up))) return std::nullopt;
  return head;
}

// An attestation object: a map of three things, of which `attStmt` is a map that may hold two. What
// is deeper, comes twice or is called otherwise ends the reading.
class AttestationObject : public nlohmann::json_sax<json> {
 public:
  static std::optional<AttestationObject> read(const Bytes& bytes) {
    AttestationObject read;
    if (bytes.size() > PasskeyLimits::part_bytes ||
        !json::sax_parse(bytes, &read, json::input_format_t::cbor, true) || read.format.empty() ||
        !read.has_statement_ || read.authenticator_data.empty()) {
      return std::nullopt;
    }
    return read;
  }

  std::string format{};
  Bytes authenticator_data{};
  std::optional<std::int64_t> algorithm{};
  Bytes signature{};

  bool start_object(std::size_t) override {
    if (depth_ == 1 && (key_ != "attStmt" || has_statement_)) return false;
    has_statement_ = depth_ == 1;
    return ++depth_ <= 2;
  }
  bool end_object() override {
    --depth_;
    return true;
  }
  bool key(string_t& name) override {
    key_ = name;
    return true;
  }
  bool string(string_t& value) override {
    if (depth_ != 1 || key_ != "fmt" || !format.empty()) return false;
    format = value;
    return true;
  }
  bool binary(binary_t& value) override {
    const bool is_data = depth_ == 1 && key_ == "authData";
    if (!is_data && (depth_ != 2 || key_ != "sig")) return false;
    Bytes& into = is_data ? authenticator_data : signature;
    if (!into.empty()) return false;
    into.assign(value.begin(), value.end());
    return true;
  }
  bool number_integer(number_integer_t value) override {
    if (depth_ != 2 || key_ != "alg" || algorithm) return false;
    algorithm = value;
    return true;
  }
  bool number_unsigned(number_unsigned_t) override { return false; }
  bool number_float(number_float_t, const string_t&) override { return false; }
  bool null() override { return false; }
  bool boolean(bool) override { return false; }
  bool start_array(std::size_t) override { return false; }
  bool end_array() override { return false; }
  bool parse_error(std::size_t, const std::string&, const json::exception&) override {
    return false;
  }

 private:
  int depth_ = 0;
  std::string key_{};
  bool has_statement_ = false;
};

// The library takes a key only of the algorithm that it expects.
std::optional<PasskeyAlgorithm> take_key(fido_cred_t* into, const Bytes& data) {
  for (const auto& [algorithm, text] : codes<PasskeyAlgorithm>) {
    const Credential attempt(made(fido_cred_new()));
    if (fido_cred_set_type(attempt.get(), cose_of(algorithm)) == FIDO_OK &&
        fido_cred_set_authdata_raw(attempt.get(), data.data(), data.size()) == FIDO_OK) {
      const bool taken = fido_cred_set_type(into, cose_of(algorithm)) == FIDO_OK &&
                         fido_cred_set_authdata_raw(into, data.data(), data.size()) == FIDO_OK;
      return taken ? std::optional(algorithm) : std::nullopt;
    }
  }
  return std::nullopt;
}

// Whether an attestation says no more than we asked for: nothing, or that the key signed itself.
bool attestation_holds(fido_cred_t* credential, const AttestationObject& object,
                       const RelyingParty& party, const Bytes& client_data,
                       PasskeyAlgorithm algorithm) {
  if (object.format == "none") return !object.algorithm && object.signature.empty();
  if (object.format != "packed" || object.algorithm != cose_of(algorithm)) return false;
  const Bytes hash = digest(text_of(client_data));
  return fido_cred_set_fmt(credential, "packed") == FIDO_OK &&
         fido_cred_set_rp(credential, party.id.c_str(), nullptr) == FIDO_OK &&
         fido_cred_set_clientdata_hash(credential, hash.data(), hash.size()) == FIDO_OK &&
         fido_cred_set_uv(credential, FIDO_OPT_TRUE) == FIDO_OK &&
         fido_cred_set_sig(credential, object.signature.data(), object.signature.size()) ==
             FIDO_OK &&
         fido_cred_verify_self(credential) == FIDO_OK;
}

// A public key in the form of the library, for as long as `use` takes. False when it is none, such
// as a point that is not on the curve.
template <class Use>
bool with_key(PasskeyAlgorithm algorithm, const Bytes& numbers, Use use) {
  switch (algorithm) {
    case PasskeyAlgorithm::es256: {
      const std::unique_ptr<es256_pk_t, Freed<es256_pk_t, es256_pk_free>> key(made(es256_pk_new()));
      return es256_pk_from_ptr(key.get(), numbers.data(), numbers.size()) == FIDO_OK &&
             use(key.get());
    }
    case PasskeyAlgorithm::rs256: {
      const std::unique_ptr<rs256_pk_t, Freed<rs256_pk_t, rs256_pk_free>> key(made(rs256_pk_new()));
      return rs256_pk_from_ptr(key.get(), numbers.data(), numbers.size()) == FIDO_OK &&
             use(key.get());
    }
    case PasskeyAlgorithm::eddsa: {
      const std::unique_ptr<eddsa_pk_t, Freed<eddsa_pk_t, eddsa_pk_free>> key(made(eddsa_pk_new()));
      return eddsa_pk_from_ptr(key.get(), numbers.data(), numbers.size()) == FIDO_OK &&
             use(key.get());
    }
  }
  return false;
}

}  // namespace

std::optional<NewCredential> new_credential(const RelyingParty& party, const Bytes& client_data,
                                            const Bytes& attestation_object) {
  start_library();
  auto challenge = challenge_of(party, client_data, "webauthn.create");
  const auto object = AttestationObject::read(attestation_object);
  if (!challenge || !object) return std::nullopt;
  const auto head = head_of(party, object->authenticator_data);
  if (!head || !head->has(brings_credential)) return std::nullopt;

  const Credential credential(made(fido_cred_new()));
  const auto algorithm = take_key(credential.get(), object->authenticator_data);
  if (!algorithm || !attestation_holds(credential.get(), *object, party, client_data, *algorithm)) {
    return std::nullopt;
  }
  const unsigned char* id = fido_cred_id_ptr(credential.get());
  const std::size_t id_bytes = fido_cred_id_len(credential.get());
  if (id_bytes == 0 || id_bytes > PasskeyLimits::credential_bytes) return std::nullopt;
  const unsigned char* numbers = fido_cred_pubkey_ptr(credential.get());
  NewCredential found{
      .challenge = std::move(*challenge),
      .credential = Bytes(id, id + id_bytes),
      .algorithm = *algorithm,
      .public_key = Bytes(numbers, numbers + fido_cred_pubkey_len(credential.get())),
      .sign_count = head->sign_count,
      .backup_eligible = head->has(may_be_backed_up),
      .backed_up = head->has(is_backed_up)};
  const bool is_key = with_key(*algorithm, found.public_key, [](const void*) { return true; });
  return is_key ? std::optional(std::move(found)) : std::nullopt;
}

std::optional<PasskeyUse> passkey_use(const RelyingParty& party, const Passkey& passkey,
                                      const PasskeyAnswer& answer) {
  start_library();
  auto challenge = challenge_of(party, answer.client_data, "webauthn.get");
  const auto head = head_of(party, answer.authenticator_data);
  if (!challenge || !head || head->has(may_be_backed_up) != passkey.backup_eligible ||
      answer.credential != passkey.credential || answer.user_handle != passkey.user_handle ||
      answer.signature.size() > PasskeyLimits::part_bytes) {
    return std::nullopt;
  }
  const Bytes hash = digest(text_of(answer.client_data));
  const Assertion assertion(made(fido_assert_new()));
  fido_assert_t* asserted = assertion.get();
  const Bytes& data = answer.authenticator_data;
  const Bytes& signature = answer.signature;
  const bool is_taken =
      fido_assert_set_count(asserted, 1) == FIDO_OK &&
      fido_assert_set_rp(asserted, party.id.c_str()) == FIDO_OK &&
      fido_assert_set_clientdata_hash(asserted, hash.data(), hash.size()) == FIDO_OK &&
      fido_assert_set_authdata_raw(asserted, 0, data.data(), data.size()) == FIDO_OK &&
      fido_assert_set_sig(asserted, 0, signature.data(), signature.size()) == FIDO_OK &&
      fido_assert_set_up(asserted, FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_uv(asserted, FIDO_OPT_TRUE) == FIDO_OK;
  const bool holds =
      is_taken && with_key(passkey.algorithm, passkey.public_key, [&](const void* key) {
        return fido_assert_verify(asserted, 0, cose_of(passkey.algorithm), key) == FIDO_OK;
      });
  if (!holds) return std::nullopt;
  return PasskeyUse{.challenge = std::move(*challenge),
                    .sign_count = head->sign_count,
                    .backed_up = head->has(is_backed_up)};
}

std::optional<Bytes> from_base64url(std::string_view text) {
  // libsodium wants a place to write to, and nothing has none.
  if (text.empty()) return Bytes{};
  Bytes bytes(text.size());
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::string to_base64url(const Bytes& bytes) { return base64url(text_of(bytes)); }

}  // namespace expertise
