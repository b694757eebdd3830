// How a question comes to be asked: by a team member, by a partner, or logged after a talk.
#include <catch2/catch.hpp>

#include "server/pool/consultations.h"
#include "server/pool/kept_transition.h"
#include "tests/pool/case_fixture.h"
#include "tests/pool/counting_store.h"

namespace expertise {

namespace {

using State = ConsultationState;

}  // namespace

TEST_CASE_METHOD(CaseFixture, "a question that says nothing cannot be sent", "[consultation]") {
  const Actor partner = partner_of_home_team();
  for (const char* text : {"a", "de het een", "?!"}) {
    CAPTURE(text);
    auto refusal = refused([&] { consultations.ask(asker, question(text), std::nullopt); });
    REQUIRE(refusal);
    CHECK(refusal->faults() == std::vector<Fault>{{"/text", "says_nothing"}});
    refusal = refused([&] {
      consultations.ask_as_partner(partner, text, ResidentKnowledge::discussed, std::nullopt);
    });
    REQUIRE(refusal);
    CHECK(refusal->faults() == std::vector<Fault>{{"/text", "says_nothing"}});
    // As a draft it is fine: it is still being written.
    CHECK_FALSE(refused([&] { consultations.keep_draft(asker, question(text), {}); }));
  }
}

TEST_CASE_METHOD(CaseFixture, "of an eighteenth birthday the age is kept, and tells what changes",
                 "[consultation]") {
  index.set_vocabulary(search::seed_vocabulary());
  bring_up(*store, index);
  const auto kept = [&](const std::string& text) {
    NewQuestion made = question(text);
    made.added_topics.clear();
    return row(consultations.ask(asker, made, std::nullopt)).understood;
  };
  const search::Vocabulary& vocabulary = *search::seed_vocabulary();
  for (const char* text : {"Jongen van 17 in pleegzorg, hij heeft schulden.",
                           "Jongen wordt over vier maanden 18, pleegzorg en schulden.",
                           "Moeder (42) met zoon van 17 in pleegzorg en met schulden."}) {
    CAPTURE(text);
    const UnderstoodCodes codes = kept(text);
    CHECK(codes.age_group == "17-17");
    const auto transition = kept_transition(codes, vocabulary);
    REQUIRE(transition);
    CHECK(transition->age == 17);
    std::vector<std::string_view> strands;
    for (const auto& each : transition->rows) strands.push_back(each.rule->strand);
    CHECK(std::count(strands.begin(), strands.end(), "foster_care") == 1);
    CHECK(std::count(strands.begin(), strands.end(), "debts") == 1);
  }
  const UnderstoodCodes grown = kept("Man van 52 met schulden.");
  CHECK(grown.age_group == "52-52");
  CHECK_FALSE(kept_transition(grown, vocabulary));
  // An age that was only assumed is not kept.
  CHECK_FALSE(kept("Wat verandert er bij volwassen worden na pleegzorg?").age_group);
}

TEST_CASE_METHOD(CaseFixture, "asking keeps what was chosen and says when an answer is due",
                 "[consultation]") {
  NewQuestion made = question();
  made.urgency = Urgency::today;
  made.neighbourhood = quarter.id;
  made.resident = ResidentKnowledge::discussed;
  made.excluded_specialists = {dirk.id()};
  made.excluded_organisations = {"Stichting Zonder"};
  made.specialists = {anna.id()};
  made.added_topics = {"woonoverlast", "schulden"};
  made.own_reference = "2026-0042";
  ConsultationId id = consultations.ask(asker, made, std::nullopt);

  Consultation kept = row(id);
  CHECK(kept.state == State::open);
  CHECK(kept.asker == *asker.user);
  CHECK(kept.team == home_team.id);
  CHECK(kept.municipality == town.id);
  CHECK(kept.neighbourhood == quarter.id);
  CHECK(kept.excluded_specialists == made.excluded_specialists);
  CHECK(kept.excluded_organisations == made.excluded_organisations);
  CHECK(kept.asked_at == env.now());
  // Thursday 9:30 in the Netherlands and four working hours.
  CHECK(kept.answer_by == at("2026-03-05T12:30:00Z"));
  CHECK(std::count(kept.understood.topics.begin(), kept.understood.topics.end(), "woonoverlast") ==
        1);
  CHECK(std::count(kept.understood.topics.begin(), kept.understood.topics.end(), "schulden") == 1);
  CHECK(pending(id) == std::vector{anna.id()});
  CHECK(invitation_of(id, anna).answer_by == kept.answer_by);
  auto ranking = store->begin(Access::read)->ranking(id);
  CHECK(ranking.size() >= 3);
  CHECK(std::none_of(ranking.begin(), ranking.end(),
                     [&](const auto& each) { return each.specialist == dirk.id(); }));

  CHECK(count(id, EventKind::question_asked) == 1);
  CHECK(count(id, EventKind::own_reference_set) == 1);
  CHECK(count(id, EventKind::specialist_invited) == 1);
  Event event = last(id, EventKind::question_asked);
  CHECK(event.actor == asker.user);
  CHECK_FALSE(event.details.contains("topics"));
  auto sealed = store->begin(Access::read)->open(id, event.sealed);
  REQUIRE(sealed);
  CHECK(sealed->at("neighbourhood") == quarter.id.text());
  CHECK(sealed->at("topics").find("woonoverlast") != std::string::npos);
}

TEST_CASE_METHOD(CaseFixture, "a faulty question is refused with all its faults and nothing kept",
                 "[consultation]") {
  Municipality away = municipality("Elders");
  Specialist stranger = specialist(away.id, "Vreemde Deskundige");
  NewQuestion made;
  made.text = std::string("slecht\0teken", 12);
  made.added_topics = {"bestaat-niet"};
  made.neighbourhood = neighbourhood(away.id, "Verweg").id;
  made.specialists = {anna.id(), anna.id(), stranger.id};
  made.excluded_organisations = {"  "};
  made.group = group(away.id, "Elders", {stranger.id}).id;
  made.own_reference = std::string(61, 'x');
  auto head = store->head();

  auto refusal = refused([&] { consultations.ask(asker, made, std::nullopt); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::invalid_input);
  const auto& faults = refusal->faults();
  CHECK(has_fault(faults, "/text", "control_character"));
  CHECK(has_fault(faults, "/addedTopics/0", "unknown_topic"));
  CHECK(has_fault(faults, "/neighbourhood", "not_found"));
  CHECK(has_fault(faults, "/specialists/1", "duplicate"));
  CHECK(has_fault(faults, "/specialists/2", "not_found"));
  CHECK(has_fault(faults, "/excludedOrganisations/0", "required"));
  CHECK(has_fault(faults, "/group", "not_found"));
  CHECK(has_fault(faults, "/ownReference", "too_long"));
  CHECK(faults.size() == 8);
  CHECK(store->head() == head);
}

TEST_CASE_METHOD(CaseFixture, "a text may be as long as the limit and no longer",
                 "[consultation]") {
  std::string longest;
  for (std::size_t i = 0; i < ConsultationLimits::text_characters; ++i) longest += "é";
  CHECK_NOTHROW(consultations.ask(asker, question(longest), std::nullopt));
  auto refusal = refused([&] { consultations.ask(asker, question(longest + "é"), std::nullopt); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/text", "too_long"));
  auto blank = refused([&] { consultations.ask(asker, question(" \n\t "), std::nullopt); });
  REQUIRE(blank);
  CHECK(has_fault(blank->faults(), "/text", "required"));
  auto broken = refused([&] { consultations.ask(asker, question("\xff\xfe"), std::nullopt); });
  REQUIRE(broken);
  CHECK(has_fault(broken->faults(), "/text", "not_utf8"));
}

TEST_CASE_METHOD(CaseFixture, "who asks from several teams says from which", "[consultation]") {
  Team second = team(town.id, "Wijkteam Zuid");
  User both = user(town.id, "Tessa Tweeteams", {Role::team_member}, {home_team.id, second.id});
  NewQuestion made = question();
  auto refusal = refused([&] { consultations.ask(actor(both), made, std::nullopt); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/team", "required"));
  made.team = second.id;
  CHECK(row(consultations.ask(actor(both), made, std::nullopt)).team == second.id);
  made.team = team(town.id, "Wijkteam Oost").id;
  auto foreign = refused([&] { consultations.ask(actor(both), made, std::nullopt); });
  REQUIRE(foreign);
  CHECK(has_fault(foreign->faults(), "/team", "not_found"));
}

TEST_CASE_METHOD(CaseFixture, "a repeat with the same key asks once", "[consultation]") {
  Once once{"sleutel-1", Hash{1}};
  NewQuestion made = question();
  made.specialists = {anna.id()};
  ConsultationId first = consultations.ask(asker, made, once);
  auto head = store->head();
  CHECK(consultations.ask(asker, made, once) == first);
  CHECK(store->head() == head);
  auto refusal = refused([&] { consultations.ask(asker, made, Once{"sleutel-1", Hash{2}}); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::conflict);
  CHECK(refusal->detail() == "idempotency_key_reused");

  Once message{"sleutel-2", Hash{3}};
  MessageId written = consultations.write(asker, first, "Aanvulling.", message);
  CHECK(consultations.write(asker, first, "Aanvulling.", message) == written);
  Once inviting{"sleutel-3", Hash{4}};
  auto invited = consultations.invite(asker, first, {bram.id(), carla.id()}, {}, inviting);
  CHECK(invited.size() == 2);
  CHECK(consultations.invite(asker, first, {bram.id(), carla.id()}, {}, inviting) == invited);
  CHECK(pending(first).size() == 3);
}

TEST_CASE_METHOD(CaseFixture, "a repeat is answered once the first is durable", "[consultation]") {
  CountingStore counting(*store);
  Context counted{counting, env};
  Matching counted_matching(counted, index);
  Consultations asking_again(counted, counted_matching);
  Consultation found = row(asked());
  auto repeated = [&](const auto& call) {
    call();
    int before = counting.commits;
    auto head = store->head();
    call();
    CHECK(counting.commits == before + 1);
    CHECK(store->head() == head);
  };
  repeated([&] { asking_again.write(asker, found.id, "Nog iets.", Once{"sleutel-1", Hash{1}}); });
  repeated([&] {
    asking_again.invite(asker, found.id, {anna.id()}, {}, Once{"sleutel-2", Hash{2}});
  });
  PhoneConsult held;
  held.specialist = anna.id();
  held.question = "Hoe zit het met de toeslag?";
  held.advice = "Vraag hem opnieuw aan.";
  repeated([&] { asking_again.log_phone_consult(asker, held, Once{"sleutel-3", Hash{3}}); });
}

TEST_CASE_METHOD(CaseFixture, "only whoever may ask, asks", "[consultation]") {
  User reviewing = user(town.id, "Rian Toetser", {Role::reviewer});
  User administering = user(town.id, "Ab Beheer", {Role::administrator});
  for (const Actor& each :
       {anna.actor, coordinator, actor(reviewing), actor(administering), machine}) {
    auto refusal = refused([&] { consultations.ask(each, question(), std::nullopt); });
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::not_allowed);
  }
}

TEST_CASE_METHOD(CaseFixture, "a partner's question goes to the team's contact as asker",
                 "[consultation]") {
  User partner = user(town.id, "Juf Jansje", {Role::partner});
  partner.partner_of = home_team.id;
  keep_user(partner);
  const std::string text = "Een leerling komt vaak zonder eten op school.";
  auto ask = [&] {
    return consultations.ask_as_partner(actor(partner), text, ResidentKnowledge::consent,
                                        std::nullopt);
  };
  auto refusal = refused(ask);
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::conflict);
  CHECK(refusal->detail() == "team_without_contact");

  auto txn = store->begin(Access::write);
  home_team.contact = beside.id;
  txn->put(home_team);
  txn->commit();
  txn.reset();
  ConsultationId id = ask();
  CHECK(row(id).asker == beside.id);
  CHECK(row(id).participants == std::vector{partner.id});
  CHECK(row(id).origin == Origin::partner);
  CHECK(row(id).team == home_team.id);
  CHECK(count(id, EventKind::partner_question_asked) == 1);
  CHECK(consultations.view(actor(partner), id).sight == Sight::full);
  CHECK(consultations.view(teammate, id).consultation.asker == beside.id);
  // Others' questions of the team are not the partner's.
  CHECK(refused([&] { consultations.view(actor(partner), asked()); })->reason() ==
        Reason::not_found);
}

TEST_CASE_METHOD(CaseFixture, "a phone consult is logged as advised, or as closed",
                 "[consultation]") {
  change(anna, [](Specialist& profile) { profile.availability.paused = true; });
  PhoneConsult consult;
  consult.specialist = anna.id();
  consult.question = "Kort gebeld over beslag op het loon.";
  consult.advice = "Beslagvrije voet laten herberekenen.";
  consult.topics = {"schulden"};
  consult.held_at = env.now() - std::chrono::hours(2);

  ConsultationId id = consultations.log_phone_consult(asker, consult, std::nullopt);
  CHECK(state(id) == State::advised);
  CHECK(row(id).origin == Origin::phone);
  CHECK(row(id).asked_at == *consult.held_at);
  CHECK(count(id, EventKind::phone_consult_logged) == 1);
  CHECK(count(id, EventKind::consultation_closed) == 0);
  auto thread = consultations.thread(asker, id);
  REQUIRE(thread.entries.size() == 2);
  CHECK(thread.entries[0].message.kind == MessageKind::question);
  CHECK(thread.entries[1].message.kind == MessageKind::advice);
  CHECK(thread.entries[1].message.author == asker.user);
  CHECK(thread.entries[1].versions[0].text->part("advice") == consult.advice);
  CHECK(consultations.view(anna.actor, id).sight == Sight::full);

  consult.closure = closure();
  ConsultationId closed = consultations.log_phone_consult(asker, consult, std::nullopt);
  CHECK(state(closed) == State::closed);
  CHECK(row(closed).closure == closure());
  CHECK(count(closed, EventKind::consultation_closed) == 1);

  consult.closure->minutes = -1;
  consult.held_at = env.now() + std::chrono::minutes(1);
  consult.question = "";
  auto refusal = refused([&] { consultations.log_phone_consult(asker, consult, std::nullopt); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/closure/minutes", "out_of_range"));
  CHECK(has_fault(refusal->faults(), "/heldAt", "in_the_future"));
  CHECK(has_fault(refusal->faults(), "/question", "required"));
  consult.held_at = env.now() - std::chrono::days(31) - std::chrono::milliseconds(1);
  refusal = refused([&] { consultations.log_phone_consult(asker, consult, std::nullopt); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/heldAt", "too_long_ago"));
}

}  // namespace expertise
