// Two ways of telling who knows, which err differently, are put together. By expert: all that
// somebody advised on is one document, scored by BM25 with a high k1, since what comes back often
// is somebody's field. By consultation: the most similar ones vote for who advised (expCombSUM;
// Macdonald and Ounis, 2006). Weights of terms are whole numbers, so that taking a consultation out
// again leaves exactly what was there before.
#include "search/evidence.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <unordered_map>

namespace expertise::search {
namespace {

using Number = std::uint32_t;

// A term's weight in a consultation is counted in these parts of one.
constexpr double unit = 64;
constexpr std::uint32_t max_units = 64 * 8;

// What a topic weighs beside a word, and the pieces of a word together by the root of its length:
// they are found back in compounds and spellings of which no whole word is known yet.
constexpr double topic_share = 0.5;
constexpr double piece_share = 2.4;
constexpr std::size_t piece_length = 4;

constexpr double expert_k1 = 10;
constexpr double expert_b = 0.5;
constexpr double consultation_k1 = 2;
constexpr double consultation_b = 0.75;

// So many consultations vote, each by e to this power of its likeness to the question.
constexpr std::size_t voters = 200;
constexpr double steepness = 4;

// A term of more than this part of many consultations tells nothing and costs most.
constexpr double common_part = 0.2;
constexpr double many_consultations = 1000;
// So many of all experts' terms are thought in with a term's own: few do not make a rule.
constexpr double expected_holders = 5;
constexpr double least_telling = 0.01;

constexpr double least_spread = 0.05;

// A long question is looked up by what tells most, until so many places have been read.
constexpr std::size_t most_postings = 100'000;

constexpr double score_steps = 1e5;
// The first so many are named.
constexpr std::size_t most_experts = 300;

double information(double holders, double count) {
  return std::log(1 + (count - holders + 0.5) / (holders + 0.5));
}

std::uint32_t in_units(double weight) {
  const double units = std::round(weight * unit);
  return units < 1 ? 1 : units > max_units ? max_units : static_cast<std::uint32_t>(units);
}

/// A term as it is known here: only by its hash.
using Key = std::uint64_t;

struct KeyedTerm {
  Key key = 0;
  double weight = 0;
  bool exempt = false;
};

Key key_of(char kind, std::string_view name) {
  std::string whole(1, kind);
  whole += name;
  return std::hash<std::string>{}(whole);
}

// The terms, their pieces and the topics, each once, in order of key.
std::vector<KeyedTerm> keyed(const std::vector<WeightedTerm>& terms,
                             const std::vector<TopicWeight>& topics) {
  std::vector<KeyedTerm> all;
  for (const WeightedTerm& term : terms) {
    all.push_back({key_of('w', term.term), term.weight, false});
    const std::string bounded = "^" + term.term + "$";
    const double each = piece_share * term.weight / std::sqrt(double(bounded.size()));
    for (std::size_t at = 0; at + piece_length <= bounded.size(); ++at) {
      const std::string_view piece = std::string_view(bounded).substr(at, piece_length);
      all.push_back({key_of('p', piece), each, false});
    }
  }
  for (const TopicWeight& topic : topics) {
    if (topic.weight <= 0) continue;
    all.push_back({key_of('t', topic.topic), topic_share * topic.weight, true});
  }
  std::sort(all.begin(), all.end(),
            [](const KeyedTerm& a, const KeyedTerm& b) { return a.key < b.key; });
  std::vector<KeyedTerm> result;
  for (const KeyedTerm& term : all) {
    if (!result.empty() && result.back().key == term.key) {
      result.back().weight += term.weight;
    } else {
      result.push_back(term);
    }
  }
  return result;
}

struct Posting {
  Number holder = 0;
  std::uint32_t units = 0;
};

using List = std::vector<Posting>;  // ascending by holder

List::iterator place_in(List& list, Number holder) {
  return std::lower_bound(list.begin(), list.end(), holder,
                          [](const Posting& a, Number number) { return a.holder < number; });
}

void add_to(List& list, Number holder, std::uint32_t units) {
  const auto place = place_in(list, holder);
  if (place != list.end() && place->holder == holder) {
    place->units += units;
  } else {
    list.insert(place, {holder, units});
  }
}

void take_from(List& list, Number holder, std::uint32_t units) {
  const auto place = place_in(list, holder);
  place->units -= units;
  if (place->units == 0) list.erase(place);
}

struct Term {
  bool exempt = false;
  List consultations;
  List experts;  ///< empty below the least number of consultations
  // What it tells of a consultation and of an expert; 0 for what tells nothing.
  mutable float by_consultation = 0;
  mutable float by_expert = 0;

