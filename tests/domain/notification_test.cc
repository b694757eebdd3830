// Who is told of what, and when mail may go.
#include "server/domain/notification.h"

#include <catch2/catch.hpp>

#include "tests/fake_env.h"

using namespace expertise;

namespace {

struct People {
  FakeEnv env;
  UserId asker = env.new_id<UserId>();
  UserId colleague = env.new_id<UserId>();
  UserId expert = env.new_id<UserId>();
  UserId other_expert = env.new_id<UserId>();
  UserId coordinator = env.new_id<UserId>();
  UserId deputy = env.new_id<UserId>();
  UserId named = env.new_id<UserId>();
  UserId before = env.new_id<UserId>();
  Concerned concerned{.asker = asker,
                      .participants = {colleague},
                      .on_it = {expert, other_expert},
                      .meeting = {expert},
                      .behind_profile = expert,
                      .named = named,
                      .before = before,
                      .coordinators = {coordinator},
                      .deputy = deputy};

  std::vector<Notice> told(EventKind kind, std::optional<UserId> by, Details details = {}) {
    Event event;
    event.kind = kind;
    event.actor = by;
    event.details = std::move(details);
    return notices_of(event, concerned);
  }
};

using Kind = NotificationKind;
using Told = std::vector<Notice>;

NotificationSettings quiet(int from, int until) {
  NotificationSettings settings;
  settings.quiet = QuietHours{from, until};
  return settings;
}

}  // namespace

