#include "server/domain/local_time.h"

#include <date/tz.h>

#include <array>
#include <cstdio>

namespace expertise {

namespace {

const date::time_zone& amsterdam() {
  static const date::time_zone* zone = date::locate_zone("Europe/Amsterdam");
  return *zone;
}

// Both libraries count days from 1970-01-01.
std::chrono::days day_number(LocalDay day) { return std::chrono::sys_days(day).time_since_epoch(); }

}  // namespace

WallClock wall_clock(Instant instant) {
  auto local = amsterdam().to_local(instant).time_since_epoch();
  auto days = std::chrono::floor<std::chrono::days>(local);
  auto minutes = std::chrono::floor<std::chrono::minutes>(local - days);
  return {LocalDay(std::chrono::sys_days(days)), static_cast<int>(minutes.count())};
}

LocalDay local_day(Instant instant) { return wall_clock(instant).day; }

std::string local_date(Instant instant) { return date_text(local_day(instant)); }

std::string date_text(LocalDay day) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text.data();
}

std::optional<LocalDay> parse_local_date(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  int value = 0;
  std::array<int, 3> parts{};
  std::size_t part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      if (text[i] != '-') return std::nullopt;
      parts[part++] = value;
      value = 0;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  parts[part] = value;
  LocalDay day{std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
               std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (!day.ok()) return std::nullopt;
  return day;
}

Instant instant_of(LocalDay day, int minute, Pass pass) {
  date::local_time<std::chrono::milliseconds> local{day_number(day) + std::chrono::minutes(minute)};
  return amsterdam().to_sys(local,
                            pass == Pass::first ? date::choose::earliest : date::choose::latest);
}

LocalDay plus_days(LocalDay day, int count) {
  return LocalDay(std::chrono::sys_days(day) + std::chrono::days(count));
}

int weekday_index(LocalDay day) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding()) - 1;
}

}  // namespace expertise
