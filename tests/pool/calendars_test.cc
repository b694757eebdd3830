// Connected calendars: read, trusted, distrusted, and what that means for whoever is asked.
#include "server/pool/calendars.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/domain/local_time.h"
#include "server/pool/profiles.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

const std::string address = "https://agenda.voorbeeld.example/geheim/kanarie.ics";

// The web as these tests want it.
struct Web : WebReader {
  Fetched fetch(const std::string& where, const std::string& entity_tag) override {
    asked.push_back(where);
    tags.push_back(entity_tag);
    if (meanwhile) meanwhile();
    if (!entity_tag.empty() && entity_tag == answer.entity_tag && !answer.fault) {
      return {.unchanged = true, .entity_tag = entity_tag};
    }
    return answer;
  }
  void stop() override {}
  bool stopped() const override { return answer.fault == FetchFault::stopped; }

  Fetched answer;
  std::vector<std::string> asked;
  std::vector<std::string> tags;
  std::function<void()> meanwhile;
};

std::string calendar_of(const std::string& times) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n" + times +
         "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

struct CalendarsFixture : PoolFixture {
  Web web;
  Calendars calendars{context, web};
  Municipality city = municipality();
  Specialist bo = there_all_week(specialist(city.id, "Bo Verzonnen", {"schulden"}));
  Actor owner = actor(user_of(bo));
  Actor coordinator = actor(user(city.id, "Cor Ordinator", {Role::coordinator}));
  Actor member = actor(user(city.id, "Nel Bekend", {Role::team_member}));
  Municipality neighbour = municipality("Buurgemeente");
  Actor stranger = actor(user(neighbour.id, "Vreemd", {Role::coordinator}));
  // A Monday.
  const LocalDay monday = parse_local_date("2026-03-16").value();

  CalendarsFixture() {
    env.set(instant_of(monday, 9 * 60));
    web.answer.body = calendar_of("DTSTART:20260316T083000\r\nDTEND:20260316T110000");
  }

  Specialist there_all_week(Specialist who) {
    for (std::size_t day = 0; day < 5; ++day) who.availability.weekly[day] = {{8 * 60, 17 * 60}};
    keep_specialist(who);
    return who;
  }
  FreeBusy seen() { return presences(*store->begin(Access::read), {bo}, env.now())[0].free_busy; }
  Calendar kept() { return calendars.list(owner, bo.id).at(0); }
  void later(std::chrono::minutes minutes) {
    env.pass(minutes);
    calendars.read_due(env.now());
  }
};

std::string fault_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Refusal& refusal) {
    if (refusal.faults().size() == 1 && refusal.faults()[0].place == "/address") {
      return refusal.faults()[0].code;
    }
    return std::string(code(refusal.reason()));
  }
  return "";
}

}  // namespace

TEST_CASE_METHOD(CalendarsFixture, "who is busy by their calendar is not shown as free",
                 "[calendars]") {
  CHECK(seen().state == FreeState::now);
  Calendar made = calendars.connect(owner, bo.id, address);
  CHECK(made.host == "agenda.voorbeeld.example");
  CHECK(made.appointments == 1);
  CHECK(seen().state == FreeState::today);
  CHECK(seen().next == instant_of(monday, 11 * 60));
  env.set(instant_of(monday, 11 * 60));
  CHECK(seen().state == FreeState::now);
  CHECK(events_of(EventKind::calendar_added).size() == 1);
}

TEST_CASE_METHOD(CalendarsFixture, "the calendars of one person count together", "[calendars]") {
  calendars.connect(owner, bo.id, address);
  web.answer.body = calendar_of("DTSTART:20260316T103000\r\nDTEND:20260316T170000");
  calendars.connect(owner, bo.id, address + "2");
  CHECK(seen().next == instant_of(plus_days(monday, 1), 8 * 60));
}

TEST_CASE_METHOD(CalendarsFixture, "a preview keeps nothing", "[calendars]") {
  CHECK(calendars.preview(owner, bo.id, address).busy.size() == 1);
  CHECK(calendars.list(owner, bo.id).empty());
  CHECK(seen().state == FreeState::now);
}

TEST_CASE_METHOD(CalendarsFixture, "what cannot be read is not connected", "[calendars]") {
  web.answer = {.fault = FetchFault::unreachable};
  CHECK(fault_of([&] { calendars.connect(owner, bo.id, address); }) == "unreachable");
  web.answer = {.body = "<html>Meld je aan</html>"};
  CHECK(fault_of([&] { calendars.connect(owner, bo.id, address); }) == "not_a_calendar");
  web.asked.clear();
  CHECK(fault_of([&] { calendars.connect(owner, bo.id, "file:///etc/passwd"); }) == "bad_address");
  CHECK(web.asked.empty());
  CHECK(calendars.list(owner, bo.id).empty());
}

