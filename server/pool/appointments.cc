#include "server/pool/appointments.h"

#include <algorithm>

#include "server/domain/calendar.h"
#include "server/domain/calendar_writing.h"
#include "server/domain/whereabouts.h"
#include "server/pool/appointment_changes.h"
#include "server/pool/consultation_sight.h"
#include "server/pool/consultation_step.h"
#include "server/pool/on_record.h"
#include "server/pool/once.h"

namespace expertise {

namespace {

using std::chrono::minutes;

constexpr std::size_t others_shown = 5;
// A slot that is gone has its nearest others within so many days.
constexpr std::chrono::days others_within{14};
constexpr std::chrono::days feed_goes_back{30};

// Whose time is wanted, for what, and which appointment is moved.
struct Wanted {
  const std::vector<SpecialistId>& people;
  std::optional<AppointmentWay> way;
  std::optional<AppointmentId> but = std::nullopt;
};

// When they have it.
struct Time {
  /// By their hours alone; when they can be met in this way; and without what they are busy with.
  std::vector<std::vector<Span>> hours;
  std::vector<std::vector<Span>> this_way;
  std::vector<std::vector<Span>> free;
  std::vector<Specialist> unknown;
};

Time time_of(Txn& txn, const Wanted& wanted, Span within, Instant now) {
  Time time;
  auto calendars = txn.calendars(wanted.people);
  auto appointments = txn.appointment_times(wanted.people, within.begin, within.end, wanted.but);
  for (Specialist& each : txn.specialists(wanted.people)) {
    const BusyTime busy = busy_time(calendars[each.id], now, appointments[each.id]);
    const bool gave_hours = free_at(each.availability, now, 0, 0).state != FreeState::unknown;
    // Who has an hour in the window has given hours, however far ahead they are.
    // "Reachable now" is for now; it does not give away time that is taken.
    each.availability.reachable_until.reset();
    auto hours = free_spans(each.availability, within.begin, within.end);
    auto for_it = [&](std::vector<Span> spans) {
      return wanted.way ? spans_for(each.availability, *wanted.way, spans) : spans;
    };
    if (!busy.is_known || (!gave_hours && hours.empty())) {
      time.unknown.push_back(std::move(each));
      time.hours.emplace_back();
      time.this_way.emplace_back();
      time.free.emplace_back();
      continue;
    }
    time.free.push_back(
        for_it(free_spans(each.availability, within.begin, within.end, busy.spans)));
    time.this_way.push_back(for_it(hours));
    time.hours.push_back(std::move(hours));
  }
  return time;
}

bool holds(const std::vector<Span>& free, const Span& slot) {
  return std::any_of(free.begin(), free.end(), [&](const Span& each) {
    return each.begin <= slot.begin && slot.end <= each.end;
  });
}

bool goes_on(const Consultation& consultation) {
  return consultation.state == ConsultationState::in_consultation ||
         consultation.state == ConsultationState::awaiting_asker ||
         consultation.state == ConsultationState::advised;
}

bool takes_part(const Standing& standing) {
  const auto& own = standing.invitation;
  return standing.steers || (own && own->state == InvitationState::accepted);
}

// Who is on it, and the coordinators; not who declined or was too late.
bool sees_appointments(const Standing& standing) {
  return standing.sight == Sight::full ||
         (standing.sight == Sight::facts && (standing.coordinator || takes_part(standing)));
}

void require_part(const Standing& standing) {
  if (standing.steers) return;
  if (standing.participant) throw Refusal(Reason::not_allowed);
  require_accepted(standing);
}

bool is_changeable(const Appointment& appointment, Instant now) {
  return appointment.state == AppointmentState::booked && appointment.begin > now;
}

std::size_t to_come(Txn& txn, ConsultationId consultation, Instant now) {
  const auto all = txn.appointments(consultation);
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const Appointment& each) { return is_changeable(each, now); }));
}

// The consultation of a step, for who takes part in it.
void take_part(Step& step, ConsultationId id) {
  step.take(id, {Action::steer, Action::advise});
  require_part(standing_of(*step.txn, step.actor, step.consultation, step.invitations(), step.now));
}

void require_going_on(const Step& step, std::string_view action) {
  step.require_state({ConsultationState::in_consultation, ConsultationState::awaiting_asker,
                      ConsultationState::advised},
                     action);
}

void check_people(const std::vector<SpecialistId>& wanted, const std::vector<SpecialistId>& on_it,
                  std::vector<Fault>& found) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (std::find(on_it.begin(), on_it.end(), wanted[i]) != on_it.end()) continue;
    found.push_back({"/specialists/" + std::to_string(i), "not_on_it"});
  }
}

