// Whether a text can be understood at all: it has words, and they are Dutch. Knows no topics.
#pragma once

#include <string_view>

namespace expertise::search {

enum class Readable {
  yes,
  no_words,     ///< empty, or only signs, figures and pictures
  too_short,    ///< a letter or two
  small_words,  ///< only words that say nothing of a matter: "en toen was het er niet"
  not_dutch     ///< most of its words are of another language
};

Readable readable(std::string_view text);

/// Nothing in it says what the matter is. A text of another language may.
bool says_nothing(std::string_view text);

}  // namespace expertise::search
