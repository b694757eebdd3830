#include "server/store/sqlite/vault.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace expertise::sqlite {

namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

constexpr std::string_view check_text = "expertisepool master key";

/// Kind, owner, part and version, each of a fixed size.
using AssociatedData = std::array<std::uint8_t, 1 + 16 + 16 + 8>;

AssociatedData associated_data(const Binding& binding) {
  AssociatedData data{};
  data[0] = static_cast<std::uint8_t>(binding.kind);
  std::copy_n(binding.owner.begin(), 16, data.begin() + 1);
  std::copy_n(binding.part.begin(), 16, data.begin() + 17);
  for (std::size_t i = 0; i < 8; ++i) {
    data[33 + i] = static_cast<std::uint8_t>(binding.version >> (8 * i));
  }
  return data;
}

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

Key::Key(std::span<const std::uint8_t, 32> bytes) {
  std::copy(bytes.begin(), bytes.end(), bytes_.begin());
}

Key::Key(Key&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Vault::Vault(const MasterKey& master, Env& env) : master_(std::span(master)), env_(env) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

Key Vault::new_key() const {
  std::array<std::uint8_t, 32> bytes{};
  env_.random(bytes);
  Key key{std::span(bytes)};
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

Bytes Vault::encrypt(std::span<const std::uint8_t> plain, const Key& key,
                     const Binding& binding) const {
  Bytes sealed(nonce_size + plain.size() + tag_size);
  env_.random(std::span(sealed).first(nonce_size));
  AssociatedData associated = associated_data(binding);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr, plain.data(),
                                             plain.size(), associated.data(), associated.size(),
                                             nullptr, sealed.data(), key.bytes().data());
  return sealed;
}

std::optional<Bytes> Vault::decrypt(std::span<const std::uint8_t> sealed, const Key& key,
                                    const Binding& binding) const {
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  Bytes plain(sealed.size() - nonce_size - tag_size);
  AssociatedData associated = associated_data(binding);
  int result = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.data(), nullptr, nullptr, sealed.data() + nonce_size, sealed.size() - nonce_size,
      associated.data(), associated.size(), sealed.data(), key.bytes().data());
  if (result != 0) return std::nullopt;
  return plain;
}

Bytes Vault::wrap(const Key& key, const Key& with, const Binding& binding) const {
  return encrypt(key.bytes(), with, binding);
}

Key Vault::unwrap(std::span<const std::uint8_t> wrapped, const Key& with,
                  const Binding& binding) const {
  std::optional<Bytes> plain = decrypt(wrapped, with, binding);
  if (!plain || plain->size() != 32) throw std::runtime_error("a wrapped key was changed");
  Key key(std::span<const std::uint8_t, 32>(plain->data(), 32));
  wipe(*plain);
  return key;
}

Bytes Vault::check_value() const {
  return encrypt(bytes_of(check_text), master_, {.kind = Binding::Kind::master_check});
}

bool Vault::made(const Bytes& check_value) const {
  std::optional<Bytes> plain = decrypt(check_value, master_, {.kind = Binding::Kind::master_check});
  return plain && std::ranges::equal(*plain, bytes_of(check_text));
}

void wipe(Bytes& bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace expertise::sqlite
