// What is kept of the ranking of a sent question, and how it is shown beside the one of today.
#include <algorithm>
#include <catch2/catch.hpp>

#include "server/pool/ranking_record.h"
#include "server/pool/ranking_replay.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

const std::string about_debts =
    "Moeder in de Molenwijk heeft schulden en woonoverlast, en opent haar xylofoonkist niet meer.";

struct ReplayFixture : CaseFixture {
  void bring_up() { expertise::bring_up(*store, index); }
  ConsultationId sent(const std::string& text = about_debts) {
    return consultations.ask(asker, question(text), std::nullopt);
  }
  RankingReplay replayed(ConsultationId id) {
    consultations.give_reason(coordinator, id, "Klacht over de volgorde.");
    return consultations.replay(coordinator, id);
  }
  CaseText inputs(ConsultationId id) {
    AccessEntry entry{.at = env.now(), .action = "read", .object = "ranking", .result = "shown"};
    auto txn = store->begin(Access::write);
    return txn->read_ranking_inputs(id, entry).value();
  }
  std::vector<RankedSpecialist> order(ConsultationId id) {
    return store->begin(Access::read)->ranking(id);
  }
  static const RankingReplay::Person& of(const RankingReplay& replay, SpecialistId id) {
    auto found = std::find_if(replay.people.begin(), replay.people.end(),
                              [&](const auto& each) { return each.specialist == id; });
    REQUIRE(found != replay.people.end());
    return *found;
  }
  static std::vector<RankingChange> changes(const RankingReplay& replay, SpecialistId id) {
    std::vector<RankingChange> all;
    for (const auto& each : of(replay, id).changes) all.push_back(each.what);
    return all;
  }
  // Seventy people who differ in all that a ranking looks at.
  void fill_the_pool() {
    for (int i = 0; i < 70; ++i) {
      Specialist made = specialist(town.id, "Vul " + std::to_string(i), {"schulden"});
      if (i % 2 == 0) made.topics.push_back("woonoverlast");
      if (i % 3 == 0) made.neighbourhoods = {quarter.name};
      if (i % 4 == 0) made.life_domains = {"Financiën"};
      if (i % 5 == 0) made.laws = {"Wmo"};
      if (i % 7 == 0) made.availability.paused = true;
      if (i % 11 == 0) made.agreements.conduct_until.clear();
      made.summary = std::string(static_cast<std::size_t>(i), 'w') + " schulden en post";
      keep_specialist(made);
    }
    bring_up();
  }
};

using What = RankingChange;

}  // namespace

TEST_CASE_METHOD(ReplayFixture, "the inputs that are kept give the order that was kept",
                 "[replay]") {
  fill_the_pool();
  // Two people are busy already.
  NewQuestion before = question();
  before.specialists = {anna.id(), bram.id()};
  consultations.ask(asker, before, std::nullopt);
  const ConsultationId id = sent();
  const auto kept = order(id);
  REQUIRE(kept.size() == 50);
  const RankingRecord record = decode_ranking_record(inputs(id));
  REQUIRE(record.people.size() == kept.size());
  const auto again = rank_again(record, *index.vocabulary());
  REQUIRE(again.size() == kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    CHECK(again[i].id == kept[i].specialist.text());
    CHECK(again[i].score == kept[i].score);
  }

  const RankingReplay replay = replayed(id);
  CHECK(replay.inputs_kept);
  CHECK(replay.reproduced);
  CHECK_FALSE(replay.weights_changed);
  CHECK_FALSE(replay.vocabulary_changed);
  CHECK_FALSE(replay.text_gone);
  CHECK_FALSE(replay.described_then.empty());
  CHECK(replay.described_then == replay.described_now);
  REQUIRE(replay.people.size() == kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const auto& person = replay.people[i];
    REQUIRE((person.then && person.now));
    CHECK(person.then->place == i + 1);
    CHECK(person.now->place == i + 1);
    CHECK(person.then->score == person.now->score);
    CHECK_FALSE(person.then->reasons.empty());
    CHECK(person.then->reasons == person.now->reasons);
    CHECK(person.changes.empty());
  }
}

