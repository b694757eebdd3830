#include "server/pool/consultation_step.h"

#include <algorithm>

#include "server/domain/local_time.h"

namespace expertise {

namespace {

std::string_view name_of(InvitationAction action) {
  switch (action) {
    case InvitationAction::accept:
      return "accept";
    case InvitationAction::decline:
      return "decline";
    case InvitationAction::expire:
      return "expire";
    case InvitationAction::withdraw:
      return "withdraw_invitation";
    case InvitationAction::hand_over:
      return "hand_over";
    case InvitationAction::release:
      return "release";
  }
  return {};
}

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& each : codes) {
    if (!text.empty()) text += ',';
    text += each;
  }
  return text;
}

[[noreturn]] void refuse_state(std::string_view state, std::string_view action) {
  throw Refusal(Reason::wrong_state, "wrong_state",
                {{"state", std::string(state)}, {"action", std::string(action)}});
}

}  // namespace

void require(const Actor& actor, std::initializer_list<Action> actions) {
  bool any = std::any_of(actions.begin(), actions.end(),
                         [&](Action action) { return may(actor, action); });
  if (!any) throw Refusal(Reason::not_allowed);
}

Scope scope_of_any(const Actor& actor, std::initializer_list<Action> actions) {
  Scope all;
  for (Action action : actions) {
    Scope scope = scope_of(actor, action);
    if (scope.participant) all.participant = scope.participant;
    if (scope.invited) all.invited = scope.invited;
    if (!scope.teams.empty()) all.teams = std::move(scope.teams);
    if (!scope.municipalities.empty()) all.municipalities = std::move(scope.municipalities);
  }
  return all;
}

WorkingCalendar calendar_of(Txn& txn, MunicipalityId id) {
  WorkingCalendar calendar;
  if (auto municipality = txn.municipality(id)) {
    calendar.good_friday_closed = municipality->good_friday_closed;
    calendar.liberation_day_closed_every_year = municipality->liberation_day_closed_every_year;
    for (const std::string& day : municipality->closing_days) {
      if (auto parsed = parse_local_date(day)) calendar.closing_days.push_back(*parsed);
    }
  }
  return calendar;
}

Details closed_details(const Closure& closure) {
  Details details{{"result", std::string(code(closure.result))},
                  {"value_for_resident", std::to_string(closure.value_for_resident)},
                  {"value_for_asker", std::to_string(closure.value_for_asker)},
                  {"minutes", std::to_string(closure.minutes)},
                  {"referral_avoided", closure.referral_avoided ? "true" : "false"}};
  if (closure.tailored_budget_cents) {
    details["tailored_budget_cents"] = std::to_string(*closure.tailored_budget_cents);
  }
  return details;
}

Step::Step(const Context& context, const Actor& acting)
    : Step(context.store.begin(Access::write), context.env, acting, context.env.now()) {}

Step::Step(std::shared_ptr<Txn> of, Env& the_env, const Actor& acting, Instant moment)
    : actor(acting), now(moment), env(the_env), txn(std::move(of)) {}

void Step::take(ConsultationId id, std::initializer_list<Action> actions) {
  require(actor, actions);
  auto found = txn->consultation(id, scope_of_any(actor, actions));
  if (!found) throw Refusal(Reason::not_found);
  consultation = std::move(*found);
}

bool Step::take_unscoped(ConsultationId id) {
  auto found = txn->consultation_unscoped(id);
  if (found) consultation = std::move(*found);
  return found.has_value();
}

Invitation Step::take_own_invitation(InvitationId id) {
  require(actor, {Action::advise});
  auto invitation = txn->invitation(id);
  if (!invitation || invitation->specialist != scope_of(actor, Action::advise).invited ||
      !take_unscoped(invitation->consultation)) {
    throw Refusal(Reason::not_found);
  }
  return *invitation;
}

void Step::start(MunicipalityId municipality) {
  consultation = {};
  consultation.id = env.new_id<ConsultationId>();
  consultation.municipality = municipality;
  consultation.asked_at = now;
}

void Step::create() { txn->put(consultation); }

void Step::check(Seen seen) const {
  if (seen.revision != consultation.revision) {
    throw Refusal(Reason::stale, "stale",
                  {{"seen", std::to_string(seen.revision)},
                   {"revision", std::to_string(consultation.revision)}});
  }
}

bool Step::allows(ConsultationAction action) const {
  return next(consultation.state, action).has_value();
}

void Step::move(ConsultationAction action) {
  auto state = next(consultation.state, action);
  if (!state) refuse_state(code(consultation.state), code(action));
  if (*state != consultation.state) ++consultation.revision;
  consultation.state = *state;
}

