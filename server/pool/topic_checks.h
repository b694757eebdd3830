// What is wrong with a topic that somebody wants in the vocabulary: lengths and numbers, names that
// another topic has, references to nothing and in a circle, and values that are none of the known
// ones. Pure; it judges no rights.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "server/domain/refusal.h"
#include "server/pool/living_topics.h"

namespace expertise {

struct TopicLimits {
  static constexpr std::size_t topics = 20'000;
  static constexpr std::size_t word_characters = 120;
  static constexpr std::size_t synonyms = 80;
  static constexpr std::size_t signs = 150;
  static constexpr std::size_t near = 40;
  static constexpr std::size_t broader = 3;
  static constexpr std::size_t life_domains = 13;
  static constexpr std::size_t laws = 20;
  static constexpr std::size_t ages = 6;
  static constexpr std::size_t who = 40;
};

/// What a topic may name, each list in order of the alphabet: what the topics of the product and
/// the lexicon of search name.
struct TopicChoices {
  std::vector<std::string> life_domains;
  std::vector<std::string> laws;
  std::vector<std::string> ages;
};
TopicChoices topic_choices(const search::Vocabulary& seed);

/// The topic without white space around its words.
search::Topic tidied(search::Topic topic);

/// Every fault, with its place as a JSON pointer of the API's body. `topics` are the others as they
/// will be; `before` is the topic as it was, or null when it is new: a name that it had already, or
/// has in the product, is never a fault, though another topic carries it too or it says nothing.
std::vector<Fault> faults(const search::Topic& topic, bool retired, const LivingTopic* before,
                          const LivingTopics& topics, const TopicChoices& choices);

/// Adds what is wrong with a new topic beside that; with it there are `count` in all.
void add_faults_of_new(const search::Topic& topic, std::size_t count, std::vector<Fault>& found);

}  // namespace expertise
