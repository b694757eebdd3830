#include "server/pool/calendars.h"

#include <algorithm>
#include <exception>
#include <stdexcept>

#include "server/domain/local_time.h"
#include "server/domain/policy.h"

namespace expertise {

namespace {

// Also of what did not change the busy time is worked out anew, since the window moves on.
constexpr std::chrono::days unchanged_at_most{7};
constexpr std::chrono::seconds reading_at_most{5};

Specialist own_specialist(Txn& txn, const Actor& actor, SpecialistId id) {
  auto specialist = txn.specialist(id);
  if (!specialist) throw Refusal(Reason::not_found);
  if (pool_scope_of(actor, Action::keep_pool).holds(specialist->municipality)) return *specialist;
  if (may(actor, Action::keep_own_profile) && actor.specialist == id) return *specialist;
  bool is_seen =
      specialist->active && pool_scope_of(actor, Action::read_pool).holds(specialist->municipality);
  throw Refusal(is_seen ? Reason::not_allowed : Reason::not_found);
}

Calendar own_calendar(Txn& txn, SpecialistId specialist, CalendarId id) {
  auto calendar = txn.calendar(id);
  if (!calendar || calendar->specialist != specialist) throw Refusal(Reason::not_found);
  return *calendar;
}

void check_room(Txn& txn, const Specialist& specialist, const std::string& address) {
  if (!specialist.active) throw Refusal(Reason::wrong_state, "left");
  const auto calendars = txn.calendars({specialist.id})[specialist.id];
  for (const Calendar& each : calendars) {
    if (as_https(txn.calendar_address(each.id).value_or("")) == as_https(address)) {
      throw Refusal({Fault{"/address", "already_connected"}});
    }
  }
  if (calendars.size() >= CalendarRules::most_of_one) {
    throw Refusal(
        {Fault{"/address", "too_many", {{"limit", std::to_string(CalendarRules::most_of_one)}}}});
  }
}

void append(Txn& txn, EventKind kind, const Actor& actor, Instant now, const Calendar& calendar) {
  Details details{{"calendar", calendar.id.text()}};
  if (!calendar.fault.empty()) details["fault"] = calendar.fault;
  txn.append({.at = now,
              .kind = kind,
              .actor = actor.user,
              .municipality = calendar.municipality,
              .specialist = calendar.specialist,
              .details = std::move(details)});
}

// "https://host:8443/secret" -> "host:8443"
std::string host_of(const std::string& address) {
  auto begin = address.find("://");
  begin = begin == std::string::npos ? 0 : begin + 3;
  return address.substr(begin, address.find_first_of("/?#", begin) - begin);
}

}  // namespace

struct Calendars::Read {
  std::string fault;
  bool unchanged = false;
  CalendarReading reading;
  std::string entity_tag;
};

void Calendars::take_in(Calendar& calendar, Read found, Instant now) {
  calendar.fault = found.fault;
  if (!found.fault.empty()) {
    ++calendar.failures;
    calendar.next_at = now + wait_after(calendar.failures);
    return;
  }
  calendar.failures = 0;
  calendar.read_at = now;
  calendar.next_at = now + CalendarRules::interval;
  if (found.unchanged) return;
  calendar.entity_tag = std::move(found.entity_tag);
  calendar.worked_out_at = now;
  calendar.busy = std::move(found.reading.busy);
  calendar.appointments = found.reading.appointments;
  calendar.unreadable = found.reading.unreadable;
  calendar.unknown_zones = std::move(found.reading.unknown_zones);
}

Calendars::Calendars(Context context, WebReader& web) : context_(context), web_(web) {}

Calendars::Read Calendars::read(const std::string& address, const Calendar* before, Instant now) {
  const bool may_be_unchanged = before && now < before->worked_out_at + unchanged_at_most;
  Fetched fetched = web_.fetch(address, may_be_unchanged ? before->entity_tag : std::string());
  if (fetched.fault) return {.fault = std::string(code(*fetched.fault))};
  if (fetched.unchanged) return {.unchanged = true};
  const LocalDay today = local_day(now);
  const Instant patience = context_.env.now() + reading_at_most;
  const auto give_up = [&] { return web_.stopped() || context_.env.now() > patience; };
  Read read{
      .reading = read_calendar(fetched.body, instant_of(plus_days(today, -1), 0),
                               instant_of(plus_days(today, CalendarRules::days_read), 0), give_up),
      .entity_tag = std::move(fetched.entity_tag)};
  if (web_.stopped()) return {.fault = std::string(code(FetchFault::stopped))};
  if (read.reading.fault) read.fault = code(*read.reading.fault);
  return read;
}

Calendars::Read Calendars::read_new(const Actor& actor, SpecialistId specialist,
                                    const std::string& address) {
  if (auto fault = address_fault(address)) {
    throw Refusal({Fault{"/address", std::string(code(*fault))}});
  }
  {
    auto txn = context_.store.begin(Access::read);
    check_room(*txn, own_specialist(*txn, actor, specialist), address);
  }
  Gate::Place place = gate_.enter();
  Read found = read(address, nullptr, context_.env.now());
  if (found.fault == code(FetchFault::stopped)) throw Refusal(Reason::unavailable);
  if (!found.fault.empty()) throw Refusal({Fault{"/address", found.fault}});
  return found;
}

CalendarReading Calendars::preview(const Actor& actor, SpecialistId specialist,
                                   const std::string& address) {
  return read_new(actor, specialist, address).reading;
}

Calendar Calendars::connect(const Actor& actor, SpecialistId specialist,
                            const std::string& address) {
  Read found = read_new(actor, specialist, address);
  auto txn = context_.store.begin(Access::write);
  // What was true before the reading may have changed since.
  const Specialist owner = own_specialist(*txn, actor, specialist);
  check_room(*txn, owner, address);
  const Instant now = context_.env.now();
  Calendar calendar{.id = context_.env.new_id<CalendarId>(),
                    .specialist = specialist,
                    .municipality = owner.municipality,
                    .host = host_of(address),
                    .added_at = now};
  take_in(calendar, std::move(found), now);
  txn->put(calendar, address);
  append(*txn, EventKind::calendar_added, actor, now, calendar);
  txn->commit();
  return calendar;
}

std::vector<Calendar> Calendars::list(const Actor& actor, SpecialistId specialist) {
  auto txn = context_.store.begin(Access::read);
  own_specialist(*txn, actor, specialist);
  return std::move(txn->calendars({specialist})[specialist]);
}

Calendar Calendars::refresh(const Actor& actor, const Calendar& before) {
  std::optional<std::string> address =
      context_.store.begin(Access::read)->calendar_address(before.id);
  if (!address) throw Refusal(Reason::not_found);
  const Instant now = context_.env.now();
  Read found = read(*address, &before, now);
  if (found.fault == code(FetchFault::stopped)) throw Refusal(Reason::unavailable);
  auto txn = context_.store.begin(Access::write);
  auto calendar = txn->calendar(before.id);
  if (!calendar) throw Refusal(Reason::not_found);
  if (calendar->next_at != before.next_at) return *calendar;
  const bool was_failing = !calendar->fault.empty();
  take_in(*calendar, std::move(found), now);
  txn->put(*calendar, std::nullopt);
  if (was_failing != !calendar->fault.empty()) {
    append(*txn, was_failing ? EventKind::calendar_restored : EventKind::calendar_failed, actor,
           now, *calendar);
  }
  txn->commit();
  return *calendar;
}

Calendar Calendars::read_again(const Actor& actor, SpecialistId specialist, CalendarId id) {
  std::optional<Calendar> before;
  {
    auto txn = context_.store.begin(Access::read);
    own_specialist(*txn, actor, specialist);
    before = own_calendar(*txn, specialist, id);
  }
  Gate::Place place = gate_.enter();
  return refresh(actor, *before);
}

void Calendars::disconnect(const Actor& actor, SpecialistId specialist, CalendarId id) {
  auto txn = context_.store.begin(Access::write);
  own_specialist(*txn, actor, specialist);
  const Calendar calendar = own_calendar(*txn, specialist, id);
  txn->remove_calendar(id);
  append(*txn, EventKind::calendar_removed, actor, context_.env.now(), calendar);
  txn->commit();
}

std::size_t Calendars::read_due(Instant now, std::size_t limit) {
  std::vector<CalendarId> due = context_.store.begin(Access::read)->calendars_due(now, limit);
  std::exception_ptr fault;
  for (CalendarId id : due) {
    if (web_.stopped()) return 0;
    try {
      auto calendar = context_.store.begin(Access::read)->calendar(id);
      if (calendar) refresh(Actor::clock(), *calendar);
    } catch (const Refusal& refusal) {
      // Removed while it was read, or we are ending.
      if (refusal.reason() != Reason::not_found && !web_.stopped() && !fault) {
        fault = std::current_exception();
      }
    } catch (const std::runtime_error&) {
      // A row that is damaged holds up no other.
      if (!fault) fault = std::current_exception();
    }
  }
  if (fault) std::rethrow_exception(fault);
  return due.size();
}

}  // namespace expertise
