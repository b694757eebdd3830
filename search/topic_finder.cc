// Scores are BM25 with the impact of each posting worked out beforehand, so that a question is one
// pass over its terms' lists. A topic's words lie scattered over its many signs, so the best of its
// phrases is scored as well: words that stand together in one sign say more than the same words
// out of different ones.
#include "search/topic_finder.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_set>
#include <utility>

namespace expertise::search {
namespace {

// What the fields of a topic weigh against each other. Names say most; signs are many and loose.
constexpr double term_weight = 3.0;
constexpr double synonym_weight = 2.0;
constexpr double sign_weight = 1.7;
constexpr double who_weight = 1.0;
// Pieces of words catch misspellings and compounds that no list knows.
constexpr double piece_weight = 0.2;

// What the topic's best phrase brings beside its document. Measured, from 0.5 to 0.85 does equally
// well; without it more first places are wrong.
constexpr float phrase_weight = 0.7F;
// One word of a sign is a coincidence; only a name of one word counts by itself.
constexpr float phrase_words = 2;
constexpr float whole_phrase = 0.99F;
// "Plast in bed" is told of many children whom something befell; for who says no more it is the
// matter itself.
constexpr float whole_phrase_bonus = 1.2F;

// BM25 for texts of some hundred words that are lists rather than prose: a word that comes back in
// many signs says little more, and a topic with many signs is no less likely.
constexpr double k1 = 0.6;
constexpr double b = 0.25;
constexpr double max_repetition = 3.0;

// Less than this part of what one unique word brings is a shared piece or two of some word, a
// likeness of letters and not of meaning.
constexpr double min_resemblance = 0.55;

// Of a sentence this many topics are kept, by the square of their score against the best, so that
// only what stands out counts.
constexpr std::size_t best_of_sentence = 12;
constexpr double neighbour_share = 0.35;
// A topic that is named outright counts besides for what it resembles.
constexpr double named_share = 0.7;
// Up to this many words are one thought; longer texts count by sentence and as a whole.
constexpr std::size_t one_thought = 12;
constexpr std::ptrdiff_t min_content_words = 2;

constexpr std::size_t piece_length = 4;

// "geen vast inkomen": what there is none of may have words before it.
constexpr std::size_t lack_reach = 3;

double information(double holders, double count) {
  return std::log(1 + (count - holders + 0.5) / (holders + 0.5));
}

// The overlapping pieces of four letters of the words, each with how often it stands, in order.
std::vector<std::pair<std::uint32_t, double>> pieces_of(const std::vector<Word>& words) {
  std::vector<std::uint32_t> all;
  for (const Word& word : words) {
    const std::string& folded = word.token.folded;
    if (word.stop || !word.token.has_letter) continue;
    for (std::size_t i = 0; i + piece_length <= folded.size(); ++i) {
      std::uint32_t piece = 0;
      std::memcpy(&piece, folded.data() + i, piece_length);
      all.push_back(piece);
    }
  }
  std::sort(all.begin(), all.end());
  std::vector<std::pair<std::uint32_t, double>> result;
  for (const std::uint32_t piece : all) {
    if (!result.empty() && result.back().first == piece) {
      result.back().second += 1;
    } else {
      result.emplace_back(piece, 1);
    }
  }
  return result;
}

std::string name_key(const std::vector<Word>& words, std::size_t first, std::size_t count) {
  std::string key;
  for (std::size_t i = first; i < first + count; ++i) {
    if (!key.empty()) key += ' ';
    key += words[i].term;
  }
  return key;
}

}  // namespace

// What the texts of one topic come to, whatever other topics there are.
struct TopicFinder::Texts {
  struct Name {
    std::string first;  // stem of its first word
    std::size_t words;
    std::string key;
  };

  explicit Texts(const Topic& topic) {
    add(topic.term, term_weight);
    add_name(topic.term);
    for (const std::string& synonym : topic.synonyms) {
      add(synonym, synonym_weight);
      add_name(synonym);
    }
    for (const std::string& sign : topic.signs) add(sign, sign_weight);
    for (const std::string& profession : topic.who) add(profession, who_weight);
  }

