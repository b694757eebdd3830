// The whole vocabulary as a file: what goes in and out, what is refused, and that nothing goes away
// that nobody agreed to.
#include "server/pool/topic_difference.h"
#include "tests/pool/vocabulary_fixture.h"

namespace expertise {

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

TEST_CASE_METHOD(VocabularyFixture, "words that begin with odd signs are as they were in a file",
                 "[vocabulary]") {
  change("lvb", [](search::Topic& each) {
    each.term = "'=apostrofding";
    each.synonyms = {"''-laag niveau", "'+plusrekening", "'s avonds laat", "=somtabel"};
    each.signs = {"'@thuisbatterij", "'=xylofoon"};
  });
  const TopicImport back = import(keeping.export_topics(coordinator));
  CHECK(back.report.unchanged == 4);
  CHECK(back.report.faults.empty());
  CHECK(back.changes.empty());
  CHECK(topic("lvb").term == "'=apostrofding");
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
  CHECK(import(file, false, tried.removals).report.faulty == 0);
  CHECK(topic("gameverslaving").broader == std::vector<std::string>{"schermgebruik"});
  CHECK(topic("lvb").synonyms == std::vector<std::string>{"burenruzie"});
  CHECK(topic("schulden").signs.size() == 1);
  CHECK(import(file).report.unchanged == 5);
}

TEST_CASE_METHOD(VocabularyFixture, "a file is bounded as a topic by itself is", "[vocabulary]") {
  std::string long_in_letters;
  for (int i = 0; i < 100; ++i) long_in_letters += "ß";
  REQUIRE(search::topic_code(long_in_letters).size() > TopicLimits::word_characters);
  CHECK(has_fault(import("term\n" + long_in_letters + "\n").report.faults, "line 2/term",
                  "too_long"));
  std::vector<search::Topic> topics;
  for (std::size_t i = 0; i + 1 < TopicLimits::topics; ++i) {
    topics.push_back({.term = "w" + std::to_string(i)});
  }
  VocabularyKeeping full(context, index,
                         std::make_shared<const search::Vocabulary>(std::move(topics)));
  const auto done = full.import_topics(coordinator, "term;signs\nw1;nat\nfiets;\nstep;\n", true);
  CHECK(done.report.refused);
  REQUIRE(done.report.faults.size() == 1);
  CHECK(has_fault(done.report.faults, "line 4/term", "too_many"));
  CHECK_FALSE(full.import_topics(coordinator, "term\nfiets\n", true).report.refused);
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

TEST_CASE_METHOD(VocabularyFixture, "a list that a file has no column for stays as it is",
                 "[vocabulary]") {
  change("schulden", [](search::Topic& each) { each.signs.push_back("deurwaarder aan de deur"); });
  const search::Topic before = topic("schulden");
  const auto done = import("term;synonyms\nschulden;betalingsachterstand|rood staan\n");
  CHECK(done.report.changed == 1);
  CHECK(done.removals == 0);
  search::Topic after = before;
  after.synonyms = {"betalingsachterstand", "rood staan"};
  CHECK(topic("schulden") == after);
}

TEST_CASE_METHOD(VocabularyFixture, "words go away with a file only when their number is agreed to",
                 "[vocabulary]") {
  change("schulden", [](search::Topic& each) { each.synonyms.push_back("rood staan"); });
  const search::Topic before = topic("schulden");
  const std::string file =
      "term;synonyms;signs\n"
      "licht verstandelijke beperking;zwakbegaafd;\n"
      "schulden;rood staan|krap zitten;\n"
      "woonoverlast;burenruzie;\n";
  const auto tried = import(file, true);
  CHECK(tried.removals == 2);
  REQUIRE(tried.changes.size() == 2);
  // What loses something comes first.
  CHECK(tried.changes[0].code == "schulden");
  CHECK(tried.changes[0].difference == Details{{"added_synonyms", "krap zitten"},
                                               {"removed_synonyms", "betalingsachterstand"},
                                               {"removed_signs", "post ligt ongeopend"}});
  CHECK(tried.changes[1].code == "lvb");
  for (const std::size_t agreed : {0, 1, 3}) {
    CAPTURE(agreed);
    const auto refusal = refused([&] { import(file, false, agreed); });
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::conflict);
    CHECK(refusal->detail() == "removals_not_agreed");
    CHECK(refusal->parameters().at("count") == "2");
    CHECK(topic("schulden") == before);
    CHECK(topic("lvb").synonyms.empty());
  }
  CHECK_FALSE(import(file, false, 2).report.refused);
  CHECK(topic("schulden").synonyms == std::vector<std::string>{"rood staan", "krap zitten"});
  CHECK(topic("schulden").signs.empty());
}

TEST_CASE_METHOD(VocabularyFixture, "of more changes than are told those that lose words are told",
                 "[vocabulary]") {
  std::string file = "term;synonyms\n";
  for (std::size_t i = 0; i < TopicImport::changes_kept; ++i) {
    file += "nieuwigheid " + std::to_string(i) + ";\n";
  }
  file += "woonoverlast;\n";
  const auto tried = import(file, true);
  CHECK(tried.changes.size() == TopicImport::changes_kept);
  CHECK(tried.changes.front().code == "woonoverlast");
  CHECK(tried.removals == 1);
}

TEST_CASE_METHOD(VocabularyFixture, "a file tells which topics it takes out of use, and back",
                 "[vocabulary]") {
  const auto out = import("term;retired\nwoonoverlast;ja\nschulden;\n");
  REQUIRE(out.changes.size() == 1);
  CHECK(out.changes.front().turned_retired == true);
  const auto back = import("term;retired\nwoonoverlast;nee\n");
  REQUIRE(back.changes.size() == 1);
  CHECK(back.changes.front().turned_retired == false);
  const auto other = import("term;synonyms\nlicht verstandelijke beperking;zwakbegaafd\n");
  REQUIRE(other.changes.size() == 1);
  CHECK_FALSE(other.changes.front().turned_retired);
}

TEST_CASE_METHOD(VocabularyFixture, "a name that a file replaces becomes a synonym",
                 "[vocabulary]") {
  CHECK_FALSE(import("code;term\nlvb;moeilijk lerend\n").report.refused);
  CHECK(topic("lvb").synonyms == std::vector<std::string>{"licht verstandelijke beperking"});
  SECTION("also where the file gives the synonyms") {
    const std::string file = "code;term;synonyms\nlvb;zwakbegaafd;licht verstandelijke beperking\n";
    CHECK_FALSE(import(file).report.refused);
    CHECK(topic("lvb").synonyms ==
          std::vector<std::string>{"licht verstandelijke beperking", "moeilijk lerend"});
  }
  SECTION("and not where the file gives it to another topic") {
    const std::string file =
        "code;term;synonyms\n"
        "lvb;zwakbegaafd;licht verstandelijke beperking\n"
        ";trage leerling;moeilijk lerend\n";
    CHECK_FALSE(import(file).report.refused);
    CHECK(topic("lvb").synonyms == std::vector<std::string>{"licht verstandelijke beperking"});
    CHECK(topic("trage-leerling").synonyms == std::vector<std::string>{"moeilijk lerend"});
  }
}

TEST_CASE_METHOD(VocabularyFixture, "words that are no names are refused in a file as well",
                 "[vocabulary]") {
  const auto found = import(
                         "term;synonyms\n"
                         "schulden;betalingsachterstand|kind\n"
                         "licht verstandelijke beperking;burenruzies\n"
                         "woonoverlast;burenruzie|afhankelijkheid, verslaafd\n"
                         "ruzie;onmin\n")
                         .report.faults;
  CHECK(has_fault(found, "line 2/synonyms/1", "everyday_word"));
  CHECK(has_fault(found, "line 3/synonyms/0", "form_of_another_name"));
  CHECK(has_fault(found, "line 4/synonyms/1", "list_in_one_word"));
  CHECK(has_fault(found, "line 5/term", "everyday_word"));
  CHECK(found.size() == 4);
}

TEST_CASE_METHOD(VocabularyFixture, "small words are refused in a file, by row and column",
                 "[vocabulary]") {
  const auto done = import("term;synonyms;signs\nschulden;rood staan|van;niet\nde van;;\n", true);
  CHECK(done.report.faulty == 2);
  CHECK(has_fault(done.report.faults, "line 2/synonyms/1", "small_word"));
  CHECK(has_fault(done.report.faults, "line 2/signs/0", "small_word"));
  CHECK(has_fault(done.report.faults, "line 3/term", "only_small_words"));
}

}  // namespace expertise
