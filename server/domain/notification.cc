#include "server/domain/notification.h"

#include <algorithm>
#include <array>

namespace expertise {

namespace {

enum class Audience {
  behind_profile,
  asker,
  asking_side,
  on_it,
  everybody_on_it,
  meeting,
  named,
  before,
  coordinators,
  deputy,
};

struct Rule {
  EventKind event;
  Audience audience;
  NotificationKind kind;
  Named named;
};

using Kind = NotificationKind;

// The whole table: of what is not in it nobody is told. Where somebody is reached twice the first
// rule counts.
constexpr std::array rules{
    Rule{EventKind::specialist_invited, Audience::behind_profile, Kind::invited, Named::actor},
    Rule{EventKind::invitation_expired, Audience::behind_profile, Kind::too_late, Named::nobody},
    Rule{EventKind::invitation_expired, Audience::asker, Kind::not_answered, Named::profile},
    Rule{EventKind::invitation_withdrawn, Audience::behind_profile, Kind::not_needed,
         Named::nobody},
    Rule{EventKind::invitation_accepted, Audience::asker, Kind::accepted, Named::profile},
    Rule{EventKind::invitation_declined, Audience::asker, Kind::declined, Named::profile},
    Rule{EventKind::invitation_handed_over, Audience::asker, Kind::handed_over, Named::profile},
    Rule{EventKind::specialist_released, Audience::asker, Kind::released, Named::profile},
    Rule{EventKind::passed_on, Audience::asker, Kind::passed_on, Named::nobody},
    Rule{EventKind::sent_to_coordinator, Audience::coordinators, Kind::in_queue, Named::nobody},
    Rule{EventKind::sent_to_coordinator, Audience::asker, Kind::with_coordinator, Named::nobody},
    Rule{EventKind::deputy_told, Audience::deputy, Kind::still_in_queue, Named::nobody},
    Rule{EventKind::assigned_by_coordinator, Audience::asker, Kind::coordinator_asked,
         Named::profile},
    Rule{EventKind::answered_by_phone, Audience::asking_side, Kind::answered_by_phone,
         Named::actor},
    Rule{EventKind::answer_overdue, Audience::on_it, Kind::answer_late, Named::nobody},
    Rule{EventKind::answer_overdue, Audience::coordinators, Kind::unanswered, Named::nobody},
    Rule{EventKind::appointment_booked, Audience::meeting, Kind::appointment_booked, Named::actor},
    Rule{EventKind::appointment_moved, Audience::meeting, Kind::appointment_moved, Named::actor},
    Rule{EventKind::appointment_cancelled, Audience::meeting, Kind::appointment_cancelled,
         Named::actor},
    Rule{EventKind::message_sent, Audience::everybody_on_it, Kind::message, Named::actor},
    Rule{EventKind::clarification_asked, Audience::asking_side, Kind::clarification_asked,
         Named::actor},
    Rule{EventKind::clarification_answered, Audience::on_it, Kind::clarification_answered,
         Named::actor},
    Rule{EventKind::advice_given, Audience::asking_side, Kind::advice, Named::actor},
    Rule{EventKind::asked_on, Audience::on_it, Kind::asked_on, Named::actor},
    Rule{EventKind::question_extended, Audience::on_it, Kind::question_extended, Named::actor},
    Rule{EventKind::partner_question_asked, Audience::asker, Kind::partner_question, Named::actor},
    Rule{EventKind::colleague_added, Audience::named, Kind::added_as_colleague, Named::actor},
    Rule{EventKind::transferred, Audience::named, Kind::transferred_to_you, Named::actor},
    Rule{EventKind::transferred, Audience::before, Kind::taken_over, Named::actor},
    Rule{EventKind::text_destroyed, Audience::coordinators, Kind::data_removed, Named::actor},
    Rule{EventKind::text_destroyed, Audience::asker, Kind::data_removed, Named::actor},
    Rule{EventKind::consultation_closed, Audience::everybody_on_it, Kind::closed, Named::actor},
    Rule{EventKind::consultation_withdrawn, Audience::everybody_on_it, Kind::withdrawn,
         Named::actor},
    Rule{EventKind::consultation_reopened, Audience::everybody_on_it, Kind::reopened, Named::actor},
    Rule{EventKind::consultation_erased, Audience::everybody_on_it, Kind::erased, Named::actor},
    Rule{EventKind::reason_for_access_given, Audience::asker, Kind::read_with_reason, Named::actor},
    Rule{EventKind::reviewed, Audience::asker, Kind::reviewed, Named::actor},
    Rule{EventKind::calendar_failed, Audience::behind_profile, Kind::calendar_failed,
         Named::nobody},
    Rule{EventKind::joined, Audience::coordinators, Kind::joined, Named::profile},
    Rule{EventKind::retention_term_set, Audience::coordinators, Kind::term_changed, Named::actor},
    Rule{EventKind::second_factor_cleared, Audience::named, Kind::second_factor_cleared,
         Named::nobody},
    Rule{EventKind::passkey_added, Audience::named, Kind::passkey_added, Named::nobody},
    Rule{EventKind::passkey_doubted, Audience::named, Kind::passkey_doubted, Named::nobody},
    // Which of the three it is, or none, the fields say that were changed.
    Rule{EventKind::user_changed, Audience::named, Kind::rights_changed, Named::nobody},
    Rule{EventKind::token_created, Audience::named, Kind::token_made, Named::nobody},
    Rule{EventKind::identity_linked, Audience::named, Kind::account_linked, Named::nobody},
    Rule{EventKind::identity_unlinked, Audience::named, Kind::account_unlinked, Named::nobody},
    Rule{EventKind::sessions_ended, Audience::named, Kind::sessions_ended, Named::nobody},
};

void add(const std::optional<UserId>& one, std::vector<UserId>& people) {
  if (one) people.push_back(*one);
}

void add(const std::vector<UserId>& some, std::vector<UserId>& people) {
  people.insert(people.end(), some.begin(), some.end());
}

std::vector<UserId> people_of(Audience audience, const Concerned& concerned) {
  std::vector<UserId> people;
  switch (audience) {
    case Audience::behind_profile:
      add(concerned.behind_profile, people);
      break;
    case Audience::asker:
      add(concerned.asker, people);
      break;
    case Audience::asking_side:
      add(concerned.asker, people);
      add(concerned.participants, people);
      break;
    case Audience::on_it:
      add(concerned.on_it, people);
      break;
    case Audience::everybody_on_it:
      add(concerned.asker, people);
      add(concerned.participants, people);
      add(concerned.on_it, people);
      break;
    case Audience::meeting:
      add(concerned.asker, people);
      add(concerned.participants, people);
      add(concerned.meeting, people);
      break;
    case Audience::named:
      add(concerned.named, people);
      break;
    case Audience::before:
      add(concerned.before, people);
      break;
    case Audience::coordinators:
      add(concerned.coordinators, people);
      break;
    case Audience::deputy:
      add(concerned.deputy, people);
      break;
  }
  return people;
}

std::string detail(const Event& event, const char* name) {
  const auto found = event.details.find(name);
  return found == event.details.end() ? std::string() : found->second;
}

// Who thought of inviting decides what the one invited reads. Who is next in line by itself may not
// know who asks.
void tell_who_invited(const Event& event, Notice& notice) {
  const std::string by = detail(event, "by");
  if (by == "automatic") {
    notice.kind = Kind::next_in_line;
    notice.named = Named::nobody;
  } else if (by == "coordinator") {
    notice.kind = Kind::asked_by_coordinator;
  } else if (by == "colleague") {
    notice.kind = Kind::handed_to_you;
  }
}

// Who made it the turn of somebody by itself may be that somebody.
bool is_told_to_who_did_it(Kind kind) {
  return is_of_appointment(kind) || kind == Kind::passkey_added || kind == Kind::next_in_line;
}

// What is no news to anybody: the asker was told of who fell away already; what is destroyed again
// after a restore was told when it was destroyed; what goes with its term goes as was agreed; a
// term that was chosen once more changes nothing.
bool is_no_news(const Event& event) {
  const bool has_fallen_away = event.kind == EventKind::passed_on &&
                               !detail(event, "from").empty() && detail(event, "why") != "left";
  const std::string reason = detail(event, "reason");
  const bool is_of_course = event.kind == EventKind::consultation_erased &&
                            (reason == "replayed" || reason == "term_over");
  const bool is_as_before = event.kind == EventKind::retention_term_set &&
                            detail(event, "before") == detail(event, "days");
  return has_fallen_away || is_of_course || is_as_before || detail(event, "replayed") == "true";
}

// What was changed of a user that bears on how they sign on or what they may; nothing else is news.
std::optional<Kind> told_of_change(const Event& event) {
  const std::string fields = ',' + detail(event, "changed") + ',';
  const auto has = [&](std::string_view field) {
    return fields.find(',' + std::string(field) + ',') != std::string::npos;
  };
  if (has("password")) return Kind::password_set;
  if (has("email")) return Kind::address_changed;
  constexpr std::array<std::string_view, 6> rights_fields{
      "roles", "teams", "municipality", "specialist", "partner_of", "active"};
  if (std::any_of(rights_fields.begin(), rights_fields.end(), has)) return Kind::rights_changed;
  return std::nullopt;
}

}  // namespace

bool tells_people(EventKind kind) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule& rule) { return rule.event == kind; });
}

