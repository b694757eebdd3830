#include "server/pool/passkey_challenges.h"

#include <sodium.h>

#include <algorithm>

namespace expertise {

PasskeyChallenges::PasskeyChallenges(Env& env) : env_(env) { env_.random(key_); }

Hash PasskeyChallenges::seal(const Bytes& plain, std::string_view purpose) const {
  Hash made{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, key_.data(), key_.size(), made.size());
  crypto_generichash_update(&state, plain.data(), plain.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()),
                            purpose.size());
  crypto_generichash_final(&state, made.data(), made.size());
  return made;
}

Bytes PasskeyChallenges::make(std::string_view purpose) {
  Bytes made(random_bytes);
  env_.random(made);
  const auto end = static_cast<std::uint64_t>((env_.now() + open_for).time_since_epoch().count());
  for (int shift = 56; shift >= 0; shift -= 8) {
    made.push_back(static_cast<std::uint8_t>(end >> shift));
  }
  const Hash sealed = seal(made, purpose);
  made.insert(made.end(), sealed.begin(), sealed.end());
  return made;
}

std::optional<Hash> PasskeyChallenges::code_of(const Bytes& challenge,
                                               std::string_view purpose) const {
  constexpr std::size_t plain_bytes = random_bytes + moment_bytes;
  if (challenge.size() != plain_bytes + sizeof(Hash)) return std::nullopt;
  const Bytes plain(challenge.begin(), challenge.begin() + plain_bytes);
  const Hash sealed = seal(plain, purpose);
  if (sodium_memcmp(sealed.data(), challenge.data() + plain_bytes, sealed.size()) != 0) {
    return std::nullopt;
  }
  std::uint64_t end = 0;
  for (std::size_t at = random_bytes; at < plain_bytes; ++at) end = end << 8 | plain[at];
  if (env_.now() >= Instant(std::chrono::milliseconds(end))) return std::nullopt;
  return sealed;
}

bool PasskeyChallenges::take(const Bytes& challenge, std::string_view purpose) {
  const auto code = code_of(challenge, purpose);
  if (!code) return false;
  const Instant now = env_.now();
  const std::scoped_lock lock(mutex_);
  std::erase_if(taken_, [&](const auto& each) { return each.second <= now; });
  if (taken_.size() >= taken_most) return false;
  return taken_.emplace(*code, now + open_for).second;
}

Bytes PasskeyChallenges::user_handle(UserId user) const {
  const auto& id = user.bytes();
  const Hash made = seal(Bytes(id.begin(), id.end()), "user handle");
  return Bytes(made.begin(), made.end());
}

}  // namespace expertise
