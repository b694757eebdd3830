// How good answers are, as numbers. Pure: ranked ids and grades in, measures out. The definitions
// are those of evaluate.py, which scores the same runs.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/relevance/collection.h"

namespace expertise::relevance {

/// As far as a ranking is looked at.
inline constexpr std::size_t measured_depth = 10;

/// Normalised discounted cumulated gain over the first ten (Järvelin and Kekäläinen 2002), with
/// gain 2^grade - 1 and discount log2(place + 1); 0 when nothing has a grade.
double ndcg(const std::vector<std::string>& ranked, const std::map<std::string, double>& grades);

/// What the ranking of one question is worth. The last three only where there is a right answer.
struct RankingMeasures {
  double ndcg = 0;
  std::optional<double> reciprocal_rank;  ///< of the first right one among the first ten, else 0
  std::optional<double> recall;           ///< the part of all right ones among the first ten
  std::optional<double> success;          ///< 1 when the first is right
};

/// Nothing for a question that nothing answers (no grade of 1 or more): it is not counted.
std::optional<RankingMeasures> measure(const std::vector<std::string>& ranked,
                                       const std::map<std::string, double>& grades,
                                       double right_from);

/// Adds up, each measure over the questions that have it.
class Mean {
 public:
  void add(double value) {
    sum_ += value;
    ++count_;
  }
  double value() const { return count_ == 0 ? 0 : sum_ / static_cast<double>(count_); }
  std::size_t count() const { return count_; }

 private:
  double sum_ = 0;
  std::size_t count_ = 0;
};

struct RankingMeans {
  Mean ndcg, reciprocal_rank, recall, success;

  void add(const RankingMeasures& one);
};

/// Teams for the questions with two aspects or more of which at least one is carried.
struct TeamMeans {
  Mean aspect_recall;  ///< the part of the aspects that somebody of the team carries
  Mean full_cover;     ///< 1 when that is all
  Mean size;
  Mean smallest;  ///< the fewest people who could carry all

  void add(const std::set<std::string>& team, const Carriers& carriers);
  /// How many times the smallest possible size the teams are.
  double size_ratio() const { return smallest.value() > 0 ? size.value() / smallest.value() : 0; }
};

/// The size of the smallest set of people of whom each of the sets holds one. All sets are filled.
std::size_t smallest_cover(const std::vector<std::set<std::string>>& sets);

/// What was flagged against what is personal data: one holds the other, each counted once.
struct FlagCounts {
  std::size_t right = 0;
  std::size_t wrong = 0;
  std::size_t missed = 0;

  void add(const std::vector<std::string>& wanted, std::vector<std::string> found);
  double precision() const;
  double recall() const;
};

}  // namespace expertise::relevance
