#include "server/store/sqlite/availability_text.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>
#include <vector>

namespace expertise::sqlite {

namespace {

[[noreturn]] void damaged() { throw std::runtime_error("availability cannot be read"); }

std::string ranges_text(const std::vector<TimeRange>& ranges) {
  std::string text;
  for (const TimeRange& range : ranges) {
    text += ' ' + std::to_string(range.from) + '-' + std::to_string(range.to);
  }
  return text;
}

// `-` when there are none.
std::string ways_text(const std::vector<AppointmentWay>& ways) {
  std::string text;
  for (AppointmentWay each : ways) text += (text.empty() ? "" : ",") + std::string(code(each));
  return text.empty() ? "-" : text;
}

std::string number_line(std::string_view name, std::int64_t value) {
  return std::string(name) + ' ' + std::to_string(value) + '\n';
}

template <class Number>
Number number_of(std::string_view word) {
  Number value{};
  auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc() || end != word.data() + word.size()) damaged();
  return value;
}

TimeRange range_of(std::string_view word) {
  std::size_t dash = word.find('-');
  if (dash == std::string_view::npos) damaged();
  return {number_of<int>(word.substr(0, dash)), number_of<int>(word.substr(dash + 1))};
}

std::vector<AppointmentWay> ways_of(std::string_view word) {
  std::vector<AppointmentWay> ways;
  if (word == "-") return ways;
  for (;;) {
    std::size_t end = std::min(word.find(','), word.size());
    auto way = from_code<AppointmentWay>(word.substr(0, end));
    if (!way) damaged();
    ways.push_back(*way);
    if (end == word.size()) return ways;
    word.remove_prefix(end + 1);
  }
}

LocalDay day_of(std::string_view word) {
  auto day = parse_local_date(word);
  if (!day) damaged();
  return *day;
}

// The words of a line, taken from the front.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}

  bool empty() const { return rest_.empty(); }
  std::string_view next() {
    if (rest_.empty()) damaged();
    std::string_view word = rest_.substr(0, rest_.find(' '));
    rest_.remove_prefix(std::min(rest_.size(), word.size() + 1));
    return word;
  }
  std::vector<TimeRange> ranges() {
    std::vector<TimeRange> ranges;
    while (!empty()) ranges.push_back(range_of(next()));
    return ranges;
  }
  /// All that is left, spaces and all.
  std::string text() { return std::string(std::exchange(rest_, {})); }

 private:
  std::string_view rest_;
};

Absence absence_of(Words& words) {
  Absence absence;
  absence.from = day_of(words.next());
  absence.until = day_of(words.next());
  if (!words.empty()) {
    absence.substitute = SpecialistId::parse(words.next());
    if (!absence.substitute) damaged();
  }
  return absence;
}

Whereabouts whereabouts_of(Words& words) {
  Whereabouts read;
  read.weekday = number_of<int>(words.next());
  read.range = range_of(words.next());
  read.ways = ways_of(words.next());
  read.place = words.text();
  return read;
}

void read_line(std::string_view line, Availability& into) {
  Words words(line);
  std::string_view name = words.next();
  if (name == "weekly") {
    auto day = number_of<std::size_t>(words.next());
    into.weekly.at(day) = words.ranges();
  } else if (name == "exception") {
    LocalDay day = day_of(words.next());
    into.exceptions.push_back({day, words.ranges()});
  } else if (name == "absence") {
    into.absences.push_back(absence_of(words));
  } else if (name == "whereabouts") {
    into.whereabouts.push_back(whereabouts_of(words));
  } else if (name == "paused") {
    into.paused = true;
  } else if (name == "most_open") {
    into.most_open = number_of<int>(words.next());
  } else if (name == "most_new_per_week") {
    into.most_new_per_week = number_of<int>(words.next());
  } else if (name == "notice_hours") {
    into.notice_hours = number_of<int>(words.next());
  } else if (name == "reachable_until") {
    auto ms = number_of<std::int64_t>(words.next());
    into.reachable_until = Instant(std::chrono::milliseconds(ms));
  } else {
    damaged();
  }
}

}  // namespace

std::string to_text(const Availability& availability) {
  std::string text;
  for (std::size_t day = 0; day < availability.weekly.size(); ++day) {
    if (availability.weekly[day].empty()) continue;
    text += "weekly " + std::to_string(day) + ranges_text(availability.weekly[day]) + '\n';
  }
  for (const DayException& each : availability.exceptions) {
    text += "exception " + date_text(each.day) + ranges_text(each.hours) + '\n';
  }
  for (const Absence& each : availability.absences) {
    text += "absence " + date_text(each.from) + ' ' + date_text(each.until);
    if (each.substitute) text += ' ' + each.substitute->text();
    text += '\n';
  }
  for (const Whereabouts& each : availability.whereabouts) {
    text += "whereabouts " + std::to_string(each.weekday) + ranges_text({each.range}) + ' ' +
            ways_text(each.ways);
    if (!each.place.empty()) text += ' ' + each.place;
    text += '\n';
  }
  if (availability.paused) text += "paused\n";
  if (availability.most_open) text += number_line("most_open", *availability.most_open);
  if (availability.most_new_per_week) {
    text += number_line("most_new_per_week", *availability.most_new_per_week);
  }
  if (availability.notice_hours != usual_notice_hours) {
    text += number_line("notice_hours", availability.notice_hours);
  }
  if (availability.reachable_until) {
    text +=
        number_line("reachable_until", availability.reachable_until->time_since_epoch().count());
  }
  return text;
}

Availability availability_of(std::string_view text) {
  Availability availability;
  while (!text.empty()) {
    std::size_t end = text.find('\n');
    if (end == std::string_view::npos) damaged();
    read_line(text.substr(0, end), availability);
    text.remove_prefix(end + 1);
  }
  return availability;
}

}  // namespace expertise::sqlite
