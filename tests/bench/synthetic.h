// A pool and questions for the benchmarks, always the same for a seed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "search/fold.h"
#include "search/profile.h"
#include "search/question.h"
#include "search/vocabulary.h"

namespace expertise::search {

/// Profiles and questions out of the vocabulary's own names and signs and filler words, by Zipf.
class Synthetic {
 public:
  explicit Synthetic(std::uint32_t seed) : random_(seed) {
    for (const Topic& topic : seed_vocabulary()->topics()) {
      for (const std::string& sign : topic.signs) {
        for (const Token& token : tokens(sign)) filler_.push_back(token.folded);
      }
    }
    std::shuffle(filler_.begin(), filler_.end(), random_);
  }

  Profile profile(std::size_t number) {
    const auto& topics = seed_vocabulary()->topics();
    Profile result;
    result.id = "p" + std::to_string(number);
    result.municipality = "m";
    result.name = "Persoon " + std::to_string(number);
    for (int i = 0; i < 4; ++i) {
      const Topic& topic = topics[skewed(topics.size())];
      result.topics.push_back(i % 2 == 0 || topic.synonyms.empty() ? topic.term
                                                                   : topic.synonyms.front());
      if (i == 0 && !topic.who.empty()) result.title = topic.who.front();
      if (!topic.signs.empty()) result.summary += topic.signs[pick(topic.signs.size())] + ". ";
    }
    for (int i = 0; i < 55; ++i) result.summary += word() + (i % 11 == 10 ? ". " : " ");
    result.organisation = "Organisatie " + std::to_string(skewed(300));
    result.life_domains = {life_domain_names()[pick(13)], life_domain_names()[pick(13)]};
    result.laws = {pick(2) == 0 ? "Wmo 2015" : "Jeugdwet"};
    result.age_groups = {pick(2) == 0 ? "18-65" : "12-18"};
    return result;
  }

  std::string short_question() {
    const auto& topics = seed_vocabulary()->topics();
    const Topic& topic = topics[skewed(topics.size())];
    return topic.signs.empty() ? topic.term : topic.signs[pick(topic.signs.size())];
  }

  std::string long_question() {
    std::string text;
    for (int i = 0; i < 3; ++i) text += short_question() + ". ";
    for (int i = 0; i < 45; ++i) text += word() + (i % 9 == 8 ? ". " : " ");
    return text;
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }
  // Few are common, many rare: about 1/rank.
  std::size_t skewed(std::size_t count) {
    const double share = std::uniform_real_distribution<double>(0, 1)(random_);
    return std::min(count - 1,
                    static_cast<std::size_t>(std::pow(static_cast<double>(count), share)) - 1);
  }
  const std::string& word() { return filler_[pick(filler_.size())]; }

  std::mt19937 random_;
  std::vector<std::string> filler_;
};

}  // namespace expertise::search
