// Which languages a text says to be spoken, understood or asked for. Where somebody comes from is
// no language ("haar moeder is in Marokko"), but for what people are called by it ("Poolse man").
// Knows no topics.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/dutch.h"

namespace expertise::search {

/// The codes, in order of the table; Dutch is never named. `words` are those of `text`.
std::vector<std::string> languages_spoken(std::string_view text, const std::vector<Word>& words);

}  // namespace expertise::search
