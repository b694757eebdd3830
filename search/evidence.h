// What closed consultations tell of who can help. Each one that was valued is a small bag of terms
// and topics with the people who advised; a new question finds those who advised on what it
// resembles. Held in memory only. Pure: it knows no text, clock, store or index.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "search/dutch.h"
#include "search/question.h"

namespace expertise::search {

/// One consultation that helped somebody.
struct LoggedConsultation {
  std::string id;
  std::vector<std::string> experts;  ///< ids of those who advised
  std::vector<WeightedTerm> terms;   ///< of the question, by `terms(analyse(text))`
  std::vector<TopicWeight> topics;   ///< what it was about, each with its weight of 0..1
  double weight = 1;                 ///< how well it was valued, over 0 to 1
};

/// Somebody who advised on what resembles a question.
struct Experience {
  std::string expert;
  /// 0..1: how far the consultations resemble the question, and how much of that was this person's.
  double score = 0;

  bool operator==(const Experience&) const = default;
};

/// How many consultations about a topic somebody advised on.
struct TopicTimes {
  std::string topic;
  int times = 0;

  bool operator==(const TopicTimes&) const = default;
};

/// A term says something only when it stood in so many different consultations: what one resident's
/// case alone has cannot be recognised in who is found. Topics come from a list and are exempt.
inline constexpr std::size_t least_consultations = 5;

/// Reading by many threads at once is safe as long as nobody adds or removes.
class Evidence {
 public:
  Evidence();
  ~Evidence();
  Evidence(Evidence&&) noexcept;
  Evidence& operator=(Evidence&&) noexcept;

  /// Adds a consultation, in place of what was known of the same id. One without experts, or of no
  /// weight, tells nothing and is only removed. Gives whether this changed anything: after a change
  /// the next question costs more.
  bool add(const LoggedConsultation& consultation);
  /// As if it had never been added; every answer is then that of evidence built without it.
  void remove(std::string_view id);

  bool contains(std::string_view id) const;
  std::size_t size() const;
  /// Places held for consultations: as many as there ever were at once.
  std::size_t places() const;

  /// Those who advised on something like it, best first. What the question says is not the matter
  /// is left out.
  std::vector<Experience> of(const Understood& question) const;
  /// The same for a question given as terms and topics.
  std::vector<Experience> of(const std::vector<WeightedTerm>& terms,
                             const std::vector<TopicWeight>& topics) const;

  /// What this person advised on: most often first, then by code.
  std::vector<TopicTimes> topics_of(std::string_view expert) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace expertise::search
