// Shows why a text was found: the passage that says most about the question, cut into marked and
// unmarked pieces. Pure; the one who shows it decides how a mark looks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "search/question.h"

namespace expertise::search {

struct Segment {
  std::string text;
  bool marked = false;

  bool operator==(const Segment&) const = default;
};

/// The part of `text`, at most about `max_length` characters and cut at words, that holds most of
/// the question's words; words that match by stem or compound part are marked. The beginning when
/// nothing matches. Joining the segments gives the passage.
std::vector<Segment> passage(std::string_view text, const Understood& question,
                             std::size_t max_length = 240);

/// The question's words, as written there, that `text` answers to by stem or compound part; each
/// once, in the order of the question.
std::vector<std::string> matched_words(std::string_view text, const Understood& question);

}  // namespace expertise::search
