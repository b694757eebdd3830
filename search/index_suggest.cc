// Help while typing: completing a word and putting right one that nobody knows. Both look only at
// the vocabulary, which is everybody's, and at profiles within the scope.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "search/dutch.h"
#include "search/fields.h"
#include "search/index_engine.h"
#include "search/profile_document.h"
#include "search/topic_finder.h"
#include "search/words.h"

namespace expertise::search {
namespace {

constexpr Xapian::termcount max_completions = 60;
constexpr Xapian::doccount max_looked_at = 100;
constexpr std::size_t max_prefix_bytes = 100;

// A correction is looked for in words of this many letters and more; one letter may differ, two in
// long words.
constexpr std::size_t min_corrected = 4;
constexpr std::size_t long_word = 8;
constexpr std::size_t longest_cut_short = 5;
constexpr std::size_t max_corrected = 64;
constexpr std::size_t max_unknown_words = 60;
constexpr std::size_t max_corrected_words = 30;
constexpr std::size_t max_index_words = 5'000;
// Short words look like many others, those of another language too: a correction of one must be a
// word that the vocabulary uses often, or that several people bear.
constexpr std::size_t uses_of_short_word = 16;
constexpr std::size_t people_of_short_word = 3;

bool begins_with_capital(std::string_view text) {
  if (text.empty()) return false;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  int64_t at = 0;
  UChar32 first = 0;
  U8_NEXT(bytes, at, static_cast<int64_t>(text.size()), first);
  return first >= 0 && u_isUUppercase(first);
}

bool has_word_starting_with(std::string_view text, std::string_view folded_prefix) {
  const std::string padded = " " + fold(text);
  return padded.find(" " + std::string(folded_prefix)) != std::string::npos;
}

std::string folded_prefix(std::string_view prefix) { return fold(cut(prefix, max_prefix_bytes)); }

// Topics whose term, or else a synonym, has a word that opens with the prefix; terms that open with
// it themselves come first, then short ones.
std::vector<Suggestion> suggest_topics(const Vocabulary& vocabulary, const std::string& prefix,
                                       std::size_t limit) {
  std::vector<std::tuple<int, std::size_t, const Topic*>> found;
  for (const Topic& topic : vocabulary.topics()) {
    int rank = 3;
    if (fold(topic.term).starts_with(prefix)) {
      rank = 0;
    } else if (has_word_starting_with(topic.term, prefix)) {
      rank = 1;
    } else if (std::any_of(
                   topic.synonyms.begin(), topic.synonyms.end(),
                   [&](const std::string& synonym) { return fold(synonym).starts_with(prefix); })) {
      rank = 2;
    }
    if (rank < 3) found.emplace_back(rank, topic.term.size(), &topic);
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    if (std::get<0>(a) != std::get<0>(b)) return std::get<0>(a) < std::get<0>(b);
    if (std::get<1>(a) != std::get<1>(b)) return std::get<1>(a) < std::get<1>(b);
    return std::get<2>(a)->term < std::get<2>(b)->term;
  });
  std::vector<Suggestion> result;
  for (const auto& [rank, length, topic] : found) {
    if (result.size() == limit) break;
    result.push_back({Suggestion::Kind::topic, topic->term, topic->code});
  }
  return result;
}

Xapian::Query scope_query(const std::vector<std::string>& municipalities) {
  std::vector<Xapian::Query> alternatives;
  for (const std::string& municipality : municipalities) {
    alternatives.emplace_back(field_term(Field::municipality, municipality));
  }
  return {Xapian::Query::OP_OR, alternatives.begin(), alternatives.end()};
}

// Profiles of the scope that have all words of the prefix in name, title or organisation, the last
// one begun only.
std::vector<Profile> profiles_with(const Xapian::Database& database, const std::string& prefix,
                                   const std::vector<std::string>& municipalities) {
  const std::vector<Token> words = tokens(prefix);
  std::vector<Xapian::Query> all{scope_query(municipalities)};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string term = field_term(Field::name_word, words[i].folded);
    if (i + 1 < words.size()) {
      all.emplace_back(term);
    } else {
      all.emplace_back(Xapian::Query::OP_WILDCARD, term, max_completions,
                       Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
    }
  }
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, all.begin(), all.end()));
  const Xapian::MSet matches = enquire.get_mset(0, max_looked_at);
  std::vector<Profile> result;
  for (auto match = matches.begin(); match != matches.end(); ++match) {
    result.push_back(read_kept_record(match.get_document()).profile);
  }
  return result;
}

