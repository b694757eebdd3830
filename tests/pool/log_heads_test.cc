// The heads of both logs: signed in time, sent out once, and held against logs that were tampered
// with; and months of the access log that are destroyed when their term is over.
#include "server/pool/log_heads.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "server/pool/destruction_report.h"
#include "tests/pool/fixture.h"

namespace expertise {

namespace {

class Post : public Mailer {
 public:
  MailAnswer send(const Mail& mail) override {
    tried.push_back(mail);
    return {outcome, "250"};
  }
  void stop() override {}
  std::vector<Mail> tried;
  MailOutcome outcome = MailOutcome::sent;
};

struct HeadsFixture : PoolFixture {
  const LogKey key{4, 5, 6};
  Municipality city = municipality();
  const std::string file = (directory.path() / "heads.txt").string();

  std::size_t sign() { return sign_heads(context, key, env.now()); }
  void append(int count) {
    auto txn = store->begin(Access::write);
    for (int i = 0; i < count; ++i) {
      txn->append(Event{.at = env.now(), .kind = EventKind::team_put, .municipality = city.id});
    }
    txn->commit();
  }
  void record(int count) {
    auto txn = store->begin(Access::write);
    for (int i = 0; i < count; ++i) {
      txn->record_access(
          {.at = env.now(), .action = "read", .object = "log", .municipality = city.id});
    }
    txn->commit();
  }
  std::vector<SignedHead> heads() {
    return store->begin(Access::read)->signed_heads_after(0, 1'000);
  }
  LogHeads last() { return read_signed_line(heads().back().line)->heads; }
  std::string filed() {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  HeadsChecked check(const std::string& lines) {
    std::istringstream stream(lines);
    return check_heads(*store, stream, {public_key_of(key)});
  }
  std::string fault(const std::string& lines) {
    const auto found = check(lines).fault;
    return found ? std::to_string(found->line) + " " + found->what : std::string();
  }
  std::vector<std::string> months() {
    std::vector<std::string> found;
    for (const auto& each : store->begin(Access::read)->access_segments()) {
      found.push_back(each.segment + (each.destroyed_at ? " destroyed" : ""));
    }
    return found;
  }
  std::size_t entries() {
    return store->begin(Access::read)->find(AccessQuery{.municipalities = {city.id}}).total;
  }
  std::vector<Destroyed> destroy(const std::string& before, int years = access_log_years) {
    return destroy_access_months(context, before, years, env.now());
  }
};

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE_METHOD(HeadsFixture, "the heads are signed once a day", "[heads]") {
  append(3);
  record(2);
  env.set(at("2026-03-05T08:30:00Z"));
  CHECK(sign() == 1);
  CHECK(last().number == 1);
  CHECK(last().at == env.now());
  CHECK(last().event_seq == store->head().seq);
  CHECK(last().event_hash == store->head().hash);
  CHECK(last().segment == "2026-03");
  CHECK(last().access_seq == 2);
  CHECK(sign() == 0);
  append(1);
  env.set(at("2026-03-05T22:59:59Z"));
  CHECK(sign() == 0);
  env.set(at("2026-03-05T23:00:00Z"));  // midnight in the Netherlands
  CHECK(sign() == 1);
  CHECK(last().number == 2);
  CHECK(last().event_seq == store->head().seq);
}

TEST_CASE_METHOD(HeadsFixture, "a pool in which nothing was recorded is signed too", "[heads]") {
  CHECK(sign() == 1);
  CHECK(last().segment == "-");
  CHECK(fault(heads().back().line).empty());
}

TEST_CASE_METHOD(HeadsFixture, "the last head of a month is signed when it has a follower",
                 "[heads]") {
  env.set(at("2026-03-31T20:00:00Z"));
  record(2);
  CHECK(sign() == 1);
  record(3);  // of March, after that day's head
  CHECK(sign() == 0);
  env.set(at("2026-03-31T21:59:59Z"));
  record(1);
  env.set(at("2026-04-01T00:00:01Z"));
  record(1);
  CHECK(sign() == 2);
  const auto signed_heads = heads();
  REQUIRE(signed_heads.size() == 3);
  CHECK(signed_heads[1].segment == "2026-03");
  CHECK(signed_heads[1].access_seq == 6);
  CHECK(signed_heads[2].segment == "2026-04");
  CHECK(sign() == 0);
}

TEST_CASE_METHOD(HeadsFixture, "each head goes to the file and into the mail once", "[heads]") {
  sign();
  env.pass(std::chrono::hours(24));
  sign();
  CHECK(file_heads(context, file, env.now()) == 2);
  CHECK(filed() == heads()[0].line + "\n" + heads()[1].line + "\n");
  CHECK(file_heads(context, file, env.now()) == 0);
  CHECK_THROWS_AS(
      [&] {
        env.pass(std::chrono::hours(24));
        sign();
        file_heads(context, (directory.path() / "nowhere" / "heads.txt").string(), env.now());
      }(),
      std::runtime_error);
  CHECK(file_heads(context, file, env.now()) == 1);

  Post post;
  const HeadsPost to{"bewaar@voorbeeld.test", "pool@voorbeeld.test"};
  post.outcome = MailOutcome::later;
  CHECK_THROWS_AS(mail_heads(context, post, to, env.now()), std::runtime_error);
  post.outcome = MailOutcome::sent;
  CHECK(mail_heads(context, post, to, env.now()) == 3);
  CHECK(mail_heads(context, post, to, env.now()) == 0);
  REQUIRE(post.tried.size() == 2);
  CHECK(post.tried[1].to == to.to);
  CHECK(post.tried[0].message_id == post.tried[1].message_id);
  for (const SignedHead& each : heads()) CHECK(holds(post.tried[1].text, each.line));
  CHECK(file_heads(context, file, env.now()) == 0);
}

TEST_CASE_METHOD(HeadsFixture, "half a line at the end of the file makes room", "[heads]") {
  sign();
  file_heads(context, file, env.now());
  const std::string first = heads()[0].line + "\n";
  std::ofstream(file, std::ios::app) << "half a li";
  env.pass(std::chrono::hours(24));
  sign();
  CHECK(file_heads(context, file, env.now()) == 1);
  CHECK(filed() == first + heads()[1].line + "\n");

  // What is no file of lines is left as it is.
  const std::string other(5'000, 'x');
  std::ofstream(file, std::ios::trunc) << other;
  env.pass(std::chrono::hours(24));
  sign();
  CHECK_THROWS_AS(file_heads(context, file, env.now()), std::runtime_error);
  CHECK(filed() == other);
}

TEST_CASE_METHOD(HeadsFixture, "a clock that ran ahead keeps no later day from being signed",
                 "[heads]") {
  env.set(at("2026-03-25T08:30:00Z"));
  CHECK(sign() == 1);
  env.set(at("2026-03-05T08:30:00Z"));
  CHECK(sign() == 1);
  CHECK(sign() == 0);
}

TEST_CASE_METHOD(HeadsFixture, "heads that went out hold while the logs only grow", "[heads]") {
  append(3);
  record(3);
  sign();
  env.pass(std::chrono::hours(24));
  append(1);
  record(1);
  sign();
  file_heads(context, file, env.now());
  append(2);
  record(2);
  const HeadsChecked checked = check("# kept by Cora\n\n" + filed());
  CHECK_FALSE(checked.fault);
  CHECK(checked.held == 2);
  CHECK(checked.last == last());
  CHECK(check_own_heads(*store).held == 2);
  CHECK_FALSE(check_own_heads(*store).fault);
}

TEST_CASE_METHOD(HeadsFixture, "a line that is not ours is not taken for one", "[heads]") {
  sign();
  const std::string line = heads().back().line;
  CHECK(holds(fault(line + "\nwat anders\n"), "2 is no signed head"));
  const HeadsChecked gone_on = check(line + "\nwat anders\nnog iets\n" + line + "\n");
  REQUIRE(gone_on.fault);
  CHECK(gone_on.fault->line == 2);
  CHECK(gone_on.held == 2);
  CHECK(gone_on.last == last());
  std::string other = line;
  other[other.find(" events ") + 8] = '9';
  CHECK(holds(fault(other), "1 is no signed head"));
  LogHeads made = last();
  CHECK(holds(fault(signed_line(made, LogKey{1})), "another key"));
  made.pool = std::string(32, '0');
  CHECK(holds(fault(signed_line(made, key)), "another pool"));
}

// A log that was rewritten whole, so that every link holds: only what was sent out tells.
TEST_CASE_METHOD(HeadsFixture, "a log that was shortened or rewritten is found out", "[heads]") {
  append(5);
  record(5);
  sign();
  const std::string line = heads().back().line;
  REQUIRE(fault(line).empty());
  LogHeads longer = last();
  longer.event_seq += 1;
  CHECK(holds(fault(signed_line(longer, key)), "event log was shortened"));
  LogHeads other = last();
  other.event_hash[0] ^= 1;
  CHECK(holds(fault(signed_line(other, key)), "event log was rewritten"));
  longer = last();
  longer.access_seq += 1;
  CHECK(holds(fault(signed_line(longer, key)), "access log was shortened"));
  other = last();
  other.access_hash[0] ^= 1;
  CHECK(holds(fault(signed_line(other, key)), "access log was rewritten"));
  other = last();
  other.access_seq -= 1;
  CHECK(holds(fault(signed_line(other, key)), "access log was rewritten"));
  other = last();
  other.segment = "2025-01";
  CHECK(holds(fault(signed_line(other, key)), "access log was shortened"));
}

TEST_CASE_METHOD(HeadsFixture, "a month of the access log is destroyed when its term is over",
                 "[heads][segments]") {
  env.set(at("2026-03-05T08:30:00Z"));
  record(6'000);
  sign();
  env.set(at("2026-04-05T08:30:00Z"));
  record(3);
  sign();
  record(1);
  env.set(at("2026-05-05T08:30:00Z"));
  record(2);

  SECTION("not before") {
    env.set(at("2031-03-31T23:59:59Z"));
    sign();
    auto refusal = refused([&] { destroy("2026-04"); });
    REQUIRE(refusal);
    CHECK(refusal->reason() == Reason::wrong_state);
    CHECK(refusal->detail() == "term_not_over");
    CHECK(refused([&] { destroy("2026-05", 6); })->detail() == "term_not_over");
    CHECK(entries() == 6'006);
  }
  SECTION("not a month whose last head was never signed") {
    env.set(at("2032-05-05T08:30:00Z"));
    CHECK(refused([&] { destroy("2026-05"); })->detail() == "not_signed");
    CHECK(months() == std::vector<std::string>{"2026-03", "2026-04", "2026-05"});
  }
  SECTION("not the newest, which goes on") {
    env.set(at("2032-05-05T08:30:00Z"));
    sign();
    CHECK(destroy("2032-01").size() == 2);
    CHECK(months() ==
          std::vector<std::string>{"2026-03 destroyed", "2026-04 destroyed", "2026-05"});
  }
  SECTION("then its head, number and signature are left") {
    env.set(at("2031-04-01T00:00:00Z"));
    sign();
    std::string sent_out;
    for (const SignedHead& each : heads()) sent_out += each.line + "\n";
    CHECK(refused([&] { destroy("2026-05"); })->detail() == "term_not_over");
    const auto destroyed = destroy("2026-04");
    REQUIRE(destroyed.size() == 1);
    CHECK(destroyed[0].segment == "2026-03");
    CHECK(destroyed[0].entries == 6'000);
    CHECK(entries() == 6);
    CHECK_FALSE(store->verify());
    CHECK(fault(sent_out).empty());
    CHECK_FALSE(check_own_heads(*store).fault);
    CHECK(destroy("2026-04").empty());
    const auto told = events_of(EventKind::access_segment_destroyed);
    REQUIRE(told.size() == 1);
    CHECK(told[0].municipality == city.id);
    CHECK(told[0].details.at("segment") == "2026-03");
    CHECK(told[0].details.at("count") == "6000");
    const auto report = store->begin(Access::read)->destroyed({.municipality = city.id});
    REQUIRE(report.total == 1);
    const DestroyedThing thing = destroyed_thing(report.items[0]);
    CHECK(thing.what == DestroyedThing::What::access_month);
    CHECK(thing.id == "2026-03");
    CHECK(thing.entries == 6'000);
    CHECK(thing.ground.find("5 jaar") != std::string::npos);
    // What is left cannot be made another.
    LogHeads forged = read_signed_line(heads()[0].line)->heads;
    forged.access_hash[0] ^= 1;
    REQUIRE(forged.segment == "2026-03");
    CHECK(holds(fault(signed_line(forged, key)), "rewritten"));
  }
  SECTION("by a month and a term that can be") {
    CHECK(has_fault(refused([&] { destroy("2026"); })->faults(), "--before", "not_a_date"));
    CHECK(has_fault(refused([&] { destroy("2026-13"); })->faults(), "--before", "not_a_date"));
    CHECK(has_fault(refused([&] { destroy("2026-04", 0); })->faults(), "--years", "out_of_range"));
    CHECK(has_fault(refused([&] { destroy("2026-04", 31); })->faults(), "--years", "out_of_range"));
  }
}

}  // namespace expertise
