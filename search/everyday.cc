#include "search/everyday.h"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "search/dutch.h"
#include "search/words.h"

namespace expertise::search {
namespace {

// Two letters are the stem of too much: "is" of ISDE.
constexpr std::size_t shortest = 3;

std::unordered_set<std::string> everyday_stems() {
  std::unordered_set<std::string> stems;
  for (const Lexicon list : {Lexicon::everyday, Lexicon::stop_words}) {
    each_line(lexicon_text(list), [&](std::string_view line) {
      for (const Word& word : analyse(line)) {
        std::string own = stem(word.token.folded);
        if (own.size() >= shortest) stems.insert(std::move(own));
      }
    });
  }
  return stems;
}

}  // namespace

bool is_everyday(std::string_view text) {
  static const std::unordered_set<std::string> stems = everyday_stems();
  const std::vector<Word> words = analyse(text);
  return words.size() == 1 && stems.contains(words.front().term);
}

}  // namespace expertise::search
