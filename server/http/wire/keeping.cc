#include "server/http/wire/keeping.h"

#include <map>
#include <nlohmann/json.hpp>

#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/codes.h"
#include "server/http/wire/names.h"
#include "server/http/wire/reader.h"
#include "server/pool/destruction_report.h"

namespace expertise::http {

namespace {

using nlohmann::json;

// Over every class; the bounds of one are the use case's.
constexpr int term_days_least = 30;
constexpr int term_days_most = 20 * 366;

json counts_json(const DueCounts& counts) {
  return {{"now", counts.due[0]},
          {"within30Days", counts.due[1]},
          {"within90Days", counts.due[2]},
          {"held", counts.held}};
}

json class_json(const KeptClass& kept) {
  const RetentionRule& rule = retention_rule(kept.what);
  json made = {
      {"class", code(kept.what)}, {"ground", rule.ground}, {"chosenHere", rule.is_chosen()}};
  if (rule.days > 0) made["advisedDays"] = rule.days;
  if (rule.is_chosen()) {
    made["leastDays"] = rule.least;
    made["mostDays"] = rule.most;
  }
  if (kept.chosen_days) made["days"] = *kept.chosen_days;
  if (kept.counts) made["due"] = counts_json(*kept.counts);
  if (kept.wished) made["dueIfChosen"] = counts_json(*kept.wished);
  return made;
}

Answer retention_answer(const Call& call, const KeepingOverview& overview) {
  json classes = json::array();
  for (const KeptClass& each : overview.classes) classes.push_back(class_json(each));
  Names names(call);
  return json_answer(200, {{"municipality", names.ref(overview.municipality)},
                           {"stopped", overview.is_stopped},
                           {"classes", classes}});
}

json over_json(Names& names, const Over& over) {
  json made = {{"what", code(over.what)},
               {"id", uuid_text(over.id)},
               {"since", rfc3339(over.since)},
               {"dueAt", rfc3339(over.since + std::chrono::days(over.term.days))}};
  if (over.what == Over::What::user) made["name"] = names.ref(UserId(over.id))["name"];
  if (over.what == Over::What::specialist) {
    made["name"] = names.short_ref(SpecialistId(over.id))["name"];
  }
  put(made, "heldUntil", over.held_until);
  return made;
}

json hold_json(Names& names, const HeldConsultation& held, Instant now) {
  const Hold& hold = held.hold;
  json made = {{"consultation", hold.consultation.text()},
               {"reason", code(hold.reason)},
               {"until", rfc3339(hold.until)},
               {"putAt", rfc3339(hold.put_at)},
               {"askedAt", rfc3339(held.asked_at)},
               {"asker", names.ref(held.asker)},
               {"over", hold.until <= now}};
  if (hold.decided_by) made["decidedBy"] = names.ref(*hold.decided_by);
  return made;
}

json destruction_json(Names& names, const Event& event) {
  const DestroyedThing thing = destroyed_thing(event);
  json made = {{"seq", event.seq},       {"at", rfc3339(event.at)}, {"what", code(thing.what)},
               {"id", thing.id},         {"ground", thing.ground},  {"way", thing.way},
               {"hash", hex(event.hash)}};
  if (thing.what == DestroyedThing::What::wording) made["version"] = thing.version;
  if (thing.what == DestroyedThing::What::access_month) made["entries"] = thing.entries;
  if (thing.what == DestroyedThing::What::wording) put(made, "consultation", event.consultation);
  if (thing.reason) made["reason"] = code(*thing.reason);
  if (thing.decided_by) made["decidedBy"] = names.ref(*thing.decided_by);
  return made;
}

// Who an address belonged to; their id alone when they are forgotten.
class UsersOf {
 public:
  explicit UsersOf(const Call& call) : call_(call) {}

  const json& of(UserId id) {
    const auto known = known_.find(id);
    if (known != known_.end()) return known->second;
    json made = {{"id", id.text()}};
    const User user = call_.services().people.user(call_.actor(), id);
    made["name"] = user.name.empty() ? left_name(call_) : user.name;
    if (!user.name.empty()) made["email"] = user.email;
    return known_.emplace(id, std::move(made)).first->second;
  }

