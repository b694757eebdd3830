// The vocabulary: the topics of the field with their names, synonyms, signs from daily life and
// neighbours. It is a value that never changes after it was made; the living one, which people
// edit, is somebody else's, and is handed to search anew after an edit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace expertise::search {

class TopicFinder;

/// One topic. `near` and `broader` name topics by code or by term; names nobody carries are
/// ignored.
struct Topic {
  std::string code;  ///< stable kebab-case key; made from `term` when left empty
  std::string term;  ///< as people read it
  std::vector<std::string> synonyms;
  std::vector<std::string> signs;  ///< how it looks in daily life, in lay words
  std::vector<std::string> near;
  std::vector<std::string> broader;
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::vector<std::string> ages;  ///< "0-4", "4-12", "12-18", "16-27", "18-65", "65+"; none = all
  std::vector<std::string> who;   ///< professions that know about it

  bool operator==(const Topic&) const = default;
};

/// The kebab-case key of a term: folded to a-z and 0-9, everything else one hyphen.
std::string topic_code(std::string_view term);

/// Hashes codes and names by their length, beginning and end: quick, and they differ there.
struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const;
};
/// By the code or name of a topic.
template <typename Value>
using ByName = std::unordered_map<std::string, Value, NameHash, std::equal_to<>>;

/// All topics, searchable. Immutable, so any number of threads may use one. Share it by pointer:
/// making one takes some tenths of a second for 2,000 topics, less beside a `former` one.
class Vocabulary {
 public:
  /// Throws std::invalid_argument when a topic has no term or two topics have the same code.
  /// `former` makes it quicker where topics are the same in both, and nothing else.
  explicit Vocabulary(std::vector<Topic> topics, const Vocabulary* former = nullptr);
  ~Vocabulary();
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  const std::vector<Topic>& topics() const { return topics_; }
  /// The topic with this code, or null. Owned by the vocabulary.
  const Topic* find(std::string_view code) const;
  /// The topic whose code, term or synonym this is (case and accents aside), else the one whose
  /// code was made of these words, or null.
  const Topic* named(std::string_view words) const;
  /// The place of one of its own topics.
  std::uint32_t number_of(const Topic& own) const {
    return static_cast<std::uint32_t>(&own - topics_.data());
  }
  /// Whether one of its topics is another of them, or narrower than it.
  bool is_within(const Topic& topic, const Topic& other) const;
  /// Finds topics by free text; for the rest of search.
  const TopicFinder& finder() const { return *finder_; }

 private:
  struct Names;

  std::vector<Topic> topics_;
  std::unique_ptr<Names> names_;
  std::vector<std::vector<std::uint32_t>> broader_;  // by number
  std::unique_ptr<const TopicFinder> finder_;
};

/// Reads topics from tab-separated text with a heading line: term, synonyms, signs, near, broader,
/// domains, laws, ages, who; lists within a column are divided by "|". Throws
/// std::invalid_argument naming the line when a line has another number of columns.
std::vector<Topic> read_topics(std::string_view tab_separated);

/// The vocabulary that comes with the product. Made at first use, the same object ever after.
std::shared_ptr<const Vocabulary> seed_vocabulary();

}  // namespace expertise::search