TEST_CASE_METHOD(People, "each event tells those whom it concerns, and nobody else",
                 "[notification]") {
  CHECK(told(EventKind::specialist_invited, asker, {{"by", "asker"}}) ==
        Told{{Kind::invited, expert, Named::actor}});
  CHECK(told(EventKind::specialist_invited, coordinator, {{"by", "coordinator"}}) ==
        Told{{Kind::asked_by_coordinator, expert, Named::actor}});
  CHECK(told(EventKind::specialist_invited, other_expert, {{"by", "colleague"}}) ==
        Told{{Kind::handed_to_you, expert, Named::actor}});
  CHECK(told(EventKind::answer_overdue, {}) ==
        Told{{Kind::answer_late, expert, Named::nobody},
             {Kind::answer_late, other_expert, Named::nobody},
             {Kind::unanswered, coordinator, Named::nobody}});
  // It is for everybody's own calendar.
  for (const UserId& by : {asker, expert, coordinator}) {
    CHECK(told(EventKind::appointment_booked, by) ==
          Told{{Kind::appointment_booked, asker, Named::actor},
               {Kind::appointment_booked, colleague, Named::actor},
               {Kind::appointment_booked, expert, Named::actor}});
  }
  CHECK(told(EventKind::invitation_accepted, expert) ==
        Told{{Kind::accepted, asker, Named::profile}});
  CHECK(told(EventKind::invitation_declined, expert) ==
        Told{{Kind::declined, asker, Named::profile}});
  CHECK(told(EventKind::invitation_expired, std::nullopt) ==
        Told{{Kind::too_late, expert, Named::nobody}, {Kind::not_answered, asker, Named::profile}});
  CHECK(told(EventKind::invitation_withdrawn, asker) ==
        Told{{Kind::not_needed, expert, Named::nobody}});
  CHECK(told(EventKind::invitation_handed_over, expert) ==
        Told{{Kind::handed_over, asker, Named::profile}});
  CHECK(told(EventKind::specialist_released, expert) ==
        Told{{Kind::released, asker, Named::profile}});
  CHECK(told(EventKind::sent_to_coordinator, std::nullopt) ==
        Told{{Kind::in_queue, coordinator, Named::nobody},
             {Kind::with_coordinator, asker, Named::nobody}});
  CHECK(told(EventKind::deputy_told, std::nullopt) ==
        Told{{Kind::still_in_queue, deputy, Named::nobody}});
  CHECK(told(EventKind::assigned_by_coordinator, coordinator) ==
        Told{{Kind::coordinator_asked, asker, Named::profile}});
  CHECK(told(EventKind::answered_by_phone, coordinator) ==
        Told{{Kind::answered_by_phone, asker, Named::actor},
             {Kind::answered_by_phone, colleague, Named::actor}});
  CHECK(told(EventKind::text_destroyed, expert, {{"possible_data_leak", "true"}}) ==
        Told{{Kind::data_removed, coordinator, Named::actor},
             {Kind::data_removed, asker, Named::actor}});
  CHECK(told(EventKind::text_destroyed, std::nullopt, {{"replayed", "true"}}).empty());
  CHECK(told(EventKind::clarification_asked, expert) ==
        Told{{Kind::clarification_asked, asker, Named::actor},
             {Kind::clarification_asked, colleague, Named::actor}});
  CHECK(told(EventKind::clarification_answered, asker) ==
        Told{{Kind::clarification_answered, expert, Named::actor},
             {Kind::clarification_answered, other_expert, Named::actor}});
  CHECK(told(EventKind::advice_given, expert) ==
        Told{{Kind::advice, asker, Named::actor}, {Kind::advice, colleague, Named::actor}});
  CHECK(told(EventKind::asked_on, asker).size() == 2);
  CHECK(told(EventKind::question_extended, asker).size() == 2);
  CHECK(told(EventKind::partner_question_asked, named) ==
        Told{{Kind::partner_question, asker, Named::actor}});
  CHECK(told(EventKind::colleague_added, asker) ==
        Told{{Kind::added_as_colleague, named, Named::actor}});
  CHECK(told(EventKind::transferred, coordinator) ==
        Told{{Kind::transferred_to_you, named, Named::actor},
             {Kind::taken_over, before, Named::actor}});
  CHECK(told(EventKind::reason_for_access_given, coordinator) ==
        Told{{Kind::read_with_reason, asker, Named::actor}});
  const Told all_on_it =
      told(EventKind::consultation_erased, coordinator, {{"reason", "request_of_resident"}});
  CHECK(all_on_it.size() == 4);
  CHECK(all_on_it.front() == Notice{Kind::erased, asker, Named::actor});
  for (const char* of_course : {"term_over", "replayed"}) {
    CHECK(told(EventKind::consultation_erased, std::nullopt, {{"reason", of_course}}).empty());
  }
  CHECK(told(EventKind::reviewed, coordinator) == Told{{Kind::reviewed, asker, Named::actor}});
  CHECK(told(EventKind::calendar_failed, std::nullopt) ==
        Told{{Kind::calendar_failed, expert, Named::nobody}});
  CHECK(told(EventKind::joined, expert) == Told{{Kind::joined, coordinator, Named::profile}});
  CHECK(told(EventKind::retention_term_set, named, {{"days", "365"}, {"before", "730"}}) ==
        Told{{Kind::term_changed, coordinator, Named::actor}});
  CHECK(told(EventKind::retention_term_set, std::nullopt, {{"days", "365"}}).size() == 1);
  CHECK(told(EventKind::retention_term_set, named, {{"days", "365"}, {"before", "365"}}).empty());
  CHECK(told(EventKind::retention_term_set, coordinator, {{"days", "365"}}).empty());
  CHECK(told(EventKind::second_factor_cleared, coordinator) ==
        Told{{Kind::second_factor_cleared, named, Named::nobody}});
  CHECK(told(EventKind::second_factor_cleared, named).empty());
  // Somebody else may have made it in their name.
  CHECK(told(EventKind::passkey_added, named) == Told{{Kind::passkey_added, named, Named::nobody}});
  CHECK(told(EventKind::passkey_doubted, std::nullopt) ==
        Told{{Kind::passkey_doubted, named, Named::nobody}});
  for (EventKind silent :
       {EventKind::session_started, EventKind::question_asked, EventKind::own_reference_set,
        EventKind::followed_up, EventKind::topic_changed, EventKind::user_disabled}) {
    CHECK(told(silent, asker).empty());
    CHECK_FALSE(tells_people(silent));
  }
}

