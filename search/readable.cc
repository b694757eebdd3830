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
// A long text is told by its beginning, unless that says nothing.
constexpr std::size_t bytes_looked_at = 4'000;

// Pages that were pasted in as they are written: their tags and signs by name are no words of
// anybody. Words are asked after in order of the text, which is gone through once.
class Markup {
 public:
  explicit Markup(std::string_view text) : text_(text), last_closing_(text.rfind('>')) {}

  bool has(const Word& word) {
    for (; at_ < word.token.begin; ++at_) {
      if (text_[at_] == '<' || text_[at_] == '>') opened_ = text_[at_] == '<';
    }
    const std::size_t end = word.token.end;
    const bool closes = last_closing_ != std::string_view::npos && last_closing_ >= end;
    if (opened_ && closes) return true;
    return at_ > 0 && text_[at_ - 1] == '&' && end < text_.size() && text_[end] == ';';
  }

 private:
  std::string_view text_;
  std::size_t last_closing_;
  std::size_t at_ = 0;
  bool opened_ = false;
};

bool is_dutch(const Word& word) { return is_word(word.token.folded) || !word.parts.empty(); }

Readable whole_text(std::string_view text) {
  std::vector<Word> words = analyse(text);
  Markup markup(text);
  std::erase_if(words,
                [&](const Word& word) { return markup.has(word) || !word.token.has_letter; });
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

bool tells(Readable found) { return found == Readable::yes || found == Readable::not_dutch; }

}  // namespace

Readable readable(std::string_view text) {
  const Readable beginning = whole_text(cut(text, bytes_looked_at));
  return tells(beginning) || text.size() <= bytes_looked_at ? beginning : whole_text(text);
}

Readable readable(std::string_view text, const Vocabulary& vocabulary) {
  const Readable words = readable(text);
  if (tells(words)) return words;
  const Understood understood = understand(text, vocabulary);
  const bool figures = words == Readable::no_words;
  const bool named = std::any_of(understood.aspects.begin(), understood.aspects.end(),
                                 [&](const Aspect& each) { return each.certain || !figures; });
  return named || understood.acute_danger ? Readable::yes : words;
}

bool says_nothing(std::string_view text, const Vocabulary& vocabulary) {
  return !tells(readable(text, vocabulary));
}

}  // namespace expertise::search
