// Rules of thumb over clauses, on the careful side: a negation that is overlooked costs a place in
// the list, one that is seen where there is none loses the matter.
#include "search/negation.h"

#include <algorithm>

namespace expertise::search {
namespace {

// How many words a negation reaches over.
constexpr std::size_t negation_reach = 3;

bool is_negator(const Word& word) {
  const std::string& w = word.token.folded;
  return w == "geen" || w == "niet" || w == "nooit" || w == "zonder" || w == "noch" || w == "niks";
}

// True when the lack of it is itself a sign of the topic ("geen inkomen", "niet naar school"): then
// a negation does not take the topic away.
bool lack_is_a_sign(const Topic& topic, const std::string& term) {
  for (const auto* texts : {&topic.signs, &topic.synonyms}) {
    for (const std::string& text : *texts) {
      const std::vector<Word> words = analyse(text);
      const bool negates = std::any_of(words.begin(), words.end(), is_negator);
      if (negates && std::any_of(words.begin(), words.end(),
                                 [&](const Word& word) { return word.term == term; })) {
        return true;
      }
    }
  }
  return false;
}

bool divided(std::string_view text, const Token& before, const Token& after) {
  const std::string_view between = text.substr(before.end, after.begin - before.end);
  return between.find_first_of(".,;:!?()\n") != std::string_view::npos;
}

// A negation reaches a name when it stands shortly before it in the same clause ("geen verslaving",
// "niet echt depressief"), or closes the clause that the name opens ("depressief is ze niet").
bool negated(std::string_view text, const std::vector<Word>& words, const NamedTopic& name) {
  for (std::size_t back = 1; back <= negation_reach && back <= name.first; ++back) {
    const std::size_t at = name.first - back;
    if (divided(text, words[at].token, words[at + 1].token)) break;
    if (is_negator(words[at])) return true;
    if (!words[at].stop) break;
  }
  const bool opens = name.first == 0 ||
                     divided(text, words[name.first - 1].token, words[name.first].token) ||
                     words[name.first - 1].token.folded == "en";
  if (!opens) return false;
  for (std::size_t at = name.first + name.count; at < words.size(); ++at) {
    if (divided(text, words[at - 1].token, words[at].token) || !words[at].stop) return false;
    const std::string& word = words[at].token.folded;
    if (word == "niet" || word == "nooit") {
      const bool last = at + 1 == words.size() ||
                        divided(text, words[at].token, words[at + 1].token) ||
                        words[at + 1].token.folded == "en";
      return last;
    }
  }
  return false;
}

}  // namespace

NamesFound find_names(std::string_view text, const std::vector<Word>& words,
                      const Vocabulary& vocabulary) {
  NamesFound names;
  for (const NamedTopic& name : vocabulary.finder().named(words)) {
    const bool away = negated(text, words, name) &&
                      !lack_is_a_sign(vocabulary.topics()[name.topic], words[name.first].term);
    (away ? names.negated : names.affirmed).push_back(name);
  }
  return names;
}

std::string without_names(std::string_view text, const std::vector<Word>& words,
                          const std::vector<NamedTopic>& names) {
  std::string result(text);
  for (const NamedTopic& name : names) {
    for (std::size_t i = name.first; i < name.first + name.count; ++i) {
      for (std::size_t at = words[i].token.begin; at < words[i].token.end; ++at) result[at] = ' ';
    }
  }
  return result;
}

std::string affirmed(std::string_view text, const Vocabulary& vocabulary) {
  const std::vector<Word> words = analyse(text);
  return without_names(text, words, find_names(text, words, vocabulary).negated);
}

}  // namespace expertise::search
