// What specialists say that an advice took them: where it is kept, and who is told.
#include <catch2/catch.hpp>

#include "server/pool/profiles.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using std::chrono::days;

struct MinutesFixture : CaseFixture {
  People people{context};
  Profiles profiles{context, people};

  static Advice advice_of(std::optional<int> minutes) {
    Advice made = advice();
    made.minutes = minutes;
    return made;
  }
  void advise(ConsultationId id, const Expert& expert, std::optional<int> minutes) {
    consultations.advise(expert.actor, id, advice_of(minutes), seen(id));
  }
  /// A question that Anna advised on, in so many minutes.
  ConsultationId advised(std::optional<int> minutes) {
    ConsultationId id = in_state(ConsultationState::in_consultation);
    advise(id, anna, minutes);
    return id;
  }
  std::optional<TimeSpent> told(const Actor& reader, const Expert& about) {
    return profiles.profile(reader, about.id()).presence.time_spent;
  }
  /// Of the advices in the timeline as this person reads it; 0 where none are told.
  std::vector<int> in_timeline(const Actor& reader, ConsultationId id) {
    std::vector<int> minutes;
    for (const Event& event : consultations.timeline(reader, id)) {
      if (event.kind != EventKind::advice_given) continue;
      auto found = event.details.find("minutes");
      minutes.push_back(found == event.details.end() ? 0 : std::stoi(found->second));
    }
    return minutes;
  }
  int in_view(const Actor& reader, ConsultationId id, const Expert& about) {
    for (const Invitation& each : consultations.view(reader, id).invitations) {
      if (each.specialist != about.id()) continue;
      CHECK(consultations.invitation(reader, each.id).minutes == each.minutes);
      CHECK(each.minutes_at.has_value() == (each.minutes > 0));
      return each.minutes;
    }
    return -1;
  }
};

}  // namespace

TEST_CASE_METHOD(MinutesFixture, "the minutes of an advice are kept and add up", "[minutes]") {
  ConsultationId id = advised(std::nullopt);
  CHECK(invitation_of(id, anna).minutes == 0);
  CHECK_FALSE(last(id, EventKind::advice_given).details.contains("minutes"));
  advise(id, anna, 20);
  const Instant first = env.now();
  CHECK(invitation_of(id, anna).minutes_at == first);
  env.pass(std::chrono::hours(3));
  advise(id, anna, std::nullopt);
  CHECK(invitation_of(id, anna).minutes_at == first);
  advise(id, anna, 1440);
  CHECK(invitation_of(id, anna).minutes == 1460);
  CHECK(invitation_of(id, anna).minutes_at == env.now());
  CHECK(last(id, EventKind::advice_given).details.at("minutes") == "1440");
  // What became of the invitation since does not take it away.
  consultations.release(anna.actor, invitation_of(id, anna).id);
  CHECK(invitation_of(id, anna).minutes == 1460);
  CHECK_FALSE(store->verify());
}

TEST_CASE_METHOD(MinutesFixture, "minutes that cannot be are refused with the other faults",
                 "[minutes]") {
  ConsultationId id = in_state(ConsultationState::in_consultation);
  const Checkpoint head = store->head();
  for (int wrong : {-5, 0, 1441}) {
    CAPTURE(wrong);
    Advice said = advice_of(wrong);
    said.advice = "";
    auto refusal = refused([&] { consultations.advise(anna.actor, id, said, seen(id)); });
    REQUIRE(refusal);
    REQUIRE(refusal->faults().size() == 2);
    CHECK(refusal->faults()[0].place == "/advice");
    CHECK(refusal->faults()[1] ==
          Fault{"/minutes", "out_of_range", {{"least", "1"}, {"most", "1440"}}});
  }
  CHECK(store->head() == head);
  ConsultationId hanging = in_state(ConsultationState::with_coordinator);
  auto refusal = refused(
      [&] { consultations.answer_by_phone(coordinator, hanging, advice_of(5), seen(hanging)); });
  REQUIRE(refusal);
  CHECK(refusal->faults() == std::vector<Fault>{{"/minutes", "not_expected"}});
}

