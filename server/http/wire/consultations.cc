#include "server/http/wire/consultations.h"

#include <nlohmann/json.hpp>

#include "server/http/query.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/closure.h"
#include "server/http/wire/codes.h"
#include "server/http/wire/consultation_view.h"
#include "server/http/wire/drafts.h"
#include "server/http/wire/reader.h"

namespace expertise::http {

namespace {

using nlohmann::json;
using Limits = ConsultationLimits;

constexpr TextLimits text_limits{1, Limits::text_characters, TextShape::text};
constexpr TextLimits advice_limits{1, Limits::advice_part_characters, TextShape::text};
constexpr TextLimits topic_limits{1, 120};
constexpr TextLimits reference_limits{0, Limits::own_reference_characters};

NewQuestion read_question(ObjectReader& root) {
  NewQuestion read;
  read.team = root.optional_id<TeamId>("team");
  read_content(root, read);
  read.neighbourhood = root.optional_id<NeighbourhoodId>("neighbourhood");
  read.urgency = root.choice_or("urgency", read.urgency);
  read.way = root.choice_or("way", read.way);
  read.resident = root.choice_or("resident", read.resident);
  read.pass_on_automatically = root.flag("passOnAutomatically", read.pass_on_automatically);
  read.group = root.optional_id<GroupId>("group");
  read.own_reference = root.text("ownReference", reference_limits);
  read.draft = root.optional_id<DraftId>("draft");
  return read;
}

PhoneConsult read_phone_consult(ObjectReader& root) {
  PhoneConsult read;
  read.team = root.optional_id<TeamId>("team");
  read.specialist = root.id<SpecialistId>("specialist");
  read.question = root.text("question", text_limits);
  read.advice = root.text("advice", advice_limits);
  read.topics = root.texts("topics", Limits::topics, topic_limits);
  read.neighbourhood = root.optional_id<NeighbourhoodId>("neighbourhood");
  read.resident = root.choice_or("resident", read.resident);
  read.held_at = root.optional_instant("heldAt");
  if (auto closure = root.optional_object("closure")) read.closure = read_closure(*closure);
  return read;
}

/// Nothing when it asks for what only a specialist has, and the caller is none.
std::optional<ConsultationQuery> read_query(const Call& call) {
  QueryReader query(call.request.query);
  ConsultationQuery wanted;
  wanted.states = query.choices<ConsultationState>("state", codes<ConsultationState>.size());
  const auto relation = query.choice<Relation>("relation");
  wanted.invitation_states =
      query.choices<InvitationState>("invitationState", codes<InvitationState>.size());
  wanted.municipality = query.id<MunicipalityId>("municipality");
  wanted.neighbourhood = query.id<NeighbourhoodId>("neighbourhood");
  wanted.team = query.id<TeamId>("team");
  wanted.topic = query.text("topic", topic_limits);
  wanted.result = query.choice<Result>("result");
  wanted.asked_from = query.instant("askedFrom");
  wanted.asked_before = query.instant("askedBefore");
  wanted.closed_before = query.instant("closedBefore");
  wanted.unreviewed = query.flag("unreviewed");
  wanted.without_follow_up = query.flag("withoutFollowUp");
  wanted.unanswered = query.flag("unanswered");
  if (query.flag("overdue")) wanted.overdue_at = call.now();
  wanted.for_export = query.flag("export");
  wanted.order = query.choice<ConsultationOrder>("order").value_or(wanted.order);
  wanted.page = query.page();
  query.finish();

  if (relation == Relation::asked) wanted.participant = call.actor().user;
  if (relation == Relation::invited || !wanted.invitation_states.empty()) {
    if (!call.actor().specialist) return std::nullopt;
    wanted.invited = call.actor().specialist;
  }
  return wanted;
}

}  // namespace

Answer ask(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const NewQuestion question = read_question(root);
  body.finish();
  return consultation_created(call, call.services().consultations.ask(
                                        call.actor(), question, once(call, body.canonical())));
}

Answer list_deadlines(Call& call) {
  QueryReader query(call.request.query);
  const auto municipality = query.id<MunicipalityId>("municipality");
  query.finish();
  json items = json::array();
  for (const auto& each : call.services().consultations.deadlines(call.actor(), municipality)) {
    items.push_back({{"urgency", code(each.urgency)}, {"answerBy", rfc3339(each.answer_by)}});
  }
  return json_answer(200, {{"items", items}});
}

Answer ask_as_partner(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const std::string text = root.text("text", text_limits);
  const auto resident = root.choice_or("resident", ResidentKnowledge::no_identifying_data);
  body.finish();
  return consultation_created(
      call, call.services().consultations.ask_as_partner(call.actor(), text, resident,
                                                         once(call, body.canonical())));
}

Answer log_phone_consult(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  const PhoneConsult consult = read_phone_consult(root);
  body.finish();
  return consultation_created(call, call.services().consultations.log_phone_consult(
                                        call.actor(), consult, once(call, body.canonical())));
}

Answer list_consultations(Call& call) {
  const auto wanted = read_query(call);
  if (!wanted) return list_answer(json::array(), 0);
  const auto found = call.services().consultations.list(call.actor(), *wanted);
  Names names(call);
  for (const ConsultationView& each : found.items) want(names, each);
  json items = json::array();
  for (const ConsultationView& each : found.items) {
    items.push_back(consultation_json(call, names, each));
  }
  return list_answer(items, found.total);
}

Answer get_consultation(Call& call) { return consultation_answer(call, call.id<ConsultationId>()); }

Answer list_messages(Call& call) {
  QueryReader query(call.request.query);
  const Page page = query.page();
  query.finish();
  Thread thread = call.services().consultations.thread(call.actor(), call.id<ConsultationId>());
  const auto shown = part(std::move(thread.entries), page);
  Names names(call);
  json items = json::array();
  for (const ThreadEntry& each : shown.items) items.push_back(message_json(names, each));
  return list_answer(items, shown.total);
}

Answer copy_consultation(Call& call) {
  Language language = Language::nl;
  if (!call.request.body.empty()) {
    Body body(call.request.body);
    language = body.root().choice_or("language", language);
    body.finish();
  }
  return json_answer(200, {{"text", call.services().consultations.copy_for_file(
                                        call.actor(), call.id<ConsultationId>(), language)}});
}

}  // namespace expertise::http
