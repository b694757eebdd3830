// Coordinators keep the vocabulary: what they may do to a topic, what is refused, and that search
// follows, also when the server was stopped halfway.
#include "server/pool/vocabulary_keeping.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "server/pool/topic_difference.h"
#include "tests/pool/case_fixture.h"

namespace expertise {

namespace {

std::shared_ptr<const search::Vocabulary> make_seed(std::vector<search::Topic> more = {}) {
  std::vector<search::Topic> topics{
      {.code = "geld", .term = "geld", .life_domains = {"Financiën"}, .laws = {"Wgs"}},
      {.code = "schulden",
       .term = "schulden",
       .synonyms = {"betalingsachterstand"},
       .signs = {"post ligt ongeopend"},
       .near = {"licht verstandelijke beperking"},
       .broader = {"geld"},
       .life_domains = {"Financiën"},
       .ages = {"18-65"}},
      {.code = "lvb", .term = "licht verstandelijke beperking"},
      {.code = "woonoverlast", .term = "woonoverlast", .synonyms = {"burenruzie"}}};
  topics.insert(topics.end(), more.begin(), more.end());
  return std::make_shared<const search::Vocabulary>(std::move(topics));
}

struct VocabularyFixture : CaseFixture {
  std::shared_ptr<const search::Vocabulary> seed = make_seed();
  VocabularyKeeping keeping{context, index, seed};
  Actor administrator = machine;
  using CaseFixture::change;

  VocabularyFixture() {
    index.set_vocabulary(seed);
    bring_up(*store, index, seed);
  }

