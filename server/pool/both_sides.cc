#include "server/pool/both_sides.h"

#include <algorithm>

namespace expertise {

namespace {

constexpr search::AgeBand before_eighteen{16, 17};
constexpr search::AgeBand after_eighteen{18, 23};

bool holds(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Somebody whose profile names no ages works with all.
bool works_with(const Specialist& person, const search::AgeBand& ages) {
  if (person.age_groups.empty()) return true;
  return std::any_of(person.age_groups.begin(), person.age_groups.end(), [&](const auto& group) {
    const auto band = search::read_age_group(group);
    return band && band->overlaps(ages);
  });
}

bool is_on(const Specialist& person, const search::TransitionSide& side,
           const search::Vocabulary& vocabulary) {
  if (std::any_of(person.laws.begin(), person.laws.end(),
                  [&](const std::string& law) { return holds(side.laws, law); })) {
    return true;
  }
  return std::any_of(person.topics.begin(), person.topics.end(), [&](const std::string& name) {
    const search::Topic* topic = vocabulary.named(name);
    return topic != nullptr && holds(side.topics, topic->code);
  });
}

std::optional<SpecialistId> best_of(const search::TransitionSide& side, const search::AgeBand& ages,
                                    const std::vector<const Specialist*>& ranked,
                                    const search::Team& team,
                                    const search::Vocabulary& vocabulary) {
  std::optional<SpecialistId> best;
  for (const Specialist* person : ranked) {
    if (!works_with(*person, ages) || !is_on(*person, side, vocabulary)) continue;
    const std::string id = person->id.text();
    if (std::any_of(team.members.begin(), team.members.end(),
                    [&](const search::TeamMember& member) { return member.id == id; })) {
      return person->id;
    }
    if (!best) best = person->id;
  }
  return best;
}

}  // namespace

BothSides both_sides(const search::Transition& transition,
                     const std::vector<const Specialist*>& ranked, const search::Team& team,
                     const search::Vocabulary& vocabulary) {
  return {best_of(transition.youth, before_eighteen, ranked, team, vocabulary),
          best_of(transition.adult, after_eighteen, ranked, team, vocabulary)};
}

}  // namespace expertise
