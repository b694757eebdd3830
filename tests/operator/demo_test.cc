// The demo pool: made whole or not at all, and holding what the story and the screens need, on
// whatever day it is loaded.
#include "server/operator/demo.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>
#include <streambuf>

#include "server/domain/personal_data.h"
#include "server/operator/demo_data.h"
#include "server/operator/demo_people.h"
#include "tests/operator/fixture.h"

namespace expertise {

namespace {

namespace fs = std::filesystem;

struct Made {
  int status = 0;
  std::string out;
  std::string progress;
};

Made load(const DataDirectory& directory, Env& env) {
  std::ostringstream out;
  std::ostringstream progress;
  int status = make_demo_pool(directory, env, out, progress);
  return {status, out.str(), progress.str()};
}

// Every consultation, past anybody's rights.
std::vector<Consultation> consultations(Product& product) {
  Scope all;
  for (const Municipality& each :
       product.people.overview(Actor::machine_operator()).municipalities) {
    all.municipalities.push_back(each.id);
  }
  ConsultationQuery query{.scope = all, .page = {.offset = 0, .limit = Page::most}};
  return product.store->begin(Access::read)->find(query).items;
}

std::vector<ProfileView> profiles(Product& product) {
  SpecialistQuery query{.page = {.offset = 0, .limit = Page::most}};
  return product.profiles.browse(Actor::machine_operator(), query).items;
}

// The one consultation that granted the tailored budget of the story.
Consultation the_story(Product& product) {
  for (const Consultation& each : consultations(product)) {
    if (each.closure && each.closure->tailored_budget_cents == 350'00) return each;
  }
  FAIL("the story is not there");
  return {};
}

void check_states(Product& product) {
  std::map<ConsultationState, int> states;
  std::set<Origin> origins;
  int passed_on = 0;
  int answered_look_back = 0;
  int with_colleagues = 0;
  for (const Consultation& each : consultations(product)) {
    ++states[each.state];
    origins.insert(each.origin);
    passed_on += each.times_passed_on;
    answered_look_back += each.follow_up ? 1 : 0;
    with_colleagues += each.participants.empty() ? 0 : 1;
    CHECK(each.asked_at <= product.env.now());
  }
  for (const auto& [state, name] : codes<ConsultationState>) {
    CAPTURE(name);
    CHECK(states[state] >= 2);
  }
  CHECK(origins.size() == 3);
  CHECK(with_colleagues >= 3);
  CHECK(passed_on >= 5);
  CHECK(answered_look_back >= 10);
}

Actor signed_on(Product& product, const std::string& email) {
  return product.people.sign_on(email, demo_password, "test").actor;
}

// Something waits for a specialist, for a coordinator, and for who asked six weeks and more ago.
void check_what_waits(Product& product) {
  const Actor fenna = signed_on(product, "fenna.voorbeeld@example.nl");
  const Actor carla = signed_on(product, "carla@example.nl");
  const Actor lotte = signed_on(product, "lotte@example.nl");
  auto txn = product.store->begin(Access::read);
  int asked_of_fenna = 0;
  int with_carla = 0;
  int to_look_back_on = 0;
  for (const Consultation& each : consultations(product)) {
    for (const Invitation& invitation : txn->invitations(each.id)) {
      if (invitation.specialist == fenna.specialist &&
          invitation.state == InvitationState::pending) {
        ++asked_of_fenna;
      }
    }
    if (each.state == ConsultationState::with_coordinator && carla.in(each.municipality))
      ++with_carla;
    if (each.asker == lotte.user && each.state == ConsultationState::closed &&
        *each.closed_at + follow_up_after <= product.env.now()) {
      ++to_look_back_on;
    }
  }
  CHECK(asked_of_fenna >= 1);
  CHECK(with_carla >= 2);
  CHECK(to_look_back_on >= 1);
}

void check_profiles(Product& product) {
  std::map<FreeState, int> states;
  int lapsed = 0;
  auto all = profiles(product);
  CHECK(all.size() >= 80);
  for (const ProfileView& each : all) {
    ++states[each.presence.free_busy.state];
    lapsed += each.presence.lacking_agreement ? 1 : 0;
    CHECK(each.specialist.email.ends_with("@example.nl"));
    CHECK(each.specialist.phone.starts_with("06-000000"));
  }
  for (FreeState state :
       {FreeState::unknown, FreeState::away, FreeState::full, FreeState::paused}) {
    CAPTURE(code(state));
    CHECK(states[state] >= 2);
  }
  CHECK(lapsed >= 3);
}

void check_story(Product& product) {
  Consultation story = the_story(product);
  CHECK(story.state == ConsultationState::closed);
  CHECK(story.times_passed_on == 1);
  CHECK(story.urgency == Urgency::within_2_working_days);
  auto wall = wall_clock(story.asked_at);
  CHECK(weekday_index(wall.day) == 3);
  auto txn = product.store->begin(Access::read);
  CHECK(txn->neighbourhood(*story.neighbourhood)->name == "Kruiskamp");
  int accepted = 0;
  int expired = 0;
  std::set<std::string> titles;
  for (const Invitation& each : txn->invitations(story.id)) {
    accepted += each.state == InvitationState::accepted ? 1 : 0;
    expired += each.state == InvitationState::expired ? 1 : 0;
    if (each.state == InvitationState::accepted)
      titles.insert(txn->specialist(each.specialist)->title);
  }
  CHECK(accepted == 3);
  CHECK(expired == 1);
  CHECK(titles == std::set<std::string>{"Ervaringsdeskundige", "Schuldhulpverlener",
                                        "Wmo-consulent met LVB-expertise"});
}

void check_whole(Product& product) {
  check_states(product);
  check_what_waits(product);
  check_profiles(product);
  check_story(product);
  CHECK_FALSE(product.store->verify());
  CHECK(product.indexer.wait_for(product.store->head().seq, 10'000));
  CHECK(product.index.size() == profiles(product).size());
  for (const Event& event : product.store->events_after(0, 100'000))
    CHECK(event.at <= product.env.now());
}

// A stream that kills its process when it has been flushed so many times.
class Fuse : public std::streambuf {
 public:
  explicit Fuse(int left) : left_(left) {}

 protected:
  int overflow(int c) override { return c; }
  std::streamsize xsputn(const char*, std::streamsize size) override { return size; }
  int sync() override {
    if (--left_ <= 0) ::kill(::getpid(), SIGKILL);
    return 0;
  }

 private:
  int left_;
};

// Loads in a process of its own, which is killed when the bar has moved `steps` times. Gives
// whether it was.
bool load_and_die(const DataDirectory& directory, int steps) {
  pid_t child = ::fork();
  if (child == 0) {
    Fuse fuse(steps);
    std::ostream progress(&fuse);
    std::ostringstream out;
    FakeEnv env;
    make_demo_pool(directory, env, out, progress);
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace

TEST_CASE("the demo holds every state and the story, on whatever day it is loaded", "[demo]") {
  // The night of Easter Monday, a week after summer time began; New Year's Day.
  auto now = GENERATE(at("2026-04-05T22:10:00Z"), at("2027-01-01T01:00:00Z"));
  CAPTURE(rfc3339(now));
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  FakeEnv env(now);
  Made made = load(data, env);
  REQUIRE(made.status == 0);

  auto ownership = Ownership::take(data);
  REQUIRE(ownership);
  Product product(data, env);
  check_whole(product);

  std::ifstream file(data.demo_accounts());
  std::stringstream accounts;
  accounts << file.rdbuf();
  CHECK(accounts.str() == made.out);
  CHECK(made.out.find("lotte@example.nl") != std::string::npos);
  auto lotte = product.people.sign_on("lotte@example.nl", demo_password, "test");
  CHECK(lotte.user.name == "Lotte Voorlopig");
  auto nour = product.people.sign_on("nour@example.nl", demo_password, "test");
  CHECK(nour.actor.municipalities.size() == 2);
}

TEST_CASE("a load of the demo that is killed leaves nothing half", "[demo]") {
  TemporaryDirectory directory;
  DataDirectory data{directory.path() / "data"};
  // While people are made, and while questions are asked.
  for (int steps : {5, 70}) {
    CAPTURE(steps);
    REQUIRE(load_and_die(data, steps));
    CHECK_FALSE(fs::exists(data.root));
  }
  FakeEnv env;
  REQUIRE(load(data, env).status == 0);
  // Nothing is left of the attempts either.
  CHECK(std::distance(fs::directory_iterator(directory.path()), fs::directory_iterator()) == 1);
  auto ownership = Ownership::take(data);
  Product product(data, env);
  check_whole(product);
  CHECK(consultations(product).size() == read_demo_data(local_day(env.now())).consultations.size());
}

TEST_CASE("the demo is made nowhere that something is", "[demo]") {
  TemporaryDirectory directory;
  FakeEnv env;
  DataDirectory pool{directory.path() / "pool"};
  {
    auto ownership = Ownership::take(pool);
    Product product(pool, env);
  }
  auto bytes = fs::file_size(pool.database());
  Made beside_a_pool = load(pool, env);
  CHECK(beside_a_pool.status == 1);
  CHECK(beside_a_pool.progress.find("already") != std::string::npos);
  CHECK(fs::file_size(pool.database()) == bytes);

  DataDirectory letters{directory.path() / "letters"};
  fs::create_directory(letters.root);
  std::ofstream(letters.root / "letter.txt") << "Beste";
  CHECK(load(letters, env).status == 1);
  CHECK(fs::exists(letters.root / "letter.txt"));

  DataDirectory busy{directory.path() / "busy"};
  auto somebody_else = Ownership::take({directory.path() / "busy.in-the-making"});
  CHECK(load(busy, env).status == 1);
  CHECK_FALSE(fs::exists(busy.root));
}

TEST_CASE("people of the demo are evidently invented, and named once", "[demo]") {
  DemoData data = read_demo_data(local_day(at("2026-03-05T09:30:00Z")));
  CHECK(data.municipalities.size() == 2);
  std::set<std::string> names;
  for (const DemoSpecialist& each : data.specialists) CHECK(names.insert(each.name).second);
  for (const DemoUser& each : data.users) CHECK(names.insert(each.name).second);
  for (const DemoMunicipality& each : data.municipalities) {
    CHECK(each.teams.size() == 4);
    std::set<std::string> neighbourhoods;
    for (const DemoTeam& team : each.teams)
      neighbourhoods.insert(team.neighbourhoods.begin(), team.neighbourhoods.end());
    CHECK(neighbourhoods.size() >= 12);
  }
  CHECK(data.consultations.size() >= 60);
}

TEST_CASE("no text of the demo could lead back to a person", "[demo]") {
  DemoData data = read_demo_data(local_day(at("2026-03-05T09:30:00Z")));
  auto check = [](const std::string& text) {
    CAPTURE(text);
    CHECK(find_personal_data(text).empty());
  };
  for (const DemoConsultation& each : data.consultations) {
    CAPTURE(each.id);
    check(each.question);
    check(each.advice);
    for (const DemoStep& step : each.steps) {
      check(step.text);
      const Advice& advice = step.advice;
      for (const std::string* part :
           {&advice.advice, &advice.for_asker, &advice.for_resident, &advice.follow_up,
            &advice.other_expertise, &advice.responsibility, &advice.contact,
            &step.closing.referred_to, &step.closing.budget_purpose, &step.closing.budget_obstacle,
            &step.closing.note}) {
        check(*part);
      }
    }
  }
}

}  // namespace expertise
