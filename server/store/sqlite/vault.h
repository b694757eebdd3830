// The keys of case text: one of each consultation and each draft, wrapped by the master key; one of
// each message version, wrapped by that of its consultation. XChaCha20-Poly1305, with what the
// ciphertext belongs to as associated data, so that none can be moved to another place. It knows no
// tables.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "server/domain/env.h"
#include "server/domain/event.h"
#include "server/store/store.h"

namespace expertise::sqlite {

/// 32 secret bytes, wiped at the end of their life.
class Key {
 public:
  explicit Key(std::span<const std::uint8_t, 32> bytes);
  Key(Key&& other) noexcept;
  Key& operator=(Key&&) = delete;
  ~Key();

  const std::array<std::uint8_t, 32>& bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, 32> bytes_;
};

/// What a ciphertext belongs to.
struct Binding {
  enum class Kind : std::uint8_t {
    master_check = 1,
    consultation_key,
    version_key,
    text,
    details,
    draft_key,
    draft,
    ranking_inputs,
    calendar_address,
    second_factor,
  };
  Kind kind;
  /// The consultation, the draft or the user.
  IdBytes owner{};
  /// The message, or the maker of the draft.
  IdBytes part{};
  std::int64_t version = 0;
};

/// Safe to use from many threads.
class Vault {
 public:
  /// Throws std::runtime_error when libsodium cannot start.
  Vault(const MasterKey& master, Env& env);

  Key new_key() const;
  /// Nonce, ciphertext and tag; different each time.
  Bytes encrypt(std::span<const std::uint8_t> plain, const Key& key, const Binding& binding) const;
  /// Nothing when it is not what encrypt() made with this key for this binding.
  std::optional<Bytes> decrypt(std::span<const std::uint8_t> sealed, const Key& key,
                               const Binding& binding) const;

  Bytes wrap(const Key& key, const Key& with, const Binding& binding) const;
  /// Throws std::runtime_error when it was not wrapped by `with` for this binding.
  Key unwrap(std::span<const std::uint8_t> wrapped, const Key& with, const Binding& binding) const;
  const Key& master() const { return master_; }

  /// Kept in the store to tell, when it is opened again, whether the master key is the same.
  Bytes check_value() const;
  bool made(const Bytes& check_value) const;

 private:
  Key master_;
  Env& env_;
};

/// Overwrites what was secret.
void wipe(Bytes& bytes);

}  // namespace expertise::sqlite
