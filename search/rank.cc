// A candidate's score is a sum of points, each with its reason. The table says what each may bring;
// what the text and topics say always outweighs who happens to be free.
#include "search/rank.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "search/fold.h"
#include "search/passage.h"
#include "search/topic_finder.h"

namespace expertise::search {
namespace {

struct Weights {
  // A hit's score is hardly ever above 1.1 (topics up to 1, words up to 0.5), so a perfect fit
  // brings about 75 points.
  double match = 68;
  // Who answered well before knows it better than any profile says; it grows with the logarithm, so
  // that newcomers keep a chance. Full after 15 times.
  double evidence = 12;
  // Facets correct the text; alone they say little, since most profiles share them.
  double life_domain = 2;
  double law = 1;
  double age_group = 4;
  // Rare and decisive when asked for.
  double language = 5;
  double neighbourhood = 3;
  // A right person next week beats a wrong one now, but between equals the free one goes first.
  // Unknown hours are offered in writing and stand between today and later.
  double available_now = 8;
  double available_today = 6;
  double available_this_week = 4;
  double available_unknown = 3;
  // Every consultation in hand and every recent invitation costs a little: work is spread, and
  // nobody is buried for being good.
  double open_load = 1;
  double max_open_load = 5;
  double recent_load = 0.5;
  double max_recent_load = 3;
};
constexpr Weights weights;

constexpr int evidence_is_full = 15;

// An aspect is covered by who has it among the main topics: this part of the profile's strongest
// topic, or a neighbour of it with more.
constexpr double covering_share = 0.4;
constexpr double neighbour_discount = 0.5;

// Words of the passage are looked up for those who may be seen first.
constexpr std::size_t explained = 20;
constexpr std::size_t max_topic_reasons = 4;

struct ReasonName {
  ReasonCode code;
  std::string_view name;
};
constexpr std::array<ReasonName, 12> reason_names{{
    {ReasonCode::knows_topic, "knows_topic"},
    {ReasonCode::passage_match, "passage_match"},
    {ReasonCode::thought_along, "thought_along"},
    {ReasonCode::life_domain, "life_domain"},
    {ReasonCode::law, "law"},
    {ReasonCode::age_group, "age_group"},
    {ReasonCode::language, "language"},
    {ReasonCode::neighbourhood, "neighbourhood"},
    {ReasonCode::available_now, "available_now"},
    {ReasonCode::available_today, "available_today"},
    {ReasonCode::available_this_week, "available_this_week"},
    {ReasonCode::busy, "busy"},
}};

bool may_be_offered(Availability availability) {
  return availability != Availability::away && availability != Availability::full &&
         availability != Availability::paused;
}

/// Adds points and reasons for one candidate.
class Scoring {
 public:
  Scoring(const Hit& hit, const Understood& question, const Vocabulary& vocabulary)
      : hit_(hit), question_(question), vocabulary_(vocabulary) {
    candidate_.id = hit.profile.id;
  }

  Candidate take(const Signals& signals) {
    add_match();
    add_evidence(signals);
    add_facets();
    add_availability(signals);
    add_load(signals);
    candidate_.score = std::clamp(candidate_.score, 0.0, 100.0);
    return std::move(candidate_);
  }

 private:
  void add(ReasonCode code, std::vector<std::string> parameters, double points) {
    candidate_.score += points;
    candidate_.reasons.push_back({code, std::move(parameters), points});
  }

  double weight_of(std::string_view topic) const {
    for (const TopicWeight& own : hit_.topics) {
      if (own.topic == topic) return own.weight;
    }
    return 0;
  }

  // How far the person knows about an aspect, against what the person knows best.
  double coverage(const Aspect& aspect) const {
    if (hit_.topics.empty()) return 0;
    double best = weight_of(aspect.topic);
    if (const Topic* topic = vocabulary_.find(aspect.topic)) {
      const auto number = static_cast<std::uint32_t>(topic - vocabulary_.topics().data());
      for (const std::uint32_t near : vocabulary_.finder().neighbours(number)) {
        best = std::max(best, neighbour_discount * weight_of(vocabulary_.topics()[near].code));
      }
    }
    return best / hit_.topics.front().weight;
  }

