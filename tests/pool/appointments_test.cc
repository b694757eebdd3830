// Appointments as people make them: who may, what is free, taken, too soon; what happens to them
// when the consultation ends; and what goes to people's own calendars.
#include "server/pool/appointments.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "server/domain/calendar_reading.h"
#include "server/domain/local_time.h"
#include "server/pool/notifications.h"
#include "server/pool/profiles.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using namespace std::chrono_literals;
using State = ConsultationState;

// It is Thursday 5 March 2026, half past nine. Anna and Bram work from nine to five, Bram not on
// Friday.
struct Booking : CaseFixture {
  Appointments appointments{context};
  People people{context, {}};
  const LocalDay friday = parse_local_date("2026-03-06").value();
  const LocalDay monday = parse_local_date("2026-03-09").value();

  Booking() {
    auto five_days = [](Specialist& who) {
      for (std::size_t day = 0; day < 5; ++day) who.availability.weekly[day] = {{540, 1020}};
    };
    change(anna, five_days);
    change(bram, five_days);
    change(bram, [](Specialist& who) { who.availability.weekly[4].clear(); });
  }

  ConsultationId with_both() {
    ConsultationId id = asked({anna, bram});
    accept(id, anna);
    accept(id, bram);
    return id;
  }
  AppointmentWish wish(Instant begin, std::vector<SpecialistId> specialists) {
    return {.specialists = std::move(specialists), .begin = begin, .minutes = 30};
  }
  AppointmentWish with_anna(Instant begin) { return wish(begin, {anna.id()}); }
  AppointmentView booked(ConsultationId id, Instant begin) {
    return appointments.book(asker, id, with_anna(begin), std::nullopt);
  }
  Instant friday_at(int hour, int minute = 0) { return instant_of(friday, hour * 60 + minute); }
  Instant monday_at(int hour, int minute = 0) { return instant_of(monday, hour * 60 + minute); }

  std::string why_not(const std::function<void()>& call) {
    try {
      call();
    } catch (const Refusal& refusal) {
      if (!refusal.faults().empty())
        return refusal.faults()[0].place + " " + refusal.faults()[0].code;
      return refusal.detail().empty() ? std::string(code(refusal.reason())) : refusal.detail();
    }
    return "";
  }
  std::string why_not_at(ConsultationId id, Instant begin) {
    return why_not([&] { booked(id, begin); });
  }
  Appointment kept(const AppointmentView& view) {
    return store->begin(Access::read)->appointment(view.appointment.id).value();
  }
};

}  // namespace

TEST_CASE_METHOD(Booking, "slots are those in which everybody is free", "[appointments]") {
  ConsultationId id = with_both();
  auto found = appointments.slots(asker, id, {.specialists = {anna.id()}, .minutes = 60});
  REQUIRE_FALSE(found.slots.empty());
  // Two working hours from half past nine.
  CHECK(found.slots.front().begin == instant_of(local_day(env.now()), 11 * 60 + 30));
  CHECK(found.slots.front().end - found.slots.front().begin == 60min);
  CHECK(found.slots.size() == 48);
  CHECK(found.unknown.empty());

  auto together = appointments.slots(asker, id, {.from = friday_at(0), .most = 1});
  CHECK(together.specialists == std::vector<SpecialistId>{anna.id(), bram.id()});
  CHECK(together.slots == std::vector<Span>{{monday_at(9), monday_at(9, 30)}});
}

TEST_CASE_METHOD(Booking, "who gave no hours has no slots, and that is said", "[appointments]") {
  ConsultationId id = asked({anna, carla});
  accept(id, anna);
  accept(id, carla);
  auto found = appointments.slots(asker, id, {});
  CHECK(found.slots.empty());
  CHECK(found.unknown == std::vector<SpecialistId>{carla.id()});
  CHECK(why_not([&] {
          appointments.book(asker, id, wish(monday_at(9), {carla.id()}), std::nullopt);
        }) == "hours_unknown");
}

