#include "server/http/wire/ranking.h"

#include <nlohmann/json.hpp>

#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/matches.h"
#include "server/http/wire/names.h"

namespace expertise::http {

namespace {

using nlohmann::json;

// Without what it was worked out from no reason is known, and none is told.
json place_json(const RankingReplay::Place& place, bool inputs_kept, Language language) {
  return {{"place", place.place},
          {"score", place.score},
          {"reasons",
           inputs_kept ? reasons_json(place.reasons, place.score, language) : json::array()}};
}

json change_json(const RankingReplay::Change& change, Language language) {
  json made = {{"code", code(change.what)}, {"text", in_words(change, language)}};
  put(made, "then", change.then);
  put(made, "now", change.now);
  return made;
}

json person_json(Names& names, const RankingReplay::Person& person, bool inputs_kept,
                 Language language) {
  json changes = json::array();
  for (const auto& each : person.changes) changes.push_back(change_json(each, language));
  json made = {{"specialist", names.ref(person.specialist)}, {"changes", changes}};
  if (person.then) made["then"] = place_json(*person.then, inputs_kept, language);
  if (person.now) made["now"] = place_json(*person.now, inputs_kept, language);
  return made;
}

}  // namespace

Answer get_ranking(Call& call) {
  const RankingReplay replay =
      call.services().consultations.replay(call.actor(), call.id<ConsultationId>());
  Names names(call);
  for (const auto& each : replay.people) names.want(each.specialist);
  json people = json::array();
  for (const auto& each : replay.people) {
    people.push_back(person_json(names, each, replay.inputs_kept, call.language));
  }
  json made = {{"inputsKept", replay.inputs_kept},
               {"reproduced", replay.reproduced},
               {"weightsChanged", replay.weights_changed},
               {"vocabularyChanged", replay.vocabulary_changed},
               {"textGone", replay.text_gone},
               {"people", people}};
  put(made, "describedThen", replay.described_then);
  put(made, "describedNow", replay.described_now);
  return json_answer(200, made);
}

}  // namespace expertise::http
