// What a text says is *not* the matter: "geen verslaving", "depressief is ze niet", "behandeling
// doe ik niet". Knows topics by their names; where the lack of something is itself a sign of a
// topic
// ("geen inkomen"), nothing is taken away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/dutch.h"
#include "search/topic_finder.h"
#include "search/vocabulary.h"

namespace expertise::search {

/// The topics that a text names outright, divided.
struct NamesFound {
  std::vector<NamedTopic> affirmed;
  std::vector<NamedTopic> negated;
};

/// `words` are those of `text`.
NamesFound find_names(std::string_view text, const std::vector<Word>& words,
                      const Vocabulary& vocabulary);

/// The text with spaces in the place of these names.
std::string without_names(std::string_view text, const std::vector<Word>& words,
                          const std::vector<NamedTopic>& names);

/// The text without the names that it negates.
std::string affirmed(std::string_view text, const Vocabulary& vocabulary);

}  // namespace expertise::search
