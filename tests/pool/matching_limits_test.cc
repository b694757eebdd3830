// How much a match reads, counted and not clocked, and its other limits: at each of them, and one
// past.
#include <algorithm>
#include <catch2/catch.hpp>

#include "server/domain/local_time.h"
#include "server/pool/people_found.h"
#include "tests/pool/case_fixture.h"
#include "tests/pool/counting_store.h"

namespace expertise {

namespace {

constexpr std::size_t first_page = 40;
constexpr std::size_t further_page = 150;
constexpr std::size_t for_an_aspect = 40;

struct LimitsFixture : CaseFixture {
  CountingStore counting{*store};
  Matching counted{{counting, env}, index};

  LimitsFixture() {
    index.set_vocabulary(search::seed_vocabulary());
    bring_up(*store, index);
  }

  // So many more people, all at once.
  void crowd(int count, const std::function<void(Specialist&)>& with) {
    auto txn = store->begin(Access::write);
    for (int i = 0; i < count; ++i) {
      Specialist made = anna.profile;
      made.id = env.new_id<SpecialistId>();
      made.name = "Menigte " + std::to_string(i);
      made.topics = {"schulden"};
      with(made);
      txn->put(made);
      txn->append(Event{.at = env.now(),
                        .kind = EventKind::specialist_added,
                        .municipality = town.id,
                        .specialist = made.id,
                        .details = {{"id", made.id.text()}}});
    }
    txn->commit();
    bring_up(*store, index);
  }
  void nobody_has_agreements() {
    for (auto* each : {&anna, &bram, &carla, &dirk}) {
      change(*each, [](Specialist& profile) { profile.agreements = {}; });
    }
    crowd(400, [](Specialist& made) { made.agreements = {}; });
  }
  std::size_t read_by_match(const std::string& text, std::size_t limit = 20) {
    counted.catch_up();
    const std::size_t before = counting.profiles;
    counted.match(asker, {.question = text, .limit = limit});
    return counting.profiles - before;
  }
};

const std::string of_four_parts =
    "Moeder heeft schulden. Oma heeft dementie, vader is verslaafd aan alcohol en er is "
    "huiselijk geweld.";

bool is_too_long(const std::optional<Refusal>& refusal, std::string_view place) {
  return refusal && has_fault(refusal->faults(), place, "too_long");
}

}  // namespace

TEST_CASE_METHOD(LimitsFixture, "without agreements a match reads one page further, and no more",
                 "[matching]") {
  nobody_has_agreements();
  CHECK(read_by_match("schulden") == first_page + further_page);
  // Nor for parts that nobody covers: there is nobody to propose for them.
  CHECK(read_by_match(of_four_parts) == first_page + further_page);
  // A longer list is read twice as deep as it is long.
  CHECK(read_by_match("schulden", 20) == first_page + further_page);
  CHECK(read_by_match("schulden", 21) == first_page + 2 + further_page);
  CHECK(read_by_match("schulden", 100) == 200 + further_page);
}

TEST_CASE_METHOD(LimitsFixture, "with agreements a match reads one page, and forty for each part",
                 "[matching]") {
  crowd(400, [](Specialist&) {});
  CHECK(read_by_match("schulden") == first_page);
  const Match match = counted.match(asker, {.question = of_four_parts});
  const auto uncovered = static_cast<std::size_t>(
      std::count_if(match.understood.aspects.begin(), match.understood.aspects.end(),
                    [](const search::Aspect& each) {
                      return each.certain && !each.negated && each.topic != "schulden";
                    }));
  REQUIRE(uncovered >= 3);
  CHECK(read_by_match(of_four_parts) <= first_page + uncovered * for_an_aspect);
  CHECK(read_by_match(of_four_parts) > first_page);
}

TEST_CASE_METHOD(LimitsFixture, "for what only left out people know forty more are read",
                 "[matching]") {
  constexpr std::size_t many = 500;
  bool busy = false;
  SECTION("and they can be asked") {}
  SECTION("and none of them can be asked") { busy = true; }
  crowd(many, [&](Specialist& made) {
    made.topics = {"dementie"};
    made.organisation = "Stichting Dementie";
    if (busy) made.availability.most_open = 0;
  });
  counted.catch_up();
  const std::size_t before = counting.profiles;
  MatchRequest request{.question = "Oma heeft dementie."};
  request.filters.excluded_organisations = {"STICHTING dementie"};
  const Match match = counted.match(asker, request);
  CHECK(match.candidates.empty());
  CHECK(match.known_to_excluded.empty() == busy);
  CHECK(counting.profiles - before <= many + further_page + for_an_aspect);
}

TEST_CASE_METHOD(LimitsFixture, "of a list on which nobody can be asked 3,000 are read at most",
                 "[matching]") {
  for (auto* each : {&anna, &bram, &carla, &dirk}) {
    change(*each, [](Specialist& profile) { profile.availability.most_open = 0; });
  }
  crowd(3'100, [](Specialist& made) { made.availability.most_open = 0; });
  CHECK(read_by_match("schulden") == 3'000);
}

TEST_CASE_METHOD(LimitsFixture, "who is not there is not read at all", "[matching]") {
  const LocalDay today = local_day(env.now());
  bool asks_for_now = false;
  SECTION("paused") {
    crowd(500, [](Specialist& made) { made.availability.paused = true; });
  }
  SECTION("on leave") {
    crowd(500, [&](Specialist& made) {
      made.availability.absences = {{today, plus_days(today, 3), {}}};
    });
  }
  SECTION("at other hours") {
    asks_for_now = true;
    crowd(500, [&](Specialist& made) {
      made.availability.weekly = {};
      made.availability.weekly[static_cast<std::size_t>(weekday_index(plus_days(today, 1)))] = {
          {540, 720}};
    });
    change(anna, [](Specialist& profile) {
      for (auto& hours : profile.availability.weekly) hours = {{0, 1440}};
    });
  }
  counted.catch_up();
  MatchRequest request{.question = "schulden"};
  if (asks_for_now) request.filters.available = AvailableWithin::now;
  const std::size_t before = counting.profiles;
  const Match match = counted.match(asker, request);
  CHECK(std::any_of(match.candidates.begin(), match.candidates.end(),
                    [&](const MatchCandidate& each) { return each.specialist.id == anna.id(); }));
  CHECK(counting.profiles - before <= 8);
}

TEST_CASE_METHOD(LimitsFixture, "a whole file that is read between two questions is followed",
                 "[matching]") {
  counted.match(asker, {.question = "schulden"});
  crowd(1'100, [](Specialist& made) { made.availability.paused = true; });
  change(anna, [](Specialist& profile) { profile.availability.paused = true; });
  const Match match = counted.match(asker, {.question = "schulden"});
  CHECK(match.candidates.size() == 3);
}

TEST_CASE_METHOD(LimitsFixture, "who is there again is found at once", "[matching]") {
  crowd(40, [](Specialist&) {});
  const auto finds_anna = [&](AvailableWithin within) {
    MatchRequest request{.question = "schulden", .limit = 60};
    request.filters.available = within;
    const Match match = counted.match(asker, request);
    return std::any_of(match.candidates.begin(), match.candidates.end(),
                       [&](const MatchCandidate& each) { return each.specialist.id == anna.id(); });
  };
  change(anna, [](Specialist& profile) {
    profile.availability.weekly = {};
    profile.availability.paused = true;
  });
  CHECK_FALSE(finds_anna(AvailableWithin::any));
  change(anna, [](Specialist& profile) { profile.availability.paused = false; });
  CHECK(finds_anna(AvailableWithin::any));
  CHECK_FALSE(finds_anna(AvailableWithin::now));
  Availability reachable;
  reachable.reachable_until = env.now() + std::chrono::hours(1);
  const auto now_at = store->begin(Access::read)->specialist(anna.id())->revision;
  People people(context, PasswordStrength::cheap());
  Profiles(context, people).change_availability(anna.actor, anna.id(), reachable, {now_at});
  CHECK(finds_anna(AvailableWithin::now));
  // The switch goes off by itself, also when weeks went by without a question.
  env.pass(std::chrono::hours(2));
  CHECK_FALSE(finds_anna(AvailableWithin::now));
  env.pass(std::chrono::days(30));
  CHECK_FALSE(finds_anna(AvailableWithin::now));
  CHECK(finds_anna(AvailableWithin::any));
}

TEST_CASE_METHOD(LimitsFixture, "for a part that nobody covers three people are added",
                 "[matching]") {
  crowd(100, [](Specialist& made) {
    made.topics = {"huiselijk geweld", "kindermishandeling", "partnergeweld"};
    made.summary = "Huiselijk geweld, kindermishandeling en partnergeweld.";
  });
  crowd(5, [](Specialist& made) { made.topics = {"dementie"}; });
  const auto municipality = std::vector<std::string>{town.id.text()};
  search::Query query{search::understand("Er is huiselijk geweld, kindermishandeling en "
                                         "partnergeweld, en oma heeft dementie.",
                                         *index.vocabulary()),
                      {},
                      0,
                      0};
  query.filters.municipalities = municipality;
  auto txn = store->begin(Access::read);
  const PoolFilters filters;
  const PeopleFound finder(index, *txn, filters, env.now());
  const auto anybody = [](const Present&) { return true; };
  auto people = finder.find(query, first_page, anybody);
  REQUIRE(people.size() == first_page);
  finder.add_for_uncovered(query, *index.vocabulary(), anybody, people);
  CHECK(people.size() == first_page + 3);
}

TEST_CASE_METHOD(LimitsFixture, "each text has its length", "[matching]") {
  const auto text_of = [](std::size_t length) { return std::string(length, 'a'); };
  CHECK_NOTHROW(counted.match(asker, {.question = text_of(20'000)}));
  CHECK(is_too_long(refused([&] { counted.match(asker, {.question = text_of(20'001)}); }),
                    "/question"));
  CHECK_NOTHROW(counted.search(asker, text_of(500), {}, {}));
  CHECK(is_too_long(refused([&] { counted.search(asker, text_of(501), {}, {}); }), "/text"));
  CHECK_NOTHROW(counted.propose(coordinator, text_of(8'000)));
  CHECK(is_too_long(refused([&] { counted.propose(coordinator, text_of(8'001)); }), "/text"));
  CHECK_NOTHROW(counted.suggest(asker, text_of(120)));
  CHECK(is_too_long(refused([&] { counted.suggest(asker, text_of(121)); }), "/prefix"));
}

TEST_CASE_METHOD(LimitsFixture, "a passage is short", "[matching]") {
  change(anna, [](Specialist& profile) {
    for (int i = 0; i < 60; ++i) profile.summary += "Ik help bij schulden en ongeopende post. ";
  });
  bring_up(*store, index);
  for (const MatchCandidate& each : counted.match(asker, {.question = "schulden"}).candidates) {
    std::size_t bytes = 0;
    for (const search::Segment& part : each.passage) bytes += part.text.size();
    CHECK(bytes <= 246);  // two signs of leaving out besides
    CHECK((each.specialist.id != anna.id() || bytes > 180));
  }
}

}  // namespace expertise
