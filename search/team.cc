// Smallest set cover. The aspects are few, so a table over all subsets of them gives the exact
// answer: for each subset the best way to cover it with the candidates seen so far.
#include "search/team.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

namespace expertise::search {
namespace {

using AspectSet = std::uint32_t;

struct Cover {
  int people = std::numeric_limits<int>::max();
  double score = 0;
  std::vector<std::size_t> members;

  bool exists() const { return people != std::numeric_limits<int>::max(); }
  bool worse_than(int other_people, double other_score) const {
    return people != other_people ? people > other_people : score < other_score;
  }
};

std::vector<std::string> aspects_to_cover(const Understood& question) {
  std::vector<std::string> result;
  for (const Aspect& aspect : question.aspects) {
    if (!aspect.negated && result.size() < max_team_aspects) result.push_back(aspect.topic);
  }
  return result;
}

AspectSet covered_by(const Candidate& candidate, const std::vector<std::string>& aspects) {
  AspectSet set = 0;
  for (std::size_t i = 0; i < aspects.size(); ++i) {
    if (std::find(candidate.covers.begin(), candidate.covers.end(), aspects[i]) !=
        candidate.covers.end()) {
      set |= AspectSet{1} << i;
    }
  }
  return set;
}

Cover best_cover(const std::vector<Candidate>& candidates, const std::vector<AspectSet>& sets,
                 AspectSet wanted, std::size_t aspect_count) {
  std::vector<Cover> best(std::size_t{1} << aspect_count);
  best[0].people = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i] == 0) continue;
    // Downwards, so that nobody is taken twice: adding people never gives a smaller set.
    for (std::size_t covered = best.size(); covered-- > 0;) {
      const Cover& from = best[covered];
      if (!from.exists()) continue;
      const std::size_t with = covered | sets[i];
      if (with == covered) continue;
      const int people = from.people + 1;
      const double score = from.score + candidates[i].score;
      if (!best[with].worse_than(people, score)) continue;
      Cover next{people, score, from.members};
      next.members.push_back(i);
      best[with] = std::move(next);
    }
  }
  return best[wanted];
}

}  // namespace

Team smallest_team(const std::vector<Candidate>& candidates, const Understood& question) {
  Team team;
  const std::vector<std::string> aspects = aspects_to_cover(question);
  if (aspects.empty()) return team;
  const std::size_t count = std::min(candidates.size(), max_team_candidates);
  std::vector<AspectSet> sets;
  AspectSet reachable = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sets.push_back(covered_by(candidates[i], aspects));
    reachable |= sets.back();
  }
  for (std::size_t i = 0; i < aspects.size(); ++i) {
    if ((reachable >> i & 1U) == 0) team.uncovered.push_back(aspects[i]);
  }
  const Cover cover = best_cover(candidates, sets, reachable, aspects.size());
  for (const std::size_t member : cover.members) {
    TeamMember chosen{candidates[member].id, {}};
    for (std::size_t i = 0; i < aspects.size(); ++i) {
      if ((sets[member] >> i & 1U) != 0) chosen.covers.push_back(aspects[i]);
    }
    team.members.push_back(std::move(chosen));
  }
  std::stable_sort(
      team.members.begin(), team.members.end(),
      [](const TeamMember& a, const TeamMember& b) { return a.covers.size() > b.covers.size(); });
  return team;
}

}  // namespace expertise::search
