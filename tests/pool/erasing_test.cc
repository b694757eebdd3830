// Erasing a consultation: who may, what ends, and that afterwards no word of it is in any file.
#include "server/pool/erasing.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/pool/appointments.h"
#include "server/pool/notifications.h"
#include "server/pool/retention.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using namespace std::chrono_literals;
using State = ConsultationState;

struct ErasingFixture : CaseFixture {
  Appointments appointments{context};
  Notifications notifications{context};

  bool erase_it(ConsultationId id, ErasureReason reason = ErasureReason::request_of_resident) {
    return erase_consultation(context, machine, id, reason, overseeing.id);
  }
  std::string why_not(ConsultationId id, const Actor& actor, UserId decider) {
    const auto refusal =
        refused([&] { erase_consultation(context, actor, id, ErasureReason::unlawful, decider); });
    if (!refusal) return "";
    return refusal->detail().empty() ? std::string(code(refusal->reason()))
                                     : std::string(refusal->detail());
  }
  int thought_along(const Expert& expert) {
    matching.catch_up();
    int times = 0;
    for (const ThoughtAlong& each : matching.thought_along(expert.id())) times += each.times;
    return times;
  }
  // In which files of the data directory the word stands.
  std::vector<std::string> files_with(const std::string& word) const {
    std::vector<std::string> found;
    for (const auto& each : std::filesystem::recursive_directory_iterator(directory.path())) {
      if (!each.is_regular_file()) continue;
      std::ifstream file(each.path(), std::ios::binary);
      const std::string bytes(std::istreambuf_iterator<char>(file), {});
      if (bytes.find(word) != std::string::npos) {
        found.push_back(each.path().filename().string());
      }
    }
    return found;
  }
};

// A word of its own for each field, that stands in no other file.
std::string canary(const std::string& field) { return "kanarie" + field + "vogel"; }

}  // namespace

TEST_CASE_METHOD(ErasingFixture, "after erasing no word of a consultation is in any file",
                 "[erasing]") {
  std::vector<std::string> words;
  const auto word = [&](const std::string& field) {
    words.push_back(canary(field));
    return "Iets over " + words.back() + " en meer.";
  };
  change(anna, [](Specialist& who) {
    for (std::size_t day = 0; day < 5; ++day) who.availability.weekly[day] = {{540, 1020}};
  });
  NewQuestion kept = question(word("concept"));
  const DraftView draft = consultations.keep_draft(asker, kept, std::nullopt);
  NewQuestion sent = question(word("vraag"));
  sent.draft = draft.draft.id;
  sent.own_reference = canary("kenmerk");
  words.push_back(sent.own_reference);
  sent.neighbourhood = quarter.id;
  sent.excluded_organisations = {canary("organisatie")};
  words.push_back(canary("organisatie"));
  sent.specialists = {anna.id(), bram.id()};
  const ConsultationId id = consultations.ask(asker, sent, std::nullopt);
  consultations.decline(bram.actor, invitation_of(id, bram).id, DeclineReason::other,
                        word("afwijzing"));
  accept(id, anna);
  consultations.extend_question(asker, id, word("aanvulling"));
  consultations.write(anna.actor, id, word("bericht"), std::nullopt);
  consultations.ask_clarification(anna.actor, id, word("wedervraag"), seen(id));
  consultations.reply(asker, id, word("antwoord"), seen(id));
  appointments.book(asker, id,
                    {.specialists = {anna.id()},
                     .way = AppointmentWay::on_the_spot,
                     .begin = at("2026-03-06T10:00:00Z"),
                     .minutes = 30,
                     .place = canary("plek")},
                    std::nullopt);
  words.push_back(canary("plek"));
  const Advice given{.advice = word("advies"),
                     .for_asker = word("voorvrager"),
                     .for_resident = word("voorinwoner"),
                     .follow_up = word("vervolg"),
                     .other_expertise = word("anderekennis"),
                     .responsibility = word("verantwoording"),
                     .contact = word("contact")};
  consultations.advise(anna.actor, id, given, seen(id));
  consultations.give_reason(coordinator, id, word("reden"));
  consultations.close(asker, id, closure(),
                      {.referred_to = canary("verwezen"),
                       .budget_purpose = canary("doel"),
                       .budget_obstacle = canary("drempel"),
                       .note = word("slot")},
                      seen(id));
  for (const char* field : {"verwezen", "doel", "drempel"}) words.push_back(canary(field));
  consultations.review(coordinator, id, Verdict::learning_point, word("toetsing"));
  notifications.follow(env.now());
  REQUIRE(thought_along(anna) > 0);
  REQUIRE(words.size() == 23);

  // That the search finds what is there: these stand in plain in a row until the erasing.
  CHECK_FALSE(files_with(canary("organisatie")).empty());
  CHECK_FALSE(files_with("Vera Vrager").empty());

  REQUIRE(erase_it(id));
  for (const std::string& each : words) {
    CAPTURE(each);
    CHECK(files_with(each).empty());
  }
  CHECK_FALSE(files_with("Vera Vrager").empty());
  CHECK_FALSE(store->verify());
  CHECK(thought_along(anna) == 0);
  CHECK(appointments.own(asker).empty());
  CHECK(row(id).understood == UnderstoodCodes{});
  for (const Event& each : events_about(id)) {
    if (!each.sealed.empty()) CHECK_FALSE(store->begin(Access::read)->open(id, each.sealed));
  }
  for (const ThreadEntry& each : consultations.thread(asker, id).entries) {
    for (const MessageVersion& version : each.versions) CHECK_FALSE(version.text);
  }
  store.reset();
  for (const std::string& each : words) CHECK(files_with(each).empty());
}

