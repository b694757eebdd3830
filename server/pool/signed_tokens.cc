#include "server/pool/signed_tokens.h"

#include <cjose/cjose.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

namespace expertise {

namespace {

using nlohmann::json;

constexpr std::size_t token_bytes_most = std::size_t{64} << 10;
constexpr std::size_t keys_most = 100;
constexpr std::size_t rsa_bits_least = 2048;
constexpr std::size_t p256_bytes = 32;

struct Free {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
  void operator()(cjose_header_t* header) const { cjose_header_release(header); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* file) const { BIO_free(file); }
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
};
using Jws = std::unique_ptr<cjose_jws_t, Free>;
using Key = std::unique_ptr<cjose_jwk_t, Free>;
using JoseHeader = std::unique_ptr<cjose_header_t, Free>;

struct Algorithm {
  std::string_view name;
  std::string_view key_type;
};
constexpr std::array<Algorithm, 3> algorithms{
    {{"RS256", "RSA"}, {"PS256", "RSA"}, {"ES256", "EC"}}};

const Algorithm* algorithm_named(const char* name) {
  if (!name) return nullptr;
  const auto found = std::find_if(algorithms.begin(), algorithms.end(),
                                  [&](const Algorithm& each) { return each.name == name; });
  return found == algorithms.end() ? nullptr : &*found;
}

std::string text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Whether a key of the set is meant for this.
bool fits(const json& key, const Algorithm& algorithm, const char* id) {
  if (!key.is_object() || text_at(key, "kty") != algorithm.key_type) return false;
  if (key.contains("use") && text_at(key, "use") != "sig") return false;
  if (key.contains("alg") && text_at(key, "alg") != algorithm.name) return false;
  return !id || text_at(key, "kid") == id;
}

// Whether any bytes are written so: with one letter too many cjose would end the process.
bool is_base64url(std::string_view text) { return std::min(text.find('='), text.size()) % 4 != 1; }

bool is_compact(std::string_view token) {
  if (std::count(token.begin(), token.end(), '.') != 2) return false;
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  return is_base64url(token.substr(0, first)) &&
         is_base64url(token.substr(first + 1, second - first - 1)) &&
         is_base64url(token.substr(second + 1));
}

// The key, when it is strong enough.
Key imported(const json& described, const Algorithm& algorithm) {
  for (const char* part : {"n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y"}) {
    if (!is_base64url(text_at(described, part))) return nullptr;
  }
  const std::string text = described.dump();
  cjose_err error{};
  Key key(cjose_jwk_import(text.data(), text.size(), &error));
  if (!key) return nullptr;
  const auto type = cjose_jwk_get_kty(key.get(), &error);
  if (algorithm.key_type == "EC") {
    const bool is_p256 =
        type == CJOSE_JWK_KTY_EC && cjose_jwk_EC_get_curve(key.get(), &error) == CJOSE_JWK_EC_P_256;
    return is_p256 ? std::move(key) : nullptr;
  }
  const bool is_strong =
      type == CJOSE_JWK_KTY_RSA && cjose_jwk_get_keysize(key.get(), &error) >= rsa_bits_least;
  return is_strong ? std::move(key) : nullptr;
}

OpenedToken wrong(std::string why) { return {TokenSignature::wrong, {}, std::move(why)}; }

std::vector<Key> fitting_keys(std::string_view key_set, const Algorithm& algorithm,
                              const char* id) {
  std::vector<Key> found;
  const json set = json::parse(key_set, nullptr, false);
  if (!set.is_object() || !set.contains("keys") || !set["keys"].is_array()) return found;
  std::size_t seen = 0;
  for (const json& each : set["keys"]) {
    if (++seen > keys_most) break;
    if (!fits(each, algorithm, id)) continue;
    if (Key key = imported(each, algorithm)) found.push_back(std::move(key));
  }
  return found;
}

}  // namespace

OpenedToken open_token(std::string_view token, std::string_view key_set) {
  if (token.size() > token_bytes_most) return wrong("the token is too large");
  if (!is_compact(token)) return wrong("it is no signed token");
  cjose_err error{};
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error));
  if (!jws) return wrong("it is no signed token");
  cjose_header_t* header = cjose_jws_get_protected(jws.get());
  const Algorithm* algorithm = algorithm_named(cjose_header_get(header, CJOSE_HDR_ALG, &error));
  if (!algorithm) return wrong("it is signed in a way that is not taken");
  if (char* critical = cjose_header_get_raw(header, "crit", &error)) {
    cjose_get_dealloc()(critical);
    return wrong("it asks for something that is not understood");
  }
  const char* id = cjose_header_get(header, CJOSE_HDR_KID, &error);
  const std::vector<Key> keys = fitting_keys(key_set, *algorithm, id);
  if (keys.empty() || (!id && keys.size() > 1)) {
    return {TokenSignature::key_unknown, {}, "no key of the provider is the one that signed it"};
  }
  for (const Key& key : keys) {
    if (!cjose_jws_verify(jws.get(), key.get(), &error)) continue;
    std::uint8_t* plain = nullptr;
    std::size_t size = 0;
    if (!cjose_jws_get_plaintext(jws.get(), &plain, &size, &error)) break;
    return {TokenSignature::holds, std::string(reinterpret_cast<const char*>(plain), size), {}};
  }
  return wrong("its signature does not hold");
}

