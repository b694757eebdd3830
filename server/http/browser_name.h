// Which browser this seems to be, in a few words, for the list of one's own sessions. What a
// browser says of itself is cut down to names that we know: nothing of it is kept as it came.
#pragma once

#include <string>
#include <string_view>

namespace expertise::http {

/// `Firefox, Windows`; empty when nothing of it is known.
std::string browser_name(std::string_view user_agent);

}  // namespace expertise::http
