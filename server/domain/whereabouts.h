// Where somebody is in parts of the week, and how they can be met then: which of their free time
// serves for a phone call, a video call or a meeting, and what is wrong with what they told. Pure;
// whether somebody is free is no business of it.
#pragma once

#include <string>
#include <vector>

#include "server/domain/availability.h"

namespace expertise {

/// What is left of `spans` (in order, apart) for who wants to meet in this way: all but the parts
/// of the week in which only other ways are possible. A part begins and ends as hours do.
std::vector<Span> spans_for(const Availability& availability, AppointmentWay way,
                            const std::vector<Span>& spans);

/// Where somebody is during the whole of this span; empty when they did not say.
std::string place_during(const Availability& availability, const Span& span);

/// Adds what is wrong: `out_of_range`, `end_not_after_start`, `overlap` (with one before it on that
/// day), `duplicate`, `ways_or_place` (neither is given), what is wrong with the place as a text
/// and `personal_data`, each at its place (`/whereabouts/3/to`), and `too_many`.
void check_whereabouts(const std::vector<Whereabouts>& whereabouts, std::vector<Fault>& found);

/// What is wrong with where people meet, at `place` of the body: an address and a number to call
/// are fine, who lives there is not (`personal_data`).
void check_meeting_place(const std::string& text, std::size_t most_characters,
                         const std::string& place, std::vector<Fault>& found);

}  // namespace expertise
