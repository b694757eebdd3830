// Keys as a provider of single sign-on has them, made anew in each run, and tokens signed with them
// by OpenSSL alone: what the product makes of a token is judged by another hand.
#pragma once

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/pool/signed_tokens.h"

namespace expertise {

class ProviderKey {
 public:
  static ProviderKey rsa(unsigned bits = 2048) {
    return ProviderKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{bits}));
  }
  static ProviderKey ec(const char* curve = "P-256") {
    return ProviderKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve));
  }

  std::string pem(const char* password = nullptr) const {
    std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PrivateKey(file.get(), key_.get(), password ? EVP_aes_128_cbc() : nullptr,
                             nullptr, 0, nullptr, const_cast<char*>(password));
    char* text = nullptr;
    const long size = BIO_get_mem_data(file.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
  }

  /// The public part as a JSON Web Key; `more` is further members, such as `,"kid":"one"`.
  std::string jwk(const std::string& more = "") const {
    if (EVP_PKEY_is_a(key_.get(), "RSA")) {
      return R"({"kty":"RSA","n":")" + number("n") + R"(","e":")" + number("e") + "\"" + more + "}";
    }
    const int size = (EVP_PKEY_get_bits(key_.get()) + 7) / 8;
    return R"({"kty":"EC","crv":"P-)" + std::to_string(EVP_PKEY_get_bits(key_.get())) +
           R"(","x":")" + number("qx", size) + R"(","y":")" + number("qy", size) + "\"" + more +
           "}";
  }

  /// A token with this header, signed as `algorithm` says.
  std::string token(const std::string& header, const std::string& payload,
                    std::string_view algorithm) const {
    const std::string input = base64url(header) + "." + base64url(payload);
    return input + "." + base64url(signature(input, algorithm));
  }
  std::string token(const std::string& payload, const std::string& key_id = "one") const {
    const std::string algorithm = EVP_PKEY_is_a(key_.get(), "RSA") ? "RS256" : "ES256";
    return token(R"({"alg":")" + algorithm + R"(","kid":")" + key_id + "\"}", payload, algorithm);
  }

 private:
  explicit ProviderKey(EVP_PKEY* made) : key_(made, &EVP_PKEY_free) {
    if (!made) throw std::runtime_error("no key was made");
  }

  std::string number(const char* name, int size = 0) const {
    BIGNUM* read = nullptr;
    if (EVP_PKEY_get_bn_param(key_.get(), name, &read) != 1) throw std::runtime_error(name);
    std::string bytes(static_cast<std::size_t>(size ? size : BN_num_bytes(read)), '\0');
    BN_bn2binpad(read, reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(bytes.size()));
    BN_free(read);
    return base64url(bytes);
  }

  std::string signature(const std::string& input, std::string_view algorithm) const {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free);
    EVP_PKEY_CTX* how = nullptr;
    EVP_DigestSignInit(context.get(), &how, EVP_sha256(), nullptr, key_.get());
    if (algorithm == "PS256") {
      EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST);
    }
    const auto* bytes = reinterpret_cast<const unsigned char*>(input.data());
    std::size_t size = 0;
    EVP_DigestSign(context.get(), nullptr, &size, bytes, input.size());
    std::string made(size, '\0');
    auto* out = reinterpret_cast<unsigned char*>(made.data());
    if (EVP_DigestSign(context.get(), out, &size, bytes, input.size()) != 1) {
      throw std::runtime_error("signing failed");
    }
    made.resize(size);
    return EVP_PKEY_is_a(key_.get(), "EC") ? two_numbers(made) : made;
  }

  // As RFC 7518 has an ECDSA signature: two numbers one after the other.
  static std::string two_numbers(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* read = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    std::string made(64, '\0');
    auto* out = reinterpret_cast<unsigned char*>(made.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(read), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(read), out + 32, 32);
    ECDSA_SIG_free(read);
    return made;
  }

  std::shared_ptr<EVP_PKEY> key_;
};

inline std::string key_set(const std::vector<std::string>& keys) {
  std::string made = R"({"keys":[)";
  for (const std::string& each : keys) made += (made.ends_with('[') ? "" : ",") + each;
  return made + "]}";
}

}  // namespace expertise
