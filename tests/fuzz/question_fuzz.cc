// Understanding a question: what it says lies inside the text, is whole characters and the same
// each time, whatever the text. Over every thirtieth topic of the vocabulary (the whole of it takes
// a fuzzer too long); EXPERTISEPOOL_FUZZ_TOPICS=1 takes all.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include "search/fold.h"
#include "search/passage.h"
#include "search/question.h"
#include "search/readable.h"
#include "search/wishes.h"
#include "server/domain/text.h"
#include "tests/fuzz/property.h"

namespace {

using namespace expertise::search;
using expertise::is_utf8;
using expertise::fuzz::holds;

const Vocabulary& vocabulary() {
  static const Vocabulary made = [] {
    const char* given = std::getenv("EXPERTISEPOOL_FUZZ_TOPICS");
    const std::size_t step = given ? std::max(1, std::atoi(given)) : 30;
    std::vector<Topic> topics;
    const std::vector<Topic>& all = seed_vocabulary()->topics();
    for (std::size_t i = 0; i < all.size(); i += step) topics.push_back(all[i]);
    return Vocabulary(std::move(topics));
  }();
  return made;
}

void check_aspects(const Understood& question, bool is_whole) {
  std::set<std::string> seen;
  for (const Aspect& each : question.aspects) {
    const Topic* topic = vocabulary().find(each.topic);
    holds(topic != nullptr, "an aspect is a topic of the vocabulary");
    holds(topic->term == each.label, "an aspect carries the term of its topic");
    holds(seen.insert(each.topic).second, "a topic is one aspect");
    holds(each.strength >= 0 && each.strength <= 1, "a strength lies between 0 and 1");
    for (const std::string& word : each.words) {
      holds(!word.empty() && question.text.find(word) != std::string::npos,
            "the words of an aspect stand in the text");
      holds(!is_whole || is_utf8(word), "the words of an aspect are whole characters");
    }
  }
  for (const TopicWeight& each : question.topics) {
    holds(vocabulary().find(each.topic) != nullptr, "what it resembles is a topic");
    holds(std::isfinite(each.weight) && each.weight >= 0 && each.weight <= 1.000001,
          "a weight lies between 0 and 1");
  }
}

void check_facts(const Understood& question) {
  if (question.age) {
    holds(question.age->from >= 0 && question.age->from <= question.age->to &&
              question.age->to <= 120,
          "an age is one that people have");
  }
  for (const int each : question.ages) holds(each >= 0 && each <= 120, "a given age is one too");
  holds(question.days_until_eighteen.value_or(0) >= 0, "a birthday to come lies ahead");
  const std::vector<std::string>& domains = life_domain_names();
  for (const std::string& each : question.life_domains) {
    holds(std::find(domains.begin(), domains.end(), each) != domains.end(),
          "a life domain is one of the thirteen");
  }
  for (const std::string& each : question.languages) holds(each != "nl", "Dutch is never named");
}

// Names go out of it, each byte of them a blank; nothing else changes.
void check_affirmed(const Understood& question, bool is_whole) {
  if (question.affirmed.empty()) return;
  holds(question.affirmed.size() == question.text.size(), "what is not denied stays in its place");
  for (std::size_t i = 0; i < question.text.size(); ++i) {
    holds(question.affirmed[i] == question.text[i] || question.affirmed[i] == ' ',
          "what is denied is blank");
  }
  holds(!is_whole || is_utf8(question.affirmed), "what is not denied is whole characters");
}

void check_passage(const Understood& question, std::string_view text, bool is_whole) {
  std::string joined;
  for (const Segment& each : passage(text, question, 80)) {
    holds(!is_whole || is_utf8(each.text), "a segment is whole characters");
    joined += each.text;
  }
  holds(!is_whole || is_utf8(joined), "a passage is whole characters");
  for (const std::string& word : matched_words(text, question)) {
    const bool is_written = question.text.find(word) != std::string::npos;
    holds(is_written || fold(question.text).find(word) != std::string::npos,
          "a matched word is the question's, or part of one");
  }
}

void check_corrections(const Understood& question) {
  holds(corrected(question, {}, vocabulary()) == question, "without corrections it stays");
  if (question.aspects.empty()) return;
  const std::string topic = question.aspects.front().topic;
  const Understood without = corrected(question, {.removed_topics = {topic}}, vocabulary());
  for (const Aspect& each : without.aspects) {
    holds(each.topic != topic, "a topic that is taken away is gone");
  }
  const Understood again = corrected(without, {.added_topics = {topic}}, vocabulary());
  holds(!again.aspects.empty() && again.aspects.front().topic == topic,
        "a topic that is put back is there");
  holds(!question.acute_danger || again.acute_danger, "danger cannot be taken away");
}

void check_reading(const Understood& question, std::string_view text, bool is_whole) {
  for (const std::string& each : wishes_in(question.affirmed).professions) {
    holds(!is_whole || is_utf8(each), "a wish is whole characters");
  }
  says_nothing(text, vocabulary());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = expertise::fuzz::text_of(data, size);
  static const std::vector<std::string> neighbourhoods{"Noord", "De Waterpoort", "'t Zand"};
  constexpr std::chrono::year_month_day today{std::chrono::year(2026), std::chrono::month(3),
                                              std::chrono::day(5)};
  const bool is_whole = is_utf8(text);
  const Understood question = understand(text, vocabulary(), neighbourhoods, today);
  holds(question.text == text, "the text is the one that was given");
  check_aspects(question, is_whole);
  check_facts(question);
  check_affirmed(question, is_whole);
  holds(is_utf8(describe(question)), "the description is whole characters");
  // Each of these reads the text anew: one at a time, so that a fuzzer tries more texts.
  switch (size % 4) {
    case 0:
      holds(question == understand(text, vocabulary(), neighbourhoods, today),
            "the same text is understood the same way");
      break;
    case 1:
      check_passage(question, text, is_whole);
      break;
    case 2:
      check_corrections(question);
      break;
    default:
      check_reading(question, text, is_whole);
  }
  return 0;
}
