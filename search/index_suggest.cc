// Help while typing: completing a word and putting right one that nobody knows. Both look only at
// the vocabulary, which is everybody's, and at profiles within the scope.
#include <algorithm>
#include <map>
#include <unordered_map>

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
constexpr std::size_t max_corrected_words = 30;
constexpr std::size_t max_index_words = 5'000;

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
    result.push_back(read_record(match.get_document().get_data()).profile);
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
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
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
  explicit Correction(std::string_view wrong)
      : wrong_(wrong), edits_(wrong.size() >= long_word ? 3 : 2) {}

  void offer(std::string_view candidate, std::size_t uses) {
    if (candidate.size() < min_corrected || candidate.front() != wrong_.front()) return;
    const std::size_t limit = edits_ - (uses > uses_ ? 0 : 1);
    const std::size_t most = std::min<std::size_t>(limit, wrong_.size() >= long_word ? 2 : 1);
    const std::size_t found = edits(wrong_, candidate, most);
    if (found > most || found == 0) return;
    edits_ = found;
    uses_ = uses;
    word_ = candidate;
  }

  const std::string& word() const { return word_; }

 private:
  std::string_view wrong_;
  std::size_t edits_;
  std::size_t uses_ = 0;
  std::string word_;
};

bool in_scope(const Xapian::Database& database, const Xapian::Query& scope,
              const std::string& term) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, scope, Xapian::Query(term)));
  return !enquire.get_mset(0, 1).empty();
}

// The names and titles of the scope that could be meant.
void offer_index_words(const Xapian::Database& database, const Xapian::Query& scope,
                       const std::string& wrong, Correction& correction) {
  const std::string opening = field_term(Field::name_word, wrong.substr(0, 1));
  std::size_t looked_at = 0;
  for (auto term = database.allterms_begin(opening); term != database.allterms_end(opening);
       ++term) {
    if (++looked_at > max_index_words) return;
    const std::string word = (*term).substr(prefix_of(Field::name_word).size());
    const std::size_t most = wrong.size() >= long_word ? 2 : 1;
    if (edits(wrong, word, most) > most) continue;
    if (in_scope(database, scope, *term)) correction.offer(word, term.get_termfreq());
  }
}

bool is_known(const Xapian::Database& database, const Xapian::Query& scope,
              const Vocabulary& vocabulary, const Word& word) {
  const std::string& folded = word.token.folded;
  if (word.stop || word.token.capitals || is_word(folded) || !word.parts.empty()) return true;
  if (vocabulary.finder().uses(folded) > 0) return true;
  return in_scope(database, scope, field_term(Field::name_word, folded)) ||
         in_scope(database, scope, field_term(Field::stem, word.term));
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
  const Xapian::Query scope = scope_query(municipalities);
  std::string result(looked_at);
  // From the back, so that the places of earlier words stay right.
  std::size_t corrected = 0;
  for (auto word = words.rbegin(); word != words.rend(); ++word) {
    const std::string& folded = word->token.folded;
    if (folded.size() < min_corrected || corrected == max_corrected_words) continue;
    const std::string better = impl_->reading([&](const Reader& reader) {
      const Xapian::Database& database = *reader.database;
      if (is_known(database, scope, *known, *word)) return std::string();
      Correction correction(folded);
      known->finder().each_word(
          [&](std::string_view candidate, std::size_t uses) { correction.offer(candidate, uses); });
      offer_index_words(database, scope, folded, correction);
      return correction.word();
    });
    if (better.empty()) continue;
    result.replace(word->token.begin, word->token.end - word->token.begin, better);
    ++corrected;
  }
  if (corrected == 0) return std::nullopt;
  return result;
}

}  // namespace expertise::search
