// The tables are parsed once, at first use.
#include "search/lexicon.h"

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

}  // namespace

const std::vector<Language>& languages() {
  static const std::vector<Language> table = [] {
    std::vector<Language> result;
    each_line(lexicon_text(Lexicon::languages), [&](std::string_view line) {
      const std::vector<std::string_view> column = columns(line);
      Language language{std::string(column.at(0)), std::string(column.at(1)), {}};
      language.words.push_back(fold(language.name));
      for (const Token& word : tokens(column.at(2))) language.words.push_back(word.folded);
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

}  // namespace expertise::search
