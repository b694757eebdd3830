// What a text says is *not* the matter: "geen verslaving", "depressief is ze niet", "behandeling
// doe ik niet". What an asker's resident lacks, cannot do, does not get or does not want ("geen
// dagbesteding", "kan niet rondkomen") is the matter, and so is what a topic has as a sign ("geen
// inkomen"). Knows topics by their names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/dutch.h"
#include "search/topic_finder.h"
#include "search/vocabulary.h"

namespace expertise::search {

/// Whose text it is: what an asker tells that there is none of may be lacked; a specialist who does
/// no such thing just does not do it.
enum class Teller { asker, specialist };

/// The topics that a text names outright, divided.
struct NamesFound {
  std::vector<NamedTopic> affirmed;
  std::vector<NamedTopic> negated;
};

/// `words` are those of `text`.
NamesFound find_names(std::string_view text, const std::vector<Word>& words,
                      const Vocabulary& vocabulary, Teller teller);

/// A sign between two words of `text`, one behind the other, ends a clause.
bool divides(std::string_view text, const Token& before, const Token& after);

/// With one of these between, "niet" is of another word: "praten niet meer sinds de erfenis", "weet
/// niet hoe videobellen werkt".
bool turns_to_something_else(const Word& word);

/// The clause that these words open ends in a negation: "van verslaving is geen sprake".
bool is_denied_behind(std::string_view text, const std::vector<Word>& words, std::size_t first,
                      std::size_t count);

/// The places of the words that a text denies: of the names that it negates, and of other things
/// that it says there are none of ("gebruikt geen drugs"), unless they are lacked or topics are
/// known by their lack.
std::vector<std::size_t> denied_words(std::string_view text, const std::vector<Word>& words,
                                      const NamesFound& names, const TopicFinder& finder,
                                      Teller teller);

/// The text with spaces in the place of these words.
std::string without(std::string_view text, const std::vector<Word>& words,
                    const std::vector<std::size_t>& places);

}  // namespace expertise::search
