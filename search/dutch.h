// Dutch text to terms: stems, parts of compounds, and which words say nothing.
// Questions, profiles and topics all go through here, so that they meet. Knows no index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/fold.h"

namespace expertise::search {

/// Raised by one whenever the terms of a text change; an index of another version is rebuilt.
inline constexpr int analysis_version = 6;

/// The stem that all forms of a word share; the word itself when it is short or has a digit.
std::string stem(std::string_view folded);

/// `said` and `name` are folded words of one stem. True when they are forms of one word too:
/// singular and plural, forms of a verb or an adjective, the quality itself (slechthorend,
/// slechthorendheid), something small of it, a man or a woman who does it. Schuldig is no form of
/// schuld, nor verkeer of verkering.
bool is_form_of(std::string_view said, std::string_view name);

/// Nothing of the matter is in this word ("de", "hebben", "meneer").
bool is_stop_word(std::string_view folded);

/// The words a compound is made of, outer parts first, nested ones after; empty when it is none:
/// schuldhulpverlening -> schuld, hulpverlening, hulp, verlening.
std::vector<std::string> compound_parts(std::string_view folded);

/// What a term is known by where only its presence counts; two terms share one by chance of one in
/// four milliards. Kept on disk: it never changes.
using TermHash = std::uint32_t;
TermHash term_hash(std::string_view term);

/// What one word of a text contributes.
struct Word {
  Token token;
  std::string term;                ///< the stem, or "=BW" for an abbreviation that is also a word
  std::vector<std::string> parts;  ///< stems of the compound's parts, without the word's own
  bool stop = false;
};

/// The words of a text with their terms. Abbreviations that are written like a Dutch word ("OM",
/// "WE") are a term of their own in capitals, unless the whole text is in capitals.
std::vector<Word> analyse(std::string_view text);

/// A term with its frequency (parts of compounds count half).
struct WeightedTerm {
  std::string term;
  double weight = 0;
};

inline constexpr double part_weight = 0.5;

/// All terms of a text, each once, sorted. Without stop words, unless nothing else is there.
std::vector<WeightedTerm> terms(std::span<const Word> words);

/// The overlapping pieces of four letters of a word, its beginning and end counting as a letter
/// each; none for a stop word or a number. They meet where stems do not: animatrice and animator, a
/// slip of the pen, a compound no list knows.
std::vector<std::string> pieces(const Word& word);

}  // namespace expertise::search
