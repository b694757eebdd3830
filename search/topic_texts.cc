#include "search/topic_texts.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace expertise::search {
namespace {

// What the fields of a topic weigh against each other. Names say most; signs are many and loose.
constexpr double term_weight = 3.0;
constexpr double synonym_weight = 2.0;
constexpr double sign_weight = 1.7;
constexpr double who_weight = 1.0;

constexpr std::size_t piece_length = 4;
constexpr std::size_t pair_reach = 3;
constexpr std::size_t most_words_of_name = 8;

// "geen vast inkomen": what there is none of may have words before it.
constexpr std::size_t lack_reach = 3;

// Adds up by number, in order of first mention.
class Sums {
 public:
  void add(std::uint32_t number, double weight) {
    const auto [place, is_new] = places_.try_emplace(number, sums_.size());
    if (is_new) sums_.emplace_back(number, 0);
    sums_[place->second].second += weight;
  }
  WeightedNumbers take() { return std::move(sums_); }

 private:
  std::unordered_map<std::uint32_t, std::size_t> places_;
  WeightedNumbers sums_;
};

class TextReader {
 public:
  TextReader(TopicTexts& out, WordNumbers& words, PieceNumbers& pieces, PieceNumbers& pairs)
      : out_(out), words_(words), pieces_(pieces), pairs_(pairs) {}

  void read(std::string_view text, double weight) {
    const std::vector<Word> of_text = analyse(text);
    for (const Word& word : of_text) out_.words.push_back(words_.add(word.token.folded));
    note_lacked(of_text);
    WeightedNumbers phrase;
    for (const WeightedTerm& term : terms(of_text)) {
      phrase.emplace_back(words_.add(term.term), term.weight);
      term_sums_.add(phrase.back().first, weight * term.weight);
    }
    if (weight > who_weight) out_.phrases.push_back(std::move(phrase));
    for (const auto& [piece, count] : letter_pieces(of_text)) {
      piece_sums_.add(pieces_.add(piece), weight * piece_weight * count);
    }
    for (const auto& [pair, count] : word_pairs(of_text)) {
      pair_sums_.add(pairs_.add(pair), weight * count);
    }
  }

  void read_name(std::string_view text, double weight) {
    read(text, weight);
    const std::vector<Word> of_name = analyse(text);
    note_spoken(of_name);
    if (of_name.empty() || of_name.size() > most_words_of_name) return;
    WrittenName& name = out_.names.emplace_back();
    for (const Word& word : of_name) {
      name.terms.push_back(words_.add(word.term));
      name.words.push_back(word.token.folded);
      name.pauses = name.pauses || (name.words.size() > 1 && word.token.after_pause);
    }
  }

  void finish() {
    out_.terms = term_sums_.take();
    out_.pieces = piece_sums_.take();
    out_.pairs = pair_sums_.take();
  }

 private:
  void note_spoken(const std::vector<Word>& of_name) {
    if (of_name.empty()) return;
    SpokenName& name = out_.spoken.emplace_back();
    name.one_word = of_name.size() == 1;
    for (const Word& word : of_name) {
      if (!word.stop) name.stems.push_back(term_hash(word.term));
    }
  }

  void note_lacked(const std::vector<Word>& of_text) {
    for (std::size_t at = 0; at < of_text.size(); ++at) {
      const std::string& word = of_text[at].token.folded;
      if (word != "geen" && word != "zonder") continue;
      for (std::size_t next = at + 1; next < of_text.size() && next <= at + lack_reach; ++next) {
        out_.lacked.push_back(words_.add(of_text[next].term));
      }
    }
  }

  TopicTexts& out_;
  WordNumbers& words_;
  PieceNumbers& pieces_;
  PieceNumbers& pairs_;
  Sums term_sums_;
  Sums piece_sums_;
  Sums pair_sums_;
};

std::vector<std::pair<std::uint32_t, double>> counted(std::vector<std::uint32_t> all) {
  std::sort(all.begin(), all.end());
  std::vector<std::pair<std::uint32_t, double>> result;
  for (const std::uint32_t each : all) {
    if (!result.empty() && result.back().first == each) {
      result.back().second += 1;
    } else {
      result.emplace_back(each, 1);
    }
  }
  return result;
}

}  // namespace

std::vector<std::pair<std::uint32_t, double>> letter_pieces(std::span<const Word> words) {
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
  return counted(std::move(all));
}

std::vector<std::pair<std::uint32_t, double>> word_pairs(std::span<const Word> words) {
  std::vector<TermHash> hashes;
  hashes.reserve(words.size());
  for (const Word& word : words) hashes.push_back(term_hash(word.term));
  std::vector<std::uint32_t> all;
  all.reserve(words.size() * pair_reach);
  for (std::size_t first = 0; first < words.size(); ++first) {
    const std::size_t end = std::min(words.size(), first + pair_reach + 1);
    for (std::size_t second = first + 1; second < end; ++second) {
      if (words[second].token.starts_sentence) break;
      const auto [lesser, greater] = std::minmax(hashes[first], hashes[second]);
      constexpr std::uint32_t odd = 0x9E3779B1U;
      all.push_back((lesser * odd) ^ std::rotl(greater * odd, 16));
    }
  }
  return counted(std::move(all));
}

TopicTexts::TopicTexts(const Topic& topic, WordNumbers& word_numbers, PieceNumbers& piece_numbers,
                       PieceNumbers& pair_numbers) {
  TextReader reader(*this, word_numbers, piece_numbers, pair_numbers);
  reader.read_name(topic.term, term_weight);
  for (const std::string& synonym : topic.synonyms) reader.read_name(synonym, synonym_weight);
  for (const std::string& sign : topic.signs) reader.read(sign, sign_weight);
  for (const std::string& profession : topic.who) reader.read(profession, who_weight);
  reader.finish();
}

}  // namespace expertise::search
