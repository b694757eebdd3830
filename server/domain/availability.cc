#include "server/domain/availability.h"

#include <algorithm>
#include <string_view>

#include "server/domain/part_of_week.h"
#include "server/domain/whereabouts.h"

namespace expertise {

namespace {

using Limits = AvailabilityLimits;

constexpr int days_looked_ahead = 56;
constexpr int most_days_of_spans = 400;

const Absence* absence_on(const Availability& availability, LocalDay day) {
  for (const Absence& each : availability.absences) {
    if (each.from <= day && day <= each.until) return &each;
  }
  return nullptr;
}

const std::vector<TimeRange>& hours_on(const Availability& availability, LocalDay day) {
  for (const DayException& each : availability.exceptions) {
    if (each.day == day) return each.hours;
  }
  return availability.weekly[static_cast<std::size_t>(weekday_index(day))];
}

// Puts a span behind the others, joined to the last one where they touch.
void join(std::vector<Span>& spans, Span next) {
  if (next.begin >= next.end) return;
  if (!spans.empty() && next.begin <= spans.back().end) {
    spans.back().end = std::max(spans.back().end, next.end);
  } else {
    spans.push_back(next);
  }
}

// Adds what is left of `span` without the spans of `busy`, but for gaps in which nothing can be
// discussed.
void add_without(Span span, const std::vector<Span>& busy, std::vector<Span>& left) {
  auto each = std::lower_bound(busy.begin(), busy.end(), span.begin,
                               [](const Span& a, Instant moment) { return a.end <= moment; });
  bool is_cut = false;
  auto add = [&](Instant begin, Instant end) {
    if (end - begin >= (is_cut ? shortest_gap : std::chrono::minutes(0))) {
      left.push_back({begin, end});
    }
  };
  for (; each != busy.end() && each->begin < span.end; ++each) {
    is_cut = true;
    if (span.begin < each->begin) add(span.begin, each->begin);
    span.begin = each->end;
    if (span.begin >= span.end) return;
  }
  add(span.begin, span.end);
}

// When somebody is there on this day; the switch counts from `now` until it goes off.
std::vector<Span> spans_on(const Availability& availability, const std::vector<Span>& busy,
                           LocalDay day, Instant now) {
  if (absence_on(availability, day)) return {};
  std::vector<Span> found;
  for (TimeRange range : hours_on(availability, day)) {
    Span hours{instant_of(day, range.from, Pass::first), instant_of(day, range.to, Pass::second)};
    if (hours.begin < hours.end) add_without(hours, busy, found);
  }
  if (availability.reachable_until && *availability.reachable_until > now) {
    found.push_back({std::max(now, instant_of(day, 0)),
                     std::min(*availability.reachable_until, instant_of(day, minutes_of_day))});
  }
  join_touching(found);
  return found;
}

// The first span that ends after `now`, whole unless it reaches beyond the eight weeks.
std::optional<Span> first_free(const Availability& availability, const std::vector<Span>& busy,
                               Instant now) {
  std::vector<Span> spans;
  LocalDay day = local_day(now);
  for (int i = 0; i < days_looked_ahead; ++i, day = plus_days(day, 1)) {
    for (const Span& span : spans_on(availability, busy, day, now)) {
      if (span.end <= now) continue;
      join(spans, span);
      if (spans.size() > 1) return spans.front();
    }
    // What does not reach midnight cannot go on the next day.
    if (!spans.empty() && spans.front().end < instant_of(day, minutes_of_day)) break;
  }
  if (spans.empty()) return std::nullopt;
  return spans.front();
}

bool gives_hours(const Availability& availability, LocalDay today) {
  return std::any_of(availability.weekly.begin(), availability.weekly.end(),
                     [](const auto& hours) { return !hours.empty(); }) ||
         std::any_of(
             availability.exceptions.begin(), availability.exceptions.end(),
             [&](const DayException& each) { return each.day > today && !each.hours.empty(); });
}

FreeState distance(LocalDay today, LocalDay next) {
  if (next == today) return FreeState::today;
  LocalDay sunday = plus_days(today, 6 - weekday_index(today));
  return next <= sunday ? FreeState::this_week : FreeState::later;
}

class FaultFinder {
 public:
  void hours(const std::vector<TimeRange>& ranges, const std::string& place) {
    if (ranges.size() > Limits::ranges_per_day) return too_many(place, Limits::ranges_per_day);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      const std::string here = place + "/" + std::to_string(i);
      if (check_range(ranges[i], here, found_) && i > 0 && ranges[i].from < ranges[i - 1].to) {
        found_.push_back({here + "/from", "overlap"});
      }
    }
  }

