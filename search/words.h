// The list of Dutch words: Debian's wdutch with the words of the vocabulary, folded, made into a
// hash table when the product is built and carried inside the program, beside the word lists of the
// lexicon. It answers one question: is this a word?
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace expertise::search {

/// FNV-1a; the builder of the table and its reader must agree on it.
constexpr std::uint32_t word_hash(std::string_view word) {
  std::uint32_t hash = 2166136261U;
  for (const char byte : word) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
  }
  return hash;
}

/// True when the folded word is in the list. Words there have two letters or more, a to z only.
bool is_word(std::string_view folded);

/// Number of words in the list.
std::size_t word_count();

/// The files of search/lexicon, as they were when the product was built.
enum class Lexicon {
  topics,
  stop_words,
  stem_exceptions,
  no_parts,
  short_parts,
  abbreviations,
  languages,
  laws,
  acute,
  everyday,
  shortened,
  lackable,
};
std::string_view lexicon_text(Lexicon which);

/// Calls `use` with every line of a lexicon text but empty ones and remarks (they open with #).
template <typename Use>
void each_line(std::string_view text, const Use& use) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (!line.empty() && line.front() != '#') use(line);
  }
}

}  // namespace expertise::search
