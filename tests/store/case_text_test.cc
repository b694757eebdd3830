// Case text: who gets it back, that nobody else does, and that destroyed means gone.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

using namespace expertise;

namespace {

const std::string canary = "kanariepiet-in-de-kolenmijn";

struct CaseFixture : StoreFixture {
  Municipality here = municipality();
  User asker = user(here.id);
  Consultation question = consultation(here.id, asker.id);

  std::vector<ThreadEntry> thread(std::vector<MessageKind> kinds = {MessageKind::question,
                                                                    MessageKind::message}) {
    return write([&](Txn& txn) {
      return txn.read_thread(question.id, kinds, access(question.id, here.id));
    });
  }
  std::string subject(ConsultationId of) {
    auto subjects = write([&](Txn& txn) { return txn.read_subjects({of}, access()); });
    return subjects.contains(of) ? std::string(subjects[of].part("text")) : "(none)";
  }
};

}  // namespace

TEST_CASE("case text survives its encoding, whatever is in it", "[case_text]") {
  CaseText text(CaseText::Parts{{"advice", std::string("a\0b", 3)},
                                {"", "zonder naam"},
                                {"leeg", ""},
                                {"lang", std::string(100'000, 'x')}});
  CHECK(CaseText::decode(text.encode()).parts() == text.parts());
  CHECK(CaseText::decode({}).empty());
}

TEST_CASE("bytes that are no case text are refused", "[case_text]") {
  Bytes good = CaseText::of("tekst").encode();
  for (std::size_t size = 1; size < good.size(); ++size) {
    Bytes cut(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_THROWS_AS(CaseText::decode(cut), std::runtime_error);
  }
  Bytes twice = good;
  twice.insert(twice.end(), good.begin(), good.end());
  CHECK_THROWS_AS(CaseText::decode(twice), std::runtime_error);
  CHECK_THROWS_AS(CaseText::decode(Bytes(8, 0xff)), std::runtime_error);
}

TEST_CASE_METHOD(CaseFixture, "what a ranking was worked out from is sealed, and read on record",
                 "[case_text]") {
  Consultation other = consultation(here.id, asker.id);
  const auto inputs = [&](ConsultationId of) {
    return write([&](Txn& txn) { return txn.read_ranking_inputs(of, access(of, here.id)); });
  };
  write([&](Txn& txn) {
    txn.put_ranking_inputs(question.id, CaseText::of("eerst"));
    txn.put_ranking_inputs(question.id, CaseText::of(canary));
  });
  CHECK(inputs(question.id)->part("text") == canary);
  CHECK_FALSE(inputs(other.id));
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
  AccessQuery query;
  query.municipalities = {here.id};
  query.consultation = question.id;
  CHECK(read([&](Txn& txn) { return txn.find(query); }).total == 1);
  CHECK_THROWS_AS(read([&](Txn& txn) { return txn.read_ranking_inputs(question.id, access()); }),
                  std::logic_error);
}

TEST_CASE_METHOD(CaseFixture, "a thread comes back in order, of the kinds asked for",
                 "[case_text]") {
  Message asked = message(question.id, "De vraag");
  Message reference = message(question.id, "Kenmerk", MessageKind::own_reference);
  Message said = message(question.id, "Een bericht", MessageKind::message);
  env.pass(std::chrono::minutes(1));
  Message later = message(question.id, "Nog een", MessageKind::message);
  auto entries = thread();
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].message.id == asked.id);
  CHECK(entries[0].message.kind == MessageKind::question);
  CHECK(entries[0].message.written_at == asked.written_at);
  CHECK(entries[0].versions.at(0).text->part("text") == "De vraag");
  CHECK(entries[1].message.id == said.id);
  CHECK(entries[2].message.id == later.id);
  auto own = thread({MessageKind::own_reference});
  REQUIRE(own.size() == 1);
  CHECK(own[0].message.id == reference.id);
  CHECK(thread({}).empty());
  CHECK(read([&](Txn& txn) { return txn.message_count(question.id); }) == 4);
}

TEST_CASE_METHOD(CaseFixture, "a message keeps all its wordings with their authors",
                 "[case_text]") {
  Message asked = message(question.id, "Eerste");
  env.pass(std::chrono::minutes(1));
  int version = write([&](Txn& txn) {
    return txn.add_version(asked.id, asker.id, env.now(), CaseText::of("Tweede"));
  });
  CHECK(version == 2);
  CHECK(read([&](Txn& txn) { return txn.versions(asked.id); }) == 2);
  auto versions = thread().at(0).versions;
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].version == 1);
  CHECK_FALSE(versions[0].author);
  CHECK(versions[0].text->part("text") == "Eerste");
  CHECK(versions[1].author == asker.id);
  CHECK(versions[1].written_at == env.now());
  CHECK(versions[1].text->part("text") == "Tweede");
  auto seen = read([&](Txn& txn) { return txn.message(asked.id); });
  REQUIRE(seen);
  CHECK(seen->consultation == question.id);
  CHECK_FALSE(read([&](Txn& txn) { return txn.message(MessageId()); }));
  CHECK_THROWS_AS(
      write([&](Txn& txn) { txn.add_version(MessageId(), {}, env.now(), CaseText::of("x")); }),
      std::logic_error);
}

TEST_CASE_METHOD(CaseFixture, "case text is nowhere on the disk in clear", "[case_text]") {
  message(question.id, canary);
  Message said = message(question.id, "x" + canary, MessageKind::message);
  write([&](Txn& txn) {
    txn.add_version(said.id, {}, env.now(), CaseText::of(canary + "y"));
    Event sealed = event(here.id);
    sealed.consultation = question.id;
    sealed.sealed = txn.seal(question.id, {{"topics", canary}});
    txn.append(sealed);
  });
  CHECK(thread()[1].versions[1].text->part("text") == canary + "y");
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
  close();
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
}

TEST_CASE_METHOD(CaseFixture, "reading case text writes down who read it, or does not happen",
                 "[case_text]") {
  message(question.id, "De vraag");
  thread();
  write([&](Txn& txn) { txn.read_subjects({question.id}, access(question.id, here.id)); });
  auto entries = read([&](Txn& txn) {
    AccessQuery query;
    query.municipalities = {here.id};
    return txn.find(query);
  });
  CHECK(entries.total == 2);
  auto txn = store->begin(Access::read);
  CHECK_THROWS_AS(txn->read_thread(question.id, {MessageKind::question}, access()),
                  std::logic_error);
  CHECK_THROWS_AS(txn->read_subjects({question.id}, access()), std::logic_error);
}

TEST_CASE_METHOD(CaseFixture, "a destroyed wording is gone from the disk and the rest stays",
                 "[case_text]") {
  Message asked = message(question.id, "met naam");
  write([&](Txn& txn) { txn.add_version(asked.id, {}, env.now(), CaseText::of("zonder naam")); });
  std::string ciphertext, wrapped;
  {
    RawDatabase raw(path);
    ciphertext = raw.value("SELECT ciphertext FROM message_version WHERE version = 1");
    wrapped = raw.value("SELECT wrapped_key FROM message_version WHERE version = 1");
  }
  REQUIRE(bytes_on_disk().find(ciphertext) != std::string::npos);
  REQUIRE(bytes_on_disk().find(wrapped) != std::string::npos);
  CHECK(write([&](Txn& txn) { return txn.destroy_version(asked.id, 1, env.now()); }));
  CHECK(bytes_on_disk().find(ciphertext) == std::string::npos);
  CHECK(bytes_on_disk().find(wrapped) == std::string::npos);
  auto versions = thread().at(0).versions;
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].destroyed_at == env.now());
  CHECK_FALSE(versions[0].text);
  CHECK(versions[1].text->part("text") == "zonder naam");
  CHECK_FALSE(versions[1].destroyed_at);
  CHECK(read([&](Txn& txn) { return txn.versions(asked.id); }) == 2);
  CHECK_FALSE(write([&](Txn& txn) { return txn.destroy_version(asked.id, 1, env.now()); }));
  CHECK_FALSE(write([&](Txn& txn) { return txn.destroy_version(asked.id, 9, env.now()); }));
}

