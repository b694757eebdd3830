#include "server/pool/consultation_sight.h"

#include <algorithm>

#include "server/domain/policy.h"

namespace expertise {

namespace {

template <class Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool takes_part(const Consultation& consultation, const UserId& user) {
  return consultation.asker == user || contains(consultation.participants, user);
}

// Which of a person's invitations says most about what they are to it.
int weight(InvitationState state) {
  if (state == InvitationState::accepted) return 2;
  return state == InvitationState::pending ? 1 : 0;
}

std::optional<Invitation> own_invitation(const std::vector<Invitation>& invitations,
                                         const std::optional<SpecialistId>& specialist) {
  std::optional<Invitation> own;
  if (!specialist) return own;
  for (const Invitation& each : invitations) {
    if (each.specialist != *specialist) continue;
    if (!own || weight(each.state) >= weight(own->state)) own = each;
  }
  return own;
}

void see(Standing& standing, Sight sight, const char* role, std::string purpose) {
  standing.sight = sight;
  standing.role = role;
  standing.purpose = std::move(purpose);
}

// The first right that gives full sight counts; then the one that gives a summary; then facts.
void judge(Standing& standing, const Actor& actor, const Consultation& consultation) {
  const auto& own = standing.invitation;
  bool pending = own && own->state == InvitationState::pending;
  if (standing.participant) {
    const char* role = actor.is(Role::team_member) ? "team_member" : "partner";
    bool asker = actor.user == consultation.asker;
    return see(standing, Sight::full, role, asker ? "asker" : "participant");
  }
  if (standing.colleague) return see(standing, Sight::full, "team_member", "team");
  if (own && own->state == InvitationState::accepted) {
    return see(standing, Sight::full, "specialist", "accepted");
  }
  if (pending && own->invited_by != InvitedBy::automatic) {
    return see(standing, Sight::full, "specialist", "invited");
  }
  if (standing.reason) {
    return see(standing, Sight::full, "coordinator", "reason:" + *standing.reason);
  }
  if (standing.coordinator) return see(standing, Sight::facts, "coordinator", "oversight");
  if (pending) return see(standing, Sight::summary, "specialist", "next_in_line");
  see(standing, Sight::facts, "specialist", "was_on_it");
}

class StepList {
 public:
  explicit StepList(const Consultation& consultation) : state_(consultation.state) {}

  void add(const char* step) {
    if (!contains(steps_, std::string(step))) steps_.emplace_back(step);
  }
  void add_when(bool possible, const char* step) {
    if (possible) add(step);
  }
  void add_when(ConsultationAction action, const char* step) {
    add_when(next(state_, action).has_value(), step);
  }
  std::vector<std::string> take() { return std::move(steps_); }

