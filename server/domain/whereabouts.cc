#include "server/domain/whereabouts.h"

#include <algorithm>
#include <utility>

#include "server/domain/part_of_week.h"
#include "server/domain/personal_data.h"
#include "server/domain/text.h"

namespace expertise {

namespace {

using Limits = AvailabilityLimits;

Span span_on(LocalDay day, TimeRange range) {
  return {instant_of(day, range.from, Pass::first), instant_of(day, range.to, Pass::second)};
}

bool allows(const Whereabouts& part, AppointmentWay way) {
  return part.ways.empty() || std::find(part.ways.begin(), part.ways.end(), way) != part.ways.end();
}

// When only other ways are possible, on these days; in order and apart.
std::vector<Span> closed_to(AppointmentWay way, const std::vector<Whereabouts>& parts, LocalDay day,
                            LocalDay last) {
  std::vector<Span> closed;
  for (; day <= last; day = plus_days(day, 1)) {
    for (const Whereabouts& each : parts) {
      if (each.weekday == weekday_index(day) && !allows(each, way)) {
        closed.push_back(span_on(day, each.range));
      }
    }
  }
  join_touching(closed);
  return closed;
}

// Where people meet is an address and how they call is a number; the rest says who is talked about.
bool is_of_a_place(const Finding& finding) {
  switch (finding.kind) {
    case PersonalDataKind::address:
    case PersonalDataKind::postcode:
    case PersonalDataKind::phone:
      return true;
    // A community centre may be called after somebody.
    case PersonalDataKind::name:
      return finding.certainty != Certainty::sure;
    case PersonalDataKind::bsn:
    case PersonalDataKind::date_of_birth:
    case PersonalDataKind::email:
    case PersonalDataKind::iban:
    case PersonalDataKind::case_number:
      return false;
  }
  return false;
}

bool overlap(const Whereabouts& a, const Whereabouts& b) {
  return a.weekday == b.weekday && a.range.from < b.range.to && b.range.from < a.range.to;
}

// False when it is no part of a week.
bool check_moment(const Whereabouts& part, const std::string& here, std::vector<Fault>& found) {
  const bool is_a_day = part.weekday >= 0 && part.weekday <= 6;
  if (!is_a_day) found.push_back(out_of_range(here + "/weekday", 6));
  return check_range(part.range, here, found) && is_a_day;
}

void check_ways(const Whereabouts& part, const std::string& here, std::vector<Fault>& found) {
  if (part.ways.empty() && trimmed(part.place).empty()) {
    found.push_back({here + "/ways", "ways_or_place"});
  }
  for (auto each = part.ways.begin(); each != part.ways.end(); ++each) {
    if (std::find(part.ways.begin(), each, *each) == each) continue;
    found.push_back({here + "/ways/" + std::to_string(each - part.ways.begin()), "duplicate"});
  }
}

}  // namespace

std::vector<Span> spans_for(const Availability& availability, AppointmentWay way,
                            const std::vector<Span>& spans) {
  if (spans.empty() || availability.whereabouts.empty()) return spans;
  const auto closed = closed_to(way, availability.whereabouts, local_day(spans.front().begin),
                                local_day(spans.back().end));
  std::vector<Span> left;
  auto next = closed.begin();
  for (Span span : spans) {
    while (next != closed.end() && next->end <= span.begin) ++next;
    for (auto each = next; each != closed.end() && each->begin < span.end; ++each) {
      if (span.begin < each->begin) left.push_back({span.begin, each->begin});
      span.begin = each->end;
    }
    if (span.begin < span.end) left.push_back(span);
  }
  return left;
}

std::string place_during(const Availability& availability, const Span& span) {
  const LocalDay day = local_day(span.begin);
  std::vector<std::pair<Span, const std::string*>> parts;
  for (const Whereabouts& each : availability.whereabouts) {
    if (each.weekday == weekday_index(day))
      parts.emplace_back(span_on(day, each.range), &each.place);
  }
  std::sort(parts.begin(), parts.end(),
            [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
  // Parts that touch and tell the same place are one, whatever their ways.
  const std::string* place = nullptr;
  Instant told = span.begin;
  for (const auto& [part, own] : parts) {
    if (part.end <= told || part.begin > told || told >= span.end) continue;
    if (place != nullptr && *own != *place) return {};
    place = own;
    told = part.end;
  }
  return place != nullptr && told >= span.end ? *place : std::string();
}

void check_whereabouts(const std::vector<Whereabouts>& whereabouts, std::vector<Fault>& found) {
  if (whereabouts.size() > Limits::whereabouts) {
    found.push_back({"/whereabouts", "too_many", {{"limit", std::to_string(Limits::whereabouts)}}});
    return;
  }
  for (auto each = whereabouts.begin(); each != whereabouts.end(); ++each) {
    const std::string here = "/whereabouts/" + std::to_string(each - whereabouts.begin());
    if (check_moment(*each, here, found) &&
        std::any_of(whereabouts.begin(), each,
                    [&](const Whereabouts& other) { return overlap(*each, other); })) {
      found.push_back({here + "/from", "overlap"});
    }
    check_ways(*each, here, found);
    check_meeting_place(each->place, Limits::place_characters, here + "/place", found);
  }
}

void check_meeting_place(const std::string& text, std::size_t most_characters,
                         const std::string& place, std::vector<Fault>& found) {
  const std::size_t before = found.size();
  check_text(text, {0, most_characters}, place, found);
  if (found.size() > before) return;
  for (const Finding& finding : find_personal_data(text)) {
    if (is_of_a_place(finding)) continue;
    found.push_back({place, "personal_data", {{"kind", std::string(code(finding.kind))}}});
    return;
  }
}

}  // namespace expertise