  void add(std::string_view text, double weight) {
    const std::vector<Word> of_text = analyse(text);
    for (const Word& word : of_text) words.push_back(word.token.folded);
    note_lacked(of_text);
    std::vector<WeightedTerm> phrase = terms(of_text);
    for (const WeightedTerm& term : phrase) frequencies[term.term] += weight * term.weight;
    if (weight > who_weight) phrases.push_back(std::move(phrase));
    for (const auto& [piece, count] : pieces_of(of_text)) {
      pieces[piece] += weight * piece_weight * count;
    }
  }

  void add_name(std::string_view name) {
    const std::vector<Word> of_name = analyse(name);
    if (of_name.empty() || of_name.size() > 8) return;
    names.push_back({of_name.front().term, of_name.size(), name_key(of_name, 0, of_name.size())});
  }

  void note_lacked(const std::vector<Word>& of_text) {
    for (std::size_t at = 0; at < of_text.size(); ++at) {
      const std::string& word = of_text[at].token.folded;
      if (word != "geen" && word != "zonder") continue;
      for (std::size_t next = at + 1; next < of_text.size() && next <= at + lack_reach; ++next) {
        lacked.push_back(of_text[next].term);
      }
    }
  }

  std::vector<std::string> words;  // folded, as often as they stand
  std::vector<std::string> lacked;
  std::vector<Name> names;
  std::vector<std::vector<WeightedTerm>> phrases;  // of names and signs
  std::unordered_map<std::string, double> frequencies;
  std::unordered_map<std::uint32_t, double> pieces;
};

namespace {

bool same_texts(const Topic& one, const Topic& other) {
  return one.term == other.term && one.synonyms == other.synonyms && one.signs == other.signs &&
         one.who == other.who;
}

}  // namespace

TopicFinder::TopicFinder(const std::vector<Topic>& topics, const TopicFinder* former)
    : topics_(topics), own_(std::make_unique<OwnTopics[]>(topics.size())) {
  std::unordered_map<std::string_view, std::uint32_t> known;
  if (former != nullptr) {
    for (std::uint32_t number = 0; number < former->topics_.size(); ++number) {
      known.emplace(former->topics_[number].code, number);
    }
    by_term_.reserve(former->by_term_.size());
    by_piece_.reserve(former->by_piece_.size());
    phrases_.reserve(former->phrases_.size());
  }
  texts_.reserve(topics.size());
  for (std::uint32_t number = 0; number < topics.size(); ++number) {
    const auto found = known.find(topics[number].code);
    const bool same =
        found != known.end() && same_texts(former->topics_[found->second], topics[number]);
    texts_.push_back(same ? former->texts_[found->second]
                          : std::make_shared<const Texts>(topics[number]));
    add_document(number, *texts_.back());
  }
  finish_documents();
  finish_phrases();
  link_neighbours();
}

void TopicFinder::add_document(std::uint32_t number, const Texts& texts) {
  for (const std::string& word : texts.words) ++words_[word];
  lacked_.insert(texts.lacked.begin(), texts.lacked.end());
  for (const Texts::Name& name : texts.names) {
    std::size_t& longest = longest_name_[name.first];
    longest = std::max(longest, name.words);
    std::vector<std::uint32_t>& owners = names_[name.key];
    if (owners.empty() || owners.back() != number) owners.push_back(number);
  }
  for (const std::vector<WeightedTerm>& phrase : texts.phrases) add_phrase(number, phrase);
  for (const auto& [term, frequency] : texts.frequencies) {
    by_term_[term].topics.push_back({number, static_cast<float>(frequency)});
  }
  for (const auto& [piece, frequency] : texts.pieces) {
    by_piece_[piece].push_back({number, static_cast<float>(frequency)});
  }
}

void TopicFinder::add_phrase(std::uint32_t number, const std::vector<WeightedTerm>& phrase_terms) {
  const auto phrase = static_cast<std::uint32_t>(phrases_.size());
  phrases_.push_back({number, 0});
  for (const WeightedTerm& term : phrase_terms) {
    by_term_[term.term].phrases.emplace_back(phrase, static_cast<float>(term.weight));
  }
}

// What a phrase says in all: the information of its terms, parts of compounds at half.
void TopicFinder::finish_phrases() {
  const auto count = static_cast<double>(topics_.size());
  for (auto& [name, term] : by_term_) {
    const auto holders = static_cast<double>(term.topics.size());
    term.information = static_cast<float>(information(holders, count));
    for (const auto& [phrase, weight] : term.phrases) {
      phrases_[phrase].information += weight * term.information;
    }
  }
}

// What a text shares with each of the phrases that it has a word of.
template <typename Use>
void TopicFinder::each_shared(const std::vector<WeightedTerm>& text_terms, const Use& use) const {
  struct Shared {
    float information = 0;
    float words = 0;
  };
  thread_local std::vector<Shared> shared;  // by phrase; all zero between calls
  thread_local std::vector<std::uint32_t> touched;
  if (shared.size() < phrases_.size()) shared.resize(phrases_.size());
  for (const WeightedTerm& term : text_terms) {
    const auto found = by_term_.find(term.term);
    if (found == by_term_.end()) continue;
    const auto weight = static_cast<float>(std::min(term.weight, 1.0));
    for (const auto& [phrase, part] : found->second.phrases) {
      if (shared[phrase].words == 0) touched.push_back(phrase);
      shared[phrase].information += weight * found->second.information;
      shared[phrase].words += weight;
    }
  }
  for (const std::uint32_t phrase : touched) {
    const Shared all = std::exchange(shared[phrase], {});
    const float part = std::min(1.0F, all.information / phrases_[phrase].information);
    if (all.words < phrase_words && part < whole_phrase) continue;
    use(phrases_[phrase].topic, all.information, part);
  }
  touched.clear();
}

// Adds what the best phrase of each topic brings: the information that the text shares with it,
// times the square of the part of the phrase that this is: a sign that is told as a whole says
// most.
void TopicFinder::add_phrases_of(const std::vector<WeightedTerm>& text_terms,
                                 std::vector<float>& sums) const {
  thread_local std::vector<float> best;  // by topic; all zero between calls
  thread_local std::vector<std::uint32_t> touched;
  if (best.size() < topics_.size()) best.resize(topics_.size(), 0);
  each_shared(text_terms, [&](std::uint32_t topic, float information, float part) {
    if (best[topic] == 0) touched.push_back(topic);
    const float whole = part >= whole_phrase ? whole_phrase_bonus : 1;
    best[topic] = std::max(best[topic], information * part * part * whole);
  });
  for (const std::uint32_t topic : touched) {
    sums[topic] += phrase_weight * std::exchange(best[topic], 0);
  }
  touched.clear();
}

std::unordered_map<std::uint32_t, double> TopicFinder::phrases_in(
    const std::vector<Word>& words) const {
  std::unordered_map<std::uint32_t, double> parts;
  each_shared(terms(words), [&](std::uint32_t topic, float /*information*/, float part) {
    double& best = parts[topic];
    best = std::max(best, double{part});
  });
  return parts;
}

template <typename Use>
void TopicFinder::each_list(const Use& use) {
  for (auto& [term, held] : by_term_) use(held.topics);
  for (auto& [piece, list] : by_piece_) use(list);
}

// Turns frequencies into impacts.
void TopicFinder::finish_documents() {
  std::vector<double> lengths(topics_.size(), 0);
  double total = 0;
  each_list([&](const List& list) {
    for (const Posting& posting : list) {
      lengths[posting.topic] += posting.impact;
      total += posting.impact;
    }
  });
  const auto count = static_cast<double>(std::max<std::size_t>(topics_.size(), 1));
  const double average = std::max(total / count, 1.0);
  each_list([&](List& list) {
    const double idf = information(static_cast<double>(list.size()), count);
    for (Posting& posting : list) {
      const double frequency = posting.impact;
      const double norm = k1 * (1 - b + b * lengths[posting.topic] / average);
      posting.impact = static_cast<float>(idf * frequency * (k1 + 1) / (frequency + norm));
    }
  });
}

void TopicFinder::link_neighbours() {
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (std::uint32_t number = 0; number < topics_.size(); ++number) {
    numbers.emplace(topics_[number].code, number);
    numbers.emplace(topic_code(topics_[number].term), number);
  }
  for (std::uint32_t number = 0; number < topics_.size(); ++number) {
    for (const std::string& synonym : topics_[number].synonyms) {
      numbers.emplace(topic_code(synonym), number);
    }
  }
  neighbours_.resize(topics_.size());
  for (std::uint32_t number = 0; number < topics_.size(); ++number) {
    for (const auto* names : {&topics_[number].near, &topics_[number].broader}) {
      for (const std::string& name : *names) {
        const auto found = numbers.find(topic_code(name));
        if (found == numbers.end() || found->second == number) continue;
        neighbours_[number].push_back(found->second);
        neighbours_[found->second].push_back(number);
      }
    }
  }
  for (std::vector<std::uint32_t>& each : neighbours_) {
    std::sort(each.begin(), each.end());
    each.erase(std::unique(each.begin(), each.end()), each.end());
  }
}

std::vector<TopicScore> TopicFinder::resembling(const std::vector<Word>& words,
                                                std::size_t limit) const {
  std::vector<float> sums(topics_.size(), 0);
  const auto add = [&](const List& list, double weight) {
    const auto factor = static_cast<float>(weight);
    for (const Posting& posting : list) sums[posting.topic] += factor * posting.impact;
  };
  const std::vector<WeightedTerm> text_terms = terms(words);
  for (const WeightedTerm& term : text_terms) {
    const auto found = by_term_.find(term.term);
    if (found == by_term_.end()) continue;
    add(found->second.topics, std::min(term.weight, max_repetition));
  }
  add_phrases_of(text_terms, sums);
  for (const auto& [piece, count] : pieces_of(words)) {
    const auto found = by_piece_.find(piece);
    if (found != by_piece_.end()) add(found->second, piece_weight * count);
  }
  const double least = min_resemblance * information(1, static_cast<double>(topics_.size()));
  std::vector<TopicScore> best;
  for (std::uint32_t number = 0; number < sums.size(); ++number) {
    if (sums[number] >= least) best.push_back({number, sums[number]});
  }
  const auto better = [](const TopicScore& a, const TopicScore& c) {
    return a.score != c.score ? a.score > c.score : a.topic < c.topic;
  };
  const std::size_t kept = std::min(limit, best.size());
  std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(kept), best.end(),
                    better);
  best.resize(kept);
  return best;
}

