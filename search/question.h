// A care question as it was understood: which topics it touches, which ages, laws, languages and
// neighbourhoods it names, what it says is *not* the matter. Pure: text and vocabulary in, values
// out; it knows neither people nor the index.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/vocabulary.h"

namespace expertise::search {

/// A topic of the question that is worth showing to the asker.
struct Aspect {
  std::string topic;               ///< code
  std::string label;               ///< the topic's term
  std::vector<std::string> words;  ///< the words of the question that brought it, as written
  bool negated = false;            ///< the question says that this is not the matter
  bool certain = false;            ///< named outright (term, synonym), not only resembled
  double strength = 0;     ///< 0..1 beside the strongest of the question; half when only mentioned
  bool mentioned = false;  ///< only said in passing: long ago, over, in other hands

  /// It resembles the question less than half as much as what it resembles most.
  bool suspected() const { return !certain && !mentioned && strength < 0.5; }

  bool operator==(const Aspect&) const = default;
};

/// A topic with its share in a question or profile, 0..1.
struct TopicWeight {
  std::string topic;  ///< code
  double weight = 0;

  bool operator==(const TopicWeight&) const = default;
};

/// A code as a number: equal codes have equal keys, and others another but for a chance of one in
/// 2^64. Holds within the process only.
using TopicKey = std::size_t;
inline TopicKey topic_key(std::string_view code) { return std::hash<std::string_view>{}(code); }

/// Topics with their weights, which are looked up again and again: their codes lie far apart in
/// memory, their keys side by side.
class KeyedTopics {
 public:
  KeyedTopics() = default;
  KeyedTopics(std::vector<TopicWeight> topics);  // NOLINT: a list is as good
  KeyedTopics(std::initializer_list<TopicWeight> topics)
      : KeyedTopics(std::vector<TopicWeight>(topics)) {}

  auto begin() const { return topics_.begin(); }
  auto end() const { return topics_.end(); }
  std::size_t size() const { return topics_.size(); }
  bool empty() const { return topics_.empty(); }
  const TopicWeight& operator[](std::size_t place) const { return topics_[place]; }
  /// What `by_key` has of these topics: calls `use` with its value and the weight of the topic.
  template <typename Map, typename Use>
  void each_in(const Map& by_key, const Use& use) const {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const auto found = by_key.find(keys_[i]);
      if (found != by_key.end()) use(found->second, topics_[i].weight);
    }
  }
  bool operator==(const KeyedTopics& other) const { return topics_ == other.topics_; }

 private:
  std::vector<TopicWeight> topics_;
  std::vector<TopicKey> keys_;
};

/// Years, both inclusive; people without an upper limit have `to` = 120.
struct AgeBand {
  int from = 0;
  int to = 120;

  bool overlaps(const AgeBand& other) const { return from <= other.to && other.from <= to; }
  bool operator==(const AgeBand&) const = default;
};

/// The years that a written age group means ("0-4", "16-27", "65+", "18 jaar en ouder",
/// "volwassenen", "jeugd"), or nothing when it cannot be read.
std::optional<AgeBand> read_age_group(std::string_view written);

/// The ISO 639 code (three letters where there are no two) of a language given by code or Dutch
/// name; the folded text itself when it is not known.
std::string language_code(std::string_view written);

/// The Dutch name of a language code, or the code itself when it is not known.
std::string language_name(std::string_view code);

/// The names of the 13 life domains of the Zelfredzaamheid-Matrix, in its order.
const std::vector<std::string>& life_domain_names();

struct Understood {
  std::string text;                         ///< the question, as given
  std::string affirmed;                     ///< the same without what it says is not the matter
  std::vector<Aspect> aspects;              ///< strongest first; the negated ones last
  std::vector<TopicWeight> topics;          ///< everything it resembles, for matching, not for eyes
  std::vector<std::string> life_domains;    ///< by the aspects, strongest first
  std::vector<std::string> laws;            ///< named in the text first, then by the aspects
  std::optional<AgeBand> age;               ///< of the people the question is about
  std::vector<int> ages;                    ///< each age given as a number, in order of the text
  std::vector<std::string> languages;       ///< codes; Dutch is never named
  std::vector<std::string> neighbourhoods;  ///< as in the list given
  std::optional<int> days_until_eighteen;   ///< "over vier maanden 18", about; some time: 365
  bool urgent = false;                      ///< "vandaag nog", "spoed"
  bool acute_danger = false;                ///< life or safety is in danger now

  bool empty() const { return text.empty() && topics.empty(); }
  bool operator==(const Understood&) const = default;
};

/// Most text that is looked at, in bytes; what comes after is ignored (cut at a character).
inline constexpr std::size_t max_question_bytes = 100'000;

/// Understands a question in plain Dutch. Never fails: an empty text, only signs or another
/// language gives an empty result. `neighbourhoods` are the names that may be recognised. Dates are
/// counted from `today`; without it a month says nothing of how far off it is.
Understood understand(std::string_view question, const Vocabulary& vocabulary,
                      const std::vector<std::string>& neighbourhoods = {},
                      std::optional<std::chrono::year_month_day> today = std::nullopt);

/// The same question without this topic: what the asker does when it was misunderstood.
Understood without_topic(Understood question, std::string_view topic);

/// The same question with this topic added as a certain aspect of full strength. A code that the
/// vocabulary does not know changes nothing.
Understood with_topic(Understood question, std::string_view topic, const Vocabulary& vocabulary);

/// Facts read in a text that the asker says are not so. By value, so that a text that is written on
/// keeps its corrections, and what is new in it still counts.
struct Facets {
  std::vector<AgeBand> ages;
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::vector<std::string> languages;  ///< codes
  std::vector<std::string> neighbourhoods;
  bool urgency = false;

  bool operator==(const Facets&) const = default;
};

/// What the asker changes about how a question was understood.
struct Corrections {
  std::vector<std::string> added_topics;    ///< codes
  std::vector<std::string> removed_topics;  ///< codes; a topic in both is there
  Facets removed;
  Facets added;  ///< what is in both is there; of ages the last counts, haste is not added
};

/// The same question as the asker means it. Life domains and laws follow the topics that are left;
/// without the age nothing is known of an eighteenth birthday. Danger cannot be taken away.
Understood corrected(Understood question, const Corrections& corrections,
                     const Vocabulary& vocabulary);

/// Fewer days than this are not "about a month".
inline constexpr int nearly_a_month = 25;

/// One Dutch sentence or a few that say how the question was understood; empty for an empty one.
std::string describe(const Understood& question);

}  // namespace expertise::search
