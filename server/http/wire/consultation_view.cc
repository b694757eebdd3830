#include "server/http/wire/consultation_view.h"

#include <array>
#include <nlohmann/json.hpp>

#include "server/http/wire/answers.h"
#include "server/http/wire/closure.h"
#include "server/http/wire/transition.h"
#include "server/http/wire/vocabulary.h"
#include "server/pool/kept_transition.h"

namespace expertise::http {

namespace {

using nlohmann::json;

/// Parts of a message under their names in the API.
constexpr std::array<std::pair<const char*, const char*>, 12> message_parts{
    {{"text", "text"},
     {"advice", "advice"},
     {"for_asker", "forAsker"},
     {"for_resident", "forResident"},
     {"follow_up", "followUp"},
     {"other_expertise", "otherExpertise"},
     {"responsibility", "responsibility"},
     {"contact", "contact"},
     {"referred_to", "referredTo"},
     {"budget_purpose", "budgetPurpose"},
     {"budget_obstacle", "budgetObstacle"},
     {"note", "note"}}};

void put_understood(const Call& call, json& made, const UnderstoodCodes& understood) {
  made["topics"] = topic_refs(call, understood.topics);
  made["lifeDomains"] = understood.life_domains;
  made["laws"] = understood.laws;
  put(made, "ageGroup", understood.age_group.value_or(""));
  put(made, "language", understood.language.value_or(""));
  if (const auto transition = kept_transition(understood, *call.services().matching.vocabulary())) {
    made["transitionToAdulthood"] = transition_json(call, *transition, {});
  }
}

void put_moments(json& made, const Consultation& consultation) {
  made["askedAt"] = rfc3339(consultation.asked_at);
  made["answerBy"] = rfc3339(consultation.answer_by);
  put(made, "firstAnsweredAt", consultation.first_answered_at);
  put(made, "advisedAt", consultation.advised_at);
  put(made, "withCoordinatorSince", consultation.with_coordinator_since);
  put(made, "deputyToldAt", consultation.deputy_told_at);
  put(made, "waitingSince", consultation.waiting_since);
  put(made, "closedAt", consultation.closed_at);
  put(made, "endedAt", consultation.ended_at);
}

void put_exclusions(json& made, Names& names, const Consultation& consultation) {
  if (!consultation.excluded_specialists.empty()) {
    json& excluded = made["excludedSpecialists"] = json::array();
    for (const auto& each : consultation.excluded_specialists) excluded.push_back(names.ref(each));
  }
  if (!consultation.excluded_organisations.empty()) {
    made["excludedOrganisations"] = consultation.excluded_organisations;
  }
}

void put_people(json& made, Names& names, const ConsultationView& view) {
  const Consultation& consultation = view.consultation;
  made["municipality"] = names.ref(consultation.municipality);
  if (consultation.team) made["team"] = names.ref(*consultation.team);
  if (consultation.neighbourhood) made["neighbourhood"] = names.ref(*consultation.neighbourhood);
  made["asker"] = names.ref(consultation.asker);
  json& participants = made["participants"] = json::array();
  for (const UserId& each : consultation.participants) participants.push_back(names.ref(each));
  json& invitations = made["invitations"] = json::array();
  for (const Invitation& each : view.invitations) {
    invitations.push_back(invitation_json(names, each));
  }
  json& reviews = made["reviews"] = json::array();
  for (const Review& each : view.reviews) {
    reviews.push_back({{"id", each.id.text()},
                       {"reviewer", names.ref(each.reviewer)},
                       {"verdict", code(each.verdict)},
                       {"reviewedAt", rfc3339(each.reviewed_at)}});
  }
}

json version_json(Names& names, const MessageVersion& version) {
  json made = {{"version", version.version}, {"writtenAt", rfc3339(version.written_at)}};
  if (version.author) made["author"] = names.ref(*version.author);
  put(made, "destroyedAt", version.destroyed_at);
  if (version.text) {
    json& parts = made["parts"] = json::object();
    for (const auto& [part, name] : message_parts) {
      put(parts, name, std::string(version.text->part(part)));
    }
  }
  return made;
}

std::pair<json, std::int64_t> viewed(const Call& call, ConsultationId id) {
  const ConsultationView view = call.services().consultations.view(call.actor(), id);
  Names names(call);
  want(names, view);
  return {consultation_json(call, names, view), view.consultation.revision};
}

}  // namespace

void want(Names& names, const ConsultationView& view) {
  names.want(view.consultation);
  for (const Invitation& each : view.invitations) names.want(each);
  for (const Review& each : view.reviews) names.want(each.reviewer);
}

json consultation_json(const Call& call, Names& names, const ConsultationView& view) {
  const Consultation& consultation = view.consultation;
  json made = {{"id", consultation.id.text()},
               {"revision", consultation.revision},
               {"state", code(consultation.state)},
               {"origin", code(consultation.origin)},
               {"sight", code(view.sight)},
               {"steps", view.steps},
               {"unread", view.unread},
               {"erased", view.is_erased},
               {"urgency", code(consultation.urgency)},
               {"way", code(consultation.way)},
               {"resident", code(consultation.resident)},
               {"passOnAutomatically", consultation.pass_on_automatically},
               {"timesPassedOn", consultation.times_passed_on}};
  if (view.subject) put(made, "subject", *view.subject);
  put_understood(call, made, consultation.understood);
  put_moments(made, consultation);
  put_exclusions(made, names, consultation);
  put_people(made, names, view);
  if (consultation.closure) made["closure"] = closure_json(*consultation.closure);
  if (consultation.follow_up) {
    made["followUp"] = {{"done", consultation.follow_up->done},
                        {"helped", consultation.follow_up->helped},
                        {"arrived", consultation.follow_up->arrived}};
  }
  return made;
}

json invitation_json(Names& names, const Invitation& invitation) {
  json made = {{"id", invitation.id.text()},
               {"consultation", invitation.consultation.text()},
               {"specialist", names.ref(invitation.specialist)},
               {"state", code(invitation.state)},
               {"invitedBy", code(invitation.invited_by)},
               {"invitedAt", rfc3339(invitation.invited_at)},
               {"answerBy", rfc3339(invitation.answer_by)}};
  if (invitation.group) made["group"] = names.ref(*invitation.group);
  if (invitation.decline_reason) made["declineReason"] = code(*invitation.decline_reason);
  put(made, "decidedAt", invitation.decided_at);
  put(made, "follows", invitation.follows);
  if (invitation.minutes > 0) made["minutes"] = invitation.minutes;
  return made;
}

json message_json(Names& names, const ThreadEntry& entry) {
  json versions = json::array();
  for (const MessageVersion& each : entry.versions) versions.push_back(version_json(names, each));
  json made = {{"id", entry.message.id.text()},
               {"kind", code(entry.message.kind)},
               {"writtenAt", rfc3339(entry.message.written_at)},
               {"versions", versions}};
  if (entry.message.author) made["author"] = names.ref(*entry.message.author);
  return made;
}

Answer consultation_answer(const Call& call, ConsultationId id) {
  const auto [document, revision] = viewed(call, id);
  Answer answer = json_answer(200, document);
  answer.headers.emplace_back("ETag", entity_tag(revision));
  return answer;
}

Answer consultation_created(const Call& call, ConsultationId id) {
  const auto [document, revision] = viewed(call, id);
  Answer answer = created("consultations/" + id.text(), document);
  answer.headers.emplace_back("ETag", entity_tag(revision));
  return answer;
}

}  // namespace expertise::http
