// Another master key: whatever was under the one that was is under the new one, and under it alone.
#include <catch2/catch.hpp>

#include "tests/store/fixture.h"

using namespace expertise;

TEST_CASE_METHOD(StoreFixture, "whatever was under the master key is under the new one alone",
                 "[key_change]") {
  Municipality place = municipality();
  User asker = user(place.id);
  Specialist expert = specialist(place.id);
  Consultation question = consultation(place.id, asker.id);
  message(question.id, "De vraag");
  Consultation other = consultation(place.id, asker.id);
  message(other.id, "Een andere vraag");
  Draft draft{.id = env.new_id<DraftId>(),
              .maker = asker.id,
              .municipality = place.id,
              .revision = 3,
              .saved_at = env.now(),
              .expires_at = env.now() + std::chrono::days(7)};
  Calendar calendar;
  calendar.id = env.new_id<CalendarId>();
  calendar.specialist = expert.id;
  calendar.municipality = place.id;
  SecondFactor factor{.user = asker.id, .state = FactorState::on};
  factor.secret = {1, 2, 3};
  SecondFactor proposed{.user = asker.id, .state = FactorState::proposed};
  proposed.secret = {4, 5, 6};
  write([&](Txn& txn) {
    txn.put(draft, CaseText::of("Het concept"));
    txn.put(calendar, "https://agenda.example/geheim.ics");
    txn.put(factor);
    txn.put(proposed);
  });
  const auto head = store->head().seq;
  const std::string wrapped = RawDatabase(path).value("SELECT wrapped FROM consultation_key");
  close();

  MasterKey next{9, 9, 9};
  rewrap_sqlite_store(path, key, next, env);
  CHECK_FALSE(opens_sqlite_store(path, key, env));
  CHECK(opens_sqlite_store(path, next, env));
  CHECK(bytes_on_disk().find(wrapped) == std::string::npos);
  CHECK_FALSE(sentence_of([&] { open_sqlite_store(path, key, env); }).empty());

  store = open_sqlite_store(path, next, env);
  CHECK_FALSE(store->verify());
  REQUIRE(store->head().seq == head + 1);
  CHECK(store->events_after(head, 1).at(0).kind == EventKind::master_key_changed);
  auto txn = store->begin(Access::write);
  const auto text = [&](ConsultationId id) {
    return txn->read_thread(id, {MessageKind::question}, access())
        .at(0)
        .versions.at(0)
        .text.value();
  };
  CHECK(text(question.id).part("text") == "De vraag");
  CHECK(text(other.id).part("text") == "Een andere vraag");
  CHECK(txn->read_drafts({draft.id}, access()).at(draft.id).part("text") == "Het concept");
  CHECK(txn->calendar_address(calendar.id) == "https://agenda.example/geheim.ics");
  CHECK(txn->second_factor(asker.id, FactorState::on)->secret == factor.secret);
  CHECK(txn->second_factor(asker.id, FactorState::proposed)->secret == proposed.secret);
  txn->commit();
}

TEST_CASE_METHOD(StoreFixture, "a change of keys that cannot be whole changes nothing",
                 "[key_change]") {
  Municipality place = municipality();
  User asker = user(place.id);
  Consultation question = consultation(place.id, asker.id);
  message(question.id, "De vraag");
  Consultation other = consultation(place.id, asker.id);
  message(other.id, "Een andere vraag");
  close();
  {
    RawDatabase raw(path);
    raw.run(
        "UPDATE consultation_key SET wrapped = zeroblob(72) WHERE consultation = "
        "(SELECT max(consultation) FROM consultation_key)");
  }
  CHECK_THROWS(rewrap_sqlite_store(path, key, MasterKey{9}, env));
  CHECK(opens_sqlite_store(path, key, env));
  reopen();
  auto txn = store->begin(Access::write);
  CHECK(txn->read_thread(question.id, {MessageKind::question}, access())
            .at(0)
            .versions.at(0)
            .text->part("text") == "De vraag");
}
