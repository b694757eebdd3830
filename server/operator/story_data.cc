#include "server/operator/story_data.h"

#include <map>
#include <stdexcept>

#include "server/operator/demo_clock.h"
#include "server/operator/demo_reader.h"

namespace expertise {

namespace {

constexpr int thursday = 3;
constexpr int ten_in_the_morning = 10 * 60;

struct Quote {
  std::string text;
  std::string source;
};

std::map<std::string, Quote> read_quotes(DemoReader& file) {
  std::map<std::string, Quote> quotes;
  for (DemoReader& each : file.parts("quotes")) {
    quotes[each.needed("key")] = {each.needed("text"), each.needed("source")};
    each.done();
  }
  return quotes;
}

InBoth read_both(DemoReader reader) {
  InBoth both{reader.needed("nl"), reader.needed("en")};
  reader.done();
  return both;
}

StoryStep read_step(DemoReader& reader, const std::map<std::string, Quote>& quotes, Instant start) {
  StoryStep step{.id = reader.needed("id"),
                 .title = read_both(reader.part("title")),
                 .what = read_both(reader.part("what")),
                 .account = reader.needed("account"),
                 .path = reader.needed("path"),
                 .text = reader.text("text")};
  const auto quote = quotes.find(reader.needed("quote"));
  if (quote == quotes.end()) reader.fail("there is no such quote");
  step.caption = quote->second.text;
  step.source = quote->second.source;
  for (DemoReader& each : reader.parts("fields")) {
    step.fields.emplace_back(each.needed("name"), each.needed("text"));
    each.done();
  }
  try {
    step.moment = moment_after(start, reader.needed("moment"), {});
  } catch (const std::invalid_argument& fault) {
    reader.fail(fault.what());
  }
  reader.done();
  return step;
}

bool can_begin_on(LocalDay day) {
  const WorkingCalendar calendar;
  constexpr int to_friday = 1;
  constexpr int to_monday = 4;
  return weekday_index(day) == thursday && is_working_day(day, calendar) &&
         is_working_day(plus_days(day, to_friday), calendar) &&
         is_working_day(plus_days(day, to_monday), calendar);
}

}  // namespace

Instant story_start(Instant now) {
  const LocalDay today = local_day(now);
  for (int days = 0;; ++days) {
    for (const LocalDay day : {plus_days(today, -days), plus_days(today, days)}) {
      if (can_begin_on(day)) return instant_of(day, ten_in_the_morning);
    }
  }
}

std::vector<StoryStep> read_story(Instant start) {
  DemoReader file(demo_json("story.json"), "story.json");
  const auto quotes = read_quotes(file);
  std::vector<StoryStep> steps;
  for (DemoReader& each : file.parts("steps")) steps.push_back(read_step(each, quotes, start));
  file.done();
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (steps[i].moment < steps[i - 1].moment) {
      throw std::runtime_error("story.json: " + steps[i].id + " lies before the step before it");
    }
  }
  return steps;
}

}  // namespace expertise