  void exceptions(const std::vector<DayException>& exceptions) {
    if (exceptions.size() > Limits::exceptions) return too_many("/exceptions", Limits::exceptions);
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
      const std::string here = "/exceptions/" + std::to_string(i);
      auto same = [&](const DayException& each) { return each.day == exceptions[i].day; };
      auto before = exceptions.begin() + static_cast<std::ptrdiff_t>(i);
      if (!exceptions[i].day.ok()) {
        found_.push_back({here + "/day", "not_a_date"});
      } else if (std::any_of(exceptions.begin(), before, same)) {
        found_.push_back({here + "/day", "duplicate"});
      }
      hours(exceptions[i].hours, here + "/hours");
    }
  }

  void absences(const std::vector<Absence>& absences) {
    if (absences.size() > Limits::absences) return too_many("/absences", Limits::absences);
    for (std::size_t i = 0; i < absences.size(); ++i) {
      const std::string here = "/absences/" + std::to_string(i);
      const Absence& each = absences[i];
      if (!each.from.ok()) found_.push_back({here + "/from", "not_a_date"});
      if (!each.until.ok()) found_.push_back({here + "/until", "not_a_date"});
      if (!each.from.ok() || !each.until.ok()) continue;
      if (each.until < each.from) {
        found_.push_back({here + "/until", "end_not_after_start"});
      } else if (each.until >= plus_days(each.from, Limits::leave_days)) {
        found_.push_back(
            {here + "/until", "leave_too_long", {{"limit", std::to_string(Limits::leave_days)}}});
      }
    }
  }

  void capacity(std::optional<int> value, const std::string& place) {
    if (value) number(*value, Limits::capacity, place);
  }

  void notice(int value, const std::string& place) { number(value, Limits::notice_hours, place); }

  void whereabouts(const std::vector<Whereabouts>& parts) { check_whereabouts(parts, found_); }

  std::vector<Fault> found() && { return std::move(found_); }

 private:
  void number(int value, int most, const std::string& place) {
    if (value < 0 || value > most) found_.push_back(out_of_range(place, most));
  }

  void too_many(const std::string& place, std::size_t limit) {
    found_.push_back({place, "too_many", {{"limit", std::to_string(limit)}}});
  }

  std::vector<Fault> found_;
};

}  // namespace

void join_touching(std::vector<Span>& spans) { join_within(spans, std::chrono::minutes(0)); }

void join_within(std::vector<Span>& spans, std::chrono::minutes gap) {
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::vector<Span> joined;
  for (const Span& each : spans) {
    if (!joined.empty() && each.begin < each.end && each.begin - joined.back().end < gap) {
      joined.back().end = std::max(joined.back().end, each.end);
    } else {
      join(joined, each);
    }
  }
  spans = std::move(joined);
}

std::vector<Span> free_spans(const Availability& availability, Instant from, Instant to,
                             const std::vector<Span>& busy) {
  std::vector<Span> found;
  LocalDay day = local_day(from);
  for (int i = 0; i < most_days_of_spans && instant_of(day, 0) < to; ++i, day = plus_days(day, 1)) {
    for (const Span& span : spans_on(availability, busy, day, from))
      join(found, {std::max(span.begin, from), std::min(span.end, to)});
  }
  return found;
}

FreeBusy free_at(const Availability& availability, Instant now, int open, int new_this_week,
                 const std::vector<Span>& busy) {
  FreeBusy result;
  if (availability.paused) {
    result.state = FreeState::paused;
    return result;
  }
  LocalDay today = local_day(now);
  const Absence* absence = absence_on(availability, today);
  bool full = (availability.most_open && open >= *availability.most_open) ||
              (availability.most_new_per_week && new_this_week >= *availability.most_new_per_week);
  if (full && !absence) {
    result.state = FreeState::full;
    return result;
  }
  std::optional<Span> free = first_free(availability, busy, now);
  if (absence) {
    result.state = FreeState::away;
    result.substitute = absence->substitute;
    if (free) result.next = free->begin;
  } else if (!free) {
    result.state = gives_hours(availability, today) ? FreeState::later : FreeState::unknown;
  } else if (free->begin <= now) {
    result.state = FreeState::now;
    result.until = free->end;
  } else {
    result.state = distance(today, local_day(free->begin));
    result.next = free->begin;
  }
  return result;
}

std::vector<Fault> faults(const Availability& availability) {
  FaultFinder check;
  for (std::size_t day = 0; day < availability.weekly.size(); ++day) {
    check.hours(availability.weekly[day],
                "/weekly/" + std::string(code(static_cast<Weekday>(day))));
  }
  check.exceptions(availability.exceptions);
  check.absences(availability.absences);
  check.whereabouts(availability.whereabouts);
  check.capacity(availability.most_open, "/mostOpen");
  check.capacity(availability.most_new_per_week, "/mostNewPerWeek");
  check.notice(availability.notice_hours, "/noticeHours");
  return std::move(check).found();
}

}  // namespace expertise