 private:
  ConsultationState state_;
  std::vector<std::string> steps_;
};

void add_specialist_steps(StepList& list, const Standing& standing, bool alive) {
  if (!standing.invitation || !standing.advises || !alive) return;
  InvitationState state = standing.invitation->state;
  if (state == InvitationState::pending) {
    list.add_when(ConsultationAction::accept, "accept");
    list.add("decline");
  }
  if (state == InvitationState::accepted) {
    list.add_when(ConsultationAction::advise, "advise");
    list.add_when(ConsultationAction::ask_clarification, "ask_clarification");
    list.add("write");
    list.add("hand_over");
    list.add("release");
  }
}

void add_partner_steps(StepList& list, bool alive) {
  list.add_when(ConsultationAction::reply, "reply");
  list.add_when(ConsultationAction::ask_on, "ask_on");
  list.add_when(ConsultationAction::follow_up, "follow_up");
  list.add_when(alive, "write");
}

void add_asker_steps(StepList& list, const Consultation& consultation,
                     const std::vector<Invitation>& invitations, bool alive) {
  list.add_when(ConsultationAction::reply, "reply");
  list.add_when(ConsultationAction::ask_on, "ask_on");
  list.add_when(ConsultationAction::close, "close");
  list.add_when(ConsultationAction::follow_up, "follow_up");
  list.add_when(alive && next(consultation.state, ConsultationAction::accept), "invite");
  bool pending = std::any_of(invitations.begin(), invitations.end(), [](const Invitation& each) {
    return each.state == InvitationState::pending;
  });
  list.add_when(pending, "withdraw_invitation");
  list.add_when(alive, "write");
  list.add_when(alive, "extend_question");
  list.add_when(alive, "add_colleague");
  list.add_when(!consultation.participants.empty(), "remove_colleague");
  list.add("set_own_reference");
  list.add_when(ConsultationAction::to_coordinator, "send_to_coordinator");
  list.add_when(ConsultationAction::withdraw, "withdraw");
  list.add_when(ConsultationAction::reopen, "reopen");
  list.add("copy_for_file");
}

}  // namespace

std::vector<SpecialistId> on_it_now(Txn& txn, const std::vector<Invitation>& invitations) {
  std::vector<SpecialistId> people;
  for (const Invitation& each : invitations) {
    if (each.state != InvitationState::accepted) continue;
    const auto specialist = txn.specialist(each.specialist);
    if (specialist && specialist->active) people.push_back(each.specialist);
  }
  return people;
}

Reasons reasons_given(Txn& txn, const Actor& actor, Instant now,
                      std::optional<ConsultationId> consultation) {
  Reasons reasons;
  auto municipalities = scope_of(actor, Action::read_with_reason).municipalities;
  if (municipalities.empty()) return reasons;
  EventQuery query{.municipalities = std::move(municipalities),
                   .consultation = consultation,
                   .kinds = {EventKind::reason_for_access_given},
                   .from = now - reason_opens_for,
                   .page = {.offset = 0, .limit = Page::most}};
  for (std::size_t total = 1; query.page.offset < total; query.page.offset += Page::most) {
    auto page = txn.find(query);
    total = page.total;
    for (const Event& event : page.items) {
      auto message = event.details.find("message");
      if (event.actor != actor.user || !event.consultation || message == event.details.end()) {
        continue;
      }
      reasons[*event.consultation] = message->second;
    }
  }
  return reasons;
}

Standing standing_of(const Actor& actor, const Consultation& consultation,
                     const std::vector<Invitation>& invitations, const Reasons& reasons) {
  Standing standing;
  auto steering = scope_of(actor, Action::steer).participant;
  standing.participant = steering && takes_part(consultation, *steering);
  standing.steers = standing.participant && actor.is(Role::team_member);
  const auto teams = scope_of(actor, Action::read_content).teams;
  standing.colleague = consultation.team && contains(teams, *consultation.team);
  standing.coordinator =
      contains(scope_of(actor, Action::read_with_reason).municipalities, consultation.municipality);
  standing.invitation =
      own_invitation(invitations, scope_of(actor, Action::read_consultation).invited);
  standing.advises = scope_of(actor, Action::advise).invited.has_value();
  auto reason = reasons.find(consultation.id);
  if (standing.coordinator && reason != reasons.end()) standing.reason = reason->second;
  judge(standing, actor, consultation);
  return standing;
}

Standing standing_of(Txn& txn, const Actor& actor, const Consultation& consultation,
                     const std::vector<Invitation>& invitations, Instant now) {
  return standing_of(actor, consultation, invitations,
                     reasons_given(txn, actor, now, consultation.id));
}

void take_to_steer(Step& step, ConsultationId id) {
  step.take(id, {Action::steer});
  if (!step.actor.is(Role::team_member)) throw Refusal(Reason::not_allowed);
}

bool sees_minutes(const Standing& standing, SpecialistId specialist) {
  const bool is_own = standing.invitation && standing.invitation->specialist == specialist;
  return is_own || standing.coordinator;
}

void hide_minutes(const Standing& standing, Invitation& invitation) {
  if (sees_minutes(standing, invitation.specialist)) return;
  invitation.minutes = 0;
  invitation.minutes_at.reset();
}

void require_accepted(const Standing& standing) {
  const auto& own = standing.invitation;
  if (own && own->state == InvitationState::accepted && standing.advises) return;
  bool pending = own && standing.advises && own->state == InvitationState::pending;
  throw Refusal(Reason::not_allowed, pending ? "accept_first" : "no_longer_on_it");
}

std::vector<MessageKind> readable_kinds(const Standing& standing) {
  std::vector<MessageKind> kinds{MessageKind::question,      MessageKind::message,
                                 MessageKind::clarification, MessageKind::reply,
                                 MessageKind::advice,        MessageKind::closing};
  if (standing.steers || standing.colleague || standing.reason) {
    kinds.push_back(MessageKind::decline_note);
  }
  if (standing.steers || standing.reason) {
    kinds.push_back(MessageKind::access_reason);
    kinds.push_back(MessageKind::review_note);
  }
  if (standing.steers) kinds.push_back(MessageKind::own_reference);
  return kinds;
}

std::vector<std::string> possible_steps(const Actor& actor, const Standing& standing,
                                        const Consultation& consultation,
                                        const std::vector<Invitation>& invitations) {
  StepList list(consultation);
  bool closed = consultation.state == ConsultationState::closed;
  bool ended = is_end(consultation.state);
  add_specialist_steps(list, standing, !closed && !ended);
  if (standing.steers) {
    add_asker_steps(list, consultation, invitations, !closed && !ended);
  } else if (standing.participant) {
    add_partner_steps(list, !closed && !ended);
  }
  bool may_transfer = standing.steers || standing.colleague || standing.coordinator;
  list.add_when(may_transfer && may(actor, Action::transfer) && !ended, "transfer");
  if (standing.coordinator) {
    list.add_when(ConsultationAction::assign, "assign");
    list.add_when(ConsultationAction::answer_by_phone, "answer_by_phone");
    list.add_when(ConsultationAction::to_coordinator, "send_to_coordinator");
    list.add_when(closed || consultation.state == ConsultationState::followed_up, "review");
    list.add_when(standing.sight != Sight::full, "give_reason");
  }
  return list.take();
}

ConsultationView seen_by(const Actor& actor, const Standing& standing, Consultation consultation,
                         std::vector<Invitation> invitations, std::vector<Review> reviews) {
  ConsultationView view;
  view.sight = standing.sight;
  view.steps = possible_steps(actor, standing, consultation, invitations);
  if (!standing.steers && !standing.colleague && !standing.coordinator) {
    consultation.excluded_specialists.clear();
    consultation.excluded_organisations.clear();
    reviews.clear();
    if (standing.sight == Sight::summary) {
      std::erase_if(invitations, [&](const Invitation& each) {
        return each.specialist != standing.invitation->specialist;
      });
    }
  }
  for (Invitation& each : invitations) hide_minutes(standing, each);
  view.consultation = std::move(consultation);
  view.invitations = std::move(invitations);
  view.reviews = std::move(reviews);
  return view;
}

AccessEntry access_entry(const Actor& actor, const Standing& standing,
                         const Consultation& consultation, const std::string& action, Instant now) {
  return AccessEntry{.at = now,
                     .action = action,
                     .object = "consultation",
                     .consultation = consultation.id,
                     .municipality = consultation.municipality,
                     .result = "shown",
                     .actor = actor.user,
                     .role = standing.role,
                     .purpose = standing.purpose,
                     .origin = actor.origin};
}

}  // namespace expertise