std::vector<Notice> notices_of(const Event& event, const Concerned& concerned) {
  std::vector<Notice> notices;
  if (is_no_news(event)) return notices;
  const bool is_change = event.kind == EventKind::user_changed;
  const auto change = is_change ? told_of_change(event) : std::nullopt;
  if (is_change && !change) return notices;
  for (const Rule& rule : rules) {
    if (rule.event != event.kind) continue;
    for (const UserId& each : people_of(rule.audience, concerned)) {
      const bool is_told = std::any_of(notices.begin(), notices.end(),
                                       [&](const Notice& told) { return told.to == each; });
      Notice notice{rule.kind, each, rule.named};
      if (rule.kind == Kind::invited) tell_who_invited(event, notice);
      if (change) notice.kind = *change;
      if (is_told || (each == event.actor && !is_told_to_who_did_it(notice.kind))) continue;
      notices.push_back(notice);
    }
  }
  return notices;
}

bool is_about_account(NotificationKind kind) {
  using enum NotificationKind;
  constexpr std::array of_account{
      second_factor_cleared, password_set,    token_made,     account_linked, account_unlinked,
      rights_changed,        address_changed, sessions_ended, passkey_added,  passkey_doubted};
  return std::find(of_account.begin(), of_account.end(), kind) != of_account.end();
}

