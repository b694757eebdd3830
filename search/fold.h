// Cuts UTF-8 text into words and folds them: lower case, no accents, compatible forms made one.
// Knows letters, not languages. The word list is folded by the same code when it is built, so that
// both sides agree.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace expertise::search {

/// A word of a text: where it stands, in bytes, and its folded form.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string folded;
  bool capitals = false;    ///< two letters or more, all capital: BW, LVB
  bool has_letter = false;  ///< not only digits
  bool starts_sentence = false;
  bool after_pause = false;  ///< a comma, colon or bracket stands between it and the word before
  bool continues = false;  ///< digits right behind the comma or point of a number: the 5 of "17,5"
  bool amount = false;     ///< a sign of money or of parts stands with it: "€ 18", "18 %"
};

/// Lower case, accents dropped; everything that is no letter or digit becomes one space, none at
/// the ends. Bytes that are no UTF-8 count as a space.
std::string fold(std::string_view text);

/// The words of a text: runs of letters and digits. An apostrophe, hyphen or slash divides; a soft
/// hyphen and what has no width do not. Words of more than 64 characters are cut there.
std::vector<Token> tokens(std::string_view text);

/// Number of UTF-8 characters.
std::size_t characters(std::string_view text);

/// The longest beginning of `text` of at most `bytes` bytes that does not cut a character.
std::string_view cut(std::string_view text, std::size_t bytes);

}  // namespace expertise::search
