// Finds topics by free text: every topic is a small document of its names, synonyms, signs and
// professions, held in memory and searched with stems, parts of compounds and pieces of words; a
// name or sign that stands in the text for the most part counts besides. Exact names are found
// too. Knows topics by their number in the vocabulary; no people.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/dutch.h"
#include "search/topic_texts.h"
#include "search/vocabulary.h"

namespace expertise::search {

/// A topic by number, with a score whose size depends on the text: compare within one text only.
struct TopicScore {
  std::uint32_t topic = 0;
  double score = 0;
  double by_words = 0;  ///< the part of the score that its words bring, each alone
};

/// A name of a topic found word for word: `first` and `count` say at which words of the text.
struct NamedTopic {
  std::uint32_t topic = 0;
  std::size_t first = 0;
  std::size_t count = 0;
};

/// A topic by number with a weight of 0..1; sorted by number where it is used as a vector.
using TopicVector = std::vector<std::pair<std::uint32_t, double>>;

/// A text, analysed, with how much it counts beside others.
struct SaidText {
  std::vector<Word> words;
  double weight = 1;
};

/// What a text is about, and how sure that is.
struct Subject {
  TopicVector topics;                ///< of length 1 (or empty)
  std::vector<std::uint32_t> named;  ///< those that are named outright, ascending
  /// The part of what a sentence says, by information, that its best topic accounts for, 0..1: for
  /// the sentence that is known best, and over all. Near 0 for texts of another field.
  double best_known = 0;
  double mean_known = 0;
};

class TopicFinder {
 public:
  /// `topics` must outlive the finder. What `former` made of topics with the same texts is taken
  /// over: analysing texts is most of the work.
  explicit TopicFinder(const std::vector<Topic>& topics, const TopicFinder* former = nullptr);

  /// The topics that the words resemble, best first, at most `limit`.
  std::vector<TopicScore> resembling(std::span<const Word> words, std::size_t limit) const;

  /// The topics that are named outright: their term or a synonym stands in the text, each word in
  /// any form of its own. Longest names first; a shorter name inside a longer one is not counted.
  std::vector<NamedTopic> named(std::span<const Word> words) const;

  /// What texts are about together. Long texts are looked at sentence by
  /// sentence, so that each matter counts; near and broader topics get a part of the weight.
  Subject subject(const std::vector<SaidText>& texts) const;

  /// The topics of one text.
  TopicVector about(std::string_view text) const;

  /// The topics of a topic's own term; worked out once and kept.
  const TopicVector& about_topic(std::uint32_t topic) const;

  /// The places of the words that brought a topic most, strongest first, at most `limit`.
  std::vector<std::size_t> bringing(const std::vector<Word>& words, std::uint32_t topic,
                                    std::size_t limit) const;

  /// The largest part, by information, of a name or sign of each topic whose words stand in the
  /// text: 0..1, for the topics of which more than one word does, or all of a name.
  std::unordered_map<std::uint32_t, double> phrases_in(std::span<const Word> words) const;

  /// The term and the synonyms of a topic.
  std::span<const SpokenName> names_of(std::uint32_t topic) const { return texts_[topic]->spoken; }

  /// Whether some topic is known by there being none of it ("geen inkomen", "zonder vaste baan").
  bool is_lacked(const std::string& term) const;

  /// How often a folded word stands in the names, synonyms and signs.
  std::size_t uses(const std::string& folded) const;

  /// Calls `use` with each such word and its uses, in no order.
  template <typename Use>
  void each_word(const Use& use) const {
    for (const auto& [word, number] : numbers_) {
      if (uses_[number] > 0) use(std::string_view(word), std::size_t{uses_[number]});
    }
  }

  /// The topics that are near, broader or narrower, whichever of the two says so; ascending.
  const std::vector<std::uint32_t>& neighbours(std::uint32_t topic) const {
    return neighbours_[topic];
  }

 private:
  /// Lists by number, one behind the other.
  template <typename Item>
  class Lists {
   public:
    /// `each` calls what it is given with every number and item, twice the same.
    template <typename Each>
    void fill(std::size_t count, const Each& each);
    std::span<const Item> of(std::uint32_t number) const {
      return {items_.data() + first_[number], items_.data() + first_[number + 1]};
    }
    std::span<Item> of(std::uint32_t number) {
      return {items_.data() + first_[number], items_.data() + first_[number + 1]};
    }
    std::size_t count() const { return first_.size() - 1; }

   private:
    std::vector<std::uint32_t> first_;
    std::vector<Item> items_;
  };

  struct Posting {
    std::uint32_t topic;
    float impact;
  };

  /// A name or sign of a topic.
  struct Phrase {
    std::uint32_t topic;
    float information;  // of all its terms together
  };

  /// A term of a phrase, and how much of the term it is.
  struct PhrasePart {
    std::uint32_t phrase;
    float weight;
  };

  struct Name {
    const WrittenName* name;  // in texts_
    std::uint32_t topic;
  };

  /// What a text asks for: the numbers of its terms and pieces, those that nobody has as well, and
  /// of its pairs of words those that somebody has.
  struct Sought {
    WeightedNumbers terms;
    WeightedNumbers pieces;
    WeightedNumbers pairs;
  };

  template <typename Use>
  void each_text(const Use& use) const;
  void note_words();
  void note_names();
  void note_postings();
  void note_phrases();
  void link_neighbours();
  WeightedNumbers sought_terms(std::span<const Word> words) const;
  Sought sought(std::span<const Word> words) const;
  template <typename Use>
  void each_shared(const WeightedNumbers& text_terms, const Use& use) const;
  void add_phrases_of(const WeightedNumbers& text_terms, std::vector<float>& sums) const;
  std::vector<TopicScore> resembling(const Sought& text, std::size_t limit) const;
  /// Returns the part of what the words say that the best topic accounts for.
  double add_sentence(std::span<const Word> words, double weight, std::vector<double>& sums,
                      std::vector<std::uint32_t>& names) const;
  /// What a topic would score that has each of the words once; unknown ones count as very rare.
  double information_in(const Sought& text) const;

  const std::vector<Topic>& topics_;
  std::vector<std::shared_ptr<const TopicTexts>> texts_;  // by number of the topic
  WordNumbers numbers_;
  PieceNumbers piece_numbers_;
  PieceNumbers pair_numbers_;
  // By number of the term, piece or pair:
  Lists<Posting> by_term_;
  Lists<Posting> by_piece_;
  Lists<Posting> by_pair_;
  Lists<PhrasePart> phrases_of_;
  Lists<Name> names_;                        // that open with the term
  std::vector<std::uint16_t> name_lengths_;  // bit n: one of n words opens with the term
  std::vector<float> term_information_;
  std::vector<double> piece_information_;
  std::vector<std::uint32_t> uses_;  // of the folded word
  std::vector<bool> lacked_;         // after "geen" or "zonder"
  std::vector<Phrase> phrases_;
  struct OwnTopics {
    std::once_flag once;
    TopicVector topics;
  };
  std::unique_ptr<OwnTopics[]> own_;                    // by number, for about_topic
  std::vector<std::vector<std::uint32_t>> neighbours_;  // near, broader and narrower, by number
};

}  // namespace expertise::search
