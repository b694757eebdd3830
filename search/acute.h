// Whether a text tells of danger for life or safety now: by the phrases of lexicon/acute.txt, each
// as it stands there or with small words in between, unless the text denies it outright. In doubt
// there is danger. Knows no topics.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "search/dutch.h"

namespace expertise::search {

/// A phrase of danger in a text: `first` and `count` say at which words it stands.
struct AcuteFound {
  std::size_t first = 0;
  std::size_t count = 0;
  std::string_view topic;   ///< the code of what it tells of, or empty
  bool by_silence = false;  ///< it counts because its sentence tells nothing else
};

/// In order of the text; `words` are those of `text`. What is denied ("geen doodswens") or looks so
/// and is not ("geld voor de trein") is left out.
std::vector<AcuteFound> acute_danger(std::string_view text, const std::vector<Word>& words);

}  // namespace expertise::search
