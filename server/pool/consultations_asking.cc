// Asking: a question of a team member, of a partner in the neighbourhood, and a phone consult that
// already was. Everything that is wrong is found before anything is written.
#include <algorithm>

#include "server/domain/text.h"
#include "server/pool/consultation_texts.h"
#include "server/pool/consultations.h"
#include "server/pool/learning.h"
#include "server/pool/once.h"
#include "server/pool/passing_on.h"
#include "server/pool/question_checks.h"
#include "server/pool/works_in.h"

namespace expertise {

namespace {

constexpr std::chrono::days phone_consult_at_most_ago{31};

// Where a question comes from.
struct Home {
  MunicipalityId municipality;
  std::optional<TeamId> team;
};

Home home_of(Txn& txn, const Actor& actor, const std::optional<TeamId>& team,
             std::vector<Fault>& found) {
  auto user = actor.user ? txn.user(*actor.user) : std::nullopt;
  if (!user) throw Refusal(Reason::not_allowed);
  std::optional<TeamId> from = team;
  if (!from && actor.teams.size() == 1) from = actor.teams.front();
  if (!from) {
    if (!actor.teams.empty()) found.push_back({"/team", "required"});
    return {user->municipality, std::nullopt};
  }
  auto known = actor.in(*from) ? txn.team(*from) : std::nullopt;
  if (!known) {
    found.push_back({"/team", "not_found"});
    return {user->municipality, std::nullopt};
  }
  return {known->municipality, known->id};
}

void check_neighbourhood(Txn& txn, const std::optional<NeighbourhoodId>& id, const Home& home,
                         std::vector<Fault>& found) {
  if (!id) return;
  auto neighbourhood = txn.neighbourhood(*id);
  if (!neighbourhood || neighbourhood->municipality != home.municipality) {
    found.push_back({"/neighbourhood", "not_found"});
  }
}

// What can be seen in the question alone.
std::vector<Fault> faults_alone(const NewQuestion& question, const search::Vocabulary& vocabulary) {
  std::vector<Fault> found;
  check_content(question, vocabulary, found);
  check_says_something(question.text, vocabulary, "/text", found);
  check_own_reference(question.own_reference, "/ownReference", found);
  return found;
}

// What depends on who and what is there.
void check_references(Txn& txn, const NewQuestion& question, const Home& home,
                      std::vector<Fault>& found) {
  check_neighbourhood(txn, question.neighbourhood, home, found);
  check_people(txn, question, {home.municipality}, found);
  if (question.group) {
    auto group = txn.group(*question.group);
    if (!group || group->municipality != home.municipality) {
      found.push_back({"/group", "not_found"});
    }
  }
}

// What was sent needs no draft any more. One that is gone, or somebody else's, is left at that.
void destroy_sent_draft(Txn& txn, const Actor& actor, const std::optional<DraftId>& id) {
  auto draft = id ? txn.draft(*id) : std::nullopt;
  if (draft && draft->maker == actor.user) txn.destroy_draft(*id);
}

// The order of people with what it was worked out from, and what nobody in the pool knows of.
void keep_ranking(Step& step, const Matching::Sent& sent) {
  step.txn->put_gaps(step.consultation.id, sent.known_by_nobody, step.now);
  step.txn->put_ranking(step.consultation.id, sent.ranking);
  step.txn->put_ranking_inputs(step.consultation.id, encode(sent.record));
}

MatchRequest match_request(const NewQuestion& question, const MunicipalityId& municipality) {
  MatchRequest request;
  request.question = question.text;
  request.added_topics = question.added_topics;
  request.removed_topics = question.removed_topics;
  request.removed_facets = question.removed_facets;
  request.added_facets = question.added_facets;
  request.neighbourhood = question.neighbourhood;
  request.filters.municipality = municipality;
  request.filters.excluded_specialists = question.excluded_specialists;
  request.filters.excluded_organisations = question.excluded_organisations;
  return request;
}

Details asked_details(const Consultation& consultation, const MessageId& message) {
  Details details{{"message", message.text()},
                  {"asker", consultation.asker.text()},
                  {"urgency", std::string(code(consultation.urgency))},
                  {"way", std::string(code(consultation.way))},
                  {"resident", std::string(code(consultation.resident))},
                  {"answer_by", rfc3339(consultation.answer_by)},
                  {"pass_on", consultation.pass_on_automatically ? "true" : "false"}};
  if (consultation.team) details["team"] = consultation.team->text();
  return details;
}

std::optional<ConsultationId> made_before(Txn& txn, const Actor& actor,
                                          const std::optional<Once>& once) {
  auto resource = done_before(txn, actor, once);
  if (!resource) return std::nullopt;
  txn.commit();
  return ConsultationId::parse(*resource);
}

// The contact who stands for the team, when there is one who can.
std::optional<User> contact_of(Txn& txn, const Team& team) {
  auto contact = team.contact ? txn.user(*team.contact) : std::nullopt;
  if (!contact || !contact->active || !works_in(txn, *contact, team.municipality)) {
    return std::nullopt;
  }
  auto is_member = std::find(contact->roles.begin(), contact->roles.end(), Role::team_member);
  if (is_member == contact->roles.end()) return std::nullopt;
  return contact;
}

std::vector<Fault> faults_alone(const PhoneConsult& consult, const search::Vocabulary& vocabulary,
                                Instant now) {
  std::vector<Fault> found;
  check_case_text(consult.question, "/question", found);
  check_text(consult.advice, {1, ConsultationLimits::advice_part_characters, TextShape::text},
             "/advice", found);
  check_topics(consult.topics, vocabulary, "/topics", found);
  if (consult.held_at && *consult.held_at > now) found.push_back({"/heldAt", "in_the_future"});
  if (consult.held_at && *consult.held_at < now - phone_consult_at_most_ago) {
    found.push_back({"/heldAt", "too_long_ago", {{"days", "31"}}});
  }
  if (consult.closure) {
    for (Fault& fault : faults(*consult.closure)) {
      fault.place = "/closure" + fault.place;
      found.push_back(std::move(fault));
    }
  }
  return found;
}

// The row of a phone consult: it starts where others arrive.
void fill(Consultation& consultation, const PhoneConsult& consult, const Home& home,
          const Actor& actor, Instant now) {
  Instant held = consult.held_at.value_or(now);
  consultation.team = home.team;
  consultation.asker = *actor.user;
  consultation.origin = Origin::phone;
  consultation.way = Way::phone;
  consultation.understood.topics = consult.topics;
  consultation.neighbourhood = consult.neighbourhood;
  consultation.resident = consult.resident;
  consultation.asked_at = held;
  consultation.answer_by = held;
  consultation.first_answered_at = held;
  consultation.advised_at = held;
  consultation.state = ConsultationState::advised;
  if (consult.closure) {
    consultation.state = ConsultationState::closed;
    consultation.closure = consult.closure;
    consultation.closed_at = now;
  }
}

}  // namespace

Consultations::Consultations(Context context, Matching& matching)
    : context_(context), matching_(matching) {}

ConsultationId Consultations::ask(const Actor& actor, const NewQuestion& question,
                                  std::optional<Once> once) {
  require(actor, {Action::ask});
  if (!actor.is(Role::team_member)) throw Refusal(Reason::not_allowed, "ask_as_partner");
  Home home;
  {
    auto txn = context_.store.begin(Access::read);
    if (auto before = made_before(*txn, actor, once)) return *before;
    auto found = faults_alone(question, *matching_.vocabulary());
    home = home_of(*txn, actor, question.team, found);
    check_references(*txn, question, home, found);
    if (!found.empty()) throw Refusal(std::move(found));
  }
  auto sent =
      matching_.for_sending(actor, match_request(question, home.municipality), home.municipality);

  Step step(context_, actor);
  if (auto before = made_before(*step.txn, actor, once)) return *before;
  step.start(home.municipality);
  Consultation& consultation = step.consultation;
  consultation.team = home.team;
  consultation.asker = *actor.user;
  consultation.understood = std::move(sent.understood);
  consultation.neighbourhood = question.neighbourhood;
  consultation.urgency = question.urgency;
  consultation.way = question.way;
  consultation.resident = question.resident;
  consultation.pass_on_automatically = question.pass_on_automatically;
  consultation.excluded_specialists = question.excluded_specialists;
  consultation.excluded_organisations = question.excluded_organisations;
  consultation.answer_by = deadline(step.now, question.urgency, step.calendar());
  step.create();
  MessageId message = step.put_message(MessageKind::question, CaseText::of(question.text));
  keep_ranking(step, sent);
  destroy_sent_draft(*step.txn, actor, question.draft);
  step.note(EventKind::question_asked, asked_details(consultation, message),
            step.sealed_codes(sent.known_by_nobody));
  if (!question.own_reference.empty()) {
    MessageId reference =
        step.put_message(MessageKind::own_reference, CaseText::of(question.own_reference));
    step.note(EventKind::own_reference_set, {{"message", reference.text()}});
  }
  invite_several(step, question.specialists, question.group);
  remember(*step.txn, actor, once, consultation.id.text(), step.now);
  step.commit();
  return consultation.id;
}

std::vector<UrgencyDeadline> Consultations::deadlines(const Actor& actor,
                                                      std::optional<MunicipalityId> municipality) {
  if (!municipality && !actor.municipalities.empty()) municipality = actor.municipalities.front();
  if (!municipality || !actor.in(*municipality)) {
    throw Refusal({Fault{"query/municipality", "not_found"}});
  }
  auto txn = context_.store.begin(Access::read);
  const WorkingCalendar calendar = calendar_of(*txn, *municipality);
  const Instant now = context_.env.now();
  std::vector<UrgencyDeadline> all;
  for (const auto& [urgency, text] : codes<Urgency>) {
    all.push_back({urgency, deadline(now, urgency, calendar)});
  }
  return all;
}

ConsultationId Consultations::ask_as_partner(const Actor& actor, const std::string& text,
                                             ResidentKnowledge resident, std::optional<Once> once) {
  require(actor, {Action::ask});
  if (!actor.is(Role::partner) || !actor.user) throw Refusal(Reason::not_allowed);
  std::optional<Team> team;
  {
    auto txn = context_.store.begin(Access::read);
    if (auto before = made_before(*txn, actor, once)) return *before;
    std::vector<Fault> found;
    check_case_text(text, "/text", found);
    check_says_something(text, *matching_.vocabulary(), "/text", found);
    if (!found.empty()) throw Refusal(std::move(found));
    team = actor.partner_of ? txn->team(*actor.partner_of) : std::nullopt;
    if (!team || !contact_of(*txn, *team)) {
      throw Refusal(Reason::conflict, "team_without_contact");
    }
  }
  MatchRequest request;
  request.question = text;
  request.filters.municipality = team->municipality;
  auto sent = matching_.for_sending(actor, request, team->municipality);

  Step step(context_, actor);
  if (auto before = made_before(*step.txn, actor, once)) return *before;
  team = step.txn->team(team->id);
  auto contact = team ? contact_of(*step.txn, *team) : std::nullopt;
  if (!contact) throw Refusal(Reason::conflict, "team_without_contact");
  step.start(team->municipality);
  Consultation& consultation = step.consultation;
  consultation.team = team->id;
  consultation.asker = contact->id;
  consultation.participants = {*actor.user};
  consultation.origin = Origin::partner;
  consultation.understood = std::move(sent.understood);
  consultation.resident = resident;
  consultation.answer_by = deadline(step.now, consultation.urgency, step.calendar());
  step.create();
  MessageId message = step.put_message(MessageKind::question, CaseText::of(text));
  keep_ranking(step, sent);
  step.note(EventKind::partner_question_asked, asked_details(consultation, message),
            step.sealed_codes(sent.known_by_nobody));
  remember(*step.txn, actor, once, consultation.id.text(), step.now);
  step.commit();
  return consultation.id;
}

ConsultationId Consultations::log_phone_consult(const Actor& actor, const PhoneConsult& consult,
                                                std::optional<Once> once) {
  require(actor, {Action::ask});
  if (!actor.is(Role::team_member)) throw Refusal(Reason::not_allowed, "ask_as_partner");
  Step step(context_, actor);
  if (auto before = made_before(*step.txn, actor, once)) return *before;
  auto found = faults_alone(consult, *matching_.vocabulary(), step.now);
  Home home = home_of(*step.txn, actor, consult.team, found);
  check_specialist(*step.txn, consult.specialist, {home.municipality}, "/specialist", found);
  check_neighbourhood(*step.txn, consult.neighbourhood, home, found);
  if (!found.empty()) throw Refusal(std::move(found));

  step.start(home.municipality);
  Consultation& consultation = step.consultation;
  fill(consultation, consult, home, actor, step.now);
  step.create();
  Instant held = consultation.asked_at;
  MessageId question =
      step.put_message(MessageKind::question, CaseText::of(consult.question), actor.user, held);
  MessageId advice = step.put_message(
      MessageKind::advice, CaseText(CaseText::Parts{{"advice", consult.advice}}), actor.user, held);
  Invitation invitation{.id = step.env.new_id<InvitationId>(),
                        .consultation = consultation.id,
                        .municipality = consultation.municipality,
                        .specialist = consult.specialist,
                        .state = InvitationState::accepted,
                        .invited_at = held,
                        .answer_by = held,
                        .decided_at = held};
  step.txn->put(invitation);
  Details details = asked_details(consultation, question);
  details["advice"] = advice.text();
  details["specialist"] = consult.specialist.text();
  details["invitation"] = invitation.id.text();
  details["held_at"] = rfc3339(held);
  step.note(EventKind::phone_consult_logged, std::move(details), step.sealed_codes());
  if (consult.closure) {
    step.note(EventKind::consultation_closed, closed_details(*consult.closure));
    keep_lesson(step, consult.question);
  }
  remember(*step.txn, actor, once, consultation.id.text(), step.now);
  step.commit();
  return consultation.id;
}

}  // namespace expertise
