#include "server/pool/ranking_record.h"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <unordered_map>

namespace expertise {

namespace {

using nlohmann::json;

constexpr const char* part_name = "ranking";
constexpr int layout = 1;

// FNV-1a (draft-eastlake-fnv): tells versions apart, protects nothing.
class Fingerprint {
 public:
  void add(std::string_view text) {
    for (const char each : text) add_byte(static_cast<unsigned char>(each));
    add_byte(0);
  }
  void add(const std::vector<std::string>& texts) {
    for (const std::string& each : texts) add(each);
    add_byte(1);
  }
  std::string text() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string made;
    for (int shift = 60; shift >= 0; shift -= 4) made += digits[(state_ >> shift) & 15U];
    return made;
  }

 private:
  void add_byte(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001b3U; }

  std::uint64_t state_ = 0xcbf29ce484222325U;
};

// The lists of a profile that a ranking may look at.
constexpr std::array<std::pair<const char*, std::vector<std::string> search::Profile::*>, 9>
    kept_lists{{{"topics", &search::Profile::topics},
                {"lifeDomains", &search::Profile::life_domains},
                {"laws", &search::Profile::laws},
                {"ages", &search::Profile::age_groups},
                {"groups", &search::Profile::target_groups},
                {"languages", &search::Profile::languages},
                {"places", &search::Profile::neighbourhoods},
                {"ways", &search::Profile::ways},
                {"knowledge", &search::Profile::knowledge_kind}}};

// Codes of topics stand in many profiles: each is written once, and meant by its number.
class Codes {
 public:
  Codes() = default;
  explicit Codes(std::vector<std::string> codes) : codes_(std::move(codes)) {}

  std::size_t number_of(const std::string& code) {
    const auto [found, is_new] = numbers_.try_emplace(code, codes_.size());
    if (is_new) codes_.push_back(code);
    return found->second;
  }
  const std::string& of(std::size_t number) const { return codes_.at(number); }
  const std::vector<std::string>& all() const { return codes_; }