TEST_CASE_METHOD(Booking, "what is booked is busy for everybody, everywhere", "[appointments]") {
  ConsultationId id = in_state(State::in_consultation);
  AppointmentView view = booked(id, friday_at(10));
  CHECK(view.appointment.end == friday_at(10, 30));
  CHECK(view.changeable);
  env.set(friday_at(10, 5));
  auto presence = presences(*store->begin(Access::read), {anna.profile}, env.now())[0].free_busy;
  CHECK(presence.state == FreeState::today);
  CHECK(presence.next == friday_at(10, 30));
  auto log = last(id, EventKind::appointment_booked);
  CHECK(log.details.at("appointment") == view.appointment.id.text());
  CHECK(log.details.at("begin") == rfc3339(friday_at(10)));
}

TEST_CASE_METHOD(Booking, "a slot that is taken comes with the nearest others", "[appointments]") {
  ConsultationId first = in_state(State::in_consultation);
  ConsultationId second = in_state(State::in_consultation);
  booked(first, friday_at(10));
  try {
    booked(second, friday_at(10, 15));
    FAIL("it was booked twice");
  } catch (const SlotTaken& taken) {
    CHECK(taken.reason() == Reason::conflict);
    CHECK(taken.detail() == "slot_taken");
    REQUIRE(taken.nearest().size() == 5);
    CHECK(taken.nearest()[0].begin == friday_at(9, 15));
    CHECK(taken.nearest()[1].begin == friday_at(9, 30));
    CHECK(taken.nearest()[2].begin == friday_at(10, 30));
    CHECK(taken.nearest()[3].begin == friday_at(10, 45));
    CHECK(taken.nearest()[4].begin == friday_at(11, 0));
    for (const Span& each : taken.nearest()) {
      CHECK((each.end <= friday_at(10) || each.begin >= friday_at(10, 30)));
    }
  }
  CHECK(appointments.list(asker, second).items.empty());
}

TEST_CASE_METHOD(Booking, "two who book one slot at once: exactly one has it", "[appointments]") {
  ConsultationId first = in_state(State::in_consultation);
  ConsultationId second = in_state(State::in_consultation);
  for (int round = 0; round < 8; ++round) {
    const Instant begin = monday_at(9) + 60min * round / 1;
    std::atomic<int> done = 0, taken = 0, ready = 0;
    std::vector<std::thread> two;
    for (ConsultationId id : {first, second}) {
      two.emplace_back([&, id] {
        ++ready;
        while (ready < 2) std::this_thread::yield();
        try {
          booked(id, begin);
          ++done;
        } catch (const SlotTaken&) {
          ++taken;
        }
      });
    }
    for (std::thread& each : two) each.join();
    CHECK(done == 1);
    CHECK(taken == 1);
  }
}

TEST_CASE_METHOD(Booking, "outside hours, in the past, too soon and too far are each said",
                 "[appointments]") {
  ConsultationId id = in_state(State::in_consultation);
  CHECK(why_not_at(id, env.now() - 30min) == "/begin in_the_past");
  CHECK(why_not_at(id, env.now()) == "/begin in_the_past");
  CHECK(why_not_at(id, env.now() + 60min) == "/begin too_soon");
  CHECK(why_not_at(id, friday_at(17)) == "/begin outside_hours");
  CHECK(why_not_at(id, friday_at(8, 45)) == "/begin outside_hours");
  CHECK(why_not_at(id, friday_at(10, 5)) == "/begin not_on_the_quarter");
  CHECK(why_not_at(id, monday_at(10) + 24h * 70) == "/begin too_far_ahead");
  CHECK(why_not([&] {
          appointments.book(asker, id, wish(friday_at(10), {bram.id()}), std::nullopt);
        }) == "/specialists/0 not_on_it");
  CHECK(why_not([&] { appointments.book(asker, id, wish(friday_at(10), {}), std::nullopt); }) ==
        "/specialists required");
  CHECK(appointments.list(asker, id).items.empty());
  // Who asks for more notice gets it, and the slots begin later.
  const auto first_slot = [&] { return appointments.slots(asker, id, {}).slots.front().begin; };
  const Instant before = first_slot();
  change(anna, [](Specialist& who) { who.availability.notice_hours = 34; });
  CHECK(why_not_at(id, friday_at(10)) == "/begin too_soon");
  CHECK(first_slot() > before + 72h);
  // Sunday 29 March has no half past two: that moment is half past three.
  change(anna, [](Specialist& who) { who.availability.weekly[6] = {{120, 180}}; });
  CHECK(why_not_at(id, at("2026-03-29T01:30:00Z")) == "/begin outside_hours");
}