struct SigningKey::Impl {
  Key key;
  JoseHeader header;
};

namespace {

// Nobody is there to type a password.
int no_password(char*, int, int, void*) { return 0; }

std::vector<std::uint8_t> number_of(const EVP_PKEY* key, const char* name, std::size_t size = 0) {
  BIGNUM* read = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &read) != 1) {
    throw std::runtime_error("the private key lacks a part");
  }
  const std::unique_ptr<BIGNUM, Free> number(read);
  std::vector<std::uint8_t> bytes(size ? size : static_cast<std::size_t>(BN_num_bytes(read)));
  BN_bn2binpad(number.get(), bytes.data(), static_cast<int>(bytes.size()));
  return bytes;
}

Key rsa_key(const EVP_PKEY* key) {
  if (EVP_PKEY_get_bits(key) < static_cast<int>(rsa_bits_least)) {
    throw std::runtime_error("the private key is too short: an RSA key needs 2048 bits");
  }
  auto n = number_of(key, OSSL_PKEY_PARAM_RSA_N);
  auto e = number_of(key, OSSL_PKEY_PARAM_RSA_E);
  auto d = number_of(key, OSSL_PKEY_PARAM_RSA_D);
  auto p = number_of(key, OSSL_PKEY_PARAM_RSA_FACTOR1);
  auto q = number_of(key, OSSL_PKEY_PARAM_RSA_FACTOR2);
  auto dp = number_of(key, OSSL_PKEY_PARAM_RSA_EXPONENT1);
  auto dq = number_of(key, OSSL_PKEY_PARAM_RSA_EXPONENT2);
  auto qi = number_of(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
  cjose_jwk_rsa_keyspec spec{};
  spec.n = n.data(), spec.nlen = n.size();
  spec.e = e.data(), spec.elen = e.size();
  spec.d = d.data(), spec.dlen = d.size();
  spec.p = p.data(), spec.plen = p.size();
  spec.q = q.data(), spec.qlen = q.size();
  spec.dp = dp.data(), spec.dplen = dp.size();
  spec.dq = dq.data(), spec.dqlen = dq.size();
  spec.qi = qi.data(), spec.qilen = qi.size();
  cjose_err error{};
  Key made(cjose_jwk_create_RSA_spec(&spec, &error));
  for (auto* part : {&d, &p, &q, &dp, &dq, &qi}) sodium_memzero(part->data(), part->size());
  return made;
}

Key ec_key(const EVP_PKEY* key) {
  std::array<char, 64> group{};
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) != 1 ||
      std::string_view(group.data()) != "prime256v1") {
    throw std::runtime_error("the private key must be RSA, or elliptic on P-256");
  }
  auto d = number_of(key, OSSL_PKEY_PARAM_PRIV_KEY, p256_bytes);
  auto x = number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, p256_bytes);
  auto y = number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, p256_bytes);
  cjose_jwk_ec_keyspec spec{};
  spec.crv = CJOSE_JWK_EC_P_256;
  spec.d = d.data(), spec.dlen = d.size();
  spec.x = x.data(), spec.xlen = x.size();
  spec.y = y.data(), spec.ylen = y.size();
  cjose_err error{};
  Key made(cjose_jwk_create_EC_spec(&spec, &error));
  sodium_memzero(d.data(), d.size());
  return made;
}

}  // namespace

SigningKey::SigningKey(const std::string& pem, const std::string& key_id)
    : impl_(std::make_unique<Impl>()) {
  const std::unique_ptr<BIO, Free> file(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const std::unique_ptr<EVP_PKEY, Free> read(
      file ? PEM_read_bio_PrivateKey(file.get(), nullptr, &no_password, nullptr) : nullptr);
  if (!read) throw std::runtime_error("it holds no private key in PEM without a password");
  const bool is_rsa = EVP_PKEY_is_a(read.get(), "RSA") == 1;
  if (!is_rsa && EVP_PKEY_is_a(read.get(), "EC") != 1) {
    throw std::runtime_error("the private key must be RSA, or elliptic on P-256");
  }
  impl_->key = is_rsa ? rsa_key(read.get()) : ec_key(read.get());
  cjose_err error{};
  impl_->header.reset(cjose_header_new(&error));
  const bool is_made =
      impl_->key && impl_->header &&
      cjose_header_set(impl_->header.get(), CJOSE_HDR_ALG,
                       is_rsa ? CJOSE_HDR_ALG_RS256 : CJOSE_HDR_ALG_ES256, &error) &&
      (key_id.empty() ||
       cjose_header_set(impl_->header.get(), CJOSE_HDR_KID, key_id.c_str(), &error));
  if (!is_made) throw std::runtime_error("the private key cannot be used");
}

SigningKey::~SigningKey() = default;
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;

std::string SigningKey::sign(std::string_view payload) const {
  cjose_err error{};
  const Jws jws(cjose_jws_sign(impl_->key.get(), impl_->header.get(),
                               reinterpret_cast<const std::uint8_t*>(payload.data()),
                               payload.size(), &error));
  const char* text = nullptr;
  if (!jws || !cjose_jws_export(jws.get(), &text, &error)) {
    throw std::runtime_error(std::string("signing failed: ") + error.message);
  }
  return text;
}

std::string base64url(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  text.pop_back();  // the NUL at its end
  return text;
}

std::string sha256(std::string_view bytes) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return digest;
}

}  // namespace expertise
