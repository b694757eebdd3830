// A profile turned into what the index holds of it: weighted terms, filter terms, and the record
// that is handed back with a hit. Knows the analysis and the vocabulary, but no engine.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/profile.h"
#include "search/question.h"
#include "search/vocabulary.h"

namespace expertise::search {

/// Raised by one whenever terms, weights or the record change their meaning.
inline constexpr int document_version = 8;

/// Weights are whole numbers in the index: this many stand for 1.
inline constexpr double weight_scale = 200;

/// The most topics that are kept of what a profile is about.
inline constexpr std::size_t profile_topics = 40;

struct ProfileDocument {
  std::string id;
  std::map<std::string, std::uint32_t> terms;  ///< term to weight; filters have 0
  std::string record;
  std::string sort_key;  ///< folded name, for lists without a question
};

/// Throws std::invalid_argument when the id is empty, longer than 200 bytes or holds a NUL.
ProfileDocument make_document(const Profile& profile, const Vocabulary& vocabulary);

/// Reads a record; throws std::runtime_error when it is not whole.
ProfileRecord read_record(std::string_view record);

/// The codes of the topics a profile names itself.
std::vector<std::string> own_topics(const Profile& profile, const Vocabulary& vocabulary);

/// The codes of the topics of which the text of a specialist says that they are not done ("niet bij
/// woonoverlast"). An asker's text is read otherwise: what is lacked there is the matter.
std::set<std::string> topics_not_done(std::string_view text, const Vocabulary& vocabulary);

/// The filter values of the ages within a band ("0", "4", "12"… = years from which a step runs);
/// two bands share a value exactly when they overlap in one of the steps.
std::vector<std::string> age_steps(const AgeBand& band);

}  // namespace expertise::search
