#include "server/domain/availability_grid.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace expertise {

namespace {

constexpr std::chrono::minutes cell{30};
constexpr std::chrono::milliseconds moment{1};

bool is_on_leave(const Availability& availability, LocalDay day) {
  return std::any_of(availability.absences.begin(), availability.absences.end(),
                     [&](const Absence& each) { return each.from <= day && day <= each.until; });
}

}  // namespace

std::size_t ColumnSet::count() const {
  return std::accumulate(words_.begin(), words_.end(), std::size_t{0},
                         [](std::size_t sum, std::uint64_t word) {
                           return sum + static_cast<std::size_t>(std::popcount(word));
                         });
}

void ColumnSet::set(std::size_t column, bool held) {
  if (column / bits >= words_.size()) {
    if (!held) return;
    words_.resize(column / bits + 1, 0);
  }
  const std::uint64_t bit = std::uint64_t{1} << (column % bits);
  std::uint64_t& word = words_[column / bits];
  word = held ? word | bit : word & ~bit;
}

ColumnSet& ColumnSet::operator|=(const ColumnSet& other) {
  if (words_.size() < other.words_.size()) words_.resize(other.words_.size(), 0);
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

AvailabilityGrid::AvailabilityGrid(LocalDay first) : begin_(instant_of(first, 0)) {
  for (int i = 0; i < days; ++i) present_[plus_days(first, i)];
  const Instant end = instant_of(plus_days(first, days), 0);
  free_.resize(static_cast<std::size_t>((end - begin_) / cell));
}

void AvailabilityGrid::put(std::size_t column, const Availability& availability) {
  remove(column);
  if (availability.paused) return;
  for (auto& [day, people] : present_) people.set(column, !is_on_leave(availability, day));
  const Instant end = begin_ + static_cast<int>(free_.size()) * cell;
  for (const Span& span : free_spans(availability, begin_, end)) {
    const auto first = static_cast<std::size_t>((span.begin - begin_) / cell);
    for (std::size_t i = first; i < free_.size() && begin_ + static_cast<int>(i) * cell < span.end;
         ++i) {
      free_[i].set(column, true);
    }
  }
}

void AvailabilityGrid::remove(std::size_t column) {
  for (ColumnSet& each : free_) each.set(column, false);
  for (auto& [day, people] : present_) people.set(column, false);
}

AvailabilityGrid::HalfHours AvailabilityGrid::touched_by(Instant from, Instant to) const {
  const Instant end = begin_ + static_cast<int>(free_.size()) * cell;
  if (to <= begin_ || from >= end || to <= from) return {};
  const auto first = static_cast<std::size_t>((std::max(from, begin_) - begin_) / cell);
  const auto last = static_cast<std::size_t>((std::min(to, end) - begin_ + cell - moment) / cell);
  return {first, last};
}

ColumnSet AvailabilityGrid::free_within(Instant from, Instant to) const {
  ColumnSet result;
  const HalfHours touched = touched_by(from, to);
  for (std::size_t i = touched.first; i < touched.last; ++i) result |= free_[i];
  return result;
}

ColumnSet AvailabilityGrid::present_on(LocalDay day) const {
  const auto found = present_.find(day);
  return found == present_.end() ? ColumnSet() : found->second;
}

}  // namespace expertise
