#include "server/pool/people_found.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "search/covering.h"
#include "server/domain/local_time.h"
#include "server/pool/profiles.h"

namespace expertise {

namespace {

constexpr std::size_t hits_at_once = 300;
constexpr std::size_t hits_at_most = 3'000;
constexpr std::size_t deeper_each_time = 2;
constexpr std::size_t further_at_once = 150;
constexpr std::size_t asked_for_an_aspect = 3;
constexpr std::size_t looked_at_for_an_aspect = 40;

// Adds those who are not among `people` yet.
void add_new(std::vector<Present> others, std::vector<Present>& people) {
  std::unordered_set<std::string> known;
  for (const Present& each : people) known.insert(each.hit.record->profile.id);
  for (Present& each : others) {
    if (known.insert(each.hit.record->profile.id).second) people.push_back(std::move(each));
  }
}

// The aspects that the question names and nobody who fits covers, as the ranking counts it.
std::vector<search::Aspect> uncovered(const search::Understood& understood,
                                      const search::Vocabulary& vocabulary,
                                      const std::vector<Present>& people,
                                      const PeopleFound::Fits& fits) {
  std::vector<const search::Hit*> hits;
  for (const Present& each : people) {
    if (fits(each)) hits.push_back(&each.hit);
  }
  const std::unordered_set<std::string> known = search::covered_by(hits, understood, vocabulary);
  std::vector<search::Aspect> result;
  for (const search::Aspect& each : understood.aspects) {
    if (each.certain && !each.negated && !known.contains(each.topic)) result.push_back(each);
  }
  return result;
}

}  // namespace

// The rows and present state of these hits, without those that left since.
// Hours and load, which cost more than the row, are worked out only of whom is asked for.
std::vector<Present> PeopleFound::present(std::vector<search::Hit> hits, Whom whom) const {
  std::vector<SpecialistId> ids;
  std::unordered_map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (auto id = SpecialistId::parse(hits[i].record->profile.id)) ids.push_back(*id);
    place[hits[i].record->profile.id] = i;
  }
  const std::string today = date_text(local_day(now_));
  std::vector<Specialist> specialists;
  for (Specialist& each : txn_.specialists(ids)) {
    if (!each.active || left_out_.holds(each) != (whom == Whom::left_out)) continue;
    if (whom == Whom::without_lacking_agreement && lacking_agreement(each.agreements, today)) {
      continue;
    }
    specialists.push_back(std::move(each));
  }
  auto presence = presences(txn_, specialists, now_);
  std::vector<Present> result;
  for (std::size_t i = 0; i < specialists.size(); ++i) {
    search::Hit& hit = hits[place.at(specialists[i].id.text())];
    result.push_back({std::move(hit), std::move(specialists[i]), std::move(presence[i])});
  }
  return result;
}

std::vector<Present> PeopleFound::find(search::Query& query, std::size_t wanted, const Fits& fits,
                                       std::size_t* total) const {
  std::vector<Present> result;
  std::unordered_set<std::string> seen;  // a write between two pages may move somebody down
  query.limit = std::min(wanted, hits_at_once);
  query.count_allowed = total != nullptr;
  while (query.offset < hits_at_most && result.size() < wanted) {
    query.limit = std::min(query.limit, hits_at_most - query.offset);
    auto found = index_.find(query);
    if (total && query.offset == 0) *total = found.estimated_total;
    const std::size_t count = found.hits.size();
    std::erase_if(found.hits, [&](const search::Hit& each) {
      return !seen.insert(each.record->profile.id).second;
    });
    for (Present& each : present(std::move(found.hits))) {
      if (fits(each)) result.push_back(std::move(each));
    }
    query.offset = count < query.limit ? hits_at_most : query.offset + query.limit;
    query.limit = std::min(deeper_each_time * query.limit, hits_at_once);
  }
  return result;
}

void PeopleFound::add_further(search::Query& query, const Fits& fits,
                              std::vector<Present>& people) const {
  if (query.offset >= hits_at_most) return;
  query.limit = further_at_once;
  std::vector<Present> further = present(index_.find(query).hits, Whom::without_lacking_agreement);
  query.offset += query.limit;
  std::erase_if(further, [&](const Present& each) { return !fits(each); });
  add_new(std::move(further), people);
}

// Those who stand first when only this is asked.
std::vector<Present> PeopleFound::found_for(const search::Aspect& aspect,
                                            const search::Query& query,
                                            const search::Vocabulary& vocabulary, Whom whom) const {
  search::Query alone{search::understand(aspect.label, vocabulary), query.filters, 0,
                      looked_at_for_an_aspect};
  if (whom == Whom::left_out) alone.filters.except.clear();
  return present(index_.find(alone).hits, whom);
}

std::vector<std::string> PeopleFound::known_by_nobody(const search::Query& query,
                                                      const search::Vocabulary& vocabulary,
                                                      const std::vector<Present>& people) const {
  const Fits anybody = [](const Present&) { return true; };
  const bool seen_all = query.offset >= hits_at_most;
  std::vector<std::string> topics;
  for (const search::Aspect& each : uncovered(query.question, vocabulary, people, anybody)) {
    if (each.mentioned) continue;
    if (!seen_all) {
      const auto left =
          uncovered(query.question, vocabulary, found_for(each, query, vocabulary), anybody);
      const bool known = std::none_of(left.begin(), left.end(), [&](const search::Aspect& other) {
        return other.topic == each.topic;
      });
      if (known) continue;
    }
    topics.push_back(each.topic);
  }
  return topics;
}

std::vector<std::string> PeopleFound::known_to_left_out(const search::Query& query,
                                                        const search::Vocabulary& vocabulary,
                                                        const std::vector<std::string>& topics,
                                                        const Fits& fits) const {
  std::vector<std::string> result;
  if (left_out_.nobody()) return result;
  for (const search::Aspect& each : query.question.aspects) {
    if (std::find(topics.begin(), topics.end(), each.topic) == topics.end()) continue;
    const auto others = found_for(each, query, vocabulary, Whom::left_out);
    std::vector<const search::Hit*> hits;
    for (const Present& other : others) {
      if (fits(other)) hits.push_back(&other.hit);
    }
    if (search::covered_by(hits, query.question, vocabulary).contains(each.topic)) {
      result.push_back(each.topic);
    }
  }
  return result;
}

void PeopleFound::add_for_uncovered(const search::Query& query,
                                    const search::Vocabulary& vocabulary, const Fits& fits,
                                    std::vector<Present>& people) const {
  if (query.offset >= hits_at_most) return;  // everybody was looked at
  // In a pool where nobody fits there is nobody to look for.
  if (std::none_of(people.begin(), people.end(), fits)) return;
  for (const search::Aspect& each : uncovered(query.question, vocabulary, people, fits)) {
    std::vector<Present> others = found_for(each, query, vocabulary);
    std::erase_if(others, [&](const Present& other) { return !fits(other); });
    if (others.size() > asked_for_an_aspect)
      others.erase(others.begin() + asked_for_an_aspect, others.end());
    add_new(std::move(others), people);
  }
}

}  // namespace expertise
