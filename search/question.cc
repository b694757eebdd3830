// Understanding goes in stages, each visible in the result: words, what is negated, topics, and
// then what the topics and the wording say of domains, laws, ages, languages and places.
#include "search/question.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "search/acute.h"
#include "search/cues.h"
#include "search/dutch.h"
#include "search/eighteen_in_text.h"
#include "search/fold.h"
#include "search/in_passing.h"
#include "search/languages_spoken.h"
#include "search/lexicon.h"
#include "search/negation.h"
#include "search/question_age.h"
#include "search/topic_finder.h"
#include "search/urgency.h"

namespace expertise::search {
namespace {

// An asker can look over about this many; a question rarely has more strands.
constexpr std::size_t max_aspects = 8;
// A topic that is less than this part of the strongest is a resemblance, not an aspect. Of those
// from here to a half one in four is right, by who knows of it: a team is better for them, and they
// are told as what it may be about besides.
constexpr double aspect_threshold = 0.2;
// What is said by name is a matter of its own even when the text says more of another.
constexpr double named_strength = 0.3;
constexpr double guess_part = 0.5;
// What is only said in passing may still be part of it.
constexpr double mentioned_share = 0.5;
// When the best topic accounts for less than the first part of what the best known sentence says,
// the vocabulary knows nothing of the matter and the words decide; from the second part on it does.
constexpr double unknown_below = 0.1;
constexpr double known_from = 0.6;
// What the asker adds is meant, however little was understood.
constexpr double added_topic = 0.5;
// Two topics with this many neighbours in common are one matter under two names.
constexpr int same_matter = 2;
constexpr std::size_t max_domains = 3;
constexpr std::size_t max_laws = 4;
constexpr std::size_t max_aspect_words = 4;
constexpr std::size_t words_before_place = 4;

const std::array<std::string_view, 13> domain_names{"Financiën",
                                                    "Werk en opleiding",
                                                    "Tijdsbesteding",
                                                    "Huisvesting",
                                                    "Huiselijke relaties",
                                                    "Geestelijke gezondheid",
                                                    "Lichamelijke gezondheid",
                                                    "Middelengebruik",
                                                    "Basale ADL",
                                                    "Instrumentele ADL",
                                                    "Sociaal netwerk",
                                                    "Maatschappelijke participatie",
                                                    "Justitie"};

std::string written(std::string_view text, const std::vector<Word>& words, std::size_t first,
                    std::size_t count) {
  const std::size_t begin = words[first].token.begin;
  return std::string(text.substr(begin, words[first + count - 1].token.end - begin));
}

// True when all that brought an aspect is said in passing: every place where it is named, or, when
// it is not named, every word that it resembles.
bool is_mentioned(const std::vector<bool>& passing, const std::vector<NamedTopic>& names,
                  std::uint32_t topic, const std::vector<std::size_t>& bringing) {
  bool named = false;
  for (const NamedTopic& name : names) {
    if (name.topic != topic) continue;
    named = true;
    if (!passing[name.first]) return false;
  }
  if (named) return true;
  return !bringing.empty() &&
         std::all_of(bringing.begin(), bringing.end(), [&](std::size_t at) { return passing[at]; });
}

bool is_same_matter(const TopicFinder& finder, std::uint32_t one, std::uint32_t other) {
  const std::vector<std::uint32_t>& near_one = finder.neighbours(one);
  const std::vector<std::uint32_t>& near_other = finder.neighbours(other);
  const auto has = [](const std::vector<std::uint32_t>& list, std::uint32_t topic) {
    return std::find(list.begin(), list.end(), topic) != list.end();
  };
  if (has(near_one, other) || has(near_other, one)) return true;
  return std::count_if(near_one.begin(), near_one.end(),
                       [&](std::uint32_t near) { return has(near_other, near); }) >= same_matter;
}

// The topics of the question for matching, strongest first, and the strongest as aspects.
void find_topics(Understood& result, const std::vector<Word>& words, const NamesFound& names,
                 const Vocabulary& vocabulary) {
  const TopicFinder& finder = vocabulary.finder();
  std::unordered_set<std::uint32_t> gone;
  for (const NamedTopic& name : names.negated) gone.insert(name.topic);
  for (const NamedTopic& name : names.affirmed) gone.erase(name.topic);
  const Subject subject = finder.subject({{analyse(result.affirmed)}});
  TopicVector topics = subject.topics;
  std::erase_if(topics, [&](const auto& topic) { return gone.contains(topic.first); });
  std::sort(topics.begin(), topics.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  const double sureness =
      std::clamp((subject.best_known - unknown_below) / (known_from - unknown_below), 0.0, 1.0);
  for (const auto& [number, weight] : topics) {
    result.topics.push_back({vocabulary.topics()[number].code, sureness * weight});
  }

  const std::vector<bool> passing = in_passing(result.text, words);
  std::unordered_map<std::uint32_t, std::vector<std::string>> named;
  for (const NamedTopic& name : names.affirmed) {
    named[name.topic].push_back(written(result.text, words, name.first, name.count));
  }
  std::vector<std::uint32_t> chosen;
  auto named_left =
      static_cast<std::size_t>(std::count_if(topics.begin(), topics.end(), [&](const auto& topic) {
        return named.contains(topic.first);
      }));
  std::unordered_map<std::uint32_t, double> phrases = finder.phrases_in(words);
  for (const auto& [number, weight] : topics) {
    if (result.aspects.size() >= max_aspects) break;
    const auto name = named.find(number);
    const bool is_named = name != named.end();
    const double strength = std::max(weight / topics.front().second, is_named ? named_strength : 0);
    if (strength < aspect_threshold) {
      if (named_left == 0) break;
      continue;
    }
    named_left -= is_named ? 1 : 0;
    // What is named has its place, however much the text resembles besides.
    if (!is_named && result.aspects.size() + named_left >= max_aspects) continue;
    if (!is_named && phrases[number] < guess_part) continue;
    const bool again = std::any_of(
        chosen.begin(), chosen.end(),
        [&, topic = number](std::uint32_t other) { return is_same_matter(finder, topic, other); });
    if (name == named.end() && again) continue;
    chosen.push_back(number);
    Aspect aspect;
    aspect.topic = vocabulary.topics()[number].code;
    aspect.label = vocabulary.topics()[number].term;
    aspect.certain = name != named.end();
    aspect.strength = strength;
    if (aspect.certain) aspect.words = name->second;
    const std::vector<std::size_t> bringing = finder.bringing(words, number, max_aspect_words);
    aspect.mentioned = is_mentioned(passing, names.affirmed, number, bringing);
    if (aspect.mentioned) aspect.strength *= mentioned_share;
    for (const std::size_t at : bringing) {
      std::string word = written(result.text, words, at, 1);
      if (!aspect.certain &&
          std::find(aspect.words.begin(), aspect.words.end(), word) == aspect.words.end()) {
        aspect.words.push_back(std::move(word));
      }
    }
    result.aspects.push_back(std::move(aspect));
  }
  std::stable_sort(result.aspects.begin(), result.aspects.end(),
                   [](const Aspect& a, const Aspect& b) { return a.strength > b.strength; });
  for (const NamedTopic& name : names.negated) {
    if (!gone.erase(name.topic)) continue;
    Aspect aspect;
    aspect.topic = vocabulary.topics()[name.topic].code;
    aspect.label = vocabulary.topics()[name.topic].term;
    aspect.words = {written(result.text, words, name.first, name.count)};
    aspect.negated = true;
    aspect.certain = true;
    result.aspects.push_back(std::move(aspect));
  }
}

// Names by the summed strength of the aspects that carry them, those of at least `share` of the
// strongest. What is denied or only said in passing carries nothing.
std::vector<std::string> carried(const std::vector<Aspect>& aspects, const Vocabulary& vocabulary,
                                 const std::vector<std::string> Topic::*list, double share,
                                 std::size_t limit) {
  std::map<std::string, double> sums;
  for (const Aspect& aspect : aspects) {
    const bool told = !aspect.negated && !aspect.mentioned;
    const Topic* topic = told ? vocabulary.find(aspect.topic) : nullptr;
    if (topic == nullptr) continue;
    for (const std::string& name : topic->*list) sums[name] += aspect.strength;
  }
  std::vector<std::pair<std::string, double>> ordered(sums.begin(), sums.end());
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> result;
  for (const auto& [name, sum] : ordered) {
    if (result.size() == limit || sum < share * ordered.front().second) break;
    result.push_back(name);
  }
  return result;
}

// True when the folded text holds the folded phrase as whole words.
bool holds(const std::string& padded, std::string_view phrase) {
  if (phrase.empty()) return false;
  return padded.find(" " + std::string(phrase) + " ") != std::string::npos;
}

void find_laws(Understood& result, const std::string& padded, const Vocabulary& vocabulary) {
  for (const Law& law : laws()) {
    if (std::any_of(law.phrases.begin(), law.phrases.end(),
                    [&](const std::string& phrase) { return holds(padded, phrase); })) {
      result.laws.push_back(law.name);
    }
  }
  for (std::string& law : carried(result.aspects, vocabulary, &Topic::laws, 0.4, max_laws)) {
    if (law != "overig" && result.laws.size() < max_laws &&
        std::find(result.laws.begin(), result.laws.end(), law) == result.laws.end()) {
      result.laws.push_back(std::move(law));
    }
  }
}

// Life domains and laws of the aspects as they are now, besides the laws that the text names.
void follow_topics(Understood& result, const std::string& padded, const Vocabulary& vocabulary) {
  result.life_domains =
      carried(result.aspects, vocabulary, &Topic::life_domains, 0.35, max_domains);
  result.laws.clear();
  find_laws(result, padded, vocabulary);
}

void take_away(std::vector<std::string>& from, const std::vector<std::string>& these) {
  std::erase_if(from, [&](const std::string& each) {
    return std::find(these.begin(), these.end(), each) != these.end();
  });
}

// The age of who becomes 18 in so many days.
int age_before(int days) { return 17 - (days - 1) / 365; }

// The asker says of what age the question is: the text no longer tells it.
void set_age(Understood& question, AgeBand age) {
  if (question.age == age) return;
  question.age = age;
  question.ages.clear();
  const std::optional<int> days = question.days_until_eighteen;
  question.days_until_eighteen.reset();
  if (age.from != age.to) return;
  question.ages = {age.from};
  if (age.from == 17) question.days_until_eighteen = some_day_this_year;
  // A birthday that is told to come agrees with the age of now.
  if (days && age_before(*days) == age.from) question.days_until_eighteen = days;
}

void add_each(std::vector<std::string>& to, const std::vector<std::string>& these) {
  for (const std::string& each : these) {
    if (std::find(to.begin(), to.end(), each) == to.end()) to.push_back(each);
  }
}

bool has_moved_from(const std::vector<Word>& words, std::size_t place) {
  const auto folded = [&](std::size_t at) { return std::string_view(words[at].token.folded); };
  const bool from = place > 0 && folded(place - 1) == "uit";
  bool left = false;
  for (std::size_t at = place - std::min(place, words_before_place); at < place; ++at) {
    if (words[at].token.starts_sentence) left = false;
    left = left || is_one_of(folded(at), {"woonde", "woonden", "vertrok", "vertrokken"}) ||
           (from && is_one_of(folded(at), {"verhuisd", "verhuisde", "weg"})) ||
           (folded(at) == "niet" && is_one_of(folded(at + 1), {"in", "meer"}));
  }
  return left && !words[place].token.starts_sentence;
}

// A neighbourhood that somebody left is not that of the question: "woonde vroeger in Kruiskamp".
bool is_lived_in(const std::vector<Word>& words, const std::vector<bool>& passing,
                 const std::string& name) {
  const std::vector<Token> wanted = tokens(name);
  for (std::size_t at = 0; at + wanted.size() <= words.size() && !wanted.empty(); ++at) {
    const bool stands = std::equal(
        wanted.begin(), wanted.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
        [](const Token& token, const Word& word) { return token.folded == word.token.folded; });
    if (stands && !passing[at] && !has_moved_from(words, at)) return true;
  }
  return false;
}

// The same words, of which these say nothing.
std::vector<Word> silenced(std::vector<Word> words, const std::vector<std::size_t>& places) {
  for (const std::size_t at : places) {
    words[at].stop = true;
    words[at].term.clear();
    words[at].parts.clear();
  }
  return words;
}

// Danger, and the topic that its words tell of: they are small words as a rule ("wil er niet meer
// zijn"), by which none is recognised.
void find_danger(Understood& result, const std::vector<Word>& words, const Vocabulary& vocabulary) {
  for (const AcuteFound& found : acute_danger(result.text, words)) {
    result.acute_danger = true;
    const Topic* topic = vocabulary.find(found.topic);
    const bool told = std::any_of(result.aspects.begin(), result.aspects.end(),
                                  [](const Aspect& each) { return !each.negated; });
    const bool known =
        std::any_of(result.aspects.begin(), result.aspects.end(),
                    [&](const Aspect& each) { return each.topic == found.topic && !each.negated; });
    if (topic == nullptr || known || (found.by_silence && told)) continue;
    std::string said = written(result.text, words, found.first, found.count);
    if (told) {
      const double strongest =
          result.topics.empty() ? added_topic : std::max(added_topic, result.topics.front().weight);
      std::erase_if(result.topics, [&](const auto& each) { return each.topic == topic->code; });
      result.topics.insert(result.topics.begin(), {topic->code, strongest});
    } else {
      result.topics = {{topic->code, 1.0}};
    }
    std::erase_if(result.aspects, [&](const Aspect& each) { return each.topic == topic->code; });
    result.aspects.insert(result.aspects.begin(),
                          Aspect{topic->code, topic->term, {std::move(said)}, false, true, 1.0});
  }
}

std::string joined(const std::vector<std::string>& items) {
  std::string result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) result += i + 1 == items.size() ? " en " : ", ";
    result += items[i];
  }
  return result;
}

std::string in_words(const AgeBand& age) {
  if (age.from == age.to) return std::to_string(age.from) + " jaar";
  if (age.to >= 120) return std::to_string(age.from) + " jaar en ouder";
  return std::to_string(age.from) + " tot en met " + std::to_string(age.to) + " jaar";
}

}  // namespace

