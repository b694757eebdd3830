// The weight of a stem is its BM25 share, worked out when the profile is written, with a fixed
// average length: so a question needs no lengths at all, and a profile's words weigh the same
// whoever else is in the pool.
#include "search/profile_document.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <unordered_map>

#include "search/dutch.h"
#include "search/fields.h"
#include "search/fold.h"
#include "search/negation.h"
#include "search/passage.h"
#include "search/topic_finder.h"

namespace expertise::search {
namespace {

// Robertson and Zaragoza, The Probabilistic Relevance Framework (2009); k1 and b as measured on six
// Dutch collections. The length is that of a profile of 70 words with a title and five topics.
constexpr double k1 = 1.4;
constexpr double b = 0.5;
constexpr double average_length = 100;
constexpr double pieces_a_word = 4;

// Without a title the first sentence says most: "inspiciënt.", "Huisbezoek bij ouderen."
constexpr std::ptrdiff_t longest_opening = 20;
constexpr double opening_weight = 7;

constexpr std::size_t max_id_bytes = 200;
constexpr std::array<int, 9> steps{0, 4, 12, 16, 18, 21, 23, 27, 65};

void put(std::string& out, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((size >> shift) & 0xFFU);
  out += text;
}

void put(std::string& out, const std::vector<std::string>& list) {
  put(out, std::to_string(list.size()));
  for (const std::string& item : list) put(out, item);
}

class RecordReader {
 public:
  explicit RecordReader(std::string_view rest) : rest_(rest) {}

  std::string text() {
    if (rest_.size() < 4) throw std::runtime_error("a stored profile ends too early");
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      size |= static_cast<std::size_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
    }
    rest_.remove_prefix(4);
    if (rest_.size() < size) throw std::runtime_error("a stored profile ends too early");
    std::string result(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return result;
  }

  std::size_t number() {
    const std::string digits = text();
    std::size_t value = 0;
    for (const char digit : digits) {
      if (digit < '0' || digit > '9' || value > 1'000'000) {
        throw std::runtime_error("a stored profile holds a bad number");
      }
      value = value * 10 + static_cast<std::size_t>(digit - '0');
    }
    return value;
  }

  std::vector<std::string> list() {
    std::vector<std::string> result(std::min<std::size_t>(number(), rest_.size()));
    for (std::string& item : result) item = text();
    return result;
  }

 private:
  std::string_view rest_;
};

constexpr std::array<std::string Profile::*, 7> record_texts{
    &Profile::id,    &Profile::external_id,  &Profile::municipality, &Profile::name,
    &Profile::title, &Profile::organisation, &Profile::summary};
constexpr std::array<std::vector<std::string> Profile::*, 9> record_lists{
    &Profile::topics,         &Profile::life_domains,  &Profile::laws,
    &Profile::age_groups,     &Profile::target_groups, &Profile::languages,
    &Profile::neighbourhoods, &Profile::ways,          &Profile::knowledge_kind};

std::string make_record(const Profile& profile, const std::vector<TopicWeight>& topics,
                        const TextStems& stems) {
  std::string record;
  for (const auto member : record_texts) put(record, profile.*member);
  for (const auto member : record_lists) put(record, profile.*member);
  put(record, std::to_string(topics.size()));
  for (const TopicWeight& topic : topics) {
    put(record, topic.topic);
    put(record, std::to_string(std::lround(topic.weight * weight_scale)));
  }
  put(record, stems.kept());
  return record;
}

// Calls `use` with every text of the profile and the row of the table it comes from.
template <typename Use>
void each_text(const Profile& profile, const Use& use) {
  for (const TextField& field : text_fields) {
    if (field.text != nullptr) {
      use(profile.*field.text, field);
    } else {
      for (const std::string& item : profile.*field.list) use(item, field);
    }
  }
}

std::uint32_t whole(double weight) {
  return std::max(1U, static_cast<std::uint32_t>(std::lround(weight * weight_scale)));
}

// Terms of one kind with how often they stand in a profile.
class Frequencies {
 public:
  void add(const std::string& term, double frequency) {
    frequencies_[term] += frequency;
    length_ += frequency;
  }

  void put(Field field, double usual_length, std::map<std::string, std::uint32_t>& out) const {
    const double norm = k1 * (1 - b + b * length_ / usual_length);
    for (const auto& [term, frequency] : frequencies_) {
      out[field_term(field, term)] = whole(frequency * (k1 + 1) / (frequency + norm));
    }
  }

