#include "server/pool/ranking_replay.h"

#include <algorithm>
#include <map>

namespace expertise {

namespace {

using Person = RankingRecord::Person;
using Change = RankingReplay::Change;

// What was kept of each person, by id; lives as long as the record.
std::map<std::string, const Person*> by_id(const std::optional<RankingRecord>& record) {
  std::map<std::string, const Person*> people;
  if (!record) return people;
  for (const Person& each : record->people) people[each.hit.record->profile.id] = &each;
  return people;
}

const Person* find(const std::map<std::string, const Person*>& people, SpecialistId id) {
  auto found = people.find(id.text());
  return found == people.end() ? nullptr : found->second;
}

// How often somebody thought along about what was asked.
int learned_of(const Person& person, const search::Understood& understood) {
  int most = 0;
  for (const search::Aspect& aspect : understood.aspects) {
    auto found = person.signals.evidence.find(aspect.topic);
    if (!aspect.negated && found != person.signals.evidence.end()) {
      most = std::max(most, found->second);
    }
  }
  return most;
}

void add_when_different(std::vector<Change>& changes, RankingChange what, std::string then,
                        std::string now) {
  if (then != now) changes.push_back({what, std::move(then), std::move(now)});
}

std::vector<Change> changes_of(const Person& then, const RankingRecord& all_then, const Person& now,
                               const RankingRecord& all_now) {
  std::vector<Change> changes;
  add_when_different(changes, RankingChange::availability, std::string(code(then.state)),
                     std::string(code(now.state)));
  const auto agreement = [](const Person& person) {
    return std::string(person.lacking_agreement ? "lacking" : "holding");
  };
  add_when_different(changes, RankingChange::agreement, agreement(then), agreement(now));
  add_when_different(changes, RankingChange::load, std::to_string(then.signals.open_load),
                     std::to_string(now.signals.open_load));
  add_when_different(changes, RankingChange::learned,
                     std::to_string(learned_of(then, all_then.understood)),
                     std::to_string(learned_of(now, all_now.understood)));
  if (then.profile_version != now.profile_version) {
    changes.push_back({RankingChange::profile, {}, {}});
  }
  return changes;
}

RankingReplay::Place place_of(const KeptRanking& ranking, std::size_t index, const Person* person) {
  const RankedSpecialist& ranked = ranking.order[index];
  return {index + 1, ranked.score, person ? person->reasons : std::vector<search::Reason>{}};
}

// The order is kept of more people than the inputs are, when those are very long.
bool gives_the_order(const RankingRecord& record, const std::vector<RankedSpecialist>& order,
                     const search::Vocabulary& vocabulary) {
  const std::vector<search::Candidate> again = rank_again(record, vocabulary);
  if (again.size() != record.people.size() || again.size() > order.size()) return false;
  for (std::size_t i = 0; i < again.size(); ++i) {
    if (again[i].id != order[i].specialist.text() || again[i].score != order[i].score) return false;
  }
  return true;
}

void compare_wholes(RankingReplay& replay, const KeptRanking& then,
                    const std::optional<KeptRanking>& now, const search::Vocabulary& vocabulary) {
  replay.inputs_kept = then.record.has_value();
  replay.text_gone = !now;
  if (now && now->record) replay.described_now = search::describe(now->record->understood);
  if (!then.record) return;
  replay.described_then = search::describe(then.record->understood);
  replay.reproduced = gives_the_order(*then.record, then.order, vocabulary);
  replay.weights_changed = then.record->ranking_version != search::ranking_version();
  replay.vocabulary_changed = then.record->vocabulary_version != version_of(vocabulary);
}

}  // namespace

RankingReplay compare(const KeptRanking& then, const std::optional<KeptRanking>& now,
                      const std::vector<SpecialistId>& left, const search::Vocabulary& vocabulary) {
  RankingReplay replay;
  compare_wholes(replay, then, now, vocabulary);
  const auto people_then = by_id(then.record);
  static const std::optional<RankingRecord> none;
  const auto people_now = by_id(now ? now->record : none);
  std::map<SpecialistId, std::size_t> places_now;
  for (std::size_t i = 0; now && i < now->order.size(); ++i) {
    places_now[now->order[i].specialist] = i;
  }
  for (std::size_t i = 0; i < then.order.size(); ++i) {
    const SpecialistId id = then.order[i].specialist;
    const Person* before = find(people_then, id);
    RankingReplay::Person person{id, place_of(then, i, before), {}, {}};
    const auto place = places_now.find(id);
    if (std::find(left.begin(), left.end(), id) != left.end()) {
      person.changes.push_back({RankingChange::left, {}, {}});
    } else if (place != places_now.end()) {
      const Person* after = find(people_now, id);
      person.now = place_of(*now, place->second, after);
      if (before && after) person.changes = changes_of(*before, *then.record, *after, *now->record);
    } else if (now) {
      person.changes.push_back({RankingChange::dropped, {}, {}});
    }
    places_now.erase(id);
    replay.people.push_back(std::move(person));
  }
  for (std::size_t i = 0; now && i < now->order.size(); ++i) {
    const SpecialistId id = now->order[i].specialist;
    if (!places_now.contains(id)) continue;
    replay.people.push_back(
        {id, {}, place_of(*now, i, find(people_now, id)), {{RankingChange::joined, {}, {}}}});
  }
  return replay;
}

}  // namespace expertise
