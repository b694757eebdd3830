// Scores are BM25 with the impact of each posting worked out beforehand, so that a question is one
// pass over its terms' lists. A topic's words lie scattered over its many signs, so the best of its
// phrases is scored as well: words that stand together in one sign say more than the same words
// out of different ones.
#include "search/topic_finder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace expertise::search {
namespace {

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

// What two words that stand near each other bring beside what each brings alone. A sign is known by
// its small words too ("wil niet meer naar school"). Measured: nDCG@10 +.015, on cases +.03; from
// 0.2 to 0.5 does equally well, and so does a reach of 2 or 4 words.
constexpr double pair_weight = 0.3;

// Less than this part of what one unique word brings is a shared piece or two of some word, a
// likeness of letters and not of meaning.
constexpr double min_resemblance = 0.55;

// Of a sentence this many topics are kept, by the square of their score against the best, so that
// only what stands out counts.
constexpr std::size_t best_of_sentence = 12;
constexpr double neighbour_share = 0.35;
// A topic that is named outright counts besides for what it resembles.
constexpr double named_share = 0.5;
// Up to this many words are one thought; longer texts count by sentence and as a whole.
constexpr std::size_t one_thought = 12;
constexpr std::ptrdiff_t min_content_words = 2;

double information(double holders, double count) {
  return std::log(1 + (count - holders + 0.5) / (holders + 0.5));
}

bool same_texts(const Topic& one, const Topic& other) {
  return one.term == other.term && one.synonyms == other.synonyms && one.signs == other.signs &&
         one.who == other.who;
}

}  // namespace

template <typename Item>
template <typename Each>
void TopicFinder::Lists<Item>::fill(std::size_t count, const Each& each) {
  first_.assign(count + 1, 0);
  each([&](std::uint32_t number, const Item& /*item*/) { ++first_[number + 1]; });
  for (std::size_t number = 0; number < count; ++number) first_[number + 1] += first_[number];
  items_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  each([&](std::uint32_t number, const Item& item) { items_[next[number]++] = item; });
}

TopicFinder::TopicFinder(const std::vector<Topic>& topics, const TopicFinder* former)
    : topics_(topics), own_(std::make_unique<OwnTopics[]>(topics.size())) {
  std::unordered_map<std::string_view, std::uint32_t> known;
  if (former != nullptr) {
    numbers_ = former->numbers_;
    piece_numbers_ = former->piece_numbers_;
    pair_numbers_ = former->pair_numbers_;
    for (std::uint32_t number = 0; number < former->topics_.size(); ++number) {
      known.emplace(former->topics_[number].code, number);
    }
  }
  texts_.reserve(topics.size());
  for (const Topic& topic : topics) {
    const auto found = known.find(topic.code);
    const bool same = found != known.end() && same_texts(former->topics_[found->second], topic);
    texts_.push_back(
        same ? former->texts_[found->second]
             : std::make_shared<const TopicTexts>(topic, numbers_, piece_numbers_, pair_numbers_));
  }
  note_words();
  note_names();
  note_postings();
  note_phrases();
  link_neighbours();
}

template <typename Use>
void TopicFinder::each_text(const Use& use) const {
  for (std::uint32_t topic = 0; topic < texts_.size(); ++topic) use(topic, *texts_[topic]);
}

void TopicFinder::note_words() {
  uses_.assign(numbers_.size(), 0);
  lacked_.assign(numbers_.size(), false);
  each_text([&](std::uint32_t /*topic*/, const TopicTexts& texts) {
    for (const std::uint32_t word : texts.words) ++uses_[word];
    for (const std::uint32_t term : texts.lacked) lacked_[term] = true;
  });
}

void TopicFinder::note_names() {
  name_lengths_.assign(numbers_.size(), 0);
  names_.fill(numbers_.size(), [&](const auto& take) {
    each_text([&](std::uint32_t topic, const TopicTexts& texts) {
      for (const WrittenName& name : texts.names) {
        const std::uint32_t opening = name.terms.front();
        name_lengths_[opening] |= static_cast<std::uint16_t>(1U << name.terms.size());
        take(opening, {&name, topic});
      }
    });
  });
}

