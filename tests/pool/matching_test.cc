#include "server/pool/matching.h"

#include <catch2/catch.hpp>
#include <set>

#include "search/fold.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

const std::string about_debts = "Moeder heeft schulden en opent haar post niet meer.";

struct MatchingFixture : CaseFixture {
  std::set<SpecialistId> proposed(const MatchRequest& request) {
    std::set<SpecialistId> people;
    for (const MatchCandidate& each : matching.match(asker, request).candidates) {
      people.insert(each.specialist.id);
    }
    return people;
  }
  std::set<SpecialistId> browsed(const PoolFilters& filters, const std::string& text = "") {
    std::set<SpecialistId> people;
    for (const MatchCandidate& each : matching.search(asker, text, filters, {}).candidates) {
      people.insert(each.specialist.id);
    }
    return people;
  }
  void bring_up() { expertise::bring_up(*store, index); }
};

// The same pool with the vocabulary that the product comes with.
struct KnowingFixture : MatchingFixture {
  KnowingFixture() {
    index.set_vocabulary(search::seed_vocabulary());
    bring_up();
  }
  std::vector<std::string> topics(const std::string& text) {
    std::vector<std::string> labels;
    for (const auto& each : matching.match(asker, {.question = text}).understood.aspects) {
      labels.push_back(each.label);
    }
    return labels;
  }
};

}  // namespace

TEST_CASE_METHOD(MatchingFixture, "who lacks an agreement is not proposed, and stands in the pool",
                 "[matching]") {
  const auto lacking = GENERATE(&Agreements::confidentiality_until, &Agreements::conduct_until,
                                &Agreements::covenant_until);
  const std::string until = GENERATE("", "2026-03-04");
  change(anna, [&](Specialist& profile) { profile.agreements.*lacking = until; });
  bring_up();
  const Match match = matching.match(asker, {.question = about_debts});
  CHECK(match.candidates.size() == 4);
  REQUIRE(match.team.members.size() == 1);
  for (const MatchCandidate& each : match.candidates) {
    CHECK(each.presence.lacking_agreement.has_value() == (each.specialist.id == anna.id()));
  }
  CHECK(match.team.members.front().id != anna.id().text());

  const SearchResult pool = matching.search(asker, "", {}, {});
  auto found = std::find_if(pool.candidates.begin(), pool.candidates.end(),
                            [&](const auto& each) { return each.specialist.id == anna.id(); });
  REQUIRE(found != pool.candidates.end());
  CHECK(found->presence.lacking_agreement);
  PoolFilters reachable;
  reachable.available = AvailableWithin::this_week;
  CHECK_FALSE(browsed(reachable).contains(anna.id()));
}

TEST_CASE_METHOD(MatchingFixture, "an agreement holds on its last day", "[matching]") {
  change(anna, [](Specialist& profile) { profile.agreements.conduct_until = "2026-03-05"; });
  bring_up();
  CHECK(proposed({.question = about_debts}).contains(anna.id()));
}

TEST_CASE_METHOD(MatchingFixture, "who names no neighbourhood serves them all", "[matching]") {
  change(anna, [&](Specialist& profile) { profile.neighbourhoods = {quarter.name}; });
  change(bram, [](Specialist& profile) { profile.neighbourhoods = {"Elders"}; });
  bring_up();
  PoolFilters filters;
  filters.neighbourhoods = {quarter.name};
  const std::set<SpecialistId> serving{anna.id(), carla.id(), dirk.id()};
  CHECK(browsed(filters) == serving);
  CHECK(browsed(filters, "schulden") == serving);
  CHECK(proposed({.question = about_debts, .filters = filters}) == serving);
}

TEST_CASE_METHOD(MatchingFixture, "the next are looked for while those before cannot be invited",
                 "[matching]") {
  // More of them than one reading holds, all nearer to the question.
  for (int i = 0; i < 130; ++i) {
    Specialist away = specialist(town.id, "Weg " + std::to_string(i), {"schulden"});
    away.title = "Schuldhulpverlener voor schulden en ongeopende post";
    away.agreements.covenant_until.clear();
    keep_specialist(away);
  }
  bring_up();
  const std::set<std::string> free{anna.id().text(), bram.id().text(), carla.id().text(),
                                   dirk.id().text()};
  const Match match = matching.match(asker, {.question = about_debts, .limit = 1});
  REQUIRE(match.team.members.size() == 1);
  CHECK(free.contains(match.team.members.front().id));
}

