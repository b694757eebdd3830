// Days and times of the Netherlands in words, as sentences and mail say them. It knows the names of
// days and months in both languages, and nothing of what is today.
#pragma once

#include <string>

#include "server/domain/local_time.h"
#include "server/domain/people.h"

namespace expertise {

/// "dinsdag", "Tuesday"
std::string weekday_words(LocalDay day, Language language);
/// "dinsdag 24 november", "Tuesday 24 November"
std::string date_words(LocalDay day, Language language);
/// `minute` since midnight: "9.05", "9:05"
std::string time_words(int minute, Language language);

}  // namespace expertise
