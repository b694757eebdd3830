// Use cases around finding people: understanding a question, ranking who can help, searching and
// completing. Candidates come from the index, what is true now (hours, load, agreements) from the
// store, so that somebody who left or is full is never offered however old the index is. The
// question's text is kept nowhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/findability.h"
#include "search/index.h"
#include "search/passage.h"
#include "search/rank.h"
#include "search/readable.h"
#include "search/team.h"
#include "server/domain/actor.h"
#include "server/domain/personal_data.h"
#include "server/pool/both_sides.h"
#include "server/pool/context.h"
#include "server/pool/free_board.h"
#include "server/pool/profiles.h"
#include "server/pool/ranking_record.h"
#include "server/pool/removed_facets.h"

namespace expertise {

/// What narrows a search or match; empty lists narrow nothing.
struct PoolFilters {
  std::optional<MunicipalityId> municipality;
  std::vector<std::string> topics;
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::vector<std::string> age_groups;
  std::vector<std::string> languages;
  std::vector<std::string> neighbourhoods;
  std::vector<std::string> ways;
  std::vector<std::string> knowledge_kinds;
  AvailableWithin available = AvailableWithin::any;
  std::vector<SpecialistId> excluded_specialists;
  std::vector<std::string> excluded_organisations;
};

struct MatchRequest {
  std::string question;
  /// Topic codes that the asker added to, or took from, what was understood.
  std::vector<std::string> added_topics;
  std::vector<std::string> removed_topics;
  std::vector<RemovedFacet> removed_facets{};
  std::vector<AddedFacet> added_facets{};
  /// Where it plays: counts as a neighbourhood that the question names.
  std::optional<NeighbourhoodId> neighbourhood{};
  PoolFilters filters;
  std::size_t limit = 20;
};

struct MatchCandidate {
  Specialist specialist;
  Presence presence;
  double score = 0;
  std::vector<search::Reason> reasons;
  std::vector<std::string> covers;
  std::vector<search::Segment> passage;
};

struct Match {
  search::Understood understood;
  /// The same in Dutch words.
  std::string described;
  search::Readable readable = search::Readable::yes;
  std::vector<Finding> personal_data;
  std::vector<MatchCandidate> candidates;
  search::Team team;
  /// Of what nobody in the team covers, what only people know whom the asker left out.
  std::vector<std::string> known_to_excluded;
  /// What an eighteenth birthday that is near changes, and whom to ask on each side of it; both are
  /// among the candidates.
  std::optional<search::Transition> transition;
  BothSides sides;
  std::optional<std::string> did_you_mean;
  /// The topics that the question names when it is put right so, besides what was understood.
  std::vector<search::Aspect> meant;
};

/// What of a text about somebody's work could stand in their profile.
struct ProfileProposal {
  /// Named outright first, then what it resembles, strongest first; at most 15, none negated.
  std::vector<search::Aspect> topics;
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::vector<std::string> age_groups;
  std::vector<std::string> languages;
  std::vector<std::string> neighbourhoods;
  std::vector<std::string> target_groups;
};

/// How many consultations that helped, about a topic, somebody advised on.
struct ThoughtAlong {
  std::string topic;
  std::string term;
  int times = 0;
};

struct SearchResult {
  std::vector<MatchCandidate> candidates;
  std::size_t estimated_total = 0;
  std::optional<std::string> did_you_mean;
};

class Matching {
 public:
  Matching(Context context, search::Index& index);

  /// Of what asks the index as many as there are cores run at once, and so many wait in order; past
  /// that it is unavailable. Each that waits holds a worker of the server: it leaves most of them
  /// to everything else.
  static constexpr std::size_t waiting_at_most = 32;

  /// Refused (unavailable) while the index is being rebuilt, or when too many wait. Whoever may
  /// write in a consultation learns how a text is understood and what in it is personal data;
  /// people are named only to who may ask and sees the pool. Nobody away, full or paused is among
  /// them; who lacks an agreement is, with that said, but in no team unless nobody of the pool has
  /// one.
  Match match(const Actor& actor, const MatchRequest& request);
  /// Browsing by words; an empty text lists everybody who passes the filters, by name. Also holds
  /// who cannot be invited now, with why, unless it is narrowed to who is available.
  SearchResult search(const Actor& actor, std::string_view text, const PoolFilters& filters,
                      Page page);
  std::vector<search::Suggestion> suggest(const Actor& actor, std::string_view prefix);

  /// Who would be asked for a question that is sent: best first, at most 50. What was understood is
  /// given back as codes, corrected by the asker's own.
  struct Sent {
    UnderstoodCodes understood;
    std::vector<RankedSpecialist> ranking;
    /// What that was worked out from.
    RankingRecord record;
    /// Topics that the question names, in passing left aside, and nobody in the pool knows of,
    /// however busy, whom the asker excluded among them.
    std::vector<std::string> known_by_nobody;
    bool acute_danger = false;
  };
  Sent for_sending(const Actor& actor, const MatchRequest& request, MunicipalityId municipality);

  /// Reads a text of at most 8,000 characters as a question is read. For who keeps a profile; the
  /// text is kept nowhere. Fault at `/text`.
  ProfileProposal propose(const Actor& actor, std::string_view text);

  /// How the actor's own profile is found in its municipality, whoever is free or busy.
  search::Findability how_found(const Actor& actor, SpecialistId id);
  /// What this person advised on, most often first, at most twelve topics. For whoever may see the
  /// profile: it counts, and says nothing of how anything was judged.
  std::vector<ThoughtAlong> thought_along(SpecialistId specialist) const;
  /// Reads what was learned since the last time; a match does this by itself.
  void catch_up();

  /// The vocabulary in force; a value that does not change.
  std::shared_ptr<const search::Vocabulary> vocabulary() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace expertise
