// The story of the demo as it is written in schema/demo/story.json: its steps with the sentences
// that asked for them, and the day on which it begins. Plain values; it plays nothing.
#pragma once

#include <vector>

#include "server/pool/demo_story.h"

namespace expertise {

/// Ten in the morning of the Thursday nearest to `now` on which people work, as they do on the
/// Friday and the Monday after it: the story goes over a weekend.
Instant story_start(Instant now);

/// The steps of a story that begins then. Throws std::runtime_error naming the place when the file
/// is not as it should be: that is a fault of this program.
std::vector<StoryStep> read_story(Instant start);

}  // namespace expertise
