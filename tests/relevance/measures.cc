#include "tests/relevance/measures.h"

#include <algorithm>
#include <cmath>

namespace expertise::relevance {
namespace {

double gain(double grade) { return std::exp2(grade) - 1; }

double discount(std::size_t place) { return 1 / std::log2(static_cast<double>(place) + 2); }

// True when that many people are enough to have one of every set.
bool can_cover(const std::vector<std::set<std::string>>& sets, std::size_t count) {
  if (sets.empty()) return true;
  if (count == 0) return false;
  // Somebody must carry the first set; try each of them.
  for (const std::string& person : sets.front()) {
    std::vector<std::set<std::string>> rest;
    std::copy_if(sets.begin(), sets.end(), std::back_inserter(rest),
                 [&](const auto& set) { return !set.contains(person); });
    if (can_cover(rest, count - 1)) return true;
  }
  return false;
}

double part(std::size_t of, std::size_t rest) {
  return of + rest == 0 ? 0 : static_cast<double>(of) / static_cast<double>(of + rest);
}

}  // namespace

double ndcg(const std::vector<std::string>& ranked, const std::map<std::string, double>& grades) {
  std::vector<double> ideal;
  for (const auto& [id, grade] : grades) ideal.push_back(grade);
  std::sort(ideal.rbegin(), ideal.rend());
  double reached = 0;
  double best = 0;
  for (std::size_t place = 0; place < measured_depth; ++place) {
    if (place < ideal.size()) best += gain(ideal[place]) * discount(place);
    if (place >= ranked.size()) continue;
    const auto grade = grades.find(ranked[place]);
    if (grade != grades.end()) reached += gain(grade->second) * discount(place);
  }
  return best > 0 ? reached / best : 0;
}

std::optional<RankingMeasures> measure(const std::vector<std::string>& ranked,
                                       const std::map<std::string, double>& grades,
                                       double right_from) {
  constexpr double answers_at_all = 1;
  std::set<std::string> right;
  bool answerable = false;
  for (const auto& [id, grade] : grades) {
    answerable = answerable || grade >= answers_at_all;
    if (grade >= right_from) right.insert(id);
  }
  if (!answerable) return std::nullopt;
  RankingMeasures result{ndcg(ranked, grades), {}, {}, {}};
  if (right.empty()) return result;
  double first = 0;
  std::size_t found = 0;
  for (std::size_t place = 0; place < std::min(measured_depth, ranked.size()); ++place) {
    if (!right.contains(ranked[place])) continue;
    if (found++ == 0) first = 1 / static_cast<double>(place + 1);
  }
  result.reciprocal_rank = first;
  result.recall = static_cast<double>(found) / static_cast<double>(right.size());
  result.success = !ranked.empty() && right.contains(ranked.front()) ? 1 : 0;
  return result;
}

void RankingMeans::add(const RankingMeasures& one) {
  ndcg.add(one.ndcg);
  if (one.reciprocal_rank) reciprocal_rank.add(*one.reciprocal_rank);
  if (one.recall) recall.add(*one.recall);
  if (one.success) success.add(*one.success);
}

void TeamMeans::add(const std::set<std::string>& team, const Carriers& carriers) {
  if (carriers.aspects < 2 || carriers.carried.empty()) return;
  const auto hit =
      std::count_if(carriers.carried.begin(), carriers.carried.end(), [&](const auto& able) {
        return std::any_of(able.begin(), able.end(),
                           [&](const std::string& person) { return team.contains(person); });
      });
  const auto all = static_cast<double>(carriers.carried.size());
  aspect_recall.add(static_cast<double>(hit) / all);
  full_cover.add(static_cast<double>(hit) == all ? 1 : 0);
  size.add(static_cast<double>(team.size()));
  smallest.add(static_cast<double>(smallest_cover(carriers.carried)));
}

std::size_t smallest_cover(const std::vector<std::set<std::string>>& sets) {
  std::size_t count = 0;
  while (!can_cover(sets, count)) ++count;
  return count;
}

void FlagCounts::add(const std::vector<std::string>& wanted, std::vector<std::string> found) {
  for (const std::string& want : wanted) {
    const auto hit = std::find_if(found.begin(), found.end(), [&](const std::string& got) {
      return got.find(want) != std::string::npos || want.find(got) != std::string::npos;
    });
    if (hit == found.end()) {
      ++missed;
    } else {
      ++right;
      found.erase(hit);
    }
  }
  wrong += found.size();
}

double FlagCounts::precision() const { return part(right, wrong); }
double FlagCounts::recall() const { return part(right, missed); }

}  // namespace expertise::relevance