// Frequencies first, then impacts. A topic is as long as its words are, whatever pairs they make.
void TopicFinder::note_postings() {
  const auto fill = [&](Lists<Posting>& lists, std::size_t numbers,
                        WeightedNumbers TopicTexts::*weights) {
    lists.fill(numbers, [&](const auto& take) {
      each_text([&](std::uint32_t topic, const TopicTexts& texts) {
        for (const auto& [number, frequency] : texts.*weights) {
          take(number, {topic, static_cast<float>(frequency)});
        }
      });
    });
  };
  fill(by_term_, numbers_.size(), &TopicTexts::terms);
  fill(by_piece_, piece_numbers_.size(), &TopicTexts::pieces);
  fill(by_pair_, pair_numbers_.size(), &TopicTexts::pairs);
  const auto each_list = [](std::initializer_list<Lists<Posting>*> all, const auto& use) {
    for (Lists<Posting>* lists : all) {
      for (std::uint32_t number = 0; number < lists->count(); ++number) use(lists->of(number));
    }
  };
  std::vector<double> lengths(topics_.size(), 0);
  double total = 0;
  each_list({&by_term_, &by_piece_}, [&](std::span<Posting> list) {
    for (const Posting& posting : list) {
      lengths[posting.topic] += posting.impact;
      total += posting.impact;
    }
  });
  const auto count = static_cast<double>(std::max<std::size_t>(topics_.size(), 1));
  const double average = std::max(total / count, 1.0);
  each_list({&by_term_, &by_piece_, &by_pair_}, [&](std::span<Posting> list) {
    const double idf = information(static_cast<double>(list.size()), count);
    for (Posting& posting : list) {
      const double frequency = posting.impact;
      const double norm = k1 * (1 - b + b * lengths[posting.topic] / average);
      posting.impact = static_cast<float>(idf * frequency * (k1 + 1) / (frequency + norm));
    }
  });
}

// What a phrase says in all: the information of its terms, parts of compounds at half.
void TopicFinder::note_phrases() {
  const auto count = static_cast<double>(topics_.size());
  for (std::uint32_t number = 0; number < by_term_.count(); ++number) {
    const auto holders = static_cast<double>(by_term_.of(number).size());
    term_information_.push_back(static_cast<float>(information(holders, count)));
  }
  for (std::uint32_t number = 0; number < by_piece_.count(); ++number) {
    piece_information_.push_back(
        information(static_cast<double>(by_piece_.of(number).size()), count));
  }
  each_text([&](std::uint32_t topic, const TopicTexts& texts) {
    for (const WeightedNumbers& phrase : texts.phrases) {
      phrases_.push_back({topic, 0});
      for (const auto& [term, weight] : phrase) {
        phrases_.back().information += static_cast<float>(weight) * term_information_[term];
      }
    }
  });
  phrases_of_.fill(numbers_.size(), [&](const auto& take) {
    std::uint32_t number = 0;
    each_text([&](std::uint32_t /*topic*/, const TopicTexts& texts) {
      for (const WeightedNumbers& phrase : texts.phrases) {
        for (const auto& [term, weight] : phrase) {
          take(term, {number, static_cast<float>(weight)});
        }
        ++number;
      }
    });
  });
}

WeightedNumbers TopicFinder::sought_terms(std::span<const Word> words) const {
  WeightedNumbers result;
  for (const WeightedTerm& term : terms(words)) {
    result.emplace_back(numbers_.find(term.term), term.weight);
  }
  return result;
}

TopicFinder::Sought TopicFinder::sought(std::span<const Word> words) const {
  Sought result{sought_terms(words), letter_pieces(words), {}};
  for (auto& [piece, count] : result.pieces) piece = piece_numbers_.find(piece);
  for (const auto& [pair, count] : word_pairs(words)) {
    const std::uint32_t known = pair_numbers_.find(pair);
    if (known != PieceNumbers::none) result.pairs.emplace_back(known, count);
  }
  return result;
}