TEST_CASE_METHOD(Booking, "the asker's side and who accepted book, others do not",
                 "[appointments]") {
  ConsultationId id = asked({anna, bram});
  CHECK(why_not_at(id, friday_at(10)) == "wrong_state");
  accept(id, anna);
  CHECK(appointments.list(asker, id).bookable);
  CHECK(appointments.list(anna.actor, id).bookable);
  CHECK_FALSE(appointments.list(bram.actor, id).bookable);
  CHECK_FALSE(appointments.list(coordinator, id).bookable);
  auto book_as = [&](const Actor& who) {
    return why_not([&] { appointments.book(who, id, with_anna(friday_at(10)), std::nullopt); });
  };
  CHECK(book_as(bram.actor) == "accept_first");
  CHECK(book_as(townsman) == "not_found");
  CHECK(book_as(dirk.actor) == "not_found");
  CHECK(book_as(coordinator) == "not_allowed");
  CHECK(book_as(teammate) == "not_found");
  CHECK(why_not([&] { appointments.slots(bram.actor, id, {}); }) == "accept_first");
  CHECK(book_as(anna.actor) == "");
  consultations.add_colleague(asker, id, beside.id);
  CHECK(appointments.list(teammate, id).bookable);
}

TEST_CASE_METHOD(Booking, "a repeat with the same key makes one", "[appointments]") {
  ConsultationId id = in_state(State::in_consultation);
  Once once{"sleutel-een", Hash{1}};
  auto first = appointments.book(asker, id, with_anna(friday_at(10)), once);
  auto second = appointments.book(asker, id, with_anna(friday_at(10)), once);
  CHECK(first.appointment.id == second.appointment.id);
  CHECK(appointments.list(asker, id).items.size() == 1);
  CHECK(why_not([&] {
          appointments.book(asker, id, with_anna(friday_at(11)), Once{"sleutel-een", Hash{2}});
        }) == "idempotency_key_reused");
}

TEST_CASE_METHOD(Booking, "moving keeps the appointment and says so in the log", "[appointments]") {
  ConsultationId id = in_state(State::in_consultation);
  AppointmentView view = booked(id, friday_at(10));
  const AppointmentId one = view.appointment.id;
  // Over its own time, which does not stand in its way.
  auto moved = appointments.move(anna.actor, id, one, friday_at(10, 15), 45, {1});
  CHECK(moved.appointment.begin == friday_at(10, 15));
  CHECK(moved.appointment.end == friday_at(11));
  CHECK(moved.appointment.sequence == 1);
  CHECK(last(id, EventKind::appointment_moved).details.at("from") == rfc3339(friday_at(10)));
  CHECK(why_not([&] { appointments.move(asker, id, one, friday_at(12), 30, {1}); }) == "stale");
  CHECK(why_not([&] { appointments.move(asker, id, one, friday_at(7), 30, {2}); }) ==
        "/begin outside_hours");
  booked(id, friday_at(12));
  CHECK(why_not([&] { appointments.move(asker, id, one, friday_at(12), 30, {2}); }) ==
        "slot_taken");
  CHECK(kept(moved).begin == friday_at(10, 15));
  ConsultationId other = in_state(State::in_consultation);
  CHECK(why_not([&] { appointments.move(asker, other, one, friday_at(14), 30, {2}); }) ==
        "not_found");
}

TEST_CASE_METHOD(Booking, "cancelling frees the time; what has begun stays", "[appointments]") {
  ConsultationId id = in_state(State::in_consultation);
  AppointmentView view = booked(id, friday_at(10));
  CHECK(why_not([&] { appointments.cancel(asker, id, view.appointment.id, {7}); }) == "stale");
  auto cancelled = appointments.cancel(asker, id, view.appointment.id, {1});
  CHECK(cancelled.appointment.state == AppointmentState::cancelled);
  CHECK(cancelled.appointment.sequence == 1);
  CHECK_FALSE(cancelled.changeable);
  CHECK(count(id, EventKind::appointment_cancelled) == 1);
  CHECK(why_not([&] { appointments.cancel(asker, id, view.appointment.id, {2}); }) ==
        "appointment_over");
  AppointmentView again = booked(id, friday_at(10));
  env.set(friday_at(10, 5));
  CHECK(why_not([&] { appointments.cancel(asker, id, again.appointment.id, {1}); }) ==
        "appointment_over");
  CHECK(why_not([&] {
          appointments.move(asker, id, again.appointment.id, friday_at(15), 30, {1});
        }) == "appointment_over");
}

