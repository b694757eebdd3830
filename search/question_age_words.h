// The words around a number or a cue: whether it is an age, and where its clause begins and ends.
// Shared by what reads ages, an eighteenth birthday, haste, danger and languages.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "search/cues.h"
#include "search/dutch.h"
#include "search/question.h"

namespace expertise::search {

/// The word after this one when only a space or a hyphen divides them, empty otherwise.
std::string_view beside(const std::vector<Word>& words, std::size_t at);

/// A text without signs is not one sentence: so many words to either side of a word are.
inline constexpr std::size_t most_words_of_sentence = 60;

/// The place of the first word of the sentence that this word is in.
std::size_t sentence_begin(const std::vector<Word>& words, std::size_t at);

/// The place after the last word of that sentence.
std::size_t sentence_end(const std::vector<Word>& words, std::size_t at);

/// "12", "twaalf", "vijfenzeventig"; up to 999, in words up to 99.
std::optional<int> number(std::string_view folded);

/// Somebody who can have an age: "Man, 54", "zoon (23", "hij 79".
bool is_person(std::string_view word);

bool is_month(std::string_view word);

/// Makes the band hold these years too.
inline void widen(std::optional<AgeBand>& band, const AgeBand& with) {
  band = band ? AgeBand{std::min(band->from, with.from), std::max(band->to, with.to)} : with;
}

/// The number counts something else than years: a unit or things follow it, or it goes on ("18:30",
/// "18.000"), or the years are how long something lasted ("18 jaar getrouwd").
bool counts_something_else(const std::vector<Word>& words, std::size_t at);

/// The words with each number of years as one word: "17,5" and "17 en een half" read 17. So is each
/// date in figures. What is written as one falls apart: "17jr" and "twaalfjarige"; "jr" reads
/// "jaar".
struct WholeYears {
  explicit WholeYears(const std::vector<Word>& words);

  std::vector<Word> words;
  /// By place in `words`: the months that the number had more.
  std::map<std::size_t, int> months;
};

/// The number was somebody's age then: "toen hij 17 was", "was 18 jaar".
bool is_age_of_then(const std::vector<Word>& words, std::size_t at);

}  // namespace expertise::search