TEST_CASE_METHOD(ErasingFixture, "erasing tells why and who decided, and comes once", "[erasing]") {
  ConsultationId id = in_state(State::closed);
  REQUIRE(erase_it(id));
  const Event told = last(id, EventKind::consultation_erased);
  CHECK(told.details ==
        Details{{"reason", "request_of_resident"}, {"decided_by", overseeing.id.text()}});
  CHECK_FALSE(told.actor);
  CHECK(told.municipality == town.id);
  const auto head = store->head();
  CHECK_FALSE(erase_it(id));
  CHECK(store->head() == head);
}

TEST_CASE_METHOD(ErasingFixture, "what was going on ends when it is erased", "[erasing]") {
  ConsultationId id = asked({anna, bram}, {carla});
  accept(id, anna);
  REQUIRE(erase_it(id));
  CHECK(state(id) == State::withdrawn);
  CHECK(row(id).ended_at == env.now());
  CHECK(pending(id).empty());
  CHECK(last(id, EventKind::invitation_withdrawn).details.at("reason") == "erased");
  CHECK_FALSE(store->verify());
  const auto steps = consultations.view(asker, id).steps;
  CHECK(std::find(steps.begin(), steps.end(), "write") == steps.end());
  const auto refusal = refused([&] { consultations.write(asker, id, "Nog iets", std::nullopt); });
  REQUIRE(refusal);
}

TEST_CASE_METHOD(ErasingFixture, "a coordinator of the municipality or an administrator decides",
                 "[erasing]") {
  ConsultationId id = in_state(State::closed);
  Municipality other = municipality("Anderestad");
  User stranger = user(other.id, "Cor Ander", {Role::coordinator});
  User chief = user(other.id, "Ada Beheer", {Role::administrator});
  CHECK(why_not(id, machine, asking.id) == "not_a_decider");
  CHECK(why_not(id, machine, stranger.id) == "not_a_decider");
  CHECK(why_not(id, machine, env.new_id<UserId>()) == "not_a_decider");
  User gone = overseeing;
  gone.active = false;
  keep_user(gone);
  CHECK(why_not(id, machine, overseeing.id) == "not_a_decider");
  keep_user(overseeing);
  // Nobody who works in the pool carries it out.
  for (const Actor& each : {asker, coordinator, anna.actor}) {
    CHECK(why_not(id, each, overseeing.id) == "not_allowed");
  }
  CHECK(why_not(env.new_id<ConsultationId>(), machine, overseeing.id) == "not_found");
  CHECK_FALSE(store->begin(Access::read)->is_erased(id));
  CHECK(why_not(id, machine, chief.id).empty());
}

TEST_CASE_METHOD(ErasingFixture, "a consultation that is held is not erased", "[erasing]") {
  ConsultationId id = in_state(State::closed);
  hold(context, machine, id, HoldReason::complaint, env.now() + 24h, overseeing.id);
  CHECK(why_not(id, machine, overseeing.id) == "held");
  CHECK(state(id) == State::closed);
  env.pass(24h);
  CHECK(erase_it(id));
  CHECK_FALSE(store->begin(Access::read)->hold(id));
}

TEST_CASE_METHOD(ErasingFixture, "what an event destroyed is told, and can be destroyed again",
                 "[erasing]") {
  ConsultationId id = in_state(State::closed);
  const Message message = consultations.thread(asker, id).entries.at(0).message;
  consultations.destroy_text(asker, id, message.id, 1);
  const auto wording = destruction_of(last(id, EventKind::text_destroyed));
  REQUIRE(wording);
  CHECK(wording->what == Destruction::What::wording);
  CHECK(wording->id == message.id.bytes());
  CHECK(wording->version == 1);
  CHECK_FALSE(destroy_again(context, machine, *wording));
  erase_it(id);
  const auto whole = destruction_of(last(id, EventKind::consultation_erased));
  REQUIRE(whole);
  CHECK(whole->id == id.bytes());
  CHECK_FALSE(destroy_again(context, machine, *whole));
  CHECK_FALSE(destruction_of(last(id, EventKind::question_asked)));

  ConsultationId other = in_state(State::closed);
  Destruction again = *whole;
  again.id = other.bytes();
  hold(context, machine, other, HoldReason::court, env.now() + 24h, overseeing.id);
  CHECK(destroy_again(context, machine, again));
  CHECK(last(other, EventKind::consultation_erased).details == Details{{"reason", "replayed"}});
  again.id = env.new_id<ConsultationId>().bytes();
  CHECK_FALSE(destroy_again(context, machine, again));
}

}  // namespace expertise
