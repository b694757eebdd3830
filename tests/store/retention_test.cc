// What is over, who is no longer known, and what was destroyed, as the store finds them.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

using namespace expertise;
using namespace std::chrono_literals;

namespace {

struct RetentionFixture : StoreFixture {
  Municipality place = municipality();
  Municipality elsewhere = municipality("Anderestad");
  User asker = user(place.id);

  std::vector<ConsultationId> over_before(Instant before, std::size_t limit = 100) {
    std::vector<ConsultationId> found;
    for (const auto& each :
         read([&](Txn& txn) { return txn.consultations_since_before(place.id, before, limit); })) {
      found.push_back(each.id);
    }
    return found;
  }
};

}  // namespace

TEST_CASE_METHOD(RetentionFixture, "a term counts from the end, else from the last answer",
                 "[retention]") {
  const Instant start = env.now();
  Consultation ended = consultation(place.id, asker.id);
  ended.state = ConsultationState::followed_up;
  ended.advised_at = start + 24h;
  ended.closed_at = start + 48h;
  ended.ended_at = start + 96h;
  keep(ended);
  Consultation never_ended = consultation(place.id, asker.id);
  never_ended.advised_at = start + 72h;
  never_ended.first_answered_at = start + 1h;
  keep(never_ended);
  Consultation unanswered = consultation(place.id, asker.id);
  Consultation of_others = consultation(elsewhere.id, user(elsewhere.id).id);
  static_cast<void>(of_others);

  CHECK(over_before(start).empty());
  CHECK(over_before(start + 1ms) == std::vector{unanswered.id});
  CHECK(over_before(start + 72h) == std::vector{unanswered.id});
  CHECK(over_before(start + 72h + 1ms) == std::vector{unanswered.id, never_ended.id});
  CHECK(over_before(start + 97h) == std::vector{unanswered.id, never_ended.id, ended.id});
  CHECK(over_before(start + 97h, 1) == std::vector{unanswered.id});
  write([&](Txn& txn) { txn.erase(unanswered.id, env.now()); });
  CHECK(over_before(start + 97h, 1) == std::vector{never_ended.id});
}

TEST_CASE_METHOD(RetentionFixture, "what still runs is not over while something happens to it",
                 "[retention]") {
  const Instant start = env.now();
  Consultation running = consultation(place.id, asker.id);
  running.state = ConsultationState::in_consultation;
  running.first_answered_at = start + 1h;
  running.advised_at = start + 2h;
  keep(running);
  env.set(start + 1000h);
  Event written = event(place.id);
  written.consultation = running.id;
  write([&](Txn& txn) { txn.append(written); });
  CHECK(over_before(start + 1000h).empty());
  CHECK(over_before(start + 1000h + 1ms) == std::vector{running.id});

  running.state = ConsultationState::closed;
  running.closed_at = start + 500h;
  keep(running);
  CHECK(over_before(start + 500h).empty());
  CHECK(over_before(start + 501h) == std::vector{running.id});
}

TEST_CASE_METHOD(RetentionFixture, "of who is forgotten nothing is left but the id",
                 "[retention]") {
  User leaver = user(place.id, "Kanarie Vogel");
  leaver.email = "kanarie@vogel.example";
  leaver.roles = {Role::specialist};
  leaver.teams = {team(place.id).id};
  keep(leaver);
  Specialist profile = specialist(place.id, "Kanarie Vogel");
  profile.external_id = "kanarie-1";
  profile.summary = "Kanarie weet van schulden";
  profile.topics = {"kanarie"};
  profile.phone = "06-kanarie";
  keep(profile);
  write([&](Txn& txn) {
    txn.put_password(leaver.id, "kanarie-hash");
    txn.put(Identity{.user = leaver.id,
                     .issuer = "https://login.vogel.example",
                     .subject = "kanarie",
                     .linked_at = env.now(),
                     .last_used_at = env.now()});
    NotificationReader reader{.user = leaver.id};
    reader.refused_address = leaver.email;
    txn.put(reader);
  });
  REQUIRE(bytes_on_disk().find("anarie") != std::string::npos);

  SECTION("not as long as they are active") {
    CHECK_FALSE(write([&](Txn& txn) { return txn.forget(leaver.id, env.now()); }));
    CHECK_FALSE(write([&](Txn& txn) { return txn.forget(profile.id, env.now()); }));
    CHECK(read([&](Txn& txn) { return txn.user(leaver.id); })->name == "Kanarie Vogel");
  }
  SECTION("and nothing when they left") {
    leaver.active = false;
    profile.active = false;
    write([&](Txn& txn) {
      txn.put(leaver);
      txn.put_left(leaver.id, env.now());
      txn.put(profile);
      txn.put_left(profile.id, env.now());
    });
    const auto left_before = [&](Instant moment) {
      return read([&](Txn& txn) {
        return txn.users_left_before(place.id, moment, 10).size() +
               txn.specialists_left_before(place.id, moment, 10).size();
      });
    };
    CHECK(left_before(env.now()) == 0);
    CHECK(left_before(env.now() + 1ms) == 2);
    CHECK(write([&](Txn& txn) { return txn.forget(leaver.id, env.now()); }));
    CHECK(write([&](Txn& txn) { return txn.forget(profile.id, env.now()); }));
    CHECK_FALSE(write([&](Txn& txn) { return txn.forget(leaver.id, env.now()); }));
    CHECK(left_before(env.now() + 1ms) == 0);
    CHECK(bytes_on_disk().find("anarie") == std::string::npos);
    CHECK(read([&](Txn& txn) { return txn.user(leaver.id); })->name.empty());
    CHECK(read([&](Txn& txn) { return txn.specialist(profile.id); })->name.empty());
    CHECK_FALSE(read([&](Txn& txn) { return txn.password(leaver.id); }));
  }
}

TEST_CASE_METHOD(RetentionFixture, "what was destroyed is found in the log without walking it",
                 "[retention]") {
  write([&](Txn& txn) {
    for (EventKind kind :
         {EventKind::team_put, EventKind::consultation_erased, EventKind::question_asked,
          EventKind::person_forgotten, EventKind::text_destroyed, EventKind::own_reference_set}) {
      Event made = event(place.id);
      made.kind = kind;
      txn.append(made);
    }
  });
  const auto after = [&](std::uint64_t seq) {
    std::vector<std::uint64_t> found;
    for (const Event& each : read([&](Txn& txn) { return txn.destroying_events_after(seq, 10); })) {
      found.push_back(each.seq);
    }
    return found;
  };
  CHECK(after(0) == std::vector<std::uint64_t>{2, 4, 5, 6});
  CHECK(after(4) == std::vector<std::uint64_t>{5, 6});
}
