// A candidate's score is a sum of points, each with its reason. The table says what each may bring;
// what the text and topics say always outweighs who happens to be free.
#include "search/rank.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "search/covering.h"
#include "search/dutch.h"
#include "search/fold.h"
#include "search/passage.h"
#include "search/topic_finder.h"

namespace expertise::search {
namespace {

struct Weights {
  // A hit's score is hardly ever above 1.1 (topics up to 1, words up to 0.5), so a perfect fit
  // brings about 75 points.
  double match = 68;
  // Knowing of each side of the question tells who fits the whole of it from who fits one side
  // well: nDCG@10 +.01 on sentences and cases, recall@10 +.025. More than 30 costs short questions.
  double aspects = 20;
  // Who answered well before knows it better than any profile says; it grows with the logarithm, so
  // that newcomers keep a chance. Full after 15 times.
  double evidence = 12;
  // Facets correct the text; alone they say little, since most profiles share them.
  double life_domain = 2;
  double law = 1;
  double age_group = 4;
  // Who works only with ages more than so many years from the one asked about, and with nobody else
  // whom the question speaks of, is seldom right: nDCG@10 +.001, no question lost. Counting all of
  // another age costs .004: people for adults are right for the parents of a child.
  double other_ages = 6;
  double ages_apart = 15;
  double target_group = 2;
  // Rare and decisive when asked for.
  double language = 5;
  double neighbourhood = 3;
  // Asked for in so many words, and few have it: more than being free, less than knowing the
  // matter. The judged questions ask for nobody so, and keep their figures.
  double knowledge_kind = 10;
  // The same where it is one of the matters of the question, which bring their own points: told,
  // and hardly counted twice.
  double knowledge_kind_covered = 1;
  double profession = 8;
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
  double evidence_is_full = 15;  // times
  double covering = covering_fit;
  // Knowing this much of an aspect is knowing it; more is how narrow a profile is.
  double full_fit = 0.5;
  // Where the whole question is hardly near to what the person knows, its aspects tell little: they
  // may have been read into words of another field.
  double aspects_count_from = 0.2;
  // From here on each further point counts less, so that those who fit best of all stay in order.
  double scale_bends = 80;
};
constexpr Weights weights;

// A hit of less than this resembles the question no more than most profiles do: that alone is no
// ground to ask somebody. Leaving them out costs the judged questions nothing; at .1 nDCG@10 -.003.
constexpr double least_likeness = 0.05;

// Fewer points are not worth a reason.
constexpr double least_told = 1;

// Words of the passage are looked up for those who may be seen first.
constexpr std::size_t explained = 12;
constexpr std::size_t max_topic_reasons = 4;
constexpr int of_age = 18;
constexpr int old_from = 67;

struct ReasonName {
  ReasonCode code;
  std::string_view name;
};
constexpr std::array<ReasonName, 19> reason_names{{
    {ReasonCode::knows_topic, "knows_topic"},
    {ReasonCode::near_topic, "near_topic"},
    {ReasonCode::passage_match, "passage_match"},
    {ReasonCode::thought_along, "thought_along"},
    {ReasonCode::helped_alike, "helped_alike"},
    {ReasonCode::life_domain, "life_domain"},
    {ReasonCode::law, "law"},
    {ReasonCode::age_group, "age_group"},
    {ReasonCode::other_ages, "other_ages"},
    {ReasonCode::target_group, "target_group"},
    {ReasonCode::language, "language"},
    {ReasonCode::neighbourhood, "neighbourhood"},
    {ReasonCode::knowledge_kind, "knowledge_kind"},
    {ReasonCode::profession, "profession"},
    {ReasonCode::available_now, "available_now"},
    {ReasonCode::available_today, "available_today"},
    {ReasonCode::available_this_week, "available_this_week"},
    {ReasonCode::busy, "busy"},
    {ReasonCode::together, "together"},
}};

bool may_be_offered(Availability availability) {
  return availability != Availability::away && availability != Availability::full &&
         availability != Availability::paused;
}

// All words of the name stand in the text; one that is alone may be part of a compound too. A stop
// word that is a name alone stands in every text.
bool is_named_in(const TextStems& text, const SpokenName& name) {
  const auto stands = [&](TermHash stem) {
    return text.holds_word(stem) || (name.one_word && text.holds_part(stem));
  };
  return std::all_of(name.stems.begin(), name.stems.end(), stands);
}

/// What the question asks for, worked out once for all candidates.
struct Asked {
  Asked(const Understood& given, const Vocabulary& the_vocabulary, const Wishes& wished)
      : question(given), vocabulary(the_vocabulary), wishes(wished), own(given.aspects.size()) {
    for (std::size_t i = 0; i < given.aspects.size(); ++i) {
      if (given.aspects[i].negated) continue;
      const Topic* topic = vocabulary.find(given.aspects[i].topic);
      if (topic == nullptr) continue;
      own[i] = topic;
      for (const auto& [number, weight] :
           vocabulary.finder().about_topic(vocabulary.number_of(*topic))) {
        topics[topic_key(vocabulary.topics()[number].code)].emplace_back(i, weight);
      }
    }
    for (const std::string& name : given.life_domains) life_domains.insert(fold(name));
    for (const std::string& name : given.laws) laws.insert(fold(name));
    for (const std::string& name : given.neighbourhoods) neighbourhoods.insert(fold(name));
    target_groups.insert(wished.target_groups.begin(), wished.target_groups.end());
  }