TEST_CASE_METHOD(MinutesFixture, "minutes are told to who spent them and to the coordinator alone",
                 "[minutes][rights]") {
  ConsultationId id = asked({anna, bram});
  accept(id, anna);
  accept(id, bram);
  advise(id, anna, 35);
  advise(id, bram, 10);
  CHECK(in_view(anna.actor, id, anna) == 35);
  CHECK(in_view(anna.actor, id, bram) == 0);
  CHECK(in_view(bram.actor, id, bram) == 10);
  CHECK(in_view(coordinator, id, anna) == 35);
  CHECK(in_view(asker, id, anna) == 0);
  CHECK(in_view(teammate, id, bram) == 0);
  CHECK(in_timeline(anna.actor, id) == std::vector{35, 0});
  CHECK(in_timeline(bram.actor, id) == std::vector{0, 10});
  CHECK(in_timeline(coordinator, id) == std::vector{35, 10});
  CHECK(in_timeline(asker, id) == std::vector{0, 0});
  CHECK(in_timeline(teammate, id) == std::vector{0, 0});
  for (const ConsultationView& each : consultations.list(asker, {}).items) {
    for (const Invitation& shown : each.invitations) CHECK(shown.minutes == 0);
  }
  CHECK(consultations.log(coordinator, {.kinds = {EventKind::advice_given}})
            .items.front()
            .details.at("minutes") == "10");
}

TEST_CASE_METHOD(MinutesFixture, "of the last thirty days they are summed with the load",
                 "[minutes][rights]") {
  CHECK(told(anna.actor, anna) == TimeSpent{});
  advised(60);
  ConsultationId last_one = advised(30);
  advise(last_one, anna, 5);
  advised(std::nullopt);
  const TimeSpent both{.consultations = 2, .minutes = 95};
  CHECK(told(anna.actor, anna) == both);
  CHECK(told(coordinator, anna) == both);
  CHECK_FALSE(told(asker, anna));
  CHECK_FALSE(told(bram.actor, anna));
  CHECK_FALSE(told(actor(user(town.id, "Ad Beheerder", {Role::administrator})), anna));
  for (const ProfileView& each : profiles.browse(asker, {}).items) {
    CHECK_FALSE(each.presence.time_spent);
  }
  std::size_t shown = 0;
  for (const ProfileView& each : profiles.browse(coordinator, {}).items) {
    shown += each.presence.time_spent.has_value();
  }
  CHECK(shown == 4);
  env.pass(days(30));
  CHECK(told(anna.actor, anna) == both);
  advise(last_one, anna, 1);
  env.pass(days(1));
  CHECK(told(anna.actor, anna) == TimeSpent{.consultations = 1, .minutes = 36});
  env.pass(days(30));
  CHECK(told(anna.actor, anna) == TimeSpent{});
}

TEST_CASE_METHOD(MinutesFixture, "who divides the work sees them, and they change no order",
                 "[minutes]") {
  MatchRequest request;
  request.question = question().text;
  const auto order = [&] {
    std::vector<std::pair<SpecialistId, double>> scores;
    for (const MatchCandidate& each : matching.match(asker, request).candidates) {
      CHECK_FALSE(each.presence.time_spent);
      scores.emplace_back(each.specialist.id, each.score);
    }
    return scores;
  };
  ConsultationId id = advised(std::nullopt);
  const auto before = order();
  advise(id, anna, 1440);
  CHECK(order() == before);
  ConsultationId hanging = asked(nobody, {anna, bram});
  consultations.send_to_coordinator(asker, hanging, seen(hanging));
  const auto people_shown = consultations.assignable(coordinator, hanging);
  REQUIRE(people_shown.size() == 2);
  CHECK(people_shown[0].presence.time_spent == TimeSpent{.consultations = 1, .minutes = 1440});
  CHECK(people_shown[1].presence.time_spent == TimeSpent{});
}

}  // namespace expertise
