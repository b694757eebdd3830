// Shows why a text was found: the passage that says most about the question, cut into marked and
// unmarked pieces. Pure; the one who shows it decides how a mark looks.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/dutch.h"
#include "search/question.h"

namespace expertise::search {

struct Segment {
  std::string text;
  bool marked = false;

  bool operator==(const Segment&) const = default;
};

/// The stems of texts and of the parts of their compounds.
class TextStems {
 public:
  TextStems() = default;
  explicit TextStems(std::string_view text) { add(analyse(text)); }
  void add(std::span<const Word> words);
  /// As `kept` gave them; throws std::runtime_error when it is not that.
  static TextStems of_kept(std::string_view bytes);
  std::string kept() const;

  bool holds_word(TermHash stem) const;
  bool holds_part(TermHash stem) const;

 private:
  std::vector<TermHash> words_;  // ascending
  std::vector<TermHash> parts_;
};

/// A part of a compound: the word, folded, and what its stem is known by.
struct SpokenPart {
  std::string written;
  TermHash stem;
};

/// Finds a question's words in texts: by stem, or by the part of a compound. Two compounds that
/// only share a part do not match.
class WordMatcher {
 public:
  explicit WordMatcher(const Understood& question);

  /// What of the question stands in `text`, each once, in the order of the question: its words as
  /// it writes them, alone or as part of a compound of the text; and of a compound of the question
  /// that does not stand there, the parts that stand there as words, in lower case.
  std::vector<std::string> matched(const TextStems& text) const;

  /// The part of `text`, at most about `max_length` characters and cut at words, that holds most of
  /// the question's words, with those marked; the beginning when nothing matches. Joining the
  /// segments gives the passage.
  std::vector<Segment> passage(std::string_view text, std::size_t max_length = 240) const;

 private:
  /// Which of the question's words a word of a text answers to.
  const std::vector<std::size_t>* match(const Word& word) const;

  struct Asked {
    std::string written;
    TermHash stem;
    std::vector<SpokenPart> parts;
  };

  std::vector<Asked> asked_;                                         // the question's words
  std::unordered_map<std::string, std::vector<std::size_t>> whole_;  // by stem
  std::unordered_map<std::string, std::vector<std::size_t>> parts_;  // by stem of a part
};

/// WordMatcher for one text.
std::vector<Segment> passage(std::string_view text, const Understood& question,
                             std::size_t max_length = 240);
std::vector<std::string> matched_words(std::string_view text, const Understood& question);

}  // namespace expertise::search
