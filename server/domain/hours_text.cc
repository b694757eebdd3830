#include "server/domain/hours_text.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "server/domain/hours_words.h"

namespace expertise {

using namespace hours;

namespace {

constexpr std::size_t most_bytes = 500;

constexpr int first_unmistakable_hour = 6;

// Adds a range to a day's ranges, which stay in order and apart.
void add_range(std::vector<TimeRange>& ranges, TimeRange range) {
  ranges.push_back(range);
  std::sort(ranges.begin(), ranges.end());
  std::vector<TimeRange> joined;
  for (TimeRange each : ranges) {
    if (!joined.empty() && each.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, each.to);
    } else {
      joined.push_back(each);
    }
  }
  ranges = std::move(joined);
}

// Understands the words in order. A group is a set of days with its hours; whichever of the two
// comes first, the group is complete when the first comes again.
class HoursParser {
 public:
  explicit HoursParser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  HoursReading read() {
    while (at_ < tokens_.size() && reading_.understood()) step();
    if (reading_.understood()) close_group();
    return std::move(reading_);
  }

 private:
  struct Group {
    unsigned days = 0;
    unsigned except = 0;
    std::vector<TimeRange> hours;
    bool hours_first = false;
    bool excepting = false;
    bool absent = false;
    std::string_view text;
  };

  bool next_is(Word word, std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].word == word;
  }

  void fail(std::string_view text) { reading_.not_understood = std::string(text); }

  void step() {
    const Token& token = tokens_[at_];
    switch (token.word) {
      case Word::days:
        ++at_;
        return take_days(token.days, token.text);
      case Word::part:
        ++at_;
        return take_hours(token.part, token.text);
      case Word::time:
      case Word::from:
      case Word::until:
      case Word::half:
      case Word::between:
        return take_times();
      case Word::every:
        ++at_;
        if (next_is(Word::day)) {
          ++at_;
          take_days(all_days, token.text);
        } else if (next_is(Word::week)) {
          ++at_;
        }
        return;
      case Word::whole:
        return take_whole();
      case Word::stop:
        ++at_;
        return close_group();
      case Word::except:
        ++at_;
        if (group_.days == 0) return fail(token.text);
        group_.excepting = true;
        return;
      case Word::absent:
        ++at_;
        return take_absent();
      case Word::dash:
        ++at_;
        // "ma-ochtend": the dash says nothing.
        if (!next_is(Word::part)) fail(token.text);
        return;
      case Word::conjunct:
      case Word::filler:
        ++at_;
        return;
      case Word::through:
      case Word::day:
      case Word::week:
      case Word::unknown:
        return fail(token.text);
    }
  }

  void take_whole() {
    const Token& token = tokens_[at_++];
    while (next_is(Word::filler)) ++at_;
    if (next_is(Word::day)) {
      ++at_;
      take_hours(whole_day, token.text);
    } else if (next_is(Word::week)) {
      ++at_;
      take_days(working_days, token.text);
    } else {
      fail(token.text);
    }
  }

  void take_absent() {
    bool complete = !group_.hours.empty();
    if (complete) close_group();
    group_.absent = true;
  }

  // One day or set of days, or a range of them when "-", "t/m", "tot en met" or "tot" follows.
  void take_days(unsigned days, std::string_view text) {
    std::size_t between = 0;
    if (next_is(Word::through) || next_is(Word::dash) || next_is(Word::until)) between = 1;
    // "tot en met"
    if (next_is(Word::until) && next_is(Word::conjunct, 1) && next_is(Word::filler, 2)) between = 3;
    if (between && next_is(Word::days, between)) {
      const Token& last = tokens_[at_ + between];
      if (!is_one(days) || !is_one(last.days)) return fail(last.text);
      at_ += between + 1;
      for (unsigned day = days; day != last.days; day = day == 64 ? 1 : day << 1) days |= day;
      days |= last.days;
    }
    if (group_.excepting) {
      group_.except |= days;
      return;
    }
    bool complete = group_.days != 0 && !group_.hours.empty() && !group_.hours_first;
    if (complete) close_group();
    group_.days |= days;
    group_.text = text;
  }

  static bool is_one(unsigned days) { return days != 0 && (days & (days - 1)) == 0; }

  void take_hours(TimeRange range, std::string_view text) {
    if (range.to <= range.from) return fail(text);
    if (group_.excepting && !group_.hours.empty()) return fail(text);
    if (group_.absent) return fail(text);
    group_.excepting = false;
    bool complete = group_.days != 0 && group_.hours_first;
    if (complete) close_group();
    if (group_.days == 0) group_.hours_first = true;
    group_.hours.push_back(range);
    group_.text = text;
  }

