// Asking the index. A question becomes terms with weights: its stems, each with its share of the
// question's information, and the topics it is about. The score of a profile is the sum of the
// products of both sides' weights; everything else about weighting was worked out when the profile
// was written. Scoring happens in memory; the records of those found come from the files.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "search/dutch.h"
#include "search/fields.h"
#include "search/index_engine.h"
#include "search/profile_document.h"

namespace expertise::search {
namespace {

// How much the words count beside the topics, which have 1. Words alone are exact but miss what is
// said in other words; measured, anything from 0.3 to 0.7 does equally well.
constexpr double text_share = 0.5;

// A word that is repeated in a long case is not three times the matter.
constexpr double max_repetition = 3;

// The pieces of a word that nobody or hardly anybody has: it may be a misspelling or another form.
// In its own field pieces of other words were measured to bring nothing beside their stems.
constexpr std::size_t rare_word = 5;
constexpr double piece_share = 0.4;
// Where the vocabulary knows nothing of what people write, the words are all there is: then pieces
// of every word count, and rare words more. On job titles nDCG@10 +.02, on questions to the
// government +.004; three quarters of the pieces or twice the rarity does equally well.
constexpr double foreign_rare_pieces = 0.3;
constexpr double foreign_pieces = 0.2;
constexpr double foreign_rarity = 0.3;

// See topic_share.
constexpr double foreign_pool = 0.5;
constexpr double familiar_pool = 0.65;

// What a question is about has a long tail that changes nothing.
constexpr std::size_t query_topics = 30;

// How much a term says: one that few profiles have says more.
double information(const Postings& postings, const std::string& term) {
  const auto count = static_cast<double>(postings.size());
  const auto holders = static_cast<double>(postings.holders(term));
  return std::log(1 + (count - holders + 0.5) / (holders + 0.5));
}

// How much the topics count in this pool: nothing where the vocabulary hardly knows what people
// write of themselves, all where it knows two thirds of it, as it does in its own field.
double topic_share(const Postings& postings) {
  const double known = postings.mean_weight(field_term(Field::familiar, "")) / weight_scale;
  return std::clamp((known - foreign_pool) / (familiar_pool - foreign_pool), 0.0, 1.0);
}

// How much the words of a question tell beside the one that tells most. A small pool takes for rare
// what is said everywhere; in its own field the vocabulary knows better.
class Tells {
 public:
  Tells(const Telling& telling, const std::vector<Word>& words, double foreign)
      : telling_(telling), foreign_(foreign) {
    for (const Word& word : words) {
      if (!word.stop) most_ = std::max(most_, telling.of(word.term));
    }
  }
  double of(const std::string& term) const {
    const double own = telling_.of(term);
    return own >= most_ ? 1 : std::lerp(own / most_, 1.0, foreign_);
  }

