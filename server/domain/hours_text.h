// Weekly hours as people say them in Dutch: "ma, di en do ochtend", "maandag t/m donderdag 9-17".
// It knows words for days and parts of a day; it knows no dates, leave or holidays.
#pragma once

#include <string>
#include <string_view>

#include "server/domain/availability.h"

namespace expertise {

struct HoursReading {
  /// What was understood: sound for `faults()`, overlaps joined.
  WeeklyHours hours;
  /// The first piece of the sentence that was not understood, as written; empty when all was. With
  /// it `hours` holds what stood before.
  std::string not_understood;

  bool understood() const { return not_understood.empty(); }
};

/// Reads a Dutch sentence of at most 500 bytes (more is not understood). Days: names,
/// abbreviations, ranges ("ma-do", "maandag t/m vrijdag"), "elke werkdag", "doordeweeks",
/// "weekend", "elke dag", "behalve woensdag". Parts: ochtend 9-12, middag 13-17, avond 18-21, hele
/// dag 9-17. Times: "9-17", "van 9 tot 12", "9.00 - 12.30 uur", "half 10 tot 12", "vanaf 13:00" (to
/// 17, in the evening to 21), "tot 12" (from 9); a bare hour below 6 is not understood, for 1 may
/// mean 13. Days gather until hours follow ("ma, di en do ochtend"); `;` or a full stop ends a
/// group; days without hours are whole days, hours without a day are for every working day;
/// "vrijdag niet" takes away.
HoursReading parse_hours(std::string_view sentence);

/// The hours as a Dutch sentence that `parse_hours` reads back as the same hours, touching ranges
/// joined: "ma t/m do 9.00-16.00 uur; vr ochtend". "Geen vaste uren" when there are none.
std::string hours_text(const WeeklyHours& hours);

}  // namespace expertise
