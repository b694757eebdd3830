#include "server/pool/notifications.h"

#include <algorithm>

#include "server/domain/working_time.h"
#include "server/pool/consultation_step.h"
#include "server/pool/mail_texts.h"

namespace expertise {

namespace {

constexpr std::size_t events_at_once = 200;
constexpr std::size_t things_at_once = 200;
constexpr std::int64_t minutes_of_a_working_day = office_closes - office_opens;
constexpr std::chrono::hours between_removals{1};

UserId own(const Actor& actor) {
  if (!actor.user) throw Refusal(Reason::not_found);
  return *actor.user;
}

std::string detail(const Event& event, const char* name) {
  const auto found = event.details.find(name);
  return found == event.details.end() ? std::string() : found->second;
}

std::optional<UserId> behind(Txn& txn, SpecialistId specialist) {
  const auto user = txn.user_of_specialist(specialist);
  if (!user || !user->active) return std::nullopt;
  return user->id;
}

std::vector<UserId> coordinators_of(Txn& txn, MunicipalityId municipality) {
  UserQuery query{.scope = {.everything = true},
                  .role = Role::coordinator,
                  .municipality = municipality,
                  .page = {.offset = 0, .limit = Page::most}};
  std::vector<UserId> found;
  for (std::size_t total = 1; query.page.offset < total; query.page.offset += Page::most) {
    const auto page = txn.find(query);
    total = page.total;
    for (const User& each : page.items) {
      if (each.active) found.push_back(each.id);
    }
  }
  return found;
}

std::optional<SpecialistId> profile_of(const Event& event) {
  if (event.specialist) return event.specialist;
  return SpecialistId::parse(detail(event, "specialist"));
}

Concerned concerned_by(Txn& txn, const Event& event) {
  Concerned concerned;
  if (event.consultation) {
    if (const auto consultation = txn.consultation_unscoped(*event.consultation)) {
      concerned.asker = consultation->asker;
      concerned.participants = consultation->participants;
    }
    for (const Invitation& each : txn.invitations(*event.consultation)) {
      if (each.state != InvitationState::accepted) continue;
      if (const auto user = behind(txn, each.specialist)) concerned.on_it.push_back(*user);
    }
  }
  if (const auto profile = profile_of(event)) concerned.behind_profile = behind(txn, *profile);
  concerned.named = UserId::parse(detail(event, "user"));
  if (event.kind == EventKind::transferred) {
    concerned.named = UserId::parse(detail(event, "to"));
    concerned.before = UserId::parse(detail(event, "from"));
  }
  if (event.details.contains("appointment")) {
    std::string_view people = event.details.at("specialists");
    while (!people.empty()) {
      const std::size_t comma = std::min(people.find(','), people.size());
      const auto id = SpecialistId::parse(people.substr(0, comma));
      if (const auto user = id ? behind(txn, *id) : std::nullopt) {
        concerned.meeting.push_back(*user);
      }
      people.remove_prefix(std::min(comma + 1, people.size()));
    }
  }
  const bool to_coordinators =
      event.kind == EventKind::sent_to_coordinator || event.kind == EventKind::text_destroyed ||
      event.kind == EventKind::answer_overdue || event.kind == EventKind::joined ||
      event.kind == EventKind::retention_term_set;
  if (to_coordinators && event.municipality) {
    concerned.coordinators = coordinators_of(txn, *event.municipality);
  }
  concerned.deputy = UserId::parse(detail(event, "deputy"));
  return concerned;
}

bool is_invitation(NotificationKind kind) {
  return kind == NotificationKind::invited || kind == NotificationKind::next_in_line ||
         kind == NotificationKind::asked_by_coordinator || kind == NotificationKind::handed_to_you;
}

Notification about(const Event& event, const Notice& notice) {
  Notification made{.user = notice.to,
                    .mark = static_cast<std::int64_t>(event.seq),
                    .kind = notice.kind,
                    .at = event.at,
                    .municipality = event.municipality.value_or(MunicipalityId{}),
                    .consultation = event.consultation};
  if (notice.named == Named::profile) made.specialist = profile_of(event);
  if (notice.named == Named::actor) made.person = event.actor;
  if (is_invitation(notice.kind)) {
    made.invitation = InvitationId::parse(detail(event, "invitation"));
    made.answer_by = parse_rfc3339(detail(event, "answer_by"));
  }
  return made;
}

// Whether half of the working time that there was for an answer has passed. The clock stands still
// while the asker is waited for.
bool is_half_time(Txn& txn, const Invitation& invitation, Instant now) {
  if (invitation.state != InvitationState::pending || invitation.answer_by <= now) return false;
  const auto consultation = txn.consultation_unscoped(invitation.consultation);
  if (!consultation || consultation->waiting_since) return false;
  const WorkingCalendar calendar = calendar_of(txn, invitation.municipality);
  const auto whole = working_minutes_between(invitation.invited_at, invitation.answer_by, calendar);
  return 2 * working_minutes_between(invitation.invited_at, now, calendar) >= whole;
}

}  // namespace

void Notifications::send_with(Mailer& mailer, std::string sender, std::string public_origin) {
  mailer_ = &mailer;
  sender_ = std::move(sender);
  public_origin_ = std::move(public_origin);
  while (public_origin_.ends_with('/')) public_origin_.pop_back();
}

std::int64_t Notifications::revision(const Actor& actor) {
  return context_.store.begin(Access::read)->notification_reader(own(actor)).revision;
}

NotificationList Notifications::list(const Actor& actor) {
  auto txn = context_.store.begin(Access::read);
  auto items = txn->notifications(own(actor), 2 * listed_most);
  std::erase_if(items, is_own_act);
  if (items.size() > listed_most) items.resize(listed_most);
  return {.items = std::move(items),
          .unread = txn->unread_notifications(own(actor)),
          .revision = txn->notification_reader(own(actor)).revision};
}

NotificationList Notifications::mark_read(const Actor& actor, std::int64_t first,
                                          std::int64_t last) {
  {
    auto txn = context_.store.begin(Access::write);
    txn->mark_read(own(actor), first, last, context_.env.now());
    txn->commit();
  }
  return list(actor);
}

NotificationReader Notifications::settings(const Actor& actor) {
  auto txn = context_.store.begin(Access::read);
  NotificationReader reader = txn->notification_reader(own(actor));
  const auto user = txn->user(own(actor));
  if (user && reader.refused_address != user->email) {
    reader.refused_address.clear();
    reader.refused_at.reset();
  }
  return reader;
}

NotificationReader Notifications::change_settings(const Actor& actor,
                                                  const NotificationSettings& settings) {
  if (auto found = faults(settings); !found.empty()) throw Refusal(std::move(found));
  auto txn = context_.store.begin(Access::write);
  txn->put(NotificationReader{.user = own(actor), .settings = settings});
  NotificationReader reader = txn->notification_reader(own(actor));
  txn->commit();
  return reader;
}

std::vector<UserId> Notifications::refusing_mail(const std::vector<UserId>& users) {
  return context_.store.begin(Access::read)->refusing_mail(users);
}

bool Notifications::add(Txn& txn, Notification notification, Instant now) {
  const auto user = txn.user(notification.user);
  if (!user || !user->active) return false;
  if (notification.consultation) {
    const auto consultation = txn.consultation_unscoped(*notification.consultation);
    notification.urgent =
        consultation && notification.invitation && consultation->urgency == Urgency::today;
  }
  if (mailer_ && now - notification.at <= mail_is_news_for) {
    plan_mail(notification, txn.notification_reader(user->id).settings, now);
  }
  // Of what one did oneself there is the mail, or nothing.
  if (is_own_act(notification) && notification.mail != MailState::waiting) return false;
  return txn.add(notification);
}

std::size_t Notifications::tell(Txn& txn, const Event& event, Instant now) {
  std::size_t made = 0;
  for (const Notice& notice : notices_of(event, concerned_by(txn, event))) {
    made += add(txn, about(event, notice), now) ? 1 : 0;
  }
  return made;
}

std::size_t Notifications::follow(Instant now) {
  const std::lock_guard lock(following_);
  std::size_t made = 0;
  while (context_.store.head().seq > followed_) {
    const std::uint64_t from = context_.store.begin(Access::read)->notifications_followed();
    const auto events = context_.store.events_after(from, events_at_once);
    if (events.empty()) {
      followed_ = from;
      return made;
    }
    auto txn = context_.store.begin(Access::write);
    if (txn->notifications_followed() != from) continue;
    for (const Event& event : events) {
      if (tells_people(event.kind)) made += tell(*txn, event, now);
    }
    txn->set_notifications_followed(events.back().seq);
    txn->commit();
    followed_ = events.back().seq;
  }
  return made;
}

bool Notifications::remind_one(InvitationId id, Instant now) {
  auto txn = context_.store.begin(Access::write);
  const auto invitation = txn->invitation(id);
  if (!invitation || !is_half_time(*txn, *invitation, now)) return false;
  const auto user = behind(*txn, invitation->specialist);
  if (!user) return false;
  const bool is_new = add(*txn,
                          {.user = *user,
                           .origin = NotificationOrigin::half_time,
                           .subject = id.bytes(),
                           .kind = NotificationKind::answer_soon,
                           .at = now,
                           .municipality = invitation->municipality,
                           .consultation = invitation->consultation,
                           .invitation = id,
                           .answer_by = invitation->answer_by},
                          now);
  txn->commit();
  return is_new;
}

std::size_t Notifications::remind(Instant now) {
  std::vector<InvitationId> due;
  {
    auto txn = context_.store.begin(Access::read);
    InvitationId last;
    for (;;) {
      const auto pending = txn->not_reminded_after(last, things_at_once);
      for (const Invitation& each : pending) {
        if (is_half_time(*txn, each, now)) due.push_back(each.id);
      }
      if (pending.size() < things_at_once) break;
      last = pending.back().id;
    }
  }
  std::size_t made = 0;
  for (const InvitationId& each : due) made += remind_one(each, now) ? 1 : 0;
  return made;
}

std::size_t Notifications::ask_to_look_back(Instant now) {
  const Instant before = now - follow_up_after;
  const auto due = context_.store.begin(Access::read)->not_looked_back(before, things_at_once);
  std::size_t made = 0;
  for (const ConsultationId& id : due) {
    auto txn = context_.store.begin(Access::write);
    const auto consultation = txn->consultation_unscoped(id);
    if (!consultation || consultation->state != ConsultationState::closed ||
        !consultation->closed_at || *consultation->closed_at > before) {
      continue;
    }
    made += add(*txn,
                {.user = consultation->asker,
                 .origin = NotificationOrigin::look_back,
                 .subject = id.bytes(),
                 .mark = consultation->closed_at->time_since_epoch().count(),
                 .kind = NotificationKind::look_back,
                 .at = now,
                 .municipality = consultation->municipality,
                 .consultation = id},
                now)
                ? 1
                : 0;
    txn->commit();
  }
  return made;
}

std::size_t Notifications::tell_of_queue(Txn& txn, const Municipality& municipality, LocalDay today,
                                         Instant now) {
  const WorkingCalendar calendar = calendar_of(txn, municipality.id);
  if (!is_working_day(today, calendar)) return 0;
  // As it was at opening, so that it does not matter when on the day this is done.
  const Instant opening = instant_of(today, office_opens);
  ConsultationQuery query;
  query.scope.municipalities.push_back(municipality.id);
  query.states.push_back(ConsultationState::with_coordinator);
  query.page.limit = Page::most;
  int waiting = 0;
  for (std::size_t total = 1; query.page.offset < total; query.page.offset += Page::most) {
    const auto page = txn.find(query);
    total = page.total;
    waiting += static_cast<int>(
        std::count_if(page.items.begin(), page.items.end(), [&](const Consultation& each) {
          return each.with_coordinator_since &&
                 working_minutes_between(*each.with_coordinator_since, opening, calendar) >=
                     minutes_of_a_working_day;
        }));
  }
  if (waiting == 0) return 0;
  std::vector<UserId> people = coordinators_of(txn, municipality.id);
  if (municipality.deputy) people.push_back(*municipality.deputy);
  std::size_t made = 0;
  for (const UserId& each : people) {
    made += add(txn,
                {.user = each,
                 .origin = NotificationOrigin::queue,
                 .subject = municipality.id.bytes(),
                 .mark = std::chrono::sys_days(today).time_since_epoch().count(),
                 .kind = NotificationKind::queue_waits,
                 .at = now,
                 .municipality = municipality.id,
                 .count = waiting},
                now)
                ? 1
                : 0;
  }
  return made;
}

std::size_t Notifications::tell_of_queues(Instant now) {
  const WallClock clock = wall_clock(now);
  if (clock.minute < office_opens) return 0;
  const std::string day = date_text(clock.day);
  std::size_t made = 0;
  const auto places = context_.store.begin(Access::read)->municipalities({.everything = true});
  for (const Municipality& each : places) {
    if (queue_told_on_[each.id] == day) continue;
    auto txn = context_.store.begin(Access::write);
    made += tell_of_queue(*txn, each, clock.day, now);
    txn->commit();
    queue_told_on_[each.id] = day;
  }
  return made;
}

void Notifications::remove_old(Instant now) {
  if (now - removed_at_ < between_removals) return;
  auto txn = context_.store.begin(Access::write);
  txn->remove_notifications(now - notifications_kept);
  txn->commit();
  removed_at_ = now;
}

std::size_t Notifications::tell_what_is_due(Instant now) {
  const std::lock_guard lock(telling_);
  const std::size_t made = remind(now) + ask_to_look_back(now) + tell_of_queues(now);
  remove_old(now);
  return made;
}

}  // namespace expertise
