// What people are told, in the list and by mail: nothing is skipped and nothing told twice,
// whatever ends in between, and no mail or row holds a word of a case.
#include "server/pool/notifications.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/pool/appointments.h"
#include "server/pool/clock_work.h"
#include "server/pool/retention.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using Kind = NotificationKind;

class Catcher : public Mailer {
 public:
  MailAnswer send(const Mail& mail) override {
    ++tries;
    tried.push_back(mail);
    if (before_answer) before_answer();
    if (outcome == MailOutcome::sent) caught.push_back(mail);
    return {outcome, "250 OK"};
  }
  void stop() override {}

  std::vector<Mail> to(const User& user) const {
    std::vector<Mail> found;
    std::copy_if(caught.begin(), caught.end(), std::back_inserter(found),
                 [&](const Mail& each) { return each.to == user.email; });
    return found;
  }

  MailOutcome outcome = MailOutcome::sent;
  std::function<void()> before_answer;
  std::vector<Mail> tried;
  std::vector<Mail> caught;
  int tries = 0;
};

struct ToldFixture : CaseFixture {
  Catcher catcher;
  std::unique_ptr<Notifications> notifications = started();

  // As after a start of the program.
  std::unique_ptr<Notifications> started() {
    auto made = std::make_unique<Notifications>(context);
    made->send_with(catcher, "pool@voorbeeld.test", "https://pool.voorbeeld.test");
    return made;
  }
  User user_of(const Expert& expert) {
    return store->begin(Access::read)->user(*expert.actor.user).value();
  }
  std::vector<Kind> told(const Actor& actor) {
    notifications->follow(env.now());
    std::vector<Kind> kinds;
    for (const Notification& each : notifications->list(actor).items) kinds.push_back(each.kind);
    return kinds;
  }
  // Tells and sends all there is at this moment; gives how many mails went.
  std::size_t round() {
    notifications->follow(env.now());
    notifications->tell_what_is_due(env.now());
    return notifications->send_due(env.now());
  }
  std::size_t round_at(const char* moment) {
    env.set(at(moment));
    return round();
  }
  void choose(const Actor& actor, NotificationSettings settings) {
    notifications->change_settings(actor, settings);
  }
  Notification first_of(const Actor& actor) { return notifications->list(actor).items.front(); }
};

}  // namespace

TEST_CASE_METHOD(ToldFixture, "who is asked is told, and gets one mail with one link",
                 "[notifications]") {
  ConsultationId id = asked({anna});
  CHECK(round() == 1);
  CHECK(told(anna.actor) == std::vector<Kind>{Kind::invited});
  CHECK(notifications->list(anna.actor).unread == 1);
  CHECK(first_of(anna.actor).person == asker.user);
  CHECK(first_of(anna.actor).mail == MailState::sent);
  REQUIRE(catcher.caught.size() == 1);
  const Mail& mail = catcher.caught.front();
  CHECK(mail.to == user_of(anna).email);
  CHECK(mail.subject == "Er is een vraag aan jou");
  CHECK(mail.text.find("https://pool.voorbeeld.test/vragen/" + id.text()) != std::string::npos);
  CHECK(mail.message_id.find("@voorbeeld.test") != std::string::npos);
  CHECK(round() == 0);
  CHECK(told(asker).empty());
}

TEST_CASE_METHOD(ToldFixture, "mail comes in the language of its reader", "[notifications]") {
  User reader = user_of(anna);
  reader.language = Language::en;
  keep_user(reader);
  asked({anna});
  CHECK(round() == 1);
  CHECK(catcher.caught.front().subject == "There is a question for you");
}

