// Weekly hours in words: what is understood is sound, and its sentence is read back the same.
#include "server/domain/hours_text.h"
#include "server/domain/text.h"
#include "tests/fuzz/property.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace expertise;
  using fuzz::holds;
  const std::string_view text = fuzz::text_of(data, size);
  const HoursReading read = parse_hours(text);
  holds(text.find(read.not_understood) != std::string_view::npos || text.size() > 500,
        "what was not understood stands in the sentence", read.not_understood);
  holds(!is_utf8(text) || is_utf8(read.not_understood), "and is whole characters");
  for (const auto& day : read.hours) {
    int at = -1;
    for (const TimeRange& each : day) {
      holds(each.from > at && each.from < each.to && each.to <= 24 * 60,
            "ranges are in order, apart and within the day");
      at = each.to - 1;
    }
  }
  const std::string written = hours_text(read.hours);
  const HoursReading again = parse_hours(written);
  holds(again.understood(), "our own sentence is understood", written);
  holds(hours_text(again.hours) == written, "our own sentence is read as what it says", written);
  return 0;
}