TEST_CASE_METHOD(MatchingFixture, "in a pool where nobody has an agreement yet people are proposed",
                 "[matching]") {
  for (auto* each : {&anna, &bram, &carla, &dirk}) {
    change(*each, [](Specialist& profile) { profile.agreements = {}; });
  }
  bring_up();
  const Match match = matching.match(asker, {.question = about_debts});
  CHECK(match.candidates.size() == 4);
  CHECK(match.team.members.size() == 1);
}

TEST_CASE_METHOD(MatchingFixture, "as many people are proposed as asked for, at most 100",
                 "[matching]") {
  for (int i = 0; i < 250; ++i) specialist(town.id, "Nog " + std::to_string(i), {"schulden"});
  bring_up();
  for (const auto& [limit, count] : {std::pair(1, 1), {20, 20}, {100, 100}, {101, 100}}) {
    MatchRequest request{.question = about_debts, .limit = static_cast<std::size_t>(limit)};
    CHECK(proposed(request).size() == static_cast<std::size_t>(count));
  }
  const auto sent = consultations.ask(asker, question(), {});
  CHECK(store->begin(Access::read)->ranking(sent).size() == 50);
}

TEST_CASE_METHOD(KnowingFixture,
                 "who knows a lesser part is found below a crowd that knows the rest",
                 "[matching]") {
  for (int i = 0; i < 60; ++i) {
    specialist(town.id, "Menigte " + std::to_string(i),
               {"huiselijk geweld", "kindermishandeling", "partnergeweld"});
  }
  const Specialist lone = specialist(town.id, "Enige", {"dementie"});
  bring_up();
  const Match match = matching.match(
      asker,
      {.question = "Er is huiselijk geweld, kindermishandeling en partnergeweld, en oma heeft "
                   "dementie.",
       .limit = 5});
  CHECK(match.team.uncovered.empty());
  REQUIRE(match.team.members.size() >= 2);
  const bool in_team = std::any_of(match.team.members.begin(), match.team.members.end(),
                                   [&](const auto& each) { return each.id == lone.id.text(); });
  CHECK(in_team);
  const bool shown = std::any_of(match.candidates.begin(), match.candidates.end(),
                                 [&](const auto& each) { return each.specialist.id == lone.id; });
  CHECK(shown);
}

TEST_CASE_METHOD(KnowingFixture, "who fits nothing of a question but a law or an age is not shown",
                 "[matching]") {
  Specialist other = specialist(town.id, "Ander", {"dyslexie"});
  other.title = "Leesspecialist";
  other.summary = "Lezen en spellen op de basisschool.";
  other.laws = {"Wgs"};
  other.life_domains = {"Financiën"};
  other.age_groups = {"4-12"};
  keep_specialist(other);
  bring_up();
  const Match match = matching.match(asker, {.question = "Schulden bij een ouder van 8 kinderen"});
  CHECK(match.candidates.size() == 4);
  CHECK_FALSE(
      proposed({.question = "Deurwaarder aan de deur, 8 jaar schulden"}).contains(other.id));
  CHECK(proposed({.question = "dyslexie"}) == std::set<SpecialistId>{other.id});
  const Match nobody_fits = matching.match(asker, {.question = "vogelspin"});
  CHECK(nobody_fits.candidates.empty());
  CHECK(nobody_fits.team.members.empty());
}

TEST_CASE_METHOD(MatchingFixture,
                 "who knows the law is shown when nothing but the law is asked for", "[matching]") {
  change(anna, [](Specialist& profile) { profile.laws = {"Wgs"}; });
  change(bram, [](Specialist& profile) { profile.laws = {"Wlz"}; });
  bring_up();
  const auto people = proposed({.question = "Wgs"});
  CHECK(people.contains(anna.id()));
  CHECK_FALSE(people.contains(bram.id()));
}

