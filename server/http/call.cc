#include "server/http/call.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

namespace expertise::http {

namespace {

struct KeyLimits {
  static constexpr std::size_t least = 8;
  static constexpr std::size_t most = 128;
};

constexpr std::size_t revision_digits = 18;

bool is_key(std::string_view key) {
  constexpr std::string_view signs = "._~-";
  return key.size() >= KeyLimits::least && key.size() <= KeyLimits::most &&
         std::all_of(key.begin(), key.end(), [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  signs.find(c) != std::string_view::npos;
         });
}

}  // namespace

Seen seen(const Call& call) {
  const auto header = call.request.header("if-match");
  if (!header) throw Refusal(Reason::precondition_required, "precondition_required");
  std::string_view tag = *header;
  const auto malformed = [] { return Refusal({Fault{"header/If-Match", "not_an_entity_tag"}}); };
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') throw malformed();
  tag.remove_prefix(1);
  tag.remove_suffix(1);
  Seen read;
  const auto [end, problem] = std::from_chars(tag.data(), tag.data() + tag.size(), read.revision);
  const bool is_whole = problem == std::errc() && end == tag.data() + tag.size();
  if (!is_whole || tag.size() > revision_digits || tag.front() < '1' || tag.front() > '9') {
    throw malformed();
  }
  return read;
}

std::optional<Once> once(const Call& call, std::string_view canonical_body) {
  const auto key = call.request.header("idempotency-key");
  if (!key) return std::nullopt;
  if (!is_key(*key)) throw Refusal({Fault{"header/Idempotency-Key", "not_a_key"}});
  Once made{std::string(*key), {}};
  const std::string input =
      call.request.method + "\n" + call.request.path + "\n" + std::string(canonical_body);
  crypto_generichash(made.digest.data(), made.digest.size(),
                     reinterpret_cast<const unsigned char*>(input.data()), input.size(), nullptr,
                     0);
  return made;
}

std::string entity_tag(std::int64_t revision) { return "\"" + std::to_string(revision) + "\""; }

}  // namespace expertise::http
