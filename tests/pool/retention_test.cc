// Terms that municipalities choose, what is over by them, and what is kept longer.
#include "server/pool/retention.h"

#include <catch2/catch.hpp>
#include <functional>
#include <utility>

#include "server/pool/erasing.h"
#include "server/pool/people.h"
#include "server/pool/profiles.h"
#include "tests/pool/case_fixture.h"
#include "tests/pool/counting_store.h"

namespace expertise {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using State = ConsultationState;

// A store in which one consultation cannot be erased.
class StubbornTxn : public CountingTxn {
 public:
  StubbornTxn(std::unique_ptr<Txn> behind, int& commits, std::size_t& profiles, ConsultationId one)
      : CountingTxn(std::move(behind), commits, profiles), one_(one) {}
  bool erase(ConsultationId id, Instant at) override {
    if (id == one_) throw std::runtime_error("stubborn");
    return CountingTxn::erase(id, at);
  }

 private:
  ConsultationId one_;
};

class StubbornStore : public CountingStore {
 public:
  StubbornStore(Store& behind, ConsultationId one) : CountingStore(behind), one_(one) {}
  std::unique_ptr<Txn> begin(Access access) override {
    return std::make_unique<StubbornTxn>(CountingStore::begin(access), written_, profiles, one_);
  }

 private:
  ConsultationId one_;
  int written_ = 0;
};

// A store in which something happens just before it is written for the first time.
class MeddledStore : public CountingStore {
 public:
  MeddledStore(Store& behind, std::function<void()> meddle)
      : CountingStore(behind), meddle_(std::move(meddle)) {}
  std::unique_ptr<Txn> begin(Access access) override {
    if (access == Access::write) {
      if (const auto meddle = std::exchange(meddle_, {})) meddle();
    }
    return CountingStore::begin(access);
  }

 private:
  std::function<void()> meddle_;
};

struct RetentionFixture : CaseFixture {
  People people{context, {}};
  Profiles profiles{context, people};

  void choose(RetentionClass what, int term) {
    choose_term(context, machine, {.municipality = town.id, .what = what, .days = term},
                overseeing.id);
  }
  std::vector<Over> over() { return what_is_over(context, env.now()); }
  std::vector<Over> destroy() { return destroy_what_is_over(context, Actor::clock(), env.now()); }
  bool is_erased(ConsultationId id) { return store->begin(Access::read)->is_erased(id); }
  std::string why_not(const std::function<void()>& call) {
    const auto refusal = refused(call);
    if (!refusal) return "";
    if (!refusal->faults().empty())
      return refusal->faults()[0].place + " " + refusal->faults()[0].code;
    return refusal->detail().empty() ? std::string(code(refusal->reason()))
                                     : std::string(refusal->detail());
  }
};

}  // namespace

TEST_CASE_METHOD(RetentionFixture, "nothing is destroyed where no term was chosen", "[retention]") {
  ConsultationId id = in_state(State::followed_up);
  env.pass(days(40 * 366));
  CHECK(over().empty());
  CHECK(destroy().empty());
  CHECK_FALSE(is_erased(id));
}

TEST_CASE_METHOD(RetentionFixture,
                 "a consultation goes when its chosen term is over, and not before",
                 "[retention]") {
  ConsultationId id = in_state(State::followed_up);
  choose(RetentionClass::consultations, 90);
  env.pass(days(90));
  CHECK(destroy().empty());
  env.pass(1ms);
  const auto before = store->head();
  REQUIRE(over().size() == 1);
  CHECK(store->head() == before);
  REQUIRE(destroy().size() == 1);
  CHECK(is_erased(id));
  CHECK(last(id, EventKind::consultation_erased).details ==
        Details{{"reason", "term_over"}, {"days", "90"}});
  CHECK(destroy().empty());
  CHECK(over().empty());
}

