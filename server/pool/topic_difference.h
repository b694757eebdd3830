// What two versions of a topic of the vocabulary differ in, as flat texts that lie in the log and
// in the store: for each list the entries added and removed, and the term when it is another. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "search/vocabulary.h"
#include "server/domain/event.h"

namespace expertise {

/// A list of a topic with the name that it has in differences and files.
struct TopicList {
  std::string_view name;
  std::vector<std::string> search::Topic::*entries;
};

inline constexpr std::array<TopicList, 8> topic_lists{
    {{"synonyms", &search::Topic::synonyms},
     {"signs", &search::Topic::signs},
     {"near", &search::Topic::near},
     {"broader", &search::Topic::broader},
     {"life_domains", &search::Topic::life_domains},
     {"laws", &search::Topic::laws},
     {"ages", &search::Topic::ages},
     {"who", &search::Topic::who}}};

/// Divides entries in one text; no entry holds it.
inline constexpr char topic_separator = '|';

/// `term`, `added_<list>` and `removed_<list>` where there is something to tell; empty when the two
/// say the same, in whatever order.
Details difference(const search::Topic& from, const search::Topic& to);

/// The topic with the difference made to it: what was removed and is not there is no fault, nor is
/// what was added and is there already.
search::Topic with_difference(search::Topic topic, const Details& difference);

/// The entries that a difference adds to, or removes from, a list: its value of that key.
std::vector<std::string> entries_of(const Details& difference, const std::string& key);

/// A topic of the same code that holds only the words and the neighbours which a difference adds or
/// removes: with it search tells whom the change touches.
search::Topic words_of(const search::Topic& topic, const Details& difference);

}  // namespace expertise