 private:
  std::vector<std::string> codes_;
  std::unordered_map<std::string, std::size_t> numbers_;
};

template <typename Weights>
json weights_json(const Weights& weights, Codes& codes) {
  json made = json::array();
  for (const auto& each : weights) made.push_back({codes.number_of(each.topic), each.weight});
  return made;
}

std::vector<search::TopicWeight> weights_of(const json& from, const Codes& codes) {
  std::vector<search::TopicWeight> made;
  for (const json& each : from) {
    made.push_back({codes.of(each.at(0).get<std::size_t>()), each.at(1).get<double>()});
  }
  return made;
}

json understood_json(const search::Understood& understood, Codes& codes) {
  json aspects = json::array();
  for (const search::Aspect& each : understood.aspects) {
    aspects.push_back({codes.number_of(each.topic), each.label, each.negated, each.certain,
                       each.strength, each.mentioned});
  }
  json made = {{"aspects", aspects},
               {"topics", weights_json(understood.topics, codes)},
               {"lifeDomains", understood.life_domains},
               {"laws", understood.laws},
               {"languages", understood.languages},
               {"places", understood.neighbourhoods},
               {"urgent", understood.urgent},
               {"danger", understood.acute_danger}};
  if (understood.age) made["age"] = {understood.age->from, understood.age->to};
  if (!understood.ages.empty()) made["years"] = understood.ages;
  if (understood.days_until_eighteen) made["eighteen"] = *understood.days_until_eighteen;
  return made;
}

search::Understood understood_of(const json& from, const Codes& codes) {
  search::Understood made;
  for (const json& each : from.at("aspects")) {
    search::Aspect aspect;
    aspect.topic = codes.of(each.at(0).get<std::size_t>());
    each.at(1).get_to(aspect.label);
    each.at(2).get_to(aspect.negated);
    each.at(3).get_to(aspect.certain);
    each.at(4).get_to(aspect.strength);
    if (each.size() > 5) each.at(5).get_to(aspect.mentioned);  // earlier it was not kept
    made.aspects.push_back(std::move(aspect));
  }
  made.topics = weights_of(from.at("topics"), codes);
  from.at("lifeDomains").get_to(made.life_domains);
  from.at("laws").get_to(made.laws);
  from.at("languages").get_to(made.languages);
  from.at("places").get_to(made.neighbourhoods);
  from.at("urgent").get_to(made.urgent);
  from.at("danger").get_to(made.acute_danger);
  if (from.contains("age")) {
    made.age = search::AgeBand{from["age"].at(0).get<int>(), from["age"].at(1).get<int>()};
  }
  if (from.contains("years")) from["years"].get_to(made.ages);
  if (from.contains("eighteen")) made.days_until_eighteen = from["eighteen"].get<int>();
  return made;
}

json wishes_json(const search::Wishes& wishes) {
  return {{"kinds", wishes.kinds},
          {"professions", wishes.professions},
          {"groups", wishes.target_groups},
          {"children", wishes.children},
          {"old", wishes.old_people}};
}

// Of a question that was sent before wishes counted there are none.
search::Wishes wishes_of(const json& from) {
  search::Wishes made;
  if (!from.contains("wishes")) return made;
  from["wishes"].at("kinds").get_to(made.kinds);
  from["wishes"].at("professions").get_to(made.professions);
  from["wishes"].at("groups").get_to(made.target_groups);
  from["wishes"].at("children").get_to(made.children);
  from["wishes"].at("old").get_to(made.old_people);
  return made;
}

json person_json(const RankingRecord::Person& person, Codes& codes) {
  json made = {{"id", person.hit.record->profile.id},
               {"fit", {person.hit.score, person.hit.text, person.hit.topic_fit}},
               {"about", weights_json(person.hit.record->topics, codes)},
               {"state", code(person.state)},
               {"load", {person.signals.open_load, person.signals.recent_load}},
               {"version", person.profile_version},
               {"score", person.score}};
  for (const auto& [name, list] : kept_lists) {
    if (!(person.hit.record->profile.*list).empty()) made[name] = person.hit.record->profile.*list;
  }
  const std::string& profession = person.hit.record->profile.title;
  if (!profession.empty()) made["profession"] = profession;
  if (person.lacking_agreement) made["lacking"] = true;
  for (const auto& [topic, times] : person.signals.evidence) made["evidence"][topic] = times;
  if (person.signals.experience > 0) made["experience"] = person.signals.experience;
  for (const search::Reason& each : without_texts(person.reasons)) {
    made["reasons"].push_back({search::name_of(each.code), each.parameters, each.share});
  }
  return made;
}

RankingRecord::Person person_of(const json& from, const Codes& codes) {
  RankingRecord::Person made;
  search::ProfileRecord kept;
  from.at("id").get_to(kept.profile.id);
  made.hit.score = from.at("fit").at(0).get<double>();
  made.hit.text = from.at("fit").at(1).get<double>();
  made.hit.topic_fit = from.at("fit").at(2).get<double>();
  kept.topics = weights_of(from.at("about"), codes);
  kept.profile.title = from.value("profession", "");
  for (const auto& [name, list] : kept_lists) {
    if (from.contains(name)) from[name].get_to(kept.profile.*list);
  }
  made.hit.record = std::make_shared<const search::ProfileRecord>(std::move(kept));
  made.state = from_code<FreeState>(from.at("state").get<std::string>()).value();
  made.signals.availability = availability_when_sent(made.state);
  made.signals.open_load = from.at("load").at(0).get<int>();
  made.signals.recent_load = from.at("load").at(1).get<int>();
  made.lacking_agreement = from.value("lacking", false);
  from.at("version").get_to(made.profile_version);
  from.at("score").get_to(made.score);
  if (from.contains("evidence")) from["evidence"].get_to(made.signals.evidence);
  made.signals.experience = from.value("experience", 0.0);
  if (!from.contains("reasons")) return made;
  for (const json& each : from["reasons"]) {
    auto known = search::reason_named(each.at(0).get<std::string>());
    if (!known) continue;  // a reason that is no longer given
    made.reasons.push_back(
        {*known, each.at(1).get<std::vector<std::string>>(), each.at(2).get<double>()});
  }
  // Earlier the words were kept.
  made.reasons = without_texts(std::move(made.reasons));
  return made;
}

}  // namespace

search::Availability availability_of(FreeState state) {
  switch (state) {
    case FreeState::now:
      return search::Availability::now;
    case FreeState::today:
      return search::Availability::today;
    case FreeState::this_week:
      return search::Availability::this_week;
    case FreeState::later:
      return search::Availability::later;
    case FreeState::unknown:
      return search::Availability::unknown;
    case FreeState::away:
      return search::Availability::away;
    case FreeState::full:
      return search::Availability::full;
    case FreeState::paused:
      return search::Availability::paused;
  }
  return search::Availability::unknown;
}

search::Availability availability_when_sent(FreeState state) {
  return can_be_offered(state) ? availability_of(state) : search::Availability::unknown;
}

