#include "search/index_sums.h"

#include <algorithm>
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

DocumentSum::DocumentSum(std::string_view id, std::string_view sort_key,
                         std::string_view record_sum)
    : value_(mixed(sum_of(id) + 1) + mixed(sum_of(sort_key) + 2) + mixed(sum_of(record_sum) + 3)) {}

void DocumentSum::add(std::uint64_t term, std::uint32_t weight) {
  value_ += mixed(term ^ mixed(weight + 4ULL));
}

std::uint64_t DocumentSum::share(std::uint32_t number) const {
  return mixed(value_ ^ mixed(number));
}

std::string sum_bytes(std::string_view text) {
  const std::uint64_t sum = sum_of(text);
  return {reinterpret_cast<const char*>(&sum), sizeof sum};
}

}  // namespace expertise::search