void add_profile_suggestions(const std::vector<Profile>& profiles, const std::string& prefix,
                             std::vector<Suggestion>& out) {
  const std::string last = prefix.substr(prefix.rfind(' ') + 1);
  std::map<std::string, int> titles;
  std::map<std::string, int> organisations;
  for (const Profile& profile : profiles) {
    if (has_word_starting_with(profile.title, last)) ++titles[profile.title];
    if (has_word_starting_with(profile.organisation, last)) ++organisations[profile.organisation];
  }
  const auto add_most_common = [&](const std::map<std::string, int>& counted,
                                   Suggestion::Kind kind) {
    std::vector<std::pair<std::string, int>> ordered(counted.begin(), counted.end());
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [text, count] : ordered) out.push_back({kind, text, {}});
  };
  add_most_common(titles, Suggestion::Kind::title);
  add_most_common(organisations, Suggestion::Kind::organisation);
  for (const Profile& profile : profiles) {
    if (has_word_starting_with(profile.name, last)) {
      out.push_back({Suggestion::Kind::name, profile.name, profile.id});
    }
  }
}

// Edits (insert, leave out, replace, swap neighbours) between two words, given up above `most`.
std::size_t edits(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  using Row = std::array<std::size_t, max_corrected + 3>;
  if (b.size() >= std::tuple_size_v<Row>) return most + 1;
  Row before_last{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t best = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
      best = std::min(best, row[j]);
    }
    if (best > most) return most + 1;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

// The best correction so far: fewest edits, then the word that more people use.
class Correction {
 public:
  explicit Correction(std::string wrong)
      : wrong_(std::move(wrong)), most_(is_long() ? 2 : 1), edits_(most_ + 1) {}

  const std::string& wrong() const { return wrong_; }
  bool is_long() const { return wrong_.size() >= long_word; }

  /// So few edits away that it could be meant.
  bool is_near(std::string_view candidate) const {
    return candidate.size() >= min_corrected && candidate.front() == wrong_.front() &&
           edits(wrong_, candidate, most_) <= most_;
  }

  void offer(std::string_view candidate, std::size_t uses) {
    if (candidate.size() < min_corrected || candidate.front() != wrong_.front()) return;
    const std::size_t most = std::min(edits_ - (uses > uses_ ? 0 : 1), most_);
    const std::size_t found = edits(wrong_, candidate, most);
    if (found > most || found == 0) return;
    edits_ = found;
    uses_ = uses;
    word_ = candidate;
  }

  const std::string& word() const { return word_; }

 private:
  std::string wrong_;
  std::size_t most_;
  std::size_t edits_;
  std::size_t uses_ = 0;
  std::string word_;
};

using Slips = std::vector<Correction>;

bool in_scope(const Xapian::Database& database, const Xapian::Query& scope,
              const std::string& term) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, scope, Xapian::Query(term)));
  return !enquire.get_mset(0, 1).empty();
}

// The words of the vocabulary that could be meant. It is gone through once for all wrong words.
void offer_vocabulary_words(const Vocabulary& vocabulary, Slips& slips) {
  std::array<std::vector<Correction*>, 256> by_first;
  for (Correction& each : slips) {
    by_first[static_cast<unsigned char>(each.wrong().front())].push_back(&each);
  }
  vocabulary.finder().each_word([&](std::string_view candidate, std::size_t uses) {
    if (candidate.empty()) return;
    for (Correction* each : by_first[static_cast<unsigned char>(candidate.front())]) {
      if (each->is_long() || uses >= uses_of_short_word) each->offer(candidate, uses);
    }
  });
}

// The names and titles of the scope that could be meant.
void offer_index_words(const Xapian::Database& database, const Xapian::Query& scope, Slips& slips) {
  std::map<char, std::vector<Correction*>> by_first;
  for (Correction& each : slips) by_first[each.wrong().front()].push_back(&each);
  for (const auto& [first, all] : by_first) {
    const std::string opening = field_term(Field::name_word, std::string(1, first));
    std::size_t looked_at = 0;
    for (auto term = database.allterms_begin(opening);
         term != database.allterms_end(opening) && ++looked_at <= max_index_words; ++term) {
      const std::string word = (*term).substr(prefix_of(Field::name_word).size());
      const std::size_t people = term.get_termfreq();
      for (Correction* each : all) {
        if (!each->is_long() && people < people_of_short_word) continue;
        if (each->is_near(word) && in_scope(database, scope, *term)) each->offer(word, people);
      }
    }
  }
}

// A short word with a full stop, after which the sentence goes on in small letters: "betr. de
// huur".
bool is_cut_short(std::string_view text, const Token& token) {
  static const std::unordered_set<std::string> known = [] {
    std::unordered_set<std::string> words;
    each_line(lexicon_text(Lexicon::shortened), [&](std::string_view line) {
      for (const Token& each : tokens(line)) words.insert(each.folded);
    });
    return words;
  }();
  if (known.contains(token.folded)) return true;
  if (token.folded.size() > longest_cut_short || text.substr(token.end, 1) != ".") return false;
  std::string_view rest = text.substr(token.end + 1);
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  return !rest.empty() && rest.front() >= 'a' && rest.front() <= 'z';
}

