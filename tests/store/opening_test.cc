// Opening a store: making it, knowing it again, and saying no in a sentence.
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

using namespace expertise;
using Catch::Matchers::Contains;

TEST_CASE_METHOD(StoreFixture, "a store is made out of nothing, for its owner only", "[opening]") {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(store->head() == Checkpoint{});
  CHECK_FALSE(store->verify());
  RawDatabase raw(path);
  CHECK(raw.value("PRAGMA user_version") >= "1");
  CHECK(raw.value("PRAGMA journal_mode") == "wal");
  CHECK(raw.value("PRAGMA integrity_check") == "ok");
  CHECK(raw.value("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE "
                  "'%STRICT%' AND name NOT LIKE 'sqlite_%'") == "0");
}

TEST_CASE_METHOD(StoreFixture, "the only triggers are the guards of the two logs", "[opening]") {
  RawDatabase raw(path);
  CHECK(raw.value("SELECT group_concat(tbl_name, ' ') FROM (SELECT tbl_name FROM sqlite_schema "
                  "WHERE type = 'trigger' ORDER BY 1)") ==
        "access_entry access_entry access_segment access_segment event event");
}

TEST_CASE_METHOD(StoreFixture, "a store made by a newer version is refused with a hint",
                 "[opening]") {
  close();
  {
    RawDatabase raw(path);
    raw.run("PRAGMA user_version = 9999");
  }
  std::string sentence = sentence_of([&] { store = open_sqlite_store(path, key, env); });
  CHECK_THAT(sentence, Contains("nieuwere versie") && Contains("9999"));
  RawDatabase raw(path);
  CHECK(raw.value("PRAGMA user_version") == "9999");
}

TEST_CASE_METHOD(StoreFixture, "another master key is refused", "[opening]") {
  close();
  MasterKey other = key;
  other[31] ^= 1;
  CHECK_THAT(sentence_of([&] { store = open_sqlite_store(path, other, env); }),
             Contains("hoofdsleutel"));
  CHECK_NOTHROW(reopen());
}

TEST_CASE_METHOD(StoreFixture, "a second opening is refused while the first lasts", "[opening]") {
  CHECK_THAT(sentence_of([&] { open_sqlite_store(path, key, env); }), Contains("al in gebruik"));
  CHECK_NOTHROW(reopen());
}

