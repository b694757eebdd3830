// The clock of the demo: an Env whose time is set by the script and whose random bytes are real,
// and the words in which the script says when something happens. Everything is said relative to the
// moment of loading, so that a demo never ages. It knows no consultations.
#pragma once

#include <atomic>
#include <string_view>

#include "server/domain/working_time.h"

namespace expertise {

/// Safe to use from many threads at once.
class ScriptedEnv : public Env {
 public:
  /// `world` gives the random bytes and must outlive this.
  ScriptedEnv(Env& world, Instant start) : world_(world), now_(start) {}

  Instant now() override { return now_.load(); }
  void random(std::span<std::uint8_t> bytes) override { world_.random(bytes); }
  void set(Instant instant) { now_.store(instant); }

 private:
  Env& world_;
  std::atomic<Instant> now_;
};

/// A working moment before `now`: `-148 days 09:40` (on the next working day when that is none),
/// `-2 weeks thursday 10:05` (the last working Thursday at least so long ago), `-13 working days
/// 10:20` (so many working days before), `-6 working hours` (so much working time lies between it
/// and `now`, or up to ten minutes more). Throws std::invalid_argument for other words.
Instant moment_before(Instant now, std::string_view words, const WorkingCalendar& calendar);

/// The moment so much later: `20 minutes`, `2 hours`, `3 working days` of working time, `2 working
/// days 13:00` (so many working days after that day, 0 for the day itself), or `43 days` of the
/// calendar, from there to the next working moment. Throws std::invalid_argument for other words.
Instant moment_after(Instant start, std::string_view words, const WorkingCalendar& calendar);

/// The local date `+400 days` or `-20 days` from `today`. Throws std::invalid_argument for other
/// words.
LocalDay day_from(LocalDay today, std::string_view words);

}  // namespace expertise
