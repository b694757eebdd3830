#include "server/pool/keeping.h"

#include <algorithm>

#include "server/pool/erasing.h"
#include "server/pool/on_record.h"

namespace expertise {

namespace {

DueCounts counts_of(Txn& txn, const RetentionTerm& term, Instant now) {
  DueCounts counts;
  for (std::size_t i = 0; i < counts.due.size(); ++i) {
    const auto over = over_of(txn, term, now + std::chrono::days(DueCounts::days[i]));
    counts.due[i] = over.size();
    if (DueCounts::days[i] > 0) continue;
    const auto is_held = [](const Over& each) { return each.held_until.has_value(); };
    counts.held = static_cast<std::size_t>(std::count_if(over.begin(), over.end(), is_held));
  }
  return counts;
}

void check_wish(const std::optional<int>& days, RetentionClass what, const char* place,
                std::vector<Fault>& found) {
  const RetentionRule& rule = retention_rule(what);
  if (!days || (*days >= rule.least && *days <= rule.most)) return;
  found.push_back({place,
                   "out_of_range",
                   {{"least", std::to_string(rule.least)}, {"most", std::to_string(rule.most)}}});
}

std::optional<int> wished_days(const TermsWish& wish, RetentionClass what) {
  if (what == RetentionClass::consultations) return wish.consultation_days;
  return what == RetentionClass::people ? wish.people_days : std::nullopt;
}

void require_here(const Actor& actor, Action action, MunicipalityId municipality) {
  require(actor, {action});
  if (!pool_scope_of(actor, action).holds(municipality)) throw Refusal(Reason::not_found);
}

AccessEntry entry_of(const Actor& actor, const char* action, const char* object,
                     MunicipalityId municipality, std::size_t count, Instant now) {
  return {.at = now,
          .action = action,
          .object = object,
          .municipality = municipality,
          .result = "shown",
          .actor = actor.user,
          .role = std::string(code(Role::coordinator)),
          .purpose = "oversight",
          .origin = actor.origin,
          .count = static_cast<std::int64_t>(count)};
}

// The part of a whole list that a page asks for.
template <class T>
Paged<T> part_of(std::vector<T> whole, const Page& page) {
  Paged<T> made{.items = {}, .total = whole.size()};
  for (std::size_t i = page.offset; i < whole.size() && made.items.size() < page.limit; ++i) {
    made.items.push_back(std::move(whole[i]));
  }
  return made;
}

Instant end_of_term(const Over& over) { return over.since + std::chrono::days(over.term.days); }

}  // namespace

KeepingOverview Keeping::overview(const Actor& actor, MunicipalityId municipality,
                                  const TermsWish& wish) {
  require_here(actor, Action::see_terms, municipality);
  std::vector<Fault> found;
  check_wish(wish.consultation_days, RetentionClass::consultations, "query/consultationDays",
             found);
  check_wish(wish.people_days, RetentionClass::people, "query/peopleDays", found);
  if (!found.empty()) throw Refusal(std::move(found));

  const Instant now = context_.env.now();
  auto txn = context_.store.begin(Access::read);
  if (!txn->municipality(municipality)) throw Refusal(Reason::not_found);
  const auto terms = txn->retention_terms();
  KeepingOverview made{
      .municipality = municipality, .classes = {}, .is_stopped = is_stopped_ && is_stopped_()};
  for (const auto& [what, text] : codes<RetentionClass>) {
    KeptClass kept{.what = what,
                   .chosen_days = chosen_days(terms, municipality, what),
                   .counts = {},
                   .wished = {}};
    const auto counted = [&](const std::optional<int>& days) -> std::optional<DueCounts> {
      if (!days) return std::nullopt;
      return counts_of(*txn, {.municipality = municipality, .what = kept.what, .days = *days}, now);
    };
    kept.counts = counted(kept.chosen_days);
    kept.wished = counted(wished_days(wish, what));
    made.classes.push_back(std::move(kept));
  }
  return made;
}

void Keeping::choose(const Actor& actor, const RetentionTerm& term) {
  if (!actor.user) throw Refusal(Reason::not_allowed);
  choose_term(context_, actor, term, *actor.user);
}

Paged<Over> Keeping::due(const Actor& actor, MunicipalityId municipality, const DueQuery& query) {
  require_here(actor, Action::decide_keeping, municipality);
  const Instant now = context_.env.now();
  const Instant before = query.before.value_or(now);
  if (before > now + due_ahead_most) {
    throw Refusal({Fault{"query/before",
                         "out_of_range",
                         {{"least", rfc3339(now)}, {"most", rfc3339(now + due_ahead_most)}}}});
  }
  std::vector<Over> found;
  {
    // It may be much: nobody who writes waits for it.
    auto txn = context_.store.begin(Access::read);
    for (const RetentionTerm& term : txn->retention_terms()) {
      if (term.municipality != municipality || (query.what && term.what != *query.what)) continue;
      const std::vector<Over> some = over_of(*txn, term, before);
      found.insert(found.end(), some.begin(), some.end());
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Over& a, const Over& b) { return end_of_term(a) < end_of_term(b); });
  auto page = part_of(std::move(found), query.page);
  return on_record(context_.store, [&](Txn& txn) {
    txn.record_access(entry_of(actor, "list", "due", municipality, page.items.size(), now));
    return std::move(page);
  });
}

Paged<HeldConsultation> Keeping::holds(const Actor& actor, const HoldQuery& query) {
  require(actor, {Action::decide_keeping});
  const auto reach = pool_scope_of(actor, Action::decide_keeping);
  if (reach.municipalities.empty()) return {};
  const Instant now = context_.env.now();
  return on_record(context_.store, [&](Txn& txn) {
    std::vector<Hold> found = txn.holds();
    std::erase_if(found, [&](const Hold& each) {
      const bool is_another = query.consultation && each.consultation != *query.consultation;
      return is_another || !reach.holds(each.municipality);
    });
    std::stable_partition(found.begin(), found.end(),
                          [&](const Hold& each) { return each.until > now; });
    const auto part = part_of(std::move(found), query.page);
    Paged<HeldConsultation> made{.items = {}, .total = part.total};
    for (const Hold& each : part.items) {
      const auto consultation = txn.consultation_unscoped(each.consultation).value();
      made.items.push_back({each, consultation.asked_at, consultation.asker});
    }
    txn.record_access(
        entry_of(actor, "list", "holds", reach.municipalities.front(), made.items.size(), now));
    return made;
  });
}

HeldConsultation Keeping::hold(const Actor& actor, ConsultationId id, HoldReason reason,
                               Instant until) {
  Step step(context_, actor);
  step.take(id, {Action::decide_keeping});
  const Hold made = put_hold(step, reason, until, actor.user.value());
  step.txn->commit();
  return {made, step.consultation.asked_at, step.consultation.asker};
}

void Keeping::end_hold(const Actor& actor, ConsultationId id) {
  Step step(context_, actor);
  step.take(id, {Action::decide_keeping});
  if (remove_hold(step, actor.user.value())) step.txn->commit();
}

void Keeping::erase(const Actor& actor, ConsultationId id, ErasureReason reason) {
  if (reason == ErasureReason::term_over || reason == ErasureReason::replayed) {
    require(actor, {Action::decide_keeping});
    throw Refusal({Fault{"/reason", "not_an_option"}});
  }
  Step step(context_, actor);
  step.take(id, {Action::decide_keeping});
  const bool is_new =
      expertise::erase(step, {.reason = reason, .decided_by = actor.user, .days = std::nullopt});
  if (is_new) step.txn->commit();
}

Paged<Event> Keeping::destroyed(const Actor& actor, const DestructionQuery& query, Use use) {
  require_here(actor, Action::decide_keeping, query.municipality);
  return on_record(context_.store, [&](Txn& txn) {
    auto page = txn.destroyed(query);
    const char* action = use == Use::for_file ? "export" : "list";
    txn.record_access(entry_of(actor, action, "destroyed", query.municipality, page.items.size(),
                               context_.env.now()));
    return page;
  });
}

}  // namespace expertise