  bool speaks() const { return exempt || consultations.size() >= least_consultations; }
};

struct Consultation {
  std::string id;  // empty: taken out
  std::vector<Number> experts;
  std::vector<std::pair<Key, std::uint32_t>> terms;
  std::vector<std::string> topics;
  double weight = 0;
};

struct Expert {
  std::string id;
  std::map<std::string, int> topics;
  int consultations = 0;
};

/// The lengths of documents in units, by number, with what is needed for their average.
struct Lengths {
  std::vector<std::uint64_t> each;
  std::uint64_t total = 0;

  void change(Number holder, std::int64_t units) {
    each[holder] += static_cast<std::uint64_t>(units);
    total += static_cast<std::uint64_t>(units);
  }
};

double average(const Lengths& lengths, std::size_t documents) {
  return std::max(
      static_cast<double>(lengths.total) / static_cast<double>(std::max<std::size_t>(documents, 1)),
      1.0);
}

/// BM25 without the weights of the terms, for documents of these lengths.
struct Bm25Lengths {
  const Lengths& lengths;
  double mean = 1;
  double k1 = 0;
  double b = 0;

  double part(std::uint32_t units, std::uint64_t length) const {
    const double norm = k1 * unit * (1 - b + b * double(length) / mean);
    return (k1 + 1) * units / (units + norm);
  }
};

struct Scores {
  explicit Scores(std::size_t count) : sums(count, 0) {}

  void add(const List& list, double weight, const Bm25Lengths& how) {
    const auto factor = static_cast<float>(weight * (how.k1 + 1));
    const auto base = static_cast<float>(how.k1 * (1 - how.b) * unit);
    const auto slope = static_cast<float>(how.k1 * how.b * unit / how.mean);
    for (const Posting& posting : list) {
      const auto units = static_cast<float>(posting.units);
      const float norm = base + slope * static_cast<float>(how.lengths.each[posting.holder]);
      sums[posting.holder] += factor * units / (units + norm);
    }
  }

  // The numbers of the highest sums, highest first, none of 0; equal ones as `comes_first` has it.
  template <typename Order>
  std::vector<Number> best(std::size_t limit, const Order& comes_first) const {
    std::vector<Number> result;
    for (Number i = 0; i < sums.size(); ++i) {
      if (sums[i] > 0) result.push_back(i);
    }
    const std::size_t kept = std::min(limit, result.size());
    std::partial_sort(result.begin(), result.begin() + std::ptrdiff_t(kept), result.end(),
                      [&](Number a, Number b) {
                        return sums[a] != sums[b] ? sums[a] > sums[b] : comes_first(a, b);
                      });
    result.resize(kept);
    return result;
  }

  std::vector<float> sums;  // by number
};

// The spread of the scores, not less than a part of the highest: of one or two nothing is known.
template <typename Counts>
double spread(const std::vector<double>& scores, const Counts& counts) {
  double sum = 0, squares = 0, highest = 0, count = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!counts(i)) continue;
    sum += scores[i];
    squares += scores[i] * scores[i];
    highest = std::max(highest, scores[i]);
    count += 1;
  }
  if (highest <= 0) return 1;
  const double variance = squares / count - (sum / count) * (sum / count);
  return std::max(std::sqrt(std::max(variance, 0.0)), least_spread * highest);
}

double weight_of(const LoggedConsultation& given) { return std::min(given.weight, 1.0); }

// Each once, in the order given.
std::vector<std::string> experts_in(const LoggedConsultation& given) {
  std::vector<std::string> result;
  for (const std::string& id : given.experts) {
    if (std::find(result.begin(), result.end(), id) == result.end()) result.push_back(id);
  }
  return result;
}

// Each once, in order of code.
std::vector<std::string> topics_in(const LoggedConsultation& given) {
  std::vector<std::string> result;
  for (const TopicWeight& topic : given.topics) result.push_back(topic.topic);
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

}  // namespace