TEST_CASE_METHOD(KnowingFixture, "who a question is about is no part of what it is about",
                 "[matching]") {
  const auto [text, without] = GENERATE(table<std::string, std::string>({
      {"Meneer De Boer is eenzaam.", "Meneer is eenzaam."},
      {"Mevrouw Vrolijk belt.", "Mevrouw belt."},
      {"Meneer Post krijgt hulp.", "Meneer krijgt hulp."},
      {"06-12345678", ""},
      {"Bel 06-12345678.", "Bel."},
      {"[telefoon]", ""},
      {"[persoon A] heeft schulden, bel [telefoon].", "Ze heeft schulden, bel."},
      {"[person B] op [adres] en [e-mail] heeft schulden.", "op en heeft schulden."},
      {"Het gaat om [bankrekening] en [rekening].", "Het gaat om en."},
      {"Het nummer NL91ABNA0417164300.", "Het nummer."},
      {"Zij is geboren op 12-03-1980.", "Zij is geboren op."},
      {"Woont Schuldenstraat 12, 3814 WE 12.", "Woont."},
  }));
  CAPTURE(text);
  const Match match = matching.match(asker, {.question = text});
  CHECK_FALSE(match.did_you_mean);
  std::vector<std::string> expected;
  if (!without.empty()) expected = topics(without);
  CHECK(topics(text) == expected);
}

TEST_CASE_METHOD(KnowingFixture, "beside a name the rest is understood as without it",
                 "[matching]") {
  const Match match = matching.match(
      asker, {.question = "Jan van 17, Molenwijk, 06-12345678, heeft schulden. Mevrouw Molen."});
  CHECK(match.understood.age == search::AgeBand{17, 17});
  CHECK(match.understood.neighbourhoods == std::vector<std::string>{"Molenwijk"});
  // The places are those of the text as it was sent.
  REQUIRE(match.personal_data.size() == 3);
  CHECK(match.personal_data[0] == Finding{PersonalDataKind::name, 0, 3, Certainty::likely});
  CHECK(match.personal_data[1] == Finding{PersonalDataKind::phone, 23, 34, Certainty::sure});
  CHECK(match.personal_data[2].begin == 60);
}

TEST_CASE_METHOD(KnowingFixture, "a neighbourhood that bears a person's name is understood",
                 "[matching]") {
  neighbourhood(town.id, "Jan Pietersen");
  const Match match =
      matching.match(asker, {.question = "Gezin met schulden in de wijk Jan Pietersen."});
  CHECK(match.understood.neighbourhoods == std::vector<std::string>{"Jan Pietersen"});
}

TEST_CASE_METHOD(KnowingFixture, "a name that is asked about lights up in nobody's profile",
                 "[matching]") {
  change(anna, [](Specialist& profile) {
    profile.summary = "Meneer De Boer en mevrouw Vrolijk zijn schulden de baas.";
  });
  bring_up();
  const Match match =
      matching.match(asker, {.question = "Meneer De Boer en mevrouw Vrolijk hebben schulden."});
  std::string marked;
  for (const MatchCandidate& each : match.candidates) {
    for (const search::Segment& part : each.passage) marked += part.marked ? part.text : "";
    for (const search::Reason& reason : each.reasons) {
      for (const std::string& word : reason.parameters) CHECK(word != "Vrolijk");
    }
  }
  CHECK(marked.find("schulden") != std::string::npos);
  CHECK(marked.find("Boer") == std::string::npos);
  CHECK(marked.find("Vrolijk") == std::string::npos);
}

TEST_CASE_METHOD(KnowingFixture, "a better spelling is offered for words of care, not for facts",
                 "[matching]") {
  const std::string facts =
      "Jan Jansen, geboren in maart 2009, krijgt 1200 euro per maand en leest Anne Frank.";
  CHECK_FALSE(matching.match(asker, {.question = facts}).did_you_mean);
  CHECK(matching.match(asker, {.question = "Jansen heeft schuldn en demetie, bel [telefoon]."})
            .did_you_mean == "Jansen heeft schulden en dementie, bel [telefoon].");
}

TEST_CASE_METHOD(KnowingFixture, "what a word with a slip means is offered as a topic",
                 "[matching]") {
  const auto meant = [&](const MatchRequest& request) {
    std::vector<std::string> topics;
    for (const auto& each : matching.match(asker, request).meant) topics.push_back(each.topic);
    std::sort(topics.begin(), topics.end());
    return topics;
  };
  CHECK(meant({.question = "Moeder heeft schuldn"}) == std::vector<std::string>{"schulden"});
  CHECK(meant({.question = "Vader met dementei, en schuldn"}) ==
        std::vector<std::string>{"dementie", "schulden"});
  // What is there already, or was taken away, is not offered.
  CHECK(meant({.question = "Moeder heeft schuldn", .added_topics = {"schulden"}}).empty());
  CHECK(
      meant(
          {.question = "Moeder heeft schuldn", .added_topics = {}, .removed_topics = {"schulden"}})
          .empty());
  CHECK(meant({.question = about_debts}).empty());
}