TEST_CASE_METHOD(ToldFixture, "no word of a case and no name is in any mail or row",
                 "[notifications]") {
  const std::string marker = "Zebrapad";
  NewQuestion made = question("Mevrouw " + marker + " heeft schulden.");
  made.specialists = {anna.id()};
  made.urgency = Urgency::today;
  ConsultationId id = consultations.ask(asker, made, std::nullopt);
  round();
  accept(id, anna);
  consultations.write(anna.actor, id, "Over " + marker + " en schulden", std::nullopt);
  consultations.ask_clarification(anna.actor, id, "Waar woont " + marker + "?", seen(id));
  consultations.reply(asker, id, marker + " woont thuis.", seen(id));
  Advice given = advice();
  given.advice = "Help " + marker + " met schulden.";
  consultations.advise(anna.actor, id, given, seen(id));
  consultations.close(asker, id, closure(), {.note = "Dank, " + marker + "."}, seen(id));
  round();
  env.pass(std::chrono::days(43));
  round();
  CHECK(catcher.caught.size() >= 7);
  for (const Mail& each : catcher.caught) {
    const std::string whole = each.subject + each.text + each.message_id;
    for (const std::string& word :
         {marker, std::string("schulden"), std::string("Anna"), std::string("Vera")}) {
      CAPTURE(word, whole);
      CHECK(whole.find(word) == std::string::npos);
    }
  }
  store->backup((directory.path() / "copy").string());
  restore_sqlite_store((directory.path() / "copy").string(),
                       (directory.path() / "copy.db").string(), MasterKey{1, 2, 3}, env);
  std::ifstream file(directory.path() / "copy.db", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  CHECK(bytes.find(marker) == std::string::npos);
}

TEST_CASE_METHOD(ToldFixture, "what ends between telling and sending doubles and loses nothing",
                 "[notifications]") {
  asked({anna, bram});
  notifications->follow(env.now());
  // Started anew at each place, and followed again and again.
  notifications = started();
  notifications->follow(env.now());
  CHECK(told(anna.actor).size() == 1);
  CHECK(notifications->send_due(env.now()) == 2);
  notifications = started();
  CHECK(round() == 0);
  CHECK(catcher.caught.size() == 2);
}

TEST_CASE_METHOD(ToldFixture, "a batch that was told but not kept is told once",
                 "[notifications]") {
  asked({anna});
  notifications->follow(env.now());
  {
    // As if the log had been followed no further than before.
    auto txn = store->begin(Access::write);
    txn->set_notifications_followed(0);
    txn->commit();
  }
  notifications = started();
  CHECK(told(anna.actor).size() == 1);
}

TEST_CASE_METHOD(ToldFixture, "mail that was taken as the program ended comes again as the same",
                 "[notifications]") {
  asked({anna});
  notifications->follow(env.now());
  catcher.before_answer = [&] {
    // The server has it; the program ends before it knows.
    throw std::runtime_error("killed");
  };
  CHECK_THROWS(notifications->send_due(env.now()));
  catcher.before_answer = nullptr;
  notifications = started();
  CHECK(notifications->send_due(env.now()) == 1);
  REQUIRE(catcher.tried.size() == 2);
  CHECK(catcher.tried[0].message_id == catcher.tried[1].message_id);
  asked({anna});
  round();
  CHECK(catcher.tried[2].message_id != catcher.tried[1].message_id);
}

TEST_CASE_METHOD(ToldFixture, "a server that says later is asked again, ever less often",
                 "[notifications]") {
  asked({anna});
  catcher.outcome = MailOutcome::later;
  Instant start = env.now();
  round();
  CHECK(catcher.tries == 1);
  for (int minutes : {1, 6, 21, 81, 441}) {
    env.set(start + std::chrono::minutes(minutes) - std::chrono::milliseconds(1));
    const int before = catcher.tries;
    notifications->send_due(env.now());
    CHECK(catcher.tries == before);
    env.pass(std::chrono::milliseconds(1));
    notifications->send_due(env.now());
    CHECK(catcher.tries == before + 1);
  }
  CHECK(first_of(anna.actor).mail == MailState::failed);
  CHECK(notifications->standing(env.now()).counts.failed >= 1);
  env.pass(std::chrono::days(1));
  const int given_up = catcher.tries;
  notifications->send_due(env.now());
  CHECK(catcher.tries == given_up);
}

TEST_CASE_METHOD(ToldFixture, "a server that cannot be reached stops the round and nothing else",
                 "[notifications]") {
  asked({anna, bram, carla});
  notifications->follow(env.now());
  catcher.outcome = MailOutcome::unreachable;
  CHECK_THROWS_AS(notifications->send_due(env.now()), std::runtime_error);
  CHECK(catcher.tries == 1);
  CHECK_FALSE(notifications->standing(env.now()).reachable);
  CHECK(told(carla.actor).size() == 1);
  catcher.outcome = MailOutcome::sent;
  env.pass(std::chrono::minutes(2));
  CHECK(notifications->send_due(env.now()) == 3);
  CHECK(notifications->standing(env.now()).reachable);
}

TEST_CASE_METHOD(ToldFixture, "an address that refuses mail is shown, and not tried again",
                 "[notifications]") {
  asked({anna});
  catcher.outcome = MailOutcome::refused;
  round();
  CHECK(first_of(anna.actor).mail == MailState::failed);
  CHECK_FALSE(notifications->settings(anna.actor).refused_address.empty());
  CHECK(notifications->refusing_mail({*anna.actor.user, *bram.actor.user}) ==
        std::vector<UserId>{*anna.actor.user});
  catcher.outcome = MailOutcome::sent;
  asked({anna});
  round();
  CHECK(catcher.tries == 1);
  SECTION("until the person says so") {
    choose(anna.actor, {});
    CHECK(notifications->settings(anna.actor).refused_address.empty());
  }
  SECTION("until the address is another") {
    User moved = user_of(anna);
    moved.email = "nieuw@voorbeeld.test";
    keep_user(moved);
    CHECK(notifications->refusing_mail({moved.id}).empty());
  }
  asked({anna});
  CHECK(round() == 1);
}

TEST_CASE_METHOD(ToldFixture, "quiet hours hold mail but not the list, nor what is for today",
                 "[notifications]") {
  NotificationSettings night;
  night.quiet = QuietHours{20 * 60, 7 * 60};
  choose(anna.actor, night);
  env.set(at("2026-03-05T21:00:00Z"));
  asked({anna});
  CHECK(round() == 0);
  CHECK(told(anna.actor).size() == 1);
  NewQuestion urgent = question();
  urgent.urgency = Urgency::today;
  urgent.specialists = {anna.id()};
  asked(urgent);
  CHECK(round() == 1);
  CHECK(round_at("2026-03-06T05:59:59Z") == 0);
  CHECK(round_at("2026-03-06T06:00:00Z") == 1);
}

TEST_CASE_METHOD(ToldFixture, "quiet hours chosen later hold what waits already",
                 "[notifications]") {
  env.set(at("2026-03-05T21:00:00Z"));
  asked({anna});
  notifications->follow(env.now());
  NotificationSettings night;
  night.quiet = QuietHours{20 * 60, 7 * 60};
  choose(anna.actor, night);
  CHECK(round() == 0);
  CHECK(round_at("2026-03-06T06:00:00Z") == 1);
}

TEST_CASE_METHOD(ToldFixture, "a digest is one mail of all that is unread", "[notifications]") {
  choose(asker, {.mail = MailChoice::daily});
  ConsultationId id = asked({anna, bram});
  accept(id, anna);
  decline(id, bram);
  consultations.write(anna.actor, id, "Ik kijk mee.", std::nullopt);
  round();
  CHECK(catcher.to(asking).empty());
  REQUIRE(told(asker).size() == 3);
  const std::int64_t newest = first_of(asker).number;
  notifications->mark_read(asker, newest, newest);
  env.set(at("2026-03-06T07:00:00Z"));
  notifications = started();
  round();
  REQUIRE(catcher.to(asking).size() == 1);
  const Mail digest = catcher.to(asking).front();
  CHECK(digest.subject == "2 nieuwe meldingen");
  CHECK(digest.text.find("https://pool.voorbeeld.test/meldingen") != std::string::npos);
  round_at("2026-03-07T07:00:00Z");
  CHECK(catcher.to(asking).size() == 1);
}

TEST_CASE_METHOD(ToldFixture, "mail that nobody needs any more does not go", "[notifications]") {
  ConsultationId id = asked({anna, bram});
  notifications->follow(env.now());
  SECTION("the invitation was decided") { accept(id, anna); }
  SECTION("it was read") { notifications->mark_read(anna.actor, 1, 1); }
  SECTION("the person wants none") { choose(anna.actor, {.mail = MailChoice::none}); }
  SECTION("the person is not there any more") {
    User gone = user_of(anna);
    gone.active = false;
    keep_user(gone);
  }
  notifications->send_due(env.now());
  CHECK(catcher.to(user_of(anna)).empty());
  CHECK(catcher.to(user_of(bram)).size() == 1);
}

TEST_CASE_METHOD(ToldFixture, "at half of the working time there is one reminder",
                 "[notifications]") {
  // Asked on Thursday 09:30 for within two working days: due on Monday 09:30, half on Friday 09:30.
  ConsultationId id = asked({anna, bram});
  round();
  accept(id, bram);
  round_at("2026-03-06T08:29:00Z");
  CHECK(told(anna.actor) == std::vector<Kind>{Kind::invited});
  notifications = started();
  round_at("2026-03-06T08:30:00Z");
  CHECK(told(anna.actor) == std::vector<Kind>{Kind::answer_soon, Kind::invited});
  CHECK(told(bram.actor) == std::vector<Kind>{Kind::invited});
  notifications = started();
  round_at("2026-03-06T12:00:00Z");
  CHECK(told(anna.actor).size() == 2);
  CHECK(catcher.to(user_of(anna)).size() == 2);
}

TEST_CASE_METHOD(ToldFixture, "after six weeks the asker is asked to look back, once",
                 "[notifications]") {
  ConsultationId id = in_state(ConsultationState::closed);
  round();
  env.pass(follow_up_after - std::chrono::seconds(1));
  round();
  CHECK(first_of(asker).kind != Kind::look_back);
  env.pass(std::chrono::seconds(1));
  round();
  notifications = started();
  round();
  CHECK(first_of(asker).kind == Kind::look_back);
  CHECK(first_of(asker).consultation == id);
  auto kinds = told(asker);
  CHECK(std::count(kinds.begin(), kinds.end(), Kind::look_back) == 1);
}

TEST_CASE_METHOD(ToldFixture, "each working day coordinators hear of what lies too long",
                 "[notifications]") {
  town.deputy = *townsman.user;
  {
    auto txn = store->begin(Access::write);
    txn->put(town);
    txn->commit();
  }
  in_state(ConsultationState::with_coordinator);
  round_at("2026-03-06T07:40:00Z");
  auto at_first = told(coordinator);
  CHECK(std::count(at_first.begin(), at_first.end(), Kind::queue_waits) == 0);
  // On Saturday nothing; on Monday, also after a start of the program, once.
  round_at("2026-03-07T10:00:00Z");
  round_at("2026-03-09T07:30:00Z");
  notifications = started();
  round_at("2026-03-09T15:00:00Z");
  auto kinds = told(coordinator);
  CHECK(std::count(kinds.begin(), kinds.end(), Kind::queue_waits) == 1);
  CHECK(first_of(coordinator).count == 1);
  CHECK(first_of(townsman).kind == Kind::queue_waits);
  round_at("2026-03-10T07:30:00Z");
  kinds = told(coordinator);
  CHECK(std::count(kinds.begin(), kinds.end(), Kind::queue_waits) == 2);
}

TEST_CASE_METHOD(ToldFixture, "without a mail server the list works and nothing waits",
                 "[notifications]") {
  notifications = std::make_unique<Notifications>(context);
  asked({anna});
  CHECK(round() == 0);
  CHECK(told(anna.actor).size() == 1);
  CHECK_FALSE(notifications->standing(env.now()).sends);
  CHECK(notifications->standing(env.now()).counts.waiting == 0);
}

TEST_CASE_METHOD(ToldFixture, "the list changes its revision only when it changes",
                 "[notifications]") {
  asked({anna});
  round();
  const auto first = notifications->revision(anna.actor);
  CHECK(round() == 0);
  CHECK(notifications->revision(anna.actor) == first);
  CHECK(notifications->mark_read(anna.actor, 1, 1).unread == 0);
  const auto read = notifications->revision(anna.actor);
  CHECK(read != first);
  notifications->mark_read(anna.actor, 1, 1);
  CHECK(notifications->revision(anna.actor) == read);
  // What others read or get changes nothing here.
  asked({bram});
  round();
  CHECK(notifications->revision(anna.actor) == read);
}

TEST_CASE_METHOD(ToldFixture, "what was told goes after 90 days, and the numbers go on",
                 "[notifications]") {
  asked({anna});
  round();
  env.pass(notifications_kept + std::chrono::hours(1));
  round();
  CHECK(notifications->list(anna.actor).items.empty());
  asked({anna});
  notifications->follow(env.now());
  CHECK(first_of(anna.actor).number > 1);
}

TEST_CASE_METHOD(ToldFixture, "with a person who left, and an erased case, what was told goes",
                 "[notifications]") {
  ConsultationId id = asked({anna, bram});
  round();
  User gone = user_of(anna);
  gone.active = false;
  keep_user(gone);
  env.pass(std::chrono::hours(2));
  round();
  CHECK(notifications->list(anna.actor).items.empty());
  auto txn = store->begin(Access::write);
  txn->erase(id, env.now());
  txn->commit();
  CHECK(notifications->list(bram.actor).items.empty());
}

TEST_CASE_METHOD(ToldFixture, "a stranger to the pool has no list", "[notifications]") {
  CHECK(refused([&] { notifications->list(machine); })->reason() == Reason::not_found);
}

TEST_CASE_METHOD(ToldFixture, "mail of an appointment brings the file for one's calendar",
                 "[notifications]") {
  change(anna, [](Specialist& profile) {
    for (auto& hours : profile.availability.weekly) hours = {{0, 1440}};
  });
  Appointments appointments(context);
  const ConsultationId id = in_state(ConsultationState::in_consultation);
  round();
  const Instant begin = at("2026-03-09T10:00:00Z");
  const auto made = appointments.book(
      asker, id,
      {.specialists = {anna.id()}, .begin = begin, .minutes = 30, .place = "Lokaal Geheimplek"},
      std::nullopt);
  CHECK(told(anna.actor).front() == Kind::appointment_booked);
  catcher.caught.clear();
  CHECK(notifications->send_due(env.now()) == 2);
  for (const User& reader : {user_of(anna), asking}) {
    const std::vector<Mail> booked = catcher.to(reader);
    REQUIRE(booked.size() == 1);
    CHECK(booked.front().calendar_method == "REQUEST");
    CHECK(booked.front().calendar.find("DTSTART:20260309T100000Z") != std::string::npos);
    CHECK(booked.front().calendar.find("Geheimplek") == std::string::npos);
  }
  appointments.cancel(anna.actor, id, made.appointment.id, {made.appointment.revision()});
  CHECK(told(asker).front() == Kind::appointment_cancelled);
  catcher.caught.clear();
  CHECK(notifications->send_due(env.now()) == 2);
  for (const User& reader : {user_of(anna), asking}) {
    const std::vector<Mail> cancelled = catcher.to(reader);
    REQUIRE(cancelled.size() == 1);
    CHECK(cancelled.front().calendar_method == "CANCEL");
    CHECK(cancelled.front().calendar.find("STATUS:CANCELLED") != std::string::npos);
  }
}

TEST_CASE_METHOD(ToldFixture, "one's own appointment comes by mail and is no news in the list",
                 "[notifications]") {
  change(anna, [](Specialist& profile) {
    for (auto& hours : profile.availability.weekly) hours = {{0, 1440}};
  });
  Appointments appointments(context);
  const ConsultationId id = in_state(ConsultationState::in_consultation);
  round();
  catcher.caught.clear();
  const auto before = notifications->list(asker);
  NotificationSettings settings;
  settings.quiet = QuietHours{0, 23 * 60 + 59};
  const auto book = [&] {
    appointments.book(asker, id, {.specialists = {anna.id()}, .begin = at("2026-03-09T10:00:00Z")},
                      std::nullopt);
    notifications->follow(env.now());
    notifications->mark_read(asker, 1, 1'000);
    notifications->send_due(env.now());
  };
  SECTION("it waits for the end of quiet hours, whatever is read meanwhile") {
    choose(asker, settings);
    book();
    CHECK(catcher.to(asking).empty());
    notifications->send_due(at("2026-03-05T22:59:00Z"));
    CHECK(catcher.to(asking).size() == 1);
  }
  SECTION("it does not wait for the overview of the day") {
    choose(asker, {.mail = MailChoice::daily});
    book();
    REQUIRE(catcher.to(asking).size() == 1);
    CHECK(catcher.to(asking).front().calendar_method == "REQUEST");
  }
  SECTION("who wants no mail gets none") {
    choose(asker, {.mail = MailChoice::none});
    book();
    notifications->send_due(at("2026-03-06T09:00:00Z"));
    CHECK(catcher.to(asking).empty());
  }
  const auto after = notifications->list(asker);
  CHECK(after.items.size() == before.items.size());
  CHECK(after.unread == 0);
}

TEST_CASE_METHOD(ToldFixture, "coordinators hear of an accepted question without an answer",
                 "[notifications]") {
  const ConsultationId id = in_state(ConsultationState::in_consultation);
  env.set(row(id).answer_by);
  do_what_is_due(context, env.now());
  CHECK(told(coordinator).front() == Kind::unanswered);
  CHECK(told(anna.actor).front() == Kind::answer_late);
}

TEST_CASE_METHOD(ToldFixture, "coordinators hear that an administrator changed a retention term",
                 "[notifications]") {
  const User chief = user(town.id, "Bea Beheer", {Role::administrator});
  const Municipality other = municipality("Anderdam");
  const User there = user(other.id, "Dirk Elders", {Role::coordinator});
  RetentionTerm term{.municipality = town.id, .what = RetentionClass::consultations, .days = 365};
  const auto chosen = [&] { choose_term(context, actor(chief), term, chief.id); };
  chosen();
  CHECK(told(coordinator) == std::vector{Kind::term_changed});
  CHECK(first_of(coordinator).person == chief.id);
  CHECK(told(actor(there)).empty());
  CHECK(told(actor(chief)).empty());
  CHECK(told(asker).empty());
  round();
  REQUIRE(catcher.to(overseeing).size() == 1);
  CHECK(
      catcher.to(overseeing).front().text.find("https://pool.voorbeeld.test/beheer?deel=bewaren") !=
      std::string::npos);

  // Chosen once more nothing changes.
  chosen();
  CHECK(told(coordinator).size() == 1);
  term.days = 730;
  chosen();
  CHECK(told(coordinator).size() == 2);
  CHECK(events_of(EventKind::retention_term_set).back().details.at("before") == "365");
}

TEST_CASE_METHOD(ToldFixture, "whom nobody can tell is not tried again and again",
                 "[notifications]") {
  Specialist alone = specialist(town.id, "Zonder Account", {"schulden"});
  ConsultationId id = asked({Expert{alone, {}}});
  const auto txn = store->begin(Access::read);
  CHECK(txn->not_reminded_after({}, 10).empty());
  CHECK(pending(id).size() == 1);
}

}  // namespace expertise
