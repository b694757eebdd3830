#include "server/http/wire/transition.h"

#include <nlohmann/json.hpp>

#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/vocabulary.h"

namespace expertise::http {

namespace {

using nlohmann::json;

std::string in(const search::TwoLanguages& text, Language language) {
  return std::string(language == Language::en ? text.en : text.nl);
}

std::string_view name_of(search::StepTime time) {
  switch (time) {
    case search::StepTime::due:
      return "due";
    case search::StepTime::open:
      return "open";
    case search::StepTime::later:
      return "later";
    case search::StepTime::past:
      return "past";
  }
  return "open";
}

std::string_view name_of(search::AgeFrom from) {
  switch (from) {
    case search::AgeFrom::age:
      return "age";
    case search::AgeFrom::birthday:
      return "birthday";
    case search::AgeFrom::topic:
      return "topic";
  }
  return "topic";
}

// "uiterlijk 6 maanden voor 18", "vanaf 17 jaar", "tot 21 jaar".
std::string when(int months, Language language) {
  constexpr int year = 12;
  if (months == 0) return sentence("eighteen.on", {}, language);
  if (months % year == 0) {
    return sentence(months < 0 ? "eighteen.from" : "eighteen.until",
                    {{"years", std::to_string(18 + months / year)}}, language);
  }
  return sentence(months < 0 ? "eighteen.before" : "eighteen.after",
                  {{"months", std::to_string(std::abs(months))}}, language);
}

json row_json(const search::TransitionRow& row, Language language) {
  const search::TransitionRule& rule = *row.rule;
  json steps = json::array();
  for (std::size_t i = 0; i < rule.steps.size(); ++i) {
    const search::TransitionStep& step = rule.steps[i];
    steps.push_back({{"months", step.months},
                     {"when", when(step.months, language)},
                     {"time", name_of(row.times[i])},
                     {"what", in(step.what, language)}});
  }
  json sources = json::array();
  for (const search::TransitionSource& source : rule.sources) {
    sources.push_back({{"kind", source.kind == search::SourceKind::law ? "law" : "guidance"},
                       {"text", source.text}});
  }
  json made = {{"strand", rule.strand},
               {"title", in(rule.title, language)},
               {"fromLaws", rule.from_laws},
               {"toLaws", rule.to_laws},
               {"change", in(rule.change, language)},
               {"steps", steps},
               {"sources", sources},
               {"topics", row.topics}};
  put(made, "limit", in(rule.limit, language));
  return made;
}

json side_json(const Call& call, const search::TransitionSide& side,
               const std::optional<SpecialistId>& person) {
  json made = {{"laws", side.laws}, {"topics", topic_refs(call, side.topics)}};
  put(made, "specialist", person);
  return made;
}

}  // namespace

json transition_json(const Call& call, const search::Transition& transition,
                     const BothSides& sides) {
  json rows = json::array();
  for (const search::TransitionRow& each : transition.rows) {
    rows.push_back(row_json(each, call.language));
  }
  json made = {{"age", transition.age},
               {"ageFrom", name_of(transition.age_from)},
               {"rows", rows},
               {"youthSide", side_json(call, transition.youth, sides.youth)},
               {"adultSide", side_json(call, transition.adult, sides.adult)}};
  if (transition.months_left) made["monthsUntilEighteen"] = *transition.months_left;
  return made;
}

}  // namespace expertise::http
