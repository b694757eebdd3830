#include "server/http/wire/matches.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/described.h"
#include "server/http/wire/names.h"
#include "server/http/wire/reader.h"
#include "server/http/wire/shares.h"
#include "server/http/wire/specialists.h"
#include "server/http/wire/transition.h"

namespace expertise::http {

namespace {

using nlohmann::json;

struct MatchLimits {
  static constexpr TextLimits question{1, 20000, TextShape::text};
  static constexpr TextLimits text{0, 500, TextShape::text};
  static constexpr TextLimits prefix{0, 120};
  static constexpr TextLimits entry{1, 120};
  static constexpr TextLimits facet{0, facet_characters};
  static constexpr TextLimits organisation{1, SpecialistLimits::organisation_characters};
  static constexpr std::size_t entries = 60;
  static constexpr int candidates = 100;
  static constexpr int candidates_otherwise = 20;
  static constexpr int offset = 10'000;
  static constexpr int page_otherwise = 50;
};

template <class Enum>
std::vector<std::string> code_texts(const std::vector<Enum>& values) {
  std::vector<std::string> made;
  for (const Enum each : values) made.emplace_back(code(each));
  return made;
}

PoolFilters read_filters(ObjectReader& root) {
  PoolFilters read;
  auto object = root.optional_object("filters");
  if (!object) return read;
  const auto list = [&](const char* name) {
    return object->texts(name, MatchLimits::entries, MatchLimits::entry);
  };
  read.municipality = object->optional_id<MunicipalityId>("municipality");
  read.topics = list("topics");
  read.life_domains = list("lifeDomains");
  read.laws = list("laws");
  read.age_groups = list("ageGroups");
  read.languages = list("languages");
  read.neighbourhoods = list("neighbourhoods");
  read.ways = code_texts(object->choices<Way>("ways", codes<Way>.size()));
  read.knowledge_kinds =
      code_texts(object->choices<KnowledgeKind>("knowledgeKinds", codes<KnowledgeKind>.size()));
  read.available = object->choice_or("available", AvailableWithin::any);
  read.excluded_specialists =
      object->ids<SpecialistId>("excludedSpecialists", ConsultationLimits::exclusions);
  read.excluded_organisations = object->texts(
      "excludedOrganisations", ConsultationLimits::exclusions, MatchLimits::organisation);
  return read;
}

json aspect_json(const search::Aspect& aspect) {
  return {{"topic", aspect.topic},         {"label", aspect.label},
          {"words", aspect.words},         {"negated", aspect.negated},
          {"certain", aspect.certain},     {"strength", aspect.strength},
          {"mentioned", aspect.mentioned}, {"suspected", aspect.suspected()}};
}

json understood_json(const search::Understood& understood) {
  json aspects = json::array();
  for (const search::Aspect& each : understood.aspects) aspects.push_back(aspect_json(each));
  json made = {{"aspects", aspects},
               {"lifeDomains", understood.life_domains},
               {"laws", understood.laws},
               {"languages", understood.languages},
               {"neighbourhoods", understood.neighbourhoods},
               {"urgent", understood.urgent},
               {"acuteDanger", understood.acute_danger}};
  if (understood.age) made["age"] = {{"from", understood.age->from}, {"to", understood.age->to}};
  if (understood.days_until_eighteen) made["daysUntilEighteen"] = *understood.days_until_eighteen;
  return made;
}

json finding_json(const Finding& finding, std::string_view text) {
  return {{"kind", code(finding.kind)},
          {"from", characters(text.substr(0, finding.begin))},
          {"to", characters(text.substr(0, finding.end))},
          {"certain", finding.certainty == Certainty::sure}};
}

// Why a question cannot be understood; empty when it can.
std::string_view unreadable(search::Readable readable) {
  switch (readable) {
    case search::Readable::yes:
      return {};
    case search::Readable::no_words:
      return "no_words";
    case search::Readable::too_short:
      return "too_short";
    case search::Readable::small_words:
      return "small_words";
    case search::Readable::not_dutch:
      return "not_dutch";
  }
  return {};
}

// Who is found in the pool is not ranked for a question, and has no reasons.
enum class Ranked { yes, no };

json candidate_json(const Call& call, Names& names, const MatchCandidate& candidate,
                    Ranked ranked) {
  json passage = json::array();
  for (const search::Segment& each : candidate.passage) {
    passage.push_back({{"text", each.text}, {"marked", each.marked}});
  }
  return {{"specialist", specialist_json(call, names, candidate.specialist, candidate.presence)},
          {"score", candidate.score},
          {"reasons", ranked == Ranked::yes
                          ? reasons_json(candidate.reasons, candidate.score, call.language)
                          : json::array()},
          {"covers", candidate.covers},
          {"passage", passage}};
}

json candidates_json(const Call& call, const std::vector<MatchCandidate>& candidates,
                     Ranked ranked) {
  Names names(call);
  for (const MatchCandidate& each : candidates) want(names, each.presence);
  json made = json::array();
  for (const MatchCandidate& each : candidates) {
    made.push_back(candidate_json(call, names, each, ranked));
  }
  return made;
}

json team_json(const search::Team& team, const std::vector<std::string>& known_to_excluded) {
  json members = json::array();
  for (const search::TeamMember& each : team.members) {
    members.push_back({{"specialist", each.id}, {"covers", each.covers}});
  }
  json together = json::array();
  for (const auto& [one, other] : team.together) together.push_back({one, other});
  return {{"members", members},
          {"uncovered", team.uncovered},
          {"knownToExcluded", known_to_excluded},
          {"together", together}};
}

std::string_view kind_of(const search::Suggestion& suggestion) {
  switch (suggestion.kind) {
    case search::Suggestion::Kind::topic:
      return "topic";
    case search::Suggestion::Kind::title:
      return "title";
    case search::Suggestion::Kind::name:
      return "name";
    case search::Suggestion::Kind::organisation:
      return "organisation";
  }
  return "topic";
}

}  // namespace

// What no reason stands for is said too, so that the shares are a whole.
json reasons_json(const std::vector<search::Reason>& reasons, double score, Language language) {
  const Shares shares = shares_of(reasons, score);
  std::vector<json> made;
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    made.push_back({{"code", search::name_of(reasons[i].code)},
                    {"parameters", reasons[i].parameters},
                    {"text", in_words(reasons[i], language)},
                    {"share", shares.of_reasons[i]}});
  }
  if (shares.rest > 0) {
    made.push_back({{"code", "resemblance"},
                    {"parameters", json::array()},
                    {"text", sentence("match.resemblance", {}, language)},
                    {"share", shares.rest}});
  }
  std::stable_sort(made.begin(), made.end(), [](const json& one, const json& other) {
    return one["share"].get<int>() > other["share"].get<int>();
  });
  return made;
}