struct Evidence::Impl {
  std::unordered_map<Key, Term> terms;
  std::vector<Consultation> consultations;  // by number
  std::vector<Number> free_numbers;
  std::vector<Expert> experts;
  std::unordered_map<std::string, Number> consultation_numbers;
  std::unordered_map<std::string, Number> expert_numbers;
  Lengths consultation_lengths;
  Lengths expert_lengths;
  std::size_t active_experts = 0;
  mutable std::mutex settling;
  mutable std::atomic<bool> settled = false;
  mutable double unknown_term = 0;  ///< what a term that does not speak would tell

  Number number_of_expert(const std::string& id) {
    const auto [place, is_new] = expert_numbers.emplace(id, static_cast<Number>(experts.size()));
    if (is_new) {
      experts.push_back({id, {}, 0});
      expert_lengths.each.push_back(0);
    }
    return place->second;
  }

  // Counts a term of a consultation, or counts it no longer, where it speaks.
  void count(Term& term, Number consultation, std::uint32_t units, bool present) {
    const auto change = present ? std::int64_t(units) : -std::int64_t(units);
    consultation_lengths.change(consultation, change);
    const Consultation& counted = consultations[consultation];
    const std::uint32_t share = in_units(counted.weight * units / unit);
    for (const Number expert : counted.experts) {
      expert_lengths.change(expert, present ? std::int64_t(share) : -std::int64_t(share));
      if (present) {
        add_to(term.experts, expert, share);
      } else {
        take_from(term.experts, expert, share);
      }
    }
  }

  void add_term(Number consultation, const KeyedTerm& given) {
    Term& term = terms[given.key];
    term.exempt = term.exempt || given.exempt;
    const std::uint32_t units = in_units(given.weight);
    const bool spoke = term.speaks();
    term.consultations.insert(place_in(term.consultations, consultation), {consultation, units});
    consultations[consultation].terms.emplace_back(given.key, units);
    if (!term.speaks()) return;
    if (spoke) return count(term, consultation, units, true);
    for (const Posting& each : term.consultations) count(term, each.holder, each.units, true);
  }

  void remove_term(Number consultation, Key key, std::uint32_t units) {
    const auto found = terms.find(key);
    Term& term = found->second;
    const bool spoke = term.speaks();
    if (spoke) count(term, consultation, units, false);
    term.consultations.erase(place_in(term.consultations, consultation));
    if (spoke && !term.speaks()) {
      for (const Posting& each : term.consultations) count(term, each.holder, each.units, false);
    }
    if (term.consultations.empty()) terms.erase(found);
  }

  // Whether exactly this is known already.
  bool holds(const LoggedConsultation& given) const {
    const auto found = consultation_numbers.find(given.id);
    if (found == consultation_numbers.end()) return false;
    const Consultation& known = consultations[found->second];
    std::vector<std::string> advised;
    for (const Number expert : known.experts) advised.push_back(experts[expert].id);
    if (known.weight != weight_of(given) || known.topics != topics_in(given) ||
        advised != experts_in(given)) {
      return false;
    }
    const std::vector<KeyedTerm> its_terms = keyed(given.terms, given.topics);
    return std::equal(its_terms.begin(), its_terms.end(), known.terms.begin(), known.terms.end(),
                      [](const KeyedTerm& term, const auto& kept) {
                        return term.key == kept.first && in_units(term.weight) == kept.second;
                      });
  }

  Number free_number() {
    if (free_numbers.empty()) {
      consultations.emplace_back();
      consultation_lengths.each.push_back(0);
      return static_cast<Number>(consultations.size() - 1);
    }
    const Number number = free_numbers.back();
    free_numbers.pop_back();
    return number;
  }

  void add(const LoggedConsultation& given) {
    settled = false;
    const Number number = free_number();
    consultation_numbers.emplace(given.id, number);
    Consultation added{given.id, {}, {}, topics_in(given), weight_of(given)};
    for (const std::string& id : experts_in(given)) added.experts.push_back(number_of_expert(id));
    for (const Number expert : added.experts) {
      if (experts[expert].consultations++ == 0) ++active_experts;
      for (const std::string& topic : added.topics) ++experts[expert].topics[topic];
    }
    consultations[number] = std::move(added);
    for (const KeyedTerm& term : keyed(given.terms, given.topics)) add_term(number, term);
  }

