// What is on record beside reading: signing on and off, tokens, rights, searches and exports, what
// was refused; and what people see of it themselves.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "server/pool/people.h"
#include "server/pool/refused_attempts.h"
#include "server/pool/sign_on_failures.h"
#include "tests/pool/case_fixture.h"
#include "tests/pool/mortal_store.h"

namespace expertise {

namespace {

constexpr std::string_view password = "kuiper-maandag-7-appel";

struct RecordFixture : CaseFixture {
  People people{context, PasswordStrength::cheap()};

  std::vector<AccessEntry> entries() {
    auto txn = store->begin(Access::read);
    auto found =
        txn->find(AccessQuery{.municipalities = {town.id}, .page = {.limit = Page::most}}).items;
    std::reverse(found.begin(), found.end());
    return found;
  }
  std::vector<AccessEntry> entries_of(const std::string& action) {
    auto found = entries();
    std::erase_if(found, [&](const AccessEntry& each) { return each.action != action; });
    return found;
  }
  AccessEntry last() { return entries().back(); }
  // Also of nobody's municipality.
  std::uint64_t all() {
    const auto months = store->begin(Access::read)->access_segments();
    return months.empty() ? 0 : months.back().head.seq;
  }
  SignedOn sign_on(const User& user, std::string_view with = password,
                   std::string_view origin = "192.0.2.7") {
    return people.sign_on(user.email, with, origin);
  }
};

}  // namespace

TEST_CASE_METHOD(RecordFixture, "signing on and off is on record with where it was from",
                 "[access]") {
  people.set_password(machine, asking.id, password);
  const SignedOn on = sign_on(asking);
  AccessEntry entry = last();
  CHECK(entry.action == "sign_on");
  CHECK(entry.object == "session");
  CHECK(entry.result == "done");
  CHECK(entry.actor == asking.id);
  CHECK(entry.municipality == town.id);
  CHECK(entry.origin == "192.0.2.7");
  people.sign_off(on.actor, on.session.id);
  CHECK(last().action == "sign_off");
  CHECK(last().actor == asking.id);

  people.create_token(machine, asking.id, "test", 1);
  CHECK(last().action == "make_token");
  CHECK_FALSE(last().actor);
  CHECK(last().purpose == "user:" + asking.id.text());
}

TEST_CASE_METHOD(RecordFixture, "a change of somebody's rights is on record, of a name it is not",
                 "[access]") {
  User changed = asking;
  changed.name = "Vera Vrager-Bakker";
  people.change_user(machine, changed);
  CHECK(entries_of("change_rights").empty());
  changed.roles.push_back(Role::coordinator);
  people.change_user(machine, changed);
  changed.teams.clear();
  people.change_user(machine, changed);
  changed.active = false;
  people.change_user(machine, changed);
  const auto found = entries_of("change_rights");
  REQUIRE(found.size() == 3);
  for (const AccessEntry& each : found) {
    CHECK(each.purpose == "user:" + asking.id.text());
    CHECK(each.role == "administrator");
    CHECK(each.object == "user");
    CHECK(each.result == "done");
  }
}

TEST_CASE_METHOD(RecordFixture, "a failed attempt is on record at once, and those after it counted",
                 "[access]") {
  people.set_password(machine, asking.id, password);
  for (int i = 0; i < 4; ++i) refused([&] { sign_on(asking, "verkeerd"); });
  auto found = entries_of("sign_on");
  REQUIRE(found.size() == 1);
  CHECK(found[0].result == "wrong_password");
  CHECK(found[0].actor == asking.id);
  CHECK(found[0].count == 1);
  people.write_counted_failures(env.now());
  CHECK(entries_of("sign_on").size() == 1);
  env.pass(SignOnFailures::window);
  people.write_counted_failures(env.now());
  found = entries_of("sign_on");
  REQUIRE(found.size() == 2);
  CHECK(found[1].count == 3);
  CHECK(found[1].purpose == "counted");
  people.write_counted_failures(env.now());
  CHECK(entries_of("sign_on").size() == 2);
}

TEST_CASE_METHOD(RecordFixture, "what was typed for an address is not kept", "[access][privacy]") {
  refused([&] { people.sign_on("mijn-geheime-wachtwoord", "x", "192.0.2.7"); });
  REQUIRE(all() == 1);
  // Of nobody's municipality; nothing of it is in the row.
  std::ifstream file(directory.path() / "pool.db-wal", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  CHECK(bytes.find("wrong_password") != std::string::npos);
  CHECK(bytes.find("mijn-geheime") == std::string::npos);
}

// Else the time that it takes tells which addresses somebody has.
TEST_CASE_METHOD(RecordFixture, "of each address that nobody has the first failure is written",
                 "[access][privacy]") {
  people.set_password(machine, asking.id, password);
  const auto before = all();
  refused([&] { people.sign_on("een@x.test", "x", "192.0.2.7"); });
  CHECK(all() == before + 1);
  refused([&] { people.sign_on("twee@x.test", "x", "192.0.2.7"); });
  CHECK(all() == before + 2);
  refused([&] { sign_on(asking, "x"); });
  CHECK(all() == before + 3);
  refused([&] { people.sign_on(" Twee@X.test", "x", "192.0.2.7"); });
  refused([&] { people.sign_on("een@x.test", "x", "192.0.2.7"); });
  refused([&] { sign_on(asking, "x"); });
  CHECK(all() == before + 3);
  env.pass(SignOnFailures::window);
  people.write_counted_failures(env.now());
  CHECK(all() == before + 5);  // of nobody's addresses one together
}

TEST_CASE_METHOD(RecordFixture, "a clock that is set back begins a new window", "[access]") {
  people.set_password(machine, asking.id, password);
  const Instant began = env.now();
  refused([&] { sign_on(asking, "x"); });
  refused([&] { sign_on(asking, "x"); });
  CHECK(entries_of("sign_on").size() == 1);
  env.set(began - std::chrono::hours(48));
  people.write_counted_failures(env.now());
  CHECK(entries_of("sign_on").size() == 2);
}

TEST_CASE_METHOD(RecordFixture, "a failure that could not be written is the first again",
                 "[access]") {
  bool dies = true;
  MortalStore mortal(*store, [&] { return dies; });
  SignOnFailures failures;
  const Context failing{mortal, env};
  CHECK_THROWS(failures.note(failing, asking, "192.0.2.7", "wrong_password"));
  dies = false;
  const auto before = all();
  failures.note(failing, asking, "192.0.2.7", "wrong_password");
  CHECK(all() == before + 1);
  failures.note(failing, asking, "192.0.2.7", "wrong_password");
  CHECK(all() == before + 1);

  env.pass(SignOnFailures::window);
  dies = true;
  CHECK_THROWS(failures.write_counted(failing, env.now()));
  dies = false;
  failures.write_counted(failing, env.now());
  CHECK(all() == before + 2);
}

TEST_CASE_METHOD(RecordFixture, "who guesses cannot fill the log", "[access]") {
  for (int i = 0; i < 3'000; ++i) {
    const std::string origin = "192.0.2." + std::to_string(i);
    refused([&] { people.sign_on("iemand" + std::to_string(i) + "@x.test", "x", origin); });
  }
  CHECK(all() == SignOnFailures::keys_most + 1);
  env.pass(SignOnFailures::window);
  people.write_counted_failures(env.now());
  CHECK(all() == SignOnFailures::keys_most + 2);
}

TEST_CASE_METHOD(RecordFixture, "who has to wait is on record too", "[access]") {
  people.set_password(machine, asking.id, password);
  const auto before = all();
  for (int i = 0; i < 12; ++i) refused([&] { sign_on(asking, "verkeerd"); });
  CHECK(all() == before + 2);  // one wrong password, one slowed down
  env.pass(SignOnFailures::window);
  people.write_counted_failures(env.now());
  CHECK(all() == before + 4);
}

TEST_CASE_METHOD(RecordFixture, "searching is told apart from looking, also when nothing is found",
                 "[access]") {
  asked({anna});
  consultations.list(asker, {});
  CHECK(last().action == "list");
  consultations.list(asker, {.topic = "schulden"});
  CHECK(last().action == "search");
  CHECK(last().count == 1);
  const auto before = all();
  consultations.list(asker, {.topic = "woonoverlast"});
  CHECK(all() == before + 1);
  CHECK(last().action == "search");
  CHECK(last().count == 0);
  consultations.list(asker, {.topic = "schulden", .for_export = true});
  CHECK(last().action == "export");
  consultations.list(asker, {.states = {ConsultationState::closed}});
  CHECK(all() == before + 2);  // an empty list shows nothing of anybody
}

TEST_CASE_METHOD(RecordFixture, "a refused attempt is on record with the case it was about",
                 "[access]") {
  const ConsultationId id = asked({anna});
  record_refused(context, townsman,
                 {.operation = "listMessages", .consultation = id, .reason = Reason::not_found});
  AccessEntry entry = last();
  CHECK(entry.action == "refused");
  CHECK(entry.object == "listMessages");
  CHECK(entry.result == "not_found");
  CHECK(entry.consultation == id);
  CHECK(entry.actor == townsman.user);
  CHECK(entry.count == 0);
  record_refused(context, townsman,
                 {.operation = "decide",
                  .invitation = invitation_of(id, anna).id,
                  .reason = Reason::not_allowed});
  CHECK(last().consultation == id);
  // What is not there is not kept.
  record_refused(context, townsman,
                 {.operation = "getConsultation",
                  .consultation = env.new_id<ConsultationId>(),
                  .reason = Reason::not_found});
  CHECK_FALSE(last().consultation);
}

TEST_CASE_METHOD(RecordFixture,
                 "everybody sees what they did, and what was done with their questions",
                 "[access]") {
  const ConsultationId id = asked({anna});
  consultations.view(asker, id);
  consultations.view(coordinator, id);
  consultations.view(teammate, id);

  const auto mine = consultations.own_access_log(asker, OwnAccess::by_me, {});
  REQUIRE(mine.total >= 1);
  for (const AccessEntry& each : mine.items) CHECK(each.actor == asker.user);
  CHECK(last().object == "audit");
  CHECK(last().purpose == "own");

  const auto of_others = consultations.own_access_log(asker, OwnAccess::to_my_questions, {});
  REQUIRE(of_others.total == 2);
  CHECK(of_others.items[0].actor == teammate.user);
  CHECK(of_others.items[1].actor == coordinator.user);
  CHECK(consultations.own_access_log(teammate, OwnAccess::to_my_questions, {}).total == 0);
  CHECK(consultations.own_access_log(anna.actor, OwnAccess::by_me, {}).total == 0);
  CHECK(consultations.own_access_log(anna.actor, OwnAccess::by_me, {}).total == 1);
  // Narrowed to somebody else it is of nobody.
  CHECK(consultations.own_access_log(asker, OwnAccess::by_me, {.actor = coordinator.user}).total ==
        0);
  CHECK(refused([&] { consultations.own_access_log(machine, OwnAccess::by_me, {}); })->reason() ==
        Reason::not_allowed);
}

}  // namespace expertise
