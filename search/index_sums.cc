#include "search/index_sums.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>

namespace expertise::search {
namespace {

constexpr std::size_t at_once = sizeof(std::uint64_t);

// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): each bit of the input turns half of
// the output's.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31);
}

}  // namespace

std::uint64_t sum_of(std::string_view text) {
  std::uint64_t sum = 0x9E3779B97F4A7C15ULL + text.size();
  for (std::size_t at = 0; at < text.size(); at += at_once) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, std::min(at_once, text.size() - at));
    sum = mixed(sum ^ word) + 0x9E3779B97F4A7C15ULL;
  }
  return sum;
}

void DocumentSum::add(std::uint64_t term, std::uint32_t weight) {
  value_ += mixed(term ^ mixed(weight + 1ULL));
}

std::uint64_t DocumentSum::share(std::uint32_t number) const {
  return mixed(value_ ^ mixed(number));
}

std::string sum_text(std::string_view text) {
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx",
                static_cast<unsigned long long>(sum_of(text)));
  return digits.data();
}

std::uint64_t read_sum(std::string_view digits) {
  constexpr int hexadecimal = 16;
  std::uint64_t sum = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, sum, hexadecimal);
  return read.ec == std::errc() && read.ptr == end ? sum : 0;
}

}  // namespace expertise::search
