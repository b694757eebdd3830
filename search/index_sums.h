// Sums by which the index tells that what it reads is what was written: the engine has none of its
// own. Not against people, only against chance.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace expertise::search {

std::uint64_t sum_of(std::string_view text);

/// The sum over one document: its terms in any order.
class DocumentSum {
 public:
  /// `term` is the sum of the term's text.
  void add(std::uint64_t term, std::uint32_t weight);
  void add(const DocumentSum& other) { value_ += other.value_; }
  /// What the document adds to the sum of an index in which it has this number.
  std::uint64_t share(std::uint32_t number) const;

  bool operator==(const DocumentSum&) const = default;

 private:
  std::uint64_t value_ = 0;
};

/// The sum of a text as sixteen hexadecimal digits.
std::string sum_text(std::string_view text);
/// The sum that sixteen hexadecimal digits stand for; 0 when they are none.
std::uint64_t read_sum(std::string_view digits);

}  // namespace expertise::search
