#include "server/pool/topic_checks.h"

#include <algorithm>
#include <set>

#include "search/dutch.h"
#include "search/everyday.h"
#include "search/fold.h"
#include "search/lexicon.h"
#include "server/domain/text.h"
#include "server/pool/topic_difference.h"

namespace expertise {

namespace {

using Entries = std::vector<std::string>;

bool holds(const Entries& entries, const std::string& entry) {
  return std::find(entries.begin(), entries.end(), entry) != entries.end();
}

std::string at(std::string_view place, std::size_t index) {
  return std::string(place) + '/' + std::to_string(index);
}

/// The names of a topic, folded.
void add_names(const search::Topic& topic, std::set<std::string>& names) {
  if (topic.term.empty()) return;
  names.insert(search::fold(topic.term));
  for (const std::string& each : topic.synonyms) names.insert(search::fold(each));
}

/// A word that any question may hold, or a single letter: search passes it over.
bool is_small(const search::Word& word) { return word.stop || word.token.folded.size() == 1; }

/// A comma or semicolon parts words; not a comma behind a digit: "1,5-lijnszorg", "artikel 12, lid
/// 2".
bool is_list(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ';') return true;
    if (text[i] == ',' && (i == 0 || text[i - 1] < '0' || text[i - 1] > '9')) return true;
  }
  return false;
}

/// How many words a text has, if they are all small; else 0.
std::size_t small_words_in(const std::string& text) {
  const std::vector<search::Word> words = search::analyse(text);
  return std::all_of(words.begin(), words.end(), is_small) ? words.size() : 0;
}

class Checker {
 public:
  Checker(const search::Topic& topic, const LivingTopic* before, const LivingTopics& topics)
      : topic_(topic), topics_(topics) {
    if (!before) return;
    add_all_words(before->topic);
    add_all_words(before->seed);
    if (!before->retired) add_names(before->topic, own_names_);
    add_names(before->seed, own_names_);
  }

  void word(const std::string& value, const std::string& place) {
    const std::size_t before = found_.size();
    check_text(value, {.least = 1, .most = TopicLimits::word_characters}, place, found_);
    if (found_.size() > before) return;
    if (value.find(topic_separator) != std::string::npos) {
      found_.push_back({place, "separator_in_word"});
    } else if (search::fold(value).empty()) {
      found_.push_back({place, "word_without_letters"});
    }
  }

  void term(const std::string& value) {
    const std::size_t before = found_.size();
    word(value, "/term");
    if (found_.size() > before || own_words_.contains(value)) return;
    if (small_words_in(value) > 0) found_.push_back({"/term", "only_small_words"});
  }

  /// Of several words together also small ones can say much ("wil er niet meer zijn").
  void not_small(const Entries& entries, std::string_view place) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (own_words_.contains(entries[i]) || small_words_in(entries[i]) != 1) continue;
      found_.push_back({at(place, i), "small_word"});
    }
  }

  /// A name that any question holds would find its topic in any question. A list in one name is
  /// found in none.
  void telling_name(const std::string& name, const std::string& place) {
    if (own_terms_.contains(name) || small_words_in(name) > 0) return;
    if (search::is_everyday(name)) {
      found_.push_back({place, "everyday_word"});
    } else if (place != "/term" && is_list(name)) {
      found_.push_back({place, "list_in_one_word"});
    }
  }

  /// What is the same but for case, accents and signs is there twice, unless it was so before: the
  /// product's own lists hold spelling variants. `seen` are words that count too, folded.
  void words(const Entries& entries, const Entries& known, std::size_t most, std::string_view place,
             std::set<std::string> seen = {}) {
    if (!few_enough(entries, most, place)) return;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::size_t before = found_.size();
      word(entries[i], at(place, i));
      if (found_.size() > before) continue;
      const auto here = entries.begin() + static_cast<std::ptrdiff_t>(i);
      const bool is_repeated = std::find(entries.begin(), here, entries[i]) != here;
      const bool is_new_there = seen.insert(search::fold(entries[i])).second;
      if (is_repeated || (!is_new_there && !holds(known, entries[i]))) {
        found_.push_back({at(place, i), "duplicate"});
      }
    }
  }

  void name(const std::string& name, const std::string& place) {
    if (own_names_.contains(search::fold(name))) return;
    if (const LivingTopic* owner = topics_.owner_of(name, topic_.code)) {
      found_.push_back({place, "name_of_another_topic", {{"topic", owner->topic.term}}});
    } else if (own_terms_.contains(name)) {
      return;
    } else if (const LivingTopic* form_of = topics_.owner_of_form(name, topic_.code)) {
      found_.push_back({place, "form_of_another_name", {{"topic", form_of->topic.term}}});
    }
  }

  void references(const Entries& codes, const Entries& known, std::size_t most,
                  std::string_view place) {
    if (!few_enough(codes, most, place)) return;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const LivingTopic* other = topics_.find(codes[i]);
      const auto here = codes.begin() + static_cast<std::ptrdiff_t>(i);
      if (codes[i] == topic_.code) {
        found_.push_back({at(place, i), "refers_to_itself"});
      } else if (!other || (other->retired && !holds(known, codes[i]))) {
        found_.push_back({at(place, i), "unknown_topic"});
      } else if (std::find(codes.begin(), here, codes[i]) != here) {
        found_.push_back({at(place, i), "duplicate"});
      }
    }
  }

  void choices(const Entries& entries, const Entries& known, std::size_t most,
               std::string_view place) {
    if (!few_enough(entries, most, place)) return;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto here = entries.begin() + static_cast<std::ptrdiff_t>(i);
      if (!holds(known, entries[i])) {
        found_.push_back({at(place, i), "not_an_option"});
      } else if (std::find(entries.begin(), here, entries[i]) != here) {
        found_.push_back({at(place, i), "duplicate"});
      }
    }
  }

  void fault(std::string place, std::string code,
             std::map<std::string, std::string> parameters = {}) {
    found_.push_back({std::move(place), std::move(code), std::move(parameters)});
  }

  std::vector<Fault> found() { return std::move(found_); }

 private:
  void add_all_words(const search::Topic& topic) {
    own_terms_.insert(topic.term);
    own_terms_.insert(topic.synonyms.begin(), topic.synonyms.end());
    own_words_.insert(own_terms_.begin(), own_terms_.end());
    own_words_.insert(topic.signs.begin(), topic.signs.end());
  }

  bool few_enough(const Entries& entries, std::size_t most, std::string_view place) {
    if (entries.size() <= most) return true;
    found_.push_back({std::string(place), "too_many", {{"limit", std::to_string(most)}}});
    return false;
  }

  const search::Topic& topic_;
  const LivingTopics& topics_;
  std::set<std::string> own_names_;  // folded
  std::set<std::string> own_terms_;  // with the synonyms, as they are written
  std::set<std::string> own_words_;  // with the signs too
  std::vector<Fault> found_;
};

}  // namespace

