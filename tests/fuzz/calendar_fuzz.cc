// Other people's calendars: busy time in order and inside the window, bounded, and nothing that
// could not go into an answer. And ours: whatever a text holds, it writes no lines of its own.
#include "server/domain/calendar_reading.h"
#include "server/domain/calendar_writing.h"
#include "server/domain/local_time.h"
#include "server/domain/text.h"
#include "tests/fake_env.h"
#include "tests/fuzz/property.h"

namespace {

using namespace expertise;
using fuzz::holds;

const Instant from = at("2026-03-05T00:00:00Z");
const Instant to = at("2026-05-14T00:00:00Z");

CalendarReading read(std::string_view text) {
  // Some patience, counted in questions and not in time.
  int asked = 0;
  return read_calendar(text, from, to, [&] { return ++asked > 100; });
}

bool same(const CalendarReading& one, const CalendarReading& other) {
  return one.fault == other.fault && one.busy == other.busy &&
         one.appointments == other.appointments && one.unknown_zones == other.unknown_zones &&
         one.unreadable == other.unreadable;
}

void check_reading(const CalendarReading& reading) {
  holds(!reading.fault || reading.busy.empty(), "what cannot be read says nothing");
  holds(reading.appointments <= CalendarLimits::repetitions + CalendarLimits::events,
        "repetitions are bounded");
  Instant last = from - shortest_gap;
  for (const Span& each : reading.busy) {
    holds(each.begin < each.end && each.begin >= from && each.end <= to,
          "busy time lies inside the window");
    holds(each.begin - last >= shortest_gap, "busy time is in order and apart");
    last = each.end;
  }
  holds(reading.unknown_zones.size() <= 10, "few unknown zones are named");
  for (const std::string& each : reading.unknown_zones) {
    holds(is_utf8(each), "the name of a zone is whole characters", each);
    holds(characters(each) <= 100, "the name of a zone is short", each);
  }
}

void check_writing(std::string_view text) {
  std::vector<Fault> found;
  check_text(text, {.most = 300, .shape = TextShape::text}, "", found);
  if (!found.empty()) return;
  const CalendarEntry entry{.uid = "van-elders-1",
                            .begin = at("2026-03-06T09:00:00Z"),
                            .end = at("2026-03-06T10:00:00Z"),
                            .stamp = from,
                            .summary = std::string(text),
                            .description = std::string(text),
                            .location = std::string(text)};
  const std::string written = write_feed(std::string(text), {entry});
  holds(is_utf8(written), "a feed is whole characters");
  std::size_t events = 0;
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t end = written.find("\r\n", at);
    holds(end != std::string::npos, "every line has its end");
    const std::string_view line = std::string_view(written).substr(at, end - at);
    holds(line.size() <= 75, "no line is longer than RFC 5545 has it", line);
    holds(line.find_first_of("\r\n") == std::string_view::npos, "a line is one line", line);
    if (line == "BEGIN:VEVENT") ++events;
    at = end + 2;
  }
  holds(events == 1, "no text adds an appointment");
  if (text.find('\0') != std::string_view::npos || text.find("BEGIN:VEVENT") != text.npos ||
      text.find("END:VEVENT") != text.npos) {
    return;
  }
  const CalendarReading back = read(written);
  holds(!back.fault && back.busy == std::vector<Span>{{entry.begin, entry.end}},
        "what is written is read back");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const CalendarReading reading = read(text);
  check_reading(reading);
  holds(same(reading, read(text)), "the same is read each time");
  check_writing(text.substr(0, 300));
  return 0;
}
