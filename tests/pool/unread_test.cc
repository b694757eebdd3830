// What is new to somebody: written or changed by another since they last read the thread.
#include <catch2/catch.hpp>

#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

struct UnreadFixture : CaseFixture {
  ConsultationId id = asked({anna}, {bram});

  bool unread(const Actor& who) {
    const bool single = consultations.view(who, id).unread;
    for (const ConsultationView& each : consultations.list(who, {}).items) {
      if (each.consultation.id == id) CHECK(each.unread == single);
    }
    return single;
  }
  void read(const Actor& who) { consultations.thread(who, id); }
};

}  // namespace

TEST_CASE_METHOD(UnreadFixture, "a question is new to who is invited until they read it",
                 "[unread]") {
  CHECK(unread(anna.actor));
  read(anna.actor);
  CHECK_FALSE(unread(anna.actor));
  CHECK_FALSE(unread(asker));
}

TEST_CASE_METHOD(UnreadFixture, "what somebody does oneself is not new, what another does is",
                 "[unread]") {
  read(anna.actor);
  accept(id, anna);
  CHECK_FALSE(unread(anna.actor));
  CHECK(unread(asker));
  read(asker);
  CHECK_FALSE(unread(asker));
  consultations.write(asker, id, "Kun je vandaag?", {});
  CHECK_FALSE(unread(asker));
  CHECK(unread(anna.actor));
  read(anna.actor);
  consultations.write(anna.actor, id, "Ja.", {});
  CHECK(unread(asker));
}

TEST_CASE_METHOD(UnreadFixture, "looking at the consultation alone does not make it read",
                 "[unread]") {
  consultations.view(anna.actor, id);
  consultations.timeline(anna.actor, id);
  CHECK(unread(anna.actor));
}

TEST_CASE_METHOD(UnreadFixture, "who writes along follows it, who only may look does not",
                 "[unread]") {
  CHECK_FALSE(unread(teammate));
  CHECK_FALSE(unread(coordinator));
  consultations.give_reason(coordinator, id, "Klacht over de doorlooptijd");
  read(coordinator);
  consultations.write(asker, id, "Nog iets.", {});
  CHECK_FALSE(unread(coordinator));
  consultations.add_colleague(asker, id, townsman.user.value());
  CHECK(unread(townsman));
  read(townsman);
  CHECK_FALSE(unread(townsman));
}

TEST_CASE_METHOD(UnreadFixture, "what is not told to somebody is not new to them", "[unread]") {
  accept(id, anna);
  consultations.advise(anna.actor, id, advice(), seen(id));
  consultations.close(asker, id, closure(), {}, seen(id));
  read(anna.actor);
  read(asker);
  consultations.give_reason(coordinator, id, "Toetsing");
  consultations.review(coordinator, id, Verdict::in_order, "");
  CHECK_FALSE(unread(anna.actor));
  CHECK(unread(asker));
}

TEST_CASE_METHOD(UnreadFixture, "who gave it back is not told that there is news", "[unread]") {
  accept(id, anna);
  consultations.release(anna.actor, invitation_of(id, anna).id);
  CHECK_FALSE(unread(anna.actor));
  CHECK(unread(asker));
}

}  // namespace expertise
