#include "server/http/wire/demo_story.h"

#include <nlohmann/json.hpp>

#include "server/http/wire/answers.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

using nlohmann::json;

DemoStory& story_of(const Call& call) {
  if (!call.services().story) throw Refusal(Reason::not_found);
  return *call.services().story;
}

json step_json(const StoryStep& step, Language language) {
  json made = {{"id", step.id},
               {"title", step.title.in(language)},
               {"what", step.what.in(language)},
               {"caption", step.caption},
               {"source", step.source},
               {"account", step.account},
               {"path", step.path},
               {"moment", rfc3339(step.moment)}};
  put(made, "text", step.text);
  if (!step.fields.empty()) {
    json& fields = made["fields"] = json::array();
    for (const auto& [name, text] : step.fields) fields.push_back({{"name", name}, {"text", text}});
  }
  return made;
}

}  // namespace

Answer get_demo_story(Call& call) {
  const DemoStory& story = story_of(call);
  json steps = json::array();
  for (const StoryStep& each : story.steps()) steps.push_back(step_json(each, call.language));
  return json_answer(
      200, {{"now", rfc3339(story.now())}, {"password", story.password()}, {"steps", steps}});
}

Answer move_demo_clock(Call& call) {
  DemoStory& story = story_of(call);
  Body body(call.request.body);
  ObjectReader root = body.root();
  const Instant to = root.instant("to");
  body.finish();
  return json_answer(200, {{"now", rfc3339(story.move_clock(to))}});
}

}  // namespace expertise::http
