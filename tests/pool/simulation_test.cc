// Weeks of work in virtual time: people ask, decline, vanish, go on leave and come back, and the
// server is killed in the middle of a write and started again. Whatever happens, no question hangs,
// nobody is asked who may not be, no time is booked twice and no mail comes twice.
// EXPERTISEPOOL_SEED makes a run of another seed, which is printed; the long form is a thousand
// questions in sixty days.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <set>

#include "server/domain/local_time.h"
#include "server/pool/appointments.h"
#include "server/pool/clock_work.h"
#include "server/pool/consultations.h"
#include "server/pool/indexer.h"
#include "server/pool/notifications.h"
#include "tests/pool/fixture.h"
#include "tests/pool/mail_room.h"
#include "tests/pool/mortal_store.h"

namespace expertise {

namespace {

using State = ConsultationState;
using std::chrono::minutes;

// Six weeks until it is asked for, and two in which it is waited for.
constexpr std::chrono::days look_back{56};

struct Sizes {
  int questions;
  int days;
};

class Simulation : public PoolFixture {
 public:
  Simulation(unsigned seed, Sizes sizes) : random_(seed), sizes_(sizes) {
    for (const char* name : {"Zorggroep Noord", "Stichting Zuid", "Buurtzaken", "Hulp Dichtbij"}) {
      organisations_.emplace_back(name);
    }
    for (int i = 0; i < 24; ++i) add_expert(i);
    start();
    choose_mail();
  }

  void run() {
    const Instant end = env.now() + std::chrono::days(sizes_.days);
    plan_questions(end);
    while (env.now() < end) {
      env.pass(minutes(20));
      if (chance(700)) env.pass(std::chrono::hours(some(30)));  // nobody runs the server
      live();
    }
    // Nobody asks anything any more; what is open comes to its end.
    for (int day = 0; day < 80; ++day) {
      for (int times = 0; times < 3; ++times) {
        env.pass(std::chrono::hours(8));
        live();
      }
    }
  }

  void check_end() {
    CHECK(asked_.size() == static_cast<std::size_t>(sizes_.questions));
    int looked_back_on = 0;
    for (ConsultationId id : asked_) {
      const Consultation each = row(id);
      CAPTURE(code(each.state), rfc3339(env.now()));
      CHECK(each.state != State::open);
      if (each.state == State::closed) CHECK(each.closed_at.value() + look_back > env.now());
      looked_back_on += each.state == State::followed_up ? 1 : 0;
    }
    CHECK(looked_back_on > sizes_.questions / 2);
    CHECK(mail_.twice == 0);
    CHECK(mail_.under_another_id == 0);
    CHECK(mail_.about_nothing == 0);
    CHECK(mail_.with_a_file > booked_);
    look_at_what_was_told();
    CHECK(mail_.taken() > static_cast<std::size_t>(sizes_.questions));
    CHECK(booked_ > sizes_.questions / 20);
    CHECK_FALSE(store->verify());
    CHECK(kills_ > 0);
    ConsultationQuery query;
    query.scope = scope_of(coordinator_, Action::read_log);
    // A question that was sent again after a crash is there once.
    CHECK(store->begin(Access::read)->find(query).total == asked_.size());
  }

  std::string told() const {
    return std::to_string(asked_.size()) + " questions, " + std::to_string(invited_) +
           " invitations, " + std::to_string(booked_) + " appointments, " +
           std::to_string(told_.rows) + " notifications, " + std::to_string(mail_.taken()) +
           " mails, " + std::to_string(kills_) + " kills, " + std::to_string(looks_) +
           " looks at every question";
  }

 private:
  struct Expert {
    Specialist profile;
    Actor actor;
    unsigned diligence;  // of ten times that something is to be done, so many it is
    bool vanished = false;
  };
  struct Running {
    MortalStore store;
    Context context;
    search::Index index;
    Matching matching;
    Consultations consultations;
    Appointments appointments;
    Notifications notifications;
    Running(Store& behind, Env& env, const std::filesystem::path& directory,
            std::function<bool()> dies)
        : store(behind, std::move(dies)),
          context{store, env},
          index(directory / "index", "simulation",
                std::make_shared<const search::Vocabulary>(
                    std::vector<search::Topic>{{.code = "schulden", .term = "schulden"},
                                               {.code = "dementie", .term = "dementie"},
                                               {.code = "woonoverlast", .term = "woonoverlast"}})),
          matching(context, index),
          consultations(context, matching),
          appointments(context),
          notifications(context) {}
  };