 private:
  std::unordered_map<std::string, double> frequencies_;
  double length_ = 0;
};

// The first sentence, when it is short enough to say what the text is about.
std::vector<Word> opening(const std::vector<Word>& words) {
  const auto second = std::find_if(words.begin() + (words.empty() ? 0 : 1), words.end(),
                                   [](const Word& word) { return word.token.starts_sentence; });
  if (second - words.begin() > longest_opening) return {};
  return {words.begin(), second};
}

// A text of a profile and the row of the table it comes from.
struct ProfileText {
  const std::string* text;
  const TextField* field;
  std::vector<Word> words;
};

std::vector<ProfileText> texts_of(const Profile& profile) {
  std::vector<ProfileText> result;
  each_text(profile, [&](const std::string& text, const TextField& field) {
    result.push_back({&text, &field, analyse(text)});
  });
  return result;
}

TextStems stems_of(const std::vector<ProfileText>& texts) {
  TextStems stems;
  for (const ProfileText& each : texts) {
    const TextField& field = *each.field;
    if (field.text == &Profile::title || field.text == &Profile::summary ||
        field.list == &Profile::topics) {
      stems.add(each.words);
    }
  }
  return stems;
}

// What a specialist says not to do is neither searched nor what the profile is about.
void leave_out_denied(std::vector<ProfileText>& texts, const Vocabulary& vocabulary) {
  for (ProfileText& each : texts) {
    if (each.field->text != &Profile::summary) continue;
    const NamesFound names = find_names(*each.text, each.words, vocabulary, Teller::specialist);
    const std::string left = without(
        *each.text, each.words,
        denied_words(*each.text, each.words, names, vocabulary.finder(), Teller::specialist));
    if (left != *each.text) each.words = analyse(left);
  }
}

void add_words(const Profile& profile, const std::vector<ProfileText>& texts,
               std::map<std::string, std::uint32_t>& out) {
  Frequencies stems;
  Frequencies parts;
  const auto add = [&](const std::vector<Word>& words, double weight) {
    for (const WeightedTerm& term : terms(words)) stems.add(term.term, weight * term.weight);
    for (const Word& word : words) {
      for (const std::string& piece : pieces(word)) parts.add(piece, weight);
    }
  };
  for (const ProfileText& each : texts) {
    add(each.words, each.field->words);
    const bool says_what = profile.title.empty() && each.field->text == &Profile::summary;
    if (says_what) add(opening(each.words), opening_weight);
  }
  for (const std::string& language : profile.languages) {
    if (language_code(language) != "nl") add(analyse(language_name(language_code(language))), 0.3);
  }
  stems.put(Field::stem, average_length, out);
  parts.put(Field::piece, average_length * pieces_a_word, out);
}

// A topic that is given by its code, or by the name that it had before it got another.
const Topic* topic_given(const std::string& text, const Vocabulary& vocabulary) {
  if (const Topic* topic = vocabulary.find(text)) return topic;
  const Topic* topic = vocabulary.named(text);
  const bool is_renamed =
      topic != nullptr && topic->code == topic_code(text) && topic->code != topic_code(topic->term);
  return is_renamed ? topic : nullptr;
}

Subject subject_of(std::vector<ProfileText> texts, const Vocabulary& vocabulary) {
  std::vector<SaidText> said;
  for (ProfileText& each : texts) {
    if (each.field->topics <= 0) continue;
    const Topic* topic = topic_given(*each.text, vocabulary);
    said.push_back(
        {topic == nullptr ? std::move(each.words) : analyse(topic->term), each.field->topics});
  }
  return vocabulary.finder().subject(said);
}

// What is named outright is kept before what it only resembles.
std::vector<TopicWeight> strongest(const Subject& subject, const Vocabulary& vocabulary) {
  const auto is_named = [&](std::uint32_t topic) {
    return std::binary_search(subject.named.begin(), subject.named.end(), topic);
  };
  const auto comes_first = [&](const auto& one, const auto& other) {
    if (one.second != other.second) return one.second > other.second;
    return vocabulary.topics()[one.first].code < vocabulary.topics()[other.first].code;
  };
  TopicVector topics = subject.topics;
  const auto others = std::partition(topics.begin(), topics.end(),
                                     [&](const auto& topic) { return is_named(topic.first); });
  const auto kept = topics.begin() + static_cast<std::ptrdiff_t>(
                                         std::min<std::size_t>(profile_topics, topics.size()));
  if (kept < others) {
    std::nth_element(topics.begin(), kept, others, comes_first);
  } else if (kept < topics.end()) {
    std::nth_element(others, kept, topics.end(), comes_first);
  }
  std::sort(topics.begin(), kept, comes_first);
  std::vector<TopicWeight> result;
  for (auto each = topics.begin(); each != kept; ++each) {
    result.push_back({vocabulary.topics()[each->first].code, each->second});
  }
  return result;
}

void add_filters(const Profile& profile, const std::vector<std::string>& named_topics,
                 std::map<std::string, std::uint32_t>& out) {
  const auto add = [&](Field field, std::string_view value) {
    if (!value.empty()) out.emplace(field_term(field, value), 0);
  };
  add(Field::id, profile.id);
  add(Field::municipality, profile.municipality);
  add(Field::organisation, fold(profile.organisation));
  for (const std::string& name : profile.life_domains) add(Field::life_domain, fold(name));
  for (const std::string& name : profile.laws) add(Field::law, fold(name));
  for (const std::string& name : profile.languages) add(Field::language, language_code(name));
  for (const std::string& name : profile.neighbourhoods) add(Field::neighbourhood, fold(name));
  if (profile.neighbourhoods.empty()) out.emplace(field_term(Field::neighbourhood, everywhere), 0);
  for (const std::string& name : profile.ways) add(Field::way, fold(name));
  for (const std::string& name : profile.knowledge_kind) add(Field::knowledge_kind, fold(name));
  for (const std::string& code : named_topics) add(Field::own_topic, code);
  bool any_age = false;
  for (const std::string& group : profile.age_groups) {
    const std::optional<AgeBand> band = read_age_group(group);
    if (!band) continue;
    any_age = true;
    for (const std::string& step : age_steps(*band)) add(Field::age, step);
  }
  if (!any_age) {
    for (const std::string& step : age_steps({})) add(Field::age, step);
  }
  for (const auto* text : {&profile.name, &profile.title, &profile.organisation}) {
    for (const Token& token : tokens(*text)) add(Field::name_word, token.folded);
  }
}

}  // namespace

std::string field_term(Field field, std::string_view value) {
  std::string term(prefix_of(field));
  term += cut(value, max_term_bytes);
  return term;
}

std::vector<std::string> age_steps(const AgeBand& band) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const int last = i + 1 < steps.size() ? steps[i + 1] - 1 : 120;
    if (band.overlaps({steps[i], last})) result.push_back(std::to_string(steps[i]));
  }
  return result;
}

