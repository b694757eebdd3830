// Plays the scripts of the demo: everything in the order of time, through the use cases, while what
// time brings (expiries, pass-ons, the deputy told) really happens in between.
#pragma once

#include <functional>

#include "server/operator/demo_clock.h"
#include "server/operator/demo_people.h"

namespace expertise {

/// Plays all that happens up to `until`, leaving the clock there. `done` is called with the share
/// of consultations that have begun, 0 to 1. Throws std::runtime_error naming the consultation and
/// the step when one is refused or lies past `until`: a fault of the data files.
void play(Product& product, ScriptedEnv& env, const DemoData& data, const DemoPeople& people,
          Instant until, const std::function<void(double)>& done);

}  // namespace expertise
