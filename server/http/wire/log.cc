#include "server/http/wire/log.h"

#include <nlohmann/json.hpp>

#include "server/domain/local_time.h"
#include "server/http/query.h"
#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/codes.h"
#include "server/http/wire/names.h"
#include "server/http/wire/vocabulary.h"

namespace expertise::http {

namespace {

using nlohmann::json;

// Who decided what another did, or what the program carried out.
std::optional<UserId> decider_of(const Event& event) {
  const auto found = event.details.find("decided_by");
  return found == event.details.end() ? std::nullopt : UserId::parse(found->second);
}

json event_json(const Call& call, Names& names, const Event& event) {
  json made = {{"seq", event.seq},         {"at", rfc3339(event.at)},
               {"kind", code(event.kind)}, {"version", event.version},
               {"details", event.details}, {"text", in_words(event.kind, call.language)},
               {"hash", hex(event.hash)},  {"previous", hex(event.previous)}};
  if (event.actor) made["actor"] = names.ref(*event.actor);
  if (const auto decided_by = decider_of(event)) made["decidedBy"] = names.ref(*decided_by);
  if (event.specialist) made["specialist"] = names.ref(*event.specialist);
  put(made, "municipality", event.municipality);
  put(made, "consultation", event.consultation);
  return made;
}

Answer events_answer(const Call& call, const Paged<Event>& events) {
  Names names(call);
  for (const Event& each : events.items) {
    if (each.actor) names.want(*each.actor);
    if (each.specialist) names.want(*each.specialist);
    if (const auto decided_by = decider_of(each)) names.want(*decided_by);
  }
  json items = json::array();
  for (const Event& each : events.items) items.push_back(event_json(call, names, each));
  return list_answer(items, events.total);
}

json entry_json(Names& names, const AccessEntry& entry) {
  json made = {
      {"seq", entry.seq},       {"segment", entry.segment}, {"at", rfc3339(entry.at)},
      {"action", entry.action}, {"object", entry.object},   {"result", entry.result},
      {"role", entry.role},     {"purpose", entry.purpose}, {"origin", entry.origin},
      {"count", entry.count},   {"hash", hex(entry.hash)},  {"previous", hex(entry.previous)}};
  if (entry.actor) made["actor"] = names.ref(*entry.actor);
  put(made, "consultation", entry.consultation);
  put(made, "municipality", entry.municipality);
  return made;
}

}  // namespace

Answer list_consultation_events(Call& call) {
  QueryReader query(call.request.query);
  const Page page = query.page();
  query.finish();
  return events_answer(
      call,
      part(call.services().consultations.timeline(call.actor(), call.id<ConsultationId>()), page));
}

Answer list_events(Call& call) {
  QueryReader query(call.request.query);
  EventQuery wanted;
  wanted.consultation = query.id<ConsultationId>("consultation");
  wanted.kinds = query.choices<EventKind>("kind", codes<EventKind>.size());
  wanted.from = query.instant("from");
  wanted.before = query.instant("before");
  wanted.page = query.page();
  query.finish();
  return events_answer(call, call.services().consultations.log(call.actor(), wanted));
}

Answer list_audit_entries(Call& call) {
  QueryReader query(call.request.query);
  AccessQuery wanted;
  wanted.consultation = query.id<ConsultationId>("consultation");
  wanted.actor = query.id<UserId>("actor");
  const auto own = query.choice<OwnAccess>("own");
  wanted.from = query.instant("from");
  wanted.before = query.instant("before");
  wanted.page = query.page();
  query.finish();
  Consultations& consultations = call.services().consultations;
  const auto found = own ? consultations.own_access_log(call.actor(), *own, wanted)
                         : consultations.access_log(call.actor(), wanted);
  Names names(call);
  for (const AccessEntry& each : found.items) {
    if (each.actor) names.want(*each.actor);
  }
  json items = json::array();
  for (const AccessEntry& each : found.items) items.push_back(entry_json(names, each));
  return list_answer(items, found.total);
}

Answer list_gaps(Call& call) {
  QueryReader query(call.request.query);
  const Page page = query.page();
  query.finish();
  const auto found = call.services().consultations.gaps(call.actor(), page);
  std::vector<std::string> topics;
  for (const Gap& each : found.items) topics.push_back(each.topic);
  const json refs = topic_refs(call, topics);
  json items = json::array();
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    items.push_back({{"topic", refs[i]},
                     {"times", found.items[i].times},
                     {"lastAskedOn", date_text(local_day(found.items[i].last_asked_at))}});
  }
  return list_answer(items, found.total);
}

}  // namespace expertise::http
