// The tables are parsed once, at first use.
#include "search/lexicon.h"

#include <algorithm>
#include <unordered_set>

#include "search/fold.h"
#include "search/words.h"

namespace expertise::search {
namespace {

std::vector<std::string_view> columns(std::string_view line) {
  std::vector<std::string_view> result;
  for (;;) {
    const std::size_t end = line.find('|');
    result.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return result;
    line.remove_prefix(end + 1);
  }
}

struct EndingsOrWords {
  std::unordered_set<std::string_view> words;
  std::unordered_set<std::string_view> endings;  ///< of words, and words by themselves

  void add(std::string_view entry) {
    const bool is_ending = entry.front() == '-';
    (is_ending ? endings : words).insert(entry.substr(is_ending ? 1 : 0));
  }
  bool has(std::string_view word) const {
    if (words.contains(word)) return true;
    for (std::size_t at = 0; at < word.size(); ++at) {
      if (endings.contains(word.substr(at))) return true;
    }
    return false;
  }
};

struct Lackable {
  EndingsOrWords all;
  EndingsOrWords except;

  bool has(std::string_view word) const { return all.has(word) && !except.has(word); }
};

const Lackable& lackable() {
  static const Lackable table = [] {
    Lackable result;
    each_line(lexicon_text(Lexicon::lackable), [&](std::string_view line) {
      while (!line.empty()) {
        const std::string_view word = line.substr(0, line.find(' '));
        line.remove_prefix(std::min(line.size(), word.size() + 1));
        if (word.front() == '!') {
          result.except.add(word.substr(1));
        } else {
          result.all.add(word);
        }
      }
    });
    return result;
  }();
  return table;
}

}  // namespace

const std::vector<Language>& languages() {
  static const std::vector<Language> table = [] {
    std::vector<Language> result;
    each_line(lexicon_text(Lexicon::languages), [&](std::string_view line) {
      const std::vector<std::string_view> column = columns(line);
      Language language{std::string(column.at(0)), std::string(column.at(1)), {}, {}};
      language.words.push_back(fold(language.name));
      for (const Token& word : tokens(column.at(2))) {
        language.own.push_back(word.folded);
        if (word.folded != language.words.front()) language.words.push_back(word.folded);
      }
      for (const Token& word : tokens(column.at(3))) language.words.push_back(word.folded);
      result.push_back(std::move(language));
    });
    return result;
  }();
  return table;
}

const std::vector<Law>& laws() {
  static const std::vector<Law> table = [] {
    std::vector<Law> result;
    each_line(lexicon_text(Lexicon::laws), [&](std::string_view line) {
      const std::vector<std::string_view> column = columns(line);
      Law law{std::string(column.front()), {fold(column.front())}};
      for (std::size_t i = 1; i < column.size(); ++i) law.phrases.push_back(fold(column[i]));
      result.push_back(std::move(law));
    });
    return result;
  }();
  return table;
}

const std::vector<AcutePhrase>& acute_phrases() {
  static const std::vector<AcutePhrase> table = [] {
    std::vector<AcutePhrase> result;
    std::string_view section;
    each_line(lexicon_text(Lexicon::acute), [&](std::string_view line) {
      if (line.front() == '[') {
        section = line.substr(1, line.size() - 2);
        return;
      }
      AcutePhrase phrase;
      for (const Token& word : tokens(line)) phrase.words.push_back(word.folded);
      phrase.innocent = section == "innocent";
      if (!phrase.innocent && section != "danger") phrase.topic = section;
      phrase.alone = line.back() == '.';
      result.push_back(std::move(phrase));
    });
    return result;
  }();
  return table;
}

bool can_be_lacked(std::string_view folded) {
  if (lackable().has(folded)) return true;
  for (const std::string_view plural : {"s", "n", "en"}) {
    if (!folded.ends_with(plural)) continue;
    const std::string_view one = folded.substr(0, folded.size() - plural.size());
    if ((plural != "en" || one.ends_with("ing")) && lackable().has(one)) return true;
  }
  return false;
}

}  // namespace expertise::search