  search::Topic topic(const std::string& code) {
    return keeping.topic(coordinator, code).topic->topic;
  }
  std::int64_t revision(const std::string& code) {
    return keeping.topic(coordinator, code).topic->revision;
  }
  void change(const std::string& code, const std::function<void(search::Topic&)>& with,
              bool retired = false) {
    search::Topic changed = topic(code);
    with(changed);
    keeping.change(coordinator, changed, retired, {revision(code)});
  }
  std::vector<Fault> faults_of(const std::string& code,
                               const std::function<void(search::Topic&)>& with,
                               bool retired = false) {
    auto refusal = refused([&] { change(code, with, retired); });
    REQUIRE(refusal);
    return refusal->faults();
  }
  TopicImport import(const std::string& csv, bool dry_run = false) {
    return keeping.import_topics(coordinator, csv, dry_run);
  }
};

bool holds(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

TEST_CASE("a difference made to where it came from gives where it went", "[vocabulary]") {
  const search::Topic from{.code = "a", .term = "A", .synonyms = {"b", "c"}, .signs = {"d e"}};
  const search::Topic to{.code = "a", .term = "AA", .synonyms = {"c", "f"}, .near = {"x", "y"}};
  const Details told = difference(from, to);
  CHECK(told == Details{{"term", "AA"},
                        {"added_synonyms", "f"},
                        {"removed_synonyms", "b"},
                        {"removed_signs", "d e"},
                        {"added_near", "x|y"}});
  CHECK(with_difference(from, told) == to);
  CHECK(difference(to, to).empty());
}

TEST_CASE_METHOD(VocabularyFixture, "a coordinator's wording finds the right people at once",
                 "[vocabulary]") {
  Expert buurman = expert("Bouke Buur");
  change(buurman, [](Specialist& each) { each.topics = {"woonoverlast"}; });
  bring_up(*store, index, seed);
  const std::string text = "Elke nacht slaat ze op trommels.";
  CHECK(matching.match(asker, {.question = text}).understood.aspects.empty());
  change("woonoverlast", [](search::Topic& each) { each.signs = {"slaat op trommels"}; });
  bring_up(*store, index, seed);
  const auto match = matching.match(asker, {.question = text});
  REQUIRE_FALSE(match.understood.aspects.empty());
  CHECK(match.understood.aspects.front().topic == "woonoverlast");
  CHECK(match.candidates.front().specialist.name == "Bouke Buur");
}

TEST_CASE_METHOD(VocabularyFixture, "a profile is read anew when its words become a topic's",
                 "[vocabulary]") {
  Expert gamer = expert("Gijs Gamer");
  change(gamer, [](Specialist& each) { each.topics = {"gamen"}; });
  bring_up(*store, index, seed);
  const search::Filters on_games{.municipalities = {town.id.text()}, .topics = {"gameverslaving"}};
  keeping.add(coordinator, {.term = "gameverslaving", .synonyms = {"gamen"}});
  bring_up(*store, index, seed);
  const auto found = index.find({.question = {}, .filters = on_games});
  REQUIRE(found.hits.size() == 1);
  CHECK(found.hits.front().record->profile.name == "Gijs Gamer");
  change(
      "gameverslaving", [](search::Topic&) {}, true);
  bring_up(*store, index, seed);
  CHECK(index.find({.question = {}, .filters = on_games}).hits.empty());
}

TEST_CASE_METHOD(VocabularyFixture, "a stop between the change and the index loses nothing",
                 "[vocabulary]") {
  Expert gamer = expert("Gijs Gamer");
  change(gamer, [](Specialist& each) { each.topics = {"gamen"}; });
  bring_up(*store, index, seed);
  keeping.add(coordinator, {.term = "gameverslaving", .synonyms = {"gamen"}});
  const search::Query query{
      .question = {},
      .filters = {.municipalities = {town.id.text()}, .topics = {"gameverslaving"}}};
  SECTION("when it stopped before the index heard of it") {}
  SECTION("when it stopped with the words known and the profiles not read") {
    index.set_vocabulary(make_seed());
  }
  // Another process on the same directory: nothing but store and index files is left.
  const auto elsewhere = directory.path() / "copy";
  std::filesystem::copy(directory.path() / "index", elsewhere,
                        std::filesystem::copy_options::recursive);
  search::Index restarted(elsewhere, "test", seed);
  Indexer indexer(*store, restarted, seed);
  REQUIRE(indexer.wait_for(store->head().seq, 10'000));
  CHECK(restarted.vocabulary()->find("gameverslaving") != nullptr);
  REQUIRE(restarted.find(query).hits.size() == 1);
  bring_up(*store, index, seed);
  const auto there = restarted.find(query).hits.front();
  const auto here = index.find(query).hits.front();
  CHECK(there.record->profile == here.record->profile);
  CHECK(there.record->topics == here.record->topics);
}

TEST_CASE_METHOD(VocabularyFixture, "the log alone gives the vocabulary back", "[vocabulary]") {
  change("schulden", [](search::Topic& each) {
    each.synonyms = {"rood staan"};
    each.signs.push_back("deurwaarder aan de deur");
  });
  change("schulden", [](search::Topic& each) { each.term = "schulden en achterstanden"; });
  keeping.add(coordinator, {.term = "gameverslaving", .broader = {"lvb"}});
  change(
      "schulden", [](search::Topic& each) { each.synonyms = {"betalingsachterstand"}; }, true);
  change("schulden", [](search::Topic& each) { each.near = {"woonoverlast"}; });

  std::map<std::string, search::Topic> replayed;
  std::map<std::string, bool> retired;
  const LivingTopics first(*seed, {});
  for (const LivingTopic& each : first.all()) {
    replayed[each.topic.code] = each.topic;
  }
  for (const Event& event : events()) {
    const auto code = event.details.find("topic");
    if (code == event.details.end()) continue;
    search::Topic& topic = replayed[code->second];
    topic.code = code->second;
    topic = with_difference(topic, event.details);
    retired[topic.code] = event.kind == EventKind::topic_retired;
    CHECK(event.actor == coordinator.user);
    CHECK(event.municipality == town.id);
  }
  const auto now = LivingTopics(*seed, store->begin(Access::read)->topic_edits());
  REQUIRE(now.all().size() == replayed.size());
  for (const LivingTopic& each : now.all()) {
    CAPTURE(each.topic.code);
    CHECK(difference(each.topic, replayed[each.topic.code]).empty());
    CHECK(each.retired == retired[each.topic.code]);
  }
}

TEST_CASE_METHOD(VocabularyFixture, "better words in a later release reach what nobody changed",
                 "[vocabulary]") {
  change("schulden", [](search::Topic& each) {
    each.synonyms = {"rood staan"};  // another word for it, and betalingsachterstand is gone
  });
  auto topics = make_seed({{.code = "stress", .term = "stress"}})->topics();
  topics[1].synonyms.push_back("schuldenlast");
  topics[2].signs.push_back("begrijpt brieven niet");
  const auto edits = store->begin(Access::read)->topic_edits();
  const LivingTopics later(search::Vocabulary(topics), edits);
  CHECK(later.find("schulden")->topic.synonyms ==
        std::vector<std::string>{"schuldenlast", "rood staan"});
  CHECK(later.find("lvb")->topic.signs == std::vector<std::string>{"begrijpt brieven niet"});
  CHECK(later.find("stress") != nullptr);
  CHECK(edits.size() == 1);
}

TEST_CASE_METHOD(VocabularyFixture,
                 "what was changed back to the product's own is stored as nothing",
                 "[vocabulary]") {
  const search::Topic before = topic("schulden");
  change("schulden", [](search::Topic& each) { each.signs.clear(); });
  change("schulden", [&](search::Topic& each) { each = before; });
  const auto edits = store->begin(Access::read)->topic_edits();
  REQUIRE(edits.size() == 1);
  CHECK(edits.front().difference.empty());
  CHECK(revision("schulden") == 3);
  // Saved again without a change it is no change.
  change("schulden", [](search::Topic&) {});
  CHECK(revision("schulden") == 3);
}

TEST_CASE_METHOD(VocabularyFixture, "who does not keep the vocabulary cannot change it",
                 "[vocabulary]") {
  for (const Actor& who : {asker, teammate, anna.actor}) {
    for (const auto& refusal : {refused([&] { keeping.add(who, {.term = "nieuw"}); }),
                                refused([&] { keeping.change(who, topic("lvb"), false, {1}); }),
                                refused([&] { keeping.preview(who, topic("lvb"), false); }),
                                refused([&] { keeping.history(who, "lvb", {}); }),
                                refused([&] { keeping.export_topics(who); }), refused([&] {
                                  keeping.import_topics(who, "code\nlvb\n", true);
                                })}) {
      REQUIRE(refusal);
      CHECK(refusal->reason() == Reason::not_allowed);
    }
    CHECK_FALSE(keeping.topic(who, "lvb").use);
  }
  CHECK(keeping.add(administrator, {.term = "nieuw"}).topic->topic.code == "nieuw");
}

TEST_CASE_METHOD(VocabularyFixture, "a change on an older state is refused", "[vocabulary]") {
  const search::Topic read = topic("lvb");
  change("lvb", [](search::Topic& each) { each.synonyms = {"zwakbegaafd"}; });
  auto refusal = refused([&] { keeping.change(coordinator, read, false, {1}); });
  REQUIRE(refusal);
  CHECK(refusal->reason() == Reason::stale);
}

TEST_CASE_METHOD(VocabularyFixture, "a name that another topic has is refused with that topic",
                 "[vocabulary]") {
  auto found = faults_of("schulden", [](search::Topic& each) {
    each.synonyms = {"rood staan", "Burenruzie"};
  });
  REQUIRE(found.size() == 1);
  CHECK(found.front().place == "/synonyms/1");
  CHECK(found.front().code == "name_of_another_topic");
  CHECK(found.front().parameters.at("topic") == "woonoverlast");
  CHECK(has_fault(faults_of("lvb", [](search::Topic& each) { each.term = "schulden"; }), "/term",
                  "name_of_another_topic"));
  auto twice = refused([&] { keeping.add(coordinator, {.term = "Schulden"}); });
  REQUIRE(twice);
  CHECK(has_fault(twice->faults(), "/term", "name_of_another_topic"));
  SECTION("and not while that topic is out of use") {
    change(
        "woonoverlast", [](search::Topic&) {}, true);
    change("schulden", [](search::Topic& each) { each.synonyms = {"burenruzie"}; });
    CHECK(holds(topic("schulden").synonyms, "burenruzie"));
    auto again = refused([&] { keeping.add(coordinator, {.term = "woonoverlast"}); });
    REQUIRE(again);
    CHECK(has_fault(again->faults(), "/term", "name_of_retired_topic"));
  }
}

TEST_CASE_METHOD(VocabularyFixture, "each value of a topic is judged at its place",
                 "[vocabulary]") {
  const auto refuses = [&](const char* place, const char* code,
                           const std::function<void(search::Topic&)>& with) {
    CAPTURE(place, code);
    CHECK(has_fault(faults_of("schulden", with), place, code));
  };
  refuses("/term", "required", [](auto& each) { each.term = "  "; });
  refuses("/term", "too_long", [](auto& each) { each.term = std::string(121, 'a'); });
  refuses("/term", "word_without_letters", [](auto& each) { each.term = "…"; });
  refuses("/signs/0", "separator_in_word", [](auto& each) { each.signs = {"a|b"}; });
  refuses("/synonyms/1", "duplicate", [](auto& each) { each.synonyms = {"rood", "Rood"}; });
  refuses("/synonyms/0", "duplicate", [](auto& each) { each.synonyms = {"Schulden"}; });
  refuses("/near/0", "unknown_topic", [](auto& each) { each.near = {"bestaat-niet"}; });
  refuses("/near/0", "refers_to_itself", [](auto& each) { each.near = {"schulden"}; });
  refuses("/laws/0", "not_an_option", [](auto& each) { each.laws = {"Wet van Murphy"}; });
  refuses("/lifeDomains/0", "not_an_option", [](auto& each) { each.life_domains = {"Hobby"}; });
  refuses("/ageGroups/0", "not_an_option", [](auto& each) { each.ages = {"3-5"}; });
  refuses("/signs", "too_many", [](auto& each) {
    for (int i = 0; i < 151; ++i) each.signs.push_back("signaal " + std::to_string(i));
  });
  CHECK(has_fault(faults_of("geld", [](auto& each) { each.broader = {"schulden"}; }), "/broader",
                  "circle_of_topics"));
  CHECK(has_fault(faults_of(
                      "geld", [](auto&) {}, true),
                  "/retired", "has_narrower_topics"));
}

TEST_CASE_METHOD(VocabularyFixture, "before saving it is told whom a change touches",
                 "[vocabulary]") {
  Expert gamer = expert("Gijs Gamer");
  change(gamer, [](Specialist& each) {
    each.topics = {};
    each.summary = "Ik help bij problemen met gamen.";
  });
  Municipality other = municipality("Elders");
  Specialist far = specialist(other.id, "Ver Weg");
  far.summary = "Ik help bij problemen met gamen.";
  keep_specialist(far);
  bring_up(*store, index, seed);
  asked();
  search::Topic changed = topic("woonoverlast");
  changed.synonyms.push_back("gamen");
  const auto names = [](const TopicPreview& preview) {
    std::vector<std::string> found;
    for (const Specialist& each : preview.use.profiles) found.push_back(each.name);
    return found;
  };
  const auto seen = keeping.preview(coordinator, changed, false);
  CHECK(names(seen) == std::vector<std::string>{"Gijs Gamer"});
  CHECK(seen.use.questions == 0);
  CHECK(seen.difference == Details{{"added_synonyms", "gamen"}});
  CHECK(names(keeping.preview(administrator, changed, false)) ==
        std::vector<std::string>{"Gijs Gamer", "Ver Weg"});
  CHECK_FALSE(keeping.preview(administrator, changed, false).use.questions);
  CHECK(keeping.preview(coordinator, topic("schulden"), false).use.questions == 1);
  CHECK(topic("woonoverlast").synonyms.size() == 1);
}

TEST_CASE_METHOD(VocabularyFixture, "a topic out of use keeps its name for those who named it",
                 "[vocabulary]") {
  change(
      "woonoverlast", [](search::Topic&) {}, true);
  CHECK(keeping.term_of("woonoverlast") == "woonoverlast");
  CHECK_FALSE(keeping.term_of("nooit-geweest"));
  CHECK(keeping.topics({.words = "woon"}).items.empty());
  CHECK(keeping.topics({.words = "woon", .retired = true}).items.size() == 1);
  change("woonoverlast", [](search::Topic&) {});
  CHECK(keeping.topics({.words = "woon"}).items.size() == 1);
  CHECK(events_of(EventKind::topic_restored).size() == 1);
}

TEST_CASE_METHOD(VocabularyFixture, "the tree is read level by level, and found by lay words",
                 "[vocabulary]") {
  const auto terms = [](const TopicPage& page) {
    std::vector<std::string> found;
    for (const LivingTopic* each : page.items) found.push_back(each->topic.term);
    return found;
  };
  CHECK(terms(keeping.topics({.top = true})) ==
        std::vector<std::string>{"geld", "licht verstandelijke beperking", "woonoverlast"});
  CHECK(terms(keeping.topics({.broader = "geld"})) == std::vector<std::string>{"schulden"});
  CHECK(keeping.topics({.words = "ongeopend"}).items.empty());
  CHECK(terms(keeping.topics({.words = "ongeopend", .in_signs = true})) ==
        std::vector<std::string>{"schulden"});
  CHECK(keeping.topics({.changed = true}).total == 0);
  change("lvb", [](search::Topic& each) { each.who = {"orthopedagoog"}; });
  CHECK(keeping.topics({.changed = true}).total == 1);
  const auto page = keeping.topics({.page = {.offset = 1, .limit = 2}});
  CHECK(page.total == 4);
  CHECK(terms(page) == std::vector<std::string>{"licht verstandelijke beperking", "schulden"});
}

TEST_CASE_METHOD(VocabularyFixture, "what was done to a topic is told with who did it",
                 "[vocabulary]") {
  change("lvb", [](search::Topic& each) { each.synonyms = {"zwakbegaafd"}; });
  change("schulden", [](search::Topic& each) { each.signs.clear(); });
  change(
      "lvb", [](search::Topic&) {}, true);
  const auto history = keeping.history(coordinator, "lvb", {});
  REQUIRE(history.total == 2);
  CHECK(history.items[0].kind == EventKind::topic_retired);
  CHECK(history.items[1].details.at("added_synonyms") == "zwakbegaafd");
  CHECK(history.items[1].actor == coordinator.user);
}

TEST_CASE_METHOD(VocabularyFixture, "an export read back changes nothing", "[vocabulary]") {
  change("lvb", [](search::Topic& each) {
    each.synonyms = {"=HYPERLINK(x)", "-laag niveau"};
    each.signs = {"zegt \"snap ik niet\"; en loopt weg"};
  });
  change(
      "woonoverlast", [](search::Topic&) {}, true);
  const std::string file = keeping.export_topics(coordinator);
  CHECK(file.find(";'=HYPERLINK(x)|-laag niveau;") != std::string::npos);
  const auto report = import(file).report;
  CHECK(report.rows == 4);
  CHECK(report.unchanged == 4);
  CHECK(report.faults.empty());
  CHECK(events_of(EventKind::topic_changed).size() == 1);
}

TEST_CASE_METHOD(VocabularyFixture, "a file is tried first and then read, whole or not at all",
                 "[vocabulary]") {
  const std::string file =
      "code;term;synonyms;broader\n"
      ";gameverslaving;gamen|te veel gamen;schermgebruik\n"
      ";schermgebruik;;\n"
      "woonoverlast;woonoverlast;;\n"
      "lvb;licht verstandelijke beperking;burenruzie;\n"
      "schulden;schulden;betalingsachterstand;geld\n";
  const auto tried = import(file, true);
  CHECK(tried.report.added == 2);
  CHECK(tried.report.changed == 2);
  CHECK(tried.report.unchanged == 1);
  CHECK(tried.changes.size() == 4);
  CHECK_FALSE(keeping.term_of("schermgebruik"));
  CHECK(import(file).report.faulty == 0);
  CHECK(topic("gameverslaving").broader == std::vector<std::string>{"schermgebruik"});
  CHECK(topic("lvb").synonyms == std::vector<std::string>{"burenruzie"});
  CHECK(topic("schulden").signs.size() == 1);
  CHECK(import(file).report.unchanged == 5);
}

TEST_CASE_METHOD(VocabularyFixture, "what is wrong with a file is told by row and column",
                 "[vocabulary]") {
  const auto done = import(
      "code;term;synonyms;broader;laws\n"
      "lvb;licht verstandelijke beperking;zwakbegaafd|burenruzie;;\n"
      "bestaat-niet;x;;;\n"
      ";nieuw een;;nieuw twee;\n"
      ";nieuw twee;;nieuw een;Wet van Murphy\n"
      "lvb;nog eens;;;\n"
      "te;weinig\n");
  CHECK(done.report.refused);
  CHECK(done.report.faulty == 6);
  const auto& found = done.report.faults;
  CHECK(has_fault(found, "line 2/synonyms/1", "name_of_another_topic"));
  CHECK(has_fault(found, "line 3/code", "unknown_topic"));
  CHECK(has_fault(found, "line 4/broader", "circle_of_topics"));
  CHECK(has_fault(found, "line 5/laws/0", "not_an_option"));
  CHECK(has_fault(found, "line 6/code", "duplicate"));
  CHECK(has_fault(found, "line 7", "wrong_number_of_cells"));
  CHECK(revision("lvb") == 1);
  CHECK(has_fault(import("code;kleur\n").report.faults, "line 1/kleur", "unknown_field"));
}

}  // namespace expertise