std::size_t TopicFinder::uses(const std::string& folded) const {
  const auto found = words_.find(folded);
  return found == words_.end() ? 0 : found->second;
}

std::vector<std::size_t> TopicFinder::bringing(const std::vector<Word>& words, std::uint32_t topic,
                                               std::size_t limit) const {
  const auto impact = [&](const std::string& term) {
    const auto found = by_term_.find(term);
    if (found == by_term_.end()) return 0.0F;
    const List& list = found->second.topics;
    const auto place = std::lower_bound(
        list.begin(), list.end(), topic,
        [](const Posting& posting, std::uint32_t number) { return posting.topic < number; });
    const bool holds = place != list.end() && place->topic == topic;
    return holds ? place->impact : 0.0F;
  };
  std::vector<std::pair<float, std::size_t>> brought;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at].stop) continue;
    float sum = impact(words[at].term);
    for (const std::string& part : words[at].parts) sum += 0.5F * impact(part);
    if (sum > 0) brought.emplace_back(-sum, at);
  }
  std::sort(brought.begin(), brought.end());
  std::vector<std::size_t> result;
  for (const auto& [sum, at] : brought) {
    if (result.size() == limit) break;
    result.push_back(at);
  }
  return result;
}

namespace {

// A name does not run on into the next sentence ("Geen verslaving. Moeder …"), but it may hold a
// full stop ("pgb 2.0").
bool opens_sentence(const std::vector<Word>& words, std::size_t at) {
  return words[at].token.starts_sentence && words[at].token.begin > words[at - 1].token.end + 1;
}

}  // namespace