// What the one of them asks for who asks for most.
int notice_hours(Txn& txn, const std::vector<SpecialistId>& people) {
  int hours = 0;
  for (const Specialist& each : txn.specialists(people)) {
    hours = std::max(hours, each.availability.notice_hours);
  }
  return hours;
}

void check_moment(Step& step, const std::vector<SpecialistId>& people, Instant begin,
                  std::vector<Fault>& found) {
  const int notice = notice_hours(*step.txn, people);
  if (begin <= step.now) {
    found.push_back({"/begin", "in_the_past"});
  } else if (begin < earliest_start(step.now, notice, step.calendar())) {
    found.push_back({"/begin", "too_soon", {{"hours", std::to_string(notice)}}});
  } else if (begin > step.now + AppointmentRules::ahead) {
    found.push_back({"/begin", "too_far_ahead"});
  }
}

void refuse(std::vector<Fault> found) {
  if (!found.empty()) throw Refusal(std::move(found));
}

// Throws unless all of them are free then, in this way.
void check_free(Step& step, const Wanted& wanted, Span slot) {
  const Instant from = std::max(step.now, slot.begin - others_within);
  const Instant to = std::min(slot.begin + others_within, step.now + AppointmentRules::ahead);
  const Time time = time_of(*step.txn, wanted, {from, to + AppointmentRules::longest}, step.now);
  if (!time.unknown.empty()) {
    const Specialist& who = time.unknown.front();
    throw Refusal(Reason::conflict, "hours_unknown",
                  {{"specialist", who.id.text()}, {"name", who.name}});
  }
  if (holds(free_together(time.free), slot)) return;
  if (!holds(free_together(time.hours), slot)) {
    throw Refusal({Fault{"/begin", "outside_hours"}});
  }
  constexpr std::size_t all_there_are = 10'000;
  auto slots =
      free_slots(time.free, {.length = std::chrono::duration_cast<minutes>(slot.end - slot.begin),
                             .from = from,
                             .to = to,
                             .earliest = earliest_start(
                                 step.now, notice_hours(*step.txn, wanted.people), step.calendar()),
                             .most = all_there_are});
  slots = nearest_slots(std::move(slots), slot.begin, others_shown);
  if (!holds(free_together(time.this_way), slot)) throw NotThisWay(std::move(slots));
  throw SlotTaken(std::move(slots));
}

// Where they are during the whole of it; empty when nobody says, or they are at different places.
std::string place_of(const std::vector<Specialist>& people, const Span& slot) {
  std::string place;
  for (const Specialist& each : people) {
    std::string own = place_during(each.availability, slot);
    if (own.empty() || own == place) continue;
    if (!place.empty()) return {};
    place = std::move(own);
  }
  return place;
}

// Where to meet, when it is on the spot.
std::string place_then(Txn& txn, AppointmentWay way, const std::vector<SpecialistId>& people,
                       const Span& slot) {
  if (way != AppointmentWay::on_the_spot) return {};
  return place_of(txn.specialists(people), slot);
}

// Whether somebody wrote the place, or it followed from the time.
enum class PlaceFrom { writer, agenda };
constexpr const char* followed = "followed";

Bytes sealed_place(Txn& txn, ConsultationId id, const std::string& place, PlaceFrom from) {
  if (place.empty()) return {};
  Details details{{"place", place}};
  if (from == PlaceFrom::agenda) details[followed] = "true";
  return txn.seal(id, details);
}

Appointment taken_up(Step& step, AppointmentId id, Seen seen) {
  auto found = step.txn->appointment(id);
  if (!found || found->consultation != step.consultation.id) throw Refusal(Reason::not_found);
  if (found->revision() != seen.revision) {
    throw Refusal(
        Reason::stale, "stale",
        {{"seen", std::to_string(seen.revision)}, {"revision", std::to_string(found->revision())}});
  }
  if (!is_changeable(*found, step.now)) throw Refusal(Reason::wrong_state, "appointment_over");
  return *found;
}

std::string place_in(Txn& txn, const Appointment& appointment) {
  if (appointment.sealed.empty()) return {};
  auto opened = txn.open(appointment.consultation, appointment.sealed);
  if (!opened) return {};
  auto place = opened->find("place");
  return place == opened->end() ? std::string() : place->second;
}

// A place that followed from the time goes along to that of the new time; so does none at all. One
// that somebody wrote stays.
void follow(Txn& txn, Appointment& appointment, const Span& slot) {
  if (!appointment.sealed.empty()) {
    const auto opened = txn.open(appointment.consultation, appointment.sealed);
    if (!opened || !opened->contains(followed)) return;
  }
  appointment.sealed = sealed_place(txn, appointment.consultation,
                                    place_then(txn, appointment.way, appointment.specialists, slot),
                                    PlaceFrom::agenda);
}