TEST_CASE_METHOD(RetentionFixture, "what is held stays until the hold is over", "[retention]") {
  ConsultationId held = in_state(State::followed_up);
  ConsultationId other = in_state(State::followed_up);
  choose(RetentionClass::consultations, 90);
  env.pass(days(91));
  hold(context, machine, held, HoldReason::objection, env.now() + days(10), overseeing.id);
  CHECK(last(held, EventKind::consultation_held).details.at("reason") == "objection");
  const auto seen_before = over();
  REQUIRE(seen_before.size() == 2);
  CHECK(destroy().size() == 1);
  CHECK(is_erased(other));
  CHECK_FALSE(is_erased(held));
  REQUIRE(over().size() == 1);
  CHECK(over()[0].held_until == env.now() + days(10));

  SECTION("by itself") {
    env.pass(days(10));
    CHECK(destroy().size() == 1);
    CHECK(is_erased(held));
  }
  SECTION("or by a decision") {
    end_hold(context, machine, held, overseeing.id);
    CHECK(count(held, EventKind::hold_ended) == 1);
    CHECK(destroy().size() == 1);
    CHECK(why_not([&] { end_hold(context, machine, held, overseeing.id); }) == "not_found");
  }
}

TEST_CASE_METHOD(RetentionFixture, "a hold and a term are refused when they make no sense",
                 "[retention]") {
  ConsultationId id = in_state(State::closed);
  const auto held_until = [&](Instant until, UserId decider) {
    return why_not([&] { hold(context, machine, id, HoldReason::court, until, decider); });
  };
  CHECK(held_until(env.now(), overseeing.id) == "/until out_of_range");
  CHECK(held_until(env.now() + Hold::longest, overseeing.id).empty());
  CHECK(held_until(env.now() + Hold::longest + 1ms, overseeing.id) == "/until out_of_range");
  CHECK(held_until(env.now() + 24h, asking.id) == "not_a_decider");
  CHECK(why_not([&] {
          hold(context, coordinator, id, HoldReason::court, env.now() + 24h, overseeing.id);
        }) == "not_allowed");
  end_hold(context, machine, id, overseeing.id);
  erase_consultation(context, machine, id, ErasureReason::unlawful, overseeing.id);
  CHECK(held_until(env.now() + 24h, overseeing.id) == "erased");

  const auto chosen = [&](RetentionClass what, int term) {
    return why_not([&] { choose(what, term); });
  };
  const RetentionRule& rule = retention_rule(RetentionClass::consultations);
  CHECK(chosen(rule.what, rule.least - 1) == "/days out_of_range");
  CHECK(chosen(rule.what, rule.least).empty());
  CHECK(chosen(rule.what, rule.most).empty());
  CHECK(chosen(rule.what, rule.most + 1) == "/days out_of_range");
  CHECK(chosen(RetentionClass::drafts, 8) == "/class not_an_option");
  CHECK(events_of(EventKind::retention_term_set).size() == 2);
  CHECK(store->begin(Access::read)->retention_terms() ==
        std::vector<RetentionTerm>{{town.id, rule.what, rule.most}});
}

TEST_CASE_METHOD(RetentionFixture, "who left long ago is no longer known; who came back is",
                 "[retention]") {
  choose(RetentionClass::people, 30);
  User leaver = elsewhere_in_town;
  leaver.active = false;
  people.change_user(machine, leaver);
  Specialist profile = dirk.profile;
  profile.active = false;
  const auto kept = store->begin(Access::read)->specialist(profile.id).value();
  profiles.change(machine, profile, Seen{kept.revision});
  env.pass(days(30));
  CHECK(destroy().empty());
  env.pass(1ms);

  SECTION("forgotten") {
    CHECK(destroy().size() == 2);
    const auto told = events_of(EventKind::person_forgotten);
    REQUIRE(told.size() == 2);
    CHECK(told[0].details ==
          Details{{"user", leaver.id.text()}, {"reason", "term_over"}, {"days", "30"}});
    CHECK(store->begin(Access::read)->user(leaver.id)->name.empty());
    CHECK(store->begin(Access::read)->specialist(profile.id)->name.empty());
    CHECK(destroy().empty());
  }
  SECTION("back again") {
    leaver.active = true;
    people.change_user(machine, leaver);
    CHECK(destroy().size() == 1);
    CHECK(store->begin(Access::read)->user(leaver.id)->name == "Petra Anderteam");
    leaver.active = false;
    people.change_user(machine, leaver);
    CHECK(destroy().empty());
    env.pass(days(31));
    CHECK(destroy().size() == 1);
  }
}