  bool chance(unsigned of) { return random_() % of == 0; }
  int some(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  template <class Values>
  auto& one_of(Values& values) {
    return values[random_() % values.size()];
  }

  void add_expert(int number) {
    Specialist made = specialist(town_.id, "Expert " + std::to_string(number),
                                 {one_of(topics_), one_of(topics_)});
    std::sort(made.topics.begin(), made.topics.end());
    made.topics.erase(std::unique(made.topics.begin(), made.topics.end()), made.topics.end());
    made.organisation = one_of(organisations_);
    if (number % 5 != 0) {
      for (std::size_t day = 0; day < 5; ++day) {
        if (!chance(3)) made.availability.weekly[day] = {{540, 720}, {780, 1020}};
      }
    }
    if (number % 3 == 0) made.availability.most_open = 2 + some(5);
    keep_specialist(made);
    Actor acting = actor(user_of(made));
    experts_.push_back({made, acting, 1U + static_cast<unsigned>(some(9))});
  }

  void start() {
    running_.reset();
    store.reset();
    store = open_sqlite_store((directory.path() / "pool.db").string(), MasterKey{1, 2, 3}, env);
    running_ = std::make_unique<Running>(*store, env, directory.path(),
                                         [this] { return mortal_ && chance(120); });
    running_->notifications.send_with(mail_, "pool@voorbeeld.test", "https://pool.voorbeeld.test");
    bring_up(*store, running_->index);
  }

  // Some want one mail a day, some none at night.
  void choose_mail() {
    for (std::size_t i = 0; i < experts_.size(); ++i) {
      NotificationSettings wish;
      if (i % 4 == 1) wish.mail = MailChoice::daily;
      if (i % 4 == 2) wish.quiet = QuietHours{20 * 60, 7 * 60};
      running_->notifications.change_settings(experts_[i].actor, wish);
    }
  }

  // What the mail that is being handed in tells of.
  std::vector<Notification> due_mail() {
    auto txn = store->begin(Access::read);
    auto first = txn->mail_due(env.now(), 1);
    if (first.empty() || first.front().digest.empty()) return first;
    return txn->digest(first.front().user, first.front().digest);
  }

  /// Somebody does something; what is refused they leave, and after a crash they see what is there.
  template <class Step>
  bool attempt(const Step& step) {
    mortal_ = true;
    bool done = false;
    try {
      step();
      done = true;
    } catch (const Refusal&) {
    } catch (const Killed&) {
      mortal_ = false;
      ++kills_;
      start();
    }
    mortal_ = false;
    return done;
  }

  void plan_questions(Instant end) {
    const auto span = static_cast<unsigned>((end - env.now()) / minutes(1));
    while (planned_.size() < static_cast<std::size_t>(sizes_.questions)) {
      const Instant when = env.now() + minutes(random_() % span);
      const WallClock clock = wall_clock(when);
      const bool office = weekday_index(clock.day) < 5 && clock.minute > 480 && clock.minute < 1050;
      if (office || chance(4)) planned_.push_back(when);
    }
    std::sort(planned_.rbegin(), planned_.rend());
  }

  void live() {
    change_somebody();
    judge_invitations();
    while (!planned_.empty() && planned_.back() <= env.now()) {
      planned_.pop_back();
      ask();
    }
    for (ConsultationId id : running_questions()) act_on(id);
    // As the thread of the server does: until it came through.
    while (!attempt([&] { do_what_is_due(running_->context, env.now()); })) continue;
    while (!attempt([&] { running_->notifications.follow(env.now()); })) continue;
    while (!attempt([&] { running_->notifications.tell_what_is_due(env.now()); })) continue;
    send_mail();
    judge_invitations();
    if (++steps_ % 6 == 0) look_at_every_question();
  }

  void send_mail() {
    const int kills = kills_;
    mail_.begin();
    try {
      attempt([&] { running_->notifications.send_due(env.now()); });
    } catch (const std::runtime_error&) {
      mortal_ = false;  // the mail server is away; it is tried again by itself
    }
    if (kills_ > kills) mail_.forget_last(*store);
  }

  void ask() {
    NewQuestion made;
    made.text = "Wie denkt mee over " + one_of(topics_) + "?";
    made.added_topics = {one_of(topics_)};
    made.urgency = static_cast<Urgency>(random_() % 3);
    made.way = static_cast<Way>(random_() % 3);
    made.pass_on_automatically = !chance(8);
    if (chance(4)) made.excluded_specialists = {one_of(experts_).profile.id};
    if (chance(6)) made.excluded_organisations = {one_of(organisations_)};
    for (int i = some(3); i > 0; --i) {
      const SpecialistId wanted = one_of(experts_).profile.id;
      auto& named = made.specialists;
      if (std::find(named.begin(), named.end(), wanted) == named.end()) named.push_back(wanted);
    }
    const Once once{"vraag-" + std::to_string(asked_.size()), Hash{}};
    const auto before = asked_.size();
    for (int tries = 0; asked_.size() == before; ++tries) {
      REQUIRE(tries < 20);
      bool refused = true;
      const int kills = kills_;
      refused =
          !attempt([&] { asked_.push_back(running_->consultations.ask(asker_, made, once)); });
      // Somebody named cannot be asked now: the asker leaves the choice to the pool.
      if (refused && kills == kills_) {
        made.specialists.clear();
        made.excluded_specialists.clear();
      }
    }
  }

  void change_somebody() {
    if (!chance(20)) return;
    Expert& each = one_of(experts_);
    Availability& hours = each.profile.availability;
    const LocalDay today = local_day(env.now());
    switch (random_() % 4) {
      case 0:
        hours.paused = !hours.paused;
        break;
      case 1: {
        std::optional<SpecialistId> substitute = one_of(experts_).profile.id;
        if (*substitute == each.profile.id) substitute.reset();
        const int from = some(5);
        hours.absences = {{plus_days(today, from), plus_days(today, from + some(14)), substitute}};
        break;
      }
      case 2:
        hours.exceptions = {{plus_days(today, some(3)), {}}};
        break;
      default:
        each.vanished = !each.vanished;
        return;
    }
    keep_specialist(each.profile);
  }

  const Expert& expert(SpecialistId id) const {
    return *std::find_if(experts_.begin(), experts_.end(),
                         [&](const Expert& each) { return each.profile.id == id; });
  }

  bool does_it(const Expert& each) { return !each.vanished && random_() % 40 < each.diligence; }

  void act_on(ConsultationId id) {
    const Consultation now = row(id);
    Consultations& use = running_->consultations;
    const Seen seen{now.revision};
    if (now.state == State::with_coordinator && chance(30)) {
      attempt([&] {
        if (chance(3)) {
          use.answer_by_phone(coordinator_, id, advice(), seen);
        } else {
          use.assign(coordinator_, id, one_of(experts_).profile.id, seen);
        }
      });
      return;
    }
    if (now.state == State::awaiting_asker && chance(40)) {
      attempt([&] { use.reply(asker_, id, "Vijftien jaar.", seen); });
      return;
    }
    if (now.state == State::advised && chance(10)) {
      attempt([&] {
        use.close(asker_, id,
                  {.result = Result::solved_in_team,
                   .value_for_resident = 4,
                   .value_for_asker = 4,
                   .minutes = 30},
                  {}, seen);
      });
      return;
    }
    if (now.state == State::open && chance(400)) {
      attempt([&] { use.withdraw(asker_, id, seen); });
      return;
    }
    for (const Invitation& each : store->begin(Access::read)->invitations(id)) {
      if (act_on(id, each, seen)) return;
    }
  }

  bool act_on(ConsultationId id, const Invitation& invitation, Seen seen) {
    const Expert& each = expert(invitation.specialist);
    const bool pending = invitation.state == InvitationState::pending;
    if ((!pending && invitation.state != InvitationState::accepted) || !does_it(each)) return false;
    Consultations& use = running_->consultations;
    const unsigned what = random_() % 12;
    return attempt([&] {
      if (pending && what < 5) {
        use.decline(each.actor, invitation.id, DeclineReason::no_time, "");
      } else if (pending) {
        use.accept(each.actor, invitation.id);
      } else if (what == 0) {
        use.ask_clarification(each.actor, id, "Hoe oud?", seen);
      } else if (what == 1) {
        use.hand_over(each.actor, invitation.id, one_of(experts_).profile.id);
      } else if (what == 2) {
        use.release(each.actor, invitation.id);
      } else if (what < 6) {
        meet(id, each);
      } else {
        use.advise(each.actor, id, advice(), seen);
      }
    });
  }

  // Makes an appointment, or moves or cancels one.
  void meet(ConsultationId id, const Expert& each) {
    Appointments& use = running_->appointments;
    const auto made = store->begin(Access::read)->appointments(id);
    if (!made.empty() && chance(3)) {
      use.cancel(asker_, id, made.back().id, {made.back().revision()});
      return;
    }
    // Everybody wants the first times there are.
    const auto found = use.slots(each.actor, id, {.specialists = {each.profile.id}, .most = 4});
    if (found.slots.empty()) return;
    const Instant begin = found.slots[random_() % found.slots.size()].begin;
    if (!made.empty() && chance(2)) {
      use.move(each.actor, id, made.back().id, begin, 30, {made.back().revision()});
    } else {
      use.book(each.actor, id, {.specialists = {each.profile.id}, .begin = begin}, std::nullopt);
    }
  }

  static Advice advice() {
    Advice made;
    made.advice = "Bel samen met de woningcorporatie.";
    return made;
  }

  Consultation row(ConsultationId id) {
    return store->begin(Access::read)->consultation_unscoped(id).value();
  }

  std::vector<ConsultationId> running_questions() {
    std::vector<ConsultationId> found;
    std::erase_if(not_ended_, [&](ConsultationId id) { return is_end(row(id).state); });
    for (; taken_ < asked_.size(); ++taken_) not_ended_.push_back(asked_[taken_]);
    for (ConsultationId id : not_ended_) {
      if (row(id).state != State::closed) found.push_back(id);
    }
    return found;
  }

  /// Everybody who was asked since the last look could be asked then. Nobody changes in between.
  void judge_invitations() {
    for (;;) {
      const auto events = store->events_after(judged_, 500);
      if (events.empty()) return;
      for (const Event& event : events) judge(event);
      judged_ = events.back().seq;
    }
  }

  void judge(const Event& event) {
    if (event.kind == EventKind::answer_overdue || event.kind == EventKind::deputy_told ||
        event.kind == EventKind::followed_up) {
      const bool first = once_only_.insert({event.kind, *event.consultation, event.at}).second;
      CHECK(first);
    }
    if (event.kind == EventKind::appointment_booked || event.kind == EventKind::appointment_moved) {
      judge_appointment(event);
    }
    if (event.kind != EventKind::specialist_invited) return;
    ++invited_;
    const SpecialistId id = SpecialistId::parse(event.details.at("specialist")).value();
    const Expert& each = expert(id);
    const Consultation about = row(*event.consultation);
    CAPTURE(each.profile.name, rfc3339(event.at), event.details.at("by"));
    const FreeState free = free_at(each.profile.availability, event.at, 0, 0).state;
    CHECK(can_be_offered(free));
    const auto& people = about.excluded_specialists;
    const auto& organisations = about.excluded_organisations;
    CHECK(std::count(people.begin(), people.end(), id) == 0);
    CHECK(std::count(organisations.begin(), organisations.end(), each.profile.organisation) == 0);
    const auto& most = each.profile.availability.most_open;
    const LoadSince since{env.now(), env.now()};
    if (most) CHECK(store->begin(Access::read)->loads({id}, since)[id].open <= *most);
    if (event.details.at("by") != code(InvitedBy::automatic)) return;
    CHECK(about.pass_on_automatically);
    CHECK(asked_by_itself_.insert({*event.consultation, id}).second);
  }

  void judge_appointment(const Event& event) {
    ++booked_;
    auto txn = store->begin(Access::read);
    const auto id = AppointmentId::parse(event.details.at("appointment")).value();
    const Appointment made = txn->appointment(id).value();
    if (made.changed_at != event.at) return;  // changed again since
    CAPTURE(rfc3339(event.at), rfc3339(made.begin));
    CHECK(made.begin > event.at);
    for (SpecialistId who : made.specialists) {
      const auto there = free_spans(expert(who).profile.availability, made.begin, made.end);
      CHECK(there == std::vector<Span>{{made.begin, made.end}});
    }
  }

  // Of all that is booked, nothing of one person is at the same time.
  void look_at_appointments() {
    std::map<SpecialistId, std::vector<Span>> busy;
    auto txn = store->begin(Access::read);
    for (ConsultationId id : asked_) {
      for (const Appointment& each : txn->appointments(id)) {
        if (each.state != AppointmentState::booked) continue;
        if (each.begin > env.now()) CHECK_FALSE(is_end(row(id).state));
        for (SpecialistId who : each.specialists) busy[who].push_back({each.begin, each.end});
      }
    }
    for (auto& [who, spans] : busy) {
      std::sort(spans.begin(), spans.end(),
                [](const Span& one, const Span& other) { return one.begin < other.begin; });
      for (std::size_t i = 1; i < spans.size(); ++i) CHECK(spans[i - 1].end <= spans[i].begin);
    }
  }

  // Nobody is told of one thing twice, and what counts as sent was handed in.
  void look_at_what_was_told() {
    std::vector<UserId> readers{*asker_.user, *coordinator_.user};
    for (const Expert& each : experts_) readers.push_back(*each.actor.user);
    told_.look(*store, readers);
    auto txn = store->begin(Access::read);
    for (const UserId& reader : readers) {
      for (const Notification& each : txn->notifications(reader, 20)) {
        if (each.mail == MailState::sent) CHECK(mail_.took(each));
      }
    }
  }

  void look_at_every_question() {
    look_at_what_was_told();
    if (++looks_ % 12 == 0) look_at_appointments();
    for (ConsultationId id : running_questions()) look_at(id);
  }

  // Each question has its next event, in the future, or lies where a person sees it lie.
  void look_at(ConsultationId id) {
    const Consultation each = row(id);
    const auto invitations = store->begin(Access::read)->invitations(id);
    std::size_t accepted = 0;
    std::set<SpecialistId> on_it;
    std::optional<Instant> next;
    Instant alone_since = each.asked_at;
    for (const Invitation& one : invitations) {
      if (one.state == InvitationState::accepted) ++accepted;
      if (one.state == InvitationState::accepted || one.state == InvitationState::pending) {
        CHECK(on_it.insert(one.specialist).second);
      }
      if (one.state == InvitationState::pending) {
        next = std::min(next.value_or(one.answer_by), one.answer_by);
      }
      if (one.decided_at) alone_since = std::max(alone_since, *one.decided_at);
    }
    CAPTURE(code(each.state), rfc3339(env.now()), rfc3339(each.answer_by), invitations.size());
    CHECK(each.times_passed_on <= most_pass_ons);
    const WorkingCalendar calendar;
    switch (each.state) {
      case State::open:
        CHECK(accepted == 0);
        if (!next) next = add_working_minutes(alone_since, minutes_without_invitation, calendar);
        CHECK(*next > env.now());
        break;
      case State::in_consultation:
        CHECK(accepted > 0);
        CHECK((each.first_answered_at || each.answer_by > env.now() || each.overdue_told_at));
        break;
      case State::awaiting_asker:
        CHECK(accepted > 0);
        CHECK(each.waiting_since.has_value());
        break;
      case State::with_coordinator:
        CHECK(each.with_coordinator_since.has_value());
        CHECK_FALSE(next);
        break;
      default:
        break;
    }
  }

  std::mt19937 random_;
  Sizes sizes_;
  bool mortal_ = false;
  int kills_ = 0;
  int looks_ = 0;
  int invited_ = 0;
  int booked_ = 0;
  int steps_ = 0;
  std::size_t taken_ = 0;
  std::uint64_t judged_ = 0;
  std::vector<std::string> topics_{"schulden", "dementie", "woonoverlast"};
  std::vector<std::string> organisations_;
  Municipality town_ = municipality();
  Team home_ = team(town_.id);
  Actor asker_ = actor(user(town_.id, "Vera Vrager", {Role::team_member}, {home_.id}));
  Actor coordinator_ = actor(user(town_.id, "Cora Coördinator", {Role::coordinator}));
  std::vector<Expert> experts_;
  std::vector<Instant> planned_;
  std::vector<ConsultationId> asked_;
  std::vector<ConsultationId> not_ended_;
  std::set<std::tuple<EventKind, ConsultationId, Instant>> once_only_;
  std::set<std::pair<ConsultationId, SpecialistId>> asked_by_itself_;
  ToldOnce told_;
  MailRoom mail_{[this](unsigned of) { return chance(of); }, [this] { return due_mail(); }};
  std::unique_ptr<Running> running_;
};

void simulate(Sizes sizes) {
  const char* given = std::getenv("EXPERTISEPOOL_SEED");
  const unsigned seed = given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : 20260305U;
  INFO("EXPERTISEPOOL_SEED=" << seed);
  Simulation simulation(seed, sizes);
  simulation.run();
  simulation.check_end();
  WARN("EXPERTISEPOOL_SEED=" << seed << ": " << simulation.told());
}

}  // namespace

TEST_CASE("through weeks of work no question hangs, whoever vanishes and whatever is killed",
          "[simulation]") {
  simulate({.questions = 150, .days = 14});
}

TEST_CASE("through sixty days and a thousand questions none hangs", "[.][hard][simulation]") {
  simulate({.questions = 1'000, .days = 60});
}

}  // namespace expertise
