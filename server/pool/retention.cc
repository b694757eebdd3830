#include "server/pool/retention.h"

#include <algorithm>
#include <exception>
#include <span>

#include "server/pool/erasing.h"
#include "server/pool/forgetting.h"

namespace expertise {

namespace {

/// Made durable at once: waiting for the disk takes longer than the work.
constexpr std::size_t at_once = 100;
constexpr std::size_t events_at_once = 1000;

template <class IdType>
void add(std::vector<Over>& found, Over::What what, const RetentionTerm& term,
         const std::vector<Since<IdType>>& over) {
  for (const Since<IdType>& each : over) {
    found.push_back({what, each.id.bytes(), term, each.since, std::nullopt});
  }
}

// Since when the term of a consultation counts, as the store finds it.
Instant since_of(const Consultation& c) {
  if (c.ended_at) return *c.ended_at;
  if (c.closed_at) return *c.closed_at;
  if (c.advised_at) return *c.advised_at;
  return c.first_answered_at.value_or(c.asked_at);
}

bool is_still_over(Txn& txn, const Consultation& c, Instant before) {
  if (since_of(c) >= before) return false;
  if (c.ended_at || c.closed_at) return true;
  EventQuery since;
  since.municipalities = {c.municipality};
  since.consultation = c.id;
  since.from = before;
  since.page.limit = 1;
  return txn.find(since).total == 0;
}

// Whoever came back and left again did so later.
template <class IdType>
bool is_among(const std::vector<Since<IdType>>& left, const Over& over) {
  return std::any_of(left.begin(), left.end(),
                     [&](const Since<IdType>& each) { return each.id.bytes() == over.id; });
}

// False when it is gone, held, back or not over any more by now.
bool destroy(const Context& context, const std::shared_ptr<Txn>& txn, const Actor& actor,
             Instant now, const Over& over) {
  const Instant up_to = over.since + std::chrono::milliseconds(1);
  switch (over.what) {
    case Over::What::consultation: {
      const ConsultationId id(over.id);
      const auto hold = txn->hold(id);
      if (hold && hold->until > now) return false;
      Step step(txn, context.env, actor, now);
      return step.take_unscoped(id) &&
             is_still_over(*txn, step.consultation, now - std::chrono::days(over.term.days)) &&
             erase(step, {.reason = ErasureReason::term_over,
                          .decided_by = std::nullopt,
                          .days = over.term.days});
    }
    case Over::What::user:
      return is_among(txn->users_left_before(over.term.municipality, up_to, most_over_at_once),
                      over) &&
             forget_person(*txn, actor, now, UserId(over.id), over.term.days);
    case Over::What::specialist:
      return is_among(
                 txn->specialists_left_before(over.term.municipality, up_to, most_over_at_once),
                 over) &&
             forget_person(*txn, actor, now, SpecialistId(over.id), over.term.days);
  }
  return false;
}

class Destroying {
 public:
  Destroying(const Context& context, const Actor& actor, Instant now,
             const std::function<void(const Over&)>& tell)
      : context_(context), actor_(actor), now_(now), tell_(tell) {}

  // One that cannot be destroyed is left out of ever smaller parts until it stands alone.
  void take(std::span<const Over> over) {
    if (over.empty()) return;
    try {
      std::shared_ptr<Txn> txn = context_.store.begin(Access::write);
      // Another term may have been chosen since these were found.
      const std::vector<RetentionTerm> terms = txn->retention_terms();
      std::vector<Over> gone;
      for (const Over& each : over) {
        const bool is_chosen = std::find(terms.begin(), terms.end(), each.term) != terms.end();
        if (is_chosen && destroy(context_, txn, actor_, now_, each)) gone.push_back(each);
      }
      if (!gone.empty()) txn->commit();
      for (const Over& each : gone) {
        gone_.push_back(each);
        if (tell_) tell_(each);
      }
      return;
    } catch (const Refusal& refusal) {
      if (refusal.reason() == Reason::unavailable) throw;
      keep_fault(over.size());
    } catch (const std::exception&) {
      keep_fault(over.size());
    }
    if (over.size() == 1) return;
    take(over.first(over.size() / 2));
    take(over.subspan(over.size() / 2));
  }

  std::vector<Over> gone() const {
    if (fault_) std::rethrow_exception(fault_);
    return gone_;
  }

 private:
  void keep_fault(std::size_t things) {
    if (things == 1 && !fault_) fault_ = std::current_exception();
  }

