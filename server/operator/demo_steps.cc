#include "server/operator/demo_steps.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace expertise {

const std::array<Playing::NamedAct, 23> Playing::acts{
    {{"accept", &Playing::accept},
     {"decline", &Playing::decline},
     {"expire", &Playing::expire},
     {"message", &Playing::message},
     {"clarify", &Playing::clarify},
     {"reply", &Playing::reply},
     {"advise", &Playing::advise},
     {"ask_on", &Playing::ask_on},
     {"extend", &Playing::extend},
     {"own_reference", &Playing::own_reference},
     {"colleague", &Playing::add_colleague},
     {"transfer", &Playing::transfer},
     {"invite", &Playing::invite},
     {"hand_over", &Playing::hand_over},
     {"to_coordinator", &Playing::to_coordinator},
     {"assign", &Playing::assign},
     {"answer_by_phone", &Playing::answer_by_phone},
     {"reason", &Playing::give_reason},
     {"review", &Playing::review},
     {"close", &Playing::close},
     {"withdraw", &Playing::withdraw},
     {"reopen", &Playing::reopen},
     {"follow_up", &Playing::follow_up}}};

void Playing::ask() {
  switch (script_.origin) {
    case Origin::question:
      return ask_question();
    case Origin::phone:
      return log_phone_consult();
    case Origin::partner:
      id_ = product_.consultations.ask_as_partner(people_.actor(script_.by), script_.question,
                                                  script_.resident, std::nullopt);
  }
}

void Playing::ask_question() {
  const Actor& actor = people_.actor(script_.by);
  NewQuestion question;
  question.team = people_.team(actor, script_.neighbourhood);
  question.text = script_.question;
  question.added_topics = script_.added_topics;
  question.neighbourhood = people_.neighbourhood(script_.neighbourhood);
  question.urgency = script_.urgency;
  question.way = script_.way;
  question.resident = script_.resident;
  question.pass_on_automatically = script_.pass_on;
  question.excluded_organisations = script_.excluded_organisations;
  question.specialists = chosen(actor, script_.invite);
  if (!script_.group.empty()) question.group = people_.group(actor, script_.group);
  id_ = product_.consultations.ask(actor, question, std::nullopt);
}

void Playing::log_phone_consult() {
  const Actor& actor = people_.actor(script_.by);
  PhoneConsult consult;
  consult.team = people_.team(actor, script_.neighbourhood);
  consult.specialist = people_.specialist(script_.invite.at(0));
  consult.question = script_.question;
  consult.advice = script_.advice;
  consult.topics = script_.topics;
  consult.neighbourhood = people_.neighbourhood(script_.neighbourhood);
  consult.resident = script_.resident;
  consult.closure = script_.closure;
  id_ = product_.consultations.log_phone_consult(actor, consult, std::nullopt);
}

void Playing::act(const DemoStep& step) {
  for (const NamedAct& each : acts) {
    if (each.name == step.act) return (this->*each.act)(step);
  }
  throw std::runtime_error("unknown act " + step.act);
}

std::optional<Instant> Playing::answer_by() const {
  std::optional<Instant> latest;
  for (const Invitation& each : invitations()) {
    if (each.state != InvitationState::pending) continue;
    latest = std::max(latest.value_or(each.answer_by), each.answer_by);
  }
  return latest;
}

// Whom the script would like, but nobody twice, and in place of somebody who cannot be asked at
// that moment the best who can: how the ranking falls out must not break the demo.
std::vector<SpecialistId> Playing::chosen(const Actor& actor,
                                          const std::vector<std::string>& names) const {
  std::set<SpecialistId> taken;
  if (!id_.is_nil()) {
    for (const Invitation& each : invitations()) taken.insert(each.specialist);
  }
  std::vector<SpecialistId> specialists;
  for (const std::string& name : names) {
    std::optional<SpecialistId> wanted;
    if (name != "best") wanted = people_.specialist(name);
    if (wanted && taken.contains(*wanted)) continue;
    if (wanted && !can_be_asked(product_.profiles.profile(actor, *wanted).presence)) wanted.reset();
    specialists.push_back(wanted ? *wanted : best(actor, taken));
    taken.insert(specialists.back());
  }
  return specialists;
}

bool Playing::can_be_asked(const Presence& presence) const {
  if (presence.lacking_agreement) return false;
  switch (presence.free_busy.state) {
    case FreeState::away:
    case FreeState::full:
    case FreeState::paused:
      return false;
    case FreeState::unknown:
      return script_.way == Way::written;
    default:
      return true;
  }
}

SpecialistId Playing::best(const Actor& actor, const std::set<SpecialistId>& taken) const {
  MatchRequest request;
  request.question = script_.question;
  request.added_topics = script_.added_topics;
  request.filters.municipality = home(actor);
  request.filters.excluded_specialists.assign(taken.begin(), taken.end());
  request.filters.excluded_organisations = script_.excluded_organisations;
  for (const MatchCandidate& each : product_.matching.match(actor, request).candidates) {
    if (can_be_asked(each.presence)) return each.specialist.id;
  }
  throw std::runtime_error("nobody matches");
}

// Where the question plays: of the neighbourhood, or for a partner their own.
MunicipalityId Playing::home(const Actor& actor) const {
  if (script_.neighbourhood.empty()) return actor.municipalities.front();
  auto txn = product_.store->begin(Access::read);
  return txn->neighbourhood(people_.neighbourhood(script_.neighbourhood))->municipality;
}