TEST_CASE_METHOD(ReplayFixture, "who was asked for is kept as far as the pool has such people",
                 "[replay][privacy]") {
  change(anna, [](Specialist& each) { each.title = "Jurist bestuursrecht"; });
  change(bram, [](Specialist& each) { each.knowledge = KnowledgeKind::experience; });
  change(carla, [](Specialist& each) { each.age_groups = {"65+"}; });
  change(dirk, [](Specialist& each) { each.target_groups = {"statushouders"}; });
  bring_up();
  const ConsultationId id = sent(
      "Statushouder van 9 met schulden. Graag advies van een jurist of een xylofoontherapeut, of "
      "van een ervaringsdeskundige.");
  const std::string kept(inputs(id).part("ranking"));
  CHECK(kept.find("xylofoon") == std::string::npos);
  CHECK(kept.find("bestuursrecht") == std::string::npos);
  const RankingReplay replay = replayed(id);
  CHECK(replay.reproduced);
  const auto told = [&](SpecialistId person, search::ReasonCode code) {
    const auto& reasons = of(replay, person).then->reasons;
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const search::Reason& each) { return each.code == code; });
  };
  CHECK(told(anna.id(), search::ReasonCode::profession));
  CHECK(told(bram.id(), search::ReasonCode::knowledge_kind));
  CHECK(told(carla.id(), search::ReasonCode::other_ages));
  CHECK(told(dirk.id(), search::ReasonCode::target_group));
}

TEST_CASE_METHOD(ReplayFixture, "no word of the question is among what is kept of its ranking",
                 "[replay][privacy]") {
  const ConsultationId id = sent();
  const CaseText kept = inputs(id);
  for (const auto& [name, text] : kept.parts()) {
    CHECK(text.find("schulden") != std::string::npos);
    CHECK(text.find("xylofoon") == std::string::npos);
    CHECK(text.find("Moeder") == std::string::npos);
    CHECK(text.find("Anna") == std::string::npos);
  }
}

TEST_CASE_METHOD(ReplayFixture, "a word that question and profile share is not kept of a ranking",
                 "[replay][privacy]") {
  change(anna, [](Specialist& each) { each.summary = "Ik maak iedere xylofoonkist leeg."; });
  bring_up();
  const ConsultationId id = sent();
  const auto shared = [](const std::vector<search::Reason>& reasons) {
    const auto found = std::find_if(reasons.begin(), reasons.end(), [](const auto& each) {
      return each.code == search::ReasonCode::passage_match;
    });
    REQUIRE(found != reasons.end());
    CHECK(found->share > 0);
    return found->parameters;
  };
  const std::vector<std::string> nothing;
  const std::string kept(inputs(id).part("ranking"));
  CHECK(kept.find("xylofoonkist") == std::string::npos);
  for (const auto& person : decode_ranking_record(inputs(id)).people) {
    if (person.hit.record->profile.id == anna.id().text()) CHECK(shared(person.reasons) == nothing);
  }
  const RankingReplay replay = replayed(id);
  CHECK(replay.reproduced);
  const auto& told = of(replay, anna.id());
  REQUIRE((told.then && told.now));
  CHECK(shared(told.then->reasons) == nothing);
  CHECK(told.then->reasons == told.now->reasons);

  // Of before this was so.
  const std::string without = "[\"passage_match\",[]";
  std::string with = kept;
  const auto at = with.find(without);
  REQUIRE(at != std::string::npos);
  with.replace(at, without.size(), "[\"passage_match\",[\"xylofoonkist\"]");
  const CaseText older(CaseText::Parts{{"ranking", with}});
  for (const auto& person : decode_ranking_record(older).people) {
    for (const auto& reason : person.reasons) {
      if (reason.code == search::ReasonCode::passage_match) CHECK(reason.parameters == nothing);
    }
  }
}

TEST_CASE("no word of a question goes into a record, whoever made it", "[replay][privacy]") {
  RankingRecord record;
  record.people.emplace_back();
  record.people[0].reasons = {{search::ReasonCode::passage_match, {"xylofoonkist"}, 0.5},
                              {search::ReasonCode::knows_topic, {"schulden"}, 0.5}};
  const std::string kept(encode(record).part("ranking"));
  CHECK(kept.find("xylofoonkist") == std::string::npos);
  CHECK(kept.find("schulden") != std::string::npos);
}

TEST_CASE_METHOD(ReplayFixture, "what was said only in passing is kept as that", "[replay]") {
  std::vector<search::Topic> topics = index.vocabulary()->topics();
  topics.push_back({.code = "verslaving", .term = "verslaving"});
  index.set_vocabulary(std::make_shared<const search::Vocabulary>(topics));
  const ConsultationId id = sent("Vroeger een verslaving, nu schulden.");
  const search::Understood kept = decode_ranking_record(inputs(id)).understood;
  const auto in_passing = std::find_if(kept.aspects.begin(), kept.aspects.end(),
                                       [](const auto& each) { return each.topic == "verslaving"; });
  REQUIRE(in_passing != kept.aspects.end());
  CHECK(in_passing->mentioned);
  const RankingReplay replay = replayed(id);
  CHECK(replay.described_then == replay.described_now);
}

