// A ranking that was kept beside the one that the same question would get now: who stands where,
// why, and what is different about each. Pure: both rankings are given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "search/rank.h"
#include "search/vocabulary.h"
#include "server/domain/code.h"
#include "server/pool/ranking_record.h"
#include "server/store/store.h"

namespace expertise {

/// What is different about a person. Parameters `then` and `now` where there is a value to tell.
enum class RankingChange {
  joined,        // was not among those ranked then
  left,          // left the pool since
  dropped,       // is in the pool, and would not be among those ranked now
  availability,  // codes of FreeState
  agreement,     // `lacking` or `holding`
  load,          // consultations in hand
  learned,       // consultations that count as evidence for this question
  profile,
};

template <>
inline constexpr CodeTable<RankingChange, 8> codes<RankingChange>{
    {{RankingChange::joined, "joined"},
     {RankingChange::left, "left"},
     {RankingChange::dropped, "dropped"},
     {RankingChange::availability, "availability"},
     {RankingChange::agreement, "agreement"},
     {RankingChange::load, "load"},
     {RankingChange::learned, "learned"},
     {RankingChange::profile, "profile"}}};

struct RankingReplay {
  struct Place {
    std::size_t place = 0;  ///< from 1
    double score = 0;
    std::vector<search::Reason> reasons;
  };
  struct Change {
    RankingChange what;
    std::string then;
    std::string now;
  };
  struct Person {
    SpecialistId specialist;
    std::optional<Place> then;
    std::optional<Place> now;
    std::vector<Change> changes;
  };

  /// Whether it was kept what the order was worked out from: without it there are no reasons, and
  /// changes are not known.
  bool inputs_kept = false;
  /// Whether the inputs that were kept give the order that was kept, with the weights and the
  /// vocabulary of now.
  bool reproduced = false;
  /// Of then and now; not known, and false, without the inputs.
  bool weights_changed = false;
  bool vocabulary_changed = false;
  /// The question's text was destroyed: nobody knows how it would be ranked now.
  bool text_gone = false;
  /// How the question was understood, in Dutch.
  std::string described_then;
  std::string described_now;
  /// In the order of then; who came after, in the order of now.
  std::vector<Person> people;
};

/// A ranking as it was kept: the order, and with it (unless it is of before that was kept) what it
/// was worked out from.
struct KeptRanking {
  std::vector<RankedSpecialist> order;
  std::optional<RankingRecord> record;
};

/// `now` is nothing when it cannot be known. `left` are those of the order who left the pool.
RankingReplay compare(const KeptRanking& then, const std::optional<KeptRanking>& now,
                      const std::vector<SpecialistId>& left, const search::Vocabulary& vocabulary);

}  // namespace expertise
