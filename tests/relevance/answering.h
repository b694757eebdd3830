// Answers the questions of a collection with the product's own search, ranking, team and finder of
// personal data, in a throw-away index. Knows no grades.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "search/question.h"
#include "search/vocabulary.h"
#include "tests/relevance/collection.h"

namespace expertise::relevance {

/// What the product is made to do without, to see what it brings. Nothing is switched off in the
/// product: inputs are left out.
struct Without {
  bool topics = false;      ///< what the question is about, by the vocabulary
  bool words = false;       ///< the question's own words
  bool signs = false;       ///< of the topics, lay wordings
  bool synonyms = false;    ///< of the topics
  bool neighbours = false;  ///< near and broader topics
  bool negation = false;    ///< what the question says is not the matter
  bool facets = false;      ///< age, law, life domain, language and neighbourhood of the question
  bool own_topics = false;  ///< the topics that profiles name
  bool wishes = false;      ///< the kind of person that the question asks for
};

struct Answer {
  std::string question;                                ///< id
  std::vector<std::pair<std::string, double>> ranked;  ///< ids with scores, best first
  std::vector<std::string> team;                       ///< none where there are no people
  std::vector<std::string> personal_data;              ///< as written
  search::Understood understood;
};

/// Answers in the order of the questions. At most `answers_kept` are ranked for each.
inline constexpr std::size_t answers_kept = 20;
std::vector<Answer> answer(const Collection& collection, const Without& without = {});

}  // namespace expertise::relevance
