#include "server/pool/passing_on.h"

#include <algorithm>
#include <set>

#include "server/pool/left_out.h"

namespace expertise {

namespace {

// The best of a ranking can mostly be asked: their row and hours are read first.
constexpr std::size_t looked_at_first = 1;

struct NextBest {
  Specialist specialist;
  bool stands_in = false;
};

bool is_on_it(const Invitation& invitation) {
  return invitation.state == InvitationState::pending ||
         invitation.state == InvitationState::accepted;
}

// Follows from leave alone: neither their work in hand nor their calendar plays a part.
std::optional<SpecialistId> substitute_of(Step& step, const std::optional<Invitation>& after) {
  if (!after) return std::nullopt;
  auto specialist = step.txn->specialist(after->specialist);
  if (!specialist || specialist->availability.absences.empty()) return std::nullopt;
  return free_at(specialist->availability, step.now, 0, 0).substitute;
}

// Who is next: the absent person's substitute, then the ranking; never one already asked.
std::optional<NextBest> next_best(Step& step, const std::optional<Invitation>& after,
                                  const std::vector<Invitation>& invitations) {
  std::set<SpecialistId> asked;
  for (const Invitation& each : invitations) asked.insert(each.specialist);
  auto asker = step.txn->user(step.consultation.asker);
  if (asker && asker->specialist) asked.insert(*asker->specialist);

  std::vector<SpecialistId> candidates;
  auto substitute = substitute_of(step, after);
  if (substitute && asked.insert(*substitute).second) candidates.push_back(*substitute);
  for (const RankedSpecialist& each : step.txn->ranking(step.consultation.id)) {
    if (asked.insert(each.specialist).second) candidates.push_back(each.specialist);
  }
  for (std::size_t from = 0; from < candidates.size();) {
    const std::size_t to =
        from == 0 ? std::min(looked_at_first, candidates.size()) : candidates.size();
    auto specialists =
        step.txn->specialists({candidates.begin() + static_cast<std::ptrdiff_t>(from),
                               candidates.begin() + static_cast<std::ptrdiff_t>(to)});
    auto presence = presences(*step.txn, specialists, step.now);
    for (std::size_t i = 0; i < specialists.size(); ++i) {
      Specialist& each = specialists[i];
      if (each.municipality != step.consultation.municipality ||
          obstacle(step.consultation, each, presence[i], invitations)) {
        continue;
      }
      bool stands_in = substitute && each.id == *substitute;
      return NextBest{std::move(each), stands_in};
    }
    from = to;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> obstacle(const Consultation& asked, const Specialist& specialist,
                                    const Presence& presence,
                                    const std::vector<Invitation>& invitations) {
  if (!specialist.active) return "left";
  if (LeftOut(asked.excluded_specialists, asked.excluded_organisations).holds(specialist)) {
    return "excluded";
  }
  for (const Invitation& each : invitations) {
    if (each.specialist == specialist.id && is_on_it(each)) return "already_invited";
  }
  if (presence.lacking_agreement) return "lacking_agreement";
  switch (presence.free_busy.state) {
    case FreeState::paused:
      return "paused";
    case FreeState::away:
      return "away";
    case FreeState::full:
      return "full";
    case FreeState::unknown:
      if (asked.way != Way::written) return "hours_unknown";
      return std::nullopt;
    case FreeState::now:
    case FreeState::today:
    case FreeState::this_week:
    case FreeState::later:
      return std::nullopt;
  }
  return std::nullopt;
}

Invitation invite_now(Step& step, SpecialistId specialist, const Inviting& how) {
  Invitation invitation{.id = step.env.new_id<InvitationId>(),
                        .consultation = step.consultation.id,
                        .municipality = step.consultation.municipality,
                        .specialist = specialist,
                        .group = how.group,
                        .invited_by = how.by,
                        .invited_at = step.now,
                        .answer_by = deadline(step.now, step.consultation.urgency, step.calendar()),
                        .follows = how.follows};
  step.txn->put(invitation);
  Details details{{"invitation", invitation.id.text()},
                  {"specialist", specialist.text()},
                  {"by", std::string(code(how.by))},
                  {"answer_by", rfc3339(invitation.answer_by)}};
  if (how.group) details["group"] = how.group->text();
  if (how.follows) details["follows"] = how.follows->text();
  step.note(EventKind::specialist_invited, std::move(details));
  return invitation;
}

Invitation invite_named(Step& step, SpecialistId id, const Inviting& how,
                        const std::string& place) {
  auto specialist = step.txn->specialist(id);
  if (!specialist || specialist->municipality != step.consultation.municipality) {
    throw Refusal({Fault{place, "not_found"}});
  }
  auto presence = presences(*step.txn, {*specialist}, step.now);
  if (auto why = obstacle(step.consultation, *specialist, presence.front(), step.invitations())) {
    std::map<std::string, std::string> parameters{{"specialist", id.text()},
                                                  {"name", specialist->name}};
    if (presence.front().lacking_agreement) {
      parameters["agreement"] = *presence.front().lacking_agreement;
    }
    // Whom the asker left out is for the asker's side to know.
    if (*why == "excluded" && how.by == InvitedBy::colleague) why = "cannot_be_asked";
    throw Refusal(Reason::conflict, *why, std::move(parameters));
  }
  return invite_now(step, id, how);
}

std::vector<InvitationId> invite_several(Step& step, const std::vector<SpecialistId>& specialists,
                                         std::optional<GroupId> group) {
  std::vector<InvitationId> made;
  for (std::size_t i = 0; i < specialists.size(); ++i) {
    std::string place = "/specialists/" + std::to_string(i);
    made.push_back(invite_named(step, specialists[i], {.by = InvitedBy::asker}, place).id);
  }
  if (!group) return made;
  auto known = step.txn->group(*group);
  if (!known || known->municipality != step.consultation.municipality) {
    throw Refusal({Fault{"/group", "not_found"}});
  }
  auto members = step.txn->specialists(known->members);
  auto presence = presences(*step.txn, members, step.now);
  auto invitations = step.invitations();
  std::size_t before = made.size();
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].municipality != step.consultation.municipality ||
        obstacle(step.consultation, members[i], presence[i], invitations)) {
      continue;
    }
    made.push_back(invite_now(step, members[i].id, {.by = InvitedBy::asker, .group = group}).id);
  }
  if (made.size() == before) {
    throw Refusal(Reason::conflict, "nobody_available",
                  {{"group", group->text()}, {"name", known->name}});
  }
  return made;
}

void send_to_coordinator(Step& step, std::string_view reason) {
  step.move(ConsultationAction::to_coordinator);
  step.withdraw_pending("with_coordinator");
  step.consultation.with_coordinator_since = step.now;
  step.consultation.deputy_told_at.reset();
  step.note(EventKind::sent_to_coordinator, {{"reason", std::string(reason)}});
}

void pass_on(Step& step, const std::optional<Invitation>& after, std::string_view why) {
  Consultation& consultation = step.consultation;
  if (consultation.state != ConsultationState::open) return;
  auto invitations = step.invitations();
  if (std::any_of(invitations.begin(), invitations.end(), is_on_it)) return;

  if (!consultation.pass_on_automatically) return send_to_coordinator(step, "asker_chose");
  if (consultation.times_passed_on >= most_pass_ons) {
    return send_to_coordinator(step, "passed_on_twice");
  }
  auto next = next_best(step, after, invitations);
  if (!next) return send_to_coordinator(step, "nobody_fits");

  Details details{{"why", std::string(why)}, {"to", next->specialist.id.text()}};
  if (next->stands_in) details["substitute"] = "true";
  if (after) {
    details["from"] = after->specialist.text();
    ++consultation.times_passed_on;
  }
  details["times"] = std::to_string(consultation.times_passed_on);
  step.note(EventKind::passed_on, std::move(details));
  invite_now(
      step, next->specialist.id,
      {.by = InvitedBy::automatic, .follows = after ? std::optional(after->id) : std::nullopt});
}

void take_out(Step& step, Invitation invitation) {
  Details details{{"invitation", invitation.id.text()},
                  {"specialist", invitation.specialist.text()},
                  {"reason", "left"}};
  const bool is_pending = invitation.state == InvitationState::pending;
  step.move(invitation, is_pending ? InvitationAction::withdraw : InvitationAction::release);
  step.note(is_pending ? EventKind::invitation_withdrawn : EventKind::specialist_released,
            std::move(details));
}

namespace {

void take_out_who_left(Step& step) {
  for (const Invitation& each : step.invitations()) {
    if (each.state != InvitationState::accepted) continue;
    const auto specialist = step.txn->specialist(each.specialist);
    if (!specialist || !specialist->active) take_out(step, each);
  }
}

}  // namespace

void pass_on_when_left(Step& step, const std::optional<Invitation>& after, std::string_view why) {
  if (!step.allows(ConsultationAction::all_left)) return;
  take_out_who_left(step);
  const auto invitations = step.invitations();
  bool somebody_left_on_it =
      std::any_of(invitations.begin(), invitations.end(),
                  [](const Invitation& each) { return each.state == InvitationState::accepted; });
  if (somebody_left_on_it) return;
  step.resume_clock();
  step.move(ConsultationAction::all_left);
  pass_on(step, after, why);
}

}  // namespace expertise