  const Understood& question;
  const Vocabulary& vocabulary;
  const Wishes& wishes;
  /// For each aspect its topic; null for one that is negated or that nobody knows.
  std::vector<const Topic*> own;
  /// By topic: which aspects it is part of, and how much.
  std::unordered_map<TopicKey, std::vector<std::pair<std::size_t, double>>> topics;
  std::unordered_set<std::string> life_domains;
  std::unordered_set<std::string> laws;
  std::unordered_set<std::string> neighbourhoods;
  std::unordered_set<std::string> target_groups;
};

// How near what the person knows is to each aspect: the cosine of both in the space of topics.
std::vector<double> aspect_fits(const Hit& hit, const Asked& asked) {
  std::vector<double> result(asked.question.aspects.size(), 0);
  hit.record->topics.each_in(asked.topics, [&](const auto& aspects, double own) {
    for (const auto& [aspect, weight] : aspects) result[aspect] += own * weight;
  });
  for (double& fit : result) fit = std::min(fit, 1.0);
  return result;
}

// Points on the scale of 0 to 100.
double on_scale(double points) {
  constexpr double bend = weights.scale_bends;
  constexpr double rest = 100 - bend;
  return points <= bend ? std::max(points, 0.0) : 100 - rest * std::exp((bend - points) / rest);
}

/// Adds points and reasons for one candidate.
class Scoring {
 public:
  Scoring(const Hit& hit, const Asked& asked) : hit_(hit), asked_(asked) {
    candidate_.id = hit.record->profile.id;
    candidate_.record = hit.record;
  }

  Candidate take(const Signals& signals) {
    add_match();
    add_evidence(signals);
    add_facets();
    add_wishes();
    add_availability(signals);
    add_load(signals);
    candidate_.score = on_scale(candidate_.score);
    return std::move(candidate_);
  }

 private:
  void add(ReasonCode code, std::vector<std::string> parameters, double points) {
    candidate_.score += points;
    candidate_.reasons.push_back({code, std::move(parameters), points});
  }

  // The topics that the profile lists.
  const std::vector<const Topic*>& listed() {
    if (!listed_) {
      listed_.emplace();
      for (const std::string& own : hit_.record->profile.topics) {
        if (const Topic* topic = asked_.vocabulary.named(own)) listed_->push_back(topic);
      }
    }
    return *listed_;
  }

