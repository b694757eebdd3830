// One after the other, each who fits the question best and is least like those who are in the team
// already: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998). What was understood of
// a question is never all of it, so who fits it well and comes from another field counts beside
// what each adds to the aspects. That is measured against the candidate who knows most of the
// aspect, so that a pool of generalists is judged by its best generalist.
#include "search/team.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

namespace expertise::search {
namespace {

// A person who fits the question half as well is worth a quarter as much.
constexpr double fit_exponent = 2;
// Of somebody's worth this part goes for knowing just what a member knows, and so many times as
// much comes for adding all that is to be known of the aspects. Judged questions: .66 of the
// aspects where the aspects alone bring .60 in a team of the same size; .3 to .6 of the first and
// .2 to 2 of the second bring .64 to .66.
constexpr double likeness_costs = 0.5;
constexpr double aspects_bring = 2;
// Nobody is asked who brings less than this part of what the one who fits best would alone.
constexpr double least_gain = 0.395;
// Who adds less than this to the aspects is asked only when at least so much of what that person
// knows is something else than what each member knows.
constexpr double adds_something = 0.01;
constexpr double other_field = 0.5;
// Who knows nearly as much as the member who knows most is asked for the aspect too.
constexpr double nearly_as_good = 0.8;
// Who brings at least this part of what the best one does is that one's equal: then having thought
// along together before decides.
constexpr double equals_from = 0.95;

struct Wanted {
  std::size_t place = 0;  // in the question's aspects
  std::string topic;
  double strength = 0;
  bool main = false;       // named: never left to nobody when somebody covers it
  bool passing = false;    // only said in passing: nobody is asked for that alone
  double share = 0;        // of all strengths
  double best = 0;         // the highest fit of a candidate
  bool known = false;      // some candidate covers it
  bool suspected = false;  // if nobody knows it, that is not told
};

class Choosing {
 public:
  Choosing(const std::vector<Candidate>& candidates, const Understood& question,
           const std::set<Pair>& together)
      : candidates_(looked_at(candidates, question)),
        count_(candidates_.size()),
        together_(together) {
    double strengths = 0;
    for (std::size_t i = 0; i < question.aspects.size(); ++i) {
      const Aspect& aspect = question.aspects[i];
      if (aspect.negated) continue;
      Wanted wanted{i, aspect.topic, aspect.strength};
      wanted.main = aspect.certain && !aspect.mentioned;
      wanted.passing = aspect.mentioned;
      wanted.suspected = aspect.suspected();
      for (std::size_t j = 0; j < count_; ++j) {
        wanted.best = std::max(wanted.best, fit(j, wanted));
        wanted.known = wanted.known || covers(j, wanted);
      }
      strengths += wanted.best > 0 ? wanted.strength : 0;
      wanted_.push_back(std::move(wanted));
    }
    all_in_passing_ = std::all_of(wanted_.begin(), wanted_.end(),
                                  [](const Wanted& each) { return each.passing; });
    for (Wanted& each : wanted_) each.share = strengths > 0 ? each.strength / strengths : 0;
    known_.assign(wanted_.size(), 0);
    likeness_.assign(count_, 0);
  }

  // With one aspect it is one person.
  Team take() {
    Team team;
    const std::size_t most = wanted_.size() > 1 ? max_team_members : wanted_.size();
    while (chosen_.size() < most && add_best()) {
    }
    while (chosen_.size() < most && add_for_main_aspect()) {
    }
    leave_out_spare();
    for (const Wanted& each : wanted_) {
      if (!each.known && !each.suspected) team.uncovered.push_back(each.topic);
    }
    divide(team);
    tell_together(team);
    return team;
  }

 private:
  double fit(std::size_t candidate, const Wanted& wanted) const {
    const std::vector<double>& fits = candidates_[candidate]->aspect_fits;
    return wanted.place < fits.size() ? fits[wanted.place] : 0;
  }

  bool covers(std::size_t candidate, const Wanted& wanted) const {
    const std::vector<std::string>& topics = candidates_[candidate]->covers;
    return std::find(topics.begin(), topics.end(), wanted.topic) != topics.end();
  }

  bool covers_any(std::size_t candidate) const {
    return std::any_of(wanted_.begin(), wanted_.end(), [&](const Wanted& each) {
      return covers(candidate, each) && (!each.passing || all_in_passing_);
    });
  }