TEST_CASE_METHOD(CaseFixture, "an undone destruction destroys nothing", "[case_text]") {
  Message asked = message(question.id, "De vraag");
  {
    auto txn = store->begin(Access::write);
    CHECK(txn->destroy_version(asked.id, 1, env.now()));
  }
  CHECK(thread().at(0).versions.at(0).text->part("text") == "De vraag");
}

TEST_CASE_METHOD(CaseFixture, "what a reader held up is gone once the reader has left",
                 "[case_text]") {
  Message asked = message(question.id, "met naam");
  std::string ciphertext = RawDatabase(path).value("SELECT ciphertext FROM message_version");
  auto reading = store->begin(Access::read);
  CHECK(reading->versions(asked.id) == 1);
  write([&](Txn& txn) { return txn.destroy_version(asked.id, 1, env.now()); });
  CHECK(bytes_on_disk().find(ciphertext) != std::string::npos);
  reading.reset();
  close();
  CHECK(bytes_on_disk().find(ciphertext) == std::string::npos);
}

TEST_CASE_METHOD(CaseFixture, "erasing destroys key, texts and codes and keeps the events",
                 "[case_text]") {
  Specialist ranked = specialist(here.id);
  auto neighbourhood = keep(Neighbourhood{env.new_id<NeighbourhoodId>(), here.id, "Fictiewijk"});
  question.understood = {{"zeldzaam-onderwerp"}, {"finances"}, {"wmo"}, "18-23", "tr"};
  question.neighbourhood = neighbourhood.id;
  question.excluded_organisations = {"Stichting Verzonnen"};
  keep(question);
  message(question.id, canary);
  Consultation other = consultation(here.id, asker.id);
  message(other.id, "blijft");
  Bytes sealed = write([&](Txn& txn) {
    txn.put_ranking(question.id, {{ranked.id, 1.0}});
    txn.put_ranking_inputs(question.id, CaseText::of("zeldzaam-onderwerp"));
    txn.put_lesson(question.id, {{"terms", "zeldzaam:2"}});
    txn.put_lesson(other.id, {{"terms", "blijft:2"}});
    Event e = event(here.id);
    e.consultation = question.id;
    e.sealed = txn.seal(question.id, {{"topics", "zeldzaam-onderwerp"}});
    txn.append(e);
    return e.sealed;
  });
  CHECK(read([&](Txn& txn) { return txn.open(question.id, sealed); }) ==
        Details{{"topics", "zeldzaam-onderwerp"}});
  std::string key_before = RawDatabase(path).value(
      "SELECT wrapped FROM consultation_key WHERE consultation = (SELECT id FROM consultation "
      "WHERE topics <> '')");
  REQUIRE(key_before.size() == 72);

  CHECK(write([&](Txn& txn) { return txn.erase(question.id, env.now()); }));
  CHECK_FALSE(write([&](Txn& txn) { return txn.erase(question.id, env.now()); }));
  CHECK(read([&](Txn& txn) { return txn.is_erased(question.id); }));
  CHECK_FALSE(read([&](Txn& txn) { return txn.is_erased(other.id); }));

  CHECK_FALSE(read([&](Txn& txn) { return txn.open(question.id, sealed); }));
  CHECK(bytes_on_disk().find(key_before) == std::string::npos);
  CHECK(bytes_on_disk().find("zeldzaam-onderwerp") == std::string::npos);
  auto entries = thread();
  REQUIRE(entries.size() == 1);
  CHECK_FALSE(entries[0].versions.at(0).text);
  auto left = read([&](Txn& txn) { return txn.consultation_unscoped(question.id); });
  REQUIRE(left);
  CHECK(left->understood == UnderstoodCodes{});
  CHECK_FALSE(left->neighbourhood);
  CHECK(left->excluded_organisations.empty());
  CHECK(read([&](Txn& txn) { return txn.ranking(question.id); }).empty());
  CHECK_FALSE(write([&](Txn& txn) {
    return txn.read_ranking_inputs(question.id, access(question.id, here.id));
  }));
  CHECK_FALSE(read([&](Txn& txn) { return txn.lesson(question.id); }));
  CHECK(read([&](Txn& txn) { return txn.lesson(other.id); }) == Details{{"terms", "blijft:2"}});
  CHECK(read([&](Txn& txn) { return txn.lessons_after({}, 10); }) ==
        std::vector<ConsultationId>{other.id});
  ConsultationQuery by_topic;
  by_topic.scope.municipalities = {here.id};
  by_topic.topic = "zeldzaam-onderwerp";
  CHECK(read([&](Txn& txn) { return txn.find(by_topic); }).total == 0);
  CHECK(store->events_after(0, 10).size() == 1);
  CHECK_FALSE(store->verify());
  CHECK(subject(other.id) == "blijft");

  SECTION("and there is never a key again") {
    auto refusal = refused([&] { message(question.id, "te laat"); });
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::wrong_state);
    CHECK(write([&](Txn& txn) { return txn.seal(question.id, {{"a", "b"}}); }).empty());
    write([&](Txn& txn) { txn.put_ranking_inputs(question.id, CaseText::of("te laat")); });
    CHECK_FALSE(write([&](Txn& txn) {
      return txn.read_ranking_inputs(question.id, access(question.id, here.id));
    }));
    write([&](Txn& txn) { txn.put_lesson(question.id, {{"a", "b"}}); });
    CHECK_FALSE(read([&](Txn& txn) { return txn.lesson(question.id); }));
  }
}