TEST_CASE_METHOD(StoreFixture, "a file of another program is refused and left as it is",
                 "[opening]") {
  std::string other = (directory.path() / "other.db").string();
  {
    RawDatabase raw(other);
    raw.run("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
  }
  CHECK_THAT(sentence_of([&] { open_sqlite_store(other, key, env); }),
             Contains("geen gegevensbestand"));
  RawDatabase raw(other);
  CHECK(raw.value("PRAGMA journal_mode") == "delete");
  CHECK(raw.value("SELECT count(*) FROM sqlite_schema") == "1");
}

TEST_CASE_METHOD(StoreFixture, "a file that is no database is refused", "[opening]") {
  std::string other = (directory.path() / "noise.db").string();
  std::ofstream(other) << std::string(8192, 'n');
  CHECK_THAT(sentence_of([&] { open_sqlite_store(other, key, env); }), Contains("beschadigd"));
}

TEST_CASE_METHOD(StoreFixture, "a folder that is not there is refused", "[opening]") {
  std::string nowhere = (directory.path() / "nowhere" / "pool.db").string();
  CHECK_THAT(sentence_of([&] { open_sqlite_store(nowhere, key, env); }),
             Contains("kan niet worden gemaakt"));
}

TEST_CASE_METHOD(StoreFixture, "a migration that was cut off begins again", "[opening]") {
  // What a kill in the middle of making the tables leaves: a file with nothing in it.
  std::string other = (directory.path() / "half.db").string();
  {
    RawDatabase raw(other);
    raw.run("PRAGMA journal_mode = WAL");
    raw.run("BEGIN; CREATE TABLE store (only INTEGER); ROLLBACK");
  }
  auto opened = open_sqlite_store(other, key, env);
  CHECK(opened->head() == Checkpoint{});
}

TEST_CASE_METHOD(StoreFixture, "a store of the first form is brought to the newest", "[opening]") {
  const std::filesystem::path root =
      std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
  std::ifstream first(root / "schema/sqlite/0001_start.sql");
  const std::string form{std::istreambuf_iterator<char>(first), {}};
  REQUIRE_FALSE(form.empty());
  std::string old = (directory.path() / "old.db").string();
  const auto id = env.new_id<MunicipalityId>();
  {
    RawDatabase raw(old);
    raw.run("BEGIN;" + form + "COMMIT");
    raw.run("PRAGMA application_id = " + RawDatabase(path).value("PRAGMA application_id"));
    raw.run("PRAGMA user_version = 1");
    raw.run(
        "INSERT INTO municipality VALUES (x'00112233445566778899aabbccddeeff', 'Voorbeeldstad', "
        "'Regio', NULL, 0, 0, '')");
    // A question of somebody, with a colleague and a specialist on it.
    const auto blob = [](const char* last) { return "x'" + std::string(30, '0') + last + "'"; };
    const std::string place = "x'00112233445566778899aabbccddeeff'";
    for (const char* user : {"01", "02", "03"}) {
      raw.run("INSERT INTO user VALUES (" + blob(user) + ", " + place + ", 'Iemand', '" + user +
              "@example.nl', 'nl', '', x'', " + (user == std::string("03") ? blob("04") : "NULL") +
              ", NULL, 1)");
    }
    for (const char* kind : {"browser", "token"}) {
      raw.run("INSERT INTO session VALUES (randomblob(16), " + blob("01") + ", '" + kind +
              "', randomblob(32), '', 0, 0, 9)");
    }
    const auto ask = [&](const char* consultation, const std::string& state) {
      raw.run(
          "INSERT INTO consultation (id, municipality, asker, participants, state, origin, "
          "revision, "
          "topics, life_domains, laws, urgency, way, resident, pass_on_automatically, "
          "excluded_specialists, excluded_organisations, asked_at, answer_by, times_passed_on) "
          "VALUES "
          "(" +
          blob(consultation) + ", " + place + ", " + blob("01") + ", " + blob("02") + ", '" +
          state +
          "', 'question', 1, '', '', '', 'today', 'written', 'discussed', 1, x'', '', 0, 0, "
          "0)");
    };
    ask("05", "open");
    ask("08", "in_consultation");
    ask("09", "closed");
    raw.run("INSERT INTO specialist VALUES (" + blob("04") + ", " + place +
            ", '', 'Iemand', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', "
            "'', '{}', 1, 1)");
    raw.run("INSERT INTO invitation VALUES (1, " + blob("06") + ", " + blob("05") + ", " + place +
            ", " + blob("04") + ", NULL, 'pending', 'asker', NULL, 0, 0, NULL, NULL)");
    for (const auto& [number, consultation, state] :
         {std::tuple("2", "08", "accepted"), std::tuple("3", "09", "accepted"),
          std::tuple("4", "08", "declined")}) {
      raw.run("INSERT INTO invitation VALUES (" + std::string(number) + ", " +
              blob(("1" + std::string(number)).c_str()) + ", " + blob(consultation) + ", " + place +
              ", " + blob("04") + ", NULL, '" + state + "', 'asker', NULL, 0, 0, NULL, NULL)");
    }
    raw.run("INSERT INTO event VALUES (7, 0, 'question_asked', 1, NULL, NULL, " + blob("05") +
            ", NULL, '{}', x'', zeroblob(32), zeroblob(32))");
  }
  {
    auto opened = open_sqlite_store(old, key, env);
    auto known = MunicipalityId::parse("00112233-4455-6677-8899-aabbccddeeff");
    auto txn = opened->begin(Access::write);
    CHECK(txn->municipality(known.value()).value().name == "Voorbeeldstad");
    txn->put(Municipality{.id = id, .name = "Nieuwstad", .region = "Regio"});
    txn->commit();
  }
  RawDatabase raw(old);
  CHECK(raw.value("SELECT group_concat(hex(substr(user, 16)) || ':' || seq) FROM read_until "
                  "WHERE hex(substr(consultation, 16)) = '05'") == "01:7,02:7,03:7");
  // A token goes on with everything that its owner may.
  CHECK(raw.value("SELECT replace(scopes, char(10), ' ') FROM session WHERE kind = 'token'") ==
        "read ask advise keep coordinate administer sign_on ");
  CHECK(raw.value("SELECT scopes FROM session WHERE kind = 'browser'").empty());
  // Pending, and accepted of a question that goes on.
  CHECK(raw.value("SELECT group_concat(number) FROM invitation WHERE in_hand = 1") == "1,2");
  CHECK(raw.value("PRAGMA user_version") == RawDatabase(path).value("PRAGMA user_version"));
  const std::string schema =
      "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY type, name)";
  CHECK(raw.value(schema) == RawDatabase(path).value(schema));
}
