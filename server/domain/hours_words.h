// Cuts a Dutch sentence about weekly hours into words with a meaning: days, parts of a day, times,
// and what stands between them. It does not know how they go together.
#pragma once

#include <string_view>
#include <vector>

#include "server/domain/availability.h"

namespace expertise::hours {

/// Sets of days: bit 0 is Monday.
inline constexpr unsigned working_days = 0b0011111;
inline constexpr unsigned weekend_days = 0b1100000;
inline constexpr unsigned all_days = 0b1111111;

inline constexpr TimeRange morning{9 * 60, 12 * 60};
inline constexpr TimeRange afternoon{13 * 60, 17 * 60};
inline constexpr TimeRange evening{18 * 60, 21 * 60};
inline constexpr TimeRange whole_day{9 * 60, 17 * 60};

enum class Word {
  days,      // a set of days
  part,      // a part of a day
  time,      // minutes since midnight
  dash,      // "-": between two days or two times
  through,   // "t/m": between two days
  until,     // "tot": between two times, or before one
  from,      // "vanaf": before one time
  between,   // "tussen": makes "en" stand between two times
  conjunct,  // "en", comma
  stop,      // ends a group
  except,    // "behalve"
  absent,    // "niet", "geen"
  half,      // "half 10"
  every,     // "elke", "alle": before "dag"
  whole,     // "hele": before "dag", "week"
  day,       // "dag"
  week,
  filler,
  unknown,
};

struct Token {
  Word word = Word::unknown;
  std::string_view text;
  unsigned days = 0;
  TimeRange part{};
  int minute = 0;
  /// Written as "9", without minutes or a leading zero.
  bool bare_hour = false;
};

/// The words of a sentence in order; their texts are parts of it. A word that is not known, and a
/// time that does not exist, is `unknown`.
std::vector<Token> words_of(std::string_view sentence);

}  // namespace expertise::hours
