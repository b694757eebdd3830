#include "server/domain/event.h"

#include <sodium.h>

#include <charconv>
#include <nlohmann/json.hpp>

namespace expertise {

namespace {

// Writes fields, each preceded by its length, so that no two sequences of fields meet in the same
// bytes. They are hashed at once at the end: a million of them are verified in seconds.
class Hasher {
 public:
  void clear() { written_.clear(); }
  void bytes(const void* data, std::size_t size) {
    char length[8];
    for (int i = 0; i < 8; ++i) length[i] = static_cast<char>(size >> (8 * i));
    written_.append(length, sizeof length);
    written_.append(static_cast<const char*>(data), size);
  }
  void text(std::string_view value) { bytes(value.data(), value.size()); }
  void number(std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    bytes(digits, static_cast<std::size_t>(end - digits));
  }
  template <class Tag>
  void id(const std::optional<Id<Tag>>& value) {
    if (!value) return text({});
    // The form of uuid_text, without a string for each.
    static constexpr char digits[] = "0123456789abcdef";
    std::array<char, 36> written{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < value->bytes().size(); ++i) {
      if (i == 4 || i == 6 || i == 8 || i == 10) written[at++] = '-';
      written[at++] = digits[value->bytes()[i] >> 4];
      written[at++] = digits[value->bytes()[i] & 15];
    }
    bytes(written.data(), written.size());
  }
  Hash finish() {
    Hash hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(written_.data()), written_.size(),
                       nullptr, 0);
    return hash;
  }

 private:
  std::string written_;
};

// One for each thread, so that its memory is taken once.
Hasher& hasher_at_hand() {
  thread_local Hasher hasher;
  hasher.clear();
  return hasher;
}

}  // namespace

Hash chain_hash(const Event& event) { return chain_hash(event, details_json(event.details)); }

Hash chain_hash(const Event& event, std::string_view details) {
  Hasher& hasher = hasher_at_hand();
  hasher.text("event");
  hasher.bytes(event.previous.data(), event.previous.size());
  hasher.number(static_cast<std::int64_t>(event.seq));
  hasher.number(event.at.time_since_epoch().count());
  hasher.text(code(event.kind));
  hasher.number(event.version);
  hasher.id(event.actor);
  hasher.id(event.municipality);
  hasher.id(event.consultation);
  hasher.id(event.specialist);
  hasher.text(details);
  hasher.bytes(event.sealed.data(), event.sealed.size());
  return hasher.finish();
}

Hash chain_hash(const AccessEntry& entry) {
  Hasher& hasher = hasher_at_hand();
  hasher.text("access");
  hasher.bytes(entry.previous.data(), entry.previous.size());
  hasher.number(static_cast<std::int64_t>(entry.seq));
  hasher.text(entry.segment);
  hasher.number(entry.at.time_since_epoch().count());
  hasher.text(entry.action);
  hasher.text(entry.object);
  hasher.id(entry.consultation);
  hasher.id(entry.municipality);
  hasher.text(entry.result);
  hasher.id(entry.actor);
  hasher.text(entry.role);
  hasher.text(entry.purpose);
  hasher.text(entry.origin);
  hasher.number(entry.count);
  return hasher.finish();
}

std::string details_json(const Details& details) { return nlohmann::json(details).dump(); }

std::optional<Details> parse_details(std::string_view json) {
  auto value = nlohmann::json::parse(json, nullptr, false);
  if (!value.is_object()) return std::nullopt;
  Details details;
  for (const auto& [key, each] : value.items()) {
    if (!each.is_string()) return std::nullopt;
    details[key] = each.get<std::string>();
  }
  return details;
}

std::string hex(const Hash& hash) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::uint8_t byte : hash) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Hash> parse_hash(std::string_view text) {
  Hash hash{};
  if (text.size() != 2 * hash.size()) return std::nullopt;
  std::size_t used = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(hash.data(), hash.size(), text.data(), text.size(), nullptr, &used, &end) !=
          0 ||
      used != hash.size()) {
    return std::nullopt;
  }
  return hash;
}

}  // namespace expertise