  std::optional<Token> take_time() {
    bool half = next_is(Word::half);
    if (half) ++at_;
    while (next_is(Word::filler)) ++at_;
    if (!next_is(Word::time)) return std::nullopt;
    Token time = tokens_[at_++];
    while (next_is(Word::filler)) ++at_;
    if (half && time.bare_hour) time.minute -= 30;
    return time;
  }

  void take_times() {
    const Token first = tokens_[at_];
    bool from_only = first.word == Word::from;
    bool until_only = first.word == Word::until;
    bool between = first.word == Word::between;
    if (from_only || until_only || between) ++at_;
    std::optional<Token> from = take_time();
    if (!from) return fail(first.text);
    bool second =
        next_is(Word::dash) || next_is(Word::until) || (between && next_is(Word::conjunct));
    if (until_only) {
      if (mistakable(*from)) return fail(from->text);
      return take_hours({whole_day.from, from->minute}, from->text);
    }
    if (!second) {
      if (!from_only || mistakable(*from)) return fail(from->text);
      int end = from->minute < whole_day.to ? whole_day.to : evening.to;
      return take_hours({from->minute, end}, from->text);
    }
    ++at_;
    std::optional<Token> to = take_time();
    if (!to) return fail(from->text);
    const char* begin = from->text.data();
    const char* end = to->text.data() + to->text.size();
    std::string_view text(begin, static_cast<std::size_t>(end - begin));
    if (mistakable(*from) || mistakable(*to)) return fail(text);
    take_hours({from->minute, to->minute}, text);
  }

  static bool mistakable(const Token& time) {
    return time.bare_hour && time.minute < first_unmistakable_hour * 60;
  }

  void close_group() {
    unsigned days = (group_.days ? group_.days : working_days) & ~group_.except;
    bool says_something = group_.days != 0 || !group_.hours.empty();
    if (says_something && !group_.absent && group_.hours.empty()) group_.hours = {whole_day};
    for (std::size_t day = 0; says_something && day < reading_.hours.size(); ++day) {
      if ((days >> day & 1) == 0) continue;
      auto& ranges = reading_.hours[day];
      if (group_.absent) ranges.clear();
      for (TimeRange range : group_.hours) add_range(ranges, range);
      if (ranges.size() > AvailabilityLimits::ranges_per_day) return fail(group_.text);
    }
    group_ = {};
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  Group group_;
  HoursReading reading_;
};

constexpr std::array<std::string_view, 7> short_names{"ma", "di", "wo", "do", "vr", "za", "zo"};

std::string enumeration(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " en " : ", ";
    text += parts[i];
  }
  return text;
}

std::string days_text(unsigned days) {
  if (days == all_days) return "elke dag";
  if (days == working_days) return "elke werkdag";
  std::vector<std::string> parts;
  for (std::size_t first = 0; first < 7; ++first) {
    if ((days >> first & 1) == 0) continue;
    std::size_t last = first;
    while (last + 1 < 7 && (days >> (last + 1) & 1) != 0) ++last;
    if (last - first < 2) {
      parts.emplace_back(short_names[first]);
    } else {
      parts.push_back(std::string(short_names[first]) + " t/m " + std::string(short_names[last]));
      first = last;
    }
  }
  return enumeration(parts);
}

std::string clock_text(int minute) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%d.%02d", minute / 60, minute % 60);
  return text.data();
}

std::string range_text(TimeRange range) {
  if (range == morning) return "ochtend";
  if (range == afternoon) return "middag";
  if (range == evening) return "avond";
  if (range == whole_day) return "hele dag";
  return clock_text(range.from) + "-" + clock_text(range.to) + " uur";
}

}  // namespace

HoursReading parse_hours(std::string_view sentence) {
  if (sentence.size() > most_bytes) {
    HoursReading reading;
    reading.not_understood = std::string(sentence.substr(0, sentence.find(' ')).substr(0, 40));
    return reading;
  }
  return HoursParser(words_of(sentence)).read();
}

std::string hours_text(const WeeklyHours& hours) {
  WeeklyHours joined;
  for (std::size_t day = 0; day < hours.size(); ++day) {
    for (TimeRange range : hours[day]) add_range(joined[day], range);
  }
  std::string text;
  unsigned said = 0;
  for (std::size_t day = 0; day < joined.size(); ++day) {
    if (joined[day].empty() || (said >> day & 1) != 0) continue;
    unsigned same = 0;
    for (std::size_t other = day; other < joined.size(); ++other) {
      if (joined[other] == joined[day]) same |= 1u << other;
    }
    said |= same;
    std::vector<std::string> ranges;
    for (TimeRange range : joined[day]) ranges.push_back(range_text(range));
    if (!text.empty()) text += "; ";
    text += days_text(same) + " " + enumeration(ranges);
  }
  return text.empty() ? "Geen vaste uren" : text;
}

}  // namespace expertise
