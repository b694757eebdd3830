// Drafts through the use cases: only the maker reaches one, and it ends by deleting, by sending and
// by a week.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/pool/clock_work.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

using std::chrono::days;

const std::string canary = "wielewaal-in-de-wilgen";

struct DraftFixture : CaseFixture {
  NewQuestion content(std::string text = "Vader drinkt, en het gezin wordt uitgezet.") {
    NewQuestion made;
    made.text = std::move(text);
    made.added_topics = {"schulden", "lvb"};
    made.removed_topics = {"woonoverlast"};
    made.removed_facets = {{FacetKind::law, "Wmo 2015"}, {FacetKind::urgency, ""}};
    made.added_facets = {{FacetKind::age, "17-17"}, {FacetKind::language, "tr"}};
    made.excluded_specialists = {carla.id(), dirk.id()};
    made.excluded_organisations = {"Stichting Nergens"};
    made.specialists = {anna.id()};
    return made;
  }
  Draft kept(const Actor& by) { return consultations.keep_draft(by, content(), {}).draft; }
  bool is_there(const Actor& by, DraftId id) {
    auto refusal = refused([&] { consultations.draft(by, id); });
    if (refusal) CHECK(refusal->reason() == Reason::not_found);
    return !refusal;
  }
  std::size_t rows() { return store->begin(Access::read)->drafts(asking.id).size(); }
  /// Every byte of every file that the product keeps.
  std::string bytes_on_disk() {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }
  std::vector<AccessEntry> readings() {
    AccessQuery query;
    query.municipalities = {town.id};
    return store->begin(Access::read)->find(query).items;
  }
};

}  // namespace

TEST_CASE_METHOD(DraftFixture, "a draft comes back to its maker as it was kept", "[drafts]") {
  DraftView made = consultations.keep_draft(asker, content(), {});
  CHECK(made.draft.revision == 1);
  CHECK(made.draft.saved_at == env.now());
  CHECK(made.draft.expires_at == env.now() + days(7));

  NewQuestion read = consultations.draft(asker, made.draft.id).content;
  CHECK(read.text == content().text);
  CHECK(read.added_topics == content().added_topics);
  CHECK(read.removed_topics == content().removed_topics);
  CHECK(read.removed_facets == content().removed_facets);
  CHECK(read.added_facets == content().added_facets);
  CHECK(read.excluded_specialists == content().excluded_specialists);
  CHECK(read.excluded_organisations == content().excluded_organisations);
  CHECK(read.specialists == content().specialists);

  NewQuestion bare;
  bare.text = "Eerste regel\nTweede regel";
  env.pass(std::chrono::minutes(1));
  Draft second = consultations.keep_draft(asker, bare, {}).draft;
  auto all = consultations.drafts(asker);
  REQUIRE(all.size() == 2);
  CHECK(all[0].draft.id == second.id);
  CHECK(all[0].subject == "Eerste regel");
  CHECK(consultations.draft(asker, second.id).content.specialists.empty());
}

TEST_CASE_METHOD(DraftFixture, "a draft of somebody else is as if not there", "[drafts]") {
  DraftId id = kept(asker).id;
  for (const Actor& other : {teammate, townsman, partner_of_home_team()}) {
    CHECK_FALSE(is_there(other, id));
    CHECK(consultations.drafts(other).empty());
    auto changed = refused([&] { consultations.change_draft(other, id, content(), {1}); });
    CHECK(changed->reason() == Reason::not_found);
    CHECK(refused([&] { consultations.destroy_draft(other, id); })->reason() == Reason::not_found);
  }
  CHECK(is_there(asker, id));
}

TEST_CASE_METHOD(DraftFixture, "who may not ask keeps no drafts", "[drafts]") {
  for (const Actor& other : {coordinator, anna.actor, machine}) {
    CHECK(refused([&] { kept(other); })->reason() == Reason::not_allowed);
    CHECK(refused([&] { consultations.drafts(other); })->reason() == Reason::not_allowed);
  }
  Actor partner = partner_of_home_team();
  CHECK(is_there(partner, kept(partner).id));
}

TEST_CASE_METHOD(DraftFixture, "a draft is checked as a question is", "[drafts]") {
  NewQuestion bad = content(" ");
  bad.added_topics = {"bestaat_niet"};
  bad.excluded_organisations = {""};
  bad.specialists = {SpecialistId()};
  bad.excluded_specialists = {dirk.id(), dirk.id()};
  auto refusal = refused([&] { consultations.keep_draft(asker, bad, {}); });
  REQUIRE(refusal);
  CHECK(has_fault(refusal->faults(), "/text", "required"));
  CHECK(has_fault(refusal->faults(), "/addedTopics/0", "unknown_topic"));
  CHECK(has_fault(refusal->faults(), "/excludedOrganisations/0", "required"));
  CHECK(has_fault(refusal->faults(), "/specialists/0", "not_found"));
  CHECK(has_fault(refusal->faults(), "/excludedSpecialists/1", "duplicate"));
  CHECK(rows() == 0);
}