  bool is_chosen(std::size_t candidate) const {
    return std::find(chosen_.begin(), chosen_.end(), candidate) != chosen_.end();
  }

  // How well a person fits the whole question beside the best one.
  double worth(std::size_t candidate) const {
    const double best = candidates_.front()->score;
    return best > 0 ? std::pow(candidates_[candidate]->score / best, fit_exponent) : 0;
  }

  double gain(std::size_t candidate) const {
    double added = 0;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (wanted_[i].best <= 0) continue;
      const double part = fit(candidate, wanted_[i]) / wanted_[i].best;
      added += wanted_[i].share * std::max(part - known_[i], 0.0);
    }
    if (added < adds_something && likeness_[candidate] > 1 - other_field) return 0;
    return worth(candidate) * (1 - likeness_costs * likeness_[candidate] + aspects_bring * added);
  }

  void add(std::size_t candidate) {
    chosen_.push_back(candidate);
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (wanted_[i].best <= 0) continue;
      known_[i] = std::max(known_[i], fit(candidate, wanted_[i]) / wanted_[i].best);
    }
    const Knowledge own = knowledge(candidate);
    for (std::size_t j = 0; j < count_; ++j) {
      // Nobody else can bring enough.
      if (worth(j) * (1 + aspects_bring) <= least_gain) continue;
      likeness_[j] = std::max(likeness_[j], cosine(own, knowledge(j)));
    }
  }

  // What a person is about, by topic, of length 1; for who is about nothing, the aspects.
  using Knowledge = std::unordered_map<std::string_view, double>;
  Knowledge knowledge(std::size_t candidate) const {
    Knowledge result;
    for (const TopicWeight& topic : candidates_[candidate]->record->topics) {
      result.emplace(topic.topic, topic.weight);
    }
    if (result.empty()) {
      for (const Wanted& each : wanted_) result.emplace(each.topic, fit(candidate, each));
    }
    double squares = 0;
    for (const auto& [topic, weight] : result) squares += weight * weight;
    if (squares <= 0) return {};
    for (auto& [topic, weight] : result) weight /= std::sqrt(squares);
    return result;
  }

  static double cosine(const Knowledge& one, const Knowledge& other) {
    double sum = 0;
    for (const auto& [topic, weight] : one) {
      const auto found = other.find(topic);
      if (found != other.end()) sum += weight * found->second;
    }
    return sum;
  }

  // With how many of the team somebody thought along before.
  std::size_t known_members(std::size_t candidate) const {
    if (together_.empty()) return 0;
    return static_cast<std::size_t>(
        std::count_if(chosen_.begin(), chosen_.end(),
                      [&](std::size_t member) { return thought_along(candidate, member); }));
  }

  bool thought_along(std::size_t one, std::size_t other) const {
    return together_.contains(std::minmax(candidates_[one]->id, candidates_[other]->id));
  }

  // Who brings most, and more than `least`; among equals who thought along with most of the team,
  // then who stands first. `count_` when nobody does.
  template <class Brings>
  std::size_t best_of(double least, const Brings& brings) const {
    std::vector<double> all(count_, 0);
    double most = least;
    std::size_t best = count_;
    for (std::size_t j = 0; j < count_; ++j) {
      if (is_chosen(j)) continue;
      all[j] = brings(j);
      if (all[j] <= most) continue;
      most = all[j];
      best = j;
    }
    if (best == count_) return best;
    std::size_t known = known_members(best);
    for (std::size_t j = 0; j < count_; ++j) {
      if (all[j] <= least || all[j] < equals_from * most) continue;
      const std::size_t knows = known_members(j);
      if (knows <= known) continue;
      known = knows;
      best = j;
    }
    return best;
  }

  // The first member is who fits the question best of those who cover any of it.
  bool add_best() {
    std::size_t best = count_;
    if (chosen_.empty()) {
      for (best = 0; best < count_ && !covers_any(best);) ++best;
    } else {
      best = best_of(least_gain, [&](std::size_t j) { return covers_any(j) ? gain(j) : 0; });
    }
    if (best == count_) return false;
    add(best);
    return true;
  }