TEST_CASE_METHOD(KnowingFixture, "by words that say nothing nobody is found", "[matching]") {
  for (const char* text : {"a", "de het een", "?!"}) {
    CAPTURE(text);
    const Match match = matching.match(asker, {.question = text});
    CHECK(match.readable != search::Readable::yes);
    CHECK(match.candidates.empty());
    CHECK(match.team.members.empty());
    CHECK(match.understood.aspects.empty());
    // What the asker adds by hand says something.
    const Match added = matching.match(asker, {.question = text, .added_topics = {"schulden"}});
    CHECK_FALSE(added.candidates.empty());
  }
}

TEST_CASE_METHOD(KnowingFixture, "a birthday with its date is counted from today", "[matching]") {
  // It is Thursday 5 March 2026.
  const auto days = [&](const std::string& text) {
    return matching.match(asker, {.question = text}).understood.days_until_eighteen;
  };
  CHECK(days("Op 3 juli 2026 wordt hij 18, de pleegzorg stopt.") == 120);
  CHECK(days("Jongen in een pleeggezin wordt in de zomer 18.") == 132);
  // A date of a birthday to come is no date of birth, which is blank before the text is read.
  CHECK(days("Jongen wordt op 24-12-2026 18, de pleegzorg stopt.") == 294);
  CHECK(days("Hij wordt 18 op 24/12, de pleegzorg stopt.") == 294);
  CHECK_FALSE(days("Jongen, geboren 24-12-2010, in pleegzorg.").has_value());
}

TEST_CASE_METHOD(KnowingFixture, "what only excluded people know is not said to be known to nobody",
                 "[matching]") {
  MatchRequest request{.question = "Moeder heeft schulden en haar vader heeft dementie."};
  change(anna, [](Specialist& profile) { profile.topics = {"schulden", "dementie"}; });
  bring_up();
  const auto has = [](const std::vector<std::string>& topics, const std::string& topic) {
    return std::find(topics.begin(), topics.end(), topic) != topics.end();
  };
  CHECK_FALSE(has(matching.match(asker, request).team.uncovered, "dementie"));
  SECTION("by person") { request.filters.excluded_specialists = {anna.id()}; }
  SECTION("by organisation") { request.filters.excluded_organisations = {"Stichting Anna Advies"}; }
  if (request.filters.excluded_specialists.empty() &&
      request.filters.excluded_organisations.empty()) {
    return;
  }
  const Match match = matching.match(asker, request);
  CHECK(has(match.team.uncovered, "dementie"));
  CHECK(match.known_to_excluded == std::vector<std::string>{"dementie"});
  // Somebody who knows nothing of it changes nothing.
  MatchRequest other{.question = "Vader is verslaafd aan gokken."};
  other.filters.excluded_specialists = {bram.id()};
  CHECK(matching.match(asker, other).known_to_excluded.empty());
}

TEST_CASE_METHOD(KnowingFixture, "facts that the asker adds count as if the text told them",
                 "[matching]") {
  const std::string text = "Moeder heeft schulden.";
  const auto understood =
      matching
          .match(asker, {.question = text,
                         .added_facets = {{FacetKind::age, "0-3"},
                                          {FacetKind::age, "17-17"},
                                          {FacetKind::language, "tr"},
                                          {FacetKind::law, "Jeugdwet"},
                                          {FacetKind::life_domain, "Justitie"},
                                          {FacetKind::neighbourhood, "Molenwijk"}}})
          .understood;
  const auto has = [](const std::vector<std::string>& list, const std::string& value) {
    return std::count(list.begin(), list.end(), value) == 1;
  };
  CHECK(understood.age == search::AgeBand{17, 17});
  CHECK(understood.days_until_eighteen == 365);
  CHECK(has(understood.languages, "tr"));
  CHECK(has(understood.laws, "Jeugdwet"));
  CHECK(has(understood.life_domains, "Justitie"));
  CHECK(has(understood.neighbourhoods, "Molenwijk"));
}

