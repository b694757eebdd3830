// Whether a text can be understood at all: it has words, and they are Dutch. Knows no topics.
#pragma once

#include <string_view>

#include "search/vocabulary.h"

namespace expertise::search {

enum class Readable {
  yes,
  no_words,     ///< empty, or only signs, figures and pictures
  too_short,    ///< a letter or two
  small_words,  ///< only words that say nothing of a matter: "en toen was het er niet"
  not_dutch     ///< most of its words are of another language
};

/// By its words alone.
Readable readable(std::string_view text);

/// The same, but `yes` for a name, sign or danger that small words make together ("ze wil er niet
/// meer zijn"). Of figures only those count that are a name: "113".
Readable readable(std::string_view text, const Vocabulary& vocabulary);

/// Nothing in it says what the matter is, wherever one looks: no word that tells, and nothing that
/// small words or figures name. A text of another language may say something.
bool says_nothing(std::string_view text, const Vocabulary& vocabulary);

}  // namespace expertise::search
