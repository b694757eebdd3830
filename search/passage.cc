// A word of the text matches when its stem, or a part of a compound, is among the stems and parts
// of the question. The passage is the window that holds the most different matches.
#include "search/passage.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "search/dutch.h"

namespace expertise::search {
namespace {

// For each word of a text the question's words it answers to, or null.
using Matches = std::vector<const std::vector<std::size_t>*>;

struct Window {
  std::size_t first = 0;  // words
  std::size_t last = 0;   // one past
};

// The window of at most `max_length` characters with the most different matches; the first of
// equals.
Window best_window(std::string_view text, const std::vector<Word>& words, const Matches& matches,
                   std::size_t max_length) {
  Window best;
  std::size_t best_count = 0;
  std::unordered_map<std::size_t, int> inside;  // the question's words, and how often
  std::size_t last = 0;
  for (std::size_t first = 0; first < words.size(); ++first) {
    while (last < words.size() &&
           characters(text.substr(words[first].token.begin,
                                  words[last].token.end - words[first].token.begin)) <=
               max_length) {
      if (matches[last] != nullptr) ++inside[matches[last]->front()];
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
    if (matches[first] == nullptr) continue;
    const std::size_t leaving = matches[first]->front();
    if (--inside[leaving] <= 0) inside.erase(leaving);
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

// The parts of a compound that say something, outer ones first; of an abbreviation the word that is
// written like it.
std::vector<SpokenPart> spoken_parts(const Word& word) {
  std::vector<std::string> written = compound_parts(word.token.folded);
  if (written.empty() && !word.parts.empty()) written.push_back(word.token.folded);
  std::vector<SpokenPart> result;
  for (std::string& each : written) {
    if (is_stop_word(each)) continue;
    const std::string own = stem(each);
    if (std::find(word.parts.begin(), word.parts.end(), own) == word.parts.end()) continue;
    result.push_back({std::move(each), term_hash(own)});
  }
  return result;
}

}  // namespace

void TextStems::add(std::span<const Word> words) {
  for (const Word& word : words) {
    words_.push_back(term_hash(word.term));
    for (const std::string& part : word.parts) parts_.push_back(term_hash(part));
  }
  for (std::vector<TermHash>* all : {&words_, &parts_}) {
    std::sort(all->begin(), all->end());
    all->erase(std::unique(all->begin(), all->end()), all->end());
  }
}

TextStems TextStems::of_kept(std::string_view bytes) {
  constexpr std::size_t size = sizeof(TermHash);
  std::uint32_t count = 0;
  if (bytes.size() % size != 0 || bytes.size() < size) {
    throw std::runtime_error("the stems of a text are not whole");
  }
  std::memcpy(&count, bytes.data(), size);
  bytes.remove_prefix(size);
  if (count > bytes.size() / size) throw std::runtime_error("the stems of a text are not whole");
  TextStems result;
  const auto read = [](std::string_view from) {
    std::vector<TermHash> hashes(from.size() / size);
    if (!from.empty()) std::memcpy(hashes.data(), from.data(), from.size());
    return hashes;
  };
  result.words_ = read(bytes.substr(0, count * size));
  result.parts_ = read(bytes.substr(count * size));
  return result;
}

std::string TextStems::kept() const {
  const auto count = static_cast<std::uint32_t>(words_.size());
  std::string bytes(reinterpret_cast<const char*>(&count), sizeof count);
  for (const std::vector<TermHash>* all : {&words_, &parts_}) {
    bytes.append(reinterpret_cast<const char*>(all->data()), all->size() * sizeof(TermHash));
  }
  return bytes;
}

bool TextStems::holds_word(TermHash stem) const {
  return std::binary_search(words_.begin(), words_.end(), stem);
}

bool TextStems::holds_part(TermHash stem) const {
  return std::binary_search(parts_.begin(), parts_.end(), stem);
}

WordMatcher::WordMatcher(const Understood& question) {
  const std::vector<Word> words = analyse(question.affirmed);
  const bool only_stop_words =
      std::all_of(words.begin(), words.end(), [](const Word& word) { return word.stop; });
  for (const Word& word : words) {
    if ((word.stop && !only_stop_words) || whole_.contains(word.term)) continue;
    whole_[word.term] = {asked_.size()};
    for (const std::string& part : word.parts) parts_[part].push_back(asked_.size());
    const std::size_t length = word.token.end - word.token.begin;
    Asked& asked = asked_.emplace_back();
    asked.written = question.affirmed.substr(word.token.begin, length);
    asked.stem = term_hash(word.term);
    asked.parts = spoken_parts(word);
  }
}

const std::vector<std::size_t>* WordMatcher::match(const Word& word) const {
  if (const auto found = whole_.find(word.term); found != whole_.end()) return &found->second;
  if (const auto found = parts_.find(word.term); found != parts_.end()) return &found->second;
  for (const std::string& part : word.parts) {
    if (const auto found = whole_.find(part); found != whole_.end()) return &found->second;
  }
  return nullptr;
}

std::vector<std::string> WordMatcher::matched(const TextStems& text) const {
  std::vector<std::string> result;
  std::unordered_set<TermHash> told;
  for (const Asked& each : asked_) {
    if (text.holds_word(each.stem) || text.holds_part(each.stem)) {
      if (told.insert(each.stem).second) result.push_back(each.written);
      continue;
    }
    std::vector<std::string_view> parts;
    for (const SpokenPart& part : each.parts) {
      const bool within = std::any_of(parts.begin(), parts.end(), [&](std::string_view outer) {
        return outer.find(part.written) != std::string_view::npos;
      });
      if (within || !text.holds_word(part.stem)) continue;
      parts.push_back(part.written);
      if (told.insert(part.stem).second) result.push_back(part.written);
    }
  }
  return result;
}

std::vector<Segment> WordMatcher::passage(std::string_view text, std::size_t max_length) const {
  const std::vector<Word> words = analyse(text);
  if (words.empty()) return {};
  Matches matches;
  matches.reserve(words.size());
  for (const Word& word : words) matches.push_back(match(word));
  const Window window = best_window(text, words, matches, max_length);

  std::vector<Segment> result;
  std::size_t at = window.first == 0 ? 0 : words[window.first].token.begin;
  if (window.first > 0) append(result, "… ", false);
  for (std::size_t i = window.first; i < window.last; ++i) {
    const Token& token = words[i].token;
    append(result, text.substr(at, token.begin - at), false);
    append(result, text.substr(token.begin, token.end - token.begin), matches[i] != nullptr);
    at = token.end;
  }
  if (window.last == words.size()) {
    append(result, text.substr(at), false);
  } else {
    append(result, " …", false);
  }
  return result;
}

std::vector<Segment> passage(std::string_view text, const Understood& question,
                             std::size_t max_length) {
  return WordMatcher(question).passage(text, max_length);
}

std::vector<std::string> matched_words(std::string_view text, const Understood& question) {
  return WordMatcher(question).matched(TextStems(text));
}

}  // namespace expertise::search
