// How long somebody usually takes to decide, kept as decisions are made.
#include <catch2/catch.hpp>

#include "server/pool/clock_work.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using std::chrono::days;
using std::chrono::minutes;

struct UsualAnswerFixture : CaseFixture {
  std::optional<UsualAnswer> usual(const Expert& expert) {
    return presences(*store->begin(Access::read), {expert.profile}, env.now()).front().usual_answer;
  }
  /// Anna is asked at half past nine on a Thursday and decides so many minutes later.
  void decided_after(int later, bool accepts = true) {
    env.set(env.now() + days(7));
    ConsultationId id = asked({anna});
    env.pass(minutes(later));
    accepts ? accept(id, anna) : decline(id, anna);
    env.pass(-minutes(later));
    if (accepts) consultations.release(anna.actor, invitation_of(id, anna).id);
  }
  void keep(std::int64_t working_minutes, Instant at) {
    auto txn = store->begin(Access::write);
    txn->add_decision_time(anna.id(), {at, working_minutes});
    txn->commit();
  }
};

}  // namespace

TEST_CASE_METHOD(UsualAnswerFixture, "what is usual is known from three decisions on",
                 "[usual_answer]") {
  decided_after(30);
  decided_after(200, false);
  CHECK_FALSE(usual(anna));
  decided_after(90);
  REQUIRE(usual(anna));
  CHECK(usual(anna)->working_minutes == 90);
  CHECK_FALSE(usual(bram));
}

TEST_CASE_METHOD(UsualAnswerFixture, "only working time counts, and only what somebody decides",
                 "[usual_answer]") {
  // From Thursday half past nine to Friday half past nine is one working day.
  for (int i = 0; i < 3; ++i) decided_after(24 * 60, false);
  CHECK(usual(anna)->working_minutes == 510);
  env.set(env.now() + days(7));
  asked({anna});
  env.pass(days(20));
  do_what_is_due(context, env.now());
  ConsultationId withdrawn = asked({anna});
  consultations.withdraw_invitation(asker, invitation_of(withdrawn, anna).id);
  auto times = store->begin(Access::read)->decision_times({anna.id(), bram.id()});
  CHECK(times.at(anna.id()).size() == 3);
  CHECK_FALSE(times.contains(bram.id()));
}

TEST_CASE_METHOD(UsualAnswerFixture, "the last twenty count, within a year", "[usual_answer]") {
  for (int i = 0; i < 10; ++i) keep(5000, env.now());
  for (int i = 0; i < 20; ++i) keep(i < 10 ? 100 : 300, env.now());
  CHECK(usual(anna)->working_minutes == 100);
  CHECK(store->begin(Access::read)->decision_times({anna.id()}).at(anna.id()).size() == 20);
  env.pass(days(300));
  for (int i = 0; i < 3; ++i) keep(700, env.now());
  CHECK(usual(anna)->working_minutes == 300);
  env.pass(days(65));
  CHECK(usual(anna)->working_minutes == 700);
  env.pass(days(300));
  CHECK_FALSE(usual(anna));
}

}  // namespace expertise