TEST_CASE_METHOD(CaseFixture, "sealed details open only for their own consultation",
                 "[case_text]") {
  Consultation other = consultation(here.id, asker.id);
  Details details{{"topics", "schulden"}, {"neighbourhood", "x"}};
  Bytes sealed = write([&](Txn& txn) {
    txn.seal(other.id, {});
    return txn.seal(question.id, details);
  });
  read([&](Txn& txn) {
    CHECK(txn.open(question.id, sealed) == details);
    CHECK_FALSE(txn.open(other.id, sealed));
    CHECK_FALSE(txn.open(ConsultationId(), sealed));
    CHECK_FALSE(txn.open(question.id, {}));
    Bytes changed = sealed;
    changed.back() ^= 1;
    CHECK_FALSE(txn.open(question.id, changed));
    return 0;
  });
}

TEST_CASE_METHOD(CaseFixture, "a text that was moved or changed on the disk is not shown",
                 "[case_text]") {
  message(question.id, "Een");
  message(question.id, "Twee", MessageKind::message);
  SECTION("moved with its key to another message") {
    RawDatabase raw(path);
    raw.run(
        "UPDATE message_version SET (wrapped_key, ciphertext) = (SELECT wrapped_key, "
        "ciphertext FROM message_version WHERE number = 1) WHERE number = 2");
  }
  SECTION("changed") {
    RawDatabase raw(path);
    raw.run("UPDATE message_version SET ciphertext = zeroblob(length(ciphertext))");
  }
  SECTION("the key of its consultation taken from another") {
    Consultation other = consultation(here.id, asker.id);
    message(other.id, "Drie");
    RawDatabase raw(path);
    raw.run(
        "UPDATE consultation_key SET wrapped = (SELECT k.wrapped FROM consultation_key k "
        "WHERE k.consultation <> consultation_key.consultation)");
  }
  CHECK_THROWS_AS(thread(), std::runtime_error);
}