TEST_CASE_METHOD(Booking, "what ends takes its appointments with it", "[appointments]") {
  ConsultationId id = with_both();
  AppointmentView annas = booked(id, monday_at(10));
  AppointmentView both =
      appointments.book(asker, id, wish(monday_at(14), {anna.id(), bram.id()}), std::nullopt);
  AppointmentView brams = appointments.book(bram.actor, id, wish(monday_at(16), {bram.id()}), {});
  auto reason = [&] { return last(id, EventKind::appointment_cancelled).details.at("reason"); };
  SECTION("by closing") {
    consultations.advise(anna.actor, id, advice(), seen(id));
    consultations.close(asker, id, closure(), {}, seen(id));
    CHECK(count(id, EventKind::appointment_cancelled) == 3);
    CHECK(reason() == "closed");
    CHECK_FALSE(appointments.list(asker, id).bookable);
    CHECK(why_not_at(id, monday_at(9)) == "wrong_state");
  }
  SECTION("by who leaves it") {
    consultations.release(anna.actor, invitation_of(id, anna).id);
    CHECK(count(id, EventKind::appointment_cancelled) == 2);
    CHECK(reason() == "released");
    CHECK(kept(brams).state == AppointmentState::booked);
    CHECK(kept(both).state == AppointmentState::cancelled);
  }
  SECTION("by who hands over") {
    consultations.hand_over(bram.actor, invitation_of(id, bram).id, carla.id());
    CHECK(kept(annas).state == AppointmentState::booked);
    CHECK(kept(brams).state == AppointmentState::cancelled);
    CHECK(reason() == "handed_over");
  }
  SECTION("by who leaves the pool") {
    Profiles profiles(context, people);
    Specialist gone = store->begin(Access::read)->specialist(bram.id()).value();
    gone.active = false;
    profiles.change(coordinator, gone, {gone.revision});
    CHECK(kept(annas).state == AppointmentState::booked);
    CHECK(kept(both).state == AppointmentState::cancelled);
    CHECK(reason() == "left");
  }
  SECTION("but not what was already") {
    env.set(monday_at(10, 5));
    consultations.advise(anna.actor, id, advice(), seen(id));
    consultations.close(asker, id, closure(), {}, seen(id));
    CHECK(kept(annas).state == AppointmentState::booked);
    CHECK(kept(both).state == AppointmentState::cancelled);
  }
}

TEST_CASE_METHOD(Booking, "where it is, is for who reads the case, and on record",
                 "[appointments]") {
  ConsultationId id = with_both();
  AppointmentWish wanted = with_anna(monday_at(10));
  wanted.place = "Buurthuis De Linde";
  CHECK(appointments.book(asker, id, wanted, std::nullopt).place == wanted.place);
  AccessQuery readings{.municipalities = {town.id}, .consultation = id};
  auto read_so_far = [&] { return store->begin(Access::read)->find(readings).total; };
  const auto before = read_so_far();
  CHECK(appointments.list(bram.actor, id).items.at(0).place == wanted.place);
  CHECK(read_so_far() == before + 1);
  // The coordinator sees that there is one, and no more.
  auto facts = appointments.list(coordinator, id);
  CHECK(facts.items.at(0).place.empty());
  CHECK_FALSE(facts.items.at(0).changeable);
  CHECK(why_not([&] { appointments.list(townsman, id); }) == "not_found");
  for (const Event& event : events_about(id)) {
    for (const auto& [name, value] : event.details) CHECK(value.find("Linde") == value.npos);
  }
}

TEST_CASE_METHOD(Booking, "no more than ten lie ahead in one consultation", "[appointments]") {
  ConsultationId id = in_state(State::in_consultation);
  for (int i = 0; i < 10; ++i) booked(id, monday_at(9) + 30min * i);
  CHECK(why_not_at(id, monday_at(15)) == "too_many_appointments");
}

