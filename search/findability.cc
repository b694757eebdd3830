#include "search/findability.h"

#include <algorithm>
#include <map>
#include <set>

#include "search/dutch.h"
#include "search/fields.h"
#include "search/profile_document.h"
#include "search/topic_finder.h"

namespace expertise::search {
namespace {

// Scores in the index are sums of floats.
constexpr double equal_within = 1e-6;

// The questions tried for each topic of the profile: its first sign from daily life, and its name.
constexpr std::size_t signs_tried = 1;

std::vector<std::string> questions_about(const Topic& topic) {
  std::vector<std::string> questions;
  for (std::size_t i = 0; i < topic.signs.size() && i < signs_tried; ++i) {
    questions.push_back(topic.signs[i]);
  }
  questions.push_back(topic.term);
  return questions;
}

class Trying {
 public:
  Trying(const Index& index, const Profile& profile)
      : index_(index),
        profile_(profile),
        vocabulary_(index.vocabulary()),
        document_(make_document(profile, *vocabulary_)),
        record_(read_record(document_.record)) {}

  Findability take() {
    try_own_topics();
    tell_words();
    tell_topics();
    try_near_topics();
    return std::move(result_);
  }

 private:
  // The others who come first for a question, best first.
  std::vector<Hit> others(const Understood& question) const {
    Query query;
    query.question = question;
    query.filters.municipalities = {profile_.municipality};
    query.filters.except = {profile_.id};
    query.limit = places_told;
    return index_.find(query).hits;
  }

  // Where a document would stand among them, or 0.
  std::size_t place(const ProfileDocument& document, const Understood& question,
                    const std::vector<Hit>& among) const {
    const double score = index_.as_if(document, question).score;
    if (score <= equal_within) return 0;
    const auto better = std::count_if(among.begin(), among.end(), [&](const Hit& each) {
      return each.score > score + equal_within;
    });
    const auto found = static_cast<std::size_t>(better) + 1;
    return found > places_told ? 0 : found;
  }

  // What the profile names itself, then what it is about, strongest first.
  std::vector<const Topic*> topics_of_profile() const {
    std::vector<const Topic*> topics;
    std::set<std::string> known;
    const auto add = [&](const std::string& code) {
      const Topic* topic = vocabulary_->find(code);
      if (topic != nullptr && topics.size() < topics_tried && known.insert(code).second) {
        topics.push_back(topic);
      }
    };
    for (const std::string& code : own_topics(profile_, *vocabulary_)) add(code);
    for (const TopicWeight& each : record_.topics) add(each.topic);
    return topics;
  }

  void try_own_topics() {
    std::set<std::string> asked;
    for (const Topic* topic : topics_of_profile()) {
      for (const std::string& text : questions_about(*topic)) {
        if (!asked.insert(text).second) continue;
        ++result_.tried;
        const Understood question = understand(text, *vocabulary_);
        const std::size_t found = place(document_, question, others(question));
        if (found > 0) result_.found.push_back({text, topic->code, found});
      }
    }
    std::stable_sort(result_.found.begin(), result_.found.end(),
                     [](const auto& a, const auto& b) { return a.place < b.place; });
  }

  // A word brings the more, the more weight it has in the profile and the fewer others have it.
  void tell_words() {
    std::map<std::string, std::string> written;  // by stem, as it stands first
    const auto read = [&](const std::string& text) {
      for (const Word& word : analyse(text)) {
        if (word.stop) continue;
        const Token& token = word.token;
        written.try_emplace(word.term, text.substr(token.begin, token.end - token.begin));
      }
    };
    read(profile_.title);
    for (const std::string& topic : profile_.topics) read(topic);
    read(profile_.summary);
    std::vector<std::pair<double, std::string>> strengths;
    for (const auto& [stem, word] : written) {
      const auto weight = document_.terms.find(field_term(Field::stem, stem));
      if (weight == document_.terms.end()) continue;
      strengths.emplace_back(weight->second * index_.rarity(stem), word);
    }
    std::sort(strengths.begin(), strengths.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (std::size_t i = 0; i < strengths.size() && i < words_told; ++i) {
      result_.words.push_back(std::move(strengths[i].second));
    }
  }

  void tell_topics() {
    for (std::size_t i = 0; i < record_.topics.size() && i < topics_told; ++i) {
      result_.topics.push_back(record_.topics[i].topic);
    }
  }

  // Topics beside those of the profile, which it does not name itself.
  std::vector<const Topic*> near_topics() const {
    const std::vector<std::string> named = own_topics(profile_, *vocabulary_);
    std::set<std::string> known(named.begin(), named.end());
    std::vector<const Topic*> topics;
    const auto add = [&](const Topic& topic) {
      if (topics.size() < near_topics_tried && known.insert(topic.code).second) {
        topics.push_back(&topic);
      }
    };
    for (const TopicWeight& each : record_.topics) {
      const Topic* topic = vocabulary_->find(each.topic);
      if (topic == nullptr) continue;
      add(*topic);
      const auto number = static_cast<std::uint32_t>(topic - vocabulary_->topics().data());
      for (const std::uint32_t near : vocabulary_->finder().neighbours(number)) {
        add(vocabulary_->topics()[near]);
      }
    }
    return topics;
  }

  void try_near_topics() {
    for (const Topic* topic : near_topics()) {
      if (result_.near_misses.size() == near_misses_told) return;
      const std::string text = questions_about(*topic).front();
      const Understood question = understand(text, *vocabulary_);
      const std::vector<Hit> among = others(question);
      const std::size_t now = place(document_, question, among);
      if (now > 0 && now <= places_won) continue;
      Profile with_it = profile_;
      with_it.topics.push_back(topic->term);
      const std::size_t then = place(make_document(with_it, *vocabulary_), question, among);
      if (then == 0 || then > places_won) continue;
      result_.near_misses.push_back({{text, topic->code, now}, then});
    }
  }

  const Index& index_;
  const Profile& profile_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  ProfileDocument document_;
  ProfileRecord record_;
  Findability result_;
};

}  // namespace

Findability findability(const Index& index, const Profile& profile) {
  return Trying(index, profile).take();
}

}  // namespace expertise::search
