#include "server/domain/appointment.h"

#include <algorithm>

#include "server/domain/whereabouts.h"

namespace expertise {

namespace {

void check_specialists(const std::vector<SpecialistId>& specialists, std::vector<Fault>& found) {
  if (specialists.empty()) found.push_back({"/specialists", "required"});
  if (specialists.size() > AppointmentRules::specialists) {
    found.push_back(
        {"/specialists", "too_many", {{"limit", std::to_string(AppointmentRules::specialists)}}});
  }
  for (auto each = specialists.begin(); each != specialists.end(); ++each) {
    if (std::find(specialists.begin(), each, *each) == each) continue;
    found.push_back({"/specialists/" + std::to_string(each - specialists.begin()), "duplicate"});
  }
}

Instant next_quarter(Instant instant) {
  return std::chrono::ceil<std::chrono::duration<std::int64_t, std::ratio<15 * 60>>>(instant);
}

std::vector<Span> common(const std::vector<Span>& some, const std::vector<Span>& others) {
  std::vector<Span> both;
  for (std::size_t i = 0, j = 0; i < some.size() && j < others.size();) {
    const Span overlap{std::max(some[i].begin, others[j].begin),
                       std::min(some[i].end, others[j].end)};
    if (overlap.begin < overlap.end) both.push_back(overlap);
    if (some[i].end < others[j].end) {
      ++i;
    } else {
      ++j;
    }
  }
  return both;
}

}  // namespace

std::vector<Fault> faults(const AppointmentWish& wish) {
  std::vector<Fault> found;
  check_specialists(wish.specialists, found);
  const auto& lengths = AppointmentRules::minutes;
  if (std::find(lengths.begin(), lengths.end(), wish.minutes) == lengths.end()) {
    found.push_back({"/minutes", "not_an_option", {{"options", "15, 30, 45, 60"}}});
  }
  if (next_quarter(wish.begin) != wish.begin) found.push_back({"/begin", "not_on_the_quarter"});
  check_meeting_place(wish.place, AppointmentRules::place_characters, "/place", found);
  return found;
}

Instant earliest_start(Instant now, int notice_hours, const WorkingCalendar& calendar) {
  constexpr std::int64_t minutes_an_hour = 60;
  return add_working_minutes(now, notice_hours * minutes_an_hour, calendar);
}

std::vector<Span> free_together(const std::vector<std::vector<Span>>& of_each) {
  if (of_each.empty()) return {};
  std::vector<Span> all = of_each.front();
  for (std::size_t i = 1; i < of_each.size(); ++i) all = common(all, of_each[i]);
  return all;
}

std::vector<Span> free_slots(const std::vector<std::vector<Span>>& of_each,
                             const SlotSearch& search) {
  std::vector<Span> slots;
  const Instant first = std::max(search.from, search.earliest);
  for (const Span& free : free_together(of_each)) {
    Instant begin = next_quarter(std::max(free.begin, first));
    for (; begin + search.length <= free.end && begin < search.to;
         begin += AppointmentRules::step) {
      if (slots.size() >= search.most) return slots;
      slots.push_back({begin, begin + search.length});
    }
  }
  return slots;
}

std::vector<Span> nearest_slots(std::vector<Span> slots, Instant wanted, std::size_t count) {
  auto distance = [&](const Span& slot) {
    return slot.begin < wanted ? wanted - slot.begin : slot.begin - wanted;
  };
  std::stable_sort(slots.begin(), slots.end(),
                   [&](const Span& a, const Span& b) { return distance(a) < distance(b); });
  if (slots.size() > count) slots.resize(count);
  std::sort(slots.begin(), slots.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  return slots;
}

}  // namespace expertise
