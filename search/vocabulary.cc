// The vocabulary as a value: codes, look-up by name, and the reading of its text form.
#include "search/vocabulary.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "search/fold.h"
#include "search/topic_finder.h"
#include "search/words.h"

namespace expertise::search {
namespace {

constexpr std::size_t columns = 9;

// The vocabulary is a tree of at most this depth; a circle that an editor made ends here too.
constexpr int depth = 6;

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
  ByName<std::size_t> by_code;
  ByName<std::size_t> by_name;  // folded terms, then synonyms
};

std::size_t NameHash::operator()(std::string_view name) const {
  constexpr std::size_t looked_at = sizeof(std::uint64_t);
  if (name.empty()) return 0;
  const std::size_t size = std::min(name.size(), looked_at);
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::memcpy(&first, name.data(), size);
  std::memcpy(&last, name.data() + name.size() - size, size);
  // The multiplier of Knuth's multiplicative hashing for 64 bits.
  std::uint64_t hash = (first ^ name.size()) * 0x9E3779B97F4A7C15ULL;
  hash = (hash ^ (hash >> 32) ^ last) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 32);
}

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
  broader_.resize(topics_.size());
  for (std::size_t number = 0; number < topics_.size(); ++number) {
    for (const std::string& name : topics_[number].broader) {
      if (const Topic* broader = named(name)) broader_[number].push_back(number_of(*broader));
    }
  }
  finder_ = std::make_unique<const TopicFinder>(topics_, former ? &former->finder() : nullptr);
}

Vocabulary::~Vocabulary() = default;

const Topic* Vocabulary::find(std::string_view code) const {
  const auto found = names_->by_code.find(code);
  return found == names_->by_code.end() ? nullptr : &topics_[found->second];
}

const Topic* Vocabulary::named(std::string_view words) const {
  if (const Topic* topic = find(words)) return topic;
  const auto found = names_->by_name.find(fold(words));
  // The code keeps the first name: who wrote that is not lost when the topic gets another.
  return found == names_->by_name.end() ? find(topic_code(words)) : &topics_[found->second];
}

bool Vocabulary::is_within(const Topic& topic, const Topic& other) const {
  const std::uint32_t wanted = number_of(other);
  const auto climb = [&](const auto& again, std::uint32_t number, int deeper) -> bool {
    if (number == wanted) return true;
    return deeper > 0 &&
           std::any_of(broader_[number].begin(), broader_[number].end(),
                       [&](std::uint32_t up) { return again(again, up, deeper - 1); });
  };
  return climb(climb, number_of(topic), depth);
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