// Where it is is text of the case: who is shown it is on record.
AppointmentView view_of(Step& step, const Appointment& appointment) {
  if (!appointment.sealed.empty()) {
    const Standing standing =
        standing_of(*step.txn, step.actor, step.consultation, step.invitations(), step.now);
    AccessEntry entry = access_entry(step.actor, standing, step.consultation, "read", step.now);
    entry.object = "appointment";
    step.txn->record_access(entry);
  }
  return {.appointment = appointment,
          .place = place_in(*step.txn, appointment),
          .changeable = is_changeable(appointment, step.now)};
}

struct Opened {
  Consultation consultation;
  std::vector<Invitation> invitations;
  Standing standing;
};

Opened open_for(Txn& txn, const Actor& actor, ConsultationId id, Instant now) {
  require(actor, {Action::read_consultation});
  auto consultation = txn.consultation(id, scope_of(actor, Action::read_consultation));
  if (!consultation) throw Refusal(Reason::not_found);
  auto invitations = txn.invitations(id);
  Standing standing = standing_of(txn, actor, *consultation, invitations, now);
  return {std::move(*consultation), std::move(invitations), std::move(standing)};
}

// What is of this person, by the roles they have now.
AppointmentQuery own_of(const Actor& actor, Instant ends_after) {
  return {.specialist = scope_of(actor, Action::read_consultation).invited,
          .participant = scope_of(actor, Action::steer).participant,
          .ends_after = ends_after};
}

}  // namespace

SlotsFound Appointments::slots(const Actor& actor, ConsultationId id, const SlotsWish& wish) {
  const Instant now = context_.env.now();
  auto txn = context_.store.begin(Access::read);
  const Opened opened = open_for(*txn, actor, id, now);
  require_part(opened.standing);
  if (!goes_on(opened.consultation)) {
    throw Refusal(
        Reason::wrong_state, "wrong_state",
        {{"state", std::string(code(opened.consultation.state))}, {"action", "list_slots"}});
  }
  const auto on_it = on_it_now(*txn, opened.invitations);
  std::vector<Fault> found;
  check_people(wish.specialists, on_it, found);
  refuse(std::move(found));
  SlotsFound result{.specialists = wish.specialists.empty() ? on_it : wish.specialists};
  if (result.specialists.empty()) return result;
  if (result.specialists.size() > AppointmentRules::specialists) {
    result.specialists.resize(AppointmentRules::specialists);
  }
  const Instant to = now + AppointmentRules::ahead;
  const Instant from = std::clamp(wish.from.value_or(now), now, to);
  const Time time =
      time_of(*txn, {result.specialists, wish.way}, {from, to + AppointmentRules::longest}, now);
  for (const Specialist& each : time.unknown) result.unknown.push_back(each.id);
  result.slots = free_slots(
      time.free, {.length = minutes(wish.minutes),
                  .from = from,
                  .to = to,
                  .earliest = earliest_start(now, notice_hours(*txn, result.specialists),
                                             calendar_of(*txn, opened.consultation.municipality)),
                  .most = wish.most});
  if (wish.way == AppointmentWay::on_the_spot) {
    const auto people = txn->specialists(result.specialists);
    for (const Span& each : result.slots) {
      if (auto place = place_of(people, each); !place.empty()) result.places[each.begin] = place;
    }
  }
  return result;
}

AppointmentView Appointments::book(const Actor& actor, ConsultationId id,
                                   const AppointmentWish& wish, std::optional<Once> once) {
  Step step(context_, actor);
  take_part(step, id);
  if (auto before = done_before(*step.txn, actor, once)) {
    auto made = AppointmentId::parse(*before);
    auto appointment = made ? step.txn->appointment(*made) : std::nullopt;
    if (!appointment) throw Refusal(Reason::conflict, "idempotency_key_reused");
    AppointmentView view = view_of(step, *appointment);
    step.txn->commit();
    return view;
  }
  require_going_on(step, "book_appointment");
  std::vector<Fault> found = faults(wish);
  check_people(wish.specialists, on_it_now(*step.txn, step.invitations()), found);
  check_moment(step, wish.specialists, wish.begin, found);
  refuse(std::move(found));
  if (to_come(*step.txn, id, step.now) >= AppointmentRules::to_come) {
    throw Refusal(Reason::conflict, "too_many_appointments",
                  {{"limit", std::to_string(AppointmentRules::to_come)}});
  }
  Appointment appointment{.id = step.env.new_id<AppointmentId>(),
                          .consultation = id,
                          .municipality = step.consultation.municipality,
                          .specialists = wish.specialists,
                          .way = wish.way,
                          .begin = wish.begin,
                          .end = wish.begin + minutes(wish.minutes),
                          .booked_by = *actor.user,
                          .booked_at = step.now,
                          .changed_at = step.now};
  const Span slot{appointment.begin, appointment.end};
  check_free(step, {wish.specialists, wish.way}, slot);
  appointment.sealed =
      wish.place.empty()
          ? sealed_place(*step.txn, id, place_then(*step.txn, wish.way, wish.specialists, slot),
                         PlaceFrom::agenda)
          : sealed_place(*step.txn, id, wish.place, PlaceFrom::writer);
  step.txn->put(appointment);
  step.note(EventKind::appointment_booked, about(appointment));
  remember(*step.txn, actor, once, appointment.id.text(), step.now);
  AppointmentView view = view_of(step, appointment);
  step.commit();
  return view;
}