Consultation Playing::now() const {
  auto found = product_.store->begin(Access::read)->consultation_unscoped(id_);
  if (!found) throw std::runtime_error("the consultation is gone");
  return *found;
}

std::vector<Invitation> Playing::invitations() const {
  return product_.store->begin(Access::read)->invitations(id_);
}

const Actor& Playing::coordinator(const DemoStep& step) const {
  if (!step.who.empty()) return people_.actor(step.who);
  auto municipality = now().municipality;
  return people_.coordinator(municipality);
}

// Whom the script names when they are asked, else whoever is.
Invitation Playing::pending(const DemoStep& step) const {
  std::optional<Invitation> found;
  for (const Invitation& each : invitations()) {
    if (each.state != InvitationState::pending) continue;
    if (!step.who.empty() && each.specialist == people_.specialist(step.who)) return each;
    if (!found) found = each;
  }
  if (!found) throw std::runtime_error("nobody is asked at that moment");
  return *found;
}

// Whom the script names when they are on it, else the last who came.
Invitation Playing::accepted(const DemoStep& step) const {
  std::optional<Invitation> found;
  for (const Invitation& each : invitations()) {
    if (each.state != InvitationState::accepted) continue;
    if (!step.who.empty() && each.specialist == people_.specialist(step.who)) return each;
    if (!found || each.decided_at >= found->decided_at) found = each;
  }
  if (!found) throw std::runtime_error("nobody is on it at that moment");
  return *found;
}

// Whoever accepts reads, and the reading goes on record.
void Playing::accept(const DemoStep& step) {
  Invitation invitation = pending(step);
  const Actor& actor = people_.actor(invitation.specialist);
  product_.consultations.accept(actor, invitation.id);
  product_.consultations.thread(actor, id_);
}

void Playing::decline(const DemoStep& step) {
  auto reason = from_code<DeclineReason>(step.code);
  if (!reason) throw std::runtime_error("unknown reason " + step.code);
  Invitation invitation = pending(step);
  product_.consultations.decline(people_.actor(invitation.specialist), invitation.id, *reason,
                                 step.text);
}

// Time itself has done it; the script only waits for it.
void Playing::expire(const DemoStep&) {
  auto all = invitations();
  if (std::none_of(all.begin(), all.end(),
                   [](const Invitation& each) { return each.state == InvitationState::expired; })) {
    throw std::runtime_error("nothing expired");
  }
}

void Playing::message(const DemoStep& step) {
  const Actor& actor = step.who == "asker" ? asker() : people_.actor(accepted(step).specialist);
  product_.consultations.write(actor, id_, step.text, std::nullopt);
}

void Playing::clarify(const DemoStep& step) {
  product_.consultations.ask_clarification(people_.actor(accepted(step).specialist), id_, step.text,
                                           seen());
}

void Playing::reply(const DemoStep& step) {
  product_.consultations.reply(asker(), id_, step.text, seen());
}

void Playing::advise(const DemoStep& step) {
  product_.consultations.advise(people_.actor(accepted(step).specialist), id_, step.advice, seen());
}

void Playing::ask_on(const DemoStep& step) {
  product_.consultations.ask_on(asker(), id_, step.text, seen());
}

void Playing::extend(const DemoStep& step) {
  product_.consultations.extend_question(asker(), id_, step.text);
}

void Playing::own_reference(const DemoStep& step) {
  product_.consultations.set_own_reference(asker(), id_, step.text);
}

void Playing::add_colleague(const DemoStep& step) {
  product_.consultations.add_colleague(asker(), id_, *people_.actor(step.whom.at(0)).user);
}

void Playing::transfer(const DemoStep& step) {
  product_.consultations.transfer(asker(), id_, *people_.actor(step.whom.at(0)).user, seen());
}

void Playing::invite(const DemoStep& step) {
  const Actor& actor = asker();
  product_.consultations.invite(actor, id_, chosen(actor, step.whom), std::nullopt, std::nullopt);
}

void Playing::hand_over(const DemoStep& step) {
  Invitation invitation = accepted(step);
  product_.consultations.hand_over(people_.actor(invitation.specialist), invitation.id,
                                   people_.specialist(step.whom.at(0)));
}

void Playing::to_coordinator(const DemoStep&) {
  product_.consultations.send_to_coordinator(asker(), id_, seen());
}

void Playing::assign(const DemoStep& step) {
  product_.consultations.assign(coordinator(step), id_, people_.specialist(step.whom.at(0)),
                                seen());
}

void Playing::answer_by_phone(const DemoStep& step) {
  product_.consultations.answer_by_phone(coordinator(step), id_, step.advice, seen());
}

void Playing::give_reason(const DemoStep& step) {
  const Actor& actor = coordinator(step);
  product_.consultations.give_reason(actor, id_, step.text);
  product_.consultations.thread(actor, id_);
}

void Playing::review(const DemoStep& step) {
  auto verdict = from_code<Verdict>(step.code);
  if (!verdict) throw std::runtime_error("unknown verdict " + step.code);
  product_.consultations.review(coordinator(step), id_, *verdict, step.text);
}

void Playing::close(const DemoStep& step) {
  product_.consultations.close(asker(), id_, step.closure, step.closing, seen());
}

void Playing::withdraw(const DemoStep&) { product_.consultations.withdraw(asker(), id_, seen()); }

void Playing::reopen(const DemoStep& step) {
  product_.consultations.reopen(asker(), id_, step.text, seen());
}

void Playing::follow_up(const DemoStep& step) {
  product_.consultations.follow_up(asker(), id_, step.follow_up, seen());
}

}  // namespace expertise
