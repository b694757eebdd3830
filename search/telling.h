// How much a word tells of the matter, by what the vocabulary does with it. A word that stands in
// the names of topics is about something; one that stands only in signs from daily life ("steeds",
// "speelt") is how anything is said, however few people of a pool have it. Knows no pool.
#pragma once

#include <string>
#include <unordered_map>

#include "search/dutch.h"
#include "search/vocabulary.h"

namespace expertise::search {

class Telling {
 public:
  explicit Telling(const Vocabulary& vocabulary);

  /// 0..1, 1 for a term that the vocabulary does not use or uses seldom.
  double of(const std::string& term) const;

 private:
  std::unordered_map<TermHash, double> less_;  // by term, those that tell less than 1
};

}  // namespace expertise::search
