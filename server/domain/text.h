// Checks what people write before it is kept: valid UTF-8, no control characters, a length in
// characters (code points), not blank. It does not judge meaning.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/domain/refusal.h"

namespace expertise {

/// A line holds no line ends; a text may hold \n and \t.
enum class TextShape { line, text };

/// How long it may be, in characters. With `least` 0 an empty one is sound.
struct TextLimits {
  std::size_t least = 0;
  std::size_t most = 0;
  TextShape shape = TextShape::line;
};

/// Whether these bytes are well-formed UTF-8 (no surrogates, nothing overlong, at most U+10FFFF).
bool is_utf8(std::string_view bytes);

/// Number of code points; only sensible for valid UTF-8.
std::size_t characters(std::string_view utf8);

/// Adds what is wrong with `value` to `found` as a fault at `place`: `not_utf8`,
/// `control_character`, `required` (blank where `least` > 0), `too_short`, `too_long`; at most one.
void check_text(std::string_view value, const TextLimits& limits, std::string place,
                std::vector<Fault>& found);

/// The first line, at most so many characters of it.
std::string first_line(std::string_view text, std::size_t most);

/// Without white space at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace expertise
