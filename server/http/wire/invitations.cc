#include "server/http/wire/invitations.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/http/query.h"
#include "server/http/sentences.h"
#include "server/http/wire/answers.h"
#include "server/http/wire/codes.h"
#include "server/http/wire/consultation_view.h"
#include "server/http/wire/reader.h"
#include "server/http/wire/specialists.h"

namespace expertise::http {

namespace {

using nlohmann::json;

constexpr TextLimits note_limits{0, ConsultationLimits::short_text_characters, TextShape::text};

json invitations_json(const Call& call, const std::vector<Invitation>& invitations) {
  Names names(call);
  for (const Invitation& each : invitations) names.want(each);
  json made = json::array();
  for (const Invitation& each : invitations) made.push_back(invitation_json(names, each));
  return made;
}

}  // namespace

Answer list_consultation_invitations(Call& call) {
  QueryReader query(call.request.query);
  const Page page = query.page();
  query.finish();
  auto view = call.services().consultations.view(call.actor(), call.id<ConsultationId>());
  const auto shown = part(std::move(view.invitations), page);
  return list_answer(invitations_json(call, shown.items), shown.total);
}

Answer invite(Call& call) {
  const auto id = call.id<ConsultationId>();
  Body body(call.request.body);
  ObjectReader root = body.root();
  const auto specialists =
      root.ids<SpecialistId>("specialists", ConsultationLimits::invitations_at_once);
  const auto group = root.optional_id<GroupId>("group");
  body.finish();
  const auto made = call.services().consultations.invite(call.actor(), id, specialists, group,
                                                         once(call, body.canonical()));
  auto view = call.services().consultations.view(call.actor(), id);
  std::erase_if(view.invitations, [&](const Invitation& each) {
    return std::find(made.begin(), made.end(), each.id) == made.end();
  });
  Answer answer = list_answer(invitations_json(call, view.invitations), view.invitations.size());
  answer.status = 201;
  return answer;
}

Answer list_assignable(Call& call) {
  const auto people =
      call.services().consultations.assignable(call.actor(), call.id<ConsultationId>());
  Names names(call);
  for (const Assignable& each : people) want(names, each.presence);
  json items = json::array();
  for (const Assignable& each : people) {
    json item = {{"specialist", specialist_json(call, names, each.specialist, each.presence)}};
    if (each.obstacle) {
      std::map<std::string, std::string> parameters{{"name", each.specialist.name}};
      if (each.presence.lacking_agreement) {
        parameters["agreement"] = *each.presence.lacking_agreement;
      }
      const Refusal refusal(Reason::conflict, *each.obstacle, parameters);
      item["obstacle"] = {{"code", *each.obstacle}, {"text", in_words(refusal, call.language)}};
    }
    items.push_back(std::move(item));
  }
  return list_answer(items, people.size());
}

Answer get_invitation(Call& call) {
  Names names(call);
  return json_answer(200, invitation_json(names, call.services().consultations.invitation(
                                                     call.actor(), call.id<InvitationId>())));
}

Answer decide(Call& call) {
  Body body(call.request.body);
  ObjectReader root = body.root();
  if (!root.has("decision")) root.fault("decision", "required");
  const auto decision = root.optional_choice<Decision>("decision");
  const auto reason = root.optional_choice<DeclineReason>("reason");
  const std::string note = root.text("note", note_limits);
  if (decision == Decision::decline) {
    if (!root.has("reason")) root.fault("reason", "required");
  } else if (decision == Decision::accept) {
    if (root.has("reason")) root.fault("reason", "not_expected");
    if (root.has("note")) root.fault("note", "not_expected");
  }
  body.finish();
  const auto id = call.id<InvitationId>();
  if (decision == Decision::accept) {
    call.services().consultations.accept(call.actor(), id);
  } else {
    call.services().consultations.decline(call.actor(), id, reason.value(), note);
  }
  return nothing();
}

Answer hand_over(Call& call) {
  Body body(call.request.body);
  const auto to = body.root().id<SpecialistId>("specialist");
  body.finish();
  const InvitationId made =
      call.services().consultations.hand_over(call.actor(), call.id<InvitationId>(), to);
  Names names(call);
  return created(
      "invitations/" + made.text(),
      invitation_json(names, call.services().consultations.invitation(call.actor(), made)));
}

Answer release(Call& call) {
  call.services().consultations.release(call.actor(), call.id<InvitationId>());
  return nothing();
}

Answer withdraw_invitation(Call& call) {
  call.services().consultations.withdraw_invitation(call.actor(), call.id<InvitationId>());
  return nothing();
}

}  // namespace expertise::http