const std::vector<std::string>& life_domain_names() {
  static const std::vector<std::string> names(domain_names.begin(), domain_names.end());
  return names;
}

std::string language_code(std::string_view written) {
  static const std::unordered_map<std::string, std::string> codes = [] {
    std::unordered_map<std::string, std::string> result;
    for (const Language& language : languages()) {
      result.emplace(language.code, language.code);
      for (const std::string& word : language.words) result.emplace(word, language.code);
    }
    return result;
  }();
  std::string folded = fold(written);
  const auto found = codes.find(folded);
  return found == codes.end() ? folded : found->second;
}

std::string language_name(std::string_view code) {
  for (const Language& language : languages()) {
    if (language.code == code) return language.name;
  }
  return std::string(code);
}

Understood understand(std::string_view question, const Vocabulary& vocabulary,
                      const std::vector<std::string>& neighbourhoods,
                      std::optional<std::chrono::year_month_day> today) {
  Understood result;
  result.text = std::string(cut(question, max_question_bytes));
  const std::vector<Word> words = analyse(result.text);
  if (words.empty()) return result;
  const NamesFound names = find_names(result.text, words, vocabulary, Teller::asker);
  const std::vector<std::size_t> denied =
      denied_words(result.text, words, names, vocabulary.finder(), Teller::asker);
  result.affirmed = without(result.text, words, denied);
  find_topics(result, silenced(words, denied), names, vocabulary);
  find_danger(result, words, vocabulary);

  const std::string padded = " " + fold(result.text) + " ";
  follow_topics(result, padded, vocabulary);
  result.languages = languages_spoken(result.text, words);
  if (!neighbourhoods.empty()) {
    const std::vector<bool> passing = in_passing(result.text, words);
    for (const std::string& name : neighbourhoods) {
      if (is_lived_in(words, passing, name)) result.neighbourhoods.push_back(name);
    }
  }
  result.age = age_of(words, today);
  result.ages = ages_in(words, today);
  result.days_until_eighteen = days_until_eighteen(words, today);
  if (const auto days = result.days_until_eighteen; days && *days != some_day_this_year) {
    const int years = age_before(*days);
    const bool open = result.ages.empty() && years >= 0;
    if (open && (!result.age || result.age->overlaps({years, years}))) {
      result.age = AgeBand{years, years};
    }
  }
  result.urgent = is_urgent(result.text, words);
  return result;
}

