// What nobody in the pool knows of when it is asked: counted when it is sent, for coordinators.
#include <catch2/catch.hpp>

#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

struct GapsFixture : CaseFixture {
  ConsultationId sent(const std::vector<std::string>& topics) {
    NewQuestion made = question();
    made.added_topics = topics;
    return consultations.ask(asker, made, std::nullopt);
  }
  // "topic times", in order.
  std::vector<std::string> told(const Actor& actor) {
    std::vector<std::string> lines;
    for (const Gap& each : consultations.gaps(actor, {}).items) {
      lines.push_back(each.topic + " " + std::to_string(each.times));
    }
    return lines;
  }
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(GapsFixture, "what nobody knows of is counted, most often first", "[gaps]") {
  sent({"schulden", "lvb"});
  env.pass(std::chrono::hours(24));
  sent({"lvb", "woonoverlast"});
  CHECK(told(coordinator) == Lines{"lvb 2", "woonoverlast 1"});
  const auto first = consultations.gaps(coordinator, {.offset = 0, .limit = 1});
  CHECK(first.total == 2);
  REQUIRE(first.items.size() == 1);
  CHECK(first.items.front().last_asked_at == env.now());
  CHECK(consultations.gaps(coordinator, {.offset = 1, .limit = 1}).items.front().topic ==
        "woonoverlast");
}

TEST_CASE_METHOD(GapsFixture, "as often, the last asked comes first, and then by code", "[gaps]") {
  sent({"lvb"});
  env.pass(std::chrono::hours(1));
  sent({"woonoverlast"});
  CHECK(told(coordinator) == Lines{"woonoverlast 1", "lvb 1"});
  sent({"lvb"});
  sent({"woonoverlast"});
  CHECK(told(coordinator) == Lines{"lvb 2", "woonoverlast 2"});
}

TEST_CASE_METHOD(GapsFixture, "what somebody knows of is no gap, however busy they are", "[gaps]") {
  change(anna, [](Specialist& profile) {
    profile.topics = {"licht verstandelijke beperking"};
    profile.availability.paused = true;
    profile.agreements = {};
  });
  bring_up(*store, index);
  const ConsultationId id = sent({"lvb"});
  CHECK(told(coordinator).empty());
  CHECK(last(id, EventKind::question_asked).details.count("known_by_nobody") == 0);
}

TEST_CASE_METHOD(GapsFixture, "what only people know whom the asker excluded is no gap", "[gaps]") {
  change(anna, [](Specialist& profile) { profile.topics = {"licht verstandelijke beperking"}; });
  bring_up(*store, index);
  NewQuestion made = question();
  made.added_topics = {"lvb"};
  SECTION("as a person") { made.excluded_specialists = {anna.id()}; }
  SECTION("with the organisation") { made.excluded_organisations = {anna.profile.organisation}; }
  consultations.ask(asker, made, std::nullopt);
  CHECK(told(coordinator) == Lines{});
}

TEST_CASE_METHOD(GapsFixture, "who left knows nothing any more", "[gaps]") {
  change(anna, [](Specialist& profile) {
    profile.topics = {"licht verstandelijke beperking"};
    profile.active = false;
  });
  sent({"lvb"});
  CHECK(told(coordinator) == Lines{"lvb 1"});
}

TEST_CASE_METHOD(GapsFixture, "in a large pool who stands far down is looked for", "[gaps]") {
  for (int i = 0; i < 150; ++i) {
    Specialist made = specialist(town.id, "Menigte " + std::to_string(i), {"schulden"});
    made.summary = "Moeder heeft schulden en opent haar post niet meer.";
    keep_specialist(made);
  }
  specialist(town.id, "Enige", {"woonoverlast"});
  bring_up(*store, index);
  sent({"schulden", "lvb", "woonoverlast"});
  CHECK(told(coordinator) == Lines{"lvb 1"});
}

TEST_CASE_METHOD(GapsFixture, "what the question denies, or says in passing, is no gap", "[gaps]") {
  index.set_vocabulary(search::seed_vocabulary());
  bring_up(*store, index);
  NewQuestion made;
  made.text = "Moeder heeft schulden. Er is geen dementie. Vroeger was er huiselijk geweld.";
  consultations.ask(asker, made, std::nullopt);
  for (const std::string& each : told(coordinator)) {
    CHECK(each.find("dementie") == std::string::npos);
    CHECK(each.find("geweld") == std::string::npos);
  }
  made.text = "Moeder heeft dementie.";
  consultations.ask(asker, made, std::nullopt);
  CHECK(told(coordinator).front().find("dementie") != std::string::npos);
}

TEST_CASE_METHOD(GapsFixture, "an erased consultation does not count", "[gaps]") {
  const ConsultationId erased = sent({"lvb"});
  sent({"woonoverlast"});
  auto txn = store->begin(Access::write);
  txn->erase(erased, env.now());
  txn->commit();
  CHECK(told(coordinator) == Lines{"woonoverlast 1"});
}

TEST_CASE_METHOD(GapsFixture, "the event of sending holds it, sealed", "[gaps]") {
  const ConsultationId id = sent({"lvb", "schulden"});
  const Event event = last(id, EventKind::question_asked);
  CHECK(details_json(event.details).find("lvb") == std::string::npos);
  auto txn = store->begin(Access::read);
  const auto opened = txn->open(id, event.sealed);
  REQUIRE(opened);
  CHECK(opened->at("known_by_nobody") == "lvb");
}

TEST_CASE_METHOD(GapsFixture, "a partner's question counts as well, a phone consult does not",
                 "[gaps]") {
  const Actor partner = partner_of_home_team();
  consultations.ask_as_partner(partner, "Overlast: woonoverlast bij de buren.",
                               ResidentKnowledge::no_identifying_data, std::nullopt);
  CHECK(told(coordinator) == Lines{"woonoverlast 1"});
}

TEST_CASE_METHOD(GapsFixture, "only a coordinator sees it, of the own municipality", "[gaps]") {
  sent({"lvb"});
  const Actor administrator = actor(user(town.id, "Ad Beheer", {Role::administrator}));
  for (const Actor& other : {asker, anna.actor, partner_of_home_team(), administrator}) {
    const auto refusal = refused([&] { consultations.gaps(other, {}); });
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::not_allowed);
  }
  const Municipality other_town = municipality("Elders");
  CHECK(told(actor(user(other_town.id, "Ella Elders", {Role::coordinator}))).empty());
}

TEST_CASE_METHOD(GapsFixture, "looking is on record", "[gaps]") {
  sent({"lvb"});
  told(coordinator);
  AccessQuery query;
  query.municipalities = {town.id};
  const AccessEntry entry = store->begin(Access::read)->find(query).items.front();
  CHECK(entry.action == "list");
  CHECK(entry.object == "gaps");
  CHECK(entry.actor == coordinator.user);
  CHECK(entry.count == 1);
}

}  // namespace expertise