TEST_CASE_METHOD(DraftFixture, "a person has twenty drafts and no more", "[drafts]") {
  for (std::size_t i = 0; i < ConsultationLimits::drafts; ++i) kept(asker);
  auto refusal = refused([&] { kept(asker); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::conflict);
  CHECK(refusal->detail() == "too_many_drafts");
  CHECK(refusal->parameters().at("limit") == "20");
  kept(teammate);
  // Those whose week is over make room, also before they are destroyed.
  env.pass(days(7));
  kept(asker);
}

TEST_CASE_METHOD(DraftFixture, "a draft that is saved again is kept a week from then on",
                 "[drafts]") {
  Draft made = kept(asker);
  env.pass(days(3));
  DraftView changed = consultations.change_draft(asker, made.id, content("Anders."), {1});
  CHECK(changed.draft.revision == 2);
  CHECK(changed.draft.expires_at == env.now() + days(7));
  CHECK(consultations.draft(asker, made.id).content.text == "Anders.");
  auto stale = refused([&] { consultations.change_draft(asker, made.id, content(), {1}); });
  CHECK(stale->reason() == Reason::stale);
}

TEST_CASE_METHOD(DraftFixture, "keeping a draft twice under a key makes one", "[drafts]") {
  const Once once{.key = "sleutel-1", .digest = {1}};
  DraftId id = consultations.keep_draft(asker, content(), once).draft.id;
  DraftView again = consultations.keep_draft(asker, content(), once);
  CHECK(again.draft.id == id);
  CHECK(again.content.text == content().text);
  CHECK(rows() == 1);
  consultations.destroy_draft(asker, id);
  auto gone = refused([&] { consultations.keep_draft(asker, content(), once); });
  CHECK(gone->detail() == "draft_gone");
}

TEST_CASE_METHOD(DraftFixture, "a draft is destroyed when its question is sent, and only then",
                 "[drafts]") {
  DraftId id = kept(asker).id;
  NewQuestion sent = question();
  sent.draft = id;
  sent.specialists = {SpecialistId()};
  CHECK(refused([&] { consultations.ask(asker, sent, {}); }));
  CHECK(is_there(asker, id));
  sent.specialists = {};
  consultations.ask(asker, sent, {});
  CHECK_FALSE(is_there(asker, id));
  CHECK(rows() == 0);
}

TEST_CASE_METHOD(DraftFixture, "sending leaves a draft of somebody else, and one that is gone",
                 "[drafts]") {
  DraftId theirs = kept(teammate).id;
  NewQuestion sent = question();
  sent.draft = theirs;
  consultations.ask(asker, sent, {});
  CHECK(is_there(teammate, theirs));
  sent.draft = DraftId();
  consultations.ask(asker, sent, {});
}

TEST_CASE_METHOD(DraftFixture, "after a week a draft is destroyed, also after days without anybody",
                 "[drafts]") {
  DraftId id = kept(asker).id;
  env.pass(days(7) - std::chrono::milliseconds(1));
  do_what_is_due(context, env.now());
  CHECK(is_there(asker, id));
  env.pass(std::chrono::milliseconds(1));
  CHECK_FALSE(is_there(asker, id));
  CHECK(consultations.drafts(asker).empty());
  CHECK(rows() == 1);
  for (int i = 0; i < 120; ++i) {
    Actor one = actor(user(town.id, "Vrager " + std::to_string(i), {Role::team_member}));
    consultations.keep_draft(one, content(), {});
  }
  env.pass(days(40));
  CHECK(do_what_is_due(context, env.now()) == 121);
  CHECK(rows() == 0);
  CHECK(store->begin(Access::read)->drafts_due(env.now(), 200).empty());
  CHECK(do_what_is_due(context, env.now()) == 0);
}

TEST_CASE_METHOD(DraftFixture, "of a draft nothing is left, and nothing was ever in clear",
                 "[drafts]") {
  const std::size_t events_before = events().size();
  Draft made = consultations.keep_draft(asker, content(canary), {}).draft;
  consultations.change_draft(asker, made.id, content("x" + canary), {1});
  consultations.drafts(asker);
  CHECK(consultations.draft(asker, made.id).content.text == "x" + canary);
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
  consultations.destroy_draft(asker, made.id);
  CHECK(rows() == 0);
  CHECK(events().size() == events_before);
  store.reset();
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
}

TEST_CASE_METHOD(DraftFixture, "reading drafts is on record, and keeping them is not", "[drafts]") {
  Draft made = kept(asker);
  CHECK(readings().empty());
  CHECK(consultations.drafts(teammate).empty());
  CHECK(readings().empty());
  consultations.drafts(asker);
  consultations.draft(asker, made.id);
  auto entries = readings();
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].action == "read");
  CHECK(entries[0].object == "draft");
  CHECK(entries[1].action == "list");
  CHECK(entries[1].object == "drafts");
  for (const AccessEntry& each : entries) {
    CHECK(each.actor == asker.user);
    CHECK(each.role == "team_member");
    CHECK(each.purpose == "maker");
  }
}

TEST_CASE_METHOD(DraftFixture, "a text that is only matched is kept nowhere", "[drafts]") {
  Match match = matching.match(asker, {.question = "Schulden, zegt de " + canary + "."});
  CHECK_FALSE(match.understood.aspects.empty());
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
  store.reset();
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
}

}  // namespace expertise
