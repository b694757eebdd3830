// Where and how somebody can be met in parts of the week: what is possible when, against a look at
// every minute, and what is refused.
#include "server/domain/whereabouts.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace expertise;
using namespace std::chrono_literals;

namespace {

using Way = AppointmentWay;

LocalDay day(std::string_view text) { return parse_local_date(text).value(); }

Instant local(std::string_view date, int hour, int minute = 0) {
  return instant_of(day(date), hour * 60 + minute);
}

// Tuesday morning at the community centre, Thursday by phone and video only; there on both days.
Availability two_places() {
  Availability made;
  made.weekly[1] = {{540, 1020}};
  made.weekly[3] = {{540, 1020}};
  made.whereabouts = {{3, {540, 1020}, {Way::phone, Way::video}, ""},
                      {1, {540, 720}, {Way::on_the_spot}, "Wijkcentrum De Brink"}};
  return made;
}

// The week of Monday 16 March 2026.
std::vector<Span> possible(const Availability& availability, Way way) {
  const Instant monday = local("2026-03-16", 0);
  return spans_for(availability, way, free_spans(availability, monday, monday + 7 * 24h));
}

std::vector<std::string> found_in(const std::vector<Whereabouts>& whereabouts) {
  Availability availability;
  availability.whereabouts = whereabouts;
  std::vector<std::string> found;
  for (const Fault& each : faults(availability)) found.push_back(each.place + " " + each.code);
  return found;
}

using Codes = std::vector<std::string>;

// Whether the clock on the wall is in no part that has only other ways.
bool is_possible_by_the_clock(const Availability& availability, Way way, Instant at) {
  const WallClock wall = wall_clock(at);
  return std::none_of(
      availability.whereabouts.begin(), availability.whereabouts.end(), [&](const auto& part) {
        return part.weekday == weekday_index(wall.day) && part.range.from <= wall.minute &&
               wall.minute < part.range.to && !part.ways.empty() &&
               std::find(part.ways.begin(), part.ways.end(), way) == part.ways.end();
      });
}

// On a grid of 30 minutes; none begins or ends inside the hour that the clock's change skips or
// doubles, where the two definitions may differ.
std::vector<Whereabouts> random_whereabouts(std::mt19937& random) {
  std::vector<Whereabouts> made;
  auto allowed = [](int minute) { return minute < 120 || minute >= 180; };
  for (int weekday = 0; weekday < 7; ++weekday) {
    for (int cursor = 0; cursor < 1440;) {
      const int from = cursor + 30 * static_cast<int>(random() % 10);
      const int to = std::min(1440, from + 30 * (1 + static_cast<int>(random() % 14)));
      cursor = to;
      if (from >= 1440 || !allowed(from) || !allowed(to)) continue;
      Whereabouts part{weekday, {from, to}, {}, "ergens"};
      for (const auto& [way, name] : codes<Way>) {
        if (random() % 2) part.ways.push_back(way);
      }
      made.push_back(part);
    }
  }
  std::shuffle(made.begin(), made.end(), random);
  return made;
}

}  // namespace

TEST_CASE("in a part of the week only its ways are possible, outside it all", "[whereabouts]") {
  const Availability availability = two_places();
  const Span whole_tuesday{local("2026-03-17", 9), local("2026-03-17", 17)};
  const Span afternoon{local("2026-03-17", 12), local("2026-03-17", 17)};
  const Span thursday{local("2026-03-19", 9), local("2026-03-19", 17)};
  CHECK(possible(availability, Way::on_the_spot) == std::vector<Span>{whole_tuesday});
  CHECK(possible(availability, Way::phone) == std::vector<Span>{afternoon, thursday});
  CHECK(possible(availability, Way::video) == std::vector<Span>{afternoon, thursday});
}

TEST_CASE("a part that only tells where takes no way away", "[whereabouts]") {
  Availability availability = two_places();
  availability.whereabouts = {{1, {540, 720}, {}, "Wijkcentrum De Brink"}};
  CHECK(possible(availability, Way::phone).size() == 2);
  CHECK(spans_for(availability, Way::phone, {}).empty());
}

TEST_CASE("where and how says nothing of whether somebody is there", "[whereabouts]") {
  const Availability told = two_places();
  Availability untold = told;
  untold.whereabouts.clear();
  const Instant monday = local("2026-03-16", 0);
  CHECK(free_spans(told, monday, monday + 24h * 14) ==
        free_spans(untold, monday, monday + 24h * 14));
  for (Instant at = monday; at < monday + 24h * 7; at += 30min) {
    CHECK(free_at(told, at, 0, 0).state == free_at(untold, at, 0, 0).state);
  }
}

