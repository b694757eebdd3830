// Who may be found, as somebody outside the index knows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace expertise::search {

/// Asked of every candidate that comes far enough to matter. Whoever answers gives people a number
/// once and is asked by it from then on, so that a question among very many is an entry in a table.
/// It does not change its mind: what it said of somebody is kept as long as the index stays as it
/// is. Safe to ask from many threads at once.
class Allowed {
 public:
  virtual ~Allowed() = default;
  /// Which way of numbering it is: not 0, and another when people were given other numbers. No two
  /// that are asked of the same index may share one and number people differently.
  virtual std::uint32_t numbering() const = 0;
  /// Nothing for who has no number (yet).
  virtual std::optional<std::uint32_t> number_of(std::string_view id) const = 0;
  virtual bool allows(std::uint32_t number) const = 0;
  virtual bool allows_unnumbered() const = 0;
};

}  // namespace expertise::search
