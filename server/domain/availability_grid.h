// When everybody of a pool is there, as bits in memory: a row for each half hour of the days to
// come, a column for each person. Asking who is free between two moments is a few thousand words
// put together, however many people there are. It is made from availability alone: what else keeps
// somebody (calendars, appointments, open questions) is for the plain function, `free_at`, to say
// of the few who are left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "server/domain/availability.h"

namespace expertise {

/// A set of columns.
class ColumnSet {
 public:
  bool holds(std::size_t column) const {
    return column / bits < words_.size() && ((words_[column / bits] >> (column % bits)) & 1U) != 0;
  }
  std::size_t count() const;
  void set(std::size_t column, bool held);
  ColumnSet& operator|=(const ColumnSet& other);

 private:
  static constexpr std::size_t bits = 64;
  std::vector<std::uint64_t> words_;
};

class AvailabilityGrid {
 public:
  /// Knows this many days, from `first` on.
  static constexpr int days = 14;
  explicit AvailabilityGrid(LocalDay first);

  bool covers(LocalDay day) const { return present_.contains(day); }

  /// What is known of a person from now on; a column is any small number.
  void put(std::size_t column, const Availability& availability);
  void remove(std::size_t column);

  /// Half hours of the clock, counted from the first that it knows: [first, last).
  struct HalfHours {
    std::size_t first = 0;
    std::size_t last = 0;
    bool operator==(const HalfHours&) const = default;
  };
  /// Those that [from, to) touches, of the days that it knows.
  HalfHours touched_by(Instant from, Instant to) const;
  /// Who is free, by hours, exceptions, leave and the switch, and not paused, in one of the half
  /// hours that [from, to) touches: everybody who is free at a moment of it, and of the others only
  /// who is free within the same half hour. Of days that it does not know, nobody.
  ColumnSet free_within(Instant from, Instant to) const;
  /// Who is neither paused nor on leave on this day.
  ColumnSet present_on(LocalDay day) const;

 private:
  Instant begin_;
  std::vector<ColumnSet> free_;  // by half hour since `begin_`
  std::map<LocalDay, ColumnSet> present_;
};

}  // namespace expertise