TEST_CASE("where somebody is, is told for what lies wholly in a part", "[whereabouts]") {
  const Availability availability = two_places();
  const Instant eleven = local("2026-03-17", 11);
  CHECK(place_during(availability, {eleven, eleven + 1h}) == "Wijkcentrum De Brink");
  CHECK(place_during(availability, {eleven, eleven + 61min}).empty());
  CHECK(place_during(availability, {eleven + 24h, eleven + 25h}).empty());
  CHECK(place_during(availability, {eleven + 48h, eleven + 49h}).empty());
}

TEST_CASE("parts that touch at one place are told as one, whatever their ways", "[whereabouts]") {
  Availability availability;
  availability.whereabouts = {{1, {600, 720}, {}, "De Brink"},
                              {1, {540, 600}, {AppointmentWay::phone}, "De Brink"},
                              {1, {720, 780}, {}, "Stadhuis"},
                              {1, {840, 900}, {}, "De Brink"}};
  const Instant nine = local("2026-03-17", 9);
  CHECK(place_during(availability, {nine + 45min, nine + 75min}) == "De Brink");
  CHECK(place_during(availability, {nine, nine + 180min}) == "De Brink");
  CHECK(place_during(availability, {nine + 165min, nine + 195min}).empty());
  CHECK(place_during(availability, {nine + 225min, nine + 315min}).empty());
  CHECK(place_during(availability, {nine - 15min, nine + 15min}).empty());
}

TEST_CASE("what is possible is what a look at every minute finds, also when the clock changes",
          "[whereabouts]") {
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (const char* start : {"2026-03-26", "2026-10-22", "2026-06-03"}) {
    for (int round = 0; round < 10; ++round) {
      Availability availability;
      availability.whereabouts = random_whereabouts(random);
      const Instant begin = instant_of(day(start), 0);
      std::vector<Span> free;
      for (Instant at = begin; at < begin + 24h * 6;) {
        at += 10min * (1 + random() % 40);
        const Instant until = at + 10min * (1 + random() % 90);
        free.push_back({at, until});
        at = until;
      }
      auto holds = [](const std::vector<Span>& spans, Instant at) {
        return std::any_of(spans.begin(), spans.end(),
                           [&](const Span& each) { return each.begin <= at && at < each.end; });
      };
      for (const auto& [way, name] : codes<Way>) {
        const auto left = spans_for(availability, way, free);
        std::size_t differences = 0;
        for (Instant at = begin; at < begin + 24h * 7; at += 5min) {
          differences += holds(left, at) !=
                         (holds(free, at) && is_possible_by_the_clock(availability, way, at));
        }
        CHECK(differences == 0);
        CHECK(std::is_sorted(left.begin(), left.end(),
                             [](const Span& a, const Span& b) { return a.begin < b.begin; }));
      }
    }
  }
}

TEST_CASE("every fault in where and how has its place", "[whereabouts]") {
  CHECK(found_in(two_places().whereabouts) == Codes{});
  CHECK(found_in({{0, {0, 720}, {Way::phone}, ""}, {0, {720, 1440}, {Way::video}, ""}}) == Codes{});
  CHECK(found_in({{0, {540, 720}, {Way::phone}, ""},
                  {1, {600, 660}, {Way::phone}, ""},
                  {0, {660, 780}, {}, ""},
                  {2, {720, 720}, {Way::phone, Way::video, Way::phone}, ""},
                  {3, {-1, 60}, {}, "   "},
                  {4, {0, 1441}, {}, "hier\ndaar"},
                  {7, {0, 60}, {}, "bij mevrouw Jansen"},
                  {5, {1440, 1441}, {}, std::string(121, 'x')}}) ==
        Codes{"/whereabouts/2/from overlap", "/whereabouts/2/ways ways_or_place",
              "/whereabouts/3/to end_not_after_start", "/whereabouts/3/ways/2 duplicate",
              "/whereabouts/4/from out_of_range", "/whereabouts/4/ways ways_or_place",
              "/whereabouts/5/to out_of_range", "/whereabouts/5/place control_character",
              "/whereabouts/6/weekday out_of_range", "/whereabouts/6/place personal_data",
              "/whereabouts/7/from out_of_range", "/whereabouts/7/place too_long"});

  std::vector<Whereabouts> many;
  for (int i = 0; i < 41; ++i) many.push_back({i % 7, {i, i + 1}, {Way::phone}, ""});
  CHECK(found_in(many) == Codes{"/whereabouts too_many"});
  many.pop_back();
  CHECK(found_in(many) == Codes{});
  CHECK(found_in({{0, {540, 720}, {}, "Brinkstraat 5, 3811 AB Amersfoort"}}) == Codes{});
  CHECK(found_in({{0, {540, 720}, {}, std::string(120, 'x')}}) == Codes{});
}