std::set<std::string> topics_not_done(std::string_view text, const Vocabulary& vocabulary) {
  std::set<std::string> topics;
  for (const NamedTopic& name :
       find_names(text, analyse(text), vocabulary, Teller::specialist).negated) {
    topics.insert(vocabulary.topics()[name.topic].code);
  }
  return topics;
}

std::vector<std::string> own_topics(const Profile& profile, const Vocabulary& vocabulary) {
  std::set<std::string> codes;
  for (const std::string& words : profile.topics) {
    if (const Topic* topic = vocabulary.named(words)) {
      codes.insert(topic->code);
      continue;
    }
    for (const NamedTopic& named : vocabulary.finder().named(analyse(words))) {
      codes.insert(vocabulary.topics()[named.topic].code);
    }
  }
  return {codes.begin(), codes.end()};
}

ProfileDocument make_document(const Profile& profile, const Vocabulary& vocabulary) {
  if (profile.id.empty() || profile.id.size() > max_id_bytes ||
      profile.id.find('\0') != std::string::npos) {
    throw std::invalid_argument("a profile's id must have 1 to 200 bytes and no NUL");
  }
  ProfileDocument document;
  document.id = profile.id;
  const std::vector<std::string> named = own_topics(profile, vocabulary);
  add_filters(profile, named, document.terms);
  std::vector<ProfileText> texts = texts_of(profile);
  const TextStems stems = stems_of(texts);
  leave_out_denied(texts, vocabulary);
  add_words(profile, texts, document.terms);
  const Subject subject = subject_of(std::move(texts), vocabulary);
  // Who names a topic of the vocabulary writes of its field, however short.
  document.terms[field_term(Field::familiar, "")] = whole(named.empty() ? subject.mean_known : 1);
  const std::vector<TopicWeight> topics = strongest(subject, vocabulary);
  for (const TopicWeight& topic : topics) {
    const auto weight = static_cast<std::uint32_t>(std::lround(topic.weight * weight_scale));
    if (weight > 0) document.terms[field_term(Field::about, topic.topic)] = weight;
  }
  document.record = make_record(profile, topics, stems);
  document.sort_key = std::string(cut(fold(profile.name), max_term_bytes));
  return document;
}

ProfileRecord read_record(std::string_view record) {
  RecordReader reader(record);
  ProfileRecord result;
  for (const auto member : record_texts) result.profile.*member = reader.text();
  for (const auto member : record_lists) result.profile.*member = reader.list();
  const std::size_t count = std::min<std::size_t>(reader.number(), record.size());
  std::vector<TopicWeight> topics;
  for (std::size_t i = 0; i < count; ++i) {
    std::string code = reader.text();
    topics.push_back({std::move(code), static_cast<double>(reader.number()) / weight_scale});
  }
  result.topics = std::move(topics);
  result.words = std::make_shared<const TextStems>(TextStems::of_kept(reader.text()));
  return result;
}

}  // namespace expertise::search
