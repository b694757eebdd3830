#include "server/http/wire/drafts.h"

#include <nlohmann/json.hpp>

#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/matches.h"

namespace expertise::http {

namespace {

using nlohmann::json;
using Limits = ConsultationLimits;

constexpr TextLimits text_limits{1, Limits::text_characters, TextShape::text};
constexpr TextLimits topic_limits{1, 120};
constexpr TextLimits organisation_limits{1, SpecialistLimits::organisation_characters};

json head_json(const Draft& draft) {
  return {{"id", draft.id.text()},
          {"revision", draft.revision},
          {"savedAt", rfc3339(draft.saved_at)},
          {"deletedAt", rfc3339(draft.expires_at)}};
}

json id_list(const std::vector<SpecialistId>& ids) {
  json made = json::array();
  for (const SpecialistId& each : ids) made.push_back(each.text());
  return made;
}

json facet_list(const std::vector<RemovedFacet>& facets) {
  json made = json::array();
  for (const RemovedFacet& each : facets) {
    json one = {{"kind", code(each.kind)}};
    put(one, "value", each.value);
    made.push_back(std::move(one));
  }
  return made;
}

json draft_json(const DraftView& view) {
  json made = head_json(view.draft);
  made["text"] = view.content.text;
  made["addedTopics"] = view.content.added_topics;
  made["removedTopics"] = view.content.removed_topics;
  made["removedFacets"] = facet_list(view.content.removed_facets);
  made["addedFacets"] = facet_list(view.content.added_facets);
  made["excludedSpecialists"] = id_list(view.content.excluded_specialists);
  made["excludedOrganisations"] = view.content.excluded_organisations;
  made["specialists"] = id_list(view.content.specialists);
  return made;
}

Answer draft_answer(int status, const DraftView& view) {
  const json made = draft_json(view);
  Answer answer =
      status == 201 ? created("drafts/" + view.draft.id.text(), made) : json_answer(status, made);
  answer.headers.emplace_back("ETag", entity_tag(view.draft.revision));
  return answer;
}

}  // namespace

void read_content(ObjectReader& root, NewQuestion& question) {
  question.text = root.text("text", text_limits);
  question.added_topics = root.texts("addedTopics", Limits::topics, topic_limits);
  question.removed_topics = root.texts("removedTopics", Limits::topics, topic_limits);
  question.removed_facets = read_removed_facets(root);
  question.added_facets = read_added_facets(root);
  question.excluded_specialists = root.ids<SpecialistId>("excludedSpecialists", Limits::exclusions);
  question.excluded_organisations =
      root.texts("excludedOrganisations", Limits::exclusions, organisation_limits);
  question.specialists = root.ids<SpecialistId>("specialists", Limits::invitations_at_once);
}

Answer list_drafts(Call& call) {
  QueryReader query(call.request.query);
  const Page page = query.page();
  query.finish();
  const auto shown = part(call.services().consultations.drafts(call.actor()), page);
  json items = json::array();
  for (const DraftSummary& each : shown.items) {
    json item = head_json(each.draft);
    item["subject"] = each.subject;
    items.push_back(std::move(item));
  }
  return list_answer(items, shown.total);
}

Answer keep_draft(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  NewQuestion content;
  read_content(root, content);
  body.finish();
  return draft_answer(201, call.services().consultations.keep_draft(call.actor(), content,
                                                                    once(call, body.canonical())));
}

Answer get_draft(Call& call) {
  return draft_answer(200, call.services().consultations.draft(call.actor(), call.id<DraftId>()));
}

Answer change_draft(Call& call) {
  const Seen version = seen(call);
  Body body(call.request.body);
  ObjectReader root = body.root();
  NewQuestion content;
  read_content(root, content);
  body.finish();
  return draft_answer(200, call.services().consultations.change_draft(
                               call.actor(), call.id<DraftId>(), content, version));
}

Answer delete_draft(Call& call) {
  call.services().consultations.destroy_draft(call.actor(), call.id<DraftId>());
  return nothing();
}

}  // namespace expertise::http