  const Context& context_;
  const Actor& actor_;
  const Instant now_;
  const std::function<void(const Over&)>& tell_;
  std::vector<Over> gone_;
  std::exception_ptr fault_;
};

void must_administer(const Actor& actor) {
  if (!may(actor, Action::administer)) throw Refusal(Reason::not_allowed);
}

}  // namespace

std::vector<Over> over_of(Txn& txn, const RetentionTerm& term, Instant now) {
  const Instant before = now - std::chrono::days(term.days);
  std::vector<Over> found;
  if (term.what == RetentionClass::consultations) {
    add(found, Over::What::consultation, term,
        txn.consultations_since_before(term.municipality, before, most_over_at_once));
    for (Over& each : found) {
      const auto hold = txn.hold(ConsultationId(each.id));
      if (hold && hold->until > now) each.held_until = hold->until;
    }
  } else if (term.what == RetentionClass::people) {
    add(found, Over::What::user, term,
        txn.users_left_before(term.municipality, before, most_over_at_once));
    add(found, Over::What::specialist, term,
        txn.specialists_left_before(term.municipality, before, most_over_at_once));
  }
  return found;
}

std::vector<Over> what_is_over(const Context& context, Instant now) {
  auto txn = context.store.begin(Access::read);
  std::vector<Over> found;
  for (const RetentionTerm& term : txn->retention_terms()) {
    std::vector<Over> some = over_of(*txn, term, now);
    found.insert(found.end(), some.begin(), some.end());
  }
  return found;
}

std::vector<Over> destroy_what_is_over(const Context& context, const Actor& actor, Instant now,
                                       const std::function<void(const Over&)>& gone) {
  std::vector<Over> over = what_is_over(context, now);
  std::erase_if(over, [](const Over& each) { return each.held_until.has_value(); });
  Destroying destroying(context, actor, now, gone);
  for (std::size_t from = 0; from < over.size(); from += at_once) {
    destroying.take(std::span(over).subspan(from, std::min(at_once, over.size() - from)));
  }
  return destroying.gone();
}

void finish_destroyed_months(const Context& context) {
  for (const AccessSegment& each : context.store.begin(Access::read)->access_segments()) {
    if (!each.destroyed_at) continue;
    for (std::size_t removed = events_at_once; removed > 0;) {
      auto txn = context.store.begin(Access::write);
      removed = txn->remove_access_entries(each.segment, events_at_once);
      if (removed > 0) txn->commit();
    }
  }
}

std::optional<int> chosen_days(const std::vector<RetentionTerm>& terms, MunicipalityId municipality,
                               RetentionClass what) {
  for (const RetentionTerm& each : terms) {
    if (each.municipality == municipality && each.what == what) return each.days;
  }
  return std::nullopt;
}

void choose_term(const Context& context, const Actor& actor, const RetentionTerm& term,
                 UserId decided_by) {
  must_administer(actor);
  const RetentionRule& rule = retention_rule(term.what);
  if (!rule.is_chosen()) throw Refusal({Fault{"/class", "not_an_option"}});
  if (term.days < rule.least || term.days > rule.most) {
    throw Refusal(
        {Fault{"/days",
               "out_of_range",
               {{"least", std::to_string(rule.least)}, {"most", std::to_string(rule.most)}}}});
  }
  auto txn = context.store.begin(Access::write);
  if (!txn->municipality(term.municipality)) throw Refusal(Reason::not_found);
  require_decider(*txn, term.municipality, decided_by);
  Details details{{"class", std::string(code(term.what))},
                  {"days", std::to_string(term.days)},
                  {"decided_by", decided_by.text()}};
  if (const auto before = chosen_days(txn->retention_terms(), term.municipality, term.what)) {
    details["before"] = std::to_string(*before);
  }
  txn->put_retention_term(term);
  txn->append({.at = context.env.now(),
               .kind = EventKind::retention_term_set,
               .actor = actor.user,
               .municipality = term.municipality,
               .details = std::move(details)});
  txn->commit();
}

Hold put_hold(Step& step, HoldReason reason, Instant until, UserId decided_by) {
  if (until <= step.now || until > step.now + Hold::longest) {
    throw Refusal(
        {Fault{"/until",
               "out_of_range",
               {{"least", rfc3339(step.now)}, {"most", rfc3339(step.now + Hold::longest)}}}});
  }
  if (step.txn->is_erased(step.consultation.id)) throw Refusal(Reason::wrong_state, "erased");
  const Hold made{.consultation = step.consultation.id,
                  .municipality = step.consultation.municipality,
                  .reason = reason,
                  .until = until,
                  .put_at = step.now,
                  .decided_by = decided_by};
  step.txn->put_hold(made);
  step.note(EventKind::consultation_held, {{"reason", std::string(code(reason))},
                                           {"until", rfc3339(until)},
                                           {"decided_by", decided_by.text()}});
  return made;
}

bool remove_hold(Step& step, UserId decided_by) {
  if (!step.txn->hold(step.consultation.id)) return false;
  step.txn->remove_hold(step.consultation.id);
  step.note(EventKind::hold_ended, {{"decided_by", decided_by.text()}});
  return true;
}

void hold(const Context& context, const Actor& actor, ConsultationId id, HoldReason reason,
          Instant until, UserId decided_by) {
  must_administer(actor);
  Step step(context, actor);
  if (!step.take_unscoped(id)) throw Refusal(Reason::not_found);
  require_decider(*step.txn, step.consultation.municipality, decided_by);
  put_hold(step, reason, until, decided_by);
  step.txn->commit();
}

void end_hold(const Context& context, const Actor& actor, ConsultationId id, UserId decided_by) {
  must_administer(actor);
  Step step(context, actor);
  if (!step.take_unscoped(id) || !step.txn->hold(id)) throw Refusal(Reason::not_found);
  require_decider(*step.txn, step.consultation.municipality, decided_by);
  remove_hold(step, decided_by);
  step.txn->commit();
}

std::vector<Event> destroyed(const Context& context, MunicipalityId municipality, Instant from,
                             Instant before) {
  auto txn = context.store.begin(Access::read);
  DestructionQuery query{
      .municipality = municipality, .from = from, .before = before, .page = {.limit = Page::most}};
  std::vector<Event> found;
  for (;;) {
    auto page = txn->destroyed(query);
    for (Event& each : page.items) found.push_back(std::move(each));
    query.page.offset += Page::most;
    if (query.page.offset >= page.total) return found;
  }
}

}  // namespace expertise
