// First names that people in the Netherlands bear: Dutch and Frisian, Turkish, Moroccan and Arabic,
// Surinamese and Antillean, Polish, Ukrainian, Eritrean, Somali, Iranian and others. It says
// whether a word can be one, not whether it is one here.
#pragma once

#include <string_view>

namespace expertise {

enum class GivenName {
  none,
  plain,            // hardly ever anything else
  word_when_small,  // an ordinary word when written without a capital ("kim", "mark")
  word,             // as often something else ("Roos", "Wil", "Milan")
};

/// `folded`: small letters without accents.
GivenName given_name(std::string_view folded);

}  // namespace expertise