bool is_of_appointment(NotificationKind kind) {
  return kind == NotificationKind::appointment_booked ||
         kind == NotificationKind::appointment_moved ||
         kind == NotificationKind::appointment_cancelled;
}

bool is_own_act(const Notification& notification) {
  return notification.person == notification.user;
}

namespace {

constexpr int minutes_of_a_day = 24 * 60;
constexpr int saturday = 5;

bool is_time_of_day(int minute) { return minute >= 0 && minute < minutes_of_a_day; }

// The first moment after `after` at which the clock shows this minute of this day.
Instant shown_after(Instant after, LocalDay day, int minute) {
  const Instant first = instant_of(day, minute);
  return first > after ? first : instant_of(day, minute, Pass::second);
}

}  // namespace

std::vector<Fault> faults(const NotificationSettings& settings) {
  std::vector<Fault> found;
  if (!settings.quiet) return found;
  if (!is_time_of_day(settings.quiet->from)) found.push_back({"/quiet/from", "not_a_time"});
  if (!is_time_of_day(settings.quiet->until)) found.push_back({"/quiet/until", "not_a_time"});
  if (found.empty() && settings.quiet->from == settings.quiet->until) {
    found.push_back({"/quiet/until", "quiet_all_day"});
  }
  return found;
}

Instant mail_moment(const NotificationSettings& settings, Instant now) {
  Instant at = now;
  for (;;) {
    const WallClock clock = wall_clock(at);
    if (settings.quiet_weekends && weekday_index(clock.day) >= saturday) {
      at = instant_of(plus_days(clock.day, 1), 0);
      continue;
    }
    if (!settings.quiet) return at;
    const auto [from, until] = *settings.quiet;
    const bool over_midnight = until < from;
    if (over_midnight && clock.minute >= from) {
      at = instant_of(plus_days(clock.day, 1), until);
    } else if ((over_midnight || clock.minute >= from) && clock.minute < until) {
      at = shown_after(at, clock.day, until);
    } else {
      return at;
    }
  }
}

Digest next_digest(const NotificationSettings& settings, Instant now) {
  LocalDay day = local_day(now);
  if (instant_of(day, digest_minute) <= now) day = plus_days(day, 1);
  while (settings.quiet_weekends && weekday_index(day) >= saturday) day = plus_days(day, 1);
  const Instant at = mail_moment(settings, instant_of(day, digest_minute));
  return {at, local_date(at)};
}

std::optional<std::chrono::minutes> wait_after_attempts(int attempts) {
  constexpr std::array<int, 5> waits{1, 5, 15, 60, 360};
  if (attempts < 1 || attempts > static_cast<int>(waits.size())) return std::nullopt;
  return std::chrono::minutes(waits[static_cast<std::size_t>(attempts) - 1]);
}

void plan_mail(Notification& notification, const NotificationSettings& settings, Instant now) {
  notification.mail =
      settings.mail == MailChoice::none ? MailState::not_wanted : MailState::waiting;
  notification.mail_at.reset();
  notification.digest.clear();
  if (notification.mail == MailState::not_wanted) return;
  if (notification.urgent) {
    notification.mail_at = now;
  } else if (settings.mail == MailChoice::daily && !is_of_appointment(notification.kind)) {
    Digest digest = next_digest(settings, now);
    notification.mail_at = digest.at;
    notification.digest = std::move(digest.day);
  } else {
    notification.mail_at = mail_moment(settings, now);
  }
}

}  // namespace expertise
