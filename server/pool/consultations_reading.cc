// Reading: one consultation, lists of them, their threads and timelines, and the two logs. Whoever
// reads is on record before anything is shown.
#include <algorithm>

#include "server/pool/consultation_sight.h"
#include "server/pool/consultation_step.h"
#include "server/pool/consultations.h"
#include "server/pool/on_record.h"

namespace expertise {

namespace {

struct Opened {
  Consultation consultation;
  std::vector<Invitation> invitations;
  Standing standing;
};

Opened open_for(Txn& txn, const Actor& actor, ConsultationId id, Instant now) {
  auto consultation = txn.consultation(id, scope_of(actor, Action::read_consultation));
  if (!consultation) throw Refusal(Reason::not_found);
  auto invitations = txn.invitations(id);
  Standing standing = standing_of(txn, actor, *consultation, invitations, now);
  return {std::move(*consultation), std::move(invitations), std::move(standing)};
}

void require_full(const Standing& standing) {
  if (standing.sight == Sight::full) return;
  if (standing.coordinator) throw Refusal(Reason::not_allowed, "give_reason_first");
  throw Refusal(Reason::not_allowed,
                standing.sight == Sight::summary ? "accept_first" : "no_longer_on_it");
}

std::string subject_in(const std::map<ConsultationId, CaseText>& subjects, ConsultationId id) {
  auto found = subjects.find(id);
  return found == subjects.end() ? std::string() : std::string(found->second.part("text"));
}

// Every event of one consultation, oldest first.
std::vector<Event> events_of(Txn& txn, const Consultation& consultation) {
  EventQuery query{.municipalities = {consultation.municipality},
                   .consultation = consultation.id,
                   .page = {.offset = 0, .limit = Page::most}};
  std::vector<Event> events;
  for (;;) {
    auto page = txn.find(query);
    for (Event& each : page.items) events.push_back(std::move(each));
    query.page.offset += Page::most;
    if (query.page.offset >= page.total) return events;
  }
}

// Whether the actor is told of this event. How it was judged, and why a coordinator read it, is for
// the asker's side and the coordinators; one who is next in line by itself sees that it was asked,
// and the own invitation.
bool is_told(const Event& event, const Standing& standing) {
  if (event.kind == EventKind::reviewed || event.kind == EventKind::reason_for_access_given) {
    return standing.steers || standing.colleague || standing.coordinator;
  }
  // Why something is kept is not for who it may be about.
  if (event.kind == EventKind::consultation_held || event.kind == EventKind::hold_ended) {
    return standing.coordinator;
  }
  if (standing.sight != Sight::summary) return true;
  if (event.kind == EventKind::question_asked) return true;
  auto invitation = event.details.find("invitation");
  return invitation != event.details.end() && invitation->second == standing.invitation->id.text();
}

// What an advice took is not told to everybody on it.
void hide_minutes(Event& event, const Standing& standing) {
  const auto by = event.details.find("specialist");
  if (event.kind != EventKind::advice_given || by == event.details.end()) return;
  const auto specialist = SpecialistId::parse(by->second);
  if (!specialist || !sees_minutes(standing, *specialist)) event.details.erase("minutes");
}

// Whether it is theirs to follow: they asked, write along, or may still answer.
bool is_on_it(const Standing& standing) {
  if (standing.participant) return true;
  const auto& own = standing.invitation;
  return own && (own->state == InvitationState::pending || own->state == InvitationState::accepted);
}

bool has_unread(Txn& txn, const Actor& actor, const Standing& standing, ConsultationId id) {
  if (!is_on_it(standing) || !actor.user) return false;
  // What is not told to them is not news to them either.
  static const std::vector<EventKind> of_the_askers_side{EventKind::reviewed,
                                                         EventKind::reason_for_access_given};
  const bool is_told_all = standing.steers || standing.colleague || standing.coordinator;
  return txn.has_unread(*actor.user, id,
                        is_told_all ? std::vector<EventKind>{} : of_the_askers_side);
}

// Whether a question was reviewed is for the asker's side and the coordinators; what is found by it
// must not tell others.
Scope told_of_reviews(const Actor& actor, Scope scope) {
  scope.invited.reset();
  if (!actor.is(Role::team_member)) scope.participant.reset();
  return scope;
}

// Those wanted that the actor may have; all of the actor's when none are named.
std::vector<MunicipalityId> narrowed(const std::vector<MunicipalityId>& allowed,
                                     const std::vector<MunicipalityId>& wanted) {
  if (wanted.empty()) return allowed;
  std::vector<MunicipalityId> both;
  for (const MunicipalityId& each : wanted) {
    if (std::find(allowed.begin(), allowed.end(), each) != allowed.end()) both.push_back(each);
  }
  return both;
}

// The entry of somebody who looks through many things at once.
AccessEntry entry_for_many(const Actor& actor, const char* action, const char* object,
                           const std::vector<MunicipalityId>& municipalities, Instant now) {
  AccessEntry entry{.at = now,
                    .action = action,
                    .object = object,
                    .result = "shown",
                    .actor = actor.user,
                    .origin = actor.origin};
  if (municipalities.size() == 1) entry.municipality = municipalities.front();
  return entry;
}

// Whether somebody looks for something, rather than at what lies before them.
bool is_search(const ConsultationQuery& query) {
  return query.neighbourhood || query.team || query.topic || query.result || query.asked_from ||
         query.asked_before || query.closed_before;
}

const char* action_of(const ConsultationQuery& query) {
  if (query.for_export) return "export";
  return is_search(query) ? "search" : "list";
}

// What is needed to rank a question once more.
struct KeptReading {
  Consultation consultation;
  KeptRanking ranking;
  std::vector<SpecialistId> left;
  /// As it was sent; empty when that wording was destroyed.
  std::string text;
};

std::string first_wording(const std::vector<ThreadEntry>& questions) {
  if (questions.empty()) return {};
  const auto& text = questions.front().versions.front().text;
  return text ? std::string(text->part("text")) : std::string();
}

std::vector<SpecialistId> those_who_left(Txn& txn, const std::vector<RankedSpecialist>& order) {
  std::vector<SpecialistId> ids;
  for (const RankedSpecialist& each : order) ids.push_back(each.specialist);
  std::vector<SpecialistId> left;
  for (const Specialist& each : txn.specialists(ids)) {
    if (!each.active) left.push_back(each.id);
  }
  return left;
}

// Topics that are no longer in the vocabulary are left out.
MatchRequest request_again(const KeptReading& kept, const search::Vocabulary& vocabulary) {
  MatchRequest request;
  request.question = kept.text;
  if (kept.ranking.record) {
    request.added_topics = kept.ranking.record->added_topics;
    request.removed_topics = kept.ranking.record->removed_topics;
    request.removed_facets = kept.ranking.record->removed_facets;
    request.added_facets = kept.ranking.record->added_facets;
  }
  const auto is_gone = [&](const std::string& topic) { return !vocabulary.find(topic); };
  std::erase_if(request.added_topics, is_gone);
  std::erase_if(request.removed_topics, is_gone);
  request.neighbourhood = kept.consultation.neighbourhood;
  request.filters.municipality = kept.consultation.municipality;
  request.filters.excluded_specialists = kept.consultation.excluded_specialists;
  request.filters.excluded_organisations = kept.consultation.excluded_organisations;
  return request;
}

void add_once(std::string& list, const std::string& word) {
  if (("," + list + ",").find("," + word + ",") != std::string::npos) return;
  if (!list.empty()) list += ',';
  list += word;
}

// What of a list is of one municipality, whose coordinator can account for it.
struct ListReading {
  std::vector<ConsultationId> with_text;
  std::string roles, purposes;
  std::int64_t count = 0;

