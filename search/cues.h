// Small words by which a text says how it is meant, and the places where they stand. Knows words,
// no topics.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "search/dutch.h"

namespace expertise::search {

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

inline bool is_one_of(const Word& word, std::initializer_list<std::string_view> list) {
  return is_one_of(std::string_view(word.token.folded), list);
}

/// The folded word at this place; empty beyond the ends.
inline std::string_view word_at(const std::vector<Word>& words, std::size_t at) {
  return at < words.size() ? std::string_view(words[at].token.folded) : std::string_view();
}

/// A cue is folded words with one space between.
inline std::size_t word_count_of(std::string_view cue) {
  return static_cast<std::size_t>(std::count(cue.begin(), cue.end(), ' ')) + 1;
}

inline bool stands_at(std::string_view cue, const std::vector<Word>& words, std::size_t at) {
  for (;; ++at) {
    const std::size_t space = cue.find(' ');
    if (at >= words.size() || word_at(words, at) != cue.substr(0, space)) return false;
    if (space == std::string_view::npos) return true;
    cue.remove_prefix(space + 1);
  }
}

}  // namespace expertise::search