AppointmentView Appointments::move(const Actor& actor, ConsultationId consultation,
                                   AppointmentId id, Instant begin, int length, Seen seen) {
  Step step(context_, actor);
  take_part(step, consultation);
  require_going_on(step, "move_appointment");
  Appointment appointment = taken_up(step, id, seen);
  std::vector<Fault> found = faults({.specialists = appointment.specialists,
                                     .way = appointment.way,
                                     .begin = begin,
                                     .minutes = length});
  check_moment(step, appointment.specialists, begin, found);
  refuse(std::move(found));
  const Span slot{begin, begin + minutes(length)};
  check_free(step, {appointment.specialists, appointment.way, id}, slot);
  follow(*step.txn, appointment, slot);
  Details details{{"from", rfc3339(appointment.begin)}};
  appointment.begin = slot.begin;
  appointment.end = slot.end;
  appointment.changed_at = step.now;
  ++appointment.sequence;
  step.txn->put(appointment);
  details.merge(about(appointment));
  step.note(EventKind::appointment_moved, std::move(details));
  AppointmentView view = view_of(step, appointment);
  step.commit();
  return view;
}

AppointmentView Appointments::cancel(const Actor& actor, ConsultationId consultation,
                                     AppointmentId id, Seen seen) {
  Step step(context_, actor);
  take_part(step, consultation);
  require_going_on(step, "cancel_appointment");
  Appointment appointment = taken_up(step, id, seen);
  cancel_appointment(*step.txn, actor, step.now, appointment, "by_hand");
  AppointmentView view = view_of(step, appointment);
  step.commit();
  return view;
}

AppointmentsFound Appointments::list(const Actor& actor, ConsultationId id) {
  const Instant now = context_.env.now();
  auto txn = context_.store.begin(Access::read);
  const Opened opened = open_for(*txn, actor, id, now);
  const Standing& standing = opened.standing;
  AppointmentsFound found;
  if (!sees_appointments(standing)) return found;
  const bool going_on = goes_on(opened.consultation) && takes_part(standing);
  found.bookable = going_on && !on_it_now(*txn, opened.invitations).empty();
  for (Appointment& each : txn->appointments(id)) {
    const bool changeable = going_on && is_changeable(each, now);
    found.items.push_back({.appointment = std::move(each), .changeable = changeable});
  }
  const bool has_places =
      std::any_of(found.items.begin(), found.items.end(),
                  [](const AppointmentView& each) { return !each.appointment.sealed.empty(); });
  if (standing.sight != Sight::full || !has_places) return found;
  txn.reset();
  return on_record(context_.store, [&](Txn& recording) {
    AccessEntry entry = access_entry(actor, standing, opened.consultation, "read", now);
    entry.object = "appointment";
    recording.record_access(entry);
    for (AppointmentView& each : found.items) each.place = place_in(recording, each.appointment);
    return found;
  });
}

std::vector<Appointment> Appointments::own(const Actor& actor) {
  require(actor, {Action::read_consultation});
  return context_.store.begin(Access::read)->find(own_of(actor, context_.env.now()));
}

std::string Appointments::file(const Actor& actor, const User& reader, ConsultationId consultation,
                               AppointmentId id, std::string_view address) {
  auto txn = context_.store.begin(Access::read);
  const Opened opened = open_for(*txn, actor, consultation, context_.env.now());
  auto appointment = txn->appointment(id);
  if (!appointment || appointment->consultation != consultation ||
      !sees_appointments(opened.standing)) {
    throw Refusal(Reason::not_found);
  }
  return write_invitation(entry_of(*appointment, address, reader.language),
                          {.organizer_name = "Expertisepool", .attendee = reader.email});
}

std::string Appointments::feed(const User& user, std::string_view address) {
  const Actor owner{.user = user.id, .roles = user.roles, .specialist = user.specialist};
  const auto appointments =
      context_.store.begin(Access::read)->find(own_of(owner, context_.env.now() - feed_goes_back));
  std::vector<CalendarEntry> entries;
  entries.reserve(appointments.size());
  for (const Appointment& each : appointments) {
    entries.push_back(entry_of(each, address, user.language));
  }
  return write_feed("Expertisepool", entries);
}

}  // namespace expertise