// Whether a word may be put right: it has letters only, and is neither written as a name is nor cut
// short.
bool may_be_wrong(std::string_view text, const Word& word) {
  const Token& token = word.token;
  if (token.folded.size() < min_corrected || token.folded.size() > max_corrected) return false;
  if (!std::all_of(token.folded.begin(), token.folded.end(),
                   [](char c) { return c >= 'a' && c <= 'z'; })) {
    return false;
  }
  if (is_cut_short(text, token)) return false;
  return token.starts_sentence || !begins_with_capital(text.substr(token.begin));
}

bool is_known_word(const Vocabulary& vocabulary, const Word& word) {
  const std::string& folded = word.token.folded;
  if (word.stop || word.token.capitals || is_word(folded) || !word.parts.empty()) return true;
  return vocabulary.finder().uses(folded) > 0;
}

bool is_known_in_scope(const Xapian::Database& database, const Xapian::Query& scope,
                       const Word& word) {
  return in_scope(database, scope, field_term(Field::name_word, word.token.folded)) ||
         in_scope(database, scope, field_term(Field::stem, word.term));
}

// The word as its correction, with the capital that it had.
std::string put_right(std::string_view was, std::string better) {
  if (begins_with_capital(was)) {
    better.front() = static_cast<char>(better.front() - 'a' + 'A');
  }
  return better;
}

}  // namespace

std::vector<Suggestion> Index::suggest(std::string_view prefix,
                                       const std::vector<std::string>& municipalities,
                                       std::size_t limit) const {
  const std::string folded = folded_prefix(prefix);
  if (folded.empty() || limit == 0) return {};
  const std::shared_ptr<const Vocabulary> known = vocabulary();
  // At most half are topics when there is something else to offer.
  std::vector<Suggestion> result = suggest_topics(*known, folded, limit);
  if (municipalities.empty()) return result;
  std::vector<Suggestion> others;
  const std::vector<Profile> profiles = impl_->reading([&](const Reader& reader) {
    return profiles_with(*reader.database, folded, municipalities);
  });
  add_profile_suggestions(profiles, folded, others);
  const std::size_t room_for_topics =
      std::max((limit + 1) / 2, limit - std::min(limit, others.size()));
  if (result.size() > room_for_topics) result.resize(room_for_topics);
  for (Suggestion& suggestion : others) {
    if (result.size() == limit) break;
    result.push_back(std::move(suggestion));
  }
  return result;
}

std::optional<std::string> Index::did_you_mean(
    std::string_view text, const std::vector<std::string>& municipalities) const {
  const std::string_view looked_at = cut(text, max_question_bytes);
  const std::vector<Word> words = analyse(looked_at);
  const std::shared_ptr<const Vocabulary> known = vocabulary();
  // Each word is judged once, however often it stands there; in a text of another language or of
  // names without end it stays at the first ones.
  std::unordered_map<std::string_view, const Word*> unknown;
  std::vector<const Word*> in_order;
  for (const Word& word : words) {
    if (in_order.size() == max_unknown_words) break;
    if (!may_be_wrong(looked_at, word) || is_known_word(*known, word)) continue;
    if (unknown.emplace(word.token.folded, &word).second) in_order.push_back(&word);
  }
  if (in_order.empty()) return std::nullopt;
  const Xapian::Query scope = scope_query(municipalities);
  const Slips slips = impl_->reading([&](const Reader& reader) {
    Slips result;
    for (const Word* word : in_order) {
      if (result.size() == max_corrected_words) break;
      if (!is_known_in_scope(*reader.database, scope, *word)) {
        result.emplace_back(word->token.folded);
      }
    }
    offer_vocabulary_words(*known, result);
    offer_index_words(*reader.database, scope, result);
    return result;
  });
  std::unordered_map<std::string_view, const std::string*> better;
  for (const Correction& each : slips) {
    if (!each.word().empty()) better.emplace(each.wrong(), &each.word());
  }
  if (better.empty()) return std::nullopt;
  std::string result;
  std::size_t at = 0;
  for (const Word& word : words) {
    const auto found = better.find(word.token.folded);
    if (found == better.end() || !may_be_wrong(looked_at, word)) continue;
    const std::string_view was =
        looked_at.substr(word.token.begin, word.token.end - word.token.begin);
    result.append(looked_at.substr(at, word.token.begin - at));
    result.append(put_right(was, *found->second));
    at = word.token.end;
  }
  return result.append(looked_at.substr(at));
}

}  // namespace expertise::search
