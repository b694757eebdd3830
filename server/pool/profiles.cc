#include "server/pool/profiles.h"

#include <algorithm>
#include <stdexcept>

#include "server/domain/local_time.h"
#include "server/pool/once.h"
#include "server/pool/profile_changes.h"

namespace expertise {

namespace {

// Where somebody stands with a profile: not there for them, to be read, or to be changed as the one
// whose it is or as a keeper of the pool.
enum class Standing { none, reader, owner, keeper };

Standing standing(const Actor& actor, const Specialist& specialist) {
  if (pool_scope_of(actor, Action::keep_pool).holds(specialist.municipality))
    return Standing::keeper;
  if (may(actor, Action::keep_own_profile) && actor.specialist == specialist.id)
    return Standing::owner;
  if (specialist.active && pool_scope_of(actor, Action::read_pool).holds(specialist.municipality))
    return Standing::reader;
  return Standing::none;
}

// The profile as it is, for somebody who may change it and has seen this state of it.
Specialist to_change(Txn& txn, const Actor& actor, SpecialistId id, Seen seen) {
  auto specialist = txn.specialist(id);
  Standing where = specialist ? standing(actor, *specialist) : Standing::none;
  if (where == Standing::none) throw Refusal(Reason::not_found);
  if (where == Standing::reader) throw Refusal(Reason::not_allowed);
  if (specialist->revision != seen.revision) throw Refusal(Reason::stale);
  return *specialist;
}

std::vector<Fault> all_faults(Txn& txn, const PoolScope& reach, const Specialist& specialist) {
  std::vector<Fault> found = faults(specialist);
  if (!reach.holds(specialist.municipality) || !txn.municipality(specialist.municipality))
    found.push_back({"/municipality", "unknown"});
  check_references(txn, specialist, found);
  return found;
}

// Addresses are compared and shown in lower case; what is no address is a fault later on.
void tidy(Specialist& specialist) {
  if (auto address = normal_email(specialist.email)) specialist.email = *address;
}

std::optional<UsualAnswer> usual_answer(const std::vector<DecisionTime>& times, Instant now) {
  constexpr std::chrono::days year{365};
  std::vector<std::int64_t> minutes;
  for (const DecisionTime& each : times) {
    if (each.decided_at > now - year) minutes.push_back(each.working_minutes);
  }
  if (minutes.size() < UsualAnswer::decisions_least) return std::nullopt;
  const auto middle = minutes.begin() + static_cast<std::ptrdiff_t>((minutes.size() - 1) / 2);
  std::nth_element(minutes.begin(), middle, minutes.end());
  return UsualAnswer{*middle};
}

std::vector<ProfileView> views(Txn& txn, const Actor& actor, std::vector<Specialist> specialists,
                               Instant now) {
  std::vector<Presence> present = presences(txn, specialists, now);
  std::vector<ProfileView> result;
  for (std::size_t i = 0; i < specialists.size(); ++i) {
    tell_time_spent(actor, specialists[i], present[i]);
    result.push_back({.specialist = std::move(specialists[i]), .presence = std::move(present[i])});
  }
  return result;
}

}  // namespace

Profiles::Profiles(Context context, People& people) : context_(context), people_(people) {}

Specialist Profiles::add(const Actor& actor, Specialist specialist, std::optional<Once> once) {
  if (!may(actor, Action::keep_pool)) throw Refusal(Reason::not_allowed);
  tidy(specialist);
  auto txn = context_.store.begin(Access::write);
  if (auto done = done_before(*txn, actor, once)) {
    auto id = SpecialistId::parse(*done);
    auto made = id ? txn->specialist(*id) : std::nullopt;
    if (!made) throw Refusal(Reason::conflict, "idempotency_key_reused");
    txn->commit();
    return *made;
  }
  specialist.id = context_.env.new_id<SpecialistId>();
  std::vector<Fault> found = all_faults(*txn, pool_scope_of(actor, Action::keep_pool), specialist);
  if (!found.empty()) throw Refusal(std::move(found));
  specialist = write_profile(*txn, context_.env, actor, nullptr, std::move(specialist));
  remember(*txn, actor, once, specialist.id.text(), context_.env.now());
  txn->commit();
  return specialist;
}

Specialist Profiles::change(const Actor& actor, Specialist specialist, Seen seen) {
  tidy(specialist);
  auto txn = context_.store.begin(Access::write);
  Specialist before = to_change(*txn, actor, specialist.id, seen);
  PoolScope reach = pool_scope_of(actor, Action::keep_pool);
  if (standing(actor, before) != Standing::keeper) {
    specialist.municipality = before.municipality;
    specialist.external_id = before.external_id;
    specialist.agreements = before.agreements;
    specialist.active = before.active;
    reach.municipalities = {before.municipality};
  }
  std::vector<Fault> found = all_faults(*txn, reach, specialist);
  if (!found.empty()) throw Refusal(std::move(found));
  specialist = write_profile(*txn, context_.env, actor, &before, std::move(specialist));
  txn->commit();
  return specialist;
}

Specialist Profiles::change_availability(const Actor& actor, SpecialistId id,
                                         Availability availability, Seen seen) {
  auto txn = context_.store.begin(Access::write);
  Specialist before = to_change(*txn, actor, id, seen);
  Specialist after = before;
  after.availability = std::move(availability);
  std::vector<Fault> found = faults(after.availability);
  check_substitutes(*txn, after, "", found);
  if (!found.empty()) throw Refusal(std::move(found));
  after = write_profile(*txn, context_.env, actor, &before, std::move(after));
  txn->commit();
  return after;
}

ProfileView Profiles::profile(const Actor& actor, SpecialistId id) {
  auto txn = context_.store.begin(Access::read);
  auto specialist = txn->specialist(id);
  if (!specialist || standing(actor, *specialist) == Standing::none)
    throw Refusal(Reason::not_found);
  return views(*txn, actor, {*specialist}, context_.env.now()).front();
}

Paged<ProfileView> Profiles::browse(const Actor& actor, SpecialistQuery query) {
  if (!may(actor, Action::read_pool)) throw Refusal(Reason::not_allowed);
  // Who left is shown only where one keeps the pool.
  query.with_inactive = query.with_inactive && may(actor, Action::keep_pool);
  query.scope = pool_scope_of(actor, query.with_inactive ? Action::keep_pool : Action::read_pool);
  auto txn = context_.store.begin(Access::read);
  Paged<Specialist> found = txn->find(query);
  return {.items = views(*txn, actor, std::move(found.items), context_.env.now()),
          .total = found.total};
}

std::vector<Presence> presences(Txn& txn, const std::vector<Specialist>& specialists, Instant now) {
  constexpr std::size_t loads_at_once = 1000;
  constexpr int days_of_recent = 7;
  constexpr int days_of_spent = 30;
  // As far as free_at looks, and a day more for the clock's change.
  constexpr std::chrono::days free_looked_ahead{57};
  const LocalDay today = local_day(now);
  const std::string date = date_text(today);
  const LoadSince since{.recent = instant_of(plus_days(today, -days_of_recent), 0),
                        .spent = instant_of(plus_days(today, -days_of_spent), 0)};
  std::vector<Presence> result;
  result.reserve(specialists.size());
  for (std::size_t from = 0; from < specialists.size(); from += loads_at_once) {
    std::size_t to = std::min(from + loads_at_once, specialists.size());
    std::vector<SpecialistId> ids;
    for (std::size_t i = from; i < to; ++i) ids.push_back(specialists[i].id);
    auto loads = txn.loads(ids, since);
    auto times = txn.decision_times(ids);
    auto calendars = txn.calendars(ids);
    auto appointments = txn.appointment_times(ids, now, now + free_looked_ahead);
    for (std::size_t i = from; i < to; ++i) {
      const Load& load = loads[specialists[i].id];
      const BusyTime busy =
          busy_time(calendars[specialists[i].id], now, appointments[specialists[i].id]);
      FreeBusy free_busy =
          free_at(specialists[i].availability, now, load.open, load.recent, busy.spans);
      if (!busy.is_known) {
        free_busy = without_calendar(free_busy, specialists[i].availability, now);
      }
      result.push_back({.free_busy = free_busy,
                        .load = load,
                        .lacking_agreement = lacking_agreement(specialists[i].agreements, date),
                        .usual_answer = usual_answer(times[specialists[i].id], now)});
    }
  }
  return result;
}

void tell_time_spent(const Actor& actor, const Specialist& specialist, Presence& presence) {
  const bool is_own = may(actor, Action::keep_own_profile) && actor.specialist == specialist.id;
  const bool divides_work = pool_scope_of(actor, Action::assign).holds(specialist.municipality);
  if (is_own || divides_work) presence.time_spent = presence.load.spent;
}

}  // namespace expertise
