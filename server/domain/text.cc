#include "server/domain/text.h"

namespace expertise {

namespace {

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

bool has_control_character(std::string_view text, TextShape shape) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (shape == TextShape::text && (c == '\n' || c == '\t' || c == '\r')) continue;
    if (c < 0x20 || c == 0x7f) return true;
    // C1 controls, U+0080 to U+009F.
    if (c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0)
      return true;
  }
  return false;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    auto first = static_cast<unsigned char>(bytes[i]);
    std::size_t length = first < 0x80         ? 1
                         : first >> 5 == 0x6  ? 2
                         : first >> 4 == 0xe  ? 3
                         : first >> 3 == 0x1e ? 4
                                              : 0;
    if (length == 0 || i + length > bytes.size()) return false;
    char32_t point = length == 1 ? first : first & (0xffu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      auto next = static_cast<unsigned char>(bytes[i + k]);
      if (next >> 6 != 0x2) return false;
      point = point << 6 | (next & 0x3f);
    }
    static constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < least[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      return false;
    i += length;
  }
  return true;
}

std::size_t characters(std::string_view utf8) {
  std::size_t count = 0;
  for (char c : utf8) count += (static_cast<unsigned char>(c) >> 6) != 0x2;
  return count;
}

std::string first_line(std::string_view text, std::size_t most) {
  std::size_t seen = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] != '\n' && text[at] != '\r'; ++at) {
    bool starts_character = (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
    if (starts_character && ++seen > most) break;
  }
  return std::string(text.substr(0, at));
}

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view white = " \t\r\n";
  auto first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

void check_text(std::string_view value, const TextLimits& limits, std::string place,
                std::vector<Fault>& found) {
  auto fault = [&](std::string code, std::map<std::string, std::string> parameters = {}) {
    found.push_back({std::move(place), std::move(code), std::move(parameters)});
  };
  if (!is_utf8(value)) return fault("not_utf8");
  if (has_control_character(value, limits.shape)) return fault("control_character");
  if (limits.least > 0 && is_blank(value)) return fault("required");
  std::size_t length = characters(value);
  if (length < limits.least) return fault("too_short", {{"limit", std::to_string(limits.least)}});
  if (length > limits.most) return fault("too_long", {{"limit", std::to_string(limits.most)}});
}

}  // namespace expertise