TEST_CASE("a record of before it was kept what was said in passing can be read", "[replay]") {
  RankingRecord record;
  record.understood.aspects = {{.topic = "verslaving", .label = "verslaving", .strength = 0.5},
                               {.topic = "wonen", .label = "wonen", .mentioned = true}};
  CHECK(decode_ranking_record(encode(record)).understood == record.understood);
  std::string text(encode(record).part("ranking"));
  for (const std::string last : {",true]", ",false]"}) {
    const auto at = text.find(last);
    if (at != std::string::npos) text.replace(at, last.size(), "]");
  }
  const CaseText older(CaseText::Parts{{"ranking", text}});
  const search::Understood read = decode_ranking_record(older).understood;
  REQUIRE(read.aspects.size() == 2);
  CHECK(read.aspects[0].strength == 0.5);
  CHECK_FALSE(read.aspects[1].mentioned);
}

TEST_CASE_METHOD(ReplayFixture, "a ranking is told to a coordinator who gave a reason, on record",
                 "[replay][rights][privacy]") {
  const ConsultationId id = sent();
  CHECK(refused([&] { consultations.replay(coordinator, id); })->detail() == "give_reason_first");
  for (const Actor& other : {asker, teammate, anna.actor}) {
    CHECK(refused([&] { consultations.replay(other, id); })->reason() == Reason::not_allowed);
  }
  const Actor elsewhere = actor(user(municipality("Elders").id, "Els", {Role::coordinator}));
  CHECK(refused([&] { consultations.replay(elsewhere, id); })->reason() == Reason::not_found);
  consultations.give_reason(coordinator, id, "Klacht over de volgorde.");
  AccessQuery query;
  query.municipalities = {town.id};
  query.consultation = id;
  const auto before = store->begin(Access::read)->find(query).total;
  consultations.replay(coordinator, id);
  const auto entries = store->begin(Access::read)->find(query);
  REQUIRE(entries.total == before + 2);
  CHECK(entries.items[0].object == "ranking");
  CHECK(entries.items[0].actor == coordinator.user);
  CHECK(entries.items[0].purpose.starts_with("reason:"));
  CHECK(entries.items[1].object == "consultation");
}

TEST_CASE_METHOD(ReplayFixture, "what is different about each person is told", "[replay]") {
  Specialist eva = specialist(town.id, "Eva Ervaren", {"schulden"});
  bring_up();
  const ConsultationId id = sent();
  change(anna, [](Specialist& profile) { profile.availability.paused = true; });
  change(bram, [](Specialist& profile) { profile.summary = "Schulden, en hoe je eruit komt."; });
  change(carla, [](Specialist& profile) { profile.active = false; });
  change(dirk, [](Specialist& profile) { profile.agreements.conduct_until.clear(); });
  const Expert new_one = expert("Nina Nieuw");
  bring_up();
  NewQuestion busy = question();
  busy.specialists = {eva.id};
  consultations.ask(asker, busy, std::nullopt);

  const RankingReplay replay = replayed(id);
  CHECK(replay.reproduced);
  CHECK(changes(replay, anna.id()) == std::vector{What::availability});
  CHECK(of(replay, anna.id()).changes[0].then == "unknown");
  CHECK(of(replay, anna.id()).changes[0].now == "paused");
  CHECK(changes(replay, bram.id()) == std::vector{What::profile});
  CHECK(changes(replay, carla.id()) == std::vector{What::left});
  CHECK_FALSE(of(replay, carla.id()).now);
  CHECK(changes(replay, dirk.id()) == std::vector{What::agreement});
  CHECK(of(replay, dirk.id()).changes[0].now == "lacking");
  CHECK(changes(replay, eva.id) == std::vector{What::load});
  CHECK(of(replay, eva.id).changes[0].then == "0");
  CHECK(of(replay, eva.id).changes[0].now == "1");
  CHECK(changes(replay, new_one.id()) == std::vector{What::joined});
  CHECK_FALSE(of(replay, new_one.id()).then);
  CHECK(replay.people.back().specialist == new_one.id());
}

TEST_CASE_METHOD(ReplayFixture, "who was excluded is excluded still", "[replay]") {
  NewQuestion made = question(about_debts);
  made.excluded_specialists = {anna.id()};
  made.excluded_organisations = {bram.profile.organisation};
  const ConsultationId id = consultations.ask(asker, made, std::nullopt);
  for (const auto& each : replayed(id).people) {
    CHECK(each.specialist != anna.id());
    CHECK(each.specialist != bram.id());
  }
}

TEST_CASE_METHOD(ReplayFixture, "another vocabulary is told, and understands otherwise",
                 "[replay]") {
  const ConsultationId id = sent();
  std::vector<search::Topic> topics = index.vocabulary()->topics();
  topics.push_back({.code = "xylofoonkist", .term = "xylofoonkist"});
  index.set_vocabulary(std::make_shared<const search::Vocabulary>(topics));
  const RankingReplay replay = replayed(id);
  CHECK(replay.vocabulary_changed);
  CHECK(replay.described_then.find("xylofoonkist") == std::string::npos);
  CHECK(replay.described_now.find("xylofoonkist") != std::string::npos);
}