TopicChoices topic_choices(const search::Vocabulary& seed) {
  std::set<std::string> life_domains;
  std::set<std::string> laws;
  std::set<std::string> ages;
  for (const search::Topic& topic : seed.topics()) {
    life_domains.insert(topic.life_domains.begin(), topic.life_domains.end());
    laws.insert(topic.laws.begin(), topic.laws.end());
    ages.insert(topic.ages.begin(), topic.ages.end());
  }
  for (const search::Law& law : search::laws()) laws.insert(law.name);
  const auto listed = [](const std::set<std::string>& all) {
    return Entries(all.begin(), all.end());
  };
  return {listed(life_domains), listed(laws), listed(ages)};
}

search::Topic tidied(search::Topic topic) {
  const auto trim = [](std::string& text) { text = std::string(trimmed(text)); };
  trim(topic.term);
  for (const auto& [name, entries] : topic_lists) {
    for (std::string& each : topic.*entries) trim(each);
  }
  return topic;
}

std::vector<Fault> faults(const search::Topic& topic, bool retired, const LivingTopic* before,
                          const LivingTopics& topics, const TopicChoices& choices) {
  using Limits = TopicLimits;
  Checker check(topic, before, topics);
  check.term(topic.term);
  const search::Topic& was = before ? before->topic : topic;
  const Entries none;
  const auto known = [&](const Entries& entries) -> const Entries& {
    return before ? entries : none;
  };
  check.words(topic.synonyms, known(was.synonyms), Limits::synonyms, "/synonyms",
              {search::fold(topic.term)});
  check.words(topic.signs, known(was.signs), Limits::signs, "/signs");
  check.not_small(topic.synonyms, "/synonyms");
  check.not_small(topic.signs, "/signs");
  check.telling_name(topic.term, "/term");
  for (std::size_t i = 0; i < topic.synonyms.size(); ++i) {
    check.telling_name(topic.synonyms[i], at("/synonyms", i));
  }
  check.words(topic.who, known(was.who), Limits::who, "/who");
  if (!retired) {
    check.name(topic.term, "/term");
    for (std::size_t i = 0; i < topic.synonyms.size(); ++i) {
      check.name(topic.synonyms[i], at("/synonyms", i));
    }
  }
  check.references(topic.near, known(was.near), Limits::near, "/near");
  check.references(topic.broader, known(was.broader), Limits::broader, "/broader");
  if (topics.is_in_circle(topic)) check.fault("/broader", "circle_of_topics");
  check.choices(topic.life_domains, choices.life_domains, Limits::life_domains, "/lifeDomains");
  check.choices(topic.laws, choices.laws, Limits::laws, "/laws");
  check.choices(topic.ages, choices.ages, Limits::ages, "/ageGroups");
  if (retired && before && !before->retired && !topics.narrower(topic.code).empty()) {
    check.fault("/retired", "has_narrower_topics",
                {{"count", std::to_string(topics.narrower(topic.code).size())}});
  }
  return check.found();
}

void add_faults_of_new(const search::Topic& topic, std::size_t count, std::vector<Fault>& found) {
  const auto limit = [](std::size_t most) {
    return std::map<std::string, std::string>{{"limit", std::to_string(most)}};
  };
  // Letters of the term may be two in the code.
  if (topic.code.size() > TopicLimits::word_characters) {
    found.push_back({"/term", "too_long", limit(TopicLimits::word_characters)});
  }
  if (count > TopicLimits::topics) {
    found.push_back({"/term", "too_many", limit(TopicLimits::topics)});
  }
}

}  // namespace expertise
