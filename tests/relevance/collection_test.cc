// Reading collections: the three shapes, and what is said of a folder that is none.
#include "tests/relevance/collection.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/temporary_directory.h"

using namespace expertise::relevance;

namespace {

class Folder {
 public:
  Folder() {
    put("queries.jsonl", R"({"id": "q1", "text": "schulden"})");
    put("qrels.tsv", "q1\td1\t2\nq1\td2\t0.5\n");
  }

  void put(const char* name, const std::string& text) const {
    std::ofstream(directory_.path() / name) << text;
  }
  Collection read() const { return read_collection(directory_.path()); }

 private:
  expertise::TemporaryDirectory directory_;
};

}  // namespace

TEST_CASE("documents are read as profiles of which only the text is known") {
  const Folder folder;
  folder.put("corpus.jsonl",
             "{\"id\": \"d1\", \"text\": \"Geld lenen\"}\r\n\n"
             "{\"id\": \"d2\", \"text\": \"Een tuin\", \"src\": \"x\"}\n");
  const Collection collection = folder.read();
  CHECK(collection.shape == Collection::Shape::documents);
  REQUIRE(collection.profiles.size() == 2);
  CHECK(collection.profiles[0].id == "d1");
  CHECK(collection.profiles[0].summary == "Geld lenen");
  CHECK(collection.right_from == 1);
  CHECK(collection.grades.at("q1").at("d2") == 0.5);
  CHECK_FALSE(collection.questions.at(0).personal_data);
}

TEST_CASE("questions of the past are read with their experts, in order") {
  const Folder folder;
  folder.put("corpus.jsonl",
             R"({"id": "l1", "text": "Geld", "date": "2024-01-02", "experts": ["e1", "e2"]})");
  const Collection collection = folder.read();
  CHECK(collection.shape == Collection::Shape::log);
  CHECK(collection.profiles.empty());
  REQUIRE(collection.log.size() == 1);
  CHECK(collection.log[0].experts == std::vector<std::string>{"e1", "e2"});
}

TEST_CASE("a pool is read with its aspects and the personal data in its questions") {
  const Folder folder;
  folder.put("profiles.jsonl", R"({"id": "d1", "name": "An", "expertise": ["schulden"]})");
  folder.put("queries.jsonl",
             R"({"id": "q1", "kind": "short", "text": "An", "pii": [{"text": "An"}]})");
  folder.put("aspects.jsonl",
             R"({"id": "q1", "aspects": ["een", "twee"], "carriers": [["d1"], []]})");
  const Collection collection = folder.read();
  CHECK(collection.shape == Collection::Shape::pool);
  CHECK(collection.right_from == 1.5);
  CHECK(collection.profiles.at(0).topics == std::vector<std::string>{"schulden"});
  CHECK(collection.questions.at(0).personal_data == std::vector<std::string>{"An"});
  CHECK(collection.carriers.at(0).aspects == 2);
  CHECK(collection.carriers.at(0).carried.size() == 1);
}

TEST_CASE("a folder that is no collection is refused with what is missing") {
  const Folder folder;
  CHECK_THROWS_WITH(folder.read(), Catch::Contains("there is no corpus.jsonl"));
}

TEST_CASE("a line that cannot be read is named") {
  const Folder folder;
  folder.put("corpus.jsonl", "{\"id\": \"d1\", \"text\": \"a\"}\n{\"id\": \"d2\"}\n");
  CHECK_THROWS_WITH(folder.read(), Catch::Contains("corpus.jsonl, line 2"));
  folder.put("corpus.jsonl", R"({"id": "d1", "text": "a"})");
  folder.put("qrels.tsv", "q1\td1\tbest\n");
  CHECK_THROWS_WITH(folder.read(), Catch::Contains("qrels.tsv, line 1"));
}

TEST_CASE("a corpus of which only some lines have experts is refused") {
  const Folder folder;
  folder.put("corpus.jsonl",
             "{\"id\": \"d1\", \"text\": \"a\"}\n"
             "{\"id\": \"l1\", \"text\": \"b\", \"experts\": [\"e\"]}\n");
  CHECK_THROWS_WITH(folder.read(), Catch::Contains("all have experts"));
}