 private:
  const Telling& telling_;
  double foreign_;
  double most_ = 0;
};

// The stems and pieces of the question, weighted by how much they say. Divided by the sum over all,
// as if each of them told as much as any, so that scores of different questions compare and nobody
// stands high by the rest of a question that nobody knows.
void add_words(const Postings& postings, const Telling& telling, const Understood& question,
               std::vector<QueryTerm>& out) {
  struct Weight {
    double whole = 0;
    double told = 0;
  };
  const std::vector<Word> words = analyse(question.affirmed);
  const double foreign = 1 - topic_share(postings);
  const Tells tells(telling, words, foreign);
  std::map<std::string, Weight> weights;
  for (const WeightedTerm& stem : terms(words)) {
    const double often = std::min(stem.weight, max_repetition);
    weights[field_term(Field::stem, stem.term)] = {often, often * tells.of(stem.term)};
  }
  for (const Word& word : words) {
    const bool is_rare = postings.holders(field_term(Field::stem, word.term)) <= rare_word;
    const double share =
        is_rare ? std::lerp(piece_share, foreign_rare_pieces, foreign) : foreign * foreign_pieces;
    if (share <= 0) continue;
    for (const std::string& piece : pieces(word)) {
      Weight& weight = weights[field_term(Field::piece, piece)];
      weight.whole = std::min(weight.whole + share, max_repetition);
      weight.told = std::min(weight.told + share * tells.of(word.term), max_repetition);
    }
  }
  const double rarity_counts = 1 + foreign * foreign_rarity;
  double sum = 0;
  for (auto& [term, weight] : weights) {
    const double says = std::pow(information(postings, term), rarity_counts);
    weight.told *= says;
    sum += weight.whole * says;
  }
  for (const auto& [term, weight] : weights) {
    out.emplace_back(term, text_share * weight.told / (sum * weight_scale));
  }
}

std::vector<TopicWeight> strongest_topics(const Postings& postings, const Understood& question) {
  std::vector<const TopicWeight*> sorted;
  for (const TopicWeight& topic : question.topics) sorted.push_back(&topic);
  const auto kept =
      sorted.begin() + static_cast<std::ptrdiff_t>(std::min(query_topics, sorted.size()));
  std::partial_sort(sorted.begin(), kept, sorted.end(),
                    [](const TopicWeight* a, const TopicWeight* b) {
                      return a->weight != b->weight ? a->weight > b->weight : a->topic < b->topic;
                    });
  const double share = topic_share(postings);
  std::vector<TopicWeight> topics;
  for (auto each = sorted.begin(); each != kept; ++each) {
    topics.push_back({(*each)->topic, (*each)->weight * share});
  }
  return topics;
}

template <typename Make>
std::vector<std::string> field_terms(Field field, const std::vector<std::string>& values,
                                     const Make& make) {
  std::vector<std::string> result;
  result.reserve(values.size());
  for (const std::string& value : values) result.push_back(field_term(field, make(value)));
  return result;
}

std::vector<std::string> age_terms(const std::vector<std::string>& groups) {
  std::vector<std::string> result;
  for (const std::string& group : groups) {
    const std::optional<AgeBand> band = read_age_group(group);
    if (!band) continue;
    for (const std::string& step : age_steps(*band)) {
      result.push_back(field_term(Field::age, step));
    }
  }
  return result;
}

FilterGroups filter_groups(const Filters& filters) {
  const auto as_is = [](const std::string& value) { return value; };
  const auto folded = [](const std::string& value) { return fold(value); };
  const auto code = [](const std::string& value) { return language_code(value); };
  FilterGroups groups{field_terms(Field::municipality, filters.municipalities, as_is)};
  const auto require = [&](Field field, const std::vector<std::string>& values, const auto& make) {
    if (!values.empty()) groups.push_back(field_terms(field, values, make));
  };
  require(Field::life_domain, filters.life_domains, folded);
  require(Field::law, filters.laws, folded);
  require(Field::language, filters.languages, code);
  require(Field::neighbourhood, filters.neighbourhoods, folded);
  if (!filters.neighbourhoods.empty()) {
    groups.back().push_back(field_term(Field::neighbourhood, everywhere));
  }
  require(Field::own_topic, filters.topics, as_is);
  require(Field::way, filters.ways, folded);
  require(Field::knowledge_kind, filters.knowledge_kind, folded);
  require(Field::organisation, filters.organisations, folded);
  if (!filters.age_groups.empty()) groups.push_back(age_terms(filters.age_groups));
  return groups;
}

ScoreRequest make_request(const Postings& postings, const Query& query, const Telling& telling,
                          const std::vector<TopicWeight>& topics) {
  ScoreRequest request;
  add_words(postings, telling, query.question, request.terms);
  for (const TopicWeight& topic : topics) {
    request.terms.emplace_back(field_term(Field::about, topic.topic), topic.weight / weight_scale);
  }
  request.by_name = request.terms.empty();
  request.groups = filter_groups(query.filters);
  for (const std::string& id : query.filters.except) {
    request.except.push_back(field_term(Field::id, id));
  }
  request.only = query.filters.only;
  request.allowed = query.filters.allowed;
  request.count_allowed = query.count_allowed;
  request.wanted = std::min(query.offset, max_hits) + std::min(query.limit, max_hits);
  request.wanted = std::min(request.wanted, max_hits);
  return request;
}

using WeightsByTopic = std::unordered_map<TopicKey, double>;

WeightsByTopic by_topic(const std::vector<TopicWeight>& topics) {
  WeightsByTopic weights;
  for (const TopicWeight& topic : topics) weights.emplace(topic_key(topic.topic), topic.weight);
  return weights;
}

// Divides the score of a profile into words and topics.
Hit make_hit(std::shared_ptr<const ProfileRecord> record, double score,
             const WeightsByTopic& asked) {
  Hit hit;
  hit.record = std::move(record);
  hit.score = score;
  hit.record->topics.each_in(
      asked, [&](double wanted, double weight) { hit.topic_fit += wanted * weight; });
  hit.text = std::clamp((hit.score - hit.topic_fit) / text_share, 0.0, 1.0);
  hit.topic_fit = std::clamp(hit.topic_fit, 0.0, 1.0);
  return hit;
}

}  // namespace

namespace {

// One attempt; nothing when a write came between the scoring and the reading of the records.
std::optional<Found> try_find(Index::Impl& index, const Query& query) {
  const std::shared_ptr<Generation> generation = index.present();
  const std::shared_ptr<const Telling> telling = index.telling();
  std::vector<TopicWeight> topics;
  auto [scored, revision] = generation->with_postings([&](const Postings& postings) {
    topics = strongest_topics(postings, query.question);
    return postings.score(make_request(postings, query, *telling, topics));
  });
  Found found;
  found.estimated_total = scored.second;
  const std::size_t skipped = std::min(query.offset, scored.first.size());
  const std::vector<Scored> page(scored.first.begin() + static_cast<std::ptrdiff_t>(skipped),
                                 scored.first.end());
  const auto asked = by_topic(topics);
  const bool whole = index.reading_of(generation, [&, now = revision](const Reader& reader) {
    found.hits.clear();
    if (reader.revision != now) return false;
    const auto records = generation->records(reader, page);
    if (generation->revision() != now) return false;
    for (std::size_t i = 0; i < page.size(); ++i) {
      if (records[i]) found.hits.push_back(make_hit(records[i], page[i].score, asked));
    }
    return true;
  });
  if (!whole) return std::nullopt;
  return found;
}

}  // namespace

Found Index::find(const Query& query) const {
  constexpr int max_attempts = 8;
  if (query.filters.municipalities.empty()) return {};
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    if (std::optional<Found> found = try_find(*impl_, query)) return std::move(*found);
  }
  const std::lock_guard calm(impl_->write_mutex);
  std::optional<Found> found = try_find(*impl_, query);
  if (!found) throw std::runtime_error("search failed: the index changed without a writer");
  return std::move(*found);
}