TEST_CASE_METHOD(ReplayFixture, "what is another since is told: vocabulary, weights, both, neither",
                 "[replay]") {
  const ConsultationId id = sent();
  const KeptRanking kept{order(id), decode_ranking_record(inputs(id))};
  std::vector<search::Topic> topics = index.vocabulary()->topics();
  topics.front().synonyms.push_back("xylofoonkist");
  const search::Vocabulary changed(topics);
  KeptRanking other_weights = kept;
  other_weights.record->ranking_version = "1";
  const auto told = [](const KeptRanking& then, const search::Vocabulary& now) {
    const RankingReplay replay = compare(then, std::nullopt, {}, now);
    return std::pair(replay.vocabulary_changed, replay.weights_changed);
  };
  CHECK(told(kept, *index.vocabulary()) == std::pair(false, false));
  CHECK(told(kept, changed) == std::pair(true, false));
  CHECK(told(other_weights, *index.vocabulary()) == std::pair(false, true));
  CHECK(told(other_weights, changed) == std::pair(true, true));
  // Without the inputs neither is known.
  CHECK(told({kept.order, std::nullopt}, changed) == std::pair(false, false));
}

TEST_CASE_METHOD(ReplayFixture, "when the question's text is destroyed only then is known",
                 "[replay][privacy]") {
  const ConsultationId id = sent();
  const auto before = order(id);
  consultations.give_reason(coordinator, id, "Klacht over de volgorde.");
  const auto question_id = consultations.thread(asker, id).entries.front().message.id;
  consultations.destroy_text(asker, id, question_id, 1);
  const RankingReplay replay = consultations.replay(coordinator, id);
  CHECK(replay.text_gone);
  CHECK(replay.reproduced);
  CHECK(replay.described_now.empty());
  REQUIRE(replay.people.size() == before.size());
  for (const auto& each : replay.people) {
    CHECK(each.then);
    CHECK_FALSE(each.now);
    CHECK(each.changes.empty());
  }
}

TEST_CASE_METHOD(ReplayFixture, "a question ranked before inputs were kept has only its order",
                 "[replay]") {
  const ConsultationId id = sent();
  const KeptRanking then{order(id), std::nullopt};
  const RankingReplay replay = compare(then, std::nullopt, {}, *index.vocabulary());
  CHECK_FALSE(replay.inputs_kept);
  CHECK_FALSE(replay.reproduced);
  REQUIRE(replay.people.size() == then.order.size());
  CHECK(replay.people.front().then->reasons.empty());
}

TEST_CASE_METHOD(ReplayFixture, "what was learned since is told", "[replay]") {
  KeptRanking then{order(sent()), decode_ranking_record(inputs(sent()))};
  then.order.resize(then.record->people.size());
  KeptRanking now = then;
  now.record->people[0].signals.evidence["schulden"] = 4;
  const RankingReplay replay = compare(then, now, {}, *index.vocabulary());
  REQUIRE(replay.people[0].changes.size() == 1);
  CHECK(replay.people[0].changes[0].what == What::learned);
  CHECK(replay.people[0].changes[0].then == "0");
  CHECK(replay.people[0].changes[0].now == "4");
}

TEST_CASE_METHOD(ReplayFixture, "a phone consult ranked nobody", "[replay]") {
  PhoneConsult consult;
  consult.specialist = anna.id();
  consult.question = "Mag dit?";
  consult.advice = "Ja.";
  const ConsultationId id = consultations.log_phone_consult(asker, consult, std::nullopt);
  const RankingReplay replay = replayed(id);
  CHECK(replay.people.empty());
  CHECK_FALSE(replay.inputs_kept);
}

TEST_CASE("of very long profiles the last are kept by their place alone", "[replay]") {
  RankingRecord record;
  for (int i = 0; i < 50; ++i) {
    RankingRecord::Person person;
    search::ProfileRecord kept;
    kept.profile.id = "p" + std::to_string(i);
    for (int j = 0; j < 60; ++j) kept.profile.laws.emplace_back(120, 'x');
    kept.topics = {{"topic-" + std::to_string(i), 1}};
    person.hit.record = std::make_shared<const search::ProfileRecord>(std::move(kept));
    record.people.push_back(person);
  }
  const CaseText kept = encode(record);
  CHECK(kept.parts().begin()->second.size() <= record_bytes_at_most);
  const std::size_t people = decode_ranking_record(kept).people.size();
  CHECK(people > 10);
  CHECK(people < 50);
  CHECK_THROWS_AS(decode_ranking_record(CaseText::of("iets anders")), std::runtime_error);
}

}  // namespace expertise