KeyedTopics::KeyedTopics(std::vector<TopicWeight> topics) : topics_(std::move(topics)) {
  keys_.reserve(topics_.size());
  for (const TopicWeight& each : topics_) keys_.push_back(topic_key(each.topic));
}

Understood without_topic(Understood question, std::string_view topic) {
  std::erase_if(question.aspects, [&](const Aspect& a) { return a.topic == topic; });
  std::erase_if(question.topics, [&](const TopicWeight& t) { return t.topic == topic; });
  return question;
}

Understood with_topic(Understood question, std::string_view topic, const Vocabulary& vocabulary) {
  const Topic* known = vocabulary.find(topic);
  if (known == nullptr) return question;
  question = without_topic(std::move(question), topic);
  const double strongest =
      question.topics.empty() ? 1.0 : std::max(added_topic, question.topics.front().weight);
  question.topics.insert(question.topics.begin(), {known->code, strongest});
  question.aspects.insert(question.aspects.begin(),
                          Aspect{known->code, known->term, {}, false, true, 1.0});
  return question;
}

Understood corrected(Understood question, const Corrections& corrections,
                     const Vocabulary& vocabulary) {
  for (const std::string& topic : corrections.removed_topics) {
    question = without_topic(std::move(question), topic);
  }
  for (const std::string& topic : corrections.added_topics) {
    question = with_topic(std::move(question), topic, vocabulary);
  }
  if (!corrections.removed_topics.empty() || !corrections.added_topics.empty()) {
    follow_topics(question, " " + fold(question.text) + " ", vocabulary);
  }
  const Facets& removed = corrections.removed;
  take_away(question.life_domains, removed.life_domains);
  take_away(question.laws, removed.laws);
  take_away(question.languages, removed.languages);
  take_away(question.neighbourhoods, removed.neighbourhoods);
  if (removed.urgency) question.urgent = false;
  // A birthday that is told without an age goes with any age that was taken away.
  const bool ageless = question.age ? std::find(removed.ages.begin(), removed.ages.end(),
                                                *question.age) != removed.ages.end()
                                    : !removed.ages.empty();
  if (ageless) {
    question.age.reset();
    question.ages.clear();
    question.days_until_eighteen.reset();
  }
  const Facets& added = corrections.added;
  add_each(question.life_domains, added.life_domains);
  add_each(question.laws, added.laws);
  add_each(question.languages, added.languages);
  add_each(question.neighbourhoods, added.neighbourhoods);
  if (!added.ages.empty()) set_age(question, added.ages.back());
  return question;
}