TEST_CASE_METHOD(People, "what the administration does to somebody's account is told to them alone",
                 "[notification]") {
  const auto [event, details, kind] = GENERATE(table<EventKind, Details, Kind>({
      {EventKind::token_created, {}, Kind::token_made},
      {EventKind::identity_linked, {}, Kind::account_linked},
      {EventKind::identity_unlinked, {}, Kind::account_unlinked},
      {EventKind::sessions_ended, {}, Kind::sessions_ended},
      {EventKind::second_factor_cleared, {}, Kind::second_factor_cleared},
      {EventKind::user_changed, {{"changed", "password"}}, Kind::password_set},
      {EventKind::user_changed, {{"changed", "name,email"}}, Kind::address_changed},
      {EventKind::user_changed, {{"changed", "roles"}}, Kind::rights_changed},
      {EventKind::user_changed, {{"changed", "name,teams"}}, Kind::rights_changed},
      {EventKind::user_changed, {{"changed", "active"}}, Kind::rights_changed},
  }));
  CAPTURE(code(event), code(kind));
  CHECK(is_about_account(kind));
  CHECK(told(event, coordinator, details) == Told{{kind, named, Named::nobody}});
  CHECK(told(event, std::nullopt, details) == Told{{kind, named, Named::nobody}});
  CHECK(told(event, named, details).empty());
}

TEST_CASE_METHOD(People, "another name or language is no news", "[notification]") {
  CHECK(told(EventKind::user_changed, coordinator, {{"changed", "name,language"}}).empty());
  CHECK(told(EventKind::user_changed, coordinator).empty());
}

TEST_CASE_METHOD(People, "nobody is told of what they did, nor twice", "[notification]") {
  auto notices = told(EventKind::message_sent, expert);
  REQUIRE(notices.size() == 3);
  for (const Notice& each : notices) CHECK(each.to != expert);
  concerned.participants = {colleague, asker, other_expert};
  CHECK(told(EventKind::consultation_closed, asker).size() == 3);
}

TEST_CASE_METHOD(People, "who is next in line by itself is not told who asks", "[notification]") {
  CHECK(told(EventKind::specialist_invited, other_expert, {{"by", "automatic"}}) ==
        Told{{Kind::next_in_line, expert, Named::nobody}});
}

TEST_CASE_METHOD(People, "of passing on the asker is told where nobody fell away before",
                 "[notification]") {
  CHECK(told(EventKind::passed_on, std::nullopt).size() == 1);
  CHECK(told(EventKind::passed_on, std::nullopt, {{"from", "x"}}).empty());
  // Who left without having answered is no news by itself.
  CHECK(told(EventKind::passed_on, std::nullopt, {{"from", "x"}, {"why", "left"}}).size() == 1);
}

TEST_CASE_METHOD(People, "whose turn it became by what they did themselves is told",
                 "[notification]") {
  CHECK(told(EventKind::specialist_invited, expert, {{"by", "automatic"}}) ==
        Told{{Kind::next_in_line, expert, Named::nobody}});
  CHECK(told(EventKind::specialist_invited, expert, {{"by", "coordinator"}}).empty());
}

TEST_CASE("mail waits for the end of quiet hours and weekends", "[notification]") {
  const NotificationSettings night = quiet(20 * 60, 7 * 60);
  CHECK(mail_moment({}, at("2026-03-07T02:00:00Z")) == at("2026-03-07T02:00:00Z"));
  CHECK(mail_moment(night, at("2026-03-05T18:59:00Z")) == at("2026-03-05T18:59:00Z"));
  CHECK(mail_moment(night, at("2026-03-05T19:00:00Z")) == at("2026-03-06T06:00:00Z"));
  CHECK(mail_moment(night, at("2026-03-06T05:59:00Z")) == at("2026-03-06T06:00:00Z"));
  CHECK(mail_moment(night, at("2026-03-06T06:00:00Z")) == at("2026-03-06T06:00:00Z"));
  CHECK(mail_moment(quiet(12 * 60, 13 * 60), at("2026-03-05T11:30:00Z")) ==
        at("2026-03-05T12:00:00Z"));
  NotificationSettings weekend = night;
  weekend.quiet_weekends = true;
  CHECK(mail_moment(weekend, at("2026-03-06T20:00:00Z")) == at("2026-03-09T06:00:00Z"));
}

