// What the tests of Pool stand on: a real store in a directory of its own, a clock that they move,
// and short ways to have a municipality, a team, a person with their rights, a specialist. People
// and places are put in the store directly, with their events, so that a test says only what it is
// about.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/domain/actor.h"
#include "server/pool/context.h"
#include "server/store/store.h"
#include "tests/fake_env.h"
#include "tests/refused.h"
#include "tests/temporary_directory.h"

namespace expertise {

struct PoolFixture {
  FakeEnv env;
  TemporaryDirectory directory;
  std::unique_ptr<Store> store =
      open_sqlite_store((directory.path() / "pool.db").string(), MasterKey{1, 2, 3}, env);
  Context context{*store, env};

  /// The person at the machine: every right to administer.
  Actor machine = Actor::machine_operator();

  Municipality municipality(const std::string& name = "Voorbeeldstad") {
    Municipality made{.id = env.new_id<MunicipalityId>(), .name = name, .region = "Voorbeeldregio"};
    keep(made, Event{.kind = EventKind::municipality_put, .municipality = made.id});
    return made;
  }
  Neighbourhood neighbourhood(MunicipalityId municipality, const std::string& name) {
    Neighbourhood made{
        .id = env.new_id<NeighbourhoodId>(), .municipality = municipality, .name = name};
    keep(made, Event{.kind = EventKind::neighbourhood_put, .municipality = municipality});
    return made;
  }
  Team team(MunicipalityId municipality, const std::string& name = "Wijkteam Noord",
            std::vector<NeighbourhoodId> neighbourhoods = {}) {
    Team made{.id = env.new_id<TeamId>(),
              .municipality = municipality,
              .name = name,
              .neighbourhoods = std::move(neighbourhoods)};
    keep(made, Event{.kind = EventKind::team_put, .municipality = municipality});
    return made;
  }
  Group group(MunicipalityId municipality, const std::string& name,
              std::vector<SpecialistId> members) {
    Group made{.id = env.new_id<GroupId>(),
               .municipality = municipality,
               .name = name,
               .members = std::move(members)};
    keep(made, Event{.kind = EventKind::group_put, .municipality = municipality});
    return made;
  }
  /// A user with an address of their own; further fields are changed with `keep_user`.
  User user(MunicipalityId municipality, const std::string& name, std::vector<Role> roles,
            std::vector<TeamId> teams = {}) {
    User made{.id = env.new_id<UserId>(),
              .municipality = municipality,
              .name = name,
              .email = "persoon" + std::to_string(++people_made_) + "@voorbeeld.test",
              .roles = std::move(roles),
              .teams = std::move(teams)};
    keep_user(made);
    return made;
  }
  void keep_user(const User& user) {
    keep(user, Event{.kind = EventKind::user_added, .municipality = user.municipality});
  }
  /// A specialist whose agreements all hold and who has given no hours; further fields are changed
  /// with `keep_specialist`.
  Specialist specialist(MunicipalityId municipality, const std::string& name,
                        std::vector<std::string> topics = {}) {
    Specialist made;
    made.id = env.new_id<SpecialistId>();
    made.municipality = municipality;
    made.name = name;
    made.title = "Deskundige";
    made.organisation = "Voorbeeldorganisatie";
    made.topics = std::move(topics);
    made.languages = {"nl"};
    made.ways = {Way::written, Way::phone, Way::together};
    made.agreements = {"2099-12-31", "2099-12-31", "2099-12-31"};
    keep_specialist(made);
    return made;
  }
  void keep_specialist(const Specialist& specialist) {
    keep(specialist, Event{.kind = EventKind::specialist_added,
                           .municipality = specialist.municipality,
                           .specialist = specialist.id});
  }
  /// A user who keeps this profile.
  User user_of(const Specialist& specialist) {
    User made = user(specialist.municipality, specialist.name, {Role::specialist});
    made.specialist = specialist.id;
    keep_user(made);
    return made;
  }

  /// The user as they would act when signed on now.
  Actor actor(const User& user) {
    Actor acting{.user = user.id,
                 .municipalities = {user.municipality},
                 .roles = user.roles,
                 .teams = user.teams,
                 .specialist = user.specialist,
                 .partner_of = user.partner_of,
                 .origin = "test"};
    auto txn = store->begin(Access::read);
    for (const TeamId& each : user.teams) {
      auto found = txn->team(each);
      if (found && !acting.in(found->municipality))
        acting.municipalities.push_back(found->municipality);
    }
    return acting;
  }

  /// Every event so far, oldest first.
  std::vector<Event> events() { return store->events_after(0, 100'000); }
  std::vector<Event> events_of(EventKind kind) {
    std::vector<Event> found;
    for (Event& event : events()) {
      if (event.kind == kind) found.push_back(std::move(event));
    }
    return found;
  }

 private:
  template <class Value>
  void keep(const Value& value, Event event) {
    auto txn = store->begin(Access::write);
    txn->put(value);
    event.at = env.now();
    event.details["id"] = value.id.text();
    txn->append(std::move(event));
    txn->commit();
  }

  int people_made_ = 0;
};

}  // namespace expertise