TEST_CASE_METHOD(Booking, "a feed holds one's own and nothing of the case", "[appointments]") {
  ConsultationId id = asked({anna});
  accept(id, anna);
  AppointmentWish wanted = with_anna(monday_at(10));
  wanted.place = "Kanarieplein";
  AppointmentView view = appointments.book(asker, id, wanted, std::nullopt);

  CHECK_FALSE(people.feed(anna.actor));
  const std::string token = people.make_feed(anna.actor);
  CHECK(token.size() == 43);
  REQUIRE(people.feed(anna.actor));
  const User owner = people.user_of_feed(token, "test");
  std::string text = appointments.feed(owner, "https://pool.example");
  auto reading = read_calendar(text, monday_at(0), monday_at(23));
  CHECK_FALSE(reading.fault);
  CHECK(text.find("SUMMARY:Consult Expertisepool") != text.npos);
  CHECK(text.find("DTSTART:20260309T090000Z") != text.npos);
  CHECK(text.find(id.text().substr(0, 8)) != text.npos);
  for (const char* secret : {"schulden", "Moeder", "Kanarie", "Anna", "Vera"}) {
    CHECK(text.find(secret) == text.npos);
  }
  CHECK(appointments.feed(asking, "").find("Consult") != text.npos);
  CHECK(appointments.feed(beside, "").find("Consult") == text.npos);
  CHECK(appointments.own(anna.actor).size() == 1);
  CHECK(appointments.own(asker).size() == 1);
  CHECK(appointments.own(bram.actor).empty());

  appointments.cancel(asker, id, view.appointment.id, {1});
  CHECK(appointments.feed(owner, "").find("BEGIN:VEVENT") == text.npos);
}

TEST_CASE_METHOD(Booking, "a feed is renewed and ended, and guessing is slowed down",
                 "[appointments]") {
  const std::string old = people.make_feed(asker);
  const std::string fresh = people.make_feed(asker);
  auto opens = [&](const std::string& token) {
    return why_not([&] { people.user_of_feed(token, "test"); });
  };
  CHECK(opens(old) == "not_found");
  CHECK(opens(fresh) == "");
  CHECK(events_of(EventKind::feed_made).size() == 2);
  people.end_feed(asker);
  people.end_feed(asker);
  CHECK(opens(fresh) == "not_found");
  CHECK(events_of(EventKind::feed_ended).size() == 1);
  CHECK(why_not([&] { people.make_feed(coordinator); }) == "not_allowed");

  const std::string of_another = people.make_feed(bram.actor);
  const std::string last = people.make_feed(asker);
  asking.active = false;
  keep_user(asking);
  for (int i = 0; i < 10; ++i) CHECK(opens(last) == "not_found");
  CHECK(opens(last) == "too_many_failures");
  for (int i = 0; i < 500; ++i) opens("geraden" + std::to_string(i));
  CHECK(opens("nog een") == "too_many_failures");
  CHECK(opens(of_another) == "");
  // Whoever signs on from there is not kept waiting for it.
  CHECK(why_not([&] { people.sign_on("niemand@voorbeeld.test", "geen wachtwoord", "test"); }) ==
        "wrong_credentials");
}

TEST_CASE_METHOD(Booking, "one appointment is a file that asks for it or takes it back",
                 "[appointments]") {
  ConsultationId id = in_state(State::in_consultation);
  AppointmentView view = booked(id, monday_at(10));
  auto file = [&](const Actor& who) {
    return appointments.file(who, asking, id, view.appointment.id, "https://pool.example");
  };
  std::string text = file(asker);
  CHECK(text.find("METHOD:REQUEST") != text.npos);
  CHECK(text.find("SEQUENCE:0") != text.npos);
  CHECK(why_not([&] { file(townsman); }) == "not_found");
  appointments.cancel(asker, id, view.appointment.id, {1});
  text = file(anna.actor);
  CHECK(text.find("METHOD:CANCEL") != text.npos);
  CHECK(text.find("SEQUENCE:1") != text.npos);
}