std::optional<Hit> Index::find_one(const Understood& question, std::string_view id,
                                   const std::vector<std::string>& municipalities) const {
  Query query;
  query.question = question;
  query.filters.municipalities = municipalities;
  query.filters.only = std::vector<std::string>{std::string(id)};
  query.limit = 1;
  Found found = find(query);
  if (found.hits.empty()) return std::nullopt;
  return std::move(found.hits.front());
}

Hit Index::as_if(const ProfileDocument& document, const Understood& question) const {
  Query query;
  query.question = question;
  const std::shared_ptr<const Telling> telling = impl_->telling();
  std::vector<TopicWeight> topics;
  const auto make = [&](const Postings& postings) {
    topics = strongest_topics(postings, question);
    return make_request(postings, query, *telling, topics);
  };
  const ScoreRequest request = impl_->present()->with_postings(make).first;
  double score = 0;
  for (const auto& [term, weight] : request.terms) {
    const auto own = document.terms.find(term);
    if (own != document.terms.end()) score += weight * own->second;
  }
  return make_hit(std::make_shared<const ProfileRecord>(read_record(document.record)), score,
                  by_topic(topics));
}

double Index::rarity(std::string_view stem) const {
  return impl_->present()
      ->with_postings([&](const Postings& postings) {
        return information(postings, field_term(Field::stem, stem));
      })
      .first;
}

std::vector<std::string> Index::touched_by(const Topic& topic) const {
  const std::string code = topic.code.empty() ? topic_code(topic.term) : topic.code;
  std::vector<std::string> texts = topic.synonyms;
  texts.insert(texts.end(), topic.signs.begin(), topic.signs.end());
  texts.insert(texts.end(), topic.who.begin(), topic.who.end());
  texts.push_back(topic.term);
  // Who is about one of two neighbours is somewhat about the other.
  std::vector<std::string> about{code};
  const std::shared_ptr<const Vocabulary> known = vocabulary();
  for (const auto* names : {&topic.near, &topic.broader}) {
    for (const std::string& name : *names) {
      about.push_back(topic_code(name));
      if (const Topic* neighbour = known->named(name)) about.push_back(neighbour->code);
    }
  }

  const auto look = [&](const Postings& postings) {
    std::set<DocumentNumber> documents;
    const auto add = [&](const std::vector<std::string>& all) {
      const std::vector<DocumentNumber> found = postings.with_all(all);
      documents.insert(found.begin(), found.end());
    };
    for (const std::string& each : about) add({field_term(Field::about, each)});
    add({field_term(Field::own_topic, code)});
    for (const std::string& text : texts) {
      std::vector<std::string> stems;
      for (const WeightedTerm& stem : terms(analyse(text))) {
        if (stem.weight >= 1) stems.push_back(field_term(Field::stem, stem.term));
      }
      add(stems);
    }
    std::vector<std::string> ids;
    for (const DocumentNumber document : documents) ids.push_back(postings.id_of(document));
    return ids;
  };
  return impl_->present()->with_postings(look).first;
}

}  // namespace expertise::search