std::vector<NamedTopic> TopicFinder::named(const std::vector<Word>& words) const {
  // How many words the longest name has that opens with each word.
  std::vector<std::size_t> reach(words.size(), 0);
  std::size_t longest = 0;
  for (std::size_t first = 0; first < words.size(); ++first) {
    const auto found = longest_name_.find(words[first].term);
    if (found == longest_name_.end()) continue;
    const std::size_t end = std::min(first + found->second, words.size());
    std::size_t last = first + 1;
    while (last < end && !opens_sentence(words, last)) ++last;
    reach[first] = last - first;
    longest = std::max(longest, reach[first]);
  }
  std::vector<NamedTopic> result;
  std::vector<bool> taken(words.size(), false);
  for (std::size_t count = longest; count > 0; --count) {
    for (std::size_t first = 0; first < words.size(); ++first) {
      if (reach[first] < count || (count == 1 && words[first].stop)) continue;
      const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(first);
      const auto end = begin + static_cast<std::ptrdiff_t>(count);
      if (std::find(begin, end, true) != end) continue;
      const auto found = names_.find(name_key(words, first, count));
      if (found == names_.end()) continue;
      for (const std::uint32_t topic : found->second) result.push_back({topic, first, count});
      std::fill(begin, end, true);
    }
  }
  return result;
}