TEST_CASE_METHOD(RetentionFixture, "one that cannot be destroyed does not hold up the rest",
                 "[retention]") {
  std::vector<ConsultationId> all;
  for (int i = 0; i < 5; ++i) all.push_back(in_state(State::followed_up));
  choose(RetentionClass::consultations, 90);
  env.pass(days(91));
  StubbornStore stubborn(*store, all[2]);
  Context broken{stubborn, env};
  std::size_t told = 0;
  CHECK_THROWS_WITH(
      destroy_what_is_over(broken, Actor::clock(), env.now(), [&](const Over&) { ++told; }),
      "stubborn");
  CHECK(told == 4);
  for (const ConsultationId& each : all) CHECK(is_erased(each) == (each != all[2]));
  CHECK(destroy().size() == 1);
}

TEST_CASE_METHOD(RetentionFixture, "what changed since it was found over is looked at again",
                 "[retention]") {
  ConsultationId id = in_state(State::closed);
  choose(RetentionClass::consultations, 90);
  choose(RetentionClass::people, 30);
  User leaver = elsewhere_in_town;
  leaver.active = false;
  people.change_user(machine, leaver);
  env.pass(days(91));
  REQUIRE(over().size() == 2);
  std::function<void()> meddle;
  std::size_t gone = 0;
  SECTION("a term was lengthened") {
    meddle = [&] { choose(RetentionClass::consultations, 365); };
    gone = 1;
  }
  SECTION("a question was taken up again") {
    meddle = [&] {
      auto txn = store->begin(Access::write);
      Consultation again = txn->consultation_unscoped(id).value();
      again.state = State::in_consultation;
      again.closed_at.reset();
      txn->put(again);
      txn->append({.at = env.now(),
                   .kind = EventKind::consultation_reopened,
                   .municipality = town.id,
                   .consultation = id});
      txn->commit();
    };
    gone = 1;
  }
  SECTION("somebody came back, and left again") {
    meddle = [&] {
      leaver.active = true;
      people.change_user(machine, leaver);
      leaver.active = false;
      people.change_user(machine, leaver);
    };
    gone = 1;
  }
  SECTION("nothing did") {
    meddle = [] {};
    gone = 2;
  }
  MeddledStore meddled(*store, meddle);
  CHECK(destroy_what_is_over({meddled, env}, Actor::clock(), env.now()).size() == gone);
}

TEST_CASE_METHOD(RetentionFixture, "what was destroyed is told by municipality and period",
                 "[retention]") {
  ConsultationId first = in_state(State::closed);
  ConsultationId second = in_state(State::closed);
  const Instant start = env.now();
  erase_consultation(context, machine, first, ErasureReason::unlawful, overseeing.id);
  env.pass(24h);
  erase_consultation(context, machine, second, ErasureReason::unlawful, overseeing.id);
  CHECK(destroyed(context, town.id, start, start + 48h).size() == 2);
  const auto one = destroyed(context, town.id, start + 24h, start + 48h);
  REQUIRE(one.size() == 1);
  CHECK(one[0].consultation == second);
  CHECK(destroyed(context, town.id, start, start + 24h).size() == 1);
  CHECK(destroyed(context, municipality("Anderestad").id, start, start + 48h).empty());
}

TEST_CASE("every class of what is kept has a rule, with an advice within its bounds",
          "[retention]") {
  for (const auto& [what, text] : codes<RetentionClass>) {
    CAPTURE(text);
    const RetentionRule& rule = retention_rule(what);
    CHECK(rule.what == what);
    CHECK_FALSE(rule.starts.empty());
    CHECK_FALSE(rule.ground.empty());
    CHECK_FALSE(rule.way.empty());
    if (rule.is_chosen()) {
      CHECK(rule.least <= rule.days);
      CHECK(rule.days <= rule.most);
    }
  }
}

}  // namespace expertise
