// Whose age it is: of whom a question is about, or of a relative who is named beside them. Knows
// how people write of a family, nothing of topics.
#pragma once

#include <cstddef>
#include <vector>

#include "search/dutch.h"

namespace expertise::search {

enum class Whose {
  main,     ///< of whom the question is about, as far as the text tells
  child,    ///< of a child of somebody in the text
  relative  ///< of a partner, a brother or sister of somebody in the text
};

/// Whose the age is that the number at `at` says; `words` with whole years.
Whose whose_age(const std::vector<Word>& words, std::size_t at);

/// Somebody is named otherwise than as a relative: "mevrouw", "jongen", "hij".
bool names_a_client(const std::vector<Word>& words);

}  // namespace expertise::search
