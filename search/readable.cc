#include "search/readable.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "search/dutch.h"
#include "search/question.h"
#include "search/question_age_words.h"
#include "search/words.h"

namespace expertise::search {
namespace {

// Fewer letters than this name nothing; abbreviations have two ("OM" with one more is a word).
constexpr std::size_t fewest_letters = 3;
// Names, slips and abbreviations are not in the list of words: it takes some words to tell, and
// more than half of them.
constexpr std::size_t fewest_words_to_tell = 4;
constexpr double dutch_share = 0.5;
// Or so many different small words of Dutch, and so much of it.
constexpr std::size_t fewest_small_words = 3;
constexpr double small_share = 0.3;
constexpr std::size_t longest_abbreviation = 5;
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

// Small words of Dutch alone, and those that other languages have too.
bool is_only_dutch(std::string_view word) {
  return is_one_of(
      word, {"het",   "een",    "niet",    "geen",   "heeft",  "hebben", "wordt", "worden", "zijn",
             "naar",  "ook",    "nog",     "voor",   "maar",   "hij",    "haar",  "hem",    "deze",
             "mijn",  "onze",   "bij",     "uit",    "moet",   "gaat",   "zegt",  "zich",   "meer",
             "omdat", "steeds", "mevrouw", "meneer", "moeder", "vader",  "nooit", "altijd"});
}

bool is_small_dutch(std::string_view word) {
  return is_only_dutch(word) ||
         is_one_of(word, {"de", "en", "dat", "die", "met", "van", "kan", "wil", "ze", "er", "op",
                          "om", "te", "al", "dan", "nu", "zo", "wel", "als"});
}

// Slips hide most words of a hasty line, hardly its smallest.
bool has_dutch_grammar(const std::vector<Word>& told) {
  std::unordered_set<std::string_view> small;
  std::size_t count = 0;
  bool only_dutch = false;
  for (const Word& word : told) {
    if (!is_small_dutch(word.token.folded)) continue;
    small.insert(word.token.folded);
    only_dutch = only_dutch || is_only_dutch(word.token.folded);
    ++count;
  }
  return only_dutch && small.size() >= fewest_small_words &&
         static_cast<double>(count) >= small_share * static_cast<double>(told.size());
}

// "mw", "RvK", "betr.": no word of any language.
bool is_abbreviation(std::string_view text, const Word& word) {
  const Token& token = word.token;
  if (token.capitals) return true;
  const std::string_view written = text.substr(token.begin, token.end - token.begin);
  if (written.size() > longest_abbreviation) return false;
  const bool capital_inside = std::any_of(written.begin() + 1, written.end(),
                                          [](char byte) { return byte >= 'A' && byte <= 'Z'; });
  const bool plain = std::all_of(written.begin(), written.end(), [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  });
  const bool no_vowel = token.folded.find_first_of("aeiouy") == std::string::npos;
  const bool cut_short = token.end + 1 < text.size() && text[token.end] == '.' &&
                         text[token.end + 1] != '\n' && !word.stop && !is_word(token.folded);
  return plain && (capital_inside || no_vowel || cut_short);
}

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
  std::erase_if(words, [&](const Word& word) { return is_abbreviation(text, word); });
  const auto dutch = std::count_if(words.begin(), words.end(), is_dutch);
  const bool foreign =
      words.size() >= fewest_words_to_tell &&
      static_cast<double>(dutch) < dutch_share * static_cast<double>(words.size()) &&
      !has_dutch_grammar(words);
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
