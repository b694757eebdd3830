// What the ranking of a sent question was worked out from, and what came of it: enough to rank it
// again and get the same order, without the question's words. It is kept as one text under the
// consultation's key; how that text is written is known here alone. Pure: it reads no store.
#pragma once

#include <string>
#include <vector>

#include "search/rank.h"
#include "search/vocabulary.h"
#include "server/domain/availability.h"
#include "server/pool/removed_facets.h"
#include "server/store/case_text.h"

namespace expertise {

struct RankingRecord {
  struct Person {
    /// How well the profile fits, with what of it a ranking looks at; no name, no summary, and of
    /// the title only a profession that was asked for.
    search::Hit hit;
    search::Signals signals;
    /// As it was; in `signals` who is away or full counts as unknown, since they are judged when
    /// the question is passed on.
    FreeState state = FreeState::unknown;
    bool lacking_agreement = false;
    /// Of the whole profile.
    std::string profile_version;
    double score = 0;
    /// Without the question's words.
    std::vector<search::Reason> reasons;
  };

  /// Of the weights, and of the vocabulary.
  std::string ranking_version;
  std::string vocabulary_version;
  /// As the asker corrected what was understood.
  std::vector<std::string> added_topics;
  std::vector<std::string> removed_topics;
  std::vector<RemovedFacet> removed_facets{};
  std::vector<AddedFacet> added_facets{};
  /// Without the question's text and words.
  search::Understood understood;
  search::Wishes wishes{};
  std::vector<Person> people;  ///< best first
};

/// Most that is kept of one question, in bytes: of who comes last then only the place is kept.
inline constexpr std::size_t record_bytes_at_most = 160 * 1024;

/// The same in the form that is sealed. People past `record_bytes_at_most` are left out.
CaseText encode(const RankingRecord& record);
/// Throws std::runtime_error on what encode() did not make.
RankingRecord decode_ranking_record(const CaseText& text);

/// The order that these inputs give now.
std::vector<search::Candidate> rank_again(const RankingRecord& record,
                                          const search::Vocabulary& vocabulary);

/// How somebody in this state counts in an order.
search::Availability availability_of(FreeState state);
/// The same in the order of a question that is sent.
search::Availability availability_when_sent(FreeState state);
/// Of a hit what a ranking looks at.
search::Hit without_texts(search::Hit hit, const search::Wishes& wishes);
/// What was understood, without the question's text and words.
search::Understood without_texts(search::Understood understood);
/// The reasons with their shares, without the words that question and profile share.
std::vector<search::Reason> without_texts(std::vector<search::Reason> reasons);

/// Differ whenever the profile, or a topic of the vocabulary, does.
std::string version_of(const search::Profile& profile);
std::string version_of(const search::Vocabulary& vocabulary);

}  // namespace expertise
