// An authenticator made of software, as WebAuthn has it: key pairs by OpenSSL, and the bytes that a
// browser brings back from it, put together by hand. Every part can be made wrong.
#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "server/pool/passkey_proof.h"
#include "server/pool/people.h"

namespace expertise {

inline void operator+=(Bytes& bytes, const Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}
inline Bytes bytes_of_text(std::string_view text) { return Bytes(text.begin(), text.end()); }
inline Bytes sha256_of(const Bytes& bytes) {
  Bytes made(crypto_hash_sha256_BYTES);
  crypto_hash_sha256(made.data(), bytes.data(), bytes.size());
  return made;
}
inline Bytes two_bytes(std::size_t value) {
  return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}
/// A CBOR byte string.
inline Bytes cbor_bytes(const Bytes& bytes) {
  Bytes made{0x59};
  made += two_bytes(bytes.size());
  made += bytes;
  return made;
}
/// A CBOR text of at most 23 bytes.
inline Bytes cbor_text(std::string_view text) {
  Bytes made{static_cast<std::uint8_t>(0x60 + text.size())};
  made += bytes_of_text(text);
  return made;
}

class SoftKey {
 public:
  explicit SoftKey(PasskeyAlgorithm algorithm) : algorithm_(algorithm) {
    switch (algorithm) {
      case PasskeyAlgorithm::es256:
        key_.reset(EVP_EC_gen("P-256"));
        break;
      case PasskeyAlgorithm::rs256:
        key_.reset(EVP_RSA_gen(2048));
        break;
      case PasskeyAlgorithm::eddsa:
        key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
        break;
    }
    if (!key_) throw std::runtime_error("no key");
  }

  /// The COSE number of how it signs, as one or three bytes of CBOR.
  Bytes number() const {
    switch (algorithm_) {
      case PasskeyAlgorithm::es256:
        return {0x26};
      case PasskeyAlgorithm::eddsa:
        return {0x27};
      case PasskeyAlgorithm::rs256:
        break;
    }
    return {0x39, 0x01, 0x00};
  }

  /// The public half as a COSE key (RFC 9053).
  Bytes cose() const {
    if (algorithm_ == PasskeyAlgorithm::rs256) {
      Bytes made{0xa4, 0x01, 0x03, 0x03};
      made += number();
      made += {0x20};
      made += cbor_bytes(numbers(OSSL_PKEY_PARAM_RSA_N));
      made += {0x21, 0x43};
      made += numbers(OSSL_PKEY_PARAM_RSA_E);
      return made;
    }
    if (algorithm_ == PasskeyAlgorithm::eddsa) {
      Bytes point(32);
      std::size_t size = point.size();
      EVP_PKEY_get_raw_public_key(key_.get(), point.data(), &size);
      Bytes made{0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20};
      made += point;
      return made;
    }
    unsigned char* raw = nullptr;
    const std::size_t size = EVP_PKEY_get1_encoded_public_key(key_.get(), &raw);
    const Bytes point(raw, raw + size);
    OPENSSL_free(raw);
    Bytes made{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20};
    made += Bytes(point.begin() + 1, point.begin() + 33);
    made += {0x22, 0x58, 0x20};
    made += Bytes(point.begin() + 33, point.end());
    return made;
  }

  Bytes sign(const Bytes& what) const {
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                     EVP_MD_CTX_free);
    const EVP_MD* hash = algorithm_ == PasskeyAlgorithm::eddsa ? nullptr : EVP_sha256();
    std::size_t size = 0;
    if (EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, what.data(), what.size()) != 1) {
      throw std::runtime_error("cannot sign");
    }
    Bytes made(size);
    EVP_DigestSign(context.get(), made.data(), &size, what.data(), what.size());
    made.resize(size);
    return made;
  }

 private:
  Bytes numbers(const char* name) const {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &number);
    Bytes made(static_cast<std::size_t>(BN_num_bytes(number)));
    BN_bn2bin(number, made.data());
    BN_free(number);
    return made;
  }

  PasskeyAlgorithm algorithm_;
  std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_{nullptr, EVP_PKEY_free};
};

/// What an authenticator of one key says; change a part and what it makes is of that.
struct SoftAuthenticator {
  SoftKey key;
  Bytes credential = bytes_of_text("the credential of this authenticator");
  std::string origin = "https://pool.example.nl";
  std::string domain = "pool.example.nl";
  /// Of making and of using: present, verified.
  std::uint8_t flags = 0x05;
  std::uint32_t count = 0;
  std::string make_type = "webauthn.create";
  std::string use_type = "webauthn.get";
  /// More of the client data.
  nlohmann::json also = {{"crossOrigin", false}};
  /// `none`, or another format with the statement that it comes with.
  std::string format = "none";
  Bytes statement{0xa0};

  explicit SoftAuthenticator(PasskeyAlgorithm algorithm = PasskeyAlgorithm::es256)
      : key(algorithm) {}

  Bytes client_data(const std::string& type, const Bytes& challenge) const {
    nlohmann::json made = also;
    made["type"] = type;
    made["challenge"] = to_base64url(challenge);
    made["origin"] = origin;
    return bytes_of_text(made.dump());
  }

  Bytes data(std::uint8_t more_flags) const {
    Bytes made = sha256_of(bytes_of_text(domain));
    made += {static_cast<std::uint8_t>(flags | more_flags)};
    made += two_bytes(count >> 16);
    made += two_bytes(count & 0xffff);
    return made;
  }

  Bytes data_with_key() const {
    Bytes made = data(0x40);
    made += Bytes(16, 0);
    made += two_bytes(credential.size());
    made += credential;
    made += key.cose();
    return made;
  }

  Bytes attestation_object() const {
    Bytes made{0xa3};
    made += cbor_text("fmt");
    made += cbor_text(format);
    made += cbor_text("attStmt");
    made += statement;
    made += cbor_text("authData");
    made += cbor_bytes(data_with_key());
    return made;
  }

  /// A statement that the key signed itself.
  void attest_itself(const Bytes& challenge) {
    Bytes signed_bytes = data_with_key();
    signed_bytes += sha256_of(client_data(make_type, challenge));
    format = "packed";
    statement = {0xa2};
    statement += cbor_text("alg");
    statement += key.number();
    statement += cbor_text("sig");
    statement += cbor_bytes(key.sign(signed_bytes));
  }

  MadePasskey make(const Bytes& challenge, std::string name = "Telefoon") const {
    return {.name = std::move(name),
            .client_data = client_data(make_type, challenge),
            .attestation_object = attestation_object(),
            .transports = {"internal", "hybrid", "telepathy"}};
  }

  PasskeyAnswer use(const Bytes& challenge, const Bytes& user_handle) const {
    PasskeyAnswer made{.credential = credential,
                       .client_data = client_data(use_type, challenge),
                       .authenticator_data = data(0),
                       .user_handle = user_handle};
    Bytes signed_bytes = made.authenticator_data;
    signed_bytes += sha256_of(made.client_data);
    made.signature = key.sign(signed_bytes);
    return made;
  }
};

}  // namespace expertise
