// Enumerations have one spelling each outside the program: a code, the same in the store, the log
// and the API. The table of an enumeration stands beside it as a specialisation of `codes`.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace expertise {

template <class Enum, std::size_t N>
using CodeTable = std::array<std::pair<Enum, std::string_view>, N>;

/// Specialised beside each enumeration: every value with its code.
template <class Enum>
inline constexpr int codes = 0;

template <class Enum>
constexpr std::string_view code(Enum value) {
  for (const auto& [each, text] : codes<Enum>) {
    if (each == value) return text;
  }
  return {};
}

template <class Enum>
constexpr std::optional<Enum> from_code(std::string_view text) {
  for (const auto& [each, spelling] : codes<Enum>) {
    if (spelling == text) return each;
  }
  return std::nullopt;
}

}  // namespace expertise