 private:
  const Call& call_;
  std::map<UserId, json> known_;
};

}  // namespace

Answer get_retention(Call& call) {
  QueryReader query(call.request.query);
  TermsWish wish;
  wish.consultation_days = query.number("consultationDays", term_days_least, term_days_most);
  wish.people_days = query.number("peopleDays", term_days_least, term_days_most);
  query.finish();
  return retention_answer(
      call, call.services().keeping.overview(call.actor(), call.id<MunicipalityId>(), wish));
}

Answer choose_retention_term(Call& call) {
  const auto municipality = call.id<MunicipalityId>();
  Body body(call.request.body);
  ObjectReader root = body.root();
  RetentionTerm term{.municipality = municipality};
  term.what = root.choice<RetentionClass>("class");
  term.days = root.number("days", term_days_least, term_days_most);
  body.finish();
  call.services().keeping.choose(call.actor(), term);
  return retention_answer(call, call.services().keeping.overview(call.actor(), municipality, {}));
}

Answer list_due(Call& call) {
  QueryReader query(call.request.query);
  DueQuery wanted;
  wanted.what = query.choice<RetentionClass>("class");
  wanted.before = query.instant("before");
  wanted.page = query.page();
  query.finish();
  const auto found = call.services().keeping.due(call.actor(), call.id<MunicipalityId>(), wanted);
  Names names(call);
  for (const Over& each : found.items) {
    if (each.what == Over::What::user) names.want(UserId(each.id));
    if (each.what == Over::What::specialist) names.want(SpecialistId(each.id));
  }
  json items = json::array();
  for (const Over& each : found.items) items.push_back(over_json(names, each));
  return list_answer(items, found.total);
}

Answer list_destructions(Call& call) {
  QueryReader query(call.request.query);
  DestructionQuery wanted{.municipality = call.id<MunicipalityId>()};
  wanted.from = query.instant("from");
  wanted.before = query.instant("before");
  const auto use = query.flag("export") ? Keeping::Use::for_file : Keeping::Use::on_screen;
  wanted.page = query.page();
  query.finish();
  const auto found = call.services().keeping.destroyed(call.actor(), wanted, use);
  Names names(call);
  for (const Event& each : found.items) {
    if (const auto by = destroyed_thing(each).decided_by) names.want(*by);
  }
  json items = json::array();
  for (const Event& each : found.items) items.push_back(destruction_json(names, each));
  return list_answer(items, found.total);
}

Answer list_holds(Call& call) {
  QueryReader query(call.request.query);
  HoldQuery wanted;
  wanted.consultation = query.id<ConsultationId>("consultation");
  wanted.page = query.page();
  query.finish();
  const auto found = call.services().keeping.holds(call.actor(), wanted);
  Names names(call);
  for (const HeldConsultation& each : found.items) {
    names.want(each.asker);
    if (each.hold.decided_by) names.want(*each.hold.decided_by);
  }
  json items = json::array();
  for (const HeldConsultation& each : found.items)
    items.push_back(hold_json(names, each, call.now()));
  return list_answer(items, found.total);
}

Answer hold_consultation(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const auto reason = root.choice<HoldReason>("reason");
  const Instant until = root.instant("until");
  body.finish();
  const HeldConsultation made =
      call.services().keeping.hold(call.actor(), call.id<ConsultationId>(), reason, until);
  Names names(call);
  return json_answer(200, hold_json(names, made, call.now()));
}

Answer end_hold(Call& call) {
  call.services().keeping.end_hold(call.actor(), call.id<ConsultationId>());
  return nothing();
}

Answer erase_consultation(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const auto reason = root.choice<ErasureReason>("reason");
  root.choice<Confirmation>("confirmation");
  body.finish();
  call.services().keeping.erase(call.actor(), call.id<ConsultationId>(), reason);
  return nothing();
}

Answer list_sign_on_failures(Call& call) {
  QueryReader query(call.request.query);
  AccessQuery wanted;
  wanted.from = query.instant("from");
  wanted.before = query.instant("before");
  wanted.page = query.page();
  query.finish();
  const auto found = call.services().people.failed_sign_ons(call.actor(), wanted);
  UsersOf users(call);
  json items = json::array();
  for (const AccessEntry& each : found.items) {
    json item = {{"at", rfc3339(each.at)},
                 {"result", each.result},
                 {"origin", each.origin},
                 {"count", each.count},
                 {"counted", each.purpose == "counted"}};
    if (each.actor) item["user"] = users.of(*each.actor);
    items.push_back(std::move(item));
  }
  return list_answer(items, found.total);
}

}  // namespace expertise::http
