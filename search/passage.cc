// A word of the text matches when its stem, or a part of a compound, is among the stems and parts
// of the question. The passage is the window that holds the most different matches.
#include "search/passage.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "search/dutch.h"

namespace expertise::search {
namespace {

// Finds the question's terms in words of a text. A part counts on one side only: two compounds that
// share "hulp" are no match, "schuld" and "schuldhulpverlening" are.
class Matcher {
 public:
  explicit Matcher(const Understood& question) {
    const std::vector<Word> words = analyse(question.affirmed);
    const bool only_stop_words =
        std::all_of(words.begin(), words.end(), [](const Word& word) { return word.stop; });
    for (const Word& word : words) {
      if (word.stop && !only_stop_words) continue;
      whole_.insert(word.term);
      for (const std::string& part : word.parts) parts_.insert(part);
    }
  }

  /// The term by which the word matches, or null.
  const std::string* match(const Word& word) const {
    if (whole_.contains(word.term) || parts_.contains(word.term)) return &word.term;
    for (const std::string& part : word.parts) {
      if (whole_.contains(part)) return &part;
    }
    return nullptr;
  }

 private:
  std::unordered_set<std::string> whole_;
  std::unordered_set<std::string> parts_;
};

struct Window {
  std::size_t first = 0;  // words
  std::size_t last = 0;   // one past
};

// The window of at most `max_length` characters with the most different matches; the first of
// equals.
Window best_window(std::string_view text, const std::vector<Word>& words,
                   const std::vector<const std::string*>& matches, std::size_t max_length) {
  Window best;
  std::size_t best_count = 0;
  std::unordered_map<std::string, int> inside;
  std::size_t last = 0;
  for (std::size_t first = 0; first < words.size(); ++first) {
    while (last < words.size() &&
           characters(text.substr(words[first].token.begin,
                                  words[last].token.end - words[first].token.begin)) <=
               max_length) {
      if (matches[last] != nullptr) ++inside[*matches[last]];
      ++last;
    }
    if (last == first) ++last;  // one word longer than the limit
    const bool starts_well =
        first == 0 || matches[first] != nullptr || words[first].token.starts_sentence;
    if (starts_well && (first == 0 || inside.size() > best_count)) {
      best = {first, last};
      best_count = inside.size();
    }
    if (last == words.size() && first > 0 && inside.size() <= best_count) break;
    if (matches[first] != nullptr && --inside[*matches[first]] <= 0) inside.erase(*matches[first]);
  }
  return best;
}

void append(std::vector<Segment>& out, std::string_view text, bool marked) {
  if (text.empty()) return;
  if (!out.empty() && out.back().marked == marked) {
    out.back().text += text;
  } else {
    out.push_back({std::string(text), marked});
  }
}

}  // namespace

std::vector<Segment> passage(std::string_view text, const Understood& question,
                             std::size_t max_length) {
  const std::vector<Word> words = analyse(text);
  if (words.empty()) return {};
  const Matcher matcher(question);
  std::vector<const std::string*> matches;
  matches.reserve(words.size());
  for (const Word& word : words) matches.push_back(matcher.match(word));
  const Window window = best_window(text, words, matches, max_length);

  std::vector<Segment> result;
  std::size_t at = window.first == 0 ? 0 : words[window.first].token.begin;
  if (window.first > 0) append(result, "… ", false);
  for (std::size_t i = window.first; i < window.last; ++i) {
    append(result, text.substr(at, words[i].token.begin - at), false);
    append(result, text.substr(words[i].token.begin, words[i].token.end - words[i].token.begin),
           matches[i] != nullptr);
    at = words[i].token.end;
  }
  if (window.last == words.size()) {
    append(result, text.substr(at), false);
  } else {
    append(result, " …", false);
  }
  return result;
}

std::vector<std::string> matched_words(std::string_view text, const Understood& question) {
  std::unordered_set<std::string> held;
  for (const Word& word : analyse(text)) {
    held.insert(word.term);
    held.insert(word.parts.begin(), word.parts.end());
  }
  std::vector<std::string> result;
  std::unordered_set<std::string> seen;
  for (const Word& word : analyse(question.affirmed)) {
    if (word.stop || !seen.insert(word.term).second) continue;
    const bool whole = held.contains(word.term);
    const bool part = std::any_of(word.parts.begin(), word.parts.end(),
                                  [&](const std::string& p) { return held.contains(p); });
    if (whole || part) {
      result.push_back(
          question.affirmed.substr(word.token.begin, word.token.end - word.token.begin));
    }
  }
  return result;
}

}  // namespace expertise::search
