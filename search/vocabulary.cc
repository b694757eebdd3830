// The vocabulary as a value: codes, look-up by name, and the reading of its text form.
#include "search/vocabulary.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "search/fold.h"
#include "search/topic_finder.h"
#include "search/words.h"

namespace expertise::search {
namespace {

constexpr std::size_t columns = 9;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> list(std::string_view column) {
  std::vector<std::string> result;
  for (const std::string_view item : split(column, '|')) {
    if (!item.empty()) result.emplace_back(item);
  }
  return result;
}

}  // namespace

struct Vocabulary::Names {
  std::unordered_map<std::string, std::size_t> by_code;
  std::unordered_map<std::string, std::size_t> by_name;  // folded terms, then synonyms
};

std::string topic_code(std::string_view term) {
  std::string code = fold(term);
  std::replace(code.begin(), code.end(), ' ', '-');
  return code;
}

Vocabulary::Vocabulary(std::vector<Topic> topics, const Vocabulary* former)
    : topics_(std::move(topics)), names_(std::make_unique<Names>()) {
  for (std::size_t number = 0; number < topics_.size(); ++number) {
    Topic& topic = topics_[number];
    if (fold(topic.term).empty()) throw std::invalid_argument("a topic without a term");
    if (topic.code.empty()) topic.code = topic_code(topic.term);
    if (!names_->by_code.emplace(topic.code, number).second) {
      throw std::invalid_argument("two topics with the code " + topic.code);
    }
    names_->by_name.emplace(fold(topic.term), number);
  }
  for (std::size_t number = 0; number < topics_.size(); ++number) {
    for (const std::string& synonym : topics_[number].synonyms) {
      names_->by_name.emplace(fold(synonym), number);
    }
  }
  finder_ = std::make_unique<const TopicFinder>(topics_, former ? &former->finder() : nullptr);
}

Vocabulary::~Vocabulary() = default;

const Topic* Vocabulary::find(std::string_view code) const {
  const auto found = names_->by_code.find(std::string(code));
  return found == names_->by_code.end() ? nullptr : &topics_[found->second];
}

const Topic* Vocabulary::named(std::string_view words) const {
  if (const Topic* topic = find(words)) return topic;
  const auto found = names_->by_name.find(fold(words));
  // The code keeps the first name: who wrote that is not lost when the topic gets another.
  return found == names_->by_name.end() ? find(topic_code(words)) : &topics_[found->second];
}

std::vector<Topic> read_topics(std::string_view tab_separated) {
  std::vector<Topic> topics;
  std::size_t line_number = 0;
  for (std::string_view line : split(tab_separated, '\n')) {
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line_number == 1 || line.empty()) continue;
    const std::vector<std::string_view> column = split(line, '\t');
    if (column.size() != columns) {
      throw std::invalid_argument("topics, line " + std::to_string(line_number) + ": " +
                                  std::to_string(column.size()) + " columns, not " +
                                  std::to_string(columns));
    }
    topics.push_back({topic_code(column[0]), std::string(column[0]), list(column[1]),
                      list(column[2]), list(column[3]), list(column[4]), list(column[5]),
                      list(column[6]), list(column[7]), list(column[8])});
  }
  return topics;
}

std::shared_ptr<const Vocabulary> seed_vocabulary() {
  static const std::shared_ptr<const Vocabulary> vocabulary =
      std::make_shared<const Vocabulary>(read_topics(lexicon_text(Lexicon::topics)));
  return vocabulary;
}

}  // namespace expertise::search
