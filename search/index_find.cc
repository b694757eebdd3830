// Asking the index. A question is one query: its stems, each with its share of the question's
// information, and the topics it is about; the score of a profile is the sum of the products of
// question and profile weights. Everything about weighting lies in numbers that were worked out
// beforehand, so the engine only multiplies and adds.
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

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

// What a question is about has a long tail that costs time and changes nothing.
constexpr std::size_t query_topics = 60;
constexpr std::size_t max_query_stems = 400;

// Whole numbers in the engine: question weights are counted in these.
constexpr double question_scale = 1e6;

// Up to this many matches are counted exactly.
constexpr Xapian::doccount counted_exactly = 300;

/// Score of a term = its weight in the question times its weight in the profile.
class ProductWeight : public Xapian::Weight {
 public:
  ProductWeight() {
    need_stat(WQF);
    need_stat(WDF);
    need_stat(WDF_MAX);
  }
  ProductWeight* clone() const override { return new ProductWeight; }
  void init(double factor) override {
    factor_ = factor * static_cast<double>(get_wqf()) / (question_scale * weight_scale);
  }
  std::string name() const override { return "ProductWeight"; }
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const override {
    return factor_ * static_cast<double>(wdf);
  }
  double get_maxpart() const override {
    return factor_ * static_cast<double>(get_wdf_upper_bound());
  }
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }

 private:
  double factor_ = 0;
};

class AllowedOnly : public Xapian::MatchDecider {
 public:
  explicit AllowedOnly(const std::function<bool(std::string_view)>& allowed) : allowed_(allowed) {}
  bool operator()(const Xapian::Document& document) const override {
    return allowed_(document.get_value(static_cast<Xapian::valueno>(Slot::id)));
  }

 private:
  const std::function<bool(std::string_view)>& allowed_;
};

Xapian::termcount whole(double weight) {
  return static_cast<Xapian::termcount>(std::lround(std::max(weight, 0.0) * question_scale));
}

// The stems of the question, weighted by how much they say: a word that few profiles have says
// more. Divided by the sum over all words, so that scores of different questions compare.
std::vector<Xapian::Query> word_queries(const Xapian::Database& database,
                                        const Understood& question) {
  std::vector<WeightedTerm> stems = terms(analyse(question.affirmed));
  const auto count = static_cast<double>(database.get_doccount());
  double sum = 0;
  for (WeightedTerm& stem : stems) {
    stem.term = field_term(Field::stem, stem.term);
    const auto holders = static_cast<double>(database.get_termfreq(stem.term));
    const double information = std::log(1 + (count - holders + 0.5) / (holders + 0.5));
    stem.weight = std::min(stem.weight, max_repetition) * information;
    sum += stem.weight;
  }
  if (stems.size() > max_query_stems) {
    std::nth_element(stems.begin(), stems.begin() + max_query_stems, stems.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    stems.resize(max_query_stems);
  }
  std::vector<Xapian::Query> queries;
  for (const WeightedTerm& stem : stems) {
    queries.emplace_back(stem.term, whole(text_share * stem.weight / sum));
  }
  return queries;
}

std::vector<TopicWeight> strongest_topics(const Understood& question) {
  std::vector<TopicWeight> topics = question.topics;
  std::sort(topics.begin(), topics.end(), [](const TopicWeight& a, const TopicWeight& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.topic < b.topic;
  });
  if (topics.size() > query_topics) topics.resize(query_topics);
  return topics;
}

Xapian::Query any_of(Field field, const std::vector<std::string>& values) {
  std::vector<Xapian::Query> alternatives;
  alternatives.reserve(values.size());
  for (const std::string& value : values) {
    alternatives.emplace_back(field_term(field, value), 1);
  }
  return {Xapian::Query::OP_OR, alternatives.begin(), alternatives.end()};
}

template <typename Change>
std::vector<std::string> each(const std::vector<std::string>& values, const Change& change) {
  std::vector<std::string> result;
  result.reserve(values.size());
  for (const std::string& value : values) result.push_back(change(value));
  return result;
}

std::vector<std::string> steps_of(const std::vector<std::string>& groups) {
  std::vector<std::string> result;
  for (const std::string& group : groups) {
    const std::optional<AgeBand> band = read_age_group(group);
    if (!band) continue;
    for (std::string& step : age_steps(*band)) result.push_back(std::move(step));
  }
  return result;
}

// A filter that everybody passes costs time and changes nothing.
bool everybody_has(const Xapian::Database& database, Field field,
                   const std::vector<std::string>& values) {
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    return database.get_termfreq(field_term(field, value)) == database.get_doccount();
  });
}