  void remove(const std::string& id) {
    const auto found = consultation_numbers.find(id);
    if (found == consultation_numbers.end()) return;
    settled = false;
    const Number number = found->second;
    consultation_numbers.erase(found);
    const auto its_terms = std::move(consultations[number].terms);
    for (const auto& [key, units] : its_terms) remove_term(number, key, units);
    for (const Number each : consultations[number].experts) {
      Expert& expert = experts[each];
      if (--expert.consultations == 0) --active_experts;
      for (const std::string& topic : consultations[number].topics) {
        const auto times = expert.topics.find(topic);
        if (--times->second == 0) expert.topics.erase(times);
      }
    }
    consultations[number] = {};
    free_numbers.push_back(number);
  }

  // How far the experts who have this term differ from all experts: the relative entropy.
  double telling(const Term& term) const {
    double total = expected_holders;
    for (const Posting& each : term.experts) total += each.units / unit;
    double sum = 0, others = 1;
    for (const Posting& each : term.experts) {
      const double usual = static_cast<double>(expert_lengths.each[each.holder]) /
                           static_cast<double>(expert_lengths.total);
      const double here = (each.units / unit + expected_holders * usual) / total;
      sum += here * std::log(here / usual);
      others -= usual;
    }
    const double rest = expected_holders / total;
    if (others > 1e-9) sum += rest * others * std::log(rest);
    return std::max(sum, 0.0) + least_telling;
  }

  // Works out what every term tells, when something changed since.
  void settle() const {
    if (settled) return;
    const std::lock_guard lock(settling);
    if (settled) return;
    const auto count = static_cast<double>(consultation_numbers.size());
    double sum = 0, speaking = 0;
    for (const auto& [key, term] : terms) {
      if (!term.speaks()) continue;
      const auto holders = static_cast<double>(term.consultations.size());
      const double told = telling(term);
      const bool common = count > many_consultations && holders > common_part * count;
      term.by_consultation = common ? 0 : static_cast<float>(told * information(holders, count));
      term.by_expert =
          common ? 0
                 : static_cast<float>(std::sqrt(told) * information(double(term.experts.size()),
                                                                    double(active_experts)));
      sum += told;
      speaking += 1;
    }
    unknown_term =
        speaking > 0
            ? sum / speaking * information(std::min(double(least_consultations), count), count)
            : 0;
    settled = true;
  }

  Bm25Lengths of_consultations() const {
    return {consultation_lengths, average(consultation_lengths, consultation_numbers.size()),
            consultation_k1, consultation_b};
  }
  Bm25Lengths of_experts() const {
    return {expert_lengths, average(expert_lengths, active_experts), expert_k1, expert_b};
  }

  const Term* speaking(Key key) const {
    const auto found = terms.find(key);
    return found == terms.end() || !found->second.speaks() ? nullptr : &found->second;
  }

  // What a consultation in the very words of the question would score.
  double likeness_of_itself(const std::vector<KeyedTerm>& question) const {
    std::uint64_t length = 0;
    for (const KeyedTerm& each : question) length += in_units(each.weight);
    const Bm25Lengths how = of_consultations();
    double sum = 0;
    for (const KeyedTerm& each : question) {
      const Term* term = speaking(each.key);
      const double weight = term != nullptr ? term->by_consultation : unknown_term;
      sum += each.weight * weight * how.part(in_units(each.weight), length);
    }
    return sum;
  }