TEST_CASE_METHOD(Booking, "who is reachable now gives away no time that is taken",
                 "[appointments]") {
  ConsultationId id = in_state(State::in_consultation);
  booked(id, friday_at(10));
  change(anna, [&](Specialist& who) { who.availability.reachable_until = monday_at(20); });
  for (const Span& each : appointments.slots(asker, id, {}).slots) {
    CHECK((each.end <= friday_at(10) || each.begin >= friday_at(10, 30)));
    // Nor the night: reachable now is for now.
    CHECK(wall_clock(each.begin).minute >= 540);
  }
  ConsultationId other = in_state(State::in_consultation);
  CHECK_THROWS_AS(booked(other, friday_at(10)), SlotTaken);
}

TEST_CASE_METHOD(Booking, "a slot is for a way that all of them have then", "[appointments]") {
  using How = AppointmentWay;
  // Monday until twelve: Anna in the community centre only, Bram by phone and video only.
  change(anna, [](Specialist& who) {
    who.availability.whereabouts = {{0, {540, 720}, {How::on_the_spot}, "Wijkcentrum De Brink"}};
  });
  change(bram, [](Specialist& who) {
    who.availability.whereabouts = {{0, {540, 720}, {How::phone, How::video}, "thuis"}};
  });
  ConsultationId id = with_both();
  const auto first_on_monday = [&](std::vector<SpecialistId> of, std::optional<How> way) {
    return appointments
        .slots(asker, id,
               {.specialists = std::move(of), .way = way, .minutes = 60, .from = monday_at(0)})
        .slots.front()
        .begin;
  };
  CHECK(first_on_monday({anna.id()}, How::on_the_spot) == monday_at(9));
  CHECK(first_on_monday({anna.id()}, How::phone) == monday_at(12));
  CHECK(first_on_monday({anna.id()}, std::nullopt) == monday_at(9));
  CHECK(first_on_monday({bram.id()}, How::video) == monday_at(9));
  for (const auto& [way, name] : codes<How>) {
    CHECK(first_on_monday({anna.id(), bram.id()}, way) == monday_at(12));
  }

  AppointmentWish by_phone = with_anna(monday_at(11, 45));
  try {
    appointments.book(asker, id, by_phone, std::nullopt);
    FAIL("it was booked in a way that is not possible then");
  } catch (const NotThisWay& other) {
    CHECK(other.reason() == Reason::conflict);
    CHECK(other.detail() == "not_this_way");
    REQUIRE(other.nearest().size() == 5);
    CHECK(other.nearest().front().begin == monday_at(12));
  }
  by_phone.begin = monday_at(8);
  CHECK(why_not([&] { appointments.book(asker, id, by_phone, std::nullopt); }) ==
        "/begin outside_hours");
  by_phone.begin = monday_at(12);
  AppointmentView view = appointments.book(asker, id, by_phone, std::nullopt);
  CHECK(view.place.empty());
  CHECK(why_not([&] {
          appointments.move(asker, id, view.appointment.id, monday_at(9), 30, {1});
        }) == "not_this_way");
  CHECK(kept(view).begin == monday_at(12));
  CHECK(why_not_at(id, monday_at(12)) == "slot_taken");
}