  bool add_for_main_aspect() {
    for (const Wanted& each : wanted_) {
      const bool has = std::any_of(chosen_.begin(), chosen_.end(),
                                   [&](std::size_t member) { return covers(member, each); });
      if (!each.main || !each.known || has) continue;
      const std::size_t best =
          best_of(0, [&](std::size_t j) { return covers(j, each) ? fit(j, each) * worth(j) : 0; });
      if (best == count_) continue;
      add(best);
      return true;
    }
    return false;
  }

  // Who was chosen early may be spare in the end: another member knows much the same, and the
  // others know all that this one is asked for at least as well.
  void leave_out_spare() {
    for (std::size_t i = 0; chosen_.size() > 1 && i < chosen_.size();) {
      const Knowledge own = knowledge(chosen_[i]);
      const auto is_another = [&](std::size_t other) { return other != chosen_[i]; };
      const bool has_like = std::any_of(chosen_.begin(), chosen_.end(), [&](std::size_t other) {
        return is_another(other) && cosine(own, knowledge(other)) > 1 - other_field;
      });
      const bool spare =
          has_like && std::all_of(wanted_.begin(), wanted_.end(), [&](const Wanted& each) {
            if (!covers(chosen_[i], each)) return true;
            return std::any_of(chosen_.begin(), chosen_.end(), [&](std::size_t other) {
              return is_another(other) && fit(other, each) >= fit(chosen_[i], each);
            });
          });
      if (spare) {
        chosen_.erase(chosen_.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
  }

  // Each aspect goes to whoever of the team knows it best, and to whoever knows nearly as much. Who
  // knows none so well is a second view on all that this member knows of.
  void divide(Team& team) const {
    std::vector<double> best(wanted_.size(), 0);
    for (const std::size_t member : chosen_) {
      for (std::size_t i = 0; i < wanted_.size(); ++i) {
        best[i] = std::max(best[i], fit(member, wanted_[i]));
      }
    }
    for (const std::size_t member : chosen_) {
      TeamMember asked{candidates_[member]->id, {}};
      for (std::size_t i = 0; i < wanted_.size(); ++i) {
        if (covers(member, wanted_[i]) && fit(member, wanted_[i]) >= nearly_as_good * best[i]) {
          asked.covers.push_back(wanted_[i].topic);
        }
      }
      const bool knows_best = !asked.covers.empty();
      for (const Wanted& each : wanted_) {
        if (knows_best || !covers(member, each)) continue;
        asked.covers.push_back(each.topic);
      }
      team.members.push_back(std::move(asked));
    }
    std::stable_sort(
        team.members.begin(), team.members.end(),
        [](const TeamMember& a, const TeamMember& b) { return a.covers.size() > b.covers.size(); });
  }

  void tell_together(Team& team) const {
    for (const TeamMember& one : team.members) {
      for (const TeamMember& other : team.members) {
        const Pair pair{one.id, other.id};
        if (one.id < other.id && together_.contains(pair)) team.together.push_back(pair);
      }
    }
    std::sort(team.together.begin(), team.together.end());
  }

  // The first of all, and for an aspect that none of them covers the first who does.
  static std::vector<const Candidate*> looked_at(const std::vector<Candidate>& all,
                                                 const Understood& question) {
    std::vector<const Candidate*> result;
    for (const Candidate& each : all) {
      if (result.size() == max_team_candidates) break;
      result.push_back(&each);
    }
    const std::size_t further = result.size();
    for (const Aspect& aspect : question.aspects) {
      const auto covers = [&](const Candidate* each) {
        return std::find(each->covers.begin(), each->covers.end(), aspect.topic) !=
               each->covers.end();
      };
      if (aspect.negated || std::any_of(result.begin(), result.end(), covers)) continue;
      for (std::size_t i = further; i < all.size(); ++i) {
        if (!covers(&all[i])) continue;
        result.push_back(&all[i]);
        break;
      }
    }
    return result;
  }

  const std::vector<const Candidate*> candidates_;
  const std::size_t count_;
  const std::set<Pair>& together_;
  std::vector<Wanted> wanted_;
  bool all_in_passing_ = false;
  std::vector<double> known_;     // by wanted aspect: the team's best part of it
  std::vector<double> likeness_;  // by candidate: to the member who is most like that person
  std::vector<std::size_t> chosen_;
};

}  // namespace

Team small_team(const std::vector<Candidate>& candidates, const Understood& question,
                const std::set<Pair>& together) {
  return Choosing(candidates, question, together).take();
}

}  // namespace expertise::search