  // Adds up, from what tells most on.
  Scores scored(const std::vector<KeyedTerm>& question, List Term::*list, float Term::*telling_of,
                const Bm25Lengths& how) const {
    std::vector<std::pair<double, const List*>> lists;
    for (const KeyedTerm& each : question) {
      const Term* term = speaking(each.key);
      if (term == nullptr || term->*telling_of <= 0) continue;
      lists.emplace_back(each.weight * term->*telling_of, &(term->*list));
    }
    std::stable_sort(lists.begin(), lists.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    Scores scores(how.lengths.each.size());
    std::size_t left = most_postings;
    for (const auto& [weight, postings] : lists) {
      if (postings->size() > left) break;
      left -= postings->size();
      scores.add(*postings, weight, how);
    }
    return scores;
  }

  // By number of expert, the votes; and how like the question the most similar consultation is.
  std::pair<std::vector<double>, double> votes(const std::vector<KeyedTerm>& question) const {
    const Scores scores =
        scored(question, &Term::consultations, &Term::by_consultation, of_consultations());
    std::vector<double> result(experts.size(), 0);
    // By id, since numbers are given anew.
    const std::vector<Number> best = scores.best(
        voters, [&](Number a, Number b) { return consultations[a].id < consultations[b].id; });
    if (best.empty()) return {result, 0};
    const double highest = scores.sums[best.front()];
    for (const Number number : best) {
      const Consultation& voter = consultations[number];
      const double vote = voter.weight * std::exp(steepness * scores.sums[number] / highest);
      for (const Number expert : voter.experts) result[expert] += vote;
    }
    // The root: who did it often comes first, but does not drown who did it once.
    for (double& each : result) each = std::sqrt(each);
    return {result, highest / likeness_of_itself(question)};
  }

  // By number of expert, how far the question is their field.
  std::vector<double> fields(const std::vector<KeyedTerm>& question) const {
    const Scores scores = scored(question, &Term::experts, &Term::by_expert, of_experts());
    return {scores.sums.begin(), scores.sums.end()};
  }

  std::vector<Experience> of(const std::vector<KeyedTerm>& question) const {
    settle();
    const std::vector<double> by_field = fields(question);
    const auto [by_votes, likeness] = votes(question);
    const auto has_any = [&, &by_votes = by_votes](std::size_t i) {
      return by_field[i] > 0 || by_votes[i] > 0;
    };
    const double field_spread = spread(by_field, has_any);
    const double vote_spread = spread(by_votes, has_any);
    std::vector<Experience> result;
    double highest = 0;
    for (std::size_t i = 0; i < experts.size(); ++i) {
      if (!has_any(i)) continue;
      result.push_back({experts[i].id, by_field[i] / field_spread + by_votes[i] / vote_spread});
      highest = std::max(highest, result.back().score);
    }
    // Rounded, so that the order in which sums were made does not show.
    const double sure = std::sqrt(std::min(likeness, 1.0));
    for (Experience& each : result) {
      each.score = std::round(sure * each.score / highest * score_steps) / score_steps;
    }
    const std::size_t kept = std::min(most_experts, result.size());
    std::partial_sort(result.begin(), result.begin() + std::ptrdiff_t(kept), result.end(),
                      [](const Experience& a, const Experience& b) {
                        return a.score != b.score ? a.score > b.score : a.expert < b.expert;
                      });
    result.resize(kept);
    return result;
  }
};

Evidence::Evidence() : impl_(std::make_unique<Impl>()) {}
Evidence::~Evidence() = default;
Evidence::Evidence(Evidence&&) noexcept = default;
Evidence& Evidence::operator=(Evidence&&) noexcept = default;

bool Evidence::add(const LoggedConsultation& consultation) {
  const bool tells = !consultation.experts.empty() && consultation.weight > 0;
  if (tells ? impl_->holds(consultation) : !contains(consultation.id)) return false;
  impl_->remove(consultation.id);
  if (tells) impl_->add(consultation);
  return true;
}

void Evidence::remove(std::string_view id) { impl_->remove(std::string(id)); }

bool Evidence::contains(std::string_view id) const {
  return impl_->consultation_numbers.contains(std::string(id));
}

std::size_t Evidence::size() const { return impl_->consultation_numbers.size(); }

std::size_t Evidence::places() const { return impl_->consultations.size(); }

std::vector<Experience> Evidence::of(const Understood& question) const {
  std::vector<TopicWeight> topics;
  for (const Aspect& aspect : question.aspects) {
    if (!aspect.negated) topics.push_back({aspect.topic, aspect.strength});
  }
  return of(search::terms(analyse(question.affirmed)), topics);
}

std::vector<Experience> Evidence::of(const std::vector<WeightedTerm>& terms,
                                     const std::vector<TopicWeight>& topics) const {
  return impl_->of(keyed(terms, topics));
}

std::vector<TopicTimes> Evidence::topics_of(std::string_view expert) const {
  std::vector<TopicTimes> result;
  const auto found = impl_->expert_numbers.find(std::string(expert));
  if (found == impl_->expert_numbers.end()) return result;
  for (const auto& [topic, times] : impl_->experts[found->second].topics) {
    result.push_back({topic, times});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const TopicTimes& a, const TopicTimes& b) { return a.times > b.times; });
  return result;
}

}  // namespace expertise::search