std::vector<RemovedFacet> read_removed_facets(ObjectReader& root) {
  std::vector<RemovedFacet> read;
  for (ObjectReader& each : root.objects("removedFacets", removed_facets_at_most)) {
    const auto kind = each.choice<FacetKind>("kind");
    read.push_back({kind, each.text("value", MatchLimits::facet)});
  }
  return read;
}

std::vector<AddedFacet> read_added_facets(ObjectReader& root) {
  std::vector<AddedFacet> read;
  for (ObjectReader& each : root.objects("addedFacets", removed_facets_at_most)) {
    const auto kind = each.choice<FacetKind>("kind");
    read.push_back({kind, each.text("value", MatchLimits::facet)});
  }
  return read;
}

Answer match(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  MatchRequest wanted;
  wanted.question = root.text("question", MatchLimits::question);
  wanted.added_topics = root.texts("addedTopics", ConsultationLimits::topics, MatchLimits::entry);
  wanted.removed_topics =
      root.texts("removedTopics", ConsultationLimits::topics, MatchLimits::entry);
  wanted.removed_facets = read_removed_facets(root);
  wanted.added_facets = read_added_facets(root);
  wanted.neighbourhood = root.optional_id<NeighbourhoodId>("neighbourhood");
  wanted.filters = read_filters(root);
  wanted.limit = static_cast<std::size_t>(
      root.number_or("limit", 1, MatchLimits::candidates, MatchLimits::candidates_otherwise));
  body.finish();

  const Match found = call.services().matching.match(call.actor(), wanted);
  json personal_data = json::array();
  for (const Finding& each : found.personal_data) {
    personal_data.push_back(finding_json(each, wanted.question));
  }
  json made = {{"understood", understood_json(found.understood)},
               {"described", described(found.understood, found.described, call.language)},
               {"personalData", personal_data},
               {"candidates", candidates_json(call, found.candidates, Ranked::yes)},
               {"team", team_json(found.team, found.known_to_excluded)}};
  if (const std::string_view why = unreadable(found.readable); !why.empty()) {
    made["unreadable"] = {{"code", why},
                          {"text", sentence("unreadable." + std::string(why), {}, call.language)}};
  }
  if (found.transition) {
    made["transitionToAdulthood"] = transition_json(call, *found.transition, found.sides);
  }
  if (found.did_you_mean) {
    made["didYouMean"] = *found.did_you_mean;
    json& meant = made["meant"] = json::array();
    for (const search::Aspect& each : found.meant) {
      meant.push_back({{"topic", each.topic}, {"label", each.label}, {"words", each.words}});
    }
  }
  return json_answer(200, made);
}

Answer search_specialists(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string text = root.text("text", MatchLimits::text);
  const PoolFilters filters = read_filters(root);
  Page page;
  page.offset = static_cast<std::size_t>(root.number_or("offset", 0, MatchLimits::offset, 0));
  page.limit = static_cast<std::size_t>(
      root.number_or("limit", 1, static_cast<int>(Page::most), MatchLimits::page_otherwise));
  body.finish();

  const auto found = call.services().matching.search(call.actor(), text, filters, page);
  json made = {{"items", candidates_json(call, found.candidates, Ranked::no)},
               {"total", found.estimated_total}};
  if (found.did_you_mean) made["didYouMean"] = *found.did_you_mean;
  return json_answer(200, made);
}

Answer suggest_specialists(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string prefix = root.text("prefix", MatchLimits::prefix);
  if (!root.has("prefix")) root.fault("prefix", "required");
  body.finish();
  json items = json::array();
  for (const auto& each : call.services().matching.suggest(call.actor(), prefix)) {
    json item = {{"kind", kind_of(each)}, {"text", each.text}};
    put(item, "code", each.code);
    items.push_back(std::move(item));
  }
  return json_answer(200, {{"items", items}});
}

}  // namespace expertise::http
