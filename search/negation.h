// What a text says is *not* the matter: "geen verslaving", "depressief is ze niet", "behandeling
// doe ik niet". Knows topics by their names; where the lack of something is itself a sign of a
// topic ("geen inkomen"), nothing is taken away.
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

/// A sign between two words of `text`, one behind the other, ends a clause.
bool divides(std::string_view text, const Token& before, const Token& after);

/// The clause that these words open ends in a negation: "van verslaving is geen sprake".
bool is_denied_behind(std::string_view text, const std::vector<Word>& words, std::size_t first,
                      std::size_t count);

/// The text with spaces in the place of these names.
std::string without_names(std::string_view text, const std::vector<Word>& words,
                          const std::vector<NamedTopic>& names);

/// The text with spaces in the place of the names that it negates, and of other things that it says
/// there are none of ("gebruikt geen drugs"), unless topics are known by their lack.
std::string without_denied(std::string_view text, const std::vector<Word>& words,
                           const NamesFound& names, const TopicFinder& finder);

}  // namespace expertise::search