std::string describe(const Understood& question) {
  if (question.empty()) return {};
  std::vector<std::string> about;
  std::vector<std::string> perhaps;
  std::vector<std::string> mentioned;
  std::vector<std::string> not_about;
  for (const Aspect& aspect : question.aspects) {
    (aspect.negated       ? not_about
     : aspect.mentioned   ? mentioned
     : aspect.suspected() ? perhaps
                          : about)
        .push_back(aspect.label);
  }
  std::string result = about.empty() ? "Geen onderwerp herkend; er is op de woorden gezocht."
                                     : "Gaat over " + joined(about) + ".";
  if (!perhaps.empty()) result += " Misschien ook over " + joined(perhaps) + ".";
  if (!mentioned.empty()) result += " Zijdelings genoemd: " + joined(mentioned) + ".";
  if (!not_about.empty()) result += " Niet over " + joined(not_about) + ".";
  if (question.urgent) result += " Er is haast.";
  if (question.age) result += " Leeftijd: " + in_words(*question.age) + ".";
  if (const std::optional<int> days = question.days_until_eighteen) {
    const int months = std::max(1, (*days + 15) / 30);
    result += *days == some_day_this_year ? " Wordt binnen een jaar 18."
              : *days < nearly_a_month    ? " Wordt binnen een maand 18."
              : months == 1               ? " Wordt over ongeveer een maand 18."
                            : " Wordt over ongeveer " + std::to_string(months) + " maanden 18.";
  }
  if (!question.life_domains.empty()) {
    result += " Leefgebied: " + joined(question.life_domains) + ".";
  }
  if (!question.laws.empty()) result += " Wet: " + joined(question.laws) + ".";
  if (!question.languages.empty()) {
    std::vector<std::string> spoken;
    for (const std::string& code : question.languages) spoken.push_back(language_name(code));
    result += " Taal: " + joined(spoken) + ".";
  }
  if (!question.neighbourhoods.empty()) {
    result += " Wijk: " + joined(question.neighbourhoods) + ".";
  }
  return result;
}

}  // namespace expertise::search
