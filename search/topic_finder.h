// Finds topics by free text: every topic is a small document of its names, synonyms, signs and
// professions, held in memory and searched with stems, parts of compounds and pieces of words; a
// name or sign that stands in the text for the most part counts besides. Exact names are found
// too. Knows topics by their number in the vocabulary; no people.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "search/dutch.h"
#include "search/vocabulary.h"

namespace expertise::search {

/// A topic by number, with a score whose size depends on the text: compare within one text only.
struct TopicScore {
  std::uint32_t topic = 0;
  double score = 0;
};

/// A name of a topic found word for word: `first` and `count` say at which words of the text.
struct NamedTopic {
  std::uint32_t topic = 0;
  std::size_t first = 0;
  std::size_t count = 0;
};

/// A topic by number with a weight of 0..1; sorted by number where it is used as a vector.
using TopicVector = std::vector<std::pair<std::uint32_t, double>>;

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
  std::vector<TopicScore> resembling(const std::vector<Word>& words, std::size_t limit) const;

  /// The topics that are named outright: their term or a synonym stands in the text, compared by
  /// stems. Longest names first; a shorter name inside a longer one is not counted.
  std::vector<NamedTopic> named(const std::vector<Word>& words) const;

  /// What texts with their weights are about together. Long texts are looked at sentence by
  /// sentence, so that each matter counts; near and broader topics get a part of the weight.
  Subject subject(const std::vector<std::pair<std::string, double>>& texts) const;

  /// The topics of one text.
  TopicVector about(std::string_view text) const;

  /// The topics of a topic's own term; worked out once and kept.
  const TopicVector& about_topic(std::uint32_t topic) const;

  /// The places of the words that brought a topic most, strongest first, at most `limit`.
  std::vector<std::size_t> bringing(const std::vector<Word>& words, std::uint32_t topic,
                                    std::size_t limit) const;

  /// The largest part, by information, of a name or sign of each topic whose words stand in the
  /// text: 0..1, for the topics of which more than one word does, or all of a name.
  std::unordered_map<std::uint32_t, double> phrases_in(const std::vector<Word>& words) const;

  /// Whether some topic is known by there being none of it ("geen inkomen", "zonder vaste baan").
  bool is_lacked(const std::string& term) const { return lacked_.contains(term); }

  /// How often a folded word stands in the names, synonyms and signs.
  std::size_t uses(const std::string& folded) const;

  /// Calls `use` with each such word and its uses, in no order.
  template <typename Use>
  void each_word(const Use& use) const {
    for (const auto& [word, count] : words_) use(std::string_view(word), count);
  }

  /// The topics that are near, broader or narrower, whichever of the two says so; ascending.
  const std::vector<std::uint32_t>& neighbours(std::uint32_t topic) const {
    return neighbours_[topic];
  }

 private:
  struct Posting {
    std::uint32_t topic;
    float impact;
  };

  using List = std::vector<Posting>;  // ascending by topic

  /// A name or sign of a topic.
  struct Phrase {
    std::uint32_t topic;
    float information;  // of all its terms together
  };

  struct Term {
    List topics;
    std::vector<std::pair<std::uint32_t, float>> phrases;  // those that hold it, and how much of it
    float information = 0;
  };

  struct Texts;

  void add_document(std::uint32_t number, const Texts& texts);
  void add_phrase(std::uint32_t number, const std::vector<WeightedTerm>& phrase_terms);
  void finish_documents();
  void finish_phrases();
  template <typename Use>
  void each_shared(const std::vector<WeightedTerm>& text_terms, const Use& use) const;
  void add_phrases_of(const std::vector<WeightedTerm>& text_terms, std::vector<float>& sums) const;
  template <typename Use>
  void each_list(const Use& use);
  void link_neighbours();
  /// Returns the part of what the words say that the best topic accounts for.
  double add_sentence(const std::vector<Word>& words, double weight, std::vector<double>& sums,
                      std::vector<std::uint32_t>& names) const;
  /// What a topic would score that has each of the words once; unknown ones count as very rare.
  double information_in(const std::vector<Word>& words) const;

  const std::vector<Topic>& topics_;
  std::vector<std::shared_ptr<const Texts>> texts_;  // by number
  std::unordered_map<std::string, Term> by_term_;
  std::vector<Phrase> phrases_;
  std::unordered_map<std::uint32_t, List> by_piece_;  // four letters of a word as one number
  std::unordered_map<std::string, std::vector<std::uint32_t>> names_;  // stems joined by spaces
  std::unordered_map<std::string, std::size_t> longest_name_;  // words, by the name's first stem
  std::unordered_map<std::string, std::size_t> words_;  // folded words with how often they stand
  std::unordered_set<std::string> lacked_;              // stems after "geen" or "zonder"
  struct OwnTopics {
    std::once_flag once;
    TopicVector topics;
  };
  std::unique_ptr<OwnTopics[]> own_;                    // by number, for about_topic
  std::vector<std::vector<std::uint32_t>> neighbours_;  // near, broader and narrower, by number
};

}  // namespace expertise::search
