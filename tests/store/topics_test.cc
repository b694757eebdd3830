// What people made of topics, and what the log tells of each.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

using namespace expertise;

TEST_CASE_METHOD(StoreFixture, "an edit of a topic comes back as it was put", "[topics]") {
  TopicEdit edit{.code = "schulden",
                 .revision = 2,
                 .retired = true,
                 .difference = {{"added_signs", "a|b \"c\""}, {"term", "Schulden é"}},
                 .changed_at = at("2026-03-05T08:30:00.123Z"),
                 .changed_by = env.new_id<UserId>()};
  write([&](Txn& txn) {
    txn.put(TopicEdit{.code = "schulden", .changed_at = edit.changed_at});
    txn.put(edit);
    txn.put(TopicEdit{.code = "lvb", .changed_at = edit.changed_at});
  });
  auto edits = read([](Txn& txn) { return txn.topic_edits(); });
  REQUIRE(edits.size() == 2);
  CHECK(edits[0].code == "lvb");
  CHECK_FALSE(edits[0].changed_by);
  CHECK(edits[1].code == edit.code);
  CHECK(edits[1].revision == 2);
  CHECK(edits[1].retired);
  CHECK(edits[1].difference == edit.difference);
  CHECK(edits[1].changed_at == edit.changed_at);
  CHECK(edits[1].changed_by == edit.changed_by);
  CHECK(read([](Txn& txn) { return txn.topic_changes(); }) == 3);
}

TEST_CASE_METHOD(StoreFixture, "the log tells of one topic, newest first", "[topics]") {
  write([&](Txn& txn) {
    for (const char* topic : {"schulden", "lvb", "schulden"}) {
      txn.append({.kind = EventKind::topic_changed, .details = {{"topic", topic}}});
    }
    txn.append({.kind = EventKind::topic_retired, .details = {{"topic", "schulden"}}});
    txn.append({.kind = EventKind::team_put, .details = {{"team", "schulden"}}});
  });
  auto found = read([](Txn& txn) { return txn.topic_events("schulden", {.limit = 2}); });
  CHECK(found.total == 3);
  REQUIRE(found.items.size() == 2);
  CHECK(found.items[0].kind == EventKind::topic_retired);
  CHECK(found.items[0].seq > found.items[1].seq);
}
