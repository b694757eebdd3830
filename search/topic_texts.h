// What the texts of one topic come to, whatever other topics there are: its terms, phrases, names
// and pieces of words, each as a number. Made once for a topic and shared by the vocabularies that
// have it with the same texts; the numbers are of those that come after one another.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/dutch.h"
#include "search/vocabulary.h"

namespace expertise::search {

/// Gives each key a number, from 0 on; a copy goes on from the numbers of the original.
template <typename Key>
class Numbering {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  std::uint32_t add(const Key& key) {
    return numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  /// The number of the key, or `none`.
  std::uint32_t find(const Key& key) const {
    const auto found = numbers_.find(key);
    return found == numbers_.end() ? none : found->second;
  }
  std::size_t size() const { return numbers_.size(); }
  auto begin() const { return numbers_.begin(); }
  auto end() const { return numbers_.end(); }

 private:
  std::unordered_map<Key, std::uint32_t> numbers_;
};

/// Words, folded or as terms.
using WordNumbers = Numbering<std::string>;
/// Four letters of a word, or two words, as one number of 32 bits.
using PieceNumbers = Numbering<std::uint32_t>;

/// By number, with a weight.
using WeightedNumbers = std::vector<std::pair<std::uint32_t, double>>;

/// The overlapping pieces of four letters of the words, each with how often it stands, in order.
std::vector<std::pair<std::uint32_t, double>> letter_pieces(std::span<const Word> words);

/// Each two words of a sentence of which the second stands at most three further on, in either
/// order, function words too, each pair with how often it stands, in order: "zijn bed niet uit" and
/// "niet meer uit bed" share "bed niet", "bed uit" and "niet uit". The unordered windows of the
/// sequential dependence model (Metzler and Croft, SIGIR 2005).
std::vector<std::pair<std::uint32_t, double>> word_pairs(std::span<const Word> words);

/// A name as it is looked for in texts of which only the stems are known.
struct SpokenName {
  std::vector<TermHash> stems;  ///< without stop words
  bool one_word = false;
};

/// A name as it is looked for word for word.
struct WrittenName {
  std::vector<std::uint32_t> terms;  ///< in order
  std::vector<std::string> words;    ///< the same, folded
  bool pauses = false;               ///< there is a comma or the like in it
};

struct TopicTexts {
  /// Gives numbers to what has none yet.
  TopicTexts(const Topic& topic, WordNumbers& words, PieceNumbers& pieces, PieceNumbers& pairs);

  std::vector<std::uint32_t> words;   ///< folded, as often as they stand
  std::vector<std::uint32_t> lacked;  ///< terms after "geen" or "zonder"
  std::vector<WrittenName> names;
  std::vector<SpokenName> spoken;
  std::vector<WeightedNumbers> phrases;  ///< the terms of each name and sign
  WeightedNumbers terms;                 ///< each once
  WeightedNumbers pieces;                ///< each once
  WeightedNumbers pairs;                 ///< each once
};

/// What a piece of a word weighs beside a word.
inline constexpr double piece_weight = 0.2;

}  // namespace expertise::search
