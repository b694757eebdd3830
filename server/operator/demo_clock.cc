#include "server/operator/demo_clock.h"

#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace expertise {

namespace {

constexpr int minutes_of_a_working_day = office_closes - office_opens;
constexpr std::chrono::minutes step_back{5};

[[noreturn]] void refuse(std::string_view words) {
  throw std::invalid_argument("not a moment: " + std::string(words));
}

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> parts;
  while (!words.empty()) {
    auto space = std::min(words.find(' '), words.size());
    if (space > 0) parts.push_back(words.substr(0, space));
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return parts;
}

std::optional<int> number(std::string_view digits) {
  if (!digits.empty() && digits.front() == '+') digits.remove_prefix(1);
  int value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// `10:05` as minutes since midnight.
std::optional<int> time_of_day(std::string_view text) {
  auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto hour = number(text.substr(0, colon));
  auto minute = number(text.substr(colon + 1));
  if (!hour || !minute) return std::nullopt;
  return *hour * 60 + *minute;
}

std::optional<int> weekday_named(std::string_view name) {
  constexpr std::array<std::string_view, 5> names{"monday", "tuesday", "wednesday", "thursday",
                                                  "friday"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<int>(i);
  }
  return std::nullopt;
}

bool is_working(Instant instant, const WorkingCalendar& calendar) {
  return add_working_minutes(instant, 0, calendar) == instant;
}

// The first of the days `start`, `start` + stride, … on which people work at that time.
Instant first_working(LocalDay start, int minute, int stride, const WorkingCalendar& calendar,
                      std::string_view words) {
  constexpr int tries = 30;
  for (int i = 0; i < tries; ++i) {
    Instant instant = instant_of(plus_days(start, i * stride), minute);
    if (is_working(instant, calendar)) return instant;
  }
  refuse(words);  // a time outside office hours
}

Instant working_hours_before(Instant now, int hours, const WorkingCalendar& calendar) {
  Instant instant = std::chrono::floor<std::chrono::minutes>(now);
  instant -= std::chrono::minutes(wall_clock(instant).minute % step_back.count());
  while (!is_working(instant, calendar) ||
         working_minutes_between(instant, now, calendar) < hours * 60) {
    instant -= step_back;
  }
  return instant;
}

Instant working_days_before(Instant now, int days, int minute, const WorkingCalendar& calendar,
                            std::string_view words) {
  LocalDay day = local_day(now);
  Instant found;
  for (int i = 0; i < days; ++i) {
    found = first_working(plus_days(day, -1), minute, -1, calendar, words);
    day = local_day(found);
  }
  return found;
}

Instant working_days_after(Instant start, int days, int minute, const WorkingCalendar& calendar,
                           std::string_view words) {
  Instant found = first_working(local_day(start), minute, 1, calendar, words);
  for (int i = 0; i < days; ++i) {
    found = first_working(plus_days(local_day(found), 1), minute, 1, calendar, words);
  }
  return found;
}

}  // namespace

Instant moment_before(Instant now, std::string_view words, const WorkingCalendar& calendar) {
  auto parts = split(words);
  auto count = parts.size() < 3 ? std::nullopt : number(parts[0]);
  if (!count || *count >= 0) refuse(words);
  if (parts[1] == "working" && parts[2] == "hours" && parts.size() == 3)
    return working_hours_before(now, -*count, calendar);
  auto minute = time_of_day(parts.back());
  if (!minute) refuse(words);
  if (parts[1] == "days" && parts.size() == 3) {
    return first_working(plus_days(local_day(now), *count), *minute, 1, calendar, words);
  }
  if (parts[1] == "working" && parts[2] == "days" && parts.size() == 4)
    return working_days_before(now, -*count, *minute, calendar, words);
  auto weekday = weekday_named(parts[2]);
  if (parts[1] != "weeks" || parts.size() != 4 || !weekday) refuse(words);
  LocalDay day = plus_days(local_day(now), 7 * *count);
  while (weekday_index(day) != *weekday) day = plus_days(day, -1);
  return first_working(day, *minute, -7, calendar, words);
}

Instant moment_after(Instant start, std::string_view words, const WorkingCalendar& calendar) {
  auto parts = split(words);
  auto count = parts.size() < 2 ? std::nullopt : number(parts[0]);
  if (!count || *count < 0) refuse(words);
  const bool in_working_days = parts.size() > 2 && parts[1] == "working" && parts[2] == "days";
  if (in_working_days && parts.size() == 3) {
    return add_working_minutes(start, *count * minutes_of_a_working_day, calendar);
  }
  if (in_working_days && parts.size() == 4) {
    auto minute = time_of_day(parts.back());
    if (!minute) refuse(words);
    return working_days_after(start, *count, *minute, calendar, words);
  }
  if (parts.size() != 2) refuse(words);
  if (parts[1] == "minutes") return add_working_minutes(start, *count, calendar);
  if (parts[1] == "hours") return add_working_minutes(start, *count * 60, calendar);
  if (parts[1] != "days") refuse(words);
  return add_working_minutes(start + std::chrono::days(*count), 0, calendar);
}

LocalDay day_from(LocalDay today, std::string_view words) {
  auto parts = split(words);
  auto count = parts.size() == 2 && parts[1] == "days" ? number(parts[0]) : std::nullopt;
  if (!count) refuse(words);
  return plus_days(today, *count);
}

}  // namespace expertise