void Step::require_state(std::initializer_list<ConsultationState> states,
                         std::string_view action) const {
  if (std::find(states.begin(), states.end(), consultation.state) == states.end()) {
    refuse_state(code(consultation.state), action);
  }
}

void Step::note(EventKind kind, Details details, Bytes sealed) {
  txn->append(Event{.at = now,
                    .kind = kind,
                    .actor = actor.user,
                    .municipality = consultation.municipality,
                    .consultation = consultation.id,
                    .details = std::move(details),
                    .sealed = std::move(sealed)});
}

MessageId Step::put_message(MessageKind kind, const CaseText& text) {
  return put_message(kind, text, actor.user, now);
}

MessageId Step::put_message(MessageKind kind, const CaseText& text, std::optional<UserId> author,
                            Instant written_at) {
  std::size_t most = ConsultationLimits::messages;
  if (kind != MessageKind::message) most += messages_kept_for_steps;
  if (txn->message_count(consultation.id) >= most) {
    throw Refusal(Reason::conflict, "thread_full", {{"limit", std::to_string(most)}});
  }
  Message message{.id = env.new_id<MessageId>(),
                  .consultation = consultation.id,
                  .kind = kind,
                  .author = author,
                  .written_at = written_at};
  txn->put_message(message, text);
  return message.id;
}

std::optional<MessageId> Step::message_of(std::vector<EventKind> kinds) {
  EventQuery query{.municipalities = {consultation.municipality},
                   .consultation = consultation.id,
                   .kinds = std::move(kinds),
                   .page = {.offset = 0, .limit = 1}};
  auto events = txn->find(query);
  if (events.total > 1) {  // oldest first: the latest is on the last page
    query.page.offset = events.total - 1;
    events = txn->find(query);
  }
  if (events.items.empty()) return std::nullopt;
  auto named = events.items.front().details.find("message");
  if (named == events.items.front().details.end()) return std::nullopt;
  return MessageId::parse(named->second);
}

Bytes Step::sealed_codes(const std::vector<std::string>& known_by_nobody) {
  const UnderstoodCodes& understood = consultation.understood;
  Details details;
  auto add = [&](const char* name, std::string value) {
    if (!value.empty()) details[name] = std::move(value);
  };
  add("topics", joined(understood.topics));
  add("life_domains", joined(understood.life_domains));
  add("laws", joined(understood.laws));
  add("age_group", understood.age_group.value_or(""));
  add("language", understood.language.value_or(""));
  add("neighbourhood", consultation.neighbourhood ? consultation.neighbourhood->text() : "");
  add("known_by_nobody", joined(known_by_nobody));
  if (details.empty()) return {};
  return txn->seal(consultation.id, details);
}

std::vector<Invitation> Step::invitations() { return txn->invitations(consultation.id); }

void Step::move(Invitation& invitation, InvitationAction action) {
  auto state = next(invitation.state, action);
  if (!state) refuse_state(code(invitation.state), name_of(action));
  invitation.state = *state;
  invitation.decided_at = now;
  txn->put(invitation);
  if (action == InvitationAction::accept || action == InvitationAction::decline) {
    txn->add_decision_time(invitation.specialist,
                           {now, working_minutes_between(invitation.invited_at, now, calendar())});
  }
}

void Step::withdraw_pending(std::string_view reason, std::optional<GroupId> group) {
  for (Invitation& each : invitations()) {
    if (each.state != InvitationState::pending || (group && each.group != group)) continue;
    move(each, InvitationAction::withdraw);
    note(EventKind::invitation_withdrawn, {{"invitation", each.id.text()},
                                           {"specialist", each.specialist.text()},
                                           {"reason", std::string(reason)}});
  }
}

const WorkingCalendar& Step::calendar() {
  if (!calendar_) calendar_ = calendar_of(*txn, consultation.municipality);
  return *calendar_;
}

void Step::resume_clock() {
  if (!consultation.waiting_since) return;
  Instant since = *consultation.waiting_since;
  consultation.waiting_since.reset();
  auto moved = [&](Instant due, Instant from) {
    auto waited = working_minutes_between(from, now, calendar());
    return waited > 0 ? add_working_minutes(due, waited, calendar()) : due;
  };
  consultation.answer_by = moved(consultation.answer_by, since);
  for (Invitation& each : invitations()) {
    if (each.state != InvitationState::pending) continue;
    each.answer_by = moved(each.answer_by, std::max(since, each.invited_at));
    txn->put(each);
  }
}

void Step::write() { txn->put(consultation); }

void Step::commit() {
  write();
  txn->commit();
}

}  // namespace expertise