search::Hit without_texts(search::Hit hit, const search::Wishes& wishes) {
  search::ProfileRecord kept;
  kept.profile.id = hit.record->profile.id;
  kept.profile.title = search::profession_in(hit.record->profile.title, wishes.professions);
  for (const auto& [name, list] : kept_lists) kept.profile.*list = hit.record->profile.*list;
  kept.topics = hit.record->topics;
  hit.record = std::make_shared<const search::ProfileRecord>(std::move(kept));
  return hit;
}

search::Understood without_texts(search::Understood understood) {
  understood.text.clear();
  understood.affirmed.clear();
  for (search::Aspect& each : understood.aspects) each.words.clear();
  return understood;
}

std::vector<search::Reason> without_texts(std::vector<search::Reason> reasons) {
  for (search::Reason& each : reasons) {
    if (each.code == search::ReasonCode::passage_match) each.parameters.clear();
  }
  return reasons;
}

CaseText encode(const RankingRecord& record) {
  Codes codes;
  json made = {{"layout", layout},
               {"ranking", record.ranking_version},
               {"vocabulary", record.vocabulary_version},
               {"added", record.added_topics},
               {"removed", record.removed_topics},
               {"facets", json::array()},
               {"understood", understood_json(record.understood, codes)}};
  if (record.wishes != search::Wishes{}) made["wishes"] = wishes_json(record.wishes);
  for (const RemovedFacet& each : record.removed_facets) made["facets"].push_back(line_of(each));
  for (const AddedFacet& each : record.added_facets) made["addedFacets"].push_back(line_of(each));
  std::size_t bytes = made.dump().size();
  json people = json::array();
  for (const RankingRecord::Person& each : record.people) {
    const std::size_t codes_before = codes.all().size();
    json person = person_json(each, codes);
    bytes += person.dump().size();
    for (std::size_t i = codes_before; i < codes.all().size(); ++i) bytes += codes.of(i).size() + 3;
    if (bytes > record_bytes_at_most) break;
    people.push_back(std::move(person));
  }
  made["people"] = std::move(people);
  made["codes"] = codes.all();
  return CaseText(CaseText::Parts{{part_name, made.dump()}});
}

RankingRecord decode_ranking_record(const CaseText& text) {
  try {
    const json from = json::parse(text.part(part_name));
    if (from.at("layout").get<int>() != layout) throw std::runtime_error("of another layout");
    const Codes codes(from.at("codes").get<std::vector<std::string>>());
    RankingRecord record;
    from.at("ranking").get_to(record.ranking_version);
    from.at("vocabulary").get_to(record.vocabulary_version);
    from.at("added").get_to(record.added_topics);
    from.at("removed").get_to(record.removed_topics);
    for (const json& each : from.at("facets")) {
      record.removed_facets.push_back(facet_of(each.get<std::string>()).value());
    }
    // Records of before had none.
    for (const json& each : from.value("addedFacets", json::array())) {
      record.added_facets.push_back(facet_of(each.get<std::string>()).value());
    }
    record.understood = understood_of(from.at("understood"), codes);
    record.wishes = wishes_of(from);
    for (const json& each : from.at("people")) record.people.push_back(person_of(each, codes));
    return record;
  } catch (const std::exception&) {
    // The cause could quote what was kept.
    throw std::runtime_error("what was kept of a ranking cannot be read");
  }
}

std::vector<search::Candidate> rank_again(const RankingRecord& record,
                                          const search::Vocabulary& vocabulary) {
  std::vector<search::Hit> hits;
  std::unordered_map<std::string, search::Signals> signals;
  for (const RankingRecord::Person& each : record.people) {
    hits.push_back(each.hit);
    signals[each.hit.record->profile.id] = each.signals;
  }
  return search::rank(hits, record.understood, signals, {}, vocabulary, record.wishes);
}

std::string version_of(const search::Profile& profile) {
  Fingerprint fingerprint;
  for (const auto* text : {&profile.title, &profile.organisation, &profile.summary}) {
    fingerprint.add(*text);
  }
  for (const auto& [name, list] : kept_lists) fingerprint.add(profile.*list);
  return fingerprint.text();
}

std::string version_of(const search::Vocabulary& vocabulary) {
  Fingerprint fingerprint;
  for (const search::Topic& topic : vocabulary.topics()) {
    fingerprint.add(topic.code);
    fingerprint.add(topic.term);
    for (const auto* list : {&topic.synonyms, &topic.signs, &topic.near, &topic.broader,
                             &topic.life_domains, &topic.laws, &topic.ages, &topic.who}) {
      fingerprint.add(*list);
    }
  }
  return fingerprint.text();
}

}  // namespace expertise
