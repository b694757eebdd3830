#include "server/domain/signed_head.h"

#include <sodium.h>

#include <charconv>
#include <stdexcept>
#include <vector>

namespace expertise {

namespace {

constexpr std::string_view form = "expertisepool-heads-1";
constexpr std::string_view before_signature = " signature ";
constexpr std::size_t most_characters = 1'000;
constexpr std::size_t fields = 13;

using Signature = std::array<std::uint8_t, crypto_sign_BYTES>;

struct KeyPair {
  PublicKey open{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};

  explicit KeyPair(const LogKey& seed) {
    crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
  }
  ~KeyPair() { sodium_memzero(secret.data(), secret.size()); }
  KeyPair(const KeyPair&) = delete;
  KeyPair& operator=(const KeyPair&) = delete;
};

std::string hex_of(const std::uint8_t* bytes, std::size_t size) {
  std::string text(2 * size + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, size);
  text.pop_back();
  return text;
}

template <std::size_t size>
std::optional<std::array<std::uint8_t, size>> from_hex(std::string_view text) {
  std::array<std::uint8_t, size> bytes{};
  if (text.size() != 2 * size) return std::nullopt;
  std::size_t written = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(bytes.data(), size, text.data(), text.size(), nullptr, &written, &end) != 0 ||
      written != size) {
    return std::nullopt;
  }
  return bytes;
}

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string statement(const LogHeads& h, const PublicKey& key) {
  std::string text(form);
  text += " " + std::to_string(h.number) + " " + rfc3339(h.at) + " " + h.pool;
  text += " events " + std::to_string(h.event_seq) + " " + hex(h.event_hash);
  text += " access " + h.segment + " " + std::to_string(h.access_seq) + " " + hex(h.access_hash);
  return text + " key " + key_text(key);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t end = text.find(' ');
    words.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return words;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

PublicKey public_key_of(const LogKey& key) { return KeyPair(key).open; }

std::string key_text(const PublicKey& key) { return hex_of(key.data(), key.size()); }

std::optional<PublicKey> parse_key(std::string_view text) { return from_hex<32>(text); }

std::string signed_line(const LogHeads& heads, const LogKey& key) {
  const KeyPair pair(key);
  std::string text = statement(heads, pair.open);
  Signature signature{};
  if (crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(),
                           pair.secret.data()) != 0) {
    throw std::runtime_error("the heads of the logs cannot be signed");
  }
  return text + std::string(before_signature) + hex_of(signature.data(), signature.size());
}

std::optional<SignedLine> read_signed_line(std::string_view line) {
  if (line.size() > most_characters) return std::nullopt;
  const std::size_t end = line.rfind(before_signature);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view text = line.substr(0, end);
  const auto signature = from_hex<crypto_sign_BYTES>(line.substr(end + before_signature.size()));
  const auto words = words_of(text);
  if (!signature || words.size() != fields) return std::nullopt;

  SignedLine read;
  const auto number = number_in(words[1]);
  const auto at = parse_rfc3339(words[2]);
  const auto event_seq = number_in(words[5]);
  const auto event_hash = parse_hash(words[6]);
  const auto access_seq = number_in(words[9]);
  const auto access_hash = parse_hash(words[10]);
  const auto key = parse_key(words[12]);
  if (!number || !at || !event_seq || !event_hash || !access_seq || !access_hash || !key) {
    return std::nullopt;
  }
  read.heads = {.number = *number,
                .at = *at,
                .pool = std::string(words[3]),
                .event_seq = *event_seq,
                .event_hash = *event_hash,
                .segment = std::string(words[8]),
                .access_seq = *access_seq,
                .access_hash = *access_hash};
  read.key = *key;
  // One spelling only: what is read must be what would be written.
  if (statement(read.heads, *key) != text ||
      crypto_sign_verify_detached(signature->data(), bytes_of(text), text.size(), key->data()) !=
          0) {
    return std::nullopt;
  }
  return read;
}

}  // namespace expertise