  // The points of the match are divided over its reasons: the words' part, and the topics' part by
  // how much of each aspect is covered.
  void add_match() {
    const double points = weights.match * hit_.score;
    std::vector<std::pair<double, const Aspect*>> known;
    double sum = 0;
    for (const Aspect& aspect : question_.aspects) {
      const double share = aspect.negated ? 0 : coverage(aspect);
      if (share < covering_share) continue;
      candidate_.covers.push_back(aspect.topic);
      known.emplace_back(share * aspect.strength, &aspect);
      sum += share * aspect.strength;
    }
    std::stable_sort(known.begin(), known.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    const double for_topics =
        known.empty() ? 0 : weights.match * std::min(hit_.topic_fit, hit_.score);
    for (std::size_t i = 0; i < known.size() && i < max_topic_reasons; ++i) {
      candidate_.reasons.push_back(
          {ReasonCode::knows_topic, {known[i].second->label}, for_topics * known[i].first / sum});
    }
    candidate_.reasons.push_back({ReasonCode::passage_match, {}, points - for_topics});
    candidate_.score += points;
  }

  void add_evidence(const Signals& signals) {
    double best = 0;
    int times = 0;
    const Aspect* what = nullptr;
    for (const Aspect& aspect : question_.aspects) {
      const auto found = signals.evidence.find(aspect.topic);
      if (aspect.negated || found == signals.evidence.end() || found->second <= 0) continue;
      const double grown = std::log2(1.0 + found->second) / std::log2(1.0 + evidence_is_full);
      const double points = weights.evidence * aspect.strength * std::min(grown, 1.0);
      if (points <= best) continue;
      best = points;
      times = found->second;
      what = &aspect;
    }
    if (what != nullptr) {
      add(ReasonCode::thought_along, {std::to_string(times), what->label}, best);
    }
  }

  static std::optional<std::string> shared(const std::vector<std::string>& asked,
                                           const std::vector<std::string>& offered) {
    for (const std::string& wanted : asked) {
      for (const std::string& own : offered) {
        if (fold(wanted) == fold(own)) return own;
      }
    }
    return std::nullopt;
  }

  void add_facets() {
    const Profile& profile = hit_.profile;
    if (auto name = shared(question_.life_domains, profile.life_domains)) {
      add(ReasonCode::life_domain, {*name}, weights.life_domain);
    }
    if (auto name = shared(question_.laws, profile.laws)) {
      add(ReasonCode::law, {*name}, weights.law);
    }
    if (auto name = shared(question_.neighbourhoods, profile.neighbourhoods)) {
      add(ReasonCode::neighbourhood, {*name}, weights.neighbourhood);
    }
    add_age();
    for (const std::string& language : profile.languages) {
      const std::string code = language_code(language);
      if (std::find(question_.languages.begin(), question_.languages.end(), code) !=
          question_.languages.end()) {
        add(ReasonCode::language, {code}, weights.language);
        break;
      }
    }
  }

  void add_age() {
    if (!question_.age) return;
    for (const std::string& group : hit_.profile.age_groups) {
      const std::optional<AgeBand> band = read_age_group(group);
      if (band && band->overlaps(*question_.age)) {
        add(ReasonCode::age_group, {group}, weights.age_group);
        return;
      }
    }
  }

  void add_availability(const Signals& signals) {
    switch (signals.availability) {
      case Availability::now:
        add(ReasonCode::available_now, {}, weights.available_now);
        break;
      case Availability::today:
        add(ReasonCode::available_today, {}, weights.available_today);
        break;
      case Availability::this_week:
        add(ReasonCode::available_this_week, {}, weights.available_this_week);
        break;
      case Availability::unknown:
        candidate_.score += weights.available_unknown;
        break;
      default:
        break;
    }
  }

  void add_load(const Signals& signals) {
    const double open =
        std::min(weights.open_load * std::max(signals.open_load, 0), weights.max_open_load);
    const double recent =
        std::min(weights.recent_load * std::max(signals.recent_load, 0), weights.max_recent_load);
    if (open + recent > 0) {
      add(ReasonCode::busy, {std::to_string(std::max(signals.open_load, 0))}, -(open + recent));
    }
  }

  const Hit& hit_;
  const Understood& question_;
  const Vocabulary& vocabulary_;
  Candidate candidate_;
};

std::string profile_text(const Profile& profile) {
  std::string text = profile.title + ". " + profile.summary;
  for (const std::string& topic : profile.topics) text += ". " + topic;
  return text;
}

// Fills in the words of the passage, leaves out what brought nothing, and turns points into shares.
void explain(Candidate& candidate, const Hit& hit, const Understood& question, bool with_words) {
  for (Reason& reason : candidate.reasons) {
    if (reason.code != ReasonCode::passage_match || !with_words) continue;
    std::string joined;
    for (const std::string& word : matched_words(profile_text(hit.profile), question)) {
      if (!joined.empty()) joined += ", ";
      joined += word;
    }
    if (!joined.empty()) reason.parameters = {joined};
  }
  std::erase_if(candidate.reasons, [](const Reason& reason) {
    return reason.share == 0 ||
           (reason.code == ReasonCode::passage_match && reason.parameters.empty());
  });
  std::stable_sort(candidate.reasons.begin(), candidate.reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.share > b.share; });
  for (Reason& reason : candidate.reasons) {
    reason.share = candidate.score > 0 ? reason.share / candidate.score : 0;
  }
}

}  // namespace

std::string_view name_of(ReasonCode code) {
  return reason_names[static_cast<std::size_t>(code)].name;
}

std::vector<Candidate> rank(const std::vector<Hit>& hits, const Understood& question,
                            const std::unordered_map<std::string, Signals>& signals,
                            const std::unordered_set<std::string>& excluded,
                            const Vocabulary& vocabulary) {
  static const Signals nothing_known;
  struct Ranked {
    Candidate candidate;
    int load;
    const Hit* hit;
  };
  std::vector<Ranked> ranked;
  for (const Hit& hit : hits) {
    const auto known = signals.find(hit.profile.id);
    const Signals& present = known == signals.end() ? nothing_known : known->second;
    if (excluded.contains(hit.profile.id) || !may_be_offered(present.availability)) continue;
    ranked.push_back({Scoring(hit, question, vocabulary).take(present),
                      present.open_load + present.recent_load, &hit});
  }
  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    if (a.candidate.score != b.candidate.score) return a.candidate.score > b.candidate.score;
    if (a.load != b.load) return a.load < b.load;
    return a.candidate.id < b.candidate.id;
  });
  std::vector<Candidate> result;
  result.reserve(ranked.size());
  for (Ranked& each : ranked) {
    explain(each.candidate, *each.hit, question, result.size() < explained);
    result.push_back(std::move(each.candidate));
  }
  return result;
}

}  // namespace expertise::search