TEST_CASE_METHOD(KnowingFixture, "a fact that is in no list cannot be added", "[matching]") {
  const auto fault = [&](RemovedFacet facet) {
    const auto refusal = refused([&] {
      matching.match(asker, {.question = about_debts, .added_facets = {std::move(facet)}});
    });
    return refusal ? refusal->faults().at(0).place + " " + refusal->faults().at(0).code : "";
  };
  CHECK(fault({FacetKind::law, "Jan uit de Kerkstraat"}) == "/addedFacets/0/value not_an_option");
  CHECK(fault({FacetKind::language, "klingon"}) == "/addedFacets/0/value not_an_option");
  CHECK(fault({FacetKind::life_domain, "Zorg"}) == "/addedFacets/0/value not_an_option");
  CHECK(fault({FacetKind::urgency, ""}) == "/addedFacets/0/kind not_an_option");
  CHECK(fault({FacetKind::age, "jong"}) == "/addedFacets/0/value not_years");
}

TEST_CASE_METHOD(KnowingFixture, "in the pool somebody is found by name", "[matching]") {
  CHECK(matching.search(asker, "Anna Advies", {}, {}).candidates.front().specialist.id ==
        anna.id());
}

TEST_CASE_METHOD(KnowingFixture, "a topic that is called after a person is understood",
                 "[matching]") {
  int called_after_a_person = 0;
  for (const search::Topic& topic : index.vocabulary()->topics()) {
    CAPTURE(topic.term);
    CHECK(find_personal_data(topic.term).empty());
    for (const std::string& name : topic.synonyms) {
      // One word ("Freya") is sooner somebody's name.
      if (find_personal_data(name).empty() || search::tokens(name).size() < 2) continue;
      CAPTURE(name);
      ++called_after_a_person;
      CHECK(matching.match(asker, {.question = name}).understood.text == name);
    }
  }
  CHECK(called_after_a_person > 5);
}

TEST_CASE_METHOD(KnowingFixture, "the kind of knowledge that is asked for comes first",
                 "[matching]") {
  change(dirk, [](Specialist& profile) { profile.knowledge = KnowledgeKind::experience; });
  change(carla, [](Specialist& profile) { profile.title = "Jurist bestuursrecht"; });
  change(bram, [](Specialist& profile) { profile.target_groups = {"statushouders"}; });
  bring_up();
  using search::ReasonCode;
  const auto first = [&](const MatchRequest& request, ReasonCode code) {
    const MatchCandidate found = matching.match(asker, request).candidates.front();
    const bool told = std::any_of(found.reasons.begin(), found.reasons.end(),
                                  [&](const search::Reason& each) { return each.code == code; });
    return told ? found.specialist.name : std::string();
  };
  CHECK(first({.question = "Schulden. Ik zoek iemand die het zelf heeft meegemaakt."},
              ReasonCode::knowledge_kind) == dirk.profile.name);
  CHECK(first({.question = "Schulden. Graag juridisch advies."}, ReasonCode::profession) ==
        carla.profile.name);
  CHECK(first({.question = "Een vluchteling en andere nieuwkomers met schulden."},
              ReasonCode::target_group) == bram.profile.name);
  // What is not the matter is not asked for.
  CHECK(first({.question = "Schulden. Geen ervaringsdeskundige."}, ReasonCode::knowledge_kind)
            .empty());
  PoolFilters narrowed;
  narrowed.knowledge_kinds = {"experience"};
  const MatchRequest by_filter{.question = "schulden", .filters = narrowed};
  CHECK(proposed(by_filter) == std::set<SpecialistId>{dirk.id()});
  CHECK(first(by_filter, ReasonCode::knowledge_kind) == dirk.profile.name);
}

TEST_CASE_METHOD(MatchingFixture, "who may write is warned of personal data, and offered nobody",
                 "[matching]") {
  const MatchRequest request{.question = about_debts + " Zij heet Fatima Demoveld."};
  REQUIRE_FALSE(matching.match(asker, request).candidates.empty());
  const Actor partner = partner_of_home_team();
  for (const Actor& writing : {anna.actor, coordinator, partner}) {
    const Match match = matching.match(writing, request);
    CHECK(match.personal_data.size() == 1);
    CHECK_FALSE(match.understood.aspects.empty());
    CHECK(match.candidates.empty());
    CHECK(match.team.members.empty());
    CHECK(match.team.uncovered.empty());
    CHECK_FALSE(match.did_you_mean);
  }
  const Actor administrator = actor(user(town.id, "Ad Beheer", {Role::administrator}));
  auto refusal = refused([&] { matching.match(administrator, request); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::not_allowed);
}

}  // namespace expertise