TEST_CASE("quiet hours end by the clock on the wall, also when it is moved", "[notification]") {
  // The night of 29 March skips from 02:00 to 03:00, that of 25 October shows 02:00 to 03:00 twice.
  CHECK(mail_moment(quiet(20 * 60, 7 * 60), at("2026-03-28T22:00:00Z")) ==
        at("2026-03-29T05:00:00Z"));
  CHECK(mail_moment(quiet(22 * 60, 150), at("2026-03-28T22:00:00Z")) == at("2026-03-29T01:00:00Z"));
  CHECK(mail_moment(quiet(20 * 60, 7 * 60), at("2026-10-24T20:00:00Z")) ==
        at("2026-10-25T06:00:00Z"));
  CHECK(mail_moment(quiet(22 * 60, 150), at("2026-10-24T21:00:00Z")) == at("2026-10-25T00:30:00Z"));
  // In the second pass it is quiet again for a while, and that ends too.
  CHECK(mail_moment(quiet(22 * 60, 150), at("2026-10-25T01:10:00Z")) == at("2026-10-25T01:30:00Z"));
}

TEST_CASE("a digest takes what comes in before eight in the morning", "[notification]") {
  NotificationSettings settings{.mail = MailChoice::daily};
  Digest digest = next_digest(settings, at("2026-03-05T06:59:00Z"));
  CHECK(digest.at == at("2026-03-05T07:00:00Z"));
  CHECK(digest.day == "2026-03-05");
  CHECK(next_digest(settings, at("2026-03-05T07:00:00Z")).day == "2026-03-06");
  settings.quiet_weekends = true;
  CHECK(next_digest(settings, at("2026-03-06T09:00:00Z")).day == "2026-03-09");
  // Quiet for nearly the whole day: no two digests of one name.
  settings.quiet = QuietHours{8 * 60, 8 * 60 - 1};
  Digest late = next_digest(settings, at("2026-03-06T09:00:00Z"));
  CHECK(late.at == at("2026-03-10T06:59:00Z"));
  CHECK(late.day == "2026-03-10");
}

TEST_CASE("mail is planned as the reader has chosen", "[notification]") {
  const Instant night = at("2026-03-05T22:00:00Z");
  NotificationSettings settings = quiet(20 * 60, 7 * 60);
  Notification one;
  plan_mail(one, settings, night);
  CHECK(one.mail == MailState::waiting);
  CHECK(one.mail_at == at("2026-03-06T06:00:00Z"));
  settings.mail = MailChoice::daily;
  plan_mail(one, settings, night);
  CHECK(one.digest == "2026-03-06");
  one.urgent = true;
  plan_mail(one, settings, night);
  CHECK(one.digest.empty());
  CHECK(one.mail_at == night);
  settings.mail = MailChoice::none;
  plan_mail(one, settings, night);
  CHECK(one.mail == MailState::not_wanted);
  CHECK_FALSE(one.mail_at);
}

TEST_CASE("an appointment goes by itself, also to who wants one overview a day", "[notification]") {
  NotificationSettings settings = quiet(20 * 60, 7 * 60);
  settings.mail = MailChoice::daily;
  for (const Kind kind :
       {Kind::appointment_booked, Kind::appointment_moved, Kind::appointment_cancelled}) {
    Notification one{.kind = kind};
    plan_mail(one, settings, at("2026-03-05T22:00:00Z"));
    CHECK(one.digest.empty());
    CHECK(one.mail_at == at("2026-03-06T06:00:00Z"));
  }
}

TEST_CASE_METHOD(People, "what somebody did themselves is their own act", "[notification]") {
  CHECK_FALSE(is_own_act(Notification{.user = asker}));
  CHECK_FALSE(is_own_act(Notification{.user = asker, .person = expert}));
  CHECK(is_own_act(Notification{.user = asker, .person = asker}));
}

TEST_CASE("after five waits mail is given up", "[notification]") {
  using std::chrono::minutes;
  std::vector<std::optional<minutes>> waits;
  for (int attempts = 1; attempts <= 6; ++attempts) waits.push_back(wait_after_attempts(attempts));
  CHECK(waits == std::vector<std::optional<minutes>>{minutes(1), minutes(5), minutes(15),
                                                     minutes(60), minutes(360), std::nullopt});
}

TEST_CASE("quiet hours that cannot be are said with their place", "[notification]") {
  CHECK(faults(NotificationSettings{}).empty());
  CHECK(faults(quiet(0, 1439)).empty());
  CHECK(faults(quiet(60, 60)).front().code == "quiet_all_day");
  CHECK(faults(quiet(-1, 1440)).size() == 2);
}