  // Whether the profile lists the topic of this aspect or a narrower one, or names it in its text.
  bool knows(std::size_t place) {
    const Topic* topic = asked_.own[place];
    const Vocabulary& vocabulary = asked_.vocabulary;
    const ProfileRecord& record = *hit_.record;
    // Without its texts only its topics tell.
    if (!record.words) {
      const std::string& code = asked_.question.aspects[place].topic;
      if (std::any_of(record.topics.begin(), record.topics.end(),
                      [&](const TopicWeight& own) { return own.topic == code; })) {
        return true;
      }
    }
    if (topic == nullptr) return false;
    if (record.words) {
      const auto names = vocabulary.finder().names_of(vocabulary.number_of(*topic));
      if (std::any_of(names.begin(), names.end(),
                      [&](const SpokenName& name) { return is_named_in(*record.words, name); })) {
        return true;
      }
    }
    return std::any_of(listed().begin(), listed().end(),
                       [&](const Topic* own) { return vocabulary.is_within(*own, *topic); });
  }

  // The points of the match are divided over its reasons: the words' part, and the topics' part by
  // how much of each aspect is covered.
  void add_match() {
    const double matched = weights.match * hit_.score;
    candidate_.aspect_fits = aspect_fits(hit_, asked_);
    const std::vector<double>& fits = candidate_.aspect_fits;
    std::vector<std::pair<double, std::size_t>> known;
    double sum = 0;
    double full = 0;
    double asked = 0;
    for (std::size_t i = 0; i < fits.size(); ++i) {
      const Aspect& aspect = asked_.question.aspects[i];
      if (aspect.negated) continue;
      asked += aspect.strength;
      if (fits[i] < weights.covering) continue;
      candidate_.covers.push_back(aspect.topic);
      known.emplace_back(fits[i] * aspect.strength, i);
      sum += fits[i] * aspect.strength;
      full += std::min(fits[i] / weights.full_fit, 1.0) * aspect.strength;
    }
    std::stable_sort(known.begin(), known.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    const double borne_out = std::min(hit_.topic_fit / weights.aspects_count_from, 1.0);
    const double for_aspects = asked > 0 ? weights.aspects * borne_out * full / asked : 0;
    const double for_topics =
        sum > 0 ? weights.match * std::min(hit_.topic_fit, hit_.score) + for_aspects : 0;
    for (std::size_t i = 0; i < known.size() && i < max_topic_reasons; ++i) {
      const auto& [fit, place] = known[i];
      const ReasonCode code = knows(place) ? ReasonCode::knows_topic : ReasonCode::near_topic;
      candidate_.reasons.push_back(
          {code, {asked_.question.aspects[place].label}, for_topics * fit / sum});
    }
    const double points = matched + for_aspects;
    candidate_.reasons.push_back({ReasonCode::passage_match, {}, points - for_topics});
    candidate_.score += points;
  }

  void add_evidence(const Signals& signals) {
    double best = 0;
    int times = 0;
    const Aspect* what = nullptr;
    for (const Aspect& aspect : asked_.question.aspects) {
      const auto found = signals.evidence.find(aspect.topic);
      if (aspect.negated || found == signals.evidence.end() || found->second <= 0) continue;
      const double grown =
          std::log2(1.0 + found->second) / std::log2(1.0 + weights.evidence_is_full);
      const double points = weights.evidence * aspect.strength * std::min(grown, 1.0);
      if (points <= best) continue;
      best = points;
      times = found->second;
      what = &aspect;
    }
    // Topics and words err differently: each brings half, and the reason names what can be named.
    const double points = (best + weights.evidence * signals.experience) / 2;
    if (what != nullptr) {
      add(ReasonCode::thought_along, {std::to_string(times), what->label}, points);
    } else if (points >= least_told) {
      add(ReasonCode::helped_alike, {}, points);
    } else {
      candidate_.score += points;
    }
  }

  void add_shared(ReasonCode code, const std::unordered_set<std::string>& wanted,
                  const std::vector<std::string>& offered, double points) {
    if (wanted.empty()) return;
    for (const std::string& own : offered) {
      if (!wanted.contains(fold(own))) continue;
      add(code, {own}, points);
      return;
    }
  }

  void add_facets() {
    const Profile& profile = hit_.record->profile;
    add_shared(ReasonCode::life_domain, asked_.life_domains, profile.life_domains,
               weights.life_domain);
    add_shared(ReasonCode::law, asked_.laws, profile.laws, weights.law);
    add_shared(ReasonCode::neighbourhood, asked_.neighbourhoods, profile.neighbourhoods,
               weights.neighbourhood);
    add_age();
    const std::vector<std::string>& wanted = asked_.question.languages;
    if (wanted.empty()) return;
    for (const std::string& language : profile.languages) {
      const std::string code = language_code(language);
      if (std::find(wanted.begin(), wanted.end(), code) == wanted.end()) continue;
      add(ReasonCode::language, {code}, weights.language);
      return;
    }
  }

  // Whether nobody of these years can be meant: far from the age that is given, and not spoken of.
  bool is_apart(const AgeBand& band) const {
    const Understood& question = asked_.question;
    const int years = static_cast<int>(weights.ages_apart);
    if (band.overlaps({question.age->from - years, question.age->to + years})) return false;
    const bool may_be_children = asked_.wishes.children && band.from < of_age;
    const bool may_be_old = asked_.wishes.old_people && band.to >= old_from;
    return !may_be_children && !may_be_old;
  }

  // A misfit is only told of an age that is given as a number, on no side of an eighteenth
  // birthday. A group that cannot be read may be any age.
  void add_age() {
    const Understood& question = asked_.question;
    if (!question.age) return;
    std::string others;
    bool all_apart = !question.ages.empty() && !question.days_until_eighteen;
    for (const std::string& group : hit_.record->profile.age_groups) {
      const std::optional<AgeBand> band = read_age_group(group);
      if (band && band->overlaps(*question.age)) {
        return add(ReasonCode::age_group, {group}, weights.age_group);
      }
      all_apart = all_apart && band && is_apart(*band);
      others += (others.empty() ? "" : ", ") + group;
    }
    if (all_apart && !others.empty()) {
      add(ReasonCode::other_ages, {std::move(others)}, -weights.other_ages);
    }
  }

  void add_wishes() {
    const Profile& profile = hit_.record->profile;
    const Wishes& wishes = asked_.wishes;
    add_shared(ReasonCode::target_group, asked_.target_groups, profile.target_groups,
               weights.target_group);
    for (const std::string& own : profile.knowledge_kind) {
      if (std::find(wishes.kinds.begin(), wishes.kinds.end(), own) == wishes.kinds.end()) continue;
      // Who covers it as one of the things that the question is about has its points already.
      const bool counted = own == "experience" && covers("ervaringsdeskundigheid");
      add(ReasonCode::knowledge_kind, {own},
          counted ? weights.knowledge_kind_covered : weights.knowledge_kind);
      break;
    }
    const std::string_view named = profession_in(profile.title, wishes.professions);
    if (!named.empty()) add(ReasonCode::profession, {std::string(named)}, weights.profession);
  }

  bool covers(std::string_view topic) const {
    const auto& covered = candidate_.covers;
    return std::find(covered.begin(), covered.end(), topic) != covered.end();
  }

  void add_availability(const Signals& signals) {
    switch (signals.availability) {
      case Availability::now:
        return add(ReasonCode::available_now, {}, weights.available_now);
      case Availability::today:
        return add(ReasonCode::available_today, {}, weights.available_today);
      case Availability::this_week:
        return add(ReasonCode::available_this_week, {}, weights.available_this_week);
      case Availability::unknown:
        candidate_.score += weights.available_unknown;
        return;
      default:
        return;
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
  const Asked& asked_;
  std::optional<std::vector<const Topic*>> listed_;
  Candidate candidate_;
};

// What most profiles share, so that it fits nobody to a question about something.
bool is_shared_by_most(ReasonCode code) {
  return code == ReasonCode::life_domain || code == ReasonCode::law ||
         code == ReasonCode::age_group || code == ReasonCode::neighbourhood;
}

bool is_about_now(ReasonCode code) {
  return code == ReasonCode::available_now || code == ReasonCode::available_today ||
         code == ReasonCode::available_this_week || code == ReasonCode::busy ||
         code == ReasonCode::other_ages;
}

bool fits(const Candidate& candidate, const Hit& hit, const WordMatcher& matcher,
          bool about_something) {
  if (hit.score >= least_likeness) return true;
  if (hit.record->words && !matcher.matched(*hit.record->words).empty()) return true;
  return std::any_of(candidate.reasons.begin(), candidate.reasons.end(), [&](const Reason& reason) {
    return reason.code != ReasonCode::passage_match && !is_about_now(reason.code) &&
           !(about_something && is_shared_by_most(reason.code));
  });
}

// Fills in the words of the passage, leaves out what brought nothing, and turns points into shares.
void explain(Candidate& candidate, const Hit& hit, const WordMatcher* matcher) {
  for (Reason& reason : candidate.reasons) {
    if (reason.code != ReasonCode::passage_match || matcher == nullptr || !hit.record->words)
      continue;
    std::string joined;
    for (const std::string& word : matcher->matched(*hit.record->words)) {
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

std::optional<ReasonCode> reason_named(std::string_view name) {
  for (const ReasonName& each : reason_names) {
    if (each.name == name) return each.code;
  }
  return std::nullopt;
}

std::string ranking_version() {
  // FNV-1a (draft-eastlake-fnv) of the weights as they stand in memory.
  std::uint64_t version = 0xcbf29ce484222325U;
  for (const std::uint8_t byte :
       std::bit_cast<std::array<std::uint8_t, sizeof(Weights)>>(weights)) {
    version = (version ^ byte) * 0x100000001b3U;
  }
  return std::to_string(version);
}

std::unordered_set<std::string> covered_by(const std::vector<const Hit*>& hits,
                                           const Understood& question,
                                           const Vocabulary& vocabulary) {
  static const Wishes no_wishes;
  const Asked asked(question, vocabulary, no_wishes);
  std::unordered_set<std::string> covered;
  for (const Hit* hit : hits) {
    const std::vector<double> fits = aspect_fits(*hit, asked);
    for (std::size_t i = 0; i < fits.size(); ++i) {
      const Aspect& aspect = question.aspects[i];
      if (!aspect.negated && fits[i] >= weights.covering) covered.insert(aspect.topic);
    }
  }
  return covered;
}

std::vector<Candidate> rank(const std::vector<Hit>& hits, const Understood& question,
                            const std::unordered_map<std::string, Signals>& signals,
                            const std::unordered_set<std::string>& excluded,
                            const Vocabulary& vocabulary, const Wishes& wishes) {
  static const Signals nothing_known;
  struct Ranked {
    Candidate candidate;
    int load;
    const Hit* hit;
  };
  const Asked asked(question, vocabulary, wishes);
  std::vector<Ranked> ranked;
  ranked.reserve(hits.size());
  for (const Hit& hit : hits) {
    const auto known = signals.find(hit.record->profile.id);
    const Signals& present = known == signals.end() ? nothing_known : known->second;
    if (excluded.contains(hit.record->profile.id) || !may_be_offered(present.availability))
      continue;
    ranked.push_back(
        {Scoring(hit, asked).take(present), present.open_load + present.recent_load, &hit});
  }
  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    if (a.candidate.score != b.candidate.score) return a.candidate.score > b.candidate.score;
    if (a.load != b.load) return a.load < b.load;
    return a.candidate.id < b.candidate.id;
  });
  const WordMatcher matcher(question);
  const bool about_something = std::any_of(question.aspects.begin(), question.aspects.end(),
                                           [](const Aspect& aspect) { return !aspect.negated; });
  std::vector<Candidate> result;
  result.reserve(ranked.size());
  for (Ranked& each : ranked) {
    each.candidate.fits = fits(each.candidate, *each.hit, matcher, about_something);
    explain(each.candidate, *each.hit, result.size() < explained ? &matcher : nullptr);
    result.push_back(std::move(each.candidate));
  }
  return result;
}

}  // namespace expertise::search