TEST_CASE_METHOD(CaseFixture, "a subject is the first line of the latest question", "[case_text]") {
  CHECK(subject(question.id) == "(none)");
  Message asked = message(question.id, "Eerste regel\nTweede regel");
  message(question.id, "Geen vraag", MessageKind::message);
  CHECK(subject(question.id) == "Eerste regel");
  write([&](Txn& txn) { txn.add_version(asked.id, {}, env.now(), CaseText::of("Nieuwer")); });
  CHECK(subject(question.id) == "Nieuwer");
  write([&](Txn& txn) { txn.destroy_version(asked.id, 2, env.now()); });
  CHECK(subject(question.id) == "Eerste regel");

  SECTION("of at most 120 characters, never half of one") {
    std::string letters;
    for (int i = 0; i < 121; ++i) letters += "é";
    write([&](Txn& txn) { txn.add_version(asked.id, {}, env.now(), CaseText::of(letters)); });
    CHECK(subject(question.id) == letters.substr(0, 240));
    write([&](Txn& txn) {
      txn.add_version(asked.id, {}, env.now(), CaseText::of(letters.substr(2)));
    });
    CHECK(subject(question.id) == letters.substr(2));
  }
  SECTION("of nothing that is destroyed") {
    write([&](Txn& txn) { txn.destroy_version(asked.id, 1, env.now()); });
    CHECK(subject(question.id) == "(none)");
  }
}