double TopicFinder::information_in(const std::vector<Word>& words) const {
  const auto count = static_cast<double>(topics_.size());
  const double unknown = information(0, count);
  double sum = 0;
  for (const WeightedTerm& term : terms(words)) {
    const auto found = by_term_.find(term.term);
    sum += std::min(term.weight, max_repetition) *
           (found == by_term_.end() ? unknown : double{found->second.information});
  }
  for (const auto& [piece, times] : pieces_of(words)) {
    const auto found = by_piece_.find(piece);
    const double each = found == by_piece_.end()
                            ? unknown
                            : information(static_cast<double>(found->second.size()), count);
    sum += piece_weight * times * each;
  }
  return sum;
}

double TopicFinder::add_sentence(const std::vector<Word>& words, double weight,
                                 std::vector<double>& sums,
                                 std::vector<std::uint32_t>& names) const {
  const std::vector<TopicScore> best = resembling(words, best_of_sentence);
  if (best.empty()) return 0;
  for (const TopicScore& topic : best) {
    const double share = weight * std::pow(topic.score / best.front().score, 2);
    sums[topic.topic] += share;
    for (const std::uint32_t near : neighbours_[topic.topic]) {
      sums[near] += share * neighbour_share;
    }
  }
  for (const NamedTopic& name : named(words)) {
    names.push_back(name.topic);
    sums[name.topic] += weight * named_share;
    for (const std::uint32_t near : neighbours_[name.topic]) {
      sums[near] += weight * named_share * neighbour_share;
    }
  }
  return std::min(1.0, best.front().score / information_in(words));
}

TopicVector TopicFinder::about(std::string_view text) const {
  return subject({{std::string(text), 1.0}}).topics;
}

const TopicVector& TopicFinder::about_topic(std::uint32_t topic) const {
  OwnTopics& own = own_[topic];
  std::call_once(own.once, [&] { own.topics = about(topics_[topic].term); });
  return own.topics;
}

Subject TopicFinder::subject(const std::vector<std::pair<std::string, double>>& texts) const {
  std::vector<double> sums(topics_.size(), 0);
  Subject result;
  double all_content = 0;
  const auto add = [&](const std::vector<Word>& words, double weight, std::ptrdiff_t least) {
    const auto content =
        std::count_if(words.begin(), words.end(), [](const Word& word) { return !word.stop; });
    if (content == 0 || content < least) return;
    const double known = add_sentence(words, weight, sums, result.named);
    result.best_known = std::max(result.best_known, known);
    result.mean_known += static_cast<double>(content) * known;
    all_content += static_cast<double>(content);
  };
  for (const auto& [text, weight] : texts) {
    const std::vector<Word> words = analyse(text);
    if (words.size() <= one_thought) {
      if (!words.empty()) add(words, weight, 0);
      continue;
    }
    std::vector<Word> sentence;
    for (const Word& word : words) {
      if (word.token.starts_sentence) {
        add(sentence, weight, min_content_words);
        sentence.clear();
      }
      sentence.push_back(word);
    }
    add(sentence, weight, min_content_words);
    result.best_known =
        std::max(result.best_known, add_sentence(words, weight, sums, result.named));
  }
  if (all_content > 0) result.mean_known /= all_content;
  std::sort(result.named.begin(), result.named.end());
  result.named.erase(std::unique(result.named.begin(), result.named.end()), result.named.end());
  double length = 0;
  for (std::uint32_t number = 0; number < sums.size(); ++number) {
    if (sums[number] <= 0) continue;
    result.topics.emplace_back(number, sums[number]);
    length += sums[number] * sums[number];
  }
  for (auto& [topic, weight] : result.topics) weight /= std::sqrt(length);
  return result;
}

}  // namespace expertise::search
