// Text as the search for personal data sees it: words, numbers and single signs with their places,
// folded to small letters without accents. It judges nothing. Any bytes will do: what is not UTF-8
// is taken as signs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace expertise {

struct PersonalToken {
  enum class Kind { word, number, sign };

  Kind kind = Kind::sign;
  /// Bytes of the text.
  std::size_t begin = 0;
  std::size_t end = 0;
  /// The word in small letters without accents; a number's digits; the sign itself.
  std::string folded;
  /// A word that begins with a capital; that has two letters or more, all capitals.
  bool capital = false;
  bool all_capitals = false;
  /// A capital behind a small letter ("ForFact"), but not behind Mc, Mac, De, El and the like.
  bool mixed = false;
  /// White space stands before it, or it is the first.
  bool spaced = false;
  /// A sentence, line or quotation begins with it.
  bool starts_sentence = false;

  std::size_t size() const { return end - begin; }
  bool is_word() const { return kind == Kind::word; }
  bool is_number() const { return kind == Kind::number; }
  bool is_sign(std::string_view which) const { return kind == Kind::sign && folded == which; }
};

/// Words are letters; an apostrophe belongs to a word when a capital follows ("D'Souza"). Numbers
/// are runs of ASCII digits. Line ends count as the sign "\n". All dashes are "-", all apostrophes
/// "'".
std::vector<PersonalToken> personal_tokens(std::string_view text);

/// Small letters without accents, of Latin letters; other letters stay as they are.
std::string folded_letters(std::string_view utf8);

}  // namespace expertise