Xapian::Query filter_query(const Xapian::Database& database, const Filters& filters) {
  const auto folded = [](const std::string& value) { return fold(value); };
  const auto code = [](const std::string& value) { return language_code(value); };
  std::vector<Xapian::Query> all;
  const auto require = [&](Field field, const std::vector<std::string>& values) {
    if (!everybody_has(database, field, values)) all.push_back(any_of(field, values));
  };
  const auto require_some = [&](Field field, const std::vector<std::string>& given,
                                const std::vector<std::string>& values) {
    if (!given.empty()) require(field, values);
  };
  require(Field::municipality, filters.municipalities);
  require_some(Field::life_domain, filters.life_domains, each(filters.life_domains, folded));
  require_some(Field::law, filters.laws, each(filters.laws, folded));
  require_some(Field::age, filters.age_groups, steps_of(filters.age_groups));
  require_some(Field::language, filters.languages, each(filters.languages, code));
  require_some(Field::neighbourhood, filters.neighbourhoods, each(filters.neighbourhoods, folded));
  require_some(Field::own_topic, filters.topics, filters.topics);
  require_some(Field::way, filters.ways, each(filters.ways, folded));
  require_some(Field::knowledge_kind, filters.knowledge_kind, each(filters.knowledge_kind, folded));
  require_some(Field::organisation, filters.organisations, each(filters.organisations, folded));
  if (filters.only) require(Field::id, *filters.only);
  // Not Query::MatchAll: its reference count is shared by all threads and not guarded.
  Xapian::Query query = all.empty() ? Xapian::Query(std::string())
                                    : Xapian::Query(Xapian::Query::OP_AND, all.begin(), all.end());
  if (!filters.except.empty()) {
    query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, any_of(Field::id, filters.except));
  }
  return query;
}

// What was asked, kept for splitting the score of a hit into words and topics.
struct Asked {
  Xapian::Query query;
  std::unordered_map<std::string, double> topics;
  bool by_name = false;  // nothing was asked: everybody, in order of name
};

Asked make_query(const Xapian::Database& database, const Understood& question,
                 const Filters& filters) {
  Asked asked;
  const Xapian::Query filter = filter_query(database, filters);
  std::vector<Xapian::Query> parts = word_queries(database, question);
  for (const TopicWeight& topic : strongest_topics(question)) {
    asked.topics.emplace(topic.topic, topic.weight);
    parts.emplace_back(field_term(Field::about, topic.topic), whole(topic.weight));
  }
  asked.by_name = parts.empty();
  if (asked.by_name) {
    asked.query = Xapian::Query(0.0, filter);
  } else {
    const Xapian::Query content(Xapian::Query::OP_OR, parts.begin(), parts.end());
    // Who is named in `only` is wanted even when nothing of the question fits.
    asked.query = filters.only ? Xapian::Query(Xapian::Query::OP_AND_MAYBE,
                                               Xapian::Query(0.0, filter), content)
                               : Xapian::Query(Xapian::Query::OP_FILTER, content, filter);
  }
  return asked;
}

Hit make_hit(const Xapian::MSetIterator& match, const Asked& asked) {
  ProfileRecord record = read_record(match.get_document().get_data());
  Hit hit;
  hit.profile = std::move(record.profile);
  hit.topics = std::move(record.topics);
  if (asked.by_name) return hit;
  hit.score = match.get_weight();
  for (const TopicWeight& topic : hit.topics) {
    const auto found = asked.topics.find(topic.topic);
    if (found != asked.topics.end()) hit.topic_fit += found->second * topic.weight;
  }
  hit.text = std::clamp((hit.score - hit.topic_fit) / text_share, 0.0, 1.0);
  hit.topic_fit = std::clamp(hit.topic_fit, 0.0, 1.0);
  return hit;
}

Found run(const Xapian::Database& database, const Query& query) {
  const Asked asked = make_query(database, query.question, query.filters);
  Xapian::Enquire enquire(database);
  if (asked.by_name) {
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_sort_by_value(static_cast<Xapian::valueno>(Slot::sort_key), false);
  } else {
    enquire.set_weighting_scheme(ProductWeight());
  }
  enquire.set_query(asked.query);
  const std::size_t offset = std::min(query.offset, max_hits);
  const std::size_t limit = std::min(query.limit, max_hits - offset);
  const AllowedOnly decider(query.filters.allowed);
  const Xapian::MSet matches =
      enquire.get_mset(static_cast<Xapian::doccount>(offset), static_cast<Xapian::doccount>(limit),
                       counted_exactly, nullptr, query.filters.allowed ? &decider : nullptr);
  Found found;
  found.estimated_total = matches.get_matches_estimated();
  found.hits.reserve(matches.size());
  for (auto match = matches.begin(); match != matches.end(); ++match) {
    found.hits.push_back(make_hit(match, asked));
  }
  return found;
}

}  // namespace

Found Index::find(const Query& query) const {
  if (query.filters.municipalities.empty()) return {};
  return impl_->reading([&](const Xapian::Database& database) { return run(database, query); });
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

std::vector<std::string> Index::touched_by(const Topic& topic) const {
  std::vector<Xapian::Query> alternatives;
  const std::string code = topic.code.empty() ? topic_code(topic.term) : topic.code;
  alternatives.emplace_back(field_term(Field::about, code));
  alternatives.emplace_back(field_term(Field::own_topic, code));
  const auto add = [&](std::string_view text) {
    std::vector<Xapian::Query> stems;
    for (const WeightedTerm& stem : terms(analyse(text))) {
      if (stem.weight >= 1) stems.emplace_back(field_term(Field::stem, stem.term));
    }
    if (!stems.empty()) {
      alternatives.emplace_back(Xapian::Query::OP_AND, stems.begin(), stems.end());
    }
  };
  add(topic.term);
  for (const std::string& synonym : topic.synonyms) add(synonym);
  for (const std::string& sign : topic.signs) add(sign);
  return impl_->reading([&](const Xapian::Database& database) {
    Xapian::Enquire enquire(database);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(
        Xapian::Query(Xapian::Query::OP_OR, alternatives.begin(), alternatives.end()));
    const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
    std::vector<std::string> ids;
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      ids.push_back(match.get_document().get_value(static_cast<Xapian::valueno>(Slot::id)));
    }
    return ids;
  });
}

}  // namespace expertise::search
