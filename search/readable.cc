#include "search/readable.h"

#include <algorithm>
#include <vector>

#include "search/dutch.h"
#include "search/question.h"
#include "search/words.h"

namespace expertise::search {
namespace {

// Fewer letters than this name nothing; abbreviations have two ("OM" with one more is a word).
constexpr std::size_t fewest_letters = 3;
// Names, slips and abbreviations are not in the list of words: it takes some words to tell, and
// more than half of them.
constexpr std::size_t fewest_words_to_tell = 4;
constexpr double dutch_share = 0.5;
// A long text is told by its beginning.
constexpr std::size_t bytes_looked_at = 4'000;

// A page that was pasted in as it is written: its tags and signs by name are no words of anybody.
bool is_markup(std::string_view text, const Word& word) {
  const std::string_view before = text.substr(0, word.token.begin);
  const std::size_t opened = before.find_last_of("<>");
  if (opened != std::string_view::npos && before[opened] == '<' &&
      text.find('>', word.token.end) != std::string_view::npos) {
    return true;
  }
  return !before.empty() && before.back() == '&' && word.token.end < text.size() &&
         text[word.token.end] == ';';
}

bool is_dutch(const Word& word) { return is_word(word.token.folded) || !word.parts.empty(); }

Readable whole_text(std::string_view text) {
  std::vector<Word> words = analyse(text);
  std::erase_if(words,
                [&](const Word& word) { return !word.token.has_letter || is_markup(text, word); });
  if (words.empty()) return Readable::no_words;
  std::size_t letters = 0;
  for (const Word& word : words) letters += characters(word.token.folded);
  if (letters < fewest_letters && words.size() == 1 && !words.front().token.capitals) {
    return Readable::too_short;
  }
  if (std::all_of(words.begin(), words.end(), [](const Word& word) { return word.stop; })) {
    return Readable::small_words;
  }
  std::size_t told = 0;
  std::size_t dutch = 0;
  for (const Word& word : words) {
    if (word.token.capitals) continue;
    ++told;
    if (is_dutch(word)) ++dutch;
  }
  const bool foreign = told >= fewest_words_to_tell &&
                       static_cast<double>(dutch) < dutch_share * static_cast<double>(told);
  return foreign ? Readable::not_dutch : Readable::yes;
}

}  // namespace

Readable readable(std::string_view text) { return whole_text(cut(text, bytes_looked_at)); }

bool says_nothing(std::string_view text, const Vocabulary& vocabulary) {
  const auto tells = [](Readable found) {
    return found == Readable::yes || found == Readable::not_dutch;
  };
  if (tells(readable(text))) return false;
  if (text.size() > bytes_looked_at && tells(whole_text(text))) return false;
  const Understood understood = understand(text, vocabulary);
  return !understood.acute_danger && understood.aspects.empty();
}

}  // namespace expertise::search
