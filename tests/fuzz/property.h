// What the fuzz targets share: ending the process where something does not hold, so that the input
// that showed it is kept.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace expertise::fuzz {

/// Standard error as it was when the program began: libFuzzer may be told to close it to what a
/// library says.
inline const int errors = dup(STDERR_FILENO);

/// `what` is the sentence that is not true.
inline void holds(bool is_true, const char* what, std::string_view about = {}) {
  if (is_true) return;
  dprintf(errors, "does not hold: %s%s%.*s\n", what, about.empty() ? "" : ": ",
          static_cast<int>(about.size()), about.data());
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Whether a character of valid UTF-8 begins, or the text ends, at this byte.
inline bool is_boundary(std::string_view utf8, std::size_t at) {
  return at == utf8.size() ||
         (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0U) != 0x80U);
}

/// The first line, and what stands behind it.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace expertise::fuzz

/// The face of a target, as libFuzzer and the replaying driver call it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
