// From hits of the index to people as they are now: reads on down the list until enough are found
// who fit, since the index knows nobody's hours, leave or agreements.
#pragma once

#include <functional>
#include <vector>

#include "search/index.h"
#include "server/pool/left_out.h"
#include "server/pool/matching.h"

namespace expertise {

/// One hit with what is true of the person now.
struct Present {
  search::Hit hit;
  Specialist specialist;
  Presence presence;
};

class PeopleFound {
 public:
  using Fits = std::function<bool(const Present&)>;

  /// All must outlive it. Of `filters` only who is left out plays a part: the index knows the
  /// others.
  PeopleFound(const search::Index& index, Txn& txn, const PoolFilters& filters, Instant now)
      : index_(index),
        txn_(txn),
        left_out_(filters.excluded_specialists, filters.excluded_organisations),
        now_(now) {}

  /// Reads until `wanted` people are found who fit, at most 3,000 hits; `query` then tells where
  /// the list stands. `total`: how many hits there are.
  std::vector<Present> find(search::Query& query, std::size_t wanted, const Fits& fits,
                            std::size_t* total = nullptr) const;

  /// Adds who fits, and lacks no agreement, from a page of the list further on.
  void add_further(search::Query& query, const Fits& fits, std::vector<Present>& people) const;

  /// Adds who fits and knows what the question names and nobody of `people` who fits is about:
  /// among thousands, who knows a lesser part of the question stands too far down its list to be
  /// seen.
  void add_for_uncovered(const search::Query& query, const search::Vocabulary& vocabulary,
                         const Fits& fits, std::vector<Present>& people) const;

  /// The topics that the question names, not only in passing, and nobody at all knows of: neither
  /// `people`, as `find` gave them, nor anybody further on.
  std::vector<std::string> known_by_nobody(const search::Query& query,
                                           const search::Vocabulary& vocabulary,
                                           const std::vector<Present>& people) const;

  /// Of these topics of the question, those that somebody covers who fits and is left out, among
  /// the first who are about it: so that nobody reads that the pool lacks what it has.
  std::vector<std::string> known_to_left_out(const search::Query& query,
                                             const search::Vocabulary& vocabulary,
                                             const std::vector<std::string>& topics,
                                             const Fits& fits) const;

 private:
  enum class Whom { wanted, without_lacking_agreement, left_out };
  std::vector<Present> found_for(const search::Aspect& aspect, const search::Query& query,
                                 const search::Vocabulary& vocabulary,
                                 Whom whom = Whom::wanted) const;
  std::vector<Present> present(std::vector<search::Hit> hits, Whom whom = Whom::wanted) const;

  const search::Index& index_;
  Txn& txn_;
  LeftOut left_out_;
  Instant now_;
};

}  // namespace expertise
