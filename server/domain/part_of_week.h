// Days of the week by name, and what makes two times a part of a day.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/domain/availability.h"

namespace expertise {

/// In the order of WeeklyHours.
enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

template <>
inline constexpr CodeTable<Weekday, 7> codes<Weekday>{{{Weekday::monday, "monday"},
                                                       {Weekday::tuesday, "tuesday"},
                                                       {Weekday::wednesday, "wednesday"},
                                                       {Weekday::thursday, "thursday"},
                                                       {Weekday::friday, "friday"},
                                                       {Weekday::saturday, "saturday"},
                                                       {Weekday::sunday, "sunday"}}};

inline constexpr int minutes_of_day = 1440;

/// A number that must be 0 to `most`.
inline Fault out_of_range(std::string place, int most) {
  return {std::move(place), "out_of_range", {{"least", "0"}, {"most", std::to_string(most)}}};
}

/// Adds what is wrong with it, at `/from` or `/to` of `here`: `out_of_range`,
/// `end_not_after_start`. False when it is no part of a day.
inline bool check_range(TimeRange range, const std::string& here, std::vector<Fault>& found) {
  const auto [from, to] = range;
  if (from < 0 || from >= minutes_of_day) {
    found.push_back(out_of_range(here + "/from", minutes_of_day - 1));
  } else if (to < 0 || to > minutes_of_day) {
    found.push_back(out_of_range(here + "/to", minutes_of_day));
  } else if (to <= from) {
    found.push_back({here + "/to", "end_not_after_start"});
  } else {
    return true;
  }
  return false;
}

}  // namespace expertise
