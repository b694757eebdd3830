// Drafts in the store: nobody reads one from the disk, and destroyed means gone.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

using namespace expertise;

namespace {

const std::string canary = "kwikstaart-op-het-hek";

struct DraftFixture : StoreFixture {
  Municipality here = municipality();
  User maker = user(here.id);

  Draft draft(std::chrono::hours kept = std::chrono::hours(24)) {
    return {.id = env.new_id<DraftId>(),
            .maker = maker.id,
            .municipality = here.id,
            .saved_at = env.now(),
            .expires_at = env.now() + kept};
  }
  void save(const Draft& draft, const std::string& text) {
    write([&](Txn& txn) { txn.put(draft, CaseText::of(text)); });
  }
  std::string text_of(const Draft& draft) {
    auto contents = write([&](Txn& txn) { return txn.read_drafts({draft.id}, access()); });
    return contents.contains(draft.id) ? std::string(contents[draft.id].part("text")) : "(none)";
  }
  /// What of the drafts lies on the disk that somebody with the master key could open.
  std::string stored(const std::string& column) {
    return RawDatabase(path).value("SELECT " + column + " FROM draft");
  }
};

}  // namespace

TEST_CASE_METHOD(DraftFixture, "drafts come back as they were put, last saved first", "[drafts]") {
  Draft first = draft();
  save(first, "Eerste");
  env.pass(std::chrono::minutes(1));
  Draft second = draft();
  save(second, "Tweede");
  auto all = read([&](Txn& txn) { return txn.drafts(maker.id); });
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == second.id);
  CHECK(all[1].id == first.id);
  auto found = read([&](Txn& txn) { return txn.draft(first.id); });
  REQUIRE(found);
  CHECK(found->maker == maker.id);
  CHECK(found->municipality == here.id);
  CHECK(found->revision == 1);
  CHECK(found->saved_at == first.saved_at);
  CHECK(found->expires_at == first.expires_at);
  CHECK(text_of(first) == "Eerste");
  CHECK(read([&](Txn& txn) { return txn.drafts(UserId()); }).empty());
  CHECK_FALSE(read([&](Txn& txn) { return txn.draft(DraftId()); }));
}

TEST_CASE_METHOD(DraftFixture, "reading a draft writes down who read it, or does not happen",
                 "[drafts]") {
  Draft made = draft();
  save(made, "De vraag");
  CHECK(text_of(made) == "De vraag");
  AccessQuery query;
  query.municipalities = {here.id};
  write([&](Txn& txn) {
    AccessEntry entry = access();
    entry.municipality = here.id;
    txn.read_drafts({made.id}, entry);
  });
  CHECK(read([&](Txn& txn) { return txn.find(query); }).total == 1);
  auto txn = store->begin(Access::read);
  CHECK_THROWS_AS(txn->read_drafts({made.id}, access()), std::logic_error);
}

TEST_CASE_METHOD(DraftFixture, "a draft is nowhere on the disk in clear", "[drafts]") {
  save(draft(), canary);
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
  close();
  CHECK(bytes_on_disk().find(canary) == std::string::npos);
}

TEST_CASE_METHOD(DraftFixture, "a destroyed draft is gone from the disk with its key", "[drafts]") {
  Draft made = draft();
  save(made, canary);
  std::string ciphertext = stored("ciphertext"), wrapped = stored("wrapped_key");
  REQUIRE(bytes_on_disk().find(ciphertext) != std::string::npos);
  CHECK(write([&](Txn& txn) { return txn.destroy_draft(made.id); }));
  CHECK(bytes_on_disk().find(ciphertext) == std::string::npos);
  CHECK(bytes_on_disk().find(wrapped) == std::string::npos);
  CHECK_FALSE(write([&](Txn& txn) { return txn.destroy_draft(made.id); }));
  CHECK(text_of(made) == "(none)");
}

TEST_CASE_METHOD(DraftFixture, "a draft that is saved again loses what it held, and its key",
                 "[drafts]") {
  Draft made = draft();
  save(made, "met naam");
  std::string ciphertext = stored("ciphertext"), wrapped = stored("wrapped_key");
  ++made.revision;
  save(made, "zonder naam");
  CHECK(text_of(made) == "zonder naam");
  CHECK(bytes_on_disk().find(ciphertext) == std::string::npos);
  CHECK(bytes_on_disk().find(wrapped) == std::string::npos);
}

TEST_CASE_METHOD(DraftFixture, "a draft that was moved or changed on the disk is not shown",
                 "[drafts]") {
  Draft mine = draft(), other = draft();
  save(mine, "van mij");
  save(other, "van mij ook");
  User somebody = user(here.id, "Bert Ander");
  const std::string before = "UPDATE draft SET ";
  auto spoiled_by = [&](const std::string& change) {
    {
      RawDatabase raw(path);
      raw.run("BEGIN");
      raw.run(before + change);
      raw.run("COMMIT");
    }
    return sentence_of([&] { text_of(mine); });
  };
  CHECK(spoiled_by("revision = revision + 1") != "");
  CHECK(spoiled_by("revision = revision - 1") == "");
  CHECK(spoiled_by("maker = x'" + [&] {
          std::string hex;
          for (std::uint8_t byte : somebody.id.bytes()) {
            hex += "0123456789abcdef"[byte >> 4];
            hex += "0123456789abcdef"[byte & 15];
          }
          return hex;
        }() + "'") != "");
}

TEST_CASE_METHOD(DraftFixture, "drafts are due at their moment, oldest first", "[drafts]") {
  Draft late = draft(std::chrono::hours(2)), soon = draft(std::chrono::hours(1));
  save(late, "later");
  save(soon, "eerder");
  auto due = [&](Instant now, std::size_t limit) {
    return read([&](Txn& txn) { return txn.drafts_due(now, limit); });
  };
  CHECK(due(soon.expires_at - std::chrono::milliseconds(1), 10).empty());
  CHECK(due(soon.expires_at, 10) == std::vector{soon.id});
  CHECK(due(late.expires_at, 10) == std::vector{soon.id, late.id});
  CHECK(due(late.expires_at, 1) == std::vector{soon.id});
}