TEST_CASE_METHOD(Booking, "on the spot is where the specialist is then", "[appointments]") {
  using How = AppointmentWay;
  change(anna, [](Specialist& who) {
    who.availability.whereabouts = {{0, {540, 720}, {How::on_the_spot}, "Wijkcentrum De Brink"},
                                    {0, {720, 840}, {}, "Stadhuis"}};
  });
  change(bram, [](Specialist& who) {
    who.availability.whereabouts = {{0, {540, 720}, {}, "Wijkcentrum De Brink"},
                                    {0, {720, 840}, {}, "Praktijk Oost"}};
  });
  ConsultationId id = with_both();
  auto found = appointments.slots(
      asker, id, {.specialists = {anna.id()}, .way = How::on_the_spot, .from = monday_at(0)});
  CHECK(found.places.at(monday_at(9)) == "Wijkcentrum De Brink");
  CHECK(found.places.at(monday_at(12)) == "Stadhuis");
  // Half of it in the one, half in the other.
  CHECK_FALSE(found.places.contains(monday_at(11, 45)));
  CHECK_FALSE(found.places.contains(monday_at(14)));
  found = appointments.slots(asker, id, {.way = How::on_the_spot, .from = monday_at(0)});
  CHECK(found.places.at(monday_at(9)) == "Wijkcentrum De Brink");
  CHECK_FALSE(found.places.contains(monday_at(12)));
  CHECK(appointments.slots(asker, id, {.from = monday_at(0)}).places.empty());

  AppointmentWish wish = with_anna(monday_at(9));
  wish.way = How::on_the_spot;
  AppointmentView view = appointments.book(asker, id, wish, std::nullopt);
  CHECK(view.place == "Wijkcentrum De Brink");
  CHECK(appointments.list(asker, id).items[0].place == "Wijkcentrum De Brink");
  const AppointmentId one = view.appointment.id;
  CHECK(appointments.move(asker, id, one, monday_at(13), 30, {1}).place == "Stadhuis");
  CHECK(appointments.move(asker, id, one, monday_at(15), 30, {2}).place.empty());
  CHECK(appointments.move(asker, id, one, monday_at(9), 30, {3}).place == "Wijkcentrum De Brink");

  wish.begin = monday_at(10);
  wish.place = "Bij de balie van het buurthuis";
  AppointmentView own = appointments.book(asker, id, wish, std::nullopt);
  CHECK(own.place == wish.place);
  CHECK(appointments.move(asker, id, own.appointment.id, monday_at(12), 30, {1}).place ==
        wish.place);
  // The agenda speaks of it too, and is then changed: who wrote it meant it.
  wish.place = "Stadhuis";
  wish.begin = monday_at(12, 30);
  AppointmentView meant = appointments.book(asker, id, wish, std::nullopt);
  CHECK(appointments.move(asker, id, meant.appointment.id, monday_at(15), 30, {1}).place ==
        "Stadhuis");
  wish = with_anna(friday_at(10));
  wish.way = How::on_the_spot;
  AppointmentView untold = appointments.book(asker, id, wish, std::nullopt);
  CHECK(untold.place.empty());
  CHECK(appointments.move(asker, id, untold.appointment.id, monday_at(13), 30, {1}).place ==
        "Stadhuis");
  // Told only after it was made.
  change(anna, [&](Specialist& who) {
    who.availability.whereabouts.push_back({4, {540, 1020}, {}, "Bibliotheek"});
  });
  wish.begin = friday_at(11);
  wish.place.clear();
  AppointmentView told = appointments.book(asker, id, wish, std::nullopt);
  CHECK(told.place == "Bibliotheek");
  change(anna, [&](Specialist& who) { who.availability.whereabouts.back().place = "De Brug"; });
  CHECK(appointments.move(asker, id, told.appointment.id, friday_at(14), 30, {1}).place ==
        "De Brug");
  wish.begin = friday_at(11);
  wish.begin = friday_at(12);
  wish.way = How::phone;
  AppointmentView call = appointments.book(asker, id, wish, std::nullopt);
  CHECK(
      appointments.move(asker, id, call.appointment.id, monday_at(12, 30), 30, {1}).place.empty());
}

TEST_CASE_METHOD(Booking, "who is on it no more sees no appointments", "[appointments]") {
  ConsultationId id = with_both();
  consultations.release(bram.actor, invitation_of(id, bram).id);
  const AppointmentView made = booked(id, friday_at(10));
  CHECK(appointments.list(anna.actor, id).items.size() == 1);
  CHECK(appointments.list(coordinator, id).items.size() == 1);
  CHECK(why_not([&] {
          CHECK(appointments.list(bram.actor, id).items.empty());
          const User reader = store->begin(Access::read)->user(*bram.actor.user).value();
          appointments.file(bram.actor, reader, id, made.appointment.id, "https://pool.test");
        }) == "not_found");
}

TEST_CASE_METHOD(Booking, "an appointment is told to whom it is with", "[appointments]") {
  ConsultationId id = with_both();
  Notifications notifications(context);
  notifications.follow(env.now());
  booked(id, friday_at(10));
  notifications.follow(env.now());
  const auto heard = [&](const Actor& actor) {
    const auto all = notifications.list(actor).items;
    return std::count_if(all.begin(), all.end(), [](const Notification& each) {
      return each.kind == NotificationKind::appointment_booked;
    });
  };
  CHECK(heard(anna.actor) == 1);
  CHECK(heard(bram.actor) == 0);
  CHECK(heard(asker) == 0);
}

}  // namespace expertise