// What a text shares with each of the phrases that it has a word of.
template <typename Use>
void TopicFinder::each_shared(const WeightedNumbers& text_terms, const Use& use) const {
  struct Shared {
    float information = 0;
    float words = 0;
  };
  thread_local std::vector<Shared> shared;  // by phrase; all zero between calls
  thread_local std::vector<std::uint32_t> touched;
  if (shared.size() < phrases_.size()) shared.resize(phrases_.size());
  for (const auto& [term, frequency] : text_terms) {
    if (term == WordNumbers::none) continue;
    const auto weight = static_cast<float>(std::min(frequency, 1.0));
    const float said = weight * term_information_[term];
    for (const PhrasePart& part : phrases_of_.of(term)) {
      Shared& of_phrase = shared[part.phrase];
      if (of_phrase.words == 0) touched.push_back(part.phrase);
      of_phrase.information += said;
      of_phrase.words += weight;
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
void TopicFinder::add_phrases_of(const WeightedNumbers& text_terms,
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
    std::span<const Word> words) const {
  std::unordered_map<std::uint32_t, double> parts;
  each_shared(sought_terms(words), [&](std::uint32_t topic, float /*information*/, float part) {
    double& best = parts[topic];
    best = std::max(best, double{part});
  });
  return parts;
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

std::vector<TopicScore> TopicFinder::resembling(std::span<const Word> words,
                                                std::size_t limit) const {
  return resembling(sought(words), limit);
}

std::vector<TopicScore> TopicFinder::resembling(const Sought& text, std::size_t limit) const {
  std::vector<float> sums(topics_.size(), 0);
  const auto add = [](std::vector<float>& to, std::span<const Posting> list, double weight) {
    const auto factor = static_cast<float>(weight);
    for (const Posting& posting : list) to[posting.topic] += factor * posting.impact;
  };
  for (const auto& [term, frequency] : text.terms) {
    if (term == WordNumbers::none) continue;
    add(sums, by_term_.of(term), std::min(frequency, max_repetition));
  }
  add_phrases_of(text.terms, sums);
  for (const auto& [piece, count] : text.pieces) {
    if (piece != PieceNumbers::none) add(sums, by_piece_.of(piece), piece_weight * count);
  }
  std::vector<float> together(topics_.size(), 0);
  for (const auto& [pair, count] : text.pairs) {
    add(together, by_pair_.of(pair), pair_weight * std::min(count, max_repetition));
  }
  const double least = min_resemblance * information(1, static_cast<double>(topics_.size()));
  std::vector<TopicScore> best;
  for (std::uint32_t number = 0; number < sums.size(); ++number) {
    const double score = double{sums[number]} + double{together[number]};
    if (sums[number] >= least) best.push_back({number, score, sums[number]});
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

bool TopicFinder::is_lacked(const std::string& term) const {
  const std::uint32_t number = numbers_.find(term);
  return number != WordNumbers::none && lacked_[number];
}

std::size_t TopicFinder::uses(const std::string& folded) const {
  const std::uint32_t number = numbers_.find(folded);
  return number == WordNumbers::none ? 0 : uses_[number];
}

std::vector<std::size_t> TopicFinder::bringing(const std::vector<Word>& words, std::uint32_t topic,
                                               std::size_t limit) const {
  const auto impact = [&](const std::string& term) {
    const std::uint32_t known = numbers_.find(term);
    if (known == WordNumbers::none) return 0.0F;
    const std::span<const Posting> list = by_term_.of(known);
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
bool opens_sentence(std::span<const Word> words, std::size_t at) {
  return words[at].token.starts_sentence && words[at].token.begin > words[at - 1].token.end + 1;
}

}  // namespace

std::vector<NamedTopic> TopicFinder::named(std::span<const Word> words) const {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(words.size());
  for (const Word& word : words) numbers.push_back(numbers_.find(word.term));
  // How many words the longest name may have that opens with each word.
  std::vector<std::size_t> reach(words.size(), 0);
  std::size_t longest = 0;
  for (std::size_t first = 0; first < words.size(); ++first) {
    if (numbers[first] == WordNumbers::none || name_lengths_[numbers[first]] == 0) continue;
    const auto most = static_cast<std::size_t>(std::bit_width(name_lengths_[numbers[first]])) - 1;
    const std::size_t end = std::min(first + most, words.size());
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
      if ((name_lengths_[numbers[first]] >> count & 1U) == 0) continue;
      const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(first);
      const auto end = begin + static_cast<std::ptrdiff_t>(count);
      if (std::find(begin, end, true) != end) continue;
      const auto stands_here = [&](const WrittenName& name) {
        if (name.terms.size() != count) return false;
        for (std::size_t at = 0; at < count; ++at) {
          if (name.terms[at] != numbers[first + at]) return false;
        }
        // "Moeder met depressie, kinderen van 3 en 5" is no depressie kind.
        for (std::size_t at = 1; at < count && !name.pauses; ++at) {
          if (words[first + at].token.after_pause) return false;
        }
        for (std::size_t at = 0; at < count; ++at) {
          if (!is_form_of(words[first + at].token.folded, name.words[at])) return false;
        }
        return true;
      };
      bool is_named = false;
      for (const Name& name : names_.of(numbers[first])) {
        if (!stands_here(*name.name)) continue;
        if (!is_named || result.back().topic != name.topic) {
          result.push_back({name.topic, first, count});
        }
        is_named = true;
      }
      if (is_named) std::fill(begin, end, true);
    }
  }
  return result;
}

double TopicFinder::information_in(const Sought& text) const {
  const double unknown = information(0, static_cast<double>(topics_.size()));
  double sum = 0;
  for (const auto& [term, frequency] : text.terms) {
    const bool is_known = term != WordNumbers::none && !by_term_.of(term).empty();
    sum += std::min(frequency, max_repetition) *
           (is_known ? double{term_information_[term]} : unknown);
  }
  for (const auto& [piece, count] : text.pieces) {
    sum +=
        piece_weight * count * (piece == PieceNumbers::none ? unknown : piece_information_[piece]);
  }
  return sum;
}

double TopicFinder::add_sentence(std::span<const Word> words, double weight,
                                 std::vector<double>& sums,
                                 std::vector<std::uint32_t>& names) const {
  const Sought text = sought(words);
  const std::vector<TopicScore> best = resembling(text, best_of_sentence);
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
  return std::min(1.0, best.front().by_words / information_in(text));
}

TopicVector TopicFinder::about(std::string_view text) const {
  return subject({{analyse(text)}}).topics;
}

const TopicVector& TopicFinder::about_topic(std::uint32_t topic) const {
  OwnTopics& own = own_[topic];
  std::call_once(own.once, [&] { own.topics = about(topics_[topic].term); });
  return own.topics;
}

Subject TopicFinder::subject(const std::vector<SaidText>& texts) const {
  std::vector<double> sums(topics_.size(), 0);
  Subject result;
  double all_content = 0;
  const auto add = [&](std::span<const Word> words, double weight, std::ptrdiff_t least) {
    const auto content =
        std::count_if(words.begin(), words.end(), [](const Word& word) { return !word.stop; });
    if (content == 0 || content < least) return;
    const double known = add_sentence(words, weight, sums, result.named);
    result.best_known = std::max(result.best_known, known);
    result.mean_known += static_cast<double>(content) * known;
    all_content += static_cast<double>(content);
  };
  for (const SaidText& text : texts) {
    const std::span<const Word> words = text.words;
    if (words.size() <= one_thought) {
      if (!words.empty()) add(words, text.weight, 0);
      continue;
    }
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= words.size(); ++at) {
      if (at < words.size() && !words[at].token.starts_sentence) continue;
      add(words.subspan(begin, at - begin), text.weight, min_content_words);
      begin = at;
    }
    result.best_known =
        std::max(result.best_known, add_sentence(words, text.weight, sums, result.named));
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
