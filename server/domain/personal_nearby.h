// What stands around a word: the words by which a number is told from another. It judges nothing.
#pragma once

#include <vector>

#include "server/domain/personal_text.h"
#include "server/domain/personal_words.h"

namespace expertise::nearby {

/// Most tokens between a number and the word that says what it is.
inline constexpr std::size_t words_around = 6;

/// The word at `at` is in the list, by itself or with what its hyphen joins it to ("V-nummer").
inline bool is_listed(const std::vector<PersonalToken>& tokens, std::size_t at, WordRole role) {
  const PersonalToken& word = tokens[at];
  if (!word.is_word()) return false;
  if (has_role(word.folded, role)) return true;
  bool joined = at > 1 && tokens[at - 1].is_sign("-") && !tokens[at - 1].spaced && !word.spaced &&
                tokens[at - 2].is_word();
  return joined && has_role(tokens[at - 2].folded + word.folded, role);
}

/// A word of the list in the `reach` tokens before `at`, in the same line.
inline bool stands_behind(const std::vector<PersonalToken>& tokens, std::size_t at, WordRole role,
                          std::size_t reach = words_around) {
  for (std::size_t k = 1; k <= reach && k <= at; ++k) {
    if (tokens[at - k].is_sign("\n")) return false;
    if (is_listed(tokens, at - k, role)) return true;
  }
  return false;
}

/// A word of the list in the `reach` tokens after `at`, in the same sentence.
inline bool stands_before(const std::vector<PersonalToken>& tokens, std::size_t at, WordRole role,
                          std::size_t reach) {
  for (std::size_t k = 1; k <= reach && at + k < tokens.size(); ++k) {
    const PersonalToken& each = tokens[at + k];
    if (each.is_sign("\n") || each.is_sign(".")) return false;
    if (each.is_word() && has_role(each.folded, role)) return true;
  }
  return false;
}

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace expertise::nearby
