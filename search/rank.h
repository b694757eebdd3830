// Puts hits in order with what only the present knows: availability, load, and how often somebody
// thought along before. Pure: values in, values out; no index, clock or store. Every point given
// has a reason, and one table holds what each reason weighs and why.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "search/index.h"
#include "search/question.h"
#include "search/wishes.h"

namespace expertise::search {

enum class Availability { unknown, now, today, this_week, later, away, full, paused };

/// What is true of one specialist at this moment.
struct Signals {
  Availability availability = Availability::unknown;
  int open_load = 0;    ///< consultations and pending invitations in hand
  int recent_load = 0;  ///< invitations in the last weeks, for fairness
  /// By topic code: consultations about it that were answered well.
  std::unordered_map<std::string, int> evidence;
  /// How far those consultations resemble the question, 0..1 (search/evidence).
  double experience = 0;
};

enum class ReasonCode {
  knows_topic,     ///< parameters: label of a topic that the profile lists or names
  near_topic,      ///< parameters: label of a topic that the profile only comes near to
  passage_match,   ///< parameters: the words, joined by ", "
  thought_along,   ///< parameters: times, topic label
  helped_alike,    ///< no parameters: questions like it, though no topic of it is the same
  life_domain,     ///< parameters: name
  law,             ///< parameters: name
  age_group,       ///< parameters: the profile's group as written
  other_ages,      ///< parameters: the profile's groups; costs points: none of them is asked about
  target_group,    ///< parameters: the profile's group as written
  language,        ///< parameters: language code
  neighbourhood,   ///< parameters: name
  knowledge_kind,  ///< parameters: "experience", "volunteer" or "professional", as was asked for
  profession,      ///< parameters: name, as was asked for
  available_now,   ///< no parameters, like the next two
  available_today,
  available_this_week,
  busy,      ///< parameters: consultations in hand; costs points
  together,  ///< parameters: others in the team, by name; no points: who thought along
             ///< together
};

/// The stable name of a reason, as it appears outside: "knows_topic".
std::string_view name_of(ReasonCode code);
/// The reason of that name, or nothing.
std::optional<ReasonCode> reason_named(std::string_view name);

struct Reason {
  ReasonCode code;
  std::vector<std::string> parameters;
  double share = 0;  ///< points this reason brought, as a part of the score (negative: it cost)

  bool operator==(const Reason&) const = default;
};

struct Candidate {
  std::string id;
  double score = 0;             ///< 0..100, comparable between questions
  std::vector<Reason> reasons;  ///< what brought most first
  /// For each aspect of the question, 0..1: how near what this person knows is to it.
  std::vector<double> aspect_fits;
  /// Codes of the aspects that this person knows well enough to be asked for them.
  std::vector<std::string> covers;
  /// What the index knows of this person; never null.
  std::shared_ptr<const ProfileRecord> record = empty_record;
  /// Whether anything but what most people share ties them to the question: a topic, a word of it,
  /// earlier consultations, or what it wishes for. Where it asks for no more than an age, a law, a
  /// life domain or a neighbourhood, that does.
  bool fits = false;
};

/// As many hits as need be ranked for a list of twenty: facets, availability and load move nobody
/// further up than this.
inline constexpr std::size_t rank_depth = 40;

/// Who knows less of an aspect than this does not cover it. Half of the aspects of a question are
/// known to somebody in a pool of 150 at .35 or more; a tenth to nobody at .12.
inline constexpr double covering_fit = 0.12;

/// All hits that may be offered, best first; equal scores by lower load, then by id, so that the
/// same input gives the same list. Nobody who is away, full, paused or excluded is in it. Hits
/// without signals count as unknown.
std::vector<Candidate> rank(const std::vector<Hit>& hits, const Understood& question,
                            const std::unordered_map<std::string, Signals>& signals,
                            const std::unordered_set<std::string>& excluded,
                            const Vocabulary& vocabulary, const Wishes& wishes = {});

/// Another text whenever a weight is another: with the same version the same input gives the same
/// scores.
std::string ranking_version();

}  // namespace expertise::search
