// Coordinators keep the vocabulary: what they may do to a topic, what is refused, and that search
// follows, also when the server was stopped halfway.
#include "server/pool/vocabulary_keeping.h"

#include "server/pool/topic_difference.h"
#include "tests/pool/vocabulary_fixture.h"

namespace expertise {

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

TEST_CASE_METHOD(VocabularyFixture, "a topic that gets another name keeps those who named it",
                 "[vocabulary]") {
  keeping.add(coordinator, {.term = "niet aangeboren hersenletsel"});
  const std::string code = "niet-aangeboren-hersenletsel";
  expert_about("Nora Neuro", {"niet aangeboren hersenletsel"});
  const search::Filters on_it{.municipalities = {town.id.text()}, .topics = {code}};
  REQUIRE(index.find({.filters = on_it}).hits.size() == 1);
  change(code, [](search::Topic& each) { each.term = "schade na een ongeluk"; });
  CHECK(topic(code).code == code);
  check_as_made_anew({"Nora Neuro"});
  REQUIRE(index.find({.filters = on_it}).hits.size() == 1);
  CHECK(index.find({.filters = on_it}).hits.front().record->profile.name == "Nora Neuro");
  const auto match = matching.match(asker, {.question = "Wie weet van schade na een ongeluk?"});
  REQUIRE_FALSE(match.candidates.empty());
  CHECK(match.candidates.front().specialist.name == "Nora Neuro");
  CHECK(holds(match.candidates.front().covers, code));
}

TEST_CASE_METHOD(VocabularyFixture, "every name that a topic ever had finds it", "[vocabulary]") {
  change("lvb", [](search::Topic& each) { each.term = "moeilijk lerend"; });
  expert_about("Mila Midden", {"moeilijk lerend"});
  change("lvb", [](search::Topic& each) { each.term = "zwakbegaafd"; });
  check_as_made_anew({"Mila Midden"});
  CHECK(topic("lvb").synonyms ==
        std::vector<std::string>{"licht verstandelijke beperking", "moeilijk lerend"});
  const search::Filters on_it{.municipalities = {town.id.text()}, .topics = {"lvb"}};
  REQUIRE(index.find({.filters = on_it}).hits.size() == 1);
  for (const char* name : {"zwakbegaafd", "moeilijk lerend", "licht verstandelijke beperking"}) {
    CAPTURE(name);
    const auto match = matching.match(asker, {.question = name});
    REQUIRE_FALSE(match.understood.aspects.empty());
    CHECK(match.understood.aspects.front().topic == "lvb");
    CHECK(match.candidates.front().specialist.name == "Mila Midden");
  }
  SECTION("unless somebody takes the name off") {
    change("lvb", [](search::Topic& each) { each.synonyms.clear(); });
    CHECK(topic("lvb").synonyms.empty());
  }
  SECTION("and a change of capitals makes no other name") {
    change("lvb", [](search::Topic& each) { each.term = "Zwakbegaafd"; });
    CHECK(topic("lvb").synonyms.size() == 2);
  }
  SECTION("and a name that comes back is no synonym any more") {
    change("lvb", [](search::Topic& each) { each.term = "moeilijk lerend"; });
    CHECK(topic("lvb").synonyms ==
          std::vector<std::string>{"licht verstandelijke beperking", "zwakbegaafd"});
  }
}

TEST_CASE_METHOD(VocabularyFixture, "that a name stays findable is told before it is saved",
                 "[vocabulary]") {
  search::Topic renamed = topic("lvb");
  renamed.term = "moeilijk lerend";
  CHECK(keeping.preview(coordinator, renamed, false).difference ==
        Details{{"term", "moeilijk lerend"}, {"added_synonyms", "licht verstandelijke beperking"}});
}

TEST_CASE_METHOD(VocabularyFixture, "profiles of a topic that becomes near another are read anew",
                 "[vocabulary]") {
  expert_about("Bouke Buur", {"woonoverlast"});
  expert_about("Geke Geld", {"geld"});
  const std::vector<std::string> both{"Bouke Buur", "Geke Geld"};
  REQUIRE_FALSE(is_about(about(index, "Bouke Buur"), "geld"));
  SECTION("near") {
    change("geld", [](search::Topic& each) { each.near = {"woonoverlast"}; });
    check_as_made_anew(both);
    CHECK(is_about(about(index, "Bouke Buur"), "geld"));
    CHECK(is_about(about(index, "Geke Geld"), "woonoverlast"));
    change("geld", [](search::Topic& each) { each.near.clear(); });
  }
  SECTION("broader") {
    change("geld", [](search::Topic& each) { each.broader = {"woonoverlast"}; });
    check_as_made_anew(both);
    CHECK(is_about(about(index, "Bouke Buur"), "geld"));
    change("geld", [](search::Topic& each) { each.broader.clear(); });
  }
  SECTION("a new topic") {
    keeping.add(coordinator, {.term = "voedselbank", .near = {"geld"}});
    check_as_made_anew(both);
    CHECK(is_about(about(index, "Geke Geld"), "voedselbank"));
    change(
        "voedselbank", [](search::Topic&) {}, true);
  }
  check_as_made_anew(both);
  CHECK_FALSE(is_about(about(index, "Geke Geld"), "woonoverlast"));
}

TEST_CASE_METHOD(VocabularyFixture, "a topic back in use counts for those that it is near to",
                 "[vocabulary]") {
  expert_about("Bouke Buur", {"woonoverlast"});
  expert_about("Geke Geld", {"geld"});
  const std::vector<std::string> both{"Bouke Buur", "Geke Geld"};
  change("lvb", [](search::Topic& each) { each.near = {"woonoverlast"}; });
  change("geld", [](search::Topic& each) { each.near = {"lvb"}; });
  check_as_made_anew(both);
  change(
      "lvb", [](search::Topic&) {}, true);
  check_as_made_anew(both);
  CHECK_FALSE(is_about(about(index, "Bouke Buur"), "lvb"));
  change("lvb", [](search::Topic&) {});
  check_as_made_anew(both);
  CHECK(is_about(about(index, "Bouke Buur"), "lvb"));
  CHECK(is_about(about(index, "Geke Geld"), "lvb"));
}

TEST_CASE_METHOD(VocabularyFixture, "who has a profession that becomes one of a topic is read anew",
                 "[vocabulary]") {
  expert_about("Olga Ortho", {}, "Werkt als orthopedagoog.");
  REQUIRE_FALSE(is_about(about(index, "Olga Ortho"), "lvb"));
  change("lvb", [](search::Topic& each) { each.who = {"orthopedagoog"}; });
  check_as_made_anew({"Olga Ortho"});
  CHECK(is_about(about(index, "Olga Ortho"), "lvb"));
  change("lvb", [](search::Topic& each) { each.who.clear(); });
  check_as_made_anew({"Olga Ortho"});
  CHECK_FALSE(is_about(about(index, "Olga Ortho"), "lvb"));
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
  CHECK(keeping.add(administrator, {.term = "nieuwbouw"}).topic->topic.code == "nieuwbouw");
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

TEST_CASE_METHOD(VocabularyFixture, "a word that says nothing is no word of a topic",
                 "[vocabulary]") {
  for (const char* small : {"de", "Van", "niet", " het ", "x", "É", "7"}) {
    CAPTURE(small);
    CHECK(has_fault(faults_of("schulden", [&](auto& each) { each.synonyms = {small}; }),
                    "/synonyms/0", "small_word"));
    CHECK(has_fault(faults_of("schulden", [&](auto& each) { each.signs = {small}; }), "/signs/0",
                    "small_word"));
    CHECK(has_fault(faults_of("schulden", [&](auto& each) { each.term = small; }), "/term",
                    "only_small_words"));
    auto added = refused([&] { keeping.add(coordinator, {.term = small}); });
    REQUIRE(added);
    CHECK(has_fault(added->faults(), "/term", "only_small_words"));
  }
  CHECK(has_fault(faults_of("schulden", [](auto& each) { each.term = "van de x"; }), "/term",
                  "only_small_words"));
  // Several together can say much, and capitals make an abbreviation of a word.
  change("schulden", [](auto& each) {
    each.synonyms = {"OM", "krap zitten"};
    each.signs = {"wil er niet meer zijn"};
  });
}

TEST_CASE_METHOD(VocabularyFixture, "a word that is said in any question is no name of a topic",
                 "[vocabulary]") {
  for (const char* name : {"kind", "Kinderen", "angsten", "ruzie"}) {
    CAPTURE(name);
    CHECK(has_fault(faults_of("schulden", [&](auto& each) { each.synonyms.emplace_back(name); }),
                    "/synonyms/1", "everyday_word"));
    auto added = refused([&] { keeping.add(coordinator, {.term = name}); });
    REQUIRE(added);
    CHECK(has_fault(added->faults(), "/term", "everyday_word"));
  }
  // As a sign it says something with others, and with another word it is a name.
  change("schulden", [](auto& each) {
    each.signs.emplace_back("kind");
    each.synonyms.emplace_back("ruzie over geld");
  });
  // That it is a sign makes it no name.
  CHECK(has_fault(faults_of("schulden",
                            [](auto& each) {
                              each.signs.pop_back();
                              each.synonyms.emplace_back("kind");
                            }),
                  "/synonyms/2", "everyday_word"));
  // What the product has stays.
  change("geld", [](auto& each) { each.signs = {"portemonnee leeg"}; });
}

TEST_CASE_METHOD(VocabularyFixture, "a form of another topic's name is refused with that topic",
                 "[vocabulary]") {
  const auto found = faults_of("lvb", [](auto& each) {
    each.synonyms = {"schuld", "betalingsachterstanden"};
  });
  REQUIRE(found.size() == 2);
  for (const Fault& each : found) {
    CHECK(each.code == "form_of_another_name");
    CHECK(each.parameters.at("topic") == "schulden");
  }
  change("schulden", [](auto& each) { each.synonyms.emplace_back("schuld"); });
  change("lvb", [](auto& each) { each.signs.emplace_back("schuldje"); });
  CHECK(has_fault(faults_of("lvb", [](auto& each) { each.synonyms = {"schuldje"}; }), "/synonyms/0",
                  "form_of_another_name"));
  change(
      "woonoverlast", [](auto&) {}, true);
  change("lvb", [](auto& each) { each.synonyms = {"burenruzies"}; });
}

TEST_CASE_METHOD(VocabularyFixture, "a word of one stem with another topic's name is no form of it",
                 "[vocabulary]") {
  change("geld", [](auto& each) { each.synonyms = {"verkering"}; });
  change("lvb", [](auto& each) { each.synonyms = {"verkeer", "schuldig"}; });
  CHECK(topic("lvb").synonyms.size() == 2);
  CHECK(has_fault(faults_of("woonoverlast", [](auto& each) { each.synonyms = {"verkeringen"}; }),
                  "/synonyms/0", "form_of_another_name"));
}

TEST_CASE_METHOD(VocabularyFixture, "several words in one synonym are refused", "[vocabulary]") {
  for (const char* list : {"afhankelijkheid, verslaafd", "rood staan;krap zitten"}) {
    CAPTURE(list);
    CHECK(has_fault(faults_of("schulden", [&](auto& each) { each.synonyms = {list}; }),
                    "/synonyms/0", "list_in_one_word"));
  }
  // A comma behind a digit parts no words.
  change("schulden", [](auto& each) {
    each.synonyms.insert(each.synonyms.end(), {"1,5-lijnszorg", "artikel 12, lid 2"});
  });
  keeping.add(coordinator, {.term = "wonen, slapen en eten", .signs = {"slaapt niet, eet niet"}});
  change("wonen-slapen-en-eten", [](auto& each) { each.term = "dagritme"; });
  CHECK(holds(topic("wonen-slapen-en-eten").synonyms, "wonen, slapen en eten"));
}

TEST_CASE_METHOD(CaseFixture, "a small word that the product brings is no fault", "[vocabulary]") {
  const auto seed = make_seed({{.code = "als", .term = "als", .synonyms = {"mee"}}});
  index.set_vocabulary(seed);
  VocabularyKeeping keeping(context, index, seed);
  search::Topic topic = keeping.topic(coordinator, "als").topic->topic;
  topic.signs = {"verliest kracht"};
  topic.synonyms.clear();
  keeping.change(coordinator, topic, false, {1});
  topic.synonyms = {"mee"};
  keeping.change(coordinator, topic, false, {2});
  CHECK(keeping.topic(coordinator, "als").topic->topic.synonyms == topic.synonyms);
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
  const auto seen = keeping.preview(coordinator, changed, false);
  CHECK(names_in(seen) == std::vector<std::string>{"Gijs Gamer"});
  CHECK(seen.use.questions == 0);
  CHECK(seen.difference == Details{{"added_synonyms", "gamen"}});
  CHECK(names_in(keeping.preview(administrator, changed, false)) ==
        std::vector<std::string>{"Gijs Gamer", "Ver Weg"});
  CHECK_FALSE(keeping.preview(administrator, changed, false).use.questions);
  CHECK(keeping.preview(coordinator, topic("schulden"), false).use.questions == 1);
  CHECK(topic("woonoverlast").synonyms.size() == 1);
}

TEST_CASE_METHOD(VocabularyFixture, "of a word it is told who has it, not who had the topic",
                 "[vocabulary]") {
  using Names = std::vector<std::string>;
  expert_about("Gijs Gamer", {}, "Ik help bij problemen met gamen.");
  expert_about("Bouke Buur", {"woonoverlast"}, "Praat met buren.");
  const auto touched = [&](const std::string& code, const std::function<void(search::Topic&)>& with,
                           bool retired = false) {
    search::Topic changed = topic(code);
    with(changed);
    const TopicPreview preview = keeping.preview(coordinator, changed, retired);
    CHECK(preview.use.profile_count == preview.use.profiles.size());
    return names_in(preview);
  };
  CHECK(touched("schulden", [](auto& each) { each.synonyms.push_back("gamen"); }) ==
        Names{"Gijs Gamer"});
  CHECK(touched("schulden", [](auto& each) { each.signs = {"praat met buren"}; }) ==
        Names{"Bouke Buur"});
  CHECK(touched("schulden", [](auto& each) { each.who = {"gamen"}; }) == Names{"Gijs Gamer"});
  CHECK(touched("woonoverlast", [](auto& each) { each.laws = {"Wgs"}; }).empty());
  CHECK(touched("woonoverlast", [](auto&) {}).empty());
  // Near one another, each counts for whoever has the other.
  CHECK(touched("geld", [](auto& each) { each.near = {"woonoverlast"}; }) ==
        touched("woonoverlast", [](auto& each) { each.near = {"geld"}; }));
  CHECK(holds(touched("geld", [](auto& each) { each.near = {"woonoverlast"}; }), "Bouke Buur"));
  CHECK(touched("woonoverlast", [](auto& each) { each.term = "gamen"; }) ==
        Names{"Bouke Buur", "Gijs Gamer"});
  CHECK(touched(
            "woonoverlast", [](auto&) {}, true) == Names{"Bouke Buur"});
  CHECK(names_in(keeping.preview(coordinator, {.term = "problemen met gamen"}, false)) ==
        Names{"Gijs Gamer"});
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

}  // namespace expertise