TEST_CASE_METHOD(CalendarsFixture, "one address is connected once, and five in all",
                 "[calendars]") {
  calendars.connect(owner, bo.id, address);
  CHECK(fault_of([&] { calendars.connect(owner, bo.id, address); }) == "already_connected");
  for (std::size_t i = 1; i < CalendarRules::most_of_one; ++i) {
    calendars.connect(owner, bo.id, address + std::to_string(i));
  }
  CHECK(fault_of([&] { calendars.connect(owner, bo.id, address + "x"); }) == "too_many");
  // Also when the room was taken while the calendar was being read.
  calendars.disconnect(owner, bo.id, kept().id);
  web.meanwhile = [&] {
    web.meanwhile = {};
    calendars.connect(owner, bo.id, address + "y");
  };
  CHECK(fault_of([&] { calendars.connect(owner, bo.id, address + "z"); }) == "too_many");
}

TEST_CASE_METHOD(CalendarsFixture, "only its owner and who keeps the pool have to do with it",
                 "[calendars]") {
  Calendar made = calendars.connect(coordinator, bo.id, address);
  CHECK(calendars.list(owner, bo.id).size() == 1);
  CHECK(fault_of([&] { calendars.list(member, bo.id); }) == "not_allowed");
  CHECK(fault_of([&] { calendars.list(stranger, bo.id); }) == "not_found");
  web.asked.clear();
  CHECK(fault_of([&] { calendars.connect(stranger, bo.id, address + "1"); }) == "not_found");
  CHECK(fault_of([&] { calendars.preview(member, bo.id, address + "1"); }) == "not_allowed");
  CHECK(fault_of([&] { calendars.read_again(member, bo.id, made.id); }) == "not_allowed");
  CHECK(fault_of([&] { calendars.disconnect(stranger, bo.id, made.id); }) == "not_found");
  CHECK(web.asked.empty());
  Specialist other = specialist(city.id, "Ander", {});
  CHECK(fault_of([&] { calendars.disconnect(coordinator, other.id, made.id); }) == "not_found");
  calendars.disconnect(owner, bo.id, made.id);
  CHECK(calendars.list(owner, bo.id).empty());
  CHECK(events_of(EventKind::calendar_removed).size() == 1);
}

TEST_CASE_METHOD(CalendarsFixture, "a calendar is read again every half hour", "[calendars]") {
  calendars.connect(owner, bo.id, address);
  web.asked.clear();
  later(std::chrono::minutes(29));
  CHECK(web.asked.empty());
  web.answer.body = calendar_of("DTSTART:20260316T083000\r\nDTEND:20260316T093500");
  later(std::chrono::minutes(1));
  CHECK(web.asked == std::vector<std::string>{address});
  CHECK(seen().next == instant_of(monday, 9 * 60 + 35));
}

TEST_CASE_METHOD(CalendarsFixture, "what stayed the same is not sent again, for a week",
                 "[calendars]") {
  web.answer.entity_tag = "\"7\"";
  calendars.connect(owner, bo.id, address);
  later(std::chrono::minutes(30));
  CHECK(web.tags.back() == "\"7\"");
  CHECK(kept().read_at == env.now());
  CHECK(kept().appointments == 1);
  later(std::chrono::days(8));
  CHECK(web.tags.back().empty());
}

TEST_CASE_METHOD(CalendarsFixture,
                 "a calendar that cannot be read is believed for a day, and then nobody is free by "
                 "it",
                 "[calendars]") {
  calendars.connect(owner, bo.id, address);
  web.answer = {.fault = FetchFault::refused};
  later(std::chrono::minutes(30));
  CHECK(kept().fault == "refused");
  CHECK(kept().next_at == env.now() + std::chrono::minutes(5));
  CHECK(seen().next == instant_of(monday, 11 * 60));
  later(std::chrono::minutes(5));
  CHECK(kept().next_at == env.now() + std::chrono::minutes(15));
  later(std::chrono::minutes(15));
  CHECK(kept().next_at == env.now() + std::chrono::minutes(60));
  CHECK(events_of(EventKind::calendar_failed).size() == 1);

  env.set(instant_of(plus_days(monday, 1), 9 * 60));
  CHECK(seen().state == FreeState::now);
  env.pass(std::chrono::milliseconds(1));
  CHECK(seen().state == FreeState::unknown);
  CHECK_FALSE(seen().next);

  SECTION("who says so by hand is reachable all the same") {
    bo.availability.reachable_until = env.now() + std::chrono::hours(1);
    keep_specialist(bo);
    CHECK(seen().state == FreeState::now);
  }
  SECTION("and when it can be read again it counts again") {
    web.answer = {.body = calendar_of("DTSTART:20260317T083000\r\nDTEND:20260317T110000")};
    later(std::chrono::minutes(60));
    CHECK(kept().fault.empty());
    CHECK(kept().failures == 0);
    CHECK(seen().next == instant_of(plus_days(monday, 1), 11 * 60));
    CHECK(events_of(EventKind::calendar_restored).size() == 1);
  }
}

