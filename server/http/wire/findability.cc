#include "server/http/wire/findability.h"

#include <nlohmann/json.hpp>

#include "server/http/wire/answers.h"
#include "server/http/wire/vocabulary.h"

namespace expertise::http {

namespace {

using nlohmann::json;

json question_json(const Call& call, const search::TriedQuestion& question) {
  json made = {{"text", question.text}, {"topic", topic_refs(call, {question.topic}).front()}};
  if (question.place > 0) made["place"] = question.place;
  return made;
}

}  // namespace

Answer get_findability(Call& call) {
  const auto found = call.services().matching.how_found(call.actor(), call.id<SpecialistId>());
  json questions = json::array();
  for (const auto& each : found.found) questions.push_back(question_json(call, each));
  json near_misses = json::array();
  for (const search::NearMiss& each : found.near_misses) {
    json miss = question_json(call, each.now);
    miss["placeThen"] = each.place_then;
    near_misses.push_back(std::move(miss));
  }
  return json_answer(200, {{"tried", found.tried},
                           {"found", questions},
                           {"words", found.words},
                           {"topics", topic_refs(call, found.topics)},
                           {"nearMisses", near_misses}});
}

}  // namespace expertise::http