  void add(ConsultationId id, const Standing& standing) {
    ++count;
    add_once(roles, standing.role);
    // A reason opens one case; in a list it says no more than that there was one.
    add_once(purposes, standing.purpose.substr(0, standing.purpose.find(':')));
    if (standing.sight == Sight::full) with_text.push_back(id);
  }
};

// With what was erased nothing is left to do, but that it was judged well or not.
void mark_erased(ConsultationView& view) {
  view.is_erased = true;
  std::erase_if(view.steps, [](const std::string& each) { return each != "review"; });
}

}  // namespace

ConsultationView Consultations::view(const Actor& actor, ConsultationId id) {
  require(actor, {Action::read_consultation});
  Instant now = context_.env.now();
  return on_record(context_.store, [&](Txn& txn) {
    Opened opened = open_for(txn, actor, id, now);
    auto view = seen_by(actor, opened.standing, opened.consultation, std::move(opened.invitations),
                        txn.reviews(id));
    view.unread = has_unread(txn, actor, opened.standing, id);
    if (txn.is_erased(id)) mark_erased(view);
    auto entry = access_entry(actor, opened.standing, opened.consultation, "read", now);
    if (view.sight == Sight::full) {
      view.subject = subject_in(txn.read_subjects({id}, entry), id);
    } else {
      txn.record_access(entry);
    }
    return view;
  });
}

Paged<ConsultationView> Consultations::list(const Actor& actor, ConsultationQuery query) {
  require(actor, {Action::read_consultation});
  query.scope = scope_of(actor, Action::read_consultation);
  if (query.unreviewed) query.scope = told_of_reviews(actor, std::move(query.scope));
  Instant now = context_.env.now();
  Paged<ConsultationView> shown;
  std::map<MunicipalityId, ListReading> readings;
  {
    // A list is looked for beside the writer, who is needed only to record it.
    auto txn = context_.store.begin(Access::read);
    auto found = txn->find(query);
    shown.total = found.total;
    Reasons reasons = reasons_given(*txn, actor, now);
    for (Consultation& each : found.items) {
      auto invitations = txn->invitations(each.id);
      Standing standing = standing_of(actor, each, invitations, reasons);
      readings[each.municipality].add(each.id, standing);
      auto reviews = txn->reviews(each.id);
      const bool unread = has_unread(*txn, actor, standing, each.id);
      const bool is_erased = txn->is_erased(each.id);
      shown.items.push_back(
          seen_by(actor, standing, std::move(each), std::move(invitations), std::move(reviews)));
      shown.items.back().unread = unread;
      if (is_erased) mark_erased(shown.items.back());
    }
  }
  const char* action = action_of(query);
  if (shown.items.empty()) {
    if (action == std::string_view("list") || actor.municipalities.empty()) return shown;
    // That somebody looked for it tells something, also when it was not there.
    AccessEntry entry =
        entry_for_many(actor, action, "consultations", {actor.municipalities.front()}, now);
    entry.count = 0;
    on_record(context_.store, [&](Txn& txn) { return txn.record_access(entry); });
    return shown;
  }
  auto subjects = on_record(context_.store, [&](Txn& txn) {
    std::map<ConsultationId, CaseText> read;
    for (const auto& [municipality, reading] : readings) {
      AccessEntry entry = entry_for_many(actor, action, "consultations", {municipality}, now);
      entry.role = reading.roles;
      entry.purpose = reading.purposes;
      entry.count = reading.count;
      if (reading.with_text.empty()) {
        txn.record_access(entry);
      } else {
        read.merge(txn.read_subjects(reading.with_text, entry));
      }
    }
    return read;
  });
  for (ConsultationView& view : shown.items) {
    if (view.sight == Sight::full) view.subject = subject_in(subjects, view.consultation.id);
  }
  return shown;
}

Thread Consultations::thread(const Actor& actor, ConsultationId id) {
  require(actor, {Action::read_consultation});
  Instant now = context_.env.now();
  return on_record(context_.store, [&](Txn& txn) {
    Opened opened = open_for(txn, actor, id, now);
    require_full(opened.standing);
    auto entry = access_entry(actor, opened.standing, opened.consultation, "read", now);
    if (is_on_it(opened.standing) && actor.user) txn.put_read(*actor.user, id);
    return Thread{txn.read_thread(id, readable_kinds(opened.standing), entry)};
  });
}

std::vector<Event> Consultations::timeline(const Actor& actor, ConsultationId id) {
  require(actor, {Action::read_consultation});
  Instant now = context_.env.now();
  return on_record(context_.store, [&](Txn& txn) {
    Opened opened = open_for(txn, actor, id, now);
    auto events = events_of(txn, opened.consultation);
    std::erase_if(events, [&](const Event& each) { return !is_told(each, opened.standing); });
    for (Event& event : events) {
      hide_minutes(event, opened.standing);
      if (opened.standing.sight == Sight::full && !event.sealed.empty()) {
        if (auto details = txn.open(id, event.sealed)) event.details.merge(*details);
      }
      event.sealed.clear();
    }
    auto entry = access_entry(actor, opened.standing, opened.consultation, "read", now);
    entry.object = "timeline";
    entry.count = static_cast<std::int64_t>(events.size());
    txn.record_access(entry);
    return events;
  });
}

RankingReplay Consultations::replay(const Actor& actor, ConsultationId id) {
  require(actor, {Action::read_with_reason});
  Instant now = context_.env.now();
  KeptReading kept = on_record(context_.store, [&](Txn& txn) {
    Opened opened = open_for(txn, actor, id, now);
    if (!opened.standing.coordinator) throw Refusal(Reason::not_allowed);
    require_full(opened.standing);
    auto entry = access_entry(actor, opened.standing, opened.consultation, "read", now);
    KeptReading read;
    read.text = first_wording(txn.read_thread(id, {MessageKind::question}, entry));
    entry.object = "ranking";
    if (auto inputs = txn.read_ranking_inputs(id, entry)) {
      read.ranking.record = decode_ranking_record(*inputs);
    }
    read.ranking.order = txn.ranking(id);
    read.left = those_who_left(txn, read.ranking.order);
    read.consultation = std::move(opened.consultation);
    return read;
  });
  // A phone consult ranked nobody, and of an erased one nothing is left.
  if (kept.ranking.order.empty() && !kept.ranking.record) return {};
  std::optional<KeptRanking> today;
  if (!kept.text.empty()) {
    auto request = request_again(kept, *matching_.vocabulary());
    auto sent = matching_.for_sending(actor, request, kept.consultation.municipality);
    today = KeptRanking{std::move(sent.ranking), std::move(sent.record)};
  }
  return compare(kept.ranking, today, kept.left, *matching_.vocabulary());
}

Invitation Consultations::invitation(const Actor& actor, InvitationId id) {
  require(actor, {Action::read_consultation});
  Instant now = context_.env.now();
  return on_record(context_.store, [&](Txn& txn) {
    auto invitation = txn.invitation(id);
    if (!invitation) throw Refusal(Reason::not_found);
    Opened opened = open_for(txn, actor, invitation->consultation, now);
    bool own = opened.standing.invitation &&
               opened.standing.invitation->specialist == invitation->specialist;
    if (opened.standing.sight == Sight::summary && !own) throw Refusal(Reason::not_found);
    auto entry = access_entry(actor, opened.standing, opened.consultation, "read", now);
    entry.object = "invitation";
    txn.record_access(entry);
    hide_minutes(opened.standing, *invitation);
    return *invitation;
  });
}

Paged<Gap> Consultations::gaps(const Actor& actor, Page page) {
  require(actor, {Action::read_log});
  const Instant now = context_.env.now();
  const auto municipalities = scope_of(actor, Action::read_log).municipalities;
  return on_record(context_.store, [&](Txn& txn) {
    auto found = txn.find(GapQuery{municipalities, page});
    AccessEntry entry = entry_for_many(actor, "list", "gaps", municipalities, now);
    entry.role = "coordinator";
    entry.purpose = "oversight";
    entry.count = static_cast<std::int64_t>(found.items.size());
    txn.record_access(entry);
    return found;
  });
}

Paged<Event> Consultations::log(const Actor& actor, EventQuery query) {
  require(actor, {Action::read_log});
  Instant now = context_.env.now();
  auto allowed = scope_of(actor, Action::read_log).municipalities;
  query.municipalities = narrowed(allowed, query.municipalities);
  if (query.municipalities.empty()) return {};
  return on_record(context_.store, [&](Txn& txn) {
    auto events = txn.find(query);
    for (Event& event : events.items) event.sealed.clear();
    AccessEntry entry = entry_for_many(actor, "read", "log", query.municipalities, now);
    entry.consultation = query.consultation;
    entry.role = "coordinator";
    entry.purpose = "oversight";
    entry.count = static_cast<std::int64_t>(events.items.size());
    txn.record_access(entry);
    return events;
  });
}

Paged<AccessEntry> Consultations::own_access_log(const Actor& actor, OwnAccess which,
                                                 AccessQuery query) {
  if (!actor.user || actor.municipalities.empty()) throw Refusal(Reason::not_allowed);
  const Instant now = context_.env.now();
  query.municipalities.clear();
  (which == OwnAccess::by_me ? query.of : query.of_asker) = actor.user;
  return on_record(context_.store, [&](Txn& txn) {
    auto entries = txn.find(query);
    AccessEntry entry = entry_for_many(actor, "read", "audit", {actor.municipalities.front()}, now);
    entry.purpose = "own";
    entry.count = static_cast<std::int64_t>(entries.items.size());
    txn.record_access(entry);
    return entries;
  });
}

Paged<AccessEntry> Consultations::access_log(const Actor& actor, AccessQuery query) {
  require(actor, {Action::read_log, Action::steer});
  Instant now = context_.env.now();
  auto allowed = scope_of(actor, Action::read_log).municipalities;
  return on_record(context_.store, [&](Txn& txn) {
    AccessEntry entry;
    if (query.consultation) {
      auto consultation = txn.consultation(*query.consultation,
                                           scope_of_any(actor, {Action::read_log, Action::steer}));
      if (!consultation) throw Refusal(Reason::not_found);
      query.municipalities = {consultation->municipality};
      Standing standing = standing_of(txn, actor, *consultation, {}, now);
      entry = access_entry(actor, standing, *consultation, "read", now);
      entry.object = "audit";
    } else {
      if (allowed.empty()) throw Refusal({Fault{"query/consultation", "required"}});
      query.municipalities = narrowed(allowed, query.municipalities);
      entry = entry_for_many(actor, "read", "audit", query.municipalities, now);
      entry.role = "coordinator";
      entry.purpose = "oversight";
    }
    Paged<AccessEntry> entries;
    if (!query.municipalities.empty()) entries = txn.find(query);
    entry.count = static_cast<std::int64_t>(entries.items.size());
    txn.record_access(entry);
    return entries;
  });
}

}  // namespace expertise