TEST_CASE_METHOD(CalendarsFixture, "a broken file takes away nothing that was read before",
                 "[calendars]") {
  calendars.connect(owner, bo.id, address);
  web.answer.body = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n";
  later(std::chrono::minutes(30));
  CHECK(kept().fault == "not_a_calendar");
  CHECK(seen().next == instant_of(monday, 11 * 60));
}

TEST_CASE_METHOD(CalendarsFixture, "one that is disconnected while it is read stays away",
                 "[calendars]") {
  calendars.connect(owner, bo.id, address);
  web.meanwhile = [&] {
    web.meanwhile = {};
    calendars.disconnect(owner, bo.id, kept().id);
  };
  later(std::chrono::minutes(30));
  CHECK(calendars.list(owner, bo.id).empty());
  CHECK(seen().state == FreeState::now);
}

TEST_CASE_METHOD(CalendarsFixture, "when we end, nothing is held against a calendar",
                 "[calendars]") {
  calendars.connect(owner, bo.id, address);
  web.answer = {.fault = FetchFault::stopped};
  env.pass(std::chrono::minutes(30));
  CHECK(calendars.read_due(env.now()) == 0);
  CHECK(kept().fault.empty());
  CHECK(calendars.list(owner, bo.id)[0].next_at == env.now());
}

TEST_CASE_METHOD(CalendarsFixture, "one whose reading fails holds up no other", "[calendars]") {
  calendars.connect(owner, bo.id, address);
  calendars.connect(owner, bo.id, address + "2");
  web.meanwhile = [&] {
    web.meanwhile = {};
    throw std::runtime_error("nothing can be fetched");
  };
  env.pass(std::chrono::minutes(30));
  CHECK_THROWS_AS(calendars.read_due(env.now()), std::runtime_error);
  const auto both = calendars.list(owner, bo.id);
  REQUIRE(both.size() == 2);
  CHECK(both[0].read_at < env.now());
  CHECK(both[1].read_at == env.now());
  // It stays due, and is read when it can be.
  CHECK(calendars.read_due(env.now()) == 1);
  CHECK(kept().read_at == env.now());
}

TEST_CASE_METHOD(CalendarsFixture, "by hand a calendar is read at once", "[calendars]") {
  Calendar made = calendars.connect(owner, bo.id, address);
  web.answer.body = calendar_of("DTSTART:20260316T083000\r\nDTEND:20260316T093000");
  env.pass(std::chrono::minutes(2));
  CHECK(calendars.read_again(owner, bo.id, made.id).read_at == env.now());
  CHECK(seen().next == instant_of(monday, 9 * 60 + 30));
  web.answer = {.fault = FetchFault::too_slow};
  CHECK(calendars.read_again(owner, bo.id, made.id).fault == "calendar_too_slow");
}

TEST_CASE_METHOD(CalendarsFixture, "who leaves the pool leaves no calendar behind", "[calendars]") {
  calendars.connect(owner, bo.id, address);
  People people{context, PasswordStrength::cheap()};
  Profiles profiles{context, people};
  Specialist left = profiles.profile(coordinator, bo.id).specialist;
  left.active = false;
  profiles.change(coordinator, left, Seen{left.revision});
  CHECK(calendars.list(coordinator, bo.id).empty());
  CHECK(events_of(EventKind::calendar_removed).size() == 1);
  web.asked.clear();
  later(std::chrono::hours(1));
  CHECK(fault_of([&] { calendars.connect(coordinator, bo.id, address); }) == "wrong_state");
  CHECK(web.asked.empty());
}

TEST_CASE_METHOD(CalendarsFixture, "until when somebody is reachable is what they said",
                 "[calendars]") {
  calendars.connect(owner, bo.id, address);
  web.answer = {.fault = FetchFault::refused};
  later(std::chrono::hours(49));
  bo.availability.reachable_until = env.now() + std::chrono::hours(1);
  keep_specialist(bo);
  CHECK(seen().state == FreeState::now);
  CHECK(seen().until == bo.availability.reachable_until);
}

TEST_CASE_METHOD(CalendarsFixture, "webcal is another name for https", "[calendars]") {
  calendars.connect(owner, bo.id, address);
  CHECK(fault_of([&] { calendars.connect(owner, bo.id, "webcal" + address.substr(5)); }) ==
        "already_connected");
}

TEST_CASE_METHOD(CalendarsFixture, "the address stands nowhere in clear", "[calendars]") {
  calendars.connect(owner, bo.id, address);
  for (const auto& file : std::filesystem::recursive_directory_iterator(directory.path())) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    CHECK(bytes.find("kanarie") == std::string::npos);
  }
  for (const Event& each : store->events_after(0, 1000)) {
    for (const auto& [name, value] : each.details)
      CHECK(value.find("kanarie") == std::string::npos);
  }
}

}  // namespace expertise
